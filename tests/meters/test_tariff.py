"""What a use costs: every shape of tariff, to the cent, and said in sentences."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.meters import (
    Block,
    BlockMode,
    Blocks,
    Decision,
    FixedCharge,
    HourBand,
    HourlyUse,
    Included,
    Measure,
    MetersRefusal,
    Minimum,
    Per,
    Period,
    PriceKey,
    Quantity,
    Segment,
    Tariff,
    TariffVersion,
    UnitPrice,
    Use,
    Vat,
    average_price,
    by_hour_of_day,
    hours_between,
    price,
)

D = Decimal
KWH = Measure.KWH
WEEK = Period(date(2026, 7, 4), date(2026, 7, 11), 4)
HOME = "Europe/Copenhagen"
SLABS = (Block("2", "10"), Block("2.5", "20"), Block("8", "30"), Block("12", "40"), Block("15"))
MARGINAL = UnitPrice(blocks=Blocks(SLABS))
VOLUME = UnitPrice(blocks=Blocks(SLABS, BlockMode.VOLUME))
INCLUDED, ON_TOP = Vat("0.25"), Vat("0.25", included=False)


def tariff(*usage, **more):
    """Return a tariff with one version."""
    names = ("key", "zone", "digits", "step", "step_mode", "currency", "measure")
    outer = {name: more.pop(name) for name in names if name in more}
    version = TariffVersion(usage=usage, **more)
    return Tariff(
        "el", outer.pop("currency", "DKK"), outer.pop("measure", KWH), (version,), **outer
    )


def flat(each, **more):
    """Return a tariff with one price."""
    return tariff(UnitPrice(price=each), **more)


def use(many, measure=KWH, register="r"):
    """Return a use by its plain quantity."""
    return Use(register, Quantity(D(many)), measure)


def gross(tariff_, *many, period=WEEK):
    """Return what uses of one register or of several come to."""
    uses = [use(one, register=f"r{place}") for place, one in enumerate(many)]
    return str(price(tariff_, uses, period).gross)


@pytest.mark.parametrize(
    ("each", "vat", "expected"),
    [("0.38", ON_TOP, "586.15"), ("0.475", INCLUDED, "586.15"), ("0.48", INCLUDED, "592.32")],
)
def test_a_printed_price_may_be_rounded(each, vat, expected) -> None:
    """0.38 without tax is 0.475 with it, not the 0.48 of the leaflet (Gørding Varme)."""
    assert gross(flat(each, vat=vat), "1234") == expected


def test_a_price_has_as_many_decimals_as_it_needs() -> None:
    """Three hundredths of a cent are a price."""
    assert gross(flat("0.000325"), "123456") == "40.12"


@pytest.mark.parametrize(
    ("many", "marginal", "volume"),
    [
        ("0", "0.00", "0.00"),
        ("9.999", "20.00", "20.00"),
        ("10", "20.00", "20.00"),
        ("10.001", "20.00", "25.00"),
        ("15", "32.50", "37.50"),
        ("20", "45.00", "50.00"),
        ("25", "85.00", "200.00"),
        ("30", "125.00", "240.00"),
        ("35", "185.00", "420.00"),
        ("40", "245.00", "480.00"),
        ("41", "260.00", "615.00"),
    ],
)
def test_blocks_at_their_bounds(many, marginal, volume) -> None:
    """The unit at a bound belongs to the block that ends there; DIGIT's loop gives 25 at 10."""
    assert gross(tariff(MARGINAL), many) == marginal
    assert gross(tariff(VOLUME), many) == volume


@pytest.mark.parametrize(
    ("many", "minimum", "expected"),
    [
        ("15", Minimum("100"), "100.00"),
        ("25", Minimum("100"), "100.00"),
        ("35", Minimum("100"), "185.00"),
        ("0", Minimum("100"), "100.00"),
        ("0", Minimum("100", without_use=False), "0.00"),
        ("1", Minimum("10", Per.DAY), "70.00"),
    ],
)
def test_a_minimum(many, minimum, expected) -> None:
    """It is owed for nothing, too, unless the house says otherwise."""
    bill = price(tariff(MARGINAL, minimum=minimum), [use(many)], WEEK)
    assert str(bill.gross) == expected
    assert bill.before_minimum == bill.gross - bill.lines[0].raised


