"""Ranges of dates that updates reach over: what tells a date twice, and parts of ranges."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import TypeAlias

import attrs

from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.calendar import ONE_DAY

# First and last date, which is included.
Span: TypeAlias = tuple[date, date]
_first, _last = itemgetter(0), itemgetter(1)


def repeats(updates: Iterable[Update]) -> tuple[int, ...]:
    """Return the places of updates that tell a date which one before them has told already."""
    again: list[int] = []
    told: dict[tuple[Target, Measure], list[Span]] = {}
    for place, update in enumerate(updates):
        spans = told.setdefault((update.target, update.measure), [])
        start = bisect_left(spans, update.first, key=_last)
        end = bisect_right(spans, update.last, key=_first)
        span = update.first, update.last
        if start < end:
            again.append(place)
            span = min(span[0], spans[start][0]), max(span[1], spans[end - 1][1])
        spans[start:end] = [span]
    return tuple(again)


def within(updates: Iterable[Update], first: date, last: date) -> Iterator[Update]:
    """Yield what updates tell of the dates from the first to the last one."""
    for update in updates:
        start, end = max(update.first, first), min(update.last, last)
        if (start, end) == (update.first, update.last):
            yield update
        elif start <= end:
            yield attrs.evolve(update, first=start, last=end)


def outside(update: Update, spans: Iterable[Span]) -> Iterator[Update]:
    """Yield what an update tells of the dates that lie in no span; spans are in order."""
    start = update.first
    for first, last in spans:
        yield from within([update], start, first - ONE_DAY)
        start = last + ONE_DAY
    yield from within([update], start, update.last)
