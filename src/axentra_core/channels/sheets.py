"""Tables as CSV text, for people with a spreadsheet: read with all faults at once, written safely.

What begins like a formula is written with an apostrophe before it, so that a spreadsheet shows it
and computes nothing, and read without it, so that it comes back as it was.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

import attrs

from axentra_core.channels.sheet_rows import Lines, cells_of, delimiter_of, fault, rows_of
from axentra_core.kernel.errors import Fault, InvalidInput, shown

LARGEST_SHEET: Final = 10_000_000
MOST_ROWS: Final = 100_000
# The wide forms count as well: some spreadsheets take them for the narrow ones.
FORMULA_SIGNS: Final = frozenset("=+-@\t\r＝＋－＠")
_QUOTED: Final = FORMULA_SIGNS | {"'"}


@attrs.frozen
class SheetRow:
    """A row of a table.

    Attributes:
        number: as a spreadsheet shows it; the row with the names of the columns is 1.
        cells: what stands in it by column, without spaces around it; empty cells too.
    """

    number: int
    cells: Mapping[str, str]


def read_sheet(source: str | bytes, columns: Sequence[str]) -> Iterator[SheetRow | Fault]:
    """Yield the rows of a table in order, and in its place what is wrong with one.

    Columns may stand in any order and be left out; commas, semicolons, tabs and bars may part them.
    Rows without anything in them are passed over.

    Args:
        source: CSV as text, or as bytes of UTF-8, with or without a byte order mark.
        columns: those that there are, the one that has to be there first.

    Yields:
        Rows; ``csv.columns`` for one that is too short or too long, and ``csv.bad_format`` or
            ``list.length`` where no more can be read.

    Raises:
        InvalidInput: before the first row, ``csv.not_text``, ``csv.too_large``, or what is wrong
            with the names of the columns, without which nothing can be understood:
            ``field.required``, ``field.unknown``, ``field.duplicate``, ``text.too_long``.
    """
    lines = Lines(_whole(source))
    delimiter = delimiter_of(lines.first, lambda cells: len({*map(cell_read, cells)} & {*columns}))
    names = [cell_read(name) for name in cells_of(lines.first, delimiter)]
    if faults := [*_names_wrong(names, columns)]:
        raise InvalidInput(faults)
    for row in rows_of(lines, delimiter, cell_read, MOST_ROWS):
        if isinstance(row, Fault):
            yield row
            continue
        number, cells = row
        if number == 1 or not any(cells):
            continue
        if len(cells) == len(names):
            yield SheetRow(number, dict(zip(names, cells, strict=True)))
        else:
            path = f"rows[{number}]"
            yield fault("csv.columns", path, got=len(cells), expected=len(names))


def write_sheet(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as CSV (RFC 4180): the names of the columns first, nothing that is computed.

    Args:
        columns: in order.
        rows: cells by column; what is left out is an empty cell.
    """
    written = _Lines()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([cell_written(row.get(name, "")) for name in columns] for row in rows)
    return "".join(written)


def cell_written(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in _QUOTED else cell


def cell_read(cell: str) -> str:
    """Return what was meant by a cell."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _QUOTED else cell


def sheet_line(cells: Iterable[str]) -> str:
    """Return a row of a table as a line of CSV; no spreadsheet takes anything for a formula."""
    written = _Lines()
    csv.writer(written).writerow(map(cell_written, cells))
    return written[0]


class _Lines(list[str]):
    """What a CSV writer writes to."""

    write = list.append


def _whole(source: str | bytes) -> str:
    if not isinstance(source, str | bytes):
        raise InvalidInput.because("csv.not_text")
    if len(source) > LARGEST_SHEET:
        raise InvalidInput.because("csv.too_large", limit=LARGEST_SHEET)
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidInput.because("csv.not_text") from None
    return source


def _names_wrong(names: Sequence[str], columns: Sequence[str]) -> Iterator[Fault]:
    for place, name in enumerate(names, 1):
        path = f"rows[1].[{place}]"
        if name not in columns:
            nearest = get_close_matches(name[:100], columns, n=1, cutoff=0)[0]
            yield fault("field.unknown", path, got=shown(name), nearest=nearest)
        elif name in names[: place - 1]:
            yield fault("field.duplicate", path, got=shown(name))
    if columns[0] not in names:
        yield fault("field.required", f"rows[1].{columns[0]}")
