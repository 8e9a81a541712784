"""What a correction does to a bill: it is opened and ends again, and who has paid gets it back."""

from decimal import Decimal

from axentra_core.city_ledger import Account, ReceivePayment
from axentra_core.documents import Document, DocumentKind
from axentra_core.folio import (
    CloseFolio,
    Folio,
    FolioStatus,
    PaymentMethod,
    PaymentTaken,
    PutOnAccount,
    ReopenFolio,
    ReversePayment,
    statement,
)
from axentra_core.folio.corrections import paid_in
from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.settlement import reverse_payment
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, subtract

TO_BE_PAID_BACK = "to be paid back"
CREDITED = "credit_note"


def invoice_and_bill(unit: Unit, number: str) -> tuple[Document, str]:
    """Return an invoice and the bill it is about.

    Raises:
        HotelRefusal: ``hotel.not_an_invoice``.
    """
    document: Document = unit.need("document", number)
    kind, _, about = document.content.about.partition(":")
    if document.content.kind is not DocumentKind.INVOICE or kind != "folio":
        raise HotelRefusal("hotel.not_an_invoice", document=number, kind=document.content.kind)
    return document, about.rpartition(":")[0]


def window_of(invoice: Document) -> int:
    """Return the window of a bill that an invoice is about."""
    return int(invoice.content.about.rpartition(":")[2])


def opened(unit: Unit, folio_id: str, reason: str) -> bool:
    """Open a bill that is closed, and return whether its guest has left it before."""
    folio: Folio = unit.need("folio", folio_id)
    if folio.status is FolioStatus.CLOSED:
        unit.act(ReopenFolio(folio_id, reason))
        return True
    return folio.receivable is not None


def leave(unit: Unit, folio_id: str, reason: str) -> None:
    """End a bill again, or leave it on account while something is owed on either side."""
    folio: Folio = unit.need("folio", folio_id)
    if folio.is_even:
        unit.act(CloseFolio(folio_id))
    elif folio.receivable is None:
        unit.act(PutOnAccount(folio_id, None, reason if folio.owed > 0 else TO_BE_PAID_BACK))


def _bills(unit: Unit, invoice: Document, folio_id: str) -> list[PaymentTaken]:
    """Return the direct bills of a window, those of an invoice first and then the newest."""
    lines = statement(unit.past("folio", folio_id), window_of(invoice)).lines

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


def give_credit(unit: Unit, invoice: Document, number: str, amount: Decimal, reason: str) -> None:
    """Let a company owe less of what it was billed; anybody else is paid back by the cashier.

    What it has paid already becomes credit on its account.
    """
    _, folio_id = invoice_and_bill(unit, invoice.id)
    left, window, currency = amount, window_of(invoice), unit.property.currency
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
