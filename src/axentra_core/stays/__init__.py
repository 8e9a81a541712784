"""A stay from booking to check-out: nights at agreed prices, a room, each night charged once.

Usable alone: `AGGREGATES` holds the decider, `presence` is a plain function.
"""

from axentra_core.stays.decider import AGGREGATES
from axentra_core.stays.lifecycle import MACHINES
from axentra_core.stays.messages import (
    Book,
    CheckIn,
    CheckOut,
    GuestSessionOpened,
    NightPosted,
    OpenGuestSession,
    PostNight,
    StayBooked,
    StayCheckedIn,
    StayCheckedOut,
)
from axentra_core.stays.model import Night, NightPrice, Source, Stay, StayStatus
from axentra_core.stays.presence import Presence, presence
from axentra_core.stays.refusals import StayRefusal

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "Book",
    "CheckIn",
    "CheckOut",
    "GuestSessionOpened",
    "Night",
    "NightPosted",
    "NightPrice",
    "OpenGuestSession",
    "PostNight",
    "Presence",
    "Source",
    "Stay",
    "StayBooked",
    "StayCheckedIn",
    "StayCheckedOut",
    "StayRefusal",
    "StayStatus",
    "presence",
]
