"""How what a guest has used is charged: on the bill of the stay, or on one that follows it.

The amounts are the tariff's own, with its own tax: the transaction code says where they belong, and
its chain of service charge and taxes is not asked.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from axentra_core.deposits import ApplyDeposit, Deposit
from axentra_core.documents import DocumentKind
from axentra_core.folio import (
    ChargePosted,
    Component,
    Folio,
    FolioStatus,
    OpenFolio,
    PaymentMethod,
    PostCharge,
    PutOnAccount,
    Quote,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.bill import LATE_CHARGE, late_bill
from axentra_core.hotel.deposits import return_deposit
from axentra_core.hotel.documents import issue_document
from axentra_core.hotel.settlement import take_payment
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, total
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters import (
    BilledLine,
    ConsumptionInvoiced,
    DifferenceRecorded,
    InvoicedVia,
    InvoiceRegistration,
    NoteDocument,
    Registration,
    SettledByStaff,
    SettledFromReadings,
    Settlement,
)

VAT: Final = "vat"
SETTLED: Final = "settled in Front Desk"
Billed = ConsumptionInvoiced | SettledFromReadings | SettledByStaff


def source_of(stay: str, difference: int = 0) -> str:
    """Return what the charges of a registration are found by."""
    return f"registration:{stay}:{difference}"


def charge_the_use(unit: Unit, event: Billed) -> Iterator[OpenFolio | PostCharge | PutOnAccount]:
    """What was used goes on the bill with the tax of its tariff (seed: *tillægsfaktura*)."""
    source = source_of(event.registration)
    yield from _posted(unit, event.registration, source, event.figures.lines)


def charge_the_difference(
    unit: Unit, event: DifferenceRecorded
) -> Iterator[OpenFolio | PostCharge | PutOnAccount]:
    """What came to light later is a line of its own; what was billed stays as it is."""
    source = source_of(event.registration, event.number)
    yield from _posted(unit, event.registration, source, event.lines)


def _posted(
    unit: Unit, stay: str, source: str, lines: Sequence[BilledLine]
) -> Iterator[OpenFolio | PostCharge | PutOnAccount]:
    owed = [line for line in lines if line.gross]
    if not owed:
        return
    closed: Folio = unit.need("folio", stay)
    bill, is_late = stay, closed.status is not FolioStatus.OPEN
    if is_late:
        bill = unit.new_id("folio")
        yield late_bill(unit, bill, closed)
    for line in owed:
        yield _charge(unit, bill, source, line)
    if is_late:
        yield PutOnAccount(bill, None, LATE_CHARGE)


def _charge(unit: Unit, bill: str, source: str, line: BilledLine) -> PostCharge:
    own, day = unit.property, unit.context.business_date
    code = own.folio.code(line.transaction or own.room_charge)
    net = line.gross if line.net is None else line.net
    parts: tuple[Component, ...] = ()
    if line.vat is not None:
        parts = (Component(VAT, net, line.rate, line.vat),)
    rounding = str(Rounding.to_digits(own.digits))
    quote = Quote(own.currency, net, parts, line.gross, rounding)
    description = f"{code.name}: {line.quantity} {line.measure}"
    return PostCharge(
        bill, code.code, code.department, description, 1, quote, day, source, unit.settings
    )


def invoice(unit: Unit, stay: str, via: InvoicedVia, settlement: Settlement) -> None:
    """Charge what was used, and issue the supplementary invoice."""
    always = unit.property.meters.always_front_desk
    unit.act(InvoiceRegistration(stay, via, settlement.figures, always))
    document_what_was_charged(unit, stay, source_of(stay))


def document_what_was_charged(unit: Unit, stay: str, source: str) -> None:
    """Issue an invoice of the bill on which something was charged, where the house may."""
    posted = _posted_from(unit, source)
    # A credit stands on the next invoice of its bill: alone it would be one below zero.
    is_credit = total(one.quote.total for one in posted) <= ZERO
    if is_credit or unit.property.documents.seller is None:
        return
    issue_document(unit, verbs.IssueDocument(posted[0].folio, DocumentKind.INVOICE))
    folio: Folio = unit.need("folio", posted[0].folio)
    registration: Registration = unit.need("registration", stay)
    number = folio.window(1).invoice
    # A difference has an invoice of its own; the registration names the first one.
    if number is not None and registration.document is None:
        unit.act(NoteDocument(stay, number))


def bill_of(unit: Unit, stay: str, source: str) -> str:
    """Return the bill on which something was charged; the stay's own where nothing was."""
    posted = _posted_from(unit, source)
    return posted[0].folio if posted else stay


def _posted_from(unit: Unit, source: str) -> list[ChargePosted]:
    return [one for one in unit.events if isinstance(one, ChargePosted) and one.source == source]


def set_off_the_deposit(unit: Unit, stay: str, bill: str, method: PaymentMethod | None) -> None:
    """Pay with what is held for the stay, then take or give what is left (seed: depositum)."""
    for _, found in unit.find("deposit.held", stay):
        deposit: Deposit = unit.need("deposit", found)
        folio: Folio = unit.need("folio", bill)
        owed = folio.window(1).owed
        if (amount := min(deposit.held, owed)) > ZERO:
            unit.act(ApplyDeposit(found, bill, Money(amount, folio.currency)))
        left: Deposit = unit.need("deposit", found)
        if left.held and method is not None:
            return_deposit(unit, verbs.ReturnDeposit(found, method, SETTLED))
    after: Folio = unit.need("folio", bill)
    rest: Decimal = after.window(1).owed
    if method is not None and rest > ZERO:
        take_payment(unit, verbs.TakePayment(bill, method, Money(rest, after.currency)))