def test_a_minimum_is_of_all_registers() -> None:
    """What is short of it is added once, and its tax is taken of the line."""
    both = flat("1", minimum=Minimum("100"), vat=ON_TOP)
    bill = price(both, [use("30", register="HT"), use("20", register="NT")], WEEK)
    assert [str(line.net) for line in bill.lines] == ["30.00", "70.00"]
    assert (str(bill.gross), str(bill.before_minimum)) == ("125.00", "50.00")
    assert any("the minimum adds 50.00 DKK" in one for one in bill.explain())


@pytest.mark.parametrize(
    ("many", "included", "expected"),
    [
        ("80", Included(quantity="100"), "0.00"),
        ("100", Included(quantity="100"), "0.00"),
        ("178", Included(quantity="100"), "468.00"),
        ("178", Included(quantity="20", per=Per.DAY), "228.00"),
        ("178", Included(quantity="5", per=Per.PERSON_DAY), "228.00"),
        ("178", Included(quantity="100", per=Per.WEEK), "468.00"),
        ("178", Included(amount="100"), "968.00"),
        ("10", Included(amount="10.00", per=Per.DAY), "0.00"),
    ],
)
def test_what_is_in_the_rent(many, included, expected) -> None:
    """It is not paid out and not carried over; units and money are not the same."""
    assert gross(flat("6.00", included=included, vat=INCLUDED), many) == expected


def test_a_credit_that_is_used_up() -> None:
    """Only the excess is billed (Rayburn RV)."""
    month = Period(date(2026, 7, 1), date(2026, 8, 1))
    credit = Included(amount="1.67", per=Per.DAY)
    tariff_ = flat("0.08", included=credit, currency="USD")
    assert gross(tariff_, "700", period=month) == "4.23"
    assert gross(tariff_, "640", period=month) == "0.00"


def test_what_is_included_is_of_all_registers() -> None:
    """In their order, units or money, until it is used up."""
    assert gross(flat("2", included=Included(quantity="50")), "30", "40") == "40.00"
    assert gross(flat("2", included=Included(amount="70")), "30", "40") == "70.00"
    with pytest.raises(InvalidInput) as caught:
        Included()
    assert caught.value.code == "field.required"
    with pytest.raises(InvalidInput) as caught:
        Included("1", "1")
    assert caught.value.code == "value.conflict"


@pytest.mark.parametrize(
    ("per", "nights", "expected"),
    [
        (Per.STAY, 10, "7.00"),
        (Per.DAY, 10, "70.00"),
        (Per.PERSON_DAY, 10, "280.00"),
        (Per.WEEK, 7, "7.00"),
        (Per.WEEK, 8, "14.00"),
        (Per.DAY, 0, "7.00"),
    ],
)
def test_what_is_fixed(per, nights, expected) -> None:
    """Once, by the day, by person and day, or by each week that has begun."""
    period = Period(WEEK.since, WEEK.since + timedelta(nights), 4)
    bill = price(tariff(fixed=(FixedCharge("water", "7", per),)), (), period)
    assert str(bill.gross) == expected
    assert len(bill.explain()) == 2


def clock(*bands):
    """Return a price by the hour."""
    return UnitPrice(hours=tuple(HourBand(*band) for band in bands))


BANDS = clock((0, 6, "0.10"), (6, 17, "0.20"), (17, 21, "0.60"), (21, 24, "0.20"))


