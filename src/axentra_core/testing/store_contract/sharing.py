"""Texts, hotels, threads: nothing that shares a store disturbs anything else in it."""

import random
from functools import partial
from operator import attrgetter
from threading import Event

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import Conflict
from axentra_core.kernel.store import Commit, Recorded, Store
from axentra_core.testing.store_contract.tools import (
    EVERYTHING,
    FOLIO,
    HIGHEST,
    LOWEST,
    ROOM,
    STAY,
    TEXTS,
    a_commit,
    a_fact,
    at_once,
    content,
    looked_up,
    patiently,
    racing,
)


class SharingPromises:
    """Texts, hotels, threads: nothing that shares a store disturbs anything else in it."""

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
        stopped = Event()
        watched: list[str] = []

        def move() -> None:
            version = 0
            try:
                while len(watched) < 2:
                    version += 1
                    patiently(shared, a_commit(a_fact(FOLIO, version), a_fact(STAY, version)))
            finally:
                stopped.set()

        def watch(name: str) -> None:
            seen: set[int] = set()
            try:
                while len(seen) < 20 and not stopped.is_set():
                    states = shared.states([FOLIO, STAY])
                    assert len(states) in {0, 2}
                    versions = {kept.version for kept in states.values()}
                    assert len(versions) < 2
                    seen |= versions
            finally:
                watched.append(name)

        at_once(move, partial(watch, "one"), partial(watch, "other"))

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
