"""What housekeeping has to do."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import attrs


class TaskKind(StrEnum):
    """What is to be done in a room.

    ARRIVAL_LINEN is the seed's "persiapan linen", the linen made ready when a guest checks in.
    """

    ARRIVAL_LINEN = "arrival_linen"
    DEPARTURE_CLEAN = "departure_clean"
    MAKE_UP = "make_up"


class TaskStatus(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


# A guest who has asked comes first, then the rooms that could be sold again. One digit each, so
# that a list ordered by text is ordered by priority.
# fmt: off
PRIORITY: Mapping[TaskKind, int] = MappingProxyType({
    TaskKind.MAKE_UP:          1,
    TaskKind.DEPARTURE_CLEAN:  2,
    TaskKind.ARRIVAL_LINEN:    3,
})
# fmt: on


@attrs.frozen
class Task:
    """The state of a task.

    Attributes:
        id: the task.
        kind: what is to be done.
        room: the room number.
        stay: whose stay it is for, where there is one.
        blocks_room: the room is not ready for a guest while the task is open.
        status: open, done or cancelled.
        opened_on: business date it was opened on.
    """

    id: str
    kind: TaskKind
    room: str
    stay: str | None
    blocks_room: bool
    status: TaskStatus
    opened_on: date
