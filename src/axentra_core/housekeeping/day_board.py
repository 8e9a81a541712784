"""The day's jobs and who is there to do them: `assignment` asks it who gets what.

What belongs to one room is shared out as one. Where that is more than there is time for, the least
urgent jobs are taken back, and each is given to whoever still has time for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import heappop, heappush
from typing import Final

import attrs

from axentra_core.housekeeping.balance import Hand, Piece, bits
from axentra_core.housekeeping.model import Priority
from axentra_core.housekeeping.nearness import shared_out


@attrs.frozen
class Job:
    """One task of the board.

    Attributes:
        task: the task.
        room: the room number.
        effort: minutes or credits, from 0 up.
        priority: what comes first.
        section: where the room is; anybody may work in a room without one.
        floor: where the room is.
        not_by: attendants who may not do it.
        attendant: whose it is already; it stays theirs.
    """

    task: str
    room: str
    effort: int
    priority: Priority
    section: str | None = None
    floor: str | None = None
    not_by: frozenset[str] = frozenset()
    attendant: str | None = None

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Its section and its floor, as far as they are known."""
        both = (("section", self.section), ("floor", self.floor))
        return tuple((what, where) for what, where in both if where is not None)


@attrs.frozen
class Worker:
    """An attendant on shift.

    Attributes:
        attendant: who it is.
        capacity: minutes or credits of work, from 0 up, what is theirs already included.
        sections: where they work; everywhere when there are none.
    """

    attendant: str
    capacity: int
    sections: tuple[str, ...] = ()

    def works_in(self, section: str | None) -> bool:
        """Tell whether the attendant works in a section."""
        return section is None or not self.sections or section in self.sections


class DayBoard:
    """Jobs and workers by their numbers, and who has what so far.

    Attributes:
        jobs: by priority, then room.
        workers: by attendant.
        kept: whose a job was before.
        holder: whose a job is.
        load: how much effort each worker has.
        before: how much each had before.
        may: who may do a job that was nobody's, one bit a worker; without those nobody may do.
    """

    def __init__(self, jobs: Iterable[Job], workers: Iterable[Worker]) -> None:
        self.jobs: Final = sorted(jobs, key=lambda job: (job.priority, job.room, job.task))
        self.workers: Final = sorted(workers, key=lambda worker: worker.attendant)
        places = {worker.attendant: place for place, worker in enumerate(self.workers)}
        self.kept: Final = {
            number: places[job.attendant]
            for number, job in enumerate(self.jobs)
            if job.attendant in places
        }
        self.may: Final = self._who_may()
        self.rooms: Final[defaultdict[str, list[int]]] = defaultdict(list)
        for number, job in enumerate(self.jobs):
            self.rooms[job.room].append(number)
        self.holder: Final = dict(self.kept)
        self.load: Final = [0] * len(self.workers)
        for number, worker in self.kept.items():
            self.load[worker] += self.jobs[number].effort
        self.before: Final = tuple(self.load)
        # What each worker can give back, and how much effort of each priority that is.
        self.new: Final[list[set[int]]] = [set() for _ in self.workers]
        self.effort: Final = [dict.fromkeys(Priority, 0) for _ in self.workers]
        self.waiting: Final[list[tuple[Priority, int, int]]] = []

    def _who_may(self) -> dict[int, int]:
        """Return who may do each job that is nobody's yet, one bit a worker."""

        @cache
        def who(section: str | None, not_by: frozenset[str]) -> int:
            return sum(
                1 << place
                for place, worker in enumerate(self.workers)
                if worker.capacity and worker.works_in(section)
                if worker.attendant not in not_by
            )

        free = ((number, job) for number, job in enumerate(self.jobs) if job.attendant is None)
        return {number: hands for number, job in free if (hands := who(job.section, job.not_by))}

    def assign(self) -> None:
        """Give every job to somebody who may do it and has time for it, as far as there is any."""
        self._share_out()
        for worker in range(len(self.workers)):
            self._make_room(worker, 0)
        self._fill_up()

    def _share_out(self) -> None:
        """Give everything to somebody, whether or not there is time for it."""
        bundles = sorted(self._bundles(), key=lambda bundle: self._way(bundle[1][0]))
        pieces = [
            Piece(sum(self.jobs[each].effort for each in those), may, self.jobs[those[0]].places)
            for may, those in bundles
        ]
        seen = [list[tuple[str, str]]() for _ in self.workers]
        for number, worker in self.kept.items():
            seen[worker].extend(self.jobs[number].places)
        hands = [
            Hand(max(worker.capacity, 1), self.load[place], tuple(seen[place]))
            for place, worker in enumerate(self.workers)
        ]
        for (_, those), worker in zip(bundles, shared_out(pieces, hands), strict=True):
            for number in those:
                self._give(number, worker)

    def _way(self, number: int) -> tuple[str, str, str]:
        job = self.jobs[number]
        return job.section or "", job.floor or "", job.room

    def _bundles(self) -> Iterator[tuple[int, list[int]]]:
        """Yield the jobs that stay together, with who may do them.

        Those are all of a room, for whoever has work there already, unless a rule forbids it.
        """
        for those in self.rooms.values():
            keepers = 0
            for number in those:
                if number in self.kept:
                    keepers |= 1 << self.kept[number]
            bundles: list[tuple[int, list[int]]] = []
            for number in filter(self.may.__contains__, those):
                may = self.may[number] & keepers or self.may[number]
                for place, (others, together) in enumerate(bundles):
                    if may & others:
                        bundles[place] = (may & others, [*together, number])
                        break
                else:
                    bundles.append((may, [number]))
            yield from bundles

    def _fill_up(self) -> None:
        """Give what came back to whoever has time for it, or has less urgent work to give back."""
        while self.waiting:
            *_, number = heappop(self.waiting)
            worker = self._who_has_time(number)
            if worker is not None:
                self._make_room(worker, self.jobs[number].effort)
                self._give(number, worker)

    def _who_has_time(self, number: int) -> int | None:
        job = self.jobs[number]
        there = {self.holder.get(other) for other in self.rooms[job.room]}
        less_urgent = [priority for priority in Priority if priority > job.priority]
        found: list[tuple[bool, bool, int, int]] = []
        for worker in bits(self.may[number]):
            short = self.load[worker] + job.effort - self.workers[worker].capacity
            if short <= 0 or short <= sum(map(self.effort[worker].__getitem__, less_urgent)):
                found.append((short > 0, worker not in there, short, worker))
        return min(found)[-1] if found else None

    def _make_room(self, worker: int, effort: int) -> None:
        most = self.workers[worker].capacity - effort
        if self.load[worker] <= most:
            return
        jobs = self.jobs
        for number in sorted(
            self.new[worker],
            key=lambda number: (jobs[number].priority, jobs[number].effort, number),
            reverse=True,
        ):
            if self.load[worker] > most:
                self._take_back(number, worker)

    def _give(self, number: int, worker: int) -> None:
        job = self.jobs[number]
        self.holder[number] = worker
        self.new[worker].add(number)
        self.load[worker] += job.effort
        self.effort[worker][job.priority] += job.effort

    def _take_back(self, number: int, worker: int) -> None:
        job = self.jobs[number]
        del self.holder[number]
        self.new[worker].remove(number)
        self.load[worker] -= job.effort
        self.effort[worker][job.priority] -= job.effort
        heappush(self.waiting, (job.priority, -job.effort, number))
