"""Companies' accounts: what they owe is open on items, and is what their guests were let off."""

from collections.abc import Iterable, Iterator

import attrs

from axentra_core.city_ledger import (
    Account,
    AccountDebited,
    ItemCredited,
    ItemTakenOver,
    Movement,
    PaymentReceived,
    ledger,
)
from axentra_core.codec import Entry
from axentra_core.folio import PaymentMethod, PaymentReversed, PaymentTaken
from axentra_core.hotel.corrected_bills import CREDITED
from axentra_core.kernel.numbers import subtract
from axentra_core.testing.invariants.sums import Sums

# The account, the currency, and the line of a bill that was settled by owing it there.
Bill = tuple[str, str, str]


@attrs.define
class CityLedger:
    """What the log tells of accounts and of bills settled by them, apart from the states.

    Attributes:
        balances: sum of all movements, by account.
        sources: what an item was transferred from, by account and number.
        billed: direct bills that stand on bills of guests.
        owed: what accounts were debited for them, less what was credited as they were taken back.
    """

    balances: Sums[str] = attrs.Factory(Sums)
    sources: dict[tuple[str, int], str] = attrs.Factory(dict)
    billed: Sums[Bill] = attrs.Factory(Sums)
    owed: Sums[Bill] = attrs.Factory(Sums)

    def follow(self, entry: Entry) -> Iterator[str]:
        """Take the events of a commit down, and yield what stands on one side alone."""
        taken_back: dict[tuple[str, int], str] = {}
        touched: dict[Bill, None] = {}
        for event in entry.events:
            if isinstance(event, PaymentTaken | PaymentReversed):
                if event.method is not PaymentMethod.DIRECT_BILL:
                    continue
                line = event.reverses if isinstance(event, PaymentReversed) else event.line
                source, account = f"folio:{event.folio}:{line}", event.reference or "nobody"
                bill = (account, event.currency, source)
                self.billed.put(bill, event.received)
                touched[bill] = None
                if isinstance(event, PaymentReversed):
                    taken_back[account, line] = source
            elif isinstance(event, Movement):
                self.balances.put(event.account, event.change)
                if isinstance(event, AccountDebited | ItemTakenOver):
                    self.sources[event.account, event.item] = event.source
                if (settled := self._settled_here(event, taken_back)) is not None:
                    self.owed.put(settled, event.change)
                    touched[settled] = None
        for bill in touched:
            yield from self._apart(bill)

    def _settled_here(self, event: Movement, taken_back: dict[tuple[str, int], str]) -> Bill | None:
        """Return the direct bill of which an account owes more or less by a movement."""
        source = None
        if isinstance(event, AccountDebited):
            source = event.source
        elif isinstance(event, ItemCredited):
            of = self.sources.get((event.account, event.item))
            source = of if of in taken_back.values() else None
        elif isinstance(event, PaymentReceived) and event.method == CREDITED:
            line = int(event.payment.rpartition(":")[2])
            source = taken_back.get((event.account, line), event.payment)
        return None if source is None else (event.account, event.currency, source)

    def check(self, accounts: Iterable[Account]) -> Iterator[str]:
        """Yield accounts that owe something else than their movements or their items."""
        for account in accounts:
            moved = self.balances.of(account.id)
            open_ = subtract(account.open, account.credit)
            if not account.balance == moved == open_:
                yield (
                    f"account {account.id} owes {account.balance}, by its movements {moved}, "
                    f"by its items {open_}"
                )

    def check_together(self, accounts: Iterable[Account]) -> Iterator[str]:
        """Yield accounts whose items are not what their entries make, and debts of nobody's bill.

        All that stands on bills as billed directly is what accounts were debited for it.
        """
        for account in accounts:
            books = ledger(account.entries)
            if books.open_items != account.items or books.credit != account.credit:
                yield f"account {account.id} has {account.items}, its entries {books.open_items}"
        for bill in {**self.billed, **self.owed}:
            yield from self._apart(bill)

    def _apart(self, bill: Bill) -> Iterator[str]:
        billed, owed = self.billed.of(bill), self.owed.of(bill)
        if billed != owed:
            account, currency, source = bill
            yield f"{source} bills {account} {billed} {currency}, which owes {owed} for it"
