"""What a hotel can be asked about its bills and documents."""

from datetime import date

import attrs

from axentra_core.city_ledger import Ageing, OpenItem, ageing
from axentra_core.documents import Document
from axentra_core.folio import (
    Explanation,
    Folio,
    FolioKind,
    Statement,
    TransferredIn,
    explain,
    statement,
)
from axentra_core.folio.tax import TaxQuote
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.taxes import Bill
from axentra_core.hotel.window import HIGHEST


@attrs.frozen
class DocumentView:
    """An issued document, with whoever it is made out to as the hotel's cipher opens them.

    Attributes:
        document: number, content and status.
        buyer_name: None where there is no buyer, or once they were forgotten; so are the others.
        buyer_address: where it is sent to.
        buyer_mail: where it is mailed to.
    """

    document: Document
    buyer_name: str | None = attrs.field(repr=False)
    buyer_address: str | None = attrs.field(repr=False)
    buyer_mail: str | None = attrs.field(repr=False)


class FolioReader(Reading):
    """What is known of bills and documents."""

    # --- bills ---

    def folio(self, folio: str, window: int | None = None) -> Statement:
        """Return a bill, or one window of it as a guest reads it; a stay's own has its id.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("folio", folio)
        return statement(self._window.history("folio", folio), window)

    def explain(self, folio: str, line: int) -> Explanation:
        """Return how a charge came about: source, price, components, rounding, what followed.

        `Explanation.sentences` says it in words; what the tax rules were asked and have answered is
        in `quote`. One that was sold on another bill is explained there, by `explain_origin`.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("folio", folio)
        return explain(self._window.history("folio", folio), line)

    def explain_origin(self, folio: str, line: int) -> Explanation:
        """Return how a charge came about on the bill on which it was sold.

        Raises:
            NotFound: ``record.not_found``.
        """
        found = self.explain(folio, line)
        if isinstance(found.charge, TransferredIn):
            return self.explain(found.charge.origin_folio, found.charge.origin_line)
        return found

    def quote(self, stay: str) -> TaxQuote:
        """Return what the tax rules make of a stay: all its nights, and what else was charged.

        ``explain()`` tells how each component came about. Lines of the bill go by their number,
        nights that are not charged yet by their date.

        Raises:
            NotFound: ``record.not_found``.
            HotelRefusal: ``hotel.no_tax_rules``.
            TaxRefusal: as `axentra_core.folio.tax.quote`.
        """
        self._window.need("stay", stay)
        return Bill(self._window, stay).quote()

    def open_folios(self) -> tuple[Folio, ...]:
        """Return every open bill."""
        return tuple(self._found("folio", "folio.open", "", HIGHEST))

    def folios_of(self, stay: str) -> tuple[Folio, ...]:
        """Return the bills of a stay: its own first, then late ones.

        Raises:
            NotFound: ``record.not_found``.
        """
        own: Folio = self._window.need("folio", stay)
        return (own, *self._found("folio", "folio.stay", stay, stay))

    def house_accounts(self) -> tuple[Folio, ...]:
        """Return the open bills of the house itself."""
        return tuple(self._found("folio", "folio.kind", FolioKind.HOUSE, FolioKind.HOUSE))

    def receivables(self) -> tuple[Folio, ...]:
        """Return the bills that guests have left open, those without a date first, then by date."""
        return tuple(self._found("folio", "folio.receivable", "", HIGHEST))

    def receivable_ageing(self, as_of: date | None = None) -> Ageing:
        """Return how old the bills are that guests have left open, by the property's clock.

        One without a due date is due on the day it was left open.

        Raises:
            InvalidInput: `as_of` is no date.
        """
        bills = [
            OpenItem(
                place,
                f"folio:{folio.id}",
                folio.receivable.reason,
                folio.owed,
                folio.owed,
                folio.receivable.since,
                folio.receivable.due or folio.receivable.since,
                folio.receivable.since,
            )
            for place, folio in enumerate(self.receivables(), 1)
            if folio.receivable is not None and folio.owed > 0
        ]
        own = self.configuration.city_ledger
        return ageing(bills, self._day(as_of, "as_of"), own.clock, own.buckets)

    # --- documents ---

    def document(self, number: str) -> DocumentView:
        """Return an issued document.

        Raises:
            NotFound: ``record.not_found``.
        """
        document: Document = self._window.need("document", number)
        buyer = document.content.buyer
        if buyer is None:
            return DocumentView(document, None, None, None)
        opened = map(self._opened, (buyer.name, buyer.address, buyer.mail))
        return DocumentView(document, *opened)

    def documents(self, about: str) -> tuple[Document, ...]:
        """Return the documents about a window, an account or a deposit, by number.

        Args:
            about: such as ``folio:S1:1``, ``account:ACME`` or ``deposit:D1``.
        """
        found = self._found("document", "document.about", about, about)
        return tuple(sorted(found, key=lambda document: document.id))
