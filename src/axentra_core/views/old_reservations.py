"""Old reservations as those read them who have to see to them: a file, and what is out of reach."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.views.columns import WIDTH, Column, Row, table
from axentra_core.views.locale import Language, language
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel import ImportReport, JudgedRow, OutOfReach

ITEM: Final = (Column(), Column(wraps=True))
# In the order of `RowStanding`.
STANDINGS: Final = (
    "ready",
    "linked",
    "changed",
    "known",
    "cancelled",
    "past",
    "parked",
    "passed_over",
    "wrong",
)


@attrs.frozen
class ListedLine:
    """One thing to see to.

    Attributes:
        what: in a sentence.
        where: the row, or the reservation and its dates.
        code: by which others know it; empty where it has none.
    """

    what: str
    where: str
    code: str = ""


@attrs.frozen
class ListedGroup:
    """Things of one kind.

    Attributes:
        looks: how bad it is, ``error`` or ``warning``.
        word: what they have in common.
        lines: each of them.
    """

    looks: str
    word: str
    lines: tuple[ListedLine, ...]


@attrs.frozen
class Listing:
    """A list of what somebody has to see to.

    Attributes:
        own: the language.
        title: of the list.
        name: of what it is about.
        counts: figures, each with its word.
        groups: those that have lines.
        right: what is said where there are none.
    """

    own: Language
    title: str
    name: str
    counts: tuple[tuple[str, str], ...]
    groups: tuple[ListedGroup, ...]
    right: str


# --- a file ---


def import_listing(report: "ImportReport", locale: str, name: str = "") -> Listing:
    """Return what becomes of a file in the words of a language.

    Args:
        report: as `ReservationImport` gives it.
        locale: one of `LOCALES`.
        name: of the file.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    counts = [(own.word("import_report.rows"), own.number(report.rows))]
    counts += [
        (own.word(f"import_report.standing.{one}"), own.number(many))
        for one, many in report.counts.items()
        if many
    ]
    if report.done:
        counts.append((own.word("import_report.done"), own.number(report.done)))
    groups = (
        ListedGroup("error", own.word("import_report.standing.wrong"), _faults(own, report.wrong)),
        ListedGroup("error", own.word("import_report.refused"), _faults(own, report.refused)),
        ListedGroup(
            "warning", own.word("import_report.standing.parked"), tuple(_parked(own, report.parked))
        ),
        ListedGroup(
            "warning",
            own.word("import_report.standing.changed"),
            tuple(_changed(own, report.changed)),
        ),
        ListedGroup("warning", own.word("import_report.flags"), tuple(_flagged(own, report))),
    )
    return Listing(
        own,
        own.word("import_report.title"),
        name,
        tuple(counts),
        tuple(group for group in groups if group.lines),
        own.word("import_report.right"),
    )


def _faults(own: Language, rows: Sequence["JudgedRow"]) -> tuple[ListedLine, ...]:
    return tuple(
        ListedLine(fault.sentence, _where(own, row, fault.path), fault.code)
        for row in rows
        for fault in row.faults
    )


def _parked(own: Language, rows: Sequence["JudgedRow"]) -> Iterator[ListedLine]:
    for row in rows:
        for note in row.notes:
            reason = own.word(f"import_report.reason.{note.reason}")
            what = f"{reason}: {note.told}" if note.told else reason
            yield ListedLine(what, _where(own, row, note.path), note.reason.value)


def _changed(own: Language, rows: Sequence["JudgedRow"]) -> Iterator[ListedLine]:
    for row in rows:
        what = own.word("import_report.stays", stays=own.list_of(row.stays))
        yield ListedLine(what, _where(own, row, ""))


def _flagged(own: Language, report: "ImportReport") -> Iterator[ListedLine]:
    """Yield what does not fit in what was imported, and in how many reservations."""
    if not report.flags:
        return
    from axentra_core.channels.reservations import WHAT_TO_DO_ABOUT, in_order  # noqa: PLC0415

    for flag in in_order(report.flags):
        many = own.word("import_report.flagged", count=own.number(report.flags[flag]))
        what = own.words.get(f"flags.{flag}", WHAT_TO_DO_ABOUT[flag])
        yield ListedLine(what, many, flag.value)


def _where(own: Language, row: "JudgedRow", path: str) -> str:
    """Return a row and its column as people say it, with the reservation that it is about."""
    column = path.partition("]")[2].lstrip(".")
    told = (own.word("import_report.row", row=row.row), column, row.reference or "")
    return own.list_of(filter(None, told))


# --- what is out of reach ---


def reach_listing(rows: Iterable["OutOfReach"], locale: str, name: str = "") -> Listing:
    """Return the reservations that a modification would not find, in the words of a language.

    Args:
        rows: as `Reader.out_of_reach` gives them.
        locale: one of `LOCALES`.
        name: of the property or the connection.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    by_reason: dict[str, list[ListedLine]] = {}
    for row in rows:
        by_reason.setdefault(row.reason, []).append(_out_of_reach(own, row))
    many = sum(map(len, by_reason.values()))
    return Listing(
        own,
        own.word("out_of_reach.title"),
        name,
        ((own.word("out_of_reach.count", count=own.number(many)), ""),) if many else (),
        tuple(
            ListedGroup("warning", own.word(f"out_of_reach.reason.{reason}"), tuple(lines))
            for reason, lines in by_reason.items()
        ),
        own.word("out_of_reach.right"),
    )


def _out_of_reach(own: Language, row: "OutOfReach") -> ListedLine:
    known = (row.reference, row.stay and own.word("import_report.stays", stays=row.stay))
    told = own.list_of(filter(None, known))
    dates = ""
    if row.arrival is not None and row.departure is not None:
        arrival, departure = own.date(row.arrival), own.date(row.departure)
        dates = own.word("out_of_reach.dates", arrival=arrival, departure=departure)
    # Without a sentence, the reservation is what there is to say.
    where = dates or (told if row.about else "")
    return ListedLine(row.about or told, where, row.reason.value)


# --- as text ---


def import_report_text(report: "ImportReport", locale: str, *, name: str = "") -> str:
    """Return as text what becomes of a file: counts first, then what somebody has to see.

    Args:
        report: as `ReservationImport` gives it.
        locale: one of `LOCALES`.
        name: of the file.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    return _text(import_listing(report, locale, name))


def out_of_reach_text(rows: Iterable["OutOfReach"], locale: str, *, name: str = "") -> str:
    """Return as text the reservations that a modification would not find.

    Args:
        rows: as `Reader.out_of_reach` gives them.
        locale: one of `LOCALES`.
        name: of the property or the connection.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    return _text(reach_listing(rows, locale, name))


def _text(listing: Listing) -> str:
    title: list[Row] = [(listing.title, listing.name), THICK, *listing.counts]
    if not listing.groups:
        return document(table(TITLE, title, room=WIDTH), (listing.right,))
    return document(table(TITLE, title, room=WIDTH), *map(_group, listing.groups))


def _group(group: ListedGroup) -> Iterator[str]:
    yield from (BLANK, *table(TITLE, [(group.word, ""), THIN], room=WIDTH))
    rows: list[Row] = []
    for place, line in enumerate(group.lines, 1):
        code = f"[{line.code}]" if line.code else ""
        where = " ".join(filter(None, (line.where, code)))
        rows += [(f"{place}.", line.what), ("", where)]
    yield from table(ITEM, rows, room=WIDTH)
