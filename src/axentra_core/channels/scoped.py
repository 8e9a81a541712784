"""What a platform shows by room rate, put together as it was told: by scopes.

Usable alone:

    >>> from datetime import date
    >>> from axentra_core.channels.mapping import RateLink
    >>> from axentra_core.channels.updates import Update
    >>> day, closed = date(2026, 11, 23), Measure.STOP_SELL
    >>> links = tuple(RateLink(f"R-{rate}", "DLX", rate, "DLX") for rate in ("BAR", "NRF"))
    >>> told = Calendar(day, 1).apply([Update(Target("DLX"), closed, day, day, 0)])
    >>> found = Calendar(day, 1).apply(
    ...     Update(Target("DLX", rate), closed, day, day, value)
    ...     for rate, value in (("BAR", 0), ("NRF", 1))
    ... )
    >>> by_scope = as_told(told, found, Mapping("siteminder", rate_links=links))
    >>> by_scope.value(Target("DLX"), closed, day)
    1
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from axentra_core.channels.calendar import NOT_TOLD, PLACES, Calendar, Column, Row
from axentra_core.channels.mapping import IN_SCOPES, Mapping
from axentra_core.channels.mapping_index import MappingIndex
from axentra_core.channels.updates import Measure, Target, Update


def as_told(told: Calendar, found: Calendar, mapping: Mapping) -> Calendar:
    """Return what a platform shows, with the scopes that it was told values for.

    A scope shows what it was told where all of its room rates do; or else what one of them shows
    instead, and nothing where one of them shows nothing. What the platform itself shows for a scope
    stays.

    Args:
        told: what it was told.
        found: what it shows.
        mapping: by which it was told: its links say which room rates a scope has.
    """
    index, shown = MappingIndex(mapping), found.moved_to(told.first, told.days)
    rows = shown.rows
    return shown.apply(
        update
        for target, row in told.rows.items()
        if not (target.room and target.rate)
        for update in _of_scope(target, row, rows, index, told)
    )


def _of_scope(
    scope: Target, told: Row, rows: dict[Target, Row], index: MappingIndex, calendar: Calendar
) -> Iterator[Update]:
    own = rows.get(scope)
    reached = [
        rows.get(Target(link.room_code, link.rate_code or "", scope.guests))
        for link in index.in_scope(scope.room, scope.rate)
    ]
    for measure in IN_SCOPES:
        place = PLACES[measure]
        wanted = told[place]
        if wanted is None or (own is not None and own[place] is not None):
            continue
        columns = [None if row is None else row[place] for row in reached]
        values = [_shown(columns, at, value) for at, value in enumerate(wanted)]
        yield from _updates(scope, measure, values, calendar)


def _shown(columns: list[Column | None], at: int, wanted: int) -> int:
    """Return what is shown of one date: the first value that is not the one that was told."""
    shown = [NOT_TOLD if column is None else column[at] for column in columns] or [NOT_TOLD]
    return next((value for value in shown if value != wanted), wanted)


def _updates(
    scope: Target, measure: Measure, values: list[int], calendar: Calendar
) -> Iterator[Update]:
    start = 0
    for value, run in groupby(values):
        end = start + len([*run])
        if value != NOT_TOLD:
            first, last = (calendar.first + timedelta(at) for at in (start, end - 1))
            yield Update(scope, measure, first, last, value)
        start = end
