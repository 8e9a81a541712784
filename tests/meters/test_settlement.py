"""What the readings of a stay come to: lines with their tax, doubts, and what changes later."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings as tries
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.meters import (
    AGGREGATES,
    Block,
    Blocks,
    ConsumptionPolicy,
    Decision,
    Device,
    DevicePeriod,
    EarlierUse,
    EstimateMethod,
    FinaliseRegistration,
    FixedCharge,
    Flag,
    HourBand,
    HourlyUse,
    InvoicedVia,
    InvoiceRegistration,
    LineKind,
    Measure,
    MeterFacts,
    MetersRefusal,
    MetersSettings,
    OpenRegistration,
    Per,
    Plausibility,
    PriceKey,
    Quantity,
    Reading,
    ReadingKind,
    RecordDifference,
    Register,
    ReviewRegistration,
    SubmitReadings,
    SubmittedReading,
    Tariff,
    TariffVersion,
    UnitPrice,
    Utility,
    Vat,
    difference,
    hours_between,
    settle,
)
from axentra_core.testing.specification import CONTEXT

_, REGISTRATION = AGGREGATES
ARRIVAL, DEPARTURE = date(2026, 11, 14), date(2026, 11, 21)
START, END = datetime(2026, 11, 14, 15, tzinfo=UTC), datetime(2026, 11, 21, 9, tzinfo=UTC)
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
VAT = Vat("0.25")


def meter(name, utility, measure, *codes, digits=5, **more):
    """Return a meter of a house, with one device that has these registers."""
    device = Device(f"dev-{name}", tuple(Register(one, measure, digits, 2) for one in codes))
    return MeterFacts(name, utility, (DevicePeriod(device, BUILT),), **more)


def tariff(name, measure, *usage, **more):
    """Return a tariff of one version."""
    version = TariffVersion(usage=usage, vat=VAT, **more)
    return Tariff(name, "DKK", measure, (version,), zone="Europe/Copenhagen")


EL, WATER, HEAT = (
    meter("M1", "el", Measure.KWH, "el"),
    meter("M2", "water", Measure.M3, "water"),
    meter("M3", "heat", Measure.MWH, "heat"),
)
TARIFFS = (
    tariff("el-26", Measure.KWH, UnitPrice(blocks=Blocks((Block("3.00", "100"), Block("2.00"))))),
    tariff("water-26", Measure.M3, UnitPrice(price="52.50")),
    tariff("heat-26", Measure.MWH, UnitPrice(price="900"), fixed=(FixedCharge("rent", "20"),)),
)
HOUSE = MetersSettings(
    utilities=(
        Utility("el", "el-26", "7001", plausible=Plausibility(most_per_day=100)),
        Utility("water", "water-26", "7002"),
        Utility("heat", "heat-26", "7003"),
    ),
    tariffs=TARIFFS,
)


def sent(where, register, value, kind="arrival", at=None, **more):
    """Return a reading of a stay."""
    if at is None:
        at = END if kind == "departure" else START
    return SubmittedReading(where, register, value, at, ReadingKind(kind), **more)


def stay(*readings, meters=(EL, WATER, HEAT), **more):
    """Return a registration with these readings."""
    command = OpenRegistration(
        "S1", "17", ARRIVAL, DEPARTURE, "Europe/Copenhagen", meters, readings, persons=4, **more
    )
    return REGISTRATION.replay(REGISTRATION.decide(None, command, CONTEXT))


THREE = (
    *(sent("M1", "el", "1000"), sent("M1", "el", "1150", "departure")),
    *(sent("M2", "water", "10.50"), sent("M2", "water", "13.00", "departure")),
    *(sent("M3", "heat", "7.00"), sent("M3", "heat", "7.25", "departure")),
)


def test_three_utilities_of_a_week() -> None:
    """Each by its own tariff, in the order of the settings, with tax and transaction code."""
    found = settle(stay(*THREE), HOUSE)
    figures = found.figures
    assert figures.reasons == ()
    told = [
        (one.utility, one.code, one.kind, str(one.quantity), one.gross, one.vat, one.transaction)
        for one in figures.lines
    ]
    usage, fixed = LineKind.USAGE, LineKind.FIXED
    assert told == [
        ("el", "el", usage, "150", Decimal("400.00"), Decimal("80.00"), "7001"),
        ("water", "water", usage, "2.5", Decimal("131.25"), Decimal("26.25"), "7002"),
        ("heat", "heat", usage, "0.25", Decimal("225.00"), Decimal("45.00"), "7003"),
        ("heat", "rent", fixed, "1", Decimal("20.00"), Decimal("4.00"), "7003"),
    ]
    assert all(one.net + one.vat == one.gross for one in figures.lines)
    assert figures.total == money("776.25", "DKK")
    assert [(one.meter, one.quantity, one.decision) for one in figures.used] == [
        ("M1", Quantity(Decimal(150)), Decision.BILL),
        ("M2", Quantity(Decimal("2.50")), Decision.BILL),
        ("M3", Quantity(Decimal("0.25")), Decision.BILL),
    ]
    sentences = "\n".join(found.explain())
    assert "el: by tariff el-26" in sentences
    assert "400.00 DKK is charged, 80.00 of it VAT of 0.25" in sentences
    assert "register water of device dev-M2" in sentences


@pytest.mark.parametrize("left_out", range(1, 6, 2))
def test_what_nobody_can_tell_is_not_billed(left_out) -> None:
    """A utility without a last reading is left out, with the reason; the others are billed."""
    found = settle(stay(*THREE[:left_out], *THREE[left_out + 1 :]), HOUSE).figures
    assert [(one.reason, one.meter) for one in found.reasons] == [
        ("end_missing", f"M{left_out // 2 + 1}")
    ]
    assert len({line.utility for line in found.lines}) == 2


def test_a_missing_start_is_taken_from_before_and_marked() -> None:
    """It can be billed, and staff see it; a doubt it is not."""
    left = Reading(3, "el", "990", START - DAY, ReadingKind.DEPARTURE)
    before = attrs.evolve(EL, before=(left,))
    found = settle(stay(*THREE[1:], meters=(before, WATER, HEAT)), HOUSE).figures
    assert found.used[0].flags == (Flag.START_INFERRED,)
    assert (found.used[0].quantity, found.reasons) == (Quantity(Decimal(160)), ())
    without = settle(stay(*THREE[1:]), HOUSE).figures
    assert [one.reason for one in without.reasons] == ["start_missing"]


def test_an_estimate_is_looked_at() -> None:
    """It is marked and has its amount, and nothing bills it by itself."""
    house = attrs.evolve(HOUSE, policy=ConsumptionPolicy(estimate=EstimateMethod.EARLIER_STAYS))
    registration = stay(THREE[0], *THREE[2:])
    found = settle(registration, house, earlier={"M1": (EarlierUse(140, 4, 7),)}).figures
    assert (found.lines[0].code, found.lines[0].gross) == ("el", Decimal("380.00"))
    assert {one.reason for one in found.reasons} == {"estimated", "end_missing"}


def test_what_is_doubtful_has_its_numbers() -> None:
    """More than the house finds plausible, lower than before, and what a control reading says."""
    much = settle(stay(THREE[0], sent("M1", "el", "2000", "departure"), *THREE[2:]), HOUSE)
    (reason,) = much.reasons
    assert (reason.reason, reason.meter, reason.register) == ("implausible", "M1", "el")
    assert "1000 was used, and 700 is the most" in reason.sentence
    less = settle(stay(THREE[0], sent("M1", "el", "900", "departure"), *THREE[2:]), HOUSE)
    assert [one.reason for one in less.reasons] == ["decreasing"]
    assert "el" not in {line.utility for line in less.figures.lines}
    strict = attrs.evolve(HOUSE, policy=ConsumptionPolicy(control_tolerance=5))
    control = sent("M1", "el", "1160", "control", END, source="utility")
    told = settle(stay(*THREE, control), strict)
    assert [one.reason for one in told.reasons] == ["control_differs"]
    assert told.figures.lines[0].gross == Decimal("400.00")


def test_a_device_that_was_replaced_counts_to_its_end() -> None:
    """The meter tells the readings at the replacement; without them somebody looks."""
    swap = START + 3 * DAY
    new = Device("new", (Register("el", Measure.KWH, 6),))
    periods = (DevicePeriod(EL.periods[0].device, BUILT, swap), DevicePeriod(new, swap))
    swaps = (
        Reading(50, "el", "1060", swap, ReadingKind.REMOVAL, supersedes=1),
        Reading(51, "el", "7", swap, ReadingKind.INSTALLATION, supersedes=2),
    )
    last = sent("M1", "el", "97", "departure")
    registration = stay(THREE[0], last, *THREE[2:])
    now = attrs.evolve(EL, periods=periods, swaps=swaps)
    found = settle(registration, HOUSE, meters=(now,)).figures
    assert (found.used[0].quantity, found.reasons) == (Quantity(Decimal(150)), ())
    assert Flag.METER_REPLACED in found.used[0].flags
    lacking = settle(registration, HOUSE, meters=(attrs.evolve(now, swaps=swaps[1:]),))
    assert {one.reason for one in lacking.reasons} == {"replacement_incomplete"}


def test_a_device_that_counts_something_else_is_looked_at() -> None:
    """What does not add up is a reason, and no error."""
    swap = START + 3 * DAY
    new = Device("new", (Register("el", Measure.M3, 6),))
    periods = (DevicePeriod(EL.periods[0].device, BUILT, swap), DevicePeriod(new, swap))
    swaps = (
        Reading(1, "el", "1060", swap, ReadingKind.REMOVAL),
        Reading(2, "el", "7", swap, ReadingKind.INSTALLATION),
    )
    now = attrs.evolve(EL, periods=periods, swaps=swaps)
    registration = stay(THREE[0], sent("M1", "el", "97", "departure"), *THREE[2:])
    found = settle(registration, HOUSE, meters=(now,)).figures
    assert [one.reason for one in found.reasons] == ["meters.not_convertible"]
    assert {line.utility for line in found.lines} == {"water", "heat"}


def test_a_utility_without_a_price_is_told() -> None:
    """No tariff, no version for the day, no price for the register: a reason each."""
    none = attrs.evolve(HOUSE, utilities=HOUSE.utilities[1:])
    found = settle(stay(*THREE), none).figures
    assert [(one.reason, one.meter) for one in found.reasons] == [("no_price", "M1")]
    assert "utility el has no tariff" in found.reasons[0].sentence
    over = attrs.evolve(
        TARIFFS[0], versions=(TariffVersion(None, date(2026, 1, 1), (UnitPrice(price="1"),)),)
    )
    other = tariff("el-26", Measure.KWH, UnitPrice(price="1", register="HT"))
    for wrong, code in ((over, "meters.tariff_missing"), (other, "meters.register_unpriced")):
        found = settle(stay(*THREE), attrs.evolve(HOUSE, tariffs=(wrong, *TARIFFS[1:]))).figures
        assert [one.reason for one in found.reasons] == [code]
        assert {line.utility for line in found.lines} == {"water", "heat"}
    nothing = settle(stay(*THREE), MetersSettings()).figures
    assert (nothing.currency, nothing.lines, len(nothing.reasons)) == (None, (), 3)


def test_a_meter_without_a_device_is_not_one_that_has_counted_nothing() -> None:
    """Nobody can tell what was used there, so that somebody looks and nothing is billed of it."""
    gone = attrs.evolve(EL, periods=())
    found = settle(stay(*THREE[2:], meters=(gone, WATER, HEAT)), HOUSE)
    assert [(one.reason, one.meter) for one in found.reasons] == [("meters.no_device", "M1")]
    assert found.unbilled == ("M1",)
    assert {line.utility for line in found.figures.lines} == {"water", "heat"}


def test_what_is_plausible_is_said_of_what_has_a_price() -> None:
    """A heat meter counts cubic metres, too: neither its bound nor its price is theirs."""
    registers = (Register("flow", Measure.M3, 5, 2), Register("heat", Measure.MWH, 5, 2))
    both = MeterFacts("M3", "heat", (DevicePeriod(Device("dev-M3", registers), BUILT),))
    house = attrs.evolve(
        HOUSE, utilities=(Utility("heat", "heat-26", plausible=Plausibility(most=1)),)
    )

    def doubts(heat):
        readings = [
            *(sent("M3", "flow", "10.00"), sent("M3", "flow", "50.00", "departure")),
            *(sent("M3", "heat", "7.00"), sent("M3", "heat", heat, "departure")),
        ]
        found = settle(stay(*readings, meters=(both,)), house).reasons
        return [(one.reason, one.register) for one in found if one.reason == "implausible"]

    assert doubts("8.00") == []
    assert doubts("8.01") == [("implausible", "heat")]


def test_a_utility_without_a_meter_is_charged_by_the_day() -> None:
    """Water by person and day where the house has no meter; with one, by what it counts."""
    by_day = Tariff(
        "daily",
        "DKK",
        Measure.M3,
        (TariffVersion(fixed=(FixedCharge("water", "5", Per.PERSON_DAY),)),),
    )
    water = Utility("water", "water-26", "7002", "daily")
    house = attrs.evolve(
        HOUSE,
        utilities=(HOUSE.utilities[0], water, HOUSE.utilities[2]),
        tariffs=(*TARIFFS, by_day),
    )
    found = settle(stay(*THREE[:2], meters=(EL,)), house).figures
    assert [(line.utility, line.gross) for line in found.lines] == [
        ("el", Decimal("400.00")),
        ("water", Decimal("140.00")),
    ]
    assert found.lines[1].vat is None
    assert settle(stay(*THREE), house).figures.lines == settle(stay(*THREE), HOUSE).figures.lines


def test_two_meters_of_a_utility_go_on_in_its_blocks() -> None:
    """The main house and the annexe are one guest's electricity."""
    annexe = meter("M4", "el", Measure.KWH, "el")
    readings = (
        *(sent("M1", "el", "0"), sent("M1", "el", "90", "departure")),
        *(sent("M4", "el", "0"), sent("M4", "el", "30", "departure")),
    )
    found = settle(stay(*readings, meters=(EL, annexe)), HOUSE).figures
    assert [line.gross for line in found.lines] == [Decimal("270.00"), Decimal("70.00")]
    lacking = settle(stay(*readings[:3], meters=(EL, annexe)), HOUSE).figures
    assert lacking.lines == ()


