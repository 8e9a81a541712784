"""What a hotel can be asked about its drawers and about what companies owe."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.cashier import CashierSettings, CashierShiftOpened, CashierShiftStatus
from axentra_core.city_ledger import (
    AccountOpened,
    AgeingClock,
    CityLedgerSettings,
    DebitAccount,
    DunningStep,
)
from axentra_core.folio import PaymentMethod
from axentra_core.kernel.errors import InvalidInput, NotFound, PortRefused
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import ClearText
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def till(front, *floats, desk=None, drawer=None):
    """Open a drawer with change."""
    done = (desk or front.desk).open_cashier_shift(drawer=drawer, floats=floats, key=front.key())
    return done.one(CashierShiftOpened).cashier_shift


def company(front, *owes, name="Garuda Travel", **terms):
    """Open an account, and transfer bills to it."""
    account = front.boss.open_account(name, **terms).one(AccountOpened).account
    for amount in owes:
        front.put(DebitAccount(account, idr(amount), "folio:S9", "Folio S9", idr(0)))
    return account


def ids(lines):
    """Return the accounts of a list."""
    return [line.account.id for line in lines]


@pytest.fixture
def dunning(store, open_front):
    """The front desk of a hotel that reminds after a day, and again after another."""
    steps = (DunningStep(1, 1, "first reminder"), DunningStep(2, 2, "second reminder"))
    settings = CityLedgerSettings((1, 2), AgeingClock.DUE, steps)
    return open_front(store, attrs.evolve(example_property(), city_ledger=settings))


# --- the cash desk ---


def test_nobody_reads_before_the_close_what_should_be_in_the_drawer(front) -> None:
    """Of an open shift there are entries and no cash totals; after the close there are both."""
    shift = till(front, idr(500_000), drawer="FRONT-1")
    front.desk.drop_cash(shift, idr(200_000), "bag 7", key="k")
    report = front.hotel.read.cashier_shift(shift)
    assert (report.status, report.drawer, report.cash) == (CashierShiftStatus.OPEN, "FRONT-1", ())
    assert [entry.entry for entry in report.entries] == [1, 2]
    front.desk.close_cashier_shift(shift, [idr(299_000)])
    closed = front.hotel.read.cashier_shift(shift)
    assert (closed.status, closed.closed_on) == (CashierShiftStatus.CLOSED, MONDAY)
    (cash,) = closed.cash
    assert (cash.expected, cash.counted, cash.over_short) == (300_000, 299_000, -1_000)


def test_a_shift_that_is_not_there_is_not_found(front) -> None:
    """A wrong id is told as one."""
    with pytest.raises(NotFound) as error:
        front.hotel.read.cashier_shift("C9")
    assert error.value.code == "record.not_found"


def test_open_shifts_are_listed_with_what_should_be_dropped(store, open_front) -> None:
    """By cashier, without amounts; who has more than the limit in the drawer drops some."""
    limits = CashierSettings(most_in_drawer=(idr(1_000_000),))
    front = open_front(store, attrs.evolve(example_property(), cashier=limits))
    assert front.hotel.read.open_shifts() == ()
    dewi = till(front, idr(1_000_001), desk=front.boss)
    ayu = till(front, idr(500_000), money(5, "EUR"), drawer="FRONT-1")
    first, second = front.hotel.read.open_shifts()
    assert (first.cashier_shift, first.cashier, first.drawer) == (ayu, "ayu", "FRONT-1")
    assert (first.opened_on, first.entries, first.drop_due) == (MONDAY, 2, ())
    assert (second.cashier_shift, second.drop_due) == (dewi, (idr(1_000_000),))
    front.desk.close_cashier_shift(ayu, [idr(500_000), money(5, "EUR")])
    assert [line.cashier_shift for line in front.hotel.read.open_shifts()] == [dewi]


# --- companies' accounts ---


def test_accounts_are_listed_until_they_are_closed(front) -> None:
    """Blocked ones too; a closed one is still found by its name, for a bank may come back."""
    garuda, lion = company(front, 1_000), company(front, name="Lion Travel")
    front.boss.block_account(garuda, "three reminders")
    assert ids(front.hotel.read.accounts()) == [garuda, lion]
    front.boss.close_account(lion)
    read = front.hotel.read
    assert ids(read.accounts()) == [garuda]
    assert ids(read.find_account("TRAVEL")) == [garuda, lion]
    assert ids(read.find_account("Travel, Lion")) == [lion]
    assert read.find_account("Lion Tours") == read.find_account("…") == ()


def test_an_account_is_shown_with_who_it_is(front) -> None:
    """Names are opened for whoever may read them, and stand in no repr."""
    contacts = {"address": "Jl. Wulan 7", "mail": "wulan@travel.example"}
    line = front.hotel.read.account(company(front, name="Wulandari", **contacts))
    assert (line.name, line.address, line.mail) == ("Wulandari", *contacts.values())
    bare = attrs.evolve(line, account=None)
    assert "ulan" not in repr(bare)
    with pytest.raises(NotFound):
        front.hotel.read.account("A9")


class Forgetful(ClearText):
    """A cipher whose keys are gone, or whose vault does not answer."""

    code = "cipher.key_destroyed"

    def open(self, subject, data):
        """Open nothing."""
        raise PortRefused(self.code, subject=subject)


def test_a_forgotten_company_has_no_name(front) -> None:
    """The debt stays; who owed it is not known any more."""
    account = company(front, 1_000, mail="ap@garuda.example")
    line = front.over(front.store, cipher=Forgetful()).read.account(account)
    assert (line.name, line.address, line.mail, line.account.balance) == (None, None, None, 1_000)


def test_a_statement_is_of_a_time(front) -> None:
    """What was owed before, what moved, what is owed after; each line with its balance."""
    account = company(front, 1_000)
    front.pass_nights(1)
    front.desk.receive_account_payment(account, idr(400), PaymentMethod.TRANSFER, key="p")
    read = front.hotel.read
    whole = read.account_statement(account, MONDAY, TUESDAY)
    assert [line.balance for line in whole.lines] == [1_000, 600]
    later = read.account_statement(account, TUESDAY, WEDNESDAY)
    assert (later.opening, later.closing, len(later.lines)) == (1_000, 600, 1)
    with pytest.raises(InvalidInput) as error:
        read.account_statement(account, TUESDAY, MONDAY)
    assert [fault.code for fault in error.value.faults] == ["date.order"]
    with pytest.raises(NotFound):
        read.account_statement("A9", MONDAY, TUESDAY)
    with pytest.raises(NotFound):
        read.account_statement(account, date(2026, 11, 1), date(2026, 11, 2))


@pytest.mark.parametrize("path", ["since", "until"])
def test_a_statement_is_between_dates(front, path) -> None:
    """A date that is none is told with its name."""
    days = {"since": MONDAY, "until": MONDAY, path: "yesterday"}
    with pytest.raises(InvalidInput) as error:
        front.hotel.read.account_statement("A1", **days)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [
        (path, "field.wrong_type")
    ]


def test_debts_are_shown_by_their_age(dunning) -> None:
    """By the property's clock and rows, of one company or of all; a later day may be looked at."""
    one, other = company(dunning, 1_000, terms_days=0), company(dunning, 500, terms_days=30)
    dunning.pass_nights(1)
    read = dunning.hotel.read
    aged = read.ageing()
    assert (aged.as_of, aged.clock, aged.total) == (TUESDAY, AgeingClock.DUE, 1_500)
    assert [row.amount for row in aged.rows] == [500, 1_000, 0, 0]
    assert [row.amount for row in read.ageing(one, as_of=WEDNESDAY).rows] == [0, 0, 1_000, 0]
    assert read.ageing(other).total == Decimal(500)
    with pytest.raises(NotFound):
        read.ageing("A9")
    with pytest.raises(InvalidInput) as error:
        read.ageing(as_of="today")
    assert error.value.faults[0].path == "as_of"


