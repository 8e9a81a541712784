"""What a quantity costs by one price: flat, in blocks, or by the hour of the day."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

import attrs

from axentra_core.kernel.numbers import CONTEXT, ZERO, add, as_text, multiply, subtract, total
from axentra_core.meters.prices import (
    Block,
    BlockMode,
    Blocks,
    HourBand,
    UnitPrice,
)
from axentra_core.meters.tariff_terms import (
    FixedCharge,
    Per,
)
from axentra_core.meters.units import NOTHING, Quantity, in_proportion, total_of


@attrs.frozen
class Portion:
    """A quantity that has one price.

    Attributes:
        quantity: exact.
        price: of a unit.
        place: where it stands, as a sentence has it: a block, or hours of the day.
        per: how often something fixed counts; None for a use.
    """

    quantity: Quantity
    price: Decimal
    place: str = ""
    per: Per | None = None

    @property
    def amount(self) -> Quantity:
        """What it costs, exactly."""
        return self.quantity.times(self.price)


@attrs.frozen
class Basis:
    """What an amount was reckoned from.

    Attributes:
        quantity: that is priced.
        price: of a register; None for something fixed.
        fixed: likewise.
        before: what was priced of the register in the same stay; blocks go on from there.
        whole: what is priced of it in all; it names the block where one prices every unit.
        by_hour: what was used in each hour of the clock, where it is priced by the hour.
    """

    quantity: Quantity
    price: UnitPrice | None = None
    fixed: FixedCharge | None = None
    before: Quantity = NOTHING
    whole: Quantity = NOTHING
    by_hour: Sequence[Decimal] = ()

    def cost(self) -> Quantity:
        """Return what it costs, exactly."""
        price = self.price
        if price is not None and price.price is not None:
            return self.quantity.times(price.price)
        if (
            price is not None
            and (blocks := price.blocks) is not None
            and blocks.mode is BlockMode.MARGINAL
            and self.quantity.over == self.before.over == 1
        ):
            before = self.before.amount
            cost = marginal(blocks, add(before, self.quantity.amount))
            return Quantity(subtract(cost, marginal(blocks, before)) if before else cost)
        return total_of([portion.amount for portion in self.portions()])

    def charge(self, unit: Decimal) -> Decimal:
        """Return what it costs, rounded to money's unit."""
        cost = self.cost()
        if cost.over == 1:
            return rounded(cost.amount, unit)
        return rounded(CONTEXT.divide(cost.amount, Decimal(cost.over)), unit)

    def portions(self) -> tuple[Portion, ...]:
        """Return which quantities have which prices."""
        if self.fixed is not None:
            return (Portion(self.quantity, self.fixed.amount, "", self.fixed.per),)
        price = self.price
        if price is None:
            return ()
        if price.price is not None:
            return (Portion(self.quantity, price.price),)
        if price.blocks is None:
            return tuple(_of_hours(price.hours, self.by_hour, self.quantity))
        if price.blocks.mode is BlockMode.VOLUME:
            block = _block_of(price.blocks, self.whole)
            return (Portion(self.quantity, block.price, f" by the block of {self.whole} in all"),)
        return tuple(_of_blocks(price.blocks, self.quantity, self.before))


def rounded(amount: Decimal, unit: Decimal) -> Decimal:
    """Return an amount from zero up rounded half up to money's unit, which is a power of ten."""
    return amount.quantize(unit, ROUND_HALF_UP, CONTEXT)


def marginal(blocks: Blocks, amount: Decimal) -> Decimal:
    """Return what the first units cost by the blocks in which they fall.

    A bound is the last unit of its block. What the blocks below cost in full is reckoned once.
    """
    for upto, price, lower, below in blocks.ladder:
        if upto is None or amount <= upto:
            return add(below, multiply(subtract(amount, lower), price))
    return ZERO


def _block_of(blocks: Blocks, quantity: Quantity) -> Block:
    """Return the block in which a quantity falls; a bound is still in the block that it ends."""
    for line in blocks.lines:
        if line.upto is None or not quantity.exceeds(line.upto):
            return line
    return blocks.lines[-1]


def _of_blocks(blocks: Blocks, quantity: Quantity, before: Quantity) -> Iterator[Portion]:
    low, high, lower = before, before.plus(quantity), ZERO
    for line in blocks.lines:
        upto = line.upto
        is_last = upto is None or not high.exceeds(upto)
        end = high if upto is None or is_last else Quantity(upto)
        part = end.minus(low)
        if part.amount > 0 or (is_last and not quantity):
            to = "" if upto is None else f" to {as_text(upto)}"
            yield Portion(part, line.price, f" in the block above {as_text(lower)}{to}")
            low = end
        if is_last:
            return
        lower = upto or ZERO


def _of_hours(
    bands: Sequence[HourBand], by_hour: Sequence[Decimal], quantity: Quantity
) -> Iterator[Portion]:
    """Yield what falls in each band: the hours tell when, the quantity how much."""
    in_all = total(by_hour)
    for band in bands:
        used = in_proportion(total(by_hour[band.since : band.until]), in_all, quantity)
        yield Portion(used, band.price, f" from {band.since} to {band.until} o'clock")
