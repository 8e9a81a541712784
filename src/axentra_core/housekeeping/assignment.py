"""Who does what today: a fair assignment of the day's board that can be explained.

Everybody gets about the same part of their time filled, the work of one room goes to one
attendant, and rooms of one floor and section stay together where that costs nobody anything to
speak of. Each job tells why it is whose, so that a supervisor can say "2034 is Ayu's, since Ayu has
other rooms on floor 2; it brings Ayu from 40 to 70 minutes of 480". Usable alone:

    >>> jobs = [
    ...     Job("T1", "2034", 30, Priority.RUSH, floor="2"),
    ...     Job("T2", "2034", 5, Priority.NORMAL, floor="2", not_by=frozenset({"budi"})),
    ...     Job("T3", "3001", 35, Priority.NORMAL, floor="3"),
    ... ]
    >>> plan = assign(jobs, [Worker("ayu", 480), Worker("budi", 480)])
    >>> for given in plan.given:
    ...     print(given.attendant, given.job.task, given.why, given.before, given.after)
    ayu T1 no_other 0 30
    ayu T2 same_room 30 35
    budi T3 balance 0 35
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import attrs

from axentra_core.housekeeping.day_board import DayBoard, Job, Worker
from axentra_core.housekeeping.model import Priority
from axentra_core.kernel.checks import whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown

__all__ = (
    "Assignment",
    "Given",
    "Job",
    "Left",
    "Load",
    "Priority",
    "Why",
    "WhyNot",
    "Worker",
    "assign",
)

_EFFORT = whole(0, 100_000)


class Why(StrEnum):
    """Why a job is whose it is; the first that applies.

    KEPT: it was theirs before. SAME_ROOM: they have other work in the room. NO_OTHER: nobody else
    may do it with the rest of the room. SAME_FLOOR, SAME_SECTION: they have other rooms there.
    BALANCE: they had time left.
    """

    KEPT = "kept"
    SAME_ROOM = "same_room"
    NO_OTHER = "no_other"
    SAME_FLOOR = "same_floor"
    SAME_SECTION = "same_section"
    BALANCE = "balance"


class WhyNot(StrEnum):
    """Why a job is nobody's.

    NOT_ON_SHIFT: it was given before to somebody who is not among the workers. NO_ONE_ON_SHIFT:
    there is no worker. NO_ONE_IN_SECTION: none works in its section. OWN_WORK: those who do are
    excluded, as whoever cleaned a room is from inspecting it. OVER_CAPACITY: no time is left.
    """

    NOT_ON_SHIFT = "not_on_shift"
    NO_ONE_ON_SHIFT = "no_one_on_shift"
    NO_ONE_IN_SECTION = "no_one_in_section"
    OWN_WORK = "own_work"
    OVER_CAPACITY = "over_capacity"


_NEAR = {"section": Why.SAME_SECTION, "floor": Why.SAME_FLOOR}


@attrs.frozen
class Given:
    """A job that is somebody's.

    Attributes:
        job: what is to be done.
        attendant: who does it.
        why: why they do.
        before: effort that stands above it on their list.
        after: the same with this job.
    """

    job: Job
    attendant: str
    why: Why
    before: int
    after: int


@attrs.frozen
class Left:
    """A job that is nobody's, or that of somebody who is not on shift."""

    job: Job
    why_not: WhyNot


