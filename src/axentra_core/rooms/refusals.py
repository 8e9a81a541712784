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
        "room.do_not_disturb": (
            "the guest in room {room} does not want to be disturbed; "
            "clean it when the request is taken back or the guest has left"
        ),
        "room.double_locked": (
            "room {room} is locked from inside; try later, and report when the door is normal again"
        ),
        "room.own_work": (
            "room {room} was cleaned by {by}, who cannot inspect it; "
            "have somebody else look it over"
        ),
        "room.step_not_used": (
            "this property does not mark rooms {condition}; choose one of {steps}"
        ),
        "room.no_discrepancy": (
            "front desk and housekeeping do not differ about room {room}; check the room number"
        ),
        "room.blocked": (
            "room {room} is blocked from {first} to {until} as {kind}: {reason}; "
            "choose other nights or another room, or end the block first"
        ),
        "room.needed": (
            "room {room} is needed by {users} on these nights; move them to another room first"
        ),
        "room.no_block": "room {room} has no open block {block}; check its number",
        "room.block_in_the_past": (
            "{day} is too early for a block of room {room}: "
            "the business date is {business_date}; choose a later day"
        ),
        "room.block_without_night": (
            "block {block} of room {room} begins on {first}, so it cannot end on {until}; "
            "choose a later day, or end the block"
        ),
        "room.block_too_long": (
            "room {room} cannot be blocked for {nights} nights, {most} are possible; "
            "choose an earlier day, or take the room out of the property"
        ),
        "room.too_many_blocks": (
            "room {room} has {most} blocks that have not ended; end some of them first"
        ),
        "room.sticker_unknown": (
            "room {room} has stickers up to number {printed}, not {through}; check the number"
        ),
    }
