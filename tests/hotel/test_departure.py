"""The departure: leaving and settling are two things."""

from datetime import date, time

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import (
    ChargePosted,
    FolioClosed,
    FolioPutOnAccount,
    FolioReopened,
    FolioStatus,
    PaymentMethod,
)
from axentra_core.housekeeping import TaskCancelled, TaskKind
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition, Occupancy, RoomVacated
from axentra_core.stays import (
    CheckOutReversed,
    Settlement,
    StayCheckedOut,
    StayStatus,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in range(23, 27))
CHRISTMAS = date(2026, 12, 24)
ON_ACCOUNT = {"settlement": Settlement.ON_ACCOUNT, "reason": "the company pays"}


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


@pytest.fixture
def leaving(front):
    """A guest in room 2034 on the morning of the departure, who owes one night."""
    stay = front.arrive("2034", 1)
    front.pass_nights(1)
    return stay


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


# Settled


def test_nobody_leaves_settled_who_owes(front, leaving) -> None:
    """E9: the amount is named; a rupiah is as good as a million."""
    refused = front.refuses(lambda: front.desk.check_out(leaving), "folio.balance_outstanding")
    assert refused.values["balance"] == 850_000
    assert "850,000 IDR" in str(refused)
    front.desk.take_payment(leaving, PaymentMethod.CASH, rp(849_999), key=front.key())
    front.refuses(lambda: front.desk.check_out(leaving), "folio.balance_outstanding")
    front.settle(leaving)
    done = front.desk.check_out(leaving)
    assert done.one(FolioClosed).paid == 850_000
    assert front.stay(leaving).status is StayStatus.CHECKED_OUT
    front.check()


def test_nobody_leaves_settled_to_whom_money_is_owed(front, leaving) -> None:
    """What was paid too much is given back first."""
    front.desk.take_payment(
        leaving, PaymentMethod.CASH, rp(900_000), in_advance=True, key=front.key()
    )
    refused = front.refuses(lambda: front.desk.check_out(leaving), "folio.balance_outstanding")
    assert refused.values["balance"] == -50_000


def test_the_room_is_free_and_has_to_be_cleaned(front, leaving) -> None:
    """It is vacant, and blocked until somebody has cleaned it."""
    front.settle(leaving)
    assert front.desk.check_out(leaving).one(RoomVacated).room == "2034"
    room = front.room("2034")
    assert (room.occupancy, room.stay) == (Occupancy.VACANT, None)
    assert front.tasks("2034") == [TaskKind.DEPARTURE_CLEAN]


def test_nobody_leaves_before_the_departure_or_without_having_come(front) -> None:
    """Who goes sooner shortens the stay, so that the price is settled before."""
    stay, booked = front.arrive(), front.book()
    front.refuses(lambda: front.desk.check_out(stay), "stay.departs_later")
    front.refuses(lambda: front.desk.check_out(booked), "stay.not_in_house")


# On account


def test_a_guest_on_account_frees_the_room_and_leaves_a_receivable(front, leaving) -> None:
    """The stay ends; the bill stays open with the amount, until when, why and by whose word."""
    done = front.boss.check_out(leaving, due=CHRISTMAS, **ON_ACCOUNT)
    assert front.stay(leaving).status is StayStatus.CHECKED_OUT
    assert front.room("2034").occupancy is Occupancy.VACANT
    put = done.one(FolioPutOnAccount)
    assert (put.owed, put.due, put.reason, put.actor) == (
        850_000,
        CHRISTMAS,
        "the company pays",
        "staff dewi",
    )
    (bill,) = front.hotel.read.receivables()
    assert (bill.id, bill.owed, bill.receivable.due) == (leaving, 850_000, CHRISTMAS)
    assert bill.status is FolioStatus.OPEN
    front.check()


