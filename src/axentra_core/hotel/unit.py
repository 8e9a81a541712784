"""One unit of work: what a verb decides on what it has read, and will commit at once.

The store checks inside the commit that everything read is still so; a decision never stands on
something that has changed.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from axentra_core.hotel.ports import Outside
from axentra_core.hotel.property import Property
from axentra_core.hotel.records import BY_COMMAND, CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.window import Loaded, Record, Window
from axentra_core.house import LONGEST_SENTENCE, LeaveFollowUp
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import id_of
from axentra_core.kernel.errors import (
    AxentraError,
    InvalidInput,
    NotFound,
    RuleViolation,
)
from axentra_core.kernel.store import Commit, Fact, Kept, Store, chained, stamp_of

DEEPEST_REACTION = 8
REFUSALS = (RuleViolation, NotFound, InvalidInput)


@attrs.frozen
class Happened:
    """An event of this unit and its place in its stream."""

    record: Record
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


class Unit(Window):
    """What one verb reads and does, apart from the store until it is committed."""

    def __init__(
        self,
        store: Store,
        property_id: str,
        properties: Callable[[Window], Property],
        outside: Outside,
        reactions: Mapping[type, Sequence[Reaction]],
    ) -> None:
        """Begin with nothing read and nothing done."""
        super().__init__(store, property_id, properties, outside)
        self._reactions = reactions
        self._happened: list[Happened] = []
        self._pasts: dict[Record, list[Any]] = {}
        self.new_id: Callable[[str], str] = outside.ids.new
        self.has_happened_outside = False

    @property
    def events(self) -> tuple[object, ...]:
        """What has happened so far, in causal order."""
        return tuple(one.event for one in self._happened)

    def changed(self, kind: str) -> Iterator[tuple[Any, Any]]:
        """Yield every record of a kind that this unit has changed, as it was and as it is."""
        for (kind_of, _), loaded in self._streams.items():
            if kind_of == kind and loaded.events:
                yield loaded.before, loaded.now

    def place_of(self, event: object) -> str:
        """Return where an event of this unit stands, as the cause of what follows from it."""
        return next(one.place for one in reversed(self._happened) if one.event is event)

    def post_on(self, day: date | None) -> None:
        """Let what follows belong to a closed date that is still open for late postings.

        The commit itself stays one of the open day.

        Raises:
            HotelRefusal: ``hotel.date_still_to_come`` or ``hotel.too_late_to_post``.
            RuleViolation: ``permission.missing``.
        """
        today = self.context.business_date
        if day is None or day == today:
            return
        if day > today:
            raise HotelRefusal("hotel.date_still_to_come", date=day, business_date=today)
        if (today - day).days > self.property.late_posting_days or day < self.first_date:
            raise HotelRefusal(
                "hotel.too_late_to_post",
                date=day,
                earliest=max(self.first_date, today - timedelta(self.property.late_posting_days)),
            )
        if refusal := self.context.refusal_without("folio.post_late"):
            raise refusal
        self.context: Context = attrs.evolve(self.context, business_date=day)

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
                        for follow in self._follow(reaction, one)
                    )

    def _follow(self, reaction: Reaction, one: Happened) -> Sequence[object]:
        """Return the commands that follow; one that should and cannot be told is left to staff."""
        try:
            return tuple(reaction.follow(self, one.event))
        except REFUSALS as refusal:
            if reaction.must:
                raise
            # Not the name of the function, which need not be an id: "_private", "<lambda>".
            act = f"after.{type(one.event).__name__}"
            return [self._follow_up(act, {}, reaction, one.place, refusal)]

    def _decide(self, command: object) -> list[Happened]:
        aggregate = BY_COMMAND[type(command)]
        record = (aggregate.kind, id_of(command))
        self.load(record)
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

    def _replay(self, record: Record, loaded: Loaded) -> None:
        """Load old journal entries by folding the whole stream, this unit's own events last."""
        loaded.now = loaded.aggregate.replay(self.past(*record))
        loaded.is_whole = True

    def past(self, kind: str, record_id: str) -> list[Any]:
        """Return every event that has led to a record as it is here, this unit's own ones last."""
        record = kind, record_id
        if (stored := self._pasts.get(record)) is None:
            stored = self._pasts[record] = super().past(kind, record_id)
        return [*stored, *(one.event for one in self._happened if one.record == record)]

    def tried(self, run: Callable[[], None]) -> AxentraError | None:
        """Do something, or nothing of it: return the refusal after which all is as it was."""
        before = {record: one.mark() for record, one in self._streams.items()}
        happened_before = len(self._happened)
        try:
            run()
        except REFUSALS as refusal:
            # What was only read stays in the read set: the refusal relied on it.
            for record, loaded in self._streams.items():
                loaded.back_to(before.get(record))
            del self._happened[happened_before:]
            return refusal
        return None

    def _attempt(self, command: object, because: Reaction, cause: str, depth: int) -> None:
        """Do what should follow; a refusal changes nothing but leaves a follow-up."""
        refusal = self.tried(lambda: self.act(command, depth=depth))
        if refusal is not None:
            act, arguments = CODEC.name_of(type(command)), CODEC.plain(command)
            self.act(self._follow_up(act, arguments, because, cause, refusal), depth=depth)

    def _follow_up(
        self,
        act: str,
        arguments: Mapping[str, Any],
        because: Reaction,
        cause: str,
        refusal: AxentraError,
    ) -> LeaveFollowUp:
        return LeaveFollowUp(
            self.new_id("follow_up"),
            cause,
            act,
            arguments,
            refusal.code,
            refusal.sentence[:LONGEST_SENTENCE],
            because.concerns,
        )

    def commit(self, verb: str, key: str | None, digest: str) -> Commit:
        """Return everything this unit has done and relied on, ready for the store."""
        context = self.context
        said = (
            key,
            digest,
            verb,
            context.actor.kind,
            context.actor.id,
            context.now,
            self.open_date,
        )
        stamp = stamp_of(*said)
        names = {record: self.stream(*record) for record in self._streams}
        heads: dict[Record, str] = {}
        facts = []
        for one in self._happened:
            record, version = one.record, one.version
            stream, before = names[record], heads.get(record)
            if before is None:
                before = self._streams[record].head
            type_, v, data = CODEC.write_event(one.event)
            head = heads[record] = chained(before, stamp, stream, version, type_, v, data)
            facts.append(Fact(stream, version, type_, v, data, head))
        states: dict[str, Kept] = {}
        indexed: list[tuple[str, str, str]] = []
        unindexed: list[tuple[str, str, str]] = []
        for record, head in heads.items():
            loaded, stream = self._streams[record], names[record]
            version = loaded.version + loaded.events
            states[stream] = Kept(version, head, CODEC.write(loaded.now))
            index = loaded.aggregate.index
            old = [] if loaded.before is None else [*index(loaded.before)]
            new = [*index(loaded.now)]
            if old != new:
                added, dropped = set(new).difference(old), set(old).difference(new)
                indexed += [(*self._entry(entry), stream) for entry in sorted(added)]
                unindexed += [(*self._entry(entry), stream) for entry in sorted(dropped)]
        return Commit(
            *said,
            tuple(facts),
            {names[record]: one.version for record, one in self._streams.items()},
            tuple(self._looks),
            states,
            tuple(indexed),
            tuple(unindexed),
        )

    def _entry(self, entry: tuple[str, str]) -> tuple[str, str]:
        name, value = entry
        return f"{self._property_id}/{name}", value
