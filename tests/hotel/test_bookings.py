"""What happens to a booking before the guest arrives."""

from datetime import date, time, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted, ChargeReversed, FolioStatus, OpenFolio, PaymentMethod
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.stays import (
    Book,
    CountRooms,
    FeeDue,
    FeeKind,
    Guarantee,
    NightChange,
    NightPrice,
    Presence,
    StayAmended,
    StayBooked,
    StayReinstated,
    StayStatus,
    StayWaitlisted,
    party,
)

SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (
    date(2026, 11, day) for day in range(22, 28)
)
DLX_ROOMS = 12


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def fill(front, rooms=DLX_ROOMS, first=MONDAY, nights=1):
    """Sell every Deluxe and return the stays."""
    return [front.book(nights, arrival=first) for _ in range(rooms)]


# Booking


def test_a_booking_takes_a_room_a_night_and_has_a_bill(front) -> None:
    """From the moment it is booked a room less is left, and a deposit has a place."""
    stay = front.book(2, party=party(2, 9), guarantee=Guarantee.CARD)
    booked = front.stay(stay)
    assert (booked.status, booked.guarantee) == (StayStatus.BOOKED, Guarantee.CARD)
    assert [one.age for one in booked.party] == [None, None, 9]
    assert front.free() == [11, 11, 12]
    assert front.hotel.read.folio(stay).status is FolioStatus.OPEN


def test_a_policy_is_kept_as_it_was_when_the_stay_was_booked(front, grand) -> None:
    """Whatever the property agrees on later, this guest cancels by what they were told."""
    stay = front.book(policy="FLEX")
    assert front.stay(stay).policy == grand.stays.policy("FLEX")
    front.refuses(lambda: front.book(policy="STRICT"), "value.not_listed")


def test_a_walk_in_is_booked_at_the_desk_on_the_day_it_comes(front) -> None:
    """It is no status: the booking of today that came to the desk says so itself."""
    assert front.stay(front.book()).is_walk_in
    assert not front.stay(front.book(arrival=TUESDAY)).is_walk_in


def test_a_day_use_takes_no_night(front) -> None:
    """A guest who has the room by day only leaves it to the night's guest."""
    stay = front.book(1, departure=MONDAY)
    assert front.stay(stay).is_day_use
    assert front.free() == [12, 12, 12]


# The waitlist


def test_who_waits_takes_no_room_and_has_none(front) -> None:
    """A stay on the waitlist is counted apart, and is neither due in nor given a room."""
    done = front.desk.reserve(
        arrival=MONDAY,
        departure=TUESDAY,
        room_type="DLX",
        prices=[rp(850_000)],
        name="Budi",
        waitlisted=True,
    )
    stay = done.one(StayWaitlisted).stay
    cell = front.hotel.read.availability(MONDAY, 1).cell("DLX", MONDAY)
    assert (cell.sold, cell.waitlisted) == (0, 1)
    assert [line.presence for line in front.hotel.read.waitlist()] == [Presence.WAITING]
    assert front.hotel.read.arrivals() == ()
    front.refuses(lambda: front.desk.check_in(stay), "stay.waitlisted")
    front.refuses(lambda: front.desk.assign_room(stay, "2034"), "stay.waitlisted")


def test_who_waits_gets_the_room_that_somebody_gives_up(front) -> None:
    """While the house is full it cannot be confirmed; once a room is free it can."""
    full = fill(front)
    stay = front.book(1, waitlisted=True)
    refused = front.refuses(lambda: front.desk.confirm_stay(stay), "inventory.sold_out")
    assert (str(refused.values["night"]), refused.values["rest"]) == ("2026-11-23", 0)
    front.desk.cancel_stay(full[0], "ill", key=front.key())
    front.desk.confirm_stay(stay)
    cell = front.hotel.read.availability(MONDAY, 1).cell("DLX", MONDAY)
    assert (cell.sold, cell.waitlisted) == (DLX_ROOMS, 0)
    assert front.stay(stay).status is StayStatus.BOOKED
    front.check()


def test_only_who_waits_is_confirmed(front) -> None:
    """A booking is one already."""
    stay = front.book()
    front.refuses(lambda: front.desk.confirm_stay(stay), "stay.not_in_house")


