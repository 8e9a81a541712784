"""How much room a text takes in print, and how it is fitted into a box.

No font is asked: which one prints is the reader's. The widths are those of the common sans-serif
letters with a little to spare, so that what fits here fits on paper.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import category, east_asian_width

import attrs

# In heights of the letters: from one base line to the next, and how wide a fixed letter is.
LEADING: Final = 1.25
FIXED: Final = 0.62
WIDE, CAPITAL, COMMON, NARROW = 1.0, 0.76, 0.63, 0.36
BOLD: Final = 1.12
ELLIPSIS: Final = "…"

_NARROW = frozenset("iljtfrI1.,:;'|!()[]/\\-\u00a0 ")
_WIDE = frozenset("mwMW@%&…")
# Behind a blank or a slash a line may end, and before what begins the rest of an address.
_BREAKS = re.compile(r"(?<=[ /])(?=[^ /])|(?=[?&])")


@attrs.frozen
class Lettering:
    """Lines of text in one size.

    Attributes:
        lines: from top to bottom.
        size: height of the letters, in the unit of the box.
    """

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING


def width(text: str, *, fixed: bool = False) -> float:
    """Return how wide a text is at most, in heights of its letters.

    Args:
        text: one line.
        fixed: it is set in letters that are all of one width.
    """
    return sum(_width(letter, fixed=fixed) for letter in text)


def _width(letter: str, *, fixed: bool) -> float:
    if category(letter) in {"Mn", "Me"}:
        return 0.0
    if east_asian_width(letter) in "WF" or letter in _WIDE:
        return FIXED if fixed and letter.isascii() else WIDE
    if fixed:
        return FIXED
    if letter in _NARROW:
        return NARROW
    return CAPITAL if letter.isupper() or not letter.isalnum() else COMMON


def fitted(
    text: str, wide: float, high: float, sizes: Sequence[float], *, fixed: bool = False
) -> Lettering:
    """Return a text in the first of some sizes, from large to small, that fits into a box.

    What does not even fit in the smallest size is cut, and ends with an ellipsis. For bold letters
    the box is narrower by `BOLD`.
    """
    found = Lettering((), sizes[-1])
    for size in sizes:
        found = Lettering(tuple(_lines(text, wide / size, fixed=fixed)), size)
        if found.height <= high:
            return found
    most = max(1, int(high / (found.size * LEADING)))
    *kept, last = found.lines[:most]
    while last and width(last + ELLIPSIS, fixed=fixed) > wide / found.size:
        last = last[:-1]
    return Lettering((*kept, last + ELLIPSIS), found.size)


def fitted_alike(
    texts: Sequence[str], wide: float, high: float, sizes: Sequence[float]
) -> list[Lettering]:
    """Return texts that stand beside each other, each fitted into its own box, in one size."""
    size = min(fitted(text, wide, high, sizes).size for text in texts)
    return [fitted(text, wide, high, (size,)) for text in texts]


def _lines(text: str, most: float, *, fixed: bool) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, most, fixed=fixed):
        if line and width(line + piece.rstrip(), fixed=fixed) > most:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str, most: float, *, fixed: bool) -> Iterator[str]:
    """Yield what stays together: words, steps of an address, Chinese letters each alone."""
    for word in _BREAKS.split(text):
        piece = ""
        for letter in word:
            if piece and _may_part(piece, letter, most, fixed=fixed):
                yield piece
                piece = ""
            piece += letter
        yield piece


def _may_part(piece: str, letter: str, most: float, *, fixed: bool) -> bool:
    """Return whether a line may end between two letters: beside a Chinese one, or where it must.

    A full stop or a closing bracket begins no line, an opening one ends none.
    """
    if width(piece + letter, fixed=fixed) > most:
        return True
    if category(letter) in {"Po", "Pe", "Mn", "Me", "Zs"} or category(piece[-1]) == "Ps":
        return False
    return any(east_asian_width(one) == "W" for one in (piece[-1], letter))
