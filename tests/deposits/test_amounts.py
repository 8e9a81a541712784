"""What comes in, what is applied, kept and returned, and what is held in between."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.deposits import (
    AGGREGATES,
    Application,
    ApplicationTakenBack,
    ApplyDeposit,
    DepositApplied,
    DepositKept,
    DepositOpened,
    DepositReceived,
    DepositRequested,
    DepositReturned,
    DepositSettled,
    DepositStatus,
    KeepDeposit,
    Maturity,
    ReceiveDeposit,
    ReturnDeposit,
    TakeBackApplication,
)
from axentra_core.kernel.money import money
from axentra_core.testing import given

(DEPOSIT,) = AGGREGATES
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
HELD, SETTLED = DepositStatus.HELD, DepositStatus.SETTLED

REQUESTED = DepositRequested(
    "D1", "S1", "EUR", Decimal("0.01"), Decimal("300.00"), None, Maturity.MANUAL, TODAY
)
OPENED = DepositOpened("D1", "S1", "EUR", Decimal("0.01"), Maturity.CHECK_IN, TODAY)
GONE = DepositSettled("D1", TODAY)


def euro(amount):
    """Return an amount of euro."""
    return money(amount, "EUR")


def received(amount):
    """Return that money came in."""
    return DepositReceived("D1", Decimal(amount), "EUR", "card", "payment:P1", TODAY)


def applied(amount, folio="F1"):
    """Return that a folio was paid."""
    return DepositApplied("D1", folio, Decimal(amount), "EUR", TODAY)


def amounts(state):
    """Return what came in, where it is, and what is held."""
    parts = (state.received, state.applied, state.kept, state.returned, state.held)
    return tuple(str(part) for part in parts)


TAKEN = (OPENED, received("300.00"))
USES = {
    "apply": lambda amount: ApplyDeposit("D1", "F1", amount),
    "keep": lambda amount: KeepDeposit("D1", "cancelled late", amount),
    "return": lambda amount: ReturnDeposit("D1", "card", "cancelled in time", amount),
}


# What comes in


def test_a_request_is_paid_in_parts() -> None:
    """Each part is held from the day it comes in; the rest is still asked for."""
    first = ReceiveDeposit("D1", euro("100"), "card", "payment:P1")
    state = given(DEPOSIT, REQUESTED).when(first).then(received("100.00"))
    assert (state.status, state.outstanding, state.owed) == (HELD, 200, euro("100"))
    state = given(DEPOSIT, REQUESTED, received("100.00"), received("200.00")).state
    assert (state.outstanding, state.held) == (0, 300)


def test_more_may_come_in_than_was_asked_for() -> None:
    """A guest rounds up; the house owes that too, and never asks for less than nothing."""
    state = given(DEPOSIT, REQUESTED, received("350.00")).state
    assert (state.outstanding, state.held) == (0, 350)


def test_a_deposit_holds_one_currency_in_its_own_steps() -> None:
    """What comes in foreign is exchanged first; a tenth of a cent is nowhere."""
    dollars = ReceiveDeposit("D1", money("5", "USD"), "cash", "payment:P2")
    given(DEPOSIT, *TAKEN).when(dollars).refused(
        "deposits.currency_mismatch", deposit="D1", currency="EUR", got="USD"
    )
    for use in USES.values():
        given(DEPOSIT, *TAKEN).when(use(money("5", "USD"))).refused("deposits.currency_mismatch")
        odd = given(DEPOSIT, *TAKEN).when(use(money("0.001", "EUR", digits=3)))
        assert odd.error.code == "money.too_many_decimals"


def test_a_sum_nobody_could_pay_is_refused() -> None:
    """No deposit reaches 10^15, whatever comes in."""
    most = ReceiveDeposit("D1", euro("999999999999699.99"), "card", "payment:P2")
    assert given(DEPOSIT, *TAKEN).when(most).state.held == Decimal("999999999999999.99")
    more = ReceiveDeposit("D1", euro("999999999999700"), "card", "payment:P2")
    given(DEPOSIT, *TAKEN).when(more).refused(
        "deposits.too_large", deposit="D1", got=Decimal("999999999999700.00")
    )


# What becomes of it


@pytest.mark.parametrize(
    ("use", "expected", "figures"),
    [
        ("apply", applied("120.00"), ("300.00", "120.00", "0", "0", "180.00")),
        (
            "keep",
            DepositKept("D1", Decimal("120.00"), "EUR", "cancelled late", TODAY),
            ("300.00", "0", "120.00", "0", "180.00"),
        ),
        (
            "return",
            DepositReturned("D1", Decimal("120.00"), "EUR", "card", "cancelled in time", TODAY),
            ("300.00", "0", "0", "120.00", "180.00"),
        ),
    ],
)
def test_a_part_is_used_and_the_rest_is_held(use, expected, figures) -> None:
    """A cancellation may keep a part and return a part: three acts, each its own."""
    state = given(DEPOSIT, *TAKEN).when(USES[use](euro("120"))).then(expected)
    assert (state.status, amounts(state)) == (HELD, figures)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("amount", [None, euro("300")], ids=["all", "as much"])
def test_a_deposit_is_settled_when_nothing_is_held(use, amount) -> None:
    """All that is held, named or not, ends it; the event says how much it was."""
    outcome = given(DEPOSIT, *TAKEN).when(USES[use](amount))
    assert (outcome.events[0].amount, outcome.events[1:]) == (300, (GONE,))
    assert (outcome.state.status, outcome.state.held) == (SETTLED, 0)


@pytest.mark.parametrize("use", USES)
def test_no_more_is_used_than_is_held(use) -> None:
    """Applied is never above received, and nothing is kept or returned twice."""
    past = (*TAKEN, applied("100.00"))
    given(DEPOSIT, *past).when(USES[use](euro("200.01"))).refused(
        "deposits.more_than_held",
        deposit="D1",
        held=Decimal("200.00"),
        got=Decimal("200.01"),
        currency="EUR",
    )


@pytest.mark.parametrize("use", USES)
def test_nothing_is_used_twice(use) -> None:
    """What was settled is settled, and what never came in cannot be used."""
    given(DEPOSIT, *TAKEN, applied("300.00"), GONE).when(USES[use](None)).refused(
        "deposits.settled", deposit="D1"
    )
    given(DEPOSIT, REQUESTED).when(USES[use](None)).refused("deposits.not_held", deposit="D1")


def test_a_deposit_pays_several_folios() -> None:
    """Each folio stands once with what it got in all."""
    past = (*TAKEN, applied("50.00"), applied("40.00", "F2"), applied("10.00"))
    state = given(DEPOSIT, *past).state
    assert sorted(state.applications, key=lambda one: one.folio) == [
        Application("F1", Decimal("60.00")),
        Application("F2", Decimal("40.00")),
    ]
    assert (state.applied_to("F1"), state.applied_to("F3"), state.applied) == (60, 0, 100)


# A check-in that was reversed


def test_what_was_applied_to_a_folio_is_held_again() -> None:
    """All of it, also what came in two parts; what stands on other folios stays there."""
    past = (*TAKEN, applied("50.00"), applied("40.00", "F2"), applied("10.00"))
    back = ApplicationTakenBack("D1", "F1", Decimal("60.00"), "EUR", "check-in reversed", TODAY)
    command = TakeBackApplication("D1", "F1", "check-in reversed")
    state = given(DEPOSIT, *past).when(command).then(back)
    assert amounts(state) == ("300.00", "40.00", "0", "0", "260.00")
    assert state.applications == (Application("F2", Decimal("40.00")),)


def test_a_settled_deposit_is_held_again_when_its_check_in_is_reversed() -> None:
    """It is as it was before, and matures again at the next check-in."""
    before = given(DEPOSIT, *TAKEN).state
    past = (*TAKEN, applied("300.00"), GONE)
    state = given(DEPOSIT, *past).when(TakeBackApplication("D1", "F1", "wrong guest")).state
    assert attrs.evolve(state, entries=before.entries) == before
    assert given(DEPOSIT, *past).on(TOMORROW).state.status is SETTLED


@pytest.mark.parametrize("folio", ["F2", "F1"])
def test_only_what_stands_on_a_folio_is_taken_back(folio) -> None:
    """Not from another folio, and not twice."""
    back = ApplicationTakenBack("D1", "F1", Decimal("100.00"), "EUR", "wrong guest", TODAY)
    past = (*TAKEN, applied("100.00")) + ((back,) if folio == "F1" else ())
    given(DEPOSIT, *past).when(TakeBackApplication("D1", folio, "again")).refused(
        "deposits.not_applied", deposit="D1", folio=folio
    )


def test_a_settled_deposit_takes_nothing_back_that_was_kept_or_returned() -> None:
    """What the guest forfeited or has in hand stands on no folio."""
    kept = DepositKept("D1", Decimal("300.00"), "EUR", "no-show", TODAY)
    given(DEPOSIT, *TAKEN, kept, GONE).when(TakeBackApplication("D1", "F1", "again")).refused(
        "deposits.not_applied", deposit="D1", folio="F1"
    )


def test_every_act_has_its_own_business_date() -> None:
    """What was received yesterday and applied today moves the ledger on two days."""
    outcome = given(DEPOSIT, *TAKEN).on(TOMORROW).when(ApplyDeposit("D1", "F1"))
    assert {event.business_date for event in outcome.events} == {TOMORROW}
    assert [entry.business_date for entry in outcome.state.entries] == [TODAY, TOMORROW]
