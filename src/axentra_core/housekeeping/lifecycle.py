"""How a task moves."""

from axentra_core.housekeeping.messages import TaskCancelled, TaskFinished
from axentra_core.housekeeping.model import Task, TaskStatus
from axentra_core.housekeeping.refusals import HousekeepingRefusal
from axentra_core.kernel.machine import Machine

OPEN, DONE, CANCELLED = TaskStatus.OPEN, TaskStatus.DONE, TaskStatus.CANCELLED


def has_ended(task: Task) -> HousekeepingRefusal:
    """What is done or cancelled stays so."""
    return HousekeepingRefusal("task.ended", task=task.id, status=task.status)


# fmt: off
TASK = Machine("task", field="status", start=OPEN, ends=[DONE, CANCELLED],
               says={DONE: has_ended, CANCELLED: has_ended}, rows=(
    # while     when this happens     becomes
    (OPEN,      TaskFinished,         DONE),
    (OPEN,      TaskCancelled,        CANCELLED),
))
# fmt: on

MACHINES = (TASK,)
