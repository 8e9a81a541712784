"""Which version of a tariff prices what: one for the whole period, or one for each part of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from axentra_core.meters.hourly import between_days
from axentra_core.meters.periods import ONE_DAY, Period, Segment, Use
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.tariff_terms import PriceKey, TariffVersion
from axentra_core.meters.units import NOTHING, Quantity, in_proportion


@attrs.frozen
class Slice:
    """What one version prices.

    Attributes:
        version: of the tariff.
        uses: what registers have counted while it held.
        days: of the period on which it held.
        is_first: whether it prices what belongs to the stay as a whole.
    """

    version: TariffVersion
    uses: Sequence[Use]
    days: int
    is_first: bool = True


def slices_of(tariff: Tariff, uses: Sequence[Use], period: Period) -> list[Slice]:
    """Return what each version prices, in order.

    Raises:
        MetersRefusal: ``meters.tariff_missing`` or ``.price_change_unread``.
    """
    first = tariff.on(period.since)
    if tariff.key is PriceKey.ARRIVAL or first.last is None or first.last >= period.end - ONE_DAY:
        return [Slice(first, uses, period.days)]
    found: list[Slice] = []
    for version, since, until in _versions(tariff, period):
        own = [part for use in uses if (part := _part(use, since, until, period, tariff))]
        found.append(Slice(version, own, (until - since).days, is_first=not found))
    return found


def _versions(tariff: Tariff, period: Period) -> Iterator[tuple[TariffVersion, date, date]]:
    day = period.since
    while day < period.end:
        version = tariff.on(day)
        until = period.end if version.last is None else min(period.end, version.last + ONE_DAY)
        yield version, day, until
        day = until


def _part(use: Use, since: date, until: date, period: Period, tariff: Tariff) -> Use | None:
    """Return what of a use falls on some days of its period; None where it is nothing at all."""
    if use.hours is not None:
        # What was read before the first day or after the last one is of the stay, too.
        low_day = None if since == period.since else since
        high_day = None if until == period.end else until
        hours = between_days(use.hours, low_day, high_day, tariff.zone)
        if hours is None:
            return None
        quantity = in_proportion(hours.total, use.hours.total, use.quantity)
        return Use(use.register, quantity, use.measure, (), hours, use.off)
    quantity, any_is_in = NOTHING, False
    for segment in use.segments or (Segment(use.quantity, period.since, period.end),):
        low = min(max(segment.since, period.since), period.end - ONE_DAY)
        high = max(low + ONE_DAY, min(segment.until, period.end))
        if tariff.key is PriceKey.NIGHT:
            days = (min(high, until) - max(low, since)).days
            if days > 0:
                whole = (high - low).days
                share = segment.quantity.exact * Fraction(days, whole)
                quantity = quantity.plus(segment.quantity if days == whole else Quantity.of(share))
                any_is_in = True
        elif since <= low < until:
            if high > until:
                raise MetersRefusal(
                    "meters.price_change_unread",
                    register=use.register,
                    day=until,
                    since=segment.since,
                    until=segment.until,
                )
            quantity, any_is_in = quantity.plus(segment.quantity), True
    return Use(use.register, quantity, use.measure) if any_is_in else None
