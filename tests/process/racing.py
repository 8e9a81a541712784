"""Say verbs to a hotel in one SQLite file, as one of many desks.

What the tests use beside is not imported, so that a child is at work soon.
"""

from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from time import monotonic, sleep

import attrs

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.hotel import Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, Conflict, PortUnavailable
from axentra_core.kernel.keys import Keys

NOW = datetime(2026, 11, 23, 22, tzinfo=UTC)
DEWI = Actor("staff", "dewi", ("supervisor", "manager"))
DONE = "done"
PATIENCE = 60.0  # seconds
PAUSE = 0.002


@attrs.frozen
class Script:
    """What one desk says, one after the other.

    Attributes:
        path: the file that all desks share.
        starts: when to begin, so that all begin together.
        said: verbs with their keys.
        waits_for: refusals after which it tries again, for somebody else has to act first.
    """

    path: str
    starts: float
    said: tuple[tuple[object, str], ...]
    waits_for: tuple[str, ...] = ()


def hotel_in(path: str) -> Hotel:
    """Return the hotel in a file; its clock stands still, so that repeated work is the same."""
    store = SqliteStore(path, patience=PATIENCE)
    return Hotel(store, "axentra", clock=lambda: NOW, keys=Keys(b"k" * 32))


def play(script: Script, hotel: Hotel) -> list[str]:
    """Say everything, and return for each verb that it is done, or the code of its refusal."""
    _ = hotel.read
    sleep(max(0.0, script.starts - monotonic()))
    return [_outcome(hotel, verb, key, script.waits_for) for verb, key in script.said]


def _outcome(hotel: Hotel, verb: object, key: str, waits_for: tuple[str, ...]) -> str:
    """Say a verb until it is done or refused: to be overtaken is no answer."""
    end = monotonic() + PATIENCE
    while True:
        try:
            hotel.do(verb, actor=DEWI, key=key)
        except (Conflict, PortUnavailable):
            continue
        except AxentraError as error:
            if error.code not in waits_for or monotonic() > end:
                return error.code
            sleep(PAUSE)
        else:
            return DONE


def play_all(line: Connection) -> None:
    """Play every script that comes in, and answer each with its outcomes."""
    while True:
        try:
            script = line.recv()
        except EOFError:
            return
        hotel = hotel_in(script.path)
        line.send(play(script, hotel))
        hotel.store.close()


def close_the_day(line: Connection, path: str, day: date) -> None:
    """Say when it begins, and close a day."""
    hotel = hotel_in(path)
    _ = hotel.read
    line.send("begun")
    hotel.by(DEWI).close_day(day)
