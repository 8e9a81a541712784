"""How a deposit begins, which status takes which command, and how it is found."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.each import each

from axentra_core.deposits import (
    AGGREGATES,
    ApplicationTakenBack,
    ApplyDeposit,
    DepositApplied,
    DepositKept,
    DepositMoved,
    DepositNumbered,
    DepositOpened,
    DepositReceived,
    DepositRequested,
    DepositSettled,
    DepositStatus,
    DepositTakenOver,
    KeepDeposit,
    Maturity,
    MoveDeposit,
    NumberDeposit,
    ReceiveDeposit,
    RequestDeposit,
    RequestWithdrawn,
    ReturnDeposit,
    TakeBackApplication,
    TakeDeposit,
    TakeOverDeposit,
    WithdrawRequest,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given

(DEPOSIT,) = AGGREGATES
TODAY = date(2026, 11, 23)
DUE = TODAY + timedelta(days=7)

REQUESTED = DepositRequested(
    "D1", "S1", "IDR", Decimal(1), Decimal(500), DUE, Maturity.CHECK_IN, TODAY
)
OPENED = DepositOpened("D1", "S1", "IDR", Decimal(1), Maturity.CHECK_IN, TODAY)
RECEIVED = DepositReceived("D1", Decimal(300), "IDR", "transfer", "payment:P1", TODAY)
WITHDRAWN = RequestWithdrawn("D1", Decimal(500), "IDR", "cancelled", TODAY)
APPLIED = DepositApplied("D1", "F1", Decimal(300), "IDR", TODAY)
SETTLED = DepositSettled("D1", TODAY)


def rupiah(amount):
    """Return an amount of rupiah."""
    return money(amount, "IDR")


REQUEST = RequestDeposit("D1", "S1", "IDR", 0, rupiah("500"), DUE)
TAKE = TakeDeposit("D1", "S1", "IDR", 0, rupiah("300"), "transfer", "payment:P1")
TAKE_OVER = TakeOverDeposit("D1", "S1", "IDR", 0, rupiah("300"))


# A deposit begins


def test_a_request_holds_nothing() -> None:
    """What is asked for is owed to nobody until it comes in."""
    state = given(DEPOSIT).when(REQUEST).then(REQUESTED)
    assert (state.status, state.owed) == (DepositStatus.REQUESTED, rupiah("0"))
    assert (state.requested, state.outstanding, state.due) == (500, 500, DUE)


def test_a_deposit_may_begin_with_its_money() -> None:
    """A guest pays in advance without being asked: nothing is outstanding."""
    state = given(DEPOSIT).when(TAKE).then(OPENED, RECEIVED)
    assert (state.status, state.owed) == (DepositStatus.HELD, rupiah("300"))
    assert (state.requested, state.outstanding, state.due) == (None, 0, None)


def test_a_deposit_may_come_from_a_former_system() -> None:
    """What was held there is held here; no money has come in by that."""
    taken_over = DepositTakenOver("D1", Decimal(300), "IDR", TODAY)
    state = given(DEPOSIT).when(TAKE_OVER).then(OPENED, taken_over)
    assert (state.status, state.owed, state.outstanding) == (
        DepositStatus.HELD,
        rupiah("300"),
        0,
    )
    assert taken_over.change == 300
    used = given(DEPOSIT, OPENED, taken_over).when(ApplyDeposit("D1", "F1")).state
    assert (used.status, used.applied, used.received) == (DepositStatus.SETTLED, 300, 300)


def test_a_deposit_says_which_window_it_has_paid() -> None:
    """The first unless said otherwise; what is on the folio is one sum all the same."""
    held = given(DEPOSIT, OPENED, RECEIVED)
    second = ApplyDeposit("D1", "F1", rupiah("100"), 2)
    applied = DepositApplied("D1", "F1", Decimal(100), "IDR", TODAY, 2)
    assert held.when(second).then(applied).applied_to("F1") == 100
    rest = given(DEPOSIT, OPENED, RECEIVED, applied).when(ApplyDeposit("D1", "F1"))
    assert rest.events[0].window == 1
    assert rest.state.applied_to("F1") == 300
    for window in (0, 100):
        with pytest.raises(InvalidInput):
            attrs.evolve(second, window=window)


@pytest.mark.parametrize("maturity", Maturity)
def test_a_deposit_says_when_it_matures(maturity) -> None:
    """At check-in, at check-out, or when somebody says so; nothing is applied by that alone."""
    for command in (REQUEST, TAKE, TAKE_OVER):
        assert given(DEPOSIT).when(attrs.evolve(command, maturity=maturity)).state.maturity is (
            maturity
        )


@pytest.mark.parametrize("command", [REQUEST, TAKE, TAKE_OVER])
def test_a_deposit_begins_once(command) -> None:
    """A second one under the same id is refused."""
    given(DEPOSIT, REQUESTED).when(command).refused(
        "record.already_exists", kind="deposit", id="D1"
    )


@pytest.mark.parametrize("command", [REQUEST, TAKE, TAKE_OVER])
def test_a_deposit_begins_in_its_own_currency_and_steps(command) -> None:
    """Another currency is exchanged first, and nobody pays a part of a rupiah."""
    given(DEPOSIT).when(attrs.evolve(command, amount=money("5", "EUR"))).refused(
        "deposits.currency_mismatch", deposit="D1", currency="IDR", got="EUR"
    )
    odd = attrs.evolve(command, amount=money("1.50", "IDR", digits=2))
    assert given(DEPOSIT).when(odd).error.code == "money.too_many_decimals"
    nowhere = attrs.evolve(command, currency="XXX")
    assert given(DEPOSIT).when(nowhere).error.code == "money.currency_unknown"


def test_a_request_is_due_today_or_later_or_on_no_day() -> None:
    """Nobody is asked to have paid already."""
    yesterday = TODAY - timedelta(days=1)
    given(DEPOSIT).when(attrs.evolve(REQUEST, due=yesterday)).refused(
        "deposits.due_in_past", due=yesterday, business_date=TODAY
    )
    for due in (TODAY, None):
        assert given(DEPOSIT).when(attrs.evolve(REQUEST, due=due)).state.due == due


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_only_money_moves_a_deposit(amount) -> None:
    """Nothing, or less than nothing, is malformed."""
    wrong = rupiah(amount)
    for command in (
        lambda: attrs.evolve(REQUEST, amount=wrong),
        lambda: attrs.evolve(TAKE, amount=wrong),
        lambda: attrs.evolve(TAKE_OVER, amount=wrong),
        lambda: ReceiveDeposit("D1", wrong, "cash", "payment:P2"),
        lambda: ApplyDeposit("D1", "F1", wrong),
        lambda: KeepDeposit("D1", "cancelled", wrong),
        lambda: ReturnDeposit("D1", "cash", "cancelled", wrong),
    ):
        with pytest.raises(InvalidInput) as caught:
            command()
        assert [(one.path, one.code) for one in caught.value.faults] == [
            ("amount", "money.must_be_positive")
        ]


# A request is withdrawn


def test_a_withdrawn_request_is_over() -> None:
    """Nothing has come in, so nothing is left of it."""
    state = given(DEPOSIT, REQUESTED).when(WithdrawRequest("D1", "cancelled")).then(WITHDRAWN)
    assert (state.status, state.requested, state.due) == (DepositStatus.CANCELLED, None, None)


def test_what_has_come_in_is_held_when_the_rest_is_no_longer_asked_for() -> None:
    """The guest has paid a part, and the house is content with it, or returns it later."""
    rest = attrs.evolve(WITHDRAWN, amount=Decimal(200))
    withdrawn = given(DEPOSIT, REQUESTED, RECEIVED).when(WithdrawRequest("D1", "cancelled"))
    state = withdrawn.then(rest)
    assert (state.status, state.held, state.outstanding) == (DepositStatus.HELD, 300, 0)
    given(DEPOSIT, REQUESTED, RECEIVED, rest).when(WithdrawRequest("D1", "again")).refused(
        "deposits.nothing_requested", deposit="D1"
    )


def test_only_what_is_asked_for_is_withdrawn() -> None:
    """Neither a deposit nobody asked for nor one that came in full has a request."""
    full = attrs.evolve(RECEIVED, amount=Decimal(500))
    for past in ((OPENED, RECEIVED), (REQUESTED, full), (REQUESTED, full, RECEIVED)):
        given(DEPOSIT, *past).when(WithdrawRequest("D1", "cancelled")).refused(
            "deposits.nothing_requested", deposit="D1"
        )


# Rebooked


@pytest.mark.parametrize("past", [(REQUESTED,), (OPENED, RECEIVED)])
def test_a_deposit_goes_with_the_guest_to_another_stay(past) -> None:
    """A guest who rebooks pays once; the deposit is found by the new stay alone."""
    moved = DepositMoved("D1", "S2", "S1", "rebooked", TODAY)
    before = given(DEPOSIT, *past)
    state = before.when(MoveDeposit("D1", "S2", "rebooked")).then(moved)
    assert attrs.evolve(state, stay="S1") == before.state
    assert ("deposit.stay", "S2") in list(DEPOSIT.index(state))
    assert "S1" not in {value for _, value in DEPOSIT.index(state)}


def test_a_deposit_that_has_paid_a_folio_is_not_moved() -> None:
    """What is applied belongs to the stay it paid for; taken back, it can go."""
    past = (OPENED, RECEIVED, attrs.evolve(APPLIED, amount=Decimal(100)))
    move = MoveDeposit("D1", "S2", "rebooked")
    given(DEPOSIT, *past).when(move).refused(
        "deposits.applied", deposit="D1", stay="S1", applied=Decimal(100), currency="IDR"
    )
    back = given(DEPOSIT, *past).when(TakeBackApplication("D1", "F1", "wrong folio")).events
    assert given(DEPOSIT, *past, *back).when(move).state.stay == "S2"


def test_a_deposit_is_moved_to_another_stay() -> None:
    """Not to the one it is for."""
    given(DEPOSIT, REQUESTED).when(MoveDeposit("D1", "S1", "rebooked")).refused(
        "deposits.same_stay", deposit="D1", stay="S1"
    )


# The advance invoice


@pytest.mark.parametrize("past", [(REQUESTED,), (OPENED, RECEIVED)])
def test_a_deposit_stands_on_one_advance_invoice(past) -> None:
    """An invoice that was given out is corrected by a credit note, never by another number."""
    numbered = DepositNumbered("D1", "ADV-1", TODAY, TODAY)
    state = given(DEPOSIT, *past).when(NumberDeposit("D1", "ADV-1", TODAY)).then(numbered)
    assert (state.invoice, state.invoiced_on) == ("ADV-1", TODAY)
    given(DEPOSIT, *past, numbered).when(NumberDeposit("D1", "ADV-2", TODAY)).refused(
        "deposits.already_invoiced", deposit="D1", invoice="ADV-1"
    )


def test_an_advance_invoice_is_not_dated_ahead() -> None:
    """Its date is up to the business date."""
    tomorrow = TODAY + timedelta(days=1)
    given(DEPOSIT, REQUESTED).when(NumberDeposit("D1", "ADV-1", tomorrow)).refused(
        "deposits.date_ahead", on=tomorrow, business_date=TODAY
    )


def test_the_invoice_stays_with_a_request_that_was_withdrawn() -> None:
    """Whoever credits it has to find it."""
    past = (REQUESTED, DepositNumbered("D1", "ADV-1", TODAY, TODAY), WITHDRAWN)
    assert given(DEPOSIT, *past).state.invoice == "ADV-1"


# How it is found


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ((REQUESTED,), [("stay", "S1"), ("requested", "2026-11-30")]),
        ((attrs.evolve(REQUESTED, due=None),), [("stay", "S1"), ("requested", "")]),
        ((REQUESTED, RECEIVED), [("stay", "S1"), ("held", "S1"), ("requested", "2026-11-30")]),
        ((OPENED, RECEIVED), [("stay", "S1"), ("held", "S1")]),
        ((REQUESTED, RECEIVED, APPLIED, SETTLED), [("stay", "S1")]),
        ((REQUESTED, WITHDRAWN), []),
    ],
    ids=["requested", "no day", "in part", "taken", "settled", "cancelled"],
)
def test_a_deposit_is_found_by_its_stay_and_a_request_by_its_day(past, found) -> None:
    """A settled one is found by its stay too; a withdrawn request by nothing."""
    state = DEPOSIT.replay(past)
    assert list(DEPOSIT.index(state)) == [(f"deposit.{name}", value) for name, value in found]


# Which status takes which command

COMMANDS = {
    type(command): command
    for command in (
        ReceiveDeposit("D1", rupiah("1"), "cash", "payment:P2"),
        WithdrawRequest("D1", "cancelled"),
        ApplyDeposit("D1", "F1", rupiah("1")),
        TakeBackApplication("D1", "F1", "check-in reversed"),
        KeepDeposit("D1", "cancelled late", rupiah("1")),
        ReturnDeposit("D1", "transfer", "cancelled in time", rupiah("1")),
        MoveDeposit("D1", "S2", "rebooked"),
        NumberDeposit("D1", "ADV-1", TODAY),
    )
}
PASTS = {
    DepositStatus.REQUESTED: (REQUESTED,),
    DepositStatus.HELD: (REQUESTED, RECEIVED, attrs.evolve(APPLIED, amount=Decimal(100))),
    DepositStatus.SETTLED: (REQUESTED, RECEIVED, APPLIED, SETTLED),
    DepositStatus.CANCELLED: (REQUESTED, WITHDRAWN),
}
WORDS = {
    DepositStatus.REQUESTED: "deposits.not_held",
    DepositStatus.SETTLED: "deposits.settled",
    DepositStatus.CANCELLED: "deposits.cancelled",
}
# fmt: off
TAKEN_WHILE = {
    # Requested, Held, Settled, Cancelled
    ReceiveDeposit:        "R H . .",
    WithdrawRequest:       "R H . .",
    ApplyDeposit:          ". H . .",
    TakeBackApplication:   ". H S .",
    KeepDeposit:           ". H . .",
    ReturnDeposit:         ". H . .",
    MoveDeposit:           "R H . .",
    NumberDeposit:         "R H . .",
}
# fmt: on
PAIRS = {
    f"{command.__name__} while {status}": (command, status, letter != ".")
    for command, letters in TAKEN_WHILE.items()
    for status, letter in zip(DepositStatus, letters.split(), strict=True)
}


def test_every_command_to_a_deposit_stands_in_the_table() -> None:
    """Whoever adds a command says in which status it is taken."""
    begun = {RequestDeposit, TakeDeposit, TakeOverDeposit}
    assert begun | set(TAKEN_WHILE) == set(DEPOSIT.decide_by)
    assert set(COMMANDS) == set(TAKEN_WHILE)


@each("pair", PAIRS)
def test_a_status_takes_a_command_or_words_its_refusal(pair) -> None:
    """What does not fit where a deposit stands is refused for that, before anything else.

    What the desk is told beforehand is what it is told when it tries.
    """
    command, status, taken = PAIRS[pair]
    deposit = given(DEPOSIT, *PASTS[status])
    assert deposit.state.status is status
    told = [
        reason.code
        for reason in DEPOSIT.allowed(deposit.state, deposit.context)[command.__name__].reasons
    ]
    outcome = deposit.when(COMMANDS[command])
    if not taken:
        assert told[0] == WORDS[status]
        outcome.refused(WORDS[status], deposit="D1")
    elif told:
        outcome.refused(told[0])
        assert told == ["deposits.applied"]
    else:
        assert outcome.error is None


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda one: type(one).__name__)
def test_a_deposit_has_to_begin(command) -> None:
    """Nothing happens to a deposit that does not exist."""
    given(DEPOSIT).when(command).refused("record.not_found", kind="deposit", id="D1")


ASKS = {
    "ReceiveDeposit": {"amount"},
    "WithdrawRequest": set(),
    "ApplyDeposit": {"amount"},
    "TakeBackApplication": {"folio"},
    "KeepDeposit": {"amount"},
    "ReturnDeposit": {"amount"},
    "MoveDeposit": {"stay"},
    "NumberDeposit": {"on"},
}


def test_the_desk_sees_what_a_command_asks_for() -> None:
    """What nobody can judge before it is told is asked for, and no more."""
    deposit = given(DEPOSIT, REQUESTED, RECEIVED)
    told = DEPOSIT.allowed(deposit.state, deposit.context)
    assert {name: set(one.asks) for name, one in told.items()} == ASKS


def test_no_command_replays_the_deposit() -> None:
    """Totals and what stands on which folio are kept; old entries are in the log."""
    assert DEPOSIT.whole == frozenset()


def test_an_application_taken_back_elsewhere_is_on_record_as_it_happened() -> None:
    """A recorded event is never refused, and says all that whoever reads the feed needs."""
    back = ApplicationTakenBack("D1", "F1", Decimal(300), "IDR", "check-in reversed", TODAY)
    state = given(DEPOSIT, OPENED, RECEIVED, APPLIED, SETTLED, back).state
    assert (state.status, state.held, state.applications) == (DepositStatus.HELD, 300, ())
    kept = DepositKept("D1", Decimal(300), "IDR", "no-show", TODAY)
    assert DEPOSIT.replay([kept, SETTLED], state).status is DepositStatus.SETTLED
