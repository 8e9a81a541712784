"""A store that fails where a test wants it to."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Literal, TypeVar

from axentra_core.kernel.errors import OutcomeUnknown, PortUnavailable
from axentra_core.kernel.store import DEFAULT_LIMIT, Commit, Fact, Kept, Recorded, Store

T = TypeVar("T")


class Failure(StrEnum):
    """When a call fails."""

    BEFORE_EFFECT = "before_effect"
    """Nothing has happened: `PortUnavailable`."""

    AFTER_EFFECT = "after_effect"
    """It has happened and the reply is lost; of a commit: `OutcomeUnknown`."""


class FaultyStore:
    """A `Store` that passes every call on to another one, but lets one of them fail.

    A run that must survive any single failure is tried with every `nth` up to the number of
    `calls` that a run without failures has made.

    Args:
        store: what answers the other calls.
        nth: which call fails, from 1; 0 for none.
        failure: before or after it has taken effect.
        counting: every call, or commits only.
        lasting: all calls from the nth on fail, until `mend`.

    Attributes:
        calls: names of the methods that were called, in order.
    """

    def __init__(
        self,
        store: Store,
        nth: int = 0,
        failure: Failure = Failure.BEFORE_EFFECT,
        *,
        counting: Literal["calls", "commits"] = "calls",
        lasting: bool = False,
    ) -> None:
        """Stand before a store."""
        self.calls: list[str] = []
        self._store = store
        self._nth = nth
        self._failure = failure
        self._counting = counting
        self._lasting = lasting

    def mend(self) -> None:
        """Let no further call fail."""
        self._nth = 0

    def states(self, streams: Sequence[str]) -> Mapping[str, Kept]:
        """Pass on `Store.states`."""
        return self._pass("states", lambda: self._store.states(streams))

    def find(
        self,
        name: str,
        low: str,
        high: str,
        *,
        after: tuple[str, str] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Sequence[tuple[str, str]]:
        """Pass on `Store.find`."""
        return self._pass(
            "find", lambda: self._store.find(name, low, high, after=after, limit=limit)
        )

    def recorded(self, key: str) -> Recorded | None:
        """Pass on `Store.recorded`."""
        return self._pass("recorded", lambda: self._store.recorded(key))

    def history(self, stream: str, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Fact]:
        """Pass on `Store.history`."""
        return self._pass("history", lambda: self._store.history(stream, after=after, limit=limit))

    def log(self, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Recorded]:
        """Pass on `Store.log`."""
        return self._pass("log", lambda: self._store.log(after=after, limit=limit))

    def commit(self, commit: Commit) -> Recorded:
        """Pass on `Store.commit`."""
        return self._pass(
            "commit",
            lambda: self._store.commit(commit),
            OutcomeUnknown("store.outcome_unknown", key=commit.key),
        )

    def _pass(self, name: str, call: Callable[[], T], lost: OutcomeUnknown | None = None) -> T:
        self.calls.append(name)
        if not self._fails(name):
            return call()
        if self._failure is Failure.AFTER_EFFECT:
            call()
            if lost is not None:
                raise lost
        raise PortUnavailable("store.unavailable")

    def _fails(self, name: str) -> bool:
        if self._nth == 0 or (self._counting == "commits" and name != "commit"):
            return False
        count = len(self.calls) if self._counting == "calls" else self.calls.count("commit")
        return count == self._nth or (self._lasting and count > self._nth)
