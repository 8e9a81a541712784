"""A process killed at any moment loses nothing it has acknowledged and leaves nothing half."""

import random
import shutil
import sqlite3
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest
from tests.process.committing import commit_on

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.kernel.store import Fact, Kept

EVERYTHING = 1_000_000
KILLS = 12
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file that all processes of a test share."""
    return tmp_path / "hotel.db"


@pytest.fixture(scope="module")
def committing(begun):
    """Return what starts a process that commits to a file."""
    return lambda path, seed, manner="honest": begun(commit_on, str(path), seed, manner)


def heard_to_the_end(child) -> list[str]:
    """Return the keys that a process acknowledges until it ends; half a word is none."""
    process, line = child
    keys: list[str] = []
    with suppress(EOFError, OSError):
        while True:
            keys.append(line.recv())
    process.join()
    line.close()
    return keys


def killed(child, chance: random.Random) -> list[str]:
    """Kill a process at a random moment, and return the keys it had acknowledged."""
    process, line = child
    # Mostly in the middle of its work, now and then while it opens the file.
    first = [line.recv()] if chance.random() < 0.8 else []
    sleep(chance.uniform(0, 0.03))
    process.kill()
    return first + heard_to_the_end(child)


def check(path: Path, keys: list[str]) -> int:
    """Check that every key is recorded and nothing is half; return how many commits there are."""
    with SqliteStore(path) as store:
        log = store.log(limit=EVERYTHING)
        histories: defaultdict[str, list[Fact]] = defaultdict(list)
        for recorded in log:
            for fact in recorded.facts:
                histories[fact.stream].append(fact)
        for stream, facts in histories.items():
            assert [fact.version for fact in facts] == list(range(1, len(facts) + 1))
            assert store.history(stream, limit=EVERYTHING) == facts
        assert store.states(list(histories)) == {
            stream: Kept(facts[-1].version, facts[-1].hash, facts[-1].data)
            for stream, facts in histories.items()
        }
        assert {stream: int(value) for value, stream in store.find("moves", "", "A")} == {
            stream: len(facts) for stream, facts in histories.items() if "/stay/" in stream
        }
        assert [key for key in keys if store.recorded(key) is None] == []
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return len(log)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_loses_nothing_that_was_acknowledged(committing, path: Path, seed: int) -> None:
    """After every kill all acknowledged commits are there, at most one more, and work goes on."""
    chance = random.Random(seed)
    keys: list[str] = []
    unheard = 0
    for _ in range(KILLS):
        keys += killed(committing(path, chance.random()), chance)
        # A last commit may have been made without the word of it getting out.
        now_unheard = check(path, keys) - len(keys)
        assert now_unheard - unheard in {0, 1}
        unheard = now_unheard
    assert len(keys) > KILLS


@pytest.mark.parametrize("seed", SEEDS)
def test_a_death_does_not_stop_the_others(committing, path: Path, seed: int) -> None:
    """Two processes that commit to one file are killed in turn; no lock of the dead remains."""
    chance = random.Random(seed)
    keys: list[str] = []
    survivor = committing(path, chance.random())
    for _ in range(8):
        first, survivor = survivor, committing(path, chance.random())
        keys += killed(first, chance)
    keys += killed(survivor, chance)
    assert len(keys) > 8
    assert check(path, keys) - len(keys) in range(10)


def test_a_word_given_too_early_is_noticed(committing, path: Path) -> None:
    """The check itself can fail: a process that acknowledges before it commits is caught."""
    keys = killed(committing(path, 1), random.Random(1))
    check(path, keys)
    boast = heard_to_the_end(committing(path, 2, "boasting"))
    assert boast
    with pytest.raises(AssertionError):
        check(path, [*keys, *boast])


@pytest.fixture(scope="module")
def sound(committing, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a file that a process has filled for a while, and the keys in it."""
    path = tmp_path_factory.mktemp("sound") / "hotel.db"
    child = committing(path, 1)
    heard = [child[1].recv() for _ in range(50)]
    keys = heard + killed(child, random.Random(1))
    check(path, keys)
    return path, keys


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM axentra_facts WHERE ordinal = 1 AND position = 3",
        "DELETE FROM axentra_states WHERE stream = 'canggu/stay/S1'",
        "UPDATE axentra_states SET data = 'older' WHERE stream LIKE 'canggu/folio/%'",
        "DELETE FROM axentra_entries WHERE stream = 'canggu/stay/S1'",
        "INSERT INTO axentra_entries VALUES ('moves', '000000001', 'canggu/stay/S9')",
        "DELETE FROM axentra_commits WHERE position = 3",
    ],
)
def test_a_half_commit_is_noticed(sound: tuple[Path, list[str]], path: Path, damage: str) -> None:
    """The check itself can fail: a row too few, too many or too old is caught, in any table."""
    whole, keys = sound
    shutil.copy(whole, path)
    check(path, keys)
    with sqlite3.connect(path) as connection:
        assert connection.execute(damage).rowcount > 0
    connection.close()
    with pytest.raises(AssertionError):
        check(path, keys)
