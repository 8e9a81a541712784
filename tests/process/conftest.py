"""Desks that work in one file at the same time, in threads and in processes."""

import importlib.util
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import monotonic
from types import ModuleType

import attrs
import pytest

import axentra_core
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.hotel import Hotel, Property
from axentra_core.kernel.keys import Keys

MONDAY = date(2026, 11, 23)
CHILD = Path(__file__).with_name("racing.py")
HEAD_START = 0.1  # seconds in which all get ready

# A child finds the package where this process has found it.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(axentra_core.__file__).parent.parent)}

# For each desk its verbs with their keys, and the refusals it waits through.
Said = Sequence[tuple[object, str]]
Part = tuple[Said, Sequence[str]]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


racing = _module(CHILD)


@attrs.define
class Threads:
    """Desks in threads that share one hotel."""

    def play(self, path: Path, parts: Sequence[Part]) -> list[list[str]]:
        """Let every desk play its part, and return the outcomes."""
        hotel = racing.hotel_in(str(path))
        with hotel.store, ThreadPoolExecutor(len(parts)) as threads:
            return list(threads.map(lambda one: racing.play(one, hotel), _scripts(path, parts)))


@attrs.define
class Processes:
    """Desks in processes of their own; each is started once and then plays many parts."""

    children: list[subprocess.Popen[bytes]] = attrs.field(factory=list)

    def play(self, path: Path, parts: Sequence[Part]) -> list[list[str]]:
        """Let every desk play its part, and return the outcomes."""
        while len(self.children) < len(parts):
            self.children.append(self._begun())
        at_work = self.children[: len(parts)]
        for child, script in zip(at_work, _scripts(path, parts), strict=True):
            pickle.dump(attrs.astuple(script, recurse=False), child.stdin)
            child.stdin.flush()
        return [pickle.load(child.stdout) for child in at_work]

    def _begun(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
        )

    def end(self) -> None:
        """Let all children go home."""
        for child in self.children:
            child.stdin.close()
            child.wait()
            child.stdout.close()


def _scripts(path: Path, parts: Sequence[Part]) -> list[object]:
    starts = monotonic() + HEAD_START
    return [
        racing.Script(str(path), starts, tuple(said), tuple(waits_for)) for said, waits_for in parts
    ]


@pytest.fixture(scope="session")
def processes() -> Iterator[Processes]:
    """Return desks in processes."""
    desks = Processes()
    yield desks
    desks.end()


@pytest.fixture
def desks(request: pytest.FixtureRequest) -> Threads | Processes:
    """Return the desks of a kind: threads or processes."""
    return Threads() if request.param == "threads" else request.getfixturevalue("processes")


@pytest.fixture
def hotel_at(tmp_path: Path):
    """Return what opens a hotel in the file that all desks share; the clock stands still."""
    stores: list[SqliteStore] = []

    def opened(property_: Property) -> tuple[Path, Hotel]:
        path = tmp_path / "hotel.db"
        stores.append(SqliteStore(path))
        hotel = Hotel(stores[-1], property_, clock=lambda: racing.NOW, keys=Keys(b"k" * 32))
        hotel.open(on=MONDAY)
        return path, hotel

    yield opened
    for store in stores:
        store.close()
