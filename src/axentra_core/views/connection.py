"""A connection as plain text: what has to be done next, and what has been shown."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from axentra_core.views.columns import WIDTH, Column, Row, headings, table
from axentra_core.views.connection_rows import ConnectionSheet
from axentra_core.views.connection_sheet import connection_sheet
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Connection

ITEMS: Final = (Column(), Column(wraps=True))
SIGNS: Final = {"done": "x", "now": ">", "ahead": " "}


def connection_text(  # noqa: PLR0913 - a connection is told with that much
    connection: "Connection",
    locale: str,
    *,
    on: date,
    zone: str = "UTC",
    platform: str = "",
    currency: str | None = None,
    digits: int = 0,
) -> str:
    """Return a connection as text: what is next, the way so far, and the evidence of each check.

    Args:
        connection: as it is kept.
        locale: one of `LOCALES`.
        on: today, by which it is overdue.
        zone: IANA name of the zone of the house, by whose clocks instants are told.
        platform: name of the platform; its code when left out.
        currency: ISO 4217 code of the prices; they are told in smallest units when left out.
        digits: decimals of the prices.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    one = connection_sheet(
        connection,
        locale,
        on=on,
        zone_name=zone,
        platform=platform,
        currency=currency,
        digits=digits,
    )
    return document(_head(one), _way(one), _ticks(one), _checks(one), _exchange(one), _drift(one))


def _head(one: ConnectionSheet) -> Iterator[str]:
    word = one.own.word
    top: list[Row] = [(one.name, one.status), THICK]
    yield from table(TITLE, top, room=WIDTH)
    rows: list[Row] = [(">", one.next), ("", f"{word('connection.acts')}: {one.acts}")]
    rows += [("!", notice) for notice in one.notices]
    yield from (*table(ITEMS, rows, room=WIDTH), BLANK)
    yield from table((Column(), Column(wraps=True)), list(one.facts), room=WIDTH)


def _headed(heading: str, right: str = "") -> Iterator[str]:
    yield from (BLANK, *table(TITLE, [(heading, right), THIN], room=WIDTH))


def _way(one: ConnectionSheet) -> Iterator[str]:
    yield from _headed(one.own.word("connection.way"))
    rows = [(f"[{SIGNS[step.stage]}]", step.word, step.said) for step in one.way]
    yield from table((Column(), Column(), Column()), rows)


def _ticks(one: ConnectionSheet) -> Iterator[str]:
    if one.ticks:
        yield from _headed(one.own.word("connection.preparation"))
        rows = [(f"[{'x' if tick.is_done else ' '}]", tick.word, tick.said) for tick in one.ticks]
        yield from table((Column(), Column(wraps=True), Column()), rows)


def _checks(one: ConnectionSheet) -> Iterator[str]:
    word = one.own.word
    yield from _headed(word("connection.checks"), one.shown)
    columns = (
        Column(word("connection.check"), wraps=True),
        Column(word("connection.result"), wraps=True),
        Column(word("connection.seen"), wraps=True),
        Column(word("connection.by"), wraps=True),
        Column(word("connection.at"), wraps=True),
    )
    rows: list[Row] = [headings(columns)]
    for row in one.checks:
        seen = one.own.list_of(filter(None, (row.seen, row.reference)))
        rows.append((row.word, row.said, seen, row.by, row.at))
    yield from table(columns, rows, room=WIDTH)


def _exchange(one: ConnectionSheet) -> Iterator[str]:
    for name, said in (("sends", one.sends), ("managed", one.managed)):
        yield from _headed(one.own.word(f"connection.{name}"))
        listed = one.own.list_of(said) or one.own.word("connection.nothing")
        yield from table((Column(wraps=True),), [(listed,)], room=WIDTH)


def _drift(one: ConnectionSheet) -> Iterator[str]:
    if one.drift:
        yield from _headed(one.own.word("connection.drift"))
        rows: list[Row] = [("", one.own.list_of((one.drift, one.drift_by)))]
        rows += [("-", said) for said in one.differences]
        yield from table(ITEMS, rows, room=WIDTH)
