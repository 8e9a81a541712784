"""What every store promises, as tests: inherit `StoreContract` and make a store.

    class TestMyStore(StoreContract):
        def make_store(self, tmp_path: Path) -> Store:
            return MyStore(tmp_path / "hotel.db")

Each check states one promise of `Store` in its docstring and calls nothing but the six methods,
and ``close`` where a store has one.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from operator import attrgetter
from pathlib import Path
from threading import Barrier, Event
from time import monotonic
from typing import ClassVar, TypeVar

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import AxentraError, Conflict, PortUnavailable
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


class StoreContract:
    """The promises of a `Store`; an adapter's test class inherits them.

    Attributes:
        threads: whether several threads may share one store.
    """

    threads: ClassVar[bool] = True

    def make_store(self, tmp_path: Path) -> Store:
        """Return an empty store; to be overridden."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """Give each check an empty store of its own."""
        store = self.make_store(tmp_path)
        yield store
        if (close := getattr(store, "close", None)) is not None:
            close()

    @pytest.fixture
    def shared(self, store: Store) -> Store:
        """Give a check a store that threads may share."""
        if not self.threads:
            pytest.skip("this store belongs to one thread")
        return store

    # --- What was committed can be read -----------------------------------------------------

    def test_a_new_store_is_empty(self, store: Store) -> None:
        """Where nothing was committed, every question has an empty answer."""
        assert dict(store.states([FOLIO])) == {}
        assert list(store.find("room", LOWEST, HIGHEST)) == []
        assert store.recorded("k") is None
        assert list(store.history(FOLIO)) == []
        assert list(store.log()) == []

    def test_a_commit_is_recorded_as_it_was_given(self, store: Store) -> None:
        """The answer to a commit is what the log has: who, when, what was asked, what happened."""
        commit = a_commit(a_fact(FOLIO), key="k")
        recorded = store.commit(commit)
        assert recorded.facts == commit.facts
        for name in ("key", "digest", "verb", "actor_kind", "actor_id", "at", "business_date"):
            assert getattr(recorded, name) == getattr(commit, name), name
        assert list(store.log()) == [recorded]

    def test_an_instant_keeps_its_microseconds_and_its_zone(self, store: Store) -> None:
        """What comes back is an aware instant in UTC, to the microsecond."""
        for microsecond in (0, 1, 999_999):
            at = NOW.replace(microsecond=microsecond)
            store.commit(attrs.evolve(a_commit(), at=at))
            read = store.log(limit=EVERYTHING)[-1].at
            assert read == at
            assert read.utcoffset() == timedelta(0)

    @pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "2199-12-31"])
    def test_a_business_date_is_a_date(self, store: Store, day: str) -> None:
        """A business date comes back as the same date, and as no instant."""
        store.commit(attrs.evolve(a_commit(), business_date=date.fromisoformat(day)))
        (recorded,) = store.log()
        assert recorded.business_date.isoformat() == day
        assert type(recorded.business_date) is date

    def test_the_current_state_is_the_last_one(self, store: Store) -> None:
        """A later state takes the place of the earlier one, with its version and head."""
        first, second = a_fact(FOLIO, 1, "one"), a_fact(FOLIO, 2, "two")
        store.commit(a_commit(first))
        assert store.states([FOLIO]) == {FOLIO: Kept(1, first.hash, "one")}
        store.commit(a_commit(second))
        assert store.states([FOLIO]) == {FOLIO: Kept(2, second.hash, "two")}

    def test_an_absent_stream_is_not_in_the_answer(self, store: Store) -> None:
        """Of several streams those that are there are answered; one asked twice is there once."""
        store.commit(a_commit(a_fact(FOLIO), a_fact(ROOM)))
        assert set(store.states([STAY, ROOM, FOLIO, ROOM])) == {FOLIO, ROOM}
        assert dict(store.states([STAY])) == {}
        assert dict(store.states([])) == {}

    def test_any_number_of_streams_is_asked_at_once(self, store: Store) -> None:
        """A question for 40,000 streams is one question."""
        store.commit(a_commit(a_fact("canggu/stay/S7"), a_fact("canggu/stay/S39999")))
        asked = [f"canggu/stay/S{number}" for number in range(40_000)]
        assert set(store.states(asked)) == {"canggu/stay/S7", "canggu/stay/S39999"}

    def test_a_commit_without_events_is_kept(self, store: Store) -> None:
        """A request that changed nothing is recorded too, so that its key has a result."""
        recorded = store.commit(a_commit(key="k"))
        assert recorded.facts == ()
        assert store.recorded("k") == recorded
        assert list(store.log()) == [recorded]

    def test_what_was_committed_is_the_stores_own(self, store: Store) -> None:
        """What a caller does to its mappings afterwards changes nothing."""
        commit = a_commit(a_fact(FOLIO))
        states = dict(commit.states)
        store.commit(attrs.evolve(commit, states=states))
        states[FOLIO] = Kept(9, "", "changed")
        assert store.states([FOLIO]) == commit.states

    # --- Keys -------------------------------------------------------------------------------

    def test_a_key_leads_to_its_commit(self, store: Store) -> None:
        """`recorded` gives the whole commit of a key, and None for a key that is unknown."""
        store.commit(a_commit(a_fact(ROOM), key="other"))
        recorded = store.commit(a_commit(a_fact(FOLIO), a_fact(STAY), key="k"))
        assert store.recorded("k") == recorded
        assert store.recorded("K") is None
        assert store.recorded("") is None

    def test_a_key_is_recorded_once(self, store: Store) -> None:
        """A second commit under a key is refused, even where it touches nothing of the first."""
        first = store.commit(a_commit(a_fact(FOLIO), key="k"))
        conflict = refusal(store, a_commit(a_fact(STAY), key="k"))
        assert (conflict.code, conflict.values["key"]) == ("store.key_taken", "k")
        assert store.recorded("k") == first

    def test_a_key_comes_before_everything_else(self, store: Store) -> None:
        """The repetition of a commit is told that its key is known, not that it came too late."""
        commit = a_commit(
            a_fact(FOLIO),
            key="k",
            looks=(looked_up(store, "room"),),
            indexed=(("room", "2034", STAY),),
        )
        store.commit(commit)
        assert refusal(store, commit).code == "store.key_taken"

    def test_commits_without_a_key_do_not_meet(self, store: Store) -> None:
        """No key is not a key."""
        store.commit(a_commit(a_fact(FOLIO)))
        store.commit(a_commit(a_fact(STAY)))
        assert [recorded.key for recorded in store.log()] == [None, None]

    def test_keys_differ_by_every_character(self, store: Store) -> None:
        """Keys are compared exactly: by case, by length, and as text even if they look alike."""
        keys = ["k", "K", "k1", "k01", "1", "01", "1.0", "k" * 255, "k" * 254]
        for key in keys:
            store.commit(a_commit(key=key))
        for key in keys:
            recorded = store.recorded(key)
            assert recorded is not None
            assert recorded.key == key

    # --- Versions ---------------------------------------------------------------------------

    @pytest.mark.parametrize("expected", [0, 1, 3])
    def test_a_stale_version_is_refused(self, store: Store, expected: int) -> None:
        """A stream must be at the version that was read: not above, not below."""
        store.commit(a_commit(a_fact(FOLIO, 1), a_fact(FOLIO, 2)))
        conflict = refusal(store, a_commit(a_fact(FOLIO, expected + 1)))
        assert conflict.code == "store.version_conflict"
        assert conflict.values == {"stream": FOLIO, "expected": expected, "actual": 2}

    def test_a_stream_that_was_only_read_counts(self, store: Store) -> None:
        """A commit is refused when a stream it relied on has moved, though it writes another."""
        store.commit(a_commit(a_fact(ROOM)))
        store.commit(a_commit(a_fact(FOLIO), reads={ROOM: 1}))
        store.commit(a_commit(a_fact(ROOM, 2)))
        conflict = refusal(store, a_commit(a_fact(STAY), reads={ROOM: 1}))
        assert conflict.values == {"stream": ROOM, "expected": 1, "actual": 2}

    def test_an_absent_stream_has_version_0(self, store: Store) -> None:
        """To have found nothing is a ground, too: it holds until the stream begins."""
        store.commit(a_commit(a_fact(FOLIO), reads={ROOM: 0}))
        conflict = refusal(store, a_commit(a_fact(STAY), reads={ROOM: 1}))
        assert conflict.values == {"stream": ROOM, "expected": 1, "actual": 0}
        store.commit(a_commit(a_fact(ROOM)))
        conflict = refusal(store, a_commit(a_fact(STAY), reads={ROOM: 0}))
        assert conflict.values == {"stream": ROOM, "expected": 0, "actual": 1}

    def test_one_stale_version_among_many_is_found(self, store: Store) -> None:
        """Every stream is compared, however many a commit relied on."""
        rooms = [f"canggu/room/{number}" for number in range(300)]
        store.commit(a_commit(*map(a_fact, rooms)))
        grounds = dict.fromkeys(rooms, 1)
        store.commit(a_commit(a_fact(FOLIO), reads=grounds))
        conflict = refusal(store, a_commit(a_fact(STAY), reads=grounds | {rooms[299]: 2}))
        assert conflict.values == {"stream": rooms[299], "expected": 2, "actual": 1}

    def test_a_place_in_a_stream_is_taken_once(self, store: Store) -> None:
        """An event is never written over, even by a commit that names no version at all."""
        store.commit(a_commit(a_fact(FOLIO, 1, "first")))
        careless = attrs.evolve(a_commit(a_fact(FOLIO, 1, "second")), reads={})
        conflict = refusal(store, careless)
        assert conflict.code == "store.version_conflict"
        assert conflict.values == {"stream": FOLIO, "expected": 0, "actual": 1}
        assert [fact.data for fact in store.history(FOLIO)] == ["first"]

    # --- Look-ups are asked again in the commit ----------------------------------------------

    def test_an_entry_that_appeared_meanwhile_is_seen(self, store: Store) -> None:
        """No version tells of a row that was not there; the look-up does."""
        nobody = looked_up(store, "due", "2026-11-23", "2026-11-23")
        store.commit(a_commit(a_fact(STAY), indexed=(("due", "2026-11-23", STAY),)))
        conflict = refusal(store, a_commit(a_fact(FOLIO), looks=(nobody,)))
        assert (conflict.code, conflict.values["name"]) == ("store.answer_changed", "due")

    def test_an_entry_that_went_meanwhile_is_seen(self, store: Store) -> None:
        """An answer that has become shorter has changed."""
        store.commit(a_commit(a_fact(STAY), indexed=(("due", "2026-11-23", STAY),)))
        one = looked_up(store, "due")
        store.commit(a_commit(a_fact(STAY, 2), unindexed=(("due", "2026-11-23", STAY),)))
        assert refusal(store, a_commit(looks=(one,))).code == "store.answer_changed"

    def test_an_entry_that_moved_meanwhile_is_seen(self, store: Store) -> None:
        """As many entries as before, but others, are another answer."""
        store.commit(a_commit(a_fact(STAY), indexed=(("room", "2034", STAY),)))
        there = looked_up(store, "room")
        store.commit(
            a_commit(
                a_fact(STAY, 2),
                unindexed=(("room", "2034", STAY),),
                indexed=(("room", "2035", STAY),),
            )
        )
        assert refusal(store, a_commit(looks=(there,))).code == "store.answer_changed"

    def test_a_look_up_that_still_holds_lets_pass(self, store: Store) -> None:
        """What changed under other names, outside the bounds or back again is no reason."""
        store.commit(a_commit(a_fact(ROOM), indexed=(("due", "2026-11-23", ROOM),)))
        look = looked_up(store, "due", "2026-11-23", "2026-11-24")
        outside = ("due", "2026-11-25", STAY), ("room", "2026-11-23", STAY)
        store.commit(a_commit(a_fact(STAY), indexed=(*outside, ("due", "2026-11-24", STAY))))
        store.commit(a_commit(a_fact(STAY, 2), unindexed=(("due", "2026-11-24", STAY),)))
        store.commit(a_commit(a_fact(FOLIO), looks=(look,)))

    def test_a_look_up_is_repeated_exactly(self, store: Store) -> None:
        """Asked again, a look-up has the same start and the same limit as before."""
        rows = [("room", f"20{number}", STAY) for number in range(30, 40)]
        store.commit(a_commit(indexed=tuple(rows)))
        after, limit = ("2032", STAY), 3
        answer = tuple(store.find("room", LOWEST, HIGHEST, after=after, limit=limit))
        page = Look("room", LOWEST, HIGHEST, after, limit, answer)
        assert [value for value, _ in page.answer] == ["2033", "2034", "2035"]
        behind = ("room", "2031", FOLIO), ("room", "2036", FOLIO)
        store.commit(a_commit(indexed=behind, looks=(page,)))
        store.commit(a_commit(looks=(page,)))
        store.commit(a_commit(indexed=(("room", "2034", FOLIO),)))
        assert refusal(store, a_commit(looks=(page,))).code == "store.answer_changed"

    def test_every_look_up_is_asked_again(self, store: Store) -> None:
        """The last of several look-ups counts as much as the first."""
        looks = tuple(looked_up(store, name) for name in ("due", "room", "guest"))
        store.commit(a_commit(indexed=(("guest", "token", STAY),)))
        assert refusal(store, a_commit(looks=looks)).values == {"name": "guest"}

    def test_a_commit_is_not_in_its_own_way(self, store: Store) -> None:
        """Look-ups are answered from what was there before; what the commit adds is not yet."""
        nobody = looked_up(store, "room")
        store.commit(a_commit(a_fact(STAY), looks=(nobody,), indexed=(("room", "2034", STAY),)))
        assert list(store.find("room", LOWEST, HIGHEST)) == [("2034", STAY)]

    def test_refusals_have_an_order(self, store: Store) -> None:
        """First the key, then the versions, then the look-ups: the same for every adapter."""
        nobody = looked_up(store, "room")
        store.commit(a_commit(a_fact(STAY), key="k", indexed=(("room", "2034", STAY),)))
        wrong = a_commit(a_fact(STAY), key="k", looks=(nobody,))
        assert refusal(store, wrong).code == "store.key_taken"
        wrong = attrs.evolve(wrong, key="k2")
        assert refusal(store, wrong).code == "store.version_conflict"
        wrong = a_commit(a_fact(STAY, 2), key="k2", looks=(nobody,))
        assert refusal(store, wrong).code == "store.answer_changed"

    # --- All or nothing ---------------------------------------------------------------------

    @pytest.mark.parametrize("reason", ["key", "version", "version only read", "answer"])
    def test_a_refused_commit_leaves_no_trace(self, store: Store, reason: str) -> None:
        """After a refusal the log, the states, the look-ups and the keys are what they were."""
        nobody = looked_up(store, "room")
        store.commit(
            a_commit(
                a_fact(STAY),
                a_fact(ROOM),
                key="first",
                indexed=(("room", "2034", STAY), ("due", "2026-11-23", STAY)),
            )
        )
        before = content(store)
        refused = a_commit(
            a_fact(FOLIO),
            a_fact(STAY, 1 if reason == "version" else 2, "changed"),
            key="first" if reason == "key" else "second",
            reads={ROOM: 0} if reason == "version only read" else {},
            looks=(nobody,) if reason == "answer" else (),
            indexed=(("room", "2035", STAY),),
            unindexed=(("room", "2034", STAY), ("due", "2026-11-23", STAY)),
        )
        refusal(store, refused)
        assert content(store) == before
        assert dict(store.states([FOLIO])) == {}
        assert list(store.history(FOLIO)) == []
        assert store.recorded("second") is None

    def test_a_commit_that_breaks_half_way_leaves_no_trace(self, store: Store) -> None:
        """What only the last event makes impossible is not begun either."""
        store.commit(a_commit(a_fact(STAY), indexed=(("room", "2034", STAY),)))
        before = content(store)
        twice = a_commit(
            a_fact(FOLIO), a_fact(ROOM), a_fact(ROOM), unindexed=(("room", "2034", STAY),), key="k"
        )
        with pytest.raises(AxentraError):
            store.commit(twice)
        assert content(store) == before
        assert dict(store.states([FOLIO, ROOM])) == {}
        assert store.recorded("k") is None

    def test_a_refusal_is_not_the_end(self, store: Store) -> None:
        """After a refusal the same store takes the next commit."""
        store.commit(a_commit(a_fact(FOLIO), key="k"))
        refusal(store, a_commit(key="k"))
        refusal(store, a_commit(a_fact(FOLIO)))
        store.commit(a_commit(a_fact(FOLIO, 2), key="k2"))
        assert [recorded.key for recorded in store.log()] == ["k", "k2"]

    # --- Finding ----------------------------------------------------------------------------

    def test_both_bounds_are_included(self, store: Store) -> None:
        """A look-up answers from its low to its high value, both included."""
        days = [f"2026-11-{day}" for day in range(20, 27)]
        store.commit(a_commit(indexed=tuple(("due", day, STAY) for day in days)))
        found = [value for value, _ in store.find("due", "2026-11-22", "2026-11-24")]
        assert found == ["2026-11-22", "2026-11-23", "2026-11-24"]
        assert list(store.find("due", "2026-11-23", "2026-11-23")) == [("2026-11-23", STAY)]
        assert list(store.find("due", "2026-11-24", "2026-11-22")) == []

    def test_entries_are_ordered_by_value_and_stream(self, store: Store) -> None:
        """Entries come by value, and those of one value by stream, however they were added."""
        rows = [("b", "2"), ("a", "10"), ("b", "1"), ("a", "9"), ("c", "0"), ("", "5")]
        for value, stream in rows:
            store.commit(a_commit(indexed=(("room", value, stream),)))
        assert list(store.find("room", LOWEST, HIGHEST)) == sorted(rows)

    def test_the_order_is_by_code_point(self, store: Store) -> None:
        """No language sorts: capitals before small letters, and emoji behind full-width forms."""
        values = ["A", "Z", "a", "z", "~", "é", "中", "\uff5e", "\ufffd", "😀", "𠮷"]
        values.sort(key=lambda text: [ord(character) for character in text])
        store.commit(a_commit(indexed=tuple(("room", value, STAY) for value in values)))
        store.commit(a_commit(indexed=tuple(("due", "x", value) for value in values)))
        assert [value for value, _ in store.find("room", LOWEST, HIGHEST)] == values
        assert [stream for _, stream in store.find("due", LOWEST, HIGHEST)] == values
        above = [value for value, _ in store.find("room", "\uff5e", HIGHEST)]
        assert above == ["\uff5e", "\ufffd", "😀", "𠮷"]

    def test_a_limit_cuts_the_end_off(self, store: Store) -> None:
        """With a limit the first entries come, never more."""
        rows = [(f"{number:02}", STAY) for number in range(20)]
        store.commit(a_commit(indexed=tuple(("room", *row) for row in rows)))
        assert list(store.find("room", LOWEST, HIGHEST, limit=3)) == rows[:3]
        assert list(store.find("room", "05", HIGHEST, limit=1)) == rows[5:6]
        assert list(store.find("room", "18", HIGHEST, limit=20)) == rows[18:]

    @pytest.mark.parametrize("size", [1, 2, 3, 7])
    def test_pages_meet_without_gap_or_overlap(self, store: Store, size: int) -> None:
        """Continued behind the last entry of each page, a look-up gives every entry once."""
        rows = [(value, f"S{number}") for value in ("", "x", "y") for number in range(4)]
        store.commit(a_commit(indexed=tuple(("room", *row) for row in rows)))
        seen: list[tuple[str, str]] = []
        while page := store.find(
            "room", LOWEST, HIGHEST, after=seen[-1] if seen else None, limit=size
        ):
            assert len(page) <= size
            seen.extend(page)
        assert seen == sorted(rows)

    def test_a_page_continues_behind_an_entry_that_is_gone(self, store: Store) -> None:
        """`after` is a place in the order; nothing need stand there any more."""
        rows = tuple(("room", "x", f"S{number}") for number in range(5))
        store.commit(a_commit(indexed=rows))
        store.commit(a_commit(unindexed=(rows[2],)))
        found = store.find("room", LOWEST, HIGHEST, after=("x", "S2"))
        assert list(found) == [("x", "S3"), ("x", "S4")]

    def test_after_does_not_widen_the_bounds(self, store: Store) -> None:
        """A place before the low value changes nothing, one behind the high value ends it."""
        rows = [(f"{number}", STAY) for number in range(10)]
        store.commit(a_commit(indexed=tuple(("room", *row) for row in rows)))
        assert list(store.find("room", "4", "6", after=("1", STAY))) == rows[4:7]
        assert list(store.find("room", "4", "6", after=("4", "a"))) == rows[4:7]
        assert list(store.find("room", "4", "6", after=("6", STAY))) == []
        assert list(store.find("room", "4", "6", after=("9", STAY))) == []

    def test_look_ups_do_not_mix(self, store: Store) -> None:
        """Entries belong to the name they were added under, compared exactly."""
        names = ["room", "Room", "room.", "rooms", "roo"]
        for name in names:
            store.commit(a_commit(indexed=((name, "2034", name),)))
        for name in names:
            assert list(store.find(name, LOWEST, HIGHEST)) == [("2034", name)]

    def test_an_entry_stands_once(self, store: Store) -> None:
        """To add what is there or to drop what is not changes nothing."""
        entry = ("room", "2034", STAY)
        store.commit(a_commit(indexed=(entry, entry)))
        store.commit(a_commit(indexed=(entry,)))
        assert list(store.find("room", LOWEST, HIGHEST)) == [("2034", STAY)]
        store.commit(a_commit(unindexed=(entry, ("room", "2034", FOLIO), ("due", "x", STAY))))
        assert list(store.find("room", LOWEST, HIGHEST)) == []
        store.commit(a_commit(unindexed=(entry,)))

    def test_a_dropped_entry_leaves_its_neighbours(self, store: Store) -> None:
        """Only the entry of that name, value and stream goes."""
        store.commit(
            a_commit(
                indexed=(
                    ("room", "2034", STAY),
                    ("room", "2034", FOLIO),
                    ("room", "2035", STAY),
                    ("due", "2034", STAY),
                )
            )
        )
        store.commit(a_commit(unindexed=(("room", "2034", STAY),)))
        assert list(store.find("room", LOWEST, HIGHEST)) == [("2034", FOLIO), ("2035", STAY)]
        assert list(store.find("due", LOWEST, HIGHEST)) == [("2034", STAY)]

    def test_an_entry_dropped_and_added_at_once_stays(self, store: Store) -> None:
        """Within a commit entries are dropped first and added then."""
        entry = ("room", "2034", STAY)
        store.commit(a_commit(indexed=(entry,)))
        store.commit(a_commit(indexed=(entry,), unindexed=(entry,)))
        assert list(store.find("room", LOWEST, HIGHEST)) == [("2034", STAY)]

    # --- The history of a stream ------------------------------------------------------------

    def test_a_history_has_the_events_of_its_stream(self, store: Store) -> None:
        """The events of one stream come by version, exactly as written, and no others."""
        written = [a_fact(FOLIO, version, f'{{"n":{version}}}') for version in range(1, 7)]
        store.commit(a_commit(written[0], a_fact(STAY, 1), written[1]))
        store.commit(a_commit(a_fact(STAY, 2)))
        store.commit(a_commit(*written[2:]))
        assert list(store.history(FOLIO)) == written
        assert len(store.history(STAY)) == 2
        assert list(store.history(ROOM)) == []

    def test_a_history_is_read_in_pages(self, store: Store) -> None:
        """`after` is the last version known, and a limit counts events."""
        store.commit(a_commit(*(a_fact(FOLIO, version) for version in range(1, 12))))

        def versions(after: int, limit: int) -> list[int]:
            return [fact.version for fact in store.history(FOLIO, after=after, limit=limit)]

        assert versions(0, 3) == [1, 2, 3]
        assert versions(3, 3) == [4, 5, 6]
        assert versions(9, 5) == [10, 11]
        assert versions(11, 5) == []

    def test_versions_are_ordered_as_numbers(self, store: Store) -> None:
        """Version 10 comes behind version 9."""
        for version in range(1, 13):
            store.commit(a_commit(a_fact(FOLIO, version)))
        assert [fact.version for fact in store.history(FOLIO)] == list(range(1, 13))
        assert store.states([FOLIO])[FOLIO].version == 12

    # --- The log ----------------------------------------------------------------------------

    def test_the_log_has_every_commit_in_order(self, store: Store) -> None:
        """Commits come in the order in which they were made, by positions that only grow."""
        made = [store.commit(a_commit(a_fact(FOLIO, n), key=f"k{n}")) for n in range(1, 13)]
        assert list(store.log()) == made
        positions = [recorded.position for recorded in made]
        assert positions == sorted(set(positions))
        assert positions[0] > 0

    def test_events_keep_their_causal_order(self, store: Store) -> None:
        """The events of a commit stay in the order in which one led to the other."""
        streams = [STAY, ROOM, FOLIO, "canggu/folio/S0", ROOM, STAY, FOLIO, STAY]
        versions = [1, 1, 1, 1, 2, 2, 2, 3]
        facts = tuple(map(a_fact, streams, versions))
        store.commit(a_commit(*facts, key="k"))
        (logged,) = store.log()
        assert logged.facts == facts
        recorded = store.recorded("k")
        assert recorded is not None
        assert recorded.facts == facts

    def test_the_log_is_read_in_whole_commits(self, store: Store) -> None:
        """A limit counts commits, however many events each has, and cuts none in two."""
        made = [
            store.commit(
                a_commit(*(a_fact(f"canggu/stay/{number}-{event}") for event in range(number)))
            )
            for number in range(6)
        ]
        assert list(store.log(limit=4)) == made[:4]
        assert list(store.log(after=made[1].position, limit=2)) == made[2:4]

    def test_the_log_continues_behind_a_position(self, store: Store) -> None:
        """`after` excludes the position itself; behind the last there is nothing."""
        made = [store.commit(a_commit(a_fact(FOLIO, version))) for version in range(1, 8)]
        for place, recorded in enumerate(made):
            assert list(store.log(after=recorded.position)) == made[place + 1 :]

    def test_a_refused_commit_is_not_in_the_log(self, store: Store) -> None:
        """Between two commits a refused one leaves nothing that a reader could trip over."""
        first = store.commit(a_commit(a_fact(FOLIO)))
        refusal(store, a_commit(a_fact(FOLIO)))
        second = store.commit(a_commit(a_fact(FOLIO, 2)))
        assert list(store.log()) == [first, second]
        assert list(store.log(after=first.position)) == [second]

    # --- Text is text -----------------------------------------------------------------------

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_data_comes_back_as_it_was_written(self, store: Store, text: str) -> None:
        """Events and states are opaque: not a character is lost, changed or made a number."""
        fact = a_fact(FOLIO, 1, text)
        store.commit(a_commit(fact, key="k"))
        assert store.states([FOLIO])[FOLIO].data == text
        assert list(store.history(FOLIO)) == [fact]
        (recorded,) = store.log()
        assert recorded.facts == (fact,)
        assert recorded == store.recorded("k")

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_a_value_is_found_by_itself_alone(self, store: Store, text: str) -> None:
        """A look-up compares text exactly and gives it back exactly."""
        others = {"12", "12.0", "etoile", "ÉTOILE", "one", "1", "100000.0", text.strip() + "x"}
        rows = tuple(("room", value, STAY) for value in {text, *others})
        store.commit(a_commit(indexed=rows))
        assert list(store.find("room", text, text)) == [(text, STAY)]

    def test_composed_and_decomposed_letters_differ(self, store: Store) -> None:
        """Two spellings of é are two texts; whoever wants one normalises before."""
        spellings = TEXTS["composed"], TEXTS["decomposed"]
        for spelling in spellings:
            store.commit(
                a_commit(a_fact(f"canggu/{spelling}/1"), indexed=(("guest", spelling, STAY),))
            )
        streams = [f"canggu/{spelling}/1" for spelling in spellings]
        assert set(store.states(streams)) == set(streams)
        for spelling in spellings:
            assert list(store.find("guest", spelling, spelling)) == [(spelling, STAY)]

    # --- One store, many hotels -------------------------------------------------------------

    def test_two_properties_do_not_meet(self, store: Store) -> None:
        """The same ids in two hotels are two streams, also where one name begins the other."""
        hotels = ["ubud", "ubud2", "UBUD", "ubu"]
        for hotel in hotels:
            stream = f"{hotel}/folio/S1"
            store.commit(
                a_commit(a_fact(stream, 1, hotel), indexed=((f"{hotel}/room", "2034", stream),))
            )
        for hotel in hotels:
            stream = f"{hotel}/folio/S1"
            assert store.states([stream])[stream].data == hotel
            assert [fact.data for fact in store.history(stream)] == [hotel]
            assert list(store.find(f"{hotel}/room", LOWEST, HIGHEST)) == [("2034", stream)]

    # --- Size -------------------------------------------------------------------------------

    def test_a_commit_may_be_large(self, store: Store) -> None:
        """A night audit of 2,000 events over 1,000 streams is one commit."""
        streams = [f"canggu/folio/S{number}" for number in range(1000)]
        facts = [a_fact(stream, version) for version in (1, 2) for stream in streams]
        entries = tuple(("room", f"{number:04}", stream) for number, stream in enumerate(streams))
        recorded = store.commit(a_commit(*facts, key="audit", indexed=entries))
        assert store.recorded("audit") == recorded
        assert recorded.facts == tuple(facts)
        assert {kept.version for kept in store.states(streams).values()} == {2}
        assert len(store.find("room", LOWEST, HIGHEST, limit=EVERYTHING)) == 1000

    # --- Threads ----------------------------------------------------------------------------

    def test_of_many_threads_one_records_a_key(self, shared: Store) -> None:
        """A request that arrives eight times at once is done once; the others are told so."""
        for key in ("k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8"):
            commits = [a_commit(a_fact(f"canggu/{key}/{n}"), key=key) for n in range(8)]
            recorded, refused = racing(shared, commits)
            assert recorded == [shared.recorded(key)]
            assert refused == ["store.key_taken"] * 7

    def test_of_many_threads_one_moves_a_stream(self, shared: Store) -> None:
        """Of eight who have read the same version one wins, in every round."""
        for version in range(1, 16):
            recorded, refused = racing(shared, [a_commit(a_fact(ROOM, version))] * 8)
            assert len(recorded) == 1
            assert refused == ["store.version_conflict"] * 7
        assert [fact.version for fact in shared.history(ROOM)] == list(range(1, 16))

    def test_of_many_threads_one_takes_the_last_room(self, shared: Store) -> None:
        """Of eight who have seen the same look-up empty one fills it, in every round."""
        for room in "abcdefgh":
            free = looked_up(shared, "room", room, room)
            commits = [
                a_commit(looks=(free,), indexed=(("room", room, f"S{n}"),)) for n in range(8)
            ]
            recorded, refused = racing(shared, commits)
            assert len(recorded) == 1
            assert refused == ["store.answer_changed"] * 7
        assert len(shared.find("room", LOWEST, HIGHEST)) == 8

    def test_threads_that_do_not_meet_all_succeed(self, shared: Store) -> None:
        """Commits on different streams never refuse each other, and each has its position."""
        recorded, refused = racing(
            shared, [a_commit(a_fact(f"canggu/stay/{n}")) for n in range(16)]
        )
        assert refused == []
        recorded.sort(key=attrgetter("position"))
        assert list(shared.log()) == recorded
        assert len({commit.position for commit in recorded}) == 16

    def test_a_reader_of_the_log_misses_nothing(self, shared: Store) -> None:
        """Who continues behind the last position seen, while others write, sees every commit."""
        seen: list[Recorded] = []
        written: list[str] = []

        def write(stream: str) -> None:
            try:
                for version in range(1, 26):
                    patiently(shared, a_commit(a_fact(stream, version)))
            finally:
                written.append(stream)

        def follow() -> None:
            while True:
                is_last = len(written) == 4
                page = shared.log(after=seen[-1].position if seen else 0, limit=3)
                if is_last and not page:
                    return
                seen.extend(page)

        writers = (partial(write, f"canggu/stay/{number}") for number in range(4))
        at_once(follow, *writers)
        assert len(seen) == 100
        assert seen == list(shared.log())

    def test_states_are_of_one_moment(self, shared: Store) -> None:
        """Who reads two streams that always move together never sees them apart."""
        moved = Event()

        def move() -> None:
            try:
                for version in range(1, 101):
                    patiently(shared, a_commit(a_fact(FOLIO, version), a_fact(STAY, version)))
            finally:
                moved.set()

        def watch() -> None:
            while not moved.is_set():
                states = shared.states([FOLIO, STAY])
                assert len(states) in {0, 2}
                assert len({kept.version for kept in states.values()}) < 2

        at_once(move, watch, watch)
        assert shared.states([FOLIO])[FOLIO].version == 100

    # --- As the other adapters do -----------------------------------------------------------

    @pytest.mark.parametrize("seed", range(5))
    def test_it_answers_as_every_other_adapter(self, store: Store, seed: int) -> None:
        """Whatever is committed and asked: values, order and refusals are as in `MemoryStore`."""
        chance = random.Random(seed)  # noqa: S311 - a reproducible load is no secret
        model = MemoryStore()
        for _ in range(60):
            commit = _any_commit(chance, model)
            assert _outcome(store, commit) == _outcome(model, commit)
            low, high = sorted(chance.choices("abcdeé中😀", k=2))
            after, limit = (chance.choice("abc"), chance.choice("STU")), chance.randint(1, 5)
            assert list(store.find("room", low, high, after=after, limit=limit)) == list(
                model.find("room", low, high, after=after, limit=limit)
            )
        assert content(store) == content(model)


def _any_commit(chance: random.Random, model: Store) -> Commit:
    """Return a commit on a few streams that may be in conflict with what is there."""
    streams = chance.sample(["S", "T", "U", "V"], k=chance.randint(0, 3))
    present = model.states(["S", "T", "U", "V"])
    versions = {
        stream: (present[stream].version if stream in present else 0) + (chance.random() < 0.1)
        for stream in ["S", "T", "U", "V"]
    }
    facts = [
        a_fact(stream, versions[stream] + number)
        for number in range(1, chance.randint(1, 3) + 1)
        for stream in streams
    ]
    entries = [("room", chance.choice("abcdeé中😀"), chance.choice("STUV")) for _ in range(4)]
    look = looked_up(model, "room", "a", chance.choice("be😀"), limit=chance.randint(1, 9))
    if chance.random() < 0.1:
        look = attrs.evolve(look, answer=look.answer[1:])
    return a_commit(
        *facts,
        key=chance.choice([None, f"k{chance.randint(1, 60)}"]),
        reads=dict(chance.sample(sorted(versions.items()), k=1)),
        looks=(look,),
        indexed=tuple(entries[:2]),
        unindexed=tuple(entries[2:]),
    )


def _outcome(store: Store, commit: Commit) -> object:
    """Return what was recorded, without its position, or the refusal and its facts."""
    try:
        return attrs.evolve(store.commit(commit), position=0)
    except Conflict as conflict:
        return conflict.code, conflict.values
