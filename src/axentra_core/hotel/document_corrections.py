"""What corrects an invoice: credit notes, corrections, and invoices that are withdrawn.

A closed bill is opened for it and ends again with it, unless something is owed on either side then.
"""

from collections.abc import Callable
from decimal import Decimal

from axentra_core.city_ledger import Account, ReceivePayment
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
    CloseFolio,
    Folio,
    FolioStatus,
    InvoiceNoted,
    PaymentMethod,
    PaymentTaken,
    PutOnAccount,
    ReopenFolio,
    ReverseCharge,
    ReversePayment,
    TransferredOut,
    WithdrawInvoice,
    statement,
)
from axentra_core.folio.corrections import corrected_by, lines_of, paid_in, placed
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import own_money_if
from axentra_core.hotel.document_contents import correcting, mirrored
from axentra_core.hotel.document_subjects import corrected_by_document
from axentra_core.hotel.documents import next_number
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.settlement import reverse_payment
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, negate, subtract

TO_BE_PAID_BACK = "to be paid back"
CREDITED = "credit_note"


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
    if set(taken_back) == set(left):
        unit.act(CancelDocument(verb.document, number, verb.reason))
        _let_go(unit, invoice, folio_id)


def issue_correction(unit: Unit, verb: verbs.IssueCorrection) -> None:
    """Take a part of an invoiced line off, under a document of its own."""
    invoice, folio_id = _standing_invoice(unit, verb.document)
    if verb.line not in _standing(unit, folio_id, invoice):
        raise HotelRefusal("hotel.not_on_invoice", document=verb.document, lines=str(verb.line))
    amount = own_money_if(unit, verb.amount, "amount")

    def take_off(number: str) -> None:
        window = _window_of(invoice)
        off = (verb.reason, amount, verb.percent, verb.note, window, number)
        unit.act(AdjustCharge(folio_id, verb.line, *off))

    _corrected(unit, invoice, DocumentKind.CORRECTION, verb.note or verb.reason, take_off)


def _invoice(unit: Unit, number: str) -> tuple[Document, str]:
    """Return an invoice and the bill it is about.

    Raises:
        HotelRefusal: ``hotel.not_an_invoice``.
    """
    document: Document = unit.need("document", number)
    kind, _, about = document.content.about.partition(":")
    if document.content.kind is not DocumentKind.INVOICE or kind != "folio":
        raise HotelRefusal("hotel.not_an_invoice", document=number, kind=document.content.kind)
    return document, about.rpartition(":")[0]


def _standing_invoice(unit: Unit, number: str) -> tuple[Document, str]:
    """Return an invoice that nobody has taken back, and the bill it is about.

    What one that was withdrawn has covered stands on another invoice, or will.

    Raises:
        HotelRefusal: ``hotel.nothing_to_credit``, or as `_invoice`.
    """
    invoice, folio = _invoice(unit, number)
    if invoice.status is DocumentStatus.CANCELLED:
        raise HotelRefusal("hotel.nothing_to_credit", document=number)
    return invoice, folio


def _window_of(invoice: Document) -> int:
    return int(invoice.content.about.rpartition(":")[2])


def _taking_back(
    unit: Unit, invoice: Document, line: int, reason: str, number: str
) -> ReverseCharge | AdjustCharge:
    """Return what takes back of a charge what its invoice has, and nothing of other windows."""
    _, folio_id = _invoice(unit, invoice.id)
    folio, window = unit.need("folio", folio_id), _window_of(invoice)
    lines = lines_of(unit.past("folio", folio_id))
    posted, left = lines[line - 1], placed(lines, line)
    away = (one for one in lines if isinstance(one, TransferredOut) and one.transfers == line)
    if isinstance(posted, ChargePosted) and set(left) == {window} and not any(away):
        return ReverseCharge(folio_id, line, reason, number)
    all_of_it = Money(left[window].total.copy_abs(), folio.currency)
    return AdjustCharge(folio_id, line, CREDITED, all_of_it, None, reason, window, number)


