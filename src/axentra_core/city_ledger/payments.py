"""What becomes of a company's money: it settles items, is credit, is given or taken back."""

from collections.abc import Sequence
from decimal import Decimal

import attrs

from axentra_core.city_ledger import events as ev
from axentra_core.city_ledger import messages as msg
from axentra_core.city_ledger.allocation import Share, from_credits, oldest_first
from axentra_core.city_ledger.ledger import Payment, ledger
from axentra_core.city_ledger.model import Account, Allocated, Allocation, Credit, OpenItem
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import add, subtract


def receive_payment(
    account: Account, command: msg.ReceivePayment, context: Context
) -> list[ev.PaymentReceived]:
    """Settle items with money received; the rest is credit."""
    amount = account.in_steps(command.amount)
    return [
        ev.PaymentReceived(
            account.id,
            command.payment,
            amount,
            account.currency,
            command.method,
            tuple(
                Allocated(command.payment, item, part)
                for item, part in _spread(account, command.allocations, amount)
            ),
            context.business_date,
        )
    ]


def allocate_credit(
    account: Account, command: msg.AllocateCredit, context: Context
) -> list[ev.CreditAllocated]:
    """Settle items with credit; nothing happens when none is named."""
    shares = _spread(account, command.allocations, account.credit)
    parts = tuple(from_credits(account.credits, shares))
    return [ev.CreditAllocated(account.id, parts, context.business_date)] if parts else []


def _spread(
    account: Account, allocations: Sequence[Allocation] | None, amount: Decimal
) -> list[Share]:
    if allocations is None:
        return oldest_first(account.items, amount)
    return [(one.item, account.in_steps(one.amount)) for one in allocations]


def reverse_payment(
    account: Account, command: msg.ReversePayment, context: Context
) -> list[ev.PaymentReversed]:
    """Open again what a payment had settled, each item as old as it is."""
    books = ledger(account.entries)
    payment = books.payments[command.payment]
    reopened: dict[int, OpenItem] = {}
    for part in payment.allocated:
        item = reopened.get(part.item) or books.items[part.item]
        reopened[part.item] = attrs.evolve(item, open=add(item.open, part.amount))
    return [
        ev.PaymentReversed(
            account.id,
            payment.id,
            payment.amount,
            account.currency,
            payment.method,
            tuple(reopened[number] for number in sorted(reopened)),
            _returned(account, payment, command.reason, context) if payment.refunded else None,
            command.reason,
            context.business_date,
        )
    ]


def _returned(account: Account, payment: Payment, reason: str, context: Context) -> OpenItem:
    """Return the item for money that was given back and then had never come in."""
    return OpenItem(
        account.numbered + 1,
        f"payment:{payment.id}",
        reason,
        payment.refunded,
        payment.refunded,
        context.business_date,
        context.business_date,
    )


def refund_credit(
    account: Account, command: msg.RefundCredit, context: Context
) -> list[ev.CreditRefunded]:
    """Give credit back, the oldest first."""
    amount = account.in_steps(command.amount)
    left, parts = amount, []
    for credit in account.credits:
        if taken := min(left, credit.amount):
            parts.append(Credit(credit.payment, taken))
            left = subtract(left, taken)
    return [
        ev.CreditRefunded(
            account.id,
            amount,
            account.currency,
            command.method,
            tuple(parts),
            context.business_date,
        )
    ]
