"""What a guest pays who cancels or does not come."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.stays.model import CancellationPolicy, Fee, FeeBasis, FeeStep, Night
from axentra_core.stays.policy import cancellation_fee, no_show_fee

ARRIVAL = date(2026, 11, 23)


def of_nights(many: int) -> Fee:
    """Return the price of the first nights."""
    return Fee(FeeBasis.NIGHTS, Decimal(many))


def percent(fraction: str) -> Fee:
    """Return a part of all nights."""
    return Fee(FeeBasis.PERCENT, Decimal(fraction))


def fixed(amount: str) -> Fee:
    """Return an amount."""
    return Fee(FeeBasis.AMOUNT, Decimal(amount))


def nights(*prices: str) -> list[Night]:
    """Return consecutive nights at these prices."""
    return [Night(ARRIVAL + timedelta(n), Decimal(price)) for n, price in enumerate(prices)]


THREE = nights("850000", "950000", "700000")
# Written down in no order: what counts is how near the arrival is.
POLICY = CancellationPolicy(
    "FLEX",
    (FeeStep(7, of_nights(1)), FeeStep(0, percent("1")), FeeStep(2, percent("0.5"))),
    no_show=percent("0.9"),
)


@pytest.mark.parametrize(
    ("days_before", "fee"),
    [
        (300, 0),
        (8, 0),
        (7, 850000),
        (3, 850000),
        (2, 1250000),
        (1, 1250000),
        (0, 2500000),
        (-1, 2500000),
    ],
)
def test_the_nearer_the_arrival_the_later_the_step(days_before, fee) -> None:
    """Until the first step cancelling is free; then the last step that has begun applies."""
    assert cancellation_fee(POLICY, THREE, days_before) == fee


def test_a_cheaper_step_near_the_arrival_is_kept_to() -> None:
    """What was agreed applies, also where it costs less to cancel late."""
    policy = CancellationPolicy("ODD", (FeeStep(7, percent("1")), FeeStep(1, fixed("0"))))
    assert cancellation_fee(policy, THREE, 1) == 0


@pytest.mark.parametrize(
    ("fee", "amount"),
    [
        (of_nights(0), "0"),
        (of_nights(1), "850000"),
        (of_nights(2), "1800000"),
        (of_nights(3), "2500000"),
        (of_nights(9), "2500000"),
        (percent("0"), "0"),
        (percent("0.125"), "312500"),
        (percent("1"), "2500000"),
        (fixed("75.50"), "75.50"),
        (fixed("9000000"), "9000000"),
    ],
)
def test_a_fee_is_of_first_nights_of_a_part_or_an_amount(fee, amount) -> None:
    """No more nights are paid than were booked; an amount is what it says."""
    policy = CancellationPolicy("P", (FeeStep(365, fee),), no_show=fee)
    assert cancellation_fee(policy, THREE, 0) == Decimal(amount)
    assert no_show_fee(policy, THREE) == Decimal(amount)


def test_who_does_not_come_pays_for_that_and_not_for_a_late_cancellation() -> None:
    """Not coming has a fee of its own."""
    assert no_show_fee(POLICY, THREE) == 2250000


def test_without_a_policy_nothing_is_paid() -> None:
    """What was not agreed cannot be asked for, and a policy without steps asks for nothing."""
    assert cancellation_fee(None, THREE, 0) == no_show_fee(None, THREE) == 0
    assert cancellation_fee(CancellationPolicy("FREE"), THREE, 0) == 0
    assert no_show_fee(CancellationPolicy("FREE"), THREE) == 0


def test_a_fee_is_exact() -> None:
    """A third of a cent is kept until the bill rounds it, as taxes are still to be added."""
    policy = CancellationPolicy("P", (FeeStep(1, percent("0.333333333333")),))
    assert cancellation_fee(policy, nights("0.01"), 1) == Decimal("0.00333333333333")


def test_a_day_use_is_one_price() -> None:
    """A room by day is cancelled like a room by night."""
    assert cancellation_fee(POLICY, nights("400000"), 3) == 400000


FEES = st.builds(of_nights, st.integers(0, 366)) | st.builds(
    percent, st.decimals(0, 1, places=4).map(str)
)


@for_all(
    st.dictionaries(st.integers(0, 365), FEES, max_size=4),
    st.lists(st.integers(1, 10**12).map(str), min_size=1, max_size=5),
    st.integers(-400, 400),
)
def test_nobody_pays_more_than_the_nights(steps, prices, days_before) -> None:
    """A fee of nights or a part of them lies between nothing and all that was booked."""
    policy = CancellationPolicy("P", tuple(FeeStep(days, fee) for days, fee in steps.items()))
    fee = cancellation_fee(policy, nights(*prices), days_before)
    assert 0 <= fee <= sum(map(Decimal, prices))
    if days_before > max(steps, default=-400):
        assert fee == 0
