"""Tables of text that stay straight in a terminal, Chinese and Latin letters together."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from operator import le
from typing import Final

import attrs

WIDTH: Final = 80
NARROWEST: Final = 6
GAP: Final = "  "

# The cells from left to right; or a text that is drawn over the whole width, such as "-" or "".
Row = Sequence[str] | str

_AFTER_FIGURES = re.compile(r"(?<=[0-9%])[^0-9%]*$")
_FIGURES = tuple("0123456789%")
# Nearly all letters of a document: Latin ones, which fill one place, and Chinese ones, which fill
# two. What is neither is looked up letter by letter.
_ONE = r"\u0021-\u007e\u00a0-\u02ff"
_TWO = r"\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uff01-\uff60"
_WIDE = re.compile(f"[{_TWO}]+")
_USUAL = re.compile(f"[ {_ONE}{_TWO}]*")


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
    if text.isascii():
        return len(text)
    if _USUAL.fullmatch(text):
        return len(text) + sum(map(len, _WIDE.findall(text)))
    return sum(map(_places, text))


@lru_cache(maxsize=4096)
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
    sizes = [[width(cell) for cell in cells] for cells in by_column]
    widths = _widths(columns, sizes, room)
    whole = sum(widths) + len(GAP) * (len(columns) - 1)
    lines: list[str] = []
    cells = zip(zip(*by_column, strict=True), zip(*sizes, strict=True), strict=True)
    for row in rows:
        lines += [row * whole] if isinstance(row, str) else _lines(columns, *next(cells), widths)
    return lines


def headings(columns: Sequence[Column]) -> Row:
    """Return the row of what stands above the columns."""
    return [column.heading for column in columns]


def _plain(cell: str) -> str:
    """Return what a terminal can be given: blanks of any kind are one space, no control is left."""
    if cell.isprintable():
        return " ".join(cell.split())
    kept = (one if one.isprintable() else " " if one.isspace() else "" for one in cell)
    return " ".join("".join(kept).split())


def _aligned(column: Column, cells: list[str]) -> list[str]:
    """Return figures with so many spaces behind them that their last digits meet: 12 and 8 kr."""
    if not column.figures:
        return cells
    after = [0 if cell.endswith(_FIGURES) else _after_figures(cell) for cell in cells]
    longest = max(after, default=0)
    return [cell + " " * (longest - own) for cell, own in zip(cells, after, strict=True)]


def _after_figures(cell: str) -> int:
    found = _AFTER_FIGURES.search(cell)
    return 0 if found is None else width(found[0])


def _widths(
    columns: Sequence[Column], sizes: Sequence[Sequence[int]], room: int | None
) -> list[int]:
    widths = [max(column, default=0) for column in sizes]
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


def _lines(
    columns: Sequence[Column], row: Sequence[str], sizes: Sequence[int], widths: Sequence[int]
) -> Iterator[str]:
    if all(map(le, sizes, widths)):
        yield _joined(columns, row, sizes, widths)
        return
    cells = [
        list(_wrapped(cell, places)) if column.wraps else [cell]
        for column, cell, places in zip(columns, row, widths, strict=True)
    ]
    for line in zip_longest(*cells, fillvalue=""):
        yield _joined(columns, line, [width(cell) if cell else 0 for cell in line], widths)


def _joined(
    columns: Sequence[Column], line: Sequence[str], sizes: Sequence[int], widths: Sequence[int]
) -> str:
    padded = [
        " " * (places - size) + cell if column.figures else cell + " " * (places - size)
        for column, cell, size, places in zip(columns, line, sizes, widths, strict=True)
    ]
    return GAP.join(padded).rstrip()


def _wrapped(text: str, places: int) -> Iterator[str]:
    if width(text) <= places:
        yield text
        return
    line, filled = "", 0
    for piece in _pieces(text, places):
        bare = piece.rstrip()
        own = _places(bare) if len(bare) == 1 else width(bare)
        if filled + own > places:
            yield line.rstrip()
            line, filled = "", 0
        line += piece
        filled += own + len(piece) - len(bare)
    yield line.rstrip()


def _pieces(text: str, places: int) -> Iterator[str]:
    """Yield what must not be parted: words with the space behind them, Chinese letters alone."""
    if _USUAL.fullmatch(text):
        yield from re.findall(f"[{_TWO}] *|[{_ONE}]{{1,{places}}} *", text)
        return
    piece = ""
    for character in text:
        own = _places(character)
        may_part = own == 2 or piece.endswith(" ") or _places(piece[-1:] or " ") == 2  # noqa: PLR2004
        if piece and own and character != " " and (may_part or width(piece) + own > places):
            yield piece
            piece = ""
        piece += character
    yield piece
