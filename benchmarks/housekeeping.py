"""Assign 1,000 tasks to 40 attendants, and see how fair that is, there and in small houses."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from axentra_core.housekeeping.assignment import Assignment, Job, Worker, assign
from axentra_core.housekeeping.model import Priority
from benchmarks.measure import Candidate, Figure, interleaved

TARGET = 0.2
WITHIN = Fraction(21, 20)
TASKS, ATTENDANTS, FLOORS, SMALL_HOUSES = 1000, 40, 20, 400
ROUNDS = 15
EFFORTS = (10, 15, 20, 30, 35, 45)
CAPACITIES = (480, 480, 480, 420, 240)

Board = tuple[list[Job], list[Worker]]


def big_house(seed: int, stretch: Fraction, *, sections: bool) -> Board:
    """Return 1,000 tasks in some 800 rooms: a tenth is somebody's, some are inspections.

    Args:
        seed: of what is left to chance.
        stretch: by how much everybody's time is longer than usual.
        sections: each attendant but every fifth works in one of four sections.
    """
    chance = Random(seed)
    workers = [
        Worker(
            f"A{number:02}",
            int(chance.choice(CAPACITIES) * stretch),
            (f"S{number % 4}",) if sections and number % 5 else (),
        )
        for number in range(ATTENDANTS)
    ]
    jobs = []
    for number in range(TASKS):
        room = number if number < 800 else chance.randrange(800)
        floor = room * FLOORS // 800
        section = f"S{floor * 4 // FLOORS}"
        cleaner = chance.choice(workers).attendant
        kept_by = [one.attendant for one in workers if not one.sections or section in one.sections]
        jobs.append(
            Job(
                f"T{number:04}",
                f"{floor + 1:02}{room % 40:02}",
                chance.choice(EFFORTS),
                chance.choice(list(Priority)),
                section,
                f"{floor + 1}",
                frozenset({cleaner}) if number >= 800 else frozenset(),
                chance.choice(kept_by) if chance.random() < 0.1 else None,
            )
        )
    return jobs, workers


def small_house(seed: int) -> Board:
    """Return up to nine rooms and up to four attendants with different time."""
    chance = Random(seed)
    names = ("ayu", "budi", "citra", "dewi")[: chance.randint(2, 4)]
    workers = [
        Worker(name, chance.choice(CAPACITIES) * 3, chance.choice([(), (), ("N",), ("S",)]))
        for name in names
    ]
    jobs = [
        Job(
            f"T{number}",
            f"{number}",
            chance.choice((*EFFORTS, 60, 90, 120, chance.randint(1, 150))),
            chance.choice(list(Priority)),
            chance.choice([None, None, "N", "S"]),
            f"{number // 3}",
            frozenset(chance.sample(names, chance.choice([0, 0, 0, 1]))),
            chance.choice([None] * 8 + list(names)),
        )
        for number in range(chance.randint(1, 9))
    ]
    return jobs, workers


def fullest(plan: Assignment) -> Fraction:
    """Return the highest load in relation to capacity among those who got something new."""
    new = {given.attendant for given in plan.given if given.job.attendant is None}
    return max(
        (Fraction(load.after, load.capacity) for load in plan.loads if load.attendant in new),
        default=Fraction(0),
    )


def best(jobs: Sequence[Job], workers: Sequence[Worker]) -> Fraction:
    """Return the lowest such load of all plans; every job is in a room of its own."""
    loads: defaultdict[Worker, int] = defaultdict(int)
    for worker in workers:
        loads[worker] = sum(job.effort for job in jobs if job.attendant == worker.attendant)
    free = [
        (job.effort, able)
        for job in jobs
        if job.attendant is None
        if (able := [worker for worker in workers if may(worker, job)])
    ]
    lowest = Fraction(10**6)

    def give(place: int, highest: Fraction) -> None:
        nonlocal lowest
        if highest >= lowest:
            return
        if place == len(free):
            lowest = highest
            return
        effort, able = free[place]
        for worker in able:
            loads[worker] += effort
            give(place + 1, max(highest, Fraction(loads[worker], worker.capacity)))
            loads[worker] -= effort

    give(0, Fraction(0))
    return lowest


def may(worker: Worker, job: Job) -> bool:
    """Tell whether a worker may do a job."""
    return (
        job.section is None or not worker.sections or job.section in worker.sections
    ) and worker.attendant not in job.not_by


def tell_small_houses() -> None:
    """Print how far small houses are from the best plan there is, found by trying all."""
    gaps = []
    for seed in range(SMALL_HOUSES):
        jobs, workers = small_house(seed)
        plan = assign(jobs, workers)
        gaps.append(fullest(plan) / best(jobs, workers) if fullest(plan) else Fraction(1))
    assert max(gaps) <= WITHIN
    print(
        f"assignment: {SMALL_HOUSES} small houses, beside the best of all plans: "
        f"{gaps.count(Fraction(1))} as good, on average "
        f"{float(sum(gaps) / len(gaps)) - 1:.2%} worse, at most {float(max(gaps)) - 1:.2%} (aim 5%)"
    )


def tell_big_house(title: str, jobs: Sequence[Job], workers: Sequence[Worker]) -> None:
    """Print how full and how scattered the attendants of a big house are."""
    plan = assign(jobs, workers)
    shares = sorted(Fraction(load.after, load.capacity) for load in plan.loads)
    # The fullest of any plan in which all is given has at least as much as all have together.
    least = Fraction(sum(job.effort for job in jobs), sum(worker.capacity for worker in workers))
    floors = [
        len({given.job.floor for given in plan.list_of(worker.attendant)}) for worker in workers
    ]
    print(
        f"assignment: {title}, {float(least):.1%} of it asked for: {len(plan.left)} left, "
        f"attendants have {float(shares[0]):.1%} to {float(shares[-1]):.1%} of theirs, "
        f"{sum(floors) / len(floors):.1f} of {FLOORS} floors each"
    )


def figures() -> Iterator[Figure]:
    """Yield 1,000 tasks for 40 attendants: with time enough, in sections, and with too little."""
    tell_small_houses()
    for title, stretch, sections in (
        ("time enough", Fraction(2), False),
        ("in sections", Fraction(2), True),
        ("time for two thirds", Fraction(1), True),
    ):
        jobs, workers = big_house(4, stretch, sections=sections)
        tell_big_house(title, jobs, workers)
        (times,) = interleaved([_assigned(jobs, workers)], ROUNDS)
        yield Figure(
            f"assignment: {TASKS:,} to {ATTENDANTS}, {title}",
            f"{TARGET * 1e3:.0f} ms",
            1.0,
            times,
            [TARGET] * len(times),
            1,
        )


def _assigned(jobs: Sequence[Job], workers: Sequence[Worker]) -> Candidate:
    return lambda: lambda: assign(jobs, workers)
