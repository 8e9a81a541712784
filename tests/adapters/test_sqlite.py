"""The store in a SQLite file keeps what every store promises, and what a file promises."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import axentra_core
from axentra_core.adapters.sqlite import SCHEMA_VERSION, SqliteStore
from axentra_core.kernel.errors import (
    AxentraError,
    Conflict,
    InvalidInput,
    OutcomeUnknown,
    PortRefused,
    PortUnavailable,
)
from axentra_core.kernel.store import Store
from axentra_core.testing import StoreContract, a_commit, a_fact

FOLIO = "canggu/folio/S1"

# A child finds the package where this process has found it.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(axentra_core.__file__).parent.parent)}

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


class TestSqliteStore(StoreContract):
    """The whole contract, in a file."""

    def make_store(self, tmp_path: Path) -> Store:
        """Return a store in a new file."""
        return SqliteStore(tmp_path / "hotel.db")


class TestJoinedSqliteStore(StoreContract):
    """The whole contract, inside one transaction of the caller."""

    threads = False

    @pytest.fixture(autouse=True)
    def callers_connection(self, path: Path) -> Iterator[None]:
        """Hold a transaction open for as long as the check runs."""
        SqliteStore(path).close()
        self.connection = connected(path)
        self.connection.execute("BEGIN IMMEDIATE")
        yield
        assert self.connection.in_transaction
        self.connection.close()

    def make_store(self, tmp_path: Path) -> Store:
        """Return a store that joins the transaction."""
        return SqliteStore.joined(self.connection)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the store of a test lies."""
    return tmp_path / "hotel.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    """Give a test a store, and close it."""
    with SqliteStore(path) as store:
        yield store


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection that a host might have opened for itself."""
    return sqlite3.connect(path, isolation_level=None, timeout=0)


def run(store: SqliteStore, statement: str) -> list[tuple[object, ...]]:
    """Return what a statement answers on the store's own connection of this thread."""
    return store._connection.read(lambda cursor: cursor.execute(statement).fetchall())


def refusal(act: Callable[[], object]) -> AxentraError:
    """Return the error by which an act fails."""
    with pytest.raises(AxentraError) as caught:
        act()
    return caught.value


# --- Settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("user_version", 0),
    ],
)
def test_the_settings_are_in_force(store: SqliteStore, setting: str, value: object) -> None:
    """Every connection keeps a write-ahead log, syncs each commit and waits for other writers."""
    seen = [run(store, f"PRAGMA {setting}")]
    thread = threading.Thread(target=lambda: seen.append(run(store, f"PRAGMA {setting}")))
    thread.start()
    thread.join()
    assert seen == [[(value,)]] * 2


def test_every_table_is_strict(store: SqliteStore) -> None:
    """No table turns a number into text or text into a number."""
    tables = run(store, "SELECT name, strict FROM pragma_table_list WHERE name LIKE 'axentra%'")
    assert len(tables) == 5
    assert {strict for _, strict in tables} == {1}


@pytest.mark.parametrize("path", ["", ":memory:", Path(":memory:")])
def test_a_store_is_a_file(path: str | Path) -> None:
    """A database in memory is one for each connection; such a path is refused."""
    error = refusal(lambda: SqliteStore(path))
    assert isinstance(error, InvalidInput)
    assert error.faults[0].path == "path"
    assert "a file on disk" in str(error)


