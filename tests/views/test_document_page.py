"""Issued documents as pages: whole in one file, safe with any text, and fit for paper."""

import re
from html.parser import HTMLParser

import attrs
import pytest

from axentra_core.documents import DocumentKind, Party, Seller
from axentra_core.kernel.sealed import Sealed
from axentra_core.views import LOCALES, document_text, language
from axentra_core.views.html import document_page

HOSTILE = "</style><script>alert('x')</script>\"' onload=\"x"
OUTSIDE = re.compile(r"https?:|//[a-z]|url\(|@import|\bsrc=|<script|<link|<iframe|\bon[a-z]+=\"")
OPENED = {"buyer_name": "Siti Rahma", "buyer_address": "Jalan Sudirman 5\nJakarta"}


class Page(HTMLParser):
    """Reads a page, and notes where its elements are not closed in order."""

    def __init__(self, source: str) -> None:
        """Read the page."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.names: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.rows: list[int] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes) -> None:
        """Note an element, and how many columns a row has."""
        self.names.append(tag)
        self.attributes |= {name for name, _ in attributes}
        if tag == "tr":
            self.rows.append(0)
        if tag in {"th", "td"}:
            self.rows[-1] += int(dict(attributes).get("colspan") or 1)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        """Note what is closed before what is in it."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")

    def handle_data(self, data) -> None:
        """Keep the text."""
        if "style" not in self.open:
            self.words.append(data)


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


@pytest.fixture(params=DocumentKind)
def paper(request, papers):
    """Return a document of each kind in turn."""
    return papers[request.param]


def test_a_page_is_whole_and_well_formed(paper, locale) -> None:
    """It can be mailed, printed or kept: nothing is fetched, nothing runs, everything is closed."""
    source = document_page(paper, locale, **OPENED)
    page = Page(source)
    assert OUTSIDE.search(source) is None
    assert page.wrong == page.open == []
    assert source.startswith("<!DOCTYPE html>\n")
    assert f'<html lang="{locale.replace("_", "-")}">' in source
    for name in ("h1", "title", "main", "style"):
        assert page.names.count(name) == 1
    tables = re.split(r"</table>", source)[:-1]
    assert all(len(set(Page(table[table.index("<table") :]).rows)) == 1 for table in tables)


def test_page_and_text_say_the_same(paper, locale) -> None:
    """Every word and figure of the text stands on the page too, in the same language."""
    words = " ".join(" ".join(Page(document_page(paper, locale, **OPENED)).words).split())
    text = document_text(paper, locale, **OPENED)
    cells = {
        cell
        for line in text.splitlines()
        for cell in re.split(r"  +", line.strip())
        if cell and not set(cell) <= set("-=")
    }
    figures = {cell for cell in cells if re.fullmatch(r"[\d.,-]*\d", cell)}
    assert len(figures) > 2
    assert [figure for figure in figures if figure not in words] == []
    assert paper.id in words
    assert language(locale).word(f"document.title.{paper.content.kind}") in words


def test_no_text_can_become_a_part_of_the_page(papers, locale) -> None:
    """Whatever a guest or the house is called and whatever staff have written is text."""
    paper = papers[DocumentKind.INVOICE]
    said = paper.content
    hostile = attrs.evolve(
        said,
        seller=Seller(HOSTILE, (HOSTILE,), HOSTILE, HOSTILE),
        buyer=Party("G1", Sealed("G1", "x"), tax_id=HOSTILE),
        lines=tuple(attrs.evolve(line, description=HOSTILE, note=HOSTILE) for line in said.lines),
        payments=tuple(attrs.evolve(one, reference=HOSTILE) for one in said.payments),
        reason=HOSTILE,
    )
    evil = attrs.evolve(paper, id=HOSTILE, content=hostile)
    source = document_page(evil, locale, buyer_name=HOSTILE, buyer_address=HOSTILE)
    page = Page(source)
    assert page.wrong == page.open == []
    assert "script" not in page.names
    assert page.names.count("style") == 1
    assert "onload" not in page.attributes
    assert "".join(page.words).count(HOSTILE) > 10
    assert page.names == Page(document_page(evil, locale, buyer_name="x", buyer_address="x")).names


def test_a_page_is_made_for_paper(papers, locale) -> None:
    """A4, its number on every sheet, headings repeated, neither rows nor sums torn."""
    source = document_page(papers[DocumentKind.INVOICE], locale)
    style = source.split("<style>")[1].split("</style>")[0]
    assert "size: A4" in style
    assert "counter(page)" in style
    assert "display: table-header-group" in style
    for name in ("break-inside: avoid", "break-before: avoid", "break-after: avoid"):
        assert name in style
    (running,) = re.findall(r'@top-left \{ content: "([^"]*)"', style)
    letters = "".join(chr(int(one, 16)) for one in running.split("\\")[1:])
    assert letters.endswith("INV-2026-000017")
    assert letters.startswith("PT Hotel Axentra Bali")


def test_a_page_is_made_for_dark_rooms_and_telephones(papers) -> None:
    """Light and dark follow the reader, and a narrow screen has no column out of sight."""
    source = document_page(papers[DocumentKind.INVOICE], "en")
    assert "color-scheme: light dark" in source
    assert "prefers-color-scheme: dark" in source
    assert "max-width: 640px" in source


def test_what_a_document_does_not_have_leaves_no_trace(papers, locale) -> None:
    """No empty table, no heading without anything below it, and never the word None."""
    own = language(locale)
    for kind, paper in papers.items():
        source = document_page(paper, locale, **OPENED)
        said = paper.content
        assert ('class="payments"' in source) is bool(said.payments)
        assert ('class="taxes"' in source) is bool(said.taxes)
        assert ('class="items"' in source) is bool(said.open_items)
        assert ('class="buyer"' in source) is (said.buyer is not None)
        assert ('class="warnings"' in source) is (kind is DocumentKind.PROFORMA)
        assert (own.word("document.ages") in source) is bool(said.ages)
        assert "None" not in source


def test_a_thousand_lines_stay_small(papers, takes_less_than) -> None:
    """The bill of a large group is made while the guest reaches for the card."""
    paper = papers[DocumentKind.INVOICE]
    rows = tuple(attrs.evolve(paper.content.lines[0], line=number) for number in range(1, 1001))
    large = attrs.evolve(paper, content=attrs.evolve(paper.content, lines=rows))
    pages = []
    takes_less_than(1.0, lambda: pages.append(document_page(large, "en")))
    assert len(pages[0].encode()) < 400_000
    assert pages[0].count("<tr><td") > 1000
