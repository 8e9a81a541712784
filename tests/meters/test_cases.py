"""Settlements that agencies, utilities and vendors describe, and what each comes to, to the cent.

The facts stand in `cases.json`, with where they come from; what is said here is only how a meter
and a tariff of such a kind are written down. Nothing in the library knows a case.
"""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters import (
    Block,
    BlockMode,
    Blocks,
    Decision,
    Device,
    DevicePeriod,
    Expectation,
    FixedCharge,
    HourBand,
    HourlyUse,
    Included,
    Measure,
    MetersRefusal,
    Minimum,
    Per,
    Period,
    Quantity,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
    Tariff,
    TariffVersion,
    UnitPrice,
    Use,
    Vat,
    check_reading,
    consumption,
    hours_between,
    is_outlier,
    price,
)

FILE = Path(__file__).with_name("cases.json")
CASES = {case["id"]: case for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]}
D = Decimal
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
ARRIVAL = datetime(2026, 7, 4, 14, tzinfo=UTC)
DEPARTURE = datetime(2026, 7, 11, 8, tzinfo=UTC)
SWAP = datetime(2026, 7, 8, 9, tzinfo=UTC)
WEEK = Period(date(2026, 7, 4), date(2026, 7, 11))
KWH = Measure.KWH


def decimals_of(*texts):
    """Return how many decimals a device needs to show these."""
    return max(len(text.partition(".")[2]) for text in texts)


def tariff_of(given, usage, **more):
    """Return the tariff of a case: its tax and currency, these prices."""
    vat = Vat(given["vat"], given["vat_included"]) if "vat" in given else None
    version = TariffVersion(usage=usage, vat=vat, **more)
    return Tariff("utility", given["currency"], KWH, (version,))


def flat(given, **more):
    """Return the tariff of a case with one price."""
    return tariff_of(given, (UnitPrice(price=given["price"]),), **more)


def billed(tariff, used, period=WEEK):
    """Return the bill of a consumption or of a plain quantity."""
    one = used if not isinstance(used, Decimal) else Use("r", Quantity(used), KWH)
    return price(tariff, (one,), period)


def read(given, *, register=None, start=None, end=None, before=(), **expected):
    """Return the consumption of a case with two readings."""
    shown = given.get("readings", {})
    values = [value for value in (start or shown.get("start"), end or shown.get("end")) if value]
    device = Device(
        "4711",
        (
            register
            or Register(
                "r",
                KWH,
                digits=given.get("digits"),
                decimals=decimals_of(*values),
                factor=given.get("multiplier", 1),
                display_scale=given.get("display_scale", 1),
            ),
        ),
    )
    readings = []
    if len(values) == 2:
        readings.append(Reading(1, "r", values[0], ARRIVAL, ReadingKind.ARRIVAL))
    readings.append(Reading(2, "r", values[-1], DEPARTURE, ReadingKind.DEPARTURE))
    most = given.get("max_plausible")
    (found,) = consumption(
        (DevicePeriod(device, BUILT),),
        readings,
        before=before,
        expectation=Expectation(most=most, **expected),
    )
    return found


def agrees(case_id, found, bill=None):
    """Check all that a case expects of a consumption and of its bill."""
    expected = CASES[case_id]["expected"]
    assert found.decision == expected["decision"]
    if expected["consumption"] is None:
        assert found.quantity is None
    else:
        assert found.quantity.exact == D(expected["consumption"])
    assert set(expected.get("flags", ())) <= {flag.value for flag in found.flags}
    if "flags" in expected:
        assert [flag.value for flag in found.flags] == expected["flags"]
    if bill is not None:
        pays(case_id, bill)


def pays(case_id, bill):
    """Check what a case says of the money."""
    expected = CASES[case_id]["expected"]
    as_text = [None if one is None else str(one) for one in (bill.gross, bill.vat, bill.net)]
    assert as_text == [expected["gross"], expected["vat"], expected["net"]]
    assert bill.total == money(expected["gross"], CASES[case_id]["inputs"]["currency"])
    assert bill.explain()


TWO_READINGS = ["met-007", "met-009", "met-015", "met-035", "met-037"]


@pytest.mark.parametrize("case_id", TWO_READINGS)
def test_two_readings_and_a_price(case_id) -> None:
    """The difference at its price: decimals, gone round, behind a transformer, nothing used."""
    given = CASES[case_id]["inputs"]
    found = read(given)
    agrees(case_id, found, billed(flat(given), found))


