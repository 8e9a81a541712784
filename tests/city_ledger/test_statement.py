"""What a company is sent: opening balance, movements, closing balance, open items."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.city_ledger import (
    AGGREGATES,
    AccountChanged,
    AccountDebited,
    AccountOpened,
    Allocated,
    CreditAllocated,
    ItemCredited,
    PaymentReceived,
    ReversePayment,
    StatementMode,
    statement,
)
from axentra_core.kernel.errors import InvalidInput, NotFound
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(ACCOUNT,) = AGGREGATES
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 10), date(2026, 10, 10), date(2026, 11, 10)
LAST = date(2026, 11, 30)
NAME, NEW_NAME = Sealed("C1", "Garuda Travel"), Sealed("C1", "Garuda Tours")

OPENED = AccountOpened(
    "C1",
    NAME,
    None,
    None,
    "T1",
    "EUR",
    Decimal("0.01"),
    None,
    30,
    StatementMode.BALANCE_FORWARD,
    SEPTEMBER,
)


def debited(item, amount, on):
    """Return the transfer of a folio."""
    folio, amount = f"folio:S{item}", Decimal(amount)
    return AccountDebited("C1", item, amount, "EUR", folio, folio, on, on, amount, None, None, on)


FIRST, SECOND = debited(1, "90.00", SEPTEMBER), debited(2, "40.50", OCTOBER)
PAID = PaymentReceived(
    "C1",
    "P1",
    Decimal("100.00"),
    "EUR",
    "transfer",
    (Allocated("P1", 1, Decimal("90.00")),),
    OCTOBER,
)
USED = CreditAllocated("C1", (Allocated("P1", 2, Decimal("10.00")),), NOVEMBER)
CREDITED = ItemCredited("C1", 2, Decimal("0.50"), "EUR", "minibar", NOVEMBER)
CHANGED = AccountChanged(
    "C1", NEW_NAME, None, None, "T2", None, 30, StatementMode.OPEN_ITEMS, NOVEMBER
)
HISTORY = (OPENED, FIRST, SECOND, PAID, USED, CREDITED, CHANGED)


def figures(told):
    """Return opening, changes and closing as text."""
    changes = [str(line.change) for line in told.lines]
    return str(told.opening), changes, str(told.closing)


def test_a_statement_carries_the_balance_forward() -> None:
    """What was owed before, each movement with the balance after it, what is owed now."""
    told = statement(HISTORY, OCTOBER, LAST)
    assert figures(told) == ("90.00", ["40.50", "-100.00", "-0.50"], "30.00")
    assert [str(line.balance) for line in told.lines] == ["130.50", "30.50", "30.00"]
    assert [line.entry for line in told.lines] == [SECOND, PAID, CREDITED]
    assert (told.currency, told.digits) == ("EUR", 2)


def test_a_statement_lists_what_is_open_at_its_end() -> None:
    """As it stood then: what was settled since is open in it, what came since is not."""
    october = statement(HISTORY, OCTOBER, OCTOBER)
    assert [(item.number, str(item.open)) for item in october.items] == [(2, "40.50")]
    assert str(october.credit) == "10.00"
    november = statement(HISTORY, NOVEMBER, LAST)
    assert [(item.number, str(item.open)) for item in november.items] == [(2, "30.00")]
    assert november.credit == 0


def test_using_credit_moves_no_money() -> None:
    """An allocation changes what is open, not what is owed, and is no line."""
    assert USED not in [line.entry for line in statement(HISTORY, NOVEMBER, LAST).lines]


def test_a_statement_is_addressed_as_the_company_was_called_at_its_end() -> None:
    """And is read as was agreed then, unless it is asked for otherwise."""
    october, november = statement(HISTORY, SEPTEMBER, OCTOBER), statement(HISTORY, SEPTEMBER, LAST)
    assert (october.name, october.tax_id, october.mode) == (
        NAME,
        "T1",
        StatementMode.BALANCE_FORWARD,
    )
    assert (november.name, november.tax_id, november.mode) == (
        NEW_NAME,
        "T2",
        StatementMode.OPEN_ITEMS,
    )
    asked = statement(HISTORY, SEPTEMBER, LAST, StatementMode.BALANCE_FORWARD)
    assert asked.mode is StatementMode.BALANCE_FORWARD


def test_a_reversed_payment_stands_on_both_days() -> None:
    """The payment is not erased: a second line takes it back, and the old statement stays true."""
    past = (OPENED, FIRST, SECOND, PAID)
    command = ReversePayment("C1", "P1", "no funds")
    (back,) = given(ACCOUNT, *past).on(NOVEMBER).when(command).events
    before, after = statement(past, OCTOBER, OCTOBER), statement((*past, back), OCTOBER, OCTOBER)
    assert before == after
    told = statement((*past, back), NOVEMBER, LAST)
    assert figures(told) == ("30.50", ["100.00"], "130.50")
    assert [item.number for item in told.items] == [1, 2]


def test_an_empty_time_has_no_lines() -> None:
    """The balance is carried over it."""
    told = statement(HISTORY, LAST, LAST)
    assert figures(told) == ("30.00", [], "30.00")


def test_a_time_ends_after_it_begins() -> None:
    """Both days are named."""
    with pytest.raises(InvalidInput) as caught:
        statement(HISTORY, LAST, OCTOBER)
    assert (caught.value.code, caught.value.faults[0].path) == ("date.order", "until")


@pytest.mark.parametrize("events", [(), (FIRST,), (OPENED,)])
def test_there_is_no_statement_of_no_account(events) -> None:
    """Nothing, a stream that is cut, or a time before the account was opened."""
    until = date(2026, 9, 1) if events == (OPENED,) else LAST
    with pytest.raises(NotFound) as caught:
        statement(events, until, until)
    assert caught.value.code == "record.not_found"


def test_a_statement_adds_up_to_the_account() -> None:
    """Summed from the lines it says what the account's running totals say."""
    state, told = ACCOUNT.replay(HISTORY), statement(HISTORY, SEPTEMBER, LAST)
    assert (told.closing, told.items, told.credit) == (state.balance, state.items, state.credit)
