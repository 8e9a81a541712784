"""Tables of text that stay straight in a terminal, Chinese and Latin letters together."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

import attrs

WIDTH: Final = 80
NARROWEST: Final = 6
GAP: Final = "  "

# The cells from left to right; or a text that is drawn over the whole width, such as "-" or "".
Row = Sequence[str] | str

_AFTER_FIGURES = re.compile(r"(?<=[0-9%])[^0-9%]*$")


@attrs.frozen
class Column:
    """One column of a table.

    Attributes:
        heading: what stands above it.
        figures: it stands to the right, and figures have their last digits under each other.
        wraps: it gives way when the table is too wide, and its cells go on in the next line.
    """

    heading: str = ""
    figures: bool = False
    wraps: bool = False


def width(text: str) -> int:
    """Return how many places of a terminal a text fills."""
    return len(text) if text.isascii() else sum(map(_places, text))


def _places(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    # Letters such as æ are called ambiguous: only terminals of long ago give them two places.
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def table(columns: Sequence[Column], rows: Sequence[Row], *, room: int | None = None) -> list[str]:
    """Return the lines of a table.

    Args:
        columns: from left to right.
        rows: from top to bottom.
        room: how wide the table shall be, by widening its first column that wraps; when left out
            it is as wide as its cells, and `WIDTH` at most.
    """
    by_column = [
        _aligned(column, [_plain(row[place]) for row in rows if not isinstance(row, str)])
        for place, column in enumerate(columns)
    ]
    widths = _widths(columns, by_column, room)
    whole = sum(widths) + len(GAP) * (len(columns) - 1)
    lines: list[str] = []
    cells = zip(*by_column, strict=True)
    for row in rows:
        lines += [row * whole] if isinstance(row, str) else _lines(columns, next(cells), widths)
    return lines


def headings(columns: Sequence[Column]) -> Row:
    """Return the row of what stands above the columns."""
    return [column.heading for column in columns]


def _plain(cell: str) -> str:
    """Return what a terminal can be given: blanks of any kind are one space, no control is left."""
    kept = (one if one.isprintable() else " " if one.isspace() else "" for one in cell)
    return " ".join("".join(kept).split())


def _aligned(column: Column, cells: list[str]) -> list[str]:
    """Return figures with so many spaces behind them that their last digits meet: 12 and 8 kr."""
    if not column.figures:
        return cells
    after = [width(found[0]) if (found := _AFTER_FIGURES.search(cell)) else 0 for cell in cells]
    longest = max(after, default=0)
    return [cell + " " * (longest - own) for cell, own in zip(cells, after, strict=True)]


def _widths(
    columns: Sequence[Column], by_column: Sequence[Sequence[str]], room: int | None
) -> list[int]:
    widths = [max(map(width, cells), default=0) for cells in by_column]
    gaps = len(GAP) * (len(columns) - 1)
    giving_way = [place for place, column in enumerate(columns) if column.wraps]
    while giving_way and sum(widths) + gaps > (room or WIDTH):
        widest = max(giving_way, key=lambda place: widths[place])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    if room is not None and giving_way:
        widths[giving_way[0]] += max(0, room - gaps - sum(widths))
    return widths


def _lines(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [
        list(_wrapped(cell, places)) if column.wraps else [cell]
        for column, cell, places in zip(columns, row, widths, strict=True)
    ]
    for line in zip_longest(*cells, fillvalue=""):
        padded = (
            _padded(cell, places, to_the_right=column.figures)
            for column, cell, places in zip(columns, line, widths, strict=True)
        )
        yield GAP.join(padded).rstrip()


def _padded(cell: str, places: int, *, to_the_right: bool) -> str:
    blank = " " * (places - width(cell))
    return blank + cell if to_the_right else cell + blank


def _wrapped(text: str, places: int) -> Iterator[str]:
    if width(text) <= places:
        yield text
        return
    line = ""
    for piece in _pieces(text, places):
        if width(line + piece.rstrip()) > places:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str, places: int) -> Iterator[str]:
    """Yield what must not be parted: words with the space behind them, Chinese letters alone."""
    piece = ""
    for character in text:
        own = _places(character)
        may_part = own == 2 or piece.endswith(" ") or _places(piece[-1:] or " ") == 2  # noqa: PLR2004
        if piece and own and character != " " and (may_part or width(piece) + own > places):
            yield piece
            piece = ""
        piece += character
    yield piece
