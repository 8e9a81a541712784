"""What is transferred to an account: the credit limit, the invoice, corrections and reminders."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.city_ledger import (
    AGGREGATES,
    AccountChanged,
    AccountDebited,
    AccountOpened,
    CreditItem,
    DebitAccount,
    InvoiceNumbered,
    ItemCredited,
    ItemReminded,
    ItemWrittenOff,
    NumberInvoice,
    OpenItem,
    PaymentReceived,
    Reminder,
    RemindItem,
    StatementMode,
    WriteOff,
)
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(ACCOUNT,) = AGGREGATES
TODAY = date(2026, 11, 23)
DUE = TODAY + timedelta(days=14)
LATER = DUE + timedelta(days=10)
DEWI = Actor("staff", "dewi", ("manager",))
MAY = Permissions((Grant("manager", ("city_ledger.override_limit", "city_ledger.write_off")),))

NAME = Sealed("C1", "Garuda Travel")
OPENED = AccountOpened(
    "C1",
    NAME,
    None,
    None,
    None,
    "IDR",
    Decimal(1),
    Decimal(5000),
    14,
    StatementMode.OPEN_ITEMS,
    TODAY,
)
NO_LIMIT = attrs.evolve(OPENED, credit_limit=None)
DEBITED = AccountDebited(
    "C1",
    1,
    Decimal(900),
    "IDR",
    "folio:S1",
    "Folio S1",
    TODAY,
    DUE,
    Decimal(900),
    None,
    None,
    TODAY,
)
ITEM = OpenItem(1, "folio:S1", "Folio S1", Decimal(900), Decimal(900), TODAY, DUE, TODAY)


def rupiah(amount):
    """Return an amount of rupiah."""
    return money(amount, "IDR")


def bill(amount, in_house="0", **more):
    """Return the transfer of a folio."""
    return DebitAccount("C1", rupiah(amount), "folio:S1", "Folio S1", rupiah(in_house), **more)


# A direct bill


def test_a_direct_bill_becomes_an_item_that_is_due_by_the_terms() -> None:
    """What the folio was settled with is owed by the company, in full, two weeks on."""
    state = given(ACCOUNT, OPENED).when(bill("900", checked_out_on=TODAY)).then(DEBITED)
    assert state.items == (ITEM,)
    assert (state.balance, state.numbered) == (Decimal(900), 1)


def test_items_are_numbered_through() -> None:
    """A number is not used again, also when the item before it is settled."""
    credited = ItemCredited("C1", 1, Decimal(900), "IDR", "posted twice", TODAY)
    (event,) = given(ACCOUNT, OPENED, DEBITED, credited).when(bill("1")).events
    assert event.item == 2


def test_new_terms_leave_old_items_as_they_were_agreed() -> None:
    """Whoever had two weeks keeps them."""
    changed = AccountChanged("C1", NAME, None, None, None, None, 0, StatementMode.OPEN_ITEMS, TODAY)
    state = given(ACCOUNT, OPENED, DEBITED, changed).when(bill("1")).state
    assert [item.due for item in state.items] == [DUE, TODAY]


@pytest.mark.parametrize(
    ("amount", "in_house", "over"),
    [
        ("4100", "0", None),
        ("4101", "0", Decimal(1)),
        ("3000", "1100", None),
        ("3000", "1101", Decimal(1)),
        ("4101", "-500", Decimal(1)),
    ],
)
def test_a_company_owes_no_more_than_its_limit(amount, in_house, over) -> None:
    """What it owes, what its guests in house will bring and the bill are within the limit.

    A guest in house who has paid in advance makes no room for the bill of another.
    """
    outcome = given(ACCOUNT, OPENED, DEBITED).when(bill(amount, in_house))
    if over is None:
        assert outcome.events[0].exposure == Decimal(5000)
        return
    refusal = outcome.refused(
        "city_ledger.over_limit",
        account="C1",
        currency="IDR",
        limit=Decimal(5000),
        balance=Decimal(900),
        in_house=max(Decimal(0), Decimal(in_house)),
        amount=Decimal(amount),
        exposure=Decimal(5001),
        over=over,
    )
    assert "5,001" in str(refusal)


def test_who_may_overrides_the_limit_with_a_reason() -> None:
    """Reason and person are on record; who lacks the permission is told which."""
    command = bill("6000", override="the director called")
    given(ACCOUNT, OPENED).when(command).refused(
        "permission.missing", permission="city_ledger.override_limit"
    )
    (event,) = given(ACCOUNT, OPENED).by(DEWI, MAY).when(command).events
    assert (event.override, event.actor) == ("the director called", "staff dewi")
    assert event.exposure == Decimal(6000)
    given(ACCOUNT, OPENED).by(DEWI, MAY).when(bill("6000")).refused("city_ledger.over_limit")


def test_an_override_that_is_not_needed_is_none() -> None:
    """Within the limit nobody has to be asked, and nothing was overridden."""
    command = bill("900", checked_out_on=TODAY, override="just in case")
    given(ACCOUNT, OPENED).when(command).then(DEBITED)


def test_without_a_limit_a_company_may_owe_anything() -> None:
    """None is no limit; zero lets nothing be owed, and only credit covers a bill."""
    assert given(ACCOUNT, NO_LIMIT).when(bill("999999999")).error is None
    zero = attrs.evolve(OPENED, credit_limit=Decimal(0))
    given(ACCOUNT, zero).when(bill("1")).refused("city_ledger.over_limit", limit=Decimal(0))
    paid = PaymentReceived("C1", "P1", Decimal(5), "IDR", "transfer", (), TODAY)
    assert given(ACCOUNT, zero, paid).when(bill("5")).error is None


def test_an_account_holds_one_currency() -> None:
    """The bill and what is to come are in the account's money."""
    euros = money("1", "EUR")
    for field in ("amount", "in_house"):
        given(ACCOUNT, OPENED).when(attrs.evolve(bill("1"), **{field: euros})).refused(
            "city_ledger.currency_mismatch", currency="IDR", got="EUR"
        )
    for command in (CreditItem("C1", 1, euros, "x"), WriteOff("C1", 1, euros, "x")):
        given(ACCOUNT, OPENED, DEBITED).by(DEWI, MAY).when(command).refused(
            "city_ledger.currency_mismatch"
        )