def test_a_hotel_without_accounts_has_no_debts(front) -> None:
    """Every row is there, and empty."""
    aged = front.hotel.read.ageing()
    assert (aged.total, {row.items for row in aged.rows}) == (0, {0})
    assert front.hotel.read.reminders_due() == ()


def test_reminders_are_due_step_by_step(dunning) -> None:
    """The first after a day, the second after another; what was sent is not due any more."""
    account = company(dunning, 1_000, terms_days=0)
    assert dunning.hotel.read.reminders_due() == ()
    dunning.pass_nights(1)
    (due,) = dunning.hotel.read.reminders_due()
    assert (due.account, due.item, due.step, due.name) == (account, 1, 1, "first reminder")
    dunning.desk.remind_item(account, 1, 1)
    assert dunning.hotel.read.reminders_due() == ()
    dunning.pass_nights(1)
    (again,) = dunning.hotel.read.reminders_due()
    assert (again.step, again.days_overdue, again.amount) == (2, 2, 1_000)


def test_a_button_shows_what_stands_against_it(front) -> None:
    """What may be done to a shift and to an account is asked as of every record."""
    shift, account = till(front, idr(1_000)), company(front, 1_000)
    read = front.hotel.read
    assert read.allowed("account", account)["CloseAccount"].reasons
    assert not read.allowed("cashier_shift", shift)["AddFloat"].reasons
