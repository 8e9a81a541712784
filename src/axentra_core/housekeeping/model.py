"""What housekeeping has to do, who does it, and what it finds."""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

import attrs

from axentra_core.kernel.sealed import Sealed


class TaskKind(StrEnum):
    """What is to be done in a room.

    ARRIVAL_LINEN is the seed's "persiapan linen", the linen made ready when a guest checks in.
    TOUCH_UP makes a vacant room ready again that nobody has left.
    """

    ARRIVAL_LINEN = "arrival_linen"
    DEPARTURE_CLEAN = "departure_clean"
    STAY_OVER = "stay_over"
    MAKE_UP = "make_up"
    TURNDOWN = "turndown"
    TOUCH_UP = "touch_up"
    INSPECTION = "inspection"
    DEEP_CLEAN = "deep_clean"
    MAINTENANCE = "maintenance"


class TaskStatus(StrEnum):
    """Where a task stands: REFUSED by the guest, SKIPPED by the house, CANCELLED as unneeded."""

    OPEN = "open"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REFUSED = "refused"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class Waiting(StrEnum):
    """Whether a task can be done now; a guest who wants to be left alone suspends it."""

    READY = "ready"
    SUSPENDED = "suspended"


class Priority(StrEnum):
    """What comes first: one digit each, so that a list ordered by text is ordered by it."""

    RUSH = "1"
    GUEST = "2"
    ARRIVAL = "3"
    NORMAL = "4"
    LOW = "5"


class Linen(StrEnum):
    """When a kind of task changes the linen."""

    NEVER = "never"
    WHEN_DUE = "when_due"
    ALWAYS = "always"


@attrs.frozen
class Nature:
    """What all tasks of a kind have in common.

    Attributes:
        priority: what comes first, unless it is said otherwise of one task.
        serves: it is done around the guest, and waits while they want to be left alone.
        daily: it is wanted on its day or not at all.
        readies: it makes a vacant room ready for the next guest, who does not get it before.
        cleans: the room is clean afterwards.
        linen: when the linen is changed with it.
    """

    priority: Priority
    serves: bool
    daily: bool
    readies: bool
    cleans: bool
    linen: Linen

    def changes_linen(self, *, due: bool) -> bool:
        """Return whether it changes the linen of a room in which that is due or not."""
        return self.linen is Linen.ALWAYS or (due and self.linen is Linen.WHEN_DUE)


YES, NO = True, False

# fmt: off
NATURE: Mapping[TaskKind, Nature] = MappingProxyType({
    #                                 comes first      serves daily readies cleans  changes linen
    TaskKind.ARRIVAL_LINEN:    Nature(Priority.NORMAL, NO,    YES,  NO,     NO,     Linen.NEVER),
    TaskKind.DEPARTURE_CLEAN:  Nature(Priority.NORMAL, NO,    NO,   YES,    YES,    Linen.ALWAYS),
    TaskKind.STAY_OVER:        Nature(Priority.NORMAL, YES,   YES,  NO,     YES,    Linen.WHEN_DUE),
    TaskKind.MAKE_UP:          Nature(Priority.GUEST,  YES,   YES,  NO,     YES,    Linen.WHEN_DUE),
    TaskKind.TURNDOWN:         Nature(Priority.NORMAL, YES,   YES,  NO,     NO,     Linen.NEVER),
    TaskKind.TOUCH_UP:         Nature(Priority.NORMAL, NO,    NO,   YES,    YES,    Linen.WHEN_DUE),
    TaskKind.INSPECTION:       Nature(Priority.NORMAL, NO,    NO,   NO,     NO,     Linen.NEVER),
    TaskKind.DEEP_CLEAN:       Nature(Priority.LOW,    NO,    NO,   YES,    YES,    Linen.ALWAYS),
    TaskKind.MAINTENANCE:      Nature(Priority.NORMAL, NO,    NO,   NO,     NO,     Linen.NEVER),
})
# fmt: on


class ShiftStatus(StrEnum):
    """Where an attendant's shift stands."""

    PLANNED = "planned"
    WORKING = "working"
    ON_BREAK = "on_break"
    ENDED = "ended"
    CANCELLED = "cancelled"


class ItemStatus(StrEnum):
    """Where a found item is; HANDED_OVER is to the police or another authority."""

    KEPT = "kept"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"
    DISPOSED = "disposed"


@attrs.frozen
class Task:
    """The state of a task.

    Attributes:
        id: the task.
        kind: what is to be done.
        room: the room number.
        stay: whose stay it is for, where there is one.
        cause: what it comes from; one cause gives one task of a kind.
        blocks_room: the room is not ready for a guest while the task is open.
        priority: what comes first.
        effort: minutes or credits, as the property counts.
        linen: the linen is to be changed with it.
        note: what else there is to know, such as the fault to mend.
        block: for maintenance, the number of the room's block that ends with it.
        status: open, assigned, in progress, or how it ended.
        waiting: ready, or suspended by the guest.
        attendant: who is to do it.
        opened_on: business date it was opened on.
    """

    id: str
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
    status: TaskStatus
    waiting: Waiting
    attendant: str | None
    opened_on: date


@attrs.frozen
class Shift:
    """The state of an attendant's shift.

    Attributes:
        id: the shift.
        attendant: id of the member of staff.
        date: business date it is worked on.
        starts: wall time of its beginning.
        ends: wall time of its end; not later than `starts` means the next morning.
        capacity: minutes or credits of work, breaks left out.
        sections: where the attendant works; anywhere when there are none.
        status: planned, working, on break, ended or cancelled.
    """

    id: str
    attendant: str
    date: date
    starts: time
    ends: time
    capacity: int
    sections: tuple[str, ...]
    status: ShiftStatus


@attrs.frozen
class FoundItem:
    """The state of something that a guest has left behind (lost and found).

    Attributes:
        id: the item.
        description: what it is; nothing about a person.
        found_on: business date.
        found_by: id of the member of staff.
        room: where it was found, if in a room.
        stay: whose it may be, where that is known.
        storage: where it is kept.
        status: kept, returned, handed over or disposed of.
        receiver: who has it now, sealed under the item's id; None unless it was returned.
    """

    id: str
    description: str
    found_on: date
    found_by: str
    room: str | None
    stay: str | None
    storage: str
    status: ItemStatus
    receiver: Sealed | None
