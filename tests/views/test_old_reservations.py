"""Files of old reservations and what is out of reach, as text and as pages in all languages."""

import re
from datetime import date
from html import unescape

import pytest
from tests.views.test_golden import places
from tests.views.test_html import OUTSIDE, Page

from axentra_core.channels.old_reservations import Note, Reason
from axentra_core.channels.reservations import WHAT_TO_DO_ABOUT, Flag
from axentra_core.hotel import ImportReport, JudgedRow, OutOfReach, ReachReason, RowStanding
from axentra_core.kernel.errors import Fault
from axentra_core.views import LOCALES, import_report_text, language, out_of_reach_text
from axentra_core.views.html import import_report_page, out_of_reach_page
from axentra_core.views.old_reservations import STANDINGS, import_listing

HOSTILE = "<script>alert(1)</script>"
EVERY = dict.fromkeys(RowStanding, 3)
NOTHING = dict.fromkeys(RowStanding, 0)
MONDAY = date(2026, 11, 23)


def judged():
    """Return a file with everything that can be said of one."""
    wrong = JudgedRow(
        2,
        RowStanding.WRONG,
        "EXP-1",
        faults=(
            Fault("rows[2].Check-in", "date.bad_format", "'soon' is no date"),
            Fault("rows[2]", "csv.columns", "2 cells instead of 12"),
        ),
    )
    parked = tuple(
        JudgedRow(
            place,
            RowStanding.PARKED,
            f"EXP-{place}",
            notes=(Note(reason, f"rows[{place}].Room", "unknown room"),),
        )
        for place, reason in enumerate(Reason, 3)
    )
    changed = JudgedRow(90, RowStanding.CHANGED, "EXP-90", ("EXP-90.1", "EXP-90.2"))
    refused = JudgedRow(
        91, RowStanding.WRONG, "EXP-91", faults=(Fault("rows[91]", "hotel.x", "no"),)
    )
    flags = {Flag.CURRENCY_DIFFERS: 4, Flag.AGES_MISSING: 1_234}
    return ImportReport(
        "f1", 27, EVERY, (wrong,), parked, (changed,), 12, flags=flags, refused=(refused,)
    )


def reached():
    """Return what is out of reach, one for every reason."""
    return tuple(
        OutOfReach(
            reason,
            f"EXP-{place}",
            f"EXP-{place}",
            f"EXP-{place}.1",
            MONDAY,
            date(2026, 11, 25),
            "the platform could not deliver it" if reason is ReachReason.NOT_DELIVERED else "",
        )
        for place, reason in enumerate(ReachReason, 1)
    )


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


def texts(locale) -> dict[str, str]:
    """Return everything that is said about old reservations, by name."""
    return {
        "file": import_report_text(judged(), locale, name="reservations.csv"),
        "right": import_report_text(ImportReport("f1", 0, NOTHING), locale),
        "reach": out_of_reach_text(reached(), locale, name="Hotel Axentra"),
        "all reached": out_of_reach_text((), locale),
    }


def pages(locale) -> dict[str, str]:
    """Return the same as pages."""
    house = {"property_name": "Hotel Axentra"}
    return {
        "file": import_report_page(judged(), locale, name="reservations.csv", **house),
        "right": import_report_page(ImportReport("f1", 0, NOTHING), locale, **house),
        "reach": out_of_reach_page(reached(), locale, name="Hotel Axentra", **house),
        "all reached": out_of_reach_page((), locale, **house),
    }


def test_old_reservations_read_as_they_were_approved(locale, golden) -> None:
    """File and list come out as somebody has approved them."""
    golden(f"views/old_reservations/{locale}.txt", "\n".join(texts(locale).values()))


def test_nothing_is_wider_than_a_terminal(locale) -> None:
    """Eighty places are enough."""
    for name, text in texts(locale).items():
        assert max(map(places, text.splitlines())) <= 80, name


def test_every_standing_and_reason_has_a_word(locale) -> None:
    """What a file can come to is told in every language, and no two of them alike."""
    words = language(locale).words
    assert tuple(RowStanding) == STANDINGS
    # fmt: off
    for section, codes in (
        ("import_report.standing", RowStanding),
        ("import_report.reason",   Reason),
        ("out_of_reach.reason",    ReachReason),
    ):
        # fmt: on
        known = {key: word for key, word in words.items() if key.startswith(f"{section}.")}
        assert known.keys() == {f"{section}.{code}" for code in codes}
        assert len(set(known.values())) == len(known)


