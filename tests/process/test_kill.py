"""A process killed at any moment loses nothing it has acknowledged and leaves nothing half."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from time import sleep

import pytest

import axentra_core
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.kernel.store import Fact, Kept

CHILD = Path(__file__).with_name("committing.py")

# A child finds the package where this process has found it.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(axentra_core.__file__).parent.parent)}

EVERYTHING = 1_000_000
KILLS = 12
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file that all processes of a test share."""
    return tmp_path / "hotel.db"


def begun(path: Path, seed: float, manner: str = "honest") -> subprocess.Popen[bytes]:
    """Start a process that commits to the file."""
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(path), str(seed), manner],
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
    )


def killed(child: subprocess.Popen[bytes], chance: random.Random) -> list[str]:
    """Kill a process at a random moment, and return the keys it had acknowledged."""
    # Mostly in the middle of its work, now and then while it opens the file.
    first = child.stdout.readline() if chance.random() < 0.8 else b""
    sleep(chance.uniform(0, 0.03) if first else chance.uniform(0, 0.3))
    child.kill()
    rest, _ = child.communicate()
    lines = (first + rest).decode().splitlines(keepends=True)
    return [line.rstrip() for line in lines if line.endswith("\n")]


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
def test_a_kill_loses_nothing_that_was_acknowledged(path: Path, seed: int) -> None:
    """After every kill all acknowledged commits are there, at most one more, and work goes on."""
    chance = random.Random(seed)
    keys: list[str] = []
    unheard = 0
    for _ in range(KILLS):
        keys += killed(begun(path, chance.random()), chance)
        # A last commit may have been made without the word of it getting out.
        now_unheard = check(path, keys) - len(keys)
        assert now_unheard - unheard in {0, 1}
        unheard = now_unheard
    assert len(keys) > KILLS


@pytest.mark.parametrize("seed", SEEDS)
def test_a_death_does_not_stop_the_others(path: Path, seed: int) -> None:
    """Two processes that commit to one file are killed in turn; no lock of the dead remains."""
    chance = random.Random(seed)
    keys: list[str] = []
    survivor = begun(path, chance.random())
    for _ in range(8):
        first, survivor = survivor, begun(path, chance.random())
        keys += killed(first, chance)
    keys += killed(survivor, chance)
    assert len(keys) > 8
    assert check(path, keys) - len(keys) in range(10)


def test_a_word_given_too_early_is_noticed(path: Path) -> None:
    """The check itself can fail: a process that acknowledges before it commits is caught."""
    keys = killed(begun(path, 1), random.Random(1))
    check(path, keys)
    boast, _ = begun(path, 2, "boasting").communicate()
    with pytest.raises(AssertionError):
        check(path, [*keys, boast.decode().rstrip()])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a file that a process has filled for a while, and the keys in it."""
    path = tmp_path_factory.mktemp("sound") / "hotel.db"
    child = begun(path, 1)
    heard = [child.stdout.readline().decode().rstrip() for _ in range(50)]
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
