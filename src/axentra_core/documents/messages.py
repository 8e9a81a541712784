"""Commands to a document and the events that follow."""

from datetime import date, datetime

import attrs

from axentra_core.documents.model import Content
from axentra_core.kernel.checks import checked
from axentra_core.kernel.texts import Id, Text


@checked
class IssueDocument:
    """Freeze a document under its number.

    Attributes:
        document: the number, taken from its series in the same commit.
    """

    document: Id
    content: Content


@checked
class CancelDocument:
    """Take a document back as a whole; it stays readable.

    Attributes:
        by: number of the credit note that does it.
        reason: what the credit note says.
    """

    document: Id
    by: Id
    reason: Text


@checked
class SettleDocument:
    """Set an advance invoice off in the invoice that follows it.

    Attributes:
        by: number of that invoice.
    """

    document: Id
    by: Id


@attrs.frozen
class DocumentIssued:
    """A document was issued; nothing on it changes any more.

    Attributes:
        issued_at: when.
        business_date: the business date of that.
        issued_by: who did it.
    """

    document: str
    content: Content
    issued_at: datetime
    business_date: date
    issued_by: str


@attrs.frozen
class DocumentCancelled:
    """A credit note has taken the document back."""

    document: str
    by: str
    reason: str
    business_date: date


@attrs.frozen
class DocumentSettled:
    """The advance invoice is set off in an invoice."""

    document: str
    by: str
    business_date: date
