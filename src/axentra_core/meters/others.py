"""First and last readings that do not count, and where nobody can tell whether they should.

Whose reading counts is for the house to say where several were taken for the same moment. It says
nothing of two that contradict each other, nor of one that was taken days after another.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from axentra_core.meters.flags import Flag, Note
from axentra_core.meters.model import Quality, Reading, ReadingKind, ReadingSource
from axentra_core.meters.readings import Preference, rank
from axentra_core.meters.steps import decreasing, shown_between
from axentra_core.meters.units import Measure

if TYPE_CHECKING:
    from axentra_core.meters.links import Chain, Link

ONE_DAY: Final = timedelta(days=1)


def tell_others(
    chain: "Chain",
    several: Sequence[Reading],
    counted: Reading | None,
    opposite: Reading | None,
    preference: Preference,
) -> None:
    """Say which readings do not count, and where that is not for the house's preference to say."""
    for one in several:
        if counted is None or one.value == counted.value:
            continue
        values = {"other": one.value, "value": counted.value}
        chain.notes.append(
            Note.of(Flag.NOT_COUNTED, kind=counted.kind, source=one.source, **values)
        )
        if not is_taken(one):
            continue
        if rank(one, preference) == rank(counted, preference):
            chain.notes.append(Note.of(Flag.CONTRADICTED, at=one.at, **values))
        elif _leaves_much_out(one, counted, opposite):
            chain.notes.append(Note.of(Flag.OUT_OF_ORDER, value=counted.value, at=counted.at))


def is_taken(one: Reading) -> bool:
    """Return whether somebody has read it."""
    return one.source is not ReadingSource.INFERRED and one.quality is not Quality.ESTIMATED


def _leaves_much_out(one: Reading, counted: Reading, opposite: Reading | None) -> bool:
    """Return whether a use begins after, or ends before, a reading that is not of the same moment.

    Of the same moment are two that are not a day apart, nor nearer to the other end of the use.
    """
    if (one.at < counted.at) is not (counted.kind is ReadingKind.ARRIVAL):
        return False
    left_out = abs(counted.at - one.at)
    return left_out > ONE_DAY or (opposite is not None and left_out > abs(opposite.at - counted.at))


def say_lower(link: "Link", bound: Decimal | None, measure: Measure, notes: list[Note]) -> None:
    """Say so where a reading is lower than one before it, and one of the two does not count."""
    register = link.register
    for run in link.runs(link.seen()) if link.others else ():
        for start, end in pairwise(run):
            if start.kind is ReadingKind.REMOVAL or not {start, end} & {*link.others}:
                continue
            if shown_between(register, start.value, end.value, bound, measure) is None:
                notes.append(decreasing(register, start, end, bound, measure))
