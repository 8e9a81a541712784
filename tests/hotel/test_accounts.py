"""Companies' accounts in a hotel: what is agreed, what they pay, and where the money goes."""

from base64 import b64decode, b64encode
from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.cashier import CashierSettings, CashierShiftOpened, PaymentReceived, RefundGiven
from axentra_core.city_ledger import (
    AccountBlocked,
    AccountChanged,
    AccountClosed,
    AccountOpened,
    Allocation,
    CreditAllocated,
    CreditRefunded,
    DebitAccount,
    Detail,
    ItemCredited,
    ItemReminded,
    ItemWrittenOff,
    PaymentReversed,
    StatementMode,
)
from axentra_core.city_ledger import PaymentReceived as CompanyPaid
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.verbs.accounts import MEANS
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import ClearText
from axentra_core.testing import example_property

MONDAY = date(2026, 11, 23)
CASH, CARD, TRANSFER = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.TRANSFER


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


class Backwards(ClearText):
    """A cipher that nobody mistakes for clear text."""

    def seal(self, subject, text):
        """Return the text backwards and in base 64."""
        return f"{subject}:{b64encode(text[::-1].encode()).decode()}"

    def open(self, subject, data):
        """Return the text again."""
        return b64decode(data.removeprefix(f"{subject}:")).decode()[::-1]


def company(front, *owes, name="Garuda Travel", **terms):
    """Open an account, and transfer bills to it."""
    account = front.boss.open_account(name, **terms).one(AccountOpened).account
    for amount in owes:
        front.put(DebitAccount(account, idr(amount), "folio:S9", "Folio S9", idr(0)))
    return account


def pay(front, account, amount, method=TRANSFER, **said):
    """Let a company pay."""
    return front.desk.receive_account_payment(
        account, idr(amount), method, **{"key": front.key(), **said}
    )


def till(front, desk=None):
    """Open a drawer with change."""
    change = [idr(500_000)]
    done = (desk or front.desk).open_cashier_shift(floats=change, key=front.key())
    return done.one(CashierShiftOpened).cashier_shift


def state(front, account):
    """Return an account."""
    return front.hotel.read.account(account).account


# --- what is agreed ---


def test_an_account_is_in_the_money_of_the_house(front) -> None:
    """A company gets credit in the property's currency and digits, on the terms agreed."""
    done = front.boss.open_account(
        "Garuda Travel",
        address="Jl. Sudirman 1",
        mail="ap@garuda.example",
        tax_id="01.234.567",
        credit_limit=idr(5_000_000),
        terms_days=14,
        statement_mode=StatementMode.BALANCE_FORWARD,
    ).one(AccountOpened)
    assert (done.account, done.currency, done.unit) == ("A1", "IDR", Decimal(1))
    assert (done.credit_limit, done.terms_days) == (5_000_000, 14)
    assert (done.tax_id, done.statement_mode) == ("01.234.567", StatementMode.BALANCE_FORWARD)
    front.check()


def test_an_account_may_have_an_id_of_the_host(front) -> None:
    """A host that numbers its debtors gives the number; it is given once."""
    assert company(front, account="1200-17") == "1200-17"
    front.refuses(
        lambda: front.boss.open_account("Lion Tours", account="1200-17"), "record.already_exists"
    )


def test_nothing_stored_shows_who_the_company_is(store, open_front) -> None:
    """A company may be one person: name, address and mail are sealed under the account's id."""
    front = open_front(store, cipher=Backwards(b"a secret of the house, kept elsewhere"))
    contacts = {"address": "Jl. Wulan 7", "mail": "wulan@travel.example"}
    account = company(front, name="Wulandari Travel", **contacts)
    front.boss.change_account(account, name="Wulandari Tours", mail="tours@travel.example", key="k")
    everything = repr(front.dump()).casefold()
    for word in ("wulan", "travel.example", "jl."):
        assert word not in everything
    line = front.hotel.read.account(account)
    assert (line.name, line.address) == ("Wulandari Tours", "Jl. Wulan 7")
    assert line.mail == "tours@travel.example"
    sealed = (line.account.name, line.account.address, line.account.mail)
    assert {one.subject for one in sealed} == {account}


def test_a_request_shows_no_name_either() -> None:
    """What is asked stands in logs of the host, where a name has no place."""
    said = verbs.OpenAccount("Wulandari", "Jl. Wulan 7", "wulan@travel.example")
    changed = verbs.ChangeAccount("A1", "Wulandari", "Jl. Wulan 7", "wulan@travel.example")
    assert "ulan" not in repr(said) + repr(changed)


def test_what_was_agreed_is_changed_and_taken_away(front) -> None:
    """What is left out stays; what is cleared goes; what is the same leaves no trace."""
    account = company(front, mail="ap@garuda.example", credit_limit=idr(1_000))
    change = front.boss.change_account
    done = change(account, credit_limit=idr(9_000), clears=[Detail.MAIL]).one(AccountChanged)
    assert (done.credit_limit, done.mail, done.terms_days) == (9_000, None, 30)
    assert change(account, name="Garuda Travel", terms_days=30).events == ()
    front.refuses(
        lambda: change(account, credit_limit=idr(1), clears=[Detail.CREDIT_LIMIT]),
        "city_ledger.set_and_cleared",
    )


