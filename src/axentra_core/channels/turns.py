"""What has to be told to a platform now: what a hotel wants, against what the platform has.

Usable alone:

    >>> from datetime import UTC, datetime
    >>> from axentra_core.channels.progress import acknowledged, sent
    >>> from axentra_core.channels.providers import SITEMINDER
    >>> deluxe, rooms, start = Target("DLX"), Measure.AVAILABILITY, date(2026, 11, 23)
    >>> wanted = Calendar(start, 7).apply([Update(deluxe, rooms, start, date(2026, 11, 29), 4)])
    >>> now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    >>> turn = Turn(SITEMINDER, frozenset({rooms}), start, now, mapping=1)
    >>> updates = due(wanted, {}, turn)
    >>> [(one.first.day, one.last.day, one.value) for one in updates]
    [(23, 29, 4)]
    >>> taken = acknowledged(sent(Progress(deluxe), 1, updates), 1)
    >>> due(wanted, {deluxe: taken}, turn)
    ()
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Annotated

from axentra_core.channels.calendar import Calendar
from axentra_core.channels.deltas import delta
from axentra_core.channels.progress import Progress, Stretch
from axentra_core.channels.providers import Provider, window
from axentra_core.channels.ranges import outside, within
from axentra_core.channels.together import completed
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.checks import Day, Instant, checked, whole

MOST_MAPPINGS = 1_000_000


@checked
class Turn:
    """One turn of telling.

    Attributes:
        provider: the platform.
        measures: that are sent over the connection; others are managed at the platform.
        on: the date of the calendar where the property is, or in the zone of the platform.
        at: the instant, in UTC.
        mapping: version of the mapping by which messages are written.
        all: whether everything is told anew, whatever the platform has acknowledged.
    """

    provider: Provider
    measures: frozenset[Measure]
    on: Day
    at: Instant
    mapping: Annotated[int, whole(0, MOST_MAPPINGS)] = 0
    all: bool = False


def known_at(progress: Iterable[Progress], first: date, days: int) -> Calendar:
    """Return what a platform has for certain on some dates, which is what it has acknowledged."""
    calendar = Calendar(first, days)
    return calendar.apply(
        told for one in progress for told in within(_told(one), calendar.first, calendar.last)
    )


def pending(
    wanted: Calendar, progress: Mapping[Target, Progress], turn: Turn
) -> tuple[Update, ...]:
    """Return what the platform has not acknowledged of what the hotel wants, as `delta` has it.

    Dates outside the platform's window and measures that are not sent are left out; so is what the
    calendar tells nothing of.

    Args:
        wanted: what the hotel wants, of all targets or of some.
        progress: how far the platform is with each target; nothing is known of one left out.
        turn: platform, day and what is sent.
    """
    first, days = window(turn.provider, turn.on)
    inside = wanted.moved_to(first, days)
    asked_for = () if turn.all else [progress[one] for one in inside.places if one in progress]
    known = known_at(asked_for, first, days)
    return tuple(one for one in delta(known, inside) if one.measure in turn.measures)


def due(wanted: Calendar, progress: Mapping[Target, Progress], turn: Turn) -> tuple[Update, ...]:
    """Return what to tell now: what is pending, neither in flight nor refused and resting.

    What was refused is told again with another value, by another mapping, or after a rest that
    grows. Where a platform wants the prices for all adults of a date together, `wanted` and
    `progress` are of all of them: those that need not be told go along with the one that is.
    """
    waits = {target: _waits(one, turn) for target, one in progress.items()}
    free = tuple(
        part
        for update in pending(wanted, progress, turn)
        for part in _free(update, waits.get(update.target, {}).get(update.measure, ()))
    )
    return completed(free, wanted, progress) if turn.provider.prices_together else free


def _told(progress: Progress) -> Iterator[Update]:
    for one in progress.stretches:
        if one.cell.told is not None:
            yield Update(progress.target, one.measure, one.first, one.last, one.cell.told)


def _waits(progress: Progress, turn: Turn) -> dict[Measure, list[Stretch]]:
    """Return by measure the stretches with something in flight, or refused and resting."""
    waiting: dict[Measure, list[Stretch]] = {}
    for one in progress.stretches:
        refused = one.cell.refused
        rests = (
            refused is not None
            and refused.mapping == turn.mapping
            and turn.at < refused.rests_until
        )
        if rests or one.cell.sent is not None:
            waiting.setdefault(one.measure, []).append(one)
    return waiting


def _free(update: Update, waiting: Sequence[Stretch]) -> Iterator[Update]:
    """Yield what of an update need not wait; a stretch at rest stops its own value alone."""
    start = bisect_left(waiting, update.first, key=attrgetter("last"))
    end = bisect_left(waiting, update.last, key=attrgetter("first"))
    spans = (
        (one.first, one.last)
        for one in waiting[start : end + 1]
        if one.cell.sent or (one.cell.refused and one.cell.refused.value == update.value)
    )
    yield from outside(update, spans) if waiting else [update]
