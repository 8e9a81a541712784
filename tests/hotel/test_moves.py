"""A guest in house changes rooms and dates: the stay, its nights and its bill go along."""

from datetime import date

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted
from axentra_core.housekeeping import TaskCancelled, TaskKind
from axentra_core.kernel.money import money
from axentra_core.rooms import (
    Condition,
    Occupancy,
    RoomOccupied,
    RoomReleased,
    RoomVacated,
)
from axentra_core.stays import NightPosted, StayExtended, StayMoved, StayShortened

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def what_a_move_keeps(front, stay):
    """Return what must be the same before and after."""
    there = front.stay(stay)
    return there.id, there.nights, there.departure, front.hotel.read.folio(stay)


# Moving


def test_a_move_keeps_the_stay_its_nights_and_its_bill(front) -> None:
    """Only the room is another: same id, same nights, same total."""
    stay = front.arrive("2034", 3)
    front.desk.charge_to_room(stay, "FNB", rp(20_000), key=front.key())
    front.pass_nights(1)
    before = what_a_move_keeps(front, stay)
    done = front.desk.move_room(stay, "2035", "noise")
    moved = done.one(StayMoved)
    assert (moved.left, moved.room, moved.reason) == ("2034", "2035", "noise")
    assert what_a_move_keeps(front, stay) == before
    assert front.free() == [11, 11, 11]
    front.check()


def test_the_room_that_was_left_is_vacated_and_cleaned(front) -> None:
    """The old room is treated as after a departure; what the guest wanted there is called off."""
    stay = front.arrive("2034")
    front.desk.make_up_room(stay)
    done = front.desk.move_room(stay, "2035", "noise")
    assert (done.one(RoomVacated).room, done.one(RoomOccupied).room) == ("2034", "2035")
    assert {task.kind for task in done.all(TaskCancelled)} == {
        TaskKind.ARRIVAL_LINEN,
        TaskKind.MAKE_UP,
    }
    assert front.tasks("2034") == [TaskKind.DEPARTURE_CLEAN]
    assert TaskKind.DEPARTURE_CLEAN not in front.tasks("2035")
    old, new = front.room("2034"), front.room("2035")
    assert (old.occupancy, old.stay) == (Occupancy.VACANT, None)
    assert (new.occupancy, new.stay) == (Occupancy.OCCUPIED, stay)


def test_on_the_day_of_the_move_one_night_is_charged(front) -> None:
    """A guest who moves on Monday pays Monday once, wherever they slept."""
    stay = front.arrive("2034", 2)
    front.desk.move_room(stay, "2035", "noise")
    closed = front.desk.close_day(MONDAY)
    assert closed.one(NightPosted).room == "2035"
    assert len(closed.all(ChargePosted)) == 1


def test_a_move_is_refused_where_the_room_is_not_to_be_had(front) -> None:
    """The same room, a taken, a dirty, a promised, another type, or one that is not there."""
    stay = front.arrive("2034")
    front.arrive("2035")
    front.desk.mark_room("2036", Condition.DIRTY)
    front.desk.assign_room(front.book(1, arrival=TUESDAY), "2037")
    for room, code in (
        ("2034", "stay.same_room"),
        ("2035", "room.occupied"),
        ("2036", "room.not_ready"),
        ("2037", "stay.room_taken"),
        ("3001", "stay.room_type_mismatch"),
        ("9999", "value.not_listed"),
    ):
        front.refuses(lambda room=room: front.desk.move_room(stay, room, "noise"), code)
    booked = front.book()
    front.refuses(lambda: front.desk.move_room(booked, "2038", "noise"), "stay.not_in_house")


def test_a_supervisor_moves_a_guest_into_a_room_that_is_not_ready(front) -> None:
    """With a reason, as at the arrival."""
    stay = front.arrive("2034")
    front.desk.mark_room("2036", Condition.DIRTY)
    override = {"override": "no water in 2034"}
    front.refuses(
        lambda: front.desk.move_room(stay, "2036", "no water", **override), "permission.missing"
    )
    moved = front.boss.move_room(stay, "2036", "no water", **override)
    assert moved.one(RoomOccupied).override == "no water in 2034"


def test_a_move_into_a_suite_takes_a_suite_at_the_price_of_a_deluxe(front) -> None:
    """The nights to come are taken there and given back here; moving back turns it round."""
    stay = front.arrive("2034", 2)
    front.desk.move_room(stay, "3001", "a gift", upgrade=True)
    assert (front.free("DLX"), front.free("STE")) == ([12, 12, 12], [1, 1, 2])
    assert front.desk.close_day(MONDAY).one(ChargePosted).quote.total == 850_000
    front.desk.move_room(stay, "2035", "a misunderstanding")
    assert (front.free("DLX"), front.free("STE")) == ([11, 11, 12], [2, 2, 2])
    front.check()


