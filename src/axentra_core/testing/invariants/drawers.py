"""Drawers: what should be in them, and that all money at the cash desk is noted there once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

import attrs

from axentra_core import city_ledger, deposits, folio
from axentra_core.cashier import (
    CashDropped,
    CashExchanged,
    CashierShift,
    CashierShiftClosed,
    CashierShiftOpened,
    CashPaidOut,
    EntryReversed,
    FloatAdded,
    PaymentReceived,
    RefundGiven,
    Tender,
)
from axentra_core.cashier.events import Entry as CashEntry
from axentra_core.codec import Entry
from axentra_core.folio import ChargePosted
from axentra_core.kernel.numbers import ZERO, negate
from axentra_core.testing.invariants.records import Records
from axentra_core.testing.invariants.sums import Sums, standing

Cash = dict[str, Decimal]
INSIDE = frozenset({"staff", "system"})
# What a company owes instead was never at the cash desk.
PASSES = frozenset(Tender) - {Tender.DIRECT_BILL}
THROUGH_A_GATEWAY = "payment:"


@attrs.frozen
class Money:
    """Money that came in or went out: for what, how, and how much."""

    source: str
    method: str
    amount: Decimal
    currency: str


@attrs.define
class Drawers:
    """What the log tells of drawers, reckoned apart from the states.

    Attributes:
        cash: what should be in a drawer, by shift and currency.
        entries: what each entry has moved, by shift.
        open: the open shift of a cashier.
        noted: what was noted of payments through a gateway.
    """

    cash: dict[str, Sums[str]] = attrs.Factory(dict)
    entries: dict[str, list[Cash]] = attrs.Factory(dict)
    open: dict[str, str] = attrs.Factory(dict)
    noted: set[tuple[type, str]] = attrs.Factory(set)

    def follow(self, entry: Entry, records: Records) -> Iterator[str]:
        """Take the events of a commit down, and yield money that is noted never, or twice."""
        actor = entry.actor
        shift = self.open.get(actor.id) if actor.kind in INSIDE else None
        expected = Counter(_moved(entry, records)) if shift else Counter[Money]()
        notes: Counter[Money] = Counter()
        for event in entry.events:
            if isinstance(event, CashierShiftOpened):
                self.open[event.cashier] = event.cashier_shift
            elif isinstance(event, CashierShiftClosed):
                yield from self._closed(event)
            elif isinstance(event, CashEntry):
                yield from self._entered(event)
                yield from self._of_guests(event, entry)
                if isinstance(event, PaymentReceived | RefundGiven):
                    if event.source.startswith(THROUGH_A_GATEWAY):
                        yield from self._once(event)
                    else:
                        notes[_noted(event)] += 1
                        if event.cashier_shift != shift:
                            yield f"{event.source} is noted in {event.cashier_shift}, not {shift}"
        for money, times in (expected - notes).items():
            yield f"{money} is not in shift {shift}, {times} times"
        for money, times in (notes - expected).items():
            yield f"{money} is in shift {shift} and nowhere else, {times} times"

    def _entered(self, event: CashEntry) -> Iterator[str]:
        shift = event.cashier_shift
        cash, entries = self.cash.setdefault(shift, Sums()), self.entries.setdefault(shift, [])
        if event.entry != len(entries) + 1:
            yield f"entry {event.entry} of shift {shift} follows on {len(entries)}"
        if isinstance(event, EntryReversed):
            before = entries[event.reverses - 1]
            moved = {currency: negate(amount) for currency, amount in before.items()}
        else:
            moved = _cash(event)
        entries.append(moved)
        for currency, amount in moved.items():
            cash.put(currency, amount)
            if cash.of(currency) < 0:
                yield f"drawer {shift} has {cash.of(currency)} {currency}"

    def _closed(self, event: CashierShiftClosed) -> Iterator[str]:
        self.open = {one: shift for one, shift in self.open.items() if shift != event.cashier_shift}
        cash = self.cash.get(event.cashier_shift, Sums())
        expected = {count.currency: count.expected for count in event.counts}
        if standing(expected) != standing(cash):
            yield f"shift {event.cashier_shift} is closed with {expected}, its entries {cash}"

    def _once(self, event: PaymentReceived | RefundGiven) -> Iterator[str]:
        if (note := (type(event), event.source)) in self.noted:
            yield f"{event.source} is in shift {event.cashier_shift} again"
        self.noted.add(note)

    @staticmethod
    def _of_guests(event: CashEntry, entry: Entry) -> Iterator[str]:
        """Yield what was paid out for a guest and stands on no bill."""
        if isinstance(event, CashPaidOut) and event.source is not None:
            charges = [
                one.quote.total
                for one in entry.events
                if isinstance(one, ChargePosted) and f"folio:{one.folio}:{one.line}" == event.source
            ]
            if charges != [event.amount]:
                yield f"{event.amount} was paid out for {event.source}, which has {charges}"

    def check(self, shifts: Iterable[CashierShift]) -> Iterator[str]:
        """Yield shifts that expect something else than their entries have brought."""
        for shift in shifts:
            cash = self.cash.get(shift.id, Sums())
            expected = {drawer.currency: drawer.expected for drawer in shift.drawers}
            if standing(expected) != standing(cash):
                yield f"shift {shift.id} expects {expected}, its entries {cash}"


def _noted(event: PaymentReceived | RefundGiven) -> Money:
    sign = negate(event.amount) if isinstance(event, RefundGiven) else event.amount
    return Money(event.source, event.method.value, sign, event.currency)


def _cash(event: CashEntry) -> Cash:
    """Return what an entry brings into the drawer."""
    match event:
        case FloatAdded():
            return {event.currency: event.amount}
        case CashPaidOut() | CashDropped():
            return {event.currency: negate(event.amount)}
        case CashExchanged():
            given = {event.given_currency: negate(event.given)}
            return {**given, event.received_currency: event.received}
        case PaymentReceived() | RefundGiven() if event.method is Tender.CASH:
            money = _noted(event)
            return {money.currency: money.amount}
        case _:
            return {}


# Money of deposits and companies, and whether it comes in; what settles bills is known by its line.
COMES_IN: Final[Mapping[type, bool]] = {
    deposits.DepositReceived: True,
    deposits.DepositReturned: False,
    city_ledger.PaymentReceived: True,
    city_ledger.PaymentReversed: False,
    city_ledger.CreditRefunded: False,
}


def _moved(entry: Entry, records: Records) -> Iterator[Money]:
    """Yield the money that passes the cash desk by a commit, but for what a gateway moves."""
    parts: Sums[tuple[str, str, str]] = Sums()
    for place, event in enumerate(entry.events):
        if isinstance(event, folio.Payment):
            line = event.reverses if isinstance(event, folio.PaymentReversed) else event.line
            source, amount = f"folio:{event.folio}:{line}", event.received
            if records.get("payment", event.reference or "") is not None:
                continue
        elif (comes_in := COMES_IN.get(type(event))) is not None:
            source = records.place_of(entry, place)
            amount = event.amount if comes_in else negate(event.amount)
        else:
            continue
        if event.method in PASSES:
            parts.put((source, str(event.method), event.currency), amount)
    for (source, method, currency), amount in parts.items():
        if amount != ZERO:
            yield Money(source, method, amount, currency)
