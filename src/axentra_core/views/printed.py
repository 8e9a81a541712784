"""An issued document as it is read: every part of it in the words of one language.

Every amount is the document's own: nothing is added up here.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.documents import Content, Document, DocumentKind, DocumentStatus, Party, Seller
from axentra_core.kernel.numbers import ZERO
from axentra_core.views.cells import Cells, Item, Line, Tax
from axentra_core.views.locale import Language, language

# How a document names another one.
REFERS: Final[Mapping[DocumentKind, str]] = MappingProxyType(
    {DocumentKind.CREDIT_NOTE: "credits", DocumentKind.CORRECTION: "corrects"}
)


@attrs.frozen
class Printed:
    """A document as it is read. What it does not have is empty.

    Attributes:
        own: the language.
        title: what it is.
        number: its own; empty on a draft.
        currency: ISO 4217 code of all amounts.
        name: of the house.
        seller: address and numbers of the house.
        buyer: whoever it is made out to: name, address and number.
        facts: what it is about, as label and value.
        warnings: why it is not what it looks like: a draft, no invoice, cancelled.
        notices: which other document it belongs to, and why.
        has_net: lines have an amount without taxes, and another one with them.
        brought_forward: what was owed before the first line.
        lines: charges and corrections.
        rounding: what cash was rounded by.
        net: the sum of the lines without taxes.
        total: the sum of everything.
        taxes: service charges and taxes that are in it.
        collected: those that somebody else has collected, which are in no sum.
        payments: payments and refunds.
        paid: the sum of them.
        settlements: advance invoices that are set off, as label and amount.
        balance: what is left to pay or is owed back, as label and amount without a sign.
        open_items: of a company's account.
        ages: the same by age, as label and amount.
    """

    own: Language
    title: str
    number: str
    currency: str
    name: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    notices: tuple[str, ...]
    has_net: bool
    brought_forward: str
    lines: tuple[Line, ...]
    rounding: str
    net: str
    total: str
    taxes: tuple[Tax, ...]
    collected: tuple[Tax, ...]
    payments: tuple[Line, ...]
    paid: str
    settlements: tuple[tuple[str, str], ...]
    balance: tuple[str, str]
    open_items: tuple[Item, ...]
    ages: tuple[tuple[str, str], ...]


def printed(
    document: Document | Content,
    locale: str,
    *,
    buyer_name: str | None = None,
    buyer_address: str | None = None,
    property_name: str = "",
) -> Printed:
    """Return a document in the words of a language.

    Args:
        document: as it was issued; a content alone is a draft.
        locale: one of `LOCALES`.
        buyer_name: what the buyer is called, opened by the caller; None when it is forgotten.
        buyer_address: where the buyer lives, opened by the caller.
        property_name: what the hotel is called where the document names no seller.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    said = document.content if isinstance(document, Document) else document
    cells = Cells(own, said)
    return Printed(
        own=own,
        title=own.word(f"document.title.{said.kind}"),
        number=document.id if isinstance(document, Document) else "",
        currency=said.currency,
        name=property_name if said.seller is None else said.seller.name,
        seller=tuple(seller_lines(own, said.seller)),
        buyer=tuple(_buyer(own, said.buyer, buyer_name, buyer_address)),
        facts=tuple(_facts(cells, document)),
        warnings=tuple(_warnings(own, document)),
        notices=tuple(_notices(own, document)),
        has_net=bool(said.taxes) or any(line.net != line.total for line in said.lines),
        brought_forward=cells.unless_zero(said.brought_forward),
        lines=tuple(map(cells.line, said.lines)),
        rounding=cells.unless_zero(said.rounding),
        net=cells.plain[said.net],
        total=cells.money(said.charged),
        taxes=tuple(cells.tax(tax) for tax in said.taxes if tax.owed),
        collected=tuple(cells.tax(tax) for tax in said.taxes if not tax.owed),
        payments=tuple(map(cells.payment, said.payments)),
        paid=cells.money(said.paid),
        settlements=tuple(
            (own.word("document.set_off", number=one.document), cells.plain[one.amount])
            for one in said.settlements
        ),
        balance=_balance(cells, said),
        open_items=tuple(map(cells.item, said.open_items)),
        ages=tuple(map(cells.age, said.ages)),
    )


def seller_lines(own: Language, seller: Seller | None) -> Iterator[str]:
    """Yield address and numbers of the house."""
    if seller is None:
        return
    yield from seller.address
    for label, value in (("tax_id", seller.tax_id), ("registration", seller.registration)):
        if value is not None:
            yield own.word(f"document.{label}", number=value)


def _buyer(
    own: Language, buyer: Party | None, name: str | None, address: str | None
) -> Iterator[str]:
    if buyer is None:
        return
    for text in (name, address):
        yield from filter(None, (text or "").splitlines())
    if buyer.tax_id is not None:
        yield own.word("document.tax_id", number=buyer.tax_id)


def _facts(cells: Cells, document: Document | Content) -> Iterator[tuple[str, str]]:
    own, date = cells.own, cells.date
    said = document.content if isinstance(document, Document) else document
    kind, _, name = said.about.partition(":")
    if isinstance(document, Document):
        yield own.word("document.date"), date[document.business_date]
    about = own.words.get(f"document.about.{kind}")
    yield (about, name) if about else (own.word("document.reference"), said.about)
    if said.room is not None:
        yield own.word("document.room"), said.room
    for label in ("arrival", "departure", "since", "until"):
        if (day := getattr(said, label)) is not None:
            yield own.word(f"document.{label}"), date[day]


def _warnings(own: Language, document: Document | Content) -> Iterator[str]:
    if isinstance(document, Document):
        said = document.content
        if document.status is DocumentStatus.CANCELLED:
            yield own.word("document.cancelled", number=document.ended_by)
    else:
        said = document
        yield own.word("document.draft")
    if said.kind is DocumentKind.PROFORMA:
        yield own.word("document.not_an_invoice")


def _notices(own: Language, document: Document | Content) -> Iterator[str]:
    said = document.content if isinstance(document, Document) else document
    if said.refers_to is not None:
        yield own.word(f"document.{REFERS.get(said.kind, 'refers_to')}", number=said.refers_to)
    if said.reason is not None:
        yield own.word("document.reason", reason=said.reason)
    if isinstance(document, Document) and document.status is DocumentStatus.SETTLED:
        yield own.word("document.settled", number=document.ended_by)


def _balance(cells: Cells, said: Content) -> tuple[str, str]:
    own, amount = cells.own, cells.money(said.balance.copy_abs())
    if said.balance < ZERO:
        return own.word("document.credit"), amount
    if said.balance and said.due is not None:
        return own.word("document.balance_by", date=cells.date[said.due]), amount
    return own.word("document.balance"), amount
