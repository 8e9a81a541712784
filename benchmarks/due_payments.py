"""Find what is due among a million payments, beside plain selections and APScheduler.

APScheduler is what people reach for. It keeps jobs, not payments: it hands out the objects it
holds, all that are due, and forgets them; here entries of a store are read, from memory or a file.
Nor is its calendar the property's: its ``CronTrigger`` for 02:30 in Berlin fires twice on
2026-10-25, when clocks go back and 02:30 comes twice; a payment rule fires once.
"""

import sqlite3
from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from apscheduler.job import Job
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.cron import CronTrigger

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.kernel.store import Commit, Store
from axentra_core.payment_rules import MOST_PAYMENTS, DuePayment, due_value, read_due
from benchmarks.measure import Candidate, Figure, interleaved

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLOCKS_GO_BACK = date(2026, 10, 25)
MANY, FEW, JOBS, LIMIT = 1_000_000, 1_000, 10_000, 100
ROUNDS, FINDS = 31, 100
NAME = "payment_plan.due"

Entry = tuple[datetime, int, str]
Select = Callable[[], list[DuePayment]]


def entries(count: int, due: int) -> list[Entry]:
    """Return payments in the order of their instants, so many of them due."""
    chance = Random(3)
    first = NOW - timedelta(minutes=due - 1)
    return [
        (first + timedelta(minutes=place), chance.randrange(1, 9), f"S{chance.randrange(10**9):09}")
        for place in range(count)
    ]


def commit_of(payments: Sequence[Entry]) -> Commit:
    """Return a commit that puts payments into the list of what is due."""
    indexed = tuple(
        (NAME, due_value(at, number), f"H1/payment_plan/{reservation}")
        for at, number, reservation in payments
    )
    day = NOW.date()
    return Commit(None, "", "open_plan", "system", "x", NOW, day, (), {}, (), {}, indexed)


def found(store: Store) -> list[DuePayment]:
    """Return what is due from a store."""
    rows = store.find(NAME, "", due_value(NOW, MOST_PAYMENTS), limit=LIMIT)
    return [read_due(value, stream) for value, stream in rows]


def sliced(payments: Sequence[Entry]) -> list[DuePayment]:
    """Return what is due from a sorted list."""
    beyond = bisect_right(payments, NOW, key=itemgetter(0))
    return [
        DuePayment(reservation, number, at)
        for at, number, reservation in payments[: min(LIMIT, beyond)]
    ]


DUE = "SELECT at, number, reservation FROM due WHERE at <= ? ORDER BY at, number LIMIT ?"


def queried(connection: sqlite3.Connection) -> list[DuePayment]:
    """Return what is due by a bare query on a table of its own."""
    rows = connection.execute(DUE, (NOW.isoformat(), LIMIT)).fetchall()
    return [
        DuePayment(reservation, number, datetime.fromisoformat(at))
        for at, number, reservation in rows
    ]


