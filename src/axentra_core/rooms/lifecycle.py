"""How a room moves: three small machines, and what they force on each other."""

from collections.abc import Mapping
from types import MappingProxyType

from axentra_core.kernel.machine import Forced, Machine
from axentra_core.rooms.messages import (
    DoNotDisturbSet,
    MakeUpRequested,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    RequestCleared,
    RoomHandedOver,
    RoomOccupied,
    RoomReleased,
    RoomRolled,
    RoomVacated,
)
from axentra_core.rooms.model import CheckoutPolicy, Condition, GuestRequest, Occupancy, Room
from axentra_core.rooms.refusals import RoomRefusal

VACANT, OCCUPIED = Occupancy.VACANT, Occupancy.OCCUPIED
DIRTY, CLEAN, INSPECTED = Condition.DIRTY, Condition.CLEAN, Condition.INSPECTED
NONE, DND = GuestRequest.NONE, GuestRequest.DO_NOT_DISTURB
MAKE_UP = GuestRequest.MAKE_UP_ROOM


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
    (VACANT,       RoomOccupied,         OCCUPIED),
    (OCCUPIED,     DoNotDisturbSet,      OCCUPIED),
    (OCCUPIED,     MakeUpRequested,      OCCUPIED),
    (OCCUPIED,     RequestCleared,       OCCUPIED),
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
    (DIRTY,        RoomRolled,           DIRTY),
    (CLEAN,        MarkedDirty,          DIRTY),
    (CLEAN,        MarkedClean,          CLEAN),
    (CLEAN,        MarkedInspected,      INSPECTED),
    (CLEAN,        RoomRolled,           DIRTY),
    (INSPECTED,    MarkedDirty,          DIRTY),
    (INSPECTED,    MarkedClean,          INSPECTED),
    (INSPECTED,    MarkedInspected,      INSPECTED),
    (INSPECTED,    RoomRolled,           DIRTY),
))

# The latest request replaces the former; the same one again leaves no event. To make the room up is
# asked for a day, to be left alone until the guest says otherwise.
REQUEST = Machine("guest request", field="request", start=NONE, rows=(
    # while        when this happens     becomes
    (NONE,         DoNotDisturbSet,      DND),
    (NONE,         MakeUpRequested,      MAKE_UP),
    (NONE,         RequestCleared,       NONE),
    (NONE,         RoomRolled,           NONE),
    (DND,          DoNotDisturbSet,      DND),
    (DND,          MakeUpRequested,      MAKE_UP),
    (DND,          RequestCleared,       NONE),
    (DND,          RoomRolled,           DND),
    (MAKE_UP,      DoNotDisturbSet,      DND),
    (MAKE_UP,      MakeUpRequested,      MAKE_UP),
    (MAKE_UP,      RequestCleared,       NONE),
    (MAKE_UP,      RoomRolled,           NONE),
))

# What RoomVacated leaves behind, whatever the condition was before.
AFTER_CHECKOUT: Mapping[CheckoutPolicy, Condition] = MappingProxyType({
    CheckoutPolicy.VACANT_CLEAN: CLEAN,
    CheckoutPolicy.VACANT_DIRTY: DIRTY,
})

JOINT: tuple[Forced, ...] = (
    #      while                this one has no choice
    Forced(OCCUPANCY, VACANT,   REQUEST, NONE),
)
# fmt: on

MACHINES = (OCCUPANCY, CONDITION, REQUEST)
