"""The windows of a bill: who pays which part of it, and how a charge comes from one to another."""

from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargeMoved,
    ChargePosted,
    CloseFolio,
    Component,
    FolioOpened,
    MoveCharge,
    MovePayment,
    NamePayee,
    OpenFolio,
    Payee,
    PayeeKind,
    PayeeNamed,
    PaymentMethod,
    PaymentMoved,
    PaymentTaken,
    PostCharge,
    Quote,
    Share,
    SplitCharge,
    TakePayment,
)
from axentra_core.folio.corrections import placed
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money, money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY, NOW = CONTEXT.business_date, CONTEXT.now
CENT = Decimal("0.01")
OPENED = FolioOpened("S1", "S1", "EUR", CENT, most_windows=4)
COMPANY = Payee(PayeeKind.ACCOUNT, "C1")


def price(net, vat):
    """Return a price with one tax."""
    tax = Component("VAT", Decimal(net), None, Decimal(vat))
    return Quote("EUR", Decimal(net), (tax,), Decimal(net) + Decimal(vat), "x")


QUOTE = price("93.46", "6.54")
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)
PAID = PaymentTaken("S1", 2, PaymentMethod.CASH, Decimal("100.00"), "EUR", TODAY, None)


def move(to_window, amount=None, *, line=1, window=None, **more):
    """Return a move of a charge to another window."""
    some = None if amount is None else money(amount, "EUR")
    return MoveCharge("S1", line, to_window, "company pays", some, window, **more)


def split(*shares, line=1):
    """Return a split of a charge by (window, weight)."""
    parts = tuple(Share(window, Decimal(weight)) for window, weight in shares)
    return SplitCharge("S1", line, parts, "they share the room")


def after(*commands, past=(OPENED, POSTED)):
    """Return the events of a past and of commands that follow it."""
    events = list(past)
    for command in commands:
        events += given(FOLIO, *events).when(command).events
    return events


def owed(events):
    """Return what each window owes."""
    return {one.number: str(one.owed) for one in FOLIO.replay(events).windows}


def stands(events, line=1):
    """Return net and tax of what is left of a charge, by window."""
    return {
        window: (str(quote.net), str(quote.components[0].amount))
        for window, quote in placed(FOLIO.replay(events).lines, line).items()
    }


# Windows and who pays them


def test_a_company_pays_a_window_and_the_guest_the_others() -> None:
    """A payee is on record; naming the same one again changes nothing, None is the guest."""
    named = PayeeNamed("S1", 2, COMPANY)
    state = given(FOLIO, OPENED).when(NamePayee("S1", 2, COMPANY)).then(named)
    assert [state.window(number).payee for number in (1, 2)] == [None, COMPANY]
    given(FOLIO, OPENED, named).when(NamePayee("S1", 2, COMPANY)).then()
    given(FOLIO, OPENED, named).when(NamePayee("S1", 2, None)).then(PayeeNamed("S1", 2, None))


def test_a_bill_has_eight_windows_unless_told_otherwise() -> None:
    """Eight is what hotels know; a property may allow fewer or more, up to 99."""
    (event,) = given(FOLIO).when(OpenFolio("S1", "S1", "EUR", 2)).events
    assert event.most_windows == 8
    (event,) = given(FOLIO).when(OpenFolio("S1", "S1", "EUR", 2, most_windows=99)).events
    assert event.most_windows == 99
    with pytest.raises(InvalidInput):
        OpenFolio("S1", "S1", "EUR", 2, most_windows=100)


@pytest.mark.parametrize(
    "command",
    [
        PostCharge("S1", "ROOM", "rooms", "x", 1, QUOTE, TODAY, "x", 1, window=5),
        NamePayee("S1", 5, COMPANY),
        TakePayment("S1", PaymentMethod.CASH, money("1.00", "EUR"), in_advance=True, window=5),
        move(5),
        split((1, 1), (5, 1)),
        MovePayment("S1", 2, 5, "x"),
    ],
)
def test_no_window_beyond_the_last_one(command) -> None:
    """A bill of four windows has no fifth, whatever is to be put there."""
    given(FOLIO, OPENED, POSTED, PAID).when(command).refused(
        "folio.window_unknown", window=5, most=4
    )


def test_a_charge_goes_to_the_window_it_is_posted_to() -> None:
    """Each window owes what is in it, and the bill owes what they owe together."""
    second = PostCharge("S1", "BAR", "bar", "Tea", 1, price("4.67", "0.33"), TODAY, "x", 1, None, 2)
    events = after(second)
    assert owed(events) == {1: "100.00", 2: "5.00"}
    assert FOLIO.replay(events).owed == Decimal("105.00")


# Moving


def test_a_charge_moves_whole_and_the_bill_owes_what_it_owed() -> None:
    """Its tax goes with it, and the line that moves it says from where to where and why."""
    moved = ChargeMoved("S1", 2, 1, 1, 2, QUOTE, "company pays", TODAY, NOW)
    state = given(FOLIO, OPENED, POSTED).when(move(2)).then(moved)
    assert (state.charged, state.window(1).owed, state.window(2).owed) == (100, 0, 100)


def test_a_part_of_a_charge_moves_with_its_share_of_the_tax() -> None:
    """Twenty of a hundred: the net and the tax of both parts are those of the whole."""
    events = after(move(2, "20.00"))
    assert stands(events) == {1: ("74.77", "5.23"), 2: ("18.69", "1.31")}
    assert owed(events) == {1: "80.00", 2: "20.00"}


