"""A journal grows without copying, and no version of it ever changes another."""

import sys
from threading import Barrier, Thread

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import NotLoaded
from axentra_core.kernel.journal import Journal


def journal_of(*entries):
    """Return a journal of these entries."""
    journal = Journal()
    for entry in entries:
        journal = journal.append(entry)
    return journal


def test_a_longer_journal_shares_what_was_there() -> None:
    """The ten thousandth line costs what the first did: nothing is copied."""
    short = journal_of("a", "b")
    long = short.append("c")
    assert long._entries is short._entries
    assert (list(short), list(long)) == (["a", "b"], ["a", "b", "c"])
    assert (len(short), len(long)) == (2, 3)


def test_two_continuations_of_one_journal_do_not_meet() -> None:
    """A preview that adds a line does not show in what is then really added."""
    trunk = journal_of("a")
    preview, real = trunk.append("preview"), trunk.append("real")
    again = preview.append("more")
    assert list(trunk) == ["a"]
    assert list(preview) == ["a", "preview"]
    assert list(real) == ["a", "real"]
    assert list(again) == ["a", "preview", "more"]


@for_all(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=30), st.integers(0, 5))
def test_any_number_of_continuations_stay_apart(steps, missing) -> None:
    """Whichever version is continued, and however often, every version keeps its entries."""
    versions = [(Journal.unloaded(missing), [])]
    for chosen, entry in steps:
        journal, entries = versions[chosen % len(versions)]
        versions.append((journal.append(entry), [*entries, entry]))
    for journal, entries in versions:
        assert len(journal) == missing + len(entries)
        assert [journal[index] for index in range(missing, len(journal))] == entries


@pytest.mark.parametrize("missing", [0, 3])
def test_threads_that_continue_one_journal_each_get_their_own(missing) -> None:
    """Two clerks at two desks never read each other's line in the place of their own."""
    patience, threads, rounds = sys.getswitchinterval(), 4, 400
    together = Barrier(threads)
    trunks = [Journal.unloaded(missing).append("first") for _ in range(rounds)]
    wrong = []

    def work(name):
        for trunk in trunks:
            together.wait()
            grown = trunk.append((name, 1)).append((name, 2))
            found = [grown[index] for index in range(missing, len(grown))]
            if found != ["first", (name, 1), (name, 2)]:
                wrong.append(found)

    sys.setswitchinterval(1e-6)
    try:
        workers = [Thread(target=work, args=(name,)) for name in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        sys.setswitchinterval(patience)
    assert not wrong


def test_what_was_not_loaded_is_known_to_be_there() -> None:
    """A stored bill of a thousand lines knows their number, and says so when asked for one."""
    journal = Journal.unloaded(1000).append("new")
    assert len(journal) == 1001
    assert journal[1000] == "new"
    with pytest.raises(NotLoaded) as caught:
        journal[999]
    assert caught.value.code == "journal.not_loaded"
    assert caught.value.values == {"index": 999, "length": 1001}
    with pytest.raises(NotLoaded):
        list(journal)


@pytest.mark.parametrize("index", [-1, 2, 10**20])
def test_there_is_no_entry_outside(index) -> None:
    """Lines count from the first; none is found by counting back from the last."""
    with pytest.raises(IndexError):
        journal_of("a", "b")[index]


def test_journals_are_equal_as_far_as_is_known() -> None:
    """A bill read back from the store equals the one that was stored."""
    whole = journal_of("a", "b")
    assert whole == journal_of("a", "b")
    assert whole != journal_of("a", "c")
    assert whole != journal_of("a")
    assert whole == Journal.unloaded(2)
    assert whole != Journal.unloaded(3)
    assert hash(whole) == hash(Journal.unloaded(2)) == hash(journal_of("a", "c"))
    assert whole != ["a", "b"]


def test_a_journal_shows_how_much_of_it_is_there() -> None:
    """A printed bill is short, however long its history."""
    assert repr(Journal.unloaded(7).append("x")) == "Journal(8 entries, 1 loaded)"
