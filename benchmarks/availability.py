"""Follow one booking in a table of 400 nights × 40 room types, beside a dict of counts."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from axentra_core.stays.availability import Availability, Column, Taking, changes
from axentra_core.stays.model import NightChange
from benchmarks.measure import Figure, interleaved

FIRST = date(2026, 11, 23)
NIGHTS = [FIRST + timedelta(place) for place in range(400)]
ROOMS = {f"T{number:02}": 10 + number for number in range(40)}
BOOKINGS = 100
ROUNDS = 31

Counts = dict[tuple[str, date], int]
Followed = list[tuple[str, tuple[NightChange, ...]]]


def stays(seed: int, count: int) -> list[Taking]:
    """Return stays of three nights."""
    chance = Random(seed)
    types = list(ROOMS)
    return [
        Taking(Column.SOLD, chance.choice(types), chance.choice(NIGHTS[:-3]), (1, 1, 1))
        for _ in range(count)
    ]


TAKEN = stays(1, 2000)
TABLE = Availability.of(FIRST, len(NIGHTS), ROOMS, {}, TAKEN)
# What a booking tells those who follow: its type and the nights on which something changes.
BOOKED: Followed = [
    (stay.room_type, sum(changes([], [stay]).values(), ())) for stay in stays(2, BOOKINGS)
]


def row_of_ours(booked: Followed) -> list[object]:
    """Follow each booking and read the row of its type."""
    table = TABLE
    rows: list[object] = []
    for room_type, nights in booked:
        table = table.after(room_type, nights)
        rows.append(table.rest(room_type))
    return rows


def row_by_hand(counts: Counts, booked: Followed) -> list[object]:
    """Count each booking in a dict and make the row of its type anew."""
    rows: list[object] = []
    for room_type, nights in booked:
        for change in nights:
            counts[room_type, change.night] += change.sold
        capacity = ROOMS[room_type]
        rows.append(tuple([capacity - counts[room_type, night] for night in NIGHTS]))
    return rows


def all_of_ours(booked: Followed) -> list[object]:
    """Follow each booking and read the rows of all types."""
    table = TABLE
    tables: list[object] = []
    for room_type, nights in booked:
        table = table.after(room_type, nights)
        tables.append({each: table.rest(each) for each in table.room_types})
    return tables


def all_by_hand(counts: Counts, booked: Followed) -> list[object]:
    """Count each booking in a dict and make all rows anew."""
    tables: list[object] = []
    for room_type, nights in booked:
        for change in nights:
            counts[room_type, change.night] += change.sold
        tables.append(
            {
                each: tuple([capacity - counts[each, night] for night in NIGHTS])
                for each, capacity in ROOMS.items()
            }
        )
    return tables


def counted(takings: list[Taking]) -> Counts:
    """Return the rooms taken by type and night."""
    counts = {(room_type, night): 0 for room_type in ROOMS for night in NIGHTS}
    for taking in takings:
        for place, many in enumerate(taking.rooms):
            counts[taking.room_type, taking.first + timedelta(place)] += many
    return counts


def figures() -> Iterator[Figure]:
    """Yield one booking followed and read: the row of its type, and the whole table."""
    assert row_of_ours(BOOKED) == row_by_hand(counted(TAKEN), BOOKED)
    assert all_of_ours(BOOKED) == all_by_hand(counted(TAKEN), BOOKED)

    def by_hand(
        run: Callable[[Counts, Followed], object], booked: Followed
    ) -> Callable[[], Callable[[], object]]:
        def prepare() -> Callable[[], object]:
            counts = counted(TAKEN)
            return lambda: run(counts, booked)

        return prepare

    mine, plain = interleaved(
        [lambda: lambda: row_of_ours(BOOKED), by_hand(row_by_hand, BOOKED)], ROUNDS
    )
    title = "availability: 400 × 40, a booking and its row (aim 50 µs)"
    yield Figure(title, "dict of counts, the row made anew", None, mine, plain, BOOKINGS)
    few = BOOKED[: BOOKINGS // 10]
    mine, plain = interleaved([lambda: lambda: all_of_ours(few), by_hand(all_by_hand, few)], ROUNDS)
    title = "availability: 400 × 40, a booking and all rows (aim 50 µs)"
    yield Figure(title, "dict of counts, all rows made anew", None, mine, plain, len(few))
