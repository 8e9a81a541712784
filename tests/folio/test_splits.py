"""A charge that several windows share: to the cent, and corrected where it stands."""

from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargePosted,
    Component,
    FolioOpened,
    Quote,
    ReverseCharge,
    Share,
    SplitCharge,
)
from axentra_core.folio.corrections import placed
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY = CONTEXT.business_date
CENT = Decimal("0.01")
OPENED = FolioOpened("S1", "S1", "EUR", CENT, most_windows=4)


def price(net, vat):
    """Return a price with one tax."""
    tax = Component("VAT", Decimal(net), None, Decimal(vat))
    return Quote("EUR", Decimal(net), (tax,), Decimal(net) + Decimal(vat), "x")


QUOTE = price("93.46", "6.54")
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)


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


def test_a_charge_is_shared_by_weights() -> None:
    """Three shares of one and one of two: to the cent, and nothing left over."""
    events = after(split((1, 1), (2, 1), (3, 1)))
    assert stands(events) == {1: ("31.16", "2.18"), 2: ("31.15", "2.18"), 3: ("31.15", "2.18")}
    events = after(split((2, 2), (3, 1)))
    assert owed(events) == {1: "0.00", 2: "66.67", 3: "33.33"}
    assert [type(one).__name__ for one in events[2:]] == ["ChargeMoved", "ChargeMoved"]


def test_a_share_of_nothing_is_no_line() -> None:
    """One cent among three goes to the first of them; the others get no line of zero."""
    cent = attrs.evolve(POSTED, quote=price("0.01", "0.00"))
    events = after(split((1, 1), (2, 1), (3, 1)), past=(OPENED, cent))
    assert events == [OPENED, cent]
    (moved,) = given(FOLIO, OPENED, cent).when(split((2, 1), (3, 1))).events
    assert (moved.to_window, moved.quote.total) == (2, CENT)


def test_what_a_channel_has_collected_is_shared_too() -> None:
    """Even where it is finer than the bill, its shares are all of it."""
    city = Component("CITY", Decimal(0), None, Decimal("0.005"), owed=False)
    line = attrs.evolve(POSTED, quote=attrs.evolve(QUOTE, components=(*QUOTE.components, city)))
    events = after(split((1, 1), (2, 1)), past=(OPENED, line))
    parts = placed(FOLIO.replay(events).lines, 1).values()
    assert sum(part.components[1].amount for part in parts) == Decimal("0.005")


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        (((1, 1),), "list.length"),
        (((1, 1), (1, 2)), "value.duplicate"),
        (((1, 0), (2, 1)), "money.weights"),
        (((1, -1), (2, 2)), "money.weights"),
    ],
)
def test_a_split_has_shares(shares, code) -> None:
    """At least two, each of another window and each more than nothing."""
    with pytest.raises(InvalidInput) as refused:
        split(*shares)
    assert refused.value.code == code


def test_what_was_split_is_adjusted_in_its_window() -> None:
    """The guest's half gets the rebate; the company's half is as it was."""
    shared = after(split((1, 1), (2, 1)))
    rebate = AdjustCharge("S1", 1, "noise", money("10.00", "EUR"), window=1)
    assert owed(after(rebate, past=shared)) == {1: "40.00", 2: "50.00"}
    too_much = AdjustCharge("S1", 1, "noise", money("50.01", "EUR"), window=2)
    given(FOLIO, *shared).when(too_much).refused("folio.more_than_remains", left=50)


def test_what_was_split_is_taken_back_wherever_it_stands() -> None:
    """One line for each window, and every window is as if it had never been sold."""
    events = after(split((1, 1), (2, 1), (3, 2)), ReverseCharge("S1", 1, "wrong guest"))
    assert [one.window for one in events[4:]] == [1, 2, 3]
    assert set(owed(events).values()) == {"0.00"}
    assert (FOLIO.replay(events).charged, stands(events)) == (0, {})
