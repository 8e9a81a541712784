"""What housekeeping has to do, and when it is off the list."""

from datetime import date

import pytest

from axentra_core.housekeeping import (
    AGGREGATES,
    PRIORITY,
    CancelTask,
    FinishTask,
    OpenTask,
    Task,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
    TaskStatus,
)
from axentra_core.testing import given

(TASK,) = AGGREGATES
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
LINEN, DEPARTURE, MAKE_UP = TaskKind


def opened(kind: TaskKind, stay: str | None, cause: str, *, blocks_room: bool) -> TaskOpened:
    """Return the event that begins task T1 in room 2034."""
    return TaskOpened("T1", kind, "2034", stay, cause, blocks_room, TODAY)


OPENED = opened(DEPARTURE, "S1", "checkout:S1", blocks_room=True)
DONE = TaskFinished("T1", DEPARTURE, "2034", "S1", TOMORROW)
CANCELLED = TaskCancelled("T1", DEPARTURE, "2034", "S1", "room is out of order")


def test_a_task_says_what_is_to_be_done_where_for_whom_and_why() -> None:
    """A departure cleaning stands on the list of the business date and blocks its room."""
    command = OpenTask("T1", DEPARTURE, "2034", "S1", "checkout:S1", blocks_room=True)
    assert given(TASK).when(command).then(OPENED) == Task(
        "T1", DEPARTURE, "2034", "S1", blocks_room=True, status=TaskStatus.OPEN, opened_on=TODAY
    )


def test_a_task_needs_no_guest_and_blocks_no_room_unless_it_says_so() -> None:
    """Linen can be laid ready for a room before anybody is known to come."""
    given(TASK).when(OpenTask("T1", LINEN, "2034", None, "round:1")).then(
        opened(LINEN, None, "round:1", blocks_room=False)
    )


def test_a_task_is_opened_once() -> None:
    """The same check-out does not send housekeeping twice under one id."""
    command = OpenTask("T1", DEPARTURE, "2034", "S1", "checkout:S1")
    given(TASK, OPENED).when(command).refused("record.already_exists", kind="task", id="T1")


def test_a_task_is_done_on_the_business_date_it_is_finished_on() -> None:
    """Work of yesterday counts on the day it is done."""
    state = given(TASK, OPENED).on(TOMORROW).when(FinishTask("T1")).then(DONE)
    assert (state.status, state.opened_on) == (TaskStatus.DONE, TODAY)


def test_a_task_is_cancelled_with_a_reason() -> None:
    """What nobody wants any more is taken off the list, and it is known why."""
    command = CancelTask("T1", "room is out of order")
    state = given(TASK, OPENED).when(command).then(CANCELLED)
    assert state.status is TaskStatus.CANCELLED


@pytest.mark.parametrize("command", [FinishTask("T1"), CancelTask("T1", "wrong room")])
@pytest.mark.parametrize(("end", "status"), [(DONE, "done"), (CANCELLED, "cancelled")])
def test_what_has_ended_stays_so(end: object, status: str, command: object) -> None:
    """A task that is done or cancelled is neither finished nor cancelled again."""
    given(TASK, OPENED, end).when(command).refused("task.ended", task="T1", status=status)


@pytest.mark.parametrize("command", [FinishTask("T1"), CancelTask("T1", "wrong room")])
def test_a_task_has_to_exist(command: object) -> None:
    """Work that nobody has asked for is not reported, but opened first."""
    given(TASK).when(command).refused("record.not_found", kind="task", id="T1")


def test_a_guest_who_asks_comes_before_departures_and_linen() -> None:
    """The list of open tasks is in this order when it is read as text, so one digit is enough."""
    assert sorted(TaskKind, key=PRIORITY.__getitem__) == [MAKE_UP, DEPARTURE, LINEN]
    assert all(1 <= priority <= 9 for priority in PRIORITY.values())


@pytest.mark.parametrize(
    ("kind", "entry"), [(MAKE_UP, "1:2034"), (DEPARTURE, "2:2034"), (LINEN, "3:2034")]
)
def test_an_open_task_is_found_by_priority_and_by_room(kind: TaskKind, entry: str) -> None:
    """The round reads the list from the top, the front desk asks for one room."""
    task = TASK.replay([opened(kind, "S1", "arrival:S1", blocks_room=False)])
    assert list(TASK.index(task)) == [("task.open", entry), ("task.room", "2034")]


def test_a_blocking_task_is_found_by_its_room_as_long_as_it_is_open() -> None:
    """Once it is done or cancelled the room is free of it, and it is on no list any more."""
    assert ("task.blocking", "2034") in TASK.index(TASK.replay([OPENED]))
    assert list(TASK.index(TASK.replay([OPENED, DONE]))) == []
    assert list(TASK.index(TASK.replay([OPENED, CANCELLED]))) == []