def test_who_waits_cancels_for_nothing(front) -> None:
    """Whatever the policy says: a guest who has no room pays no fee for it."""
    stay = front.book(policy="FLEX", waitlisted=True)
    done = front.desk.cancel_stay(stay, "found another", key=front.key())
    assert done.all(FeeDue) == ()
    assert front.hotel.read.folio(stay).status is FolioStatus.CLOSED


# Booking anew


def test_other_dates_take_the_new_nights_and_give_back_the_old(front) -> None:
    """A booking that is moved takes exactly what it needs then, at the prices agreed for it."""
    stay = front.book(2)
    front.desk.assign_room(stay, "2034")
    prices = [rp(900_000)] * 2
    done = front.desk.amend_stay(stay, arrival=TUESDAY, departure=THURSDAY, prices=prices)
    assert done.one(StayAmended).room is None
    amended = front.stay(stay)
    assert [(night.date, night.price) for night in amended.nights] == [
        (TUESDAY, 900_000),
        (WEDNESDAY, 900_000),
    ]
    assert front.free(nights=4) == [12, 11, 11, 12]
    front.check()


def test_other_people_keep_room_and_prices(front) -> None:
    """Only what is said changes."""
    stay = front.book(2)
    front.desk.assign_room(stay, "2034")
    front.desk.amend_stay(stay, party=party(2))
    amended = front.stay(stay)
    assert (len(amended.party), amended.room) == (2, "2034")
    assert front.desk.amend_stay(stay, party=party(2)).events == ()


def test_other_dates_need_prices(front) -> None:
    """There is no rate engine here: who changes the nights says what they cost."""
    stay = front.book(2)
    front.refuses(lambda: front.desk.amend_stay(stay, departure=FRIDAY), "field.required")
    front.refuses(
        lambda: front.desk.amend_stay(stay, departure=THURSDAY, prices=[rp(1)]), "list.length"
    )


def test_a_booking_is_not_moved_into_the_past_or_into_a_full_house(front) -> None:
    """Where a new booking would be refused, an amended one is."""
    stay = front.book(1, arrival=WEDNESDAY)
    fill(front, first=TUESDAY)
    front.pass_nights(1)
    monday = {"arrival": MONDAY, "departure": TUESDAY, "prices": [rp(1)]}
    front.refuses(lambda: front.desk.amend_stay(stay, **monday), "stay.arrival_in_past")
    tuesday = {"arrival": TUESDAY, "departure": WEDNESDAY, "prices": [rp(1)]}
    front.refuses(lambda: front.desk.amend_stay(stay, **tuesday), "inventory.sold_out")
    front.refuses(lambda: front.desk.amend_stay(stay, room_type="SPA"), "value.not_listed")


def test_a_guest_in_house_is_not_booked_anew(front) -> None:
    """Who has arrived extends, shortens or moves."""
    stay = front.arrive()
    front.refuses(
        lambda: front.desk.amend_stay(stay, party=party(2)),
        "stay.already_in_house",
    )


def test_nights_that_are_not_charged_yet_can_cost_something_else(front) -> None:
    """One price of one night is changed; a charged night keeps its own, and so does a stranger."""
    stay = front.arrive(nights=2)
    front.pass_nights(1)
    front.desk.change_prices(stay, [NightPrice(TUESDAY, rp(700_000))])
    assert front.desk.close_day(TUESDAY).one(ChargePosted).quote.total == 700_000
    for night, code in ((TUESDAY, "stay.night_already_posted"), (FRIDAY, "stay.night_not_booked")):
        change = [NightPrice(night, rp(1))]
        front.refuses(lambda change=change: front.desk.change_prices(stay, change), code)
    foreign = [NightPrice(TUESDAY, money(1, "EUR"))]
    front.refuses(lambda: front.desk.change_prices(stay, foreign), "money.currency_mismatch")


# Rooms set aside


def test_a_room_that_is_set_aside_is_given_to_nobody_else(front) -> None:
    """The next guest is given the next room, and whoever asks for this one is told whose it is."""
    one, other = front.book(), front.book()
    front.desk.assign_room(one, "2030")
    refused = front.refuses(lambda: front.desk.assign_room(other, "2030"), "stay.room_taken")
    assert refused.values["other"] == one
    front.refuses(lambda: front.desk.check_in(other, room="2030"), "stay.room_taken")
    front.desk.check_in(other)
    assert (front.stay(other).room, front.stay(one).room) == ("2031", "2030")
    front.desk.check_in(one)
    assert front.room("2030").stay == one


