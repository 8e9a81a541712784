"""The rows of a table as they come: text, bytes or a file, read piece by piece and never kept.

Whatever is read at once has an end: pieces, lines, and rows of many lines. What parts the cells is
found by the first row, where nobody tells it.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from axentra_core.kernel.errors import Fault, InvalidInput

PIECE: Final = 1 << 16
LONGEST_FIRST_ROW: Final = 10_000
LONGEST_ROW: Final = 1_000_000
DELIMITERS: Final = ",;\t|"
BYTE_ORDER_MARK: Final = "\ufeff"

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class BinaryFile(Protocol):
    """What bytes are read from, piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many; none at the end."""
        ...


Source = str | bytes | BinaryFile | Iterable[bytes]


class Lines:
    """The lines of a table, each with its end; a byte order mark is left out.

    Attributes:
        first: the first line.
        has_nul: whether a NUL stands in what was read so far.

    Raises:
        InvalidInput: ``csv.not_text``, or ``text.too_long`` for a first line that is no row.
    """

    def __init__(self, source: Source) -> None:
        """Read as far as the first line."""
        self.has_nul: bool = False
        self._row = 0
        self._lines = self._parted(_pieces(source))
        self.first: str = next(self._lines, "")
        if len(self.first) > LONGEST_FIRST_ROW:
            raise InvalidInput.because(
                "text.too_long", path="rows[1]", limit=LONGEST_FIRST_ROW, length=len(self.first)
            )

    def __iter__(self) -> Iterator[str]:
        """Iterate over all lines, the first included."""
        if self.first:
            yield self.first
        for line in self._lines:
            self._row += len(line)
            if self._row > LONGEST_ROW:
                raise csv.Error(f"row longer than {LONGEST_ROW} characters")
            yield line

    def begin_row(self) -> None:
        """Know that a row was read: what follows belongs to another."""
        self._row = 0

    def _parted(self, pieces: Iterator[str]) -> Iterator[str]:
        rest = ""
        for piece in pieces:
            self.has_nul = self.has_nul or "\0" in piece
            lines = _LINE.findall(rest + piece)
            # The last may go on, and a return at its end may be half of a line end.
            rest = lines.pop()
            yield from lines
            if len(rest) > LONGEST_ROW:
                break
        yield from (match[0] for match in _LINE.finditer(rest))


def _pieces(source: Source) -> Iterator[str]:
    """Yield a table in pieces of text that are large enough to be worth looking at."""
    if isinstance(source, str):
        text = source.removeprefix(BYTE_ORDER_MARK)
        yield from (text[start : start + PIECE] for start in range(0, len(text), PIECE))
        return
    decode = codecs.getincrementaldecoder("utf-8")().decode
    is_first = True
    try:
        for chunk in _gathered(_chunks(source)):
            piece = decode(chunk)
            if is_first:
                piece, is_first = piece.removeprefix(BYTE_ORDER_MARK), False
            if piece:
                yield piece
        decode(b"", final=True)
    except UnicodeDecodeError:
        raise InvalidInput.because("csv.not_text") from None


def _chunks(source: bytes | BinaryFile | Iterable[bytes]) -> Iterable[bytes]:
    if isinstance(source, bytes):
        return (source[start : start + PIECE] for start in range(0, len(source), PIECE))
    read: Callable[[int], bytes] | None = getattr(source, "read", None)
    if read is not None:
        return iter(lambda: read(PIECE), b"")
    if not isinstance(source, Iterable):
        raise InvalidInput.because("csv.not_text")
    return source


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield chunks of a size that costs little, however small those are that come."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        if not isinstance(chunk, bytes | bytearray | memoryview):
            raise InvalidInput.because("csv.not_text")
        parts.append(bytes(chunk))
        size += len(parts[-1])
        if size >= PIECE:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)


def rows_of(
    lines: Lines, delimiter: str, read: Callable[[str], str], most: int
) -> Iterator[tuple[int, list[str]] | Fault]:
    """Yield the rows by their numbers, the first one and empty ones included.

    Args:
        lines: of the table.
        delimiter: what parts the cells.
        read: what a cell means.
        most: how many rows there may be.

    Yields:
        Rows; in the place of the last one ``csv.bad_format``, ``csv.not_text`` or ``list.length``
            where no more can be read.
    """
    number = 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), 1):
            lines.begin_row()
            if number > most:
                yield fault("list.length", "rows", got=number, low=1, high=most)
                return
            yield number, [read(cell) for cell in row]
    except csv.Error as error:
        # What follows cannot be told apart from the row that never ends.
        yield fault("csv.bad_format", f"rows[{number + 1}]", reason=error)
    except InvalidInput as error:
        yield from error.under(f"rows[{number + 1}]").faults


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line, as far as it can be read."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def delimiter_of(first: str, worth: Callable[[Sequence[str]], int]) -> str:
    """Return what parts the cells: whatever makes most of the first row."""
    return max(DELIMITERS, key=lambda one: worth(cells_of(first, one)))


def fault(code: str, path: str, **values: object) -> Fault:
    """Return what is wrong with a place in a table."""
    return InvalidInput.because(code, path=path, **values).faults[0]
