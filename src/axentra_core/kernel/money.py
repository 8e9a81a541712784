"""Exact money: one guarded door, named rounding, cash rounding, allocation.

The library never relies on the decimal context of its host: sums and products go through
`CONTEXT`, and a value is rounded only where a `Rounding` says so.
"""

from __future__ import annotations

import decimal
import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Annotated

import attrs
from babel.core import get_global
from moneyed import Currency, Money, get_currency
from moneyed.classes import CurrencyDoesNotExist

from axentra_core.kernel.errors import InvalidInput, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "CONTEXT",
    "Amount",
    "Level",
    "Money",
    "PositiveAmount",
    "Rate",
    "Rounding",
    "RoundingMode",
    "add",
    "allocate",
    "as_text",
    "cash_step",
    "currency_digits",
    "currency_of",
    "exact",
    "money",
    "multiply",
    "negate",
    "number",
    "round_cash",
    "subtract",
    "total",
    "unit_of",
]

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


@lru_cache(maxsize=1)
def _current_currencies() -> frozenset[str]:
    """Return the codes that some territory uses as legal tender today, by CLDR."""
    return frozenset(
        code
        for history in get_global("territory_currencies").values()
        for code, _, until, is_tender in history
        if is_tender and until is None
    )


@lru_cache(maxsize=512)
def currency_of(code: str) -> Currency:
    """Return a currency by its ISO 4217 code in exact capitals, if it is money today.

    Raises:
        InvalidInput: ``money.currency_unknown``.
    """
    if code not in _current_currencies():
        raise InvalidInput.because("money.currency_unknown", got=shown(code))
    try:
        return get_currency(code)
    except CurrencyDoesNotExist:
        # The list of py-moneyed ends in 2022; CLDR knows the younger ones.
        return Currency(code)


@lru_cache(maxsize=512)
def currency_digits(code: str) -> int:
    """Return how many decimals an ISO 4217 currency has, by CLDR.

    Raises:
        InvalidInput: ``money.currency_unknown`` unless it is a current code in exact capitals.
    """
    currency_of(code)
    fractions = get_global("currency_fractions")
    digits: int = fractions.get(code, fractions["DEFAULT"])[0]
    return digits


def money(amount: str | int | Decimal, currency: str, *, digits: int | None = None) -> Money:
    """Return a guarded amount of money, its scale set to the currency's digits.

    Args:
        amount: as `number` takes it.
        currency: ISO 4217 code in capitals.
        digits: decimals of this property for the currency; the currency's own when left out.

    Raises:
        InvalidInput: the ``money.…`` codes of `number`, ``money.currency_unknown`` and
            ``money.too_many_decimals``.
    """
    if type(currency) is not str:
        raise InvalidInput.because("money.currency_unknown", got=shown(currency))
    own_digits = currency_digits(currency)
    value = number(amount, area="money")
    scaled = exact(value, own_digits if digits is None else digits, currency)
    return Money(scaled, currency_of(currency))


def amount(value: object) -> Money:
    """Return money that was made elsewhere, guarded as `money` guards it."""
    if value is None:
        raise InvalidInput.because("field.required")
    if not isinstance(value, Money):
        raise InvalidInput.because("field.wrong_type", expected="Money", got=shown(value))
    # Its scale stays: how many decimals an amount may have is the property's own choice.
    return Money(number(value.amount, area="money"), currency_of(value.currency.code))


def positive_amount(value: object) -> Money:
    """Return money above zero."""
    checked = amount(value)
    if checked.amount <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return checked


def rate(value: object) -> Decimal:
    """Return a rate between 0 and 1, such as ``Decimal("0.11")`` for 11 %."""
    checked = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    if not 0 <= checked <= 1:
        nearest = as_text(CONTEXT.divide(checked.copy_abs(), Decimal(100)))
        raise InvalidInput.because("rate.out_of_range", got=as_text(checked), nearest=nearest)
    return checked


Amount = Annotated[Money, amount]
PositiveAmount = Annotated[Money, positive_amount]
Rate = Annotated[Decimal, rate]


