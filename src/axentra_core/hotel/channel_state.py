"""How far a platform is with what it is told: values for boards and for the loop that tells."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import attrs

from axentra_core.channels import (
    Calendar,
    Connection,
    Feed,
    Progress,
    Stretch,
    Target,
    Update,
)
from axentra_core.channels.calendar import NOT_TOLD, Column, Row
from axentra_core.channels.ranges import within
from axentra_core.house import FollowUp
from axentra_core.kernel.calendar import ONE_DAY

# No platform takes longer to answer, so who asked before has his answer by then, or none.
ASKED_AGAIN_AFTER = timedelta(minutes=2)


@attrs.frozen
class InFlight:
    """A message whose outcome is not known.

    Attributes:
        message: its number at the connection.
        mapping: version of the mapping that it was written by.
        at: when it was written, an aware UTC instant.
        updates: all that it tells, in the fewest ranges; always the same for the same message.
    """

    message: int
    mapping: int
    at: datetime
    updates: tuple[Update, ...]


@attrs.frozen
class RefusedRange:
    """Consecutive dates of which a platform does not take a value.

    Attributes:
        update: what it was told.
        code: the reason.
        times: how often in a row.
        at: when it was last refused, an aware UTC instant.
        until: from when on the same value is told again although nothing else has changed.
    """

    update: Update
    code: str
    times: int
    at: datetime
    until: datetime


@attrs.frozen
class TargetState:
    """How far a platform is with what it is told for one target.

    Each date of each measure counts once.

    Attributes:
        target: for what values are told.
        name: what the target is called: ``DLX/BAR for 2``.
        acknowledged: values that it has, as the hotel wants them.
        in_flight: values that were sent and are not answered.
        pending: values that are still to be told.
        refused: values that it does not take, which rest until they are told again.
        refusals: the same by ranges, with their reasons.
        last_told: when it has last taken something; None before the first time.
        next_due: from when on something of it is told; None where nothing is to be told.
    """

    target: Target
    name: str
    acknowledged: int
    in_flight: int
    pending: int
    refused: int
    refusals: tuple[RefusedRange, ...]
    last_told: datetime | None
    next_due: datetime | None


@attrs.frozen
class SyncState:
    """How far a platform is with everything that it is told over a connection.

    Attributes:
        connection: as it stands.
        targets: everything that it is told values for, in order.
        tasks: what is left to a person about it.
        last_told: when it has last taken something.
        next_due: from when on something is told; None where all is told.
    """

    connection: Connection
    targets: tuple[TargetState, ...]
    tasks: tuple[FollowUp, ...]
    last_told: datetime | None
    next_due: datetime | None

    @property
    def acknowledged(self) -> int:
        """Values that the platform has, as the hotel wants them."""
        return sum(one.acknowledged for one in self.targets)

    @property
    def in_flight(self) -> int:
        """Values that were sent and are not answered."""
        return sum(one.in_flight for one in self.targets)

    @property
    def pending(self) -> int:
        """Values that are still to be told."""
        return sum(one.pending for one in self.targets)

    @property
    def refused(self) -> int:
        """Values that the platform does not take."""
        return sum(one.refused for one in self.targets)


@attrs.frozen
class Look:
    """What is wanted of some targets, and what of it a platform has not acknowledged.

    Attributes:
        wanted: what the hotel wants.
        pending: what it has not acknowledged.
        due: what of that is told now.
    """

    wanted: Calendar
    pending: tuple[Update, ...]
    due: tuple[Update, ...]


def state_of(
    feed: Feed, row: Row, waits: Sequence[Update], due: Sequence[Update], now: datetime
) -> TargetState:
    """Return how far a platform is with one feed.

    Args:
        feed: what it was told.
        row: what the hotel wants.
        waits: what of that it has not acknowledged.
        due: what of that is told now.
        now: the instant.
    """
    flying = [one for one in feed.progress.stretches if one.cell.sent]
    in_flight = sum(days_of(_waiting_in(waits, one)) for one in flying)
    # What only goes along with another value is no news.
    pending_now = sum(days_of(_waiting_in(waits, one)) for one in due)
    resting = days_of(waits) - in_flight - pending_now
    refusals = tuple(_refusals(feed.progress))
    moments = [
        *([now] if pending_now else []),
        *([one.until for one in refusals] if resting else []),
        *(one.at + ASKED_AGAIN_AFTER for one in feed.outgoing),
    ]
    return TargetState(
        feed.progress.target,
        feed.name,
        sum(map(_values, row)) - days_of(waits),
        in_flight,
        pending_now,
        resting,
        refusals,
        feed.told_at,
        min(moments, default=None),
    )


def told_by(progress: Progress, message: int) -> Iterator[Update]:
    """Yield what a message in flight tells one target, in the fewest ranges."""
    whole: Update | None = None
    for one in progress.stretches:
        if one.cell.sent is None or one.cell.sent.message != message:
            continue
        part = Update(progress.target, one.measure, one.first, one.last, one.cell.sent.value)
        if whole is not None:
            longer = attrs.evolve(whole, last=part.last)
            if (
                attrs.evolve(part, first=whole.first) == longer
                and whole.last + ONE_DAY == part.first
            ):
                whole = longer
                continue
            yield whole
        whole = part
    if whole is not None:
        yield whole


def _values(column: Column | None) -> int:
    return 0 if column is None else len(column) - column.count(NOT_TOLD)


def days_of(updates: Iterable[Update]) -> int:
    """Return how many values updates tell, one for each date."""
    return sum((one.last - one.first).days + 1 for one in updates)


def _waiting_in(waits: Iterable[Update], part: Stretch | Update) -> Iterator[Update]:
    of_measure = (one for one in waits if one.measure is part.measure)
    return within(of_measure, part.first, part.last)


def _refusals(progress: Progress) -> Iterator[RefusedRange]:
    for one in progress.stretches:
        if (refused := one.cell.refused) is not None:
            told = Update(progress.target, one.measure, one.first, one.last, refused.value)
            yield RefusedRange(told, refused.code, refused.times, refused.at, refused.rests_until)