def test_every_fault_stands_with_its_row_column_and_code(locale) -> None:
    """Whoever puts the file right finds the cell."""
    text = " ".join(texts(locale)["file"].split())
    own = language(locale)
    assert own.list_of((own.word("import_report.row", row="2"), "Check-in", "EXP-1")) in text
    assert "[date.bad_format]" in text
    assert "[csv.columns]" in text
    listing = import_listing(judged(), locale)
    looks = ["error", "error", "warning", "warning", "warning"]
    assert [group.looks for group in listing.groups] == looks


def test_what_does_not_fit_is_counted_in_the_report(locale) -> None:
    """A file has thousands of rows: nobody has a task for each, so the report says what to do."""
    *_, flagged = import_listing(judged(), locale).groups
    own = language(locale)
    assert [(line.code, line.where) for line in flagged.lines] == [
        ("ages_missing", own.word("import_report.flagged", count=own.number(1_234))),
        ("currency_differs", own.word("import_report.flagged", count=own.number(4))),
    ]
    assert [line.what for line in flagged.lines] == [
        own.words.get(f"flags.{flag}", WHAT_TO_DO_ABOUT[flag])
        for flag in (Flag.AGES_MISSING, Flag.CURRENCY_DIFFERS)
    ]


def test_a_reservation_is_named_once(locale) -> None:
    """Without dates and without a task, its number is all that there is to say."""
    row = OutOfReach(ReachReason.NO_CHANNEL, "4711")
    assert out_of_reach_text([row], locale).count("4711") == 1
    assert out_of_reach_page([row], locale).count("4711") == 1


def test_what_is_right_says_so(locale) -> None:
    """Silence could mean that nobody has looked."""
    own = language(locale)
    assert own.word("import_report.right") in texts(locale)["right"]
    assert own.word("out_of_reach.right") in texts(locale)["all reached"]
    assert own.word("import_report.right") in Page(pages(locale)["right"]).text
    assert '<section class="look fine">' in pages(locale)["all reached"]
    assert '<section class="look open">' in pages(locale)["file"]
    assert '<section class="look seen">' in pages(locale)["reach"]


def test_a_page_is_whole_and_well_formed(locale) -> None:
    """It can be mailed, printed or kept: nothing is fetched, nothing runs, all is closed."""
    for name, source in pages(locale).items():
        page = Page(source)
        assert OUTSIDE.search(source) is None, name
        assert page.wrong == page.open == [], name
        assert page.all("html") == [{"lang": locale.replace("_", "-")}]
        assert len(page.all("h1")) == len(page.all("title")) == len(page.all("main")) == 1
        assert "None" not in page.text


def test_page_and_text_say_the_same(locale) -> None:
    """Whatever number the text says stands on the page."""
    for name, text in texts(locale).items():
        page = unescape(pages(locale)[name])
        numbers = re.findall(r"\d+", re.sub(r"(?m)^\d+\. ", "", text))
        assert [number for number in numbers if number not in page] == []


def test_nothing_from_a_file_runs_on_a_page(locale) -> None:
    """Cells of a file are texts, whatever stands in them."""
    note = Note(Reason.ROOM_UNKNOWN, f"rows[2].{HOSTILE}", HOSTILE)
    rows = (JudgedRow(2, RowStanding.PARKED, HOSTILE, notes=(note,)),)
    report = ImportReport("f1", 1, {**NOTHING, RowStanding.PARKED: 1}, parked=rows)
    assert HOSTILE not in import_report_page(report, locale, name=HOSTILE, property_name=HOSTILE)
    row = OutOfReach(ReachReason.NOT_TAKEN, HOSTILE, about=HOSTILE)
    assert HOSTILE not in out_of_reach_page([row], locale, name=HOSTILE)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_a_flag_says_what_to_do_in_every_language(locale) -> None:
    """A sentence for each and for no other, and none is borrowed from English or twice the same."""
    words = language(locale).words
    said = {key: word for key, word in words.items() if key.startswith("flags.")}
    assert said.keys() == {f"flags.{flag}" for flag in Flag}
    assert len({*said.values(), *WHAT_TO_DO_ABOUT.values()}) == 2 * len(Flag)
