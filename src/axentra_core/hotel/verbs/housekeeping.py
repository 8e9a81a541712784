"""What housekeeping says about its work: tasks, shifts, what guests left behind."""

from typing import Annotated

import attrs

from axentra_core.housekeeping import Priority, TaskKind
from axentra_core.kernel.checks import Day, WallTime, checked, whole
from axentra_core.kernel.texts import Code, Id, Text

LONGEST_BREAK = 480
MOST_CAPACITY = 1440


@checked
class PlanHousekeeping:
    """Open the work of the business date: stay-overs, turndowns, rooms to be made ready again.

    Said again it opens only what has come since.

    Attributes:
        date: the business date.
    """

    date: Day


@checked
class OpenTask:
    """Ask for something to be done in a room.

    Attributes:
        note: what else there is to know.
        priority: what comes first; by its kind when left out.
    """

    room: Code
    kind: TaskKind
    note: Text | None = None
    priority: Priority | None = None


@checked
class AssignTasks:
    """Share the open tasks of the day among those who work it, fairly.

    Attributes:
        date: the business date.
        again: those that are assigned but not begun are shared anew.
    """

    date: Day
    again: bool = False


@checked
class AssignTask:
    """Give a task to an attendant."""

    task: Id
    attendant: Id


@checked
class UnassignTask:
    """Take a task from its attendant."""

    task: Id


@checked
class PrioritiseTask:
    """Say what comes first."""

    task: Id
    priority: Priority


@checked
class StartTask:
    """Begin a task."""

    task: Id


@checked
class FinishTask:
    """Report a task done; the room follows."""

    task: Id


@checked
class FailInspection:
    """Report that an inspected room has to be cleaned again."""

    task: Id
    reason: Text


@checked
class RefuseTask:
    """Report that the guest did not want it."""

    task: Id
    reason: Text


@checked
class SkipTask:
    """Leave a task undone."""

    task: Id
    reason: Text


@checked
class CancelTask:
    """Say that a task is not needed."""

    task: Id
    reason: Text


@checked
class PlanShift:
    """Say who works when.

    Attributes:
        attendant: id of the member of staff.
        date: business date.
        starts: wall time.
        ends: wall time; not later than `starts` means the next morning.
        breaks: minutes of breaks.
        capacity: minutes or credits of work; the minutes without breaks when left out.
        sections: where they work; anywhere when left out.
    """

    attendant: Id
    date: Day
    starts: WallTime
    ends: WallTime
    breaks: Annotated[int, whole(0, LONGEST_BREAK)] = 0
    capacity: Annotated[int, whole(0, MOST_CAPACITY)] | None = None
    sections: tuple[Code, ...] = ()


@checked
class StartShift:
    """Come to work."""

    shift: Id


@checked
class StartBreak:
    """Begin a break."""

    shift: Id


@checked
class EndBreak:
    """Come back from a break."""

    shift: Id


@checked
class EndShift:
    """Go home."""

    shift: Id


@checked
class CancelShift:
    """Say that a shift is not worked."""

    shift: Id
    reason: Text


@checked
class RegisterFoundItem:
    """Keep something that a guest has left behind.

    Attributes:
        description: what it is; nothing about a person.
        storage: where it is kept.
        room: where it was found, if in a room.
        stay: whose it may be, where that is known.
    """

    description: Text
    storage: Text
    room: Code | None = None
    stay: Id | None = None


@checked
class ReturnFoundItem:
    """Give a found item to its owner.

    Attributes:
        to: who has it now, sealed.
        how: how it got there, such as a parcel number.
    """

    found_item: Id
    to: Text = attrs.field(repr=False)
    how: Text


@checked
class HandOverFoundItem:
    """Give a found item to an authority."""

    found_item: Id
    to: Text
    reason: Text


@checked
class DisposeOfFoundItem:
    """Do away with a found item that nobody has claimed."""

    found_item: Id
    reason: Text
