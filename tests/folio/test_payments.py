"""What settles a bill, and how it is taken back: money, an account, a deposit, or nothing."""

from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    ApplyDeposit,
    BillDirectly,
    Card,
    CashRounded,
    ChargePosted,
    CloseFolio,
    FolioOpened,
    FolioStatus,
    MovePayment,
    NamePayee,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    PayRefund,
    Quote,
    RefundPaid,
    ReversePayment,
    RoundCash,
    TakePayment,
    Tendered,
    WriteOff,
)
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY, NOW = CONTEXT.business_date, CONTEXT.now
OPENED = FolioOpened("S1", "S1", "EUR", Decimal("0.01"))
QUOTE = Quote("EUR", Decimal("100.02"), (), Decimal("100.02"), "x")
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)
OWING = (OPENED, POSTED)
VISA, OTHER = Card("tok_1", "visa", "4242"), Card("tok_2", "visa", "1111")
CHIEF = Actor("staff", "sari", ("chief",))
MAY = Permissions((Grant("chief", ("folio.write_off",)),))


def euro(amount):
    """Return an amount in the money of the bill."""
    return money(amount, "EUR")


def taken(method, amount="100.02", line=2, **more):
    """Return a payment on the bill."""
    return PaymentTaken("S1", line, method, Decimal(amount), "EUR", TODAY, None, **more)


CASH = taken(PaymentMethod.CASH)
BY_CARD = attrs.evolve(CASH, method=PaymentMethod.CARD, card=VISA)


# What brings no money


def test_a_company_is_billed_for_what_its_window_owes() -> None:
    """A direct bill settles the bill; the account is on the line, and no money came in."""
    billed = taken(PaymentMethod.DIRECT_BILL, reference="C1", posted_at=NOW)
    assert (
        given(FOLIO, *OWING).when(BillDirectly("S1", "C1", euro("100.02"))).then(billed).owed == 0
    )
    more = BillDirectly("S1", "C1", euro("100.03"))
    given(FOLIO, *OWING).when(more).refused("folio.overpayment", balance=Decimal("100.02"))


def test_a_window_is_billed_to_the_company_that_pays_it() -> None:
    """A guest's window may go to any account, a company's to its own only."""
    command = BillDirectly("S1", "C1", euro("1.00"))
    for payee in (None, Payee(PayeeKind.GUEST, "P7"), Payee(PayeeKind.ACCOUNT, "C1")):
        named = given(FOLIO, *OWING).when(NamePayee("S1", 1, payee)).events
        assert given(FOLIO, *OWING, *named).when(command).error is None
    named = given(FOLIO, *OWING).when(NamePayee("S1", 1, Payee(PayeeKind.ACCOUNT, "C2"))).events
    given(FOLIO, *OWING, *named).when(command).refused("folio.other_payee", window=1, payee="C2")


def test_a_deposit_settles_the_bill_and_may_be_more_than_it_owes() -> None:
    """What is too much stays on the bill as a credit, to be given back or kept for later."""
    applied = taken(PaymentMethod.DEPOSIT, "150.00", reference="D1", posted_at=NOW)
    state = given(FOLIO, *OWING).when(ApplyDeposit("S1", "D1", euro("150.00"))).then(applied)
    assert state.owed == Decimal("-49.98")
    dollars = ApplyDeposit("S1", "D1", money("1.00", "USD"))
    given(FOLIO, *OWING).when(dollars).refused("folio.currency_mismatch", got="USD")


def test_only_somebody_in_charge_gives_up_what_is_owed() -> None:
    """The reason stands on the line; the desk sees beforehand that it may not."""
    command = WriteOff("S1", euro("100.02"), "unknown address")
    desk = given(FOLIO, *OWING)
    desk.when(command).refused("permission.missing", permission="folio.write_off")
    told = FOLIO.allowed(desk.state, desk.context)["WriteOff"]
    assert [reason.code for reason in told.reasons] == ["permission.missing"]
    given_up = taken(PaymentMethod.WRITE_OFF, note="unknown address", posted_at=NOW)
    chief = given(FOLIO, *OWING).by(CHIEF, MAY)
    assert chief.when(command).then(given_up).owed == 0
    chief.when(WriteOff("S1", euro("100.03"), "x")).refused("folio.overpayment")


