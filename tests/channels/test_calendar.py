"""What is told of many targets on consecutive dates."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.telling import (
    BLANK,
    CLOSED,
    DATES,
    DAYS,
    DELUXE,
    FEWEST,
    FIRST,
    PRICE,
    ROOMS,
    TARGETS,
    any_calendar,
    any_update,
    any_updates,
    cells,
    cells_of,
    nth,
    told,
)

from axentra_core.channels.calendar import Calendar
from axentra_core.channels.contradictions import LIMITS, contradictions
from axentra_core.channels.prices import MOST_PRICE, price, smallest
from axentra_core.channels.providers import Repeated
from axentra_core.channels.scales import NO_LIMIT, SCALES, update
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money, money

# --- values ---


def test_what_was_never_told_is_no_zero() -> None:
    """A platform that was told no rooms sells none; one that was told nothing keeps what it has."""
    calendar = BLANK.apply([told(ROOMS, 1, 1, 0)])
    assert [calendar.value(DELUXE, ROOMS, on) for on in DATES[:3]] == [None, 0, None]
    assert calendar.value(DELUXE, PRICE, nth(1)) is None
    assert calendar.value(Target("STD"), ROOMS, nth(1)) is None


@for_all(any_calendar, any_update())
def test_an_update_tells_its_dates_and_no_others(calendar, one) -> None:
    """Both the first and the last date of a range are meant; what was there before stays there."""
    before = cells(calendar)
    assert cells(calendar.apply([one])) == before | dict(cells_of([one]))
    assert cells(calendar) == before


@for_all(any_updates)
def test_the_order_of_targets_does_not_depend_on_what_was_told_first(updates) -> None:
    """Two who were told the same say the same."""
    calendar = BLANK.apply(updates)
    one_by_one = BLANK
    for one in updates:
        one_by_one = one_by_one.apply([one])
    assert one_by_one == calendar
    assert [*calendar.rows] == sorted(calendar.places) == [*one_by_one.places]


@pytest.mark.parametrize("measure", Measure, ids=str)
def test_each_measure_takes_the_values_it_has(measure) -> None:
    """The lowest and the highest value come back as they were told, and nothing beyond them is."""
    scale = SCALES[measure]
    highest = scale.high - (NO_LIMIT.get(measure) == scale.high)
    for value in (scale.low, highest):
        assert BLANK.apply([told(measure, 2, 3, value)]).value(DELUXE, measure, nth(3)) == value
    for value in (scale.low - 1, scale.high + 1):
        if measure is not ROOMS or value > 0:
            with pytest.raises(InvalidInput) as caught:
                BLANK.apply([told(measure, 2, 3, value)])
            (fault,) = caught.value.faults
            assert (fault.code, fault.path) == ("value.out_of_range", "updates[0].value")


def test_an_oversold_night_is_told_as_no_rooms() -> None:
    """A hotel may have sold more than it has; no platform can sell fewer than none."""
    assert BLANK.apply([told(ROOMS, 0, 0, -2)]).value(DELUXE, ROOMS, FIRST) == 0


WRONG = {
    "other": ("rooms", "field.wrong_type", "updates[0]"),
    "target": (attrs.evolve(told(ROOMS, 0, 1, 1), target="DLX"), "field.wrong_type", "updates[0]"),
    "measure": (
        attrs.evolve(told(ROOMS, 0, 1, 1), measure="rooms"),
        "value.unknown",
        "updates[0].measure",
    ),
    "no-date": (
        attrs.evolve(told(ROOMS, 0, 1, 1), first="2026-11-23"),
        "field.wrong_type",
        "updates[0].first",
    ),
    "instant": (
        attrs.evolve(told(ROOMS, 0, 1, 1), last=datetime(2026, 11, 24)),  # noqa: DTZ001
        "field.wrong_type",
        "updates[0].last",
    ),
    "backwards": (told(ROOMS, 1, 0, 1), "date.order", "updates[0]"),
    "before": (told(ROOMS, -1, 1, 1), "value.out_of_range", "updates[0].first"),
    "behind": (told(ROOMS, 0, DAYS, 1), "value.out_of_range", "updates[0].last"),
    "text": (told(ROOMS, 0, 1, "1"), "field.wrong_type", "updates[0].value"),
    "truth": (told(CLOSED, 0, 1, True), "field.wrong_type", "updates[0].value"),  # noqa: FBT003
    "float": (told(PRICE, 0, 1, 12.5), "field.wrong_type", "updates[0].value"),
    "free": (told(PRICE, 0, 1, 0), "value.out_of_range", "updates[0].value"),
    "negative": (told(PRICE, 0, 1, -1), "value.out_of_range", "updates[0].value"),
    "absurd": (told(PRICE, 0, 1, 10**12), "value.out_of_range", "updates[0].value"),
}


@pytest.mark.parametrize(("one", "code", "path"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_told_is_refused(one, code, path) -> None:
    """A price of nothing or of a million millions, an inverted range: said at once, with a code."""
    with pytest.raises(InvalidInput) as caught:
        BLANK.apply([one])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [(code, path)]


def test_all_faults_of_a_message_are_told_at_once() -> None:
    """Whoever sends a thousand updates need not send them a thousand times."""
    good, bad = told(ROOMS, 0, 1, 1), told(PRICE, 0, 1, 0)
    with pytest.raises(InvalidInput) as caught:
        BLANK.apply([bad, good, told(ROOMS, 0, DAYS, 1)])
    assert [fault.path for fault in caught.value.faults] == ["updates[0].value", "updates[2].last"]


@pytest.mark.parametrize("place", [-1, DAYS])
def test_a_date_outside_is_refused_when_asked_for(place) -> None:
    """Nobody takes a date that a calendar does not have for one that was not told."""
    with pytest.raises(InvalidInput) as caught:
        BLANK.value(DELUXE, ROOMS, nth(place))
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("value.out_of_range", "on")
    ]


def test_a_calendar_has_from_one_day_to_a_thousand() -> None:
    """No platform sells further ahead than three years."""
    assert Calendar(FIRST, 1).last == FIRST
    assert Calendar(FIRST, 1000).last == FIRST + timedelta(999)
    for days in (0, 1001):
        with pytest.raises(InvalidInput):
            Calendar(FIRST, days)


# --- three kinds of readers ---


@for_all(any_updates)
def test_who_keeps_the_first_value_of_a_date(updates) -> None:
    """Booking.com applies the first of two values for one date, and warns."""
    expected = {}
    for cell, value in cells_of(updates):
        expected.setdefault(cell, value)
    assert cells(BLANK.apply(updates, Repeated.FIRST)) == expected


@for_all(any_updates)
def test_who_keeps_the_last_value_of_a_date(updates) -> None:
    """Channex applies the last of two values for one date."""
    assert cells(BLANK.apply(updates, Repeated.LAST)) == dict(cells_of(updates))


@for_all(any_updates)
def test_who_refuses_a_message_that_tells_a_date_twice(updates) -> None:
    """SiteMinder forbids overlapping ranges: such a message is refused as a whole."""
    is_doubled = len(cells_of(updates)) > len(dict(cells_of(updates)))
    if is_doubled:
        with pytest.raises(InvalidInput) as caught:
            BLANK.apply(updates, Repeated.REFUSED)
        assert {fault.code for fault in caught.value.faults} == {"value.duplicate"}
    else:
        assert cells(BLANK.apply(updates, Repeated.REFUSED)) == dict(cells_of(updates))


def test_which_date_was_told_twice_is_named() -> None:
    """Whoever has to put a message right wants to know which of its ranges is too much."""
    with pytest.raises(InvalidInput) as caught:
        BLANK.apply([told(ROOMS, 0, 3, 1), told(ROOMS, 3, 5, 2)], Repeated.REFUSED)
    assert str(caught.value) == (
        "DLX/ availability from 2026-11-26 to 2026-11-28 stands twice; each may stand once "
        "@ updates[1] [value.duplicate]"
    )


# --- the calendar moves on ---


@for_all(any_calendar, st.integers(-DAYS - 1, DAYS + 1), st.integers(1, 2 * DAYS))
def test_what_lies_outside_the_new_dates_is_left_out(calendar, by, days) -> None:
    """Yesterday is over, and of the day that comes into sight nothing is told yet."""
    moved = calendar.moved_to(nth(by), days)
    assert (moved.first, moved.days) == (nth(by), days)
    inside = {nth(by + place) for place in range(days)}
    assert cells(moved) == {cell: v for cell, v in cells(calendar).items() if cell[2] in inside}
    assert moved == Calendar(nth(by), days).apply(
        [Update(*cell[:2], cell[2], cell[2], value) for cell, value in cells(moved).items()]
    )


def test_a_calendar_that_stays_is_the_same() -> None:
    """Nothing is copied on a day on which nothing moves."""
    assert BLANK.moved_to(FIRST) is BLANK
    with pytest.raises(InvalidInput):
        BLANK.moved_to(FIRST, 10**9)
    with pytest.raises(InvalidInput):
        BLANK.moved_to("2026-11-24")


# --- limits that limit nothing ---


@pytest.mark.parametrize(
    ("measure", "value"), NO_LIMIT.items(), ids=[str(measure) for measure in NO_LIMIT]
)
def test_a_limit_that_limits_nothing_is_none(measure, value) -> None:
    """A stay of at least one night, or of at most 999, is any stay: told so or so, it is one."""
    assert update(told(measure, 0, 8, value)) == told(measure, 0, 8, 0)
    none = BLANK.apply([told(measure, 0, 8, 0)])
    assert BLANK.apply([told(measure, 0, 8, value)]) == none
    assert none.value(DELUXE, measure, FIRST) == 0
    limits = BLANK.apply([told(measure, 0, 8, 2)])
    assert limits.value(DELUXE, measure, FIRST) == 2


@pytest.mark.parametrize("measure", [Measure.MIN_ADVANCE, ROOMS, CLOSED], ids=str)
def test_one_is_one_where_it_says_something(measure) -> None:
    """One day between booking and arrival keeps out who comes today; one room is one room."""
    assert update(told(measure, 0, 8, 1)).value == 1


# --- limits that contradict each other ---


@pytest.mark.parametrize(
    ("least", "most"), LIMITS, ids=[f"{least}-{most}" for least, most in LIMITS]
)
def test_the_fewest_nights_are_not_more_than_the_most(least, most) -> None:
    """Nobody could book five nights where three are the most; equal limits and none are fine."""
    calendar = BLANK.apply([told(least, 0, 8, 5), told(most, 0, 1, 0), told(most, 2, 2, 5)])
    assert contradictions(calendar) == ()
    (fault,) = contradictions(calendar.apply([told(most, 4, 6, 3)]))
    assert (fault.path, fault.code) == ("DLX/", "value.contradicts")
    assert f"{least} 5 from 2026-11-27 to 2026-11-29 contradicts {most} 3;" in fault.sentence


def test_each_contradiction_is_told_once_for_its_range() -> None:
    """A year of it is one fault, not three hundred and sixty-five."""
    calendar = BLANK.apply(
        [told(FEWEST, 0, 8, 3, target) for target in TARGETS[:2]]
        + [
            told(Measure.MAX_STAY_ARRIVAL, first, last, most, TARGETS[1])
            for first, last, most in ((0, 2, 2), (3, 3, 3), (4, 5, 2), (6, 8, 1))
        ]
    )
    assert [(fault.path, fault.sentence.split(";")[0]) for fault in contradictions(calendar)] == [
        (
            "DLX/BAR",
            f"min_stay_arrival 3 from {first} to {last} contradicts max_stay_arrival {most}",
        )
        for first, last, most in (
            ("2026-11-23", "2026-11-25", 2),
            ("2026-11-27", "2026-11-28", 2),
            ("2026-11-29", "2026-12-01", 1),
        )
    ]


# --- prices ---


@pytest.mark.parametrize(
    ("amount", "currency", "digits", "units"),
    [
        ("850000", "IDR", 0, 850_000),
        ("850000.00", "IDR", 2, 85_000_000),
        ("120.50", "EUR", 2, 12_050),
        ("9800", "JPY", 0, 9_800),
        ("45.125", "KWD", 3, 45_125),
        ("0.01", "EUR", 2, 1),
    ],
)
def test_a_price_is_counted_in_smallest_units(amount, currency, digits, units) -> None:
    """Rupiah are whole, euro have two decimals, dinar three; nothing is rounded on the way."""
    written = Money(Decimal(amount), currency)
    assert smallest(written, digits) == units
    assert price(units, currency, digits) == written
    assert price(units, currency, digits).amount.as_tuple().exponent == -digits


@for_all(st.integers(1, MOST_PRICE), st.sampled_from([("IDR", 0), ("EUR", 2), ("KWD", 3)]))
def test_a_price_comes_back_as_it_went(units, currency) -> None:
    """Not a cent is lost between the hotel and what is told."""
    assert smallest(price(units, *currency), currency[1]) == units


@pytest.mark.parametrize(
    ("amount", "currency", "digits", "code"),
    [
        ("0", "IDR", 0, "money.must_be_positive"),
        ("-1", "IDR", 0, "money.must_be_positive"),
        ("1000000000000", "IDR", 0, "value.out_of_range"),
        ("10000000000", "EUR", 2, "value.out_of_range"),
        ("850000.50", "IDR", 0, "money.too_many_decimals"),
        ("1.005", "EUR", 2, "money.too_many_decimals"),
        ("NaN", "EUR", 2, "money.not_finite"),
    ],
)
def test_a_price_that_cannot_be_meant_is_refused(amount, currency, digits, code) -> None:
    """A room for nothing is a mistake, not an offer, and a rupiah has no halves."""
    with pytest.raises(InvalidInput) as caught:
        smallest(Money(Decimal(amount), currency), digits)
    assert caught.value.code == code


def test_only_money_is_a_price() -> None:
    """A bare number does not say of what."""
    with pytest.raises(InvalidInput):
        smallest(850_000, 0)
    with pytest.raises(InvalidInput):
        price(0, "IDR", 0)
    assert smallest(money(850_000, "IDR"), 0) == 850_000


def test_dates_are_dates() -> None:
    """Text is read before it comes here."""
    with pytest.raises(InvalidInput):
        BLANK.value(DELUXE, ROOMS, "2026-11-23")
    assert BLANK.value(DELUXE, ROOMS, date(2026, 11, 23)) is None
