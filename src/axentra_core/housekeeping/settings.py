"""How a property runs its housekeeping."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from axentra_core.housekeeping.messages import EffortSize
from axentra_core.housekeeping.model import TaskKind
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.texts import Code

LONGEST_CYCLE = 30


class EffortUnit(StrEnum):
    """What effort and capacity are counted in."""

    MINUTES = "minutes"
    CREDITS = "credits"


@checked
class Effort:
    """How much work a kind of task is.

    Attributes:
        kind: the kind of task.
        effort: minutes or credits, from 0 to 600.
        room_type: code of the one room type it holds for; every other one when left out.
    """

    kind: TaskKind
    effort: EffortSize
    room_type: Code | None = None


# fmt: off
STANDARD = (
    Effort(TaskKind.ARRIVAL_LINEN,    10),
    Effort(TaskKind.DEPARTURE_CLEAN,  35),
    Effort(TaskKind.STAY_OVER,        20),
    Effort(TaskKind.MAKE_UP,          20),
    Effort(TaskKind.TURNDOWN,         10),
    Effort(TaskKind.TOUCH_UP,         10),
    Effort(TaskKind.INSPECTION,        5),
    Effort(TaskKind.DEEP_CLEAN,       90),
    Effort(TaskKind.MAINTENANCE,      30),
)
# fmt: on


@checked
class HousekeepingSettings:
    """What work costs, when it comes and who inspects it.

    Attributes:
        efforts: how much work each kind of task is; one that is not listed counts nothing.
        linen_effort: how much more it is when the linen is changed with it.
        unit: what all of it is counted in.
        linen_cycle: nights after which a guest gets new linen, from 1 to 30; 0 means only when
            they leave.
        idle_days: days after which a vacant room is made ready again, from 1 to 30; 0 means never.
        another_inspects: whoever has cleaned a room does not inspect it.
        inspected_after: kinds of task after which the room is inspected.
        turndown_types: codes of the room types that are turned down in the evening.
    """

    efforts: tuple[Effort, ...] = STANDARD
    linen_effort: EffortSize = 10
    unit: EffortUnit = EffortUnit.MINUTES
    linen_cycle: Annotated[int, whole(0, LONGEST_CYCLE)] = 0
    idle_days: Annotated[int, whole(0, LONGEST_CYCLE)] = 0
    another_inspects: bool = False
    inspected_after: tuple[TaskKind, ...] = ()
    turndown_types: tuple[Code, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that nothing stands twice and that no inspection follows an inspection."""
        efforts = ((effort.kind, effort.room_type) for effort in self.efforts)
        faults = [
            *_duplicates("efforts[{}]", efforts, (effort.kind for effort in self.efforts)),
            *_duplicates("inspected_after[{}]", self.inspected_after, self.inspected_after),
            *_duplicates("turndown_types[{}]", self.turndown_types, self.turndown_types),
            *self._endless(),
        ]
        if faults:
            raise InvalidInput(faults)

    def _endless(self) -> Iterator[Fault]:
        possible = ", ".join(kind for kind in TaskKind if kind is not TaskKind.INSPECTION)
        for index, kind in enumerate(self.inspected_after):
            if kind is TaskKind.INSPECTION:
                path, got = f"inspected_after[{index}]", shown(kind.value)
                fault = InvalidInput.because("value.unknown", path=path, got=got, allowed=possible)
                yield from fault.faults

    @cached_property
    def _efforts(self) -> Mapping[tuple[TaskKind, str | None], int]:
        return {(effort.kind, effort.room_type): effort.effort for effort in self.efforts}

    def effort_of(self, kind: TaskKind, room_type: str | None, *, linen: bool = False) -> int:
        """Return how much work a task is, in `unit`; what the room type has of its own goes first.

        Args:
            kind: the kind of task.
            room_type: code of the room's type; None for what holds for every other one.
            linen: the linen is changed with it.
        """
        for_any = self._efforts.get((kind, None), 0)
        return self._efforts.get((kind, room_type), for_any) + linen * self.linen_effort


def _duplicates(path: str, keys: Iterable[Hashable], names: Iterable[str]) -> Iterator[Fault]:
    seen: set[Hashable] = set()
    for index, (key, name) in enumerate(zip(keys, names, strict=True)):
        if key in seen:
            place = path.format(index)
            yield from InvalidInput.because("value.duplicate", path=place, got=shown(name)).faults
        seen.add(key)
