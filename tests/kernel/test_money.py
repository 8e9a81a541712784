"""What an amount can be, and that nothing of it is ever lost or invented."""

import decimal
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from babel.core import get_global
from hypothesis import assume, example
from hypothesis import given as for_all
from hypothesis import strategies as st
from moneyed import Currency

from axentra_core.folio import Percent, quote
from axentra_core.kernel import money as door
from axentra_core.kernel import numbers as arithmetic
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import (
    Money,
    amount,
    cash_step,
    currency_digits,
    exact,
    money,
    positive_amount,
)
from axentra_core.kernel.numbers import (
    add,
    as_text,
    multiply,
    negate,
    number,
    rate,
    subtract,
    total,
    unit_of,
)
from axentra_core.kernel.rounding import Level, Rounding, RoundingMode, allocate, round_cash

NO_CURRENCY = (
    "",
    "idr",
    "ıdr",
    "IDR ",
    "IDR\n",
    "ID",
    "IDRR",
    "ＩＤＲ",
    "XXX",
    "XTS",
    "DEM",
    "ZZZ",
)
UNITS = [Decimal(text) for text in ("1", "0.01", "0.001", "0.05", "0.50", "0.25", "10", "500")]
SIGNALS = (
    decimal.Clamped,
    decimal.DivisionByZero,
    decimal.FloatOperation,
    decimal.Inexact,
    decimal.InvalidOperation,
    decimal.Overflow,
    decimal.Rounded,
    decimal.Subnormal,
    decimal.Underflow,
)
ROUNDINGS = (
    "ROUND_CEILING",
    "ROUND_DOWN",
    "ROUND_FLOOR",
    "ROUND_HALF_DOWN",
    "ROUND_HALF_EVEN",
    "ROUND_HALF_UP",
    "ROUND_UP",
    "ROUND_05UP",
)

numbers = st.builds(
    lambda units, decimals: Decimal(units).scaleb(-decimals, arithmetic.CONTEXT),
    st.integers(1 - 10**15, 10**15 - 1),
    st.integers(0, arithmetic.MOST_DECIMALS),
)
weights = st.lists(st.integers(0, 10**9) | st.sampled_from([0, 1, 1, 1]), min_size=1, max_size=12)
contexts = st.builds(
    decimal.Context,
    prec=st.integers(1, 60),
    rounding=st.sampled_from(ROUNDINGS),
    Emin=st.sampled_from([-999_999, -10, 0]),
    Emax=st.sampled_from([999_999, 10, 0]),
    capitals=st.sampled_from([0, 1]),
    clamp=st.sampled_from([0, 1]),
    flags=st.just([]),
    traps=st.lists(st.sampled_from(SIGNALS), unique=True),
)


def named(value):
    """Return a short name of a value that may be very long."""
    is_long = isinstance(value, int) and abs(value) > 10**80
    return f"{value.bit_length()} bits" if is_long else ascii(value)[:24]


def refusal(value, **options):
    """Return the code under which a number is refused."""
    with pytest.raises(InvalidInput) as caught:
        number(value, **options)
    return caught.value.code


# --- the door ---


@for_all(numbers)
def test_a_number_is_the_same_after_it_was_written_down(value) -> None:
    """What stands on paper is what was meant, to the last decimal shown."""
    again = number(as_text(value))
    assert again == value
    assert as_text(again) == as_text(number(value))


@for_all(numbers)
def test_a_written_number_is_plain(value) -> None:
    """Nobody has to read exponents, signs of nothing or words for numbers."""
    text = as_text(value)
    assert set(text) <= set("-0123456789.")
    assert text.lstrip("-0.") or not text.startswith("-")


