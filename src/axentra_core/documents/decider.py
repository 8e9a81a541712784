"""The rules of documents: what a command decides, what an event changes, how one is found."""

from collections.abc import Iterator

import attrs

from axentra_core.documents.guards import (
    ISSUING,
    an_advance,
    by_another,
    check_form,
    creditable,
)
from axentra_core.documents.lifecycle import DOCUMENT
from axentra_core.documents.messages import (
    CancelDocument,
    DocumentCancelled,
    DocumentIssued,
    DocumentSettled,
    IssueDocument,
    SettleDocument,
)
from axentra_core.documents.model import Document
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)


def issue_document(command: IssueDocument, context: Context) -> list[DocumentIssued]:
    """Freeze what is well formed and adds up."""
    check_form(command)
    for guard in ISSUING:
        if (reason := guard(command)) is not None:
            raise reason
    return [
        DocumentIssued(
            command.document,
            command.content,
            context.now,
            context.business_date,
            str(context.actor),
        )
    ]


def cancel_document(
    document: Document, command: CancelDocument, context: Context
) -> list[DocumentCancelled]:
    """End it by its credit note."""
    return [DocumentCancelled(document.id, command.by, command.reason, context.business_date)]


def settle_document(
    document: Document, command: SettleDocument, context: Context
) -> list[DocumentSettled]:
    """End it by the invoice."""
    return [DocumentSettled(document.id, command.by, context.business_date)]


def issued(event: DocumentIssued) -> Document:
    """Return a document that stands."""
    return Document(
        id=event.document,
        content=event.content,
        status=DOCUMENT.start,
        issued_at=event.issued_at,
        business_date=event.business_date,
        issued_by=event.issued_by,
    )


def ended(document: Document, event: DocumentCancelled | DocumentSettled) -> Document:
    """Return the document with what has ended it; its content is as it was."""
    return attrs.evolve(
        document,
        status=DOCUMENT.after(document.status, type(event)),
        ended_by=event.by,
        reason=event.reason if isinstance(event, DocumentCancelled) else None,
    )


def index(document: Document) -> Iterator[tuple[str, str]]:
    """A document is found by what it is made from, and by the id of its buyer, for ever."""
    yield "document.about", document.content.about
    if document.content.buyer is not None:
        yield "document.buyer", document.content.buyer.subject


# fmt: off
DECIDE = decisions(
    opens(IssueDocument,    issue_document),
    case(CancelDocument,    cancel_document,    DOCUMENT.permits(DocumentCancelled), creditable,
                                                asks("by", by_another)),
    case(SettleDocument,    settle_document,    DOCUMENT.permits(DocumentSettled), an_advance,
                                                asks("by", by_another)),
)

EVOLVE = evolutions(
    begins(DocumentIssued,  issued),
    on(DocumentCancelled,   ended),
    on(DocumentSettled,     ended),
)
# fmt: on

AGGREGATES = (Aggregate("document", Document, DECIDE, EVOLVE, index),)