@pytest.mark.parametrize("method", ["direct_bill", "deposit", "write_off"])
def test_what_brings_no_money_is_said_in_its_own_way(method) -> None:
    """A direct bill debits an account, a deposit is used up: a payment would do neither."""
    here = given(FOLIO, *OWING, CASH)
    for command in (TakePayment, PayRefund):
        here.when(command("S1", PaymentMethod(method), euro("1.00"))).refused(
            "folio.method_brings_no_money", method=method
        )


# Foreign money and coins


def test_foreign_money_is_taken_at_a_rate() -> None:
    """The bill has the amount in its own money; notes and rate are on the line."""
    notes = Tendered(money("120.00", "USD"), Decimal("0.8335"))
    command = TakePayment("S1", PaymentMethod.CASH, euro("100.02"), tendered=notes)
    state = (
        given(FOLIO, *OWING)
        .when(command)
        .then(taken(PaymentMethod.CASH, tendered=notes, posted_at=NOW))
    )
    assert state.owed == 0


def test_foreign_money_is_foreign_and_is_cash() -> None:
    """Euros need no rate on a bill in euros, and a card is charged in its own way."""
    own, yen = (Tendered(money(120, currency), Decimal(1)) for currency in ("EUR", "JPY"))
    here = given(FOLIO, *OWING)
    by_card = TakePayment("S1", PaymentMethod.CARD, euro("1.00"), VISA, tendered=yen)
    here.when(by_card).refused("folio.foreign_money_is_cash", method="card")
    cash = TakePayment("S1", PaymentMethod.CASH, euro("1.00"), tendered=own)
    here.when(cash).refused("folio.not_foreign", currency="EUR")
    with pytest.raises(InvalidInput):
        Tendered(money(120, "JPY"), Decimal(0))


@pytest.mark.parametrize(("step", "difference"), [("0.05", "-0.02"), ("0.50", "-0.02")])
def test_what_coins_cannot_pay_is_a_line_of_its_own(step, difference) -> None:
    """The smallest coin is five cents: two cents are rounded, and the rest is paid in full."""
    command = RoundCash("S1", euro(step))
    rounded = CashRounded("S1", 2, Decimal(difference), "EUR", TODAY, posted_at=NOW)
    state = given(FOLIO, *OWING).when(command).then(rounded)
    assert state.owed == 100
    again = given(FOLIO, *OWING, rounded)
    again.when(command).refused("folio.nothing_to_round", window=1)
    pay = TakePayment("S1", PaymentMethod.CASH, euro("100.00"))
    paid = again.when(pay).events
    closed = given(FOLIO, *OWING, rounded, *paid).when(CloseFolio("S1"))
    assert closed.state.status is FolioStatus.CLOSED


def test_a_credit_is_rounded_as_well() -> None:
    """What is given back in coins is rounded on the bill of the window that gets it."""
    much = attrs.evolve(CASH, amount=Decimal("100.05"))
    (rounded,) = given(FOLIO, *OWING, much).when(RoundCash("S1", euro("0.05"))).events
    assert rounded.amount == Decimal("-0.02")
    dollars = RoundCash("S1", money("0.05", "USD"))
    given(FOLIO, *OWING).when(dollars).refused("folio.currency_mismatch", got="USD")
    given(FOLIO, *OWING).when(RoundCash("S1", euro("0.05"), 2)).refused("folio.nothing_to_round")


# Giving back


