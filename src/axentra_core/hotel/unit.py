"""One unit of work: what a verb reads, decides and will commit at once.

A unit keeps the version of every stream and the answer of every look-up it has relied on. The
store checks them inside the commit, so a decision never stands on something that has changed.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from axentra_core.hotel.ports import Outside
from axentra_core.hotel.property import Property
from axentra_core.hotel.records import BY_COMMAND, BY_KIND, CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.house import LONGEST_SENTENCE, LeaveFollowUp
from axentra_core.kernel.actor import Actor, Context
from axentra_core.kernel.decider import Aggregate, id_of
from axentra_core.kernel.errors import (
    AxentraError,
    Conflict,
    InvalidInput,
    NotFound,
    RuleViolation,
)
from axentra_core.kernel.store import (
    DEFAULT_LIMIT,
    GENESIS,
    Commit,
    Fact,
    Kept,
    Look,
    Store,
    chained,
)

HIGHEST = "\U0010ffff"
DEEPEST_REACTION = 8


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


@attrs.frozen
class Happened:
    """An event of this unit and its place in its stream."""

    record: tuple[str, str]
    version: int
    event: Any

    @property
    def place(self) -> str:
        """Where it stands, as the cause of what follows."""
        kind, record_id = self.record
        return f"{kind}:{record_id}:{self.version}"


@attrs.frozen
class Reaction:
    """One row of the reactions: when this happens, that follows.

    Attributes:
        event: what happened.
        follow: gives the commands that follow.
        must: a refusal refuses the whole verb; otherwise it leaves a follow-up.
        concerns: who has to act on that follow-up.
    """

    event: type
    follow: "Callable[[Unit, Any], Iterable[object]]"
    must: bool
    concerns: str


class Unit:
    """What one verb reads and does, apart from the store until it is committed."""

    def __init__(
        self,
        store: Store,
        property_id: str,
        properties: Callable[["Unit"], Property],
        reactions: Mapping[type, Sequence[Reaction]],
        outside: Outside,
    ) -> None:
        """Begin with nothing read."""
        self._store = store
        self._property_id = property_id
        self._properties = properties
        self._reactions = reactions
        self.outside = outside
        self.new_id = outside.ids.new
        self._streams: dict[tuple[str, str], Loaded] = {}
        self._looks: list[Look] = []
        self._happened: list[Happened] = []
        self.context: Context
        self.property: Property
        self.settings = 1

    def begin(self, now: datetime, actor: Actor) -> None:
        """Read the property's own stream, which makes the context and fences closed dates.

        Raises:
            HotelRefusal: ``hotel.not_open``.
        """
        house = self.get("house", self._property_id)
        if house is None:
            raise HotelRefusal("hotel.not_open", property=self._property_id)
        self.settings = house.settings
        self.property = self._properties(self)
        self.context = Context(now, house.business_date, actor, self.property.permissions)

    def begin_first(self, now: datetime, actor: Actor, first: Property, on: date) -> None:
        """Make the context of the commit that opens a property."""
        self.property = first
        self.context = Context(now, on, actor, first.permissions)

    # --- reading ---

    def stream(self, kind: str, record_id: str) -> str:
        """Return the name of a record's stream."""
        return f"{self._property_id}/{kind}/{record_id}"

    def load(self, *records: tuple[str, str]) -> None:
        """Read several records in one go."""
        missing = [record for record in records if record not in self._streams]
        if not missing:
            return
        kept = self._store.states([self.stream(*record) for record in missing])
        for record in missing:
            self._streams[record] = self._loaded(record[0], kept.get(self.stream(*record)))

    def _loaded(self, kind: str, kept: Kept | None) -> Loaded:
        aggregate = BY_KIND[kind]
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

    def need(self, kind: str, record_id: str) -> Any:  # noqa: ANN401 - any state
        """Return the state of a record.

        Raises:
            NotFound: ``record.not_found``.
        """
        state = self.get(kind, record_id)
        if state is None:
            raise NotFound("record.not_found", kind=kind, id=record_id)
        return state

    def find(self, name: str, low: str, high: str | None = None) -> list[tuple[str, str]]:
        """Return ``(value, id)`` of every record found under a look-up, ordered by value.

        Args:
            name: the look-up, as the aggregate's index names it.
            low: lowest value.
            high: highest value; the lowest again when left out.
        """
        full_name = f"{self._property_id}/{name}"
        highest = low if high is None else high
        found: list[tuple[str, str]] = []
        after: tuple[str, str] | None = None
        while True:
            answer = tuple(self._store.find(full_name, low, highest, after=after))
            self._looks.append(Look(full_name, low, highest, after, DEFAULT_LIMIT, answer))
            found += [(value, stream.rpartition("/")[2]) for value, stream in answer]
            if len(answer) < DEFAULT_LIMIT:
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

    # --- deciding ---

    @property
    def events(self) -> tuple[object, ...]:
        """What has happened so far, in causal order."""
        return tuple(one.event for one in self._happened)

    def act(self, *commands: object, depth: int = 0) -> None:
        """Decide commands, and everything that follows from them, first in first out.

        Raises:
            AxentraError: the command, or something that must follow, was refused.
        """
        waiting: deque[tuple[object, Reaction | None, str, int]] = deque(
            (command, None, "", depth) for command in commands
        )
        while waiting:
            todo, because, cause, depth = waiting.popleft()
            if because is not None and not because.must:
                self._attempt(todo, because, cause, depth)
                continue
            for one in self._decide(todo):
                event = one.event
                for reaction in self._reactions.get(type(event), ()):
                    if depth == DEEPEST_REACTION:
                        raise HotelRefusal(
                            "hotel.reactions_too_deep",
                            event=type(event).__name__,
                            limit=DEEPEST_REACTION,
                        )
                    waiting.extend(
                        (follow, reaction, one.place, depth + 1)
                        for follow in reaction.follow(self, event)
                    )

    def refusal_of(self, command: object) -> RuleViolation | None:
        """Return what the record's own rules have against a command, and change nothing."""
        aggregate = BY_COMMAND[type(command)]
        try:
            aggregate.decide(self.get(aggregate.kind, id_of(command)), command, self.context)
        except RuleViolation as refusal:
            return refusal
        return None

    def _decide(self, command: object) -> list[Happened]:
        aggregate = BY_COMMAND[type(command)]
        record = (aggregate.kind, id_of(command))
        self.get(*record)
        loaded = self._streams[record]
        if type(command) in aggregate.whole and not loaded.is_whole:
            self._replay(record, loaded)
        decided: list[Happened] = []
        for event in aggregate.decide(loaded.now, command, self.context):
            loaded.now = aggregate.evolve(loaded.now, event)
            loaded.events += 1
            decided.append(Happened(record, loaded.version + loaded.events, event))
        self._happened += decided
        return decided

    def _replay(self, record: tuple[str, str], loaded: Loaded) -> None:
        """Load old journal entries by folding the whole stream, this unit's own events last."""
        past = self.history(*record)
        if len(past) != loaded.version:
            raise Conflict(
                "store.version_conflict",
                stream=self.stream(*record),
                expected=loaded.version,
                actual=len(past),
            )
        own = [one.event for one in self._happened if one.record == record]
        loaded.now = loaded.aggregate.replay([*past, *own])
        loaded.is_whole = True

    def _attempt(self, command: object, because: Reaction, cause: str, depth: int) -> None:
        """Do what should follow; a refusal changes nothing but leaves a follow-up."""
        kept = {record: attrs.evolve(one) for record, one in self._streams.items()}
        happened_before = len(self._happened)
        try:
            self.act(command, depth=depth)
        except (RuleViolation, NotFound, InvalidInput) as refusal:
            # What was only read stays in the read set: the refusal relied on it.
            for record, loaded in self._streams.items():
                before = kept.get(record)
                loaded.now = before.now if before else loaded.before
                loaded.events = before.events if before else 0
            del self._happened[happened_before:]
            self.act(self._follow_up(command, because, cause, refusal), depth=depth)

    def _follow_up(
        self, command: object, because: Reaction, cause: str, refusal: AxentraError
    ) -> object:
        return LeaveFollowUp(
            self.new_id("follow_up"),
            cause,
            CODEC.name_of(type(command)),
            CODEC.plain(command),
            refusal.code,
            refusal.sentence[:LONGEST_SENTENCE],
            because.concerns,
        )

    # --- committing ---

    def commit(self, verb: str, key: str | None, digest: str) -> Commit:
        """Return everything this unit has done and relied on, ready for the store."""
        heads: dict[tuple[str, str], tuple[int, str]] = {}
        facts = []
        for one in self._happened:
            record, version = one.record, one.version
            _, before = heads.get(record, (0, self._streams[record].head))
            stream = self.stream(*record)
            type_, v, data = CODEC.write_event(one.event)
            head = chained(before, stream, version, type_, v, data)
            heads[record] = version, head
            facts.append(Fact(stream, version, type_, v, data, head))
        states: dict[str, Kept] = {}
        indexed: list[tuple[str, str, str]] = []
        unindexed: list[tuple[str, str, str]] = []
        for record, (version, head) in heads.items():
            loaded = self._streams[record]
            stream = self.stream(*record)
            states[stream] = Kept(version, head, CODEC.write(loaded.now))
            old = set(loaded.aggregate.index(loaded.before)) if loaded.before is not None else set()
            new = set(loaded.aggregate.index(loaded.now))
            indexed += [(*self._entry(entry), stream) for entry in sorted(new - old)]
            unindexed += [(*self._entry(entry), stream) for entry in sorted(old - new)]
        context = self.context
        return Commit(
            key,
            digest,
            verb,
            context.actor.kind,
            context.actor.id,
            context.now,
            context.business_date,
            tuple(facts),
            {self.stream(*record): one.version for record, one in self._streams.items()},
            tuple(self._looks),
            states,
            tuple(indexed),
            tuple(unindexed),
        )

    def _entry(self, entry: tuple[str, str]) -> tuple[str, str]:
        name, value = entry
        return f"{self._property_id}/{name}", value