def test_one_room_serves_two_who_do_not_meet(front) -> None:
    """Who leaves on the day the other comes does not stand in the way."""
    one, other = front.book(1), front.book(1, arrival=TUESDAY)
    front.desk.assign_room(one, "2030")
    assert front.desk.assign_room(other, "2030").events
    assert front.desk.assign_room(other, "2030").events == ()


def test_a_room_with_a_guest_is_set_aside_from_their_departure_on(front) -> None:
    """Nobody is promised a room whose guest has it that night."""
    there = front.arrive("2030", nights=2)
    next_one, early = front.book(1, arrival=WEDNESDAY), front.book(1, arrival=TUESDAY)
    assert front.desk.assign_room(next_one, "2030").events
    refused = front.refuses(lambda: front.desk.assign_room(early, "2030"), "stay.room_taken")
    assert refused.values["other"] == there


def test_a_room_is_given_back(front) -> None:
    """Without a room of its own the stay still takes one of its type."""
    stay = front.book()
    front.refuses(lambda: front.desk.unassign_room(stay), "stay.no_room_assigned")
    front.desk.assign_room(stay, "2030")
    front.desk.unassign_room(stay)
    assert front.stay(stay).room is None
    assert front.desk.assign_room(front.book(), "2030").events


def test_an_upgrade_takes_a_room_of_the_given_type_at_the_booked_price(front) -> None:
    """A Deluxe guest in a suite takes a suite, pays a Deluxe, and leaves the Deluxe to others."""
    stay = front.book(1)
    front.refuses(lambda: front.desk.assign_room(stay, "3001"), "stay.room_type_mismatch")
    front.desk.assign_room(stay, "3001", upgrade=True)
    assert (front.free("DLX"), front.free("STE")) == ([12, 12, 12], [1, 2, 2])
    front.desk.check_in(stay)
    assert front.desk.close_day(MONDAY).one(ChargePosted).quote.total == 850_000
    front.check()


def test_an_upgrade_that_is_given_back_gives_the_suite_back(front) -> None:
    """The stay takes a Deluxe again."""
    stay = front.book(1)
    front.desk.assign_room(stay, "3001", upgrade=True)
    front.desk.unassign_room(stay)
    assert (front.free("DLX"), front.free("STE")) == ([11, 12, 12], [2, 2, 2])


def test_there_is_no_upgrade_into_a_type_that_is_sold_out(front) -> None:
    """Both suites are sold, so neither is given away."""
    for _ in range(2):
        front.book(1, room_type="STE")
    stay = front.book(1)
    front.refuses(lambda: front.desk.assign_room(stay, "3001", upgrade=True), "inventory.sold_out")


# What the guest tells before


def test_a_guest_tells_when_they_come_and_what_they_wish(front) -> None:
    """The desk reads the time and the party; the wishes are sealed like a name."""
    stay = front.book()
    guest = front.hotel.by(Actor("guest", stay))
    guest.pre_check_in(stay, expected_at=time(22, 30), party=party(2), wishes="a cot", key="p")
    told = front.stay(stay)
    assert (told.expected_at, len(told.party)) == (time(22, 30), 2)
    assert told.wishes is not None
    assert "a cot" not in repr(told)
    front.check()


def test_a_guest_tells_it_of_their_own_stay_before_the_arrival(front) -> None:
    """Not of another's, not without people, and not when they are there."""
    stay, other = front.book(), front.book()
    guest = front.hotel.by(Actor("guest", stay))
    front.refuses(lambda: guest.pre_check_in(other, key="p"), "hotel.link_refused")
    front.refuses(lambda: guest.pre_check_in(stay, party=(), key="p"), "list.length")
    front.desk.check_in(stay)
    front.refuses(lambda: guest.pre_check_in(stay, key="p"), "stay.already_in_house")


# Cancelling


@pytest.mark.parametrize(
    ("days_ahead", "fee"),
    [(8, 0), (7, 850_000), (2, 850_000), (1, 1_275_000), (0, 1_275_000)],
)
def test_cancelling_costs_what_the_policy_says(front, days_ahead, fee) -> None:
    """Free until a week before, then the first night, from the day before half of all nights."""
    stay = front.book(3, arrival=MONDAY + timedelta(days=days_ahead), policy="FLEX")
    done = front.desk.cancel_stay(stay, "ill", key=front.key())
    assert sum(due.amount for due in done.all(FeeDue)) == fee
    bill = front.hotel.read.folio(stay)
    assert bill.balance == fee
    assert bill.status is (FolioStatus.OPEN if fee else FolioStatus.CLOSED)
    assert [line.code for line in bill.lines] == (["FEE"] if fee else [])
    assert [folio.id for folio in front.hotel.read.receivables()] == ([stay] if fee else [])
    front.check()


