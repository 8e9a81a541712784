"""The seed's own story: one guest, two nights, every figure."""

from collections import Counter
from datetime import date

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.folio import Card, ChargePosted, FolioRefusal, FolioStatus, PaymentMethod
from axentra_core.hotel import Hotel
from axentra_core.housekeeping import TaskKind, TaskOpened
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import money
from axentra_core.restaurant import OrderPlaced
from axentra_core.rooms import (
    CheckoutPolicy,
    Condition,
    GuestRequest,
    RoomOccupied,
    RoomRefusal,
    RoomSetup,
)
from axentra_core.stays import NightPosted, Presence
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


def line_of(front, number):
    """Return a room as the board shows it."""
    return next(line for line in front.hotel.read.board() if line.room.id == number)


def test_one_guest_two_nights(front) -> None:
    """A stay passes through every department, and each figure is the seed's."""
    hotel, desk = front.hotel, front.desk

    stay = front.book()
    (expected,) = hotel.read.arrivals()
    assert (expected.stay.id, expected.guest_name) == (stay, "Siti Rahma")
    assert expected.presence is Presence.DUE_IN
    assert hotel.read.folio(stay).balance == 0

    desk.check_in(stay, room="2034")
    assert line_of(front, "2034").code == "OC"
    (linen,) = hotel.read.tasks()
    assert (linen.kind, linen.room, linen.stay) == (TaskKind.ARRIVAL_LINEN, "2034", stay)
    assert hotel.room_link("2034").startswith("https://hotel.axentra.id/qr/room/2034?p=1&c=")

    guest = front.guest(stay)
    ordered = guest.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key="o1")
    assert ordered.one(OrderPlaced).room == "2034"
    assert [line.quote.total for line in ordered.all(ChargePosted)] == [181_500, 48_400]
    assert front.owed(stay) == money(229_900, "IDR")

    guest.do_not_disturb(stay, key="d1")
    assert line_of(front, "2034").room.request is GuestRequest.DO_NOT_DISTURB
    guest.do_not_disturb(stay, active=False, key="d2")
    assert line_of(front, "2034").room.request is GuestRequest.NONE

    asked = guest.make_up_room(stay, key="m1")
    assert hotel.read.tasks()[0].kind is TaskKind.MAKE_UP
    desk.finish_task(asked.one(TaskOpened).task)
    assert line_of(front, "2034").room.request is GuestRequest.NONE
    assert hotel.read.tasks() == (linen,)

    for night in (MONDAY, TUESDAY):
        posted = desk.close_day(night)
        assert posted.one(NightPosted).night == night
        assert posted.one(ChargePosted).quote.total == 1_028_500

    assert hotel.read.business_date == WEDNESDAY
    assert [line.presence for line in hotel.read.departures()] == [Presence.DUE_OUT]
    with pytest.raises(FolioRefusal, match="owes 2,286,900 IDR") as refused:
        desk.check_out(stay)
    assert (refused.value.code, refused.value.values["balance"]) == (
        "folio.balance_outstanding",
        2_286_900,
    )

    desk.take_payment(stay, PaymentMethod.CASH, money(1_000_000, "IDR"), key="p1")
    card = Card("tok_1", "visa", "4242")
    desk.take_payment(stay, PaymentMethod.CARD, money(1_286_900, "IDR"), card=card, key="p2")
    desk.check_out(stay)

    statement = hotel.read.folio(stay)
    assert [getattr(line, "description", line.line) for line in statement.lines] == [
        "Nasi goreng",
        "Es teh",
        "Deluxe",
        "Deluxe",
        5,
        6,
    ]
    assert statement.net == 1_890_000
    assert statement.components == (("service", 189_000), ("hotel_tax", 207_900))
    assert (statement.charged, statement.paid, statement.balance) == (2_286_900, 2_286_900, 0)
    assert (statement.status, statement.digits) == (FolioStatus.CLOSED, 0)
    assert hotel.read.in_house() == hotel.read.open_folios() == hotel.read.follow_ups() == ()
    front.check()


def test_a_closed_file_tells_the_same(tmp_path, open_front) -> None:
    """Whoever opens the file again reads the same bill, tasks and log, and goes on from there."""
    with SqliteStore(tmp_path / "axentra.db") as store:
        front = open_front(store)
        stay = front.arrive()
        front.leave(stay)
        before = front.hotel.read.folio(stay), front.hotel.read.tasks(), front.dump()
    with SqliteStore(tmp_path / "axentra.db") as store:
        again = attrs.evolve(front, store=store, hotel=front.over(store))
        assert before == (again.hotel.read.folio(stay), again.hotel.read.tasks(), again.dump())
        again.pass_nights(1)
        again.check()


def test_vacant_clean_is_not_ready_until_somebody_has_cleaned(front) -> None:
    """The board says Vacant Clean, and yet no guest walks into an uncleaned room."""
    front.leave(front.arrive())
    left = line_of(front, "2034")
    assert (left.code, left.room.request) == ("VC", GuestRequest.NONE)
    assert left.not_ready is not None
    assert left.not_ready.code == "room.work_unfinished"
    (cleaning,) = left.tasks
    assert (cleaning.kind, cleaning.blocks_room) == (TaskKind.DEPARTURE_CLEAN, True)

    late = front.book(arrival=WEDNESDAY, departure=date(2026, 11, 27))
    assert dict(front.hotel.read.rooms_for(late).refused)["2034"].code == "room.work_unfinished"
    with pytest.raises(RoomRefusal, match=cleaning.id):
        front.desk.check_in(late, room="2034")
    front.desk.finish_task(cleaning.id)
    assert line_of(front, "2034").not_ready is None
    assert front.desk.check_in(late, room="2034").one(RoomOccupied).override is None


