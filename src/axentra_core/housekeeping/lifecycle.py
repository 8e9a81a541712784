"""How tasks, shifts and found items move."""

from axentra_core.housekeeping.events import (
    BreakEnded,
    BreakStarted,
    InspectionFailed,
    ItemDisposed,
    ItemHandedOver,
    ItemReturned,
    ShiftCancelled,
    ShiftEnded,
    ShiftStarted,
    TaskAssigned,
    TaskCancelled,
    TaskFinished,
    TaskPrioritised,
    TaskRefused,
    TaskResumed,
    TaskSkipped,
    TaskStarted,
    TaskSuspended,
    TaskUnassigned,
)
from axentra_core.housekeeping.model import (
    FoundItem,
    ItemStatus,
    Shift,
    ShiftStatus,
    Task,
    TaskStatus,
    Waiting,
)
from axentra_core.housekeeping.refusals import HousekeepingRefusal
from axentra_core.kernel.machine import Machine

OPEN, ASSIGNED, IN_PROGRESS = TaskStatus.OPEN, TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS
DONE, REFUSED, SKIPPED = TaskStatus.DONE, TaskStatus.REFUSED, TaskStatus.SKIPPED
CANCELLED = TaskStatus.CANCELLED
READY, SUSPENDED = Waiting.READY, Waiting.SUSPENDED
PLANNED, WORKING = ShiftStatus.PLANNED, ShiftStatus.WORKING
ON_BREAK, ENDED, NOT_WORKED = ShiftStatus.ON_BREAK, ShiftStatus.ENDED, ShiftStatus.CANCELLED
KEPT, RETURNED = ItemStatus.KEPT, ItemStatus.RETURNED
HANDED_OVER, DISPOSED = ItemStatus.HANDED_OVER, ItemStatus.DISPOSED


def is_nobodys(task: Task) -> HousekeepingRefusal:
    """An open task is nobody's yet."""
    return HousekeepingRefusal("task.not_assigned", task=task.id)


def is_begun(task: Task) -> HousekeepingRefusal:
    """What somebody is doing is not begun again."""
    return HousekeepingRefusal("task.in_progress", task=task.id)


def has_ended(task: Task) -> HousekeepingRefusal:
    """What is done, refused, skipped or cancelled stays so."""
    return HousekeepingRefusal("task.ended", task=task.id, status=task.status)


def is_suspended(task: Task) -> HousekeepingRefusal:
    """Nobody works in the room of a guest who wants to be left alone."""
    return HousekeepingRefusal("task.suspended", task=task.id, room=task.room)


def is_planned(shift: Shift) -> HousekeepingRefusal:
    """Before the attendant has come there is no break and no end."""
    return HousekeepingRefusal("shift.not_started", shift=shift.id)


def is_worked(shift: Shift) -> HousekeepingRefusal:
    """Who works can neither come nor come back, and their shift is not cancelled any more."""
    return HousekeepingRefusal("shift.working", shift=shift.id)


def is_on_break(shift: Shift) -> HousekeepingRefusal:
    """In a break there is no other break, and the shift has begun."""
    return HousekeepingRefusal("shift.on_break", shift=shift.id)


def is_over(shift: Shift) -> HousekeepingRefusal:
    """A shift that has ended or was cancelled stays so."""
    return HousekeepingRefusal("shift.ended", shift=shift.id, status=shift.status)


def is_gone(item: FoundItem) -> HousekeepingRefusal:
    """What has left the house is neither returned nor given up again."""
    return HousekeepingRefusal("found_item.gone", found_item=item.id, status=item.status)


TASK_SAYS = {
    OPEN: is_nobodys,
    IN_PROGRESS: is_begun,
    **dict.fromkeys((DONE, REFUSED, SKIPPED, CANCELLED), has_ended),
}
SHIFT_SAYS = {
    PLANNED: is_planned,
    WORKING: is_worked,
    ON_BREAK: is_on_break,
    ENDED: is_over,
    NOT_WORKED: is_over,
}
ITEM_SAYS = {RETURNED: is_gone, HANDED_OVER: is_gone, DISPOSED: is_gone}

