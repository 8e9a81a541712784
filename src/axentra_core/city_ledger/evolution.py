"""What an event changes in a company's account."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from axentra_core.city_ledger import events as ev
from axentra_core.city_ledger.ledger import Movement
from axentra_core.city_ledger.lifecycle import ACCOUNT
from axentra_core.city_ledger.model import Account, Allocated, Credit, OpenItem, Reminder
from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.numbers import ZERO, add, subtract, total

# What only touches items, and leaves the balance as it is.
Remark = ev.InvoiceNumbered | ev.ItemReminded | ev.CreditAllocated


def opened(event: ev.AccountOpened) -> Account:
    """Return an account on which nothing is owed."""
    return Account(
        id=event.account,
        name=event.name,
        address=event.address,
        mail=event.mail,
        tax_id=event.tax_id,
        currency=event.currency,
        unit=event.unit,
        credit_limit=event.credit_limit,
        terms_days=event.terms_days,
        statement_mode=event.statement_mode,
        status=ACCOUNT.start,
        balance=ZERO,
        items=(),
        credits=(),
        numbered=0,
        entries=Journal(),
    )


def changed(account: Account, event: ev.AccountChanged) -> Account:
    """Return the account with what is agreed from now on; its items keep their days."""
    return attrs.evolve(
        account,
        status=ACCOUNT.after(account.status, ev.AccountChanged),
        name=event.name,
        address=event.address,
        mail=event.mail,
        tax_id=event.tax_id,
        credit_limit=event.credit_limit,
        terms_days=event.terms_days,
        statement_mode=event.statement_mode,
    )


def moved_on(
    account: Account, event: ev.AccountBlocked | ev.AccountUnblocked | ev.AccountClosed
) -> Account:
    """Return the account in its next status, with the reason when it is blocked."""
    reason = event.reason if isinstance(event, ev.AccountBlocked) else None
    status = ACCOUNT.after(account.status, type(event))
    return attrs.evolve(account, status=status, blocked_for=reason)


def debited(account: Account, event: ev.AccountDebited | ev.ItemTakenOver) -> Account:
    """Return the account with one item more."""
    items = (*account.items, event.opened)
    return attrs.evolve(_moved(account, event), items=items, numbered=event.item)


def received(account: Account, event: ev.PaymentReceived) -> Account:
    """Return the account with its items settled, and the rest as credit."""
    rest = subtract(event.amount, total(part.amount for part in event.allocations))
    more = (Credit(event.payment, rest),) if rest else ()
    return attrs.evolve(
        _moved(account, event),
        items=_settled(account.items, event.allocations),
        credits=(*account.credits, *more),
    )


def allocated(account: Account, event: ev.CreditAllocated) -> Account:
    """Return the account with items settled from its credit."""
    used = (Credit(part.payment, part.amount) for part in event.allocations)
    return attrs.evolve(
        _noted(account, event),
        items=_settled(account.items, event.allocations),
        credits=_used(account.credits, used),
    )


def refunded(account: Account, event: ev.CreditRefunded) -> Account:
    """Return the account with less credit."""
    credits_ = _used(account.credits, event.credits)
    return attrs.evolve(_moved(account, event), credits=credits_)


def taken_back(account: Account, event: ev.PaymentReversed) -> Account:
    """Return the account without a payment: what it had settled is open, its credit is gone."""
    returned = () if event.returned is None else (event.returned,)
    items = {item.number: item for item in (*account.items, *event.reopened, *returned)}
    return attrs.evolve(
        _moved(account, event),
        items=tuple(items[number] for number in sorted(items)),
        credits=tuple(one for one in account.credits if one.payment != event.payment),
        numbered=max(account.numbered, *(item.number for item in returned), 0),
    )


def lowered(account: Account, event: ev.ItemCredited | ev.ItemWrittenOff) -> Account:
    """Return the account with less open on an item."""
    items = _less(account.items, {event.item: event.amount})
    return attrs.evolve(_moved(account, event), items=items)


def invoiced(account: Account, event: ev.InvoiceNumbered) -> Account:
    """Return the account with an item on an invoice, due by that invoice."""
    return attrs.evolve(
        _noted(account, event),
        items=tuple(
            attrs.evolve(item, invoice=event.invoice, invoiced_on=event.on, due=event.due)
            if item.number == event.item
            else item
            for item in account.items
        ),
    )


def reminded(account: Account, event: ev.ItemReminded) -> Account:
    """Return the account with one reminder more on an item."""
    reminder = Reminder(event.step, event.business_date)
    return attrs.evolve(
        _noted(account, event),
        items=tuple(
            attrs.evolve(item, reminders=(*item.reminders, reminder))
            if item.number == event.item
            else item
            for item in account.items
        ),
    )


def _noted(account: Account, event: Movement | Remark) -> Account:
    status = ACCOUNT.after(account.status, type(event))
    return attrs.evolve(account, status=status, entries=account.entries.append(event))


def _moved(account: Account, event: Movement) -> Account:
    return attrs.evolve(_noted(account, event), balance=add(account.balance, event.change))


def _settled(items: tuple[OpenItem, ...], parts: Iterable[Allocated]) -> tuple[OpenItem, ...]:
    amounts: dict[int, Decimal] = {}
    for part in parts:
        amounts[part.item] = add(amounts.get(part.item, ZERO), part.amount)
    return _less(items, amounts)


def _less(items: tuple[OpenItem, ...], amounts: dict[int, Decimal]) -> tuple[OpenItem, ...]:
    """Return items with less open; one that is settled leaves the state."""
    left = (
        attrs.evolve(item, open=subtract(item.open, amounts[item.number]))
        if item.number in amounts
        else item
        for item in items
    )
    return tuple(item for item in left if item.open)


def _used(credits_: tuple[Credit, ...], parts: Iterable[Credit]) -> tuple[Credit, ...]:
    used: dict[str, Decimal] = {}
    for part in parts:
        used[part.payment] = add(used.get(part.payment, ZERO), part.amount)
    left = (
        attrs.evolve(credit, amount=subtract(credit.amount, used[credit.payment]))
        if credit.payment in used
        else credit
        for credit in credits_
    )
    return tuple(credit for credit in left if credit.amount)


# fmt: off
EVOLVE = evolutions(
    begins(ev.AccountOpened,   opened),
    on(ev.AccountChanged,      changed),
    on(ev.AccountBlocked,      moved_on),
    on(ev.AccountUnblocked,    moved_on),
    on(ev.AccountDebited,      debited),
    on(ev.ItemTakenOver,       debited),
    on(ev.InvoiceNumbered,     invoiced),
    on(ev.PaymentReceived,     received),
    on(ev.CreditAllocated,     allocated),
    on(ev.PaymentReversed,     taken_back),
    on(ev.ItemCredited,        lowered),
    on(ev.ItemWrittenOff,      lowered),
    on(ev.ItemReminded,        reminded),
    on(ev.CreditRefunded,      refunded),
    on(ev.AccountClosed,       moved_on),
)
# fmt: on
