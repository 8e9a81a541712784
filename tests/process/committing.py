"""Commit to a SQLite file until killed, and say so after each commit: a child of `test_kill`."""

import os
import random
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.kernel.errors import Conflict
from axentra_core.kernel.store import Commit, Fact, Kept


def next_commit(store: SqliteStore, chance: random.Random) -> Commit:
    """Return a commit that moves a stay, its folio and its entry."""
    stay = f"canggu/stay/S{chance.randint(1, 5)}"
    folio = stay.replace("stay", "folio")
    present = store.states([stay, folio])
    moves, lines = (present[name].version if name in present else 0 for name in (stay, folio))
    facts = [Fact(stay, moves + 1, "stay.Moved", 1, f"{moves}", f"hash {moves}")]
    for line in range(lines + 1, lines + chance.randint(2, 5)):
        text = "x" * chance.randint(0, 3000)
        facts.append(Fact(folio, line, "folio.ChargePosted", 1, text, f"hash {line}"))
    return Commit(
        key=f"{stay}:{moves + 1}",
        digest="digest",
        verb="Move",
        actor_kind="staff",
        actor_id="ayu",
        at=datetime(2026, 11, 23, tzinfo=UTC),
        business_date=date(2026, 11, 23),
        facts=tuple(facts),
        reads={stay: moves, folio: lines},
        looks=(),
        states={fact.stream: Kept(fact.version, fact.hash, fact.data) for fact in facts},
        indexed=(("moves", f"{moves + 1:09}", stay),),
        unindexed=(("moves", f"{moves:09}", stay),),
    )


def commit_on(line: Connection, path: str, seed: float, manner: str) -> None:
    """Commit and acknowledge; a boasting child acknowledges first, and does not live to do it."""
    chance = random.Random(seed)
    store = SqliteStore(path)
    while True:
        commit = next_commit(store, chance)
        if manner == "honest":
            try:
                store.commit(commit)
            except Conflict:
                continue
        line.send(commit.key)
        if manner == "boasting":
            os._exit(1)
