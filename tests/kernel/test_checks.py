"""What may come in from outside, and that every fault of it is told at once."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Literal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.checks import Count, check_time, checked, day, instant, rule_for, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, Id, Text, code, idempotency_key, identifier, phone, text

PRINTABLE = "".join(map(chr, range(33, 127)))


def cause(rule, value):
    """Return the code under which a rule refuses a value, or None if it takes it."""
    try:
        rule(value)
    except InvalidInput as error:
        return error.code
    return None


def with_check_digit(digits):
    """Return digits followed by the one that makes them pass for a card number."""

    def is_valid(number):
        doubled = (2 * int(digit) for digit in number[-2::-2])
        return (sum(map(int, number[-1::-2])) + sum(n - 9 * (n > 9) for n in doubled)) % 10 == 0

    return next(number for check in "0123456789" if is_valid(number := digits + check))


cards = st.builds(
    lambda first, rest: with_check_digit(first + rest),
    st.sampled_from("3456"),
    st.text("0123456789", min_size=11, max_size=17),
)
CARD = with_check_digit("4" + "1" * 14)


# --- ids, codes, keys ---


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("S1", None),
        ("order:O1:1", None),
        ("0012", None),
        ("a" * 64, None),
        ("a" * 65, "id.bad_format"),
        ("", "field.required"),
        ("  ", "field.required"),
        (None, "field.required"),
        ("../../x", "id.bad_format"),
        ("a/b", "id.bad_format"),
        ("a%2Fb", "id.bad_format"),
        ("S1\n", "id.bad_format"),
        (" S1", "id.bad_format"),
        ("S\u200b1", "id.bad_format"),
        ("２０３４", "id.bad_format"),
        ("\ud800", "id.bad_format"),
        ("{6a0d}", "id.bad_format"),
        ("None", "id.reserved_word"),
        ("null", "id.reserved_word"),
        ("NaN", "id.reserved_word"),
        (5, "field.wrong_type"),
        (True, "field.wrong_type"),
        (b"S1", "field.wrong_type"),
    ],
)
def test_an_id_is_kept_exactly_as_it_came(value, refused) -> None:
    """An id is never repaired: leading zeros stay, and what could be a path is none."""
    assert cause(identifier, value) == refused
    if refused is None:
        assert identifier(value) is value


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("2034", None),
        ("DLX", None),
        ("dlx", None),
        ("nasi-goreng", None),
        ("a" * 32, None),
        ("a" * 33, "code.bad_format"),
        ("", "field.required"),
        ("2034 ", "code.bad_format"),
        ("ABC\n", "code.bad_format"),
        ("A:B", "code.bad_format"),
        ("-A", "code.bad_format"),
        ("ВDC", "code.not_ascii"),
        ("２０３４", "code.not_ascii"),
        ("²", "code.not_ascii"),
        ("A\u200bB", "code.not_ascii"),
        ("A\ue000", "code.not_ascii"),
        ("A\ufeff", "code.not_ascii"),
        ("ﬁ", "code.not_ascii"),
        (2034, "field.wrong_type"),
    ],
)
def test_a_code_is_plain_ascii(value, refused) -> None:
    """A room number looks like what it is: no letter of another script passes for one."""
    assert cause(code, value) == refused


def test_a_strange_letter_is_named() -> None:
    """Nobody can see which В is Cyrillic, so its number is told."""
    with pytest.raises(InvalidInput, match=r"U\+0412"):
        code("ВDC")


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("k", None),
        (PRINTABLE, None),
        ("k" * 255, None),
        ("k" * 256, "key.bad_format"),
        ("", "field.required"),
        ("a b", "key.bad_format"),
        ("a\tb", "key.bad_format"),
        ("é", "key.bad_format"),
        (7, "field.wrong_type"),
    ],
)
def test_a_key_is_printable_and_short(value, refused) -> None:
    """A key survives every header, log and database as it is."""
    assert cause(idempotency_key, value) == refused


# --- text ---


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("Siti Rahma", None),
        ("👩‍👩‍👧 Жанна 王", None),
        ("=1+1", None),
        ("'; DROP TABLE guests;--", None),
        ("<script>{{7*7}}%s%n</script>", None),
        ("a" * 200, None),
        ("a" * 201, "text.too_long"),
        ("a" * 5_000_000, "text.too_long"),
        ("e" + "\u0301" * 10_000, "text.too_long"),
        ("   ", "field.required"),
        ("a\0b", "text.control_character"),
        ("a\r\nb", "text.control_character"),
        ("\x1b[31m", "text.control_character"),
        ("a\x85b", "text.control_character"),
        ("\u202eabc", "text.bidi_control"),
        ("a\u2066b", "text.bidi_control"),
        ("a\ud800", "text.not_unicode"),
        ("CVV 123", "text.card_data"),
        ("cvc: 1234", "text.card_data"),
        (b"Siti", "field.wrong_type"),
    ],
    ids=lambda value: f"{value[:24]!a} {len(value)}" if value else None,
)
def test_text_is_one_line_that_shows_what_it_is(value, refused) -> None:
    """Any language is welcome; what breaks lines, hides or turns text is not."""
    assert cause(text, value) == refused


@for_all(st.text(max_size=100))
def test_accepted_text_is_accepted_again(value) -> None:
    """What was taken once is taken again as it is, and two spellings become one."""
    try:
        written = text(value)
    except InvalidInput:
        return
    assert text(written) == written
    assert text(unicodedata.normalize("NFD", value)) == written


def test_text_that_grows_when_it_is_composed_stays_within_its_limit() -> None:
    """What is stored is never longer than what may be asked for."""
    assert cause(text, "\ufb2c" * 200) == "text.too_long"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_a_line_has_no_other_line_in_it(separator) -> None:
    """Separators of lines and paragraphs break a log as a line feed does."""
    assert cause(text, f"a{separator}b") == "text.control_character"


# --- card data ---


@for_all(cards, st.sampled_from(["{}", "card {}", "{} please", "Visa:{}.", "({})"]))
def test_a_card_number_is_kept_nowhere(number, sentence) -> None:
    """Whatever a guest writes into a note, a card number in it is refused and not repeated."""
    for written in (number, " ".join(number[i : i + 4] for i in range(0, len(number), 4))):
        with pytest.raises(InvalidInput) as caught:
            text(sentence.format(written))
        assert caught.value.code == "text.card_number"
        assert not any(character.isdigit() for character in caught.value.sentence)


@pytest.mark.parametrize("note", ["{} 12/27", "{} 2 nights", "room 5 {}"])
def test_a_card_number_among_other_numbers_is_found(note) -> None:
    """People write the expiry date behind the number, and the room before it."""
    assert cause(text, note.format(CARD)) == "text.card_number"


@pytest.mark.parametrize("gap", [".", "/", "\u00a0", "\u2013", "  "], ids=ascii)
def test_a_card_number_is_found_however_it_is_grouped(gap) -> None:
    """Dots, dashes and wide blanks do not hide a number."""
    grouped = gap.join(CARD[i : i + 4] for i in range(0, 16, 4))
    assert cause(text, grouped) == "text.card_number"


def test_a_card_number_is_found_in_any_digits() -> None:
    """A number typed on a Japanese or Arabic keyboard is the same number."""
    for zero in (0xFF10, 0x0660):
        assert cause(text, CARD.translate({48 + n: zero + n for n in range(10)}))


def test_a_card_number_of_any_brand_is_found() -> None:
    """Mastercard gives numbers from 2221 on too."""
    assert cause(text, with_check_digit("22210000" + "0" * 7)) == "text.card_number"


@pytest.mark.parametrize(
    "note", ["+62 812 3456 7890", "room 2034, 2 guests", "ref 1234567890123", CARD[:-1] + "0"]
)
def test_other_numbers_are_no_card_numbers(note) -> None:
    """Phones, rooms and references are written down as they are."""
    assert cause(text, note) is None


@pytest.mark.parametrize("note", ["room 2034, {0} {1}", "{0:%d/%m/%Y}-{1:%d/%m/%Y}"])
def test_dates_in_a_row_are_no_card_number(note) -> None:
    """A clerk writes down a room and two dates on any day of the year."""
    first = date(2026, 1, 1)
    arrivals = [first + timedelta(days=day) for day in range(365)]
    notes = [note.format(arrival, arrival + timedelta(days=2)) for arrival in arrivals]
    assert [note for note in notes if cause(text, note)] == []


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("+62 812-3456-7890", None),
        ("(021) 555.01.23", None),
        ("112", None),
        ("12", "phone.bad_format"),
        ("1234567890123456", "phone.bad_format"),
        ("+", "phone.bad_format"),
        ("0812 ext 5", "phone.bad_format"),
        ("٠٨١٢", "phone.bad_format"),
        ("++62812", "phone.bad_format"),
    ],
)
def test_a_phone_number_has_at_most_fifteen_digits(value, refused) -> None:
    """A phone number is taken as it is dialled; a longer number is none."""
    assert cause(phone, value) == refused


# --- days, instants, numbers ---


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        (date(1900, 1, 1), None),
        (date(2199, 12, 31), None),
        (date(1899, 12, 31), "date.out_of_range"),
        (date.max, "date.out_of_range"),
        (datetime(2026, 11, 23, tzinfo=UTC), "field.wrong_type"),
        ("2026-11-23", "field.wrong_type"),
        (20261123, "field.wrong_type"),
        (None, "field.required"),
    ],
)
def test_a_day_has_no_time(value, refused) -> None:
    """A business date is a day; an instant is not one, although Python says so."""
    assert cause(day, value) == refused


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        (datetime(2026, 11, 23, tzinfo=UTC), None),
        (datetime(2026, 11, 23), "instant.naive"),  # noqa: DTZ001 - the point of the row
        (datetime(1900, 1, 1, tzinfo=UTC), "date.out_of_range"),
        (datetime.max.replace(tzinfo=UTC), "date.out_of_range"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), "date.out_of_range"),
        (date(2026, 11, 23), "field.wrong_type"),
        (1763908200, "field.wrong_type"),
        (None, "field.required"),
    ],
)
def test_an_instant_knows_its_zone(value, refused) -> None:
    """A time without a zone is a different moment in every hotel."""
    assert cause(instant, value) == refused


def test_an_instant_is_kept_in_utc() -> None:
    """Two hotels that name the same moment differently mean the same."""
    jakarta = datetime(2026, 11, 23, 21, 30, tzinfo=timezone(timedelta(hours=7)))
    assert instant(jakarta).isoformat() == "2026-11-23T14:30:00+00:00"


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        (1, None),
        (99, None),
        (0, "value.out_of_range"),
        (100, "value.out_of_range"),
        (-(10**5000), "value.out_of_range"),
        (True, "field.wrong_type"),
        (1.0, "field.wrong_type"),
        ("1", "field.wrong_type"),
        (None, "field.required"),
    ],
    ids=lambda value: "huge" if isinstance(value, int) and value < -99 else None,
)
def test_a_count_is_a_whole_number_in_bounds(value, refused) -> None:
    """Nobody, less than nobody, true and one and a half are no number of guests."""
    assert cause(whole(1, 99), value) == refused


def test_a_time_of_day_has_no_zone() -> None:
    """Check-out time is what the clock on the wall shows."""
    assert check_time(time(11)) == time(11)
    assert cause(check_time, time(11, tzinfo=UTC)) == "field.wrong_type"
    assert cause(check_time, "11:00") == "field.wrong_type"


# --- checked classes ---


class Bed(StrEnum):
    """Kinds of beds."""

    TWIN = "twin"
    KING = "king"


@checked
class Wish:
    """One wish."""

    code: Code
    note: Text | None = None


@checked
class Party:
    """A party with several kinds of fields."""

    id: Id
    guests: Count
    bed: Bed
    board: Literal["room", "half"]
    is_walk_in: bool
    wishes: tuple[Wish, ...] = ()
    plates: tuple[Code, ...] = ()
    floor: int | str = 0
    level: Annotated[int, "no rule"] = 0

    def __attrs_post_init__(self) -> None:
        """Twins are for two."""
        if self.bed is Bed.TWIN and self.guests != 2:
            raise InvalidInput.because("value.conflict", path="bed", one="twin", other="guests")


GOOD = {"id": "S1", "guests": 2, "bed": Bed.TWIN, "board": "room", "is_walk_in": False}


def faults(**fields):
    """Return path and code of every fault of a party."""
    with pytest.raises(InvalidInput) as caught:
        Party(**{**GOOD, **fields})
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_every_fault_is_told_at_once_with_its_place() -> None:
    """Who fills in a form is not sent back for each mistake."""
    assert faults(
        id="", guests=0, bed="queen", board="full", is_walk_in=1, wishes=5, plates=["A 1", "B", 3]
    ) == [
        ("id", "field.required"),
        ("guests", "value.out_of_range"),
        ("bed", "value.unknown"),
        ("board", "value.unknown"),
        ("is_walk_in", "field.wrong_type"),
        ("wishes", "field.wrong_type"),
        ("plates[0]", "code.bad_format"),
        ("plates[2]", "field.wrong_type"),
    ]


def test_what_is_listed_says_what_else_is_possible() -> None:
    """A wrong choice is answered with the choices."""
    with pytest.raises(InvalidInput, match=r"'queen' is not one of twin, king @ bed"):
        Party(**{**GOOD, "bed": "queen"})


def test_text_that_spells_a_choice_means_it() -> None:
    """A form sends words; each becomes the choice it spells, and true is not one."""
    assert Party(**{**GOOD, "bed": "twin"}).bed is Bed.TWIN
    assert faults(bed="TWIN") == [("bed", "value.unknown")]
    assert faults(board=True) == [("board", "value.unknown")]


@pytest.mark.parametrize("field", ["bed", "board"])
def test_a_choice_that_was_not_made_is_missing(field) -> None:
    """An empty field is a missing one, whatever it would have chosen from."""
    assert faults(**{field: None}) == [(field, "field.required")]


def test_the_whole_is_checked_after_its_parts() -> None:
    """How fields go together is only asked of fields that are right."""
    assert faults(guests=3) == [("bed", "value.conflict")]
    assert faults(guests=0) == [("guests", "value.out_of_range")]


def test_an_object_of_another_kind_is_told_by_its_type_alone() -> None:
    """What stands in the wrong place may be a person's name, and is not repeated."""
    with pytest.raises(InvalidInput) as caught:
        Party(**{**GOOD, "wishes": ["Siti Rahma"]})
    assert str(caught.value) == "expected Wish, got str @ wishes[0] [field.wrong_type]"


