"""What the log makes of every record: followed commit by commit, compared with what is stored."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from axentra_core.codec import Entry
from axentra_core.hotel import AGGREGATES, CODEC, Hotel
from axentra_core.kernel.store import DEFAULT_LIMIT, Kept

HIGHEST = "\U0010ffff"
BY_KIND = {aggregate.kind: aggregate for aggregate in AGGREGATES}


class Records:
    """Every record of one hotel as its events make it.

    Attributes:
        position: how far the log has been read.
        touched: streams to which something has happened since they were compared last.
    """

    def __init__(self, hotel: Hotel) -> None:
        """Begin before the first commit."""
        self.position: int = 0
        self.touched: dict[str, None] = {}
        self._hotel = hotel
        self._states: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self._versions: dict[str, int] = {}
        self._kept: dict[str, Kept] = {}
        self._indexed: dict[str, set[tuple[str, str]]] = {}
        self._entries: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)

    def read(self) -> Iterator[Entry]:
        """Follow what is new in the log, and yield it after each commit."""
        for entry in self._hotel.feed(self.position):
            self.position = entry.position
            for stream, event in zip(entry.streams, entry.events, strict=True):
                kind, record = stream.split("/")[-2:]
                states = self._states[kind]
                states[record] = BY_KIND[kind].evolve(states.get(record), event)
                self._versions[stream] = self._versions.get(stream, 0) + 1
                self.touched[stream] = None
            yield entry

    def get(self, kind: str, record: str) -> Any:  # noqa: ANN401 - any state
        """Return the state of a record, or None."""
        return self._states[kind].get(record)

    def all(self, kind: str) -> Iterable[Any]:
        """Return the state of every record of a kind."""
        return self._states[kind].values()

    def touched_of(self, kind: str) -> list[Any]:
        """Return the states of the touched records of a kind."""
        states = self._states[kind]
        parts = (stream.split("/")[-2:] for stream in self.touched)
        return [states[record] for kind_of, record in parts if kind_of == kind]

    def found(self, name: str, low: str = "", high: str = HIGHEST) -> list[str]:
        """Return the ids of the records that should be found under a look-up."""
        return [stream.rpartition("/")[2] for _, stream in self._between(name, low, high)]

    def place_of(self, entry: Entry, place: int) -> str:
        """Return where an event of the last commit stands, as the cause of what follows from it.

        Args:
            entry: the commit that was read last.
            place: of the event in it, from 0.
        """
        stream = entry.streams[place]
        later = entry.streams[place + 1 :].count(stream)
        return f"{stream.partition('/')[2].replace('/', ':')}:{self._versions[stream] - later}"

    # --- against the store ---

    def compare_touched(self) -> Iterator[str]:
        """Yield where the touched streams and their look-ups are not stored as they should be."""
        kept = self._hotel.store.states(list(self.touched))
        for stream in self.touched:
            kind, record = stream.split("/")[-2:]
            state = self._states[kind][record]
            expected = (self._versions[stream], CODEC.write(state))
            stored = kept.get(stream)
            if stored is None or (stored.version, stored.data) != expected:
                yield f"{stream} is stored as {stored}, but its events make {expected}"
            else:
                self._kept[stream] = stored
            yield from self._compare_entries(stream, set(BY_KIND[kind].index(state)))
        self.touched.clear()

    def _compare_entries(self, stream: str, new: set[tuple[str, str]]) -> Iterator[str]:
        old = self._indexed.get(stream, set())
        self._indexed[stream] = new
        for name, value in sorted(new - old):
            insort(self._entries[name], (value, stream))
            if not self._is_stored(name, value, stream):
                yield f"{stream} is not found under {name} {value}"
        for name, value in sorted(old - new):
            entries = self._entries[name]
            del entries[bisect_left(entries, (value, stream))]
            if self._is_stored(name, value, stream):
                yield f"{stream} is still found under {name} {value}"

    def compare_all(self) -> Iterator[str]:
        """Yield where any stream or look-up is not stored as it should be."""
        stored = self._hotel.store.states(list(self._kept))
        # Asked of all at once first: there are many, and next to always they are the same.
        for stream, kept in self._kept.items() if stored != self._kept else ():
            if (now := stored.get(stream)) != kept:
                yield f"{stream} is stored as {now} without an event, instead of {kept}"
        for name, expected in self._entries.items():
            if self._stored(name, "", HIGHEST) != expected:
                yield f"look-up {name} gives what no state asks for, or lacks what one does"

    def _is_stored(self, name: str, value: str, stream: str) -> bool:
        entries = self._stored(name, value, value)
        place = bisect_left(entries, (value, stream))
        return entries[place : place + 1] == [(value, stream)]

    def _stored(self, name: str, low: str, high: str) -> list[tuple[str, str]]:
        full_name, store = f"{self._hotel.id}/{name}", self._hotel.store
        entries: list[tuple[str, str]] = []
        page = store.find(full_name, low, high)
        while page:
            entries += page
            if len(page) < DEFAULT_LIMIT:
                break
            page = store.find(full_name, low, high, after=page[-1])
        return entries

    def _between(self, name: str, low: str, high: str) -> list[tuple[str, str]]:
        entries = self._entries[name]
        return entries[bisect_left(entries, (low, "")) : bisect_left(entries, (high, HIGHEST))]
