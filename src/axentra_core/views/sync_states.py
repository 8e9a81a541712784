"""How far a platform is with each date of what it is told, in the fewest stretches."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.views.channel_words import MEASURES

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Cell, Progress, Refused, Update

# The worst first.
STATES: Final[tuple[str, ...]] = ("refused", "in_flight", "pending", "acknowledged")
REFUSED, IN_FLIGHT, PENDING, ACKNOWLEDGED = STATES
# Nothing is told for the date.
NOTHING: Final = "nothing"
BEHIND: Final = frozenset({REFUSED, IN_FLIGHT, PENDING})


@attrs.frozen
class Span:
    """Consecutive dates of one measure with which a platform is equally far.

    Attributes:
        measure: what is told.
        first: first date.
        last: last date, which is included.
        state: one of `STATES`.
        refused: what the platform has refused, where that is why it has not what the hotel wants.
    """

    measure: str
    first: date
    last: date
    state: str
    refused: "Refused | None" = None

    @property
    def days(self) -> int:
        """How many dates there are."""
        return (self.last - self.first).days + 1


def spans(progress: "Progress | None", waits: Iterable["Update"], since: date) -> tuple[Span, ...]:
    """Return how far a platform is with one target, by measure and date in order.

    Args:
        progress: how far it is; None where it has never been told anything.
        waits: what it has not acknowledged of what the hotel wants of the target.
        since: the first date of interest.
    """
    cells: dict[str, dict[date, Cell | None]] = {}
    for one in () if progress is None else progress.stretches:
        known = cells.setdefault(one.measure, {})
        known[one.first] = one.cell
        known[one.last + ONE_DAY] = None
    wanted: dict[str, dict[date, Update | None]] = {}
    for update in waits:
        begins = wanted.setdefault(update.measure, {})
        begins[update.first] = update
        begins[update.last + ONE_DAY] = None
    return tuple(
        span
        for measure in MEASURES
        for span in _overlaid(measure, cells.get(measure, {}), wanted.get(measure, {}), since)
    )


def _overlaid(
    measure: str, cells: dict[date, "Cell | None"], wanted: dict[date, "Update | None"], since: date
) -> Iterator[Span]:
    cell: Cell | None = None
    update: Update | None = None
    for first, after in pairwise(sorted({*cells, *wanted})):
        cell, update = cells.get(first, cell), wanted.get(first, update)
        state = _state(cell, update)
        if after > since and state != NOTHING:
            refused = cell.refused if cell is not None and state == REFUSED else None
            yield Span(measure, max(first, since), after - ONE_DAY, state, refused)


def _state(cell: "Cell | None", update: "Update | None") -> str:
    if cell is None:
        return NOTHING if update is None else PENDING
    if cell.sent is not None:
        return IN_FLIGHT
    if update is None:
        return NOTHING if cell.told is None else ACKNOWLEDGED
    is_refused = cell.refused is not None and cell.refused.value == update.value
    return REFUSED if is_refused else PENDING


def worst(states: Iterable[str]) -> str:
    """Return the worst of some states, or that nothing is told."""
    return min(states, key=STATES.index, default=NOTHING)
