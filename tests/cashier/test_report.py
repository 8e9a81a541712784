"""The report of a shift, and what holds for its sums wherever a shift leads."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

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
    CashReport,
    CloseCashierShift,
    CountCorrected,
    DropCash,
    EntryReversed,
    ExchangeCash,
    FloatAdded,
    GiveRefund,
    OpenCashierShift,
    PaymentReceived,
    PayOut,
    ReceivePayment,
    RefundGiven,
    ReverseEntry,
    Takings,
    Tender,
    shift_report,
)
from axentra_core.kernel.errors import AxentraError, NotFound
from axentra_core.kernel.money import money
from axentra_core.testing import given

(SHIFT,) = AGGREGATES
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
FACTS = (TODAY, "staff ayu")
CURRENCIES = ("IDR", "EUR", "KWD")
D = Decimal

OPENED = CashierShiftOpened("C1", "ayu", "FRONT-1", (), *FACTS)
WRONG = PaymentReceived("C1", 8, Tender.CASH, D("70.00"), "USD", "folio:S4:1", *FACTS)
EVENING = (
    FloatAdded("C1", 1, D("500.00"), "USD", *FACTS),
    PaymentReceived("C1", 2, Tender.CASH, D("120.00"), "USD", "folio:S1:4", *FACTS),
    PaymentReceived("C1", 3, Tender.CARD, D("80.00"), "USD", "folio:S2:3", *FACTS),
    RefundGiven("C1", 4, Tender.CASH, D("20.00"), "USD", "folio:S1:5", *FACTS),
    CashPaidOut("C1", 5, D("35.00"), "USD", "TAXI", "Taxi", None, *FACTS),
    CashExchanged("C1", 6, D("100.00"), "EUR", D("105.00"), "USD", D("1.0525"), *FACTS),
    CashDropped("C1", 7, D("300.00"), "USD", "bag 17", *FACTS),
    WRONG,
    EntryReversed("C1", 9, 8, tuple(one.negated() for one in WRONG.moves), "twice", *FACTS),
)
COUNTS = (CashCount("USD", D("160.00"), D("158.00")), CashCount("EUR", D("100.00"), D("100.00")))
CLOSED = CashierShiftClosed("C1", COUNTS, TOMORROW, "staff ayu")


def test_a_report_tells_a_whole_shift() -> None:
    """Float, payments, refunds, paid-outs, exchanges and drops come to what should be there."""
    report = shift_report([OPENED, *EVENING, CLOSED])
    assert (report.cashier_shift, report.cashier, report.drawer) == ("C1", "ayu", "FRONT-1")
    assert (report.opened_on, report.closed_on) == (TODAY, TOMORROW)
    assert (report.status, report.entries) == (CashierShiftStatus.CLOSED, EVENING)
    dollars, euros = report.cash
    assert dollars == CashReport(
        currency="USD",
        floated=D(500),
        received=D(120),
        refunded=D(20),
        paid_out=D(35),
        exchanged=D(-105),
        dropped=D(300),
        expected=D(160),
        counted=D(158),
        over_short=D(-2),
    )
    assert (euros.exchanged, euros.expected, euros.over_short) == (100, 100, 0)
    assert report.takings == (Takings(Tender.CARD, "USD", D(80)),)
    assert report.corrections == ()


def test_a_report_before_the_close_has_no_count() -> None:
    """The shift goes on, and nobody has counted anything."""
    report = shift_report([OPENED, *EVENING])
    assert (report.status, report.closed_on) == (CashierShiftStatus.OPEN, None)
    assert {(one.counted, one.over_short) for one in report.cash} == {(None, None)}
    assert [one.expected for one in report.cash] == [160, 100]


def test_a_report_takes_the_last_count() -> None:
    """A corrected count holds, with its reason; the day of the close is as before."""
    better = (CashCount("USD", D("160.00"), D("161.00")), COUNTS[1])
    corrected = CountCorrected("C1", better, "a note behind the till", TOMORROW, "staff sari")
    report = shift_report([OPENED, *EVENING, CLOSED, corrected])
    assert report.cash[0].over_short == 1
    assert report.corrections == (corrected,)
    assert report.status is CashierShiftStatus.CLOSED


def test_a_report_sums_anew() -> None:
    """What a close has recorded wrongly is not repeated: the entries tell what is expected."""
    lying = attrs.evolve(CLOSED, counts=(CashCount("USD", D(0), D("158.00")),))
    (dollars, _) = shift_report([OPENED, *EVENING, lying]).cash
    assert (dollars.expected, dollars.over_short) == (160, -2)


@pytest.mark.parametrize("events", [(), EVENING[:1]])
def test_there_is_no_report_without_a_shift(events) -> None:
    """Events that begin no shift are none."""
    with pytest.raises(NotFound) as caught:
        shift_report(events)
    assert caught.value.code == "record.not_found"


# --- what always holds ---

AMOUNTS = st.builds(money, st.integers(1, 50), st.sampled_from(CURRENCIES))
TENDERS = st.sampled_from([Tender.CASH, Tender.CASH, Tender.CARD, Tender.VOUCHER])
COMMANDS = st.one_of(
    st.builds(AddFloat, st.just("C1"), AMOUNTS),
    st.builds(ReceivePayment, st.just("C1"), TENDERS, AMOUNTS, st.just("folio:S1:1")),
    st.builds(GiveRefund, st.just("C1"), TENDERS, AMOUNTS, st.just("folio:S1:1")),
    st.builds(PayOut, st.just("C1"), AMOUNTS, st.just("TAXI"), st.just("Taxi")),
    st.builds(DropCash, st.just("C1"), AMOUNTS, st.just("bag")),
    st.builds(ExchangeCash, st.just("C1"), AMOUNTS, AMOUNTS, st.just("1.5")),
    st.builds(ReverseEntry, st.just("C1"), st.integers(1, 12), st.just("wrong")),
)


@st.composite
def histories(draw):
    """Return the events of an open shift, whatever a cashier has tried."""
    floats = draw(st.lists(AMOUNTS, max_size=3, unique_by=lambda one: one.currency.code))
    events = list(given(SHIFT).when(OpenCashierShift("C1", "ayu", floats=tuple(floats))).events)
    for command in draw(st.lists(COMMANDS, max_size=15)):
        events += given(SHIFT, *events).when(command).events
    return events


def cash_of(events):
    """Return what the moves of all entries come to, by currency: a plain sum."""
    sums = dict.fromkeys(CURRENCIES, D(0))
    for event in events:
        for move in getattr(event, "moves", ()):
            sums[move.currency] += move.cash
    return sums


def totals_of(shift):
    """Return the totals that are not zero, whatever order they stand in."""
    rows = {(one.currency, None): one.amounts for one in shift.drawers}
    rows |= {(one.currency, one.tender): one.amounts for one in shift.takings}
    return {name: amounts for name, amounts in rows.items() if any(amounts)}


@for_all(histories())
def test_three_ways_to_sum_a_shift_agree(events) -> None:
    """Running totals, the plain sum of all entries, and the report of those that still stand."""
    shift, report = SHIFT.replay(events), shift_report(events)
    expected = {currency: shift.expected(currency) for currency in CURRENCIES}
    assert expected == cash_of(events)
    assert {one.currency: one.expected for one in report.cash} == {
        one.currency: one.expected for one in shift.drawers
    }
    for drawer, told in zip(shift.drawers, report.cash, strict=True):
        assert drawer == type(drawer)(
            **{name: getattr(told, name) for name in attrs.fields_dict(type(drawer))}
        )
    assert report.takings == shift.takings


@for_all(histories())
def test_what_is_expected_is_float_and_what_came_in_less_what_went_out(events) -> None:
    """In each currency, and never less than nothing."""
    for one in SHIFT.replay(events).drawers:
        came, went = one.floated + one.received, one.refunded + one.paid_out + one.dropped
        assert one.expected == came + one.exchanged - went
        assert one.expected >= 0


@for_all(histories(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_change_a_total(events, random) -> None:
    """A shift comes to the same, however its entries follow each other."""
    entries = events[1:]
    random.shuffle(entries)
    assert totals_of(SHIFT.replay([events[0], *entries])) == totals_of(SHIFT.replay(events))


@for_all(histories(), COMMANDS)
def test_a_reversal_restores_every_total(events, command) -> None:
    """An entry and its reversal leave no trace in any sum."""
    tried = given(SHIFT, *events).when(command)
    if tried.error is not None:
        return
    (entry,) = tried.events
    back = given(SHIFT, *events, entry).when(ReverseEntry("C1", entry.entry, "wrong"))
    if isinstance(entry, EntryReversed):
        back.refused("cashier.is_reversal")
    else:
        assert totals_of(back.state) == totals_of(SHIFT.replay(events))
        assert back.error is None


@for_all(histories(), st.lists(st.integers(0, 500), min_size=3, max_size=3))
def test_what_is_over_or_short_never_changes_what_is_expected(events, counted) -> None:
    """A close of any count is taken, and its difference is exactly count less expectation."""
    before = SHIFT.replay(events)
    amounts = tuple(map(money, counted, CURRENCIES))
    closing = given(SHIFT, *events).when(CloseCashierShift("C1", amounts))
    assert closing.error is None
    assert totals_of(closing.state) == totals_of(before)
    for one in closing.state.counts:
        assert one.expected == before.expected(one.currency)
        assert one.over_short == dict(zip(CURRENCIES, counted, strict=True))[one.currency] - (
            one.expected
        )
    report = shift_report([*events, *closing.events])
    assert {one.currency: one.over_short for one in report.cash} == {
        one.currency: one.over_short for one in closing.state.counts
    }


@for_all(histories(), COMMANDS)
def test_a_stored_shift_decides_like_a_replayed_one(events, command) -> None:
    """Without its old entries a shift answers every command but the reversal just the same."""
    if isinstance(command, ReverseEntry):
        return
    whole = SHIFT.replay(events)
    bare = attrs.evolve(whole, entries=type(whole.entries).unloaded(len(whole.entries)))
    context = given(SHIFT).context

    def answer(state):
        try:
            return [*SHIFT.decide(state, command, context)]
        except AxentraError as error:
            return error.code, error.values

    assert answer(bare) == answer(whole)
