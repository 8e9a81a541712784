"""How old debts are, when companies are reminded, and what a property may set."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.city_ledger import (
    Account,
    AccountStatus,
    AgeingClock,
    CityLedgerSettings,
    DunningStep,
    OpenItem,
    Reminder,
    ReminderDue,
    StatementMode,
    ageing,
    reminders_due,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.sealed import Sealed

TODAY = date(2026, 11, 23)


def days_ago(days):
    """Return a day before today."""
    return TODAY - timedelta(days=days)


def item(number=1, amount=100, transferred=0, due=0, **more):
    """Return an item transferred and due so many days ago."""
    money = Decimal(amount)
    return OpenItem(
        number, "folio:S1", "Folio", money, money, days_ago(transferred), days_ago(due), **more
    )


def table(aged):
    """Return the rows as one reads them."""
    return [(row.since, row.until, int(row.amount), row.items) for row in aged.rows]


# Ageing


def test_debts_are_sorted_by_the_days_they_are_overdue() -> None:
    """What is not due yet stands in a row of its own; every boundary belongs to the younger row."""
    ages = (-5, 0, 1, 30, 31, 60, 61, 90, 91, 400)
    items = [item(number, 10**0, 500, age) for number, age in enumerate(ages, 1)]
    aged = ageing(items, TODAY, AgeingClock.DUE)
    assert table(aged) == [
        (None, 0, 2, 2),
        (1, 30, 2, 2),
        (31, 60, 2, 2),
        (61, 90, 2, 2),
        (91, None, 2, 2),
    ]
    assert (aged.as_of, aged.clock, aged.total, aged.by_transfer) == (
        TODAY,
        AgeingClock.DUE,
        10,
        0,
    )


@pytest.mark.parametrize(
    ("clock", "row"),
    [
        (AgeingClock.TRANSFER, 3),
        (AgeingClock.CHECK_OUT, 2),
        (AgeingClock.INVOICE, 1),
        (AgeingClock.DUE, 1),
    ],
)
def test_the_same_debt_is_as_old_as_its_clock_says(clock, row) -> None:
    """The clock is named beside the figures, for without it they mean nothing."""
    one = item(
        transferred=95, due=5, checked_out_on=days_ago(70), invoice="I1", invoiced_on=days_ago(35)
    )
    aged = ageing([one], TODAY, clock)
    assert aged.clock is clock
    assert [place for place, found in enumerate(aged.rows) if found.items] == [row]
    assert len(aged.rows) == (5 if clock is AgeingClock.DUE else 4)


@pytest.mark.parametrize("clock", [AgeingClock.INVOICE, AgeingClock.CHECK_OUT])
def test_what_has_no_date_of_the_clock_is_aged_from_its_transfer(clock) -> None:
    """How much that is stands beside the rows; nothing is left out of the total."""
    dated = item(2, 50, 45, invoiced_on=TODAY, checked_out_on=TODAY)
    aged = ageing([item(1, 100, 45), dated], TODAY, clock)
    assert table(aged)[:2] == [(None, 30, 50, 1), (31, 60, 100, 1)]
    assert (aged.total, aged.by_transfer) == (150, 100)


def test_an_account_without_items_has_empty_rows() -> None:
    """A report has the same rows on every day."""
    assert table(ageing([], TODAY, AgeingClock.TRANSFER, (7,))) == [
        (None, 7, 0, 0),
        (8, None, 0, 0),
    ]
    assert table(ageing([], TODAY, AgeingClock.TRANSFER, ())) == [(None, None, 0, 0)]


def test_only_what_is_open_ages() -> None:
    """A part that is paid is no debt."""
    half = attrs.evolve(item(), open=Decimal(40))
    assert ageing([half], TODAY, AgeingClock.DUE).total == 40


@pytest.mark.parametrize("buckets", [(30, 30), (60, 30), (0, 30), (-1,)])
def test_buckets_rise(buckets) -> None:
    """A debt stands in one row."""
    with pytest.raises(InvalidInput) as caught:
        ageing([], TODAY, AgeingClock.DUE, buckets)
    assert caught.value.code == "value.out_of_range"


@for_all(
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(-400, 400), st.integers(0, 400))),
    st.sampled_from(AgeingClock),
    st.lists(st.integers(1, 300), unique=True).map(sorted),
)
def test_every_debt_stands_in_exactly_one_row(debts, clock, buckets) -> None:
    """The rows add up to the total and to the number of items, whatever the buckets are."""
    items = [item(number, *debt) for number, debt in enumerate(debts, 1)]
    aged = ageing(items, TODAY, clock, buckets)
    assert sum(row.amount for row in aged.rows) == aged.total == sum(one.open for one in items)
    assert sum(row.items for row in aged.rows) == len(items)
    assert 0 <= aged.by_transfer <= aged.total


# Reminders

STEPS = (
    DunningStep(1, 7, "friendly reminder"),
    DunningStep(2, 21, "second reminder"),
    DunningStep(3, 35, "last reminder"),
)
SETTINGS = CityLedgerSettings(dunning=STEPS)


def owing(*items):
    """Return an account with open items."""
    total = sum(one.open for one in items)
    return Account(
        "C1",
        Sealed("C1", "Garuda Travel"),
        None,
        None,
        None,
        "IDR",
        Decimal(1),
        None,
        30,
        StatementMode.OPEN_ITEMS,
        AccountStatus.OPEN,
        total,
        items,
        (),
        len(items),
        Journal(),
    )


def steps_due(*items):
    """Return which step is due for which item."""
    return {one.item: one.step for one in reminders_due(owing(*items), TODAY, SETTINGS)}


def test_a_reminder_says_what_it_is_about() -> None:
    """Account, item, step with its name, days overdue and what is open."""
    assert reminders_due(owing(item(1, 100, 40, 9)), TODAY, SETTINGS) == (
        ReminderDue("C1", 1, 1, "friendly reminder", 9, Decimal(100)),
    )


@pytest.mark.parametrize(("days", "due"), [(-1, {}), (0, {}), (6, {}), (7, {1: 1}), (60, {1: 1})])
def test_the_first_reminder_comes_so_many_days_after_the_due_date(days, due) -> None:
    """Also who is long overdue is reminded in a friendly way first."""
    assert steps_due(item(due=days)) == due


@pytest.mark.parametrize(
    ("days", "sent", "due"),
    [
        (20, (Reminder(1, days_ago(13)),), {}),
        (21, (Reminder(1, days_ago(14)),), {1: 2}),
        (40, (Reminder(1, days_ago(13)),), {}),
        (40, (Reminder(1, days_ago(14)),), {1: 2}),
        (40, (Reminder(1, days_ago(33)), Reminder(2, days_ago(14))), {1: 3}),
        (99, (Reminder(3, days_ago(50)),), {}),
    ],
)
def test_the_next_reminder_leaves_time_to_pay(days, sent, due) -> None:
    """After a late reminder as many days pass as lie between the steps; after the last, none."""
    assert steps_due(item(due=days, reminders=sent)) == due


def test_a_step_that_is_no_longer_set_counts_as_sent() -> None:
    """A property may change its reminders; nobody starts again from the first."""
    sent = (Reminder(9, days_ago(50)),)
    assert steps_due(item(due=99, reminders=sent)) == {}
    fewer = CityLedgerSettings(dunning=STEPS[:2])
    assert reminders_due(owing(item(due=99, reminders=(Reminder(2, TODAY),))), TODAY, fewer) == ()


def test_nobody_is_reminded_where_no_step_is_set() -> None:
    """Dunning is the property's own choice."""
    assert reminders_due(owing(item(due=99)), TODAY, CityLedgerSettings()) == ()


# Settings


def test_the_standard_is_four_rows_from_the_due_date() -> None:
    """As most ageing reports have them."""
    standard = CityLedgerSettings()
    assert (standard.buckets, standard.clock) == ((30, 60, 90), AgeingClock.DUE)


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"buckets": (30, 30)}, "buckets[1]", "value.out_of_range"),
        ({"buckets": (30, 60, 7)}, "buckets[2]", "value.out_of_range"),
        ({"buckets": (0,)}, "buckets[0]", "value.out_of_range"),
        ({"dunning": (STEPS[1],)}, "dunning[0].step", "value.unknown"),
        ({"dunning": (STEPS[0], STEPS[2])}, "dunning[1].step", "value.unknown"),
        (
            {"dunning": (STEPS[0], DunningStep(2, 7, "again"))},
            "dunning[1].days_overdue",
            "value.out_of_range",
        ),
    ],
)
def test_settings_that_contradict_themselves_are_refused(values, path, code) -> None:
    """The fault is told where it stands."""
    with pytest.raises(InvalidInput) as caught:
        CityLedgerSettings(**values)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]