@pytest.mark.parametrize("text", ["-0", "-0.00", "-0.000000000000"])
def test_there_is_no_negative_nothing(text) -> None:
    """Owing nothing is owing nothing, with no sign before it."""
    for value in (text, Decimal(text)):
        assert as_text(number(value)) == "0"
        assert str(money(value, "EUR").amount) == "0.00"
    assert not negate(Decimal(0)).is_signed()
    assert not exact(Decimal(text), 2, "EUR").is_signed()


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        ("NaN", "not_finite"),
        ("-sNaN", "not_finite"),
        ("Infinity", "not_finite"),
        ("-inf", "not_finite"),
        (Decimal("NaN"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (Decimal("-Infinity"), "not_finite"),
        ("1E+1000000", "too_large"),
        (Decimal("1E+1000000"), "too_large"),
        ("1E-1000000", "too_precise"),
        (Decimal("1E-1000000"), "too_precise"),
        ("1E+999999999999999999999999999", "too_large"),
        ("9" * 1_000_000, "text_too_long"),
        (10**4999, "too_large"),
        (-(10**5999), "too_large"),
        (10**15, "too_large"),
        ("1000000000000000", "too_large"),
        (Decimal("-1E+15"), "too_large"),
        ("0.0000000000001", "too_precise"),
        (0.1, "float"),
        (float("nan"), "float"),
        (" 12 ", "bad_format"),
        ("12\n", "bad_format"),
        ("1_000", "bad_format"),
        ("1,000", "bad_format"),
        ("1.000,50", "bad_format"),
        ("+5", "bad_format"),
        ("5e2", "bad_format"),
        ("0x10", "bad_format"),
        ("007", "bad_format"),
        (".5", "bad_format"),
        ("5.", "bad_format"),
        ("--5", "bad_format"),
        ("11%", "bad_format"),
        ("１２", "not_ascii"),
        ("٣٤", "not_ascii"),
        ("²", "not_ascii"),
    ],
    ids=named,
)
def test_what_is_no_plain_number_is_refused_at_once(value, cause, takes_less_than) -> None:
    """A number is judged before it is reckoned with, so a hostile one costs nothing."""
    assert refusal(value) == f"number.{cause}"
    assert refusal(value, area="money") == f"money.{cause}"
    takes_less_than(0.005, lambda: refusal(value))


class Loud:
    """An object that must not be asked for its text."""

    def __str__(self) -> str:
        raise RuntimeError("asked")

    __repr__ = __str__


class Tricky(Decimal):
    """A number that says what it likes."""


@pytest.mark.parametrize(
    "value",
    [True, 1j, Fraction(1, 2), Loud(), Tricky(1), b"5", [5]],
    ids=lambda v: type(v).__name__,
)
def test_only_text_whole_numbers_and_decimals_are_numbers(value) -> None:
    """Anything else is refused by the name of its type, and never asked what it is."""
    assert refusal(value) == "field.wrong_type"


@pytest.mark.parametrize("value", [None, ""])
def test_a_number_is_required(value) -> None:
    """An empty field is no zero."""
    assert refusal(value) == "field.required"


def test_the_number_of_decimals_can_be_limited() -> None:
    """A register with three decimals takes no fourth."""
    assert number("0.125", decimals=3) == Decimal("0.125")
    assert refusal("0.1250", decimals=3) == "number.too_precise"


def test_a_round_number_of_thousands_is_taken_as_it_is_meant() -> None:
    """1E+5 is a hundred thousand, and is written out."""
    assert as_text(number(Decimal("1E+5"))) == "100000"


def test_a_number_of_a_million_decimals_costs_nothing(takes_less_than) -> None:
    """Even a number that a host has already made is refused in a moment."""
    endless = Decimal("0." + "1" * 1_000_000)
    assert refusal(endless) == "number.too_precise"
    takes_less_than(0.005, lambda: refusal(endless))


# --- currencies ---


@pytest.mark.parametrize(
    "currency",
    [*NO_CURRENCY, None, 360, b"IDR", Currency("IDR"), ["IDR"]],
    ids=ascii,
)
def test_a_currency_is_a_current_code_in_capitals(currency) -> None:
    """No spelling is guessed at, and nothing that is no longer money, or never was, is taken."""
    with pytest.raises(InvalidInput) as caught:
        money("1", currency)
    assert caught.value.code == "money.currency_unknown"


