"""Exact arithmetic inside: fractions, amounts that depend on unknown net prices, whole steps."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from axentra_core.kernel.numbers import CONTEXT, LARGEST, ZERO, unit_of
from axentra_core.kernel.rounding import RoundingMode

MOST_DECIMALS = 12

# An amount that depends on unknown prices: a constant, then one coefficient for each of them.
Linear = tuple[Fraction, ...]


def plus(one: Linear, other: Linear) -> Linear:
    """Return the sum."""
    return tuple([a + b if a and b else a or b for a, b in zip(one, other, strict=True)])


def times(amount: Linear, factor: Fraction) -> Linear:
    """Return the product with a number."""
    return tuple([part * factor if part else part for part in amount])


def at(amount: Linear, guess: Sequence[Fraction]) -> Fraction:
    """Return what an amount is when the unknown prices are these."""
    found = amount[0]
    for coefficient, price in zip(amount[1:], guess, strict=True):
        if coefficient:
            found += coefficient * price
    return found


def total(amounts: Sequence[Fraction]) -> Fraction:
    """Return a sum; the denominators of a bill are few, so it is reduced but once."""
    below = lcm(*[amount.denominator for amount in amounts])
    return Fraction(
        sum([amount.numerator * (below // amount.denominator) for amount in amounts]), below
    )


def solved(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Return the solution of linear equations, each row with its right side last, or None."""
    size = len(rows)
    rows = [list(row) for row in rows]
    for column in range(size):
        pivot = next((row for row in range(column, size) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column]
        head[:] = [value / head[column] for value in head]
        for row in rows:
            if row is not head and row[column]:
                many = row[column]
                row[:] = [value - many * other for value, other in zip(row, head, strict=True)]
    return [row[-1] for row in rows]


def _half(numerator: int, denominator: int) -> tuple[int, int]:
    """Return the whole part and how twice the rest compares with one: -1, 0 or 1."""
    whole, rest = divmod(numerator, denominator)
    return whole, (2 * rest > denominator) - (2 * rest < denominator)


def to_steps(  # noqa: PLR0911 - one a mode
    numerator: int, denominator: int, mode: RoundingMode
) -> int:
    """Return a fraction rounded to a whole number of steps; the denominator is above zero."""
    if mode is RoundingMode.HALF_UP and numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    if mode is RoundingMode.FLOOR:
        return numerator // denominator
    if mode is RoundingMode.CEILING:
        return -(-numerator // denominator)
    if numerator < 0:
        return -to_steps(-numerator, denominator, mode)
    if mode is RoundingMode.UP:
        return -(-numerator // denominator)
    if mode is RoundingMode.DOWN:
        return numerator // denominator
    whole, compared = _half(numerator, denominator)
    if compared == 0:
        compared = {
            RoundingMode.HALF_UP: 1,
            RoundingMode.HALF_DOWN: -1,
            RoundingMode.HALF_EVEN: 1 if whole % 2 else -1,
        }[mode]
    return whole + (compared > 0)


def rounded(amount: Fraction, unit: Fraction, mode: RoundingMode) -> int:
    """Return how many units an amount is rounded to."""
    return to_steps(amount.numerator * unit.denominator, amount.denominator * unit.numerator, mode)


def shared(exact: Iterable[Fraction], unit: Fraction, mode: RoundingMode) -> list[int]:
    """Round a sum and share it: a part is the rounded sum up to it less that before it.

    So parts add up, none is further than a step from its own amount, and what was posted of them
    does not change when others follow.
    """
    parts: list[int] = []
    before, top, below = 0, 0, 1
    for amount in exact:
        both = lcm(below, amount.denominator)
        top = top * (both // below) + amount.numerator * (both // amount.denominator)
        below = both
        now = to_steps(top * unit.denominator, below * unit.numerator, mode)
        parts.append(now - before)
        before = now
    return parts


def allotted(steps: int, exact: Sequence[Fraction], unit: Fraction) -> list[int]:
    """Return whole steps for amounts that have no order, by largest remainder.

    Equal ones get more in turn; the opposite amounts get the opposite steps.
    """
    sign = -1 if steps < 0 or (not steps and next(filter(None, exact), 0) < 0) else 1
    cut = [divmod(sign * amount, unit) for amount in exact]
    parts = [int(whole) for whole, _ in cut]
    each, more = divmod(sign * steps - sum(parts), len(parts))
    order = sorted(range(len(parts)), key=lambda place: cut[place][1], reverse=True)
    for place, index in enumerate(order):
        parts[index] += each + (place < more)
    return [sign * part for part in parts]


def made_up(parts: list[int], steps: int, exact: Sequence[Fraction]) -> list[int]:
    """Return parts that add up to so many steps: the last that is not zero takes the difference."""
    if missing := steps - sum(parts):
        last = max((place for place, amount in enumerate(exact) if amount), default=-1)
        parts[last] += missing
    return parts


def as_decimal(amount: Fraction) -> Decimal:
    """Return an exact amount as a number; beyond twelve decimals it is rounded to them."""
    if amount.denominator == 1:
        return Decimal(amount.numerator)
    quotient = CONTEXT.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    exponent = quotient.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        quotient = quotient.quantize(unit_of(MOST_DECIMALS), context=CONTEXT)
    return quotient or ZERO


def grid_of(unit: Decimal) -> Decimal:
    """Return the power of ten of a step's last digit, at most 1: 0.01 for 0.05."""
    exponent = unit.normalize(CONTEXT).as_tuple().exponent
    return unit_of(-exponent if isinstance(exponent, int) and exponent < 0 else 0)


def is_too_large(amount: Decimal) -> bool:
    """Return whether an amount is beyond what money can be here."""
    return amount.copy_abs() >= LARGEST
