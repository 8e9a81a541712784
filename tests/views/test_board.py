"""The room board as text: where each room is, what it is like, and what is to be done in it."""

import re
from datetime import date

import attrs
import pytest

from axentra_core.housekeeping import EffortUnit
from axentra_core.kernel.errors import InvalidInput, RuleViolation
from axentra_core.views import LOCALES, board, language
from axentra_core.views.board import groups, summary, waiting, why_not
from axentra_core.views.columns import width

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


def rooms_of(printed: str) -> list[str]:
    """Return the lines of the rooms: between the first rule of dashes and the first blank."""
    body = re.split(r"\n-+\n", printed, maxsplit=1)[1].split("\n\n", 1)[0]
    return [line for line in body.splitlines() if set(line) != {"-"}]


def cells_of(printed: str, number: str) -> list[str]:
    """Return the first line of a room, cell by cell, from its number on."""
    (found,) = (line for line in rooms_of(printed) if re.search(rf"(^|  ){number}  ", line))
    return re.split(r"  +", found[found.index(number) :])


def test_a_board_fits_into_a_terminal(today, locale) -> None:
    """Eighty places are enough in every language, and the rules say how wide the board is."""
    widths = [width(line) for line in board(today, locale, day=MONDAY).splitlines()]
    assert 64 <= max(widths) <= 80
    assert max(widths) == widths[2]


def test_every_room_is_there_once_in_the_order_of_its_floor(today, locale) -> None:
    """No room is lost between floors and sections, and none is listed twice."""
    lines = rooms_of(board(today, locale))
    found = re.findall(r"^(?:.{0,12}  )?(\d{3}|Villa)  ", "\n".join(lines), re.MULTILINE)
    assert found == [line.room.id for line in today]


def test_a_room_says_what_it_is_like_and_who_works_in_it(today) -> None:
    """Code, what else there is, the work with who does it, and whether a guest may have it."""
    printed = board(today, "en", day=MONDAY)
    assert cells_of(printed, "101") == ["101", "DLX", "VD", "EA", "Departure clean", "no"]
    assert cells_of(printed, "104") == ["104", "DLX", "VCI", "EA", "Linen for arrival", "yes"]
    who = "Stay-over clean (komang, on hold)"
    assert cells_of(printed, "102") == ["102", "DLX", "OD", "DND", who]
    assert cells_of(printed, "106") == ["106", "SUITE", "OC"]


def test_rooms_of_a_floor_and_section_stand_together(today) -> None:
    """An attendant's round is in one piece, however the configuration mixes the rooms."""
    mixed = groups([*today[::2], *today[1::2]])
    places = [(group.floor, group.section) for group in mixed]
    assert places == [("1", "A"), ("1", "B"), ("2", None), (None, None)]
    assert sorted(line.room.id for group in mixed for line in group.lines) == sorted(
        line.room.id for line in today
    )


def test_the_head_counts_what_the_board_shows(today) -> None:
    """Ready rooms, codes and work are those of the rooms below, and every room has one code."""
    whole = summary(today, language("en"))
    assert whole.rooms == len(today) == sum(count for _, count in whole.codes)
    assert whole.ready == sum(line.not_ready is None for line in today)
    assert dict(whole.flags)["EA"] == sum(line.arriving is not None for line in today)
    assert whole.effort == sum(task.effort for line in today for task in line.tasks)


def test_codes_come_in_the_order_of_the_code_book(today, locale) -> None:
    """Vacant before occupied before blocked, day after day; an unknown code comes last."""
    (*_, villa) = today
    own = attrs.evolve(villa, codes=("ZZ", "VD"))
    letters = [code for code, _ in summary((*today, own), language(locale)).codes]
    assert letters == ["VD", "VP", "VC", "VCI", "OD", "OC", "OCI", "OOO", "HOLD", "ZZ"]
    assert "ZZ" in board([own], locale)


def test_the_front_desk_sees_which_arrivals_have_to_wait(today, locale) -> None:
    """A room that is set aside for today and not ready is named again below, with why."""
    own = language(locale)
    late = waiting(today)
    assert {line.room.id for line in late} == {"101", "103", "115", "117", "229", "231"}
    below = board(today, locale).split(own.word("board.waiting"), 1)[1]
    for line in late:
        assert f"{line.room.id}  {why_not(line, own)}\n" in below
    ready = [line for line in today if line.not_ready is None]
    assert own.word("board.waiting") not in board(ready, locale)


@pytest.mark.parametrize("key", ["occupied", "not_ready", "work_unfinished", "blocked"])
def test_why_not_is_said_in_short(today, locale, key) -> None:
    """A card has room for a few words; whose stay is in the room is nothing for the board."""
    own = language(locale)
    line = attrs.evolve(today[0], not_ready=RuleViolation(f"room.{key}", stay="S1"))
    assert why_not(line, own) == own.word(f"board.reason.room.{key}")
    assert why_not(attrs.evolve(line, not_ready=None), own) == ""


def test_a_rule_of_the_host_is_told_in_its_own_words(today, monkeypatch) -> None:
    """A reason that the library does not know is still a reason."""
    monkeypatch.setattr(RuleViolation, "SENTENCES", {"host.painters": "painters in {room}"})
    line = attrs.evolve(today[0], not_ready=RuleViolation("host.painters", room="101"))
    assert why_not(line, language("da")) == "painters in 101"


@pytest.mark.parametrize("unit", EffortUnit)
def test_work_is_counted_as_the_hotel_counts_it(today, locale, unit) -> None:
    """Minutes or credits: the word stands beside the sum."""
    own = language(locale)
    whole = own.word(f"board.{unit}", count=sum(t.effort for line in today for t in line.tasks))
    assert whole in board(today, locale, unit=unit)


def test_no_guest_is_on_the_board(today, locale) -> None:
    """What hangs in the housekeepers' room says nothing about who sleeps where."""
    printed = board(today, locale, day=MONDAY)
    stays = {line.room.stay or line.arriving for line in today} - {None}
    assert not any(re.search(rf"\b{stay}\b", printed) for stay in stays)


def test_a_hotel_without_rooms_has_a_board(locale) -> None:
    """Nothing to show is shown as nothing."""
    assert language(locale).word("board.title") in board([], locale)


def test_any_other_language_is_refused(today) -> None:
    """A board comes in five languages."""
    with pytest.raises(InvalidInput, match=r"value\.unknown"):
        board(today, "fr")
