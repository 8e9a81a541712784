"""Hours of a register as they are sent for a stay, and those that lie between its readings.

The readings tell how much was used, the hours when. Both come from other places, seldom at the
same moment, and a display shows no part of its last digit: they may be a little apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.kernel.numbers import ZERO, add
from axentra_core.meters.consumption import Consumption
from axentra_core.meters.flags import written
from axentra_core.meters.hourly import ONE_HOUR, HourlyUse
from axentra_core.meters.periods import Use, as_use
from axentra_core.meters.pricing import differs
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.steps import quantity_of
from axentra_core.meters.units import Quantity, total_of

MOST_SERIES: Final = 2_000


@attrs.frozen
class StayHours:
    """Hours of a register, as they were sent for a stay.

    Attributes:
        meter: whose they are.
        register: code.
        hours: one after the other.
        partner_id: by which their sender knows them; None without.
    """

    meter: str
    register: str
    hours: HourlyUse
    partner_id: str | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What has to be the same when it is sent again."""
        return self.meter, self.register, self.hours.since, self.hours.values


def by_register(
    sent: Iterable[StayHours],
) -> Mapping[tuple[str, str], tuple[HourlyUse, ...]]:
    """Return the hours of each meter and register, in the order in which they came."""
    found: dict[tuple[str, str], tuple[HourlyUse, ...]] = {}
    for one in sent:
        key = one.meter, one.register
        found[key] = (*found.get(key, ()), one.hours)
    return found


def by_the_hour(
    used: Consumption, series: Sequence[HourlyUse], zone_name: str, most_off: Decimal = ZERO
) -> Use | None:
    """Return a use with its hours, from the first reading to the last; None where one is missing.

    Args:
        used: what the readings tell.
        series: in the order in which they came: an hour that was told twice is as it was told last.
        zone_name: IANA name of the zone of the house.
        most_off: how far the hours may be off, beside what the display does not show and what
            others have used in the hours in which it was read.

    Raises:
        InvalidInput: ``zone.unknown``.
        MetersRefusal: ``meters.hours_incomplete`` or ``meters.hours_differ``.
    """
    if not series or not used.parts or used.parts[-1].end is None:
        return None
    hours = _between(used, _told(series), used.parts[0].start.at, used.parts[-1].end.at)
    use = attrs.evolve(as_use(used, zone_name), hours=hours, off=_may_be_off(used, hours, most_off))
    if (refusal := differs(use)) is not None:
        raise refusal
    return use


def _told(series: Iterable[HourlyUse]) -> dict[datetime, Decimal]:
    found: dict[datetime, Decimal] = {}
    for one in series:
        at = one.since
        for value in one.values:
            found[at] = value
            at += ONE_HOUR
    return found


def _between(
    used: Consumption, told: Mapping[datetime, Decimal], first: datetime, last: datetime
) -> HourlyUse:
    """Return every hour that two instants lie in or between."""
    known = next(iter(told))
    since = known + ((first - known) // ONE_HOUR) * ONE_HOUR
    many = -((since - last) // ONE_HOUR)
    hours = [since + place * ONE_HOUR for place in range(many)]
    missing = [at for at in hours if at not in told]
    if missing:
        raise MetersRefusal(
            "meters.hours_incomplete",
            register=used.register,
            hours=many,
            missing=len(missing),
            at=written(missing[0]),
        )
    return HourlyUse(since, tuple(told[at] for at in hours))


def _may_be_off(used: Consumption, hours: HourlyUse, most_off: Decimal) -> Quantity:
    """Return how far hours may be from what was read, and still tell the same use."""
    unseen = [
        quantity_of(part.register, part.register.smallest, part.measure) for part in used.parts
    ]
    ends = ZERO
    if hours.values and used.parts[0].start.at > hours.since:
        ends = add(ends, hours.values[0])
    end = used.parts[-1].end
    if hours.values and end is not None and end.at < hours.until:
        ends = add(ends, hours.values[-1])
    return total_of([*unseen, Quantity(add(ends, most_off))])
