"""What corrects an invoice: credit notes, corrections, and invoices that are withdrawn.

A closed bill is opened for it and ends again with it, unless something is owed on either side then.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from axentra_core.documents import (
    CancelDocument,
    Document,
    DocumentKind,
    DocumentStatus,
    IssueDocument,
)
from axentra_core.folio import (
    AdjustCharge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    Folio,
    InvoiceNoted,
    Quote,
    ReverseCharge,
    TransferredOut,
    WithdrawInvoice,
)
from axentra_core.folio.corrections import corrected_by, lines_of, placed
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import own_money_if
from axentra_core.hotel.corrected_bills import (
    CREDITED,
    give_credit,
    invoice_and_bill,
    leave,
    opened,
    window_of,
)
from axentra_core.hotel.document_contents import correcting, mirrored
from axentra_core.hotel.document_subjects import corrected_by_document
from axentra_core.hotel.documents import next_number
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import negate

TOO_MUCH: Final = "charged_too_much"


@attrs.frozen
class LinePart:
    """A part of a line of a bill that was too much.

    Attributes:
        line: of the bill.
        part: the price of it, with the tax that it has.
        note: what the guest reads about it.
    """

    line: int
    part: Quote
    note: str


def issue_credit_note(unit: Unit, verb: verbs.IssueCreditNote) -> None:
    """Take lines of an invoice back, or the invoice alone, under a document of its own."""
    invoice, folio_id = _standing_invoice(unit, verb.document)
    if verb.keep_charges:
        _withdraw(unit, invoice, folio_id, verb.reason)
        return
    left = _standing(unit, folio_id, invoice)
    taken_back = verb.lines or left
    if unknown := sorted(set(taken_back).difference(left)):
        raise HotelRefusal(
            "hotel.not_on_invoice", document=verb.document, lines=", ".join(map(str, unknown))
        )
    if not taken_back:
        raise HotelRefusal("hotel.nothing_to_credit", document=verb.document)

    def take_back(number: str) -> None:
        for line in taken_back:
            unit.act(_taking_back(unit, invoice, line, verb.reason, number))

    number = _corrected(unit, invoice, DocumentKind.CREDIT_NOTE, verb.reason, take_back)
    _end_if_nothing_is_left(unit, invoice, number, verb.reason)


def credit_parts(unit: Unit, document: str, parts: Sequence[LinePart], reason: str) -> None:
    """Take the very parts of invoiced lines off that were too much, under a credit note."""
    invoice, folio_id = _standing_invoice(unit, document)

    def take_off(number: str) -> None:
        unit.act(*_taking_off(folio_id, window_of(invoice), parts, number))

    number = _corrected(unit, invoice, DocumentKind.CREDIT_NOTE, reason, take_off)
    _end_if_nothing_is_left(unit, invoice, number, reason)


def take_parts_off(
    unit: Unit, folio_id: str, window: int, parts: Sequence[LinePart], reason: str
) -> None:
    """Take the very parts of lines off that were too much, where no invoice covers them."""
    was_left = opened(unit, folio_id, reason)
    unit.act(*_taking_off(folio_id, window, parts))
    if was_left:
        leave(unit, folio_id, reason)


def _taking_off(
    folio_id: str, window: int, parts: Sequence[LinePart], number: str | None = None
) -> Iterator[AdjustCharge]:
    for one in parts:
        yield AdjustCharge(
            folio_id, one.line, TOO_MUCH, None, None, one.note, window, number, one.part
        )


def _end_if_nothing_is_left(unit: Unit, invoice: Document, number: str, reason: str) -> None:
    """Let an invoice end with the credit note that has taken the last of it back."""
    _, folio_id = invoice_and_bill(unit, invoice.id)
    if not _standing(unit, folio_id, invoice):
        unit.act(CancelDocument(invoice.id, number, reason))
        _let_go(unit, invoice, folio_id)


def issue_correction(unit: Unit, verb: verbs.IssueCorrection) -> None:
    """Take a part of an invoiced line off, under a document of its own."""
    invoice, folio_id = _standing_invoice(unit, verb.document)
    if verb.line not in _standing(unit, folio_id, invoice):
        raise HotelRefusal("hotel.not_on_invoice", document=verb.document, lines=str(verb.line))
    amount = own_money_if(unit, verb.amount, "amount")

    def take_off(number: str) -> None:
        window = window_of(invoice)
        off = (verb.reason, amount, verb.percent, verb.note, window, number)
        unit.act(AdjustCharge(folio_id, verb.line, *off))

    _corrected(unit, invoice, DocumentKind.CORRECTION, verb.note or verb.reason, take_off)


def _standing_invoice(unit: Unit, number: str) -> tuple[Document, str]:
    """Return an invoice that nobody has taken back, and the bill it is about.

    What one that was withdrawn has covered stands on another invoice, or will.

    Raises:
        HotelRefusal: ``hotel.nothing_to_credit``, or as `invoice_and_bill`.
    """
    invoice, folio = invoice_and_bill(unit, number)
    if invoice.status is DocumentStatus.CANCELLED:
        raise HotelRefusal("hotel.nothing_to_credit", document=number)
    return invoice, folio


def _taking_back(
    unit: Unit, invoice: Document, line: int, reason: str, number: str
) -> ReverseCharge | AdjustCharge:
    """Return what takes back of a charge what its invoice has, and nothing of other windows."""
    _, folio_id = invoice_and_bill(unit, invoice.id)
    folio, window = unit.need("folio", folio_id), window_of(invoice)
    lines = lines_of(unit.past("folio", folio_id))
    posted, left = lines[line - 1], placed(lines, line)
    away = (one for one in lines if isinstance(one, TransferredOut) and one.transfers == line)
    if isinstance(posted, ChargePosted) and set(left) == {window} and not any(away):
        return ReverseCharge(folio_id, line, reason, number)
    all_of_it = Money(left[window].total.copy_abs(), folio.currency)
    return AdjustCharge(folio_id, line, CREDITED, all_of_it, None, reason, window, number)


def _standing(unit: Unit, folio_id: str, invoice: Document) -> tuple[int, ...]:
    """Return the charges of an invoice of which something is left; corrections go with them."""
    lines, window = unit.past("folio", folio_id), window_of(invoice)
    corrections = {line.line for line in lines if corrected_by(line) is not None}
    return tuple(
        row.line
        for row in invoice.content.lines
        if row.line not in corrections and window in placed(lines, row.line)
    )


def _corrected(
    unit: Unit,
    invoice: Document,
    kind: DocumentKind,
    reason: str,
    correct: Callable[[str], None],
) -> str:
    """Correct a bill under the next number, and issue the document that says so."""
    _, folio_id = invoice_and_bill(unit, invoice.id)
    was_left = opened(unit, folio_id, reason)
    number = next_number(unit, kind)
    correct(number)
    made = [
        event
        for event in unit.past("folio", folio_id)
        if isinstance(event, ChargeAdjusted | ChargeReversed) and event.document == number
    ]
    content = correcting(unit, invoice, kind, made, reason)
    unit.act(IssueDocument(number, content))
    give_credit(unit, invoice, number, negate(content.balance), reason)
    if was_left:
        leave(unit, folio_id, reason)
    return number


def _withdraw(unit: Unit, invoice: Document, folio_id: str, reason: str) -> None:
    """Take an invoice back as a whole; what it covers stays on the bill and is owed again."""
    was_left, window = opened(unit, folio_id, reason), window_of(invoice)
    number = next_number(unit, DocumentKind.CREDIT_NOTE)
    own = {row.line for row in invoice.content.lines}
    corrected = [
        line
        for line in unit.past("folio", folio_id)
        if corrected_by_document(line) in own and line.window == window
    ]
    unit.act(
        IssueDocument(number, mirrored(unit, invoice, corrected, reason)),
        CancelDocument(invoice.id, number, reason),
    )
    before = _before(unit, folio_id, window)
    through = 0 if before is None else before.through
    last = None if before is None else before.invoice
    unit.act(WithdrawInvoice(folio_id, window, invoice.id, last, through))
    give_credit(unit, invoice, number, invoice.content.charged, reason)
    if was_left:
        leave(unit, folio_id, reason)


def _let_go(unit: Unit, invoice: Document, folio_id: str) -> None:
    """Let the invoice before be the last one of a window, for this one is cancelled.

    What it covers stays covered: it was taken back.
    """
    folio: Folio = unit.need("folio", folio_id)
    window = folio.window(window_of(invoice))
    if window.invoice == invoice.id:
        before = _before(unit, folio_id, window.number)
        last = None if before is None else before.invoice
        through = window.invoiced_through
        unit.act(WithdrawInvoice(folio_id, window.number, invoice.id, last, through))


def _before(unit: Unit, folio_id: str, window: int) -> InvoiceNoted | None:
    """Return how the last invoice of a window was noted that is not cancelled."""
    noted = [
        event
        for event in unit.past("folio", folio_id)
        if isinstance(event, InvoiceNoted) and event.window == window
        if unit.need("document", event.invoice).ended_by is None
    ]
    return noted[-1] if noted else None
