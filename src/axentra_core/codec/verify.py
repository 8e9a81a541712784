"""Proof that a store's states are what its log says, and that nobody has touched the log."""

from collections.abc import Iterable, Iterator
from typing import Any

from axentra_core.codec.codec import Codec
from axentra_core.kernel.decider import Aggregate
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.store import GENESIS, Store, chained

PAGE = 500


def verify(store: Store, codec: Codec, aggregates: Iterable[Aggregate[Any]]) -> Iterator[Fault]:
    """Yield a fault for every stream whose hashes, versions or stored state do not agree.

    Codes: ``log.tampered`` where a hash does not follow from what stands before it and who wrote
    it when, ``log.state_differs`` where replaying the log gives another state than the stored one.
    A state that has no events in the log is not looked for: the port lists no states.
    """
    by_kind = {aggregate.kind: aggregate for aggregate in aggregates}
    heads: dict[str, tuple[int, str]] = {}
    states: dict[str, Any] = {}
    after = 0
    broken: set[str] = set()
    while page := store.log(after=after, limit=PAGE):
        for recorded in page:
            stamp = recorded.stamp
            for fact in recorded.facts:
                if fact.stream in broken:
                    continue
                version, head = heads.get(fact.stream, (0, GENESIS))
                hashed = chained(
                    head, stamp, fact.stream, version + 1, fact.type, fact.v, fact.data
                )
                if fact.version != version + 1 or fact.hash != hashed:
                    # What follows in this stream stands on sand.
                    broken.add(fact.stream)
                    states.pop(fact.stream, None)
                    yield _fault("log.tampered", f"{fact.stream}/{fact.version}")
                    continue
                heads[fact.stream] = fact.version, fact.hash
                event = codec.read_event(fact.type, fact.v, fact.data)
                aggregate = by_kind[fact.type.partition(".")[0]]
                states[fact.stream] = aggregate.evolve(states.get(fact.stream), event)
        after = page[-1].position
    for stream, state in states.items():
        kept = store.states([stream]).get(stream)
        replayed = (*heads[stream], codec.write(state))
        if kept is None or (kept.version, kept.head, kept.data) != replayed:
            yield _fault("log.state_differs", stream)


def _fault(code: str, path: str) -> Fault:
    return InvalidInput.because(code, path=path).faults[0]
