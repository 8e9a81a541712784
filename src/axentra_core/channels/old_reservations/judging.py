"""Files of old reservations: every row is judged before anything is taken.

    >>> from datetime import UTC, datetime
    >>> from axentra_core.channels.code_tables import SITEMINDER_CODES
    >>> from axentra_core.channels.old_reservations.known_exports import BOOKING_COM_GROUP
    >>> context = SheetContext(datetime(2026, 11, 23, tzinfo=UTC), "Asia/Jakarta", SITEMINDER_CODES)
    >>> file = b'''Reservation number,Booker name,Arrival,Departure,Status,Total payment,Currency
    ... 5200756724.0,Ayu Lestari,29 August 2026,31 August 2026,OK,1850000,IDR
    ... '''
    >>> [row] = judge_reservations(file, BOOKING_COM_GROUP, context)
    >>> row.standing.value, row.reference.text, [note.reason.value for note in row.notes]
    ('parked', 'BDC-5200756724', ['room_missing'])

Rows are read as they are needed and none is kept, so that a million take as little memory as a
thousand; of each reservation a few bytes stay, by which a second row of it is found.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Final

import attrs

from axentra_core.channels.old_reservations.column_map import ColumnMap, Holds
from axentra_core.channels.old_reservations.columns import Place, are_headings, places_of
from axentra_core.channels.old_reservations.forms import folded
from axentra_core.channels.old_reservations.own_rows import OwnRows
from axentra_core.channels.old_reservations.row_messages import MappedRows
from axentra_core.channels.old_reservations.seen_rows import SeenRows
from axentra_core.channels.old_reservations.verdicts import (
    PASSING_OVER,
    Note,
    ReadRow,
    Reason,
    RowVerdict,
    SheetContext,
    Standing,
)
from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations.message import ReservationMessage
from axentra_core.channels.sheet_rows import Lines, Source, cells_of, delimiter_of, fault, rows_of
from axentra_core.channels.sheets import cell_read
from axentra_core.kernel.errors import Fault, shown

MOST_SHEET_ROWS: Final = 1_000_000
MOST_ROWS_TOGETHER: Final = 99

_BLANK: Final = ReadRow(notes=(Note(Reason.BLANK, ""),))
_HEADINGS: Final = ReadRow(notes=(Note(Reason.HEADINGS, ""),))

# Numbers of the rows that are one, and what they tell.
Row = tuple[tuple[int, ...], ReadRow]


def judge_reservations(
    source: Source, columns: ColumnMap, context: SheetContext
) -> Iterator[RowVerdict]:
    """Yield what is to be said of each row of a file, in order.

    Args:
        source: CSV as text, as bytes of UTF-8, as a binary file, or as its chunks.
        columns: what the columns are.
        context: what the hotel knows.

    Yields:
        A verdict for each row but the one that names the columns, and one for all rows that are
        one reservation where the map says so. Where no more can be read, the last one is wrong
        with ``csv.bad_format``, ``csv.not_text`` or ``list.length``.

    Raises:
        InvalidInput: before the first row, ``csv.not_text``, ``text.too_long``, or what is wrong
            with the names of the columns: ``field.required``, ``field.duplicate``.
    """
    lines = Lines(source)
    wanted = {folded(name) for column in columns.columns for name in column.names}

    def worth(cells: Sequence[str]) -> int:
        named = {*map(folded, map(cell_read, cells))}
        return len(named & wanted) if columns.is_named else len(cells)

    delimiter = columns.delimiter or delimiter_of(lines.first, worth)
    names = [cell_read(cell) for cell in cells_of(lines.first, delimiter)]
    places = places_of(columns, names, context)
    reader = OwnRows(places) if columns.exact else MappedRows(columns, places, context)
    rows = _rows(_Sheet(lines, delimiter, columns, names, places), reader)
    return _verdicts(_together(rows) if columns.several_rows else rows, places)


@attrs.frozen
class _Sheet:
    """A file of which the first row was looked at.

    Attributes:
        lines: of it.
        delimiter: what parts its cells.
        columns: what they are.
        names: what its first row calls them.
        places: where they stand.
    """

    lines: Lines
    delimiter: str
    columns: ColumnMap
    names: Sequence[str]
    places: Sequence[Place]

    @property
    def begins_with_names(self) -> bool:
        """Whether the first row names the columns."""
        return self.columns.is_named or are_headings(self.columns, self.names)

    def wrong_width(self, cells: Sequence[str]) -> Fault | None:
        """Return what is wrong with the number of cells in a row."""
        if self.columns.is_named:
            expected, is_right = len(self.names), len(cells) == len(self.names)
        else:
            expected = max(place.at for place in self.places) + 1
            is_right = len(cells) >= expected
        if is_right:
            return None
        return fault("csv.columns", "", got=len(cells), expected=expected)


def _rows(sheet: _Sheet, reader: OwnRows | MappedRows) -> Iterator[Row]:
    """Yield each row by its number, and what it tells."""
    begins_with_names, number = sheet.begins_with_names, 0
    for row in rows_of(sheet.lines, sheet.delimiter, cell_read, MOST_SHEET_ROWS):
        if isinstance(row, Fault):
            yield (number + 1,), ReadRow(faults=(row,))
            return
        number, cells = row
        if number > 1 or not begins_with_names:
            yield (number,), _in_row(number, _told(sheet, reader, cells))


def _told(sheet: _Sheet, reader: OwnRows | MappedRows, cells: list[str]) -> ReadRow:
    if not any(cells):
        return _BLANK
    if wrong := sheet.wrong_width(cells):
        return ReadRow(faults=(wrong,))
    if sheet.lines.has_nul and (faults := tuple(_nuls(cells))):
        return ReadRow(faults=faults)
    if cells == sheet.names and sheet.begins_with_names:
        return _HEADINGS
    return reader.read(cells)


def _in_row(number: int, row: ReadRow) -> ReadRow:
    """Return what a row tells, with its number in the paths."""
    if not row.notes and not row.faults:
        return row
    return attrs.evolve(
        row,
        notes=tuple(attrs.evolve(one, path=_at(number, one.path)) for one in row.notes),
        faults=tuple(attrs.evolve(one, path=_at(number, one.path)) for one in row.faults),
    )


def _nuls(cells: Sequence[str]) -> Iterator[Fault]:
    for place, cell in enumerate(cells, 1):
        if "\0" in cell:
            yield fault("text.control_character", f"[{place}]", position=cell.index("\0"))


def _together(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield rows, those of one reservation that follow each other as one."""
    for key, group in groupby(rows, lambda row: row[1].key):
        if key is None:
            yield from group
            continue
        while some := [*islice(group, MOST_ROWS_TOGETHER)]:
            yield some[0] if len(some) == 1 else _merged(some)


