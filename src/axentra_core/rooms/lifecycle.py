"""How a room moves: six small machines, what they force on each other, and the tables beside."""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from axentra_core.kernel.machine import Forced, Machine
from axentra_core.rooms.events import (
    DoNotDisturbSet,
    DoorSeenNormal,
    DoubleLockSeen,
    GuestSeen,
    LightLuggageSeen,
    MakeUpRequested,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkedPickup,
    NoLuggageSeen,
    RequestCleared,
    RoomAged,
    RoomHandedOver,
    RoomOccupied,
    RoomReleased,
    RoomRolled,
    RoomVacated,
    ServiceDeclined,
    SleepOutSeen,
    TurndownCompleted,
    TurndownRequired,
    TurndownWaived,
)
from axentra_core.rooms.model import (
    BlockKind,
    CheckoutPolicy,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Occupancy,
    Room,
    Sign,
    Turndown,
)
from axentra_core.rooms.refusals import RoomRefusal

VACANT, OCCUPIED = Occupancy
DIRTY, PICKUP, CLEAN, INSPECTED = Condition
NONE, DND, MAKE_UP, DECLINED = GuestRequest
NORMAL, LOCKED = Door
SEEN, SLEEP_OUT, LIGHT, NO_LUGGAGE = Sign
NOT_REQUIRED, REQUIRED, COMPLETED = Turndown


def is_occupied(room: Room) -> RoomRefusal:
    """A room is given to one stay at a time."""
    return RoomRefusal("room.occupied", room=room.id, stay=room.stay)


def is_vacant(room: Room) -> RoomRefusal:
    """In a vacant room there is nobody to leave or to ask for anything."""
    return RoomRefusal("room.no_guest", room=room.id)


# fmt: off
OCCUPANCY = Machine("room occupancy", field="occupancy", start=VACANT,
                    says={OCCUPIED: is_occupied, VACANT: is_vacant}, rows=(
    # while        when this happens     becomes
    (VACANT,       MarkedPickup,         VACANT),
    (VACANT,       RoomAged,             VACANT),
    (VACANT,       RoomOccupied,         OCCUPIED),

    (OCCUPIED,     DoNotDisturbSet,      OCCUPIED),
    (OCCUPIED,     MakeUpRequested,      OCCUPIED),
    (OCCUPIED,     ServiceDeclined,      OCCUPIED),
    (OCCUPIED,     RequestCleared,       OCCUPIED),
    (OCCUPIED,     DoubleLockSeen,       OCCUPIED),
    (OCCUPIED,     DoorSeenNormal,       OCCUPIED),
    (OCCUPIED,     SleepOutSeen,         OCCUPIED),
    (OCCUPIED,     LightLuggageSeen,     OCCUPIED),
    (OCCUPIED,     NoLuggageSeen,        OCCUPIED),
    (OCCUPIED,     GuestSeen,            OCCUPIED),
    (OCCUPIED,     TurndownRequired,     OCCUPIED),
    (OCCUPIED,     TurndownCompleted,    OCCUPIED),
    (OCCUPIED,     TurndownWaived,       OCCUPIED),
    (OCCUPIED,     RoomHandedOver,       OCCUPIED),
    (OCCUPIED,     RoomRolled,           OCCUPIED),
    (OCCUPIED,     RoomReleased,         VACANT),
    (OCCUPIED,     RoomVacated,          VACANT),
))

