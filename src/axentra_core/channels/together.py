"""Prices for adults that belong together: all that are told of a room rate and a date, or none.

A platform that gives a number of adults which is left out the price of a higher one would, told the
price for three alone, overwrite those for one and two. So whoever changes one tells them all, and
no message has some of them only.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import attrs

from axentra_core.channels.calendar import PLACES, Calendar
from axentra_core.channels.deltas import updates_of
from axentra_core.channels.progress import Progress
from axentra_core.channels.ranges import Span, outside, within
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.calendar import ONE_DAY

# Codes of a room and its rate, whose prices for adults belong together.
RoomRateCodes: TypeAlias = tuple[str, str]


def completed(
    updates: Iterable[Update], wanted: Calendar, progress: Mapping[Target, Progress]
) -> tuple[Update, ...]:
    """Return updates with the prices for all adults of each date of which one is told.

    Of a date with a price in flight none is told, so that nothing overtakes.

    Args:
        updates: what is to be told now.
        wanted: all that the hotel wants, of every number of adults.
        progress: how far the platform is with each target.
    """
    told: list[Update] = []
    spans: dict[RoomRateCodes, list[Span]] = {}
    for one in updates:
        if is_for_adults(one):
            spans.setdefault(_codes(one.target), []).append((one.first, one.last))
        else:
            told.append(one)
    for codes, some in spans.items():
        in_flight = _joined(_in_flight(codes, progress))
        told += (
            part
            for price in _prices(codes, wanted)
            for first, last in _joined(some)
            for clipped in within([price], first, last)
            for part in outside(clipped, in_flight)
        )
    return tuple(sorted(told, key=_order))


def blocks(updates: Iterable[Update]) -> list[tuple[Update, ...]]:
    """Return updates in parts that no message may tear.

    Prices for adults of one room rate are cut wherever one of them begins or ends, and those for
    the same dates are one part; anything else is a part of its own.
    """
    parts: list[tuple[Update, ...]] = []
    prices: dict[RoomRateCodes, list[Update]] = {}
    for one in updates:
        if is_for_adults(one):
            prices.setdefault(_codes(one.target), []).append(one)
        else:
            parts.append((one,))
    for some in prices.values():
        parts += _cut(some)
    return parts


def is_for_adults(update: Update) -> bool:
    """Return whether an update is a price for a number of adults."""
    return update.measure is Measure.PRICE and update.target.guests > 0


def _codes(target: Target) -> RoomRateCodes:
    return target.room, target.rate


def _order(one: Update) -> tuple[Target, int, date]:
    return one.target, PLACES[one.measure], one.first


def _prices(codes: RoomRateCodes, wanted: Calendar) -> Iterator[Update]:
    """Yield the prices for all adults of a room rate, on every date."""
    own = [one for one in wanted.places if one.guests and _codes(one) == codes]
    places = {target: place for place, target in enumerate(own)}
    rows = [wanted.listed[wanted.places[target]] for target in own]
    for one in updates_of(Calendar(wanted.first, wanted.days, places, rows)):
        if one.measure is Measure.PRICE:
            yield one


def _in_flight(codes: RoomRateCodes, progress: Mapping[Target, Progress]) -> Iterator[Span]:
    for target, known in progress.items():
        if target.guests and _codes(target) == codes:
            for one in known.stretches:
                if one.measure is Measure.PRICE and one.cell.sent is not None:
                    yield one.first, one.last


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch each other as one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _cut(prices: Sequence[Update]) -> list[tuple[Update, ...]]:
    """Return the prices of a room rate by date; of two for one date the later follows behind."""
    bounds = sorted({one.first for one in prices} | {one.last + ONE_DAY for one in prices})
    parts: dict[tuple[date, int], list[Update]] = {}
    told: Counter[tuple[date, int]] = Counter()
    for one in prices:
        start, end = bisect_left(bounds, one.first), bisect_right(bounds, one.last)
        for place in range(start, end):
            first, last = bounds[place], bounds[place + 1] - ONE_DAY
            again = told[first, one.target.guests]
            told[first, one.target.guests] += 1
            part = attrs.evolve(one, first=first, last=last)
            parts.setdefault((first, again), []).append(part)
    return [tuple(parts[key]) for key in sorted(parts)]
