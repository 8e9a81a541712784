"""What goes into a cashier's drawer and out of it, who may do it, and until when."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.cashier import (
    AGGREGATES,
    AddFloat,
    CashCount,
    CashDropped,
    CashExchanged,
    CashierShiftClosed,
    CashierShiftOpened,
    CashierShiftStatus,
    CashPaidOut,
    CloseCashierShift,
    CorrectCount,
    CountCorrected,
    CurrencyDigits,
    Drawer,
    DropCash,
    EntryReversed,
    ExchangeCash,
    FloatAdded,
    GiveRefund,
    Move,
    OpenCashierShift,
    PaymentReceived,
    PayOut,
    ReceivePayment,
    RefundGiven,
    ReverseEntry,
    Takings,
    Tender,
    Total,
)
from axentra_core.folio import PaymentMethod
from axentra_core.folio.model import NO_MONEY
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given

(SHIFT,) = AGGREGATES
TODAY = date(2026, 11, 23)
AYU, SARI = Actor("staff", "ayu"), Actor("staff", "sari", ("supervisor",))
FACTS = (TODAY, "staff ayu")
RUPIAH = (CurrencyDigits("IDR", 0),)
SUPERVISED = Permissions(
    (Grant("supervisor", ("cashier.act_for_others", "cashier.correct_count")),)
)


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


OPEN = OpenCashierShift("C1", "ayu", "FRONT-1", (idr(500_000),), RUPIAH)
OPENED = CashierShiftOpened("C1", "ayu", "FRONT-1", RUPIAH, *FACTS)
FLOAT = FloatAdded("C1", 1, Decimal(500_000), "IDR", *FACTS)
PAST = (OPENED, FLOAT)
PAID = PaymentReceived("C1", 2, Tender.CASH, Decimal(200_000), "IDR", "folio:S1:4", *FACTS)
CLOSED = CashierShiftClosed("C1", (CashCount("IDR", Decimal(500_000), Decimal(500_000)),), *FACTS)


def name_of(command):
    """Return how a command is called in a list of tests."""
    return f"{type(command).__name__} {getattr(command, 'method', '')}".strip()


def numbered(*entries):
    """Return a past with these entries after the first float, numbered from 2."""
    return (*PAST, *(attrs.evolve(one, entry=number) for number, one in enumerate(entries, 2)))


# --- the beginning ---


def test_a_shift_begins_with_its_float() -> None:
    """The change a cashier is given stands in the drawer as the first entry."""
    state = given(SHIFT).when(OPEN).then(*PAST)
    assert (state.cashier, state.drawer, state.opened_on) == ("ayu", "FRONT-1", TODAY)
    assert state.status is CashierShiftStatus.OPEN
    assert state.drawers == (Drawer("IDR", floated=Decimal(500_000)),)
    assert state.expected("IDR") == 500_000
    assert state.counts is None


def test_a_shift_has_a_float_in_each_currency_it_needs() -> None:
    """Rupiah and dollars lie in one drawer and are never added up; a drawer may be empty too."""
    state = given(SHIFT).when(attrs.evolve(OPEN, floats=(idr(5), money("2.50", "USD")))).state
    assert (state.expected("IDR"), state.expected("USD")) == (5, Decimal("2.50"))
    assert given(SHIFT).when(OpenCashierShift("C1", "ayu")).state.drawers == ()


def test_a_shift_is_opened_once() -> None:
    """A shift that exists is not begun again."""
    given(SHIFT, *PAST).when(OPEN).refused("record.already_exists", kind="cashier_shift", id="C1")


@pytest.mark.parametrize(
    ("field", "twice"),
    [("floats", (idr(1), idr(2))), ("decimals", (*RUPIAH, CurrencyDigits("IDR", 2)))],
)
def test_a_currency_stands_once_at_the_beginning(field, twice) -> None:
    """Two floats of one currency are a slip."""
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(OPEN, **{field: twice})
    assert (caught.value.code, caught.value.faults[0].path) == ("value.duplicate", f"{field}[1]")


def test_a_currency_that_nobody_has_has_no_digits() -> None:
    """What is no money today is refused."""
    with pytest.raises(InvalidInput) as caught:
        raise given(SHIFT).when(attrs.evolve(OPEN, decimals=(CurrencyDigits("XXQ", 2),))).error
    assert caught.value.code == "money.currency_unknown"


# --- every entry ---

# fmt: off
ENTRIES = {
    # command: the event that follows, what the drawer has then
    AddFloat("C1", idr(100)):
        (FloatAdded("C1", 2, Decimal(100), "IDR", *FACTS), 500_100),
    ReceivePayment("C1", Tender.CASH, idr(200_000), "folio:S1:4"):
        (PAID, 700_000),
    ReceivePayment("C1", Tender.CARD, idr(200_000), "folio:S1:4"):
        (attrs.evolve(PAID, method=Tender.CARD), 500_000),
    GiveRefund("C1", Tender.CASH, idr(500_000), "folio:S1:5"):
        (RefundGiven("C1", 2, Tender.CASH, Decimal(500_000), "IDR", "folio:S1:5", *FACTS), 0),
    GiveRefund("C1", Tender.CARD, idr(900_000), "folio:S1:5"):
        (RefundGiven("C1", 2, Tender.CARD, Decimal(900_000), "IDR", "folio:S1:5", *FACTS), 500_000),
    PayOut("C1", idr(80_000), "TAXI", "Taxi to the airport", "folio:S1:6"):
        (CashPaidOut("C1", 2, Decimal(80_000), "IDR", "TAXI", "Taxi to the airport", "folio:S1:6",
                     *FACTS), 420_000),
    DropCash("C1", idr(500_000), "bag 17"):
        (CashDropped("C1", 2, Decimal(500_000), "IDR", "bag 17", *FACTS), 0),
    ExchangeCash("C1", money("20", "EUR"), idr(350_000), "17523.40"):
        (CashExchanged("C1", 2, Decimal("20.00"), "EUR", Decimal(350_000), "IDR",
                       Decimal("17523.40"), *FACTS), 150_000),
}
# fmt: on


@pytest.mark.parametrize("command", ENTRIES, ids=name_of)
def test_an_entry_changes_what_should_be_in_the_drawer(command) -> None:
    """Cash that comes in or goes out counts, in its own currency; a card payment moves no note."""
    event, expected = ENTRIES[command]
    state = given(SHIFT, *PAST).when(command).then(event)
    assert state.expected("IDR") == expected
    assert len(state.entries) == 2
    assert command.moves == event.moves


def test_what_is_no_cash_has_totals_of_its_own() -> None:
    """Cards and transfers are summed by kind and currency, beside the drawer."""
    card = attrs.evolve(PAID, method=Tender.CARD)
    back = RefundGiven("C1", 2, Tender.CARD, Decimal(300_000), "IDR", "folio:S1:5", *FACTS)
    wire = attrs.evolve(PAID, method=Tender.TRANSFER, currency="EUR", amount=Decimal("9.90"))
    state = SHIFT.replay(numbered(card, card, back, wire))
    assert state.takings == (
        Takings(Tender.CARD, "IDR", Decimal(400_000), Decimal(300_000)),
        Takings(Tender.TRANSFER, "EUR", Decimal("9.90")),
    )
    assert [one.net for one in state.takings] == [100_000, Decimal("9.90")]


def test_an_exchange_changes_two_drawers() -> None:
    """What came in and what was given are kept as they were counted, with the rate agreed."""
    exchange = ExchangeCash("C1", money("20", "EUR"), idr(350_000), "17523.40")
    state = given(SHIFT, *PAST).when(exchange).state
    assert (state.expected("EUR"), state.expected("IDR")) == (20, 150_000)
    assert [drawer.exchanged for drawer in state.drawers] == [-350_000, 20]


@pytest.mark.parametrize("rate", ["0", "-1"])
def test_a_rate_of_exchange_is_more_than_nothing(rate) -> None:
    """Nobody gives notes away."""
    with pytest.raises(InvalidInput) as caught:
        ExchangeCash("C1", money("20", "EUR"), idr(350_000), rate)
    assert caught.value.faults[0].path == "rate"


@pytest.mark.parametrize("amount", [0, -5])
def test_an_entry_is_of_more_than_nothing(amount) -> None:
    """What is given back is a refund, not a negative payment."""
    with pytest.raises(InvalidInput) as caught:
        ReceivePayment("C1", Tender.CASH, idr(amount), "folio:S1:4")
    assert caught.value.code == "money.must_be_positive"


def test_an_amount_has_the_decimals_of_its_currency_at_this_house() -> None:
    """A house that bills whole rupiah takes no half one; others have their own decimals."""
    with pytest.raises(InvalidInput) as caught:
        raise given(SHIFT, *PAST).when(AddFloat("C1", idr("0.5"))).error
    assert caught.value.code == "money.too_many_decimals"
    state = given(SHIFT, *PAST).when(AddFloat("C1", money("0.05", "USD"))).state
    assert state.expected("USD") == Decimal("0.05")


def test_whatever_brings_a_bill_money_is_known_at_the_cash_desk() -> None:
    """Every method of payment is a tender by the same word; a deposit came in before it paid."""
    bringing = {one.value for one in PaymentMethod if one not in NO_MONEY}
    assert bringing <= {one.value for one in Tender}


# --- what is not there ---


@pytest.mark.parametrize(
    "command",
    [
        GiveRefund("C1", Tender.CASH, idr(500_001), "folio:S1:5"),
        PayOut("C1", idr(500_001), "TAXI", "Taxi"),
        DropCash("C1", idr(500_001), "bag 17"),
        ExchangeCash("C1", money("20", "EUR"), idr(500_001), "17523"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_no_more_leaves_a_drawer_than_it_has(command) -> None:
    """Who pays more than there is has forgotten an entry; how much there is stays unsaid."""
    refusal = (
        given(SHIFT, *PAST)
        .when(command)
        .refused("cashier.not_enough_cash", currency="IDR", got=Decimal(500_001))
    )
    assert "500,000" not in str(refusal)
    assert Decimal(500_000) not in refusal.values.values()


@pytest.mark.parametrize("total", Total)
def test_only_payments_and_refunds_are_made_without_notes(total) -> None:
    """A float, a paid-out, an exchange or a drop is cash, whatever else somebody may write."""
    move = Move(total, Tender.CARD, "IDR", Decimal(5))
    assert move.is_cash is (total not in {Total.RECEIVED, Total.REFUNDED})
    event = EntryReversed("C1", 2, 1, (move,), "typed wrong", *FACTS)
    state = SHIFT.replay((*PAST, event))
    assert state.expected("IDR") == 500_000 + move.cash
    assert bool(state.takings) is not move.is_cash


def test_dollars_are_not_paid_from_rupiah() -> None:
    """Each currency has its own notes, and a card payment brings none."""
    given(SHIFT, *PAST).when(PayOut("C1", money("1", "USD"), "TAXI", "Taxi")).refused(
        "cashier.not_enough_cash", currency="USD"
    )
    card = attrs.evolve(PAID, method=Tender.CARD)
    given(SHIFT, *numbered(card)).when(DropCash("C1", idr(500_001), "bag")).refused(
        "cashier.not_enough_cash"
    )


def test_a_currency_is_not_exchanged_for_itself() -> None:
    """Changing a large note into small ones moves nothing."""
    given(SHIFT, *PAST).when(ExchangeCash("C1", idr(10), idr(10), "1")).refused(
        "cashier.same_currency", currency="IDR"
    )


@pytest.mark.parametrize("tender", [Tender.CASH, Tender.CARD])
def test_no_total_grows_beyond_all_measure(tender) -> None:
    """A sum that no drawer could ever hold is a slip of the keyboard."""
    most = 10**15 - 1
    full = attrs.evolve(PAID, method=tender, amount=Decimal(most))
    past = (OPENED, attrs.evolve(full, entry=1))
    given(SHIFT, *past).when(ReceivePayment("C1", tender, idr(1), "folio:S1:5")).refused(
        "cashier.too_large", currency="IDR", got=Decimal(1)
    )
    given(SHIFT, OPENED).when(ReceivePayment("C1", tender, idr(most), "folio:S1:5")).then(
        attrs.evolve(full, entry=1, source="folio:S1:5")
    )


# --- what is taken back ---


def reversal(of, entry=3):
    """Return the entry that takes another one back."""
    moves = tuple(move.negated() for move in of.moves)
    return EntryReversed("C1", entry, of.entry, moves, "typed wrong", *FACTS)


@pytest.mark.parametrize("command", ENTRIES, ids=name_of)
def test_an_entry_is_taken_back_by_another_that_points_to_it(command) -> None:
    """Nothing is deleted, and every total is what it was before."""
    event, _ = ENTRIES[command]
    before = SHIFT.replay(PAST)
    after = (
        given(SHIFT, *PAST, event).when(ReverseEntry("C1", 2, "typed wrong")).then(reversal(event))
    )
    assert after.drawers[0] == before.drawers[0]
    assert not any(amount for one in after.drawers[1:] for amount in one.amounts)
    assert not any(amount for one in after.takings for amount in one.amounts)


def test_a_reversal_keeps_the_moves_as_they_were_recorded() -> None:
    """The float of the beginning is taken back like any other entry."""
    state = (
        given(SHIFT, *PAST)
        .when(ReverseEntry("C1", 1, "counted wrong"))
        .then(
            EntryReversed(
                "C1",
                2,
                1,
                (Move(Total.FLOATED, Tender.CASH, "IDR", Decimal(-500_000)),),
                "counted wrong",
                *FACTS,
            )
        )
    )
    assert state.drawers == (Drawer("IDR"),)


def test_an_entry_is_taken_back_once_and_a_reversal_never() -> None:
    """Whoever was right after all enters the amount again."""
    past = (*PAST, PAID, reversal(PAID))
    given(SHIFT, *past).when(ReverseEntry("C1", 2, "again")).refused(
        "cashier.already_reversed", cashier_shift="C1", entry=2
    )
    given(SHIFT, *past).when(ReverseEntry("C1", 3, "again")).refused(
        "cashier.is_reversal", cashier_shift="C1", entry=3
    )
    given(SHIFT, *past).when(ReverseEntry("C1", 4, "again")).refused(
        "cashier.entry_unknown", cashier_shift="C1", entry=4
    )


def test_cash_that_is_gone_cannot_be_taken_back() -> None:
    """A payment whose notes lie in the safe leaves the drawer only when they are there again."""
    dropped = CashDropped("C1", 3, Decimal(600_000), "IDR", "bag 17", *FACTS)
    given(SHIFT, *PAST, PAID, dropped).when(ReverseEntry("C1", 2, "wrong guest")).refused(
        "cashier.not_enough_cash", currency="IDR", got=Decimal(200_000)
    )
    full = attrs.evolve(PAID, amount=Decimal(10**15 - 500_001))
    past = (*PAST, CashDropped("C1", 2, Decimal(500_000), "IDR", "bag", *FACTS))
    more = attrs.evolve(full, entry=3, amount=Decimal(10**15 - 1))
    given(SHIFT, *past, more).when(ReverseEntry("C1", 2, "not dropped")).refused(
        "cashier.too_large", got=Decimal(500_000)
    )


def test_the_entry_of_a_stored_shift_is_read_from_its_history() -> None:
    """Only the reversal needs old entries; every other command does without them."""
    assert SHIFT.whole == {ReverseEntry}


# --- who ---

TAKE = ReceivePayment("C1", Tender.CASH, idr(200_000), "folio:S1:4")


def test_only_its_own_cashier_acts_on_a_shift() -> None:
    """The cashier answers for the drawer; a guest with the same name is not the cashier."""
    given(SHIFT, *PAST).by(SARI).when(TAKE).refused(
        "permission.missing", actor="staff sari", permission="cashier.act_for_others"
    )
    given(SHIFT, *PAST).by(Actor("guest", "ayu"), SUPERVISED).when(TAKE).refused(
        "permission.missing"
    )
    given(SHIFT).by(SARI).when(OPEN).refused(
        "permission.missing", permission="cashier.act_for_others"
    )


def test_who_may_act_for_others_is_named_in_the_entry() -> None:
    """A supervisor helps out, and it is on record who it was."""
    given(SHIFT, *PAST).by(SARI, SUPERVISED).when(TAKE).then(attrs.evolve(PAID, actor="staff sari"))
    (opened, _) = given(SHIFT).by(SARI, SUPERVISED).when(OPEN).events
    assert (opened.cashier, opened.actor) == ("ayu", "staff sari")


# --- which status takes which command ---

COMMANDS = {
    type(command): command
    for command in (
        AddFloat("C1", idr(1)),
        TAKE,
        GiveRefund("C1", Tender.CASH, idr(1), "folio:S1:5"),
        PayOut("C1", idr(1), "TAXI", "Taxi"),
        DropCash("C1", idr(1), "bag"),
        ExchangeCash("C1", money("1", "EUR"), idr(1), "1"),
        ReverseEntry("C1", 1, "counted wrong"),
        CloseCashierShift("C1", (idr(1),)),
        CorrectCount("C1", (idr(1),), "counted again"),
    )
}
PASTS = {CashierShiftStatus.OPEN: PAST, CashierShiftStatus.CLOSED: (*PAST, CLOSED)}
WORDS = {
    CashierShiftStatus.OPEN: "cashier.not_closed",
    CashierShiftStatus.CLOSED: "cashier.closed",
}
PAIRS = {
    f"{command.__name__} while {status}": (
        command,
        status,
        (command is CorrectCount) is (status is CashierShiftStatus.CLOSED),
    )
    for command in COMMANDS
    for status in PASTS
}


def test_every_command_is_tried() -> None:
    """A command that is added is added to the table."""
    assert {row.command for row in SHIFT.decide_by.values() if not row.opens} == set(COMMANDS)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_status_takes_a_command_or_words_its_refusal(pair) -> None:
    """What the desk is told beforehand is what it is told when it tries."""
    command, status, taken = PAIRS[pair]
    shift = given(SHIFT, *PASTS[status]).by(attrs.evolve(AYU, roles=("supervisor",)), SUPERVISED)
    told = SHIFT.allowed(shift.state, shift.context)[command.__name__]
    outcome = shift.when(COMMANDS[command])
    if taken:
        assert told
        assert outcome.error is None
    else:
        assert [reason.code for reason in told.reasons] == [WORDS[status]]
        outcome.refused(WORDS[status], cashier_shift="C1")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda one: type(one).__name__)
def test_a_shift_has_to_be_opened(command) -> None:
    """Nothing happens to a shift that does not exist."""
    given(SHIFT).when(command).refused("record.not_found", kind="cashier_shift", id="C1")


def test_the_desk_sees_what_a_command_asks_for() -> None:
    """What nobody can judge before it is told is asked for, and no more."""
    shift = given(SHIFT, *PAST)
    asked = {name: told.asks for name, told in SHIFT.allowed(shift.state, shift.context).items()}
    amounts = ("AddFloat", "ReceivePayment", "GiveRefund", "PayOut", "DropCash")
    assert asked == {
        **dict.fromkeys(amounts, ("amount",)),
        "ExchangeCash": ("given", "received"),
        "ReverseEntry": ("entry",),
        "CloseCashierShift": ("counted",),
        "CorrectCount": ("counted",),
    }


def test_the_desk_sees_every_reason_at_once() -> None:
    """Somebody else's closed shift has two things against it."""
    other = given(SHIFT, *PAST, CLOSED).by(SARI)
    reasons = SHIFT.allowed(other.state, other.context)["DropCash"].reasons
    assert [reason.code for reason in reasons] == ["cashier.closed", "permission.missing"]


def test_an_open_shift_is_found_by_its_cashier() -> None:
    """A closed one is found by nobody who looks for an open drawer."""
    assert list(SHIFT.index(SHIFT.replay(PAST))) == [("cashier_shift.open", "ayu")]
    assert list(SHIFT.index(SHIFT.replay((*PAST, CLOSED)))) == []
    again = CountCorrected("C1", CLOSED.counts, "counted again", *FACTS)
    assert list(SHIFT.index(SHIFT.replay((*PAST, CLOSED, again)))) == []
