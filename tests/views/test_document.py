"""Issued documents of every kind, word by word, in all five languages.

What they should look like stands in ``tests/golden/views/documents``. After a wanted change write
them anew with ``pytest --update-golden``, and read the difference before you commit it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.documents import (
    AgeLine,
    Document,
    DocumentKind,
    DocumentStatus,
    Settlement,
    TaxLine,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.rounding import Rounding
from axentra_core.views import LOCALES, document_text, language

OPENED = {
    "G1": {"buyer_name": "Siti Rahma", "buyer_address": "Jalan Sudirman 5\nJakarta 10220"},
    "C1": {"buyer_name": "ACME Nordic A/S", "buyer_address": "Havnegade 1, 1058 København K"},
}
BUYERS = [value for opened in OPENED.values() for value in opened.values()]
# How a language parts thousands and decimals.
MARKS = {"en": ",.", "id": ".,", "da": ".,", "zh_Hant": ",.", "zh_Hans": ",."}


def shown(document, locale, **more) -> str:
    """Return a document with its buyer opened."""
    said = document.content if isinstance(document, Document) else document
    opened = OPENED[said.buyer.subject] if said.buyer else {}
    return document_text(document, locale, **{"property_name": "Strandhotellet", **opened, **more})


def places(line: str) -> int:
    """Return how many places of a terminal a line fills: two for a Chinese letter."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)


def figures_of(text: str, locale: str) -> set[Decimal]:
    """Return every number that stands in a text."""
    thousands, point = MARKS[locale]
    found = re.findall(
        rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{point}]\d+)?|\d+(?:[{point}]\d+)?", text
    )
    return {Decimal(one.replace(thousands, "").replace(point, ".")) for one in found}


def figures_in(source: object) -> Iterator[Decimal]:
    """Yield every number of a document; a rate as the percentage it is, a base in whole money."""
    if attrs.has(type(source)):
        source = attrs.asdict(source, recurse=False).values()
    if isinstance(source, date):
        yield from map(Decimal, (source.year, source.month, source.day))
    elif isinstance(source, Decimal):
        yield from (abs(source), source * 100, abs(Rounding.to_digits(2).of(source)))
    elif isinstance(source, int):
        yield Decimal(source)
    elif isinstance(source, str):
        # Numbers of other documents and of the house may be read with or without their marks.
        yield from map(Decimal, re.findall(r"\d+", source))
        for locale in LOCALES:
            yield from figures_of(source, locale)
    elif source is not None:
        for part in source:
            yield from figures_in(part)


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


@pytest.fixture(params=DocumentKind)
def paper(request, papers) -> Document:
    """Return a document of each kind in turn."""
    return papers[request.param]


def test_documents_read_as_they_were_approved(paper, locale, golden) -> None:
    """Every kind comes out word by word as somebody has read and approved it."""
    golden(f"views/documents/{paper.content.kind}.{locale}.txt", shown(paper, locale))


def test_nothing_is_wider_than_a_terminal(paper, locale) -> None:
    """Eighty places are enough for every document."""
    assert max(map(places, shown(paper, locale).splitlines())) == 80


def test_every_number_comes_from_the_document(paper, locale) -> None:
    """A view adds nothing up: what it prints stands in the content, to the last decimal."""
    figures = figures_of(shown(paper, locale), locale)
    known = {*figures_in(paper), *figures_in(BUYERS), Decimal(1)}
    assert len(figures) > 7
    assert figures <= known


def test_every_figure_of_the_document_is_printed(paper, locale) -> None:
    """Nothing that was charged, paid or is open is left out."""
    said = paper.content
    figures = figures_of(shown(paper, locale), locale)
    rows = [
        *(line.total for line in said.lines),
        *(line.net for line in said.lines),
        *(tax.amount for tax in said.taxes),
        *(payment.amount for payment in said.payments),
        *(one.amount for one in said.settlements),
        *(item.open for item in said.open_items),
        *(item.amount for item in said.open_items),
        *(age.amount for age in said.ages),
        *(said.charged, said.brought_forward, said.rounding, said.balance),
    ]
    assert {abs(amount) for amount in rows if amount} <= figures


