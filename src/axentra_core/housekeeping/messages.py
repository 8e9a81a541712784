"""Commands to a task and the events that follow."""

from datetime import date

import attrs

from axentra_core.housekeeping.model import TaskKind
from axentra_core.kernel.checks import checked
from axentra_core.kernel.texts import Cause, Id, Text


@checked
class OpenTask:
    """Tell housekeeping what is to be done.

    Attributes:
        room: the room number.
        stay: whose stay it is for, where there is one.
        cause: what it comes from, such as ``checkout:S1``.
        blocks_room: the room is not ready for a guest while the task is open.
    """

    task: Id
    kind: TaskKind
    room: Id
    stay: Id | None
    cause: Cause
    blocks_room: bool = False


@checked
class FinishTask:
    """Report that a task is done."""

    task: Id


@checked
class CancelTask:
    """Say that a task is no longer wanted."""

    task: Id
    reason: Text


@attrs.frozen
class TaskOpened:
    """Housekeeping has something to do."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    cause: str
    blocks_room: bool
    business_date: date


@attrs.frozen
class TaskFinished:
    """It has been done."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    business_date: date


@attrs.frozen
class TaskCancelled:
    """It is no longer wanted."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    reason: str
