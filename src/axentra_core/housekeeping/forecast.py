"""Tomorrow's work before it is on the board: how much of each kind, and how many hands it takes.

Usable alone:

    >>> from axentra_core.housekeeping.settings import HousekeepingSettings
    >>> rooms = [
    ...     RoomTomorrow("2034", "DLX", departs=True, arrives=True),
    ...     RoomTomorrow("2035", "DLX", stays_over=True, linen_due=True),
    ... ]
    >>> work = forecast(rooms, HousekeepingSettings())
    >>> for line in work.lines:
    ...     print(line.kind, line.tasks, line.effort)
    arrival_linen 1 10
    departure_clean 1 45
    stay_over 1 30
    >>> work.effort, work.attendants(60)
    (85, 2)
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from axentra_core.housekeeping.model import NATURE, TaskKind
from axentra_core.housekeeping.settings import HousekeepingSettings
from axentra_core.kernel.checks import whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown


@attrs.frozen
class RoomTomorrow:
    """What is known today of a room's tomorrow. A room that is blocked then is left out.

    Attributes:
        room: the room number.
        room_type: code of its type.
        departs: tonight's guest leaves.
        stays_over: tonight's guest stays another night.
        arrives: somebody arrives.
        linen_due: it gets new linen, whoever has it.
        idle: nobody has it tonight, and it has stood so long that it is made ready again.
        planned: work that is open in it today, or due tomorrow, such as a deep clean.
    """

    room: str
    room_type: str
    departs: bool = False
    stays_over: bool = False
    arrives: bool = False
    linen_due: bool = False
    idle: bool = False
    planned: tuple[TaskKind, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether somebody has it tomorrow night."""
        return self.stays_over or self.arrives


_Due = Callable[[RoomTomorrow, HousekeepingSettings], bool]

# fmt: off
DUE: Final[Mapping[TaskKind, _Due]] = {
    TaskKind.ARRIVAL_LINEN:   lambda room, _:   room.arrives,
    TaskKind.DEPARTURE_CLEAN: lambda room, _:   room.departs,
    TaskKind.STAY_OVER:       lambda room, _:   room.stays_over,
    TaskKind.TURNDOWN:        lambda room, own: room.taken and room.room_type in own.turndown_types,
    TaskKind.TOUCH_UP:        lambda room, _:   room.idle,
}
# What a room cannot be at once.
EXCLUDE: Final = (
    ("departs",    "stays_over"),
    ("departs",    "idle"),
    ("stays_over", "arrives"),
    ("stays_over", "idle"),
)
# fmt: on


@attrs.frozen
class Line:
    """The work of one kind."""

    kind: TaskKind
    tasks: int
    effort: int


@attrs.frozen
class Forecast:
    """Tomorrow's work.

    Attributes:
        lines: the kinds of which there is something, in the order of `TaskKind`.
    """

    lines: tuple[Line, ...]

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return sum(line.tasks for line in self.lines)

    @property
    def effort(self) -> int:
        """How much work that is, in minutes or credits."""
        return sum(line.effort for line in self.lines)

    def attendants(self, capacity: int) -> int:
        """Return how many attendants of that capacity it takes; part of one counts as one.

        Raises:
            InvalidInput: ``value.out_of_range``; nobody does anything in no time.
        """
        return -(-self.effort // _CAPACITY(capacity))


_CAPACITY: Final[Callable[[int], int]] = whole(1, 100_000)


def forecast(rooms: Sequence[RoomTomorrow], settings: HousekeepingSettings) -> Forecast:
    """Return the work of tomorrow, as the settings count it.

    What is inspected after a kind of work is inspected after each task of it.

    Raises:
        InvalidInput: ``value.duplicate`` or ``value.conflict``, all faults at once.
    """
    if faults := [*_faults(rooms)]:
        raise InvalidInput(faults)
    tasks, effort = Counter[TaskKind](), Counter[TaskKind]()
    for room in rooms:
        for kind, linen in _work_in(room, settings):
            tasks[kind] += 1
            effort[kind] += settings.effort_of(kind, room.room_type, linen=linen)
    return Forecast(
        tuple(Line(kind, tasks[kind], effort[kind]) for kind in TaskKind if tasks[kind])
    )


def _work_in(room: RoomTomorrow, settings: HousekeepingSettings) -> Iterator[tuple[TaskKind, bool]]:
    due = [kind for kind, is_due in DUE.items() if is_due(room, settings)]
    for kind in (*due, *room.planned):
        yield kind, NATURE[kind].changes_linen(due=room.linen_due)
        if kind in settings.inspected_after:
            yield TaskKind.INSPECTION, False


def _faults(rooms: Sequence[RoomTomorrow]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, room in enumerate(rooms):
        path = f"rooms[{index}]"
        if room.room in seen:
            got = shown(room.room)
            yield from InvalidInput.because("value.duplicate", path=path, got=got).faults
        seen.add(room.room)
        for one, other in EXCLUDE:
            if getattr(room, one) and getattr(room, other):
                clash = InvalidInput.because("value.conflict", path=path, one=one, other=other)
                yield from clash.faults
