"""What has to be told so that one calendar becomes another."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.telling import (
    BLANK,
    DAYS,
    DELUXE,
    FIRST,
    PRICE,
    ROOMS,
    any_calendar,
    any_updates,
    cells,
    cells_of,
    nth,
    told,
)

from axentra_core.channels.calendar import Calendar
from axentra_core.channels.deltas import delta, updates_of
from axentra_core.channels.providers import Repeated
from axentra_core.channels.ranges import repeats
from axentra_core.channels.updates import Measure, Target, Update

PLACES = {measure: place for place, measure in enumerate(Measure)}


def ranges_by_hand(old, new):
    """Return the ranges of what has changed, found date by date."""
    before, found = cells(old), []
    for (target, measure, on), value in sorted(
        cells(new).items(), key=lambda cell: (cell[0][0], PLACES[cell[0][1]], cell[0][2])
    ):
        if before.get((target, measure, on)) == value:
            continue
        last = found[-1] if found else None
        if last and [*last[:2], last[3] + timedelta(1), last[4]] == [target, measure, on, value]:
            last[3] = on
        else:
            found.append([target, measure, on, on, value])
    return tuple(Update(*one) for one in found)


@for_all(any_calendar, any_updates)
def test_every_reader_ends_where_the_hotel_is(old, updates) -> None:
    """Whoever keeps the first value, the last one or refuses both: they all sell what is left."""
    new = old.apply(updates)
    for repeated in Repeated:
        assert old.apply(delta(old, new), repeated) == new


@for_all(any_calendar, any_calendar, st.randoms(use_true_random=False))
def test_it_may_come_in_any_number_of_messages(old, new, chance) -> None:
    """However updates are parted into messages, what a calendar tells comes over all else."""
    updates = delta(old, new)
    ends = sorted(chance.choices(range(len(updates) + 1), k=3))
    parts = [updates[start:end] for start, end in pairwise([0, *ends, len(updates)])]
    for repeated in Repeated:
        read = old
        for message in parts:
            read = read.apply(message, repeated)
        assert cells(read) == cells(old) | cells(new)


@for_all(any_calendar, any_calendar)
def test_ranges_are_the_fewest_there_can_be(old, new) -> None:
    """Equal neighbours are one range, none overlap, and what did not change is not told again."""
    updates = delta(old, new)
    assert updates == ranges_by_hand(old, new)
    assert repeats(updates) == ()


@for_all(any_calendar)
def test_what_is_the_same_tells_nothing(calendar) -> None:
    """Sending the same state twice sends nothing the second time."""
    assert delta(calendar, calendar) == ()
    assert delta(calendar, BLANK.apply(updates_of(calendar))) == ()
    assert delta(calendar, BLANK) == ()


def test_a_change_back_before_it_was_told_tells_nothing() -> None:
    """A room sold and cancelled within the minute is no news."""
    old = BLANK.apply([told(ROOMS, 0, 8, 4)])
    sold = old.apply([told(ROOMS, 2, 3, 3)])
    assert delta(old, sold) == (told(ROOMS, 2, 3, 3),)
    assert delta(old, sold.apply([told(ROOMS, 2, 3, 4)])) == ()


@for_all(any_calendar)
def test_a_full_update_tells_everything(calendar) -> None:
    """What was never told to anybody is told in the fewest ranges, too."""
    updates = updates_of(calendar)
    assert dict(cells_of(updates)) == cells(calendar)
    assert updates == ranges_by_hand(BLANK, calendar)


def test_an_unchanged_date_between_two_changes_is_not_told() -> None:
    """An answer is about what was told, so nothing is told that need not be."""
    old = BLANK.apply([told(PRICE, 0, 8, 100), told(PRICE, 4, 4, 200)])
    new = old.apply([told(PRICE, 0, 8, 200)])
    assert delta(old, new) == (told(PRICE, 0, 3, 200), told(PRICE, 5, 8, 200))


def test_what_changes_beside_something_else_is_told_on_its_own_dates() -> None:
    """A season changes prices on many days and closes arrivals on few of them, and on one more."""
    closed = Measure.CLOSED_TO_ARRIVAL
    old = BLANK.apply([told(PRICE, 0, 8, 100), told(closed, 0, 8, 0), told(ROOMS, 0, 8, 4)])
    season = [told(PRICE, 1, 3, 150), told(PRICE, 6, 7, 150)]
    for days in ([told(closed, 2, 2, 1)], [told(closed, 2, 2, 1), told(closed, 5, 5, 1)]):
        assert delta(old, old.apply([*season, *days])) == (*season, *days)


@for_all(any_calendar, any_calendar, st.integers(-3, 3))
def test_only_dates_of_the_new_calendar_are_told(old, new, by) -> None:
    """On the next day nothing is told of yesterday, and the day that comes into sight is."""
    moved = new.moved_to(nth(by))
    updates = delta(old, moved)
    expected = {cell: v for cell, v in cells(moved).items() if cells(old).get(cell) != v}
    assert dict(cells_of(updates)) == expected


def test_long_calendars_are_compared_everywhere() -> None:
    """Each date of two years is looked at, alone, and next to the places where stretches meet."""
    rooms = [Target(f"R{number:02}") for number in range(30)]
    old = Calendar(FIRST, 730).apply(
        Update(room, measure, FIRST, FIRST + timedelta(729), 5)
        for room in rooms
        for measure in (ROOMS, PRICE, Measure.MIN_STAY_ARRIVAL)
    )
    for place in range(730):
        one = Update(
            rooms[place % 30],
            (ROOMS, PRICE, Measure.MIN_STAY_ARRIVAL)[place % 3],
            FIRST + timedelta(place),
            FIRST + timedelta(min(place + place % 4, 729)),
            6,
        )
        new = old.apply([one])
        assert delta(old, new) == (one,)
        assert delta(new, old) == (Update(one.target, one.measure, one.first, one.last, 5),)


def test_a_target_that_is_new_is_told_beside_those_that_are_not() -> None:
    """A rate plan that is opened in the middle of the season is all there is to tell."""
    old = BLANK.apply([told(ROOMS, 0, 8, 4), told(PRICE, 0, 8, 100, Target("STD", "BAR"))])
    flex = told(PRICE, 0, DAYS - 1, 120, Target("DLX", "FLEX"))
    assert delta(old, old.apply([flex])) == (flex,)
    assert delta(old, Calendar(FIRST, DAYS).apply([told(ROOMS, 1, 1, 3)])) == (
        told(ROOMS, 1, 1, 3, DELUXE),
    )
