"""What a room refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class RoomRefusal(RuleViolation):
    """A rule of the room says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "room.occupied": (
            "room {room} is occupied by stay {stay}; "
            "choose another room, or check that stay out first"
        ),
        "room.not_ready": (
            "room {room} is {condition}, and a guest gets it {ready_from}; have it made ready, "
            "choose another room, or let a supervisor override with a reason"
        ),
        "room.work_unfinished": (
            "room {room} has open work: {unfinished}; finish it, choose another room, "
            "or let a supervisor override with a reason"
        ),
        "room.no_guest": "room {room} is vacant; check the room number",
        "room.other_guest": (
            "stay {stay} is not the one in room {room}; check the stay and the room number"
        ),
        "room.same_guest": (
            "room {room} is registered for stay {stay} already; "
            "hand it over to the other guest in it"
        ),
    }