def test_without_a_policy_cancelling_is_free(front) -> None:
    """Nobody pays what was not agreed."""
    stay = front.book()
    assert front.desk.cancel_stay(stay, "ill", key=front.key()).all(FeeDue) == ()


def test_cancelling_gives_back_exactly_what_was_taken(front) -> None:
    """The house is as free as it was before the booking, in the type it was given, too."""
    before = front.free("DLX", 40), front.free("STE", 40)
    stay = front.book(30)
    front.desk.assign_room(stay, "3001", upgrade=True)
    front.desk.cancel_stay(stay, "ill", key=front.key())
    assert (front.free("DLX", 40), front.free("STE", 40)) == before
    assert front.desk.assign_room(front.book(), "3001", upgrade=True).events


def test_a_cancellation_is_done_once(front) -> None:
    """A cancelled stay is over: it is neither cancelled again nor checked in."""
    stay = front.book()
    front.desk.cancel_stay(stay, "ill", key=front.key())
    for act in (
        lambda: front.desk.cancel_stay(stay, "ill", key=front.key()),
        lambda: front.desk.check_in(stay),
    ):
        front.refuses(act, "stay.cancelled")


def test_who_is_in_house_does_not_cancel(front) -> None:
    """Who has arrived departs early instead."""
    stay = front.arrive()
    front.refuses(
        lambda: front.desk.cancel_stay(stay, "ill", key=front.key()), "stay.already_in_house"
    )


def test_a_fee_is_waived_by_those_who_may(front) -> None:
    """A clerk may not; with a supervisor's word the guest owes nothing."""
    stay = front.book(policy="FLEX")
    waived = {"waive_fee": True, "key": front.key()}
    front.refuses(lambda: front.desk.cancel_stay(stay, "ill", **waived), "permission.missing")
    assert front.boss.cancel_stay(stay, "ill", **waived).all(FeeDue) == ()
    assert front.hotel.read.folio(stay).status is FolioStatus.CLOSED


def test_a_deposit_stands_against_the_fee(front) -> None:
    """What was paid in advance is set off; what is left over is given back."""
    stay = front.book(1, policy="FLEX")
    front.desk.take_payment(stay, PaymentMethod.CASH, rp(850_000), in_advance=True, key=front.key())
    front.desk.cancel_stay(stay, "ill", key=front.key())
    assert front.owed(stay) == rp(-425_000)
    (bill,) = front.hotel.read.receivables()
    assert bill.receivable.reason == "to be paid back"
    front.desk.pay_refund(stay, PaymentMethod.CASH, rp(425_000), key=front.key())
    front.desk.close_day(MONDAY)
    assert front.hotel.read.receivables() == ()


# Reinstating


def cancelled(front, **what):
    """Book under the policy, cancel and return the stay."""
    stay = front.book(policy="FLEX", **what)
    front.desk.cancel_stay(stay, "ill", key=front.key())
    return stay


def test_a_cancelled_stay_is_booked_again_and_its_fee_taken_back(front) -> None:
    """The penalty is reversed by a line that points to it; the room is taken again."""
    stay = cancelled(front)
    done = front.desk.reinstate_stay(stay, "well again", key=front.key())
    assert done.one(ChargeReversed).reverses == 1
    assert front.owed(stay) == rp(0)
    assert front.hotel.read.folio(stay).status is FolioStatus.OPEN
    assert front.free() == [11, 11, 12]
    assert front.hotel.read.receivables() == ()
    front.desk.check_in(stay)
    front.check()


def test_a_fee_may_stay_on_the_bill(front) -> None:
    """Who keeps it says so; the line stands and the guest pays it with the rest."""
    stay = cancelled(front, nights=1)
    done = front.desk.reinstate_stay(stay, "well again", keep_fee=True, key=front.key())
    assert done.all(ChargeReversed) == ()
    assert front.owed(stay) == rp(425_000)
    front.desk.check_in(stay)
    front.pass_nights(1)
    assert front.owed(stay) == rp(1_275_000)


