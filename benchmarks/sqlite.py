"""A whole stay in a SQLite file, beside bare commits of the same rows; in wall time."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import attrs

from axentra_core.adapters.sqlite import (
    ADD_COMMIT,
    ADD_ENTRY,
    ADD_FACT,
    DROP_ENTRY,
    PUT_STATE,
    SCHEMA,
    SqliteStore,
)
from axentra_core.folio import Card, PaymentMethod
from axentra_core.hotel import Desk, Done, Hotel
from axentra_core.housekeeping import TaskOpened
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import Money, money
from axentra_core.kernel.store import Commit, Recorded
from axentra_core.rooms import RoomType
from axentra_core.stays import StayBooked
from axentra_core.testing.example import example_property
from benchmarks.measure import Figure, own_garbage

FIRST_DAY = date(2026, 11, 23)
TWO_NIGHTS = timedelta(days=2)
STAYS = 100
BILLS = 40
POSTS = 20


def idr(amount: int) -> Money:
    """Return whole rupiah."""
    return money(amount, "IDR")


class Recording(SqliteStore):
    """The SQLite store, which remembers what it was asked to commit."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        super().__init__(path)
        self.commits: list[Commit] = []

    def commit(self, commit: Commit) -> Recorded:
        """Remember and write."""
        self.commits.append(commit)
        return super().commit(commit)


class Bare:
    """The rows of a commit in the same tables with the same settings, and nothing else."""

    def __init__(self, path: Path) -> None:
        """Make the tables."""
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA foreign_keys = ON")
        for statement in SCHEMA:
            self.connection.execute(statement)
        self._followed = 0

    def next_of(self, store: Recording) -> Callable[[], None]:
        """Return what writes the commits of a store that were not written here yet."""
        writes = [self.prepared(commit) for commit in store.commits[self._followed :]]
        self._followed = len(store.commits)

        def write() -> None:
            for each in writes:
                each()

        return write

    def prepared(self, commit: Commit) -> Callable[[], None]:
        """Return what writes a commit, its rows ready."""
        head = (
            commit.key,
            commit.digest,
            commit.verb,
            commit.actor_kind,
            commit.actor_id,
            commit.at.astimezone(UTC).isoformat(timespec="microseconds"),
            commit.business_date.isoformat(),
        )
        facts = [
            (ordinal, fact.stream, fact.version, fact.type, fact.v, fact.data, fact.hash)
            for ordinal, fact in enumerate(commit.facts)
        ]
        states = [(name, one.version, one.head, one.data) for name, one in commit.states.items()]

        def write() -> None:
            cursor = self.connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            position = cursor.execute(ADD_COMMIT, head).lastrowid
            cursor.executemany(ADD_FACT, [(position, *fact) for fact in facts])
            cursor.executemany(PUT_STATE, states)
            cursor.executemany(DROP_ENTRY, commit.unindexed)
            cursor.executemany(ADD_ENTRY, commit.indexed)
            cursor.execute("COMMIT")

        return write


class Guest:
    """One stay, step by step: each step is one commit."""

    def __init__(self, hotel: Hotel, arrival: date) -> None:
        """Take the hotel and the day."""
        self.hotel = hotel
        self.desk = hotel.by(Actor("staff", "ayu"))
        self.arrival = arrival
        self.stay = f"S-{arrival}"
        self.link = hotel.room_link("2034")
        self.phone: Desk
        self.task: str

    def steps(self) -> Iterator[Callable[[], object]]:
        """Yield the seed's story."""
        desk, stay = self.desk, self.stay
        yield self._reserve
        yield lambda: desk.check_in(stay, room="2034", key=f"in-{stay}")
        yield self._scan
        wanted = [("nasi-goreng", 2), ("es-teh", 2)]
        yield lambda: self.phone.order_room_service(stay, wanted, key="order")
        yield lambda: self.phone.do_not_disturb(stay, key="dnd-on")
        yield lambda: self.phone.do_not_disturb(stay, active=False, key="dnd-off")
        yield self._make_up
        yield lambda: desk.finish_task(self.task)
        yield lambda: desk.close_day(self.arrival)
        yield lambda: desk.close_day(self.arrival + timedelta(days=1))
        cash, card = PaymentMethod.CASH, PaymentMethod.CARD
        yield lambda: desk.take_payment(stay, cash, idr(1_000_000), key=f"cash-{stay}")
        visa = Card("tok_1", "visa", "4242")
        yield lambda: desk.take_payment(stay, card, idr(1_286_900), card=visa, key=f"card-{stay}")
        yield self._check_out

    def _reserve(self) -> None:
        self.desk.reserve(
            arrival=self.arrival,
            departure=self.arrival + TWO_NIGHTS,
            room_type="DLX",
            prices=[idr(850_000)] * 2,
            name="Siti Rahma",
            stay=self.stay,
            key=f"book-{self.stay}",
        )

    def _scan(self) -> None:
        code = self.hotel.stay_code(self.stay)
        token = self.hotel.open_guest_session(self.link, code, key=f"scan-{self.stay}")
        self.phone = self.hotel.guest(token)

    def _make_up(self) -> None:
        self._remember_task(self.phone.make_up_room(self.stay, key="make-up"))

    def _check_out(self) -> None:
        self._remember_task(self.desk.check_out(self.stay))

    def _remember_task(self, done: Done) -> None:
        self.task = done.one(TaskOpened).task


