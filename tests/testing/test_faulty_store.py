"""A faulty store fails where it was told to, and tells the truth about the effect."""

from collections.abc import Callable

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import OutcomeUnknown, PortUnavailable
from axentra_core.kernel.store import Store
from axentra_core.testing import Failure, FaultyStore, StoreContract, a_commit, a_fact

FOLIO = "canggu/folio/S1"
COMMIT = a_commit(a_fact(FOLIO), key="k")


class TestFaultyStoreAtRest(StoreContract):
    """As long as nothing is to fail, a faulty store is as good as the one behind it."""

    def make_store(self, tmp_path: object) -> Store:
        """Return a store that does not fail."""
        return FaultyStore(MemoryStore())


@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.states([FOLIO]),
        lambda store: store.find("room", "", "9"),
        lambda store: store.recorded("k"),
        lambda store: store.history(FOLIO),
        lambda store: store.log(),
        lambda store: store.commit(a_commit(a_fact(FOLIO, 2))),
    ],
    ids=["states", "find", "recorded", "history", "log", "commit"],
)
def test_every_method_can_fail(call: Callable[[Store], object]) -> None:
    """The nth call fails whichever it is, and only that one."""
    behind = MemoryStore()
    store = FaultyStore(behind, 2)
    store.commit(COMMIT)
    with pytest.raises(PortUnavailable):
        call(store)
    assert len(behind.log()) == 1
    call(store)


def test_before_its_effect_a_commit_has_not_happened() -> None:
    """Nothing was done, so the same commit can be tried again."""
    store = FaultyStore(MemoryStore(), 1)
    with pytest.raises(PortUnavailable) as caught:
        store.commit(COMMIT)
    assert caught.value.outcome == "not_done"
    assert store.recorded("k") is None
    assert store.commit(COMMIT).key == "k"


def test_after_its_effect_a_commit_has_happened() -> None:
    """The reply is lost; `recorded` knows the outcome."""
    store = FaultyStore(MemoryStore(), 1, Failure.AFTER_EFFECT)
    with pytest.raises(OutcomeUnknown) as caught:
        store.commit(COMMIT)
    assert caught.value.outcome == "unknown"
    assert caught.value.values == {"key": "k"}
    assert store.recorded("k") is not None


def test_a_question_whose_reply_is_lost_is_only_unavailable() -> None:
    """A question has no effect that could be unknown."""
    store = FaultyStore(MemoryStore(), 1, Failure.AFTER_EFFECT)
    with pytest.raises(PortUnavailable):
        store.log()


def test_commits_can_be_counted_alone() -> None:
    """The second commit fails, however many questions came before."""
    store = FaultyStore(MemoryStore(), 2, counting="commits")
    store.log()
    store.log()
    store.commit(COMMIT)
    store.log()
    with pytest.raises(PortUnavailable):
        store.commit(a_commit(a_fact(FOLIO, 2)))
    store.commit(a_commit(a_fact(FOLIO, 2)))


def test_a_failure_may_last_until_it_is_mended() -> None:
    """A store that is away stays away, until it is back."""
    store = FaultyStore(MemoryStore(), 2, lasting=True)
    store.log()
    for _ in range(3):
        with pytest.raises(PortUnavailable):
            store.log()
    store.mend()
    assert store.log() == []


def test_the_calls_of_a_run_can_be_counted() -> None:
    """A run without failures tells which calls there are to fail."""
    store = FaultyStore(MemoryStore())
    store.states([FOLIO])
    store.commit(COMMIT)
    store.recorded("k")
    assert store.calls == ["states", "commit", "recorded"]
