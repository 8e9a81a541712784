"""Whatever looks like card data is masked, wherever somebody has written it."""

import tracemalloc
from random import Random
from time import process_time

import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.kernel.cards import SEPARATORS, digits_of, drawn, numbers, written

from axentra_core.kernel.redaction import LONGEST_ROW, is_uuid, redacted, shown_line
from axentra_core.kernel.texts import is_card_number, text

WORDS = ("", "x", "card", "Karte: ", "é", "号", "no.", "(", "#")


def is_clean(line):
    """Return whether a text is one that may be kept."""
    return not line.strip() or text(line) is not None


def test_ten_thousand_numbers_are_masked() -> None:
    """A guest may write a card number into any field, in any way; nobody may keep it."""
    random = Random(20)
    for _ in range(10_000):
        number = drawn(random)
        before, after = random.choice(WORDS), random.choice(WORDS)
        line = redacted(f"{before}{written(random, number)}{after}")
        assert digits_of(line) == ""
        assert line.startswith(before)
        assert line.endswith(after)


@for_all(numbers(), st.text(max_size=20), st.text(max_size=20))
def test_a_number_among_anything_is_masked(number, before, after) -> None:
    """What stands around a number helps nobody to read it."""
    kept = redacted(before + number + after)
    plain = digits_of(number)
    assert plain not in digits_of(kept) or plain in digits_of(before + after)
    assert len(kept) <= len(before + number + after)


@for_all(st.text(st.characters(categories=("Nd",)) | st.sampled_from(" -_.*cv"), max_size=80))
@example("4" * 40)
@example("0123456789012345678901234567890123456789")
def test_every_part_of_a_long_row_is_looked_at(line) -> None:
    """A number in a longer row of digits is one all the same, and is masked once."""
    kept = redacted(line)
    digits = digits_of(kept)
    for row in "".join(one if one.isdecimal() else " " for one in kept).split():
        plain = digits_of(row)
        assert not any(
            is_card_number(plain[first : first + length])
            for first in range(len(plain))
            for length in range(13, 20)
        )
    assert redacted(kept) == kept
    assert len(digits) <= len(digits_of(line))


pieces = st.sampled_from(
    ["cvv", "CVC", "cvv2", "cvc2", "cid", "csc", "ſ", "é", "1", "12", "123", "4", "４５６", " ",
     ":", "-", "_", "*", "…", "K", "号", "4111 1111 1111 1111", "x"]
)  # fmt: skip


@for_all(st.lists(pieces, max_size=14).map("".join))
@example("cvv é 123")
@example("écvv 123")
@example("ſcvv 123")
@example("cvv 123４")
@example("cvv123４５６７")
@example("cvv４５６123")
@example("cvv2123")
@example("cvv223")
@example("cvv2４５６1cvv123")
@example("cvv2４５６1cvv４５６")
def test_what_is_masked_is_accepted_as_text(line) -> None:
    """Nobody loses a booking because a guest wrote a security code among letters."""
    kept = redacted(shown_line(line))
    assert is_clean(kept)
    assert redacted(kept) == kept


@for_all(st.text(max_size=100))
def test_any_text_is_accepted_once_it_is_masked(line) -> None:
    """Masking takes away everything that a field of text refuses."""
    kept = redacted(shown_line(line))
    assert is_clean(kept)
    assert shown_line(kept) == kept


@pytest.mark.parametrize(
    ("written_as", "kept"),
    [
        ("room 2034, 2 nights from 2026-11-23", "room 2034, 2 nights from 2026-11-23"),
        ("+62 812 3456 7890", "+62 812 3456 7890"),
        ("4111 1111 1111 1112", "4111 1111 1111 1112"),
        ("card 4111 1111 1111 1111 exp 12/27", "card **** **** **** **** exp 12/27"),
        ("CVV: 123", "CVV: ***"),
        ("cvc2 1234", "cvc2 ***"),
        ("our cid 12345", "our cid 12345"),
        ("recover 123", "recover 123"),
    ],
)
def test_what_is_no_card_stays(written_as, kept) -> None:
    """Dates, phones and rooms are what a desk lives on."""
    assert redacted(written_as) == kept


@pytest.mark.parametrize("separator", ["", " ", "-", "_", " - "], ids=repr)
def test_ten_thousand_digits_are_masked_in_time(separator) -> None:
    """Nobody stops a hotel with a long row of digits."""
    line = separator.join("0123456789" * 1_000)
    began = process_time()
    redacted(line)
    redacted("1" * 10_000 + ";")
    redacted("cvv" * 3_000 + "1")
    assert process_time() - began < 0.5


def test_a_row_of_any_length_takes_neither_time_nor_memory() -> None:
    """Of a million digits nobody looks for a card number: all are masked."""
    line = f"x {'4' * 1_000_000} y {'4-' * LONGEST_ROW}"
    began = process_time()
    tracemalloc.start()
    try:
        kept = redacted(line)
        assert tracemalloc.get_traced_memory()[1] < 20 * len(line)
    finally:
        tracemalloc.stop()
    assert process_time() - began < 1
    assert digits_of(kept) == ""
    assert len(kept) == len(line)


def test_separators_are_what_people_write() -> None:
    """The numbers of these tests are parted by nothing that parts two numbers."""
    assert all(len(one) <= 3 for one in SEPARATORS)


@pytest.mark.parametrize(
    ("told", "is_one"),
    [
        ("994d1375-dbbd-4072-8724-b2ab32ce781b", True),
        ("00000000-0000-4111-8111-111111111111", True),
        ("994D1375-DBBD-4072-8724-B2AB32CE781B", True),
        ("994d1375dbbd40728724b2ab32ce781b", False),
        ("994d1375-dbbd-4072-8724-b2ab32ce781b ", False),
        ("4111-1111-1111-1111", False),
        ("", False),
    ],
)
def test_a_uuid_has_one_form(told, is_one) -> None:
    """Digits of a UUID mean nothing, and only its whole form is one."""
    assert is_uuid(told) is is_one
