"""The blind close: what was counted is told first, and only then what should be there."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.cashier import (
    AGGREGATES,
    CashCount,
    CashDropped,
    CashierShiftClosed,
    CashierShiftOpened,
    CashierShiftStatus,
    CloseCashierShift,
    CorrectCount,
    CountCorrected,
    FloatAdded,
)
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import given

(SHIFT,) = AGGREGATES
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
FACTS = (TODAY, "staff ayu")
OPENED = CashierShiftOpened("C1", "ayu", None, (), *FACTS)
PAST = (
    OPENED,
    FloatAdded("C1", 1, Decimal("100.00"), "EUR", *FACTS),
    FloatAdded("C1", 2, Decimal("50.00"), "USD", *FACTS),
)
SARI = Actor("staff", "sari", ("supervisor",))
MAY_CORRECT = Permissions((Grant("supervisor", ("cashier.correct_count",)),))


def eur(amount):
    """Return euros."""
    return money(amount, "EUR")


def usd(amount):
    """Return dollars."""
    return money(amount, "USD")


def count(currency, expected, counted):
    """Return what was expected and counted of a currency."""
    return CashCount(currency, Decimal(expected), Decimal(counted))


CLOSED = CashierShiftClosed(
    "C1", (count("EUR", "100.00", "97.50"), count("USD", "50.00", "50.00")), *FACTS
)


@pytest.mark.parametrize(
    ("counted", "over_short"), [("100", "0"), ("97.50", "-2.50"), ("102", "2"), ("0", "-100")]
)
def test_what_is_over_or_short_is_recorded_and_stops_nobody(counted, over_short) -> None:
    """A cashier counts what is there; a difference is a fact, in each currency."""
    close = CloseCashierShift("C1", (eur(counted), usd("50")))
    state = (
        given(SHIFT, *PAST)
        .when(close)
        .then(
            CashierShiftClosed(
                "C1",
                (
                    CashCount("EUR", Decimal("100.00"), eur(counted).amount),
                    count("USD", "50.00", "50.00"),
                ),
                *FACTS,
            )
        )
    )
    assert state.status is CashierShiftStatus.CLOSED
    assert [one.over_short for one in state.counts] == [Decimal(over_short), 0]
    assert state.expected("EUR") == 100


def test_every_currency_that_should_be_there_is_counted() -> None:
    """Forgotten dollars are asked for by name, without telling how many there should be."""
    refusal = (
        given(SHIFT, *PAST)
        .when(CloseCashierShift("C1", (eur("100"),)))
        .refused("cashier.count_missing", currencies="USD")
    )
    assert "50" not in str(refusal)
    given(SHIFT, *PAST).when(CloseCashierShift("C1", ())).refused(
        "cashier.count_missing", currencies="EUR, USD"
    )


def test_a_currency_that_is_gone_need_not_be_named() -> None:
    """Dollars that all went to the safe count as none."""
    dropped = CashDropped("C1", 3, Decimal("50.00"), "USD", "bag 17", *FACTS)
    (closed,) = given(SHIFT, *PAST, dropped).when(CloseCashierShift("C1", (eur("100"),))).events
    assert closed.counts == (count("EUR", "100", "100"), count("USD", "0", "0"))


def test_notes_that_nobody_expected_are_over() -> None:
    """Yen that no entry brought are there all the same."""
    yen = money("1000", "JPY")
    (closed,) = (
        given(SHIFT, *PAST).when(CloseCashierShift("C1", (eur("100"), usd("50"), yen))).events
    )
    assert closed.counts[-1] == count("JPY", "0", "1000")
    assert closed.counts[-1].over_short == 1000


def test_an_empty_drawer_closes_without_a_count() -> None:
    """Whoever took cards alone has nothing to count."""
    given(SHIFT, OPENED).when(CloseCashierShift("C1", ())).then(
        CashierShiftClosed("C1", (), *FACTS)
    )


def test_a_count_is_zero_or_more_and_each_currency_stands_once() -> None:
    """A drawer owes nobody anything."""
    with pytest.raises(InvalidInput) as caught:
        CloseCashierShift("C1", (eur("-1"),))
    assert (caught.value.code, caught.value.faults[0].path) == ("value.out_of_range", "counted[0]")
    for command in (
        lambda counted: CloseCashierShift("C1", counted),
        lambda counted: CorrectCount("C1", counted, "counted again"),
    ):
        with pytest.raises(InvalidInput) as caught:
            command((eur("1"), eur("2")))
        assert caught.value.code == "value.duplicate"


def test_nothing_tells_what_is_expected_before_the_close() -> None:
    """What the desk may ask an open shift names no sum, whatever it tries."""
    shift = given(SHIFT, *PAST)
    told = SHIFT.allowed(shift.state, shift.context)
    assert not [
        reason for answer in told.values() for reason in answer.reasons if "100" in str(reason)
    ]


CORRECT = CorrectCount("C1", (eur("99"), usd("50")), "a note behind the till")


def test_a_count_is_corrected_with_permission_and_a_reason() -> None:
    """The new count takes the old one's place; what was expected does not change."""
    corrected = CountCorrected(
        "C1",
        (count("EUR", "100.00", "99.00"), count("USD", "50.00", "50.00")),
        "a note behind the till",
        TOMORROW,
        "staff sari",
    )
    state = (
        given(SHIFT, *PAST, CLOSED).on(TOMORROW).by(SARI, MAY_CORRECT).when(CORRECT).then(corrected)
    )
    assert state.counts == corrected.counts
    assert state.status is CashierShiftStatus.CLOSED
    assert state.expected("EUR") == 100


def test_a_cashier_does_not_correct_their_own_count() -> None:
    """Being on the shift is not enough; a count is corrected by those who have the permission."""
    given(SHIFT, *PAST, CLOSED).when(CORRECT).refused(
        "permission.missing", permission="cashier.correct_count"
    )


def test_a_corrected_count_is_as_whole_as_the_first() -> None:
    """What should be there is named again."""
    wrong = CorrectCount("C1", (eur("99"),), "counted again")
    given(SHIFT, *PAST, CLOSED).by(SARI, MAY_CORRECT).when(wrong).refused(
        "cashier.count_missing", currencies="USD"
    )
