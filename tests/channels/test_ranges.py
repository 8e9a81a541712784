"""Ranges of dates: what is told twice, and parts of them."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.telling import (
    DAYS,
    DELUXE,
    FIRST,
    ROOMS,
    any_update,
    any_updates,
    cells_of,
    nth,
    told,
)

from axentra_core.channels.ranges import outside, repeats, within

spans = st.lists(st.booleans(), min_size=DAYS, max_size=DAYS).map(
    lambda marks: [(nth(place), nth(place)) for place, marked in enumerate(marks) if marked]
)


@for_all(any_updates)
def test_an_update_that_tells_a_date_again_is_found(updates) -> None:
    """The later one is at fault, also where it reaches over several earlier ones."""
    seen, again = set(), []
    for place, one in enumerate(updates):
        cells = {cell for cell, _ in cells_of([one])}
        if cells & seen:
            again.append(place)
        seen |= cells
    assert repeats(updates) == tuple(again)


def test_ranges_that_touch_do_not_overlap() -> None:
    """A range ends on the day before the next one begins."""
    assert repeats([told(ROOMS, 0, 2, 1), told(ROOMS, 3, 5, 1)]) == ()
    assert repeats([told(ROOMS, 0, 3, 1), told(ROOMS, 3, 5, 1)]) == (1,)


def test_a_long_range_hides_no_repeat_behind_a_short_one() -> None:
    """A week was told, then its Tuesday: its Friday is told twice all the same."""
    assert repeats([told(ROOMS, 0, 6, 1), told(ROOMS, 1, 1, 1), told(ROOMS, 4, 4, 1)]) == (1, 2)
    assert repeats([told(ROOMS, 1, 3, 1), told(ROOMS, 2, 5, 1), told(ROOMS, 1, 1, 1)]) == (1, 2)


@for_all(any_updates, st.integers(-2, DAYS), st.integers(-1, DAYS + 1))
def test_dates_outside_are_cut_off(updates, first, days) -> None:
    """What is over and what lies too far ahead is not told."""
    start, end = nth(first), nth(first) + timedelta(days)
    expected = [(cell, value) for cell, value in cells_of(updates) if start <= cell[2] <= end]
    assert cells_of(within(updates, start, end)) == expected


@for_all(any_update(), spans)
def test_what_has_to_wait_is_left_out(one, waiting) -> None:
    """Dates in between wait, and those around them are told as long ranges as can be."""
    parts = [*outside(one, waiting)]
    held = {first for first, _ in waiting}
    assert cells_of(parts) == [pair for pair in cells_of([one]) if pair[0][2] not in held]
    for before, after in pairwise(parts):
        assert before.last + timedelta(1) < after.first


def test_long_spans_may_reach_beyond_the_range() -> None:
    """A range that lies inside one that waits has nothing left to tell."""
    one = told(ROOMS, 2, 4, 1)
    assert [*outside(one, [(FIRST, nth(DAYS))])] == []
    assert [*outside(one, [(FIRST, nth(2)), (nth(4), nth(DAYS))])] == [told(ROOMS, 3, 3, 1)]
    assert [*outside(one, [])] == [one]
    assert one.target == DELUXE
