"""The port behind which everything is kept: a log and the current states, committed together.

A store carries opaque text and knows no hotel word. Six methods are all there is; checking,
backing up, restoring and moving to another adapter use them alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

import attrs

GENESIS = ""
DEFAULT_LIMIT = 1000


@attrs.frozen
class Kept:
    """The current state of a stream.

    Attributes:
        version: how many events the stream has; 0 stands for a stream that is not there.
        head: hash of the last event.
        data: the state as JSON text.
    """

    version: int
    head: str
    data: str


@attrs.frozen
class Fact:
    """One stored event.

    Attributes:
        stream: ``property/kind/id``.
        version: place in the stream, from 1.
        type: ``kind.EventName``.
        v: version of the event's form.
        data: the event as JSON text, byte for byte as it was first written.
        hash: over the previous hash, everything above, and who wrote it when.
    """

    stream: str
    version: int
    type: str
    v: int
    data: str
    hash: str


def stamp_of(  # noqa: PLR0913, PLR0917 - every part of a commit counts
    key: str | None,
    digest: str,
    verb: str,
    actor_kind: str,
    actor_id: str,
    at: datetime,
    business_date: date,
) -> str:
    """Return what a commit says of itself, as one text that enters the hash of its events.

    None of the parts can contain a line feed, so no two different commits read the same.
    """
    instant = at.isoformat(timespec="microseconds")
    return f"{key or ''}\n{digest}\n{verb}\n{actor_kind}\n{actor_id}\n{instant}\n{business_date}"


def chained(  # noqa: PLR0913, PLR0917 - every part of an event counts
    previous: str, stamp: str, stream: str, version: int, type_: str, v: int, data: str
) -> str:
    """Return the hash of an event that follows another: SHA-256 in hex.

    The parts are separated by line feeds, which all but the last never or always contain, so no
    two different events read the same.

    Args:
        previous: hash of the event before it in the stream; `GENESIS` before the first.
        stamp: who wrote it when, as `stamp_of` gives it.
        stream: its stream.
        version: its place in the stream.
        type_: its type name.
        v: version of its form.
        data: its text.
    """
    content = f"{previous}\n{stamp}\n{stream}\n{version}\n{type_}\n{v}\n{data}"
    # A damaged text need not be Unicode; its hash is asked for all the same.
    return sha256(content.encode(errors="surrogatepass")).hexdigest()


@attrs.frozen
class Look:
    """A look-up and the answer a decision relied on; it is asked again inside the commit."""

    name: str
    low: str
    high: str
    after: tuple[str, str] | None
    limit: int
    answer: tuple[tuple[str, str], ...]


@attrs.frozen
class Commit:
    """Everything that is written at once, and everything it relied on.

    Attributes:
        key: idempotency key, unique in the store for ever; None where none was given.
        digest: keyed digest of what was asked.
        verb: name of what was asked.
        actor_kind: staff, guest, channel, partner or system.
        actor_id: who of that kind.
        at: aware UTC instant.
        business_date: the hotel's open day.
        facts: the events of all streams in causal order.
        reads: the version of every stream it wrote or relied on, before this commit.
        looks: the look-ups it relied on.
        states: the new state of every stream it wrote.
        indexed: ``(name, value, stream)`` entries to add.
        unindexed: ``(name, value, stream)`` entries to drop.
    """

    key: str | None
    digest: str
    verb: str
    actor_kind: str
    actor_id: str
    at: datetime
    business_date: date
    facts: tuple[Fact, ...]
    reads: Mapping[str, int]
    looks: tuple[Look, ...]
    states: Mapping[str, Kept]
    indexed: tuple[tuple[str, str, str], ...] = ()
    unindexed: tuple[tuple[str, str, str], ...] = ()


@attrs.frozen
class Recorded:
    """A commit as the log has it; `position` grows by commit and is never reused."""

    position: int
    key: str | None
    digest: str
    verb: str
    actor_kind: str
    actor_id: str
    at: datetime
    business_date: date
    facts: tuple[Fact, ...]

    @property
    def stamp(self) -> str:
        """What the commit says of itself, as `stamp_of` puts it."""
        return stamp_of(
            self.key,
            self.digest,
            self.verb,
            self.actor_kind,
            self.actor_id,
            self.at,
            self.business_date,
        )


class Store(Protocol):
    """Port: where the hotel keeps what happened."""

    def states(self, streams: Sequence[str]) -> Mapping[str, Kept]:
        """Return the current states of the streams; an absent stream is not in the answer."""
        ...

    def find(
        self,
        name: str,
        low: str,
        high: str,
        *,
        after: tuple[str, str] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Sequence[tuple[str, str]]:
        """Return ``(value, stream)`` entries of a look-up between two values, both included.

        They are ordered by value and stream in code-point order; `after` continues behind an
        entry of an earlier answer.
        """
        ...

    def recorded(self, key: str) -> Recorded | None:
        """Return the commit that was recorded under a key; settles an unknown outcome."""
        ...

    def history(self, stream: str, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Fact]:
        """Return the events of one stream by version."""
        ...

    def log(self, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Recorded]:
        """Return whole commits in order; none that becomes visible later is ever skipped."""
        ...

    def commit(self, commit: Commit) -> Recorded:
        """Write everything or nothing.

        Raises:
            Conflict: ``store.key_taken``, ``store.version_conflict`` or ``store.answer_changed``,
                looked for in this order.
            PortUnavailable: nothing was written; trying again may help.
            PortRefused: nothing was written, nor will it be.
            OutcomeUnknown: ask `recorded` with the same key.
        """
        ...
