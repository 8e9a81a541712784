"""What is handed out when a guest leaves, and what has to be corrected on it afterwards."""

from decimal import Decimal

from axentra_core.documents import DocumentIssued, DocumentKind
from axentra_core.testing.simulation.companies import WINDOW, Companies
from axentra_core.testing.simulation.crew import Crew


class Paperwork:
    """Whoever prints, where the house may sell under its name."""

    def __init__(self, crew: Crew, companies: Companies) -> None:
        """Begin with nothing printed."""
        self.crew: Crew = crew
        self.companies: Companies = companies

    def hand_out(self, folio: str) -> None:
        """Issue what a guest or a company gets when the guest has left."""
        crew = self.crew
        if crew.own.documents.seller is None:
            return
        if folio in self.companies.pays:
            self._issue(folio, DocumentKind.INVOICE, WINDOW)
        elif crew.happens(0.3):
            is_invoice = crew.happens(0.6)
            self._issue(folio, DocumentKind.INVOICE if is_invoice else DocumentKind.RECEIPT, 1)

    def _issue(self, folio: str, kind: DocumentKind, window: int) -> None:
        crew = self.crew
        done = crew.ask(crew.clerk.issue_document, folio, kind, window=window)
        if done and kind is DocumentKind.INVOICE and crew.happens(0.1):
            self._correct(done.one(DocumentIssued), window, folio)

    def _correct(self, invoice: DocumentIssued, window: int, folio: str) -> None:
        crew, clerk, number = self.crew, self.crew.clerk, invoice.document
        line = crew.pick(invoice.content.lines).line
        match crew.below(3):
            case 0:
                crew.ask(clerk.issue_credit_note, number, "not had", lines=[line])
            case 1:
                off = {"percent": Decimal("0.1"), "note": "We are sorry"}
                crew.ask(clerk.issue_correction, number, line, "service_failure", **off)
            case _:
                renamed = (clerk.issue_credit_note, number, "another name")
                if crew.ask(*renamed, keep_charges=True):
                    crew.ask(clerk.issue_document, folio, DocumentKind.INVOICE, window=window)
