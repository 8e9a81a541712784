"""What an agent keeps: a percent of the net revenue of a window, of each part of it once."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargePosted,
    CloseFolio,
    CommissionDue,
    CommissionedLine,
    Component,
    DeductCommission,
    FolioOpened,
    FolioRefusal,
    MoveCharge,
    Nature,
    PostCharge,
    Quote,
    ReverseCharge,
    Share,
    SplitCharge,
    TransferIn,
    TransferOut,
    commission,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY = date(2026, 11, 23)
CENT = Rounding(Decimal("0.01"))
OPENED = FolioOpened("S1", "S1", "EUR", Decimal("0.01"))
TENTH, FIFTEEN = Decimal("0.10"), Decimal("0.15")
TAKE = DeductCommission("S1", 1, TENTH, "AGENT", "agents", "as agreed with the agent", 1)


def sell(net, code="ROOM", department="rooms", tax="0.00", **more):
    """Return what puts something on the bill."""
    net, tax = Decimal(net), Decimal(tax)
    parts = (Component("VAT", net, Decimal("0.07"), tax),) if tax else ()
    quote = Quote("EUR", net, parts, net + tax, "x")
    return PostCharge("S1", code, department, code, 1, quote, TODAY, "x", 1, **more)


NIGHT = sell("100.00", tax="7.00")
DINNER = sell("50.00", "FNB", "restaurant")
TIP = sell("5.00", "TIP", "staff", nature=Nature.TIP)


def after(*commands, before=(OPENED,)):
    """Return what has happened to a bill after some commands."""
    events = list(before)
    for command in commands:
        then = given(FOLIO, *events).when(command)
        assert then.error is None, then.error
        events += then.events
    return events


def due(events, window=1, rate=TENTH, **chosen):
    """Return base, amount and lines of the commission on a bill."""
    found = commission(events, window, rate, CENT, **chosen)
    return str(found.base), str(found.amount), [(one.line, str(one.base)) for one in found.lines]


# --- the calculator ---


def test_an_agent_keeps_a_percent_of_the_net() -> None:
    """Taxes are the state's, and tips are the staff's; neither counts."""
    events = after(NIGHT, DINNER, TIP)
    assert due(events) == ("150.00", "15.00", [(1, "100.00"), (2, "50.00")])
    assert due(events[1:]) == due(events)


@pytest.mark.parametrize(
    ("chosen", "base"),
    [
        ({"codes": ("ROOM",)}, "100.00"),
        ({"departments": ("restaurant",)}, "50.00"),
        ({"codes": ("ROOM",), "departments": ("restaurant",)}, "150.00"),
        ({"codes": ("SPA",)}, "0"),
        ({"codes": ("TIP",)}, "0"),
    ],
)
def test_agreements_name_what_counts(chosen, base) -> None:
    """Most agents get their part of the nights alone; a tip never counts, whoever names it."""
    assert due(after(NIGHT, DINNER, TIP), **chosen)[0] == base


def test_corrections_count_before_the_commission_is_deducted() -> None:
    """Of a night with a rebate the agent keeps a part of what is left, and nothing of none."""
    rebate = AdjustCharge("S1", 1, "service_failure", money("21.40", "EUR"))
    events = after(NIGHT, rebate, DINNER, ReverseCharge("S1", 3, "wrong guest"))
    assert due(events) == ("80.00", "8.00", [(1, "80.00")])
    restored = after(ReverseCharge("S1", 2, "not promised"), before=events)
    assert due(restored)[0] == "100.00"


def test_a_discount_on_a_line_of_its_own_lowers_the_base() -> None:
    """A price below zero is one that the agent has to bear, too."""
    assert due(after(NIGHT, sell("-10.00")))[0] == "90.00"
    assert due(after(sell("-10.00")))[:2] == ("-10.00", "-1.00")


def test_each_window_has_its_own_part() -> None:
    """The agent who pays a window keeps a part of what stands in it now."""
    events = after(NIGHT, DINNER, MoveCharge("S1", 1, 2, "the agent pays", money("53.50", "EUR")))
    assert due(events, 1) == ("100.00", "10.00", [(1, "50.00"), (2, "50.00")])
    assert due(events, 2) == ("50.00", "5.00", [(1, "50.00")])
    assert due(events, 3) == ("0", "0.00", [])


def test_what_another_bill_has_taken_over_counts_there() -> None:
    """A master bill that an agent pays counts what it was given, and the guest's bill no more."""
    events = after(NIGHT, DINNER)
    gone = after(TransferOut("S1", 1, "G1", "T1", "they pay"), before=events)
    assert due(gone)[2] == [(2, "50.00")]
    quote = gone[-1].quote.negated()
    came = TransferIn("G1", "T1", "S1", 1, "S1", 1, "ROOM", "rooms", "x", 1, quote, TODAY, "x")
    there = attrs.evolve(OPENED, folio="G1")
    assert due(after(came, before=[there]))[2] == [(1, "100.00")]
    home = attrs.evolve(came, folio="S1", from_folio="G1", transfer="T2")
    assert due(after(home, before=gone))[0] == "150.00"


