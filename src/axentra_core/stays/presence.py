"""What the front desk calls a stay today: derived from its status and the date, never stored."""

from datetime import date
from enum import StrEnum

from axentra_core.stays.model import Stay, StayStatus


class Presence(StrEnum):
    """The front desk's word for a stay on a business date."""

    WAITING = "waiting"
    ARRIVING_LATER = "arriving_later"
    DUE_IN = "due_in"
    OVERDUE = "overdue"
    STAY_OVER = "stay_over"
    DUE_OUT = "due_out"
    GONE = "gone"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


# fmt: off
WORDS = {
    # while                  its next date is ahead     is today             has passed
    StayStatus.WAITLISTED:  (Presence.WAITING,          Presence.WAITING,    Presence.WAITING),
    StayStatus.BOOKED:      (Presence.ARRIVING_LATER,   Presence.DUE_IN,     Presence.OVERDUE),
    StayStatus.IN_HOUSE:    (Presence.STAY_OVER,        Presence.DUE_OUT,    Presence.DUE_OUT),
    StayStatus.CHECKED_OUT: (Presence.GONE,             Presence.GONE,       Presence.GONE),
    StayStatus.CANCELLED:   (Presence.CANCELLED,        Presence.CANCELLED,  Presence.CANCELLED),
    StayStatus.NO_SHOW:     (Presence.NO_SHOW,          Presence.NO_SHOW,    Presence.NO_SHOW),
}
# fmt: on


def presence(stay: Stay, business_date: date) -> Presence:
    """Return the word for a stay: by its arrival while it is booked, then by its departure.

    Day use and walk-in are no words of their own: `Stay.is_day_use` and `Stay.is_walk_in` say so
    of any stay.
    """
    next_date = stay.arrival if stay.status is StayStatus.BOOKED else stay.departure
    ahead, today, passed = WORDS[stay.status]
    if business_date < next_date:
        return ahead
    return today if business_date == next_date else passed