def test_lists_are_bounded_and_become_tuples() -> None:
    """What was given cannot be changed later, nor be endless; text is no list of letters."""
    plates = ["A1", "B2"]
    party = Party(**GOOD, plates=plates)
    plates.append("C3")
    assert party.plates == ("A1", "B2")
    assert faults(plates=["A"] * 1001) == [("plates", "list.length")]
    assert faults(plates="AB") == [("plates", "field.wrong_type")]


def test_canonical_values_are_kept() -> None:
    """Two spellings of a name are one name from the door on."""
    assert Wish("A", "Cafe\u0301").note == "Café"
    assert attrs.evolve(Wish("A", "x"), note="Cafe\u0301") == Wish("A", "Café")


def test_nobody_can_switch_the_checks_off() -> None:
    """A host that turns off the checks of its own classes does not turn off the hotel's."""
    with attrs.validators.disabled():
        assert faults(guests=0) == [("guests", "value.out_of_range")]


def test_what_was_asked_stays_as_it_was() -> None:
    """A request cannot be changed after it was checked."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Party(**GOOD).guests = 3


def test_fields_that_can_be_anything_have_no_rule() -> None:
    """Where an annotation says nothing definite, nothing is asked."""
    assert rule_for(int | str) is None
    assert rule_for(object) is None
    assert rule_for(Mapping[str, object]) is None
    assert Party(**GOOD, floor="G", level=7).floor == "G"


@pytest.mark.parametrize("note", ["{0:%Y%m%d}-{1:%Y%m%d}", "{0:%Y-%m-%d} {1:%Y-%m-%d}"])
def test_a_stay_in_any_spelling_is_no_card_number(note) -> None:
    """Arrival and departure written in one word are still two dates."""
    first = date(2026, 1, 1)
    arrivals = [first + timedelta(days=day) for day in range(365)]
    notes = [note.format(arrival, arrival + timedelta(days=2)) for arrival in arrivals]
    assert [note for note in notes if cause(text, note)] == []


def test_a_card_of_fifteen_digits_is_no_phone_number() -> None:
    """The one card that is as short as a phone number is told apart by its check digit."""
    assert cause(phone, with_check_digit("37" + "0" * 12)) == "text.card_number"
    assert cause(phone, "+34 912 345 678") is None
