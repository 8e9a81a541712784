"""The close of a day with 1,000 occupied rooms, beside bare postings and beside bare rows."""

import gc
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import attrs

from axentra_core import folio, stays
from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.folio import ChargePosted, Folio, PostCharge
from axentra_core.hotel import Hotel, Property, verbs
from axentra_core.hotel.night_audit import close_day
from axentra_core.hotel.ports import Outside, RandomIds
from axentra_core.hotel.reactions import REACTIONS, by_event
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.kernel.actor import SYSTEM, Actor, Context
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import Money, money
from axentra_core.kernel.sealed import ClearText
from axentra_core.kernel.store import Store
from axentra_core.rooms import RoomSetup, RoomsSettings, RoomType
from axentra_core.stays import NightPosted, PostNight, Stay, StayBooked
from axentra_core.testing.example import example_property
from benchmarks.measure import Figure, interleaved, own_garbage
from benchmarks.sqlite import Bare, Recording

YESTERDAY, TODAY = date(2026, 11, 23), date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 22, tzinfo=UTC)
NIGHTS = 3
PRICES = 50
ROOMS = 1000
PURE_ROUNDS = 31
STORED_ROUNDS = 15

STAY, FOLIO = stays.AGGREGATES[0], folio.AGGREGATES[0]
REACTIONS_BY_EVENT = by_event(REACTIONS)

Postings = list[NightPosted | ChargePosted]


def large_property() -> Property:
    """Return the example hotel with 1,000 rooms."""
    rooms = RoomsSettings(
        types=(RoomType("DLX", "Deluxe"),),
        rooms=tuple(RoomSetup(str(number), "DLX") for number in range(1000, 1000 + ROOMS)),
    )
    return attrs.evolve(example_property(), rooms=rooms)


def hotel_over(store: Store) -> Hotel:
    """Return the hotel over a store."""
    return Hotel(store, LARGE, clock=lambda: NOW, keys=Keys(b"k" * 32))


LARGE = large_property()


def fill(store: Store) -> None:
    """Let a guest into every room, each for three nights, and close the day they came on."""
    hotel = hotel_over(store)
    hotel.open(on=YESTERDAY)
    desk = hotel.by(Actor("staff", "ayu"))
    for number, room in enumerate(LARGE.rooms.rooms):
        booked = desk.reserve(
            arrival=YESTERDAY,
            departure=YESTERDAY + timedelta(days=NIGHTS),
            room_type="DLX",
            prices=[money(800_000 + 1_000 * (number % PRICES), "IDR")] * NIGHTS,
            name="Siti Rahma",
        )
        desk.check_in(booked.one(StayBooked).stay, room=room.number)
    desk.close_day(YESTERDAY)


# Pure


def loaded(store: Store) -> Unit:
    """Return a unit of work that has read the whole house."""

    def properties(_: Window) -> Property:
        return LARGE

    outside = Outside(lambda: NOW, RandomIds(), ClearText(), None)
    unit = Unit(store, LARGE.id, properties, outside, REACTIONS_BY_EVENT).begin(NOW, SYSTEM)
    guests = in_house(unit)
    unit.load(*((kind, stay) for stay in guests for kind in ("stay", "folio")))
    unit.load(*(("room", room.number) for room in LARGE.rooms.rooms))
    return unit


def in_house(unit: Unit) -> list[str]:
    """Return who is in house."""
    return [stay for _, stay in unit.find("stay.in_house", "", HIGHEST)]


def bare_postings(bills: list[tuple[Stay, Folio]], context: Context) -> Postings:
    """Post the night of each stay to its folio, and nothing else."""
    happened: Postings = []
    settings, rounding = LARGE.folio, LARGE.price_rounding
    sold = settings.code("ROOM")
    for stay, bill in bills:
        for night in STAY.decide(stay, PostNight(stay.id, TODAY), context):
            STAY.evolve(stay, night)
            happened.append(night)
            price = Money(night.price, night.currency)
            charge = PostCharge(
                stay.id,
                "ROOM",
                sold.department,
                "Deluxe",
                1,
                settings.quote("ROOM", price, rounding),
                TODAY,
                f"night:{TODAY}",
                1,
            )
            for line in FOLIO.decide(bill, charge, context):
                FOLIO.evolve(bill, line)
                happened.append(line)
    return happened


