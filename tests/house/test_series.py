"""Numbers without a gap: what a series gives out, and when it gives nothing."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.house import (
    AGGREGATES,
    NumberTaken,
    OpenSeries,
    SeriesOpened,
    TakeNumber,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

SERIES = AGGREGATES[3]
INVOICES, CREDIT_NOTES = "invoice.2026", "credit_note.2026"
OPENED = SeriesOpened(INVOICES)
TAKE = TakeNumber(INVOICES)


def test_a_series_begins_before_its_first_number() -> None:
    """Opening one takes no number."""
    assert given(SERIES).when(OpenSeries(INVOICES)).then(OPENED).last == 0


def test_a_series_begins_once() -> None:
    """Its numbers are never given out anew."""
    taken = NumberTaken(INVOICES, 1)
    given(SERIES, OPENED, taken).when(OpenSeries(INVOICES)).refused(
        "record.already_exists", kind="series", id=INVOICES
    )


def test_a_series_that_was_not_opened_gives_no_number() -> None:
    """Whoever misspells a series is not given the first number of another one."""
    given(SERIES).when(TAKE).refused("record.not_found", kind="series", id=INVOICES)


def test_numbers_follow_each_other_from_one() -> None:
    """The first is 1, and each is one more than the last."""
    state = given(SERIES, OPENED).when(TAKE).then(NumberTaken(INVOICES, 1))
    assert state.last == 1
    past = (OPENED, NumberTaken(INVOICES, 1), NumberTaken(INVOICES, 2))
    assert given(SERIES, *past).when(TAKE).then(NumberTaken(INVOICES, 3)).last == 3


def test_every_kind_and_year_counts_for_itself() -> None:
    """The first credit note is number 1, however many invoices there are."""
    given(SERIES, SeriesOpened(CREDIT_NOTES)).when(TakeNumber(CREDIT_NOTES)).then(
        NumberTaken(CREDIT_NOTES, 1)
    )


def test_two_who_take_at_once_see_the_same_number() -> None:
    """Both would write the same version of the stream, so that the store lets one of them in."""
    here = given(SERIES, OPENED)
    assert here.when(TAKE).events == here.when(TAKE).events == (NumberTaken(INVOICES, 1),)


def test_nothing_stands_against_taking_a_number() -> None:
    """It is allowed to whoever issues a document."""
    told = SERIES.allowed(SERIES.replay([OPENED]), CONTEXT)
    assert {name: (bool(row), row.asks) for name, row in told.items()} == {"TakeNumber": (True, ())}


@pytest.mark.parametrize("command", [OpenSeries, TakeNumber])
@pytest.mark.parametrize("series", ["", "invoice 2026", "é", "n" * 65])
def test_a_series_has_an_id(command, series) -> None:
    """Blanks and letters beyond ASCII have no place in the name of a stream."""
    with pytest.raises(InvalidInput) as caught:
        command(series)
    assert [fault.path for fault in caught.value.faults] == ["series"]


@for_all(st.lists(st.booleans(), max_size=30))
def test_whatever_is_refused_meanwhile_leaves_no_gap(commits) -> None:
    """A number that was decided and then thrown away with its unit is taken by the next one."""
    events = [OPENED]
    for is_committed in commits:
        decided = SERIES.decide(SERIES.replay(events), TAKE, CONTEXT)
        if is_committed:
            events += decided
    numbers = [event.number for event in events[1:]]
    assert numbers == list(range(1, commits.count(True) + 1))
    # The stream's version is one more than its last number, for the opening is its first event.
    assert SERIES.replay(events).last == len(events) - 1
