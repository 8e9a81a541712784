"""What has happened to a task, a shift and a found item."""

from datetime import date, time

import attrs

from axentra_core.housekeeping.model import Priority, TaskKind
from axentra_core.kernel.sealed import Sealed

# --- tasks ---


@attrs.frozen
class TaskOpened:
    """Housekeeping has something to do."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    cause: str
    blocks_room: bool
    priority: Priority
    effort: int
    linen: bool
    note: str | None
    block: int | None
    business_date: date


@attrs.frozen
class TaskAssigned:
    """It is an attendant's to do."""

    task: str
    attendant: str


@attrs.frozen
class TaskUnassigned:
    """It is nobody's to do yet."""

    task: str


@attrs.frozen
class TaskStarted:
    """Somebody has begun with it."""

    task: str
    by: str


@attrs.frozen
class TaskFinished:
    """It has been done, and what follows for the room is told with it."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    by: str
    linen: bool
    block: int | None
    business_date: date


@attrs.frozen
class InspectionFailed:
    """The room was inspected and not found good."""

    task: str
    room: str
    stay: str | None
    reason: str
    by: str
    business_date: date


@attrs.frozen
class TaskRefused:
    """The guest did not want it."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    reason: str


@attrs.frozen
class TaskSkipped:
    """The house has left it out."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    reason: str


@attrs.frozen
class TaskCancelled:
    """It is no longer wanted."""

    task: str
    kind: TaskKind
    room: str
    stay: str | None
    reason: str


@attrs.frozen
class TaskSuspended:
    """It waits until the guest can be disturbed."""

    task: str


@attrs.frozen
class TaskResumed:
    """It can be done now."""

    task: str


@attrs.frozen
class TaskPrioritised:
    """It comes sooner or later than before."""

    task: str
    priority: Priority


# --- shifts ---


@attrs.frozen
class ShiftPlanned:
    """An attendant is to work; the capacity is resolved."""

    shift: str
    attendant: str
    date: date
    starts: time
    ends: time
    breaks: int
    capacity: int
    sections: tuple[str, ...]


@attrs.frozen
class ShiftStarted:
    """The attendant has come."""

    shift: str


@attrs.frozen
class BreakStarted:
    """The attendant takes a break."""

    shift: str


@attrs.frozen
class BreakEnded:
    """The attendant is back from a break."""

    shift: str


@attrs.frozen
class ShiftEnded:
    """The attendant has gone home."""

    shift: str


@attrs.frozen
class ShiftCancelled:
    """The shift is not worked."""

    shift: str
    reason: str


# --- found items ---


@attrs.frozen
class ItemRegistered:
    """Something was found that a guest seems to have left behind."""

    found_item: str
    description: str
    room: str | None
    stay: str | None
    storage: str
    found_by: str
    business_date: date


@attrs.frozen
class ItemReturned:
    """Its owner, or who was sent for it, has it again."""

    found_item: str
    to: Sealed
    how: str


@attrs.frozen
class ItemHandedOver:
    """An authority has it."""

    found_item: str
    to: str
    reason: str


@attrs.frozen
class ItemDisposed:
    """It was given up."""

    found_item: str
    reason: str
