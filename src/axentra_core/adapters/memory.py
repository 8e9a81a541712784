"""A store that forgets: for tests, trials and short-lived tools."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from threading import Lock

from axentra_core.kernel.errors import Conflict, PortRefused
from axentra_core.kernel.store import DEFAULT_LIMIT, Commit, Fact, Kept, Look, Recorded

Entries = list[tuple[str, str]]


class MemoryStore:
    """A `Store` in the memory of one process; any of its threads may share it, by one lock."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = Lock()
        self._log: list[Recorded] = []
        self._keys: dict[str, Recorded] = {}
        self._states: dict[str, Kept] = {}
        self._histories: defaultdict[str, list[Fact]] = defaultdict(list)
        self._entries: defaultdict[str, Entries] = defaultdict(list)

    def states(self, streams: Sequence[str]) -> Mapping[str, Kept]:
        """Return the current states of the streams; see `Store.states`."""
        with self._lock:
            states = self._states
            return {stream: kept for stream in streams if (kept := states.get(stream)) is not None}

    def find(
        self,
        name: str,
        low: str,
        high: str,
        *,
        after: tuple[str, str] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Sequence[tuple[str, str]]:
        """Return the entries of a look-up between two values; see `Store.find`."""
        with self._lock:
            return self._found(Look(name, low, high, after, limit, ()))

    def recorded(self, key: str) -> Recorded | None:
        """Return the commit that was recorded under a key; see `Store.recorded`."""
        with self._lock:
            return self._keys.get(key)

    def history(self, stream: str, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Fact]:
        """Return the events of one stream by version; see `Store.history`."""
        with self._lock:
            facts = self._histories.get(stream, [])
            first = bisect_right(facts, after, key=attrgetter("version"))
            return facts[first : first + limit]

    def log(self, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Recorded]:
        """Return whole commits in order; see `Store.log`."""
        with self._lock:
            return self._log[after : after + limit]

    def commit(self, commit: Commit) -> Recorded:
        """Write everything or nothing; see `Store.commit`."""
        with self._lock:
            self._confirm(commit)
            return self._write(commit)

    def _found(self, look: Look) -> Entries:
        entries = self._entries.get(look.name, [])
        # No stream has an empty name, so what is behind (low, "") is everything from low on.
        first = bisect_right(entries, max((look.low, ""), look.after or (look.low, "")))
        beyond = bisect_right(entries, look.high, key=itemgetter(0))
        return entries[first : min(beyond, first + look.limit)]

    def _version(self, stream: str) -> int:
        kept = self._states.get(stream)
        return kept.version if kept else 0

    def _confirm(self, commit: Commit) -> None:
        """Refuse a commit whose key is taken or whose grounds have changed."""
        if commit.key in self._keys:
            raise Conflict("store.key_taken", key=commit.key)
        for stream, expected in commit.reads.items():
            if (actual := self._version(stream)) != expected:
                raise Conflict(
                    "store.version_conflict", stream=stream, expected=expected, actual=actual
                )
        for look in commit.looks:
            if tuple(self._found(look)) != look.answer:
                raise Conflict("store.answer_changed", name=look.name)
        for fact in commit.facts:
            if fact.version <= (actual := self._version(fact.stream)):
                raise Conflict(
                    "store.version_conflict",
                    stream=fact.stream,
                    expected=fact.version - 1,
                    actual=actual,
                )
        if len({(fact.stream, fact.version) for fact in commit.facts}) < len(commit.facts):
            raise PortRefused("store.refused", reason="two events claim one place in a stream")

    def _write(self, commit: Commit) -> Recorded:
        recorded = Recorded(
            len(self._log) + 1,
            commit.key,
            commit.digest,
            commit.verb,
            commit.actor_kind,
            commit.actor_id,
            commit.at,
            commit.business_date,
            commit.facts,
        )
        self._log.append(recorded)
        if commit.key is not None:
            self._keys[commit.key] = recorded
        for fact in commit.facts:
            self._histories[fact.stream].append(fact)
        self._states.update(commit.states)
        for name, value, stream in commit.unindexed:
            entries, place = self._place(name, value, stream)
            del entries[place : bisect_right(entries, (value, stream))]
        for name, value, stream in commit.indexed:
            entries, place = self._place(name, value, stream)
            entries[place : bisect_right(entries, (value, stream))] = [(value, stream)]
        return recorded

    def _place(self, name: str, value: str, stream: str) -> tuple[Entries, int]:
        entries = self._entries[name]
        return entries, bisect_left(entries, (value, stream))