def test_a_receivable_is_paid_later_and_closed_by_the_night(front, leaving) -> None:
    """Part of it changes nothing; once it is even the next close ends it."""
    front.boss.check_out(leaving, due=CHRISTMAS, **ON_ACCOUNT)
    pay = {"method": PaymentMethod.TRANSFER}
    front.desk.take_payment(leaving, amount=rp(500_000), key=front.key(), **pay)
    front.pass_nights(1)
    assert [bill.owed for bill in front.hotel.read.receivables()] == [350_000]
    front.desk.take_payment(leaving, amount=rp(350_000), key=front.key(), **pay)
    closed = front.desk.close_day(WEDNESDAY)
    assert closed.one(FolioClosed).folio == leaving
    assert front.hotel.read.receivables() == front.hotel.read.open_folios() == ()
    front.check()


def test_who_owes_nothing_is_not_put_on_account(front, leaving) -> None:
    """Whatever was said at the desk: an even bill is closed."""
    front.settle(leaving)
    done = front.boss.check_out(leaving, **ON_ACCOUNT)
    assert (done.all(FolioPutOnAccount), len(done.all(FolioClosed))) == ((), 1)


def test_what_is_owed_to_a_guest_can_stay_open_too(front, leaving) -> None:
    """The credit is listed among the receivables, below zero."""
    front.desk.take_payment(
        leaving, PaymentMethod.CASH, rp(900_000), in_advance=True, key=front.key()
    )
    front.boss.check_out(leaving, **ON_ACCOUNT)
    assert [bill.owed for bill in front.hotel.read.receivables()] == [-50_000]


def test_leaving_on_account_needs_a_reason_and_the_right_to_allow_it(front, leaving) -> None:
    """No bill is left open without a word, by just anybody, or due before it begins."""
    account = {"settlement": Settlement.ON_ACCOUNT}
    front.refuses(lambda: front.boss.check_out(leaving, **account), "field.required")
    front.refuses(lambda: front.desk.check_out(leaving, **ON_ACCOUNT), "permission.missing")
    front.refuses(
        lambda: front.boss.check_out(leaving, due=MONDAY, **ON_ACCOUNT), "folio.due_in_past"
    )
    front.refuses(lambda: front.boss.check_out(leaving, reason="why"), "value.conflict")
    front.refuses(lambda: front.boss.check_out(leaving, due=CHRISTMAS), "value.conflict")


# Early


def test_an_early_departure_with_a_fee(front) -> None:
    """The nights that were not slept fall away, the fee is charged, and the guest goes at once."""
    stay = front.arrive("2034", 3)
    front.pass_nights(1)
    paid = money(850_000 + 200_000, "IDR")
    front.desk.take_payment(stay, PaymentMethod.CASH, paid, in_advance=True, key=front.key())
    done = front.desk.depart_early(stay, fee=rp(200_000), key=front.key())
    assert done.one(ChargePosted).source == "fee:early_departure"
    assert done.one(StayCheckedOut).stay == stay
    assert front.free() == [11, 12, 12]
    assert front.hotel.read.folio(stay).charged == 1_050_000
    front.check()


def test_an_early_departure_is_all_or_nothing(front) -> None:
    """Who owes the fee has neither left nor shortened the stay."""
    stay = front.arrive("2034", 3)
    front.pass_nights(1)
    refused = front.refuses(
        lambda: front.desk.depart_early(stay, fee=rp(200_000), key=front.key()),
        "folio.balance_outstanding",
    )
    assert refused.values["balance"] == 1_050_000
    assert front.stay(stay).departure == THURSDAY


def test_an_early_departure_on_account(front) -> None:
    """As any departure, it can leave the bill open."""
    stay = front.arrive("2034", 3)
    done = front.boss.depart_early(stay, fee=rp(100_000), key=front.key(), **ON_ACCOUNT)
    assert done.one(FolioPutOnAccount).owed == 100_000
    front.check()


def test_a_guest_who_leaves_on_the_day_of_arrival_pays_no_night(front) -> None:
    """No night was slept; the stay had none, and none is charged."""
    stay = front.arrive("2034", 2)
    front.desk.depart_early(stay, key=front.key())
    assert front.free() == [12, 12, 12]
    assert front.hotel.read.folio(stay).lines == ()
    front.desk.reverse_check_out(stay, "changed her mind")
    front.desk.extend_stay(stay, TUESDAY, [rp(850_000)])
    front.pass_nights(1)
    assert front.owed(stay) == rp(850_000)
    front.check()


