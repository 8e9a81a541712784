"""What an event changes in a task."""

from typing import Any

import attrs

from axentra_core.housekeeping import events as ev
from axentra_core.housekeeping.lifecycle import TASK, WAITING
from axentra_core.housekeeping.model import Task
from axentra_core.kernel.decider import begins, evolutions, on


def _after(task: Task, event: object, **changes: Any) -> Task:  # noqa: ANN401 - any field
    return attrs.evolve(task, status=TASK.after(task.status, type(event)), **changes)


def opened(event: ev.TaskOpened) -> Task:
    """Return an open task that is nobody's yet and can be done now."""
    return Task(
        id=event.task,
        kind=event.kind,
        room=event.room,
        stay=event.stay,
        cause=event.cause,
        blocks_room=event.blocks_room,
        priority=event.priority,
        effort=event.effort,
        linen=event.linen,
        note=event.note,
        block=event.block,
        status=TASK.start,
        waiting=WAITING.start,
        attendant=None,
        opened_on=event.business_date,
    )


def assigned(task: Task, event: ev.TaskAssigned) -> Task:
    """Return the task as its new attendant's to do."""
    return _after(task, event, attendant=event.attendant)


def unassigned(task: Task, event: ev.TaskUnassigned) -> Task:
    """Return the task as nobody's to do."""
    return _after(task, event, attendant=None)


def started(task: Task, event: ev.TaskStarted) -> Task:
    """Return the task as being done by whoever has begun it."""
    return _after(task, event, attendant=event.by)


def waiting(task: Task, event: ev.TaskSuspended | ev.TaskResumed) -> Task:
    """Return the task where it stands, suspended or ready."""
    return _after(task, event, waiting=WAITING.after(task.waiting, type(event)))


def prioritised(task: Task, event: ev.TaskPrioritised) -> Task:
    """Return the task with its new priority."""
    return _after(task, event, priority=event.priority)


def ended(
    task: Task,
    event: ev.TaskFinished
    | ev.InspectionFailed
    | ev.TaskRefused
    | ev.TaskSkipped
    | ev.TaskCancelled,
) -> Task:
    """Return the task as it ended; whose it was stays known."""
    return _after(task, event)


# fmt: off
TASK_EVOLVE = evolutions(
    begins(ev.TaskOpened,      opened),
    on(ev.TaskAssigned,        assigned),
    on(ev.TaskUnassigned,      unassigned),
    on(ev.TaskStarted,         started),
    on(ev.TaskSuspended,       waiting),
    on(ev.TaskResumed,         waiting),
    on(ev.TaskPrioritised,     prioritised),
    on(ev.TaskFinished,        ended),
    on(ev.InspectionFailed,    ended),
    on(ev.TaskRefused,         ended),
    on(ev.TaskSkipped,         ended),
    on(ev.TaskCancelled,       ended),
)
# fmt: on