def _merged(rows: Sequence[Row]) -> Row:
    """Return several rows as one; a room of them that is cancelled is none."""
    numbers = tuple(number for some, _ in rows for number in some)
    told = [row for _, row in rows]
    faults = tuple(one for row in told for one in row.faults)
    notes = tuple(note for row in told for note in row.notes)
    messages = [row.message for row in told if row.message is not None]
    whole = len(messages) == len(told)
    message = _one_message(messages) if whole else None
    return numbers, ReadRow(told[0].key, told[0].reference, message, notes, faults)


def _one_message(messages: Sequence[ReservationMessage]) -> ReservationMessage:
    kept = [one for one in messages if one.happening is not Happening.CANCEL] or [*messages]
    first = kept[0]
    snapshots = [one.snapshot for one in kept if one.snapshot is not None]
    people = [one.personal for one in kept]
    flags = dict.fromkeys(flag for one in snapshots for flag in one.flags)
    rooms = tuple(room for one in snapshots for room in one.rooms)
    comments = dict.fromkeys(line for one in people for line in one.comments)
    guests = tuple(names for one in people for names in one.guests)
    # fmt: off
    return attrs.evolve(  # type: ignore[misc] # frozen values, also those inside
        first,
        snapshot=attrs.evolve(snapshots[0], rooms=rooms, flags=tuple(flags)),  # type: ignore[misc]
        personal=attrs.evolve(people[0], guests=guests, comments=tuple(comments)),  # type: ignore[misc]
        ids=tuple(dict.fromkeys(other for one in kept for other in one.ids)),
    )
    # fmt: on


def _verdicts(rows: Iterator[Row], places: Sequence[Place]) -> Iterator[RowVerdict]:
    """Yield what is said of each row; the second of a reservation is wrong, and so is its first."""
    seen = SeenRows()
    path = next((place.path for place in places if place.key == Holds.REFERENCE), "")
    for numbers, row in rows:
        number = numbers[0]
        faults = row.faults
        first = seen.first(row.key, number) if row.key is not None else None
        if first is not None:
            got = shown(row.key)
            faults += tuple(
                fault("value.duplicate", _at(place, path), got=got) for place in (first, number)
            )
        standing = _standing(faults, row.notes)
        message = None if faults else row.message
        yield RowVerdict(number, standing, message, row.reference, row.notes, faults, numbers)


def _at(number: int, path: str) -> str:
    return f"rows[{number}].{path}" if path else f"rows[{number}]"


def _standing(faults: Sequence[Fault], notes: Sequence[Note]) -> Standing:
    if faults:
        return Standing.WRONG
    if not notes:
        return Standing.READY
    return Standing.PASSED_OVER if notes[0].reason in PASSING_OVER else Standing.PARKED
