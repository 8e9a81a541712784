"""How one bill takes a charge over from another: two lines, equal and opposite, and one id."""

from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    AgreeRouting,
    ChargePosted,
    Component,
    FolioOpened,
    MoveCharge,
    PaymentMethod,
    PaymentTaken,
    Quote,
    ReverseCharge,
    ReverseSource,
    Share,
    SplitCharge,
    Target,
    TransferIn,
    TransferOut,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio.corrections import placed, remaining
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY, NOW = CONTEXT.business_date, CONTEXT.now
CENT = Decimal("0.01")
OPENED = FolioOpened("S1", "S1", "EUR", CENT)
GROUP = FolioOpened("G1", "G1", "EUR", CENT)
OTHER = FolioOpened("S2", "S2", "EUR", CENT)
VAT = Component("VAT", Decimal("93.46"), Decimal("0.07"), Decimal("6.54"))
QUOTE = Quote("EUR", Decimal("93.46"), (VAT,), Decimal("100.00"), "x")
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)
OUT = TransferOut("S1", 1, "G1", "T1", "the company pays")


def send(amount=None, *, folio="S1", line=1, to="G1", transfer="T1", **more):
    """Return what gives a charge to another bill."""
    some = None if amount is None else money(amount, "EUR")
    return TransferOut(folio, line, to, transfer, "the company pays", amount=some, **more)


def take(out, origin=("S1", 1)):
    """Return what takes over what was given away."""
    return TransferIn(
        out.to_folio,
        out.transfer,
        out.folio,
        out.transfers,
        *origin,
        out.code,
        out.department,
        out.description,
        out.quantity,
        out.quote.negated(),
        out.service_date,
        out.source,
        out.to_window,
    )


def after(*commands, past=(OPENED, POSTED)):
    """Return the events of a past and of commands that follow it."""
    events = list(past)
    for command in commands:
        events += given(FOLIO, *events).when(command).events
    return events


def sent(here, there, command, origin=("S1", 1)):
    """Return two bills after one has given a charge to the other."""
    gave = after(command, past=here)
    is_last = not placed(FOLIO.replay(gave).lines, gave[-1].transfers)
    return gave, after(attrs.evolve(take(gave[-1], origin), is_last=is_last), past=there)


def owed(events):
    """Return what a bill owes."""
    return str(FOLIO.replay(events).owed)


def left(events, line=1):
    """Return net and tax of what is left of a line."""
    quote = remaining(FOLIO.replay(events).lines, line)
    return str(quote.net), str(quote.components[0].amount)


# There and back


def test_a_charge_leaves_one_bill_and_comes_to_another() -> None:
    """Price, tax, date, source and id are the same on both; what one owes less the other owes."""
    gave = TransferredOut(
        "S1",
        2,
        1,
        "T1",
        "G1",
        1,
        "ROOM",
        "rooms",
        "Deluxe",
        1,
        QUOTE.negated(),
        TODAY,
        TODAY,
        "night:1",
        "the company pays",
        posted_at=NOW,
    )
    assert given(FOLIO, OPENED, POSTED).when(OUT).then(gave).owed == 0
    came = TransferredIn(
        "G1",
        1,
        "T1",
        "S1",
        1,
        "S1",
        1,
        "ROOM",
        "rooms",
        "Deluxe",
        1,
        QUOTE,
        TODAY,
        TODAY,
        "night:1",
        posted_at=NOW,
    )
    assert given(FOLIO, GROUP).when(take(gave)).then(came).owed == 100
    assert gave.quote == came.quote.negated()


def test_a_part_leaves_with_its_share_of_the_tax() -> None:
    """Together both bills have the net and the tax of the charge, to the cent."""
    here, there = sent([OPENED, POSTED], [GROUP], send("33.33", to_window=3))
    assert (left(here), left(there)) == (("62.31", "4.36"), ("31.15", "2.18"))
    assert FOLIO.replay(there).window(3).owed == Decimal("33.33")


