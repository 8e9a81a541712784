"""What the entries of an account add up to, summed anew and apart from the running state.

It also knows what the state has left behind: items that are settled, and payments.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from axentra_core.city_ledger import events as ev
from axentra_core.city_ledger.model import Allocated, OpenItem, Reminder
from axentra_core.kernel.numbers import ZERO, add, negate, subtract, total

# What moves the balance of an account; each has its `change`.
Movement = (
    ev.AccountDebited
    | ev.ItemTakenOver
    | ev.PaymentReceived
    | ev.PaymentReversed
    | ev.ItemCredited
    | ev.ItemWrittenOff
    | ev.CreditRefunded
)


@attrs.frozen
class Payment:
    """A payment, and what became of it.

    Attributes:
        id: as it was received.
        amount: what came in.
        method: how it was paid.
        received_on: business date.
        allocated: what was settled with it, in order.
        refunded: what of it was given back.
        reversed_on: business date on which it was taken back; None while it stands.
    """

    id: str
    amount: Decimal
    method: str
    received_on: date
    allocated: tuple[Allocated, ...]
    refunded: Decimal = ZERO
    reversed_on: date | None = None

    @property
    def credit(self) -> Decimal:
        """What of it nothing was settled with; nothing once it was taken back."""
        if self.reversed_on is not None:
            return ZERO
        settled = total(part.amount for part in self.allocated)
        return subtract(self.amount, add(settled, self.refunded))


@attrs.frozen
class Ledger:
    """Every item and payment an account has had.

    Attributes:
        items: by number, settled ones too.
        payments: by id, reversed ones too.
        balance: plain sum of all movements.
    """

    items: Mapping[int, OpenItem]
    payments: Mapping[str, Payment]
    balance: Decimal

    @property
    def open_items(self) -> tuple[OpenItem, ...]:
        """Those on which something is open, by number."""
        return tuple(self.items[number] for number in sorted(self.items) if self.items[number].open)

    @property
    def credit(self) -> Decimal:
        """What of all payments nothing was settled with."""
        return total(payment.credit for payment in self.payments.values())


class _Books:
    """What `ledger` writes into."""

    def __init__(self) -> None:
        self.items: dict[int, OpenItem] = {}
        self.payments: dict[str, Payment] = {}

    def settle(self, number: int, amount: Decimal) -> None:
        item = self.items[number]
        self.items[number] = attrs.evolve(item, open=subtract(item.open, amount))

    def debited(self, event: ev.AccountDebited | ev.ItemTakenOver) -> None:
        self.items[event.item] = event.opened

    def invoiced(self, event: ev.InvoiceNumbered) -> None:
        self.items[event.item] = attrs.evolve(
            self.items[event.item], invoice=event.invoice, invoiced_on=event.on, due=event.due
        )

    def reminded(self, event: ev.ItemReminded) -> None:
        item = self.items[event.item]
        reminder = Reminder(event.step, event.business_date)
        self.items[event.item] = attrs.evolve(item, reminders=(*item.reminders, reminder))

    def received(self, event: ev.PaymentReceived) -> None:
        self.payments[event.payment] = Payment(
            event.payment, event.amount, event.method, event.business_date, ()
        )
        self.allocated(event)

    def allocated(self, event: ev.PaymentReceived | ev.CreditAllocated) -> None:
        for part in event.allocations:
            self.settle(part.item, part.amount)
            paid = self.payments[part.payment]
            self.payments[part.payment] = attrs.evolve(paid, allocated=(*paid.allocated, part))

    def refunded(self, event: ev.CreditRefunded) -> None:
        for part in event.credits:
            paid = self.payments[part.payment]
            refunded = add(paid.refunded, part.amount)
            self.payments[part.payment] = attrs.evolve(paid, refunded=refunded)

    def reversed(self, event: ev.PaymentReversed) -> None:
        paid = self.payments[event.payment]
        for part in paid.allocated:
            self.settle(part.item, negate(part.amount))
        if event.returned is not None:
            self.items[event.returned.number] = event.returned
        self.payments[event.payment] = attrs.evolve(paid, reversed_on=event.business_date)

    def lowered(self, event: ev.ItemCredited | ev.ItemWrittenOff) -> None:
        self.settle(event.item, event.amount)


# fmt: off
_WRITES: Final[Mapping[type, Callable[[_Books, Any], None]]] = {
    ev.AccountDebited:   _Books.debited,
    ev.ItemTakenOver:    _Books.debited,
    ev.InvoiceNumbered:  _Books.invoiced,
    ev.ItemReminded:     _Books.reminded,
    ev.PaymentReceived:  _Books.received,
    ev.CreditAllocated:  _Books.allocated,
    ev.CreditRefunded:   _Books.refunded,
    ev.PaymentReversed:  _Books.reversed,
    ev.ItemCredited:     _Books.lowered,
    ev.ItemWrittenOff:   _Books.lowered,
}
# fmt: on


def ledger(events: Iterable[Any]) -> Ledger:
    """Return every item and payment of one account from its events, in order.

    Events that touch neither are passed over.
    """
    books = _Books()
    changes = []
    for event in events:
        if (write := _WRITES.get(type(event))) is not None:
            write(books, event)
        if isinstance(event, Movement):
            changes.append(event.change)
    return Ledger(books.items, books.payments, total(changes))
