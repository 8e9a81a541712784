"""Exact numbers: one guarded door, and arithmetic that no setting of the host can change.

Sums and products go through `CONTEXT`; a value is rounded only where a `Rounding` says so.
"""

import decimal
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Annotated

from axentra_core.kernel.errors import InvalidInput, shown

LONGEST_TEXT = 40
LARGEST = Decimal(10) ** 15
MOST_DECIMALS = 12
ZERO = Decimal(0)

# Wide enough for the product of two guarded numbers, so that sums and products are exact.
CONTEXT = decimal.Context(
    prec=80,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-999,
    Emax=999,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
_BOUNDED = CONTEXT.copy()
_BOUNDED.traps[decimal.Inexact] = _BOUNDED.traps[decimal.Subnormal] = True
add: Callable[[Decimal, Decimal], Decimal] = CONTEXT.add
subtract: Callable[[Decimal, Decimal], Decimal] = CONTEXT.subtract
multiply: Callable[[Decimal, Decimal], Decimal] = CONTEXT.multiply

_SCIENTIFIC = re.compile(r"[+-]?[0-9.]+[eE]([+-]?[0-9]+)", re.ASCII)
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)


def number(
    value: str | int | Decimal, *, area: str = "number", decimals: int = MOST_DECIMALS
) -> Decimal:
    """Return a guarded Decimal: the only door through which a number enters.

    Args:
        value: plain text such as ``"12.50"``, an int or a Decimal. Floats and bools are refused.
        area: first word of the error codes, ``number`` or ``money``.
        decimals: how many decimals are possible.

    Raises:
        InvalidInput: ``number.bad_format``, ``.not_ascii``, ``.text_too_long``, ``.not_finite``,
            ``.too_large``, ``.too_precise``, ``.float`` or ``field.wrong_type``. The size is
            judged before any arithmetic, so that ``1E+1000000`` costs nothing.
    """
    parsed = _parsed(value, area)
    if not parsed.is_finite():
        raise InvalidInput.because(f"{area}.not_finite")
    if not parsed:
        return ZERO
    if parsed.adjusted() >= LARGEST.adjusted():
        raise InvalidInput.because(f"{area}.too_large")
    try:
        # More digits than any sum here can have are refused before they are looked at one by one.
        parsed = _BOUNDED.plus(parsed)
    except (decimal.Inexact, decimal.Subnormal):
        raise InvalidInput.because(f"{area}.too_precise", limit=decimals) from None
    exponent = parsed.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -decimals:
        raise InvalidInput.because(f"{area}.too_precise", limit=decimals)
    return parsed if exponent <= 0 else parsed.quantize(Decimal(1), context=CONTEXT)


def _parsed(value: object, area: str) -> Decimal:
    # Exact types: a bool is an int, and a subclass of Decimal may do anything.
    if type(value) is Decimal:
        return value
    if type(value) is str:
        return _from_text(value, area)
    if type(value) is int:
        if abs(value) >= LARGEST:
            raise InvalidInput.because(f"{area}.too_large")
        return Decimal(value)
    if isinstance(value, float):
        raise InvalidInput.because(f"{area}.float")
    if value is None:
        raise InvalidInput.because("field.required")
    raise InvalidInput.because("field.wrong_type", expected="a number", got=shown(value))


def _from_text(text: str, area: str) -> Decimal:
    if len(text) > LONGEST_TEXT:
        raise InvalidInput.because(f"{area}.text_too_long", length=len(text))
    if not text:
        raise InvalidInput.because("field.required")
    if not _PLAIN.fullmatch(text):
        if not text.isascii() and any(character.isdigit() for character in text):
            raise InvalidInput.because(f"{area}.not_ascii", got=shown(text))
        if text.lstrip("+-").lower() in {"nan", "snan", "inf", "infinity"}:
            raise InvalidInput.because(f"{area}.not_finite")
        if scientific := _SCIENTIFIC.fullmatch(text):
            exponent = int(scientific[1])
            if exponent >= LARGEST.adjusted():
                raise InvalidInput.because(f"{area}.too_large")
            if exponent < -MOST_DECIMALS:
                raise InvalidInput.because(f"{area}.too_precise", limit=MOST_DECIMALS)
        raise InvalidInput.because(f"{area}.bad_format", got=shown(text))
    return Decimal(text)


def rate(value: object) -> Decimal:
    """Return a rate between 0 and 1, such as ``Decimal("0.11")`` for 11 %."""
    checked = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    if not 0 <= checked <= 1:
        nearest = as_text(CONTEXT.divide(checked.copy_abs(), Decimal(100)))
        raise InvalidInput.because("rate.out_of_range", got=as_text(checked), nearest=nearest)
    return checked


Rate = Annotated[Decimal, rate]


@lru_cache(maxsize=32)
def unit_of(digits: int) -> Decimal:
    """Return the smallest amount of so many decimals."""
    return Decimal(1).scaleb(-digits, CONTEXT)


def as_text(amount: Decimal) -> str:
    """Return the canonical text of a number: plain digits, no exponent, no negative zero."""
    return format(amount or amount.copy_abs(), "f")


def negate(amount: Decimal) -> Decimal:
    """Return the opposite amount; zero stays zero."""
    return amount.copy_negate() if amount else amount


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum."""
    return reduce(add, amounts, ZERO)
