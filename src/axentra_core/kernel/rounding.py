"""Named rounding, cash rounding, and shares that add up."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Self

import attrs

from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.numbers import (
    CONTEXT,
    ZERO,
    as_text,
    multiply,
    negate,
    number,
    subtract,
    total,
    unit_of,
)


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
    def to_digits(cls, digits: int, mode: RoundingMode = RoundingMode.HALF_UP) -> Self:
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
