"""Where the columns of a map stand in a file, and what reads each of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import attrs

from axentra_core.channels.old_reservations.column_map import TOGETHER, Column, ColumnMap, Holds
from axentra_core.channels.old_reservations.forms import (
    Amount,
    amount_reader,
    date_reader,
    folded,
    instant_reader,
    read_count,
    read_counts,
    read_reference_number,
    remembered,
    word_reader,
)
from axentra_core.channels.old_reservations.room_names import room_reader
from axentra_core.channels.old_reservations.verdicts import SheetContext
from axentra_core.channels.references import reference
from axentra_core.channels.reservations.told_texts import Cleaner
from axentra_core.channels.sheet_rows import fault
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import FEWEST_CARD_DIGITS, code

LONGEST_TYPED: Final = 200
LONGEST_ROOMS: Final = 5_000
LONGEST_FREE: Final = 1_000_000

Read = Callable[[str], Any]
MakeReader = Callable[[Column, ColumnMap, SheetContext], Read]


@attrs.frozen
class Place:
    """A column of a map in a file.

    Attributes:
        at: where, counted from 0.
        key: what stands in it.
        path: what the file calls it.
        read: reads its cells.
        longest: how many characters a cell may have.
        is_together: several such columns are one thing together.
    """

    at: int
    key: str
    path: str
    read: Read
    longest: int
    is_together: bool


def places_of(columns: ColumnMap, names: Sequence[str], context: SheetContext) -> list[Place]:
    """Return where the columns of a map stand.

    Args:
        columns: the map.
        names: the first row of the file.
        context: what the hotel knows.

    Raises:
        InvalidInput: ``field.required`` for a column that has to be there, ``field.duplicate`` for
            one that stands twice.
    """
    found = [*_found(columns, names)] if columns.is_named else [*_placed(columns)]
    if faults := [one for one in found if isinstance(one, Fault)]:
        raise InvalidInput(faults)
    return [
        Place(
            at,
            column.holds.value,
            path,
            _reader(column, columns, context),
            _LONGEST.get(column.holds, LONGEST_TYPED),
            column.holds in TOGETHER,
        )
        for column, at, path in (one for one in found if not isinstance(one, Fault))
    ]


def _found(columns: ColumnMap, names: Sequence[str]) -> Iterator[tuple[Column, int, str] | Fault]:
    at: dict[str, int] = {}
    twice: dict[str, int] = {}
    for place, name in enumerate(map(folded, names)):
        if at.setdefault(name, place) != place:
            twice.setdefault(name, place)
    for column in columns.columns:
        called = next((one for one in column.names if folded(one) in at), None)
        if called is None:
            if column.required:
                yield fault("field.required", f"rows[1].{column.names[0]}")
        elif folded(called) in twice:
            path = f"rows[1].[{twice[folded(called)] + 1}]"
            yield fault("field.duplicate", path, got=shown(called))
        else:
            yield column, at[folded(called)], called


def _placed(columns: ColumnMap) -> Iterator[tuple[Column, int, str]]:
    for column in columns.columns:
        if column.place is not None:
            yield column, column.place - 1, f"[{column.place}]"


def are_headings(columns: ColumnMap, names: Sequence[str]) -> bool:
    """Return whether the first row of a file that needs none names the columns all the same."""
    named = [one for one in columns.columns if one.names and one.place is not None]
    return bool(named) and all(
        one.place is not None
        and one.place <= len(names)
        and folded(names[one.place - 1]) in {*map(folded, one.names)}
        for one in named
    )


def _reader(column: Column, columns: ColumnMap, context: SheetContext) -> Read:
    return _READERS.get(column.holds, _plain)(column, columns, context)


def _plain(_: Column, __: ColumnMap, ___: SheetContext) -> Read:
    return str


def _dates(column: Column, columns: ColumnMap, _: SheetContext) -> Read:
    return date_reader(column.dates, columns.months)


def _instants(column: Column, columns: ColumnMap, context: SheetContext) -> Read:
    return instant_reader(_dates(column, columns, context), columns.zone or context.zone)


def _amounts(_: Column, columns: ColumnMap, __: SheetContext) -> Read:
    amount = amount_reader(columns.decimal, columns.signs, columns.currency)

    def read(cell: str) -> Amount | None:
        # Nobody pays so much, and somebody may have written a card number here.
        if len(cell) >= FEWEST_CARD_DIGITS and redacted(cell) != cell:
            return None
        return amount(cell)

    return read


def _words(entries: str, meaning: str | None = None) -> MakeReader:
    def make(_: Column, columns: ColumnMap, __: SheetContext) -> Read:
        meant: Callable[[Any], Any] = attrgetter(meaning) if meaning else lambda entry: entry
        return word_reader({one.word: meant(one) for one in getattr(columns, entries)})

    return make


def _rooms(_: Column, columns: ColumnMap, context: SheetContext) -> Read:
    return room_reader(columns.rooms, context.rooms, context.rates)


def _rates(_: Column, __: ColumnMap, context: SheetContext) -> Read:
    return word_reader({one.name: one.rate_code for one in context.rates})


def _references(_: Column, columns: ColumnMap, __: SheetContext) -> Read:
    # What it is made of is judged where the channel's code is parted from it.
    return read_reference_number if columns.number_as_amount else str


def _other_ids(column: Column, columns: ColumnMap, context: SheetContext) -> Read:
    read = _references(column, columns, context)
    return lambda cell: reference(read(cell))


def _codes(_: Column, __: ColumnMap, ___: SheetContext) -> Read:
    # A channel's code may be a card number that somebody has put into the wrong column.
    return remembered(lambda cell: code(Cleaner().line(cell)))


def _told_codes(_: Column, __: ColumnMap, ___: SheetContext) -> Read:
    return remembered(lambda cell: Cleaner().line(cell))


def _counts(_: Column, __: ColumnMap, ___: SheetContext) -> Read:
    return read_count


def _several(_: Column, __: ColumnMap, ___: SheetContext) -> Read:
    return read_counts


# fmt: off
_READERS: Final[Mapping[Holds, MakeReader]] = {
    Holds.REFERENCE:         _references,
    Holds.PMS_ID:            _other_ids,
    Holds.CHANNEL_CODE:      _codes,
    Holds.STATUS:            _words("statuses"),
    Holds.ARRIVAL:           _dates,
    Holds.DEPARTURE:         _dates,
    Holds.BOOKED_AT:         _instants,
    Holds.ROOM:              _rooms,
    Holds.ROOM_CODE:         _told_codes,
    Holds.RATE:              _rates,
    Holds.RATE_CODE:         _told_codes,
    Holds.ROOM_COUNT:        _counts,
    Holds.OCCUPANCY:         _several,
    Holds.PERSONS:           _counts,
    Holds.ADULTS:            _counts,
    Holds.CHILDREN:          _counts,
    Holds.INFANTS:           _counts,
    Holds.CHILD_AGES:        _several,
    Holds.TOTAL:             _amounts,
    Holds.TOTAL_BEFORE_TAX:  _amounts,
    Holds.PAYOUT:            _amounts,
    Holds.COMMISSION:        _amounts,
    Holds.CURRENCY:          _told_codes,
    Holds.COLLECTS:          _words("collects", "collects"),
}
# fmt: on

_LONGEST: Final[Mapping[Holds, int]] = {
    Holds.ROOM: LONGEST_ROOMS,
    **dict.fromkeys(
        (
            Holds.NAME,
            Holds.GUESTS,
            Holds.MAIL,
            Holds.PHONE,
            Holds.ADDRESS,
            Holds.COUNTRY,
            Holds.COMMENT,
        ),
        LONGEST_FREE,
    ),
}
