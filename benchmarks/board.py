"""The board of 1,000 rooms, with what stands against every command to each of them."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import CODEC, Hotel
from axentra_core.kernel.actor import SYSTEM, Context
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import money
from axentra_core.rooms import AGGREGATES, BlockKind, Condition, Room, RoomSetup
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, example_property
from benchmarks.measure import Figure, interleaved

(ROOM,) = AGGREGATES
ROOMS, ROUNDS = 1000, 15
TODAY = date(2026, 11, 23)
TARGET = 3

Told = tuple[type, tuple[RuleViolation, ...], tuple[str, ...]]
Line = tuple[Room, dict[str, Told]]

GUARDS = [
    (row.command, row.guards, tuple(dict.fromkeys(asked.argument for asked in row.asking)))
    for row in ROOM.decide_by.values()
    if not row.opens
]


def hotel() -> Hotel:
    """Return a hotel in the middle of its day: half full, a tenth dirty, some rooms blocked."""
    own = example_property()
    numbers = [str(1000 + place) for place in range(ROOMS)]
    rooms = tuple(RoomSetup(number, "DLX", floor=number[:2]) for number in numbers)
    opened = Hotel(
        MemoryStore(),
        attrs.evolve(own, rooms=attrs.evolve(own.rooms, rooms=rooms)),
        clock=ManualClock(),
        ids=SequentialIds(),
    )
    opened.open(on=TODAY)
    desk = opened.by(SYSTEM)
    for place, number in enumerate(numbers):
        if place % 2:
            booked = desk.reserve(
                arrival=TODAY,
                departure=TODAY + timedelta(days=2),
                room_type="DLX",
                prices=[money(850_000, "IDR")] * 2,
                name="Siti Rahma",
            )
            stay = booked.one(StayBooked).stay
            desk.check_in(stay, room=number)
            if place % 10 == 1:
                desk.do_not_disturb(stay)
        elif place % 10 == 2:
            desk.mark_room(number, Condition.DIRTY)
        elif place % 50 == 4:
            until = TODAY + timedelta(days=3)
            desk.block_room(number, BlockKind.OUT_OF_ORDER, TODAY, until, "paint")
    return opened


def ours(rooms: list[Room], context: Context) -> list[object]:
    """Ask the aggregate."""
    return [(room, ROOM.allowed(room, context)) for room in rooms]


def plain(rooms: list[Room], context: Context) -> list[Line]:
    """Ask the same guards in a loop, and build the same answers."""
    board: list[Line] = []
    for room in rooms:
        allowed: dict[str, Told] = {}
        for command, guards, asks in GUARDS:
            reasons = [reason for guard in guards if (reason := guard(room, context)) is not None]
            allowed[command.__name__] = (command, tuple(reasons), asks)
        board.append((room, allowed))
    return board


def read_plain(opened: Hotel, streams: list[str], context: Context) -> list[Line]:
    """Read the rooms out of the store, and ask the guards."""
    kept = opened.store.states(streams)
    return plain([CODEC.read_state("room", kept[stream].data) for stream in streams], context)


def figures() -> Iterator[Figure]:
    """Yield the guards alone, and the whole board with tasks and arrivals beside bare rooms."""
    opened = hotel()
    board = opened.read.board()
    rooms = [line.room for line in board]
    context = Context(ManualClock()(), TODAY, SYSTEM)
    for line, (_, told) in zip(board, plain(rooms, context), strict=True):
        assert {name: len(one.reasons) for name, one in line.allowed.items()} == {
            name: len(reasons) for name, (_, reasons, _) in told.items()
        }
    mine, loop = interleaved(
        [lambda: lambda: ours(rooms, context), lambda: lambda: plain(rooms, context)], ROUNDS
    )
    yield Figure("board: allowed for 1,000 rooms", "the same guards", TARGET, mine, loop, ROOMS)
    streams = [f"{opened.id}/room/{room.id}" for room in rooms]
    mine, loop = interleaved(
        [
            lambda: opened.read.board,
            lambda: lambda: read_plain(opened, streams, context),
        ],
        ROUNDS,
    )
    yield Figure("board: read whole", "rooms and guards", TARGET, mine, loop, ROOMS)
