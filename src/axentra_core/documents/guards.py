"""What stands against a document: a guard returns the reason, or None."""

from collections.abc import Callable
from typing import Final

from axentra_core.documents.messages import CancelDocument, IssueDocument, SettleDocument
from axentra_core.documents.model import Document, DocumentKind
from axentra_core.documents.refusals import DocumentRefusal
from axentra_core.documents.sums import finer_amounts, sums
from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import currency_digits
from axentra_core.kernel.numbers import ZERO

INVOICE, CREDIT_NOTE = DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE
ADVANCE, CORRECTION = DocumentKind.ADVANCE_INVOICE, DocumentKind.CORRECTION

CORRECTS: Final = frozenset({CREDIT_NOTE, CORRECTION})
# By article 226 of directive 2006/112/EC an invoice names who supplies; by article 219 what amends
# one is an invoice itself.
NAMES_SELLER: Final = frozenset({INVOICE, ADVANCE, *CORRECTS})
# They claim nothing, or are a credit note themselves, which nothing else takes back.
NOT_CREDITABLE: Final = frozenset(
    {DocumentKind.PROFORMA, DocumentKind.ACCOUNT_STATEMENT, CREDIT_NOTE}
)


# Before it is issued


def check_form(command: IssueDocument) -> None:
    """Insist on money there is, on its decimals, and on days in order.

    Raises:
        InvalidInput: ``money.currency_unknown``, ``money.too_many_decimals`` or ``date.order``,
            each with its path.
    """
    said = command.content
    try:
        currency_digits(said.currency)
    except InvalidInput as error:
        raise error.under("content.currency") from None
    faults = finer_amounts(said)
    for first, last in (("arrival", "departure"), ("since", "until")):
        earlier, later = getattr(said, first), getattr(said, last)
        if earlier is not None and later is not None and later < earlier:
            faults += InvalidInput.because(
                "date.order", path=f"content.{last}", earlier=earlier, later=later
            ).faults
    if faults:
        raise InvalidInput(faults)


def something_printed(command: IssueDocument) -> DocumentRefusal | None:
    """An empty sheet takes no number; a quiet month's statement has a balance or open items."""
    said = command.content
    if said.lines or said.payments or said.open_items or said.brought_forward:
        return None
    return DocumentRefusal("documents.empty", document=command.document)


def seller_named(command: IssueDocument) -> DocumentRefusal | None:
    """An invoice, and what corrects one, says who sells."""
    said = command.content
    if said.kind not in NAMES_SELLER or said.seller is not None:
        return None
    return DocumentRefusal(
        "documents.seller_missing", document=command.document, kind=said.kind.value
    )


def reference_given(command: IssueDocument) -> DocumentRefusal | None:
    """A credit note and a correction name the document they correct, which is another one."""
    said = command.content
    if said.refers_to == command.document:
        return DocumentRefusal("documents.by_itself", document=command.document)
    if said.kind not in CORRECTS or said.refers_to is not None:
        return None
    return DocumentRefusal(
        "documents.needs_reference", document=command.document, kind=said.kind.value
    )


def sealed_as_buyer(command: IssueDocument) -> DocumentRefusal | None:
    """What is sealed on a document is sealed under its buyer, so that one key erases it."""
    buyer = command.content.buyer
    if buyer is None:
        return None
    for field, value in (("name", buyer.name), ("address", buyer.address), ("mail", buyer.mail)):
        if value is not None and value.subject != buyer.subject:
            return DocumentRefusal(
                "documents.wrong_subject",
                document=command.document,
                field=field,
                subject=value.subject,
                buyer=buyer.subject,
            )
    return None


def adds_up(command: IssueDocument) -> DocumentRefusal | None:
    """Every figure is exactly what the rows make, without any tolerance."""
    for field, got, expected in sums(command.content):
        if got != expected:
            return DocumentRefusal(
                "documents.does_not_add_up",
                document=command.document,
                field=field,
                got=got,
                expected=expected,
                currency=command.content.currency,
            )
    return None


def paid_in_full(command: IssueDocument) -> DocumentRefusal | None:
    """A receipt says that money has come in, and that nothing is left to pay."""
    said = command.content
    if said.kind is not DocumentKind.RECEIPT or (said.payments and said.balance <= ZERO):
        return None
    return DocumentRefusal(
        "documents.not_paid",
        document=command.document,
        charged=said.charged,
        paid=said.paid,
        balance=said.balance,
        currency=said.currency,
    )


# In refusal order.
ISSUING: Final[tuple[Callable[[IssueDocument], DocumentRefusal | None], ...]] = (
    something_printed,
    seller_named,
    reference_given,
    sealed_as_buyer,
    adds_up,
    paid_in_full,
)


# Afterwards


def creditable(document: Document, _: Context) -> DocumentRefusal | None:
    """Only what claims or acknowledges money is taken back by a credit note."""
    kind = document.content.kind
    if kind not in NOT_CREDITABLE:
        return None
    return DocumentRefusal("documents.not_creditable", document=document.id, kind=kind.value)


def an_advance(document: Document, _: Context) -> DocumentRefusal | None:
    """Only an advance invoice is set off in another one."""
    kind = document.content.kind
    if kind is ADVANCE:
        return None
    return DocumentRefusal("documents.not_an_advance", document=document.id, kind=kind.value)


def by_another(
    document: Document, command: CancelDocument | SettleDocument, _: Context
) -> DocumentRefusal | None:
    """No document ends itself."""
    if command.by != document.id:
        return None
    return DocumentRefusal("documents.by_itself", document=document.id)
