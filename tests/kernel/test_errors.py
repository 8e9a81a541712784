"""What an error tells, and what it never repeats."""

import copy
import pickle
import re
from collections import Counter
from importlib import import_module
from pkgutil import walk_packages
from string import Formatter

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.each import each

import axentra_core
from axentra_core.kernel.errors import (
    LONGEST_ECHO,
    AxentraError,
    Fault,
    InvalidInput,
    Outcome,
    OutcomeUnknown,
    PortError,
    RuleViolation,
    catalogue,
    shown,
    some_of,
)

for module in walk_packages(axentra_core.__path__, "axentra_core."):
    if not module.name.startswith(("axentra_core.testing", "axentra_core.views")):
        import_module(module.name)

CATALOGUE = catalogue()
CARD = "4" + "1" * 15


def example(code):
    """Return an error of a code with some value for everything its sentence tells."""
    owner = CATALOGUE[code]
    values = {
        field: 7 if form else f"<{field}>"
        for _, field, form, _ in Formatter().parse(owner.SENTENCES[code])
        if field
    }
    if issubclass(owner, InvalidInput):
        return owner.because(code, path="lines[0].net", **values)
    return owner(code, **values)


def errors(cls=AxentraError):
    """Yield every class of errors."""
    for subclass in cls.__subclasses__():
        yield subclass
        yield from errors(subclass)


@each("code", CATALOGUE)
def test_every_error_says_what_happened_and_under_which_code(code) -> None:
    """A person reads the sentence, a program the code; neither has to guess the other."""
    error = example(code)
    assert error.code == code
    assert error.sentence
    assert error.sentence in str(error)
    assert f"[{code}]" in str(error)
    assert "{" not in str(error)


@each("code", CATALOGUE)
def test_every_error_can_be_sent_to_another_process(code) -> None:
    """A worker's refusal arrives at the desk as the same refusal."""
    error = example(code)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert (again.code, again.values, str(again)) == (error.code, error.values, str(error))
        assert again.outcome is error.outcome
        assert getattr(again, "faults", None) == getattr(error, "faults", None)


@each("code", CATALOGUE)
def test_a_code_is_words_with_dots(code) -> None:
    """A code can be read aloud: an area, a dot, a cause."""
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+", code)
    sentence = CATALOGUE[code].SENTENCES[code]
    assert not sentence.endswith((".", " "))
    assert sentence[0].islower() or sentence.startswith("{")


def test_a_code_belongs_to_one_class() -> None:
    """Two causes never share a code."""
    codes = Counter(code for cls in errors() for code in vars(cls).get("SENTENCES", ()))
    assert [code for code, times in codes.items() if times > 1] == []
    assert set(codes) == set(CATALOGUE)


def test_every_class_that_is_raised_has_sentences_of_its_own() -> None:
    """A class stands for an area; one without codes only holds others together."""
    without = {cls.__name__ for cls in errors() if not vars(cls).get("SENTENCES")}
    assert without == {"PortError"}


def test_every_error_says_whether_anything_has_happened() -> None:
    """Only a store that failed while committing leaves that open."""
    assert {cls for cls in errors() if cls.outcome is Outcome.UNKNOWN} == {OutcomeUnknown}
    assert {cls.outcome for cls in errors()} == {Outcome.UNKNOWN, Outcome.NOT_DONE}
    assert issubclass(OutcomeUnknown, PortError)
    assert not issubclass(OutcomeUnknown, RuleViolation)


# --- faults ---


def test_a_fault_is_seen_from_the_object_around_it() -> None:
    """The place of a fault is the way to it, from the outside in."""
    error = InvalidInput.because("field.required", path="amount")
    assert (
        error.under("price").under("[2]").under("nights").faults[0].path == "nights[2].price.amount"
    )
    assert InvalidInput.because("field.required").under("net").faults[0].path == "net"
    assert str(error) == "a value is required @ amount [field.required]"
    assert str(InvalidInput.because("field.required")).endswith("@ value [field.required]")


