"""What stands against a payment or a credit: a guard returns the reason, or None."""

from collections.abc import Iterable
from decimal import Decimal

from axentra_core.city_ledger import messages as msg
from axentra_core.city_ledger.events import PaymentReceived
from axentra_core.city_ledger.guards import more_than_open, not_open, other_currency
from axentra_core.city_ledger.ledger import ledger
from axentra_core.city_ledger.model import Account, Allocation
from axentra_core.city_ledger.refusals import CityLedgerRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import total


def payment_new(
    account: Account, command: msg.ReceivePayment, _: Context
) -> CityLedgerRefusal | None:
    """A payment is entered once; a reversed one comes again under another id."""
    if all(
        not isinstance(entry, PaymentReceived) or entry.payment != command.payment
        for entry in account.entries
    ):
        return None
    return CityLedgerRefusal(
        "city_ledger.payment_known", account=account.id, payment=command.payment
    )


def payment_stands(
    account: Account, command: msg.ReversePayment, _: Context
) -> CityLedgerRefusal | None:
    """A payment that is there is taken back once."""
    payment = ledger(account.entries).payments.get(command.payment)
    if payment is None:
        code = "city_ledger.payment_unknown"
    elif payment.reversed_on is not None:
        code = "city_ledger.already_reversed"
    else:
        return None
    return CityLedgerRefusal(code, account=account.id, payment=command.payment)


def payment_covers(
    account: Account, command: msg.ReceivePayment, _: Context
) -> CityLedgerRefusal | None:
    """No more is allocated than was received, nor than is open."""
    return _misallocated(account, command.allocations or (), command.amount.amount)


def credit_covers(
    account: Account, command: msg.AllocateCredit, _: Context
) -> CityLedgerRefusal | None:
    """No more is allocated than there is credit, nor than is open."""
    return _misallocated(account, command.allocations or (), account.credit)


def _misallocated(
    account: Account, allocations: Iterable[Allocation], available: Decimal
) -> CityLedgerRefusal | None:
    seen: set[int] = set()
    wanted = []
    for one in allocations:
        reason = (
            other_currency(account.id, account.currency, one.amount)
            or not_open(account, one.item)
            or more_than_open(account, one.item, one.amount.amount)
        )
        if reason is not None:
            return reason
        if one.item in seen:
            return CityLedgerRefusal("city_ledger.item_twice", account=account.id, item=one.item)
        seen.add(one.item)
        wanted.append(one.amount.amount)
    if (got := total(wanted)) > available:
        return CityLedgerRefusal(
            "city_ledger.more_than_received",
            account=account.id,
            currency=account.currency,
            got=got,
            received=available,
        )
    return None


def has_credit(account: Account, _: Context) -> CityLedgerRefusal | None:
    """Only what was paid too much can be allocated or given back."""
    if account.credits:
        return None
    return CityLedgerRefusal("city_ledger.no_credit", account=account.id)


def has_items(account: Account, _: Context) -> CityLedgerRefusal | None:
    """Credit settles items that are open."""
    return (
        None if account.items else CityLedgerRefusal("city_ledger.nothing_open", account=account.id)
    )


def not_more_than_credit(
    account: Account, command: msg.RefundCredit, _: Context
) -> CityLedgerRefusal | None:
    """No more is given back than was paid too much."""
    if command.amount.amount <= account.credit:
        return None
    return CityLedgerRefusal(
        "city_ledger.refund_too_large",
        account=account.id,
        currency=account.currency,
        credit=account.credit,
        got=command.amount.amount,
    )