def _standing(unit: Unit, folio_id: str, invoice: Document) -> tuple[int, ...]:
    """Return the charges of an invoice of which something is left; corrections go with them."""
    lines, window = unit.past("folio", folio_id), _window_of(invoice)
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
    _, folio_id = _invoice(unit, invoice.id)
    was_left = _opened(unit, folio_id, reason)
    number = next_number(unit, kind)
    correct(number)
    made = [
        event
        for event in unit.past("folio", folio_id)
        if isinstance(event, ChargeAdjusted | ChargeReversed) and event.document == number
    ]
    content = correcting(unit, invoice, kind, made, reason)
    unit.act(IssueDocument(number, content))
    _give_credit(unit, invoice, number, negate(content.balance), reason)
    if was_left:
        _leave(unit, folio_id, reason)
    return number


def _withdraw(unit: Unit, invoice: Document, folio_id: str, reason: str) -> None:
    """Take an invoice back as a whole; what it covers stays on the bill and is owed again."""
    was_left, window = _opened(unit, folio_id, reason), _window_of(invoice)
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
    _give_credit(unit, invoice, number, invoice.content.charged, reason)
    if was_left:
        _leave(unit, folio_id, reason)


def _let_go(unit: Unit, invoice: Document, folio_id: str) -> None:
    """Let the invoice before be the last one of a window, for this one is cancelled.

    What it covers stays covered: it was taken back.
    """
    folio: Folio = unit.need("folio", folio_id)
    window = folio.window(_window_of(invoice))
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


def _opened(unit: Unit, folio_id: str, reason: str) -> bool:
    """Open a bill that is closed, and return whether its guest has left it before."""
    folio: Folio = unit.need("folio", folio_id)
    if folio.status is FolioStatus.CLOSED:
        unit.act(ReopenFolio(folio_id, reason))
        return True
    return folio.receivable is not None


def _leave(unit: Unit, folio_id: str, reason: str) -> None:
    """End a bill again, or leave it on account while something is owed on either side."""
    folio: Folio = unit.need("folio", folio_id)
    if folio.is_even:
        unit.act(CloseFolio(folio_id))
    elif folio.receivable is None:
        unit.act(PutOnAccount(folio_id, None, reason if folio.owed > 0 else TO_BE_PAID_BACK))


def _bills(unit: Unit, invoice: Document, folio_id: str) -> list[PaymentTaken]:
    """Return the direct bills of a window, those of an invoice first and then the newest."""
    lines = statement(unit.past("folio", folio_id), _window_of(invoice)).lines

    def is_of_another(bill: PaymentTaken) -> bool:
        account: Account = unit.need("account", bill.reference or "")
        own = (f"folio:{folio_id}:{bill.line}", invoice.id)
        return own not in {(item.source, item.invoice) for item in account.items}

    bills = [
        line
        for line in reversed(lines)
        if isinstance(line, PaymentTaken) and line.method is PaymentMethod.DIRECT_BILL
    ]
    return sorted(bills, key=is_of_another)


def _give_credit(unit: Unit, invoice: Document, number: str, amount: Decimal, reason: str) -> None:
    """Let a company owe less of what it was billed; anybody else is paid back by the cashier.

    What it has paid already becomes credit on its account.
    """
    _, folio_id = _invoice(unit, invoice.id)
    left, window, currency = amount, _window_of(invoice), unit.property.currency
    for bill in _bills(unit, invoice, folio_id):
        stands = paid_in(unit.past("folio", folio_id), bill.line).get(window, ZERO)
        part = min(stands, left)
        if part <= 0:
            continue
        account: Account = unit.need("account", bill.reference or "")
        source = f"folio:{folio_id}:{bill.line}"
        items = (item.open for item in account.items if item.source == source)
        still_open = min(next(items, ZERO), part)
        if still_open:
            money = Money(still_open, currency)
            reverse_payment(unit, verbs.ReversePayment(folio_id, bill.line, reason, money))
        if paid := subtract(part, still_open):
            money = Money(paid, currency)
            payment = f"{number}:{bill.line}"
            unit.act(
                ReversePayment(folio_id, bill.line, reason, money),
                ReceivePayment(account.id, payment, money, CREDITED, ()),
            )
        left = subtract(left, part)
