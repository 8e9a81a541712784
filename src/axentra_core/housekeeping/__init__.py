"""Housekeeping: what is to be done in which room, in which order.

Usable alone: `AGGREGATES` holds the decider.
"""

from axentra_core.housekeeping.decider import AGGREGATES
from axentra_core.housekeeping.lifecycle import MACHINES
from axentra_core.housekeeping.messages import (
    CancelTask,
    FinishTask,
    OpenTask,
    TaskCancelled,
    TaskFinished,
    TaskOpened,
)
from axentra_core.housekeeping.model import PRIORITY, Task, TaskKind, TaskStatus
from axentra_core.housekeeping.refusals import HousekeepingRefusal

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "PRIORITY",
    "CancelTask",
    "FinishTask",
    "HousekeepingRefusal",
    "OpenTask",
    "Task",
    "TaskCancelled",
    "TaskFinished",
    "TaskKind",
    "TaskOpened",
    "TaskStatus",
]