def test_who_is_due_out_does_not_leave_early(front, leaving) -> None:
    """On the day of departure the guest checks out."""
    front.refuses(
        lambda: front.desk.depart_early(leaving, key=front.key()), "stay.departure_not_sooner"
    )


# Late


def test_a_late_check_out_is_charged_under_its_own_code(front, leaving) -> None:
    """The property has a code for it; the time stands with the stay."""
    done = front.desk.grant_late_check_out(leaving, time(16), fee=rp(150_000), key=front.key())
    charged = done.one(ChargePosted)
    assert (charged.code, charged.quote.total, charged.source) == (
        "LATE",
        150_000,
        "fee:late_check_out",
    )
    assert front.stay(leaving).leaves_at == time(16)
    assert front.owed(leaving) == rp(1_000_000)


def test_a_late_check_out_may_be_a_gift(front, leaving) -> None:
    """Without a fee nothing is charged; a fee has the property's money."""
    granted = front.desk.grant_late_check_out(leaving, time(14), key=front.key())
    assert granted.all(ChargePosted) == ()
    foreign = {"fee": money(10, "EUR"), "key": front.key()}
    front.refuses(
        lambda: front.desk.grant_late_check_out(leaving, time(14), **foreign),
        "money.currency_mismatch",
    )


# Taking it back


def test_a_reversed_check_out_restores_everything(front, leaving) -> None:
    """Guest, room and bill are as before; nobody cleans the room for the next one."""
    front.settle(leaving)
    before = front.stay(leaving)
    front.desk.check_out(leaving)
    done = front.desk.reverse_check_out(leaving, "the taxi did not come")
    assert done.one(CheckOutReversed).reason == "the taxi did not come"
    assert done.one(TaskCancelled).kind is TaskKind.DEPARTURE_CLEAN
    assert done.one(FolioReopened).folio == leaving
    assert front.stay(leaving) == before
    assert front.room("2034").stay == leaving
    assert front.hotel.read.folio(leaving).status is FolioStatus.OPEN
    front.desk.check_out(leaving)
    front.check()


def test_a_reversed_departure_on_account_is_no_receivable_any_more(front, leaving) -> None:
    """A guest who is in house owes as a guest."""
    front.boss.check_out(leaving, due=CHRISTMAS, **ON_ACCOUNT)
    front.desk.reverse_check_out(leaving, "forgot a bag")
    assert front.hotel.read.receivables() == ()
    assert front.owed(leaving) == rp(850_000)
    front.refuses(lambda: front.desk.check_out(leaving), "folio.balance_outstanding")


def test_a_guest_comes_back_into_a_room_that_is_still_free(front, leaving) -> None:
    """Once the room was given to somebody else the old guest needs another."""
    front.settle(leaving)
    front.desk.check_out(leaving)
    front.desk.finish_task(front.hotel.read.tasks()[0].id)
    front.desk.mark_room("2034", Condition.DIRTY)
    front.desk.reverse_check_out(leaving, "the taxi did not come")
    front.desk.check_out(leaving)
    front.boss.check_in(front.book(arrival=TUESDAY), room="2034", override="a full house")
    front.refuses(lambda: front.desk.reverse_check_out(leaving, "again"), "room.occupied")


def test_yesterdays_departure_stands(front, leaving) -> None:
    """Once the day is closed it is history; only who has left is brought back."""
    front.settle(leaving)
    front.refuses(
        lambda: front.desk.reverse_check_out(leaving, "a mistake"), "stay.already_in_house"
    )
    front.desk.check_out(leaving)
    front.pass_nights(1)
    refused = front.refuses(
        lambda: front.desk.reverse_check_out(leaving, "a mistake"), "stay.left_earlier"
    )
    assert refused.values["checked_out_on"] == TUESDAY