def test_an_account_holds_no_finer_steps_than_it_was_opened_with() -> None:
    """An account in whole rupiah takes no half rupiah."""
    half = attrs.evolve(bill("1"), amount=money("0.50", "IDR", digits=2))
    assert given(ACCOUNT, OPENED).when(half).error.code == "money.too_many_decimals"


def test_no_account_grows_beyond_all_measure() -> None:
    """A sum that no company could ever pay is a slip of the keyboard."""
    given(ACCOUNT, NO_LIMIT, DEBITED).when(bill("999999999999999")).refused(
        "city_ledger.too_large", got=Decimal(999999999999999)
    )


# The invoice


def test_an_item_is_due_by_the_invoice_once_there_is_one() -> None:
    """The terms run from the day the invoice is dated."""
    on = TODAY - timedelta(days=2)
    numbered = InvoiceNumbered("C1", 1, "INV-1", on, on + timedelta(days=14), TODAY)
    state = given(ACCOUNT, OPENED, DEBITED).when(NumberInvoice("C1", 1, "INV-1", on)).then(numbered)
    (item,) = state.items
    assert (item.invoice, item.invoiced_on, item.due) == ("INV-1", on, numbered.due)
    given(ACCOUNT, OPENED, DEBITED, numbered).when(NumberInvoice("C1", 1, "INV-2", TODAY)).refused(
        "city_ledger.already_invoiced", invoice="INV-1"
    )


