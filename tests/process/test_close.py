"""The close of a day while others are at work, and after it was stopped in the middle."""

import random
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import sleep

import attrs
import pytest
from tests.process.racing import close_the_day

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.hotel import Hotel, verbs
from axentra_core.house import DateClosed
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import PortError
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.rooms import RoomSetup
from axentra_core.stays import NightPosted, Settlement, StayBooked
from axentra_core.testing import Failure, FaultyStore, example_property
from axentra_core.testing.invariants import check_everything

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(1)
NOW = datetime(2026, 11, 23, 22, tzinfo=UTC)
DAYS = 4
ROOMS = 24
POSTINGS, ORDERS = 40, 10
DEWI = Actor("staff", "dewi", ("supervisor", "manager"))
LONG = pytest.mark.long


def idr(amount):
    """Return whole rupiah."""
    return money(amount, "IDR")


def booking(arrival, nights):
    """Return what books a Deluxe."""
    return verbs.Reserve(
        arrival=arrival,
        departure=arrival + timedelta(nights),
        room_type="DLX",
        prices=(idr(850_000),) * nights,
        name="Siti Rahma",
    )


# While others are at work


def at_the_cashier(chance, stays):
    """Post something every now and then, by day and by night."""
    for number in range(POSTINGS):
        yield verbs.ChargeToRoom(chance.choice(stays), "FNB", idr(1_000 + number))


def in_the_restaurant(chance, stays):
    """Take orders."""
    for _ in range(ORDERS):
        yield verbs.OrderRoomService(chance.choice(stays), (verbs.Item("es-teh", 2),))


def at_the_front_desk(guests):
    """Let every guest in on the day they come, and out on the day they go."""
    for number, stay in enumerate(guests):
        yield verbs.CheckIn(stay, str(2035 + number))
        yield verbs.CheckOut(stay, Settlement.ON_ACCOUNT, None, "company pays")


def at_night(days):
    """Close one day after the other."""
    for day in days:
        yield verbs.CloseDay(day)
        yield verbs.CertifyDay(day)


def keyed(desk, said):
    """Return verbs with a key each."""
    return [(verb, f"{desk}-{number}") for number, verb in enumerate(said)]


# A guest is not there yet or still has a night; a day has guests who should have left.
NOT_YET = ["stay.too_early", "stay.departs_later", "stay.nights_unposted"]
NOT_READY = ["hotel.day_not_ready", "house.date_not_reached", "hotel.not_closed"]


@pytest.mark.parametrize("desks", ["threads", "processes"], indirect=True)
@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=LONG) for n in range(2, 40))])
def test_nothing_gets_into_a_closed_day(desks, seed, hotel_at) -> None:
    """While others post, order, arrive and leave: what is closed stays as it was closed."""
    path, hotel = hotel_at(example_property())
    chance = random.Random(seed)
    desk = hotel.by(DEWI)
    long = [desk.do(booking(MONDAY, DAYS + 1)).one(StayBooked).stay for _ in range(2)]
    for number, stay in enumerate(long):
        desk.check_in(stay, room=str(2030 + number))
    days = [MONDAY + timedelta(n) for n in range(DAYS)]
    short = [desk.do(booking(day, 1)).one(StayBooked).stay for day in days]
    # No close touches these bills, so only the date tells that they must not be posted to.
    ahead = [desk.do(booking(days[-1] + timedelta(9), 1)).one(StayBooked).stay for _ in range(8)]
    parts = [
        (keyed("cash", at_the_cashier(chance, [*long, *ahead])), []),
        (keyed("bank", at_the_cashier(chance, ahead)), []),
        (keyed("food", in_the_restaurant(chance, long)), []),
        (keyed("front", at_the_front_desk(short)), NOT_YET),
        (keyed("night", at_night(days)), NOT_READY),
        (keyed("audit", at_night(days)), NOT_READY),
    ]
    cash, bank, food, front, *nights = desks.play(path, parts)
    assert {*cash, *bank, *food} == {"done"}
    assert {*nights[0], *nights[1]} == {"done"}
    assert {*front} <= {"done", "stay.no_show", "stay.expired"}
    closed = MONDAY - timedelta(1)
    for entry in hotel.feed():
        for event in entry.events:
            assert getattr(event, "business_date", entry.business_date) > closed
        closed = max([closed, *(e.date for e in entry.events if isinstance(e, DateClosed))])
    assert closed == days[-1]
    lines = sum(len(hotel.read.folio(stay).lines) for stay in (*long, *ahead))
    assert lines == 2 * POSTINGS + ORDERS + 2 * DAYS
    check_everything(hotel)


