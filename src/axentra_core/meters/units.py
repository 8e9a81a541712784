"""What registers count, and exact conversion from one measure to another.

Usable alone:

    >>> from decimal import Decimal
    >>> heat = convert(Quantity(Decimal("1.5")), Measure.GJ, Measure.KWH)
    >>> heat, str(heat)
    (Quantity(amount=Decimal('1250'), over=3), '416.667')
    >>> gas = Conversion(Measure.KWH, Decimal("0.9672"), Decimal("11.25"))
    >>> str(gas.of(Quantity(Decimal(100)), Measure.M3))
    '1088.1'

A gigajoule is 1/3.6 MWh, which no decimal number is: a quantity is a decimal and what it is
divided by, and nothing is rounded before it is money.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Final, Self

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import CONTEXT, ZERO, add, as_text, multiply, number, subtract
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters.refusals import MetersRefusal

ONE: Final = Decimal(1)
SHOWN_DECIMALS: Final = 3
MOST_FACTOR: Final = 1_000_000


class Measure(StrEnum):
    """What a register counts; HOUR and PIECE stand for running hours, coins and the like."""

    WH = "Wh"
    KWH = "kWh"
    MWH = "MWh"
    MJ = "MJ"
    GJ = "GJ"
    LITRE = "l"
    M3 = "m3"
    KG = "kg"
    HOUR = "h"
    PIECE = "piece"


# fmt: off
# One measure in the smallest of its kind: energy in tenths of a kilojoule, volume in litres.
_SIZES: Final = {
    Measure.WH:     ("energy",         36),
    Measure.KWH:    ("energy",     36_000),
    Measure.MWH:    ("energy", 36_000_000),
    Measure.MJ:     ("energy",     10_000),
    Measure.GJ:     ("energy", 10_000_000),
    Measure.LITRE:  ("volume",          1),
    Measure.M3:     ("volume",      1_000),
    Measure.KG:     ("mass",            1),
    Measure.HOUR:   ("time",            1),
    Measure.PIECE:  ("count",           1),
}
# What no house uses in a day, in the same: 300 kWh is twice what ten persons in one with a pool
# use in winter; 30 m3, 60 kg, all of its hours, 300 pieces.
_MOST_A_DAY: Final = {
    "energy": 10_800_000,
    "volume":     30_000,
    "mass":           60,
    "time":           24,
    "count":         300,
}
# fmt: on


def not_negative(value: object) -> Decimal:
    """Return a number from zero up, such as a price with as many decimals as it needs."""
    found = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    if found < 0:
        raise InvalidInput.because("value.out_of_range", got=as_text(found), low=0, high="10^15")
    return found


def factor(value: object) -> Decimal:
    """Return a factor: more than zero, at most a million."""
    found = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    if not 0 < found <= MOST_FACTOR:
        raise InvalidInput.because(
            "value.out_of_range", got=as_text(found), low="more than 0", high=MOST_FACTOR
        )
    return found


NotNegative = Annotated[Decimal, not_negative]
Factor = Annotated[Decimal, factor]


@attrs.frozen
class Quantity:
    """An exact quantity: `amount` divided by `over`.

    Attributes:
        amount: any decimal.
        over: a whole number from 1 up without the factors 2 and 5, which a decimal can hold, and
            with no factor in common with the amount; 1 for nearly all.
    """

    amount: Decimal
    over: int = 1

    @classmethod
    def of(cls, exact: Fraction) -> Self:
        """Return the quantity of a fraction."""
        over, twos, fives = exact.denominator, 0, 0
        while over % 2 == 0:
            over, twos = over // 2, twos + 1
        while over % 5 == 0:
            over, fives = over // 5, fives + 1
        places = max(twos, fives)
        whole = exact.numerator * 2 ** (places - twos) * 5 ** (places - fives)
        return cls(Decimal(whole).scaleb(-places, CONTEXT), over)

    @property
    def exact(self) -> Fraction:
        """The quantity as a fraction."""
        exact = Fraction(self.amount)
        return exact if self.over == 1 else exact / self.over

    def plus(self, other: "Quantity") -> "Quantity":
        """Return the exact sum."""
        if self.over == other.over == 1:
            return Quantity(add(self.amount, other.amount))
        return Quantity.of(self.exact + other.exact)

    def minus(self, other: "Quantity") -> "Quantity":
        """Return the exact difference."""
        if self.over == other.over == 1:
            return Quantity(subtract(self.amount, other.amount))
        return Quantity.of(self.exact - other.exact)

    def times(self, many: Decimal) -> "Quantity":
        """Return the exact product."""
        if self.over == 1:
            return Quantity(multiply(self.amount, many))
        return Quantity.of(self.exact * Fraction(many))

    def exceeds(self, bound: Decimal) -> bool:
        """Return whether it is more than a bound."""
        return self.amount > (bound if self.over == 1 else multiply(bound, Decimal(self.over)))

    def rounded(self, rounding: Rounding) -> Decimal:
        """Return it rounded, for a unit that says so or to be shown."""
        if self.over == 1:
            return rounding.of(self.amount)
        return rounding.of(CONTEXT.divide(self.amount, Decimal(self.over)))

    @property
    def in_full(self) -> str:
        """The whole of it, to be read: as a fraction where no decimal is exact."""
        if self.over == 1:
            return str(self)
        return f"{self.exact} (about {self})"

    def __bool__(self) -> bool:
        """Return whether it is more or less than nothing."""
        return bool(self.amount)

    def __str__(self) -> str:
        """Return it to be read: exactly where a decimal can, else to three decimals."""
        if self.over == 1:
            text = as_text(self.amount)
            return text.rstrip("0").rstrip(".") if "." in text else text
        return as_text(self.rounded(Rounding.to_digits(SHOWN_DECIMALS)))


NOTHING: Final = Quantity(ZERO)


def total_of(quantities: "tuple[Quantity, ...] | list[Quantity]") -> Quantity:
    """Return the exact sum."""
    found = NOTHING
    for quantity in quantities:
        found = found.plus(quantity)
    return found


def in_proportion(part: Decimal, whole: Decimal, quantity: Quantity) -> Quantity:
    """Return which part of a quantity falls on a part of a whole, exactly; of nothing, nothing."""
    if not part or (quantity.over == 1 and whole == quantity.amount):
        return Quantity(part)
    return Quantity.of(Fraction(part) / Fraction(whole) * quantity.exact)


@lru_cache(maxsize=256)
def ratio(have: Measure, want: Measure) -> tuple[Decimal, int] | None:
    """Return what one measure is in another, as a decimal and its divisor; None if it is not."""
    kind, size = _SIZES[have]
    other_kind, other_size = _SIZES[want]
    if kind != other_kind:
        return None
    found = Quantity.of(Fraction(size, other_size))
    return found.amount, found.over


@lru_cache(maxsize=256)
def days_at_most(many: Decimal, measure: Measure) -> Fraction:
    """Return how many days any house needs at the least to use so much."""
    kind, size = _SIZES[measure]
    return Fraction(many) * size / _MOST_A_DAY[kind]


def convert(quantity: Quantity, have: Measure, want: Measure) -> Quantity:
    """Return a quantity in another measure, exactly.

    Raises:
        MetersRefusal: ``meters.not_convertible`` where the measures are of other kinds: a cubic
            metre of gas is energy by its `Conversion` alone.
    """
    if have is want:
        return quantity
    found = ratio(have, want)
    if found is None:
        raise MetersRefusal("meters.not_convertible", got=have, wanted=want)
    return _times(quantity, found)


def _times(quantity: Quantity, found: tuple[Decimal, int]) -> Quantity:
    many, over = found
    product = quantity.times(many)
    if over == 1:
        return product
    if product.over == 1 and not product.amount % over:
        return Quantity(CONTEXT.divide_int(product.amount, Decimal(over)))
    return Quantity.of(product.exact / over)


@checked
class Conversion:
    """What gas or oil that is counted as volume brings as energy.

    ``m3 × z_number × calorific = kWh`` (the utility's bill names both numbers).

    Attributes:
        into: the measure that is billed.
        z_number: what turns the volume at the meter into that of standard conditions.
        calorific: kWh in a cubic metre of standard conditions; for another measure that is not
            volume, kWh in one of it. None where only the measure changes.
    """

    into: Measure
    z_number: Factor = ONE
    calorific: Factor | None = None

    def of(self, quantity: Quantity, have: Measure) -> Quantity:
        """Return what a quantity is once converted, exactly.

        Raises:
            MetersRefusal: ``meters.not_convertible``.
        """
        standard = quantity if self.z_number == 1 else quantity.times(self.z_number)
        if self.calorific is None:
            return convert(standard, have, self.into)
        if ratio(have, Measure.M3) is not None:
            standard = convert(standard, have, Measure.M3)
        return convert(standard.times(self.calorific), Measure.KWH, self.into)