def test_an_invoice_is_not_dated_ahead() -> None:
    """It is written on the business date at the latest."""
    given(ACCOUNT, OPENED, DEBITED).when(NumberInvoice("C1", 1, "INV-1", DUE)).refused(
        "city_ledger.date_ahead", on=DUE, business_date=TODAY
    )
    assert given(ACCOUNT, OPENED, DEBITED).when(NumberInvoice("C1", 1, "INV-1", TODAY)).events


# Corrections


def test_a_credit_note_lowers_an_item() -> None:
    """The item stays what it was; less is open on it."""
    credited = ItemCredited("C1", 1, Decimal(300), "IDR", "minibar was not theirs", TODAY)
    command = CreditItem("C1", 1, rupiah("300"), "minibar was not theirs")
    state = given(ACCOUNT, OPENED, DEBITED).when(command).then(credited)
    assert state.items == (attrs.evolve(ITEM, open=Decimal(600)),)
    assert state.balance == Decimal(600)


def test_a_credit_note_over_all_settles_the_item() -> None:
    """What is settled leaves the account's state, and takes no more."""
    credited = ItemCredited("C1", 1, Decimal(900), "IDR", "wrong company", TODAY)
    past = (OPENED, DEBITED, credited)
    assert given(ACCOUNT, *past).state.items == ()
    for command in (
        CreditItem("C1", 1, rupiah("1"), "again"),
        NumberInvoice("C1", 1, "INV-1", TODAY),
        RemindItem("C1", 1, 1),
    ):
        given(ACCOUNT, *past).when(command).refused("city_ledger.item_settled", item=1)
        unknown = attrs.evolve(command, item=2)
        given(ACCOUNT, *past).when(unknown).refused("city_ledger.item_unknown", item=2)


def test_no_item_is_lowered_below_zero() -> None:
    """At most what is open is credited or written off, and the figure is told."""
    for command in (
        CreditItem("C1", 1, rupiah("901"), "x"),
        WriteOff("C1", 1, rupiah("901"), "x"),
    ):
        given(ACCOUNT, OPENED, DEBITED).by(DEWI, MAY).when(command).refused(
            "city_ledger.more_than_open", open=Decimal(900), got=Decimal(901)
        )


def test_who_may_gives_up_what_will_not_be_paid() -> None:
    """A write-off names who decided it; the board shows beforehand who may not."""
    command = WriteOff("C1", 1, rupiah("900"), "bankrupt")
    written = ItemWrittenOff("C1", 1, Decimal(900), "IDR", "bankrupt", "staff dewi", TODAY)
    state = given(ACCOUNT, OPENED, DEBITED).by(DEWI, MAY).when(command).then(written)
    assert (state.items, state.balance) == ((), 0)
    clerk = given(ACCOUNT, OPENED, DEBITED)
    clerk.when(command).refused("permission.missing", permission="city_ledger.write_off")
    (told,) = ACCOUNT.allowed(clerk.state, clerk.context)["WriteOff"].reasons
    assert told.code == "permission.missing"


# Reminders


def test_a_company_is_reminded_of_what_is_overdue() -> None:
    """The day an item is due is still in time."""
    reminded = ItemReminded("C1", 1, 1, LATER)
    state = given(ACCOUNT, OPENED, DEBITED).on(LATER).when(RemindItem("C1", 1, 1)).then(reminded)
    assert state.items[0].reminders == (Reminder(1, LATER),)
    given(ACCOUNT, OPENED, DEBITED).on(DUE).when(RemindItem("C1", 1, 1)).refused(
        "city_ledger.not_overdue", due=DUE, business_date=DUE
    )


def test_reminders_get_sharper() -> None:
    """No step is taken twice, and none after a sharper one; a step may be left out."""
    past = (OPENED, DEBITED, ItemReminded("C1", 1, 2, LATER))
    for step in (1, 2):
        given(ACCOUNT, *past).on(LATER).when(RemindItem("C1", 1, step)).refused(
            "city_ledger.already_reminded", last=2, on=LATER
        )
    assert given(ACCOUNT, *past).on(LATER).when(RemindItem("C1", 1, 4)).error is None
