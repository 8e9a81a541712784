"""Readings billed by hand: as plain as it can be written, for `meters` to be compared with."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import attrs

from axentra_core.meters import (
    Bill,
    Decision,
    DevicePeriod,
    Expectation,
    HourlyUse,
    Line,
    LineKind,
    Measure,
    Period,
    Quantity,
    Reading,
    ReadingKind,
    Register,
    Tariff,
    UnitPrice,
    Vat,
)
from axentra_core.meters.usage import Basis

NONE, CENT = Decimal(0), Decimal("0.01")
HOUR = timedelta(hours=1)


@attrs.frozen
class Utility:
    """What one meter of every house is like.

    Attributes:
        register: its only counter.
        capacity: where it begins again.
        smallest: step of its display.
        tariff: two versions of blocks, one after the other.
        usual: what a person uses a day.
    """

    register: Register
    capacity: Decimal
    smallest: Decimal
    tariff: Tariff
    usual: Decimal


@attrs.define
class PlainQuantity:
    """As `Quantity`."""

    amount: Decimal
    over: int = 1


@attrs.define
class PlainPart:
    """As `Part`."""

    device: str
    register: Register
    start: Reading
    end: Reading
    shown: Decimal
    quantity: PlainQuantity
    measure: Measure


@attrs.define
class PlainConsumption:
    """As `Consumption`."""

    register: str
    measure: Measure
    quantity: PlainQuantity
    decision: Decision
    notes: tuple[()]
    parts: tuple[PlainPart]


@attrs.define
class PlainLine:
    """As `Line`."""

    code: str
    kind: LineKind
    quantity: PlainQuantity
    billable: PlainQuantity
    gross: Decimal
    net: Decimal
    vat: Decimal
    basis: UnitPrice
    credit: Decimal
    raised: Decimal
    tax: Vat


@attrs.define
class PlainBill:
    """As `Bill`."""

    tariff: str
    currency: str
    measure: Measure
    lines: tuple[PlainLine]


Meter = tuple[DevicePeriod, tuple[Reading, Reading], Expectation]
PlainBilled = tuple[PlainConsumption, PlainBill]


def by_hand(utility: Utility, meter: Meter, period: Period) -> PlainBilled:
    """Do the same sums, and build equal objects."""
    used = used_by_hand(utility, meter[0], meter[1])
    return used, bill_by_hand(utility.tariff, used, period)


def by_hand_expecting(utility: Utility, meter: Meter, period: Period) -> PlainBilled:
    """Do the same, and look whether the use is to be expected."""
    in_place, readings, expected = meter
    used = used_by_hand(utility, in_place, readings)
    most = utility.usual * (expected.persons * expected.days) * expected.factor
    assert used.quantity.amount <= most
    return used, bill_by_hand(utility.tariff, used, period)


def used_by_hand(
    utility: Utility, in_place: DevicePeriod, readings: Sequence[Reading]
) -> PlainConsumption:
    """Take the first reading from the last, where both are possible."""
    register = utility.register
    code, measure = register.code, register.measure
    start = end = None
    for reading in readings:
        if reading.register == code and reading.kind is ReadingKind.ARRIVAL:
            start = reading
        elif reading.register == code and reading.kind is ReadingKind.DEPARTURE:
            end = reading
    assert start is not None
    assert end is not None
    first, last = start.value, end.value
    assert first <= last < utility.capacity
    assert not first % utility.smallest
    assert not last % utility.smallest
    difference = last - first
    quantity = PlainQuantity(difference * register.factor)
    part = PlainPart(in_place.device.number, register, start, end, difference, quantity, measure)
    return PlainConsumption(code, measure, quantity, Decision.BILL, (), (part,))


def bill_by_hand(tariff: Tariff, used: PlainConsumption, period: Period) -> PlainBill:
    """Find the version of the day, round, and part the tax from the rest."""
    quantity, day = used.quantity, period.since
    for version in tariff.versions:
        if version.last is None or day <= version.last:
            break
    else:
        raise LookupError(day)
    unit, vat = version.usage[0], version.vat
    assert vat is not None
    gross = net = cost_by_hand(unit, quantity.amount).quantize(CENT, ROUND_HALF_UP)
    if vat.included:
        tax = (gross * vat.rate / (1 + vat.rate)).quantize(CENT, ROUND_HALF_UP)
        net = gross - tax
    else:
        tax = (net * vat.rate).quantize(CENT, ROUND_HALF_UP)
        gross = net + tax
    kind, code = LineKind.USAGE, used.register
    line = PlainLine(code, kind, quantity, quantity, gross, net, tax, unit, NONE, NONE, vat)
    return PlainBill(tariff.id, tariff.currency, tariff.measure, (line,))


def cost_by_hand(unit: UnitPrice, amount: Decimal) -> Decimal:
    """Go from block to block."""
    assert unit.blocks is not None
    lower = cost = NONE
    for block in unit.blocks.lines:
        upto = block.upto
        if upto is None or amount <= upto:
            return cost + (amount - lower) * block.price
        cost += (upto - lower) * block.price
        lower = upto
    raise LookupError(amount)


def bare(utility: Utility, meter: Meter, period: Period) -> Decimal:
    """Return what is charged by the sums alone: nothing is looked at, and nothing is kept."""
    start, end = meter[1]
    version, later = utility.tariff.versions
    if later.first is not None and period.since >= later.first:
        version = later
    amount = (end.value - start.value) * utility.register.factor
    cost = cost_by_hand(version.usage[0], amount).quantize(CENT, ROUND_HALF_UP)
    vat = version.vat
    if vat is None or vat.included:
        return cost
    return cost + (cost * vat.rate).quantize(CENT, ROUND_HALF_UP)


def year_by_hand(tariff: Tariff, hours: HourlyUse) -> Bill:
    """Ask the clocks hour by hour, and build the same bill."""
    by_hour = [NONE] * 24
    at, zone = hours.since, ZoneInfo(tariff.zone)
    for value in hours.values:
        by_hour[at.astimezone(zone).hour] += value
        at += HOUR
    return year_billed(tariff, hours, by_hour)


def year_by_known_clocks(tariff: Tariff, hours: HourlyUse, clocks: Sequence[int]) -> Bill:
    """Do the same where somebody has asked the clocks before."""
    by_hour = [NONE] * 24
    for value, hour in zip(hours.values, clocks, strict=True):
        by_hour[hour] += value
    return year_billed(tariff, hours, by_hour)


def year_billed(tariff: Tariff, hours: HourlyUse, by_hour: list[Decimal]) -> Bill:
    """Price each band, and part the tax from the rest."""
    version = tariff.versions[0]
    unit, vat = version.usage[0], version.vat
    assert vat is not None
    cost = sum((sum(by_hour[one.since : one.until], NONE) * one.price for one in unit.hours), NONE)
    gross = cost.quantize(CENT, ROUND_HALF_UP)
    tax = (gross * vat.rate / (1 + vat.rate)).quantize(CENT, ROUND_HALF_UP)
    used = Quantity(sum(hours.values, NONE))
    basis = Basis(used, unit, by_hour=tuple(by_hour))
    kind = LineKind.USAGE
    line = Line("el", kind, used, used, gross, gross - tax, tax, basis, NONE, NONE, vat)
    return Bill(tariff.id, tariff.currency, tariff.measure, (line,))