def pure() -> Iterator[Figure]:
    """Yield the rules of the close alone, beside the postings it is made of."""
    store = MemoryStore()
    fill(store)

    def ours() -> Callable[[], Unit]:
        unit = loaded(store)

        def run() -> Unit:
            close_day(unit, verbs.CloseDay(TODAY))
            return unit

        return run

    def bare() -> Callable[[], Postings]:
        unit = loaded(store)
        bills = [(unit.need("stay", stay), unit.need("folio", stay)) for stay in in_house(unit)]
        return lambda: bare_postings(bills, unit.context)

    posted = [one for one in ours()().events if isinstance(one, NightPosted | ChargePosted)]
    assert len(posted) == 2 * ROOMS
    assert posted == bare()()
    mine, plain = interleaved([ours, bare], PURE_ROUNDS)
    title = "night: close_day, 1,000 rooms, rules alone"
    yield Figure(title, "bare postings of the nights", 3, mine, plain, ROOMS)


# Through SQLite


def stored(folder: Path) -> Iterator[Figure]:
    """Yield the close in a file, beside the bare rows of its commits in a file like it."""
    filled = folder / "filled.db"
    with SqliteStore(filled) as store:
        fill(store)
    rounds = [night(folder, filled, turn) for turn in range(STORED_ROUNDS + 1)]
    (wall, cpu, close), (bare_wall, bare_cpu, bare_close) = (
        zip(*times, strict=True) for times in zip(*rounds[1:], strict=True)
    )
    title = "night: close_day, 1,000 rooms, SQLite"
    yield Figure(title, "bare commits, same rows", 6, wall, bare_wall, ROOMS)
    title = "night: the same in CPU time"
    yield Figure(title, "the same in CPU time", None, cpu, bare_cpu, ROOMS)
    title = "night: the close without its certificate"
    yield Figure(title, "its bare commit", None, close, bare_close, ROOMS)


# Wall time of both commits, CPU time of both, wall time of the close alone.
Times = tuple[float, float, float]


def timed(close: Callable[[], object], certify: Callable[[], object]) -> Times:
    """Do one after the other."""
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    close()
    between = perf_counter()
    certify()
    return perf_counter() - wall, process_time() - cpu, between - wall


def night(folder: Path, filled: Path, turn: int) -> tuple[Times, Times]:
    """Close the second day in one copy of the file, and write its rows into another one."""
    ours, bare = folder / f"hotel-{turn}.db", folder / f"bare-{turn}.db"
    shutil.copy(filled, ours)
    with Recording(ours) as store:
        hotel = hotel_over(store)
        assert hotel.read.business_date == TODAY
        mine = timed(
            lambda: hotel.do(verbs.CloseDay(TODAY), actor=SYSTEM),
            lambda: hotel.do(verbs.CertifyDay(TODAY), actor=SYSTEM),
        )
        written = store.commits
    plain = Bare(bare)
    with closing(sqlite3.connect(filled)) as source, closing(plain.connection):
        source.backup(plain.connection)
        plain.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        close, certify = map(plain.prepared, written)
        theirs = timed(close, certify)
    if turn == 0:
        for name in ("commits", "facts", "states", "entries"):
            assert rows(ours, name) == rows(bare, name)
    for file in (ours, bare):
        file.unlink()
    return mine, theirs


def rows(path: Path, name: str) -> list[tuple[object, ...]]:
    """Return all rows of a table."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM axentra_{name} ORDER BY 1, 2").fetchall()  # noqa: S608


def figures() -> Iterator[Figure]:
    """Yield all, in files beside this one: the system's folder may be in memory."""
    yield from pure()
    beside_this = Path(__file__).parent
    with TemporaryDirectory(prefix=".data-", dir=beside_this) as folder, own_garbage():
        yield from stored(Path(folder))
