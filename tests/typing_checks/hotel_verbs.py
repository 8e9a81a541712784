"""What type checkers say of a hotel's verbs and readers."""

# pyright: reportUnnecessaryTypeIgnoreComment=error

from collections.abc import Iterator
from datetime import date
from typing import Any, assert_type

from hypothesis.strategies import SearchStrategy

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.codec import Codec, Entry
from axentra_core.folio import Folio, PaymentMethod, PostCharge, Statement
from axentra_core.hotel import CODEC, Desk, Done, Hotel, Property, Reader, RoomLine, StayLine, verbs
from axentra_core.housekeeping import Task
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.money import Money, money
from axentra_core.kernel.store import Store
from axentra_core.stays import Availability, Settlement, StayBooked
from axentra_core.testing.strategies import values_of


def verbs_and_what_came_of_them(hotel: Hotel, desk: Desk, price: Money) -> None:
    """Every verb gives what has happened; an event is found in it by its class."""
    assert_type(hotel.open(on=date(2026, 11, 23)), Done)
    assert_type(hotel.by(SYSTEM), Desk)
    assert_type(desk.preview, Desk)
    done = hotel.do(verbs.CheckIn("S1", room="2034"), actor=Actor("staff", "ayu"), key="c1")
    assert_type(done, Done)
    assert_type(done.one(StayBooked), StayBooked)
    assert_type(done.all(StayBooked), tuple[StayBooked, ...])
    assert_type(done.position, int | None)
    assert_type(desk.check_in("S1"), Done)
    assert_type(desk.take_payment("S1", PaymentMethod.CASH, price, key="p1"), Done)
    assert_type(desk.order_room_service("S1", [("es-teh", 2)], key="o1"), Done)
    assert_type(desk.check_out("S1"), Done)
    assert_type(desk.check_out("S1", settlement=Settlement.ON_ACCOUNT, reason="agency"), Done)
    assert_type(desk.move_room("S1", "2035", "noise"), Done)
    assert_type(desk.extend_stay("S1", date(2026, 11, 26), [price]), Done)
    assert_type(desk.cancel_stay("S1", "ill", waive_fee=True, key="x1"), Done)
    assert_type(desk.close_day(date(2026, 11, 23)), Done)
    assert_type(hotel.guest(hotel.open_guest_session("link", "code", key="s1")), Desk)


def wrong_verbs(hotel: Hotel, desk: Desk) -> None:
    """What a verb cannot mean is refused before it is said."""
    desk.check_in(2034)  # type: ignore[arg-type] # a stay is named by text
    desk.check_in("S1", "2034")  # type: ignore[call-arg] # a room is named as such
    desk.check_in("S1", rooms="2034")  # type: ignore[call-arg] # there is no such word
    desk.take_payment("S1", "cash", money("1", "IDR"))  # type: ignore[arg-type] # methods are listed
    desk.take_payment("S1", PaymentMethod.CASH, 1)  # type: ignore[arg-type] # money has a currency
    desk.close_day(date(2026, 11, 23), key="d1")  # type: ignore[call-arg] # a day is its own key
    desk.check_out("S1", settlement="on_account")  # type: ignore[arg-type] # settlements are listed
    desk.move_room("S1", "2035")  # type: ignore[call-arg] # a move has a reason
    hotel.open_guest_session("link", "code")  # type: ignore[call-arg] # outsiders need a key
    Actor("robot", "r2")  # type: ignore[arg-type] # kinds of actors are listed
    Hotel({}, "axentra")  # type: ignore[arg-type] # a store answers six methods


def readers(hotel: Hotel) -> None:
    """Answers have the classes of what was asked for."""
    read = hotel.read
    assert_type(read, Reader)
    assert_type(read.configuration, Property)
    assert_type(read.stay("S1"), StayLine)
    assert_type(read.arrivals(), tuple[StayLine, ...])
    assert_type(read.board(), tuple[RoomLine, ...])
    assert_type(read.tasks(), tuple[Task, ...])
    assert_type(read.folio("S1"), Statement)
    assert_type(read.waitlist(), tuple[StayLine, ...])
    assert_type(read.receivables(), tuple[Folio, ...])
    assert_type(read.availability(date(2026, 11, 23), 7), Availability)
    assert_type(hotel.feed(), Iterator[Entry])


def stores() -> tuple[Store, ...]:
    """Every adapter is a store."""
    return (MemoryStore(), SqliteStore("hotel.sqlite"))


def codec() -> None:
    """A value read by its class has that class."""
    assert_type(CODEC, Codec)
    assert_type(CODEC.read(PostCharge, "{}"), PostCharge)
    assert_type(CODEC.build(verbs.CheckIn, {}), verbs.CheckIn)
    assert_type(CODEC.write(object()), str)
    assert_type(CODEC.read_event("folio.FolioClosed", 1, "{}"), Any)


def strategies() -> None:
    """A strategy knows what it draws."""
    assert_type(values_of(PostCharge), SearchStrategy[PostCharge])
