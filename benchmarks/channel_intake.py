"""Take reservations into a hotel that knows few, beside one that knows ten times as many.

Each round brings the next bookings and their changes to both hotels, as a platform does: one
delivery, a commit for each message, and an answer.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.ota import Credentials, SiteMinderReservations, write_delivery
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.channels import Direction, Mapping, Offer
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Delivered,
    Delivery,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldGuests,
    ToldPrice,
    ToldRoom,
    Version,
)
from axentra_core.hotel import ChannelIntake, Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.store import Store
from axentra_core.rooms import RoomSetup
from axentra_core.testing import ManualClock, SequentialIds, example_property
from benchmarks.measure import Candidate, Figure, interleaved

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
ROOMS, DAYS = 200, 300
FEW, MANY, AT_ONCE, ROUNDS = 400, 4_000, 50, 9
DIALECT = SiteMinderReservations(Credentials("AXENTRA", "axentra", "a long password"))
CALLER = Credentials("SITEMINDER", "siteminder", "another long password")
MAPPING = Mapping("siteminder", offers=(Offer("DLX", "BAR", "DLX", "BAR", "DLX", "IDR"),))


def hotel_over(store: Store) -> Hotel:
    """Return a hotel of many rooms that reservations come to."""
    own = example_property()
    rooms = tuple(RoomSetup(f"{number}", "DLX") for number in range(1, ROOMS + 1))
    house = attrs.evolve(own, rooms=attrs.evolve(own.rooms, rooms=rooms))
    hotel = Hotel(store, house, clock=ManualClock(NOW), ids=SequentialIds())
    hotel.open(on=TODAY)
    boss = hotel.by(Actor("staff", "dewi", ("manager",)))
    boss.open_connection("siteminder", "HOTEL1", Direction.RECEIVES, connection="C1")
    boss.set_mapping("C1", MAPPING)
    return hotel


def told(number: int, happening: Happening) -> Delivered:
    """Return the booking of a number, or its change to a night more."""
    is_changed = happening is Happening.MODIFY
    arrival = TODAY + timedelta(1 + number % DAYS)
    nights = 1 + number % 4 + is_changed
    room = ToldRoom(
        room_code="DLX",
        rate_code="BAR",
        arrival=arrival,
        departure=arrival + timedelta(nights),
        price=ToldPrice(before_tax=Decimal(850_000 * nights)),
        guests=(ToldGuests(2, AgeBand.ADULT),),
        currency="IDR",
    )
    message = ReservationMessage(
        ChannelReference("EXP", f"{number}"),
        happening,
        Version(NOW - timedelta(hours=2 - is_changed)),
        Snapshot(rooms=(room,), currency="IDR"),
        Personal(name=f"Guest {number}"),
    )
    return Delivered(f"M-{number}-{happening}", message)


class Line:
    """A platform that brings what comes next, always as much at once."""

    def __init__(self, store: Store, known: int) -> None:
        """Open a hotel, and bring it what it knows."""
        self.intake = ChannelIntake(hotel_over(store), "C1", DIALECT)
        self.numbers = count()
        for _ in range(known // AT_ONCE):
            self.bring(self.next())

    def next(self) -> bytes:
        """Return the next bookings, each with its change behind it."""
        items = tuple(
            told(number, happening)
            for number in islice(self.numbers, AT_ONCE)
            for happening in (Happening.BOOK, Happening.MODIFY)
        )
        return write_delivery(Delivery("D-1", "HOTEL1", items, NOW), CALLER)

    def bring(self, body: bytes) -> None:
        """Have a delivery taken whole."""
        reply = self.intake.receive(body)
        assert reply.count(b"HotelReservation>") == 4 * AT_ONCE, reply[:2000]


def bringing(line: Line) -> Candidate:
    """Return what brings the next delivery."""

    def prepare() -> Callable[[], object]:
        body = line.next()
        return lambda: line.bring(body)

    return prepare


def figures() -> Iterator[Figure]:
    """Yield what a message costs where few and where many reservations are known."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        for name in ("memory", "SQLite"):
            stores = [
                MemoryStore()
                if name == "memory"
                else stack.enter_context(SqliteStore(Path(folder) / f"{known}.db"))
                for known in (FEW, MANY)
            ]
            few, many = Line(stores[0], FEW), Line(stores[1], MANY)
            mine, beside = interleaved([bringing(many), bringing(few)], ROUNDS)
            title = f"intake, {name}: a message among {MANY:,} known reservations"
            yield Figure(title, f"among {FEW}", 1.2, mine, beside, 2 * AT_ONCE)
