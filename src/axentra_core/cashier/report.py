"""The shift as a document: every entry and total in order, nothing formatted."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import attrs

from axentra_core.cashier.events import (
    CashDropped,
    CashExchanged,
    CashierShiftClosed,
    CashierShiftOpened,
    CashPaidOut,
    CountCorrected,
    Entry,
    EntryReversed,
    FloatAdded,
    PaymentReceived,
    RefundGiven,
)
from axentra_core.cashier.model import CashierShiftStatus, Takings, Tender
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.numbers import add, negate, subtract, total

Standing = FloatAdded | PaymentReceived | RefundGiven | CashPaidOut | CashDropped | CashExchanged
Paid = PaymentReceived | RefundGiven
Counts = CashierShiftClosed | CountCorrected


@attrs.frozen
class CashReport:
    """The cash of one currency over a whole shift.

    Attributes:
        currency: ISO 4217 code of all amounts.
        floated: change the shift was given.
        received: payments.
        refunded: payments given back.
        paid_out: given for the guest or the house.
        exchanged: what exchanges brought in less what they took out.
        dropped: brought to the safe.
        expected: float and what came in, less what went out.
        counted: what was there at the close; None while the shift is open.
        over_short: what was there too much, below zero what was missing; None while it is open.
    """

    currency: str
    floated: Decimal
    received: Decimal
    refunded: Decimal
    paid_out: Decimal
    exchanged: Decimal
    dropped: Decimal
    expected: Decimal
    counted: Decimal | None
    over_short: Decimal | None


@attrs.frozen
class ShiftReport:
    """A shift as it stands; before the close it tells what a cashier should not know yet.

    Attributes:
        cashier_shift: its id.
        cashier: whose it is.
        drawer: code of the drawer, where the house has several.
        opened_on: business date of the opening.
        closed_on: business date of the close; None while the shift is open.
        status: open or closed.
        entries: everything that moved money, as it was entered, with what was taken back.
        cash: by currency in order of appearance.
        takings: everything else, by tender and currency in order of appearance.
        corrections: later counts in order, each with its reason; the last one holds.
    """

    cashier_shift: str
    cashier: str
    drawer: str | None
    opened_on: date
    closed_on: date | None
    status: CashierShiftStatus
    entries: tuple[Entry, ...]
    cash: tuple[CashReport, ...]
    takings: tuple[Takings, ...]
    corrections: tuple[CountCorrected, ...]


def shift_report(events: Iterable[object]) -> ShiftReport:
    """Return the report that the events of one shift add up to.

    Everything is summed anew from the entries that still stand, apart from the running totals of
    the state and from the expected amounts that the close has recorded.

    Raises:
        NotFound: ``record.not_found`` when there is no event.
    """
    history = list(events)
    if not history or not isinstance(opening := history[0], CashierShiftOpened):
        raise NotFound("record.not_found", kind="cashier shift", id="without events")
    entries = tuple(event for event in history if isinstance(event, Entry))
    closes = [event for event in history if isinstance(event, CashierShiftClosed)]
    corrections = tuple(event for event in history if isinstance(event, CountCorrected))
    counts = [event.counts for event in history if isinstance(event, Counts)]
    counted = {count.currency: count.counted for last in counts[-1:] for count in last}
    standing = _standing(entries)
    currencies = dict.fromkeys([*_cash_currencies(entries), *counted])
    return ShiftReport(
        cashier_shift=opening.cashier_shift,
        cashier=opening.cashier,
        drawer=opening.drawer,
        opened_on=opening.business_date,
        closed_on=closes[0].business_date if closes else None,
        status=CashierShiftStatus.CLOSED if closes else CashierShiftStatus.OPEN,
        entries=entries,
        cash=tuple(_cash(standing, currency, counted.get(currency)) for currency in currencies),
        takings=_takings(entries, standing),
        corrections=corrections,
    )


def _standing(entries: Iterable[Entry]) -> list[Standing]:
    """Return the entries without those that were taken back and those that took them back."""
    taken_back = {entry.reverses for entry in entries if isinstance(entry, EntryReversed)}
    return [
        entry
        for entry in entries
        if not isinstance(entry, EntryReversed) and entry.entry not in taken_back
    ]


def _cash_currencies(entries: Iterable[Entry]) -> list[str]:
    seen: list[str] = []
    for entry in entries:
        if isinstance(entry, CashExchanged):
            seen += [entry.received_currency, entry.given_currency]
        elif isinstance(entry, FloatAdded | CashPaidOut | CashDropped) or (
            isinstance(entry, Paid) and entry.method is Tender.CASH
        ):
            seen.append(entry.currency)
    return seen


def _cash(standing: list[Standing], currency: str, counted: Decimal | None) -> CashReport:
    def of(kind: type[FloatAdded | CashPaidOut | CashDropped]) -> Decimal:
        return total(
            entry.amount
            for entry in standing
            if isinstance(entry, kind) and entry.currency == currency
        )

    floated, paid_out, dropped = of(FloatAdded), of(CashPaidOut), of(CashDropped)
    received = _paid(standing, PaymentReceived, Tender.CASH, currency)
    refunded = _paid(standing, RefundGiven, Tender.CASH, currency)
    exchanged = total(_exchanged(standing, currency))
    expected = subtract(
        add(add(floated, received), exchanged), add(add(refunded, paid_out), dropped)
    )
    return CashReport(
        currency,
        floated,
        received,
        refunded,
        paid_out,
        exchanged,
        dropped,
        expected,
        counted,
        None if counted is None else subtract(counted, expected),
    )


def _paid(standing: list[Standing], kind: type[Paid], tender: Tender, currency: str) -> Decimal:
    return total(
        entry.amount
        for entry in standing
        if isinstance(entry, kind) and entry.method is tender and entry.currency == currency
    )


def _exchanged(standing: list[Standing], currency: str) -> Iterable[Decimal]:
    for entry in standing:
        if isinstance(entry, CashExchanged):
            if entry.received_currency == currency:
                yield entry.received
            if entry.given_currency == currency:
                yield negate(entry.given)


def _takings(entries: tuple[Entry, ...], standing: list[Standing]) -> tuple[Takings, ...]:
    seen = dict.fromkeys(
        (entry.method, entry.currency)
        for entry in entries
        if isinstance(entry, Paid) and entry.method is not Tender.CASH
    )
    return tuple(
        Takings(
            tender,
            currency,
            _paid(standing, PaymentReceived, tender, currency),
            _paid(standing, RefundGiven, tender, currency),
        )
        for tender, currency in seen
    )
