"""The verbs of documents as one actor says them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from axentra_core.documents import DocumentKind
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Documents(Speaker):
    """What is handed out; `DocumentIssued` names the number."""

    def issue_document(
        self,
        folio: str,
        kind: DocumentKind = DocumentKind.INVOICE,
        *,
        window: int = 1,
        due: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Hand out a proforma, an invoice or a receipt of a window."""
        return self.do(verbs.IssueDocument(folio, kind, window, due), key=key)

    def issue_credit_note(
        self,
        document: str,
        reason: str,
        *,
        lines: Sequence[int] = (),
        keep_charges: bool = False,
        key: str | None = None,
    ) -> Done:
        """Take an invoice back, or some of its lines; or let its lines be invoiced anew."""
        verb = verbs.IssueCreditNote(document, reason, tuple(lines), keep_charges)
        return self.do(verb, key=key)

    def issue_correction(  # noqa: PLR0913 - a correction says that much
        self,
        document: str,
        line: int,
        reason: str,
        *,
        amount: Money | None = None,
        percent: Decimal | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Take a part of an invoiced line off."""
        verb = verbs.IssueCorrection(document, line, reason, amount, percent, note)
        return self.do(verb, key=key)

    def issue_advance_invoice(self, deposit: str, *, key: str | None = None) -> Done:
        """Invoice a deposit, before anything was had for it."""
        return self.do(verbs.IssueAdvanceInvoice(deposit), key=key)

    def issue_account_statement(
        self, account: str, *, since: date, until: date | None = None, key: str | None = None
    ) -> Done:
        """Tell a company what it owes, and since when."""
        return self.do(verbs.IssueAccountStatement(account, since, until), key=key)
