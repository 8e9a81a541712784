"""What a tariff prices: the days and persons of a stay, and uses with the days they fall on."""

from datetime import date, datetime, timedelta
from typing import Final

import attrs

from axentra_core.kernel.calendar import zone
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.meters.consumption import Consumption
from axentra_core.meters.expectation import Persons
from axentra_core.meters.hourly import HourlyUse
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.tariff_terms import Per
from axentra_core.meters.units import NOTHING, Measure, Quantity

DAYS_OF_WEEK: Final = 7
ONE_DAY: Final = timedelta(days=1)


@checked
class Period:
    """The days of a stay, half open, and how many persons there are.

    Attributes:
        since: day of arrival.
        until: day of departure; the same day for a visit without a night, which counts as one day.
        persons: who count for what is owed by person.
    """

    since: Day
    until: Day
    persons: Persons = 1

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        if self.until < self.since:
            raise InvalidInput.because(
                "date.order", path="until", later=self.until, earlier=self.since
            )

    @property
    def end(self) -> date:
        """The first day that is not counted any more."""
        return max(self.until, self.since + ONE_DAY)

    @property
    def days(self) -> int:
        """How many days count: the nights, or one."""
        return (self.end - self.since).days

    def count(self, per: Per, days: int) -> int:
        """Return how often something fixed counts in so many of its days.

        Begun weeks and the stay itself belong to the whole period, whatever the days.
        """
        if per is Per.DAY:
            return days
        if per is Per.PERSON_DAY:
            return days * self.persons
        return 1 if per is Per.STAY else -(-self.days // DAYS_OF_WEEK)


@attrs.frozen
class Segment:
    """What was used between two readings.

    Attributes:
        quantity: exact.
        since: day of the first reading.
        until: day of the second; it does not count any more.
    """

    quantity: Quantity
    since: date
    until: date


@attrs.frozen
class Use:
    """What one register has counted, to be priced.

    Attributes:
        register: code.
        quantity: exact.
        measure: of the quantity.
        segments: what it is the sum of, for prices that change within the period; none to take it
            as one use of the whole period.
        hours: the same hour by hour, for prices by the hour; they tell when it was used, and the
            quantity tells how much.
        off: how far the hours together may be from the quantity.
    """

    register: str
    quantity: Quantity
    measure: Measure
    segments: tuple[Segment, ...] = ()
    hours: HourlyUse | None = None
    off: Quantity = NOTHING

    @classmethod
    def of_hours(cls, register: str, hours: HourlyUse, measure: Measure) -> "Use":
        """Return the use that a series tells."""
        return cls(register, Quantity(hours.total), measure, (), hours)


def as_use(found: Use | Consumption, zone_name: str) -> Use:
    """Return a consumption as a tariff takes it.

    Args:
        found: of one register; what is a use already is returned as it is.
        zone_name: IANA name of the zone of the house, which parts its days.

    Raises:
        InvalidInput: ``zone.unknown``.
        MetersRefusal: ``meters.use_unknown``.
    """
    if isinstance(found, Use):
        return found
    if found.quantity is None:
        raise MetersRefusal("meters.use_unknown", register=found.register)
    home = zone(zone_name)

    def day_of(at: datetime) -> date:
        return at.astimezone(home).date()

    # An estimate has no last day, so that nothing is known of where in the period it falls.
    segments = tuple(
        Segment(part.quantity, day_of(part.start.at), day_of(part.end.at))
        for part in found.parts
        if part.end is not None
    )
    if len(segments) != len(found.parts):
        segments = ()
    return Use(found.register, found.quantity, found.measure, segments)
