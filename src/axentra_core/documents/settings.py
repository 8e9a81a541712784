"""Who sells, and how documents are numbered.

>>> number_of(DocumentKind.INVOICE, 2026, 17, DocumentSettings())
'INV-2026-000017'
>>> series_of(DocumentKind.INVOICE, 2026)
'invoice.2026'
"""

from typing import Annotated

import attrs

from axentra_core.documents.model import DocumentKind, Seller
from axentra_core.kernel.checks import FIRST_YEAR, LAST_YEAR, checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.texts import Code

LARGEST_NUMBER = 999_999_999_999
WIDEST = 12


@checked
class Prefixes:
    """What the numbers of each kind of document begin with."""

    proforma: Code = "PRO"
    advance_invoice: Code = "ADV"
    invoice: Code = "INV"
    receipt: Code = "RCP"
    credit_note: Code = "CRN"
    correction: Code = "COR"
    account_statement: Code = "STM"

    def __attrs_post_init__(self) -> None:
        """Refuse a prefix of two kinds: their documents would have the same numbers."""
        seen: set[str] = set()
        faults: list[Fault] = []
        for kind in DocumentKind:
            prefix = self.of(kind)
            if prefix in seen:
                faults += InvalidInput.because(
                    "value.duplicate", path=kind.value, got=shown(prefix)
                ).faults
            seen.add(prefix)
        if faults:
            raise InvalidInput(faults)

    def of(self, kind: DocumentKind) -> str:
        """Return the prefix of a kind."""
        prefix: str = getattr(self, kind.value)
        return prefix


@checked
class DocumentSettings:
    """The documents of a property.

    Attributes:
        seller: the house as it stands on them; without it no invoice is issued.
        prefixes: what numbers begin with, by kind.
        number_width: digits of a number, filled with zeros in front; a longer one is not cut.
    """

    seller: Seller | None = None
    prefixes: Prefixes = attrs.field(factory=Prefixes)
    number_width: Annotated[int, whole(1, WIDEST)] = 6


_year = whole(FIRST_YEAR, LAST_YEAR)
_number = whole(1, LARGEST_NUMBER)


def number_of(kind: DocumentKind, year: int, n: int, settings: DocumentSettings) -> str:
    """Return the number of a document: its prefix, its year, and its place in the series.

    Raises:
        InvalidInput: ``value.out_of_range``.
    """
    return f"{settings.prefixes.of(kind)}-{_year(year)}-{_number(n):0{settings.number_width}}"


def series_of(kind: DocumentKind, year: int) -> str:
    """Return the id of the series that documents of a kind and year take their numbers from.

    Raises:
        InvalidInput: ``value.out_of_range``.
    """
    return f"{kind.value}.{_year(year)}"