def test_a_fee_that_was_paid_becomes_a_credit(front) -> None:
    """The bill was closed; reinstating opens it again and owes the guest the fee."""
    stay = cancelled(front, nights=1)
    front.settle(stay)
    front.pass_nights(0)
    front.desk.reinstate_stay(stay, "well again", key=front.key())
    assert front.owed(stay) == rp(-425_000)


def test_a_stay_is_not_reinstated_into_a_full_house(front) -> None:
    """Its room has been sold meanwhile."""
    stay = cancelled(front, nights=1)
    fill(front)
    front.refuses(
        lambda: front.desk.reinstate_stay(stay, "well again", key=front.key()),
        "inventory.sold_out",
    )


def test_only_what_was_given_up_is_reinstated(front) -> None:
    """A booking stands already, and a guest in house is there."""
    for stay, code in (
        (front.book(), "stay.not_in_house"),
        (front.book(waitlisted=True), "stay.waitlisted"),
        (front.arrive(), "stay.already_in_house"),
    ):
        front.refuses(
            lambda stay=stay: front.desk.reinstate_stay(stay, "again", key=front.key()), code
        )


def test_a_guest_who_comes_a_day_late_has_the_nights_that_are_left(front) -> None:
    """The no-show is taken back on the next day: two nights of three, and no fee."""
    stay = front.book(3, policy="FLEX")
    closed = front.desk.close_day(MONDAY)
    assert closed.one(FeeDue).kind is FeeKind.NO_SHOW
    done = front.desk.reinstate_stay(stay, "a late flight", key=front.key())
    assert [night.date for night in done.one(StayReinstated).left_out] == [MONDAY]
    assert (front.stay(stay).arrival, front.owed(stay)) == (TUESDAY, rp(0))
    front.desk.check_in(stay)
    assert front.desk.close_day(TUESDAY).one(ChargePosted).service_date == TUESDAY
    front.check()


def test_a_stay_whose_nights_are_over_is_not_reinstated(front) -> None:
    """There is nothing left to come for."""
    stay = front.book(1)
    front.pass_nights(1)
    front.refuses(lambda: front.desk.reinstate_stay(stay, "late", key=front.key()), "stay.expired")


# Not coming


def test_until_the_day_is_closed_a_guest_may_still_come(front) -> None:
    """Nobody is a no-show on the evening of the arrival."""
    stay = front.book()
    front.refuses(lambda: front.desk.mark_no_show(stay, key=front.key()), "stay.arrival_still_open")


def left_over(front, grand):
    """Put in a booking of yesterday that no close of a day has seen."""
    guest = front.stay(front.book(arrival=FRIDAY)).guest
    nights = tuple(NightPrice(night, rp(850_000)) for night in (SUNDAY, MONDAY))
    booking = Book("S9", "S9", guest, "DLX", SUNDAY, TUESDAY, nights)
    counted = tuple(NightChange(night, sold=1) for night in (SUNDAY, MONDAY))
    front.put(
        attrs.evolve(booking, policy=grand.stays.policy("FLEX")),
        OpenFolio("S9", "S9", "IDR", 0),
        CountRooms("DLX.2026-11", counted, (DLX_ROOMS,) * 2),
        on=SUNDAY,
    )
    return "S9"


def test_a_booking_that_was_left_over_is_marked_by_hand(front, grand) -> None:
    """What the close of its day has not seen is marked afterwards, with the fee of its policy."""
    stay = left_over(front, grand)
    assert [line.presence for line in front.hotel.read.arrivals()] == [Presence.OVERDUE]
    done = front.desk.mark_no_show(stay, key=front.key())
    assert done.one(FeeDue).amount == 850_000
    assert front.stay(stay).status is StayStatus.NO_SHOW
    assert front.free() == [12, 12, 12]
    assert [bill.receivable.reason for bill in front.hotel.read.receivables()] == ["no-show fee"]


def test_who_is_in_house_is_no_no_show(front) -> None:
    """Somebody who is there has come."""
    stay = front.arrive()
    front.refuses(lambda: front.desk.mark_no_show(stay, key=front.key()), "stay.already_in_house")


def test_a_booking_is_found_by_what_the_guest_was_told(front) -> None:
    """The first event of a stay names the number, and the number finds the stay."""
    done = front.desk.reserve(
        arrival=MONDAY, departure=TUESDAY, room_type="DLX", prices=[rp(1)], name="Budi"
    )
    number = done.one(StayBooked).confirmation
    assert [line.stay.confirmation for line in front.hotel.read.find(number)] == [number]
