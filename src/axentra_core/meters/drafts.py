"""Lines of use while they are reckoned: what is free, what blocks go on from, what is added."""

from collections.abc import Sequence
from decimal import Decimal

import attrs

from axentra_core.kernel.numbers import ZERO, add, multiply, subtract, total
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters.hourly import by_hour_of_day
from axentra_core.meters.periods import Period, Use
from axentra_core.meters.prices import UnitPrice
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.slices import Slice
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.tariff_terms import Per
from axentra_core.meters.units import NOTHING, Quantity
from axentra_core.meters.usage import Basis


@attrs.define
class Draft:
    """A line of use while it is reckoned."""

    part: Slice
    use: Use
    price: UnitPrice
    billable: Quantity
    basis: Basis | None = None
    amount: Decimal = ZERO
    credit: Decimal = ZERO
    raised: Decimal = ZERO


def billable_of(tariff: Tariff, slices: Sequence[Slice], period: Period) -> list[Draft]:
    """Return what costs something of each use: what is included in quantity is taken off."""
    drafts: list[Draft] = []
    seen: dict[str, tuple[Quantity, Quantity]] = {}
    free = NOTHING
    for part in slices:
        included = part.version.included
        if included is not None and included.quantity is not None:
            many = often(included.per, part, period)
            free = free.plus(Quantity(multiply(included.quantity, Decimal(many))))
        for use in part.uses:
            price = part.version.price_of(use.register)
            if price is None:
                raise MetersRefusal(
                    "meters.register_unpriced", tariff=tariff.id, register=use.register
                )
            quantity = use.quantity
            if tariff.step is not None:
                quantity = _in_steps(tariff, use, seen)
            if free:
                rest = quantity.minus(free)
                free = NOTHING if rest.amount > 0 else free.minus(quantity)
                quantity = rest if rest.amount > 0 else NOTHING
            drafts.append(Draft(part, use, price, quantity))
    return drafts


def often(per: Per, part: Slice, period: Period) -> int:
    """Return how often something counts in a slice; what is of the stay belongs to the first."""
    if not part.is_first and per in {Per.STAY, Per.WEEK}:
        return 0
    return period.count(per, part.days)


def _in_steps(tariff: Tariff, use: Use, seen: dict[str, tuple[Quantity, Quantity]]) -> Quantity:
    """Return a quantity in the tariff's steps, so that the parts of a stay add up to its own."""
    exact, billed = seen.get(use.register, (NOTHING, NOTHING))
    exact = exact.plus(use.quantity)
    now = Quantity(exact.rounded(Rounding(tariff.step or Decimal(1), tariff.step_mode)))
    seen[use.register] = (exact, now)
    return now.minus(billed)


def put_prices(tariff: Tariff, drafts: Sequence[Draft]) -> None:
    """Price each use, going on in the blocks where the one before it has ended."""
    unit = tariff.unit
    before: dict[str, Quantity] = {}
    wholes = _wholes(drafts)
    for draft in drafts:
        register, billable = draft.use.register, draft.billable
        if draft.price.blocks is not None:
            had = before.get(register, NOTHING)
            before[register] = had.plus(billable)
            draft.basis = Basis(billable, draft.price, None, had, wholes[register])
        elif draft.price.hours:
            if draft.use.hours is None:
                raise MetersRefusal("meters.hours_missing", register=register)
            by_hour = by_hour_of_day(draft.use.hours, tariff.zone)
            draft.basis = Basis(billable, draft.price, None, NOTHING, NOTHING, tuple(by_hour))
        else:
            draft.basis = Basis(billable, draft.price)
        draft.amount = draft.basis.charge(unit)


def _wholes(drafts: Sequence[Draft]) -> dict[str, Quantity]:
    wholes: dict[str, Quantity] = {}
    for draft in drafts:
        wholes[draft.use.register] = wholes.get(draft.use.register, NOTHING).plus(draft.billable)
    return wholes


def take_off(
    slices: Sequence[Slice], drafts: Sequence[Draft], period: Period, rounding: Rounding
) -> None:
    """Take off what is included in money, from the lines in their order."""
    left = ZERO
    for part in slices:
        included = part.version.included
        if included is None or included.amount is None:
            continue
        many = Decimal(often(included.per, part, period))
        left = add(left, multiply(included.amount, many))
        for draft in drafts:
            if draft.part is part and left:
                draft.credit = min(draft.amount, rounding.of(left))
                draft.amount = subtract(draft.amount, draft.credit)
                left = max(ZERO, subtract(left, draft.credit))


def bring_up(first: Slice, drafts: Sequence[Draft], period: Period, rounding: Rounding) -> None:
    """Raise the last line by what all are short of the minimum."""
    minimum = first.version.minimum
    if minimum is None or not drafts:
        return
    if not minimum.without_use and not any(draft.use.quantity for draft in drafts):
        return
    least = rounding.of(multiply(minimum.amount, Decimal(period.count(minimum.per, period.days))))
    missing = subtract(least, total(draft.amount for draft in drafts))
    if missing > 0:
        drafts[-1].raised = missing
        drafts[-1].amount = add(drafts[-1].amount, missing)
