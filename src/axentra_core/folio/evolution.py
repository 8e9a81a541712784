"""What an event changes in a folio."""

from decimal import Decimal
from typing import Any

import attrs

from axentra_core.folio import events as ev
from axentra_core.folio import lines as ln
from axentra_core.folio.lifecycle import FOLIO
from axentra_core.folio.model import Folio, Receivable, Terms
from axentra_core.folio.windows import Window, moved, with_window
from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.numbers import ZERO, add, negate


def opened(event: ev.FolioOpened) -> Folio:
    """Return an empty bill."""
    return Folio(
        id=event.folio,
        stay=event.stay,
        currency=event.currency,
        unit=event.unit,
        status=FOLIO.start,
        charged=ZERO,
        paid=ZERO,
        lines=Journal(),
        kind=event.kind,
        terms=Terms(event.most_windows, event.follows, event.name),
    )


def _owing(folio: Folio, event: ln.Line, amount: Decimal) -> Folio:
    # Every posting comes through here; `attrs.evolve` would double its cost.
    return Folio(
        folio.id,
        folio.stay,
        folio.currency,
        folio.unit,
        FOLIO.after(folio.status, type(event)),
        add(folio.charged, amount),
        folio.paid,
        folio.lines.append(event),
        folio.receivable,
        folio.kind,
        _divided(folio, event.window, amount),
        folio.terms,
    )


def adjusted(folio: Folio, event: ln.ChargeAdjusted) -> Folio:
    """Return the bill with a part of a charge taken off."""
    return _owing(folio, event, event.quote.total)


def _divided(
    folio: Folio, window: int, charged: Decimal = ZERO, paid: Decimal = ZERO
) -> tuple[Window, ...]:
    # Nearly every bill has one window, which the sums of the bill tell.
    if window == 1 and not folio.divided:
        return ()
    return moved(folio.windows, window, charged, paid)


def charged(folio: Folio, event: ln.ChargePosted | ln.ChargeReversed | ln.Transfer) -> Folio:
    """Return the bill with one line more, and an instruction nearer to its limit or farther."""
    owing = _owing(folio, event, event.quote.total)
    return owing if event.instruction is None else _routed(owing, event)


Routed = ln.ChargePosted | ln.ChargeReversed | ln.ChargeMoved | ln.Transfer


def _routed(folio: Folio, event: Routed) -> Folio:
    # Only what has a limit is counted, and few instructions have one.
    terms, number = folio.terms, event.instruction
    if not any(one.number == number and one.limit is not None for one in terms.routing):
        return folio
    leaves_or_returns = isinstance(event, ln.TransferredOut | ln.TransferredIn)
    used = negate(event.quote.total) if leaves_or_returns else event.quote.total
    # A price below zero, such as a discount, neither uses a limit nor gives anything back to it.
    takes = not isinstance(event, ln.ChargeReversed | ln.TransferredIn)
    if (used > 0) is not takes:
        return folio
    routing = tuple(one.using(used) if one.number == number else one for one in terms.routing)
    return attrs.evolve(folio, terms=attrs.evolve(terms, routing=routing))


def added_to(folio: Folio, event: ln.OpeningBalancePosted | ln.CashRounded) -> Folio:
    """Return the bill with what it was taken over with, or what coins cannot pay."""
    return _owing(folio, event, event.amount)


def paid(folio: Folio, event: ln.Payment) -> Folio:
    """Return the bill with one payment, refund or reversal more."""
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, type(event)),
        paid=add(folio.paid, event.received),
        lines=folio.lines.append(event),
        divided=_divided(folio, event.window, paid=event.received),
    )


def charge_moved(folio: Folio, event: ln.ChargeMoved) -> Folio:
    """Return the bill with a charge in another window; together they owe what they owed."""
    amount = event.quote.total
    without = moved(folio.windows, event.window, negate(amount))
    after = _rearranged(folio, event, moved(without, event.to_window, amount))
    return after if event.instruction is None else _routed(after, event)


def payment_moved(folio: Folio, event: ln.PaymentMoved) -> Folio:
    """Return the bill with a payment in another window."""
    without = moved(folio.windows, event.window, paid=negate(event.amount))
    return _rearranged(folio, event, moved(without, event.to_window, paid=event.amount))


def _rearranged(
    folio: Folio, event: ln.ChargeMoved | ln.PaymentMoved, windows: tuple[Window, ...]
) -> Folio:
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, type(event)),
        lines=folio.lines.append(event),
        divided=windows,
    )


def payee_named(folio: Folio, event: ev.PayeeNamed) -> Folio:
    """Return the bill with a window that somebody else pays."""
    window = attrs.evolve(folio.window(event.window), payee=event.payee)
    return _in_force(folio, event, divided=with_window(folio.windows, window))


