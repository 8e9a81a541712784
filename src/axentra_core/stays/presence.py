"""What the front desk calls a stay today: derived from its status and the date, never stored."""

from datetime import date
from enum import StrEnum

from axentra_core.stays.model import Stay, StayStatus


class Presence(StrEnum):
    """The front desk's word for a stay on a business date."""

    ARRIVING_LATER = "arriving_later"
    DUE_IN = "due_in"
    OVERDUE = "overdue"
    STAY_OVER = "stay_over"
    DUE_OUT = "due_out"
    GONE = "gone"


# fmt: off
WORDS = {
    # while                  its next date is ahead     is today           has passed
    StayStatus.BOOKED:      (Presence.ARRIVING_LATER,   Presence.DUE_IN,   Presence.OVERDUE),
    StayStatus.IN_HOUSE:    (Presence.STAY_OVER,        Presence.DUE_OUT,  Presence.DUE_OUT),
    StayStatus.CHECKED_OUT: (Presence.GONE,             Presence.GONE,     Presence.GONE),
}
# fmt: on


def presence(stay: Stay, business_date: date) -> Presence:
    """Return the word for a stay: by its arrival while it is booked, then by its departure."""
    next_date = stay.arrival if stay.status is StayStatus.BOOKED else stay.departure
    ahead, today, passed = WORDS[stay.status]
    if business_date < next_date:
        return ahead
    return today if business_date == next_date else passed
