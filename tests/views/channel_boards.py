"""Connections to be shown, what a platform has, and mappings with mistakes in them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import attrs
from tests.channels.connecting import (
    BOTH_WAYS,
    PAST,
    RECEIVES_ONLY,
    UNTIL_TESTING,
    all_right,
    note,
    right,
    state_after,
)
from tests.channels.test_mapping_lint import SEEDED, found

from axentra_core.channels import (
    SITEMINDER,
    Calendar,
    Cause,
    Check,
    CheckResult,
    Comparison,
    ConnectionStatus,
    DifferentCell,
    Drift,
    Measure,
    Progress,
    RecordCheck,
    Refusal,
    Target,
    Turn,
    Update,
    acknowledged,
    pending,
    refused,
    sent,
    updates_of,
)
from axentra_core.testing.specification import CONTEXT

__all__ = [
    "BOTH_WAYS",
    "RECEIVES_ONLY",
    "UNTIL_TESTING",
    "all_right",
    "pending",
    "state_after",
]

TODAY, NOW = CONTEXT.business_date, datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ROOMS, PRICE, CLOSED = Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL
FEWEST = Measure.MIN_STAY_ARRIVAL
POOL, BAR, NRF = Target("DLX"), Target("DLX", "BAR"), Target("DLX", "NRF")
FAMILY, SUITE = Target("FAM", "BAR", 4), Target("SUI", "BAR")
SHOWN = (Check.AVAILABILITY, Check.PRICE, Check.STOP_SELL, Check.NEW_RESERVATION)
RESULTS = {"passed", "failed", "older", "missing"}
IDR = {"currency": "IDR", "digits": 0}
PLACE = {"zone": "Asia/Makassar", "platform": "SiteMinder"}


def money(amount):
    """Return an amount."""
    return Decimal(amount)


def findings():
    """Return one of every kind of finding."""
    return tuple(one for mapping, _, *known in SEEDED.values() for one in found(mapping, *known))


def connection(status):
    """Return a connection that has come so far."""
    return state_after(*PAST[status])


def tested():
    """Return a connection that was tested in part: right, wrong, by an older mapping, and not."""
    wrong = RecordCheck(
        "C1", Check.STOP_SELL, CheckResult.FAILED, "closed here, open at Booking.com", 1, "case-9"
    )
    shown = state_after(*UNTIL_TESTING, right(Check.AVAILABILITY), right(Check.PRICE), wrong)
    price = next(one for one in shown.evidence if one.check is Check.PRICE)
    older = attrs.evolve(price, mapping_version=0)
    return attrs.evolve(
        shown, evidence=tuple(older if one is price else one for one in shown.evidence)
    )


def live():
    """Return a live connection whose last comparison has shown differences."""
    cells = (
        DifferentCell(BAR, PRICE, TODAY, 850_000, 950_000),
        DifferentCell(NRF, CLOSED, TODAY, 1, None),
        DifferentCell(FAMILY, FEWEST, TODAY, 2, 0),
    )
    drift = Drift(Comparison(12_500, 3, cells), "staff dewi", NOW)
    return attrs.evolve(connection(ConnectionStatus.LIVE), drift=drift)


def retesting():
    """Return a live connection whose mapping has changed."""
    return state_after(*PAST[ConnectionStatus.LIVE], note(2))


def overdue():
    """Return a day on which every connection that is not live is overdue."""
    return TODAY + timedelta(60)


# --- what a platform has ---


def day(place):
    """Return a date by its place after today."""
    return TODAY + timedelta(place)


def told(target, measure, first, last, value):
    """Return an update by the places of its dates."""
    return Update(target, measure, day(first), day(last), value)


WANTED = Calendar(TODAY, 60).apply(
    (
        told(POOL, ROOMS, 0, 59, 4),
        told(POOL, ROOMS, 5, 6, 0),
        told(BAR, PRICE, 0, 59, 850_000),
        told(BAR, CLOSED, 0, 59, 0),
        told(NRF, PRICE, 0, 59, 750_000),
        told(NRF, FEWEST, 0, 59, 2),
        told(FAMILY, PRICE, 0, 40, 1_250_000),
        told(SUITE, PRICE, 10, 20, 2_500_000),
    )
)
TURN = Turn(SITEMINDER, frozenset(Measure), TODAY, NOW, mapping=1)


def taken(target):
    """Return the progress of a target of which the platform has everything."""
    own = [one for one in updates_of(WANTED) if one.target == target]
    return acknowledged(sent(Progress(target), 1, own), 1)


def halfway():
    """Return progress of every kind: acknowledged, in flight, refused, and not told yet."""
    at = NOW - timedelta(hours=1)
    rooms = sent(taken(POOL), 2, [told(POOL, ROOMS, 7, 9, 3)])
    family = [told(FAMILY, PRICE, 0, 40, 1_250_000)]
    nobody = Refusal(family[0], Cause.GUESTS_DISAGREE)
    suite = told(SUITE, PRICE, 10, 20, 2_500_000)
    unknown = Refusal(suite, Cause.ROOM_RATE_UNKNOWN)
    long_stay = told(NRF, FEWEST, 14, 16, 2)
    odd = Refusal(long_stay, "host.not_ours")
    non_refundable = refused(sent(Progress(NRF), 1, [long_stay]), 1, [odd], at, 1)
    return (
        rooms,
        taken(BAR),
        acknowledged(sent(non_refundable, 2, [told(NRF, PRICE, 0, 20, 750_000)]), 2),
        refused(sent(Progress(FAMILY), 1, family), 1, [nobody], at, 1),
        refused(sent(Progress(SUITE), 1, [suite]), 1, [unknown], at, 1),
    )


def waits(progress):
    """Return what the platform has not acknowledged."""
    return pending(WANTED, {one.target: one for one in progress}, TURN)


def everything():
    """Return the progress of a platform that has everything."""
    return tuple(map(taken, WANTED.places))