def test_young_currencies_are_known() -> None:
    """The Caribbean guilder of 2025 is money, although older lists do not have it."""
    assert money("1.50", "XCG").amount == Decimal("1.50")


@pytest.mark.parametrize(("currency", "digits"), [("IDR", 2), ("JPY", 0), ("KWD", 3), ("EUR", 2)])
def test_the_decimals_of_a_currency_are_known(currency, digits) -> None:
    """An amount has the decimals of its currency, however it was written."""
    assert currency_digits(currency) == digits
    assert -money(1, currency).amount.as_tuple().exponent == digits


def test_what_the_currency_cannot_carry_is_refused() -> None:
    """Half a cent is not rounded away in silence; trailing zeros are no decimals."""
    for text, options in (("1.005", {}), ("0.5", {"digits": 0})):
        with pytest.raises(InvalidInput) as caught:
            money(text, "IDR", **options)
        assert caught.value.code == "money.too_many_decimals"
        assert text in str(caught.value)
    assert str(money("850000.000", "IDR", digits=0).amount) == "850000"


@pytest.mark.parametrize(
    ("made", "cause"),
    [
        (None, "field.required"),
        (5, "field.wrong_type"),
        (Decimal(5), "field.wrong_type"),
        (Money("NaN", "IDR"), "money.not_finite"),
        (Money("1e1000000", "IDR"), "money.too_large"),
        (Money("0.30000000000000004", "EUR"), "money.too_precise"),
        (Money("5", "DEM"), "money.currency_unknown"),
    ],
    ids=named,
)
def test_money_made_elsewhere_is_checked_like_any_other(made, cause) -> None:
    """The library behind `Money` is lenient; the door is not."""
    with pytest.raises(InvalidInput) as caught:
        amount(made)
    assert caught.value.code == cause


def test_money_made_elsewhere_keeps_its_decimals() -> None:
    """How many decimals a bill has is the property's choice, not the door's."""
    assert str(amount(Money("0.005", "EUR")).amount) == "0.005"
    assert str(amount(Money("-0.000", "EUR")).amount) == "0"


@pytest.mark.parametrize("text", ["0", "-0.01"])
def test_a_price_is_more_than_nothing(text) -> None:
    """Where a price is meant, nothing and less are refused."""
    with pytest.raises(InvalidInput) as caught:
        positive_amount(Money(text, "EUR"))
    assert caught.value.code == "money.must_be_positive"


@pytest.mark.parametrize(("value", "nearest"), [("11", "0.11"), (Decimal("1.5"), "0.015")])
def test_a_rate_is_a_fraction(value, nearest) -> None:
    """Eleven percent is 0.11; who writes 11 is told so."""
    with pytest.raises(InvalidInput) as caught:
        rate(value)
    assert caught.value.code == "rate.out_of_range"
    assert f"did you mean {nearest}?" in str(caught.value)
    assert (rate("0"), rate(1), rate("0.11")) == (0, 1, Decimal("0.11"))


# --- whatever the host has done to its decimals ---


def reckoned():
    """Return one result of everything this module does."""
    for function in (unit_of, cash_step, currency_digits):
        function.cache_clear()
    long, short = Decimal("123456789012345.678901234567"), Decimal("-0.005")
    chain = (Percent("a", Decimal("0.105")), Percent("b", Decimal("0.111"), ("net", "a")))
    return [
        number("999999999999999.999999999999"),
        number(Decimal("1E+14")),
        number(-(10**14) + 1),
        money("123456789012345.67", "EUR"),
        amount(Money("-123456789012345.67", "EUR")),
        rate("0.123456789012"),
        exact(Decimal("123456789012345.60000"), 2, "EUR"),
        [unit_of(digits) for digits in range(5)],
        as_text(long),
        as_text(subtract(short, short)),
        negate(long),
        add(long, short),
        subtract(long, short),
        multiply(long, long),
        total([long, short, long]),
        [Rounding(unit, mode).of(long) for unit in UNITS for mode in RoundingMode],
        [Rounding(unit, mode).of(short) for unit in UNITS for mode in RoundingMode],
        [str(Rounding(unit)) for unit in UNITS],
        [cash_step(currency) for currency in ("DKK", "CHF", "IDR", "JPY")],
        round_cash(Decimal("123456789012345.63"), Decimal("0.05")),
        quote(money("123456789012.34", "EUR"), chain, Rounding.to_digits(2)),
    ]


