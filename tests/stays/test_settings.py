"""What a property agrees on for its stays, and what it cannot mean."""

from decimal import Decimal

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.stays import (
    CancellationPolicy,
    Fee,
    FeeBasis,
    FeeCode,
    FeeKind,
    FeeStep,
    Package,
    StaysSettings,
)

FLEX, STRICT = CancellationPolicy("FLEX"), CancellationPolicy("STRICT")
CANCELLED = FeeCode(FeeKind.CANCELLATION, "CANC")
NOT_SHOWN = FeeCode(FeeKind.NO_SHOW, "NOSH")
SETTINGS = StaysSettings((FLEX, STRICT), (CANCELLED, NOT_SHOWN), "DAYUSE")


def faults(make):
    """Return the place and the code of everything that is wrong."""
    with pytest.raises(InvalidInput) as caught:
        make()
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_a_property_needs_no_policy() -> None:
    """Without one cancelling is free, and fees go under the code of a night."""
    assert StaysSettings().policies == StaysSettings().fee_codes == ()
    assert StaysSettings().day_use_code is None


def test_a_booking_names_a_policy_of_the_property() -> None:
    """An unknown one is refused, and those there are are named."""
    assert SETTINGS.policy("STRICT") is STRICT
    with pytest.raises(InvalidInput, match="FLEX, STRICT") as caught:
        SETTINGS.policy("FREE")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("policy", "value.not_listed")


def test_a_fee_has_the_transaction_code_of_its_kind() -> None:
    """Where a property has given none there is none."""
    assert SETTINGS.fee_code(FeeKind.NO_SHOW) == "NOSH"
    assert SETTINGS.fee_code(FeeKind.LATE_CHECK_OUT) is None


def test_nothing_is_agreed_on_twice() -> None:
    """Of two policies of one name, or two codes for one fee, nobody could say which applies."""
    twice = [("policies[2].code", "value.duplicate")]
    assert faults(lambda: StaysSettings((FLEX, STRICT, CancellationPolicy("FLEX")))) == twice
    twice = [("fee_codes[1].kind", "value.duplicate")]
    assert faults(lambda: StaysSettings((), (CANCELLED, FeeCode(CANCELLED.kind, "X")))) == twice


def test_a_stay_is_sold_with_packages_of_the_property() -> None:
    """An unknown one is refused, and of two with one code nobody could say which is meant."""
    half, full = Package("HALF", "Half board", ()), Package("FULL", "Full board", ())
    settings = StaysSettings(packages=(half, full))
    assert settings.package("FULL") is full
    with pytest.raises(InvalidInput, match="HALF, FULL") as caught:
        settings.package("BRKF")
    assert caught.value.faults[0].code == "value.not_listed"
    twice = [("packages[1].code", "value.duplicate")]
    assert faults(lambda: StaysSettings(packages=(half, half))) == twice


def test_no_two_steps_begin_on_the_same_day() -> None:
    """On that day nobody could say what it costs."""
    one, other = Fee(FeeBasis.NIGHTS, Decimal(1)), Fee(FeeBasis.PERCENT, Decimal(1))
    steps = (FeeStep(7, one), FeeStep(2, one), FeeStep(7, other))
    twice = [("steps[2].days_before", "value.duplicate")]
    assert faults(lambda: CancellationPolicy("FLEX", steps)) == twice


@pytest.mark.parametrize("days", [-1, 366, 36500])
def test_a_step_begins_within_the_year_before_the_arrival(days) -> None:
    """A fee after the arrival is the no-show's."""
    step = [("days_before", "value.out_of_range")]
    assert faults(lambda: FeeStep(days, Fee(FeeBasis.NIGHTS, Decimal(1)))) == step


@pytest.mark.parametrize(
    ("basis", "value", "code"),
    [
        (FeeBasis.NIGHTS, "-1", "value.out_of_range"),
        (FeeBasis.NIGHTS, "367", "value.out_of_range"),
        (FeeBasis.NIGHTS, "1.5", "field.wrong_type"),
        (FeeBasis.PERCENT, "-0.1", "value.out_of_range"),
        (FeeBasis.PERCENT, "50", "value.out_of_range"),
        (FeeBasis.AMOUNT, "-1", "value.out_of_range"),
        (FeeBasis.AMOUNT, "NaN", "number.not_finite"),
    ],
)
def test_a_fee_never_gives_money_nor_takes_more_than_the_whole(basis, value, code) -> None:
    """So many whole nights, a fraction from 0 to 1, or an amount from nothing up."""
    assert faults(lambda: Fee(basis, Decimal(value))) == [("value", code)]
