"""Measures and exact conversion: nothing is rounded before it is money."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters import Conversion, Measure, MetersRefusal, Quantity, convert

D = Decimal


@pytest.mark.parametrize(
    ("amount", "have", "want", "expected"),
    [
        ("1", Measure.GJ, Measure.MWH, Fraction(10, 36)),
        ("1.5", Measure.GJ, Measure.KWH, Fraction(1250, 3)),
        ("1", Measure.MWH, Measure.GJ, Fraction(36, 10)),
        ("0.823", Measure.MWH, Measure.KWH, Fraction(823)),
        ("1250", Measure.LITRE, Measure.M3, Fraction(5, 4)),
        ("3", Measure.KG, Measure.KG, Fraction(3)),
    ],
)
def test_a_measure_in_another(amount, have, want, expected) -> None:
    """One GJ is 1/3.6 MWh, which no decimal number is."""
    assert convert(Quantity(D(amount)), have, want).exact == expected


def test_there_and_back() -> None:
    """What is converted and converted back is the same."""
    there = convert(Quantity(D("7.3")), Measure.GJ, Measure.MWH)
    assert there.over == 9
    assert convert(there, Measure.MWH, Measure.GJ) == Quantity(D("7.3"))


def test_volume_is_no_energy_by_itself() -> None:
    """A cubic metre of gas is energy by its calorific value alone."""
    with pytest.raises(MetersRefusal) as caught:
        convert(Quantity(D(1)), Measure.M3, Measure.KWH)
    assert caught.value.code == "meters.not_convertible"
    with pytest.raises(MetersRefusal):
        Conversion(Measure.KWH).of(Quantity(D(1)), Measure.M3)


def test_gas() -> None:
    """Cubic metres, times the Z number, times the calorific value, are kWh (salzburgnetz.at)."""
    gas = Conversion(Measure.KWH, D("0.9692"), D("11.295"))
    assert gas.of(Quantity(D(42)), Measure.M3) == Quantity(D("459.778788"))
    assert gas.of(Quantity(D(42000)), Measure.LITRE) == gas.of(Quantity(D(42)), Measure.M3)
    in_gj = Conversion(Measure.GJ, D(1), D(10))
    assert in_gj.of(Quantity(D(100)), Measure.M3).exact == Fraction(36, 10)
    oil = Conversion(Measure.MWH, calorific=D("11.8"))
    assert oil.of(Quantity(D(100)), Measure.KG) == Quantity(D("1.18"))


@pytest.mark.parametrize("value", ["0", "-1", "1000001", "NaN", 0.5, None])
def test_a_factor_is_more_than_nothing(value) -> None:
    """A Z number of zero would make all use nothing."""
    with pytest.raises(InvalidInput) as caught:
        Conversion(Measure.KWH, value)
    assert caught.value.faults[0].path == "z_number"


def test_what_is_shown_may_be_rounded() -> None:
    """A fraction is shown to three decimals; a decimal as it is, without empty places."""
    assert str(Quantity(D(1250), 3)) == "416.667"
    assert str(Quantity(D("160.0"))) == "160"
    assert str(Quantity(D("2.513"))) == "2.513"
    assert str(Quantity(D(200))) == "200"
    assert Quantity(D(2), 3).rounded(Rounding(D(1))) == 1


fractions = st.fractions(-1000, 1000, max_denominator=720)


@for_all(fractions, fractions)
def test_quantities_are_exact(one, other) -> None:
    """Sums, differences and products lose nothing, and equal quantities look the same."""
    a, b = Quantity.of(one), Quantity.of(other)
    assert (a.exact, b.exact) == (one, other)
    assert a.plus(b).exact == one + other
    assert a.minus(b).exact == one - other
    assert a.times(D("1.25")).exact == one * Fraction(5, 4)
    assert (a == b) is (one == other)
    assert a.exceeds(D("0.5")) is (one > Fraction(1, 2))
    assert bool(a) is bool(one)
