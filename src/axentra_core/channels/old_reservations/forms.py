"""What stands in a cell: dates, times, amounts and counts, in the forms that exports write them.

Nothing is guessed: a date that two forms read as two days, and an amount whose signs do not fit,
are told as faults.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeVar

from axentra_core.kernel.calendar import instant_at, zone
from axentra_core.kernel.checks import checked, day, instant
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import CurrencyCode
from axentra_core.kernel.numbers import number
from axentra_core.kernel.texts import Text

T = TypeVar("T")

# So many different cells of a column are remembered: most columns say the same again and again.
REMEMBERED: Final = 4_096
MIDNIGHT: Final = time()

# fmt: off
ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)
# fmt: on

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_NUMBERS: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_NAMED: Final = re.compile(r"([0-9]{1,2})\.? ([^\W\d_]+)\.? ([0-9]{4})")
_TIMED: Final = re.compile(
    r"(.+?)(?:T|, | +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(?: ?([AaPp])[Mm])?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:\.0+)?", re.ASCII)
_PARTS: Final = re.compile(r"[0-9]{1,4}(?:\s*[-/+,;]\s*[0-9]{1,4})*", re.ASCII)
_MARK: Final = r"([^\s\d.,'’+()-]{1,4}\.?)?"


class DateForm(StrEnum):
    """How dates of a column are written.

    Attributes:
        ISO: ``2026-08-29``.
        DAY_FIRST: ``29/08/2026``, also with dots or hyphens.
        MONTH_FIRST: ``08/29/2026``, likewise.
        MONTH_NAME: ``29 August 2026``, in the words of the map.
    """

    ISO = "iso"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    MONTH_NAME = "month_name"


class DecimalSign(StrEnum):
    """What stands before the decimals; the other sign parts thousands."""

    POINT = "."
    COMMA = ","


@checked
class CurrencySign:
    """A sign of money, and the currencies that are written with it.

    Attributes:
        sign: such as ``€``.
        currencies: where there are several, the file's own is meant if it is one of them.
    """

    sign: Text
    currencies: tuple[CurrencyCode, ...]


# fmt: off
SIGNS: Final = (
    CurrencySign("€",   ("EUR",)),
    CurrencySign("£",   ("GBP",)),
    CurrencySign("฿",   ("THB",)),
    CurrencySign("Rp",  ("IDR",)),
    CurrencySign("₩",   ("KRW",)),
    CurrencySign("₫",   ("VND",)),
    CurrencySign("₹",   ("INR",)),
    CurrencySign("₱",   ("PHP",)),
    CurrencySign("RM",  ("MYR",)),
    CurrencySign("¥",   ("CNY", "JPY")),
    CurrencySign("kr",  ("DKK", "ISK", "NOK", "SEK")),
    CurrencySign("$",   ("AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD", "USD")),
)
# fmt: on

Amount = tuple[Decimal, str | None]


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Return the same reader, which looks at a cell once and not at its every return."""
    return lru_cache(maxsize=REMEMBERED)(read)


def date_reader(form: DateForm | None, months: tuple[str, ...]) -> Callable[[str], date]:
    """Return what reads the dates of a column.

    Args:
        form: how they are written; None where nobody has said, and then a day and a month that can
            change places are refused.
        months: names of the months from the first on, and those of the next kind behind them.

    Raises:
        InvalidInput: when it reads, ``date.bad_format``, ``date.invalid``, ``date.out_of_range`` or
            ``date.ambiguous``.
    """
    names = {name.casefold().rstrip("."): at % 12 + 1 for at, name in enumerate(months)}

    def read(cell: str) -> date:
        if form in {None, DateForm.ISO} and (found := _ISO.fullmatch(cell)):
            return _date(cell, *map(int, found.groups()))
        if form in {None, DateForm.MONTH_NAME} and (found := _NAMED.fullmatch(cell)):
            if month := names.get(found[2].casefold()):
                return _date(cell, int(found[3]), month, int(found[1]))
        elif form not in {DateForm.ISO, DateForm.MONTH_NAME} and (
            found := _NUMBERS.fullmatch(cell)
        ):
            one, other, year = int(found[1]), int(found[3]), int(found[4])
            return _in_order(form, cell, year, one, other)
        raise InvalidInput.because("date.bad_format", got=shown(cell))

    return remembered(read)


def _in_order(form: DateForm | None, cell: str, year: int, one: int, other: int) -> date:
    if form is DateForm.DAY_FIRST:
        return _date(cell, year, other, one)
    if form is DateForm.MONTH_FIRST or other > 12 or one == other:  # noqa: PLR2004 - months
        return _date(cell, year, one, other)
    day_first = _date(cell, year, other, one)
    if one > 12:  # noqa: PLR2004 - months
        return day_first
    month_first = _date(cell, year, one, other)
    raise InvalidInput.because("date.ambiguous", got=shown(cell), one=day_first, other=month_first)


def _date(cell: str, year: int, month: int, day_of_month: int) -> date:
    try:
        return day(date(year, month, day_of_month))
    except InvalidInput:
        raise
    except ValueError:
        raise InvalidInput.because("date.invalid", got=shown(cell)) from None