def test_001_an_included_amount() -> None:
    """The first 100 kWh are in the rent."""
    given = CASES["met-001"]["inputs"]
    found = read(given)
    bill = billed(flat(given, included=Included(quantity=given["allowance"])), found)
    agrees("met-001", found, bill)
    assert bill.lines[0].billable == Quantity(D(CASES["met-001"]["expected"]["billable"]))


@pytest.mark.parametrize("case_id", ["met-003", "met-021"])
def test_registers_have_their_own_lines(case_id) -> None:
    """Day and night, water and gas: each register at its price, each line rounded."""
    case = CASES[case_id]
    given = case["inputs"]
    usage = tuple(UnitPrice(price=each, register=code) for code, _, each in given["lines"])
    uses = tuple(Use(code, Quantity(D(many)), KWH) for code, many, _ in given["lines"])
    bill = price(tariff_of(given, usage), uses, WEEK)
    pays(case_id, bill)
    assert [line.code for line in bill.lines] == [code for code, _, _ in given["lines"]]
    if "prepayment" in given:
        prepaid = money(given["prepayment"], given["currency"])
        due = money(case["expected"]["balance_due"], given["currency"])
        assert bill.balance(prepaid) == due


def test_005_the_comma_is_no_decimal_comma() -> None:
    """A display of 1234,5 stands for 12345 kWh."""
    case = CASES["met-005"]
    given = case["inputs"]
    found = read(given)
    agrees("met-005", found)
    bills = [billed(flat(given), found)]
    for _, many, each in given["extra_lines"]:
        bills.append(billed(tariff_of(given, (UnitPrice(price=each),)), D(many)))
    assert str(total(bill.gross for bill in bills)) == case["expected"]["gross"]
    (wrong,) = case["alternates"]
    taken_as_decimals = read({**given, "display_scale": 1})
    assert taken_as_decimals.quantity == Quantity(D(wrong["consumption"]))


def test_007_rounding_once_at_the_end_gives_another_sum() -> None:
    """VAT is taken of the rounded line, which is what the house does and says."""
    given = CASES["met-007"]["inputs"]
    used = read(given).quantity.amount
    unrounded = used * D(given["price"]) * (1 + D(given["vat"]))
    (once,) = CASES["met-007"]["alternates"]
    assert str(Rounding(D("0.01")).of(unrounded)) == once["gross"]


def test_011_a_lower_reading_is_no_rollover() -> None:
    """What would be implausible is not billed; somebody sees what it would have been."""
    case = CASES["met-011"]
    found = read(case["inputs"])
    agrees("met-011", found)
    assert str(found.implied_rollover) == case["expected"]["implied_rollover"]


def test_013_a_meter_is_replaced() -> None:
    """The old one to its removal reading, the new one from its installation reading."""
    given = CASES["met-013"]["inputs"]
    (first, last), (new_first, new_last) = given["segments"]
    old, new = (
        Device(number, (Register("r", KWH, digits=given["digits"]),)) for number in ("A", "B")
    )
    readings = (
        Reading(1, "r", first, ARRIVAL, ReadingKind.ARRIVAL),
        Reading(2, "r", last, SWAP, ReadingKind.REMOVAL),
        Reading(3, "r", new_first, SWAP, ReadingKind.INSTALLATION),
        Reading(4, "r", new_last, DEPARTURE, ReadingKind.DEPARTURE),
    )
    periods = (DevicePeriod(old, BUILT, SWAP), DevicePeriod(new, SWAP))
    (found,) = consumption(periods, readings)
    agrees("met-013", found, billed(flat(given), found))


@pytest.mark.parametrize("case_id", ["met-017", "met-019"])
def test_blocks(case_id) -> None:
    """Each unit by its own block, or all of them by the block of the last one."""
    case = CASES[case_id]
    given = case["inputs"]
    lines = tuple(Block(each, upto) for _, upto, each in given["blocks"])
    blocks = Blocks(lines, BlockMode(given.get("mode", "marginal")))
    minimum = Minimum(given["minimum"]) if "minimum" in given else None
    tariff = tariff_of(given, (UnitPrice(blocks=blocks),), minimum=minimum)
    bill = billed(tariff, D(given["consumption"]))
    pays(case_id, bill)
    if minimum:
        assert str(bill.before_minimum) == case["expected"]["before_minimum"]


