"""What a guest owed in the former system, when a running hotel is taken over."""

from decimal import Decimal

import pytest

from axentra_core.folio import (
    AGGREGATES,
    ChargePosted,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    OpeningBalancePosted,
    PaymentMethod,
    PaymentTaken,
    PayRefund,
    PostOpeningBalance,
    Quote,
    ReverseCharge,
    ReverseSource,
    TakePayment,
    statement,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY, NOW = CONTEXT.business_date, CONTEXT.now

PRICE = Quote("IDR", Decimal(500), (), Decimal(500), "half_up 1 component")
OPENED = FolioOpened("S1", "S1", "IDR", Decimal(1))
OWED = OpeningBalancePosted(
    "S1", 1, Decimal(300000), "IDR", "Balance from Fidelio", TODAY, posted_at=NOW
)
DEPOSIT = OpeningBalancePosted(
    "S1", 1, Decimal(-300000), "IDR", "Deposit in Fidelio", TODAY, posted_at=NOW
)
POSTED = ChargePosted("S1", 2, "SPA", "spa", "Massage", 1, PRICE, TODAY, TODAY, "spa:1", 1)
PAID = PaymentTaken("S1", 3, PaymentMethod.CASH, Decimal(300500), "IDR", TODAY, None, posted_at=NOW)


def take_over(amount: str, currency: str = "IDR") -> PostOpeningBalance:
    """Return the command that begins a bill with what it owed before."""
    return PostOpeningBalance("S1", money(amount, currency), "Balance from Fidelio")


def test_a_guest_owes_what_they_owed_in_the_former_system() -> None:
    """The balance is the first line of the bill, without price, service charge or tax."""
    state = given(FOLIO, OPENED).when(take_over("300000")).then(OWED)
    assert (state.charged, state.owed, len(state.lines)) == (Decimal(300000), Decimal(300000), 1)


def test_what_a_guest_had_paid_in_advance_is_theirs() -> None:
    """A deposit comes over below zero, and what is left of it can be given back."""
    command = PostOpeningBalance("S1", money("-300000", "IDR"), "Deposit in Fidelio")
    state = given(FOLIO, OPENED).when(command).then(DEPOSIT)
    assert state.owed == Decimal(-300000)
    give = PayRefund("S1", PaymentMethod.CASH, money("300000", "IDR"))
    assert given(FOLIO, OPENED, DEPOSIT).when(give).state.owed == 0


def test_a_bill_that_was_taken_over_is_paid_and_closed_like_any_other() -> None:
    """What came over counts into what is paid at the end."""
    pay = TakePayment("S1", PaymentMethod.CASH, money("300500", "IDR"))
    given(FOLIO, OPENED, OWED, POSTED).when(pay).then(PAID)
    given(FOLIO, OPENED, OWED, POSTED, PAID).when(CloseFolio("S1")).then(
        FolioClosed("S1", Decimal(300500), Decimal(300500), TODAY)
    )


@pytest.mark.parametrize("past", [(OWED,), (DEPOSIT, POSTED)])
def test_a_balance_is_taken_over_before_anything_else(past: tuple[object, ...]) -> None:
    """Once a bill is in use, whatever is added to it is a charge, a payment or a correction."""
    given(FOLIO, OPENED, *past).when(take_over("1")).refused(
        "folio.has_lines", folio="S1", lines=len(past)
    )


def test_a_balance_in_another_currency_is_refused() -> None:
    """A bill holds one currency; both are named."""
    given(FOLIO, OPENED).when(take_over("10", "EUR")).refused(
        "folio.currency_mismatch", currency="IDR", got="EUR"
    )


def test_a_balance_of_zero_is_left_out() -> None:
    """A bill begins at zero by itself."""
    given(FOLIO, OPENED).when(take_over("0")).refused("folio.nothing_charged")


def test_a_balance_finer_than_the_bill_is_refused() -> None:
    """A bill in whole rupiah takes no half rupiah over, and rounds none away."""
    given(FOLIO, OPENED).when(take_over("0.5")).refused("money.too_many_decimals")


def test_a_balance_beyond_all_measure_is_refused() -> None:
    """A slip of the keyboard in the file is found before it is on a bill."""
    with pytest.raises(InvalidInput) as caught:
        take_over("1000000000000000")
    assert caught.value.code == "money.too_large"


def test_a_balance_that_was_taken_over_is_no_charge() -> None:
    """It has neither a source nor a price that could be taken back by its parts."""
    given(FOLIO, OPENED, OWED).when(ReverseCharge("S1", 1, "wrong")).refused(
        "folio.line_unknown", line=1
    )
    given(FOLIO, OPENED, OWED).when(ReverseSource("S1", "spa:1", "wrong")).then()


def test_the_statement_begins_with_what_was_taken_over() -> None:
    """It is neither price nor tax: net and brought forward together are what was charged."""
    bill = statement([OPENED, OWED, POSTED, PAID])
    assert bill.lines == (OWED, POSTED, PAID)
    assert (bill.net, bill.components, bill.brought_forward) == (
        Decimal(500),
        (),
        Decimal(300000),
    )
    assert (bill.charged, bill.paid, bill.balance) == (
        Decimal(300500),
        Decimal(300500),
        Decimal(0),
    )


def test_the_desk_sees_whether_a_balance_can_still_be_taken_over() -> None:
    """An empty bill asks for the amount; a bill with lines says why not."""
    here = given(FOLIO, OPENED)
    empty, used = (
        FOLIO.allowed(FOLIO.replay(past), here.context) for past in ([OPENED], [OPENED, OWED])
    )
    assert empty["PostOpeningBalance"]
    assert empty["PostOpeningBalance"].asks[0] == "amount"
    assert [reason.code for reason in used["PostOpeningBalance"].reasons] == ["folio.has_lines"]
