"""How a stay moves: six statuses; due in, stay-over and due out are derived in `presence`."""

from axentra_core.kernel.machine import Machine
from axentra_core.stays.events import (
    CheckInReversed,
    CheckOutReversed,
    DayUsePosted,
    ExemptionGranted,
    ExemptionWithdrawn,
    FeeDue,
    GroupJoined,
    GuestSessionOpened,
    LateCheckOutGranted,
    NightPosted,
    NightsMissed,
    PackagesAgreed,
    PartyChanged,
    PreCheckedIn,
    PricesChanged,
    PurposeTold,
    RoomAssigned,
    RoomCorrected,
    RoomShared,
    RoomUnassigned,
    StayAmended,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayConfirmed,
    StayExtended,
    StayMoved,
    StayNotShown,
    StayReinstated,
    StayShortened,
    StayTakenOver,
    StayWaitlisted,
)
from axentra_core.stays.model import Stay, StayStatus
from axentra_core.stays.refusals import StayRefusal

WAITLISTED, BOOKED, IN_HOUSE = StayStatus.WAITLISTED, StayStatus.BOOKED, StayStatus.IN_HOUSE
CHECKED_OUT, CANCELLED, NO_SHOW = (
    StayStatus.CHECKED_OUT,
    StayStatus.CANCELLED,
    StayStatus.NO_SHOW,
)


def waits(stay: Stay) -> StayRefusal:
    """Who waits for a room has none yet."""
    return StayRefusal("stay.waitlisted", stay=stay.id)


def not_in_house(stay: Stay) -> StayRefusal:
    """Before the check-in there is nobody to serve, to charge or to check out."""
    return StayRefusal("stay.not_in_house", stay=stay.id)


def already_in_house(stay: Stay) -> StayRefusal:
    """Who is in house arrives no more: they can move, stay longer or leave."""
    return StayRefusal("stay.already_in_house", stay=stay.id, room=stay.room)


def has_ended(stay: Stay) -> StayRefusal:
    """After the check-out a stay takes nothing more, unless the check-out is taken back."""
    return StayRefusal("stay.ended", stay=stay.id)


def was_cancelled(stay: Stay) -> StayRefusal:
    """A cancelled stay is nothing but a memory, unless it is reinstated."""
    return StayRefusal("stay.cancelled", stay=stay.id)


def did_not_come(stay: Stay) -> StayRefusal:
    """Nobody came, so nothing happens to them, unless the stay is reinstated."""
    return StayRefusal("stay.no_show", stay=stay.id)


SAYS = {
    WAITLISTED: waits,
    BOOKED: not_in_house,
    IN_HOUSE: already_in_house,
    CHECKED_OUT: has_ended,
    CANCELLED: was_cancelled,
    NO_SHOW: did_not_come,
}

# fmt: off
STAY = Machine("stay", field="status", start=BOOKED, says=SAYS, rows=(
    # while        when this happens     becomes
    (BOOKED,       StayWaitlisted,       WAITLISTED),
    (BOOKED,       StayTakenOver,        IN_HOUSE),

    (WAITLISTED,   StayAmended,          WAITLISTED),
    (WAITLISTED,   PricesChanged,        WAITLISTED),
    (WAITLISTED,   GroupJoined,          WAITLISTED),
    (WAITLISTED,    PurposeTold,          WAITLISTED),
    (WAITLISTED,   PackagesAgreed,       WAITLISTED),
    (WAITLISTED,    ExemptionGranted,     WAITLISTED),
    (WAITLISTED,    ExemptionWithdrawn,   WAITLISTED),
    (WAITLISTED,   StayConfirmed,        BOOKED),
    (WAITLISTED,   StayCancelled,        CANCELLED),

    (BOOKED,       StayAmended,          BOOKED),
    (BOOKED,       StayExtended,         BOOKED),
    (BOOKED,       StayShortened,        BOOKED),
    (BOOKED,       PricesChanged,        BOOKED),
    (BOOKED,       LateCheckOutGranted,  BOOKED),
    (BOOKED,       RoomAssigned,         BOOKED),
    (BOOKED,       RoomUnassigned,       BOOKED),
    (BOOKED,       RoomShared,           BOOKED),
    (BOOKED,       GroupJoined,          BOOKED),
    (BOOKED,        PurposeTold,          BOOKED),
    (BOOKED,       PackagesAgreed,       BOOKED),
    (BOOKED,        ExemptionGranted,     BOOKED),
    (BOOKED,        ExemptionWithdrawn,   BOOKED),
    (BOOKED,       PreCheckedIn,         BOOKED),
    (BOOKED,       FeeDue,               BOOKED),
    (BOOKED,       NightsMissed,         BOOKED),
    (BOOKED,       StayCheckedIn,        IN_HOUSE),
    (BOOKED,       StayCancelled,        CANCELLED),
    (BOOKED,       StayNotShown,         NO_SHOW),

    (IN_HOUSE,     CheckInReversed,      BOOKED),
    (IN_HOUSE,     StayMoved,            IN_HOUSE),
    (IN_HOUSE,     RoomCorrected,        IN_HOUSE),
    (IN_HOUSE,     RoomShared,           IN_HOUSE),
    (IN_HOUSE,     StayExtended,         IN_HOUSE),
    (IN_HOUSE,     StayShortened,        IN_HOUSE),
    (IN_HOUSE,     PartyChanged,         IN_HOUSE),
    (IN_HOUSE,     PricesChanged,        IN_HOUSE),
    (IN_HOUSE,     LateCheckOutGranted,  IN_HOUSE),
    (IN_HOUSE,     FeeDue,               IN_HOUSE),
    (IN_HOUSE,     GroupJoined,          IN_HOUSE),
    (IN_HOUSE,      PurposeTold,          IN_HOUSE),
    (IN_HOUSE,     PackagesAgreed,       IN_HOUSE),
    (IN_HOUSE,      ExemptionGranted,     IN_HOUSE),
    (IN_HOUSE,      ExemptionWithdrawn,   IN_HOUSE),
    (IN_HOUSE,     GuestSessionOpened,   IN_HOUSE),
    (IN_HOUSE,     NightPosted,          IN_HOUSE),
    (IN_HOUSE,     DayUsePosted,         IN_HOUSE),
    (IN_HOUSE,     StayCheckedOut,       CHECKED_OUT),

    (CHECKED_OUT,  CheckOutReversed,     IN_HOUSE),

    (CANCELLED,    FeeDue,               CANCELLED),
    (CANCELLED,    StayReinstated,       BOOKED),

    (NO_SHOW,      FeeDue,               NO_SHOW),
    (NO_SHOW,      StayReinstated,       BOOKED),
))
# fmt: on

MACHINES = (STAY,)