def invoiced(folio: Folio, event: ev.InvoiceNoted) -> Folio:
    """Return the bill with a window that stands on an invoice."""
    window = attrs.evolve(
        folio.window(event.window), invoice=event.invoice, invoiced_through=event.through
    )
    return _in_force(folio, event, divided=with_window(folio.windows, window))


def invoice_withdrawn(folio: Folio, event: ev.InvoiceWithdrawn) -> Folio:
    """Return the bill with a window that stands on the invoice before."""
    window = attrs.evolve(
        folio.window(event.window), invoice=event.before, invoiced_through=event.through
    )
    return _in_force(folio, event, divided=with_window(folio.windows, window))


def posting_forbidden(folio: Folio, event: ev.PostingForbidden) -> Folio:
    """Return the bill to which nobody signs any more."""
    return _agreed(folio, event, no_post=event.reason)


def posting_allowed(folio: Folio, event: ev.PostingAllowed) -> Folio:
    """Return the bill to which guests may sign again."""
    return _agreed(folio, event, no_post=None)


def overridden(folio: Folio, event: ev.PostingOverridden) -> Folio:
    """Return the bill as it was: what was agreed about it stands."""
    return _in_force(folio, event)


def limit_set(folio: Folio, event: ev.CreditLimitSet) -> Folio:
    """Return the bill with another credit limit, or none."""
    return _agreed(folio, event, credit_limit=event.limit)


def routing_agreed(folio: Folio, event: ev.RoutingAgreed) -> Folio:
    """Return the bill with one instruction more, tried after the others."""
    routing = (*folio.terms.routing, event.instruction)
    return _agreed(folio, event, routing=routing, instructed=event.instruction.number)


def routing_ended(folio: Folio, event: ev.RoutingEnded) -> Folio:
    """Return the bill without an instruction."""
    kept = tuple(one for one in folio.terms.routing if one.number != event.instruction)
    return _agreed(folio, event, routing=kept)


def fixed_added(folio: Folio, event: ev.FixedChargeAdded) -> Folio:
    """Return the bill with one fixed charge more."""
    added = event.fixed_charge
    return _agreed(folio, event, fixed=(*folio.terms.fixed, added), fixed_ever=added.number)


def fixed_ended(folio: Folio, event: ev.FixedChargeEnded) -> Folio:
    """Return the bill without a fixed charge."""
    kept = tuple(one for one in folio.terms.fixed if one.number != event.fixed_charge)
    return _agreed(folio, event, fixed=kept)


def _agreed(folio: Folio, event: object, **terms: Any) -> Folio:  # noqa: ANN401 - any term
    return _in_force(folio, event, terms=attrs.evolve(folio.terms, **terms))


def _in_force(folio: Folio, event: object, **changes: Any) -> Folio:  # noqa: ANN401 - any field
    return attrs.evolve(folio, status=FOLIO.after(folio.status, type(event)), **changes)


def on_account(folio: Folio, event: ev.FolioPutOnAccount) -> Folio:
    """Return the bill as a receivable; when it is prolonged it is as old as before."""
    since = folio.receivable.since if folio.receivable else event.business_date
    receivable = Receivable(event.due, event.reason, event.actor, since)
    return _in_force(folio, event, receivable=receivable)


def ended_or_begun_again(folio: Folio, event: ev.FolioClosed | ev.FolioReopened) -> Folio:
    """Return the bill without what was agreed for later: nobody waits for it any more."""
    return _in_force(folio, event, receivable=None)


# fmt: off
EVOLVE = evolutions(
    begins(ev.FolioOpened,       opened),
    on(ln.OpeningBalancePosted,  added_to),
    on(ln.ChargePosted,          charged),
    on(ln.ChargeAdjusted,        adjusted),
    on(ln.ChargeReversed,        charged),
    on(ln.TransferredOut,        charged),
    on(ln.TransferredIn,         charged),
    on(ln.ChargeMoved,           charge_moved),
    on(ln.CashRounded,           added_to),
    on(ln.PaymentTaken,          paid),
    on(ln.RefundPaid,            paid),
    on(ln.PaymentReversed,       paid),
    on(ln.PaymentMoved,          payment_moved),
    on(ev.PayeeNamed,            payee_named),
    on(ev.InvoiceNoted,          invoiced),
    on(ev.InvoiceWithdrawn,      invoice_withdrawn),
    on(ev.PostingForbidden,      posting_forbidden),
    on(ev.PostingAllowed,        posting_allowed),
    on(ev.PostingOverridden,     overridden),
    on(ev.CreditLimitSet,        limit_set),
    on(ev.RoutingAgreed,         routing_agreed),
    on(ev.RoutingEnded,          routing_ended),
    on(ev.FixedChargeAdded,      fixed_added),
    on(ev.FixedChargeEnded,      fixed_ended),
    on(ev.FolioPutOnAccount,     on_account),
    on(ev.FolioClosed,           ended_or_begun_again),
    on(ev.FolioReopened,         ended_or_begun_again),
)
# fmt: on
