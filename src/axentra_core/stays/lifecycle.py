"""How a stay moves."""

from axentra_core.kernel.machine import Machine
from axentra_core.stays.messages import (
    GuestSessionOpened,
    NightPosted,
    StayCheckedIn,
    StayCheckedOut,
)
from axentra_core.stays.model import Stay, StayStatus
from axentra_core.stays.refusals import StayRefusal

BOOKED, IN_HOUSE, CHECKED_OUT = StayStatus.BOOKED, StayStatus.IN_HOUSE, StayStatus.CHECKED_OUT


def not_in_house(stay: Stay) -> StayRefusal:
    """Before the check-in there is nobody to serve, to charge or to check out."""
    return StayRefusal("stay.not_in_house", stay=stay.id)


def already_in_house(stay: Stay) -> StayRefusal:
    """A guest checks in once."""
    return StayRefusal("stay.already_in_house", stay=stay.id, room=stay.room)


def has_ended(stay: Stay) -> StayRefusal:
    """After the check-out a stay takes nothing more."""
    return StayRefusal("stay.ended", stay=stay.id)


SAYS = {BOOKED: not_in_house, IN_HOUSE: already_in_house, CHECKED_OUT: has_ended}

# fmt: off
STAY = Machine("stay", field="status", start=BOOKED, ends=[CHECKED_OUT], says=SAYS, rows=(
    # while     when this happens     becomes
    (BOOKED,    StayCheckedIn,        IN_HOUSE),
    (IN_HOUSE,  GuestSessionOpened,   IN_HOUSE),
    (IN_HOUSE,  NightPosted,          IN_HOUSE),
    (IN_HOUSE,  StayCheckedOut,       CHECKED_OUT),
))
# fmt: on

MACHINES = (STAY,)
