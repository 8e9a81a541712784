"""What a document refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class DocumentRefusal(RuleViolation):
    """A rule of documents says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "documents.empty": (
            "there is nothing to print on document {document}; "
            "issue it when there is a charge or a payment"
        ),
        "documents.seller_missing": (
            "document {document} is a document of the kind {kind}, which names who sells; "
            "set the seller in the settings of the documents"
        ),
        "documents.needs_reference": (
            "document {document} is a document of the kind {kind}, which names what it corrects; "
            "give the number of that document"
        ),
        "documents.by_itself": (
            "document {document} is given as its own counterpart; "
            "give the number of the other document"
        ),
        "documents.wrong_subject": (
            "the {field} on document {document} is sealed under {subject}; seal it under {buyer}, "
            "so that erasing the buyer erases it too"
        ),
        "documents.does_not_add_up": (
            "the figures on document {document} do not add up: its {field} is {got:,} {currency}, "
            "but the rest of it makes {expected:,}; make it from the records again"
        ),
        "documents.not_paid": (
            "document {document} is a receipt, but of {charged:,} {currency} there are {paid:,} "
            "paid and {balance:,} left; take the payment first, or issue an invoice"
        ),
        "documents.not_creditable": (
            "document {document} is a document of the kind {kind}, which no credit note takes "
            "back; issue the right one anew"
        ),
        "documents.not_an_advance": (
            "document {document} is a document of the kind {kind}, and only an advance invoice is "
            "set off; check the number"
        ),
        "documents.cancelled": (
            "document {document} is cancelled; issue a new one, or check the number"
        ),
        "documents.settled": (
            "document {document} is set off in an invoice already; "
            "correct that invoice, or check the number"
        ),
    }
