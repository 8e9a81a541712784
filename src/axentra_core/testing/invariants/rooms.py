"""Rooms: what goes together on their axes, who is in them, who is kept out of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from axentra_core.rooms import (
    BLOCKS,
    Condition,
    Door,
    GuestRequest,
    Occupancy,
    Room,
    Sign,
    Turndown,
)
from axentra_core.stays import Stay, StayStatus
from axentra_core.testing.invariants.house import lives_in
from axentra_core.testing.invariants.records import Records
from axentra_core.testing.invariants.upkeep import Upkeep

# What a room is where nobody is in it to ask for something, to lock the door, to be missed.
LEFT = (GuestRequest.NONE, Door.NORMAL, Sign.NONE, Turndown.NOT_REQUIRED)


def check_rooms(rooms: Iterable[Room], records: Records, today: date) -> Iterator[str]:
    """Yield rooms whose axes do not go together, with each other or with the stay in them."""
    for room in rooms:
        is_vacant = room.occupancy is Occupancy.VACANT
        if is_vacant is not (room.stay is None):
            yield f"room {room.id} is {room.occupancy} with stay {room.stay}"
        if room.stay is not None:
            stay: Stay | None = records.get("stay", room.stay)
            if stay is None or not lives_in(stay, room.id) or stay.shares is not None:
                yield f"room {room.id} is occupied by {stay or room.stay}"
        asked = (room.request, room.door, room.sign, room.turndown)
        if is_vacant and asked != LEFT:
            yield f"vacant room {room.id} has {', '.join(asked)}"
        waits = is_vacant and room.condition is not Condition.DIRTY
        if waits is (room.idle_since is None):
            yield f"{room.condition} {room.occupancy} room {room.id} waits since {room.idle_since}"
        if room.cleaned_by is not None and room.condition is Condition.DIRTY:
            yield f"dirty room {room.id} was cleaned by {room.cleaned_by}"
        if not 0 <= room.revoked <= room.printed:
            yield f"room {room.id} has {room.printed} stickers, {room.revoked} revoked"
        yield from _check_blocks(room, today)


def _check_blocks(room: Room, today: date) -> Iterator[str]:
    """Yield blocks that are empty, over, or share a night with another."""
    for block in room.blocks:
        if not max(block.first, today) < block.until or block.number > room.blocks_made:
            yield f"on {today} room {room.id} has {block}"
    for one, other in pairwise(room.blocks):
        if other.first < one.until:
            yield f"room {room.id} has {one} and {other} on one night"


def check_kept_out(
    stays: Iterable[Stay], records: Records, upkeep: Upkeep, today: date
) -> Iterator[str]:
    """Yield stays that have a room on a coming night on which it is not given to them.

    A supervisor gives some rooms all the same, and who is in a room is not told to be elsewhere.
    """
    for stay in stays:
        if stay.room is None or stay.shares is not None:
            continue
        room: Room = records.get("room", stay.room)
        is_in_it = stay.status is StayStatus.IN_HOUSE
        for block in room.blocks:
            given = BLOCKS[block.kind].given_with_reason or room.id in upkeep.as_found
            meets = block.meets(max(stay.arrival, today), stay.departure)
            if meets and block.stay != stay.id and not (is_in_it and given):
                yield f"{stay} has a room with {block}"


def check_readied(rooms: Iterable[Room], upkeep: Upkeep) -> Iterator[str]:
    """Yield vacant rooms that are not clean and that nobody is to make ready."""
    for room in rooms:
        waits = room.occupancy is Occupancy.VACANT and not room.condition.reaches(Condition.CLEAN)
        if waits and not upkeep.is_seen_to(room.id):
            yield f"{room.condition} room {room.id} is nobody's work"