def test_a_suite_that_is_sold_is_not_moved_into(front) -> None:
    """Both suites are booked for tonight."""
    stay = front.arrive("2034")
    for _ in range(2):
        front.book(1, room_type="STE")
    front.refuses(
        lambda: front.desk.move_room(stay, "3001", "a gift", upgrade=True), "inventory.sold_out"
    )


# Swapping


def test_a_swap_needs_a_reason_and_leaves_two_rooms_to_clean(front) -> None:
    """Both rooms have been used, so both are cleaned while the other guest is in them."""
    one, other = front.arrive("2034", 3), front.arrive("2035", 2)
    front.refuses(lambda: front.boss.swap_rooms(one, other, " "), "field.required")
    before = what_a_move_keeps(front, one), what_a_move_keeps(front, other)
    done = front.boss.swap_rooms(one, other, "a quarrel over the view")
    assert (front.stay(one).room, front.stay(other).room) == ("2035", "2034")
    assert (front.room("2034").stay, front.room("2035").stay) == (other, one)
    assert {occupied.override for occupied in done.all(RoomOccupied)} == {"a quarrel over the view"}
    for room in ("2034", "2035"):
        assert front.tasks(room).count(TaskKind.DEPARTURE_CLEAN) == 1
    assert (what_a_move_keeps(front, one), what_a_move_keeps(front, other)) == before
    front.check()


def test_a_swap_is_for_those_who_may_give_rooms_that_are_not_ready(front) -> None:
    """Nobody has cleaned between the two guests."""
    one, other = front.arrive("2034"), front.arrive("2035")
    front.refuses(lambda: front.desk.swap_rooms(one, other, "the view"), "permission.missing")


def test_a_swap_between_types_is_an_upgrade_of_both(front) -> None:
    """A suite and a Deluxe change places only when that is said; the count comes out even."""
    one, other = front.arrive("2034"), front.book(2, room_type="STE")
    front.desk.check_in(other, room="3001")
    front.refuses(
        lambda: front.boss.swap_rooms(one, other, "the stairs"), "stay.room_type_mismatch"
    )
    front.boss.swap_rooms(one, other, "the stairs", upgrade=True)
    assert (front.free("DLX"), front.free("STE")) == ([11, 11, 12], [1, 1, 2])
    front.check()


def test_only_two_who_are_in_house_swap(front) -> None:
    """A booking has no room to give, and nobody swaps with themselves."""
    one, booked = front.arrive("2034"), front.book()
    front.refuses(lambda: front.boss.swap_rooms(one, booked, "the view"), "hotel.not_in_house")
    front.refuses(lambda: front.boss.swap_rooms(one, one, "the view"), "stay.same_room")


def test_a_swap_heeds_who_was_promised_a_room(front) -> None:
    """Who stays longer does not get a room that is set aside for the night after."""
    one, other = front.arrive("2034", 3), front.arrive("2035", 1)
    front.desk.assign_room(front.book(1, arrival=TUESDAY), "2035")
    front.refuses(lambda: front.boss.swap_rooms(one, other, "the view"), "stay.room_taken")


# The wrong room


def test_a_wrong_room_is_put_right_and_the_noted_one_untouched(front) -> None:
    """The guest never was in 2034: it is as it was, and nobody cleans it."""
    front.desk.mark_room("2034", Condition.INSPECTED)
    stay = front.arrive("2034")
    before = what_a_move_keeps(front, stay)
    done = front.desk.correct_room(stay, "2037", "a typing error")
    assert (done.one(RoomReleased).room, done.all(RoomVacated)) == ("2034", ())
    noted = front.room("2034")
    assert (noted.occupancy, noted.condition) == (Occupancy.VACANT, Condition.INSPECTED)
    assert front.tasks("2034") == []
    assert front.tasks("2037") == [TaskKind.ARRIVAL_LINEN]
    assert (front.stay(stay).room, front.room("2037").stay) == ("2037", stay)
    assert what_a_move_keeps(front, stay) == before
    front.check()


def test_the_right_room_is_noted_whatever_it_looks_like(front) -> None:
    """The guest is in it already, even if it is dirty or of another type."""
    stay = front.arrive("2034")
    front.desk.mark_room("3001", Condition.DIRTY)
    assert front.desk.correct_room(stay, "3001", "misread").one(RoomOccupied).override is None
    assert (front.free("DLX"), front.free("STE")) == ([12, 12, 12], [1, 1, 2])