def test_a_document_says_what_it_is(papers, locale) -> None:
    """Each kind has a title of its own, which stands on top with the number."""
    tops = [shown(paper, locale).splitlines()[:2] for paper in papers.values()]
    titles = {re.split(r"  +", top[0])[-1] for top in tops}
    assert len(titles) == len(DocumentKind)
    assert [top[1].split()[-1] for top in tops] == [paper.id for paper in papers.values()]


def test_a_proforma_says_that_it_is_no_invoice(papers, locale) -> None:
    """Nobody may take it for one, and nothing else says so of itself."""
    warning = language(locale).word("document.not_an_invoice")
    said = [kind for kind, paper in papers.items() if warning in shown(paper, locale)]
    assert said == [DocumentKind.PROFORMA]


def test_a_content_alone_is_a_draft(papers, locale) -> None:
    """What has no number yet is shown to the guest as what it is: not issued."""
    paper = papers[DocumentKind.INVOICE]
    draft = shown(paper.content, locale)
    assert language(locale).word("document.draft") in draft
    assert paper.id not in draft
    assert draft.splitlines()[-20:] == shown(paper, locale).splitlines()[-20:]


def test_a_cancelled_document_names_its_credit_note(papers, locale) -> None:
    """Whoever prints it again sees that it counts no more; one that is set off says where."""
    paper = papers[DocumentKind.INVOICE]
    for status in (DocumentStatus.CANCELLED, DocumentStatus.SETTLED):
        ended = attrs.evolve(paper, status=status, ended_by="CRN-2026-000009")
        sentence = language(locale).word(f"document.{status}", number="CRN-2026-000009")
        assert sentence in shown(ended, locale)
        assert sentence not in shown(paper, locale)


def test_a_correction_names_what_it_corrects_and_why(papers, locale) -> None:
    """Credit note and correction carry the number of the other document, and the reason."""
    for kind, word in (("credit_note", "credits"), ("correction", "corrects")):
        text = shown(papers[DocumentKind(kind)], locale)
        assert language(locale).word(f"document.{word}", number="INV-2027-000002") in text
        assert papers[DocumentKind(kind)].content.reason in text


def test_a_forgotten_buyer_leaves_the_figures(papers, locale) -> None:
    """Name and address come from outside; a company keeps its tax id, a guest leaves nothing."""
    guest, company = papers[DocumentKind.INVOICE], papers[DocumentKind.CREDIT_NOTE]
    for paper, kept in ((guest, []), (company, ["DK87654321"])):
        bare = document_text(paper, locale)
        subject = paper.content.buyer.subject
        assert not any(line in bare for line in OPENED[subject]["buyer_address"].splitlines())
        assert OPENED[subject]["buyer_name"] not in bare
        assert all(one in bare for one in kept)
        assert (language(locale).word("document.buyer") in bare) is bool(kept)
        assert bare.splitlines()[-1] == shown(paper, locale).splitlines()[-1]


def test_a_document_without_a_buyer_names_nobody(papers) -> None:
    """A name that the caller gives is not printed on what was made out to nobody."""
    receipt = papers[DocumentKind.RECEIPT]
    assert "Siti" not in document_text(receipt, "en", **OPENED["G1"])


def test_what_a_channel_has_collected_stands_apart(papers, locale) -> None:
    """The guest sees the city tax below what is in the total, with a word that it is not."""
    lines = shown(papers[DocumentKind.INVOICE], locale).splitlines()
    own = language(locale)
    inside, outside = (
        next(place for place, line in enumerate(lines) if own.word(f"document.{key}") in line)
        for key in ("taxes", "not_included")
    )
    assert inside < outside
    assert not any("30" in line for line in lines[inside:outside])
    assert {Decimal(30000)} <= figures_of("\n".join(lines[outside : outside + 3]), locale)


def test_foreign_money_is_shown_with_its_rate(papers, locale) -> None:
    """A hundred dollars in cash at 15,800: both stand below the payment."""
    own = language(locale)
    words = " ".join(shown(papers[DocumentKind.INVOICE], locale).split())
    handed_over = " ".join(own.foreign(Decimal(100), "USD").split())
    assert f"1 USD = {own.number(15800)} IDR" in words
    assert handed_over in words
    assert Decimal(100) in figures_of(handed_over, locale)