def whole_stays(folder: Path) -> Iterator[Figure]:
    """Yield a stay through the hotel beside bare commits, each step before its counterpart."""
    store, bare = Recording(folder / "hotel.db"), Bare(folder / "bare.db")
    hotel = Hotel(store, example_property(), keys=Keys(b"k" * 32))
    hotel.open(on=FIRST_DAY)
    bare.next_of(store)()
    stays: list[tuple[float, ...]] = []
    commits = 0
    for number in range(STAYS + 1):
        guest = Guest(hotel, FIRST_DAY + number * TWO_NIGHTS)
        first = len(store.commits)
        steps = [(*_timed(step), *_timed(bare.next_of(store))) for step in guest.steps()]
        commits = len(store.commits) - first
        stays.append(tuple(map(sum, zip(*steps, strict=True))))
        # Not part of the story: the room is cleaned for the next guest.
        guest.desk.finish_task(guest.task)
        bare.next_of(store)()
    for name in ("commits", "facts", "states", "entries"):
        assert _rows(folder / "hotel.db", name) == _rows(folder / "bare.db", name)
    store.close()
    bare.connection.close()
    wall, cpu, bare_wall, bare_cpu = zip(*stays[1:], strict=True)
    title, beside = f"sqlite: a whole stay, {commits} commits", "bare commits, same rows"
    yield Figure(title, beside, 2, wall, bare_wall, 1)
    yield Figure("sqlite: the same in CPU time", "the same in CPU time", None, cpu, bare_cpu, 1)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall time and the CPU time of some work."""
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def _rows(path: Path, name: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT * FROM axentra_{name} ORDER BY 1, 2").fetchall()  # noqa: S608


def long_bills(folder: Path) -> Iterator[Figure]:
    """Yield a post to a bill of 10,000 lines beside one to a bill of 10, taking turns."""
    store = SqliteStore(folder / "bills.db")
    many = RoomType("DLX", "Deluxe", overbooking=99)
    own = example_property()
    own = attrs.evolve(own, rooms=attrs.evolve(own.rooms, types=(many,)))
    hotel = Hotel(store, own, keys=Keys(b"k" * 32))
    hotel.open(on=FIRST_DAY)
    desk = hotel.by(Actor("staff", "ayu"))
    long = _booked(desk)
    desk.check_in(long)
    for number in range(200):
        desk.order_room_service(long, [("es-teh", 1)] * 50, key=f"party-{number}")
    many, few = [], []
    for turn in range(BILLS + 1):
        short = _booked(desk)
        for line in range(10):
            _post(desk, short, f"{short}-{line}")
        times = {long: 0.0, short: 0.0}
        for post in range(POSTS):
            for stay in (long, short) if (turn + post) % 2 else (short, long):
                times[stay] += _post(desk, stay, f"{turn}-{post}-{stay}")
        many.append(times[long])
        few.append(times[short])
        assert hotel.read.folio(short).charged == (10 + POSTS) * Decimal(24_200)
    assert len(hotel.read.folio(long).lines) == 10_000 + (BILLS + 1) * POSTS
    store.close()
    title = "sqlite: post to a bill of 10,000 lines"
    yield Figure(title, "one of 10 lines", 1.1, many[1:], few[1:], POSTS)


def _booked(desk: Desk) -> str:
    return (
        desk.reserve(
            arrival=FIRST_DAY,
            departure=FIRST_DAY + TWO_NIGHTS,
            room_type="DLX",
            prices=[idr(850_000)] * 2,
            name="Siti Rahma",
        )
        .one(StayBooked)
        .stay
    )


def _post(desk: Desk, stay: str, key: str) -> float:
    wall, _ = _timed(lambda: desk.charge_to_room(stay, "FNB", idr(20_000), key=key))
    return wall


def figures() -> Iterator[Figure]:
    """Yield all, in files beside this one: the system's folder may be in memory."""
    beside_this = Path(__file__).parent
    with TemporaryDirectory(prefix=".data-", dir=beside_this) as folder, own_garbage():
        yield from whole_stays(Path(folder))
        yield from long_bills(Path(folder))
