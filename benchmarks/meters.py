"""Bill three utilities from readings, and a year by the hour, beside plain Decimal arithmetic.

What is written by hand looks whether readings are possible, does the same sums with bare operators
and builds equal objects, which are plain: not frozen, and without any method.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import attrs

from axentra_core.meters import (
    Bill,
    Block,
    Blocks,
    Consumption,
    Device,
    DevicePeriod,
    Expectation,
    HourBand,
    HourlyUse,
    Measure,
    Period,
    Reading,
    ReadingKind,
    Register,
    Tariff,
    TariffVersion,
    UnitPrice,
    Use,
    Vat,
    consumption,
    hours_between,
    price,
)
from benchmarks.measure import Candidate, Figure, interleaved
from benchmarks.meters_by_hand import (
    CENT,
    HOUR,
    NONE,
    Meter,
    PlainBilled,
    Utility,
    bare,
    by_hand,
    by_hand_expecting,
    year_by_hand,
    year_by_known_clocks,
)

REGISTRATIONS, ROUNDS = 100_000, 3
FEW, MORE_ROUNDS, YEAR_ROUNDS = 10_000, 9, 21
WHOLE, RATE = Decimal(1), Decimal("0.25")
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
FIRST_DAY, CHANGE = date(2026, 1, 1), date(2026, 7, 1)
COPENHAGEN = "Europe/Copenhagen"
ZONE = ZoneInfo(COPENHAGEN)
DAYS, LONGEST, MOST_PERSONS, HOUSES = 365, 14, 8, 100


def tariff_of(code: str, measure: Measure, vat: Vat, *blocks: tuple[str, str | None]) -> Tariff:
    """Return a tariff of blocks whose prices rise in July."""
    bounds = [None if upto is None else Decimal(upto) for _, upto in blocks]
    prices = [Decimal(each) for each, _ in blocks]
    one, other = (
        tuple(Block(each + more, upto) for each, upto in zip(prices, bounds, strict=True))
        for more in (NONE, CENT)
    )
    versions = (
        TariffVersion(last=CHANGE - timedelta(1), usage=(UnitPrice(blocks=Blocks(one)),), vat=vat),
        TariffVersion(first=CHANGE, usage=(UnitPrice(blocks=Blocks(other)),), vat=vat),
    )
    return Tariff(code, "DKK", measure, versions)


# fmt: off
UTILITIES = (
    Utility(
        Register("el", Measure.KWH, digits=5),
        Decimal(100_000), WHOLE,
        tariff_of("el", Measure.KWH, Vat(RATE),
                  ("2.10", "50"), ("2.85", "150"), ("3.40", None)),
        Decimal(12),
    ),
    Utility(
        Register("water", Measure.M3, digits=5, decimals=3),
        Decimal(100_000), Decimal("0.001"),
        tariff_of("water", Measure.M3, Vat(RATE),
                  ("58.125", "2.5"), ("66.50", None)),
        Decimal("0.4"),
    ),
    Utility(
        Register("heat", Measure.KWH, digits=6, decimals=1, factor=Decimal(10)),
        Decimal(1_000_000), Decimal("0.1"),
        tariff_of("heat", Measure.KWH, Vat(RATE, included=False),
                  ("0.72", "100"), ("0.81", "400"), ("0.935", "1000"), ("1.1", None)),
        Decimal(45),
    ),
)
# fmt: on


Registration = tuple[Period, tuple[Meter, ...]]
Billed = tuple[Consumption, Bill]
Billing = Callable[[Utility, Meter, Period], Decimal]


def registrations(count: int) -> list[Registration]:
    """Return stays in some houses, each with a first and a last reading of three meters."""
    chance = Random(8)
    houses = [
        [
            DevicePeriod(Device(f"{one.register.code}-{house}", (one.register,)), BUILT)
            for one in UTILITIES
        ]
        for house in range(HOUSES)
    ]
    return [registration(chance, chance.choice(houses)) for _ in range(count)]


def registration(chance: Random, house: Sequence[DevicePeriod]) -> Registration:
    """Return one stay of one to fourteen nights that uses up to twice of what is usual."""
    since = FIRST_DAY + timedelta(chance.randrange(DAYS))
    until = since + timedelta(chance.randrange(1, LONGEST + 1))
    period = Period(since, until, chance.randrange(1, MOST_PERSONS + 1))
    minutes = timedelta(minutes=chance.randrange(60))
    arrival = datetime(since.year, since.month, since.day, 14, tzinfo=UTC) + minutes
    departure = datetime(until.year, until.month, until.day, 8, tzinfo=UTC) + minutes
    meters: list[Meter] = []
    for number, (in_place, utility) in enumerate(zip(house, UTILITIES, strict=True)):
        register, unit = utility.register, WHOLE.scaleb(-utility.register.decimals)
        expected = utility.usual * period.persons * period.days
        used = (expected * chance.randrange(200) / 100 / register.factor).quantize(unit)
        first = chance.randrange(90_000 - int(used)) + chance.randrange(1000) * unit
        code = register.code
        readings = (
            Reading(2 * number + 1, code, first, arrival, ReadingKind.ARRIVAL),
            Reading(2 * number + 2, code, first + used, departure, ReadingKind.DEPARTURE),
        )
        expectation = Expectation(period.persons, period.days, average=utility.usual)
        meters.append((in_place, readings, expectation))
    return period, tuple(meters)


def ours(utility: Utility, meter: Meter, period: Period) -> Billed:
    """Ask the calculators."""
    (used,) = consumption((meter[0],), meter[1])
    return used, price(utility.tariff, (used,), period)


def ours_expecting(utility: Utility, meter: Meter, period: Period) -> Billed:
    """Ask the calculators, and tell them what is to be expected."""
    (used,) = consumption((meter[0],), meter[1], expectation=meter[2])
    return used, price(utility.tariff, (used,), period)


def billed(billing: Billing, load: Sequence[Registration], times: int = 1) -> Candidate:
    """Return billing of every meter of every stay, and adding up what is charged."""

    def run() -> Decimal:
        gross = NONE
        for _ in range(times):
            for period, meters in load:
                for utility, meter in zip(UTILITIES, meters, strict=True):
                    gross += billing(utility, meter, period)
        return gross

    return lambda: run


def gross_of(bill: Callable[[Utility, Meter, Period], Billed]) -> Billing:
    """Return billing that tells what is charged."""
    return lambda utility, meter, period: bill(utility, meter, period)[1].gross


def plain_gross_of(bill: Callable[[Utility, Meter, Period], PlainBilled]) -> Billing:
    """Return the same of what is written by hand."""
    return lambda utility, meter, period: bill(utility, meter, period)[1].lines[0].gross


def are_equal(load: Sequence[Registration]) -> bool:
    """Return whether all come to the same, field by field."""
    for period, meters in load:
        for utility, meter in zip(UTILITIES, meters, strict=True):
            used, bill = ours(utility, meter, period)
            same = [attrs.asdict(one) for one in by_hand(utility, meter, period)]
            if [attrs.asdict(used), attrs.asdict(bill)] != same:
                return False
            if ours_expecting(utility, meter, period) != (used, bill):
                return False
            if bill.gross != bare(utility, meter, period):
                return False
    return True


def billing_figures() -> Iterator[Figure]:
    """Yield stays billed beside the same by hand, and how the time grows with their number."""
    load = registrations(REGISTRATIONS)
    few, many = load[:FEW], REGISTRATIONS // FEW
    assert are_equal(load[:1000])
    title = f"meters: bill {REGISTRATIONS:,} stays, 3 utilities"
    mine, plain, parts = interleaved(
        [
            billed(gross_of(ours), load),
            billed(plain_gross_of(by_hand), load),
            billed(gross_of(ours), few, many),
        ],
        ROUNDS,
    )
    yield Figure(title, "the same by hand", 4, mine, plain, REGISTRATIONS)
    yield Figure(title, f"{many} × {FEW:,} stays", 1.2, mine, parts, REGISTRATIONS)
    mine, sums, expecting, plain = interleaved(
        [
            billed(gross_of(ours), few),
            billed(bare, few),
            billed(gross_of(ours_expecting), few),
            billed(plain_gross_of(by_hand_expecting), few),
        ],
        MORE_ROUNDS,
    )
    title = f"meters: bill {FEW:,} stays, 3 utilities"
    yield Figure(title, "bare sums, nothing kept", None, mine, sums, FEW)
    title = "meters: the same, averages known"
    yield Figure(title, "the same by hand", None, expecting, plain, FEW)


BANDS = (
    HourBand(0, 6, Decimal("1.15")),
    HourBand(6, 17, Decimal("1.62")),
    HourBand(17, 21, Decimal("3.08")),
    HourBand(21, 24, Decimal("1.48")),
)
BY_THE_HOUR = Tariff(
    "el",
    "DKK",
    Measure.KWH,
    (TariffVersion(usage=(UnitPrice(hours=BANDS),), vat=Vat(RATE)),),
    zone=COPENHAGEN,
)
YEAR = Period(FIRST_DAY, date(2027, 1, 1))


def year_figures() -> Iterator[Figure]:
    """Yield a year of hours priced by the clocks of the house."""
    chance = Random(8)
    since, many = hours_between(YEAR.since, YEAR.until, COPENHAGEN)
    values = tuple(Decimal(chance.randrange(3000)).scaleb(-3) for _ in range(many))
    hours = HourlyUse(since, values)
    clocks = [(since + place * HOUR).astimezone(ZONE).hour for place in range(many)]

    def priced() -> Bill:
        return price(BY_THE_HOUR, (Use.of_hours("el", hours, Measure.KWH),), YEAR)

    def told() -> Bill:
        use = Use.of_hours("el", HourlyUse(since, values), Measure.KWH)
        return price(BY_THE_HOUR, (use,), YEAR)

    assert (
        priced()
        == told()
        == year_by_hand(BY_THE_HOUR, hours)
        == year_by_known_clocks(BY_THE_HOUR, hours, clocks)
    )
    mine, whole, plain, known = interleaved(
        [
            lambda: priced,
            lambda: told,
            lambda: lambda: year_by_hand(BY_THE_HOUR, hours),
            lambda: lambda: year_by_known_clocks(BY_THE_HOUR, hours, clocks),
        ],
        YEAR_ROUNDS,
    )
    title = f"meters: a year by the hour, {many:,} values"
    yield Figure(title, "loop, hour by hour", 3, mine, plain, 1)
    yield Figure(title, "loop, clocks known before", None, mine, known, 1)
    title = "meters: the same, values looked at"
    yield Figure(title, "loop, hour by hour", None, whole, plain, 1)


def figures() -> Iterator[Figure]:
    """Yield what it costs to bill stays, and a year by the hour."""
    yield from billing_figures()
    yield from year_figures()