REFERENCE = [repr(result) for result in reckoned()]


@for_all(contexts)
@example(decimal.Context(prec=1, rounding="ROUND_UP", Emin=0, Emax=0, traps=list(SIGNALS)))
def test_the_hosts_decimal_settings_change_no_amount_and_stay_as_they_are(hostile) -> None:
    """A bill is the same in every program: neither side's precision or rounding leaks."""
    with decimal.localcontext(hostile) as ambient:
        settings = repr(ambient)
        results = [repr(result) for result in reckoned()]
        assert repr(decimal.getcontext()) == settings
    assert results == REFERENCE


def test_the_hosts_decimal_settings_move_no_cent_between_payers() -> None:
    """Who pays the odd cent follows from the weights alone."""
    parts = allocate(Decimal(1), [10, 11], Decimal(1))
    with decimal.localcontext(prec=1):
        assert allocate(Decimal(1), [10, 11], Decimal(1)) == parts


@for_all(numbers, numbers)
def test_what_is_added_can_be_taken_away_again(one, other) -> None:
    """Sums, differences and products are exact."""
    assert subtract(add(one, other), other) == one
    assert Fraction(multiply(one, other)) == Fraction(one) * Fraction(other)
    assert add(one, negate(one)) == 0
    assert negate(negate(one)) == one


# --- rounding ---


def rounded(value: Fraction, mode: RoundingMode) -> int:
    """Return the whole number a fraction is rounded to, reckoned in another way."""
    below = value.numerator // value.denominator
    above = below + (value != below)
    toward, away = (below, above) if value >= 0 else (above, below)
    rest = abs(value - toward)
    half = Fraction(1, 2)
    nearest = away if rest > half else toward
    return {
        RoundingMode.CEILING: above,
        RoundingMode.FLOOR: below,
        RoundingMode.DOWN: toward,
        RoundingMode.UP: away,
        RoundingMode.HALF_UP: away if rest == half else nearest,
        RoundingMode.HALF_DOWN: toward if rest == half else nearest,
        RoundingMode.HALF_EVEN: (below + below % 2) if rest == half else nearest,
    }[mode]


@for_all(
    numbers | st.integers(-(10**6), 10**6).map(lambda units: Decimal(units) / 1000),
    st.sampled_from(UNITS),
    st.sampled_from(RoundingMode),
)
def test_a_rounded_amount_is_a_multiple_of_its_unit(value, unit, mode) -> None:
    """Cents, rappen of five, half crowns: each mode rounds as its name says, on both sides of 0."""
    result = Rounding(unit, mode).of(value)
    steps = rounded(Fraction(value) / Fraction(unit), mode)
    assert Fraction(result) == steps * Fraction(unit)
    assert result or not result.is_signed()


def test_a_rounding_is_stored_by_its_name() -> None:
    """Whoever reads a bill later sees how it was rounded."""
    assert str(Rounding(Decimal("0.05"), RoundingMode.DOWN, Level.TOTAL)) == "down 0.05 total"
    assert str(Rounding.to_digits(0)) == "half_up 1 component"
    assert Rounding.to_digits(2) == Rounding(Decimal("0.01"))
    assert attrs.evolve(Rounding.to_digits(2), mode=RoundingMode.UP).of(Decimal("0.001")) > 0


# --- cash ---


