"""Meter readings as pages: whole in one file, safe with any text, and the same as the text."""

import re

import attrs
import pytest
from tests.views import meter_boards as told
from tests.views.test_html import HOSTILE, OUTSIDE, Page

from axentra_core.meters import RegistrationStatus
from axentra_core.views import LOCALES, language, receipt_text, registration_text
from axentra_core.views.html import (
    document_page,
    receipt_page,
    registration_page,
    registrations_page,
)

VIEWS = (told.doubtful, told.billed, told.begun)
HOUSE = {"property_name": "Klitferie ApS"}
ZONE = "Europe/Copenhagen"


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


def pages(locale) -> dict[str, str]:
    """Return every page about meters by its name."""
    return {
        **{view.__name__: registration_page(view(), locale, **HOUSE) for view in VIEWS},
        "list": registrations_page(told.lines(), locale, zone=ZONE, **HOUSE),
        "none": registrations_page((), locale, **HOUSE),
        "receipt": receipt_page(told.receipt(), locale),
        "refund": receipt_page(told.receipt(refunds=True), locale),
        "unpaid": receipt_page(told.receipt(ends=True), locale),
        "no document": receipt_page(attrs.evolve(told.receipt(), documents=()), locale),
    }


def test_a_page_is_whole_and_well_formed(locale) -> None:
    """It can be mailed, printed or kept: nothing is fetched, nothing runs, all is closed."""
    for name, source in pages(locale).items():
        page = Page(source)
        assert OUTSIDE.search(source) is None, name
        assert page.wrong == page.open == [], name
        assert page.all("html") == [{"lang": locale.replace("_", "-")}]
        assert len(page.all("h1")) == len(page.all("title")) == len(page.all("main")) == 1
        ids = [element["id"] for _, element in page.elements if "id" in element]
        assert len(ids) == len(set(ids))
        assert "None" not in page.text


@pytest.mark.parametrize("view", VIEWS, ids=lambda one: one.__name__)
def test_page_and_text_say_the_same(view, locale) -> None:
    """Every figure of the text stands on the page too, in the same language."""
    shown = view()
    words = Page(registration_page(shown, locale, **HOUSE)).text
    figures = set(re.findall(r"(?<![\w.,-])[\d.,]*\d(?![\w-])", registration_text(shown, locale)))
    assert len(figures) > 8
    assert [figure for figure in figures if figure not in words] == []


def test_what_has_to_be_looked_at_stands_above_everything(locale) -> None:
    """The reasons come before the first reading, and say aloud that nobody has looked yet."""
    source, own = registration_page(told.doubtful(), locale), language(locale)
    assert '<section class="look open">' in source
    look = source.index(own.word("registration.look"))
    assert look < source.index('class="acts"') < source.index("<main")
    assert source.index("00131", look) < source.index("<main")
    assert '<section class="look seen">' in registration_page(told.billed(), locale)
    plain = attrs.evolve(told.billed().registration, reasons=(), difference_due=False)
    fine = registration_page(attrs.evolve(told.billed(), registration=plain), locale)
    assert '<section class="look fine">' in fine


def test_english_sentences_are_marked_as_english() -> None:
    """A screen reader speaks what is known in English only as English."""
    view = told.doubtful()
    assert 'lang="en"' not in registration_page(view, "da")
    bare = tuple(attrs.evolve(one, details=()) for one in view.registration.reasons[-1:])
    old = attrs.evolve(view, registration=attrs.evolve(view.registration, reasons=bare))
    assert re.findall(r'<p lang="en">([^<]*)', registration_page(old, "da")) == [
        "tariff x holds no price on 2026-11-14; add a version for that day"
    ]


def test_what_can_be_done_is_sent_where_the_host_takes_it(locale) -> None:
    """Acts change something, so they are sent by POST; without an address they are named only."""
    bare = Page(registration_page(told.doubtful(), locale))
    assert bare.all("form") == bare.all("button") == bare.all("a") == []
    links = {"ReviewRegistration": "/stays/S1044/review", "InvoiceRegistration": "/no"}
    page = Page(registration_page(told.doubtful(), locale, links=links))
    assert page.all("form") == [{"method": "post", "action": "/stays/S1044/review"}]
    links = {"S1041": "/stays/S1041", "S1045/ArchiveRegistration": "/stays/S1045/archive"}
    page = Page(registrations_page(told.lines(), locale, links=links))
    assert page.all("a") == [{"href": "/stays/S1041"}]
    assert page.all("form") == [{"method": "post", "action": "/stays/S1045/archive"}]


def test_the_list_is_shown_by_status_with_counts(locale) -> None:
    """Staff choose a status without a script; the number that waits is the largest on the page."""
    source, own = registrations_page(told.lines(), locale, zone=ZONE, **HOUSE), language(locale)
    page = Page(source)
    assert len(page.all("input")) == len(RegistrationStatus) + 1
    for number in range(1, len(RegistrationStatus) + 1):
        assert f"body:has(#show{number}:checked) .group:not(#group{number})" in source
    for status, many in zip(RegistrationStatus, told.EACH, strict=True):
        assert f"{own.word(f'registration.status.{status}')} {many}" in page.text
    assert f"3 {own.word('registrations.waits')}" in page.text
    assert own.word("registrations.doubtful", count=3) in page.text
    assert page.text.count(own.word("registrations.difference")) == 1


