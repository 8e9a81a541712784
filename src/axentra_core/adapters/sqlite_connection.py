"""How the SQLite store comes by its connection, ends a transaction and says what went wrong."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar
from weakref import WeakSet

from axentra_core.kernel.errors import (
    InvalidInput,
    OutcomeUnknown,
    PortError,
    PortRefused,
    PortUnavailable,
    shown,
)

T = TypeVar("T")

PAUSE = 0.01  # seconds

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNAVAILABLE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
_TAKEN = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}


def is_taken(error: sqlite3.IntegrityError) -> bool:
    """Return whether a row was refused because another one has its key."""
    return error.sqlite_errorcode in _TAKEN


def _telling(work: Callable[[sqlite3.Cursor], T], connection: sqlite3.Connection) -> T:
    """Return what the work answers, or raise this library's error for SQLite's."""
    try:
        cursor = connection.cursor()
        cursor.row_factory = None  # a host may have set another one for its own rows
        return work(cursor)
    except (sqlite3.Error, UnicodeError) as error:
        raise _told(error) from error


def _told(error: Exception) -> PortError:
    # The low byte of a code is its area; an error that is Python's own carries none.
    area = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if area in _BUSY:
        return PortUnavailable("store.busy")
    if area in _UNAVAILABLE:
        return PortUnavailable("store.unavailable")
    if area == sqlite3.SQLITE_READONLY:
        return PortRefused("store.read_only")
    return PortRefused("store.refused", reason=str(error))


class OwnConnections:
    """A connection for each thread to one file, set so that nothing acknowledged is lost.

    Write-ahead log, ``synchronous=FULL``, foreign keys on. Before a fork all connections are
    closed; parent and child open their own again. It would not do that the child leaves the
    parent's alone: SQLite remembers by process which locks it holds, a child inherits the memory
    without the locks, and what it commits is lost once the parent closes the file.
    """

    def __init__(self, path: str | os.PathLike[str], patience: float) -> None:
        """Take the path of the file and the seconds to wait for another writer."""
        name = os.fspath(path)
        if name in {"", ":memory:"}:
            raise InvalidInput.because(
                "field.wrong_type", path="path", expected="a file on disk", got=shown(name)
            )
        self._path = Path(name).absolute()  # the host may change its directory later
        self._patience = patience
        self._is_closed = False
        self._of_thread = threading.local()
        self._connections: WeakSet[_Connection] = WeakSet()
        with _OPENING:
            _OWNERS.add(self)

    def read(self, work: Callable[[sqlite3.Cursor], T]) -> T:
        """Return what the work answers when it is given a cursor."""
        while True:
            mine = self._mine()
            with mine.lock:
                # Another thread may have closed it between the two lines, to fork.
                if mine.is_open:
                    return _telling(work, mine.raw)

    def write(self, key: str | None, work: Callable[[sqlite3.Cursor], T]) -> T:
        """Return what the work answers, as one transaction."""

        def transaction(cursor: sqlite3.Cursor) -> T:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                answer = work(cursor)
                _commit(cursor, key)
            except BaseException:
                if cursor.connection.in_transaction:
                    cursor.execute("ROLLBACK")
                raise
            return answer

        return self.read(transaction)

    def close(self) -> None:
        """Close the connections of all threads, for good."""
        with _OPENING:
            self._is_closed = True
            self.disconnect()

    def disconnect(self) -> None:
        """Close the connections of all threads, each as soon as it is idle."""
        for connection in self._connections:
            if connection.is_open:
                connection.close()

    def _mine(self) -> "_Connection":
        mine: _Connection | None = getattr(self._of_thread, "connection", None)
        if mine is None or not mine.is_open:
            mine = self._of_thread.connection = self._opened()
        elif mine.process != os.getpid():
            raise PortRefused("store.refused", reason="it was open at a fork unknown to Python")
        return mine

    def _opened(self) -> "_Connection":
        with _OPENING:
            if self._is_closed:
                raise PortRefused("store.refused", reason="it was closed")
            try:
                mine = _Connection(self._path, self._patience)
                mine.set_up(self._patience)
            except sqlite3.Error as error:
                raise _told(error) from error
            self._connections.add(mine)
            return mine


class JoinedConnection:
    """The connection of a caller who has begun a transaction and will end it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the caller's connection."""
        self._connection = connection

    def read(self, work: Callable[[sqlite3.Cursor], T]) -> T:
        """Return what the work answers; it sees what the caller has not yet committed."""
        return _telling(work, self._connection)

    def write(self, _key: str | None, work: Callable[[sqlite3.Cursor], T]) -> T:
        """Return what the work answers; what it wrote stays or goes as one."""

        def savepoint(cursor: sqlite3.Cursor) -> T:
            # Outside a transaction a savepoint would be one, and end by committing.
            if not self._connection.in_transaction:
                raise PortRefused("store.refused", reason="its caller has begun no transaction")
            cursor.execute("SAVEPOINT axentra")
            try:
                answer = work(cursor)
            except BaseException:
                # After an error such as a full disk, SQLite has rolled everything back itself.
                if self._connection.in_transaction:
                    cursor.execute("ROLLBACK TO axentra")
                    cursor.execute("RELEASE axentra")
                raise
            cursor.execute("RELEASE axentra")
            return answer

        return self.read(savepoint)

    def close(self) -> None:
        """Leave the connection to its owner."""


class _Connection:
    """One thread's connection, and the lock without which it is neither used nor closed."""

    def __init__(self, path: Path, patience: float) -> None:
        # Its own thread alone uses it, but any thread may have to close it.
        self.raw = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        self.lock = threading.Lock()
        self.process = os.getpid()
        self.is_open = True

    def set_up(self, patience: float) -> None:
        deadline = monotonic() + patience
        while (mode := self._journal_mode()) == "busy" and monotonic() < deadline:
            sleep(PAUSE)
        if mode == "busy":
            raise PortUnavailable("store.busy")
        if mode != "wal":
            raise PortRefused("store.refused", reason=f"its file can keep no WAL, only {mode}")
        self.raw.execute("PRAGMA synchronous = FULL")
        self.raw.execute("PRAGMA foreign_keys = ON")

    def _journal_mode(self) -> str:
        # Of all statements this one does not wait when another process begins the same file.
        try:
            (mode,) = self.raw.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return "busy"
        return str(mode)

    def close(self) -> None:
        with self.lock:
            self.is_open = False
            self.raw.close()

    def __del__(self) -> None:
        # Its thread has ended; since Python 3.13 a connection asks to be closed by name.
        if hasattr(self, "raw"):
            self.raw.close()


def _commit(cursor: sqlite3.Cursor, key: str | None) -> None:
    try:
        cursor.execute("COMMIT")
    except sqlite3.Error as error:
        # While the transaction is still open, nothing is written. Once SQLite has ended it, the
        # last page may or may not have reached the disk.
        if cursor.connection.in_transaction:
            raise
        raise OutcomeUnknown("store.outcome_unknown", key=key) from error


_OPENING = threading.Lock()  # held through a fork, so that none is opened meanwhile
_OWNERS: WeakSet[OwnConnections] = WeakSet()


def _before_fork() -> None:
    _OPENING.acquire()
    for owner in _OWNERS:
        owner.disconnect()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_OPENING.release, after_in_child=_OPENING.release
    )
