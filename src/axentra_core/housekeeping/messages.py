"""Commands to a task, a shift and a found item; the events that follow stand in `events`."""

from datetime import time, timedelta
from typing import Annotated

from axentra_core.housekeeping.model import Priority, TaskKind
from axentra_core.kernel.checks import Day, WallTime, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import Cause, Code, Id, Text

MOST_EFFORT = 600
MINUTES_OF_A_DAY = 24 * 60
MOST_BLOCKS = 10**9

EffortSize = Annotated[int, whole(0, MOST_EFFORT)]
Minutes = Annotated[int, whole(0, MINUTES_OF_A_DAY - 1)]
Capacity = Annotated[int, whole(0, MINUTES_OF_A_DAY)]
BlockNumber = Annotated[int, whole(1, MOST_BLOCKS)]


@checked
class OpenTask:
    """Tell housekeeping what is to be done.

    Attributes:
        room: the room number.
        stay: whose stay it is for, where there is one.
        cause: what it comes from, such as ``checkout:S1``.
        blocks_room: the room is not ready for a guest while the task is open.
        priority: what comes first; as usual for the kind when left out.
        effort: minutes or credits, from 0 to 600, as the property counts.
        linen: the linen is to be changed with it.
        note: what else there is to know; nothing about a person.
        block: number of the room's block that ends with the task.
    """

    task: Id
    kind: TaskKind
    room: Id
    stay: Id | None
    cause: Cause
    blocks_room: bool = False
    priority: Priority | None = None
    effort: EffortSize = 0
    linen: bool = False
    note: Text | None = None
    block: BlockNumber | None = None


@checked
class AssignTask:
    """Give a task to an attendant, perhaps away from another one."""

    task: Id
    attendant: Id


@checked
class UnassignTask:
    """Take a task away from its attendant; it is open to anybody again."""

    task: Id


@checked
class StartTask:
    """Begin with a task; who begins it is its attendant from then on."""

    task: Id


@checked
class FinishTask:
    """Report that a task is done."""

    task: Id


@checked
class FailInspection:
    """Report that an inspection is done and the room was not found good.

    Attributes:
        reason: what is to be put right.
    """

    task: Id
    reason: Text


@checked
class RefuseTask:
    """Report that the guest does not want a task to be done."""

    task: Id
    reason: Text


@checked
class SkipTask:
    """Say that the house leaves a task out this time."""

    task: Id
    reason: Text


@checked
class CancelTask:
    """Say that a task is no longer wanted."""

    task: Id
    reason: Text


@checked
class SuspendTask:
    """Let a task wait, because the guest wants to be left alone."""

    task: Id


@checked
class ResumeTask:
    """Let a task go on that had to wait."""

    task: Id


@checked
class PrioritiseTask:
    """Say anew what comes first."""

    task: Id
    priority: Priority


@checked
class PlanShift:
    """Plan when an attendant works on a business date, and how much can be given to them.

    Attributes:
        attendant: id of the member of staff.
        date: business date it is worked on.
        starts: wall time of its beginning.
        ends: wall time of its end; not later than `starts` means the next morning.
        breaks: minutes of it that are not worked, fewer than it has (``value.out_of_range``).
        capacity: minutes or credits of work; the minutes less the breaks when left out.
        sections: where the attendant works; anywhere when there are none.
    """

    shift: Id
    attendant: Id
    date: Day
    starts: WallTime
    ends: WallTime
    breaks: Minutes = 0
    capacity: Capacity | None = None
    sections: tuple[Code, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse breaks that leave nothing of the shift."""
        if self.breaks >= self.minutes:
            raise InvalidInput.because(
                "value.out_of_range", path="breaks", got=self.breaks, low=0, high=self.minutes - 1
            )

    @property
    def minutes(self) -> int:
        """Return how long it is, breaks included: up to 24 hours."""
        length = _on_one_day(self.ends) - _on_one_day(self.starts)
        if length <= timedelta(0):
            length += timedelta(days=1)
        return length // timedelta(minutes=1)


def _on_one_day(wall: time) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute)


@checked
class StartShift:
    """Report that the attendant has come."""

    shift: Id


@checked
class StartBreak:
    """Report that the attendant takes a break."""

    shift: Id


@checked
class EndBreak:
    """Report that the attendant is back from a break."""

    shift: Id


@checked
class EndShift:
    """Report that the attendant has gone home, from work or from a break."""

    shift: Id


@checked
class CancelShift:
    """Say that a planned shift is not worked."""

    shift: Id
    reason: Text


@checked
class RegisterFoundItem:
    """Register what a guest seems to have left behind (lost and found).

    Attributes:
        description: what it is; nothing about a person.
        room: number of the room it was found in, if in a room.
        stay: whose it may be, where that is known.
        storage: where it is kept.
    """

    found_item: Id
    description: Text
    room: Id | None
    stay: Id | None
    storage: Text


@checked
class ReturnItem:
    """Give an item back.

    Attributes:
        to: who has it now, sealed under the item's id.
        how: such as ``by post`` or ``collected at the desk``.
    """

    found_item: Id
    to: Sealed
    how: Text


@checked
class HandOverItem:
    """Hand an item over to the police or another authority.

    Attributes:
        to: the authority; nothing about a person.
    """

    found_item: Id
    to: Text
    reason: Text


@checked
class DisposeItem:
    """Give an item up that nobody has asked for."""

    found_item: Id
    reason: Text
