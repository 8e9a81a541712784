"""What was committed can be read, found and followed."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.kernel.store import Kept, Store
from axentra_core.testing.store_contract.tools import (
    EVERYTHING,
    FOLIO,
    HIGHEST,
    LOWEST,
    NOW,
    ROOM,
    STAY,
    a_commit,
    a_fact,
    refusal,
)


class ReadingPromises:
    """What was committed can be read, found and followed."""

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
