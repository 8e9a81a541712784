"""Which room of a modified reservation is which of those that were known."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Final

import attrs

from axentra_core.channels.reservations.facts import ToldRoom
from axentra_core.channels.reservations.model import RoomSlot, stay_id

_Sameness = Callable[[ToldRoom, ToldRoom], bool]

# The first that holds decides: what has not changed at all stays what it is, a channel's own key
# is sure, and everything after it is likely.
# fmt: off
SAME: Final[tuple[_Sameness, ...]] = (
    lambda was, now: was == now,
    lambda was, now: was.key is not None and was.key == now.key,
    lambda was, now: _but_key(was) == _but_key(now),
    lambda was, now: _codes(was) == _codes(now) and _dates(was) == _dates(now),
    lambda was, now: _codes(was) == _codes(now),
    lambda was, now: _dates(was) == _dates(now),
    lambda _, __: True,
)
# fmt: on


def matched(
    reservation: str, slots: tuple[RoomSlot, ...], rooms: Iterable[ToldRoom]
) -> tuple[RoomSlot, ...]:
    """Return all rooms of a reservation once a message tells these, and no others.

    A room that is told again keeps its stay, whatever has changed of it; a room that was given up
    is taken up again before another is begun.
    """
    left = [*sorted(slots, key=lambda slot: (not slot.is_wanted, slot.number))]
    told = dict(enumerate(rooms))
    found: dict[int, RoomSlot] = {}
    for same in SAME:
        for place, room in [*told.items()]:
            for slot in left:
                if _fits(slot, room, same):
                    found[place] = _with(slot, room)
                    left.remove(slot)
                    del told[place]
                    break
    numbers = count(max((slot.number for slot in slots), default=0) + 1)
    for place, room in told.items():
        number = next(numbers)
        found[place] = RoomSlot(number, stay_id(reservation, number), room)
    given_up = (attrs.evolve(slot, is_wanted=False) for slot in left)
    return tuple(sorted((*found.values(), *given_up), key=lambda slot: slot.number))


def _fits(slot: RoomSlot, room: ToldRoom, same: _Sameness) -> bool:
    # Of a stay that a person has linked nothing is known: any room may be it.
    return same is SAME[-1] if slot.room is None else same(slot.room, room)


def _with(slot: RoomSlot, room: ToldRoom) -> RoomSlot:
    """Return a slot that is another room now; what a person has chosen holds for its codes."""
    is_same = slot.room is not None and _codes(slot.room) == _codes(room)
    return attrs.evolve(
        slot,
        room=room,
        is_wanted=True,
        room_type=slot.room_type if is_same else None,
        rate_plan=slot.rate_plan if is_same else None,
    )


def _but_key(room: ToldRoom) -> tuple[object, ...]:
    return _codes(room), _dates(room), room.guests, room.nights, room.price


def _codes(room: ToldRoom) -> tuple[object, ...]:
    return room.room_code, room.rate_code, room.name if room.room_code is None else None


def _dates(room: ToldRoom) -> tuple[object, ...]:
    return room.arrival, room.departure