# fmt: off
TASK = Machine("task", field="status", start=OPEN,
               ends=[DONE, REFUSED, SKIPPED, CANCELLED], says=TASK_SAYS, rows=(
    # while         when this happens     becomes
    (OPEN,          TaskAssigned,         ASSIGNED),
    (OPEN,          TaskStarted,          IN_PROGRESS),
    (OPEN,          TaskPrioritised,      OPEN),
    (OPEN,          TaskSuspended,        OPEN),
    (OPEN,          TaskResumed,          OPEN),
    (OPEN,          TaskFinished,         DONE),
    (OPEN,          InspectionFailed,     DONE),
    (OPEN,          TaskRefused,          REFUSED),
    (OPEN,          TaskSkipped,          SKIPPED),
    (OPEN,          TaskCancelled,        CANCELLED),

    (ASSIGNED,      TaskAssigned,         ASSIGNED),
    (ASSIGNED,      TaskUnassigned,       OPEN),
    (ASSIGNED,      TaskStarted,          IN_PROGRESS),
    (ASSIGNED,      TaskPrioritised,      ASSIGNED),
    (ASSIGNED,      TaskSuspended,        ASSIGNED),
    (ASSIGNED,      TaskResumed,          ASSIGNED),
    (ASSIGNED,      TaskFinished,         DONE),
    (ASSIGNED,      InspectionFailed,     DONE),
    (ASSIGNED,      TaskRefused,          REFUSED),
    (ASSIGNED,      TaskSkipped,          SKIPPED),
    (ASSIGNED,      TaskCancelled,        CANCELLED),

    (IN_PROGRESS,   TaskAssigned,         ASSIGNED),
    (IN_PROGRESS,   TaskUnassigned,       OPEN),
    (IN_PROGRESS,   TaskPrioritised,      IN_PROGRESS),
    (IN_PROGRESS,   TaskSuspended,        IN_PROGRESS),
    (IN_PROGRESS,   TaskResumed,          IN_PROGRESS),
    (IN_PROGRESS,   TaskFinished,         DONE),
    (IN_PROGRESS,   InspectionFailed,     DONE),
    (IN_PROGRESS,   TaskRefused,          REFUSED),
    (IN_PROGRESS,   TaskSkipped,          SKIPPED),
    (IN_PROGRESS,   TaskCancelled,        CANCELLED),
))

# Beside where a task stands: a guest who wants to be left alone suspends it, whoever has it. It is
# not done meanwhile, but it can be given to somebody or taken off the list.
WAITING = Machine("task waiting", field="waiting", start=READY,
                  says={SUSPENDED: is_suspended}, rows=(
    # while         when this happens     becomes
    (READY,         TaskStarted,          READY),
    (READY,         TaskFinished,         READY),
    (READY,         InspectionFailed,     READY),
    (READY,         TaskSuspended,        SUSPENDED),
    (READY,         TaskResumed,          READY),

    (SUSPENDED,     TaskSuspended,        SUSPENDED),
    (SUSPENDED,     TaskResumed,          READY),
))

SHIFT = Machine("shift", field="status", start=PLANNED,
                ends=[ENDED, NOT_WORKED], says=SHIFT_SAYS, rows=(
    # while         when this happens     becomes
    (PLANNED,       ShiftStarted,         WORKING),
    (PLANNED,       ShiftCancelled,       NOT_WORKED),
    (WORKING,       BreakStarted,         ON_BREAK),
    (WORKING,       ShiftEnded,           ENDED),
    (ON_BREAK,      BreakEnded,           WORKING),
    (ON_BREAK,      ShiftEnded,           ENDED),
))

FOUND_ITEM = Machine("found item", field="status", start=KEPT,
                     ends=[RETURNED, HANDED_OVER, DISPOSED], says=ITEM_SAYS, rows=(
    # while         when this happens     becomes
    (KEPT,          ItemReturned,         RETURNED),
    (KEPT,          ItemHandedOver,       HANDED_OVER),
    (KEPT,          ItemDisposed,         DISPOSED),
))
# fmt: on

TASK_ENDS = TASK.ends
MACHINES = (TASK, WAITING, SHIFT, FOUND_ITEM)
