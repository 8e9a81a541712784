"""What stands against a commit, and that it is whole or not at all."""

import attrs
import pytest

from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.store import Look, Store
from axentra_core.testing.store_contract.tools import (
    FOLIO,
    HIGHEST,
    LOWEST,
    ROOM,
    STAY,
    a_commit,
    a_fact,
    content,
    looked_up,
    refusal,
)


class WritingPromises:
    """What stands against a commit, and that it is whole or not at all."""

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
