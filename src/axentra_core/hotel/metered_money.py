"""How what a guest has used is charged: on the bill of the stay, or on one that follows it.

The amounts are the tariff's own, with its own tax: the transaction code says where they belong, and
its chain of service charge and taxes is not asked.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from axentra_core.documents import DocumentKind
from axentra_core.folio import (
    ChargePosted,
    Component,
    Folio,
    FolioStatus,
    OpenFolio,
    PostCharge,
    PutOnAccount,
    Quote,
)
from axentra_core.folio.corrections import lines_of, placed
from axentra_core.hotel import verbs
from axentra_core.hotel.bill import LATE_CHARGE, late_bill
from axentra_core.hotel.documents import issue_document
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters import (
    BilledLine,
    ConsumptionInvoiced,
    DifferenceRecorded,
    InvoicedVia,
    InvoiceRegistration,
    LineKind,
    NoteDocument,
    Registration,
    SettledByStaff,
    SettledFromReadings,
    Settlement,
)

VAT: Final = "vat"
Billed = ConsumptionInvoiced | SettledFromReadings | SettledByStaff


def source_of(stay: str, difference: int = 0) -> str:
    """Return what the charges of a registration are found by."""
    return f"registration:{stay}:{difference}"


def charge_the_use(unit: Unit, event: Billed) -> Iterator[OpenFolio | PostCharge | PutOnAccount]:
    """What was used goes on the bill with the tax of its tariff (seed: *tillægsfaktura*)."""
    source, lines = source_of(event.registration), event.figures.lines
    yield from _posted(unit, event.registration, source, lines, lines)


def charge_the_difference(
    unit: Unit, event: DifferenceRecorded
) -> Iterator[OpenFolio | PostCharge | PutOnAccount]:
    """What came to light later is a line of its own; what was too much is credited where it is."""
    source = source_of(event.registration, event.number)
    yield from _posted(unit, event.registration, source, event.lines, event.figures.lines)


def owed(lines: Sequence[BilledLine]) -> list[BilledLine]:
    """Return the lines that are charged, in the order in which they are posted."""
    return [line for line in lines if line.gross > 0]


def _posted(
    unit: Unit, stay: str, source: str, lines: Sequence[BilledLine], now: Sequence[BilledLine]
) -> Iterator[OpenFolio | PostCharge | PutOnAccount]:
    to_charge = owed(lines)
    if not to_charge:
        return
    closed: Folio = unit.need("folio", stay)
    bill, is_late = stay, closed.status is not FolioStatus.OPEN
    if is_late:
        bill = unit.new_id("folio")
        yield late_bill(unit, bill, closed)
    for line in to_charge:
        yield _charge(unit, bill, source, line, quantity_of(line, now))
    if is_late:
        yield PutOnAccount(bill, None, LATE_CHARGE)


def _charge(unit: Unit, bill: str, source: str, line: BilledLine, quantity: str) -> PostCharge:
    own, day = unit.property, unit.context.business_date
    # As in the settings, which refuse a utility without a code.
    code = own.folio.code(line.transaction or "none")
    return PostCharge(
        bill,
        code.code,
        code.department,
        f"{code.name}: {quantity}",
        1,
        quote_of(unit, line),
        day,
        source,
        unit.settings,
    )


def quote_of(unit: Unit, line: BilledLine) -> Quote:
    """Return the price of a line as its tariff has worked it out, with its own tax."""
    own, net = unit.property, line.gross if line.net is None else line.net
    parts: tuple[Component, ...] = ()
    if line.vat is not None:
        parts = (Component(_code_of_tax(unit, line), net, line.rate, line.vat),)
    # A tariff rounds half up, whatever the house does with its own net prices.
    rounding = str(Rounding.to_digits(own.digits))
    return Quote(own.currency, net, parts, line.gross, rounding)


def _code_of_tax(unit: Unit, line: BilledLine) -> str:
    """Return what the house calls the tax of a line, so that a document sums each tax up once.

    It is one of the same rate that no other percent is reckoned on, as one is on a service charge.
    """
    chain = unit.property.folio.chain
    bases = {base for one in chain for base in one.of}
    same = (one.code for one in chain if one.rate == line.rate and one.code not in bases)
    return next(same, VAT)


def quantity_of(line: BilledLine, among: Sequence[BilledLine]) -> str:
    """Return how much of what it is of: a use in its measure, or how often something fixed counts.

    Where several registers count a utility, such as a high and a low tariff, they are named.

    Args:
        line: as it is billed.
        among: all that is billed; a difference does not tell what is fixed.
    """
    if any(one.key == line.key and one.kind is LineKind.FIXED for one in among):
        return f"{line.quantity} x {line.code}"
    uses = [one for one in among if one.utility == line.utility and one.kind is not LineKind.FIXED]
    is_parted = any(one.code != line.code for one in uses)
    return f"{line.quantity} {line.measure}{f' ({line.code})' if is_parted else ''}"


def invoice(
    unit: Unit,
    stay: str,
    via: InvoicedVia,
    settlement: Settlement,
    without: tuple[str, ...] = (),
) -> None:
    """Charge what was used, and issue the supplementary invoice."""
    always = unit.property.meters.always_front_desk
    unit.act(InvoiceRegistration(stay, via, settlement.figures, always, without=without))
    document_what_was_charged(unit, stay, source_of(stay))


def document_what_was_charged(unit: Unit, stay: str, source: str) -> None:
    """Issue an invoice of each window in which something stands that was charged.

    What routing has sent to another bill is invoiced with that bill; a house that names no seller
    issues none.
    """
    if unit.property.documents.seller is None:
        return
    numbers = []
    for bill, window in dict.fromkeys(_stands_in(unit, source)):
        issue_document(unit, verbs.IssueDocument(bill, DocumentKind.INVOICE, window))
        numbers.append(unit.need("folio", bill).window(window).invoice)
    registration: Registration = unit.need("registration", stay)
    # A difference has an invoice of its own; the registration names the first one.
    if numbers and registration.document is None:
        unit.act(NoteDocument(stay, numbers[0]))


def _stands_in(unit: Unit, source: str) -> Iterator[tuple[str, int]]:
    """Yield the bill and the window of everything that a source has charged in this unit."""
    for one in _posted_from(unit, source):
        for window in placed(lines_of(unit.past("folio", one.folio)), one.line):
            yield one.folio, window


def _posted_from(unit: Unit, source: str) -> list[ChargePosted]:
    """Return what a source has charged in this unit."""
    return [one for one in unit.events if isinstance(one, ChargePosted) and one.source == source]