@pytest.mark.parametrize(
    ("day", "hours", "expected"),
    [
        (date(2026, 3, 29), 23, "5.70"),
        (date(2026, 6, 1), 24, "5.80"),
        (date(2026, 10, 25), 25, "5.90"),
    ],
)
def test_days_have_the_hours_of_their_clocks(day, hours, expected) -> None:
    """An hour that comes twice is paid twice, one that is skipped is not."""
    since, many = hours_between(day, day + timedelta(1), HOME)
    assert many == hours
    used = Use.of_hours("el", HourlyUse(since, (D(1),) * many), KWH)
    bill = price(tariff(BANDS, zone=HOME), [used], Period(day, day + timedelta(1)))
    assert str(bill.gross) == expected
    assert sum(portion.quantity.amount for portion in bill.lines[0].portions) == hours


@for_all(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - made aware below
    st.integers(1, 1500),
    st.sampled_from([HOME, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_hours_stand_where_the_clock_says(at, many, zone_name) -> None:
    """Asking the clock once a day finds what asking it each hour finds."""
    from zoneinfo import ZoneInfo

    since = at.replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
    hours = HourlyUse(since, tuple(D(place % 7) for place in range(many)))
    one_by_one = [D(0)] * 24
    for place, value in enumerate(hours.values):
        one_by_one[(since + timedelta(hours=place)).astimezone(ZoneInfo(zone_name)).hour] += value
    assert by_hour_of_day(hours, zone_name) == one_by_one
    assert hours.until == since + timedelta(hours=many)


def test_hours_have_to_say_what_the_readings_say() -> None:
    """A day that lacks an hour is no day."""
    since, many = hours_between(WEEK.since, WEEK.until, HOME)
    hours = HourlyUse(since, (D(1),) * (many - 1))
    hourly = tariff(BANDS, zone=HOME)
    for one, code in (
        (Use("el", Quantity(D(many)), KWH, (), hours), "meters.hours_differ"),
        (Use("el", Quantity(D(many)), KWH), "meters.hours_missing"),
        (Use.of_hours("el", hours, Measure.MWH), "meters.not_convertible"),
    ):
        with pytest.raises(MetersRefusal) as caught:
            price(hourly, [one], WEEK)
        assert caught.value.code == code


NEW_PRICE = date(2026, 7, 8)


TWO_PRICES = (UnitPrice(price="3.50"), UnitPrice(price="3.80"))


def changing(key, usage=TWO_PRICES, **more):
    """Return a tariff whose price changes in the middle of the week."""
    old = TariffVersion(None, NEW_PRICE - timedelta(1), (usage[0],), **more)
    return Tariff("el", "DKK", KWH, (old, TariffVersion(NEW_PRICE, None, (usage[1],))), key)


def cut(first, last):
    """Return a use with a reading on the day of the change."""
    segments = (
        Segment(Quantity(D(first)), WEEK.since, NEW_PRICE),
        Segment(Quantity(D(last)), NEW_PRICE, WEEK.until),
    )
    return Use("r", Quantity(D(first) + D(last)), KWH, segments)


def test_a_price_that_changes_in_the_stay() -> None:
    """By the day of arrival, by what was read at the change, or spread over the nights."""
    assert str(price(changing(PriceKey.ARRIVAL), [cut(80, 70)], WEEK).gross) == "525.00"
    by_reading = price(changing(PriceKey.SEGMENT), [cut(80, 70)], WEEK)
    assert [str(line.gross) for line in by_reading.lines] == ["280.00", "266.00"]
    by_night = price(changing(PriceKey.NIGHT), [use(150)], WEEK)
    assert [line.quantity.exact for line in by_night.lines] == [
        Fraction(150 * 4, 7),
        Fraction(150 * 3, 7),
    ]
    assert str(by_night.gross) == "544.29"


def test_nobody_knows_what_was_used_before_the_change() -> None:
    """Without a reading at the change nothing is spread silently."""
    with pytest.raises(MetersRefusal) as caught:
        price(changing(PriceKey.SEGMENT), [use(150)], WEEK)
    assert caught.value.code == "meters.price_change_unread"
    assert "2026-07-08" in caught.value.sentence


def test_blocks_go_on_when_the_price_changes() -> None:
    """The second version begins in the block that the first has reached."""
    higher = tuple(attrs.evolve(one, price=one.price * 2) for one in SLABS)
    both = (MARGINAL, UnitPrice(blocks=Blocks(higher)))
    bill = price(changing(PriceKey.SEGMENT, both), [cut(15, 10)], WEEK)
    assert [str(line.gross) for line in bill.lines] == ["32.50", "105.00"]
    same = price(changing(PriceKey.SEGMENT, (MARGINAL, MARGINAL)), [cut(15, 10)], WEEK)
    assert str(same.gross) == gross(tariff(MARGINAL), "25")
    by_all = price(changing(PriceKey.SEGMENT, (VOLUME, VOLUME)), [cut(15, 10)], WEEK)
    assert str(by_all.gross) == gross(tariff(VOLUME), "25")


def test_hours_have_the_price_of_their_day() -> None:
    """A series knows when each unit was used, and nothing has to be spread."""
    since, many = hours_between(WEEK.since, WEEK.until, "UTC")
    hours = Use.of_hours("r", HourlyUse(since, (D(1),) * many), KWH)
    bands = (clock((0, 24, "1")), clock((0, 24, "2")))
    bill = price(changing(PriceKey.NIGHT, bands), [hours], WEEK)
    assert [str(line.gross) for line in bill.lines] == ["96.00", "144.00"]


def test_days_have_the_price_of_their_version() -> None:
    """What is fixed for the stay is that of the first day, and counts once."""
    old = TariffVersion(
        last=NEW_PRICE - timedelta(1),
        fixed=(FixedCharge("day", "1", Per.DAY), FixedCharge("stay", "5")),
    )
    new = TariffVersion(
        NEW_PRICE, fixed=(FixedCharge("day", "2", Per.DAY), FixedCharge("stay", "9"))
    )
    both = Tariff("el", "DKK", KWH, (old, new), PriceKey.NIGHT)
    assert [str(line.gross) for line in price(both, (), WEEK).lines] == ["4.00", "5.00", "6.00"]


def test_a_day_without_a_price() -> None:
    """A tariff that begins later, and a register that it does not know."""
    later = Tariff("el", "DKK", KWH, (TariffVersion(NEW_PRICE, usage=(MARGINAL,)),))
    with pytest.raises(MetersRefusal) as caught:
        price(later, [use(1)], WEEK)
    assert caught.value.code == "meters.tariff_missing"
    only_day = tariff(UnitPrice(price="1", register="HT"))
    with pytest.raises(MetersRefusal) as caught:
        price(only_day, [use(1, register="NT")], WEEK)
    assert caught.value.code == "meters.register_unpriced"
    with pytest.raises(MetersRefusal) as caught:
        price(only_day, [use(1, Measure.M3, "HT")], WEEK)
    assert caught.value.code == "meters.not_convertible"


def test_versions_follow_each_other() -> None:
    """A gap, an overlap and a version without an end are told at once."""
    days = [date(2026, month, 1) for month in (1, 2, 3, 4)]
    one, usage = timedelta(1), (MARGINAL,)
    with pytest.raises(InvalidInput) as caught:
        Tariff(
            "el",
            "DKK",
            KWH,
            (
                TariffVersion(None, days[0], usage),
                TariffVersion(days[1], days[2], usage),
                TariffVersion(days[2], None, usage),
                TariffVersion(days[3] + one, None, usage),
            ),
        )
    told = [(fault.path, fault.code) for fault in caught.value.faults]
    assert told == [
        ("versions[1].first", "meters.version_gap"),
        ("versions[2].first", "meters.version_overlap"),
        ("versions[2].last", "meters.version_not_last"),
    ]
    with pytest.raises(InvalidInput) as caught:
        TariffVersion(days[1], days[0], usage)
    assert caught.value.code == "date.order"


@pytest.mark.parametrize(
    ("build", "codes"),
    [
        (lambda: Blocks(()), ["list.length"]),
        (lambda: Blocks((Block("1", "10"),)), ["meters.block_not_open"]),
        (lambda: Blocks((Block("1"), Block("2"))), ["meters.block_open"]),
        (
            lambda: Blocks((Block("1", "10"), Block("2", "10"), Block("3", "5"), Block("4"))),
            ["meters.blocks_not_rising", "meters.blocks_not_rising"],
        ),
        (lambda: Block("-1"), ["value.out_of_range"]),
        (lambda: Block("NaN"), ["number.not_finite"]),
        (lambda: Block(1.5), ["number.float"]),
        (UnitPrice, ["meters.price_kind"]),
        (lambda: UnitPrice("1", Blocks(SLABS)), ["meters.price_kind"]),
        (lambda: HourBand(6, 6, "1"), ["value.out_of_range"]),
        (lambda: clock((0, 6, "1"), (8, 24, "1")), ["meters.hours_gap"]),
        (lambda: clock((0, 8, "1"), (6, 20, "1")), ["meters.hours_overlap", "meters.hours_gap"]),
        (TariffVersion, ["field.required"]),
        (lambda: TariffVersion(usage=(MARGINAL, VOLUME)), ["value.duplicate"]),
        (lambda: tariff(BANDS, included=Included(quantity=1)), ["value.conflict"]),
        (lambda: tariff(BANDS, step=1), ["value.conflict"]),
        (lambda: flat("1", currency="XXY"), ["money.currency_unknown"]),
        (lambda: flat("1", currency=3), ["money.currency_unknown"]),
        (lambda: flat("1", zone="CET"), ["zone.unknown"]),
        (lambda: Tariff("el", "DKK", KWH, ()), ["list.length"]),
        (lambda: Tariff(None, None, None, None, zone=None), ["field.required"] * 5),
        (lambda: Period(WEEK.until, WEEK.since), ["date.order"]),
    ],
    ids=map(str, range(22)),
)
def test_what_no_tariff_can_mean(build, codes) -> None:
    """Everything that is wrong is told at once, with its place."""
    with pytest.raises(InvalidInput) as caught:
        build()
    assert [fault.code for fault in caught.value.faults] == codes


def test_a_quantity_is_rounded_only_where_the_tariff_says_so() -> None:
    """Whole kWh, half up or down; the parts of a stay add up to what it has in all."""
    whole = flat("1", step=1)
    assert gross(whole, "10.5") == "11.00"
    assert gross(attrs.evolve(whole, step_mode=RoundingMode.DOWN), "10.9") == "10.00"
    in_parts = attrs.evolve(changing(PriceKey.SEGMENT), step=1)
    bill = price(in_parts, [cut("10.4", "10.4")], WEEK)
    assert [str(line.billable) for line in bill.lines] == ["10", "11"]


def test_a_currency_without_decimals() -> None:
    """Bills of a house in Bali are whole rupiah."""
    assert gross(flat("1444.7", currency="IDR", digits=0), "3") == "4334"


def test_the_average_of_a_utilitys_bill() -> None:
    """Where no profit may be taken; Vermont rounds to a tenth of a cent."""
    tenth = Rounding(D("0.001"))
    assert average_price("1234.56", "9876", tenth) == D("0.125")
    assert average_price("100", "3", Rounding(D("0.0001"), RoundingMode.DOWN)) == D("33.3333")
    for amount, quantity in (("1", "0"), ("-1", "1")):
        with pytest.raises(InvalidInput) as caught:
            average_price(amount, quantity, tenth)
        assert caught.value.code == "value.out_of_range"


def test_the_real_reading_after_an_estimate() -> None:
    """646.80 was billed, 598.50 was owed: the difference is a line of its own with its own tax."""
    tariff_ = flat("3.50", vat=INCLUDED)
    estimated = price(tariff_, [use("184.8")], WEEK)
    real = price(tariff_, [use("171")], WEEK)
    credit = real.less(estimated)
    assert (str(estimated.gross), str(real.gross), str(credit.gross)) == (
        "646.80",
        "598.50",
        "-48.30",
    )
    assert str(credit.lines[0].quantity) == "-13.8"
    assert credit.vat + credit.net == credit.gross
    assert estimated.gross + credit.gross == real.gross
    assert estimated.vat + credit.vat == real.vat
    assert real.less(real).lines == ()
    assert credit.explain()
    with pytest.raises(MetersRefusal) as caught:
        real.less(attrs.evolve(estimated, currency="EUR"))
    assert caught.value.code == "meters.not_the_same_currency"


def test_a_prepayment_is_set_off() -> None:
    """What is more than was owed is paid back."""
    bill = price(flat("1"), [use("80")], WEEK)
    assert bill.balance(money("100", "DKK")) == money("-20", "DKK")
    with pytest.raises(MetersRefusal):
        bill.balance(money("100", "EUR"))


def test_a_use_that_nobody_knows_is_not_billed() -> None:
    """What waits for a person has no price."""
    from axentra_core.meters import Consumption

    unknown = Consumption("el", KWH, None, Decision.REVIEW, (), ())
    with pytest.raises(MetersRefusal) as caught:
        price(flat("1"), [unknown], WEEK)
    assert caught.value.code == "meters.use_unknown"


def test_every_amount_explains_itself() -> None:
    """Use, what is included, each block, and the tax."""
    full = tariff(
        MARGINAL,
        included=Included(quantity="5"),
        fixed=(FixedCharge("standing", "12.50"),),
        vat=ON_TOP,
    )
    assert price(full, [use("30")], WEEK).explain() == (
        "r: 30 kWh was used",
        "r: 5 kWh of it is included",
        "r: 10 kWh in the block above 0 to 10 at 2 DKK is 20 DKK",
        "r: 10 kWh in the block above 10 to 20 at 2.5 DKK is 25 DKK",
        "r: 5 kWh in the block above 20 to 30 at 8 DKK is 40 DKK",
        "r: 106.25 DKK is charged: 85.00 and VAT of 0.25, 21.25",
        "standing: once at 12.50 DKK is 12.5 DKK",
        "standing: 15.63 DKK is charged: 12.50 and VAT of 0.25, 3.13",
    )


def test_what_no_decimal_is_explains_itself_as_a_fraction() -> None:
    """1.6548 is shown as 1.655 and charged as 1.65: the fraction tells why."""
    exact = Quantity.of(Fraction(9929, 6000))
    bill = price(tariff(UnitPrice(price="1")), [Use("r", exact, Measure.KWH)], WEEK)
    assert bill.explain() == (
        "r: 9929/6000 (about 1.655) kWh was used",
        "r: 9929/6000 (about 1.655) kWh at 1 DKK is 9929/6000 (about 1.655) DKK",
        "r: 1.65 DKK is charged",
    )


quantities = st.decimals(0, 60, places=3)


@for_all(quantities, quantities, st.sampled_from([MARGINAL, VOLUME, UnitPrice(price="2.37")]))
def test_a_split_never_changes_what_is_owed(first, last, usage) -> None:
    """What is cut at a reading costs the same, but for the rounding of one line more."""
    both = changing(PriceKey.SEGMENT, (usage, usage))
    split = price(both, [cut(first, last)], WEEK)
    together = price(tariff(usage), [use(first + last)], WEEK)
    assert abs(split.gross - together.gross) <= D("0.01")
    assert len(split.lines) == 2


@for_all(quantities, st.sampled_from([None, INCLUDED, ON_TOP]), st.sampled_from([MARGINAL, VOLUME]))
def test_the_common_case_is_no_other_price(many, vat, usage) -> None:
    """One use by one price is reckoned the short way, and comes to the same as the long way."""
    short = price(tariff(usage, vat=vat), [use(many)], WEEK)
    # A minimum of nothing takes the long way.
    long = price(tariff(usage, vat=vat, minimum=Minimum("0")), [use(many)], WEEK)
    assert (short.gross, short.net, short.vat) == (long.gross, long.net, long.vat)
    assert short.explain() == long.explain()
    exact = sum((portion.amount.exact for portion in short.lines[0].portions), Fraction(0))
    assert abs(exact - Fraction(short.lines[0].priced)) <= Fraction(1, 200)
    if vat is not None:
        assert short.net + short.vat == short.gross
