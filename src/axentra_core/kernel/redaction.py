"""Text of others, made fit to be kept: one line of what can be seen, without card data.

Whoever sends it may have written a card number among the wishes of a guest. It is masked, not
refused: nobody loses a booking over it.
"""

import re
import unicodedata
from itertools import accumulate
from typing import Final

from axentra_core.kernel.texts import FEWEST_CARD_DIGITS, FIRST_CARD_DIGITS, MOST_CARD_DIGITS

MASK: Final = "*"
# Of a longer row nothing is looked at: whatever it is, it is masked as a whole.
LONGEST_ROW: Final = 1_000

_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
# Digits with at most three characters between them that are no letters. Nothing of a row is given
# back, so that a long one takes no memory.
_DIGITS_IN_A_ROW: Final = re.compile(r"\d(?:[\W_]{0,3}\d)*+")
# Whatever is refused by `kernel.texts.text` is found here, and more: the letters of other scripts
# end no word of these, and digits may be of any script.
_SECURITY_CODE: Final = re.compile(
    r"((?i:cvv2?|cvc2?|cid|cav2?|csc))([^A-Za-z0-9_]{0,3})\d{3,4}(?![A-Za-z0-9_])\d*"
)
# One that follows right behind another begins a word as soon as that is masked.
_SECURITY_CODES: Final = re.compile(rf"(?<![A-Za-z0-9_])(?:{_SECURITY_CODE.pattern})+")


def redacted(text: str) -> str:
    """Return a text in which the digits of everything that looks like card data are masked.

    What looks like a card number is any 13 to 19 digits of a longer row that pass the check digit
    (ISO/IEC 7812-1), however they are parted.
    """
    hidden = _DIGITS_IN_A_ROW.sub(lambda row: _masked(row[0]), text)
    return _SECURITY_CODES.sub(lambda row: _SECURITY_CODE.sub(_without_code, row[0]), hidden)


def is_uuid(text: str) -> bool:
    """Return whether a text is a UUID, in which any digits stand in a row and mean nothing."""
    return bool(_UUID.fullmatch(text))


def _without_code(found: re.Match[str]) -> str:
    between = "".join(MASK if one.isdecimal() else one for one in found[2])
    return f"{found[1]}{between}{MASK * 3}"


def _masked(row: str) -> str:
    """Return a row of digits, masked from the first digit of a card number to the last."""
    if len(row) > LONGEST_ROW:
        return MASK * len(row)
    places = [place for place, character in enumerate(row) if character.isdecimal()]
    if len(places) < FEWEST_CARD_DIGITS:
        return row
    digits = [unicodedata.decimal(row[place]) for place in places]
    # The check sum of any part is a difference of two sums from the first digit on: of those in
    # which every second one is doubled, or of those in which every other one is.
    sums = [
        [0, *accumulate(_counted(digit, (place - last) % 2) for place, digit in enumerate(digits))]
        for last in (0, 1)
    ]
    masked = list(row)
    shown_from = 0
    for first, digit in enumerate(digits):
        if digit not in FIRST_CARD_DIGITS:
            continue
        most = min(MOST_CARD_DIGITS, len(digits) - first)
        for length in range(most, FEWEST_CARD_DIGITS - 1, -1):
            last = first + length
            check = sums[(last - 1) % 2]
            if (check[last] - check[first]) % 10 == 0:
                for place in places[max(first, shown_from) : last]:
                    masked[place] = MASK
                shown_from = max(shown_from, last)
                break
    return "".join(masked)


def _counted(digit: int, is_doubled: int) -> int:
    return 2 * digit - 9 * (digit > 4) if is_doubled else digit  # noqa: PLR2004 - Luhn


def shown_line(text: str) -> str:
    """Return a text as one line: no control, format or unpaired character, single spaces, NFC."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = "".join(map(_seen, text))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def _seen(character: str) -> str:
    """Return a character as it can be seen: itself, a space, or nothing."""
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return "" if kind[0] == "C" else character