def exact(amount: Decimal, digits: int, currency: str) -> Decimal:
    """Return an amount at the scale of its currency, refusing to lose a decimal.

    Raises:
        InvalidInput: ``money.too_many_decimals``.
    """
    scaled = amount.quantize(unit_of(digits), decimal.ROUND_DOWN, CONTEXT)
    if scaled != amount:
        raise InvalidInput.because(
            "money.too_many_decimals", got=shown(as_text(amount)), currency=currency, digits=digits
        )
    return scaled or scaled.copy_abs()


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


class RoundingMode(StrEnum):
    """What happens between two multiples of the unit."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


class Level(StrEnum):
    """Where in a calculation a result is rounded."""

    COMPONENT = "component"
    TOTAL = "total"


_DECIMAL_MODES = {mode: f"ROUND_{mode.name}" for mode in RoundingMode}


@attrs.frozen
class Rounding:
    """A named rounding; its text is stored with what it produced.

    Attributes:
        unit: smallest step, such as ``Decimal("0.01")`` or ``Decimal(1)``.
        mode: what happens to half a unit.
        level: where it is applied.
    """

    unit: Decimal
    mode: RoundingMode = RoundingMode.HALF_UP
    level: Level = Level.COMPONENT

    @classmethod
    def to_digits(cls, digits: int, mode: RoundingMode = RoundingMode.HALF_UP) -> Rounding:
        """Return the rounding to so many decimals."""
        return cls(unit_of(digits), mode)

    def of(self, amount: Decimal) -> Decimal:
        """Return the amount rounded to a multiple of the unit; never a negative zero."""
        unit = self.unit
        mode = _DECIMAL_MODES[self.mode]
        if unit.as_tuple().digits == (1,):
            rounded = amount.quantize(unit, mode, CONTEXT)
        else:
            steps = CONTEXT.divide(amount, unit).quantize(Decimal(1), mode, CONTEXT)
            rounded = multiply(steps, unit)
        return rounded or rounded.copy_abs()

    def __str__(self) -> str:
        """Return the name that is stored, such as ``half_up 0.01 component``."""
        return f"{self.mode} {as_text(self.unit)} {self.level}"


@lru_cache(maxsize=512)
def cash_step(code: str) -> Decimal:
    """Return the smallest amount that can be paid in cash, by CLDR: 0.50 for DKK, 0.05 for CHF."""
    currency_of(code)
    fractions = get_global("currency_fractions")
    _, _, digits, step = fractions.get(code, fractions["DEFAULT"])
    return multiply(Decimal(step or 1), unit_of(digits))


def round_cash(
    amount: Decimal, step: Decimal, mode: RoundingMode = RoundingMode.HALF_UP
) -> tuple[Decimal, Decimal]:
    """Return what is paid in cash and the difference that must be posted as its own line.

    ``paid - difference`` is the amount again, so revenue and tax stay exact.
    """
    paid = Rounding(step, mode, Level.TOTAL).of(amount)
    return paid, subtract(paid, amount)


def allocate(amount: Decimal, weights: Sequence[Decimal | int], unit: Decimal) -> list[Decimal]:
    """Split an amount by weights so that the parts add up to it exactly.

    Every part is a multiple of `unit` within one unit of its exact share; what remains goes to
    the largest remainders, the earlier share first among equals. A zero weight gets zero.

    Raises:
        InvalidInput: ``money.weights`` unless the weights are finite, none below zero and at
            least one above; ``money.too_many_decimals`` if the amount is no multiple of `unit`.
    """
    try:
        shares = [number(weight) for weight in weights]
    except InvalidInput:
        raise InvalidInput.because("money.weights") from None
    if any(share < 0 for share in shares) or not (whole := total(shares)):
        raise InvalidInput.because("money.weights")
    steps = CONTEXT.divide(amount.copy_abs(), unit)
    count = int(steps)
    if steps != count:
        raise InvalidInput.because(
            "money.too_many_decimals", got=shown(as_text(amount)), currency="the unit", digits=unit
        )
    ideal = [CONTEXT.divmod(multiply(Decimal(count), share), whole) for share in shares]
    parts = [int(quotient) for quotient, _ in ideal]
    by_remainder = sorted(range(len(parts)), key=lambda index: ideal[index][1], reverse=True)
    for index in by_remainder[: count - sum(parts)]:
        parts[index] += 1
    signed = unit if amount >= 0 else negate(unit)
    return [multiply(Decimal(part), signed) if part else ZERO for part in parts]
