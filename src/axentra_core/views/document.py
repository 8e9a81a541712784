"""Issued documents as plain text: for a terminal, a receipt printer or a mail."""

from collections.abc import Iterable, Iterator, Sequence

from axentra_core.documents import Content, Document
from axentra_core.views.cells import Line, Tax
from axentra_core.views.columns import WIDTH, Column, Row, headings, table
from axentra_core.views.printed import Printed, printed
from axentra_core.views.text import BLANK, PAIRS, THICK, THIN, TITLE
from axentra_core.views.text import document as joined

WHOLE = (Column(wraps=True),)
LABELLED = (Column(), Column(wraps=True))
# Where the amount without taxes stands in a row.
NET = 4


def document_text(
    document: Document | Content,
    locale: str,
    *,
    buyer_name: str | None = None,
    buyer_address: str | None = None,
    property_name: str = "",
) -> str:
    """Return an issued document as text.

    Charges are shown with and without their taxes, so that each column adds up to its total; which
    taxes are in it stands below. What a channel has collected is in no sum.

    Args:
        document: as it was issued; a content alone is a draft, and says so.
        locale: one of `LOCALES`.
        buyer_name: what the buyer is called, opened by the caller; left out when it is forgotten.
        buyer_address: where the buyer lives, opened by the caller.
        property_name: what the hotel is called where the document names no seller.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    paper = printed(
        document,
        locale,
        buyer_name=buyer_name,
        buyer_address=buyer_address,
        property_name=property_name,
    )
    return joined(
        _top(paper),
        _main(paper),
        _balance(paper),
        _open_items(paper) if paper.open_items else (),
        _ages(paper) if paper.ages else (),
    )


def _top(paper: Printed) -> Iterator[str]:
    title = [paper.title, paper.number]
    seller = [paper.name, *paper.seller]
    title += [""] * (len(seller) - len(title))
    seller += [""] * (len(title) - len(seller))
    heading = [pair for pair in zip(seller, title, strict=True) if any(pair)]
    yield from table(TITLE, [*heading, THICK], room=WIDTH)
    if paper.buyer:
        labels = [paper.own.word("document.buyer"), *[""] * (len(paper.buyer) - 1)]
        yield from table(LABELLED, list(zip(labels, paper.buyer, strict=True)))
        yield BLANK
    lefts, rights = paper.facts[::2], [*paper.facts[1::2], ("", "")]
    pairs = [left + right for left, right in zip(lefts, rights, strict=False)]
    yield from table(PAIRS, pairs, room=WIDTH)
    if said := [*paper.warnings, *paper.notices]:
        yield BLANK
        yield from table(WHOLE, [[notice] for notice in said])
    yield BLANK


def _main(paper: Printed) -> list[str]:
    word = paper.own.word
    columns: Sequence[Column] = (
        Column(word("document.line"), figures=True),
        Column(word("document.date")),
        Column(word("document.description"), wraps=True),
        Column(word("document.quantity"), figures=True),
        Column(word("document.net"), figures=True),
        Column(word("document.amount", currency=paper.currency), figures=True),
    )
    rows: list[Row] = [headings(columns), THIN, *_lines(paper), *_paid(paper)]
    if not paper.has_net:
        columns = [*columns[:NET], *columns[NET + 1 :]]
        rows = [row if isinstance(row, str) else [*row[:NET], *row[NET + 1 :]] for row in rows]
    return table(columns, rows, room=WIDTH)


def _lines(paper: Printed) -> Iterator[Row]:
    word = paper.own.word
    if paper.brought_forward:
        yield _sum(word("document.brought_forward"), paper.brought_forward)
    yield from _rows(paper.lines)
    if paper.rounding:
        yield _sum(word("document.rounding"), paper.rounding)
    yield THIN
    yield _sum(word("document.total"), paper.total, paper.net)
    if paper.taxes:
        yield BLANK
        yield _sum(word("document.taxes"), "", word("document.base"))
        yield from map(_tax, paper.taxes)
    if paper.collected:
        yield BLANK
        yield _sum(word("document.not_included"), "")
        yield from map(_tax, paper.collected)


def _paid(paper: Printed) -> Iterator[Row]:
    word = paper.own.word
    if paper.payments:
        yield BLANK
        yield _sum(word("document.payments"), "")
        yield from _rows(paper.payments)
        yield _sum(word("document.paid"), paper.paid)


def _balance(paper: Printed) -> list[str]:
    # Money stands in it as in the table above, so that the last digits of both meet.
    rows: list[Row] = [THICK, paper.balance]
    if paper.settlements:
        rows = [BLANK, *paper.settlements, *rows]
    return table(TITLE, rows, room=WIDTH)


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        yield line.number, line.on, line.description, line.quantity, line.net, line.amount
        for note in line.notes:
            yield _sum(note, "")


def _tax(tax: Tax) -> Row:
    return _sum(f"{tax.name} {tax.rate}", tax.amount, tax.base)


def _sum(label: str, amount: str, net: str = "") -> Row:
    return "", "", label, "", net, amount


def _open_items(paper: Printed) -> Iterator[str]:
    word = paper.own.word
    columns = (
        Column(word("document.line"), figures=True),
        Column(word("document.date")),
        Column(word("document.description"), wraps=True),
        Column(word("document.due")),
        Column(word("document.overdue"), figures=True),
        Column(word("document.open", currency=paper.currency), figures=True),
    )
    rows: list[Row] = [headings(columns), THIN]
    for item in paper.open_items:
        rows.append((item.number, item.on, item.description, item.due, item.overdue, item.open))
        rows += [("", "", note, "", "", "") for note in item.notes]
    yield BLANK
    yield word("document.open_items")
    yield from table(columns, rows, room=WIDTH)


def _ages(paper: Printed) -> Iterator[str]:
    word = paper.own.word
    heading = word("document.ages"), word("document.open", currency=paper.currency)
    yield BLANK
    yield from table(TITLE, [heading, THIN, *paper.ages], room=WIDTH)
