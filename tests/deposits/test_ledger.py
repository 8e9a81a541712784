"""What is held for all guests together, and which requests are due."""

from datetime import date, timedelta
from decimal import Decimal

from axentra_core.deposits import (
    AGGREGATES,
    DepositApplied,
    DepositKept,
    DepositLedger,
    DepositOpened,
    DepositReceived,
    DepositRequested,
    DepositReturned,
    DepositSettled,
    DepositTotals,
    DueRequest,
    Maturity,
    RequestWithdrawn,
    due_requests,
    ledger,
)

(DEPOSIT,) = AGGREGATES
TODAY = date(2026, 11, 23)


def days_ago(days):
    """Return a day before today."""
    return TODAY - timedelta(days=days)


def taken(deposit, amount, currency="IDR", *more):
    """Return a deposit that came in, and what became of it."""
    return DEPOSIT.replay(
        [
            DepositOpened(deposit, "S1", currency, Decimal(1), Maturity.CHECK_IN, TODAY),
            DepositReceived(deposit, Decimal(amount), currency, "cash", "payment:P1", TODAY),
            *more,
        ]
    )


def asked(deposit, due, *more, amount=500):
    """Return a deposit that was asked for by a day, and what became of it."""
    request = DepositRequested(
        deposit, "S1", "IDR", Decimal(1), Decimal(amount), due, Maturity.CHECK_IN, days_ago(30)
    )
    return DEPOSIT.replay([request, *more])


def came(deposit, amount):
    """Return that money came in."""
    return DepositReceived(deposit, Decimal(amount), "IDR", "cash", "payment:P1", TODAY)


# The ledger


def test_the_deposit_ledger_says_what_became_of_all_money() -> None:
    """Received is applied, kept, returned and held, currency by currency."""
    books = ledger(
        [
            taken("D1", 300, "IDR", DepositApplied("D1", "F1", Decimal(100), "IDR", TODAY)),
            taken(
                "D2",
                200,
                "IDR",
                DepositKept("D2", Decimal(50), "IDR", "no-show", TODAY),
                DepositReturned("D2", Decimal(150), "IDR", "cash", "the rest", TODAY),
                DepositSettled("D2", TODAY),
            ),
            taken("D3", 7, "EUR"),
        ]
    )
    assert books == DepositLedger(
        (
            DepositTotals("EUR", Decimal(7), Decimal(0), Decimal(0), Decimal(0), 1),
            DepositTotals("IDR", Decimal(500), Decimal(100), Decimal(50), Decimal(150), 1),
        )
    )
    assert [(one.currency, one.held) for one in books.totals] == [("EUR", 7), ("IDR", 200)]
    assert (books.held("IDR"), books.held("EUR"), books.held("USD")) == (200, 7, 0)


def test_what_is_only_asked_for_is_no_liability() -> None:
    """The house owes what has come in."""
    assert ledger([asked("D1", TODAY)]) == ledger([]) == DepositLedger(())


# Requests that are due


def test_requests_are_due_from_their_day_on_the_oldest_first() -> None:
    """On the day itself nobody is overdue yet; one for later, or for no day, is not due."""
    deposits = [
        asked("D1", TODAY),
        asked("D2", TODAY + timedelta(days=1)),
        asked("D3", None),
        asked("D4", days_ago(9)),
        asked("D0", days_ago(9)),
    ]
    found = due_requests(deposits, TODAY)
    assert [(one.deposit, one.days_overdue) for one in found] == [("D0", 9), ("D4", 9), ("D1", 0)]
    assert found[2] == DueRequest("D1", "S1", TODAY, 0, Decimal(500), "IDR")
    assert due_requests(deposits, days_ago(10)) == ()


def test_a_request_is_due_with_what_has_not_come_in() -> None:
    """A part that was paid is not asked for again, and nothing more once it is over."""
    deposits = [
        asked("D1", TODAY, came("D1", 120)),
        asked("D2", TODAY, came("D2", 500)),
        asked("D3", TODAY, came("D3", 600)),
        asked("D4", TODAY, RequestWithdrawn("D4", Decimal(500), "IDR", "cancelled", TODAY)),
        asked(
            "D5",
            TODAY,
            came("D5", 120),
            DepositReturned("D5", Decimal(120), "IDR", "cash", "cancelled", TODAY),
            DepositSettled("D5", TODAY),
        ),
    ]
    assert [(one.deposit, one.amount) for one in due_requests(deposits, TODAY)] == [("D1", 380)]
