"""What is shown once Front Desk has settled: what was paid, and the document that came of it."""

from collections.abc import Iterator
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
        currency: ISO 4217 code of all amounts.
        payments: one line for each; none where nothing was paid.
        total: label and amount of them together, without a sign.
        is_shown: whether there is anything to say: a payment, or a deposit that was set off.
    """

    own: Language
    title: str
    facts: tuple[tuple[str, str], ...]
    currency: str
    payments: tuple[Line, ...]
    total: tuple[str, str]
    is_shown: bool


def payment_receipt(receipt: "MeterReceipt", locale: str) -> PaymentReceipt:
    """Return the payments of a receipt in the words of a language.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    cells = Cells(own, receipt)
    kind = "refunded" if receipt.paid < ZERO else "paid"
    return PaymentReceipt(
        own,
        own.word(f"meter_receipt.{kind}_title"),
        tuple(_facts(receipt, own, cells)),
        receipt.currency,
        tuple(map(cells.payment, receipt.payments)),
        (own.word(f"meter_receipt.{kind}"), cells.money(receipt.paid.copy_abs())),
        bool(receipt.payments or receipt.set_off),
    )


def _facts(receipt: "MeterReceipt", own: Language, cells: Cells) -> Iterator[tuple[str, str]]:
    if receipt.guest_name is not None:
        yield own.word("registration.guest"), receipt.guest_name
    yield own.word("document.date"), cells.date[receipt.on]
    yield own.word("registration.stay"), receipt.stay
    for one in receipt.documents:
        yield own.word(f"document.title.{one.document.content.kind}"), one.document.id
    if receipt.set_off:
        yield own.name_of("payment", "deposit"), cells.money(receipt.set_off)


def receipt_text(receipt: "MeterReceipt", locale: str, *, property_name: str = "") -> str:
    """Return the receipt of a settlement in Front Desk as text: the payment, then the documents.

    Args:
        receipt: as the reader gives it.
        locale: one of `LOCALES`.
        property_name: what the hotel is called where no document names the seller.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    paid = payment_receipt(receipt, locale)
    word, seller = paid.own.word, receipt.seller
    name = property_name if seller is None else seller.name
    columns = (
        Column(word("document.line"), figures=True),
        Column(word("document.date")),
        Column(word("document.payments"), wraps=True),
        Column(word("document.amount", currency=paid.currency), figures=True),
    )
    rows: list[Row] = [headings(columns), THIN]
    for line in paid.payments:
        rows.append((line.number, line.on, line.description, line.amount))
        rows += [("", "", note, "") for note in line.notes]
    upcoming = word("meter_receipt.all_done")
    if receipt.next_ready is not None:
        upcoming = word("meter_receipt.next", stay=receipt.next_ready)
    slip: list[str] = []
    if paid.is_shown:
        slip += table(TITLE, [(name, paid.title), THICK], room=WIDTH)
        slip += table((Column(), Column(wraps=True)), list(paid.facts))
    if paid.payments:
        slip += [BLANK, *table(columns, rows, room=WIDTH)]
        slip += table(TITLE, [THICK, paid.total], room=WIDTH)
    heading = [(word("meter_receipt.title", stay=receipt.stay), upcoming), THIN]
    papers = (
        document_text(
            one.document,
            locale,
            buyer_name=one.buyer_name,
            buyer_address=one.buyer_address,
            property_name=property_name,
        )
        for one in receipt.documents
    )
    first = document(table(TITLE, heading, room=WIDTH), [BLANK], slip)
    return "\n\n".join((first, *papers))