def test_of_a_card_the_last_four_digits_are_shown(papers, locale) -> None:
    """With the method and what the other side knows the payment by."""
    text = shown(papers[DocumentKind.INVOICE], locale)
    assert f"{language(locale).word('payment.card')} **** 4242" in text
    assert "auth 831" in text


def test_money_that_is_owed_back_has_no_sign(papers, locale) -> None:
    """A credit note ends in the buyer's favour; a debt says by when it is to be paid."""
    own = language(locale)
    last = {
        kind: " ".join(shown(papers[kind], locale).split("=" * 80)[-1].split())
        for kind in (DocumentKind.CREDIT_NOTE, DocumentKind.ADVANCE_INVOICE)
    }
    credit, due = last.values()
    assert credit.startswith(own.word("document.credit"))
    assert "-" not in credit
    words = own.word("document.balance_by", date=own.date(date(2026, 12, 14)))
    assert set(words.split()) <= set(due.split())


def test_ages_are_said_in_words(papers, locale) -> None:
    """Not due yet, a span of days, and no end."""
    own, paper = language(locale), papers[DocumentKind.ACCOUNT_STATEMENT]
    text = shown(paper, locale)
    assert own.word("document.age.not_due") in text
    assert own.word("document.age.between", since="31", until="60") in text
    assert own.word("document.age.more", since="61") in text
    young = (AgeLine(-36600, 30, Decimal("21486.26")),)
    younger = attrs.evolve(paper, content=attrs.evolve(paper.content, ages=young))
    assert own.word("document.age.up_to", until="30") in shown(younger, locale)


def test_only_what_is_late_has_days(papers, locale) -> None:
    """An item that is due the day after tomorrow is not minus two days overdue."""
    own, paper = language(locale), papers[DocumentKind.ACCOUNT_STATEMENT]
    late, soon = (own.date(item.due) for item in paper.content.open_items)
    items = shown(paper, locale).split(own.word("document.open_items"))[1]
    late_line, soon_line = (
        next(line for line in items.splitlines() if due in line) for due in (late, soon)
    )
    assert re.search(rf"{re.escape(late)} +14 ", late_line)
    assert not re.search(rf"{re.escape(soon)} +-?\d{{1,2}} ", soon_line)


def test_a_bill_without_taxes_has_one_amount(papers, locale) -> None:
    """Two columns of the same figures would only be longer."""
    net = language(locale).word("document.net")
    heads = {
        kind: any(net in line.split() for line in shown(paper, locale).splitlines())
        for kind, paper in papers.items()
    }
    assert [kind for kind, has_net in heads.items() if not has_net] == [
        DocumentKind.RECEIPT,
        DocumentKind.ACCOUNT_STATEMENT,
    ]


def test_codes_of_the_hotels_own_are_kept(papers) -> None:
    """A tax, method or origin that no word is known for stands as the hotel wrote it."""
    said = papers[DocumentKind.INVOICE].content
    tax = TaxLine("SPA_LEVY", None, Decimal(0), Decimal(0))
    paid = attrs.evolve(said.payments[0], method="BARTER", tendered=None)
    own = attrs.evolve(said, taxes=(tax,), payments=(paid,), about="banquet:B9")
    text = shown(own, "en")
    assert "SPA_LEVY" in text
    assert "BARTER" in text
    assert "banquet:B9" in text


def test_an_advance_invoice_that_is_set_off_is_named(papers, locale) -> None:
    """Every one stands with its number above the balance."""
    said = papers[DocumentKind.INVOICE].content
    more = attrs.evolve(said, settlements=(*said.settlements, Settlement("ADV-9", Decimal(7))))
    text = shown(more, locale)
    assert text.index("ADV-2026-000003") < text.index("ADV-9") < text.rindex("=" * 80)


def test_an_amount_that_is_too_fine_is_refused(papers) -> None:
    """Nothing is rounded by printing it."""
    said = attrs.evolve(papers[DocumentKind.INVOICE].content, charged=Decimal("1.5"))
    with pytest.raises(InvalidInput) as caught:
        document_text(said, "en")
    assert caught.value.code == "money.too_many_decimals"


def test_another_language_is_refused(papers) -> None:
    """No language is guessed at."""
    with pytest.raises(InvalidInput) as caught:
        document_text(papers[DocumentKind.INVOICE], "xx")
    assert caught.value.code == "value.unknown"
