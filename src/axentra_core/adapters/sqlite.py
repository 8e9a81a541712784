"""A store in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from os import PathLike
from typing import Self

from axentra_core.adapters.sqlite_connection import JoinedConnection, OwnConnections, is_taken
from axentra_core.adapters.sqlite_statements import (
    ADD_COMMIT,
    ADD_ENTRY,
    ADD_FACT,
    BY_KEY,
    DROP_ENTRY,
    FACTS,
    FIND,
    HISTORY,
    IN_ORDER,
    PUT_STATE,
    SCHEMA,
    SCHEMA_VERSION,
    STATE,
    STATES,
    VERSIONS,
)
from axentra_core.kernel.errors import Conflict, PortRefused
from axentra_core.kernel.store import DEFAULT_LIMIT, Commit, Fact, Kept, Look, Recorded


class SqliteStore:
    """A `Store` in a file on a local disk; any threads and processes of one machine may share it.

    Each thread gets a connection of its own, and a process may fork: see `OwnConnections`.

    Args:
        path: the file; made when it is not there.
        patience: seconds to wait for another writer before ``store.busy``.
    """

    def __init__(self, path: str | PathLike[str], *, patience: float = 5.0) -> None:
        """Open the file, and make the tables if it has none.

        Raises:
            InvalidInput: the path names no file.
            PortRefused: ``store.schema_unknown``, ``store.read_only`` or ``store.refused``.
            PortUnavailable: ``store.busy`` or ``store.unavailable``.
        """
        self._connection: OwnConnections | JoinedConnection = OwnConnections(path, patience)
        if self._connection.read(_schema_of) == 0:
            self._connection.write(None, _make_tables)
        self._connection.read(_check_schema)

    @classmethod
    def joined(cls, connection: sqlite3.Connection) -> Self:
        """Return a store that writes inside the transaction its caller has open.

        `commit` neither begins nor commits: it sets a savepoint, and what it wrote lasts or falls
        with the caller's own rows when the caller commits or rolls back. So a commit is refused
        where no transaction is open, and a position counts only once the caller has committed.
        Begin with ``BEGIN IMMEDIATE``, or another writer may make the commit ``store.busy``.

        The connection, its settings and its thread stay the caller's. The file must have been
        opened once by its path, which makes the tables.

        Raises:
            PortRefused: ``store.schema_unknown``.
        """
        joined = JoinedConnection(connection)
        joined.read(_check_schema)
        store = cls.__new__(cls)
        store._connection = joined  # noqa: SLF001 - its own
        return store

    def close(self) -> None:
        """Close the connections of all threads; a joined connection stays open."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    def states(self, streams: Sequence[str]) -> Mapping[str, Kept]:
        """Return the current states of the streams; see `Store.states`."""
        # Most are asked for one by one, which needs no list to be taken apart.
        query, asked = (
            (STATE, tuple(streams)) if len(streams) == 1 else (STATES, (json.dumps(list(streams)),))
        )
        rows = self._connection.read(lambda cursor: cursor.execute(query, asked).fetchall())
        return {stream: Kept(version, head, data) for stream, version, head, data in rows}

    def find(
        self,
        name: str,
        low: str,
        high: str,
        *,
        after: tuple[str, str] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Sequence[tuple[str, str]]:
        """Return the entries of a look-up between two values; see `Store.find`."""
        look = Look(name, low, high, after, limit, ())
        return self._connection.read(lambda cursor: _found(cursor, look))

    def recorded(self, key: str) -> Recorded | None:
        """Return the commit that was recorded under a key; see `Store.recorded`."""
        found = self._connection.read(lambda cursor: _with_facts(cursor, BY_KEY, (key,)))
        return found[0] if found else None

    def history(self, stream: str, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Fact]:
        """Return the events of one stream by version; see `Store.history`."""
        asked = (stream, after, limit)
        rows = self._connection.read(lambda cursor: cursor.execute(HISTORY, asked).fetchall())
        return [Fact(*row) for row in rows]

    def log(self, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> Sequence[Recorded]:
        """Return whole commits in order; see `Store.log`."""
        return self._connection.read(lambda cursor: _with_facts(cursor, IN_ORDER, (after, limit)))

    def commit(self, commit: Commit) -> Recorded:
        """Write everything or nothing; see `Store.commit`.

        Raises:
            PortRefused: the file is read only, damaged or of another kind; nothing was written.
        """
        position = self._connection.write(commit.key, lambda cursor: _written(cursor, commit))
        return Recorded(
            position,
            commit.key,
            commit.digest,
            commit.verb,
            commit.actor_kind,
            commit.actor_id,
            commit.at,
            commit.business_date,
            commit.facts,
        )


def _schema_of(cursor: sqlite3.Cursor) -> int:
    """Return the version of the tables, 0 without any; the file's own number is the host's."""
    known = "SELECT 1 FROM sqlite_schema WHERE name = 'axentra_schema'"
    if cursor.execute(known).fetchone() is None:
        return 0
    version: int = cursor.execute("SELECT version FROM axentra_schema").fetchone()[0]
    return version


def _make_tables(cursor: sqlite3.Cursor) -> None:
    # Another process may have made them while this one waited for its turn to write.
    if _schema_of(cursor) == 0:
        for statement in SCHEMA:
            cursor.execute(statement)
        cursor.execute("INSERT INTO axentra_schema VALUES (?)", (SCHEMA_VERSION,))


def _check_schema(cursor: sqlite3.Cursor) -> None:
    if (found := _schema_of(cursor)) != SCHEMA_VERSION:
        raise PortRefused("store.schema_unknown", found=found, known=SCHEMA_VERSION)


def _found(cursor: sqlite3.Cursor, look: Look) -> list[tuple[str, str]]:
    # No stream has an empty name, so what is behind (low, "") is everything from low on.
    behind = max((look.low, ""), look.after or (look.low, ""))
    return cursor.execute(FIND, (look.name, *behind, look.high, look.limit)).fetchall()


def _with_facts(
    cursor: sqlite3.Cursor, query: str, parameters: tuple[object, ...]
) -> list[Recorded]:
    """Return the commits that a query names, each with its events."""
    commits = cursor.execute(query, parameters).fetchall()
    if not commits:
        return []
    rows = cursor.execute(FACTS, (commits[0][0], commits[-1][0])).fetchall()
    facts = {
        position: tuple(Fact(*row[1:]) for row in group)
        for position, group in groupby(rows, itemgetter(0))
    }
    return [
        Recorded(
            position,
            key,
            digest,
            verb,
            actor_kind,
            actor_id,
            datetime.fromisoformat(at),
            date.fromisoformat(business_date),
            facts.get(position, ()),
        )
        for position, key, digest, verb, actor_kind, actor_id, at, business_date in commits
    ]


def _written(cursor: sqlite3.Cursor, commit: Commit) -> int:
    position = _enter(cursor, commit)
    _confirm(cursor, commit)
    _write(cursor, commit, position)
    return position


def _enter(cursor: sqlite3.Cursor, commit: Commit) -> int:
    """Add the commit to the log and return its position.

    `log` never skips a commit, because a writer is alone from ``BEGIN IMMEDIATE`` to its end:
    whoever takes the next position sees every lower one, and nothing is ever deleted.
    """
    row = (
        commit.key,
        commit.digest,
        commit.verb,
        commit.actor_kind,
        commit.actor_id,
        commit.at.astimezone(UTC).isoformat(timespec="microseconds"),
        commit.business_date.isoformat(),
    )
    try:
        position = cursor.execute(ADD_COMMIT, row).lastrowid
    except sqlite3.IntegrityError as error:
        if is_taken(error):
            raise Conflict("store.key_taken", key=commit.key) from error
        raise
    return position  # type: ignore[return-value] # an INSERT always sets it


def _confirm(cursor: sqlite3.Cursor, commit: Commit) -> None:
    """Refuse a commit whose grounds have changed."""
    for stream, actual in _versions(cursor, commit.reads):
        if actual != (expected := commit.reads[stream]):
            raise Conflict(
                "store.version_conflict", stream=stream, expected=expected, actual=actual
            )
    for look in commit.looks:
        if tuple(_found(cursor, look)) != look.answer:
            raise Conflict("store.answer_changed", name=look.name)


def _versions(cursor: sqlite3.Cursor, streams: Iterable[str]) -> list[tuple[str, int]]:
    return cursor.execute(VERSIONS, (json.dumps(list(streams)),)).fetchall()


def _write(cursor: sqlite3.Cursor, commit: Commit, position: int) -> None:
    facts = [
        (position, ordinal, fact.stream, fact.version, fact.type, fact.v, fact.data, fact.hash)
        for ordinal, fact in enumerate(commit.facts)
    ]
    try:
        cursor.executemany(ADD_FACT, facts)
    except sqlite3.IntegrityError as error:
        if is_taken(error):
            raise _misplaced(cursor, commit.facts) from error
        raise
    states = [
        (stream, kept.version, kept.head, kept.data) for stream, kept in commit.states.items()
    ]
    cursor.executemany(PUT_STATE, states)
    if commit.unindexed:
        cursor.executemany(DROP_ENTRY, commit.unindexed)
    if commit.indexed:
        cursor.executemany(ADD_ENTRY, commit.indexed)


def _misplaced(cursor: sqlite3.Cursor, facts: Iterable[Fact]) -> Conflict | PortRefused:
    """Return the refusal of events that claim a place in their stream which is taken."""
    versions = dict(_versions(cursor, {fact.stream for fact in facts}))
    for fact in facts:
        if fact.version <= (actual := versions[fact.stream]):
            return Conflict(
                "store.version_conflict",
                stream=fact.stream,
                expected=fact.version - 1,
                actual=actual,
            )
    return PortRefused("store.refused", reason="two events claim one place in a stream")