def test_the_amount_is_rounded_once() -> None:
    """Three lines of a third of a cent are one cent, and not none."""
    events = after(*[sell("0.03")] * 3)
    assert due(events, rate=TENTH)[1] == "0.01"
    down = Rounding(Decimal("0.01"), RoundingMode.DOWN)
    assert commission(events, 1, TENTH, down).amount == 0


# --- the deduction ---


def test_a_commission_is_a_line_that_is_no_revenue() -> None:
    """It says how it was reckoned, and has no tax; the window owes the rest."""
    then = given(FOLIO, *after(NIGHT, DINNER)).when(TAKE)
    amount = Decimal("-15.00")
    assert then.events == (
        ChargePosted(
            "S1",
            3,
            "AGENT",
            "agents",
            "as agreed with the agent",
            1,
            Quote("EUR", amount, (), amount, "half_up 0.01 total"),
            TODAY,
            TODAY,
            "commission:1",
            1,
            revenue_date=TODAY,
            posted_at=CONTEXT.now,
            nature=Nature.COMMISSION,
            commission=CommissionDue(
                Decimal("150.00"),
                TENTH,
                Decimal("15.00"),
                (
                    CommissionedLine(1, Decimal("100.00")),
                    CommissionedLine(2, Decimal("50.00")),
                ),
            ),
        ),
    )
    assert then.state.window(1).owed == Decimal("142.00")


def test_no_line_is_counted_twice() -> None:
    """What was sold since is counted the next time, and alone."""
    first = after(NIGHT, TAKE)
    given(FOLIO, *first).when(TAKE).refused("folio.no_commission_due", folio="S1", window=1)
    second = given(FOLIO, *after(DINNER, before=first)).when(TAKE)
    (line,) = second.events
    assert (line.source, line.quote.net) == ("commission:2", Decimal("-5.00"))
    assert line.commission.lines == (CommissionedLine(3, Decimal("50.00")),)


def test_two_agreements_share_a_bill() -> None:
    """Fifteen percent of the nights and ten of the rest: one line each."""
    nights = attrs.evolve(TAKE, rate=FIFTEEN, codes=("ROOM",))
    events = after(NIGHT, DINNER, nights, TAKE)
    assert [str(one.quote.net) for one in events[-2:]] == ["-15.00", "-5.00"]


def test_a_part_that_moves_to_another_window_does_not_count_there_again() -> None:
    """Each cent of a price pays commission once, wherever it stands later."""
    halves = SplitCharge("S1", 1, (Share(1), Share(2)), "they share")
    there = attrs.evolve(TAKE, window=2)
    events = after(NIGHT, halves, there)
    assert events[-1].commission.base == Decimal("50.00")
    back = after(MoveCharge("S1", 1, 1, "back", window=2), before=events)
    assert due(back) == ("50.00", "5.00", [(1, "50.00")])
    assert due(after(TAKE, before=back))[2] == []


def test_a_deduction_that_is_taken_back_can_be_made_anew() -> None:
    """A rebate after the deduction is settled so: take it back, and deduct from what is left."""
    rebate = AdjustCharge("S1", 1, "service_failure", money("21.40", "EUR"))
    events = after(NIGHT, TAKE, rebate)
    given(FOLIO, *events).when(TAKE).refused("folio.no_commission_due")
    again = after(ReverseCharge("S1", 2, "the price changed"), TAKE, before=events)
    assert (again[-1].source, again[-1].quote.net) == ("commission:2", Decimal("-8.00"))
    assert again[-2].nature is Nature.COMMISSION


def test_what_grows_again_is_counted_for_what_it_grew() -> None:
    """A rebate that is taken back brings its own part of the commission, and no more."""
    rebate = AdjustCharge("S1", 1, "service_failure", money("21.40", "EUR"))
    events = after(NIGHT, rebate, TAKE, ReverseCharge("S1", 2, "not promised"))
    assert due(events) == ("20.00", "2.00", [(1, "20.00")])


def test_a_commission_is_not_reckoned_on_a_commission() -> None:
    """What an agent keeps is no revenue, so it does not lower the next base either."""
    assert due(after(NIGHT, TAKE, DINNER))[0] == "50.00"