def instant_reader(date_of: Callable[[str], date], zone_name: str) -> Callable[[str], datetime]:
    """Return what reads dates with a time of day, as instants.

    A date alone is the beginning of the day; an offset beside the time counts before the zone.

    Args:
        date_of: reads the date.
        zone_name: IANA name of the zone whose clocks are meant.

    Raises:
        InvalidInput: when it reads, ``instant.bad_format``, ``time.bad_format`` or those of the
            date; at once, ``zone.unknown``.
    """
    local = zone(zone_name)

    def read(cell: str) -> datetime:
        found = _TIMED.fullmatch(cell)
        if found is None:
            return instant(instant_at(date_of(cell), MIDNIGHT, zone_name))
        on, hour, minute, second, fraction, half, offset = found.groups()
        hours = int(hour) if half is None else int(hour) % 12 + 12 * (half in "pP")
        wall = f"{hours:02}:{minute}:{second or '00'}.{(fraction or '').ljust(6, '0')}"
        try:
            at = datetime.fromisoformat(f"{date_of(on)}T{wall}{offset or ''}")
        except InvalidInput:
            raise
        except ValueError:
            raise InvalidInput.because("instant.bad_format", got=shown(cell)) from None
        if at.tzinfo is not None:
            return instant(at)
        meant = at.replace(tzinfo=local)
        if meant.utcoffset() == meant.replace(fold=1).utcoffset():
            return instant(meant)
        # Clocks change at this time: the one function that knows what is meant then is asked.
        whole = at.replace(second=0, microsecond=0)
        return instant_at(at.date(), whole.time(), zone_name) + (at - whole)

    return read


def amount_reader(
    sign: DecimalSign, signs: tuple[CurrencySign, ...], currency: str | None
) -> Callable[[str], Amount]:
    """Return what reads amounts, with or without a currency before or behind them.

    Args:
        sign: what stands before decimals.
        signs: what currencies are written with.
        currency: code of the file's own, by which a sign of several is understood.

    Raises:
        InvalidInput: when it reads, ``number.…``, or ``money.currency_unknown`` for a sign that
            means no currency or several.
    """
    thousands = ",'’" if sign is DecimalSign.POINT else ".'’"
    form = re.compile(
        rf"{_MARK}\s*([-−]?)\s*{_MARK}\s*"
        rf"([0-9]+|[0-9]{{1,3}}([{thousands}\s])[0-9]{{3}}(?:\5[0-9]{{3}})*)"
        rf"(?:{re.escape(sign)}([0-9]+))?\s*{_MARK}"
    )
    meaning = {one.sign.casefold(): one.currencies for one in signs}

    @remembered
    def code_of(mark: str) -> str:
        if len(mark) == 3 and mark.isascii() and mark.isalpha() and mark.isupper():  # noqa: PLR2004
            return mark
        codes = meaning.get(mark.casefold().rstrip("."), ())
        if len(codes) == 1:
            return codes[0]
        if currency is None or currency not in codes:
            raise InvalidInput.because("money.currency_unknown", got=shown(mark))
        return currency

    def read(cell: str) -> Amount:
        found = form.fullmatch(cell)
        if found is None:
            raise InvalidInput.because("number.bad_format", got=shown(cell))
        before, minus, between, whole, parted, decimals, behind = found.groups()
        if parted is not None:
            whole = whole.replace(parted, "")
        plain = f"{'-' if minus else ''}{whole.lstrip('0') or '0'}"
        amount = number(plain if decimals is None else f"{plain}.{decimals}")
        marks = {code_of(mark) for mark in (before, between, behind) if mark}
        if len(marks) > 1:
            one, other = sorted(marks)
            raise InvalidInput.because("value.contradicts", one=one, other=other)
        return amount, marks.pop() if marks else None

    return read


def read_count(cell: str) -> int:
    """Return a whole number; spreadsheets write two as ``2.0``.

    Raises:
        InvalidInput: ``number.bad_format``.
    """
    found = _WHOLE.fullmatch(cell)
    if found is None:
        raise InvalidInput.because("number.bad_format", got=shown(cell))
    return int(found[1])


def read_counts(cell: str) -> tuple[int, ...]:
    """Return whole numbers in a row, such as ``2 - 1 - 0``.

    Raises:
        InvalidInput: ``number.bad_format``.
    """
    if not _PARTS.fullmatch(cell):
        raise InvalidInput.because("number.bad_format", got=shown(cell))
    return tuple(map(int, re.findall(r"[0-9]+", cell)))


def word_reader(words: Mapping[str, Any]) -> Callable[[str], Any]:
    """Return what reads words, whatever their capitals and spaces; None for an unknown one."""
    known = {folded(word): meaning for word, meaning in words.items()}
    return remembered(lambda cell: known.get(folded(cell)))


def folded(text: str) -> str:
    """Return a text without the capitals and spaces by which two people write it apart."""
    return " ".join(text.casefold().split())


def read_reference_number(cell: str) -> str:
    """Return a number that a spreadsheet took for an amount: ``5200756724.0`` is no fraction.

    Raises:
        InvalidInput: ``number.bad_format`` for one whose last digits are lost.
    """
    if re.fullmatch(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+", cell, re.ASCII):
        raise InvalidInput.because("number.bad_format", got=shown(cell))
    found = re.fullmatch(r"([0-9]+)\.0+", cell, re.ASCII)
    return found[1] if found else cell
