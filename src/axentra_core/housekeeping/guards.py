"""What can stand against a command to a task, beside its two tables."""

from axentra_core.housekeeping.model import Task, TaskKind
from axentra_core.housekeeping.refusals import HousekeepingRefusal
from axentra_core.kernel.actor import Context


def is_inspection(task: Task, _: Context) -> HousekeepingRefusal | None:
    """Only an inspection finds that a room is not good."""
    if task.kind is TaskKind.INSPECTION:
        return None
    return HousekeepingRefusal("task.no_inspection", task=task.id, kind=task.kind)


def nobody_waits_for_it(task: Task, _: Context) -> HousekeepingRefusal | None:
    """What the next guest needs is not left out: it is done, or nobody needs it any more."""
    if not task.blocks_room:
        return None
    return HousekeepingRefusal("task.needed", task=task.id, room=task.room)
