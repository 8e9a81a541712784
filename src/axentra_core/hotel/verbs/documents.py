"""Documents that are handed out; each takes the next number of its kind and year."""

from axentra_core.documents import DocumentKind
from axentra_core.folio import LineNumber, WindowNumber
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.numbers import Rate
from axentra_core.kernel.texts import Code, Id, Text

OF_A_WINDOW = (DocumentKind.PROFORMA, DocumentKind.INVOICE, DocumentKind.RECEIPT)


@checked
class IssueDocument:
    """Hand out what a window of a bill says: a proforma, an invoice or a receipt.

    An invoice covers what no invoice before it does; from then on its lines are corrected by
    documents only. A proforma covers the same and freezes nothing; a receipt proves the payments of
    a window that owes nothing.

    Attributes:
        due: the day by which an invoice is to be paid, where something is.
    """

    folio: Id
    kind: DocumentKind = DocumentKind.INVOICE
    window: WindowNumber = 1
    due: Day | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse kinds that are made from something else than a window."""
        if self.kind not in OF_A_WINDOW:
            raise InvalidInput.because(
                "value.not_listed",
                path="kind",
                got=shown(self.kind),
                kind="documents of a window",
                allowed=", ".join(OF_A_WINDOW),
            )


@checked
class IssueCreditNote:
    """Take an invoice back, or some of its lines.

    Attributes:
        document: number of the invoice.
        lines: those of the bill that are taken back; all that are left when empty.
        keep_charges: the invoice goes and all its lines stay on the bill, to be invoiced anew: to
            another company, under another name.
    """

    document: Id
    reason: Text
    lines: tuple[LineNumber, ...] = ()
    keep_charges: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse to keep some lines alone: an invoice is withdrawn as a whole."""
        if self.keep_charges and self.lines:
            raise InvalidInput.because(
                "value.conflict", path="lines", one="lines", other="keep_charges"
            )


@checked
class IssueCorrection:
    """Take a part of an invoiced line off.

    Attributes:
        document: number of the invoice.
        line: of the bill.
        reason: such as ``service_failure``, for reports.
        amount: how much of its total, or
        percent: which part of what was posted, 0 to 1.
        note: what the guest reads about it.
    """

    document: Id
    line: LineNumber
    reason: Code
    amount: PositiveAmount | None = None
    percent: Rate | None = None
    note: Text | None = None


@checked
class IssueAdvanceInvoice:
    """Invoice what is or was paid as a deposit, before anything was had for it."""

    deposit: Id


@checked
class IssueAccountStatement:
    """Tell a company what it owes, and since when.

    Attributes:
        since: first business date.
        until: last business date, inclusive; the open one when left out.
    """

    account: Id
    since: Day
    until: Day | None = None
