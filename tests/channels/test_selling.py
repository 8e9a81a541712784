"""What the hotel wants to sell: prices and restrictions by date, in the fewest stretches."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.channels import (
    Measure,
    OpenSelling,
    SellingOpened,
    SetWanted,
    Target,
    Update,
    Wanted,
    WantedSet,
    overlaid,
    selling_id,
    told_as,
)
from axentra_core.channels.contradictions import LIMITS
from axentra_core.channels.decider import AGGREGATES
from axentra_core.channels.selling import MOST_AHEAD, SET
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

SELLING = AGGREGATES[3]
TODAY = CONTEXT.business_date
FRIDAY, SATURDAY, SUNDAY = (TODAY + timedelta(days) for days in (4, 5, 6))
END = TODAY + MOST_AHEAD
NAME = "DLX:BAR"
OPENED = SellingOpened(NAME, "DLX", "BAR", "IDR", 0, TODAY)
PRICE = Measure.PRICE
MOST, LEAST = Measure.MAX_STAY_ARRIVAL, Measure.MIN_STAY_ARRIVAL


def week(measure=PRICE, value=850_000, guests=0, first=TODAY, last=SUNDAY):
    """Return a value for the week, or for a part of it."""
    return Wanted(measure, first, last, value, guests)


def wanting(*values):
    """Return the command that sets values."""
    return SetWanted(NAME, values)


def had(*values):
    """Return what has set values."""
    return WantedSet(NAME, values, TODAY)


def test_it_begins_with_nothing_said() -> None:
    """A room type under a rate plan is found by its type, and has no price until it is given."""
    state = given(SELLING).when(OpenSelling(NAME, "DLX", "BAR", "IDR", 0)).then(OPENED)
    assert (state.room_type, state.rate_plan, state.values) == ("DLX", "BAR", ())
    assert state.value(PRICE, TODAY) is None
    assert list(SELLING.index(state)) == [("selling.room_type", "DLX")]
    given(SELLING, OPENED).when(OpenSelling(NAME, "DLX", "BAR", "IDR", 0)).refused(
        "record.already_exists"
    )


def test_what_is_set_is_wanted_from_then_on() -> None:
    """A price counts for each of its dates, and for no other."""
    state = given(SELLING, OPENED).when(wanting(week())).then(had(week()))
    assert state.value(PRICE, TODAY) == state.value(PRICE, SUNDAY) == 850_000
    assert state.value(PRICE, SUNDAY + timedelta(1)) is None
    assert state.value(PRICE, TODAY, guests=2) is None
    assert state.value(Measure.STOP_SELL, TODAY) is None


@pytest.mark.parametrize(("measure", "value"), [(LEAST, 1), (MOST, 999)])
def test_a_limit_that_limits_nothing_is_wanted_as_none(measure, value) -> None:
    """Set one way and then the other, nothing is wanted otherwise, and nobody is told."""
    said, none = week(measure, value), week(measure, 0)
    assert said == none
    given(SELLING, OPENED, had(none)).when(wanting(said)).then()


def test_a_part_of_the_dates_is_set_over_the_others() -> None:
    """A dearer weekend leaves the days around it as they were."""
    dear = week(value=950_000, first=FRIDAY, last=SATURDAY)
    state = given(SELLING, OPENED, had(week())).when(wanting(dear)).then(had(dear))
    assert state.values == (
        week(last=FRIDAY - timedelta(1)),
        dear,
        week(first=SUNDAY),
    )


def test_what_is_alike_again_is_one_stretch() -> None:
    """What is kept grows with how often a value changes, and not with how often it was set."""
    dear = week(value=950_000, first=FRIDAY, last=SATURDAY)
    back = week(first=FRIDAY, last=SATURDAY)
    state = given(SELLING, OPENED, had(week()), had(dear)).when(wanting(back)).then(had(back))
    assert state.values == (week(),)


def test_prices_for_other_numbers_of_adults_and_restrictions_stay() -> None:
    """Only what is named is set."""
    two, closed = week(guests=2), week(Measure.STOP_SELL, 1)
    state = given(SELLING, OPENED, had(two, closed)).when(wanting(week())).then(had(week()))
    assert state.values == (week(), two, closed)


def test_the_same_again_changes_nothing() -> None:
    """Whoever presses twice leaves one event."""
    same = week(first=FRIDAY, last=SATURDAY)
    assert given(SELLING, OPENED, had(week())).when(wanting(same)).events == ()
    assert given(SELLING, OPENED, had(week())).when(wanting()).events == ()


def test_what_is_over_is_kept_no_more() -> None:
    """What is kept has a bound: two years of each measure."""
    on, later = FRIDAY, week(Measure.STOP_SELL, 1, first=SUNDAY)
    then = given(SELLING, OPENED, had(week())).on(on).when(wanting(later))
    assert then.then(WantedSet(NAME, (later,), on)).values == (week(first=FRIDAY), later)
    assert given(SELLING, OPENED, had(week())).on(on).when(wanting(week(first=on))).events == ()


def test_a_date_that_is_over_is_not_set() -> None:
    """A closed business date cannot be changed."""
    given(SELLING, OPENED).on(FRIDAY).when(wanting(week())).refused(
        "channels.date_over", first=TODAY, business_date=FRIDAY
    )


def test_nothing_is_set_further_ahead_than_two_years() -> None:
    """No platform sells further ahead, and a slip of the year is found."""
    assert given(SELLING, OPENED).when(wanting(week(first=END, last=END))).events
    after = END + timedelta(1)
    given(SELLING, OPENED).when(wanting(week(last=after))).refused(
        "channels.date_far_ahead", last=after, end=END
    )


@pytest.mark.parametrize(("least", "most"), LIMITS)
def test_limits_that_nobody_can_keep_are_refused(least, most) -> None:
    """A platform would sell nothing and say nothing; whoever wants that stops the sale."""
    refusal = given(SELLING, OPENED, had(week(most, 2, first=FRIDAY))).when(wanting(week(least, 3)))
    refusal.refused(
        "channels.limits_contradict", selling=NAME, on=FRIDAY, least=least, low=3, most=most, high=2
    )
    both = wanting(week(least, 3), week(most, 2))
    given(SELLING, OPENED).when(both).refused("channels.limits_contradict", on=TODAY)
    assert given(SELLING, OPENED).when(wanting(week(least, 2), week(most, 2))).events


def test_a_limit_of_zero_is_none() -> None:
    """At least three nights and no most is a rule that can be kept."""
    assert (
        given(SELLING, OPENED, had(week(MOST, 2)))
        .when(wanting(week(LEAST, 3), week(MOST, 0)))
        .events
    )


@pytest.mark.parametrize(
    ("said", "path", "code"),
    [
        ({"measure": Measure.AVAILABILITY, "value": 4}, "measure", "value.unknown"),
        ({"first": SUNDAY, "last": TODAY}, "last", "date.order"),
        ({"value": 0}, "value", "value.out_of_range"),
        ({"value": 10**12}, "value", "value.out_of_range"),
        ({"value": "1"}, "value", "field.wrong_type"),
        ({"measure": Measure.STOP_SELL, "value": 2}, "value", "value.out_of_range"),
        ({"measure": LEAST, "value": 1_000}, "value", "value.out_of_range"),
        ({"measure": LEAST, "value": 2, "guests": 2}, "guests", "value.contradicts"),
        ({"guests": 100}, "guests", "value.out_of_range"),
    ],
    ids=[
        "rooms_are_counted",
        "backwards",
        "free_of_charge",
        "absurd",
        "text",
        "two_flags",
        "endless_stay",
        "restricted_by_adults",
        "a_coach",
    ],
)
def test_what_cannot_be_wanted_is_refused(said, path, code) -> None:
    """Each fault has its place."""
    plain = {"measure": PRICE, "first": TODAY, "last": SUNDAY, "value": 1}
    with pytest.raises(InvalidInput) as error:
        Wanted(**{**plain, **said})
    assert [(fault.path, fault.code) for fault in error.value.faults] == [(path, code)]


def test_one_date_is_not_set_twice_at_once() -> None:
    """Nobody knows which of two prices was meant."""
    with pytest.raises(InvalidInput) as error:
        wanting(week(last=FRIDAY), week(value=1, first=FRIDAY))
    (fault,) = error.value.faults
    assert (fault.path, fault.code) == ("values[1]", "value.duplicate")
    assert wanting(week(), week(guests=2), week(Measure.STOP_SELL, 1))


def test_ids_tell_rate_plans_and_their_absence_apart() -> None:
    """Codes may have dots in them, so what parts them is none."""
    names = {("A.B", None), ("A", "B"), ("A.B", "C"), ("A", "B.C"), ("A", None)}
    assert len({selling_id(*name) for name in names}) == len(names)
    longest = "x" * 32
    assert OpenSelling(selling_id(longest, longest), longest, longest, "IDR", 0)


def test_it_is_told_in_the_codes_of_whoever_is_told() -> None:
    """A platform reads its own codes, with the number of adults that a price is for."""
    assert [*told_as([week(guests=2)], "D1", "B1")] == [
        Update(Target("D1", "B1", 2), PRICE, TODAY, SUNDAY, 850_000)
    ]
    assert [*told_as([week()], "D1")] == [Update(Target("D1"), PRICE, TODAY, SUNDAY, 850_000)]


# --- whatever is set ---

DAYS = st.integers(0, 12).map(lambda days: TODAY + timedelta(days))


@st.composite
def some_wanted(draw):
    """Return a value for a few days of two weeks."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    measure = draw(st.sampled_from([PRICE, LEAST, Measure.STOP_SELL]))
    guests = draw(st.integers(0, 1)) if measure is PRICE else 0
    value = draw(st.integers(1, 2)) if measure is not Measure.STOP_SELL else draw(st.integers(0, 1))
    return Wanted(measure, first, last, value, guests)


def by_date(values, since=date.min):
    """Return what holds for each date: the later value of two."""
    return {
        (one.measure, one.guests, one.first + timedelta(place)): one.value
        for one in values
        for place in range((one.last - one.first).days + 1)
        if one.first + timedelta(place) >= since
    }


@for_all(st.lists(some_wanted(), max_size=8), DAYS)
def test_what_was_set_last_holds_in_the_fewest_stretches(values, since) -> None:
    """Set one by one or all at once, each date has its last value, and no two stretches touch."""
    kept = ()
    for one in values:
        kept = overlaid(kept, [one], since)
    assert kept == overlaid((), values, since)
    assert by_date(kept) == by_date(values, since)
    places = [(SET.index(one.measure), one.guests, one.first) for one in kept]
    assert places == sorted(places)
    cells = by_date(kept)
    changes = [
        cell
        for cell, value in cells.items()
        if cells.get((*cell[:2], cell[2] - timedelta(1))) != value
    ]
    assert len(kept) == len(changes)