def test_no_more_moves_than_is_left() -> None:
    """What was taken off or is in another window already does not move from here."""
    events = after(move(2, "20.00"))
    here = given(FOLIO, *events)
    here.when(move(3, "80.01", window=1)).refused(
        "folio.more_than_remains", left=Decimal("80.00"), got=Decimal("80.01")
    )
    here.when(move(3, "20.01", window=2)).refused("folio.more_than_remains", left=Decimal("20.00"))
    gone = given(FOLIO, *after(AdjustCharge("S1", 1, "x", money("100.00", "EUR"))))
    gone.when(move(2)).refused("folio.nothing_left", line=1)
    gone.when(split((1, 1), (2, 1))).refused("folio.nothing_left", line=1)
    gone.when(move(2, "1.00")).refused("folio.more_than_remains", left=0)


def test_what_is_in_several_windows_says_which_one_is_meant() -> None:
    """The refusal names the windows; a window without a part of it is refused too."""
    here = given(FOLIO, *after(move(2, "20.00")))
    for command in (move(3), AdjustCharge("S1", 1, "x", percent=CENT), split((3, 1), (4, 1))):
        here.when(command).refused("folio.in_several_windows", line=1, windows="1, 2")
    here.when(move(4, window=3)).refused("folio.not_in_window", window=3, windows="1, 2")
    assert owed([*after(move(2, "20.00"), move(3, window=2))]) == {
        1: "80.00",
        2: "0.00",
        3: "20.00",
    }


def test_a_charge_moves_to_another_window_only() -> None:
    """A move to where it stands is a slip of the pen; so is half a cent and another currency."""
    here = given(FOLIO, OPENED, POSTED)
    here.when(move(1)).refused("folio.same_window", window=1)
    half = MoveCharge("S1", 1, 2, "x", Money(Decimal("0.005"), "EUR"))
    here.when(half).refused("money.too_many_decimals")
    dollars = MoveCharge("S1", 1, 2, "x", money("1.00", "USD"))
    here.when(dollars).refused("folio.currency_mismatch", got="USD")


@pytest.mark.parametrize("line", [2, 3, 9])
def test_only_a_charge_moves_between_windows(line) -> None:
    """A payment, a move and a line that is not there are no charge."""
    moved = ChargeMoved("S1", 3, 1, 1, 2, QUOTE, "company pays", TODAY)
    here = given(FOLIO, OPENED, POSTED, PAID, moved)
    here.when(move(3, line=line)).refused("folio.line_unknown", line=line)
    here.when(split((3, 1), (4, 1), line=line)).refused("folio.line_unknown", line=line)


def test_a_routed_part_moves_as_it_was_divided() -> None:
    """Without its tax the net alone goes; a part that is no part of the charge is refused."""
    alone = Quote("EUR", Decimal("93.46"), (), Decimal("93.46"), "x")
    events = after(move(2, part=alone, instruction=1))
    assert owed(events) == {1: "6.54", 2: "93.46"}
    for wrong in (
        price("93.47", "0.00"),
        price("-1.00", "0.00"),
        price("50.00", "6.55"),
        attrs.evolve(alone, total=Decimal("93.45")),
        attrs.evolve(alone, currency="USD"),
        price("0.00", "0.00"),
    ):
        given(FOLIO, OPENED, POSTED).when(move(2, part=wrong)).refused("folio.nothing_left")


# Payments and the end


def test_a_payment_moves_to_the_window_it_was_meant_for() -> None:
    """All of it or a part; no more than is left, and not to where it counts already."""
    past = (OPENED, POSTED, PAID)
    events = after(MovePayment("S1", 2, 2, "typed to the wrong window"), past=past)
    assert events[-1] == PaymentMoved(
        "S1", 3, 2, 1, 2, Decimal("100.00"), "EUR", "typed to the wrong window", TODAY, NOW
    )
    assert owed(events) == {1: "100.00", 2: "-100.00"}
    given(FOLIO, *events).when(MovePayment("S1", 2, 2, "x")).refused("folio.payment_gone", line=2)
    some = MovePayment("S1", 2, 3, "x", money("30.00", "EUR"))
    assert owed(after(some, past=past)) == {1: "30.00", 3: "-30.00"}
    more = MovePayment("S1", 2, 3, "x", money("100.01", "EUR"))
    given(FOLIO, *past).when(more).refused("folio.payment_smaller", left=100)
    given(FOLIO, *past).when(MovePayment("S1", 1, 3, "x")).refused("folio.payment_unknown", line=1)


def test_a_payment_in_two_windows_moves_from_both() -> None:
    """What is there already stays; the rest follows, the first window first."""
    some = MovePayment("S1", 2, 2, "x", money("30.00", "EUR"))
    events = after(some, MovePayment("S1", 2, 3, "x"), past=(OPENED, POSTED, PAID))
    assert [(one.window, one.amount) for one in events[4:]] == [(1, 70), (2, 30)]
    assert owed(events) == {1: "100.00", 2: "0.00", 3: "-100.00"}


def test_a_bill_ends_when_each_of_its_windows_is_at_zero() -> None:
    """What one window has too much does not settle what another one owes."""
    wrong = attrs.evolve(PAID, window=2)
    here = given(FOLIO, OPENED, POSTED, wrong)
    here.when(CloseFolio("S1")).refused("folio.window_outstanding", window=1, balance=100)
    told = FOLIO.allowed(here.state, CONTEXT)["CloseFolio"]
    assert [reason.code for reason in told.reasons] == ["folio.window_outstanding"]
    right = after(move(2), CloseFolio("S1"), past=(OPENED, POSTED, wrong))
    assert type(right[-1]).__name__ == "FolioClosed"
