"""How far a platform is with one target: what it has acknowledged, is being told and refuses.

Usable alone:

    >>> from datetime import date
    >>> deluxe, start, end = Target("DLX"), date(2026, 11, 23), date(2026, 11, 29)
    >>> four = Update(deluxe, Measure.AVAILABILITY, start, end, 4)
    >>> told = sent(Progress(deluxe), 1, [four])
    >>> told.in_flight
    (1,)
    >>> acknowledged(told, 1).stretches[0].cell
    Cell(told=4, sent=None, refused=None)
    >>> lost(told, 1).stretches
    ()

A date is told nothing new while it is in flight, so nothing overtakes; what is lost or refused
stays to be told. An answer to a message that is not in flight, be it late or there twice, changes
nothing. Dates that share everything are kept as one stretch, whatever their number.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final, TypeAlias

import attrs

from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.calendar import ONE_DAY

# How long a refused value rests, after each time; the last rest comes again and again.
RESTS: Final = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(days=1))


@attrs.frozen
class Sent:
    """A value in flight.

    Attributes:
        message: number of the message that tells it.
        value: what is told.
    """

    message: int
    value: int


@attrs.frozen
class Refused:
    """A value that the platform refuses.

    Attributes:
        value: what was told.
        code: the reason.
        times: how often in a row.
        at: when it was last refused, an aware UTC instant.
        mapping: version of the mapping that the message was written by.
    """

    value: int
    code: str
    times: int
    at: datetime
    mapping: int

    @property
    def rests_until(self) -> datetime:
        """From when on the same value may be told again although nothing else has changed."""
        return self.at + RESTS[min(self.times, len(RESTS)) - 1]


@attrs.frozen
class Cell:
    """How far the platform is with one date.

    Attributes:
        told: the value that it has; None where that is not known for certain.
        sent: what is in flight.
        refused: what it has refused since it took a value.
    """

    told: int | None = None
    sent: Sent | None = None
    refused: Refused | None = None


@attrs.frozen
class Stretch:
    """Consecutive dates with which the platform is equally far.

    Attributes:
        measure: what is told.
        first: first date.
        last: last date, which is included.
        cell: how far it is with each of them.
    """

    measure: Measure
    first: date
    last: date
    cell: Cell


@attrs.frozen
class Progress:
    """How far the platform is with one target.

    Attributes:
        target: for what values are told.
        stretches: by measure and date in order; of what is missing nothing is known.
    """

    target: Target
    stretches: tuple[Stretch, ...] = ()

    @property
    def in_flight(self) -> tuple[int, ...]:
        """Numbers of the messages whose outcome is not known yet, in order."""
        numbers = {one.cell.sent.message for one in self.stretches if one.cell.sent}
        return tuple(sorted(numbers))

    @property
    def refused(self) -> tuple[Stretch, ...]:
        """The dates of which the platform has refused a value since it last took one."""
        return tuple(one for one in self.stretches if one.cell.refused)


@attrs.frozen
class Refusal:
    """What a platform does not take of a message.

    Attributes:
        update: what it was told.
        code: the reason.
    """

    update: Update
    code: str


_Change: TypeAlias = Callable[[Cell], Cell]
_BLANK: Final = Cell()
_PLACES: Final = {measure: place for place, measure in enumerate(Measure)}


def sent(progress: Progress, message: int, updates: Iterable[Update]) -> Progress:
    """Return the progress once a message is on its way; what it tells other targets is left out."""
    return _changed(
        progress,
        (
            (one, partial(attrs.evolve, sent=Sent(message, one.value)))
            for one in updates
            if one.target == progress.target
        ),
    )


def refused(
    progress: Progress, message: int, refusals: Iterable[Refusal], at: datetime, mapping: int
) -> Progress:
    """Return the progress once a platform has refused a part of a message, or all of it.

    What it was told before stays what it has. The rest of the message stays in flight, until that
    is acknowledged or lost.

    Args:
        progress: so far.
        message: number of the message.
        refusals: what is not taken; what other targets were told is left out.
        at: when.
        mapping: version of the mapping that the message was written by.
    """

    def refuse(cell: Cell, code: str) -> Cell:
        if cell.sent is None or cell.sent.message != message:
            return cell
        value, before = cell.sent.value, cell.refused
        times = before.times + 1 if before and before.value == value else 1
        return Cell(cell.told, refused=Refused(value, code, times, at, mapping))

    return _changed(
        progress,
        (
            (one.update, partial(refuse, code=one.code))
            for one in refusals
            if one.update.target == progress.target
        ),
    )


def acknowledged(progress: Progress, message: int) -> Progress:
    """Return the progress once a platform has taken what is still in flight of a message."""
    return _settled(progress, message, lambda cell: Cell(cell.sent.value if cell.sent else None))


def lost(progress: Progress, message: int) -> Progress:
    """Return the progress once a message is given up: nobody knows whether it has arrived.

    So nobody knows either what the platform has, and even the value of before is told again.
    """
    return _settled(progress, message, lambda cell: Cell(refused=cell.refused))


def since(progress: Progress, first: date) -> Progress:
    """Return the progress without the dates before one: what is over is told no more."""
    return attrs.evolve(
        progress,
        stretches=tuple(
            attrs.evolve(one, first=max(one.first, first))
            for one in progress.stretches
            if one.last >= first
        ),
    )


def _settled(progress: Progress, message: int, change: _Change) -> Progress:
    """Return the progress with a change of what is in flight with a message."""
    if message not in progress.in_flight:
        return progress
    changed = (
        attrs.evolve(one, cell=change(one.cell))
        if one.cell.sent and one.cell.sent.message == message
        else one
        for one in progress.stretches
    )
    return attrs.evolve(progress, stretches=tuple(_joined(changed)))


def _changed(progress: Progress, changes: Iterable[tuple[Update, _Change]]) -> Progress:
    """Return the progress with changes of some dates, none of which stands in two of them."""
    of_measure = attrgetter("measure")
    changes_of: dict[Measure, list[tuple[Update, _Change]]] = {}
    for update, change in changes:
        changes_of.setdefault(update.measure, []).append((update, change))
    if not changes_of:
        return progress
    known = {measure: [*some] for measure, some in groupby(progress.stretches, key=of_measure)}
    stretches = (
        stretch
        for measure in sorted(known.keys() | changes_of, key=_PLACES.__getitem__)
        for stretch in _overlaid(measure, known.get(measure, []), changes_of.get(measure, []))
    )
    return attrs.evolve(progress, stretches=tuple(_joined(stretches)))


def _overlaid(
    measure: Measure, known: Iterable[Stretch], changes: Iterable[tuple[Update, _Change]]
) -> Iterator[Stretch]:
    """Yield the stretches of one measure, parted where a change begins or ends."""
    cells: dict[date, Cell] = {}
    for one in known:
        cells[one.first] = one.cell
        cells[one.last + ONE_DAY] = _BLANK
    by_date: dict[date, _Change | None] = {}
    for update, change in sorted(changes, key=lambda pair: pair[0].first):
        by_date[update.first] = change
        by_date[update.last + ONE_DAY] = None
    cell: Cell = _BLANK
    change_here: _Change | None = None
    for first, after in pairwise(sorted({*cells, *by_date})):
        cell, change_here = cells.get(first, cell), by_date.get(first, change_here)
        yield Stretch(measure, first, after - ONE_DAY, change_here(cell) if change_here else cell)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield stretches in order as the fewest; of those that are blank nothing is kept."""
    open_one: Stretch | None = None
    for one in stretches:
        if one.cell == _BLANK:
            continue
        if open_one is not None:
            goes_on = open_one.last + ONE_DAY == one.first and open_one.cell == one.cell
            if goes_on and open_one.measure is one.measure:
                open_one = attrs.evolve(open_one, last=one.last)
                continue
            yield open_one
        open_one = one
    if open_one is not None:
        yield open_one
