"""What cannot be a target, a price or a day is refused at the door, each with its code."""

from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest
from tests.channels.telling import BLANK, DELUXE, nth

from axentra_core import channels
from axentra_core.channels.calendar import Calendar
from axentra_core.channels.codes import ChannelCode, CodeTable
from axentra_core.channels.prices import price, smallest
from axentra_core.channels.providers import BOOKING_COM, SITEMINDER, Repeated, window
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money

FIRST = BLANK.first


def one(target, measure=Measure.AVAILABILITY):
    """Return an update of one day."""
    return Update(target, measure, FIRST, FIRST, 1)


def refused(act):
    """Return the codes and paths with which something is refused."""
    with pytest.raises(InvalidInput) as caught:
        act()
    return [(fault.code, fault.path) for fault in caught.value.faults]


TARGETS = {
    "number": (Target(5), "field.wrong_type", "room"),
    "nothing": (Target(None), "field.wrong_type", "room"),
    "list": (Target([1]), "field.wrong_type", "room"),
    "no-code": (Target(""), "field.required", "room"),
    "rate-of-another-kind": (Target("DLX", 5), "field.wrong_type", "rate"),
    "adults-as-text": (Target("DLX", "BAR", "2"), "field.wrong_type", "guests"),
    "adults-as-truth": (Target("DLX", "BAR", True), "field.wrong_type", "guests"),  # noqa: FBT003
    "adults-below-zero": (Target("DLX", "BAR", -2), "value.out_of_range", "guests"),
    "a-hundred-adults": (Target("DLX", "BAR", 100), "value.out_of_range", "guests"),
}


@pytest.mark.parametrize(("target", "code", "field"), TARGETS.values(), ids=TARGETS)
def test_a_value_is_told_for_something_that_has_a_code(target, code, field) -> None:
    """Whoever names no room and no rate tells nobody, and a calendar cannot put it in order."""
    told = [one(DELUXE), one(target, Measure.PRICE)]
    assert refused(lambda: BLANK.apply(told)) == [(code, f"updates[1].target.{field}")]


def test_a_rate_in_every_room_is_a_target() -> None:
    """Who names a rate may leave the room out."""
    assert BLANK.apply([one(Target("", "BAR"))]).value(Target("", "BAR"), *_of(FIRST)) == 1


def _of(on):
    return Measure.AVAILABILITY, on


def test_which_value_stays_is_one_of_three() -> None:
    """A name that nobody knows is not taken for the manner of another platform."""
    twice = [one(DELUXE), Update(DELUXE, Measure.AVAILABILITY, FIRST, nth(1), 2)]
    assert refused(lambda: BLANK.apply(twice, "newest")) == [("value.unknown", "repeated")]
    assert BLANK.apply(twice, "first").value(DELUXE, *_of(FIRST)) == 1
    assert BLANK.apply(twice, Repeated.FIRST).value(DELUXE, *_of(FIRST)) == 1
    assert refused(lambda: BLANK.apply(twice, "refused")) == [("value.duplicate", "updates[1]")]


@pytest.mark.parametrize("digits", [-1, 5, 10**6, "2", None, True], ids=str)
def test_a_currency_has_up_to_four_decimals(digits) -> None:
    """A number of decimals that no currency has would make a price of nothing, or of a million."""
    for act in (
        lambda: smallest(Money(Decimal(1), "EUR"), digits),
        lambda: price(100, "EUR", digits),
    ):
        ((code, path),) = refused(act)
        assert code in {"field.required", "field.wrong_type", "value.out_of_range"}
        assert path == "digits"


@pytest.mark.parametrize(
    "today",
    [date.min, date.max, datetime(2026, 11, 23), "2026-11-23", None],  # noqa: DTZ001
    ids=["first", "last", "instant", "text", "nothing"],
)
def test_a_window_begins_on_a_day(today) -> None:
    """What is no day of a hotel has no window."""
    ((_, path),) = refused(lambda: window(BOOKING_COM, today))
    assert path == "today"


def test_a_platform_of_the_host_s_own_is_described_in_known_words() -> None:
    """A measure or a manner that nobody knows would be told to nobody, and nobody would notice."""
    wrong = {"book": "nobody", "modify": "hotel", "cancel": "hotel"}
    for more, path in (
        ({"measures": frozenset({"breakfast"})}, "measures"),
        ({"restores": wrong}, "restores.book"),
    ):
        assert refused(lambda more=more: attrs.evolve(SITEMINDER, **more)) == [
            ("value.unknown", path)
        ]


@pytest.mark.parametrize(
    "codes",
    [
        (ChannelCode("AAA", "A", part_of="AAA"),),
        (ChannelCode("AAA", "A", part_of="BBB"), ChannelCode("BBB", "B", part_of="CCC")),
    ],
    ids=["itself", "chain"],
)
def test_a_part_is_a_part_of_a_primary_code(codes) -> None:
    """Else AAA-1 and BBB-1 would be two reservations, or one, as the table is read."""
    assert refused(lambda: CodeTable("any", codes)) == [("value.contradicts", "codes[0].part_of")]
    assert refused(lambda: CodeTable("any").extended(*codes)) == [
        ("value.contradicts", "codes[0].part_of")
    ]


def test_what_can_be_asked_of_a_calendar_is_known() -> None:
    """A measure that there is not has no value, not even none."""
    assert refused(lambda: Calendar(FIRST, 3).value(DELUXE, "rooms", FIRST)) == [
        ("value.unknown", "measure")
    ]


def test_what_a_dialect_needs_stands_at_the_door() -> None:
    """Which number sets no limit, and what a code of others may be, is asked by every dialect."""
    assert channels.NO_LIMIT[Measure.MAX_STAY_ARRIVAL] == channels.MOST_LIMIT
    assert channels.mapping_code(" 1001 ") == "1001"