def table_of(path: Path, payments: Sequence[Entry]) -> sqlite3.Connection:
    """Return a file with such a table."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE due (at TEXT NOT NULL, number INTEGER NOT NULL, reservation TEXT NOT NULL,"
        " PRIMARY KEY (at, number, reservation)) STRICT, WITHOUT ROWID"
    )
    connection.execute("BEGIN")
    rows = ((at.isoformat(), number, reservation) for at, number, reservation in payments)
    connection.executemany("INSERT INTO due VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    return connection


def selection() -> Iterator[Figure]:
    """Yield what is due of a million, beside plain selections and beside a thousand."""
    many = entries(MANY, 2 * LIMIT)
    few = many[:FEW]
    in_memory, small = MemoryStore(), MemoryStore()
    in_memory.commit(commit_of(many))
    small.commit(commit_of(few))
    yield from _selected("memory", "bisect and slice", 5, [in_memory, small], partial(sliced, many))
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (
            SqliteStore(folder / "many.db") as on_disk,
            SqliteStore(folder / "few.db") as little,
            closing(table_of(folder / "bare.db", many)) as bare,
        ):
            on_disk.commit(commit_of(many))
            little.commit(commit_of(few))
            stores = [on_disk, little]
            yield from _selected("SQLite", "a bare query", 2, stores, partial(queried, bare))


def _selected(
    where: str, beside: str, target: float, stores: Sequence[Store], plain: Select
) -> Iterator[Figure]:
    selections: list[Select] = [*(partial(found, store) for store in stores), plain]
    answers = [select() for select in selections]
    assert len(answers[0]) == LIMIT
    assert answers[0] == answers[1] == answers[2]
    mine, small, bare = interleaved([_repeated(one) for one in selections], ROUNDS)
    title = f"payments: {LIMIT} due of {MANY:,}, {where}"
    yield Figure(title, beside, target, mine, bare, FINDS)
    yield Figure(title, f"the same of {FEW:,}", 1.1, mine, small, FINDS)


def _repeated(select: Callable[[], object]) -> Candidate:
    def run() -> None:
        for _ in range(FINDS):
            select()

    return lambda: run


# --- a scheduler beside it ---


class Scheduler(BaseScheduler):
    """APScheduler without a thread: it is only asked what is due."""

    def __init__(self) -> None:
        """Begin with nothing, in memory."""
        super().__init__(timezone=UTC)
        self.jobs = MemoryJobStore()
        self.add_jobstore(self.jobs)
        self.start(paused=True)

    def shutdown(self) -> None:
        """Nothing runs."""

    def wakeup(self) -> None:
        """Nobody sleeps."""

    def due(self) -> list[Job]:
        """Return the jobs that are due."""
        return list(self.jobs.get_due_jobs(NOW))


def charge(reservation: str, number: int) -> None:
    """Stand for what a job does."""


def scheduled(payments: Sequence[Entry]) -> Scheduler:
    """Add a job for each payment."""
    scheduler = Scheduler()
    for at, number, reservation in payments:
        scheduler.add_job(charge, "date", run_date=at, args=(reservation, number))
    return scheduler


def committed(payments: Sequence[Entry]) -> MemoryStore:
    """Commit each payment by itself."""
    store = MemoryStore()
    for payment in payments:
        store.commit(commit_of((payment,)))
    return store


def kept_in_order(payments: Sequence[Entry]) -> list[Entry]:
    """Put each payment where it belongs in a list."""
    kept: list[Entry] = []
    for payment in payments:
        insort(kept, payment)
    return kept


def beside_a_scheduler() -> Iterator[Figure]:
    """Yield what it costs to add payments and to ask for those that are due, by three means."""
    assert _firings() == 2
    # A scheduler hands out all that are due, so no more are than the others are asked for.
    payments = entries(JOBS, LIMIT)
    shuffled = Random(4).sample(payments, JOBS)
    adding = (scheduled, committed, kept_in_order)
    jobs, commits, plain = interleaved([_adding(add, shuffled) for add in adding], 5)
    title = f"payments: add {JOBS:,}, a commit each"
    yield Figure(title, "insort", None, commits, plain, JOBS)
    yield Figure("payments: the same with APScheduler", "insort", None, jobs, plain, JOBS)
    scheduler, store = scheduled(shuffled), committed(shuffled)
    told = [DuePayment(job.args[0], job.args[1], job.next_run_time) for job in scheduler.due()]
    assert told == found(store) == sliced(payments)
    asking = (scheduler.due, partial(found, store), partial(sliced, payments))
    jobs, mine, plain = interleaved([_repeated(ask) for ask in asking], ROUNDS)
    title = f"payments: {LIMIT} due of {JOBS:,}, memory"
    yield Figure(title, "bisect and slice", None, mine, plain, FINDS)
    title = "payments: the same with APScheduler"
    yield Figure(title, "bisect and slice", None, jobs, plain, FINDS)


def _adding(add: Callable[[Sequence[Entry]], object], payments: Sequence[Entry]) -> Candidate:
    return lambda: lambda: add(payments)


def _firings() -> int:
    """Return how often APScheduler's 02:30 in Berlin fires on the day clocks go back."""
    trigger = CronTrigger(hour=2, minute=30, timezone="Europe/Berlin")
    fired = [trigger.get_next_fire_time(None, datetime(2026, 10, 24, 12, tzinfo=UTC))]
    for _ in range(3):
        fired.append(trigger.get_next_fire_time(fired[-1], fired[-1]))
    return sum(at.date() == CLOCKS_GO_BACK for at in fired)


def figures() -> Iterator[Figure]:
    """Yield what selection costs, and a scheduler beside it."""
    yield from selection()
    yield from beside_a_scheduler()
