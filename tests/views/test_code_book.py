"""The letters of the board in five languages, and what else they are used for."""

import pytest
from tests.each import each

from axentra_core.housekeeping import model as housekeeping
from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import model as rooms
from axentra_core.views import LOCALES, language
from axentra_core.views.code_book import Entry, code_book, code_book_text
from axentra_core.views.columns import WIDTH, width

CODES = (
    *("VD", "VP", "VC", "VCI", "OD", "OP", "OC", "OCI"),
    *("OOO", "OOS", "HU", "OU", "UC", "HOLD"),
    *("DND", "MUR", "RS", "DL", "SO", "LL", "NL", "TD", "TDC", "LC"),
    *("DO", "EA", "SLEEP", "SKIP", "PERSON"),
)
SECTIONS = {
    "condition": rooms.Condition,
    "request": rooms.GuestRequest,
    "door": rooms.Door,
    "sign": rooms.Sign,
    "turndown": rooms.Turndown,
    "discrepancy": rooms.Discrepancy,
    "block": rooms.BlockKind,
    "task": housekeeping.TaskKind,
    "task_status": housekeeping.TaskStatus,
    "priority": housekeeping.Priority,
    "shift_status": housekeeping.ShiftStatus,
    "item_status": housekeeping.ItemStatus,
}


def notes_of(locale, code):
    """Return the usages that a code has notes on, with their sentences."""
    prefix = f"code_note.{code}."
    words = language(locale).words
    return {key.removeprefix(prefix): note for key, note in words.items() if key.startswith(prefix)}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_book_has_every_code_in_the_order_of_the_board(locale) -> None:
    """Vacant and occupied first, then blocks, then what is added; the older VI and OI are gone."""
    assert tuple(entry.code for entry in code_book(locale)) == CODES


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_codes_mean_the_same(locale) -> None:
    """A housekeeper can tell every code from every other by its word."""
    meanings = [entry.meaning for entry in code_book(locale)]
    assert len(set(meanings)) == len(meanings)
    assert all(meanings)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_vc_means_is_said_for_each_country(locale) -> None:
    """Vacant clean is to be checked in Indonesia, checked in China, paid for on the seed page."""
    assert list(notes_of(locale, "VC")) == ["here", "en", "id", "zh", "da", "seed"]
    (entry,) = (entry for entry in code_book(locale) if entry.code == "VC")
    assert entry.notes == tuple(notes_of(locale, "VC").values())
    assert len(set(entry.notes)) == len(entry.notes)
    assert "VCI" in notes_of(locale, "VC")["id"]
    assert "Axentra" in notes_of(locale, "VC")["seed"]


@pytest.mark.parametrize("locale", LOCALES)
def test_sleep_skip_and_sleep_out_are_told_apart(locale) -> None:
    """Manuals print sleep and skip either way round, and sleep-out is neither of them."""
    assert notes_of(locale, "SLEEP").keys() == {"here", "manuals"}
    assert notes_of(locale, "SKIP").keys() == {"here", "manuals", "id"}
    assert "skipper" in notes_of(locale, "SKIP")["id"]
    neither = notes_of(locale, "SO")["here"].lower()
    assert "sleep" in neither
    assert "skip" in neither


@pytest.mark.parametrize("locale", LOCALES)
def test_a_note_belongs_to_a_code_of_the_book(locale) -> None:
    """No note is left over from a code that is used no more."""
    noted = {key.split(".")[1] for key in language(locale).words if key.startswith("code_note.")}
    assert noted <= set(CODES)


@pytest.mark.parametrize("locale", LOCALES)
@each("section", SECTIONS)
def test_every_value_of_room_and_work_has_a_word(section, locale) -> None:
    """Nobody reads a value of the code on a board; only "no request" is a blank."""
    words = language(locale).words
    expected = [f"{section}.{member.value}" for member in SECTIONS[section]]
    assert [key for key in words if key.startswith(f"{section}.")] == expected
    said = [words[key] for key in expected]
    assert len(set(said)) == len(said)
    assert [key for key, word in zip(expected, said, strict=True) if not word] == (
        ["request.none"] if section == "request" else []
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_text_fits_a_terminal(locale) -> None:
    """Long notes go on in the next line, under their code."""
    lines = code_book_text(locale).splitlines()
    assert max(map(width, lines)) <= WIDTH
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == list(CODES)


def test_the_text_in_english() -> None:
    """A code, its meaning, and under it what else it is used for."""
    assert code_book("en")[0] == Entry("VD", "Vacant dirty")
    lines = code_book_text("en").splitlines()
    start = lines.index("SO      Sleep-out")
    assert lines[start : start + 3] == [
        "SO      Sleep-out",
        "        - A registered guest did not use the bed. It is neither sleep nor skip.",
        "LL      Light luggage",
    ]


@pytest.mark.parametrize("ask", [code_book, code_book_text])
def test_an_unknown_language_is_refused(ask) -> None:
    """No other language is guessed at."""
    with pytest.raises(InvalidInput) as caught:
        ask("fr")
    assert caught.value.code == "value.unknown"
