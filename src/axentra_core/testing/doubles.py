"""Doubles of what a hotel is given from outside: ids that count, a clock that stands still."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Lock

from axentra_core.kernel.checks import instant

OPENING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class SequentialIds:
    """Ids that count from 1 by kind: S1 and S2 for stays, T1 for a task; threads may share them.

    Begun anew over a store that has records, they give ids that are taken.
    """

    def __init__(self) -> None:
        """Begin with 1."""
        self._given: Counter[str] = Counter()
        self._lock = Lock()

    def new(self, kind: str) -> str:
        """Return the next id of a kind: its first letter and a number."""
        with self._lock:
            self._given[kind] += 1
            return f"{kind[0].upper()}{self._given[kind]}"


class ManualClock:
    """A clock that only moves when it is told to.

    Attributes:
        now: the aware UTC instant it shows.
    """

    def __init__(self, now: datetime = OPENING) -> None:
        """Show an instant.

        Raises:
            InvalidInput: ``instant.naive``.
        """
        self.now: datetime = instant(now)

    def __call__(self) -> datetime:
        """Return the instant it shows."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Go on by some time, or back: a hotel's days do not depend on its clock."""
        self.now += by