@attrs.frozen
class Load:
    """How much an attendant has to do.

    Attributes:
        attendant: who it is.
        capacity: what they can do.
        before: effort that was theirs already.
        after: effort with what they got.
    """

    attendant: str
    capacity: int
    before: int
    after: int

    @property
    def percent(self) -> int:
        """How much of the capacity is filled, in whole per cent, rounded up."""
        return -(-100 * self.after // self.capacity) if self.capacity else 0


@attrs.frozen
class Assignment:
    """The board as it is assigned.

    Attributes:
        given: by attendant, each one's in the order it is to be done: priority, then room.
        left: what is nobody's, the most urgent first.
        loads: of every worker, by attendant.
    """

    given: tuple[Given, ...]
    left: tuple[Left, ...]
    loads: tuple[Load, ...]

    def list_of(self, attendant: str) -> tuple[Given, ...]:
        """Return what an attendant has to do, in order."""
        return tuple(given for given in self.given if given.attendant == attendant)


def assign(jobs: Sequence[Job], workers: Sequence[Worker]) -> Assignment:
    """Return who does what; the order in which jobs and workers come makes no difference.

    The highest load in relation to capacity is within a twentieth of the lowest possible where
    there are few jobs or many small ones. When capacity is short, what is more urgent is given
    first, even if the jobs of a room come apart by that.

    Raises:
        InvalidInput: ``value.duplicate`` or ``value.out_of_range``, all faults at once.
    """
    faults = [
        *_faults("jobs", [job.task for job in jobs], "effort", [job.effort for job in jobs]),
        *_faults(
            "workers",
            [worker.attendant for worker in workers],
            "capacity",
            [worker.capacity for worker in workers],
        ),
    ]
    if faults:
        raise InvalidInput(faults)
    board = DayBoard(jobs, workers)
    board.assign()
    loads = map(
        Load,
        (worker.attendant for worker in board.workers),
        (worker.capacity for worker in board.workers),
        board.before,
        board.load,
    )
    return Assignment(tuple(_given(board)), tuple(_left(board)), tuple(loads))


def _given(board: DayBoard) -> Iterator[Given]:
    lists: list[list[int]] = [[] for _ in board.workers]
    for number in sorted(board.holder):
        lists[board.holder[number]].append(number)
    for worker, numbers in zip(board.workers, lists, strict=True):
        load = 0
        for job, why in _reasons(board, numbers):
            yield Given(job, worker.attendant, why, load, load + job.effort)
            load += job.effort


def _reasons(board: DayBoard, numbers: Sequence[int]) -> Iterator[tuple[Job, Why]]:
    """Yield the jobs on a list with the reason why they stand there."""
    rooms = {board.jobs[number].room: board.jobs[number].places for number in numbers}
    rooms_in = Counter(place for places in rooms.values() for place in places)
    at_work = {board.jobs[number].room for number in numbers if number in board.kept}
    able: dict[str, int] = {}
    for number in numbers:
        if number not in board.kept:
            room = board.jobs[number].room
            able[room] = able.get(room, -1) & board.may[number]
    for number in numbers:
        job = board.jobs[number]
        near = [what for what, where in job.places if rooms_in[what, where] > 1]
        if number in board.kept:
            why = Why.KEPT
        elif job.room in at_work:
            why = Why.SAME_ROOM
        elif able[job.room].bit_count() == 1:
            why = Why.NO_OTHER
        else:
            why = _NEAR[near[-1]] if near else Why.BALANCE
        at_work.add(job.room)
        yield job, why


def _left(board: DayBoard) -> Iterator[Left]:
    for number, job in enumerate(board.jobs):
        if number not in board.holder:
            yield Left(job, _why_not(job, board.workers))


def _why_not(job: Job, workers: Sequence[Worker]) -> WhyNot:
    if job.attendant is not None:
        return WhyNot.NOT_ON_SHIFT
    if not workers:
        return WhyNot.NO_ONE_ON_SHIFT
    there = [worker for worker in workers if worker.works_in(job.section)]
    if not there:
        return WhyNot.NO_ONE_IN_SECTION
    if all(worker.attendant in job.not_by for worker in there):
        return WhyNot.OWN_WORK
    return WhyNot.OVER_CAPACITY


def _faults(whose: str, names: Iterable[str], what: str, numbers: Iterable[int]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, (name, number) in enumerate(zip(names, numbers, strict=True)):
        path = f"{whose}[{index}]"
        if name in seen:
            yield from InvalidInput.because("value.duplicate", path=path, got=shown(name)).faults
        seen.add(name)
        try:
            _EFFORT(number)
        except InvalidInput as error:
            yield from error.under(what).under(path).faults
