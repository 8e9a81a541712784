"""What is shown once Front Desk has settled: what was paid, and the document that came of it."""

from typing import TYPE_CHECKING

import attrs

from axentra_core.kernel.numbers import ZERO
from axentra_core.views.cells import Cells, Line
from axentra_core.views.columns import WIDTH, Column, Row, headings, table
from axentra_core.views.document import document_text
from axentra_core.views.locale import Language, language
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import MeterReceipt


@attrs.frozen
class PaymentReceipt:
    """What was paid, in the words of a language.

    Attributes:
        own: the language.
        title: that it is a receipt for money, or for money given back.
        facts: as label and value.
        payments: one line for each; none where nothing was paid.
        total: label and amount of them together, without a sign.
    """

    own: Language
    title: str
    facts: tuple[tuple[str, str], ...]
    payments: tuple[Line, ...]
    total: tuple[str, str]


def payment_receipt(receipt: "MeterReceipt", locale: str) -> PaymentReceipt:
    """Return the payments of a receipt in the words of a language.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    paper = receipt.document.document
    cells = Cells(own, paper.content)
    kind = "refunded" if receipt.paid < ZERO else "paid"
    facts = [
        (own.word("document.date"), cells.date[paper.business_date]),
        (own.word("registration.stay"), receipt.stay),
        (own.word(f"document.title.{paper.content.kind}"), paper.id),
    ]
    if receipt.document.buyer_name is not None:
        facts.insert(0, (own.word("registration.guest"), receipt.document.buyer_name))
    return PaymentReceipt(
        own,
        own.word(f"meter_receipt.{kind}_title"),
        tuple(facts),
        tuple(map(cells.payment, receipt.payments)),
        (own.word(f"meter_receipt.{kind}"), cells.money(receipt.paid.copy_abs())),
    )


def receipt_text(receipt: "MeterReceipt", locale: str, *, property_name: str = "") -> str:
    """Return the receipt of a settlement in Front Desk as text: the payment, then the document.

    Args:
        receipt: as the reader gives it.
        locale: one of `LOCALES`.
        property_name: what the hotel is called where the document names no seller.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    paid = payment_receipt(receipt, locale)
    word = paid.own.word
    seller = receipt.document.document.content.seller
    name = property_name if seller is None else seller.name
    columns = (
        Column(word("document.line"), figures=True),
        Column(word("document.date")),
        Column(word("document.payments"), wraps=True),
        Column(word("document.amount", currency=receipt.document.document.content.currency),
               figures=True),
    )  # fmt: skip
    rows: list[Row] = [headings(columns), THIN]
    for line in paid.payments:
        rows.append((line.number, line.on, line.description, line.amount))
        rows += [("", "", note, "") for note in line.notes]
    upcoming = word("meter_receipt.all_done")
    if receipt.next_ready is not None:
        upcoming = word("meter_receipt.next", stay=receipt.next_ready)
    slip: list[str] = []
    if paid.payments:
        slip += table(TITLE, [(name, paid.title), THICK], room=WIDTH)
        slip += table((Column(), Column(wraps=True)), list(paid.facts))
        slip += [BLANK, *table(columns, rows, room=WIDTH)]
        slip += [*table(TITLE, [THICK, paid.total], room=WIDTH), BLANK, BLANK]
    return document(
        table(TITLE, [(word("meter_receipt.title", stay=receipt.stay), upcoming), THIN],
              room=WIDTH),
        [BLANK],
        slip,
    ) + document_text(
        receipt.document.document,
        locale,
        buyer_name=receipt.document.buyer_name,
        buyer_address=receipt.document.buyer_address,
        property_name=property_name,
    )  # fmt: skip