def test_no_more_leaves_than_is_there() -> None:
    """What was sent before, or taken off, is not sent again."""
    here = given(FOLIO, *after(send("60.00")))
    here.when(send("40.01")).refused("folio.more_than_remains", left=Decimal("40.00"))
    gone = given(FOLIO, *after(OUT))
    gone.when(OUT).refused("folio.nothing_left", line=1)
    gone.when(AdjustCharge("S1", 1, "x", percent=CENT)).refused("folio.more_than_remains", left=0)


def test_what_was_split_leaves_from_one_window() -> None:
    """The company's half goes to its bill; which half is meant has to be said."""
    shared = after(SplitCharge("S1", 1, (Share(1), Share(2)), "they share the room"))
    here = given(FOLIO, *shared)
    here.when(OUT).refused("folio.in_several_windows", windows="1, 2")
    state = here.when(send(window=2)).state
    assert [window.owed for window in state.windows] == [50, 0]


def test_a_bill_takes_nothing_over_from_itself() -> None:
    """A move between windows is a move."""
    given(FOLIO, OPENED, POSTED).when(send(to="S1")).refused("folio.same_folio", folio="S1")


def test_only_a_charge_is_transferred() -> None:
    """Neither a payment, nor a transfer, nor what was taken back."""
    paid = PaymentTaken("S1", 2, PaymentMethod.CASH, Decimal(5), "EUR", TODAY, None)
    given(FOLIO, OPENED, POSTED, paid).when(send(line=2)).refused("folio.line_unknown", line=2)
    given(FOLIO, *after(OUT)).when(send(line=2)).refused("folio.line_unknown", line=2)
    gone = after(ReverseCharge("S1", 1, "wrong guest"))
    given(FOLIO, *gone).when(OUT).refused("folio.already_reversed", line=1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"window": 9}, "folio.window_unknown"),
        ({"quote": attrs.evolve(QUOTE, currency="USD")}, "folio.currency_mismatch"),
        ({"quote": attrs.evolve(QUOTE, total=Decimal(99))}, "folio.does_not_add_up"),
        ({"origin_folio": "G1", "origin_line": 1}, "folio.line_unknown"),
    ],
)
def test_a_bill_takes_over_only_what_fits(change, code) -> None:
    """A window it has, its own money, a price that adds up, and home only to a line it has."""
    command = attrs.evolve(take(after(OUT)[-1]), **change)
    given(FOLIO, GROUP).when(command).refused(code)


def test_a_charge_comes_home_to_its_line() -> None:
    """Sent back, it is the line it was, and can be taken back there."""
    here, there = sent([OPENED, POSTED], [GROUP], OUT)
    there, here = sent(there, here, send(folio="G1", to="S1", transfer="T2"))
    assert (owed(here), owed(there), here[-1].returns) == ("100.00", "0.00", 1)
    assert left(here) == ("93.46", "6.54")
    assert owed(after(ReverseCharge("S1", 1, "wrong guest"), past=here)) == "0.00"


def test_what_has_come_home_is_corrected_on_its_own_line() -> None:
    """A line of a hundred gives a hundred back, not a hundred for each time it was away."""
    here, there = sent([OPENED, POSTED], [GROUP], OUT)
    _, here = sent(there, here, send(folio="G1", to="S1", transfer="T2"))
    for command in (
        AdjustCharge("S1", 3, "x", percent=Decimal(1)),
        MoveCharge("S1", 3, 2, "x"),
        ReverseCharge("S1", 3, "x"),
        send(line=3, transfer="T3"),
    ):
        given(FOLIO, *here).when(command).refused("folio.line_unknown", line=3)
    rebate = AdjustCharge("S1", 1, "x", percent=Decimal(1))
    nothing = after(rebate, past=here)
    assert owed(nothing) == "0.00"
    given(FOLIO, *nothing).when(rebate).refused("folio.more_than_remains", left=0)


