"""How a guest pays for a use in Front Desk, or gets money back, and what is noted of it.

Deposits are set off first, on every open bill of the stay; what is left of them is given back, and
what is still owed is paid, in one way for all of it.
"""

from collections.abc import Iterator
from typing import Final

from axentra_core.deposits import DepositApplied, DepositReturned
from axentra_core.documents import DocumentIssued
from axentra_core.folio import (
    CloseFolio,
    Folio,
    FolioStatus,
    Payment,
    PaymentMethod,
)
from axentra_core.folio.model import NO_MONEY
from axentra_core.hotel import verbs
from axentra_core.hotel.applications import apply_where_owed, guest_windows, held_for
from axentra_core.hotel.deposits import return_deposit
from axentra_core.hotel.settlement import pay_refund, take_payment
from axentra_core.hotel.taxes import AHEAD
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, negate, total
from axentra_core.kernel.rounding import round_cash
from axentra_core.meters import NoteReceipt, Paid, Receipt
from axentra_core.stays import Stay

SETTLED: Final = "settled in Front Desk"


def set_off_the_deposits(unit: Unit, stay: str, method: PaymentMethod | None) -> None:
    """Pay with what is held for a stay (seed: *depositum*); give the rest back where told how.

    A deposit of other money is left as it is, for somebody has to decide what it is worth.
    """
    bills = open_bills(unit, stay)
    for deposit in held_for(unit, stay):
        for bill in bills:
            apply_where_owed(unit, unit.need("deposit", deposit.id), bill)
        is_own = deposit.currency == unit.property.currency
        if method is not None and is_own and unit.need("deposit", deposit.id).held:
            return_deposit(unit, verbs.ReturnDeposit(deposit.id, method, SETTLED))


def pay_the_rest(unit: Unit, stay_id: str, method: PaymentMethod) -> None:
    """Take what the guest still owes, and give back what was paid too much.

    What was paid ahead for nights that are still to come is not too much.
    """
    stay: Stay = unit.need("stay", stay_id)
    is_all_charged = stay.status not in AHEAD or not stay.unposted
    for bill in open_bills(unit, stay_id):
        folio: Folio = unit.need("folio", bill)
        for window in guest_windows(unit, folio, stay_id):
            owed = window.owed
            if owed > ZERO:
                _take(unit, folio, window.number, method)
            elif owed < ZERO and is_all_charged:
                back = Money(negate(owed), folio.currency)
                pay_refund(unit, verbs.PayRefund(bill, method, back, window=window.number))


def _take(unit: Unit, folio: Folio, window: int, method: PaymentMethod) -> None:
    """Take what a window owes; in cash, what coins can pay of it."""
    owed, step = folio.window(window).owed, unit.property.folio.cash_step
    if method is PaymentMethod.CASH and step is not None:
        owed, _ = round_cash(owed, step)
    if owed:
        amount = Money(owed, folio.currency)
        take_payment(unit, verbs.TakePayment(folio.id, method, amount, window=window))


def open_bills(unit: Unit, stay: str) -> list[str]:
    """Return the bills of a stay that are open, its own first, then late ones."""
    late = (one for _, one in unit.find("folio.stay", stay))
    # What this verb has opened is not found yet.
    new = (one.id for one in unit.known("folio") if one.stay == stay)
    found = dict.fromkeys((stay, *late, *new))
    return [one for one in found if unit.need("folio", one).status is FolioStatus.OPEN]


def end_bills_that_are_paid(unit: Unit, stay: str) -> None:
    """Close the bills that the guest had left open, once nothing is owed on either side."""
    for bill in open_bills(unit, stay):
        folio: Folio = unit.need("folio", bill)
        if folio.receivable is not None and folio.is_even:
            unit.act(CloseFolio(bill))


def note_what_was_done(unit: Unit, stay: str, *, is_shown: bool) -> None:
    """Note payments and documents of a settlement, for the page that is shown after it."""
    receipt = Receipt(
        unit.context.business_date,
        tuple(_paid(unit)),
        total(one.amount for one in unit.events if isinstance(one, DepositApplied)),
        tuple(one.document for one in unit.events if isinstance(one, DocumentIssued)),
        is_shown,
    )
    unit.act(NoteReceipt(stay, receipt))


def _paid(unit: Unit) -> Iterator[Paid]:
    """Yield the money that has moved in this unit, in order."""
    for one in unit.events:
        if isinstance(one, DepositReturned):
            yield Paid(one.method, negate(one.amount), one.deposit)
        elif isinstance(one, Payment) and one.method not in NO_MONEY:
            yield Paid(one.method.value, one.received, one.reference)
