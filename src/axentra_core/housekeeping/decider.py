"""What a command to a task decides, and every record of housekeeping."""

from collections.abc import Iterator

from axentra_core.housekeeping import events as ev
from axentra_core.housekeeping import guards, messages
from axentra_core.housekeeping.evolution import TASK_EVOLVE
from axentra_core.housekeeping.lifecycle import TASK, WAITING
from axentra_core.housekeeping.lost_property import (
    FOUND_ITEM_DECIDE,
    FOUND_ITEM_EVOLVE,
    found_item_index,
)
from axentra_core.housekeeping.model import NATURE, FoundItem, Shift, Task, Waiting
from axentra_core.housekeeping.shifts import SHIFT_DECIDE, SHIFT_EVOLVE, shift_index
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, case, decisions, opens


def open_task(command: messages.OpenTask, context: Context) -> list[ev.TaskOpened]:
    """Put a task on the list."""
    return [
        ev.TaskOpened(
            command.task,
            command.kind,
            command.room,
            command.stay,
            command.cause,
            command.blocks_room,
            command.priority or NATURE[command.kind].priority,
            command.effort,
            command.linen,
            command.note,
            command.block,
            context.business_date,
        )
    ]


def assign(task: Task, command: messages.AssignTask, _: Context) -> list[ev.TaskAssigned]:
    """Give the task to an attendant; who has it already is told nothing."""
    if command.attendant == task.attendant:
        return []
    return [ev.TaskAssigned(task.id, command.attendant)]


def unassign(task: Task, _: messages.UnassignTask, __: Context) -> list[ev.TaskUnassigned]:
    """Take the task away from its attendant."""
    return [ev.TaskUnassigned(task.id)]


def start(task: Task, _: messages.StartTask, context: Context) -> list[ev.TaskStarted]:
    """Begin with the task."""
    return [ev.TaskStarted(task.id, context.actor.id)]


def finish(task: Task, _: messages.FinishTask, context: Context) -> list[ev.TaskFinished]:
    """Take the task off the list as done."""
    return [
        ev.TaskFinished(
            task.id,
            task.kind,
            task.room,
            task.stay,
            context.actor.id,
            task.linen,
            task.block,
            context.business_date,
        )
    ]


def fail_inspection(
    task: Task, command: messages.FailInspection, context: Context
) -> list[ev.InspectionFailed]:
    """Take the inspection off the list as done, and tell what is to be put right."""
    return [
        ev.InspectionFailed(
            task.id,
            task.room,
            task.stay,
            command.reason,
            context.actor.id,
            context.business_date,
        )
    ]


def refuse(task: Task, command: messages.RefuseTask, _: Context) -> list[ev.TaskRefused]:
    """Take the task off the list, for the guest does not want it."""
    return [ev.TaskRefused(task.id, task.kind, task.room, task.stay, command.reason)]


def skip(task: Task, command: messages.SkipTask, _: Context) -> list[ev.TaskSkipped]:
    """Take the task off the list, for the house leaves it out."""
    return [ev.TaskSkipped(task.id, task.kind, task.room, task.stay, command.reason)]


def cancel(task: Task, command: messages.CancelTask, _: Context) -> list[ev.TaskCancelled]:
    """Take the task off the list, for nobody needs it any more."""
    return [ev.TaskCancelled(task.id, task.kind, task.room, task.stay, command.reason)]


def suspend(task: Task, _: messages.SuspendTask, __: Context) -> list[ev.TaskSuspended]:
    """Let the task wait; one that waits already is left alone."""
    return [] if task.waiting is Waiting.SUSPENDED else [ev.TaskSuspended(task.id)]


def resume(task: Task, _: messages.ResumeTask, __: Context) -> list[ev.TaskResumed]:
    """Let the task go on; one that does not wait is left alone."""
    return [] if task.waiting is Waiting.READY else [ev.TaskResumed(task.id)]


def prioritise(
    task: Task, command: messages.PrioritiseTask, _: Context
) -> list[ev.TaskPrioritised]:
    """Move the task up or down the list."""
    if command.priority is task.priority:
        return []
    return [ev.TaskPrioritised(task.id, command.priority)]


def index(task: Task) -> Iterator[tuple[str, str]]:
    """A task is found by its cause for ever; until it ends by priority, room and attendant."""
    yield "task.cause", task.cause
    if task.status in TASK.ends:
        return
    yield "task.open", f"{task.priority}:{task.room}"
    yield "task.room", task.room
    if task.blocks_room:
        yield "task.blocking", task.room
    if task.attendant is not None:
        yield "task.attendant", task.attendant


# fmt: off
TASK_DECIDE = decisions(
    opens(messages.OpenTask,        open_task),
    case(messages.AssignTask,       assign,           TASK.permits(ev.TaskAssigned)),
    case(messages.UnassignTask,     unassign,         TASK.permits(ev.TaskUnassigned)),
    case(messages.StartTask,        start,            TASK.permits(ev.TaskStarted),
                                                      WAITING.permits(ev.TaskStarted)),
    case(messages.FinishTask,       finish,           TASK.permits(ev.TaskFinished),
                                                      WAITING.permits(ev.TaskFinished)),
    case(messages.FailInspection,   fail_inspection,  TASK.permits(ev.InspectionFailed),
                                                      guards.is_inspection,
                                                      WAITING.permits(ev.InspectionFailed)),
    case(messages.RefuseTask,       refuse,           TASK.permits(ev.TaskRefused),
                                                      guards.nobody_waits_for_it),
    case(messages.SkipTask,         skip,             TASK.permits(ev.TaskSkipped),
                                                      guards.nobody_waits_for_it),
    case(messages.CancelTask,       cancel,           TASK.permits(ev.TaskCancelled)),
    case(messages.SuspendTask,      suspend,          TASK.permits(ev.TaskSuspended)),
    case(messages.ResumeTask,       resume,           TASK.permits(ev.TaskResumed)),
    case(messages.PrioritiseTask,   prioritise,       TASK.permits(ev.TaskPrioritised)),
)

AGGREGATES = (
    Aggregate("task",        Task,       TASK_DECIDE,        TASK_EVOLVE,        index),
    Aggregate("shift",       Shift,      SHIFT_DECIDE,       SHIFT_EVOLVE,       shift_index),
    Aggregate("found_item",  FoundItem,  FOUND_ITEM_DECIDE,  FOUND_ITEM_EVOLVE,  found_item_index),
)
# fmt: on
