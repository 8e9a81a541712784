"""The close of the business day: everything once, all or nothing, and no clock is asked."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import (
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    FolioClosed,
    FolioPutOnAccount,
    FolioStatus,
    PaymentMethod,
)
from axentra_core.hotel import verbs
from axentra_core.house import DateClosed
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition, GuestRequest, RoomRolled
from axentra_core.stays import (
    FeeDue,
    FeeKind,
    NightPosted,
    NightPrice,
    NightsMissed,
    Presence,
    Settlement,
    StayCancelled,
    StayNotShown,
    StayStatus,
)
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in range(23, 27))


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def blockers(front, day=MONDAY):
    """Return what stands against the close of a day, which changes nothing."""
    refused = front.refuses(lambda: front.desk.close_day(day), "hotel.day_not_ready")
    assert refused.values["date"] == day
    return refused.values["why"]


# What it does


def test_a_close_posts_the_night_of_everybody_in_house_at_the_agreed_price(front) -> None:
    """Each night has its own price, as it was booked; who is not there is not charged."""
    dear = front.arrive("2030", prices=[rp(900_000), rp(800_000)])
    cheap = front.arrive("2031", 1, prices=[rp(500_000)])
    later = front.book(arrival=TUESDAY)
    closed = front.desk.close_day(MONDAY)
    assert {night.stay: night.price for night in closed.all(NightPosted)} == {
        dear: 900_000,
        cheap: 500_000,
    }
    assert {line.folio: line.quote.total for line in closed.all(ChargePosted)} == {
        dear: 900_000,
        cheap: 500_000,
    }
    assert front.owed(later) == rp(0)
    assert closed.one(DateClosed).opens == TUESDAY
    front.check()


def test_a_price_that_was_changed_before_the_night_is_the_one_that_is_posted(front) -> None:
    """What is charged is what was agreed last, not what a rate table says."""
    stay = front.arrive()
    front.desk.change_prices(stay, [NightPrice(MONDAY, rp(1_111))])
    assert front.desk.close_day(MONDAY).one(ChargePosted).quote.total == 1_111


def test_every_night_is_charged_once(front) -> None:
    """Over a week of moves, extensions and closes each night stands on the bill exactly once."""
    stay = front.arrive("2030", 2)
    front.pass_nights(1)
    front.desk.move_room(stay, "2031", "noise")
    front.desk.extend_stay(stay, THURSDAY, [rp(850_000)])
    front.pass_nights(1)
    front.desk.close_day(TUESDAY)
    front.pass_nights(1)
    lines = front.hotel.read.folio(stay).lines
    assert [line.service_date for line in lines] == [MONDAY, TUESDAY, WEDNESDAY]


def test_rooms_that_were_slept_in_are_dirty_in_the_morning(front) -> None:
    """Also an inspected one; a vacant room stays as it is."""
    front.desk.mark_room("2030", Condition.INSPECTED)
    front.desk.mark_room("2039", Condition.INSPECTED)
    front.arrive("2030")
    front.arrive("2031")
    front.desk.mark_room("2031", Condition.DIRTY)
    closed = front.desk.close_day(MONDAY)
    assert {rolled.room for rolled in closed.all(RoomRolled)} == {"2030", "2031"}
    assert front.room("2030").condition is front.room("2031").condition is Condition.DIRTY
    assert front.room("2039").condition is Condition.INSPECTED


def test_the_wish_of_the_day_is_over_and_the_sign_stays(front) -> None:
    """To make the room up was asked for a day; not to be disturbed until the guest says so."""
    front.desk.make_up_room(front.arrive("2030"))
    front.desk.do_not_disturb(front.arrive("2031"))
    front.desk.close_day(MONDAY)
    assert front.room("2030").request is GuestRequest.NONE
    assert front.room("2031").request is GuestRequest.DO_NOT_DISTURB


def test_whoever_has_not_come_is_a_no_show_with_the_fee_of_the_policy(front) -> None:
    """The room is free for the nights after, and the fee waits as a receivable."""
    stay, free = front.book(policy="FLEX"), front.book()
    closed = front.desk.close_day(MONDAY)
    assert {missed.stay for missed in closed.all(StayNotShown)} == {stay, free}
    due = closed.one(FeeDue)
    assert (due.stay, due.kind, due.amount) == (stay, FeeKind.NO_SHOW, 850_000)
    assert closed.one(ChargePosted).code == "FEE"
    assert closed.one(FolioPutOnAccount).reason == "no-show fee"
    assert closed.one(FolioClosed).folio == free
    assert front.stay(stay).status is StayStatus.NO_SHOW
    assert front.free() == [12, 12, 12]
    front.check()


@pytest.fixture
def patient(open_front, grand):
    """The front desk of a hotel where staff decide who is a no-show."""
    stays = attrs.evolve(grand.stays, no_shows_at_close=False)
    return open_front(MemoryStore(), attrs.evolve(grand, stays=stays))


def test_a_property_may_wait_for_its_guests(patient) -> None:
    """The close leaves them expected; the desk sees them as overdue and marks them by hand."""
    stay = patient.book(policy="FLEX")
    assert patient.desk.close_day(MONDAY).all(StayNotShown) == ()
    assert [line.presence for line in patient.hotel.read.arrivals()] == [Presence.OVERDUE]
    assert patient.free() == [11, 11, 12]
    assert patient.desk.mark_no_show(stay, key=patient.key()).one(FeeDue).amount == 850_000
    assert patient.free() == [12, 12, 12]
    patient.check()


def test_nobody_waits_for_a_guest_who_has_no_night_left(patient) -> None:
    """E6: with the last night the booking is over, and its guest is a no-show in any house."""
    stay = patient.book(2, policy="FLEX")
    patient.pass_nights(1)
    assert patient.stay(stay).status is StayStatus.BOOKED
    assert patient.desk.close_day(TUESDAY).one(StayNotShown).stay == stay
    patient.refuses(lambda: patient.desk.check_in(stay), "stay.no_show")
    patient.check()


def test_who_comes_a_day_late_can_leave_again(patient) -> None:
    """The night in which nobody came is neither charged nor in the way of the departure."""
    stay = patient.book(3)
    patient.pass_nights(1)
    missed = patient.desk.check_in(stay).one(NightsMissed)
    assert [night.date for night in missed.left_out] == [MONDAY]
    assert patient.stay(stay).arrival == TUESDAY
    patient.pass_nights(2)
    assert patient.owed(stay) == rp(1_700_000)
    patient.settle(stay)
    patient.desk.check_out(stay)
    patient.check()


def test_who_still_waits_on_the_day_of_arrival_waits_no_more(front) -> None:
    """Nobody waits for a night that is over, and nobody pays for having waited."""
    stay, later = (
        front.book(policy="FLEX", waitlisted=True),
        front.book(arrival=TUESDAY, waitlisted=True),
    )
    closed = front.desk.close_day(MONDAY)
    assert closed.one(StayCancelled).stay == stay
    assert closed.all(FeeDue) == ()
    assert [line.stay.id for line in front.hotel.read.waitlist()] == [later]


def test_bills_at_zero_of_guests_who_are_gone_are_closed(front) -> None:
    """A receivable that was paid ends; the bill of a guest in house stays, whatever is on it."""
    gone, there = front.arrive("2030", 1), front.arrive("2031", 3)
    front.pass_nights(1)
    account = {"settlement": Settlement.ON_ACCOUNT, "reason": "the company pays"}
    front.boss.check_out(gone, **account)
    front.settle(gone)
    front.settle(there)
    closed = front.desk.close_day(TUESDAY)
    assert closed.one(FolioClosed).folio == gone
    assert front.hotel.read.folio(there).status is FolioStatus.OPEN


def test_an_empty_hotel_is_closed_too(front) -> None:
    """A day on which nothing happened is a day."""
    assert [type(event) for event in front.desk.close_day(MONDAY).events] == [DateClosed]
    assert front.hotel.read.business_date == TUESDAY


# What stands against it


def test_every_blocker_is_told_at_once(front) -> None:
    """Two who should have left and a bill that takes no night: three reasons, and nothing done."""
    overdue = [front.arrive(room, 1) for room in ("2030", "2031")]
    front.arrive("2032", 3)
    front.pass_nights(1)
    broken = front.arrive("2033", 1, arrival=TUESDAY)
    front.put(CloseFolio(broken))
    why = blockers(front, TUESDAY)
    assert [(reason.code, reason.values.get("stay")) for reason in why] == [
        ("hotel.should_have_left", overdue[0]),
        ("hotel.should_have_left", overdue[1]),
        ("folio.closed", None),
    ]
    assert front.hotel.read.business_date == TUESDAY


def test_a_no_show_that_cannot_be_charged_is_a_blocker_like_any_other(front) -> None:
    """A bill that was ended by other hands is named, and the rest of the house with it."""
    missed = front.book(policy="FLEX")
    front.put(CloseFolio(missed))
    staying = front.arrive("2030", 2)
    front.put(CloseFolio(staying))
    assert [reason.values["folio"] for reason in blockers(front)] == [staying, missed]


def test_all_or_nothing(front) -> None:
    """One guest who should have left keeps every night of the house from being posted."""
    overdue, others = front.arrive("2030", 1), [front.arrive(r) for r in ("2031", "2032")]
    front.pass_nights(1)
    before = [front.owed(stay) for stay in (overdue, *others)]
    blockers(front, TUESDAY)
    assert [front.owed(stay) for stay in (overdue, *others)] == before
    front.desk.extend_stay(overdue, WEDNESDAY, [rp(850_000)])
    assert len(front.desk.close_day(TUESDAY).all(NightPosted)) == 3


def test_a_preview_tells_the_same_blockers_and_the_same_nights(front) -> None:
    """The night audit can look before it closes."""
    stay = front.arrive("2030", 1)
    shown = front.desk.preview.close_day(MONDAY)
    assert front.desk.close_day(MONDAY).events == shown.events
    refused = front.refuses(lambda: front.desk.preview.close_day(TUESDAY), "hotel.day_not_ready")
    assert [why.values["stay"] for why in refused.values["why"]] == [stay]
    assert str(refused) == str(
        front.refuses(lambda: front.desk.close_day(TUESDAY), "hotel.day_not_ready")
    )


# Once


def test_a_day_that_is_closed_stays_closed(front) -> None:
    """Closed again it gives the first result: no night is posted twice, no date skipped."""
    front.arrive()
    first = front.desk.close_day(MONDAY)
    front.desk.charge_to_room("S1", "FNB", rp(20_000), key=front.key())
    before = front.dump()
    assert front.desk.close_day(MONDAY) == first
    assert front.boss.close_day(MONDAY) == first
    assert front.dump() == before


def test_days_are_closed_one_after_the_other(front) -> None:
    """Neither tomorrow before today, nor a day before the opening."""
    front.refuses(lambda: front.desk.close_day(TUESDAY), "house.date_not_reached")
    front.refuses(lambda: front.desk.close_day(date(2026, 11, 22)), "house.date_already_closed")


def test_the_certificate_is_written_with_the_close(front) -> None:
    """Closing at the desk certifies the date in a commit of its own; once."""
    front.arrive()
    before = len(front.dump().log)
    front.desk.close_day(MONDAY)
    assert [entry.verb for entry in front.hotel.feed()][before:] == ["CloseDay", "CertifyDay"]
    front.refuses(lambda: front.desk.do(verbs.CertifyDay(TUESDAY)), "hotel.not_closed")


def test_a_preview_of_the_close_certifies_nothing(front) -> None:
    """Nothing is kept of it."""
    before = front.dump()
    front.desk.preview.close_day(MONDAY)
    assert front.dump() == before


def without_instant(event):
    """Return an event without the instant at which it was posted: that comes from the clock."""
    return attrs.evolve(event, posted_at=None) if hasattr(event, "posted_at") else event


@pytest.mark.parametrize("years", [-20, 20])
def test_the_business_date_does_not_come_from_a_clock(open_front, grand, years) -> None:
    """With a clock that is twenty years off the same days are closed with the same figures."""

    def a_week(move):
        front = open_front(MemoryStore(), grand)
        front.clock.move(move)
        front.arrive("2030", 2)
        front.book(policy="FLEX")
        closed = [
            [without_instant(event) for event in front.desk.close_day(day).events]
            for day in (MONDAY, TUESDAY)
        ]
        return closed, front.hotel.read.business_date, front.free()

    assert a_week(timedelta(days=365 * years)) == a_week(timedelta())


# Faults that other systems have (facts on reference systems, §3.1: 1, 2 and 5)


def test_fault_1_the_list_of_departures_and_the_word_for_a_stay_agree_on_every_date(front) -> None:
    """OCA/pms: a field says who may leave by ``today >= checkout``, its search by the opposite.

    Here the same stays are due out by the list and by the word that is derived, whatever the date.
    """
    for room, nights in (("2030", 1), ("2031", 2), ("2032", 3)):
        front.arrive(room, nights)
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        read = front.hotel.read
        listed = {line.stay.id for line in read.departures()}
        said = {line.stay.id for line in read.in_house() if line.presence is Presence.DUE_OUT}
        may_leave = {
            line.stay.id
            for line in read.in_house()
            if not any(
                reason.code == "stay.departs_later"
                for reason in read.allowed("stay", line.stay.id)["CheckOut"].reasons
            )
        }
        assert listed == said == may_leave
        for line in read.departures():
            front.settle(line.stay.id)
            front.desk.check_out(line.stay.id)
        front.desk.close_day(day)


def test_fault_2_nobody_is_checked_out_without_a_look_at_the_balance(front) -> None:
    """OCA/pms: a job checks overdue guests out and never asks what they owe.

    Here the close leaves them in house and says so; they leave by paying or on account.
    """
    stay = front.arrive("2030", 1)
    front.pass_nights(1)
    assert [reason.code for reason in blockers(front, TUESDAY)] == ["hotel.should_have_left"]
    assert front.stay(stay).status is StayStatus.IN_HOUSE
    front.refuses(lambda: front.desk.check_out(stay), "folio.balance_outstanding")


def test_fault_2_a_reinstated_stay_does_not_lose_its_penalty_line(front) -> None:
    """OCA/pms: confirming a cancelled stay again works from any state and deletes the penalty.

    Here the line stays on the bill for good, with a reversal beside it unless the fee is kept.
    """
    stay = front.book(policy="FLEX")
    front.desk.close_day(MONDAY)
    front.desk.reinstate_stay(stay, "a late flight", key=front.key())
    penalty, taken_back = front.hotel.read.folio(stay).lines
    assert (penalty.code, penalty.quote.total) == ("FEE", 850_000)
    assert (type(taken_back), taken_back.reverses) == (ChargeReversed, penalty.line)
    front.refuses(
        lambda: front.desk.reinstate_stay(stay, "again", key=front.key()), "stay.not_in_house"
    )


def test_fault_5_a_check_out_compares_balances_to_the_last_cent(open_front) -> None:
    """INN: a bill is closed without a test, and balances are cut to whole numbers.

    Here a hotel with cents does not let one of them go.
    """
    own = attrs.evolve(example_property(), digits=2)
    front = open_front(MemoryStore(), own)
    stay = front.arrive("2030", 1, prices=[rp("100.10")])
    front.pass_nights(1)
    assert front.owed(stay) == rp("121.12")
    front.desk.take_payment(stay, PaymentMethod.CASH, rp("121.11"), key=front.key())
    refused = front.refuses(lambda: front.desk.check_out(stay), "folio.balance_outstanding")
    assert str(refused.values["balance"]) == "0.01"


def test_fault_5_the_close_works_by_the_business_date(front) -> None:
    """INN: the close takes the date of the machine.

    Here every line of a close is of the date that is closed, whatever day the clock shows.
    """
    front.arrive("2030")
    front.clock.move(timedelta(days=400))
    closed = front.desk.close_day(MONDAY)
    (line,) = closed.all(ChargePosted)
    assert (line.business_date, line.service_date) == (MONDAY, MONDAY)
    entries = [entry for entry in front.hotel.feed() if entry.verb == "CloseDay"]
    assert [entry.business_date for entry in entries] == [MONDAY]
