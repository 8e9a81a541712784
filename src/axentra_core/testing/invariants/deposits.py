"""Deposits: what came in is held, on bills, kept or returned; what is held is no revenue."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from axentra_core.codec import Entry
from axentra_core.deposits import Deposit, DepositKept, Movement
from axentra_core.folio import ChargePosted, PaymentMethod, PaymentReversed, PaymentTaken
from axentra_core.kernel.numbers import ZERO, add, negate
from axentra_core.testing.invariants.records import Records
from axentra_core.testing.invariants.sums import Sums

OF_DEPOSITS = "deposit:"


@attrs.define
class PaidAhead:
    """What the log tells of deposits and of bills they have paid, reckoned apart from the states.

    Attributes:
        held: what is held, by deposit.
        on_bills: what stands on all bills as paid with it, by deposit.
    """

    held: dict[str, Decimal] = attrs.Factory(dict)
    on_bills: dict[str, Decimal] = attrs.Factory(dict)

    def follow(self, entry: Entry, records: Records) -> Iterator[str]:
        """Take the events of a commit down, and yield what is revenue or has paid by mistake."""
        kept: Sums[str] = Sums()
        paid_with: dict[str, None] = {}
        for place, event in enumerate(entry.events):
            if isinstance(event, DepositKept):
                kept.put(records.place_of(entry, place), event.amount)
            elif isinstance(event, ChargePosted) and event.source.startswith(OF_DEPOSITS):
                kept.put(event.source, negate(event.quote.total))
            if isinstance(event, Movement):
                held = self.held.get(event.deposit, ZERO)
                self.held[event.deposit] = add(held, event.change)
            elif (
                isinstance(event, PaymentTaken | PaymentReversed)
                and event.method is PaymentMethod.DEPOSIT
                and event.reference is not None
            ):
                paid = self.on_bills.get(event.reference, ZERO)
                self.on_bills[event.reference] = add(paid, event.received)
                paid_with[event.reference] = None
        for source, amount in kept.items():
            if amount:
                yield f"{source} has kept {amount} more than it has charged"
        yield from self.check(records.get("deposit", deposit) for deposit in paid_with)

    def check(self, deposits: Iterable[Deposit]) -> Iterator[str]:
        """Yield deposits that hold something else, or have paid something else, than they say."""
        for deposit in deposits:
            if deposit.held < 0:
                yield f"deposit {deposit.id} holds {deposit.held}"
            if deposit.held != (held := self.held.get(deposit.id, ZERO)):
                yield f"deposit {deposit.id} holds {deposit.held}, its entries {held}"
            used, paid = add(deposit.applied, deposit.kept), self.on_bills.get(deposit.id, ZERO)
            if used != paid:
                yield f"deposit {deposit.id} has used {used}, and paid {paid} on bills"
