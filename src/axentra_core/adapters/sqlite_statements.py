"""The tables of the SQLite store, and every statement it says."""

SCHEMA_VERSION = 1

# The names carry a prefix because the host may keep its own tables in the same file.
SCHEMA = (
    """
    CREATE TABLE axentra_commits (
        position      INTEGER PRIMARY KEY,
        key           TEXT UNIQUE,
        digest        TEXT NOT NULL,
        verb          TEXT NOT NULL,
        actor_kind    TEXT NOT NULL,
        actor_id      TEXT NOT NULL,
        at            TEXT NOT NULL,
        business_date TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE axentra_facts (
        position INTEGER NOT NULL REFERENCES axentra_commits,
        ordinal  INTEGER NOT NULL,
        stream   TEXT NOT NULL,
        version  INTEGER NOT NULL,
        type     TEXT NOT NULL,
        v        INTEGER NOT NULL,
        data     TEXT NOT NULL,
        hash     TEXT NOT NULL,
        PRIMARY KEY (position, ordinal),
        UNIQUE (stream, version)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE axentra_states (
        stream  TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        head    TEXT NOT NULL,
        data    TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE axentra_entries (
        name   TEXT NOT NULL,
        value  TEXT NOT NULL,
        stream TEXT NOT NULL,
        PRIMARY KEY (name, value, stream)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE axentra_schema (version INTEGER NOT NULL) STRICT",
)

# The streams come as one JSON list: a list of question marks has an end.
STATES = """
    SELECT stream, version, head, data
    FROM json_each(?) CROSS JOIN axentra_states ON stream = value
"""
STATE = "SELECT stream, version, head, data FROM axentra_states WHERE stream = ?"
VERSIONS = """
    SELECT value, ifnull((SELECT version FROM axentra_states WHERE stream = value), 0)
    FROM json_each(?)
"""
FIND = """
    SELECT value, stream FROM axentra_entries
    WHERE name = ? AND (value, stream) > (?, ?) AND value <= ?
    ORDER BY value, stream LIMIT ?
"""
HISTORY = """
    SELECT stream, version, type, v, data, hash FROM axentra_facts
    WHERE stream = ? AND version > ? ORDER BY version LIMIT ?
"""
COMMITS = """
    SELECT position, key, digest, verb, actor_kind, actor_id, at, business_date
    FROM axentra_commits
"""
BY_KEY = COMMITS + "WHERE key = ?"
IN_ORDER = COMMITS + "WHERE position > ? ORDER BY position LIMIT ?"
FACTS = """
    SELECT position, stream, version, type, v, data, hash FROM axentra_facts
    WHERE position BETWEEN ? AND ? ORDER BY position, ordinal
"""
ADD_COMMIT = """
    INSERT INTO axentra_commits
        (key, digest, verb, actor_kind, actor_id, at, business_date)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
ADD_FACT = "INSERT INTO axentra_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
PUT_STATE = "REPLACE INTO axentra_states VALUES (?, ?, ?, ?)"
DROP_ENTRY = "DELETE FROM axentra_entries WHERE name = ? AND value = ? AND stream = ?"
ADD_ENTRY = "INSERT INTO axentra_entries VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
