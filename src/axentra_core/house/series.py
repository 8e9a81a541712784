"""The rules of number series: 1, 2, 3 and so on without a gap."""

import attrs

from axentra_core.house.messages import NumberTaken, OpenSeries, SeriesOpened, TakeNumber
from axentra_core.house.model import Series
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import begins, case, decisions, evolutions, on, opens


def open_series(command: OpenSeries, _: Context) -> list[SeriesOpened]:
    """Begin before the first number."""
    return [SeriesOpened(command.series)]


def take_number(series: Series, _command: TakeNumber, _: Context) -> list[NumberTaken]:
    """Take the number after the last one."""
    return [NumberTaken(series.id, series.last + 1)]


def series_opened(event: SeriesOpened) -> Series:
    """Return a series of which no number is taken."""
    return Series(id=event.series, last=0)


def number_taken(series: Series, event: NumberTaken) -> Series:
    """Return the series with one number more taken."""
    return attrs.evolve(series, last=event.number)


# fmt: off
SERIES_DECIDE = decisions(
    opens(OpenSeries,       open_series),
    case(TakeNumber,        take_number),
)

SERIES_EVOLVE = evolutions(
    begins(SeriesOpened,    series_opened),
    on(NumberTaken,         number_taken),
)
# fmt: on
