"""Channels as pages: whole in one file, safe with any text, and the same as the text."""

import re
from html import unescape

import attrs
import pytest
from tests.views import channel_boards as told
from tests.views.test_html import HOSTILE, OUTSIDE, Page

from axentra_core.channels import (
    ConnectionStatus,
    Drift,
    Finding,
    FindingKind,
    Progress,
    Refusal,
    Severity,
    Target,
    refused,
    sent,
)
from axentra_core.views import LOCALES, connection_text, language, mapping_report_text, sync_text
from axentra_core.views.html import connection_page, mapping_report_page, sync_page
from axentra_core.views.sync_states import STATES

# Words, but no letters that stand for dates.
WORD = re.compile(r"\b[^\W\d_]*[a-zæøå][^\W\d_]+\b")
HOUSE = {"property_name": "Hotel Axentra"}


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


def connection_of(connection, locale, on=told.TODAY) -> str:
    """Return the page of a connection."""
    return connection_page(connection, locale, on=on, **told.PLACE, **told.IDR, **HOUSE)


def sync_of(progress, locale, **more) -> str:
    """Return the page of what a platform has."""
    known = {"first": told.TODAY, **told.PLACE, **told.IDR, **HOUSE, **more}
    return sync_page(told.live(), progress, told.waits(progress), locale, **known)