def test_several_faults_are_told_in_one_line() -> None:
    """The first fault gives the code, and every fault is told."""
    error = InvalidInput((Fault("a", "key.bad_format", "one"), Fault("", "zone.unknown", "two")))
    assert error.code == "key.bad_format"
    assert str(error) == "one @ a [key.bad_format]; two @ value [zone.unknown]"


# --- what is shown of a refused value ---


class Loud:
    """An object that must not be asked for its text."""

    def __str__(self) -> str:
        raise RuntimeError("asked")

    __repr__ = __str__


@pytest.mark.parametrize(
    ("value", "echo"),
    [
        (None, "None"),
        (True, "True"),
        (2034, "2034"),
        (-(10**12) + 1, "-999999999999"),
        (-(10**5000), "a very large whole number"),
        ("DLX", "'DLX'"),
        ("a\nb\x1b", "'a\\nb\\x1b'"),
        ("\u202eВ", "'\\u202e\\u0412'"),
        ("x" * 81, f"'{'x' * 80}…'"),
        (1.5, "float"),
        (["secret"], "list"),
        (b"secret", "bytes"),
        (Loud(), "Loud"),
    ],
    ids=lambda value: ascii(value)[:20] if isinstance(value, str) else type(value).__name__,
)
def test_a_refused_value_is_shown_short_and_harmless(value, echo) -> None:
    """Nothing that is shown breaks a log, hides what it is, or asks an unknown object."""
    assert shown(value) == echo


@for_all(st.text() | st.text("0123456789 -", max_size=40))
def test_what_is_shown_is_one_printable_line_without_card_numbers(value) -> None:
    """Whatever was typed, no line of a log is broken and no card number is in it."""
    echo = shown(value)
    assert echo.isprintable()
    assert len(echo) <= 10 * LONGEST_ECHO + 3
    assert not re.search(r"[0-9](?:[ -]?[0-9]){12}", echo)


@pytest.mark.parametrize("before", ["", "my card is ", "\n" * 10])
def test_a_card_number_is_never_shown(before) -> None:
    """A number typed into the wrong field is not repeated in the answer."""
    for between in ("", " ", "-", "_", " - ", "  /  ", "\u200b\u200b\u200b"):
        written = between.join(CARD[first : first + 4] for first in range(0, len(CARD), 4))
        assert "1111" not in re.sub(r"[\W_]", "", shown(before + written)[-60:])


def test_a_card_number_is_not_shown_in_part_where_text_is_cut() -> None:
    """Eleven digits of a card are too many."""
    assert "1111111" not in shown("x" * 69 + CARD)


@pytest.mark.parametrize("digits", [13, 16, 19])
def test_a_card_number_is_not_shown_as_a_number_either(digits) -> None:
    """A program that reads a card number as a number gets no other answer."""
    assert "111111" not in shown(int("4" + "1" * (digits - 1)))


@pytest.mark.parametrize("value", ["2026-11-23T14:30:00", "room 2034, 2 nights, 2026-11-23"])
def test_what_is_no_card_number_is_shown(value) -> None:
    """Who mistyped an instant sees what they typed."""
    assert shown(value) == f"'{value}'"


@pytest.mark.parametrize("base", [str, int])
def test_a_value_that_only_looks_like_text_is_not_asked(base) -> None:
    """A subclass may say anything about itself."""
    tricky = type("Tricky", (base,), {"__str__": Loud.__str__, "__getitem__": Loud.__str__})
    assert shown(tricky(5)) == "Tricky"


def test_a_long_list_is_not_read_out() -> None:
    """Of four hundred rooms a refusal names a dozen, and says how many more there are."""
    assert some_of(["A", "B"]) == "A, B"
    assert some_of(str(room) for room in range(1, 401)).endswith("11, 12 and 388 more")
