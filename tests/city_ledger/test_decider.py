"""How an account begins and ends, which status takes which command, and how it is found."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.each import each

from axentra_core.city_ledger import (
    AGGREGATES,
    AccountBlocked,
    AccountChanged,
    AccountClosed,
    AccountDebited,
    AccountOpened,
    AccountStatus,
    AccountUnblocked,
    AllocateCredit,
    BlockAccount,
    ChangeAccount,
    CloseAccount,
    CreditItem,
    DebitAccount,
    Detail,
    NumberInvoice,
    OpenAccount,
    PaymentReceived,
    ReceivePayment,
    RefundCredit,
    RemindItem,
    ReversePayment,
    StatementMode,
    TakeOverItem,
    UnblockAccount,
    WriteOff,
)
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(ACCOUNT,) = AGGREGATES
TODAY = date(2026, 11, 23)

NAME = Sealed("C1", "Garuda Travel", ("5f0c", "a91e"))
ADDRESS = Sealed("C1", "Jl. Sudirman 1, Jakarta")
MAIL = Sealed("C1", "ap@garuda.example")
OPEN = OpenAccount(
    "C1", NAME, "IDR", 0, ADDRESS, MAIL, "01.234.567.8", money("5000", "IDR"), terms_days=14
)
OPENED = AccountOpened(
    "C1",
    NAME,
    ADDRESS,
    MAIL,
    "01.234.567.8",
    "IDR",
    Decimal(1),
    Decimal(5000),
    14,
    StatementMode.OPEN_ITEMS,
    TODAY,
)
DEBITED = AccountDebited(
    "C1",
    1,
    Decimal(900),
    "IDR",
    "folio:S1",
    "Folio S1",
    TODAY,
    TODAY + timedelta(days=14),
    Decimal(900),
    None,
    None,
    TODAY,
)
PAID = PaymentReceived("C1", "P1", Decimal(1000), "IDR", "transfer", (), TODAY)
BLOCKED = AccountBlocked("C1", "three reminders", TODAY)
CLOSED = AccountClosed("C1", TODAY)


def rupiah(amount):
    """Return an amount of rupiah."""
    return money(amount, "IDR")


# An account begins


def test_an_account_begins_with_nothing_owed() -> None:
    """What was agreed with the company stands in it, and nothing else yet."""
    state = given(ACCOUNT).when(OPEN).then(OPENED)
    assert (state.status, state.owed, state.credit) == (AccountStatus.OPEN, rupiah("0"), 0)
    assert (state.credit_limit, state.terms_days) == (Decimal(5000), 14)


def test_an_account_is_opened_once() -> None:
    """A second account under the same id is refused."""
    given(ACCOUNT, OPENED).when(OPEN).refused("record.already_exists", kind="account", id="C1")


def test_an_account_may_be_no_more_than_a_name() -> None:
    """Address, mail, tax id and limit can be left out; 30 days are the terms."""
    state = given(ACCOUNT).when(OpenAccount("C1", NAME, "IDR", 0)).state
    assert (state.address, state.mail, state.tax_id, state.credit_limit) == (None,) * 4
    assert state.terms_days == 30


@pytest.mark.parametrize("field", ["name", "address", "mail"])
def test_an_account_is_sealed_under_its_own_id(field) -> None:
    """What another key opens would outlive this one."""
    foreign = {field: Sealed("G2", "Budi")}
    facts = {"account": "C1", "field": field, "subject": "G2"}
    given(ACCOUNT).when(attrs.evolve(OPEN, **foreign)).refused("city_ledger.wrong_subject", **facts)
    given(ACCOUNT, OPENED).when(ChangeAccount("C1", **foreign)).refused(
        "city_ledger.wrong_subject", **facts
    )


def test_a_limit_is_in_the_currency_of_the_account_and_not_below_zero() -> None:
    """Zero is a limit: then only what credit covers is transferred."""
    for limit, code in (
        (money("5", "EUR"), "city_ledger.currency_mismatch"),
        (rupiah("-1"), "city_ledger.limit_below_zero"),
    ):
        given(ACCOUNT).when(attrs.evolve(OPEN, credit_limit=limit)).refused(code, currency="IDR")
        given(ACCOUNT, OPENED).when(ChangeAccount("C1", credit_limit=limit)).refused(code)
    assert given(ACCOUNT).when(attrs.evolve(OPEN, credit_limit=rupiah("0"))).state.credit_limit == 0


@pytest.mark.parametrize("currency", ["idr", "XXX"])
def test_an_account_is_in_money_there_is(currency) -> None:
    """A currency that nobody pays in is malformed."""
    odd = attrs.evolve(OPEN, currency=currency)
    assert given(ACCOUNT).when(odd).error.code == "money.currency_unknown"


def test_an_account_shows_no_personal_data_in_a_log() -> None:
    """The repr of an account, an event or a command holds neither the text nor its tokens."""
    printed = repr((OPEN, OPENED, ACCOUNT.replay([OPENED])))
    secrets = ("Garuda", "Sudirman", "garuda.example", *NAME.tokens)
    assert not any(secret in printed for secret in secrets)


# What was agreed changes


def test_what_is_left_out_stays_as_it_was_agreed() -> None:
    """A new limit is a new limit and nothing else; the event says all of it."""
    expected = AccountChanged(
        "C1",
        NAME,
        ADDRESS,
        MAIL,
        "01.234.567.8",
        Decimal(0),
        14,
        StatementMode.OPEN_ITEMS,
        TODAY,
    )
    change = ChangeAccount("C1", credit_limit=rupiah("0"))
    assert given(ACCOUNT, OPENED).when(change).then(expected).credit_limit == 0


def test_everything_that_was_agreed_can_be_changed() -> None:
    """Name, address, mail, tax id, terms and mode are replaced together."""
    agency = Sealed("C1", "Garuda Tours", ("5f0c", "b022"))
    new = {
        "name": agency,
        "address": Sealed("C1", "Jl. Thamrin 2"),
        "mail": Sealed("C1", "pay@garuda.example"),
        "tax_id": "02.345.678.9",
        "terms_days": 0,
        "statement_mode": StatementMode.BALANCE_FORWARD,
    }
    state = given(ACCOUNT, OPENED).when(ChangeAccount("C1", **new)).state
    assert {name: getattr(state, name) for name in new} == new
    assert ("account.name", "b022") in list(ACCOUNT.index(state))


@pytest.mark.parametrize("detail", Detail)
def test_what_an_account_can_do_without_is_taken_away(detail) -> None:
    """Without a limit the account may owe anything; without an address it is sent nothing."""
    change = ChangeAccount("C1", clears=(detail,))
    state = given(ACCOUNT, OPENED).when(change).state
    assert getattr(state, detail) is None
    assert attrs.evolve(state, **{detail: getattr(OPENED, detail)}) == ACCOUNT.replay([OPENED])


def test_what_is_taken_away_is_not_given_too() -> None:
    """Nobody could say which of both is meant."""
    change = ChangeAccount("C1", tax_id="9", clears=(Detail.TAX_ID,))
    given(ACCOUNT, OPENED).when(change).refused("city_ledger.set_and_cleared", field="tax_id")


def test_a_change_that_changes_nothing_leaves_no_trace() -> None:
    """Saying the same again is no event."""
    for same in (ChangeAccount("C1"), ChangeAccount("C1", name=NAME, terms_days=14)):
        given(ACCOUNT, OPENED).when(same).then()


# Blocked, and closed


def test_a_blocked_account_takes_no_direct_bill_until_it_is_unblocked() -> None:
    """Who does not pay gets no more credit; why stands in the account."""
    bill = DebitAccount("C1", rupiah("1"), "folio:S2", "Folio S2", rupiah("0"))
    state = given(ACCOUNT, OPENED).when(BlockAccount("C1", "three reminders")).then(BLOCKED)
    assert (state.status, state.blocked_for) == (AccountStatus.BLOCKED, "three reminders")
    given(ACCOUNT, OPENED, BLOCKED).when(bill).refused("city_ledger.blocked", account="C1")
    freed = given(ACCOUNT, OPENED, BLOCKED).when(UnblockAccount("C1"))
    assert freed.then(AccountUnblocked("C1", TODAY)).blocked_for is None
    assert given(ACCOUNT, OPENED, BLOCKED, *freed.events).when(bill).error is None


def test_an_account_closes_when_nothing_is_open_and_no_credit_is_left() -> None:
    """A balance of zero is not enough: the company may owe an item and have as much credit."""
    given(ACCOUNT, OPENED).when(CloseAccount("C1")).then(CLOSED)
    close = given(ACCOUNT, OPENED, DEBITED).when(CloseAccount("C1"))
    close.refused("city_ledger.items_open", items=1, open=Decimal(900), currency="IDR")
    given(ACCOUNT, OPENED, PAID).when(CloseAccount("C1")).refused(
        "city_ledger.credit_left", credit=Decimal(1000)
    )
    even = given(ACCOUNT, OPENED, DEBITED, attrs.evolve(PAID, amount=Decimal(900)))
    assert even.state.balance == 0
    against = ACCOUNT.allowed(even.state, even.context)["CloseAccount"].reasons
    assert [reason.code for reason in against] == [
        "city_ledger.items_open",
        "city_ledger.credit_left",
    ]


@pytest.mark.parametrize(
    ("past", "listed"), [((), True), ((BLOCKED,), True), ((CLOSED,), False)], ids=str
)
def test_an_account_is_found_by_name_and_listed_until_it_is_closed(past, listed) -> None:
    """Nobody can read the tokens; a blocked account is still chased."""
    found = list(ACCOUNT.index(ACCOUNT.replay([OPENED, *past])))
    names = [("account.name", "5f0c"), ("account.name", "a91e")]
    assert found == [*names, *[("account.open", "C1")] * listed]


# Which status takes which command

COMMANDS = {
    type(command): command
    for command in (
        ChangeAccount("C1", terms_days=7),
        BlockAccount("C1", "no answer"),
        UnblockAccount("C1"),
        DebitAccount("C1", rupiah("1"), "folio:S2", "Folio S2", rupiah("0")),
        NumberInvoice("C1", 1, "INV-1", TODAY),
        ReceivePayment("C1", "P9", rupiah("1"), "transfer"),
        AllocateCredit("C1"),
        ReversePayment("C1", "P1", "no funds"),
        TakeOverItem("C1", rupiah("1"), "folio:88123", "Folio 88123", TODAY, TODAY),
        CreditItem("C1", 1, rupiah("1"), "minibar was not theirs"),
        WriteOff("C1", 1, rupiah("1"), "bankrupt"),
        RemindItem("C1", 1, 1),
        RefundCredit("C1", rupiah("1"), "transfer"),
        CloseAccount("C1"),
    )
}
STATUS_OF = {"O": AccountStatus.OPEN, "B": AccountStatus.BLOCKED, "C": AccountStatus.CLOSED}
PASTS = {
    AccountStatus.OPEN: (OPENED, DEBITED, PAID),
    AccountStatus.BLOCKED: (OPENED, DEBITED, PAID, BLOCKED),
    AccountStatus.CLOSED: (OPENED, CLOSED),
}
WORDS = {
    AccountStatus.OPEN: "city_ledger.not_blocked",
    AccountStatus.BLOCKED: "city_ledger.blocked",
    AccountStatus.CLOSED: "city_ledger.closed",
}
# fmt: off
TAKEN_WHILE = {
    # Open, Blocked, Closed
    ChangeAccount:   "O B .",
    BlockAccount:    "O . .",
    UnblockAccount:  ". B .",
    DebitAccount:    "O . .",
    TakeOverItem:    "O . .",
    NumberInvoice:   "O B .",
    ReceivePayment:  "O B .",
    AllocateCredit:  "O B .",
    ReversePayment:  "O B C",
    CreditItem:      "O B .",
    WriteOff:        "O B .",
    RemindItem:      "O B .",
    RefundCredit:    "O B .",
    CloseAccount:    "O B .",
}
# fmt: on
PAIRS = {
    f"{command.__name__} while {status}": (command, status, letter != ".")
    for command, letters in TAKEN_WHILE.items()
    for status, letter in zip(AccountStatus, letters.split(), strict=True)
}


def test_every_command_to_an_account_stands_in_the_table() -> None:
    """Whoever adds a command says in which status it is taken."""
    assert {OpenAccount, *TAKEN_WHILE} == set(ACCOUNT.decide_by)
    assert set(COMMANDS) == set(TAKEN_WHILE)


@each("pair", PAIRS)
def test_a_status_takes_a_command_or_words_its_refusal(pair) -> None:
    """What does not fit where an account stands is refused for that, before anything else.

    What the desk is told beforehand is what it is told when it tries.
    """
    command, status, taken = PAIRS[pair]
    account = given(ACCOUNT, *PASTS[status]).by(SYSTEM)
    assert account.state.status is status
    told = [
        reason.code
        for reason in ACCOUNT.allowed(account.state, account.context)[command.__name__].reasons
    ]
    outcome = account.when(COMMANDS[command])
    if taken:
        assert WORDS[status] not in told
        assert outcome.error is None or outcome.error.code not in WORDS.values()
        assert outcome.error is None or not told or outcome.error.code == told[0]
    else:
        assert told[0] == WORDS[status]
        outcome.refused(WORDS[status], account="C1")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda one: type(one).__name__)
def test_an_account_has_to_be_opened(command) -> None:
    """Nothing happens to an account that does not exist."""
    given(ACCOUNT).when(command).refused("record.not_found", kind="account", id="C1")


ASKS = {
    "ChangeAccount": {"name", "credit_limit", "clears"},
    "BlockAccount": set(),
    "UnblockAccount": set(),
    "DebitAccount": {"amount"},
    "TakeOverItem": {"amount", "transferred_on"},
    "NumberInvoice": {"item", "on"},
    "ReceivePayment": {"amount", "payment", "allocations"},
    "AllocateCredit": {"allocations"},
    "ReversePayment": {"payment"},
    "CreditItem": {"item", "amount"},
    "WriteOff": {"item", "amount"},
    "RemindItem": {"item", "step"},
    "RefundCredit": {"amount"},
    "CloseAccount": set(),
}


def test_the_desk_sees_what_a_command_asks_for() -> None:
    """What nobody can judge before it is told is asked for, and no more."""
    account = given(ACCOUNT, OPENED, DEBITED, PAID).by(SYSTEM)
    told = ACCOUNT.allowed(account.state, account.context)
    assert {name: set(one.asks) for name, one in told.items()} == ASKS


def test_only_the_commands_that_need_old_entries_replay_the_account() -> None:
    """A debit costs the same on the first day and after ten years."""
    assert ACCOUNT.whole == {ReceivePayment, ReversePayment}


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_only_money_moves_an_account(amount) -> None:
    """Nothing, or less than nothing, is malformed."""
    for wrong in (
        lambda: DebitAccount("C1", rupiah(amount), "folio:S1", "Folio", rupiah("0")),
        lambda: TakeOverItem("C1", rupiah(amount), "folio:1", "Folio", TODAY, TODAY),
        lambda: ReceivePayment("C1", "P1", rupiah(amount), "transfer"),
        lambda: CreditItem("C1", 1, rupiah(amount), "x"),
        lambda: WriteOff("C1", 1, rupiah(amount), "x"),
        lambda: RefundCredit("C1", rupiah(amount), "cash"),
    ):
        with pytest.raises(InvalidInput) as caught:
            wrong()
        assert [(one.path, one.code) for one in caught.value.faults] == [
            ("amount", "money.must_be_positive")
        ]