def test_lines_name_the_version_that_has_priced_them() -> None:
    """Where the price changes within the stay, each night has its own."""
    change = date(2026, 11, 18)
    versions = (
        TariffVersion(date(2026, 1, 1), change - DAY, (UnitPrice(price="3"),), vat=VAT),
        TariffVersion(change, None, (UnitPrice(price="4"),), vat=VAT),
    )
    nights = Tariff("el-26", "DKK", Measure.KWH, versions, PriceKey.NIGHT, "Europe/Copenhagen")
    house = attrs.evolve(HOUSE, tariffs=(nights, *TARIFFS[1:]))
    registration = stay(THREE[0], sent("M1", "el", "1070", "departure"), meters=(EL,))
    found = settle(registration, house).figures
    assert [(line.version, line.gross) for line in found.lines] == [
        (date(2026, 1, 1), Decimal("120.00")),
        (change, Decimal("120.00")),
    ]
    plain = settle(registration, HOUSE).figures
    assert [line.version for line in plain.lines] == [None]
    first = attrs.evolve(nights, key=PriceKey.ARRIVAL)
    early = settle(registration, attrs.evolve(house, tariffs=(first, *TARIFFS[1:]))).figures
    assert [line.version for line in early.lines] == [date(2026, 1, 1)]


def test_prices_by_the_hour_take_the_series() -> None:
    """What the utility tells between the readings has to add up to what they tell."""
    bands = (HourBand(0, 6, "1"), HourBand(6, 24, "2"))
    hourly = tariff("el-26", Measure.KWH, UnitPrice(hours=bands))
    house = attrs.evolve(HOUSE, tariffs=(hourly, *TARIFFS[1:]))
    since, many = hours_between(ARRIVAL, DEPARTURE + DAY, "Europe/Copenhagen")
    series = HourlyUse(since, (Decimal(1),) * many)
    used = int((END - START).total_seconds() // 3_600)
    registration = stay(THREE[0], sent("M1", "el", f"{1000 + used}", "departure"), meters=(EL,))
    found = settle(registration, house, hours={("M1", "el"): (series,)}).figures
    assert found.lines[0].gross == 7 * 6 + 2 * (used - 7 * 6)
    for hours in ({}, {("M1", "el"): (HourlyUse(since, (Decimal(1),)),)}):
        doubt = settle(registration, house, hours=hours).figures.reasons
        assert [one.reason.startswith("meters.hours_") for one in doubt] == [True]


# What comes later


def test_a_later_reading_makes_a_difference_line() -> None:
    """Only what has changed, with its own tax; the blocks are those of the whole use."""
    before = settle(stay(*THREE), HOUSE).figures
    fixed = SubmitReadings("S1", (sent("M1", "el", "1130", "departure", corrects=2),))
    registration = stay(*THREE)
    events = REGISTRATION.decide(registration, fixed, CONTEXT)
    after = settle(REGISTRATION.replay(events, registration), HOUSE).figures
    assert after.used[0].flags == (Flag.CORRECTED,)
    (line,) = difference(after, before)
    assert (line.utility, line.gross, line.vat) == ("el", Decimal("-40.00"), Decimal("-8.00"))
    assert (line.quantity, line.transaction) == (Quantity(Decimal(-20)), "7001")
    assert difference(before, before) == ()
    euro = attrs.evolve(before, currency="EUR")
    with pytest.raises(MetersRefusal) as caught:
        difference(euro, before)
    assert caught.value.code == "meters.not_the_same_currency"


def test_another_tax_is_another_line() -> None:
    """What was billed with the wrong tax is credited with it, and charged with the right one."""
    before = settle(stay(*THREE[2:4], meters=(WATER,)), HOUSE).figures
    free = attrs.evolve(TARIFFS[1], versions=(TariffVersion(usage=(UnitPrice(price="52.50"),)),))
    house = attrs.evolve(HOUSE, tariffs=(TARIFFS[0], free, TARIFFS[2]))
    after = settle(stay(*THREE[2:4], meters=(WATER,)), house).figures
    lines = difference(after, before)
    assert [(line.gross, line.vat, line.rate) for line in lines] == [
        (Decimal("131.25"), None, None),
        (Decimal("-131.25"), Decimal("-26.25"), Decimal("0.25")),
    ]


@tries(max_examples=40)
@for_all(st.lists(st.integers(0, 4_000).map(lambda units: Decimal(units) / 4), max_size=5))
def test_the_bill_and_its_differences_add_up_to_the_last_calculation(uses) -> None:
    """Whatever is corrected however often, the guest has paid what was used, once."""
    registration = stay(THREE[0], THREE[1], meters=(EL,))
    figures = settle(registration, HOUSE).figures
    steps = [
        FinaliseRegistration("S1", figures),
        InvoiceRegistration("S1", InvoicedVia.AUTOMATIC, figures, always_front_desk=False),
    ]
    for step in steps:
        registration = REGISTRATION.replay(
            REGISTRATION.decide(registration, step, CONTEXT), registration
        )
    paid = registration.billed.gross
    for used in uses:
        again = SubmitReadings(
            "S1",
            (sent("M1", "el", 1000 + used, "departure", corrects=len(registration.readings)),),
        )
        registration = REGISTRATION.replay(
            REGISTRATION.decide(registration, again, CONTEXT), registration
        )
        figures = settle(registration, HOUSE).figures
        looked = REGISTRATION.decide(registration, ReviewRegistration("S1", figures), CONTEXT)
        registration = REGISTRATION.replay(looked, registration)
        (event,) = REGISTRATION.decide(registration, RecordDifference("S1", figures), CONTEXT)
        paid += sum(line.gross for line in event.lines)
        registration = REGISTRATION.evolve(registration, event)
    assert paid == figures.gross == registration.billed.gross
    assert not registration.difference_due


# Settings


def test_always_front_desk_and_automatic_invoices_exclude_each_other() -> None:
    """Whoever writes both has to say which is meant."""
    with pytest.raises(InvalidInput) as caught:
        MetersSettings(always_front_desk=True, invoice_at_finalise=True)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("value.conflict", "invoice_at_finalise")


SWITCHES = st.tuples(st.sampled_from(["always_front_desk", "invoice_at_finalise"]), st.booleans())


@tries(max_examples=60)
@for_all(st.lists(SWITCHES, max_size=8))
def test_in_whatever_order_they_are_switched_both_are_never_on(switches) -> None:
    """Invariant 56: always Front Desk switches the other off, and it cannot be switched on then."""
    now = HOUSE
    for name, is_on in switches:
        refused = now.always_front_desk and (name, is_on) == ("invoice_at_finalise", True)
        if refused:
            with pytest.raises(InvalidInput) as caught:
                now.switched(**{name: is_on})
            assert caught.value.code == "value.conflict"
            continue
        now = now.switched(**{name: is_on})
        assert getattr(now, name) is is_on
        assert not (now.always_front_desk and now.invoice_at_finalise)
    assert (now.utilities, now.tariffs, now.policy) == (HOUSE.utilities, TARIFFS, HOUSE.policy)


def test_settings_name_what_does_not_fit() -> None:
    """A code twice, a tariff that is not there, and two currencies: all at once."""
    euro = Tariff("euro", "EUR", Measure.KWH, (TariffVersion(usage=(UnitPrice(price="1"),)),))
    with pytest.raises(InvalidInput) as caught:
        MetersSettings(
            utilities=(Utility("el", "el-26"), Utility("el", "none", unmetered="daily")),
            tariffs=(TARIFFS[0], TARIFFS[0], euro),
        )
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [
        ("utilities[1]", "value.duplicate"),
        ("tariffs[1]", "value.duplicate"),
        ("utilities[1].tariff", "value.not_listed"),
        ("utilities[1].unmetered", "value.not_listed"),
        ("tariffs[2].currency", "money.currency_mismatch"),
    ]
