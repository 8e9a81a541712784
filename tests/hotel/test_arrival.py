"""The arrival: a guest gets a room, and what happens when it was the wrong one or the wrong day."""

from datetime import date

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted, PaymentMethod
from axentra_core.housekeeping import TaskKind
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition, Occupancy, RoomOccupied, RoomReleased, RoomVacated
from axentra_core.stays import (
    CheckInReversed,
    DayUsePosted,
    NightPosted,
    StayCheckedIn,
    StayStatus,
)

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def test_the_arrival_occupies_a_room_and_tells_housekeeping(front) -> None:
    """Stay and room name each other, and linen is prepared."""
    stay = front.book()
    front.desk.check_in(stay, room="2034")
    assert (front.stay(stay).status, front.stay(stay).room) == (StayStatus.IN_HOUSE, "2034")
    room = front.room("2034")
    assert (room.occupancy, room.stay) == (Occupancy.OCCUPIED, stay)
    assert front.tasks("2034") == [TaskKind.ARRIVAL_LINEN]
    assert front.free() == [11, 11, 12]


def test_the_guest_gets_the_room_that_was_set_aside(front) -> None:
    """Without a word about the room it is the assigned one."""
    stay = front.book()
    front.desk.assign_room(stay, "2037")
    assert front.desk.check_in(stay).one(RoomOccupied).room == "2037"


def test_without_a_room_the_guest_gets_the_first_that_is_ready_and_free(front) -> None:
    """Dirty rooms, rooms with guests and rooms set aside for others are passed over."""
    front.arrive("2030")
    front.desk.mark_room("2031", Condition.DIRTY)
    front.desk.assign_room(front.book(), "2032")
    assert front.desk.check_in(front.book()).one(RoomOccupied).room == "2033"


def test_an_upgrade_is_said(front) -> None:
    """A room of another type is given on purpose only; then the stay takes one of that type."""
    stay = front.book()
    front.refuses(lambda: front.desk.check_in(stay, room="3001"), "stay.room_type_mismatch")
    front.desk.check_in(stay, room="3001", upgrade=True)
    assert (front.free("DLX"), front.free("STE")) == ([12, 12, 12], [1, 1, 2])
    assert front.desk.close_day(MONDAY).one(ChargePosted).description == "Deluxe"


def test_nobody_arrives_before_their_day_or_after_their_last_night(front) -> None:
    """Too early is refused with both dates."""
    stay = front.book(1, arrival=TUESDAY)
    refused = front.refuses(lambda: front.desk.check_in(stay), "stay.too_early")
    assert (refused.values["arrival"], refused.values["business_date"]) == (TUESDAY, MONDAY)


# Day use


def test_a_day_use_is_charged_once_at_the_arrival_and_has_no_night(front) -> None:
    """The guest leaves before the day is closed, so the close finds nothing to charge."""
    stay = front.book(1, departure=MONDAY, prices=[rp(400_000)])
    done = front.desk.check_in(stay, room="2034")
    assert done.one(DayUsePosted).night == MONDAY
    charged = done.one(ChargePosted)
    assert (charged.code, charged.quote.total, charged.source) == ("DAY", 400_000, "day:2026-11-23")
    front.settle(stay)
    front.desk.check_out(stay)
    assert front.desk.close_day(MONDAY).all(NightPosted) == ()
    assert [line.code for line in front.hotel.read.folio(stay).lines[:1]] == ["DAY"]
    assert front.free() == [12, 12, 12]
    front.check()


def test_a_day_use_leaves_its_room_to_the_night(front) -> None:
    """Who comes in the evening may be promised the same room."""
    night, day = front.book(1), front.book(1, departure=MONDAY)
    front.desk.assign_room(night, "2034")
    front.desk.check_in(day, room="2034")
    front.refuses(lambda: front.desk.check_in(night), "room.occupied")
    front.settle(day)
    front.desk.check_out(day)
    (cleaning,) = front.hotel.read.tasks()
    front.desk.finish_task(cleaning.id)
    assert front.desk.check_in(night).one(RoomOccupied).room == "2034"


