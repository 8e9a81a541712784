"""When attendants work, and how much can be given to them."""

from datetime import date, time

import attrs
import pytest

from axentra_core.housekeeping import (
    AGGREGATES,
    MACHINES,
    BreakEnded,
    BreakStarted,
    CancelShift,
    EndBreak,
    EndShift,
    PlanShift,
    Shift,
    ShiftCancelled,
    ShiftEnded,
    ShiftPlanned,
    ShiftStarted,
    ShiftStatus,
    StartBreak,
    StartShift,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given

(SHIFT,) = (one for one in AGGREGATES if one.kind == "shift")
(TABLE,) = (one for one in MACHINES if one.name == "shift")
TODAY = date(2026, 11, 23)
MORNING, AFTERNOON, EVENING = time(7), time(15), time(22)
PLANNED, WORKING, ON_BREAK, ENDED, CANCELLED = ShiftStatus

PLAN = ShiftPlanned("H1", "budi", TODAY, MORNING, AFTERNOON, 60, 420, ("north", "20"))
STARTED = ShiftStarted("H1")
PAUSED = BreakStarted("H1")
BACK = BreakEnded("H1")
GONE_HOME = ShiftEnded("H1")
NOT_WORKED = ShiftCancelled("H1", "ill")

PAST = {
    PLANNED: (PLAN,),
    WORKING: (PLAN, STARTED),
    ON_BREAK: (PLAN, STARTED, PAUSED),
    ENDED: (PLAN, STARTED, GONE_HOME),
    CANCELLED: (PLAN, NOT_WORKED),
}
# fmt: off
MOVES = [
    # command                    event        planned    working   on break
    (StartShift("H1"),           STARTED,     WORKING,   None,     None),
    (StartBreak("H1"),           PAUSED,      None,      ON_BREAK, None),
    (EndBreak("H1"),             BACK,        None,      None,     WORKING),
    (EndShift("H1"),             GONE_HOME,   None,      ENDED,    ENDED),
    (CancelShift("H1", "ill"),   NOT_WORKED,  CANCELLED, None,     None),
]
# fmt: on
ROWS = [
    (status, command, event, becomes)
    for command, event, *columns in MOVES
    for status, becomes in zip((PLANNED, WORKING, ON_BREAK), columns, strict=True)
]
REFUSALS = {PLANNED: "shift.not_started", WORKING: "shift.working", ON_BREAK: "shift.on_break"}


def name_of(value):
    """Return how a row is called in a list of tests."""
    return type(value).__name__ if attrs.has(type(value)) else str(value)


def plan(starts=MORNING, ends=AFTERNOON, **options):
    """Return the command that plans a shift of Budi's."""
    return PlanShift("H1", "budi", TODAY, starts, ends, **options)


def test_a_shift_says_who_works_when_where_and_how_much() -> None:
    """An hour of the eight is a break, so seven are work."""
    command = plan(breaks=60, sections=("north", "20"))
    assert given(SHIFT).when(command).then(PLAN) == Shift(
        "H1", "budi", TODAY, MORNING, AFTERNOON, 420, ("north", "20"), PLANNED
    )


@pytest.mark.parametrize(
    ("starts", "ends", "breaks", "minutes"),
    [
        (MORNING, AFTERNOON, 0, 480),
        (MORNING, AFTERNOON, 30, 450),
        (time(7, 15), time(7, 16), 0, 1),
        (EVENING, MORNING, 45, 495),
        (MORNING, MORNING, 0, 1440),
        (time(0), time(23, 59), 0, 1439),
    ],
)
def test_what_can_be_given_to_a_shift_is_its_minutes_less_the_breaks(
    starts, ends, breaks, minutes
) -> None:
    """A shift that ends no later than it starts ends on the next morning."""
    state = given(SHIFT).when(plan(starts, ends, breaks=breaks)).state
    assert state.capacity == minutes


@pytest.mark.parametrize("capacity", [0, 16, 1440])
def test_a_property_may_say_itself_how_much_a_shift_can_do(capacity) -> None:
    """Where work is counted in credits, or somebody is trained, the minutes tell nothing."""
    assert given(SHIFT).when(plan(capacity=capacity)).state.capacity == capacity


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"breaks": 480}, "breaks"),
        ({"breaks": -1}, "breaks"),
        ({"capacity": -1}, "capacity"),
        ({"capacity": 1441}, "capacity"),
    ],
)
def test_a_shift_has_no_more_breaks_than_minutes_and_no_more_work_than_a_day(options, path) -> None:
    """Somebody has mistyped a number, and is told which."""
    with pytest.raises(InvalidInput) as caught:
        plan(**options)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == (path, "value.out_of_range")


def test_a_shift_is_planned_once() -> None:
    """A second plan under one id would count the attendant twice."""
    given(SHIFT, PLAN).when(plan()).refused("record.already_exists", kind="shift", id="H1")


@pytest.mark.parametrize("command", [command for command, *_ in MOVES], ids=name_of)
def test_a_shift_has_to_be_planned(command) -> None:
    """Nobody comes, pauses or goes in a shift that does not exist."""
    given(SHIFT).when(command).refused("record.not_found", kind="shift", id="H1")


@pytest.mark.parametrize(("status", "command", "event", "becomes"), ROWS, ids=name_of)
def test_a_shift_moves_as_its_table_says(status, command, event, becomes) -> None:
    """Attendants come, pause, come back and go, perhaps straight from a break."""
    case = given(SHIFT, *PAST[status]).when(command)
    if becomes is None:
        case.refused(REFUSALS[status], shift="H1")
    else:
        assert case.then(event) == attrs.evolve(SHIFT.replay(PAST[status]), status=becomes)


def test_no_row_of_the_table_is_left_out() -> None:
    """What is tested here is all that can happen."""
    tested = {(status, type(event), to) for status, _, event, to in ROWS if to is not None}
    assert tested == set(TABLE.rows)


@pytest.mark.parametrize("command", [command for command, *_ in MOVES], ids=name_of)
@pytest.mark.parametrize("status", [ENDED, CANCELLED])
def test_a_shift_that_is_over_stays_so(status, command) -> None:
    """Who comes back in the evening works another shift."""
    given(SHIFT, *PAST[status]).when(command).refused("shift.ended", shift="H1", status=status)


@pytest.mark.parametrize("status", [PLANNED, WORKING, ON_BREAK])
def test_a_shift_is_found_by_date_and_attendant_until_it_is_over(status) -> None:
    """Who assigns the day's board asks who is there."""
    assert list(SHIFT.index(SHIFT.replay(PAST[status]))) == [
        ("shift.date", "2026-11-23"),
        ("shift.attendant", "budi"),
    ]


@pytest.mark.parametrize("status", [ENDED, CANCELLED])
def test_nothing_is_given_to_a_shift_that_is_over(status) -> None:
    """Who has gone home or does not come is not counted on."""
    assert list(SHIFT.index(SHIFT.replay(PAST[status]))) == []
