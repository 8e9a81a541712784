"""Documents of the hotel: what stands on a bill or an account, under a number without a gap.

The number is taken in the commit that issues the document: who is refused leaves none behind, and
of two who issue at once one takes the next.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from axentra_core.city_ledger import Account, NumberInvoice
from axentra_core.deposits import Deposit, DepositReturned, NumberDeposit
from axentra_core.documents import (
    CancelDocument,
    Content,
    Document,
    DocumentKind,
    DocumentStatus,
    IssueDocument,
    SettleDocument,
    number_of,
    series_of,
)
from axentra_core.folio import (
    Folio,
    NoteInvoice,
    PayeeKind,
    PaymentMethod,
    PaymentTaken,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.document_contents import content_of
from axentra_core.hotel.document_subjects import Subject
from axentra_core.hotel.ledger_contents import account_content, advance_content, returned_content
from axentra_core.hotel.unit import Unit
from axentra_core.house import OpenSeries, TakeNumber
from axentra_core.kernel.numbers import ZERO, subtract, total


def next_number(unit: Unit, kind: DocumentKind) -> str:
    """Take the next number of a kind in the year of the business date."""
    year = unit.context.business_date.year
    series = series_of(kind, year)
    if unit.get("series", series) is None:
        unit.act(OpenSeries(series))
    unit.act(TakeNumber(series))
    return number_of(kind, year, unit.need("series", series).last, unit.property.documents)


def issue_document(unit: Unit, verb: verbs.IssueDocument) -> None:
    """Issue what a window says; an invoice is noted on the bill and on the company's account."""
    subject = Subject.of_window(unit, verb.folio, verb.window)
    number = next_number(unit, verb.kind)
    content = content_of(unit, subject, verb.kind, verb.due or _by_terms(unit, subject))
    unit.act(IssueDocument(number, content))
    if verb.kind is DocumentKind.INVOICE:
        folio: Folio = unit.need("folio", verb.folio)
        unit.act(NoteInvoice(folio.id, verb.window, number, len(folio.lines)))
        unit.act(*_numbered(unit, subject, number))
        unit.act(*_set_off(unit, content, number))


def _by_terms(unit: Unit, subject: Subject) -> date | None:
    """Return the day by which a company pays: its terms run from the invoice."""
    payee = subject.folio.window(subject.now.window or 1).payee
    if payee is None or payee.kind is not PayeeKind.ACCOUNT:
        return None
    account: Account = unit.need("account", payee.id)
    return unit.context.business_date + timedelta(account.terms_days)


def _set_off(unit: Unit, content: Content, number: str) -> Iterable[SettleDocument]:
    """Yield the end of advance invoices of which nothing is left to set off."""
    for advance in dict.fromkeys(one.document for one in content.settlements):
        invoice: Document = unit.need("document", advance)
        deposit: Deposit = unit.need("deposit", invoice.content.about.partition(":")[2])
        if invoice.status is DocumentStatus.ISSUED and not deposit.held:
            yield SettleDocument(advance, number)


def issue_advance_invoice(unit: Unit, verb: verbs.IssueAdvanceInvoice) -> None:
    """Invoice a deposit, before anything was had for it."""
    number = next_number(unit, DocumentKind.ADVANCE_INVOICE)
    unit.act(IssueDocument(number, advance_content(unit, verb.deposit)))
    unit.act(NumberDeposit(verb.deposit, number, unit.context.business_date))


def credit_the_advance(unit: Unit, returned: DepositReturned) -> None:
    """Take of an advance invoice what is given back of its deposit, under a credit note."""
    deposit: Deposit = unit.need("deposit", returned.deposit)
    if deposit.invoice is None:
        return
    advance: Document = unit.need("document", deposit.invoice)
    found = [one for _, one in unit.find("document.about", advance.content.about)]
    said: list[Document] = [unit.need("document", one) for one in found]
    # What has paid a bill is set off in the invoice of that; earlier credit notes are below zero.
    used = total((deposit.applied, deposit.kept))
    left = subtract(total(one.content.charged for one in said), used)
    credited = min(left, returned.amount) if deposit.held else left
    if credited <= ZERO:
        return
    number = next_number(unit, DocumentKind.CREDIT_NOTE)
    unit.act(IssueDocument(number, returned_content(unit, advance, credited, returned)))
    if not (deposit.held or used):
        unit.act(CancelDocument(advance.id, number, returned.reason))


def issue_account_statement(unit: Unit, verb: verbs.IssueAccountStatement) -> None:
    """Tell a company what it owes."""
    until = verb.until or unit.context.business_date
    number = next_number(unit, DocumentKind.ACCOUNT_STATEMENT)
    content = account_content(unit, verb.account, verb.since, until)
    unit.act(IssueDocument(number, content))


def _numbered(unit: Unit, subject: Subject, number: str) -> Iterable[NumberInvoice]:
    """Yield what tells accounts on which invoice their direct bills stand."""
    for line in subject.now.lines:
        if not isinstance(line, PaymentTaken) or line.method is not PaymentMethod.DIRECT_BILL:
            continue
        account: Account = unit.need("account", line.reference or "")
        source = f"folio:{subject.folio.id}:{line.line}"
        for item in account.items:
            if item.source == source and item.invoice is None:
                yield NumberInvoice(account.id, item.number, number, unit.context.business_date)