@pytest.mark.parametrize(
    ("before", "command"),
    [
        ((), TAKE),
        ((TIP,), TAKE),
        ((NIGHT,), attrs.evolve(TAKE, window=2)),
        ((NIGHT,), attrs.evolve(TAKE, codes=("FNB",))),
        ((NIGHT,), attrs.evolve(TAKE, rate=Decimal(0))),
        ((sell("0.04"),), TAKE),
        ((sell("-10.00"),), TAKE),
    ],
    ids=["empty", "a tip", "other window", "other code", "no rate", "less than a cent", "credit"],
)
def test_without_revenue_there_is_no_commission(before, command) -> None:
    """Nothing is posted that says nothing."""
    given(FOLIO, *after(*before)).when(command).refused(
        "folio.no_commission_due", folio="S1", window=command.window
    )


def test_windows_and_bills_have_to_be_there() -> None:
    """A commission is deducted where an open bill has a window."""
    bill = given(FOLIO, *after(NIGHT))
    bill.when(attrs.evolve(TAKE, window=9)).refused("folio.window_unknown")
    given(FOLIO).when(TAKE).refused("record.not_found")
    ended = after(NIGHT, ReverseCharge("S1", 1, "x"), CloseFolio("S1"))
    given(FOLIO, *ended).when(TAKE).refused("folio.closed")


def test_what_a_desk_may_do_agrees_with_what_is_decided() -> None:
    """A button asks for the window and the rate; it is not there for a bill that has ended."""
    asked = FOLIO.allowed(given(FOLIO, *after(NIGHT)).state, CONTEXT)["DeductCommission"]
    assert (asked.reasons, asked.asks) == ((), ("window", "rate"))


@pytest.mark.parametrize("rate", ["1.01", "-0.1"])
def test_a_rate_is_a_fraction(rate) -> None:
    """Fifteen percent are 0.15; nobody keeps more than all."""
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(TAKE, rate=Decimal(rate))
    assert [fault.path for fault in caught.value.faults] == ["rate"]


# --- whatever happens ---

CENTS = st.integers(1, 99_999).map(lambda cents: str(Decimal(cents).scaleb(-2)))
LINES = st.integers(1, 8)
WINDOWS = st.integers(1, 3)


def moved(line, window):
    """Return what lets another window pay."""
    return MoveCharge("S1", line, window, "they pay")


def halved(line, window):
    """Return what shares a charge between two windows."""
    return SplitCharge("S1", line, (Share(window), Share(window % 3 + 1)), "they share")


def lowered(line, cents):
    """Return what takes a part of a line off."""
    return AdjustCharge("S1", line, "goodwill", money(cents, "EUR"))


STEPS = st.one_of(
    st.builds(sell, CENTS),
    st.builds(lowered, LINES, CENTS),
    st.builds(moved, LINES, WINDOWS),
    st.builds(halved, LINES, WINDOWS),
    st.builds(ReverseCharge, st.just("S1"), LINES, st.just("x")),
    st.builds(
        DeductCommission,
        st.just("S1"),
        WINDOWS,
        st.sampled_from([TENTH, FIFTEEN]),
        st.just("AGENT"),
        st.just("agents"),
        st.just("as agreed"),
        st.just(1),
    ),
)


@settings(max_examples=60, deadline=None)
@for_all(st.lists(STEPS, min_size=4, max_size=14))
def test_no_more_is_counted_than_was_sold(steps) -> None:
    """In whatever order things are sold, moved, lowered and counted: each price counts once."""
    events = [OPENED, *after(NIGHT)[1:]]
    for step in steps:
        events += given(FOLIO, *events).when(step).events
    taken_back = {getattr(one, "reverses", None) for one in events}
    counted: dict[int, Decimal] = {}
    for one in events:
        if isinstance(one, ChargePosted) and one.commission and one.line not in taken_back:
            assert one.quote.net == -one.commission.amount
            assert one.commission.base == sum(part.base for part in one.commission.lines)
            for part in one.commission.lines:
                counted[part.line] = counted.get(part.line, Decimal(0)) + part.base
    sold = {one.line: one.quote.net for one in events if isinstance(one, ChargePosted)}
    assert all(0 < base <= sold[line] for line, base in counted.items())
    state = FOLIO.replay(events)
    for window in (1, 2, 3):
        rest = commission(events, window, TENTH, CENT)
        told = given(FOLIO, *events).when(attrs.evolve(TAKE, window=window))
        assert (told.error is None) == (rest.amount > 0)
        assert isinstance(told.error, FolioRefusal | None)
    assert state is not None