# Occupied rooms are cleaned every day, so the condition moves whoever is in the room, and whatever
# it was, a room that was slept in is dirty. Where a row of housekeeping leads nowhere new, pressing
# twice is no error and leaves no event.
CONDITION = Machine("room condition", field="condition", start=CLEAN, rows=(
    # while        when this happens     becomes
    (DIRTY,        MarkedDirty,          DIRTY),
    (DIRTY,        MarkedClean,          CLEAN),
    (DIRTY,        RoomAged,             DIRTY),
    (DIRTY,        RoomRolled,           DIRTY),

    (PICKUP,       MarkedDirty,          DIRTY),
    (PICKUP,       MarkedPickup,         PICKUP),
    (PICKUP,       MarkedClean,          CLEAN),
    (PICKUP,       RoomAged,             DIRTY),
    (PICKUP,       RoomRolled,           DIRTY),

    (CLEAN,        MarkedDirty,          DIRTY),
    (CLEAN,        MarkedPickup,         PICKUP),
    (CLEAN,        MarkedClean,          CLEAN),
    (CLEAN,        MarkedInspected,      INSPECTED),
    (CLEAN,        RoomAged,             DIRTY),
    (CLEAN,        RoomRolled,           DIRTY),

    (INSPECTED,    MarkedDirty,          DIRTY),
    (INSPECTED,    MarkedPickup,         PICKUP),
    (INSPECTED,    MarkedClean,          INSPECTED),
    (INSPECTED,    MarkedInspected,      INSPECTED),
    (INSPECTED,    RoomAged,             DIRTY),
    (INSPECTED,    RoomRolled,           DIRTY),
))

# The latest request replaces the former; the same one again leaves no event. To make the room up,
# or to leave it today, is asked for a day; to be left alone until the guest says otherwise.
REQUEST = Machine("guest request", field="request", start=NONE, rows=(
    # while        when this happens     becomes
    (NONE,         DoNotDisturbSet,      DND),
    (NONE,         MakeUpRequested,      MAKE_UP),
    (NONE,         ServiceDeclined,      DECLINED),
    (NONE,         RequestCleared,       NONE),
    (NONE,         RoomRolled,           NONE),

    (DND,          DoNotDisturbSet,      DND),
    (DND,          MakeUpRequested,      MAKE_UP),
    (DND,          ServiceDeclined,      DECLINED),
    (DND,          RequestCleared,       NONE),
    (DND,          RoomRolled,           DND),

    (MAKE_UP,      DoNotDisturbSet,      DND),
    (MAKE_UP,      MakeUpRequested,      MAKE_UP),
    (MAKE_UP,      ServiceDeclined,      DECLINED),
    (MAKE_UP,      RequestCleared,       NONE),
    (MAKE_UP,      RoomRolled,           NONE),

    (DECLINED,     DoNotDisturbSet,      DND),
    (DECLINED,     MakeUpRequested,      MAKE_UP),
    (DECLINED,     ServiceDeclined,      DECLINED),
    (DECLINED,     RequestCleared,       NONE),
    (DECLINED,     RoomRolled,           NONE),
))

# A night does not unlock a door.
DOOR = Machine("room door", field="door", start=NORMAL, rows=(
    # while        when this happens     becomes
    (NORMAL,       DoubleLockSeen,       LOCKED),
    (NORMAL,       DoorSeenNormal,       NORMAL),
    (LOCKED,       DoubleLockSeen,       LOCKED),
    (LOCKED,       DoorSeenNormal,       NORMAL),
))

# What was seen last counts, until the next morning.
SIGN = Machine("guest sign", field="sign", start=SEEN, rows=(
    # while        when this happens     becomes
    (SEEN,         SleepOutSeen,         SLEEP_OUT),
    (SEEN,         LightLuggageSeen,     LIGHT),
    (SEEN,         NoLuggageSeen,        NO_LUGGAGE),
    (SEEN,         GuestSeen,            SEEN),
    (SEEN,         RoomRolled,           SEEN),

    (SLEEP_OUT,    SleepOutSeen,         SLEEP_OUT),
    (SLEEP_OUT,    LightLuggageSeen,     LIGHT),
    (SLEEP_OUT,    NoLuggageSeen,        NO_LUGGAGE),
    (SLEEP_OUT,    GuestSeen,            SEEN),
    (SLEEP_OUT,    RoomRolled,           SEEN),

    (LIGHT,        SleepOutSeen,         SLEEP_OUT),
    (LIGHT,        LightLuggageSeen,     LIGHT),
    (LIGHT,        NoLuggageSeen,        NO_LUGGAGE),
    (LIGHT,        GuestSeen,            SEEN),
    (LIGHT,        RoomRolled,           SEEN),

    (NO_LUGGAGE,   SleepOutSeen,         SLEEP_OUT),
    (NO_LUGGAGE,   LightLuggageSeen,     LIGHT),
    (NO_LUGGAGE,   NoLuggageSeen,        NO_LUGGAGE),
    (NO_LUGGAGE,   GuestSeen,            SEEN),
    (NO_LUGGAGE,   RoomRolled,           SEEN),
))

