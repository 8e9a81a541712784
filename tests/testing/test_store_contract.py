"""The contract can fail: stores that break one promise each, and the checks that notice."""

from collections.abc import Callable, Sequence
from functools import partial
from time import sleep
from typing import Any

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import Conflict
from axentra_core.kernel.store import Commit, Fact, Kept, Look, Recorded
from axentra_core.testing import StoreContract

Entries = list[tuple[str, str]]


def ignores_versions(store: MemoryStore, commit: Commit) -> Recorded:
    """Write whatever was read."""
    return MemoryStore.commit(store, attrs.evolve(commit, reads={}))


def ignores_what_was_only_read(store: MemoryStore, commit: Commit) -> Recorded:
    """Compare the versions of the streams that are written, as most event stores do."""
    reads = {stream: commit.reads[stream] for stream in commit.states if stream in commit.reads}
    return MemoryStore.commit(store, attrs.evolve(commit, reads=reads))


def trusts_look_ups(store: MemoryStore, commit: Commit) -> Recorded:
    """Ask no look-up again."""
    return MemoryStore.commit(store, attrs.evolve(commit, looks=()))


def counts_answers(store: MemoryStore, commit: Commit) -> Recorded:
    """Ask again, but compare only how many entries there are."""
    looks = [attrs.evolve(look, answer=tuple(store._found(look))) for look in commit.looks]
    if [len(look.answer) for look in looks] != [len(look.answer) for look in commit.looks]:
        raise Conflict("store.answer_changed", name=looks[0].name)
    return MemoryStore.commit(store, attrs.evolve(commit, looks=tuple(looks)))


def writes_half(store: MemoryStore, commit: Commit) -> Recorded:
    """Drop entries before it is known whether the commit holds."""
    for name, value, stream in commit.unindexed:
        store._entries[name] = [entry for entry in store._entries[name] if entry != (value, stream)]
    return MemoryStore.commit(store, commit)


def burns_keys(store: MemoryStore, commit: Commit) -> Recorded:
    """Remember the key of a commit that is then refused."""
    try:
        return MemoryStore.commit(store, commit)
    except Conflict:
        nothing = Recorded(0, commit.key, "", "", "", "", commit.at, commit.business_date, ())
        store._keys.setdefault(commit.key, nothing)
        raise


def forgets_keys(store: MemoryStore, commit: Commit) -> Recorded:
    """Take a key twice."""
    store._keys.pop(commit.key, None)
    return MemoryStore.commit(store, commit)


def compares_versions_first(store: MemoryStore, commit: Commit) -> Recorded:
    """Tell a repetition that it came too late."""
    store._confirm(attrs.evolve(commit, key=None))
    return MemoryStore.commit(store, commit)


def looks_and_then_writes(store: MemoryStore, commit: Commit) -> Recorded:
    """Take no lock, and some time between looking and writing."""
    store._confirm(commit)
    sleep(0.005)
    return store._write(commit)


def sorts_events(store: MemoryStore, commit: Commit) -> Recorded:
    """Keep the events of a commit stream by stream, and lose what led to what."""
    facts = tuple(sorted(commit.facts, key=lambda fact: (fact.stream, fact.version)))
    return MemoryStore.commit(store, attrs.evolve(commit, facts=facts))


def strips_text(store: MemoryStore, commit: Commit) -> Recorded:
    """Keep a state without the spaces at its ends."""
    states = {
        stream: attrs.evolve(kept, data=kept.data.strip()) for stream, kept in commit.states.items()
    }
    return MemoryStore.commit(store, attrs.evolve(commit, states=states))


def loses_microseconds(store: MemoryStore, commit: Commit) -> Recorded:
    """Keep whole seconds."""
    return MemoryStore.commit(store, attrs.evolve(commit, at=commit.at.replace(microsecond=0)))


def loses_zones(store: MemoryStore, commit: Commit) -> Recorded:
    """Give naive instants back."""
    return MemoryStore.commit(store, attrs.evolve(commit, at=commit.at.replace(tzinfo=None)))


def limits_events(store: MemoryStore, *, after: int = 0, limit: int = 1000) -> Sequence[Recorded]:
    """Take the limit of the log for a number of events."""
    page: list[Recorded] = []
    for recorded in MemoryStore.log(store, after=after, limit=limit):
        page.append(recorded)
        if sum(len(commit.facts) for commit in page) >= limit:
            break
    return page


def includes_after(store: MemoryStore, *, after: int = 0, limit: int = 1000) -> Sequence[Recorded]:
    """Begin a page of the log with the last commit of the page before."""
    return MemoryStore.log(store, after=max(0, after - 1), limit=limit)


def orders_versions_as_text(
    store: MemoryStore, stream: str, *, after: int = 0, limit: int = 1000
) -> Sequence[Fact]:
    """Put version 10 behind version 1."""
    facts = MemoryStore.history(store, stream, after=after, limit=limit)
    return sorted(facts, key=lambda fact: str(fact.version))