def test_an_account_is_blocked_unblocked_and_closed(front) -> None:
    """A blocked company still pays; an account ends when nothing is owed."""
    account, boss = company(front, 1_000), front.boss
    assert boss.block_account(account, "three reminders").one(AccountBlocked)
    front.refuses(lambda: boss.close_account(account), "city_ledger.items_open")
    assert pay(front, account, 1_000).one(CompanyPaid)
    assert boss.unblock_account(account).events
    front.refuses(lambda: boss.unblock_account(account), "city_ledger.not_blocked")
    assert boss.close_account(account).one(AccountClosed)
    front.check()


def test_a_clerk_receives_money_and_gives_no_credit(front) -> None:
    """Who may open accounts and forgive debts is in charge."""
    account, desk = company(front, 1_000), front.desk
    for act in (
        lambda: desk.open_account("Lion Tours"),
        lambda: desk.change_account(account, terms_days=90),
        lambda: desk.credit_item(account, 1, idr(1), "agreed", key="k"),
        lambda: desk.write_off_item(account, 1, idr(1), "bankrupt", key="k"),
        lambda: desk.refund_account_credit(account, idr(1), CASH, key="k"),
        lambda: desk.reverse_account_payment(account, "P1", "no funds", key="k"),
    ):
        front.refuses(act, "permission.missing")
    assert pay(front, account, 400).events


# --- what they pay ---


def test_a_payment_settles_the_oldest_or_what_is_chosen(front) -> None:
    """The company says what it pays, or the oldest items are settled; the rest is credit."""
    account = company(front, 500, 300)
    chosen = [Allocation(2, idr(300))]
    first = pay(front, account, 300, allocations=chosen, payment="W-1").one(CompanyPaid)
    assert [(one.item, one.amount) for one in first.allocations] == [(2, 300)]
    second = pay(front, account, 700).one(CompanyPaid)
    assert (second.payment, second.method) == ("P1", "transfer")
    assert (state(front, account).items, state(front, account).credit) == ((), 200)
    front.refuses(lambda: pay(front, account, 1, payment="W-1"), "city_ledger.payment_known")


def test_credit_settles_later_items(front) -> None:
    """What was paid too much settles what comes later."""
    account = company(front)
    pay(front, account, 500)
    front.put(DebitAccount(account, idr(800), "folio:S9", "Folio S9", idr(0)))
    done = front.desk.allocate_credit(account, [Allocation(1, idr(400))], key="k")
    assert [one.amount for one in done.one(CreditAllocated).allocations] == [400]
    assert front.desk.allocate_credit(account, key="l").one(CreditAllocated).allocations
    assert (state(front, account).open, state(front, account).credit) == (300, 0)
    front.refuses(lambda: front.desk.allocate_credit(account, key="m"), "city_ledger.no_credit")


@pytest.mark.parametrize("method", MEANS)
def test_what_a_company_pays_at_the_desk_is_in_the_cashiers_shift(front, method) -> None:
    """The account and the drawer tell of the same money, in one commit; each names the other."""
    account, shift = company(front, 1_000), till(front)
    done = pay(front, account, 1_000, method)
    noted = done.one(PaymentReceived)
    assert (noted.cashier_shift, noted.method.value) == (shift, method.value)
    assert (noted.amount, noted.source) == (1_000, f"account:{account}:3")
    assert len(front.store.log(limit=99)[-1].facts) == 2
    front.check()


def test_what_is_given_back_leaves_the_drawer(front) -> None:
    """A refund and a payment that is taken back go out as the payment came in."""
    account, shift = company(front, 1_000), till(front, front.boss)
    pay(front, account, 1_500, CASH, payment="W-1")
    refund = front.boss.refund_account_credit(account, idr(500), CASH, key="r")
    assert (refund.one(CreditRefunded).amount, refund.one(RefundGiven).amount) == (500, 500)
    back = front.boss.reverse_account_payment(account, "W-1", "a forged note", key="b")
    given = back.one(RefundGiven)
    assert (back.one(PaymentReversed).amount, given.amount) == (1_500, 1_500)
    assert (given.cashier_shift, given.method.value) == (shift, "cash")
    front.check()


def test_an_empty_drawer_gives_nothing_back(front) -> None:
    """More than is in the drawer cannot leave it; then the account stays as it is, too."""
    account = company(front, 1_000)
    pay(front, account, 600_000, CASH, payment="W-1")
    till(front, front.boss)
    front.refuses(
        lambda: front.boss.reverse_account_payment(account, "W-1", "a forged note", key="b"),
        "cashier.not_enough_cash",
    )
    front.refuses(
        lambda: front.boss.refund_account_credit(account, idr(599_000), CASH, key="r"),
        "cashier.not_enough_cash",
    )


