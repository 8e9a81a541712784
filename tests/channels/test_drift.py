"""What somebody has changed at the platform: how many values differ, and the first of them."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.telling import (
    BLANK,
    CLOSED,
    DATES,
    DELUXE,
    PRICE,
    ROOMS,
    any_update,
    cells,
    told,
)

from axentra_core.channels.drift import MOST_DIFFERENCES, Comparison, DifferentCell, comparison
from axentra_core.kernel.errors import InvalidInput

CELL = DifferentCell(DELUXE, PRICE, DATES[0], 850_000, 950_000)


def test_what_was_told_is_compared_with_what_is_shown() -> None:
    """A price that was changed by hand differs on its dates; what was never told is left out."""
    ours = BLANK.apply([told(PRICE, 0, 6, 850_000), told(ROOMS, 0, 6, 4)])
    theirs = ours.apply([told(PRICE, 2, 3, 950_000), told(CLOSED, 0, 6, 1)])
    first = tuple(DifferentCell(DELUXE, PRICE, DATES[place], 850_000, 950_000) for place in (2, 3))
    assert comparison(ours, theirs) == Comparison(14, 2, first)
    assert comparison(ours, ours) == Comparison(14, 0)


def test_what_is_not_shown_differs() -> None:
    """A room rate that was deleted at the platform shows nothing at all."""
    ours = BLANK.apply([told(ROOMS, 0, 8, 4)])
    found = comparison(ours, BLANK)
    assert (found.compared, found.different) == (9, 9)
    assert found.first[0] == DifferentCell(DELUXE, ROOMS, DATES[0], 4, None)
    assert comparison(BLANK, ours) == Comparison(0, 0)


def test_the_first_twenty_are_shown() -> None:
    """A whole year that differs is told by its number; twenty are enough to see why."""
    ours = BLANK.apply([told(measure, 0, 8, 1) for measure in (ROOMS, PRICE, CLOSED)])
    found = comparison(ours, BLANK)
    assert (found.different, len(found.first)) == (27, MOST_DIFFERENCES)


@pytest.mark.parametrize(
    ("compared", "different", "first", "fault"),
    [
        (1, 2, (CELL,), "different"),
        (9, 1, (), "first"),
        (9, 1, (CELL, CELL), "first"),
        (99, 99, (CELL,) * 21, "first"),
    ],
    ids=["more-than-compared", "none-shown", "more-than-differ", "too-many"],
)
def test_a_comparison_agrees_with_itself(compared, different, first, fault) -> None:
    """No more differ than were compared, and at least one and at most twenty are shown."""
    with pytest.raises(InvalidInput) as caught:
        Comparison(compared, different, first)
    assert caught.value.faults[0].path == fault
    assert caught.value.code in {"value.out_of_range", "list.length"}


CALENDARS = st.lists(any_update(), max_size=6).map(BLANK.apply)


@for_all(CALENDARS, CALENDARS)
def test_every_value_is_compared_once(ours, theirs) -> None:
    """The same as somebody finds who looks at one date after another."""
    mine, found = cells(ours), cells(theirs)
    wrong = {cell: value for cell, value in mine.items() if found.get(cell) != value}
    seen = comparison(ours, theirs)
    assert (seen.compared, seen.different) == (len(mine), len(wrong))
    for one in seen.first:
        assert wrong[one.target, one.measure, one.on] == one.told
        assert found.get((one.target, one.measure, one.on)) == one.found