def pages(locale) -> dict[str, str]:
    """Return every page about channels by its name."""
    return {
        "mapping": mapping_report_page(told.findings(), locale, name="SiteMinder", **HOUSE),
        "right": mapping_report_page((), locale, **HOUSE),
        **{
            status.value: connection_of(told.connection(status), locale)
            for status in ConnectionStatus
        },
        "tested": connection_of(told.tested(), locale, told.overdue()),
        "drifted": connection_of(told.live(), locale),
        "halfway": sync_of(told.halfway(), locale, next_due=told.NOW),
        "everything": sync_of(told.everything(), locale),
        "nothing": sync_page(told.live(), (), (), locale, first=told.TODAY, **HOUSE),
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
        assert len(ids) == len(set(ids)), name
        assert "None" not in page.text


def test_page_and_text_say_the_same(locale) -> None:
    """Whatever the text says stands on the page, in the same language."""
    shown = told.halfway()
    waits = told.waits(shown)
    known = {"first": told.TODAY, "next_due": told.NOW, **told.PLACE, **told.IDR}
    pairs = (
        (
            mapping_report_page(told.findings(), locale, name="SiteMinder"),
            mapping_report_text(told.findings(), locale, name="SiteMinder"),
        ),
        (
            connection_of(told.tested(), locale, told.overdue()),
            connection_text(told.tested(), locale, on=told.overdue(), **told.PLACE, **told.IDR),
        ),
        (
            sync_page(told.live(), shown, waits, locale, **known),
            sync_text(told.live(), shown, waits, locale, **known),
        ),
    )
    for place, (source, text) in enumerate(pairs):
        page = unescape(source).lower()
        # The page numbers its list by itself.
        numbers = re.findall(r"\d+", re.sub(r"(?m)^\d+\. ", "", text))
        assert [number for number in numbers if number not in page] == []
        # The page has no table for the evidence, and words in Chinese are not parted.
        if place != 1 and not locale.startswith("zh"):
            assert {word for word in WORD.findall(text) if word.lower() not in page} == set()


def test_the_report_counts_and_marks_what_is_worst(locale) -> None:
    """Errors stand first, each has its place, and what is right says so in green."""
    source = mapping_report_page(told.findings(), locale)
    assert source.index("is-error") < source.index('<section class="card is-warning"')
    faults = re.findall(r'<p class="where"><code>([^<]+)</code> <small>(\w+)</small>', source)
    assert {code for _, code in faults} == set(FindingKind)
    assert '<section class="look open">' in source
    warnings = [one for one in told.findings() if one.kind.severity is Severity.WARNING]
    assert '<section class="look seen">' in mapping_report_page(warnings, locale)
    right = mapping_report_page((), locale)
    assert '<section class="look fine">' in right
    assert language(locale).word("mapping_report.right") in Page(right).text


def test_what_is_next_stands_above_the_way_and_the_evidence(locale) -> None:
    """Whoever opens a connection reads first what he has to do."""
    source, own = connection_of(told.tested(), locale, told.overdue()), language(locale)
    said = source.index(own.word("connection.next.testing"))
    assert said < source.index('class="way"') < source.index("<main")
    page = Page(source)
    assert sum(one.get("aria-current") == "step" for one in page.all("li")) == 1
    results = [one["class"] for one in page.all("li") if one.get("class") in told.RESULTS]
    assert results == ["passed", "older", "failed", "missing", "missing", "missing"]


def test_every_date_has_a_colour_and_a_letter(locale) -> None:
    """Four weeks of each target, a letter in each cell; the key says what it means."""
    source, own = sync_of(told.halfway(), locale), language(locale)
    page = Page(source)
    cells = [one["class"] for one in page.all("td")]
    assert len(cells) == 5 * 28
    shown = re.findall(r'<td class="cell (\w+)[^>]*>([^<]+)</td>', source)
    assert all(letter == own.word(f"sync.letter.{state}") for state, letter in shown)
    assert {state for state, _ in shown} == {*STATES, "nothing"}
    for state in STATES:
        assert own.word(f"sync.state.{state}") in page.text
    week = sync_of(told.halfway(), locale, days=7)
    assert len(Page(week).all("td")) == 5 * 7


def test_targets_are_chosen_by_state_without_a_script(locale) -> None:
    """Whoever mends what is refused does not look at what is well."""
    source = sync_of(told.halfway(), locale)
    for number, state in enumerate(STATES, 1):
        rule = f"body:has(#show{number}:checked) .strip tbody tr:not(.has-{state})"
        assert rule in source
    assert len(Page(source).all("input")) == len(STATES) + 1


def test_no_text_can_become_a_part_of_the_page(locale) -> None:
    """Whatever a code, a person or a platform is called is text and nothing else."""
    evil = Finding.of(FindingKind.CODE_ODD, HOSTILE, entry=HOSTILE, code=HOSTILE)
    tested = told.tested()
    (first, *_) = tested.evidence
    shown = attrs.evolve(first, what=HOSTILE, reference=HOSTILE, by=HOSTILE)
    (cell, *_) = told.live().drift.comparison.first
    comparison = attrs.evolve(
        told.live().drift.comparison,
        different=1,
        first=(attrs.evolve(cell, target=Target(HOSTILE)),),
    )
    connection = attrs.evolve(
        tested,
        id=HOSTILE,
        case=HOSTILE,
        property_code=HOSTILE,
        evidence=(shown,),
        drift=Drift(comparison, HOSTILE, told.NOW),
    )
    target = Target(HOSTILE, HOSTILE)
    update = told.told(target, told.PRICE, 0, 3, 1)
    progress = refused(
        sent(Progress(target), 1, [update]), 1, [Refusal(update, HOSTILE)], told.NOW, 1
    )
    for source in (
        mapping_report_page([evil], locale, name=HOSTILE, property_name=HOSTILE),
        connection_page(connection, locale, on=told.TODAY, platform=HOSTILE),
        sync_page(connection, [progress], [update], locale, first=told.TODAY, platform=HOSTILE),
    ):
        page = Page(source)
        assert page.wrong == page.open == []
        assert page.all("script") == []
        assert all("onload" not in element for _, element in page.elements)
        assert HOSTILE in "".join(page.words)


def test_pages_are_made_for_telephones_dark_rooms_and_paper(locale) -> None:
    """A narrow screen has no column out of sight: a strip goes on in the next line by weeks."""
    for name, source in pages(locale).items():
        style = source.split("<style>")[1].split("</style>")[0]
        assert "prefers-color-scheme: dark" in style
        assert "max-width: 640px" in style
        assert "@media print" in style, name
    strip = sync_of(told.halfway(), locale)
    assert "grid-template-columns: repeat(7" in strip
    assert strip.count('data-day="23"') == 5


def test_a_large_house_is_shown_in_the_time_of_a_glance(takes_less_than) -> None:
    """Five hundred targets for four weeks: one page, made at once."""
    (rooms, *_) = told.everything()
    many = [attrs.evolve(rooms, target=Target(f"R{place:03}")) for place in range(500)]
    made = []
    takes_less_than(
        1.5, lambda: made.append(sync_page(told.live(), many, (), "en", first=told.TODAY))
    )
    assert len(made[0].encode()) < 1_500_000
