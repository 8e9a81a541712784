"""How far a platform is with what it is told, as plain text, with a letter for every date."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from axentra_core.views.columns import WIDTH, Column, Row, table
from axentra_core.views.sync_sheet import DAYS, SyncSheet, TargetRow, sync_sheet
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Connection, Progress, Update

ITEMS: Final = (Column(), Column(wraps=True))


def sync_text(  # noqa: PLR0913 - a sheet says that much
    connection: "Connection",
    progress: Iterable["Progress"],
    pending: Iterable["Update"],
    locale: str,
    *,
    first: date,
    next_due: datetime | None = None,
    zone: str = "UTC",
    platform: str = "",
    currency: str | None = None,
    digits: int = 0,
) -> str:
    """Return as text how far a platform is with what it is told, for four weeks day by day.

    Args:
        connection: as it is kept.
        progress: how far the platform is with each target.
        pending: what it has not acknowledged of what the hotel wants, as `channels.pending` has it.
        locale: one of `LOCALES`.
        first: the first date that is shown, which is today.
        next_due: when something is told next; None where nothing is.
        zone: IANA name of the zone of the house, by whose clocks instants are told.
        platform: name of the platform; its code when left out.
        currency: ISO 4217 code of the prices; they are told in smallest units when left out.
        digits: decimals of the prices.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    one = sync_sheet(
        connection,
        progress,
        pending,
        locale,
        first=first,
        days=DAYS,
        next_due=next_due,
        zone_name=zone,
        platform=platform,
        currency=currency,
        digits=digits,
    )
    return document(_head(one), _refusals(one), _strips(one))


def _head(one: SyncSheet) -> Iterator[str]:
    word = one.own.word
    yield from table(TITLE, [(word("sync.title"), one.name), THICK], room=WIDTH)
    rows = [("!" if one.is_behind else "", one.behind)]
    yield from (*table(ITEMS, rows, room=WIDTH), BLANK)
    facts = [*one.facts, *((letter.said, count) for letter, count in one.counts)]
    if one.messages:
        facts.append((word("sync.messages"), one.own.list_of(one.messages)))
    yield from table((Column(), Column(wraps=True)), facts, room=WIDTH)


def _refusals(one: SyncSheet) -> Iterator[str]:
    if one.causes:
        yield from (BLANK, *table(TITLE, [(one.own.word("sync.refusals"), ""), THIN], room=WIDTH))
    for group in one.causes:
        rows: list[Row] = [("!", group.cause), *([("", group.to_do)] if group.to_do else [])]
        for row in group.rows:
            rows += [("-", row.what), ("", one.own.list_of((row.times, row.again)))]
        yield from table(ITEMS, rows, room=WIDTH)


def _strips(one: SyncSheet) -> Iterator[str]:
    if one.rows:
        heading = one.own.word("sync.days"), one.since
        yield from (BLANK, *table(TITLE, [heading, THIN], room=WIDTH))
        columns = (Column(wraps=True), *(Column() for _ in range(DAYS // 7)))
        yield from table(columns, [_strip(row) for row in one.rows])
        yield from (BLANK, one.own.list_of(f"{two.letter} {two.said}" for two in one.key))


def _strip(row: TargetRow) -> Row:
    letters = [one.letter for one in row.letters]
    weeks = ("".join(letters[start : start + 7]) for start in range(0, len(letters), 7))
    return (row.name, *weeks)