def test_two_guests_are_not_in_one_room(front) -> None:
    """A correction to a room that is taken, promised or the same is none."""
    stay = front.arrive("2034")
    front.arrive("2035")
    front.desk.assign_room(front.book(), "2036")
    for room, code in (
        ("2034", "stay.same_room"),
        ("2035", "room.occupied"),
        ("2036", "stay.room_taken"),
    ):
        front.refuses(lambda room=room: front.desk.correct_room(stay, room, "misread"), code)


# Longer and shorter


def test_a_guest_stays_longer_at_the_price_agreed_for_it(front) -> None:
    """The added nights are taken and charged, each once."""
    stay = front.arrive("2034", 1)
    done = front.desk.extend_stay(stay, WEDNESDAY, [rp(900_000)])
    assert [night.price for night in done.one(StayExtended).nights] == [900_000]
    assert front.free() == [11, 11, 12]
    front.pass_nights(2)
    assert [line.quote.total for line in front.hotel.read.folio(stay).lines] == [850_000, 900_000]
    front.settle(stay)
    front.desk.check_out(stay)
    front.check()


def test_nobody_stays_longer_than_the_room_is_free(front) -> None:
    """E23: whoever was promised the room, or the house being full, stands in the way."""
    stay = front.arrive("2034", 1)
    promised = front.book(1, arrival=TUESDAY)
    front.desk.assign_room(promised, "2034")
    refused = front.refuses(
        lambda: front.desk.extend_stay(stay, WEDNESDAY, [rp(1)]), "stay.room_taken"
    )
    assert refused.values["other"] == promised
    front.desk.unassign_room(promised)
    for _ in range(11):
        front.book(1, arrival=TUESDAY)
    front.refuses(lambda: front.desk.extend_stay(stay, WEDNESDAY, [rp(1)]), "inventory.sold_out")


def test_an_extension_adds_nights_with_prices(front) -> None:
    """Not the same departure again, not a price too few, not more than a year."""
    stay = front.arrive("2034", 2)
    front.refuses(
        lambda: front.desk.extend_stay(stay, WEDNESDAY, [rp(1)]), "stay.departure_not_later"
    )
    front.refuses(lambda: front.desk.extend_stay(stay, FRIDAY, [rp(1)]), "list.length")
    year = date(2027, 11, 25)
    many = (year - WEDNESDAY).days
    front.refuses(lambda: front.desk.extend_stay(stay, year, [rp(1)] * many), "stay.too_long")


def test_a_guest_stays_shorter_and_gives_the_nights_back(front) -> None:
    """Nights that were not slept are neither charged nor taken."""
    stay = front.arrive("2034", 3)
    done = front.desk.shorten_stay(stay, TUESDAY, key=front.key())
    assert [night.date for night in done.one(StayShortened).given_back] == [TUESDAY, WEDNESDAY]
    assert front.free() == [11, 12, 12]
    front.pass_nights(1)
    assert front.owed(stay) == rp(850_000)


def test_a_fee_for_leaving_sooner_is_charged(front) -> None:
    """Where it was agreed; without a code of its own it stands under that of a night."""
    stay = front.arrive("2034", 3)
    done = front.desk.shorten_stay(stay, TUESDAY, fee=rp(200_000), key=front.key())
    charged = done.one(ChargePosted)
    assert (charged.code, charged.description, charged.quote.total) == (
        "ROOM",
        "Early departure",
        200_000,
    )


def test_a_stay_is_not_shortened_into_the_past(front) -> None:
    """E24: what is charged stays charged; a booking keeps one night at least."""
    stay = front.arrive("2034", 3)
    front.pass_nights(1)
    for departure, code in (
        (MONDAY, "stay.departure_in_past"),
        (THURSDAY, "stay.departure_not_sooner"),
    ):
        front.refuses(
            lambda departure=departure: front.desk.shorten_stay(stay, departure, key=front.key()),
            code,
        )
    booked = front.book(1, arrival=TUESDAY)
    front.refuses(
        lambda: front.desk.shorten_stay(booked, TUESDAY, key=front.key()), "stay.no_night_left"
    )


def test_a_booking_too_is_made_longer_and_shorter(front) -> None:
    """Before the arrival the same words change the booking."""
    stay = front.book(1)
    front.desk.extend_stay(stay, THURSDAY, [rp(1), rp(1)])
    assert front.free() == [11, 11, 11]
    front.desk.shorten_stay(stay, WEDNESDAY, key=front.key())
    assert front.free() == [11, 11, 12]
