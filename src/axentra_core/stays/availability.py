"""How many rooms of a type are left on a night: the only place that counts.

What takes rooms is a `Taking`, `changes` tells before from after, `Availability` is the table of
what is left. Following the changes and counting again come to the same. Usable alone:

    >>> from datetime import date
    >>> monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    >>> two_nights = Taking(Column.SOLD, "DLX", monday, (1, 1))
    >>> table = Availability.of(monday, 3, {"DLX": 2}, {"DLX": 1}, [two_nights])
    >>> table.rest("DLX")
    (1, 1, 2)
    >>> for name, differences in changes([], [Taking(Column.SOLD, "DLX", tuesday, (3,))]).items():
    ...     table = table.after("DLX", differences)
    >>> name, table.rest("DLX"), table.cell("DLX", tuesday).oversold
    ('DLX.2026-11', (1, -2, 2), 1)
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self

import attrs

from axentra_core.kernel.checks import LONGEST_LIST, day, whole
from axentra_core.kernel.errors import InvalidInput, place_of, shown, some_of
from axentra_core.stays.model import Inventory, NightChange, Stay, StayStatus


class Column(StrEnum):
    """As what a room is counted on a night."""

    SOLD = "sold"
    HELD = "held"
    WAITLISTED = "waitlisted"
    OUT = "out"


SOLD, HELD, WAITLISTED, OUT = Column

COUNTED_AS: Final[Mapping[StayStatus, Column | None]] = {
    StayStatus.WAITLISTED: WAITLISTED,
    StayStatus.BOOKED: SOLD,
    StayStatus.IN_HOUSE: SOLD,
    StayStatus.CHECKED_OUT: SOLD,
    StayStatus.CANCELLED: None,
    StayStatus.NO_SHOW: None,
}


@attrs.frozen
class Taking:
    """The rooms of one type that somebody takes on consecutive nights.

    Attributes:
        column: as what they are counted.
        room_type: code of the type.
        first: the first night.
        rooms: how many on each night from the first one on.
    """

    column: Column
    room_type: str
    first: date
    rooms: tuple[int, ...]

    def __iter__(self) -> Iterator[tuple[date, int]]:
        """Iterate over the nights with their rooms."""
        return ((self.first + timedelta(place), many) for place, many in enumerate(self.rooms))


def takes(stay: Stay) -> Taking | None:
    """Return the room that a stay takes on each of its nights, or None.

    Who shares another's room, has it by day only, has cancelled or did not come takes none. On the
    waitlist a stay waits for the type it asked for; later it takes the type it is given.
    """
    column = COUNTED_AS[stay.status]
    nights = (stay.departure - stay.arrival).days
    if column is None or stay.shares is not None or not nights:
        return None
    room_type = stay.room_type if column is WAITLISTED else stay.taken_type
    return Taking(column, room_type, stay.arrival, (1,) * nights)


def counted(inventory: Inventory) -> tuple[Taking, ...]:
    """Return what an inventory has counted, so that a table can be made of some months."""
    return (
        Taking(SOLD, inventory.room_type, inventory.month, inventory.sold),
        Taking(HELD, inventory.room_type, inventory.month, inventory.held),
        Taking(WAITLISTED, inventory.room_type, inventory.month, inventory.waitlisted),
        Taking(OUT, inventory.room_type, inventory.month, inventory.out),
    )


def inventory_id(room_type: str, night: date) -> str:
    """Return the id of the inventory that counts a night, such as ``DLX.2026-11``."""
    return f"{room_type}.{night:%Y-%m}"


def changes(
    before: Iterable[Taking], after: Iterable[Taking]
) -> dict[str, tuple[NightChange, ...]]:
    """Return how the counts of each inventory change, by its id, with the nights in order.

    A night on which as much is taken as is given back has not changed and is left out.
    """
    net: Counter[tuple[str, date, Column]] = Counter()
    for sign, takings in ((-1, before), (1, after)):
        for taking in takings:
            for night, many in taking:
                net[taking.room_type, night, taking.column] += sign * many
    found: defaultdict[str, list[NightChange]] = defaultdict(list)
    for room_type, night in sorted({(room_type, night) for room_type, night, _ in net}):
        differences = [net[room_type, night, column] for column in Column]
        if any(differences):
            change = NightChange(night, *differences)
            found[inventory_id(room_type, night)].append(change)
    return {name: tuple(nights) for name, nights in found.items()}


def left(capacity: int, sold: int, held: int, out: int) -> int:
    """Return how many rooms are left; below zero when more was sold than there is."""
    return capacity - sold - held - out


@attrs.frozen
class Cell:
    """The rooms of one type on one night.

    Attributes:
        capacity: rooms there are.
        overbooking: rooms that may be sold beyond those.
        sold: rooms that stays take.
        held: rooms kept back for groups.
        waitlisted: rooms that are waited for.
        out: rooms out of inventory.
    """

    capacity: int
    overbooking: int
    sold: int
    held: int
    waitlisted: int
    out: int = 0

    @property
    def rest(self) -> int:
        """Rooms that are left; below zero when more was sold than there is."""
        return left(self.capacity, self.sold, self.held, self.out)

    @property
    def sellable(self) -> int:
        """Rooms that may still be sold."""
        return max(0, self.rest + self.overbooking)

    @property
    def oversold(self) -> int:
        """Rooms that were sold beyond those there are and the declared overbooking."""
        return max(0, -(self.rest + self.overbooking))


@attrs.frozen
class Row:
    """The rooms of one type, an entry a night in each list; `rest` is what is left."""

    capacity: tuple[int, ...]
    overbooking: int
    sold: tuple[int, ...]
    held: tuple[int, ...]
    waitlisted: tuple[int, ...]
    out: tuple[int, ...]
    rest: tuple[int, ...]


@attrs.frozen
class Availability:
    """The rooms of every type on consecutive nights, as boards and channels show them.

    Attributes:
        first: the first night.
        nights: how many.
        rows: each room type's; those that a change leaves alone are shared with the table before.
    """

    first: date
    nights: int
    rows: Mapping[str, Row]

    @classmethod
    def of(
        cls,
        first: date,
        nights: int,
        capacity: Mapping[str, int | Sequence[int]],
        overbooking: Mapping[str, int],
        takings: Iterable[Taking],
    ) -> Self:
        """Return the table as it is counted from everything that takes a room.

        Args:
            first: the first night.
            nights: how many, up to 1,000.
            capacity: rooms of each type, the same on all nights or one count a night. A type that
                is sold no more stands here with 0 for as long as somebody takes a room of it.
            overbooking: rooms that may be sold beyond those; none where a type is left out.
            takings: in any order; nights outside the table are left out.

        Raises:
            InvalidInput: ``value.out_of_range``, ``list.length`` or ``value.not_listed``.
        """
        first, nights = day(first), whole(1, LONGEST_LIST)(nights)
        counts = {room_type: {column: [0] * nights for column in Column} for room_type in capacity}
        for taking in takings:
            if taking.room_type not in counts:
                raise _not_listed(taking.room_type, capacity)
            # Most inventories count nothing but what is sold.
            if not any(taking.rooms):
                continue
            line = counts[taking.room_type][taking.column]
            start = (taking.first - first).days
            for place in range(max(start, 0), min(start + len(taking.rooms), nights)):
                line[place] += taking.rooms[place - start]
        rows = {}
        for room_type, rooms in capacity.items():
            there_are, beyond = _by_night(room_type, rooms, nights), overbooking.get(room_type, 0)
            sold, held, waitlisted, out = map(tuple, counts[room_type].values())
            rest = tuple(map(left, there_are, sold, held, out))
            rows[room_type] = Row(there_are, beyond, sold, held, waitlisted, out, rest)
        return cls(first, nights, rows)

    @property
    def room_types(self) -> tuple[str, ...]:
        """The room types in the order they were given."""
        return tuple(self.rows)

    def cell(self, room_type: str, night: date) -> Cell:
        """Return a room type on one night.

        Raises:
            InvalidInput: ``value.not_listed`` or ``value.out_of_range``.
        """
        row = self._row(room_type)
        place = (night - self.first).days
        if not 0 <= place < self.nights:
            last = self.first + timedelta(self.nights - 1)
            raise InvalidInput.because(
                "value.out_of_range", path="night", got=night, low=self.first, high=last
            )
        return Cell(
            row.capacity[place],
            row.overbooking,
            row.sold[place],
            row.held[place],
            row.waitlisted[place],
            row.out[place],
        )

    def rest(self, room_type: str) -> tuple[int, ...]:
        """Return how many rooms of a type are left on each night.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        return self._row(room_type).rest

    def after(self, room_type: str, changes: Iterable[NightChange]) -> Self:
        """Return the table after some changes of one type; nights outside it are left out.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        row = self._row(room_type)
        sold, held, waitlisted = list(row.sold), list(row.held), list(row.waitlisted)
        out, rest = list(row.out), list(row.rest)
        for change in changes:
            place = (change.night - self.first).days
            if 0 <= place < self.nights:
                sold[place] += change.sold
                held[place] += change.held
                waitlisted[place] += change.waitlisted
                out[place] += change.out
                # Reckoning the other nights anew would cost more than all the rest of it.
                rest[place] = left(row.capacity[place], sold[place], held[place], out[place])
        counts = map(tuple, (sold, held, waitlisted, out, rest))
        changed = Row(row.capacity, row.overbooking, *counts)
        return type(self)(self.first, self.nights, {**self.rows, room_type: changed})

    def _row(self, room_type: str) -> Row:
        if room_type not in self.rows:
            raise _not_listed(room_type, self.rows)
        return self.rows[room_type]


def _by_night(room_type: str, rooms: int | Sequence[int], nights: int) -> tuple[int, ...]:
    if isinstance(rooms, int):
        return (rooms,) * nights
    if len(rooms) != nights:
        fault = InvalidInput.because("list.length", got=len(rooms), low=nights, high=nights)
        raise fault.under(place_of(room_type)).under("capacity")
    return tuple(rooms)


def _not_listed(room_type: str, known: Iterable[str]) -> InvalidInput:
    got, allowed = shown(room_type), some_of(known)
    return InvalidInput.because(
        "value.not_listed", path="room_type", got=got, kind="room types", allowed=allowed
    )
