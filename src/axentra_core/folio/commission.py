"""What an agent keeps of the price: a percent of the net revenue that stands in a window.

No part of a charge counts twice. What an earlier deduction has counted counts again once that
deduction was taken back. `commission` is usable alone.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

import attrs

from axentra_core.folio.corrections import corrected_by
from axentra_core.folio.lines import (
    ChargeMoved,
    ChargePosted,
    ChargeReversed,
    Priced,
)
from axentra_core.folio.model import Folio
from axentra_core.folio.price import CommissionDue, CommissionedLine, Quote
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.folio.settings import Nature
from axentra_core.folio.term_messages import DeductCommission
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import ZERO, add, multiply, negate, subtract, total
from axentra_core.kernel.rounding import Level, Rounding


@attrs.define
class _Sold:
    """A charge with its corrections: net left of it, left in the window, and counted already."""

    charge: Priced
    left: Decimal = ZERO
    here: Decimal = ZERO
    counted: Decimal = ZERO

    def add(self, line: Priced, window: int) -> None:
        """Add the charge itself, or what corrects it."""
        self.left = add(self.left, line.quote.net)
        if line.window == window:
            self.here = add(self.here, line.quote.net)

    def move(self, line: ChargeMoved, window: int) -> None:
        """Let another window have a part of it."""
        if line.window == window:
            self.here = subtract(self.here, line.quote.net)
        if line.to_window == window:
            self.here = add(self.here, line.quote.net)

    @property
    def uncounted(self) -> Decimal:
        """What of it in the window no deduction has counted, with the sign of the price."""
        rest = subtract(self.left, self.counted)
        return max(min(self.here, rest), ZERO) if self.here > 0 else min(max(self.here, rest), ZERO)


def commission(  # noqa: PLR0913, PLR0917 - a commission is agreed that exactly
    lines: Iterable[object],
    window: int,
    rate: Decimal,
    rounding: Rounding,
    codes: Collection[str] = (),
    departments: Collection[str] = (),
) -> CommissionDue:
    """Return what is due on the net revenue that stands in a window and was not counted yet.

    Corrections count as they were recorded, and so does a price below zero, such as a discount.
    What comes off a charge after it was counted changes nothing: take the deduction back first.

    Args:
        lines: the lines of one bill, or all its events, in order.
        window: whose charges count.
        rate: fraction of the net, 0 to 1.
        rounding: of the amount; the base is exact.
        codes: transaction codes that count, and
        departments: departments that count; everything when both are empty.
    """
    found = tuple(
        CommissionedLine(one.charge.line, one.uncounted)
        for one in _sold(tuple(lines), window)
        if one.uncounted and _fits(one.charge, codes, departments)
    )
    base = total(line.base for line in found)
    return CommissionDue(base, rate, rounding.of(multiply(base, rate)), found)


def _fits(charge: Priced, codes: Collection[str], departments: Collection[str]) -> bool:
    is_named = charge.code in codes or charge.department in departments
    return charge.nature is Nature.REVENUE and (is_named or not (codes or departments))


def _sold(lines: Sequence[object], window: int) -> Iterable[_Sold]:
    """Return every charge of a bill; in one pass, for a long stay has many lines."""
    sold: dict[int, _Sold] = {}
    roots: dict[int, int] = {}
    for line in lines:
        if isinstance(line, ChargeMoved):
            sold[roots[line.moves]].move(line, window)
        elif isinstance(line, Priced):
            corrected = corrected_by(line)
            roots[line.line] = root = line.line if corrected is None else roots[corrected]
            sold.setdefault(root, _Sold(line)).add(line, window)
    for counted in _counted(lines):
        one = sold[roots[counted.line]]
        one.counted = add(one.counted, counted.base)
    return sold.values()


def _counted(lines: Iterable[object]) -> Iterable[CommissionedLine]:
    """Return what deductions have counted that were not taken back."""
    deductions: dict[int, CommissionDue] = {}
    for line in lines:
        if isinstance(line, ChargePosted) and line.commission is not None:
            deductions[line.line] = line.commission
        elif isinstance(line, ChargeReversed):
            deductions.pop(line.reverses, None)
    return (counted for due in deductions.values() for counted in due.lines)


def due_of(folio: Folio, command: DeductCommission) -> CommissionDue:
    """Return what a command deducts, in steps of the bill."""
    return commission(
        folio.lines,
        command.window,
        command.rate,
        _rounding(folio, command),
        command.codes,
        command.departments,
    )


def _rounding(folio: Folio, command: DeductCommission) -> Rounding:
    return Rounding(folio.unit, command.rounding, Level.TOTAL)


def something_due(folio: Folio, command: DeductCommission, _: Context) -> FolioRefusal | None:
    """An agent keeps something of a price, or it is no commission."""
    if due_of(folio, command).amount > 0:
        return None
    return FolioRefusal("folio.no_commission_due", folio=folio.id, window=command.window)


def deduct_commission(
    folio: Folio, command: DeductCommission, context: Context
) -> list[ChargePosted]:
    """Take the commission off a window by a line that is no revenue and has no tax."""
    due = due_of(folio, command)
    amount, rounding = negate(due.amount), _rounding(folio, command)
    earlier = sum(
        isinstance(line, ChargePosted) and line.commission is not None for line in folio.lines
    )
    return [
        ChargePosted(
            folio.id,
            len(folio.lines) + 1,
            command.code,
            command.department,
            command.description,
            1,
            Quote(folio.currency, amount, (), amount, str(rounding)),
            context.business_date,
            context.business_date,
            f"commission:{earlier + 1}",
            command.settings,
            window=command.window,
            revenue_date=context.business_date,
            posted_at=context.now,
            nature=Nature.COMMISSION,
            commission=due,
        )
    ]