def test_a_day_guest_who_stays_into_the_night_stops_the_close(front) -> None:
    """Nobody stays overnight by having forgotten to leave."""
    stay = front.book(1, departure=MONDAY)
    front.desk.check_in(stay)
    refused = front.refuses(lambda: front.desk.close_day(MONDAY), "hotel.day_not_ready")
    assert [why.code for why in refused.values["why"]] == ["hotel.should_have_left"]
    front.refuses(lambda: front.desk.extend_stay(stay, TUESDAY, [rp(1)]), "stay.day_use")


# Reversing a check-in


@pytest.mark.parametrize("condition", [Condition.CLEAN, Condition.INSPECTED, Condition.DIRTY])
def test_a_reversed_check_in_leaves_the_room_as_it_was(front, condition) -> None:
    """Nobody has used it: its condition stays, no cleaning is ordered, the linen is called off."""
    front.desk.mark_room("2034", condition)
    work_before = front.tasks("2034")
    stay = front.book()
    front.boss.check_in(stay, room="2034", override="a full house")
    done = front.desk.reverse_check_in(stay, "the wrong guest")
    assert done.one(CheckInReversed).reason == "the wrong guest"
    assert (done.one(RoomReleased).room, done.all(RoomVacated)) == ("2034", ())
    room = front.room("2034")
    assert (room.occupancy, room.condition, room.stay) == (Occupancy.VACANT, condition, None)
    assert front.tasks("2034") == work_before
    booked = front.stay(stay)
    assert (booked.status, booked.room) == (StayStatus.BOOKED, None)
    assert front.free() == [11, 11, 12]
    assert front.desk.check_in(stay, room="2035").one(StayCheckedIn).room == "2035"
    front.check()


def test_a_room_that_was_used_is_cleaned(front) -> None:
    """A guest who has been in the room leaves it as one who departs."""
    stay = front.arrive("2034")
    front.desk.reverse_check_in(stay, "the guest does not like it", used=True)
    assert front.tasks("2034") == [TaskKind.DEPARTURE_CLEAN]
    assert front.stay(stay).status is StayStatus.BOOKED
    front.refuses(lambda: front.desk.check_in(stay, room="2034"), "room.work_unfinished")


def test_a_check_in_is_not_reversed_once_something_is_charged(front) -> None:
    """E30: the amount is named; once it is taken back the check-in is too."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", rp(20_000), key=front.key())
    refused = front.refuses(
        lambda: front.desk.reverse_check_in(stay, "a mistake"), "hotel.folio_not_empty"
    )
    assert refused.values["charged"] == 20_000
    assert "20,000" in str(refused)
    front.desk.reverse_charge(stay, 1, "a mistake", key=front.key())
    assert front.desk.reverse_check_in(stay, "a mistake").events


def test_a_deposit_does_not_hold_a_guest(front) -> None:
    """What was paid in advance waits on the bill for the guest's return."""
    stay = front.arrive()
    front.desk.take_payment(stay, PaymentMethod.CASH, rp(100_000), in_advance=True, key=front.key())
    front.desk.reverse_check_in(stay, "a mistake")
    assert front.owed(stay) == rp(-100_000)


def test_a_day_use_that_is_charged_is_not_reversed(front) -> None:
    """Its day is charged with the arrival."""
    stay = front.book(1, departure=MONDAY)
    front.desk.check_in(stay)
    front.refuses(
        lambda: front.desk.reverse_check_in(stay, "a mistake"), "stay.night_already_posted"
    )


def test_yesterdays_check_in_stands(front) -> None:
    """Once the day is closed its arrivals are history; such a guest departs early."""
    stay = front.arrive()
    front.pass_nights(1)
    refused = front.refuses(
        lambda: front.desk.reverse_check_in(stay, "a mistake"), "stay.checked_in_earlier"
    )
    assert refused.values["checked_in_on"] == MONDAY


def test_only_who_is_in_house_is_put_back(front) -> None:
    """A booking has no check-in to take back."""
    stay = front.book()
    front.refuses(lambda: front.desk.reverse_check_in(stay, "a mistake"), "stay.not_in_house")


def test_a_reversed_guest_who_does_not_come_back_is_a_no_show(front) -> None:
    """Taking the check-in back leaves a booking that is due today."""
    stay = front.arrive()
    front.desk.reverse_check_in(stay, "the wrong guest")
    front.desk.close_day(MONDAY)
    assert front.stay(stay).status is StayStatus.NO_SHOW
