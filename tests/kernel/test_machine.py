"""A lifecycle table is right before anything runs by it, and decides every move."""

from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest

from axentra_core.kernel.errors import IllegalTransition, RuleViolation
from axentra_core.kernel.machine import Forced, Machine, TableError, settled


class Light(StrEnum):
    """A lamp."""

    OFF = "off"
    ON = "on"
    BROKEN = "broken"


class Colour(StrEnum):
    """What a lamp shows."""

    NONE = "none"
    RED = "red"


class SwitchedOn:
    """It gives light."""


class SwitchedOff:
    """It gives none."""


class Fell:
    """It will give none."""


class Dyed:
    """It changes colour."""


OFF, ON, BROKEN = Light
NONE, RED = Colour
ROWS = (
    (OFF, SwitchedOn, ON),
    (ON, SwitchedOff, OFF),
    (ON, Fell, BROKEN),
)


def broken(lamp: Any) -> RuleViolation:
    """A broken lamp is left alone."""
    return RuleViolation("record.already_exists", kind="ruin of", id=lamp.id)


LIGHT = Machine("lamp", field="light", start=OFF, ends=[BROKEN], says={BROKEN: broken}, rows=ROWS)
COLOUR = Machine("colour", field="colour", start=NONE, rows=((NONE, Dyed, RED), (RED, Dyed, NONE)))


def lamp(light=OFF, colour=NONE):
    """Return a lamp."""
    return SimpleNamespace(id="L1", light=light, colour=colour)


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ((*ROWS, (OFF, SwitchedOn, OFF)), "table.duplicate_row", "two rows for SwitchedOn"),
        ((*ROWS, (BROKEN, SwitchedOn, ON)), "table.way_out_of_end", "broken is an end"),
        (ROWS[:2], "table.unreachable", "no row leads to broken"),
        ((ROWS[0], ROWS[2]), None, ""),
        (((OFF, SwitchedOn, ON), (OFF, Fell, BROKEN)), "table.stuck", "on is no end"),
        ((), "table.stuck", "off is no end"),
    ],
)
def test_a_wrong_table_is_found_when_it_is_built(rows, code, said) -> None:
    """No hotel opens with a room that can never become free, or with two answers to one move."""
    if code is None:
        assert Machine("lamp", field="light", start=OFF, ends=[BROKEN], rows=rows).rows == rows
        return
    with pytest.raises(TableError) as caught:
        Machine("lamp", field="light", start=OFF, ends=[BROKEN], rows=rows)
    assert caught.value.code == code
    assert said in str(caught.value)


def test_a_status_that_only_reaches_itself_is_not_reached() -> None:
    """A row from a status to itself is no way to it."""
    rows = (*ROWS[:2], (BROKEN, Fell, BROKEN))
    with pytest.raises(TableError) as caught:
        Machine("lamp", field="light", start=OFF, rows=rows)
    assert caught.value.code == "table.unreachable"


def test_a_table_tells_what_it_is_made_of() -> None:
    """What is drawn into the docs is what decides."""
    assert (LIGHT.name, LIGHT.field, LIGHT.start, LIGHT.ends) == ("lamp", "light", OFF, {BROKEN})
    assert LIGHT.statuses == (OFF, ON, BROKEN)
    assert LIGHT.events == (SwitchedOn, SwitchedOff, Fell)
    assert LIGHT.rows == ROWS


def test_a_row_says_what_becomes() -> None:
    """The next status stands in the table and nowhere else."""
    assert [LIGHT.after(status, event) for status, event, _ in ROWS] == [ON, OFF, BROKEN]


@pytest.mark.parametrize(
    ("status", "event", "allowed"),
    [(OFF, Fell, "SwitchedOn"), (ON, SwitchedOn, "SwitchedOff, Fell"), (BROKEN, Fell, "nothing")],
)
def test_a_move_without_a_row_is_refused_with_what_is_possible(status, event, allowed) -> None:
    """The refusal names the status, the move and the moves there are."""
    with pytest.raises(IllegalTransition) as caught:
        LIGHT.after(status, event)
    assert caught.value.code == "move.not_allowed"
    assert str(caught.value) == (
        f"lamp is {status}, so {event.__name__} cannot happen; possible now: {allowed} "
        "[move.not_allowed]"
    )


def test_an_event_of_another_table_is_refused() -> None:
    """A table answers for what it does not know."""
    with pytest.raises(IllegalTransition):
        LIGHT.after(OFF, Dyed)


def test_a_guard_asks_the_same_table() -> None:
    """What is permitted is what would happen; the refusal is the same or the hotel's own words."""
    for status in Light:
        for event in LIGHT.events:
            reason = LIGHT.permits(event)(lamp(status), None)
            try:
                LIGHT.after(status, event)
            except IllegalTransition:
                assert reason is not None
                assert reason.code == (
                    "record.already_exists" if status is BROKEN else "move.not_allowed"
                )
            else:
                assert reason is None
    reason = LIGHT.permits(Fell)(lamp(BROKEN), None)
    assert reason is not None
    assert reason.values == {"kind": "ruin of", "id": "L1"}


JOINT = (Forced(LIGHT, OFF, COLOUR, NONE), Forced(LIGHT, BROKEN, COLOUR, NONE))


@pytest.mark.parametrize(
    ("light", "colour", "forced"),
    [
        (OFF, RED, {"colour": NONE}),
        (BROKEN, RED, {"colour": NONE}),
        (OFF, NONE, {}),
        (ON, RED, {}),
        (ON, NONE, {}),
    ],
)
def test_one_status_can_leave_another_no_choice(light, colour, forced) -> None:
    """A lamp that is off has no colour; where nothing has to change nothing does."""
    state = lamp(light, colour)
    assert settled(state, JOINT) == forced
    assert (state.light, state.colour) == (light, colour)
