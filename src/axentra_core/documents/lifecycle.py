"""How a document moves: it is issued, and what ends it is another document."""

from axentra_core.documents.messages import DocumentCancelled, DocumentSettled
from axentra_core.documents.model import Document, DocumentStatus
from axentra_core.documents.refusals import DocumentRefusal
from axentra_core.kernel.machine import Machine

ISSUED, CANCELLED, SETTLED = DocumentStatus


def is_cancelled(document: Document) -> DocumentRefusal:
    """What was taken back is not taken back again, nor set off."""
    return DocumentRefusal("documents.cancelled", document=document.id)


def is_settled(document: Document) -> DocumentRefusal:
    """What is set off stands in the invoice, and is corrected there."""
    return DocumentRefusal("documents.settled", document=document.id)


ENDED = {CANCELLED: is_cancelled, SETTLED: is_settled}

# fmt: off
DOCUMENT = Machine("document", field="status", start=ISSUED, ends=ENDED, says=ENDED, rows=(
    # while     when this happens   becomes
    (ISSUED,    DocumentCancelled,  CANCELLED),
    (ISSUED,    DocumentSettled,    SETTLED),
))
# fmt: on

MACHINES = (DOCUMENT,)