def test_023_the_day_on_which_clocks_go_forward() -> None:
    """It has 23 hours, and the one that is skipped costs nothing."""
    case = CASES["met-023"]
    given = case["inputs"]
    day = date.fromisoformat(given["date"])
    since, many = hours_between(day, day + timedelta(1), given["tz"])
    hours = HourlyUse(since, (D(given["kwh_per_hour"]),) * many)
    bands = tuple(HourBand(int(low), int(high), each) for low, high, each in given["tou"])
    version = TariffVersion(usage=(UnitPrice(hours=bands),))
    tariff = Tariff("el", given["currency"], KWH, (version,), zone=given["tz"])
    use = Use.of_hours("el", hours, KWH)
    assert str(use.quantity) == case["expected"]["consumption"]
    pays("met-023", price(tariff, (use,), Period(day, day + timedelta(1))))


def test_025_a_credit_that_is_not_used_up() -> None:
    """Nothing is carried over or paid out."""
    given = CASES["met-025"]["inputs"]
    month = Period(date(2026, 7, 1), date(2026, 7, 1) + timedelta(given["days"]))
    tariff = flat(given, included=Included(amount=given["credit_per_day"], per=Per.DAY))
    pays("met-025", billed(tariff, D(given["consumption"]), month))


def test_027_water_without_a_meter() -> None:
    """By the day, by person and day, or by the week."""
    case = CASES["met-027"]
    given = case["inputs"]
    period = Period(WEEK.since, WEEK.since + timedelta(given["nights"]), given["persons"])
    ways = {"per_day": Per.DAY, "per_person_day": Per.PERSON_DAY, "per_week": Per.WEEK}
    for name, per in ways.items():
        tariff = tariff_of(given, (), fixed=(FixedCharge("water", given[name], per),))
        assert str(price(tariff, (), period).gross) == case["expected"]["ways"][name]


def test_029_heat_in_another_unit() -> None:
    """The quantity is shown to three decimals, the money comes from the exact one."""
    case = CASES["met-029"]
    given = case["inputs"]
    bill = price(flat(given), (Use("heat", Quantity(D(given["gj"])), Measure.GJ),), WEEK)
    pays("met-029", bill)
    assert str(bill.lines[0].quantity) == case["expected"]["consumption"]


def test_031_outliers() -> None:
    """More than three times the average per person and day; exactly that is none."""
    case = CASES["met-031"]
    given = case["inputs"]
    expectation = Expectation(
        persons=given["persons"],
        days=given["nights"],
        average=given["avg"],
        factor=given["factor"],
    )
    found = [
        "ok" if is_outlier(Quantity(D(used)), expectation) is None else "review"
        for used in given["consumptions"]
    ]
    assert found == case["expected"]["decisions"]


def test_033_heating_before_the_arrival() -> None:
    """The card that staff have filled in counts, not what the guest has seen."""
    given = CASES["met-033"]["inputs"]
    device = Device("4711", (Register("r", KWH, digits=given["digits"]),))
    early = ARRIVAL - timedelta(days=1)
    readings = (
        Reading(1, "r", given["staff_start"], early, ReadingKind.ARRIVAL),
        Reading(2, "r", given["guest_start"], ARRIVAL, ReadingKind.ARRIVAL, ReadingSource.GUEST),
        Reading(3, "r", given["end"], DEPARTURE, ReadingKind.DEPARTURE, ReadingSource.GUEST),
    )
    (found,) = consumption((DevicePeriod(device, BUILT),), readings)
    agrees("met-033", found, billed(flat(given), found))


def test_039_too_many_digits() -> None:
    """What a register cannot show is refused when it comes, and never billed."""
    given = CASES["met-039"]["inputs"]
    agrees("met-039", read(given))
    with pytest.raises(MetersRefusal) as caught:
        check_reading(Register("r", KWH, digits=given["digits"]), given["readings"]["end"])
    assert caught.value.code == "meters.exceeds_register"


def test_041_the_first_reading_is_missing() -> None:
    """The last reading before the stay stands in, and it is said."""
    given = CASES["met-041"]["inputs"]
    left = Reading(1, "r", given["prev_end"], ARRIVAL - timedelta(3), ReadingKind.DEPARTURE)
    found = read(given, before=(left,))
    agrees("met-041", found, billed(flat(given), found))


def test_043_a_fixed_line_beside_the_use() -> None:
    """One price for each kWh and one for each reading."""
    given = CASES["met-043"]["inputs"]
    found = read(given)
    bill = billed(flat(given, fixed=(FixedCharge("standing", given["fixed"]),)), found)
    agrees("met-043", found, bill)
    assert [line.code for line in bill.lines] == ["r", "standing"]


def test_every_case_is_there() -> None:
    """A case that somebody adds is asked for here, too."""
    source = Path(__file__).read_text(encoding="utf-8")
    assert [case_id for case_id in CASES if case_id not in source] == []
    assert CASES["met-001"]["expected"]["decision"] == Decision.BILL
