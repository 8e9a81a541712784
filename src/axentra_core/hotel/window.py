"""A look at the store: what was read, at which version, under which question.

The version of every stream and the answer of every look-up are kept, so that whoever relied on
them can ask whether they are still so.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any, Self

import attrs

from axentra_core.codec import Entry, entry_of
from axentra_core.folio.tax import Facts, TaxQuote
from axentra_core.hotel.ports import Outside
from axentra_core.hotel.property import Property
from axentra_core.hotel.records import BY_COMMAND, BY_KIND, CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.kernel.actor import Actor, Context
from axentra_core.kernel.decider import Aggregate, id_of
from axentra_core.kernel.errors import Conflict, InvalidInput, NotFound, RuleViolation, shown
from axentra_core.kernel.store import DEFAULT_LIMIT, GENESIS, Fact, Kept, Look, Recorded, Store

HIGHEST = "\U0010ffff"

Record = tuple[str, str]


@attrs.define
class Loaded:
    """A stream as it was read, and as this unit will leave it."""

    aggregate: Aggregate[Any]
    version: int
    head: str
    before: Any
    now: Any
    is_whole: bool
    events: int = 0

    def mark(self) -> tuple[Any, bool, int]:
        """Return where the stream stands now."""
        return self.now, self.is_whole, self.events

    def back_to(self, mark: tuple[Any, bool, int] | None) -> None:
        """Take back what was done since a mark, or since it was read."""
        self.now, self.is_whole, self.events = mark or (self.before, self.before is None, 0)


class Window:
    """What is read of one property, and the context in which it is read."""

    def __init__(
        self,
        store: Store,
        property_id: str,
        properties: "Callable[[Window], Property]",
        outside: Outside,
    ) -> None:
        """Begin with nothing read."""
        self._store = store
        self._property_id = property_id
        self._properties = properties
        self._streams: dict[Record, Loaded] = {}
        # By bill what the tax rules were asked last, and what they have told.
        self.quotes: dict[str, tuple[Facts, TaxQuote]] = {}
        self._looks: list[Look] = []
        self.outside = outside
        self.context: Context
        self.property: Property
        self.settings: int = 1
        self.open_date: date
        self.first_date: date

    def anew(self) -> "Window":
        """Return a look at the same store in the same context, with nothing read yet."""
        window = Window(self._store, self._property_id, self._properties, self.outside)
        window.context, window.property = self.context, self.property
        window.settings = self.settings
        window.open_date, window.first_date = self.open_date, self.first_date
        return window

    def begin(self, now: datetime, actor: Actor) -> Self:
        """Read the property's own stream, which makes the context and fences closed dates.

        Raises:
            HotelRefusal: ``hotel.not_open``.
        """
        house = self.get("house", self._property_id)
        if house is None:
            raise HotelRefusal("hotel.not_open", property=self._property_id)
        self.settings = house.settings
        self.open_date, self.first_date = house.business_date, house.opened_on
        self.property = self._properties(self)
        self.context = Context(now, house.business_date, actor, self.property.permissions)
        return self

    def begin_first(self, now: datetime, actor: Actor, first: Property, on: date) -> None:
        """Make the context of the commit that opens a property."""
        self.property = first
        self.open_date = self.first_date = on
        self.context = Context(now, on, actor, first.permissions)

    def check_own(self, other: Property) -> None:
        """Insist that a configuration is of this property.

        Raises:
            HotelRefusal: ``hotel.fixed_for_life``.
        """
        if other.id != self._property_id:
            raise HotelRefusal(
                "hotel.fixed_for_life", field="id", old=self._property_id, new=other.id
            )

    def stream(self, kind: str, record_id: str) -> str:
        """Return the name of a record's stream."""
        return f"{self._property_id}/{kind}/{record_id}"

    def aggregate(self, kind: str) -> Aggregate[Any]:
        """Return what is known of a kind of record.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        try:
            return BY_KIND[kind]
        except (KeyError, TypeError):
            raise InvalidInput.because(
                "value.not_listed",
                path="kind",
                got=shown(kind),
                kind="records",
                allowed=", ".join(BY_KIND),
            ) from None

    def load(self, *records: tuple[str, str]) -> None:
        """Read several records in one go."""
        missing = [record for record in records if record not in self._streams]
        if not missing:
            return
        kept = self._store.states([self.stream(*record) for record in missing])
        for record in missing:
            self._streams[record] = self._loaded(record[0], kept.get(self.stream(*record)))

    def _loaded(self, kind: str, kept: Kept | None) -> Loaded:
        aggregate = self.aggregate(kind)
        if kept is None:
            return Loaded(aggregate, 0, GENESIS, None, None, is_whole=True)
        state = CODEC.read_state(kind, kept.data)
        return Loaded(aggregate, kept.version, kept.head, state, state, is_whole=False)

    def get(self, kind: str, record_id: str) -> Any:  # noqa: ANN401 - any state
        """Return the state of a record, or None."""
        record = (kind, record_id)
        if record not in self._streams:
            self.load(record)
        return self._streams[record].now

    def known(self, kind: str) -> list[Any]:
        """Return the states of all records of a kind that were read so far, as they are now."""
        return [
            loaded.now
            for (kind_of, _), loaded in self._streams.items()
            if kind_of == kind and loaded.now is not None
        ]

    def need(self, kind: str, record_id: str) -> Any:  # noqa: ANN401 - any state
        """Return the state of a record.

        Raises:
            NotFound: ``record.not_found``.
        """
        state = self.get(kind, record_id)
        if state is None:
            raise NotFound("record.not_found", kind=kind, id=record_id)
        return state

    def find(
        self, name: str, low: str, high: str | None = None, *, limit: int | None = None
    ) -> list[tuple[str, str]]:
        """Return ``(value, id)`` of every record found under a look-up, ordered by value.

        Args:
            name: the look-up, as the aggregate's index names it.
            low: lowest value.
            high: highest value; the lowest again when left out.
            limit: how many are wanted; all when left out.
        """
        full_name = f"{self._property_id}/{name}"
        highest = low if high is None else high
        found: list[tuple[str, str]] = []
        after: tuple[str, str] | None = None
        while True:
            most = DEFAULT_LIMIT if limit is None else min(DEFAULT_LIMIT, limit - len(found))
            answer = tuple(self._store.find(full_name, low, highest, after=after, limit=most))
            self._looks.append(Look(full_name, low, highest, after, most, answer))
            found += [(value, stream.rpartition("/")[2]) for value, stream in answer]
            if len(answer) < most or len(found) == limit:
                return found
            after = answer[-1]

    def version(self, kind: str, record_id: str) -> int:
        """Return the version of a record as it was read; 0 for one that is not there."""
        self.load((kind, record_id))
        return self._streams[kind, record_id].version

    def expect(self, kind: str, record_id: str, version: int) -> None:
        """Insist on the version of a record that the caller last saw.

        Raises:
            Conflict: ``store.version_conflict``.
        """
        actual = self.version(kind, record_id)
        if actual != version:
            raise Conflict(
                "store.version_conflict",
                stream=self.stream(kind, record_id),
                expected=version,
                actual=actual,
            )

    def history(self, kind: str, record_id: str) -> list[Any]:
        """Return every event of a record."""
        stream = self.stream(kind, record_id)
        facts: list[Fact] = []
        while page := self._store.history(stream, after=len(facts)):
            facts += page
        return [CODEC.read_event(fact.type, fact.v, fact.data) for fact in facts]

    def past(self, kind: str, record_id: str) -> list[Any]:
        """Return every event that has led to a record as it is here.

        Raises:
            Conflict: ``store.version_conflict`` if others have gone on with it since it was read.
        """
        events, version = self.history(kind, record_id), self.version(kind, record_id)
        if len(events) != version:
            raise Conflict(
                "store.version_conflict",
                stream=self.stream(kind, record_id),
                expected=version,
                actual=len(events),
            )
        return events

    def commits(self, first_key: str, last_key: str) -> Iterator[Recorded]:
        """Yield every commit of the property between two that have keys of the hotel, both too.

        The past does not change, so nothing of it has to be confirmed later.

        Raises:
            NotFound: ``record.not_found`` for a key under which nothing was recorded.
        """
        begin, end = map(self._commit_of, (first_key, last_key))
        own = f"{self._property_id}/"
        # A close is the largest commit of its day: neither of the two is read once more.
        for recorded in chain((begin,), self._between(begin.position, end.position), (end,)):
            if any(fact.stream.startswith(own) for fact in recorded.facts):
                yield recorded

    def entries(self, *records: Record) -> Iterator[Entry]:
        """Yield every commit that has changed one of some records; the whole log is read."""
        streams, after = {self.stream(*record) for record in records}, 0
        while page := self._store.log(after=after, limit=DEFAULT_LIMIT):
            for recorded in page:
                if any(fact.stream in streams for fact in recorded.facts):
                    yield entry_of(CODEC, recorded)
            after = page[-1].position

    def _commit_of(self, key: str) -> Recorded:
        full_key = f"{self._property_id}/hotel/{key}"
        if (recorded := self._store.recorded(full_key)) is None:
            raise NotFound("record.not_found", kind="commit", id=full_key)
        return recorded

    def _between(self, first: int, last: int) -> Iterator[Recorded]:
        """Yield every commit between two positions."""
        while left := max(0, last - first - 1):
            page = self._store.log(after=first, limit=min(left, DEFAULT_LIMIT))
            for recorded in page:
                if recorded.position >= last:
                    return
                yield recorded
            if not page:
                return
            first = page[-1].position

    def is_current(self) -> bool:
        """Return whether everything this unit has read is still so."""
        streams = {self.stream(*record): one.version for record, one in self._streams.items()}
        kept = self._store.states(list(streams))
        if any(
            version != (kept[stream].version if stream in kept else 0)
            for stream, version in streams.items()
        ):
            return False
        return all(
            tuple(
                self._store.find(look.name, look.low, look.high, after=look.after, limit=look.limit)
            )
            == look.answer
            for look in self._looks
        )

    def reason_against(self, kind: str, record_id: str, command: type) -> RuleViolation | None:
        """Return what stands against any command of a class, whatever its arguments are."""
        state = self.need(kind, record_id)
        allowed = self.aggregate(kind).allowed(state, self.context)[command.__name__]
        return next(iter(allowed.reasons), None)

    def refusal_of(self, command: object) -> RuleViolation | None:
        """Return what the record's own rules have against a command, and change nothing."""
        aggregate = BY_COMMAND[type(command)]
        try:
            aggregate.decide(self.get(aggregate.kind, id_of(command)), command, self.context)
        except RuleViolation as refusal:
            return refusal
        return None
