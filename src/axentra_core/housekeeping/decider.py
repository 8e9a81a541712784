"""The rules of a task: guards, what a command decides, what an event changes."""

from collections.abc import Iterator

import attrs

from axentra_core.housekeeping.lifecycle import TASK
from axentra_core.housekeeping.messages import (
    CancelTask,
    FinishTask,
    OpenTask,
    TaskCancelled,
    TaskFinished,
    TaskOpened,
)
from axentra_core.housekeeping.model import PRIORITY, Task, TaskStatus
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)


def open_task(command: OpenTask, context: Context) -> list[TaskOpened]:
    """Put a task on the list."""
    return [
        TaskOpened(
            command.task,
            command.kind,
            command.room,
            command.stay,
            command.cause,
            command.blocks_room,
            context.business_date,
        )
    ]


def finish_task(task: Task, _: FinishTask, context: Context) -> list[TaskFinished]:
    """Take a task off the list as done."""
    return [TaskFinished(task.id, task.kind, task.room, task.stay, context.business_date)]


def cancel_task(task: Task, command: CancelTask, _: Context) -> list[TaskCancelled]:
    """Take a task off the list undone."""
    return [TaskCancelled(task.id, task.kind, task.room, task.stay, command.reason)]


def opened(event: TaskOpened) -> Task:
    """Return an open task."""
    return Task(
        id=event.task,
        kind=event.kind,
        room=event.room,
        stay=event.stay,
        blocks_room=event.blocks_room,
        status=TASK.start,
        opened_on=event.business_date,
    )


def ended(task: Task, event: TaskFinished | TaskCancelled) -> Task:
    """Return the task, done or cancelled."""
    return attrs.evolve(task, status=TASK.after(task.status, type(event)))


def index(task: Task) -> Iterator[tuple[str, str]]:
    """An open task is listed by priority, under its room, and as blocking if it blocks."""
    if task.status is not TaskStatus.OPEN:
        return
    yield "task.open", f"{PRIORITY[task.kind]}:{task.room}"
    yield "task.room", task.room
    if task.blocks_room:
        yield "task.blocking", task.room


# fmt: off
DECIDE = decisions(
    opens(OpenTask,      open_task),
    case(FinishTask,     finish_task,     TASK.permits(TaskFinished)),
    case(CancelTask,     cancel_task,     TASK.permits(TaskCancelled)),
)

EVOLVE = evolutions(
    begins(TaskOpened,   opened),
    on(TaskFinished,     ended),
    on(TaskCancelled,    ended),
)
# fmt: on

AGGREGATES = (Aggregate("task", Task, DECIDE, EVOLVE, index),)