# What is done for tonight is not asked for again, unless it is waived in between.
TURNDOWN = Machine("turndown", field="turndown", start=NOT_REQUIRED, rows=(
    # while        when this happens     becomes
    (NOT_REQUIRED, TurndownRequired,     REQUIRED),
    (NOT_REQUIRED, TurndownWaived,       NOT_REQUIRED),
    (NOT_REQUIRED, RoomRolled,           NOT_REQUIRED),

    (REQUIRED,     TurndownRequired,     REQUIRED),
    (REQUIRED,     TurndownCompleted,    COMPLETED),
    (REQUIRED,     TurndownWaived,       NOT_REQUIRED),
    (REQUIRED,     RoomRolled,           NOT_REQUIRED),

    (COMPLETED,    TurndownRequired,     COMPLETED),
    (COMPLETED,    TurndownCompleted,    COMPLETED),
    (COMPLETED,    TurndownWaived,       NOT_REQUIRED),
    (COMPLETED,    RoomRolled,           NOT_REQUIRED),
))

JOINT: tuple[Forced, ...] = (
    #      while                this one has no choice
    Forced(OCCUPANCY, VACANT,   REQUEST,  NONE),
    Forced(OCCUPANCY, VACANT,   DOOR,     NORMAL),
    Forced(OCCUPANCY, VACANT,   SIGN,     SEEN),
    Forced(OCCUPANCY, VACANT,   TURNDOWN, NOT_REQUIRED),
)

# What RoomVacated leaves behind, whatever the condition was before.
AFTER_CHECKOUT: Mapping[CheckoutPolicy, Condition] = MappingProxyType({
    CheckoutPolicy.VACANT_CLEAN: CLEAN,
    CheckoutPolicy.VACANT_DIRTY: DIRTY,
})

# What follows from a door that is locked from inside, or is not.
DOORS: Mapping[bool, type[DoubleLockSeen | DoorSeenNormal]] = MappingProxyType({
    True:  DoubleLockSeen,
    False: DoorSeenNormal,
})

SIGNS: Mapping[
    Sign, type[SleepOutSeen | LightLuggageSeen | NoLuggageSeen | GuestSeen]
] = MappingProxyType({
    SEEN:       GuestSeen,
    SLEEP_OUT:  SleepOutSeen,
    LIGHT:      LightLuggageSeen,
    NO_LUGGAGE: NoLuggageSeen,
})

# How the registration of a room and what housekeeping found in it go together.
DISCREPANCIES: Mapping[tuple[Occupancy, bool], Discrepancy] = MappingProxyType({
    # registered   found occupied
    (VACANT,       False):  Discrepancy.NONE,
    (VACANT,       True):   Discrepancy.OCCUPIED_WITHOUT_STAY,
    (OCCUPIED,     False):  Discrepancy.VACANT_WITH_STAY,
    (OCCUPIED,     True):   Discrepancy.NONE,
})


@attrs.frozen
class BlockRule:
    """What a kind of block means.

    Attributes:
        leaves_inventory: the room is not there to be sold.
        given_with_reason: a supervisor can give the room to a guest all the same.
        used: somebody works in the room or uses it, so that its condition is another afterwards.
    """

    leaves_inventory: bool
    given_with_reason: bool
    used: bool


YES, NO = True, False

BLOCKS: Mapping[BlockKind, BlockRule] = MappingProxyType({
    #                                       leaves  given   used
    BlockKind.OUT_OF_ORDER:       BlockRule(YES,    NO,     YES),
    BlockKind.OUT_OF_SERVICE:     BlockRule(NO,     YES,    YES),
    BlockKind.HOUSE_USE:          BlockRule(YES,    NO,     YES),
    BlockKind.OFFICE_USE:         BlockRule(YES,    NO,     YES),
    BlockKind.UNDER_CONSTRUCTION: BlockRule(YES,    NO,     YES),
    BlockKind.HOLD:               BlockRule(NO,     YES,    NO),
})
# fmt: on

MACHINES = (OCCUPANCY, CONDITION, REQUEST, DOOR, SIGN, TURNDOWN)
