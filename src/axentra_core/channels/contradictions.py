"""Dates on which nobody could book, because the fewest nights or days are more than the most."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Final

from axentra_core.channels.calendar import PLACES, Calendar, Row
from axentra_core.channels.updates import Measure, Target
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.errors import Fault, InvalidInput

# Who arrives on a date stays through it as well, so that both kinds of limits bind him.
# fmt: off
LIMITS: Final = (
    # the fewest              and the most
    (Measure.MIN_STAY_ARRIVAL, Measure.MAX_STAY_ARRIVAL),
    (Measure.MIN_STAY_ARRIVAL, Measure.MAX_STAY_THROUGH),
    (Measure.MIN_STAY_THROUGH, Measure.MAX_STAY_ARRIVAL),
    (Measure.MIN_STAY_THROUGH, Measure.MAX_STAY_THROUGH),
    (Measure.MIN_ADVANCE,      Measure.MAX_ADVANCE),
)
# fmt: on


def contradictions(calendar: Calendar) -> tuple[Fault, ...]:
    """Return each range of dates on which limits contradict each other: ``value.contradicts``.

    Some platforms refuse such limits, others sell nothing and say nothing. A limit of 0 is none.
    """
    return tuple(
        fault
        for target, row in calendar.rows.items()
        for least, most in LIMITS
        for fault in _of(target, row, least, most, calendar)
    )


def _of(
    target: Target, row: Row, least: Measure, most: Measure, calendar: Calendar
) -> Iterator[Fault]:
    lows, highs = row[PLACES[least]], row[PLACES[most]]
    if lows is None or highs is None:
        return
    pairs = [*zip(lows, highs, strict=True)]
    # A hotel has few different limits, and judging those is enough to pass a right row over.
    wrong = {(low, high) for low, high in set(pairs) if 0 < high < low}
    if not wrong:
        return
    start = calendar.first
    for (low, high), dates in groupby(pairs):
        after = start + timedelta(sum(1 for _ in dates))
        if (low, high) in wrong:
            span = f"{start} to {after - ONE_DAY}"
            yield from InvalidInput.because(
                "value.contradicts",
                path=f"{target.room}/{target.rate}",
                one=f"{least} {low} from {span}",
                other=f"{most} {high}",
            ).faults
        start = after
