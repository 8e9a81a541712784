"""What becomes of a bill when its guest has left: a receivable, an end, and an end taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from axentra_core.folio import (
    AGGREGATES,
    ChargePosted,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    FolioPutOnAccount,
    FolioReopened,
    FolioStatus,
    PaymentMethod,
    PaymentTaken,
    PayRefund,
    PostCharge,
    PutOnAccount,
    Quote,
    Receivable,
    ReopenFolio,
    ReverseCharge,
    TakePayment,
)
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY = date(2026, 11, 23)
TOMORROW, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=30)

PRICE = Quote("IDR", Decimal(500), (), Decimal(500), "half_up 1 component")
OPENED = FolioOpened("S1", "S1", "IDR", Decimal(1))
POSTED = ChargePosted("S1", 1, "SPA", "spa", "Massage", 1, PRICE, TODAY, TODAY, "spa:1", 1)
PAID = PaymentTaken("S1", 2, PaymentMethod.CASH, Decimal(500), "IDR", TODAY, None)
ON_ACCOUNT = FolioPutOnAccount("S1", Decimal(500), LATER, "company pays", "staff ayu", TODAY)
CLOSED = FolioClosed("S1", Decimal(500), Decimal(500), TODAY)
REOPENED = FolioReopened("S1", "S1", "checked out by mistake", TODAY)

OWING = (OPENED, POSTED)
SETTLED = (*OWING, PAID)


def put(due: date | None = LATER, reason: str = "company pays") -> PutOnAccount:
    """Return the command that leaves a bill open for later."""
    return PutOnAccount("S1", due, reason)


def pay(amount: str) -> TakePayment:
    """Return a payment that comes in later."""
    return TakePayment("S1", PaymentMethod.TRANSFER, money(amount, "IDR"))


# --- on account ---


def test_a_guest_leaves_and_the_bill_stays_open() -> None:
    """What is owed, until when, why, and who agreed to it is on record."""
    state = given(FOLIO, *OWING).when(put()).then(ON_ACCOUNT)
    assert (state.status, state.owed) == (FolioStatus.OPEN, Decimal(500))
    assert state.receivable == Receivable(LATER, "company pays", "staff ayu", TODAY)


def test_a_bill_may_be_left_open_without_a_date() -> None:
    """Whoever did not come at all has promised no date."""
    state = (
        given(FOLIO, *OWING)
        .when(put(None, "no-show"))
        .then(FolioPutOnAccount("S1", Decimal(500), None, "no-show", "staff ayu", TODAY))
    )
    assert state.receivable == Receivable(None, "no-show", "staff ayu", TODAY)


def test_what_was_paid_too_much_may_stay_open_too() -> None:
    """A credit is owed to the guest, and is given back later."""
    command = put(reason="refund follows")
    (event,) = given(FOLIO, OPENED, PAID).when(command).events
    assert event.owed == Decimal(-500)


@pytest.mark.parametrize("past", [(OPENED,), SETTLED], ids=["empty", "paid"])
def test_a_bill_that_owes_nothing_is_closed_instead(past: tuple[object, ...]) -> None:
    """A receivable of zero would be chased for nothing."""
    given(FOLIO, *past).when(put()).refused("folio.nothing_owed", folio="S1")


def test_a_receivable_is_not_overdue_from_the_start() -> None:
    """A bill may be due on the day itself, never on a day that is over."""
    given(FOLIO, *OWING).on(LATER).when(put()).then(
        FolioPutOnAccount("S1", Decimal(500), LATER, "company pays", "staff ayu", LATER)
    )
    given(FOLIO, *OWING).on(LATER).when(put(LATER - timedelta(days=1))).refused(
        "folio.due_in_past", due=LATER - timedelta(days=1), business_date=LATER
    )


def test_a_receivable_is_given_another_date_and_another_reason() -> None:
    """Who prolongs it is on record; it is as old as it was before."""
    state = (
        given(FOLIO, *OWING, ON_ACCOUNT)
        .on(TOMORROW)
        .by(Actor("staff", "sari"))
        .when(put(None, "in dispute"))
        .then(FolioPutOnAccount("S1", Decimal(500), None, "in dispute", "staff sari", TOMORROW))
    )
    assert state.receivable == Receivable(None, "in dispute", "staff sari", TODAY)


def test_a_receivable_takes_payments_and_late_charges() -> None:
    """It is an open bill like any other, and stays a receivable until it is closed."""
    late = PostCharge("S1", "SPA", "spa", "Massage", 1, PRICE, TODAY, "spa:2", 1)
    charged = given(FOLIO, *OWING, ON_ACCOUNT).when(late).state
    assert charged.owed == Decimal(1000)
    paid = given(FOLIO, *OWING, ON_ACCOUNT).when(pay("500")).state
    assert paid.owed == 0
    assert (
        charged.receivable
        == paid.receivable
        == Receivable(LATER, "company pays", "staff ayu", TODAY)
    )


def test_a_settled_receivable_ends_like_any_bill() -> None:
    """Once all is paid it closes, and nobody waits for it any more."""
    past = (*OWING, ON_ACCOUNT, PAID)
    state = given(FOLIO, *past).when(CloseFolio("S1")).then(CLOSED)
    assert (state.status, state.receivable) == (FolioStatus.CLOSED, None)
    given(FOLIO, *past, CLOSED).when(put()).refused("folio.closed", folio="S1")


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ((), [("folio.open", "S1")]),
        ((ON_ACCOUNT,), [("folio.open", "S1"), ("folio.receivable", "2026-12-23")]),
        (
            (FolioPutOnAccount("S1", Decimal(500), None, "no-show", "staff ayu", TODAY),),
            [("folio.open", "S1"), ("folio.receivable", "")],
        ),
        ((ON_ACCOUNT, PAID, CLOSED), []),
        ((ON_ACCOUNT, PAID, CLOSED, REOPENED), [("folio.open", "S1")]),
    ],
)
def test_receivables_are_found_by_the_day_they_are_due(
    past: tuple[object, ...], found: list[tuple[str, str]]
) -> None:
    """Those without a date come first; a bill that is not on account is none of them."""
    assert list(FOLIO.index(FOLIO.replay([*OWING, *past]))) == found


# --- taken back ---


def test_a_closed_bill_is_opened_again_with_what_stands_on_it() -> None:
    """A check-out that is taken back brings the bill back, and nothing on it is lost."""
    state = (
        given(FOLIO, *SETTLED, CLOSED)
        .when(ReopenFolio("S1", "checked out by mistake"))
        .then(REOPENED)
    )
    assert state.status is FolioStatus.OPEN
    assert (state.charged, state.paid, len(state.lines)) == (Decimal(500), Decimal(500), 2)


def test_a_reopened_bill_goes_on_where_it_stopped() -> None:
    """It takes charges, can be corrected, and closes again at exactly zero."""
    more = PostCharge("S1", "SPA", "spa", "Massage", 1, PRICE, TODAY, "spa:2", 1)
    posted = ChargePosted(
        "S1",
        3,
        "SPA",
        "spa",
        "Massage",
        1,
        PRICE,
        TODAY,
        TODAY,
        "spa:2",
        1,
        revenue_date=TODAY,
        posted_at=CONTEXT.now,
    )
    past = (*SETTLED, CLOSED, REOPENED)
    given(FOLIO, *past).when(more).then(posted)
    assert given(FOLIO, *past).when(ReverseCharge("S1", 1, "wrong guest")).state.owed == -500
    given(FOLIO, *past, posted).when(CloseFolio("S1")).refused("folio.balance_outstanding")
    given(FOLIO, *past).when(CloseFolio("S1")).then(CLOSED)


def test_a_reopened_bill_is_on_account_only_when_it_is_put_there_again() -> None:
    """The guest is in house again, and pays when they leave."""
    past = (*OWING, ON_ACCOUNT, PAID, CLOSED)
    state = given(FOLIO, *past).when(ReopenFolio("S1", "checked out by mistake")).then(REOPENED)
    assert state.receivable is None


def test_a_bill_is_taken_off_account_when_its_guest_is_back() -> None:
    """A check-out or a cancellation is taken back: the bill goes on, and nobody waits for it."""
    state = given(FOLIO, *OWING, ON_ACCOUNT).when(ReopenFolio("S1", "checked out by mistake"))
    assert state.then(REOPENED).receivable is None


@pytest.mark.parametrize("past", [(), (PAID, CLOSED, REOPENED), (ON_ACCOUNT, REOPENED)])
def test_an_open_bill_is_not_opened_again(past: tuple[object, ...]) -> None:
    """There is nothing to take back, and the desk may have the wrong bill before it."""
    given(FOLIO, *OWING, *past).when(ReopenFolio("S1", "mistake")).refused(
        "folio.not_closed", folio="S1"
    )


def test_the_desk_sees_what_a_bill_takes_now() -> None:
    """An open bill may go on account while it owes something; a closed one can only be reopened."""
    here = given(FOLIO, *OWING)
    owing = FOLIO.allowed(here.state, here.context)
    settled = FOLIO.allowed(FOLIO.replay(SETTLED), here.context)
    closed = FOLIO.allowed(FOLIO.replay([*SETTLED, CLOSED]), here.context)
    assert owing["PutOnAccount"]
    assert owing["PutOnAccount"].asks == ("due",)
    assert [reason.code for reason in settled["PutOnAccount"].reasons] == ["folio.nothing_owed"]
    assert [reason.code for reason in owing["ReopenFolio"].reasons] == ["folio.not_closed"]
    assert [name for name, answer in closed.items() if answer] == [
        "NoteInvoice",
        "WithdrawInvoice",
        "ReopenFolio",
    ]


def test_a_credit_on_account_is_given_back() -> None:
    """The money the guest is owed leaves the house by a refund, and then the bill can end."""
    give = PayRefund("S1", PaymentMethod.TRANSFER, money("500", "IDR"))
    account = FolioPutOnAccount("S1", Decimal(-500), None, "refund follows", "staff ayu", TODAY)
    state = given(FOLIO, OPENED, PAID, account).when(give).state
    assert state.owed == 0
