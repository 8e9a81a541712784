"""The log as values: what a feed, a report or a check reads."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import attrs

from axentra_core.codec.codec import Codec
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.store import Recorded, Store

PAGE = 500


@attrs.frozen
class Entry:
    """One commit of the log.

    Attributes:
        position: place in the log; grows by commit.
        verb: what was asked for.
        actor: who asked.
        at: when, in UTC.
        business_date: the hotel's open day at that moment.
        events: what happened, in causal order.
        streams: the stream of each event.
    """

    position: int
    verb: str
    actor: Actor
    at: datetime
    business_date: date
    events: tuple[Any, ...]
    streams: tuple[str, ...]


def entry_of(codec: Codec, recorded: Recorded) -> Entry:
    """Return a commit with its events read."""
    return Entry(
        recorded.position,
        recorded.verb,
        Actor(recorded.actor_kind, recorded.actor_id),  # type: ignore[arg-type] # a stored kind
        recorded.at,
        recorded.business_date,
        tuple(codec.read_event(fact.type, fact.v, fact.data) for fact in recorded.facts),
        tuple(fact.stream for fact in recorded.facts),
    )


def read_log(codec: Codec, store: Store, after: int = 0) -> Iterator[Entry]:
    """Yield every commit after a position, in order, a page at a time."""
    while page := store.log(after=after, limit=PAGE):
        for recorded in page:
            yield entry_of(codec, recorded)
        after = page[-1].position
