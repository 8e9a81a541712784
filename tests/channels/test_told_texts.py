"""Text as channels write it: everything is kept that a desk needs, and nothing of a card."""

from random import Random
from time import process_time

import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.kernel.cards import digits_of, drawn, numbers, written

from axentra_core.channels.reservations import MOST_LINES, Cleaner, Flag
from axentra_core.channels.reservations.facts import told_code
from axentra_core.channels.reservations.told_texts import LONGEST_TOLD
from axentra_core.kernel.texts import LONGEST_TEXT, text

anything = st.text(max_size=600) | st.text("1234567890 -cv", max_size=900)


@for_all(anything, st.integers(1, 5))
@example("x" * 191 + "-cvv-123456", 1)
@example("x" * 192 + "-cvv-1234567", 2)
@example("cvv" + "\u0301" * 3 + "123", 1)
def test_what_is_kept_is_text(told, most) -> None:
    """Whatever a channel writes becomes fields that can be stored, and cleaning ends there."""
    cleaner = Cleaner()
    kept = cleaner.lines(told, most)
    assert len(kept) <= most
    for line in kept:
        assert text(line) == line
        assert Cleaner().line(line) == line


@for_all(anything)
def test_a_line_is_the_first_of_all_lines(told) -> None:
    """One line or none, and flags for what is missing of it."""
    cleaner = Cleaner()
    line = cleaner.line(told)
    assert line is None or 0 < len(line) <= LONGEST_TEXT
    assert cleaner.code(told) == line


@for_all(st.text("abc ", max_size=LONGEST_TOLD // 10))
def test_nothing_of_plain_text_is_lost(told) -> None:
    """Long wishes stand in several lines, parted between words where there are any."""
    cleaner = Cleaner()
    kept = cleaner.lines(told)
    assert "".join("".join(kept).split()) == "".join(told.split())
    assert not cleaner.flags


def test_ten_thousand_numbers_are_masked_and_told() -> None:
    """A desk learns that something is gone, and nobody can read what."""
    random = Random(4)
    for _ in range(10_000):
        cleaner = Cleaner()
        kept = cleaner.line(f"card{written(random, drawn(random))} please")
        assert kept is not None
        assert digits_of(kept) == ""
        assert cleaner.flags == {Flag.CARD_REMOVED: None}


@for_all(numbers(), st.integers(150, 210))
def test_a_number_at_the_end_of_a_line_is_masked(number, before) -> None:
    """Where a line is parted, no half of a number stays."""
    kept = Cleaner().lines("x" * before + " " + number)
    assert digits_of("".join(kept)) == ""


def test_what_nobody_sees_is_taken_away() -> None:
    """Controls, directions, joiners and halves of characters are no part of a name."""
    cleaner = Cleaner()
    assert cleaner.line("  Ayu\u202e\x00 \ud83d\u200b\n Lestari\x7f ") == "Ayu Lestari"
    assert cleaner.line("Jose\u0301") == "José"
    assert cleaner.line("\u202e\ud800") is None
    assert cleaner.line(None) is None
    assert not cleaner.flags


def test_what_is_too_long_is_cut_and_told() -> None:
    """A line ends with an ellipsis where more was told."""
    cleaner = Cleaner()
    cut = cleaner.line("word " * 60)
    assert cut is not None
    assert cut.endswith("…")
    assert cleaner.flags == {Flag.TEXT_CUT: None}
    assert len(Cleaner().lines("a" * (LONGEST_TOLD + 1))) == MOST_LINES


def test_flags_are_told_once() -> None:
    """However much of it there was."""
    cleaner = Cleaner()
    for _ in range(3):
        cleaner.line("4111 1111 1111 1111" + "x" * 300)
    assert set(cleaner.flags) == {Flag.CARD_REMOVED, Flag.TEXT_CUT}


@pytest.mark.parametrize(
    "code",
    ["00000000-0000-4111-8111-111111111111", "12345678-1234-4678-9012-345678901234"],
    ids=["ones", "row"],
)
def test_the_code_of_a_room_may_be_a_uuid(code) -> None:
    """One UUID in some thousands looks like a card number; its room is sold all the same."""
    cleaner = Cleaner()
    assert cleaner.code(f" {code} ") == code
    assert told_code(code) == code
    assert not cleaner.flags


def test_a_code_that_is_a_card_number_is_none() -> None:
    """Only the whole form of a UUID is left alone."""
    assert Cleaner().code("4111-1111-1111-1111") == "****-****-****-****"


@pytest.mark.parametrize("told", ["1" * 2_000_000, "\u200b" * 500_000, "x " * 500_000], ids=len)
def test_long_texts_take_little_time(told) -> None:
    """What is not kept is not looked at."""
    began = process_time()
    Cleaner().lines(told)
    assert process_time() - began < 0.5
