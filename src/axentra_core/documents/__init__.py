"""Issued documents: proformas, invoices, receipts, credit notes, statements; frozen and numbered.

Usable alone: `AGGREGATES` holds the decider; `number_of`, `series_of` and `summary` are plain
functions. Nothing is formatted here.
"""

from axentra_core.documents.decider import (
    AGGREGATES,
)
from axentra_core.documents.figures import (
    AgeLine,
    DocumentLine,
    OpenItemLine,
    PaymentLine,
    Settlement,
    TaxLine,
    Tendered,
)
from axentra_core.documents.lifecycle import (
    MACHINES,
)
from axentra_core.documents.messages import (
    CancelDocument,
    DocumentCancelled,
    DocumentIssued,
    DocumentSettled,
    IssueDocument,
    SettleDocument,
)
from axentra_core.documents.model import (
    Content,
    Document,
    DocumentKind,
    DocumentStatus,
    Party,
    Seller,
)
from axentra_core.documents.refusals import (
    DocumentRefusal,
)
from axentra_core.documents.settings import (
    DocumentSettings,
    Prefixes,
    number_of,
    series_of,
)
from axentra_core.documents.summary import (
    TaxPart,
    summary,
)

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "AgeLine",
    "CancelDocument",
    "Content",
    "Document",
    "DocumentCancelled",
    "DocumentIssued",
    "DocumentKind",
    "DocumentLine",
    "DocumentRefusal",
    "DocumentSettings",
    "DocumentSettled",
    "DocumentStatus",
    "IssueDocument",
    "OpenItemLine",
    "Party",
    "PaymentLine",
    "Prefixes",
    "Seller",
    "SettleDocument",
    "Settlement",
    "TaxLine",
    "TaxPart",
    "Tendered",
    "number_of",
    "series_of",
    "summary",
]