def test_money_goes_back_to_the_card_that_has_paid() -> None:
    """Card schemes forbid to credit one card with what another has paid, or with more."""
    past = (OPENED, BY_CARD)
    back = PayRefund("S1", PaymentMethod.CARD, euro("60.00"), VISA)
    refund = RefundPaid(
        "S1", 3, PaymentMethod.CARD, Decimal("60.00"), "EUR", TODAY, VISA, posted_at=NOW
    )
    given(FOLIO, *past).when(back).then(attrs.evolve(refund, line=2))
    other = PayRefund("S1", PaymentMethod.CARD, euro("60.00"), OTHER)
    given(FOLIO, *past).when(other).refused("folio.card_has_not_paid", last_four="1111", paid=0)
    more = given(FOLIO, OPENED, BY_CARD, attrs.evolve(CASH, line=3), attrs.evolve(refund, line=4))
    more.when(back).refused("folio.card_has_not_paid", paid=Decimal("40.02"))
    assert more.when(PayRefund("S1", PaymentMethod.CASH, euro("60.00"))).error is None


def test_a_refund_is_for_the_window_that_was_paid_too_much() -> None:
    """A credit in one window is not given back from another."""
    past = (OPENED, attrs.evolve(CASH, window=2))
    one = PayRefund("S1", PaymentMethod.CASH, euro("1.00"))
    given(FOLIO, *past).when(one).refused("folio.refund_too_large", credit=0)
    state = given(FOLIO, *past).when(attrs.evolve(one, window=2)).state
    assert state.window(2).owed == Decimal("-99.02")


# Taking a payment back


def test_a_payment_that_did_not_stand_is_taken_back() -> None:
    """A line that points to it, with its method, card and reason; the bill owes it again."""
    past = (*OWING, attrs.evolve(BY_CARD, reference="PAY-1"))
    reversed_ = PaymentReversed(
        "S1",
        3,
        2,
        PaymentMethod.CARD,
        Decimal("100.02"),
        "EUR",
        TODAY,
        VISA,
        "charged back",
        1,
        "PAY-1",
        NOW,
    )
    here = given(FOLIO, *past)
    assert here.when(ReversePayment("S1", 2, "charged back")).then(reversed_).paid == 0
    gone = given(FOLIO, *past, reversed_)
    gone.when(ReversePayment("S1", 2, "again")).refused("folio.payment_gone", line=2)
    gone.when(PayRefund("S1", PaymentMethod.CARD, euro("1.00"), VISA)).refused(
        "folio.refund_too_large"
    )


def test_a_part_of_a_payment_is_taken_back_and_no_more_than_is_left() -> None:
    """Piece by piece it ends at zero."""
    some = ReversePayment("S1", 2, "mistyped", euro("60.02"))
    part = given(FOLIO, *OWING, CASH).when(some).events
    left = given(FOLIO, *OWING, CASH, *part)
    left.when(some).refused("folio.payment_smaller", left=Decimal("40.00"), got=Decimal("60.02"))
    assert left.when(ReversePayment("S1", 2, "mistyped")).state.paid == 0
    dollars = ReversePayment("S1", 2, "x", money("1.00", "USD"))
    left.when(dollars).refused("folio.currency_mismatch", got="USD")


@pytest.mark.parametrize("line", [1, 3, 9])
def test_only_a_payment_is_taken_back(line) -> None:
    """Neither a charge nor a refund, nor a line that is not there."""
    refund = RefundPaid("S1", 3, PaymentMethod.CASH, Decimal(1), "EUR", TODAY, None)
    given(FOLIO, *OWING, CASH, refund).when(ReversePayment("S1", line, "x")).refused(
        "folio.payment_unknown", line=line
    )


def test_a_moved_payment_is_taken_back_where_it_counts() -> None:
    """Thirty went to the second window: both windows owe again what they owed before."""
    moved = given(FOLIO, *OWING, CASH).when(MovePayment("S1", 2, 2, "x", euro("30.00"))).events
    here = given(FOLIO, *OWING, CASH, *moved)
    outcome = here.when(ReversePayment("S1", 2, "bounced"))
    assert [(one.line, one.window, one.amount) for one in outcome.events] == [
        (4, 1, Decimal("70.02")),
        (5, 2, 30),
    ]
    assert [window.paid for window in outcome.state.windows] == [0, 0]
    some = here.when(ReversePayment("S1", 2, "bounced", euro("80.00"))).events
    assert [(one.window, one.amount) for one in some] == [
        (1, Decimal("70.02")),
        (2, Decimal("9.98")),
    ]
