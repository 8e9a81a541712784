"""What is taken off a bill: by a line that points back, with the taxes as they were recorded."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    Component,
    FolioOpened,
    Quote,
    ReverseCharge,
    ReverseSource,
    statement,
)
from axentra_core.folio.corrections import part_of, remaining
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.testing import given

(FOLIO,) = AGGREGATES
TODAY = date(2026, 11, 23)
CENT = Decimal("0.01")
OPENED = FolioOpened("S1", "S1", "EUR", CENT)
QUOTE = Quote(
    "EUR",
    Decimal("93.46"),
    (
        Component("VAT", Decimal("93.46"), Decimal("0.07"), Decimal("6.54")),
        Component("CITY", Decimal(0), None, Decimal("5.00"), owed=False),
    ),
    Decimal("100.00"),
    "half_up 0.01 stay net",
)
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)


def adjust(amount=None, *, line=1, percent=None):
    """Return an adjustment by amount or percent."""
    given_amount = None if amount is None else money(amount, "EUR")
    given_percent = None if percent is None else Decimal(percent)
    return AdjustCharge("S1", line, "service_failure", given_amount, given_percent, "cold water")


def parts(event):
    """Return net and components of a line."""
    return event.quote.net, {part.code: part.amount for part in event.quote.components}


def test_an_amount_comes_off_with_its_share_of_each_tax() -> None:
    """Twenty of a hundred are twenty hundredths of net, tax, and what the channel has collected."""
    outcome = given(FOLIO, OPENED, POSTED).when(adjust("20.00"))
    (line,) = outcome.events
    assert isinstance(line, ChargeAdjusted)
    assert parts(line) == (
        Decimal("-18.69"),
        {"VAT": Decimal("-1.31"), "CITY": Decimal("-1.00")},
    )
    assert (line.corrects, line.quote.total, line.source) == (1, Decimal("-20.00"), "night:1")
    assert outcome.state.owed == Decimal("80.00")


def test_a_percent_is_one_of_what_was_posted() -> None:
    """Ten percent twice are twenty percent of the price, and not nineteen."""
    first = given(FOLIO, OPENED, POSTED).when(adjust(percent="0.10")).events
    second = given(FOLIO, OPENED, POSTED, *first).when(adjust(percent="0.10"))
    assert second.state.owed == Decimal("80.00")


def test_all_that_is_left_can_come_off_and_no_more() -> None:
    """A line is worth nothing at the least; the refusal names what is left."""
    most = given(FOLIO, OPENED, POSTED).when(adjust("60.00")).events
    left = given(FOLIO, OPENED, POSTED, *most)
    left.when(adjust("40.01")).refused("folio.more_than_remains", left=Decimal("40.00"))
    gone = left.when(adjust("40.00"))
    assert gone.state.owed == 0
    sums = [part.quote for part in (POSTED, *most, *gone.events)]
    assert total(quote.net for quote in sums) == 0


def test_a_reversal_takes_back_what_is_left() -> None:
    """What was adjusted before is not given back twice, and taxes are those that were recorded."""
    adjusted = given(FOLIO, OPENED, POSTED).when(adjust("20.00")).events
    outcome = given(FOLIO, OPENED, POSTED, *adjusted).when(ReverseCharge("S1", 1, "wrong guest"))
    (line,) = outcome.events
    assert parts(line) == (
        Decimal("-74.77"),
        {"VAT": Decimal("-5.23"), "CITY": Decimal("-4.00")},
    )
    assert outcome.state.owed == 0


def test_the_lines_of_a_source_are_taken_back_as_they_stand() -> None:
    """An order that was cancelled after a rebate leaves nothing on the bill."""
    adjusted = given(FOLIO, OPENED, POSTED).when(adjust("20.00")).events
    outcome = given(FOLIO, OPENED, POSTED, *adjusted).when(
        ReverseSource("S1", "night:1", "cancelled")
    )
    assert (len(outcome.events), outcome.state.owed) == (1, 0)


def test_an_adjustment_is_taken_back_and_the_charge_stands_again() -> None:
    """A rebate that was given in error goes; then all of the charge can be adjusted again."""
    adjusted = given(FOLIO, OPENED, POSTED).when(adjust("20.00")).events
    back = given(FOLIO, OPENED, POSTED, *adjusted).when(ReverseCharge("S1", 2, "not promised"))
    assert back.state.owed == Decimal("100.00")
    again = given(FOLIO, OPENED, POSTED, *adjusted, *back.events).when(adjust("100.00"))
    assert again.state.owed == 0


def test_a_correction_of_a_line_that_was_taken_back_is_not_taken_back() -> None:
    """A reversal ends a line with everything that corrects it; there is no loop of corrections."""
    adjusted = given(FOLIO, OPENED, POSTED).when(adjust("20.00")).events
    gone = given(FOLIO, OPENED, POSTED, *adjusted).when(ReverseCharge("S1", 1, "wrong")).events
    after = given(FOLIO, OPENED, POSTED, *adjusted, *gone)
    after.when(ReverseCharge("S1", 2, "again")).refused("folio.already_reversed", line=1)
    after.when(ReverseCharge("S1", 3, "again")).refused("folio.line_unknown", line=3)
    after.when(adjust("1.00")).refused("folio.already_reversed", line=1)
    after.when(adjust("1.00", line=2)).refused("folio.line_unknown", line=2)


def test_a_line_of_both_signs_has_no_parts() -> None:
    """A correction that moves an amount from one tax to another is taken back whole or not."""
    moved = Quote(
        "EUR",
        Decimal(0),
        (
            Component("VAT", Decimal(0), None, Decimal("2.00")),
            Component("VAT2", Decimal(0), None, Decimal("-1.00")),
        ),
        Decimal("1.00"),
        "x",
    )
    line = attrs.evolve(POSTED, quote=moved)
    given(FOLIO, OPENED, line).when(adjust("0.50")).refused("folio.not_adjustable", line=1)


def part(net, tax, total_of_it, currency="EUR"):
    """Return a part of the price whose tax was worked out elsewhere."""
    components = (Component("VAT", Decimal(net), Decimal("0.07"), Decimal(tax)),)
    return Quote(currency, Decimal(net), components, Decimal(total_of_it), "half_up 0.01 component")


def test_the_very_part_comes_off_with_the_tax_it_has() -> None:
    """Where somebody has worked its tax out already, it is not worked out again."""
    own = part("18.70", "1.30", "20.00")
    outcome = given(FOLIO, OPENED, POSTED).when(AdjustCharge("S1", 1, "metered", part=own))
    (line,) = outcome.events
    assert parts(line) == (Decimal("-18.70"), {"VAT": Decimal("-1.30")})
    assert outcome.state.owed == Decimal("80.00")


@pytest.mark.parametrize(
    "own",
    [
        part("93.47", "6.54", "100.01"),
        part("90.00", "6.55", "96.55"),
        part("-1.00", "2.00", "1.00"),
        part("18.70", "1.30", "20.01"),
        part("18.70", "1.30", "20.00", "USD"),
        part("0.00", "0.00", "0.00"),
    ],
    ids=["more net", "more tax", "both signs", "does not add up", "other money", "nothing"],
)
def test_what_is_no_part_of_a_charge_does_not_come_off(own) -> None:
    """Nothing of a part is more than what is left of the charge."""
    here = given(FOLIO, OPENED, POSTED)
    here.when(AdjustCharge("S1", 1, "metered", part=own)).refused("folio.nothing_left", line=1)


def test_an_adjustment_is_in_the_money_of_the_bill() -> None:
    """Another currency, half a cent and a percent of nearly nothing are refused."""
    here = given(FOLIO, OPENED, POSTED)
    dollars = AdjustCharge("S1", 1, "x", money("1.00", "USD"))
    here.when(dollars).refused("folio.currency_mismatch", got="USD")
    here.when(adjust(percent="0.00001")).refused("folio.nothing_charged")
    with pytest.raises(InvalidInput):
        here.when(adjust("0.005"))


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ({}, "amount"),
        ({"amount": money(1, "EUR"), "percent": Decimal("0.1")}, "percent"),
        ({"percent": Decimal(0)}, "percent"),
        ({"amount": money(1, "EUR"), "part": QUOTE}, "part"),
        ({"percent": Decimal("0.1"), "part": QUOTE}, "part"),
    ],
)
def test_an_adjustment_says_how_much_in_one_way(what, path) -> None:
    """An amount, a percent or the very part, not two of them and not nothing."""
    with pytest.raises(InvalidInput) as refused:
        AdjustCharge("S1", 1, "x", **what)
    assert refused.value.faults[0].path == path


def test_the_statement_has_the_adjustment_in_its_sums() -> None:
    """Net and components of the bill are those after the adjustment."""
    adjusted = given(FOLIO, OPENED, POSTED).when(adjust("20.00")).events
    bill = statement((OPENED, POSTED, *adjusted))
    assert (bill.net, dict(bill.components)) == (Decimal("74.77"), {"VAT": Decimal("5.23")})
    assert dict(bill.collected) == {"CITY": Decimal("4.00")}


AMOUNTS = st.integers(0, 100_000).map(lambda cents: cents * CENT)


@for_all(st.lists(AMOUNTS, min_size=1, max_size=5), st.data())
def test_parts_of_a_price_add_up_and_the_last_one_leaves_nothing(amounts, data) -> None:
    """However a charge is taken off piece by piece: net and each component end at exactly zero."""
    net, *taxes = amounts
    quote = Quote(
        "EUR",
        net,
        tuple(Component(f"T{at}", net, None, tax) for at, tax in enumerate(taxes)),
        total(amounts),
        "x",
    )
    if not quote.total:
        return
    line = attrs.evolve(POSTED, quote=quote)
    lines: list[object] = [line]
    while left := remaining(lines, 1).total:
        cents = data.draw(st.integers(1, int(left / CENT)), label="taken off")
        some = min(left, max(cents * CENT, left / 3 // CENT * CENT))
        off = part_of(remaining(lines, 1), some, CENT)
        assert off.total == off.net + total(part.amount for part in off.components)
        lines.append(
            ChargeAdjusted(
                "S1",
                len(lines) + 1,
                1,
                "ROOM",
                "rooms",
                "x",
                1,
                off.negated(),
                TODAY,
                TODAY,
                "night:1",
                "x",
                None,
            )
        )
    rest = remaining(lines, 1)
    assert (rest.net, {part.amount for part in rest.components}) == (0, {0} if taxes else set())
    assert not any(isinstance(one, ChargeReversed) for one in lines)


def test_the_thousandth_line_of_a_long_bill_can_be_corrected() -> None:
    """A house account has more lines in a year than anybody counts."""
    lines = [attrs.evolve(POSTED, line=number) for number in range(1, 1002)]
    outcome = given(FOLIO, OPENED, *lines).when(ReverseCharge("S1", 1001, "posted twice"))
    assert outcome.state.owed == 100_000