def test_a_charge_that_went_on_comes_home_from_there() -> None:
    """Over a second bill to a third one and back: two bills as before, one as if never there."""
    here, there = sent([OPENED, POSTED], [GROUP], OUT)
    there, third = sent(there, [OTHER], send(folio="G1", to="S2", transfer="T2"))
    assert (third[-1].from_folio, third[-1].origin_folio) == ("G1", "S1")
    third, here = sent(third, here, send(folio="S2", to="S1", transfer="T3"))
    assert [owed(bill) for bill in (here, there, third)] == ["100.00", "0.00", "0.00"]
    assert owed(after(ReverseCharge("S1", 1, "wrong guest"), past=here)) == "0.00"


# What is corrected where


def test_what_is_elsewhere_is_not_taken_back() -> None:
    """The bill that has it is named; what is left here can be adjusted."""
    here = given(FOLIO, *after(send("40.00")))
    for command in (ReverseCharge("S1", 1, "wrong guest"), ReverseSource("S1", "night:1", "x")):
        here.when(command).refused("folio.elsewhere", line=1, other="G1")
    assert here.when(AdjustCharge("S1", 1, "x", money("60.00", "EUR"))).state.owed == 0


def test_the_bill_that_still_has_a_part_is_named() -> None:
    """One part is back from a second bill, another is still on the first."""
    back = TransferredIn(
        "S1",
        4,
        "T3",
        "S2",
        1,
        "S1",
        1,
        *("ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1"),
        returns=1,
        is_last=True,
    )
    both = after(send("40.00"), send("30.00", to="S2", transfer="T2"))
    back = attrs.evolve(back, quote=both[-1].quote.negated())
    given(FOLIO, *both, back).when(ReverseCharge("S1", 1, "x")).refused(
        "folio.elsewhere", other="G1"
    )


def test_what_came_from_elsewhere_is_adjusted_here_and_not_taken_back() -> None:
    """Revenue is taken back where it was made; a rebate may be given by whoever pays."""
    _, there = sent([OPENED, POSTED], [GROUP], OUT)
    here = given(FOLIO, *there)
    assert here.when(AdjustCharge("G1", 1, "x", money("20.00", "EUR"))).state.owed == 80
    here.when(ReverseCharge("G1", 1, "x")).refused("folio.came_from_elsewhere", origin="S1")
    here.when(ReverseSource("G1", "night:1", "x")).then()
    assert here.when(MoveCharge("G1", 1, 2, "x")).state.window(2).owed == 100


def test_the_bill_it_was_sold_on_is_named() -> None:
    """Not the one it was on last: that one cannot take it back either."""
    here, there = sent([OPENED, POSTED], [GROUP], OUT)
    _, third = sent(there, [OTHER], send(folio="G1", to="S2", transfer="T2"))
    given(FOLIO, *third).when(ReverseCharge("S2", 1, "x")).refused(
        "folio.came_from_elsewhere", origin="S1"
    )
    assert owed(here) == "0.00"


def test_a_rebate_stays_on_the_bill_that_gave_it() -> None:
    """What is left goes home; taken back there, the rebate can follow and the charge be undone."""
    here, there = sent([OPENED, POSTED], [GROUP], OUT)
    there = after(AdjustCharge("G1", 1, "x", money("20.00", "EUR")), past=there)
    there, here = sent(there, here, send(folio="G1", to="S1", transfer="T2"))
    assert (owed(here), owed(there)) == ("80.00", "0.00")
    there = after(ReverseCharge("G1", 2, "not promised"), past=there)
    there, here = sent(there, here, send(folio="G1", to="S1", transfer="T3"))
    assert owed(after(ReverseCharge("S1", 1, "wrong guest"), past=here)) == "0.00"


def test_the_limit_of_an_instruction_counts_what_was_sent() -> None:
    """A transfer leaves as less than nothing here, and uses the limit all the same."""
    agreed = after(AgreeRouting("S1", Target("G1"), limit=Decimal(150)))
    state = FOLIO.replay(after(send(instruction=1), past=agreed))
    assert [one.used for one in state.terms.routing] == [100]
