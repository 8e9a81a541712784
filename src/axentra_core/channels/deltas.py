"""What has to be told so that one calendar becomes another: the fewest ranges of dates.

Usable alone:

    >>> from datetime import date
    >>> from axentra_core.channels.updates import Measure, Target
    >>> deluxe, rooms, start = Target("DLX"), Measure.AVAILABILITY, date(2026, 11, 23)
    >>> old = Calendar(start, 7).apply([Update(deluxe, rooms, start, date(2026, 11, 29), 4)])
    >>> new = old.apply([Update(deluxe, rooms, date(2026, 11, 25), date(2026, 11, 27), 3)])
    >>> for one in delta(old, new):
    ...     print(one.target.room, one.measure, one.first, one.last, one.value)
    DLX availability 2026-11-25 2026-11-27 3

No date of one target and measure is told twice, so that whoever keeps the first of two values,
whoever keeps the last and whoever refuses both end alike. What did not change is not told again,
not even between two dates that did: the answer to a message is about its own dates alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import compress, groupby
from operator import ne
from typing import Any, TypeAlias

from axentra_core.channels.calendar import NOT_TOLD, Calendar, Column, Row
from axentra_core.channels.updates import Measure, Target, Update

# Stretches that are equal are passed over at once: a wide one, then narrow ones inside it.
_WIDE, _NARROW = 100, 25
# Places of dates, the end not included, and the value.
_Run: TypeAlias = tuple[int, int, int]
_MEASURES = tuple(enumerate(Measure))
# As many dates as lie within any horizon; most of them are asked for again and again.
_day_of = lru_cache(maxsize=4096)(date.fromordinal)


def delta(old: Calendar, new: Calendar) -> tuple[Update, ...]:
    """Return what to tell whoever has the old calendar: by target, measure and date in order.

    Dates of the new calendar alone are told. Where it tells nothing the old value stays, because
    nothing can be taken back: what is sold no more has to be told as closed, or as no rooms left.
    """
    first = new.first.toordinal()
    return tuple(
        Update(target, measure, _day_of(first + start), _day_of(first + end - 1), value)
        for target, was, now in _changed(old.moved_to(new.first, new.days), new)
        for measure, runs in _runs_of(was, now)
        for start, end, value in runs
        if value != NOT_TOLD
    )


def updates_of(calendar: Calendar) -> tuple[Update, ...]:
    """Return everything that a calendar tells, in the fewest ranges."""
    return delta(Calendar(calendar.first, calendar.days), calendar)


def _changed(old: Calendar, new: Calendar) -> Iterator[tuple[Target, Row | None, Row]]:
    """Yield each target that is told otherwise, with what was told and what is."""
    was: Sequence[Row | None] = old.listed
    if old.places is not new.places:
        was = [*map(old.rows.get, new.places)]
    places = _differing(was, new.listed)
    if places:
        targets = [*new.places]
        for place in places:
            yield targets[place], was[place], new.listed[place]


def _runs_of(was: Row | None, now: Row) -> Iterator[tuple[Measure, Iterable[_Run]]]:
    """Yield the measures that are told otherwise with the longest runs of one value."""
    places: list[int] = []
    for place, measure in _MEASURES:
        before, after = None if was is None else was[place], now[place]
        if after is None or after is before:
            continue
        if before is None:
            yield measure, _all_runs(after)
        elif before != after:
            places = _differing_there(places, before, after) or _differing(before, after)
            yield measure, _runs_at(places, after)


def _all_runs(values: Column) -> Iterator[_Run]:
    start = 0
    for value, run in groupby(values):
        end = start + len([*run])
        yield start, end, value
        start = end


def _runs_at(places: Iterable[int], values: Column) -> list[_Run]:
    runs: list[_Run] = []
    start = end = 0
    value = NOT_TOLD
    for place in places:
        if place != end or values[place] != value:
            runs.append((start, end, value))
            start, value = place, values[place]
        end = place + 1
    runs.append((start, end, value))
    return runs


def _differing_there(places: Sequence[int], before: Column, after: Column) -> list[int]:
    """Return at which of some places two columns differ, or none if they do elsewhere, too.

    A season changes more than one measure of a date, and to be sure of that costs less than to
    look everywhere.
    """
    mended = before[:]
    for place in places:
        mended[place] = after[place]
    return [place for place in places if before[place] != after[place]] if mended == after else []


def _differing(before: Sequence[Any], after: Sequence[Any]) -> list[int]:
    """Return the places at which two lists or arrays of one length differ."""
    places: list[int] = []
    for wide in range(0, len(after), _WIDE):
        old, new = before[wide : wide + _WIDE], after[wide : wide + _WIDE]
        if old == new:
            continue
        for narrow in range(0, len(new), _NARROW):
            one, other = old[narrow : narrow + _NARROW], new[narrow : narrow + _NARROW]
            if one != other:
                start = wide + narrow
                places += compress(range(start, start + _NARROW), map(ne, one, other))
    return places
