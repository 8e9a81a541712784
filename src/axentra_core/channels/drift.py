"""What a comparison shows between a platform and what it was told.

Usable alone:

    >>> from datetime import date
    >>> from axentra_core.channels.updates import Target, Update
    >>> deluxe, start = Target("DLX", "BAR"), date(2026, 11, 23)
    >>> def priced(units):
    ...     price = Update(deluxe, Measure.PRICE, start, date(2026, 11, 29), units)
    ...     return Calendar(start, 7).apply([price])
    >>> shown = comparison(priced(850_000), priced(950_000))
    >>> shown.compared, shown.different, shown.first[0].told, shown.first[0].found
    (7, 7, 850000, 950000)
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Final

import attrs

from axentra_core.channels.calendar import NOT_TOLD, Calendar
from axentra_core.channels.deltas import delta
from axentra_core.channels.feed import FeedTarget
from axentra_core.channels.updates import Measure, Update
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput

MOST_CELLS: Final = 100_000_000
MOST_DIFFERENCES: Final = 20

CellCount = Annotated[int, whole(0, MOST_CELLS)]


@checked
class DifferentCell:
    """A value that the platform shows otherwise than it was told.

    Attributes:
        target: for what it is told.
        measure: what is told.
        on: the date.
        told: the value that it has acknowledged.
        found: the value that it shows; None where it shows none.
    """

    target: FeedTarget
    measure: Measure
    on: Day
    told: int
    found: int | None


@checked
class Comparison:
    """How much of what a platform was told it shows otherwise.

    Attributes:
        compared: how many values were compared.
        different: how many of them differ.
        first: the first of those that differ, up to 20.
    """

    compared: CellCount
    different: CellCount
    first: tuple[DifferentCell, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Have no more that differ than were compared, and show some of them but not too many."""
        if self.different > self.compared:
            raise InvalidInput.because(
                "value.out_of_range",
                path="different",
                got=self.different,
                low=0,
                high=self.compared,
            )
        low, high = min(1, self.different), min(MOST_DIFFERENCES, self.different)
        if not low <= len(self.first) <= high:
            raise InvalidInput.because(
                "list.length", path="first", got=len(self.first), low=low, high=high
            )


@attrs.frozen
class Drift:
    """What a comparison has shown, when, and to whom.

    Attributes:
        comparison: what it has shown.
        by: who has compared.
        at: when, an aware UTC instant.
    """

    comparison: Comparison
    by: str
    at: datetime


def comparison(told: Calendar, found: Calendar) -> Comparison:
    """Return how much of what a platform has acknowledged it shows otherwise.

    Args:
        told: what it has acknowledged; what it was never told is not compared.
        found: what it shows.
    """
    shown = found.moved_to(told.first, told.days)
    wrong = delta(shown, told)
    return Comparison(
        compared=sum(
            len(column) - column.count(NOT_TOLD)
            for row in told.rows.values()
            for column in row
            if column is not None
        ),
        different=sum((one.last - one.first).days + 1 for one in wrong),
        first=tuple(
            islice((cell for one in wrong for cell in _cells(one, shown)), MOST_DIFFERENCES)
        ),
    )


def _cells(update: Update, shown: Calendar) -> Iterator[DifferentCell]:
    for place in range((update.last - update.first).days + 1):
        on = update.first + timedelta(place)
        found = shown.value(update.target, update.measure, on)
        yield DifferentCell(update.target, update.measure, on, update.value, found)