def test_a_room_chosen_by_the_hotel_is_a_ready_one(front) -> None:
    """Without a room number the guest gets the first that is ready."""
    front.leave(front.arrive(room="2030"))
    late = front.book(arrival=WEDNESDAY, departure=date(2026, 11, 27))
    assert front.desk.check_in(late).one(RoomOccupied).room == "2031"


def test_a_supervisor_gives_a_room_that_is_not_ready_with_a_reason(front) -> None:
    """The reason is recorded; a clerk may not give the room, whatever reason they have."""
    front.leave(front.arrive())
    late = front.book(arrival=WEDNESDAY, departure=date(2026, 11, 27))
    before = front.dump()
    with pytest.raises(RuleViolation, match=r"rooms\.override_not_ready") as refused:
        front.desk.check_in(late, room="2034", override="the guest insists")
    assert refused.value.code == "permission.missing"
    assert front.dump() == before
    given = front.boss.check_in(late, room="2034", override="the guest insists")
    assert given.one(RoomOccupied).override == "the guest insists"


def test_a_reason_that_was_not_needed_is_not_kept(front) -> None:
    """A ready room needs no override, so any clerk may send one along and none is recorded."""
    stay = front.book()
    done = front.desk.check_in(stay, room="2034", override="just in case")
    assert done.one(RoomOccupied).override is None


def test_vacant_dirty_is_one_word_away(store, open_front) -> None:
    """Under the other policy the room is dirty when its guest leaves, and clean once cleaned."""
    own = example_property()
    rooms = attrs.evolve(own.rooms, checkout_policy=CheckoutPolicy.VACANT_DIRTY)
    front = open_front(store, attrs.evolve(own, rooms=rooms))
    front.leave(front.arrive())
    left = line_of(front, "2034")
    assert left.code == "VD"
    assert left.not_ready.code == "room.not_ready"
    front.desk.finish_task(left.tasks[0].id)
    cleaned = line_of(front, "2034")
    assert (cleaned.code, cleaned.not_ready) == ("VC", None)


def test_marking_a_room_clean_does_not_end_the_cleaning(front) -> None:
    """A condition reported by hand leaves the departure task open, and the room blocked."""
    front.leave(front.arrive())
    front.desk.mark_room("2034", Condition.DIRTY)
    front.desk.mark_room("2034", Condition.CLEAN)
    assert line_of(front, "2034").not_ready.code == "room.work_unfinished"


def test_a_day_is_not_closed_while_somebody_should_have_left(front) -> None:
    """On its departure date a stay is checked out or extended first; it is named."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    refused = front.refuses(lambda: front.desk.close_day(TUESDAY), "hotel.day_not_ready")
    (why,) = refused.values["why"]
    assert (why.code, why.values["stay"]) == ("hotel.should_have_left", stay)
    assert f"2026-11-24 cannot be closed: stay {stay} in room 2034" in str(refused)


def test_linen_that_is_brought_neither_cleans_a_room_nor_meets_a_wish(front) -> None:
    """Only who cleans or makes up a room changes what the board says of it."""
    stay = front.arrive()
    (linen,) = front.hotel.read.tasks()
    front.desk.mark_room("2034", Condition.DIRTY)
    front.desk.make_up_room(stay)
    front.desk.finish_task(linen.id)
    room = line_of(front, "2034").room
    assert (room.condition, room.request) == (Condition.DIRTY, GuestRequest.MAKE_UP_ROOM)


def test_the_tasks_of_a_guest_end_with_the_stay(front) -> None:
    """What was to be done for a guest who has left is taken off the list."""
    stay = front.arrive()
    front.guest(stay).make_up_room(stay, key="m1")
    front.leave(stay)
    assert [task.kind for task in front.hotel.read.tasks()] == [TaskKind.DEPARTURE_CLEAN]


def test_two_hotels_share_a_store(front, open_front, store) -> None:
    """Each property has its own records, look-ups, keys and feed in one store."""
    other = open_front(store, attrs.evolve(example_property(), id="canggu"))
    stay = front.arrive()
    assert other.book() == stay
    assert other.hotel.read.in_house() == ()
    other.pass_nights(1)
    assert front.hotel.read.business_date == MONDAY
    streams = {stream for entry in other.hotel.feed() for stream in entry.streams}
    assert {stream.partition("/")[0] for stream in streams} == {"canggu"}


class Numbers:
    """Ids as the tables of a host give them: every kind counts for itself, without a letter."""

    def __init__(self):
        """Begin with 1."""
        self.given = Counter()

    def new(self, kind):
        """Return the next number of a kind."""
        self.given[kind] += 1
        return str(self.given[kind])


def test_an_id_is_new_in_its_own_kind_only(store, open_front) -> None:
    """Where tasks and rooms both have a number 1, task 1 does not stand for room 1."""
    own = example_property()
    rooms = attrs.evolve(own.rooms, rooms=(RoomSetup("1", "DLX"), RoomSetup("2", "DLX")))
    front = open_front(store, attrs.evolve(own, rooms=rooms), ids=Numbers())
    assert front.arrive(room="1") == "1"
    front.check()


def test_nothing_is_touched_before_the_hotel_is_used() -> None:
    """Making a hotel reads and writes nothing; an unopened one says how it is opened."""
    hotel = Hotel(MemoryStore(), example_property())
    with pytest.raises(RuleViolation, match=r"call open\(on") as refused:
        _ = hotel.read
    assert refused.value.code == "hotel.not_open"


def test_opening_again_changes_nothing(front) -> None:
    """A hotel that is opened at every start of its program begins once."""
    before = front.dump()
    assert front.hotel.open(on=MONDAY).events == ()
    assert front.dump() == before
