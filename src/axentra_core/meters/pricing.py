"""What uses cost under a tariff: every line rounded once, half up, and its tax on that.

Usable alone:

    >>> from datetime import date
    >>> from axentra_core.meters.prices import UnitPrice
    >>> from axentra_core.meters.tariff_terms import Included, TariffVersion, Vat
    >>> from axentra_core.meters.units import Measure
    >>> version = TariffVersion(
    ...     usage=(UnitPrice(price="6.00"),), included=Included(quantity=100), vat=Vat("0.25")
    ... )
    >>> tariff = Tariff("el", "DKK", Measure.KWH, (version,))
    >>> week = Period(date(2026, 7, 4), date(2026, 7, 11), persons=4)
    >>> bill = price(tariff, (Use("el", Quantity(Decimal(178)), Measure.KWH),), week)
    >>> bill.gross, bill.vat, bill.net
    (Decimal('468.00'), Decimal('93.60'), Decimal('374.40'))
    >>> for sentence in bill.explain():
    ...     print(sentence)
    el: 178 kWh was used
    el: 100 kWh of it is included
    el: 78 kWh at 6.00 DKK is 468 DKK
    el: 468.00 DKK is charged, 93.60 of it VAT of 0.25
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.kernel.numbers import CONTEXT, ZERO, add, multiply, subtract
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters.bill import Bill, Line, LineKind
from axentra_core.meters.consumption import Consumption
from axentra_core.meters.drafts import Draft, billable_of, bring_up, often, put_prices, take_off
from axentra_core.meters.periods import Period, Use, as_use
from axentra_core.meters.prices import BlockMode
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.slices import Slice, slices_of
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.tariff_terms import PriceKey, Vat
from axentra_core.meters.units import Quantity, convert
from axentra_core.meters.usage import Basis, marginal, rounded

# By names of their own, as looking a member up in its enum takes longer than a sum.
_ARRIVAL: Final = PriceKey.ARRIVAL
_MARGINAL: Final = BlockMode.MARGINAL
_USAGE: Final = LineKind.USAGE


def price(tariff: Tariff, uses: Sequence[Use | Consumption], period: Period) -> Bill:
    """Return what uses cost.

    Where versions change within the period, blocks, what is included and the minimum go on: what is
    included counts from the version it stands in, the minimum and what is fixed for the stay or by
    the week are those of the first day.

    Args:
        tariff: of one utility.
        uses: one for each register, or what `consumption` returns; none where nothing is read.
        period: days and persons.

    Raises:
        MetersRefusal: ``meters.tariff_missing``, ``.register_unpriced``, ``.hours_missing``,
            ``.hours_differ``, ``.price_change_unread``, ``.not_convertible`` or ``.use_unknown``.
    """
    if len(uses) == 1 and (bill := _of_one_price(tariff, uses[0], period)) is not None:
        return bill
    rounding = tariff.rounding
    ready = [_in_measure(as_use(use, tariff.zone), tariff) for use in uses]
    slices = slices_of(tariff, ready, period)
    drafts = billable_of(tariff, slices, period)
    put_prices(tariff, drafts)
    take_off(slices, drafts, period, rounding)
    bring_up(slices[0], drafts, period, rounding)
    lines = [_usage_line(draft, rounding) for draft in drafts]
    for part in slices:
        if part.version.fixed:
            lines += _fixed_lines(part, period, rounding.unit)
    return Bill(tariff.id, tariff.currency, tariff.measure, tuple(lines))


def _of_one_price(tariff: Tariff, use: Use | Consumption, period: Period) -> Bill | None:
    """Return the bill of one use by one price, the common case; None where there is more to it.

    What is fixed may stand beside it.
    """
    quantity = use.quantity
    measure, register = tariff.measure, use.register
    if quantity is None or quantity.over != 1 or use.measure is not measure:
        return None
    if tariff.key is not _ARRIVAL or tariff.step is not None:
        return None
    version = tariff.on(period.since)
    if version.included is not None or version.minimum is not None:
        return None
    unit = version.price_of(register)
    if unit is None or (type(use) is Use and use.hours is not None):
        return None
    if unit.price is not None:
        cost = multiply(quantity.amount, unit.price)
    elif unit.blocks is not None and unit.blocks.mode is _MARGINAL:
        cost = marginal(unit.blocks, quantity.amount)
    else:
        return None
    smallest, vat = tariff.unit, version.vat
    gross, net, tax = _taxed(vat, rounded(cost, smallest), smallest)
    line = Line(register, _USAGE, quantity, quantity, gross, net, tax, unit, ZERO, ZERO, vat)
    fixed: list[Line] = []
    if version.fixed:
        fixed = _fixed_lines(Slice(version, (), period.days), period, smallest)
    return Bill(tariff.id, tariff.currency, measure, (line, *fixed))


def differs(use: Use) -> MetersRefusal | None:
    """Return that the hours of a use add up to something else than its readings, or None."""
    if use.hours is None:
        return None
    in_hours = Quantity(use.hours.total)
    if use.quantity == in_hours:
        return None
    # Nothing tells when it was used where no hour has used anything.
    if in_hours and abs(use.quantity.exact - in_hours.exact) <= use.off.exact:
        return None
    return MetersRefusal(
        "meters.hours_differ",
        register=use.register,
        hours=Decimal(str(in_hours)),
        quantity=Decimal(str(use.quantity)),
    )


def _in_measure(use: Use, tariff: Tariff) -> Use:
    """Return a use in the measure of the tariff; a series says the same as the readings."""
    if use.hours is not None:
        if use.measure is not tariff.measure:
            raise MetersRefusal("meters.not_convertible", got=use.measure, wanted=tariff.measure)
        if (refusal := differs(use)) is not None:
            raise refusal
        return use
    if use.measure is tariff.measure:
        return use

    def into(quantity: Quantity) -> Quantity:
        return convert(quantity, use.measure, tariff.measure)

    segments = tuple(attrs.evolve(one, quantity=into(one.quantity)) for one in use.segments)
    return Use(use.register, into(use.quantity), tariff.measure, segments)


def _usage_line(draft: Draft, rounding: Rounding) -> Line:
    vat = draft.part.version.vat
    gross, net, tax = _taxed(vat, draft.amount, rounding.unit)
    return Line(
        draft.use.register,
        LineKind.USAGE,
        draft.use.quantity,
        draft.billable,
        gross,
        net,
        tax,
        draft.basis,
        draft.credit,
        draft.raised,
        vat,
    )


def _fixed_lines(part: Slice, period: Period, unit: Decimal) -> list[Line]:
    found: list[Line] = []
    for fixed in part.version.fixed:
        many = often(fixed.per, part, period)
        if many or part.is_first:
            quantity = Quantity(Decimal(many))
            basis = Basis(quantity, None, fixed)
            vat = part.version.vat
            gross, net, tax = _taxed(vat, basis.charge(unit), unit)
            found.append(
                Line(
                    fixed.code,
                    LineKind.FIXED,
                    quantity,
                    quantity,
                    gross,
                    net,
                    tax,
                    basis,
                    tax=vat,
                )
            )
    return found


def _taxed(
    vat: Vat | None, amount: Decimal, unit: Decimal
) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Return a rounded amount with its tax, without it, and the tax."""
    if vat is None:
        return amount, None, None
    if vat.included:
        tax = rounded(CONTEXT.divide(multiply(amount, vat.rate), vat.whole), unit)
        return amount, subtract(amount, tax), tax
    tax = rounded(multiply(amount, vat.rate), unit)
    return add(amount, tax), amount, tax
