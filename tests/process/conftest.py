"""Desks that work in one file at the same time, in threads and in processes."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

import attrs
import pytest
from tests.process import racing

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.hotel import Hotel, Property
from axentra_core.kernel.keys import Keys

MONDAY = date(2026, 11, 23)
HEAD_START = 0.1  # seconds in which all get ready

# For each desk its verbs with their keys, and the refusals it waits through.
Said = Sequence[tuple[object, str]]
Part = tuple[Said, Sequence[str]]


def _begins() -> multiprocessing.context.BaseContext:
    """Return how a process begins: as a copy of one that has imported the library and nothing else.

    To import it takes a process far longer than what it has to do.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    begins = multiprocessing.get_context("forkserver")
    begins.set_forkserver_preload([racing.__name__])
    return begins


BEGINS = _begins()
Child = tuple[BaseProcess, Connection]


@pytest.fixture(scope="session")
def begun():
    """Return what starts a function in a process of its own, which gets one end of a line."""

    def started(act, *arguments) -> Child:
        here, there = BEGINS.Pipe()
        process = BEGINS.Process(target=act, args=(there, *arguments))
        process.start()
        there.close()
        return process, here

    return started


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

    begun: Callable[..., Child]
    children: list[Child] = attrs.field(factory=list)

    def play(self, path: Path, parts: Sequence[Part]) -> list[list[str]]:
        """Let every desk play its part, and return the outcomes."""
        while len(self.children) < len(parts):
            self.children.append(self.begun(racing.play_all))
        lines = [line for _, line in self.children[: len(parts)]]
        for line, script in zip(lines, _scripts(path, parts), strict=True):
            line.send(script)
        return [line.recv() for line in lines]

    def end(self) -> None:
        """Let all children go home."""
        for process, line in self.children:
            line.close()
            process.join()


def _scripts(path: Path, parts: Sequence[Part]) -> list[object]:
    starts = monotonic() + HEAD_START
    return [
        racing.Script(str(path), starts, tuple(said), tuple(waits_for)) for said, waits_for in parts
    ]


@pytest.fixture(scope="session")
def processes(begun) -> Iterator[Processes]:
    """Return desks in processes."""
    desks = Processes(begun)
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
