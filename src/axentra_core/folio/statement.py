"""The bill as a document: figures and words in order, nothing formatted."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from axentra_core.folio.messages import (
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    FolioClosed,
    FolioOpened,
    OpeningBalancePosted,
    PaymentTaken,
    RefundPaid,
)
from axentra_core.folio.model import FolioStatus
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.numbers import ZERO, add, subtract, total

Charge = ChargePosted | ChargeAdjusted | ChargeReversed
Line = OpeningBalancePosted | Charge | PaymentTaken | RefundPaid


@attrs.frozen
class Statement:
    """A bill as it stands.

    Attributes:
        folio: its id.
        stay: whose stay it bills.
        currency: ISO 4217 code of all amounts.
        digits: decimals every amount is shown with.
        status: open or closed.
        lines: what was taken over, charges, reversals, payments and refunds as they were posted.
        net: sum of the net prices.
        components: sum of each component, by code in order of appearance.
        collected: sum of each component that a channel has collected: shown, and not in `charged`.
        brought_forward: what the guest owed in the former system, without its parts.
        charged: net, components and what was brought forward together.
        paid: sum of the payments, less what was given back.
        balance: what is still to be paid.
    """

    folio: str
    stay: str
    currency: str
    digits: int
    status: FolioStatus
    lines: tuple[Line, ...]
    net: Decimal
    components: tuple[tuple[str, Decimal], ...]
    collected: tuple[tuple[str, Decimal], ...]
    brought_forward: Decimal
    charged: Decimal
    paid: Decimal
    balance: Decimal


def statement(events: Iterable[object]) -> Statement:
    """Return the bill that the events of one folio add up to.

    Everything is summed anew from the lines, apart from the running totals of the state.

    Raises:
        NotFound: ``record.not_found`` when there is no event.
    """
    history = list(events)
    if not history or not isinstance(opening := history[0], FolioOpened):
        raise NotFound("record.not_found", kind="folio", id="without events")
    lines = tuple(event for event in history if isinstance(event, Line))
    taken_over = total(line.amount for line in lines if isinstance(line, OpeningBalancePosted))
    charges = [line for line in lines if isinstance(line, Charge)]
    payments = [line for line in lines if isinstance(line, PaymentTaken | RefundPaid)]
    owed: dict[str, Decimal] = {}
    collected: dict[str, Decimal] = {}
    for charge in charges:
        for component in charge.quote.components:
            sums = owed if component.owed else collected
            sums[component.code] = add(sums.get(component.code, ZERO), component.amount)
    charged = add(taken_over, total(charge.quote.total for charge in charges))
    paid = total(payment.received for payment in payments)
    is_closed = isinstance(history[-1], FolioClosed)
    return Statement(
        folio=opening.folio,
        stay=opening.stay,
        currency=opening.currency,
        digits=-opening.unit.adjusted(),
        status=FolioStatus.CLOSED if is_closed else FolioStatus.OPEN,
        lines=lines,
        net=total(charge.quote.net for charge in charges),
        components=tuple(owed.items()),
        collected=tuple(collected.items()),
        brought_forward=taken_over,
        charged=charged,
        paid=paid,
        balance=subtract(charged, paid),
    )
