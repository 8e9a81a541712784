"""What a use comes to: lines that add up, and how each of their amounts came about."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Self

import attrs

from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, add, as_text, negate, subtract, total
from axentra_core.meters.prices import UnitPrice
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.tariff_terms import Per, Vat
from axentra_core.meters.units import NOTHING, Measure, Quantity
from axentra_core.meters.usage import Basis, Portion


class LineKind(StrEnum):
    """What a line is: use of a register, something fixed, or the difference to an earlier bill."""

    USAGE = "usage"
    FIXED = "fixed"
    DIFFERENCE = "difference"


@attrs.frozen
class Line:
    """One line of a bill; ``gross == net + vat`` where the tax is known.

    Attributes:
        code: of the register or of what is fixed.
        kind: which.
        quantity: what was used, or how often something fixed counts.
        billable: what of it costs something.
        gross: what the guest is charged, rounded.
        net: without tax; None where nobody has said how it is taxed.
        vat: of the line's rounded amount; likewise.
        basis: what it was reckoned from: a price alone where it is that of the first units of a
            stay; None for a difference.
        credit: what was included in money and not charged.
        raised: what a minimum has added.
        tax: as the tariff says it; None where it says nothing, and for a difference.
    """

    code: str
    kind: LineKind
    quantity: Quantity
    billable: Quantity
    gross: Decimal
    net: Decimal | None
    vat: Decimal | None
    basis: Basis | UnitPrice | None = None
    credit: Decimal = ZERO
    raised: Decimal = ZERO
    tax: Vat | None = None

    @property
    def portions(self) -> tuple[Portion, ...]:
        """Which quantities had which prices.

        Their amounts add up to what it comes to before rounding, in prices of the tariff.
        """
        basis = self.basis
        if basis is None:
            return ()
        if isinstance(basis, UnitPrice):
            basis = Basis(self.billable, basis, whole=self.billable)
        return basis.portions()

    @property
    def priced(self) -> Decimal:
        """What it comes to in prices of the tariff, which are with or without tax."""
        is_on_top = self.tax is not None and not self.tax.included
        return self.net if is_on_top and self.net is not None else self.gross


@attrs.frozen
class Bill:
    """What uses cost under one tariff.

    Attributes:
        tariff: its id.
        currency: ISO 4217 code of all amounts.
        measure: of the quantities used.
        lines: uses by register, then what is fixed.
    """

    tariff: str
    currency: str
    measure: Measure
    lines: tuple[Line, ...]

    @property
    def gross(self) -> Decimal:
        """What the guest is charged."""
        if len(self.lines) == 1:
            return self.lines[0].gross
        return total(line.gross for line in self.lines)

    @property
    def vat(self) -> Decimal | None:
        """The tax of all lines; None where one of them has none stated."""
        return _total_known(line.vat for line in self.lines)

    @property
    def net(self) -> Decimal | None:
        """What remains without tax; likewise."""
        return _total_known(line.net for line in self.lines)

    @property
    def total(self) -> Money:
        """What the guest is charged, as money."""
        return Money(self.gross, self.currency)

    @property
    def before_minimum(self) -> Decimal:
        """What the lines would come to without a minimum, in prices of the tariff."""
        return subtract(
            total(line.priced for line in self.lines),
            total(line.raised for line in self.lines),
        )

    def balance(self, prepaid: Money) -> Money:
        """Return what is due after a prepayment; below zero it is paid back.

        Raises:
            MetersRefusal: ``meters.not_the_same_currency``.
        """
        if prepaid.currency.code != self.currency:
            raise MetersRefusal(
                "meters.not_the_same_currency", got=prepaid.currency.code, expected=self.currency
            )
        return Money(subtract(self.gross, prepaid.amount), self.currency)

    def less(self, billed: Self) -> "Bill":
        """Return what is still to be charged, or below zero credited, after an earlier bill.

        Lines are compared by their code, so that each has its own difference and its own tax; what
        has not changed is left out.

        Raises:
            MetersRefusal: ``meters.not_the_same_currency``.
        """
        if billed.currency != self.currency:
            raise MetersRefusal(
                "meters.not_the_same_currency", got=billed.currency, expected=self.currency
            )
        keys = dict.fromkeys((line.kind, line.code) for line in (*self.lines, *billed.lines))
        found = (
            _difference(
                [line for line in self.lines if (line.kind, line.code) == key],
                [line for line in billed.lines if (line.kind, line.code) == key],
            )
            for key in keys
        )
        lines = tuple(line for line in found if line.gross or line.vat or line.quantity)
        return attrs.evolve(self, lines=lines)

    def explain(self) -> tuple[str, ...]:
        """Say of every amount how it came about, in plain English."""
        return tuple(sentence for line in self.lines for sentence in _explained(line, self))


def _total_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    found = ZERO
    for amount in amounts:
        if amount is None:
            return None
        found = add(found, amount)
    return found


def _difference(now: list[Line], before: list[Line]) -> Line:
    code = (now or before)[0].code
    signed = [(line, False) for line in now] + [(line, True) for line in before]
    quantity = billable = NOTHING
    for line, is_before in signed:
        quantity = quantity.minus(line.quantity) if is_before else quantity.plus(line.quantity)
        billable = billable.minus(line.billable) if is_before else billable.plus(line.billable)
    return Line(
        code,
        LineKind.DIFFERENCE,
        quantity,
        billable,
        total(negate(line.gross) if is_before else line.gross for line, is_before in signed),
        _total_known(_signed(line.net, is_before) for line, is_before in signed),
        _total_known(_signed(line.vat, is_before) for line, is_before in signed),
    )


def _signed(amount: Decimal | None, is_before: bool) -> Decimal | None:  # noqa: FBT001
    return negate(amount) if is_before and amount is not None else amount


_TIMES = {
    Per.STAY: "once",
    Per.DAY: "{many} days",
    Per.PERSON_DAY: "{many} persons' days",
    Per.WEEK: "{many} weeks",
}


def _explained(line: Line, bill: Bill) -> Iterable[str]:
    currency, measure = bill.currency, bill.measure
    if line.kind is LineKind.DIFFERENCE:
        yield (
            f"{line.code}: {as_text(line.gross)} {currency} is what {line.quantity} {measure} "
            "more or less make beside what was billed before"
        )
        return
    if line.kind is LineKind.FIXED:
        for portion in line.portions:
            often = _TIMES[portion.per or Per.STAY].format(many=portion.quantity)
            price = as_text(portion.price)
            amount = portion.amount.in_full
            yield f"{line.code}: {often} at {price} {currency} is {amount} {currency}"
    else:
        yield f"{line.code}: {line.quantity.in_full} {measure} was used"
        included = line.quantity.minus(line.billable)
        if included.amount > 0:
            yield f"{line.code}: {included.in_full} {measure} of it is included"
        for portion in line.portions:
            yield (
                f"{line.code}: {portion.quantity.in_full} {measure}{portion.place} at "
                f"{as_text(portion.price)} {currency} is {portion.amount.in_full} {currency}"
            )
        if line.credit:
            yield f"{line.code}: {as_text(line.credit)} {currency} of it is included"
        if line.raised:
            yield f"{line.code}: the minimum adds {as_text(line.raised)} {currency}"
    yield from _taxed(line, currency)


def _taxed(line: Line, currency: str) -> Iterable[str]:
    vat = line.tax
    gross = f"{line.code}: {as_text(line.gross)} {currency}"
    if vat is None or line.vat is None or line.net is None:
        yield f"{gross} is charged"
    elif vat.included:
        yield f"{gross} is charged, {as_text(line.vat)} of it VAT of {as_text(vat.rate)}"
    else:
        yield (
            f"{gross} is charged: {as_text(line.net)} and VAT of {as_text(vat.rate)}, "
            f"{as_text(line.vat)}"
        )