def excludes_high(store: MemoryStore, look: Look) -> Entries:
    """End a look-up before its high value."""
    return [entry for entry in MemoryStore._found(store, look) if entry[0] < look.high]


def continues_by_value(store: MemoryStore, look: Look) -> Entries:
    """Continue behind the value, and skip the other streams that have it."""
    after = look.after and (look.after[0], "\U0010ffff")
    return MemoryStore._found(store, attrs.evolve(look, after=after))


def orders_by_code_unit(store: MemoryStore, look: Look) -> Entries:
    """Sort as Java, JavaScript and databases in UTF-16 do."""
    return sorted(
        MemoryStore._found(store, look),
        key=lambda entry: [text.encode("utf-16-be") for text in entry],
    )


def asks_one_by_one(store: MemoryStore, streams: Sequence[str]) -> dict[str, Kept]:
    """Read one state after the other, each at its own moment."""
    found: dict[str, Kept] = {}
    for stream in streams:
        found |= MemoryStore.states(store, [stream])
        sleep(0.001)
    return found


def ignores_case(store: MemoryStore, streams: Sequence[str]) -> dict[str, Kept]:
    """Compare names as MySQL does unless it is told otherwise."""
    return {
        stream: kept
        for stream in streams
        for known, kept in store._states.items()
        if known.casefold() == stream.casefold()
    }


# fmt: off
BROKEN = [
    ("commit",  ignores_versions,           "a_stale_version_is_refused", 3),
    ("commit",  ignores_versions,           "a_stream_that_was_only_read_counts"),
    ("commit",  ignores_versions,           "one_stale_version_among_many_is_found"),
    ("commit",  ignores_what_was_only_read, "a_stream_that_was_only_read_counts"),
    ("commit",  ignores_what_was_only_read, "an_absent_stream_has_version_0"),
    ("commit",  trusts_look_ups,            "an_entry_that_appeared_meanwhile_is_seen"),
    ("commit",  trusts_look_ups,            "an_entry_that_went_meanwhile_is_seen"),
    ("commit",  trusts_look_ups,            "a_look_up_is_repeated_exactly"),
    ("commit",  trusts_look_ups,            "every_look_up_is_asked_again"),
    ("commit",  trusts_look_ups,            "of_many_threads_one_takes_the_last_room"),
    ("commit",  counts_answers,             "an_entry_that_moved_meanwhile_is_seen"),
    ("commit",  writes_half,                "a_refused_commit_leaves_no_trace", "version"),
    ("commit",  writes_half,                "a_commit_that_breaks_half_way_leaves_no_trace"),
    ("commit",  burns_keys,                 "a_refused_commit_leaves_no_trace", "answer"),
    ("commit",  forgets_keys,               "a_key_is_recorded_once"),
    ("commit",  forgets_keys,               "of_many_threads_one_records_a_key"),
    ("commit",  compares_versions_first,    "a_key_comes_before_everything_else"),
    ("commit",  compares_versions_first,    "refusals_have_an_order"),
    ("commit",  looks_and_then_writes,      "of_many_threads_one_records_a_key"),
    ("commit",  looks_and_then_writes,      "of_many_threads_one_moves_a_stream"),
    ("commit",  looks_and_then_writes,      "of_many_threads_one_takes_the_last_room"),
    ("commit",  sorts_events,               "events_keep_their_causal_order"),
    ("commit",  strips_text,                "data_comes_back_as_it_was_written", "\t padded \t"),
    ("commit",  loses_microseconds,         "an_instant_keeps_its_microseconds_and_its_zone"),
    ("commit",  loses_zones,                "an_instant_keeps_its_microseconds_and_its_zone"),
    ("log",     limits_events,              "the_log_is_read_in_whole_commits"),
    ("log",     includes_after,             "the_log_continues_behind_a_position"),
    ("history", orders_versions_as_text,    "versions_are_ordered_as_numbers"),
    ("_found",  excludes_high,              "both_bounds_are_included"),
    ("_found",  continues_by_value,         "pages_meet_without_gap_or_overlap", 2),
    ("_found",  orders_by_code_unit,        "the_order_is_by_code_point"),
    ("states",  asks_one_by_one,            "states_are_of_one_moment"),
    ("states",  ignores_case,               "two_properties_do_not_meet"),
]
# fmt: on


@pytest.mark.parametrize(
    ("method", "breakage", "check", "arguments"),
    [(*row[:3], row[3:]) for row in BROKEN],
    ids=[f"{breakage.__name__}-{check}" for _, breakage, check, *_ in BROKEN],
)
def test_a_broken_store_does_not_pass(
    method: str, breakage: Callable[..., Any], check: str, arguments: tuple[object, ...]
) -> None:
    """A store with one method replaced fails the check of the promise it breaks."""
    checked = getattr(StoreContract(), f"test_{check}")
    checked(MemoryStore(), *arguments)
    store = MemoryStore()
    setattr(store, method, partial(breakage, store))
    with pytest.raises(AssertionError):
        checked(store, *arguments)