@pytest.mark.parametrize(
    ("currency", "step"),
    [("DKK", "0.50"), ("CHF", "0.05"), ("EUR", "0.01"), ("SEK", "1"), ("JPY", "1"), ("IDR", "1")],
)
def test_the_smallest_coin_is_known(currency, step) -> None:
    """Danes pay to the half crown, the Swiss to five rappen, Swedes to the crown."""
    assert cash_step(currency) == Decimal(step)


def test_every_coin_is_as_the_cldr_has_it() -> None:
    """For every current currency the step is its cash digits and cash rounding."""
    fractions = get_global("currency_fractions")
    for currency in door._current_currencies():
        _, _, digits, step = fractions.get(currency, fractions["DEFAULT"])
        assert cash_step(currency) == Fraction(step or 1, 10**digits)


@for_all(numbers, st.sampled_from(UNITS), st.sampled_from(RoundingMode))
def test_cash_and_its_difference_are_the_amount_again(value, step, mode) -> None:
    """What the till gains or loses by rounding stands on a line of its own."""
    paid, difference = round_cash(value, step, mode)
    assert subtract(paid, difference) == value
    assert abs(difference) < step
    assert Fraction(paid) % Fraction(step) == 0


# --- allocation ---


@for_all(st.integers(-(10**17), 10**17), weights, st.sampled_from(UNITS))
def test_what_is_split_adds_up_again(steps, shares, unit) -> None:
    """Nothing is lost between the payers: every part fits, keeps the sign and is fair to a unit."""
    assume(any(shares))
    whole = multiply(Decimal(steps), unit)
    parts = allocate(whole, shares, unit)
    assert total(parts) == whole
    for part, share in zip(parts, shares, strict=True):
        fair = Fraction(whole) * share / sum(shares)
        assert abs(Fraction(part) - fair) < unit
        assert Fraction(part) % Fraction(unit) == 0
        assert part * whole >= 0
        assert part or not part.is_signed()
        assert share or not part


@for_all(st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 9))
def test_among_equals_the_first_pays_the_odd_cent(cents, payers, weight) -> None:
    """Equal shares differ by one cent at most, and the larger ones come first."""
    parts = allocate(Decimal(cents), [weight] * payers, Decimal(1))
    assert parts == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] <= 1


@for_all(st.integers(-(10**9), 10**9), weights)
def test_a_refund_is_split_as_the_charge_was(steps, shares) -> None:
    """The parts of the opposite amount are the opposite parts."""
    assume(any(shares))
    parts = allocate(Decimal(steps), shares, Decimal(1))
    assert allocate(negate(Decimal(steps)), shares, Decimal(1)) == [negate(part) for part in parts]


@pytest.mark.parametrize(
    "shares",
    [[], [0], [0, 0], [-1, 2], [Decimal("NaN"), 1], [Decimal("sNaN")], [Decimal("Infinity")]],
    ids=str,
)
def test_weights_are_numbers_with_a_sum(shares) -> None:
    """Nobody, negative parts and endless parts cannot share a bill."""
    with pytest.raises(InvalidInput) as caught:
        allocate(Decimal(100), shares, Decimal(1))
    assert caught.value.code == "money.weights"


@pytest.mark.parametrize(
    "shares",
    [["abc"], [None], [True], [0.1], [Decimal("1E+1000000"), 1], [Decimal("1E+70"), 3]],
    ids=str,
)
def test_weights_go_through_the_same_door_as_all_numbers(shares) -> None:
    """A float, a text, a bool or an endless number is no share of a bill."""
    with pytest.raises(InvalidInput):
        allocate(Decimal(100), shares, Decimal(1))


def test_only_whole_units_can_be_split() -> None:
    """Half a rupiah has no part in a bill of rupiah."""
    with pytest.raises(InvalidInput) as caught:
        allocate(Decimal("0.5"), [1, 1], Decimal(1))
    assert caught.value.code == "money.too_many_decimals"
