"""One language: its words, and how it writes dates, numbers and money.

The only place that asks Babel. Nothing is rounded here: what has more decimals than its document
shows is refused. Neither the locale of the process nor the decimal context of the host has a say.
"""

import datetime as dt
import decimal
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import attrs
import babel
from babel.dates import format_date, format_skeleton
from babel.numbers import (
    NumberPattern,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
    parse_pattern,
)

from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import exact
from axentra_core.kernel.numbers import CONTEXT, unit_of

LOCALES: Final = ("en", "id", "da", "zh_Hant", "zh_Hans")
NO_BREAK_SPACE: Final = "\u00a0"

_DECIMALS = re.compile(r"0(\.[0#]+)?")


@attrs.frozen(eq=False)
class Language:
    """A language as documents are written in it.

    Attributes:
        name: one of `LOCALES`.
        words: every word by section and key, such as ``statement.total``.
    """

    name: str
    words: Mapping[str, str] = attrs.field(repr=False)
    _cldr: babel.Locale = attrs.field(repr=False)

    def word(self, key: str, /, **values: object) -> str:
        """Return a word with the values it is said about."""
        return self.words[key].format_map(values)

    def name_of(self, section: str, code: str) -> str:
        """Return the word for a code such as a department; a code of the hotel's own stays."""
        return self.words.get(f"{section}.{code}", code)

    def list_of(self, words: Iterable[str]) -> str:
        """Return several words as one text."""
        return self.word("list.separator").join(words)

    def date(self, day: dt.date) -> str:
        """Return a date with its year, such as ``23 Nov 2026``."""
        return format_date(day, "medium", locale=self._cldr)

    def full_date(self, day: dt.date) -> str:
        """Return a date with its weekday, such as ``Monday, November 23, 2026``."""
        return format_date(day, "full", locale=self._cldr)

    def short_date(self, day: dt.date) -> str:
        """Return a date without its year, such as ``Nov 23``."""
        return format_skeleton("MMMd", day, locale=self._cldr)

    def moment(self, at: dt.datetime, zone: dt.tzinfo) -> str:
        """Return an instant by the clocks of a zone, such as ``Nov 23, 2026 16:00``."""
        local = at.astimezone(zone)
        return f"{self.date(local)} {format_skeleton('Hm', local, locale=self._cldr)}"

    def counter(self, value: Decimal, digits: int, decimals: int) -> str:
        """Return what a counter shows, such as ``00178.50``: nothing parts its thousands.

        Args:
            value: as it is read.
            digits: how many it shows before the decimals, with zeros in front.
            decimals: how many it shows behind them; a value with more keeps them.
        """
        behind = max(decimals, _decimals_of(value))
        pattern = "0" * max(digits, 1) + ("." + "0" * behind if behind else "")
        with decimal.localcontext(CONTEXT):
            return format_decimal(value or abs(value), format=pattern, locale=self._cldr)

    def weekday(self, day: dt.date, *, letter: bool = False) -> str:
        """Return the weekday of a date in short, such as ``Mon``, or by its first letter."""
        return format_date(day, "ccccc" if letter else "ccc", locale=self._cldr)

    def number(self, value: Decimal | int, digits: int | None = None) -> str:
        """Return a number with so many decimals; with its own when nothing is said.

        Raises:
            InvalidInput: ``number.too_precise`` where it has more of them.
        """
        number = Decimal(value)
        decimals = _decimals_of(number) if digits is None else digits
        pattern = _with_decimals(self._cldr.decimal_formats[None].pattern, decimals)
        with decimal.localcontext(CONTEXT):
            if number.quantize(unit_of(decimals)) != number:
                raise InvalidInput.because("number.too_precise", limit=decimals)
            return format_decimal(number or abs(number), format=pattern, locale=self._cldr)

    def percent(self, rate: Decimal) -> str:
        """Return a fraction as a percentage with the decimals it has: 0.0833 is ``8.33%``."""
        decimals = max(0, _decimals_of(rate.normalize(CONTEXT)) - 2)
        pattern = _with_decimals(self._cldr.percent_formats[None].pattern, decimals)
        with decimal.localcontext(CONTEXT):
            return format_percent(rate or abs(rate), format=pattern, locale=self._cldr)

    def money(self, amount: Decimal, currency: str, digits: int) -> str:
        """Return an amount with its currency where the language puts it.

        Args:
            amount: already rounded.
            currency: ISO 4217 code.
            digits: decimals of the property: a bill in whole rupiah shows none, whatever CLDR says.

        Raises:
            InvalidInput: ``money.too_many_decimals``.
        """
        scaled = exact(amount, digits, currency)
        pattern = _with_decimals(_spaced(self._cldr, currency), digits)
        with decimal.localcontext(CONTEXT):
            return format_currency(
                scaled, currency, format=pattern, locale=self._cldr, currency_digits=False
            )

    def foreign(self, amount: Decimal, currency: str) -> str:
        """Return an amount of a currency that is not the property's, with the usual decimals.

        An amount with more of them keeps them.
        """
        digits = max(get_currency_precision(currency), _decimals_of(amount.normalize(CONTEXT)))
        return self.money(amount, currency, digits)


def language(locale: str) -> Language:
    """Return a language by its name: one of `LOCALES`, with ``zh-Hant`` for ``zh_Hant``.

    Raises:
        InvalidInput: ``value.unknown``; no other name is guessed at.
    """
    for name in LOCALES:
        if locale in (name, name.replace("_", "-")):
            return _language(name)
    raise InvalidInput.because("value.unknown", got=shown(locale), allowed=", ".join(LOCALES))


@lru_cache(maxsize=len(LOCALES))
def _language(name: str) -> Language:
    source = files("axentra_core.views").joinpath("words", f"{name}.toml").read_text("utf-8")
    return Language(name, dict(_flat(tomllib.loads(source))), babel.Locale.parse(name))


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{above}{key}", value
        else:
            yield from _flat(value, f"{above}{key}.")


def _decimals_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=256)
def _with_decimals(pattern: str, decimals: int) -> NumberPattern:
    """Return the pattern with so many decimals, read once for all cells of a document."""
    return parse_pattern(
        _DECIMALS.sub(f"0.{'0' * decimals}" if decimals else "0", pattern, count=1)
    )


def _spaced(cldr: babel.Locale, currency: str) -> str:
    """Return the pattern of money with the space that CLDR puts after letters: Rp 850.000.

    Babel does not; it writes Rp850.000 and IDR850,000.
    """
    pattern = str(cldr.currency_formats["standard"].pattern)
    last = unicodedata.category(get_currency_symbol(currency, cldr)[-1])
    return pattern if last[0] in "SZ" else pattern.replace("¤#", f"¤{NO_BREAK_SPACE}#")
