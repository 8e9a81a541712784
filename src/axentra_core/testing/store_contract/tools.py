"""What the checks are made with: commits, refusals, and threads that begin at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from threading import Barrier
from time import monotonic
from typing import TypeVar

from axentra_core.kernel.errors import Conflict, PortUnavailable
from axentra_core.kernel.store import GENESIS, Commit, Fact, Kept, Look, Recorded, Store, chained

T = TypeVar("T")

NOW = datetime(2026, 11, 23, 7, 30, 15, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 23)

FOLIO, STAY, ROOM = "canggu/folio/S1", "canggu/stay/S1", "canggu/room/2034"
LOWEST, HIGHEST = "", "\U0010ffff"
EVERYTHING = 1_000_000
LONGEST_WAIT = 30.0  # seconds

TEXTS = {
    "empty": "",
    "leading zeros": "0012",
    "19 digits": "9223372036854775808",
    "40 digits": "1234567890" * 4,
    "trailing zero": "1028500.00",
    "exponent": "1e5",
    "words of other languages": "NULL",
    "composed": "\u00e9toile",
    "decomposed": "e\u0301toile",
    "emoji": "🧳👩\u200d👧",
    "four bytes": "𠮷野家",
    "right to left": "פנסיון",
    "line feeds": "one\ntwo\r\nthree\n",
    "tabs and ends": "\t padded \t",
    "quotes": """it's "quoted" \\ `so` %s ? :x {}""",
    "long": "Pool towel. " * 10_000,
}


def a_fact(stream: str, version: int = 1, data: str = '{"n":1}') -> Fact:
    """Return an event of a stream."""
    type_, v = "thing.Happened", 1
    return Fact(
        stream, version, type_, v, data, chained(GENESIS, "", stream, version, type_, v, data)
    )


def a_commit(
    *facts: Fact,
    key: str | None = None,
    reads: Mapping[str, int] | None = None,
    looks: tuple[Look, ...] = (),
    indexed: tuple[tuple[str, str, str], ...] = (),
    unindexed: tuple[tuple[str, str, str], ...] = (),
) -> Commit:
    """Return a commit of these events that relies on their streams as they were just before.

    Args:
        facts: events; the last one of each stream gives its new state.
        key: idempotency key.
        reads: versions beside or instead of those that follow from the events.
        looks: look-ups it relies on.
        indexed: entries to add.
        unindexed: entries to drop.
    """
    before = {fact.stream: fact.version - 1 for fact in reversed(facts)}
    return Commit(
        key=key,
        digest=f"digest of {key}",
        verb="DoSomething",
        actor_kind="staff",
        actor_id="ayu",
        at=NOW,
        business_date=TODAY,
        facts=facts,
        reads=before | dict(reads or {}),
        looks=looks,
        states={fact.stream: Kept(fact.version, fact.hash, fact.data) for fact in facts},
        indexed=indexed,
        unindexed=unindexed,
    )


def looked_up(
    store: Store, name: str, low: str = LOWEST, high: str = HIGHEST, limit: int = EVERYTHING
) -> Look:
    """Return a look-up with the answer that the store gives now."""
    return Look(name, low, high, None, limit, tuple(store.find(name, low, high, limit=limit)))


def refusal(store: Store, commit: Commit) -> Conflict:
    """Return the conflict by which a store refuses a commit, having checked that it does."""
    try:
        store.commit(commit)
    except Conflict as conflict:
        return conflict
    raise AssertionError("the commit was not refused")


def content(store: Store, names: Sequence[str] = ("room", "due")) -> tuple[object, ...]:
    """Return all that can be seen of a store through its port."""
    log = list(store.log(limit=EVERYTHING))
    streams = sorted({fact.stream for recorded in log for fact in recorded.facts})
    return (
        log,
        dict(store.states(streams)),
        [list(store.history(stream, limit=EVERYTHING)) for stream in streams],
        [list(store.find(name, LOWEST, HIGHEST, limit=EVERYTHING)) for name in names],
        [store.recorded(recorded.key) for recorded in log if recorded.key],
    )


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Return what came of acts that began at the same moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def acting(act: Callable[[], T]) -> T:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(acting, acts))


def racing(store: Store, commits: Iterable[Commit]) -> tuple[list[Recorded], list[str]]:
    """Return what was recorded of commits that arrived at once, and the codes of the refusals."""

    def outcome(commit: Commit) -> Recorded | str:
        try:
            return patiently(store, commit)
        except Conflict as conflict:
            return conflict.code

    outcomes = at_once(*(partial(outcome, commit) for commit in commits))
    return (
        [outcome for outcome in outcomes if isinstance(outcome, Recorded)],
        [outcome for outcome in outcomes if isinstance(outcome, str)],
    )


def patiently(store: Store, commit: Commit) -> Recorded:
    """Return what came of a commit that is tried again while the store is busy."""
    end = monotonic() + LONGEST_WAIT
    while True:
        try:
            return store.commit(commit)
        except PortUnavailable:
            if monotonic() > end:
                raise