def test_a_name_with_a_colon_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is never read as an address."""
    monkeypatch.chdir(tmp_path)
    SqliteStore("file::memory:").close()
    assert (tmp_path / "file::memory:").exists()


def test_the_directory_may_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is relative to where the store was made, for threads that come later too."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    with SqliteStore("hotel.db") as store:
        store.commit(a_commit(a_fact(FOLIO)))
        monkeypatch.chdir(tmp_path / "elsewhere")
        seen: list[object] = []
        thread = threading.Thread(target=lambda: seen.append(store.history(FOLIO)))
        thread.start()
        thread.join()
        assert seen == [[a_fact(FOLIO)]]
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- Opening and closing -------------------------------------------------------------------------


def test_a_file_outlives_its_store(path: Path) -> None:
    """What was committed is there when the file is opened again, and positions go on."""
    with SqliteStore(path) as store:
        first = store.commit(a_commit(a_fact(FOLIO), key="k", indexed=(("room", "1", FOLIO),)))
    with SqliteStore(str(path)) as store:
        assert store.recorded("k") == first
        assert store.find("room", "1", "1") == [("1", FOLIO)]
        assert store.commit(a_commit(a_fact(FOLIO, 2))).position > first.position


def test_a_closed_store_says_so(path: Path) -> None:
    """After `close` every call is refused, in any thread, and closing again is fine."""
    store = SqliteStore(path)
    store.close()
    store.close()
    for call in (store.log, lambda: store.commit(a_commit())):
        assert refusal(call).values == {"reason": "it was closed"}


def test_closing_closes_the_connections_of_all_threads(path: Path) -> None:
    """Nothing is left open: SQLite removes its log with the last connection."""
    store = SqliteStore(path)
    opened, closed = threading.Event(), threading.Event()

    def act() -> None:
        store.commit(a_commit(a_fact(FOLIO)))
        opened.set()
        closed.wait()

    thread = threading.Thread(target=act)
    thread.start()
    opened.wait()
    assert path.with_name("hotel.db-wal").exists()
    store.close()
    assert not path.with_name("hotel.db-wal").exists()
    closed.set()
    thread.join()


def test_a_thread_that_ends_takes_its_connection_along(store: SqliteStore) -> None:
    """A host that starts a thread for each request does not run out of files."""
    for version in range(1, 31):
        thread = threading.Thread(target=store.commit, args=(a_commit(a_fact(FOLIO, version)),))
        thread.start()
        thread.join()
    assert len(store._connection._connections) == 1


@pytest.mark.parametrize("found", [SCHEMA_VERSION + 1, 99])
def test_an_unknown_schema_is_left_alone(path: Path, found: int) -> None:
    """A file of another version is refused, with both versions, and not touched."""
    with connected(path) as connection:
        connection.execute("CREATE TABLE axentra_schema (version INTEGER)")
        connection.execute("INSERT INTO axentra_schema VALUES (?)", (found,))
    connection.close()
    error = refusal(lambda: SqliteStore(path))
    assert isinstance(error, PortRefused)
    assert error.code == "store.schema_unknown"
    assert error.values == {"found": found, "known": SCHEMA_VERSION}
    with connected(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    connection.close()


def test_a_file_of_another_kind_is_refused(path: Path) -> None:
    """What is no database stays as it is."""
    path.write_text("Dear guest, " * 1000)
    error = refusal(lambda: SqliteStore(path))
    assert (type(error), error.code) == (PortRefused, "store.refused")
    assert path.read_text().startswith("Dear guest")


def test_a_directory_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    """A disk may be mounted later; nothing is made in its place."""
    error = refusal(lambda: SqliteStore(tmp_path / "away" / "hotel.db"))
    assert (type(error), error.code) == (PortUnavailable, "store.unavailable")


def test_a_read_only_file_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without write access questions are answered, and commits refused as read only."""
    writer = SqliteStore(path)
    writer.commit(a_commit(a_fact(FOLIO)))
    read_write = sqlite3.connect

    # A file's mode does not stop root, who may be running these tests.
    def read_only(path: Path, **options: object) -> sqlite3.Connection:
        return read_write(f"{path.as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with SqliteStore(path) as reader:
        assert reader.history(FOLIO) == [a_fact(FOLIO)]
        error = refusal(lambda: reader.commit(a_commit(a_fact(FOLIO, 2))))
        assert (type(error), error.code) == (PortRefused, "store.read_only")
    writer.commit(a_commit(a_fact(FOLIO, 2)))
    writer.close()


# --- What goes wrong -----------------------------------------------------------------------------


def test_a_busy_file_is_waited_for_and_then_unavailable(path: Path) -> None:
    """A commit waits for another writer as long as it was told to, and then did nothing."""
    with SqliteStore(path, patience=0.01) as store:
        other = connected(path)
        other.execute("BEGIN IMMEDIATE")
        error = refusal(lambda: store.commit(a_commit(a_fact(FOLIO), key="k")))
        assert (type(error), error.code) == (PortUnavailable, "store.busy")
        assert store.recorded("k") is None
        other.execute("ROLLBACK")
        other.close()
        store.commit(a_commit(a_fact(FOLIO), key="k"))


def test_a_writer_that_finishes_in_time_is_not_noticed(store: SqliteStore, path: Path) -> None:
    """While another process writes, a commit waits its turn."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.1, other.execute, ["ROLLBACK"])
    timer.start()
    store.commit(a_commit(a_fact(FOLIO)))
    timer.join()
    other.close()


def test_a_file_that_another_process_begins_is_waited_for(path: Path) -> None:
    """SQLite itself would not wait to turn the log on; the store does, for as long as told."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    error = refusal(lambda: SqliteStore(path, patience=0.03))
    assert (type(error), error.code) == (PortUnavailable, "store.busy")
    timer = threading.Timer(0.1, other.execute, ["ROLLBACK"])
    timer.start()
    SqliteStore(path).close()
    timer.join()
    other.close()


def test_a_file_system_without_shared_memory_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no write-ahead log can be kept, as on a network disk, the store does not begin."""
    monkeypatch.setattr(
        "axentra_core.adapters.sqlite_connection._Connection._journal_mode", lambda _: "delete"
    )
    error = refusal(lambda: SqliteStore(path))
    assert (type(error), error.code) == (PortRefused, "store.refused")
    assert "delete" in str(error)


def test_a_full_disk_leaves_nothing_half(store: SqliteStore) -> None:
    """When there is no more room the commit was not done, and the store goes on."""
    store.commit(a_commit(a_fact(FOLIO)))
    ((pages,),) = run(store, "PRAGMA page_count")
    run(store, f"PRAGMA max_page_count = {pages}")
    large = a_commit(a_fact(FOLIO, 2, "x" * 100_000), key="k", indexed=(("room", "1", FOLIO),))
    error = refusal(lambda: store.commit(large))
    assert (type(error), error.code) == (PortUnavailable, "store.unavailable")
    assert (store.recorded("k"), store.find("room", "", "2")) == (None, [])
    run(store, "PRAGMA max_page_count = 1000000")
    assert store.commit(large).key == "k"


class _Cursor(sqlite3.Cursor):
    """A cursor whose next COMMIT fails as its connection was told."""

    def execute(self, statement: str, *parameters: object) -> sqlite3.Cursor:
        failure = self.connection.failure
        if statement != "COMMIT" or failure is None:
            return super().execute(statement, *parameters)
        self.connection.failure = None
        if failure != "still open":
            super().execute("COMMIT" if failure == "after effect" else "ROLLBACK")
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error


class _Connection(sqlite3.Connection):
    failure: str | None = None

    def cursor(self) -> sqlite3.Cursor:
        return super().cursor(_Cursor)


@pytest.mark.parametrize(
    ("failure", "error", "is_recorded"),
    [
        ("still open", PortUnavailable, False),
        ("before effect", OutcomeUnknown, False),
        ("after effect", OutcomeUnknown, True),
    ],
)
def test_a_failed_commit_is_not_done_or_unknown(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: str,
    error: type[AxentraError],
    is_recorded: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """While SQLite holds the transaction nothing is done; after that only `recorded` knows."""
    plain = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *given, **options: plain(*given, factory=_Connection, **options)
    )
    with SqliteStore(path) as store:
        store._connection.read(lambda cursor: setattr(cursor.connection, "failure", failure))
        caught = refusal(lambda: store.commit(a_commit(a_fact(FOLIO), key="k")))
        assert type(caught) is error
        assert (store.recorded("k") is not None) == is_recorded
        store.commit(a_commit(key="k2"))


def test_only_a_taken_place_is_a_conflict(store: SqliteStore) -> None:
    """A row that breaks another rule of the tables is refused for good, and nothing is kept."""
    broken = a_commit(a_fact(FOLIO, 1, None), key="k")
    error = refusal(lambda: store.commit(broken))
    assert (type(error), error.code) == (PortRefused, "store.refused")
    assert store.log() == []


def test_text_that_is_not_unicode_is_refused(store: SqliteStore) -> None:
    """A lone surrogate cannot be stored; the error is this library's."""
    error = refusal(lambda: store.commit(a_commit(indexed=(("room", "\ud800", FOLIO),))))
    assert (type(error), error.code) == (PortRefused, "store.refused")
    assert store.log() == []


def test_an_interrupted_commit_leaves_the_store_usable(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is raised in the middle of a commit, the transaction is rolled back."""
    with monkeypatch.context() as patch:
        patch.setattr("axentra_core.adapters.sqlite._confirm", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.commit(a_commit(a_fact(FOLIO), key="k"))
    assert store.log() == []
    store.commit(a_commit(a_fact(FOLIO), key="k"))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


# --- Several processes ---------------------------------------------------------------------------


def in_child(act: Callable[[], None]) -> int:
    """Return the id of a forked child that acts and ends, with 0 if nothing was raised."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - a child never returns into the test
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(0)
    return child


def ended_well(*children: int) -> bool:
    """Wait for children, and return whether they all ended with 0."""
    return {os.waitpid(child, 0)[1] for child in children} == {0}


@forks
def test_a_fork_keeps_what_both_sides_commit(store: SqliteStore, path: Path) -> None:
    """A child may go on with its parent's store, even when the parent closes it meanwhile.

    With connections that were merely left alone in the child, its second commit here is
    acknowledged and lost.
    """
    store.commit(a_commit(a_fact(FOLIO, 1)))
    closed, close = os.pipe()
    committed, commit = os.pipe()

    def act() -> None:
        store.commit(a_commit(a_fact(FOLIO, 2)))
        os.write(commit, b".")
        os.read(closed, 1)
        store.commit(a_commit(a_fact(FOLIO, 3)))

    child = in_child(act)
    os.read(committed, 1)
    store.close()
    os.write(close, b".")
    assert ended_well(child)
    with SqliteStore(path) as again:
        assert [fact.version for fact in again.history(FOLIO)] == [1, 2, 3]
    for end in (closed, close, committed, commit):
        os.close(end)


@forks
def test_a_parent_goes_on_after_a_fork(store: SqliteStore) -> None:
    """A child that does nothing with the store, or closes it, takes nothing from the parent."""
    store.commit(a_commit(a_fact(FOLIO, 1)))
    assert ended_well(in_child(lambda: None), in_child(store.close))
    store.commit(a_commit(a_fact(FOLIO, 2)))
    assert len(store.history(FOLIO)) == 2


@forks
def test_processes_race_as_threads_do(store: SqliteStore) -> None:
    """Of four processes that move one stream each gets its turns, and no move is lost."""
    store.commit(a_commit(a_fact(FOLIO, 1)))

    def act() -> None:
        for _ in range(20):
            move(store)

    assert ended_well(*(in_child(act) for _ in range(4)))
    assert [fact.version for fact in store.history(FOLIO)] == list(range(1, 82))


def move(store: Store) -> None:
    """Add an event to the stream, deciding again for as long as others are faster."""
    while True:
        version = store.states([FOLIO])[FOLIO].version
        try:
            store.commit(a_commit(a_fact(FOLIO, version + 1)))
        except Conflict:
            continue
        return


OPENING = """
import sys
from axentra_core.adapters.sqlite import SqliteStore
print(flush=True)
sys.stdin.readline()
SqliteStore(sys.argv[1]).close()
"""


def test_processes_may_open_a_new_file_at_once(path: Path) -> None:
    """Whoever comes first makes the tables; the others find them."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", OPENING, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        for _ in range(6)
    ]
    for child in children:
        child.stdout.readline()
    for child in children:
        child.stdin.write(b"\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0] * 6
    with SqliteStore(path) as store:
        assert store.log() == []


UNKNOWN_FORK = """
import ctypes, os, sys
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.kernel.errors import PortRefused
store = SqliteStore(sys.argv[1])
child = ctypes.PyDLL(None).fork()
if child == 0:
    try:
        store.log()
    except PortRefused as error:
        os._exit(0 if "fork" in str(error) else 2)
    os._exit(1)
sys.exit(os.waitpid(child, 0)[1])
"""


@forks
def test_a_fork_that_python_was_not_told_of_is_noticed(path: Path) -> None:
    """A server that forks behind Python's back gets a refusal instead of a damaged file."""
    subprocess.run([sys.executable, "-c", UNKNOWN_FORK, str(path)], check=True, env=ENVIRONMENT)


# --- In the transaction of the host --------------------------------------------------------------


@pytest.fixture
def host(store: SqliteStore, path: Path) -> Iterator[sqlite3.Connection]:
    """Give a test the connection of a host that keeps a table of its own in the same file."""
    connection = connected(path)
    connection.execute("CREATE TABLE invoices (number TEXT PRIMARY KEY)")
    yield connection
    connection.close()


def test_rows_of_the_host_commit_together_with_ours(
    store: SqliteStore, host: sqlite3.Connection
) -> None:
    """Until the host commits nobody else sees anything; then everybody sees both."""
    joined = SqliteStore.joined(host)
    host.execute("BEGIN IMMEDIATE")
    host.execute("INSERT INTO invoices VALUES ('2026-0001')")
    recorded = joined.commit(a_commit(a_fact(FOLIO), key="k", indexed=(("room", "1", FOLIO),)))
    assert host.in_transaction
    assert joined.recorded("k") == recorded
    assert (store.log(), store.find("room", "", "2")) == ([], [])
    assert run(store, "SELECT * FROM invoices") == []
    host.execute("COMMIT")
    assert (store.log(), store.find("room", "", "2")) == ([recorded], [("1", FOLIO)])
    assert run(store, "SELECT * FROM invoices") == [("2026-0001",)]


def test_what_the_host_rolls_back_never_was(store: SqliteStore, host: sqlite3.Connection) -> None:
    """A rollback of the host takes its rows and ours back, key included."""
    joined = SqliteStore.joined(host)
    host.execute("BEGIN IMMEDIATE")
    host.execute("INSERT INTO invoices VALUES ('2026-0001')")
    joined.commit(a_commit(a_fact(FOLIO), key="k"))
    host.execute("ROLLBACK")
    assert (store.log(), store.recorded("k"), dict(store.states([FOLIO]))) == ([], None, {})
    assert run(store, "SELECT * FROM invoices") == []
    store.commit(a_commit(a_fact(FOLIO), key="k"))


def test_a_refusal_leaves_the_transaction_of_the_host_as_it_was(
    store: SqliteStore, host: sqlite3.Connection
) -> None:
    """A conflict takes back what the commit wrote, and nothing of what came before."""
    joined = SqliteStore.joined(host)
    host.execute("BEGIN IMMEDIATE")
    host.execute("INSERT INTO invoices VALUES ('2026-0001')")
    first = joined.commit(a_commit(a_fact(FOLIO)))
    assert isinstance(refusal(lambda: joined.commit(a_commit(a_fact(FOLIO)))), Conflict)
    host.execute("COMMIT")
    assert store.log() == [first]
    assert run(store, "SELECT * FROM invoices") == [("2026-0001",)]


def test_a_joined_commit_needs_a_transaction(store: SqliteStore, host: sqlite3.Connection) -> None:
    """Where the host has begun nothing, there is nothing to join; reading is possible."""
    joined = SqliteStore.joined(host)
    error = refusal(lambda: joined.commit(a_commit(a_fact(FOLIO))))
    assert error.values == {"reason": "its caller has begun no transaction"}
    assert not host.in_transaction
    assert joined.log() == []


def test_a_joined_store_reads_rows_as_it_needs_them(
    store: SqliteStore, host: sqlite3.Connection
) -> None:
    """The host may have its rows as it likes."""
    store.commit(a_commit(a_fact(FOLIO), key="k"))
    host.row_factory = lambda cursor, row: dict(enumerate(row))
    joined = SqliteStore.joined(host)
    assert joined.recorded("k") == store.recorded("k")
    assert joined.states([FOLIO]) == store.states([FOLIO])


def test_a_host_that_comes_too_late_is_told(store: SqliteStore, host: sqlite3.Connection) -> None:
    """Begun without IMMEDIATE, a transaction that has read an older state cannot write."""
    joined = SqliteStore.joined(host)
    host.execute("BEGIN")
    assert joined.log() == []
    store.commit(a_commit(a_fact(FOLIO)))
    error = refusal(lambda: joined.commit(a_commit(a_fact("canggu/stay/S1"))))
    assert (type(error), error.code) == (PortUnavailable, "store.busy")
    assert host.in_transaction


def test_a_full_disk_ends_the_transaction_of_the_host(
    store: SqliteStore, host: sqlite3.Connection
) -> None:
    """Where SQLite itself rolls everything back, the error says that nothing was done."""
    joined = SqliteStore.joined(host)
    (pages,) = host.execute("PRAGMA page_count").fetchone()
    host.execute(f"PRAGMA max_page_count = {pages}")
    host.execute("BEGIN IMMEDIATE")
    error = refusal(lambda: joined.commit(a_commit(a_fact(FOLIO, 1, "x" * 100_000))))
    assert (type(error), error.code) == (PortUnavailable, "store.unavailable")
    assert store.log() == []


def test_the_file_of_a_host_needs_our_tables(path: Path) -> None:
    """A file that was never opened by its path has no tables to join."""
    connection = connected(path)
    error = refusal(lambda: SqliteStore.joined(connection))
    assert error.values == {"found": 0, "known": SCHEMA_VERSION}
    connection.close()


def test_a_joined_connection_belongs_to_the_host(
    store: SqliteStore, host: sqlite3.Connection
) -> None:
    """Closing the joined store leaves the connection open, and its thread is the only one."""
    with SqliteStore.joined(host) as joined:
        errors: list[AxentraError] = []
        thread = threading.Thread(target=lambda: errors.append(refusal(joined.log)))
        thread.start()
        thread.join()
        assert [error.code for error in errors] == ["store.refused"]
    assert host.execute("SELECT count(*) FROM invoices").fetchone() == (0,)
