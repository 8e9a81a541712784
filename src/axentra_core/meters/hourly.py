"""A use told hour by hour, and what of it falls in which hours of the day.

Usable alone; a day has 23, 24 or 25 hours, as its clocks have:

    >>> from datetime import date
    >>> day = date(2026, 3, 29)
    >>> since, many = hours_between(day, date(2026, 3, 30), "Europe/Copenhagen")
    >>> many
    23
    >>> hours = HourlyUse(since, (Decimal(1),) * many)
    >>> by_hour_of_day(hours, "Europe/Copenhagen")[:4] == [1, 1, 0, 1]
    True
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Final

from axentra_core.kernel.calendar import instant_at, zone
from axentra_core.kernel.checks import Instant, checked, list_of
from axentra_core.kernel.numbers import ZERO, add, total
from axentra_core.meters.prices import HOURS_OF_DAY
from axentra_core.meters.units import NotNegative

MOST_HOURS: Final = 100_000
ONE_HOUR: Final = timedelta(hours=1)
ONE_DAY: Final = timedelta(days=1)
SECONDS_OF_HOUR: Final = 3_600


@checked
class HourlyUse:
    """What was used in each hour, one after the other.

    Attributes:
        since: when the first hour begins, an aware UTC instant.
        values: in the measure that is billed.
    """

    since: Instant
    values: Annotated[tuple[Decimal, ...], list_of(NotNegative, MOST_HOURS)]

    @property
    def until(self) -> datetime:
        """When the last hour ends."""
        return self.since + len(self.values) * ONE_HOUR

    @property
    def total(self) -> Decimal:
        """What was used in all."""
        return total(self.values)


def hours_between(first: date, until: date, zone_name: str) -> tuple[datetime, int]:
    """Return when a day begins at the house, and how many hours there are until another begins.

    Raises:
        InvalidInput: ``zone.unknown`` or ``date.out_of_range``.
    """
    since = instant_at(first, time(), zone_name)
    return since, (instant_at(until, time(), zone_name) - since) // ONE_HOUR


def by_hour_of_day(hours: HourlyUse, zone_name: str) -> list[Decimal]:
    """Return what was used in each hour of the clock, 0 to 23, all days together.

    The hour in which an hour begins counts. An hour that comes twice counts in both, one that
    clocks skip in none.

    Raises:
        InvalidInput: ``zone.unknown``.
    """
    found = [ZERO] * HOURS_OF_DAY
    values = hours.values
    for start, end, clock in _runs(hours, zone_name):
        # Hours of the same offset follow each other on the clock.
        for place in range(HOURS_OF_DAY):
            each = values[start + place : end : HOURS_OF_DAY]
            if each:
                hour = (clock + place) % HOURS_OF_DAY
                found[hour] = add(found[hour], total(each))
    return found


def between_days(
    hours: HourlyUse, first: date | None, until: date | None, zone_name: str
) -> HourlyUse | None:
    """Return the hours that begin on these days of the house, half open; None without any.

    Without a first or last day it is open on that side.
    """

    def place_of(day: date) -> int:
        return max(0, -((hours.since - instant_at(day, time(), zone_name)) // ONE_HOUR))

    low = 0 if first is None else place_of(first)
    high = len(hours.values) if until is None else place_of(until)
    values = hours.values[low : max(low, high)]
    return HourlyUse(hours.since + low * ONE_HOUR, values) if values else None


def _runs(hours: HourlyUse, zone_name: str) -> Iterator[tuple[int, int, int]]:
    """Yield stretches in which clocks do not change: first, end, and the first hour of the clock.

    Clocks are asked once a day, and hour by hour on a day on which they change.
    """
    home, count = zone(zone_name), len(hours.values)

    def offset_at(place: int) -> timedelta | None:
        return (hours.since + place * ONE_HOUR).astimezone(home).utcoffset()

    start, offset = 0, offset_at(0)
    place = 0
    while place < count:
        ahead = min(place + HOURS_OF_DAY, count - 1)
        if ahead > place and offset_at(ahead) != offset:
            ahead = next(one for one in range(place + 1, ahead + 1) if offset_at(one) != offset)
            yield start, ahead, _clock(hours.since + start * ONE_HOUR, offset)
            start, offset = ahead, offset_at(ahead)
        elif ahead == count - 1:
            break
        place = ahead
    yield start, count, _clock(hours.since + start * ONE_HOUR, offset)


def _clock(at: datetime, offset: timedelta | None) -> int:
    return (at + (offset or timedelta())).hour
