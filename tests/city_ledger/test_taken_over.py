"""What companies owed in a former system: it comes in with its days as they were."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.city_ledger import (
    AGGREGATES,
    AccountBlocked,
    AccountOpened,
    AgeingClock,
    InvoiceNumbered,
    ItemTakenOver,
    NumberInvoice,
    OpenItem,
    ReceivePayment,
    RemindItem,
    StatementMode,
    TakeOverItem,
    ageing,
    ledger,
    statement,
)
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(ACCOUNT,) = AGGREGATES
TODAY = date(2026, 11, 23)
LEFT, SENT, INVOICED, DUE = (date(2026, 9, day) for day in (1, 2, 5, 19))

OPENED = AccountOpened(
    "C1",
    Sealed("C1", "Garuda Travel"),
    None,
    None,
    None,
    "IDR",
    Decimal(1),
    Decimal(500),
    30,
    StatementMode.OPEN_ITEMS,
    TODAY,
)


def rupiah(amount):
    """Return an amount of rupiah."""
    return money(amount, "IDR")


TAKE_OVER = TakeOverItem(
    "C1", rupiah("900"), "folio:88123", "Folio 88123", SENT, DUE, LEFT, "2026-17", INVOICED
)
TAKEN_OVER = ItemTakenOver(
    "C1",
    1,
    Decimal(900),
    "IDR",
    "folio:88123",
    "Folio 88123",
    SENT,
    DUE,
    LEFT,
    "2026-17",
    INVOICED,
    TODAY,
)


def test_an_item_comes_in_with_its_days() -> None:
    """When it was transferred, invoiced and due is what it was; the terms of today say nothing."""
    state = given(ACCOUNT, OPENED).when(TAKE_OVER).then(TAKEN_OVER)
    assert state.items == (
        OpenItem(
            1,
            "folio:88123",
            "Folio 88123",
            Decimal(900),
            Decimal(900),
            SENT,
            DUE,
            LEFT,
            "2026-17",
            INVOICED,
        ),
    )
    assert (state.balance, state.numbered, TAKEN_OVER.change) == (900, 1, 900)


def test_what_is_owed_already_asks_for_no_limit() -> None:
    """It was granted elsewhere; a limit counts for what is transferred from now on."""
    state = given(ACCOUNT, OPENED).when(TAKE_OVER).state
    assert state.balance > state.credit_limit


def test_a_taken_over_item_has_the_age_it_has() -> None:
    """By every clock it is as old as it was in the former system."""
    items = given(ACCOUNT, OPENED, TAKEN_OVER).state.items
    for clock, day in (
        (AgeingClock.TRANSFER, SENT),
        (AgeingClock.CHECK_OUT, LEFT),
        (AgeingClock.INVOICE, INVOICED),
        (AgeingClock.DUE, DUE),
    ):
        aged = ageing(items, TODAY, clock, ((TODAY - day).days - 1, (TODAY - day).days))
        assert [row.amount for row in aged.rows if row.until == (TODAY - day).days] == [900]


def test_it_is_reminded_and_paid_like_any_other() -> None:
    """It is overdue on the day it comes in, and a payment settles it with the rest."""
    account = given(ACCOUNT, OPENED, TAKEN_OVER)
    assert account.when(RemindItem("C1", 1, 1)).error is None
    assert account.when(ReceivePayment("C1", "P1", rupiah("900"), "transfer")).state.items == ()


def test_what_stands_on_no_invoice_can_be_invoiced() -> None:
    """An item without a number gets one here; one that has one keeps it."""
    bare = attrs.evolve(TAKEN_OVER, invoice=None, invoiced_on=None)
    number = NumberInvoice("C1", 1, "2026-18", TODAY)
    due = TODAY + timedelta(days=30)
    given(ACCOUNT, OPENED, bare).when(number).then(
        InvoiceNumbered("C1", 1, "2026-18", TODAY, due, TODAY)
    )
    given(ACCOUNT, OPENED, TAKEN_OVER).when(number).refused("city_ledger.already_invoiced")


def test_it_is_part_of_the_opening_of_the_next_statement() -> None:
    """It moved the account on the day it came in, and is summed anew like everything else."""
    events = (OPENED, TAKEN_OVER)
    tomorrow = TODAY + timedelta(days=1)
    assert statement(events, TODAY, TODAY).lines[0].change == 900
    assert statement(events, tomorrow, tomorrow).opening == 900
    assert ledger(events).open_items == ACCOUNT.replay(events).items


@pytest.mark.parametrize("field", ["transferred_on", "checked_out_on", "invoiced_on"])
def test_nothing_is_taken_over_that_is_still_to_come(field) -> None:
    """What happened elsewhere has happened; only the day it is due may come."""
    tomorrow = TODAY + timedelta(days=1)
    given(ACCOUNT, OPENED).when(attrs.evolve(TAKE_OVER, **{field: tomorrow})).refused(
        "city_ledger.date_ahead", on=tomorrow, business_date=TODAY
    )
    for fine in ({field: TODAY}, {"due": tomorrow}):
        assert given(ACCOUNT, OPENED).when(attrs.evolve(TAKE_OVER, **fine)).error is None


def test_it_is_in_the_money_of_an_open_account() -> None:
    """Another currency, a half of a rupiah and a blocked account are refused."""
    account = given(ACCOUNT, OPENED)
    account.when(attrs.evolve(TAKE_OVER, amount=money("5", "EUR"))).refused(
        "city_ledger.currency_mismatch", account="C1", currency="IDR", got="EUR"
    )
    half = attrs.evolve(TAKE_OVER, amount=money("0.5", "IDR", digits=1))
    assert account.when(half).error.code == "money.too_many_decimals"
    huge = attrs.evolve(TAKE_OVER, amount=rupiah("999999999999999"))
    given(ACCOUNT, OPENED, TAKEN_OVER).when(huge).refused("city_ledger.too_large")
    blocked = given(ACCOUNT, OPENED, AccountBlocked("C1", "three reminders", TODAY))
    blocked.when(TAKE_OVER).refused("city_ledger.blocked")