# Stopped in the middle


@attrs.frozen
class Evening:
    """A hotel on the evening of Monday, and what its file holds once that day is closed."""

    path: Path
    certificate: str
    log: list[object]

    def again(self, path: Path) -> Path:
        """Return the same evening in another file."""
        return Path(shutil.copy(self.path, path))

    def check(self, path: Path) -> None:
        """Check that a file is as if nothing had ever stopped the close."""
        with SqliteStore(path) as store:
            hotel = hotel_over(store)
            assert hotel.certificate(MONDAY).hash == self.certificate
            log = store.log(limit=100_000)
            assert log == self.log
            nights = [
                fact.stream
                for recorded in log
                for fact in recorded.facts
                if fact.type == f"stay.{NightPosted.__name__}"
            ]
            assert (len(nights), len(set(nights))) == (ROOMS, ROOMS)


def hotel_over(store, property_="axentra"):
    """Return the hotel over a store; its clock stands still, so the same is written again."""
    return Hotel(store, property_, clock=lambda: NOW, keys=Keys(b"k" * 32))


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Evening:
    """Return a house with two dozen guests, each in a room, and one who has not come."""
    folder = tmp_path_factory.mktemp("evening")
    rooms = tuple(RoomSetup(str(number), "DLX") for number in range(3000, 3000 + ROOMS + 2))
    settings = attrs.evolve(example_property().rooms, rooms=rooms)
    with SqliteStore(folder / "open.db") as store:
        hotel = hotel_over(store, attrs.evolve(example_property(), rooms=settings))
        hotel.open(on=MONDAY)
        desk = hotel.by(DEWI)
        for room in rooms[:ROOMS]:
            desk.check_in(desk.do(booking(MONDAY, 2)).one(StayBooked).stay, room=room.number)
        desk.do(booking(MONDAY, 1))
    closed = shutil.copy(folder / "open.db", folder / "closed.db")
    with SqliteStore(closed) as store:
        hotel = hotel_over(store)
        hotel.by(DEWI).close_day(MONDAY)
        check_everything(hotel)
        log = store.log(limit=100_000)
        certificate = hotel.certificate(MONDAY).hash
    return Evening(folder / "open.db", certificate, list(log))


@pytest.mark.parametrize("lasting", [False, True], ids=["one call", "from one call on"])
@pytest.mark.parametrize("failure", Failure)
def test_whatever_fails_the_close_ends_the_same(evening, failure, lasting, tmp_path) -> None:
    """Wherever the store fails, the close said again gives the same log and certificate."""
    with SqliteStore(evening.again(tmp_path / "whole.db")) as store:
        whole = FaultyStore(store)
        hotel_over(whole).by(DEWI).close_day(MONDAY)
    assert whole.calls.count("commit") == 2
    for nth in range(1, len(whole.calls) + 1):
        path = evening.again(tmp_path / f"{nth}.db")
        with SqliteStore(path) as store:
            faulty = FaultyStore(store, nth, failure, lasting=lasting)
            desk = hotel_over(faulty).by(DEWI)
            # A lost reply may be settled by the key at once, and then nothing has failed.
            with suppress(PortError):
                desk.close_day(MONDAY)
            faulty.mend()
            desk.close_day(MONDAY)
        evening.check(path)


def killed(begun, path: Path, chance: random.Random, longest: float) -> str:
    """Kill a process that closes the day, at a random moment, and return how far it came."""
    child, line = begun(close_the_day, str(path), MONDAY)
    assert line.recv() == "begun"
    sleep(chance.uniform(0, longest))
    child.kill()
    child.join()
    line.close()
    with SqliteStore(path) as store:
        said = [recorded.verb for recorded in store.log(limit=100_000)]
    return said[-1] if said[-1] in {"CloseDay", "CertifyDay"} else "nothing"


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=LONG) for n in range(2, 12))])
def test_a_killed_close_is_said_again(evening, begun, seed, tmp_path) -> None:
    """A process killed while it closes the day: the next one ends it, and nothing is twice."""
    chance = random.Random(seed)
    longest = 0.2
    for turn in range(4):
        path = evening.again(tmp_path / f"{turn}.db")
        reached = killed(begun, path, chance, longest)
        # Rather in the middle of its work than after it.
        longest *= 0.7 if reached == "CertifyDay" else 1.3
        with SqliteStore(path) as store:
            hotel = hotel_over(store)
            is_open = hotel.read.business_date == MONDAY
            assert is_open is (reached == "nothing")
            hotel.by(DEWI).close_day(MONDAY)
        evening.check(path)
