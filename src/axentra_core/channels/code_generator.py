"""Mapping codes for what the hotel sells: short, readable, and never another once they are given.

    >>> from axentra_core.channels.providers import SITEMINDER
    >>> sold = (Sold("DLX", "BAR"), Sold("STANDARD-TWIN", "BAR", "Standard Twin"))
    >>> [(one.room_code, one.rate_code) for one in mapping_codes(sold, SITEMINDER)]
    [('DLX', 'BAR'), ('ST', 'BAR')]

The hotel's own codes are taken where they are short enough, as people know them already; else the
first letters of a name, in whatever script it is, or of the code.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import attrs

from axentra_core.channels.mapping import Key, Label, Offer
from axentra_core.channels.providers import Provider
from axentra_core.kernel.checks import checked, in_bounds
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code

LONGEST_WANTED: Final = 8
LETTERS_OF_A_WORD: Final = 4

_PART: Final = re.compile(r"[A-Z]+|[0-9]+", re.ASCII)
_NAMED: Final = re.compile(r"(?:LETTER|SYLLABLE|CHARACTER) (?:SHORT |SMALL )?([A-Z]+)", re.ASCII)
# One character of these is a syllable; of other scripts it is a letter, named by its sound.
_SYLLABIC: Final = ("HANGUL", "HIRAGANA", "KATAKANA")
# Consonants whose Cyrillic names begin with a vowel.
_EF_TO_ES: Final = frozenset({"EF", "EL", "EM", "EN", "ER", "ES"})


@checked
class Sold:
    """What codes are wanted for.

    Attributes:
        room_type: code of the hotel's room type.
        rate_plan: code of the hotel's rate plan; None where the hotel has none.
        room_name: what people call the room type.
        rate_name: what people call the rate plan.
    """

    room_type: Code
    rate_plan: Code | None
    room_name: Label | None = None
    rate_name: Label | None = None


@attrs.frozen
class MappingCodes:
    """The codes of an offer.

    Attributes:
        room_code: of the room; of this offer alone where the platform tells offers apart by it.
        rate_code: of the rate; None where there is none.
        inventory_code: of the rooms that are left.
    """

    room_code: str
    rate_code: str | None
    inventory_code: str


def mapping_codes(
    sold: Iterable[Sold],
    provider: Provider,
    kept: Iterable[Offer] = (),
    *,
    longest: int = LONGEST_WANTED,
) -> tuple[MappingCodes, ...]:
    """Return codes for offers, in their order; the same offers in the same order get the same.

    Args:
        sold: what codes are wanted for.
        provider: the platform they are for.
        kept: offers that have codes; those stay as they are, and no other gets the same.
        longest: characters of a room or rate code that is new, from 6 to 64. A room code for one
            offer alone is made of both and may have as many as both.

    Raises:
        InvalidInput: ``value.out_of_range`` with the path ``longest``.
    """
    try:
        longest = in_bounds(longest, low=6, high=64)
    except InvalidInput as error:
        raise error.under("longest") from None
    giver = _Giver(provider, tuple(kept), longest)
    return tuple(map(giver.codes_of, sold))


class _Giver:
    """Gives codes, and knows which have been given."""

    def __init__(self, provider: Provider, kept: tuple[Offer, ...], longest: int) -> None:
        self.limit = min(longest, provider.longest_code)
        self.both = min(2 * longest + 1, provider.longest_code)
        self.has_rates = provider.rate_codes
        self.shares_rooms = provider.rate_codes and not provider.unique_rooms
        self.codes: dict[Key, MappingCodes] = {}
        self.rooms: dict[str, tuple[str, str]] = {}
        self.rates: dict[str, str] = {}
        self.rooms_taken, self.rates_taken = _Taken(), _Taken()
        self.room_codes = {one.room_code.upper() for one in kept}
        for one in kept:
            codes = MappingCodes(one.room_code, one.rate_code, one.inventory_code)
            self.codes.setdefault(one.key, codes)
            self.rooms_taken.add(one.room_code)
            self.rooms_taken.add(one.inventory_code)
            # Without a rate code, a code of one rate plan alone is no code of the room type.
            if self.shares_rooms or one.rate_plan is None or one.rate_code is not None:
                self.rooms.setdefault(one.room_type, (one.room_code, one.inventory_code))
            if one.rate_plan is not None and one.rate_code is not None:
                self.rates.setdefault(one.rate_plan, one.rate_code)
                self.rates_taken.add(one.rate_code)

    def codes_of(self, sold: Sold) -> MappingCodes:
        """Return the codes of an offer, new ones where it has none."""
        key = (sold.room_type, sold.rate_plan or "")
        if key not in self.codes:
            self.codes[key] = self._new(sold)
        return self.codes[key]

    def _new(self, sold: Sold) -> MappingCodes:
        if sold.room_type not in self.rooms:
            wanted = _short(sold.room_type, sold.room_name, self.limit)
            code = self.rooms_taken.free(wanted, self.limit)
            self.rooms[sold.room_type] = (code, code)
        room, inventory = self.rooms[sold.room_type]
        rate = self._rate(sold)
        if self.shares_rooms:
            return MappingCodes(room, rate, inventory)
        alone = inventory if rate is None else f"{inventory}-{rate}"
        if rate is not None or alone.upper() in self.room_codes:
            alone = self.rooms_taken.free(alone, self.both)
        self.room_codes.add(alone.upper())
        if rate is not None and self.has_rates:
            return MappingCodes(alone, rate, inventory)
        return MappingCodes(alone, None, alone)

    def _rate(self, sold: Sold) -> str | None:
        if sold.rate_plan is None:
            return None
        if sold.rate_plan not in self.rates:
            wanted = _short(sold.rate_plan, sold.rate_name, self.limit)
            self.rates[sold.rate_plan] = self.rates_taken.free(wanted, self.limit)
        return self.rates[sold.rate_plan]


class _Taken:
    """Codes that are taken; capitals make no other code, as some platforms lose them."""

    def __init__(self) -> None:
        self._codes: set[str] = set()
        self._last: dict[str, int] = {}

    def add(self, code: str) -> None:
        """Take a code."""
        self._codes.add(code.upper())

    def free(self, wanted: str, limit: int) -> str:
        """Take a code that is like another, with the next number behind if it has to be."""
        code = base = wanted[:limit]
        number = self._last.get(base, 1)
        while code.upper() in self._codes:
            number += 1
            code = f"{base[: limit - len(str(number))]}{number}"
        self._last[base] = number
        self.add(code)
        return code


def _short(code: str, name: str | None, limit: int) -> str:
    """Return the hotel's own code if it is short, else what is left of a name or of the code."""
    if len(code) <= limit:
        return code
    words: list[str] = _PART.findall(_spelled(name or "")) or _PART.findall(_spelled(code))
    if len(words) > 1:
        return "".join(word if word.isdigit() else word[0] for word in words)
    return words[0][:LETTERS_OF_A_WORD]


def _spelled(text: str) -> str:
    """Return a text in capital letters from A to Z, as far as characters have such a sound."""
    return "".join(map(_sound, unicodedata.normalize("NFC", text))).upper()


def _sound(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)
    if ascii_only := "".join(filter(str.isascii, plain)):
        return ascii_only
    # Marks change the sound of what they stand at.
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Lm"}:
        return ""
    name = unicodedata.name(character, "")
    found = _NAMED.search(name)
    if found is None:
        return " "
    sound = found[1]
    if name.startswith(_SYLLABIC):
        return sound
    return sound[1] if sound in _EF_TO_ES else sound[0]