def test_a_house_may_take_cash_into_a_shift_only(store, open_front) -> None:
    """Without an open shift a company pays by transfer, and cash stays in its pocket."""
    own = attrs.evolve(example_property(), cashier=CashierSettings(cash_needs_shift=True))
    front = open_front(store, own)
    account = company(front, 1_000)
    front.refuses(lambda: pay(front, account, 400, CASH), "hotel.no_open_shift")
    assert pay(front, account, 400, TRANSFER).all(PaymentReceived) == ()
    till(front)
    assert pay(front, account, 600, CASH).one(PaymentReceived).amount == 600


@pytest.mark.parametrize("method", sorted(set(PaymentMethod) - set(MEANS)))
def test_a_debt_is_not_paid_by_another_debt(method) -> None:
    """Nobody settles an account by a direct bill, a deposit or a promise."""
    for make in (verbs.ReceiveAccountPayment, verbs.RefundAccountCredit):
        with pytest.raises(InvalidInput) as error:
            make("A1", idr(1), method)
        assert [(one.path, one.code) for one in error.value.faults] == [("method", "value.unknown")]


@pytest.mark.parametrize(
    ("method", "code"), [("barter", "value.unknown"), (None, "field.required")]
)
def test_a_method_is_one_of_those_there_are(method, code) -> None:
    """What is no means of payment is told with the field."""
    with pytest.raises(InvalidInput) as error:
        verbs.ReceiveAccountPayment("A1", idr(1), method)
    assert [(one.path, one.code) for one in error.value.faults] == [("method", code)]


EUR, HALF = money(1, "EUR"), money("0.5", "IDR", digits=1)
OTHER_MONEY = {
    "credit_limit": lambda amount: verbs.OpenAccount("Lion Tours", credit_limit=amount),
    " credit_limit": lambda amount: verbs.ChangeAccount("A1", credit_limit=amount),
    "amount": lambda amount: verbs.ReceiveAccountPayment("A1", amount, CASH),
    " amount": lambda amount: verbs.RefundAccountCredit("A1", amount, CASH),
    "amount ": lambda amount: verbs.CreditItem("A1", 1, amount, "agreed"),
    " amount ": lambda amount: verbs.WriteOffItem("A1", 1, amount, "bankrupt"),
    "allocations[0].amount": lambda amount: verbs.AllocateCredit("A1", (Allocation(1, amount),)),
    "allocations[0].amount ": lambda amount: verbs.ReceiveAccountPayment(
        "A1", idr(1), CASH, None, (Allocation(1, amount),)
    ),
}


@pytest.mark.parametrize("path", OTHER_MONEY)
@pytest.mark.parametrize(
    ("amount", "code"), [(EUR, "money.currency_mismatch"), (HALF, "money.too_many_decimals")]
)
def test_accounts_are_in_one_currency(front, path, amount, code) -> None:
    """Euros and halves of a rupiah are refused where they stand."""
    company(front, 1_000)
    verb = OTHER_MONEY[path](amount)
    refused = front.refuses(lambda: front.boss.do(verb, key="k"), code)
    assert [fault.path for fault in refused.faults] == [path.strip()]


# --- what they owe less ---


def test_a_company_owes_less_by_a_credit_note_or_a_write_off(front) -> None:
    """One gives in, the other gives up; both name the item."""
    account = company(front, 1_000)
    credited = front.boss.credit_item(account, 1, idr(300), "no breakfast", key="c")
    assert credited.one(ItemCredited).amount == 300
    lost = front.boss.write_off_item(account, 1, idr(700), "bankrupt", key="w")
    assert (lost.one(ItemWrittenOff).actor, state(front, account).balance) == ("staff dewi", 0)
    front.refuses(
        lambda: front.boss.credit_item(account, 1, idr(1), "again", key="d"),
        "city_ledger.item_settled",
    )


def test_a_reminder_is_noted_once_it_is_overdue(front) -> None:
    """Nobody is reminded before the day is over, and of one step once."""
    account = company(front, 1_000, terms_days=0)
    remind = front.desk.remind_item
    front.refuses(lambda: remind(account, 1, 1), "city_ledger.not_overdue")
    front.pass_nights(1)
    assert remind(account, 1, 1).one(ItemReminded).step == 1
    front.refuses(lambda: remind(account, 1, 1), "city_ledger.already_reminded")
    assert remind(account, 1, 2).events


def test_one_who_was_faster_is_not_overlooked(front) -> None:
    """A payment that is said against an older account is refused when the caller asks for it."""
    account = company(front, 1_000)
    said = verbs.ReceiveAccountPayment(account, idr(400), TRANSFER)
    front.desk.do(said, key="k", expected_version=2)
    front.refuses(
        lambda: front.desk.do(said, key="l", expected_version=2), "store.version_conflict"
    )