def test_a_receipt_is_the_payment_and_the_document_itself(locale) -> None:
    """The document looks as on its own page, word by word; each can be printed alone."""
    receipt = told.receipt(refunds=True)
    source = receipt_page(receipt, locale)
    for known in receipt.documents:
        own = document_page(
            known.document, locale, buyer_name=known.buyer_name, buyer_address=known.buyer_address
        )
        begin = own.index('<main class="paper">\n') + len('<main class="paper">\n')
        words = own[begin : own.index("</main>")].strip()
        assert words in source or words.replace("h1>", "h2>") in source
    assert 'class="slip"' in source
    assert "break-after: page" in source
    for choice in ("only-slip", "only-paper"):
        assert f'id="{choice}"' in source
        assert f"body:has(#{choice}:checked)" in source
    words, text = Page(source).text, receipt_text(receipt, locale)
    assert all(figure in words for figure in re.findall(r"\d+[.,]\d\d(?!\d)", text))


def test_a_receipt_page_needs_no_document(locale) -> None:
    """There is nothing to choose between then."""
    alone = attrs.evolve(told.receipt(), documents=())
    source = receipt_page(alone, locale, property_name="Klitferie")
    assert 'class="slip"' in source
    assert 'class="paper"' not in source
    assert 'type="radio"' not in source
    assert "Klitferie" in Page(source).text


def test_a_receipt_leads_on_to_the_next_registration(locale) -> None:
    """Continue goes to what waits next (seed: *Videre*); what the host does not offer is absent."""
    own = language(locale)
    bare = Page(receipt_page(told.receipt(), locale))
    assert bare.all("a") == []
    assert own.word("meter_receipt.next", stay="S1045") in bare.text
    links = {"next": "/registrations", "send": "/stays/S1044/send"}
    page = Page(receipt_page(told.receipt(), locale, links=links))
    assert [one["href"] for one in page.all("a")] == ["/stays/S1044/send", "/registrations"]
    assert own.word("meter_receipt.go_on") in page.text
    unpaid = receipt_page(told.receipt(ends=True), locale)
    assert '<section class="slip">' not in unpaid
    assert own.word("meter_receipt.all_done") in Page(unpaid).text


def test_no_text_can_become_a_part_of_the_page(locale) -> None:
    """Whatever a guest, house, photo or meter is called is text and nothing else."""
    view = told.doubtful()
    registration = view.registration
    evil = attrs.evolve(
        view,
        registration=attrs.evolve(registration, document=HOSTILE, reviewed_by=HOSTILE),
        stay=attrs.evolve(view.stay, guest_name=HOSTILE, unit=HOSTILE, stay=HOSTILE),
        utilities=tuple(attrs.evolve(one, utility=HOSTILE) for one in view.utilities),
        changes=tuple(attrs.evolve(one, actor=HOSTILE) for one in view.changes),
    )
    lines = [attrs.evolve(one, unit=HOSTILE, guest=HOSTILE, stay=HOSTILE) for one in told.lines()]
    receipt = told.receipt()
    (known,) = receipt.documents
    paper = attrs.evolve(known, buyer_name=HOSTILE, buyer_address=HOSTILE)
    settled = attrs.evolve(receipt, stay=HOSTILE, guest_name=HOSTILE, documents=(paper,))
    links = {"next": HOSTILE, "send": HOSTILE, HOSTILE: HOSTILE}
    for source in (
        registration_page(evil, locale, property_name=HOSTILE, links=links),
        registrations_page(lines, locale, property_name=HOSTILE, links=links),
        receipt_page(settled, locale, links=links),
    ):
        page = Page(source)
        assert page.wrong == page.open == []
        assert page.all("script") == []
        assert all("onload" not in element for _, element in page.elements)
        assert HOSTILE in "".join(page.words)


def test_pages_are_made_for_telephones_dark_rooms_and_paper(locale) -> None:
    """A narrow screen has no column out of sight, and nothing to press is printed."""
    for name, source in pages(locale).items():
        style = source.split("<style>")[1].split("</style>")[0]
        assert "prefers-color-scheme: dark" in style
        assert "max-width: 640px" in style
        assert "@media print" in style, name


def test_a_full_house_is_listed_in_the_time_of_a_glance(takes_less_than) -> None:
    """A thousand registrations of a season: one page, made at once."""
    few = told.lines()
    lines = [attrs.evolve(few[place % 11], stay=f"S{place}") for place in range(1000)]
    made = []
    takes_less_than(1.0, lambda: made.append(registrations_page(lines, "da", zone=ZONE)))
    assert len(made[0].encode()) < 1_000_000
