"""What became of a file of old reservations: counts, and the rows that somebody has to see."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.channels.old_reservations import Note
from axentra_core.channels.reservations import Flag
from axentra_core.channels.sheets import sheet_line
from axentra_core.hotel.row_standing import RowStanding
from axentra_core.kernel.errors import Fault

# Rows that a report names; it counts all.
MOST_NAMED: Final = 10_000
COLUMNS: Final = ("row", "standing", "reference", "stays", "path", "code", "sentence")
_ORDER: Final = tuple(RowStanding)


@attrs.frozen
class JudgedRow:
    """What becomes of a row, or of several that are one reservation.

    Attributes:
        row: its number, as a spreadsheet shows it; the first of several.
        standing: what becomes of it.
        reference: which reservation it is, as far as that can be read.
        stays: ids of the stays that are it.
        notes: why it is parked or passed over.
        faults: everything that is wrong with it, each with row and column.
        rows: numbers of all rows that make it.
    """

    row: int
    standing: RowStanding
    reference: str | None = None
    stays: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()
    rows: tuple[int, ...] = ()


@attrs.frozen
class ImportProgress:
    """How far an import is.

    Attributes:
        is_importing: whether rows are imported; before, all of them are judged.
        rows: so many were seen.
        done: so many have changed something.
    """

    is_importing: bool
    rows: int
    done: int


@attrs.frozen
class ImportReport:
    """What becomes, or became, of a file.

    Attributes:
        file: its digest.
        rows: how many it has, without the one that names the columns; several that are one
            reservation count once.
        counts: how many rows there are of each standing, as they were judged.
        wrong: rows that are wrong, at most the first 10,000.
        parked: rows that wait for a person, likewise.
        changed: rows that change or cancel a stay that is here, likewise.
        done: how many rows have changed something; none when it was only judged.
        flags: how many imported reservations have something that does not fit.
        refused: rows that were judged right, and could not be imported all the same.
    """

    file: str
    rows: int
    counts: Mapping[RowStanding, int]
    wrong: tuple[JudgedRow, ...] = ()
    parked: tuple[JudgedRow, ...] = ()
    changed: tuple[JudgedRow, ...] = ()
    done: int = 0
    flags: Mapping[Flag, int] = MappingProxyType({})
    refused: tuple[JudgedRow, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, each with row and column."""
        return tuple(fault for row in self.wrong for fault in row.faults)

    @property
    def is_right(self) -> bool:
        """Whether it can be imported as a whole."""
        return not self.counts[RowStanding.WRONG]


class Tally:
    """Counts the rows of a file as they are judged.

    Args:
        file: digest of the file, as far as it is known.
        rows: how many were counted.
        standings: of each row a byte, by its number.
    """

    def __init__(self, file: str = "", rows: int = 0, standings: bytearray | None = None) -> None:
        """Begin with no row, or with what was counted before."""
        self.file: str = file
        self.rows: int = rows
        self.standings: bytearray = bytearray() if standings is None else standings
        self.wrong: list[JudgedRow] = []
        self.parked: list[JudgedRow] = []
        self.changed: list[JudgedRow] = []
        self.refused: list[JudgedRow] = []
        self.flags: Counter[Flag] = Counter()
        self.seen: int = 0
        self.done: int = 0
        self._named = {
            RowStanding.WRONG: self.wrong,
            RowStanding.PARKED: self.parked,
            RowStanding.CHANGED: self.changed,
        }
        self._counts: Counter[RowStanding] = Counter()

    def add(self, judged: JudgedRow) -> None:
        """Count a row."""
        self.rows += 1
        self._set(judged.row, judged.standing)
        named = self._named.get(judged.standing)
        if named is not None and len(named) < MOST_NAMED:
            named.append(judged)
        for other in _others(judged):
            # The first of two rows of one reservation is wrong as well.
            self._set(other, RowStanding.WRONG)

    def _set(self, row: int, standing: RowStanding) -> None:
        if row >= len(self.standings):
            self.standings.extend(bytes(row + 1 - len(self.standings)))
        before = self.standings[row]
        if before:
            self._counts[_ORDER[before - 1]] -= 1
        self.standings[row] = _ORDER.index(standing) + 1
        self._counts[standing] += 1

    def standings_of(self, row: int) -> RowStanding | None:
        """Return how a row was judged; None for one that was not there."""
        kept = self.standings[row] if row < len(self.standings) else 0
        return _ORDER[kept - 1] if kept else None

    def report(self) -> ImportReport:
        """Return what was counted."""
        return ImportReport(
            self.file,
            self.rows,
            {one: self._counts[one] for one in RowStanding},
            tuple(self.wrong),
            tuple(row for row in self.parked if self._is(row, RowStanding.PARKED)),
            tuple(row for row in self.changed if self._is(row, RowStanding.CHANGED)),
        )

    def _is(self, judged: JudgedRow, standing: RowStanding) -> bool:
        return self.standings_of(judged.row) is standing


def _others(judged: JudgedRow) -> Iterator[int]:
    """Yield the rows that a duplicate names beside itself."""
    for fault in judged.faults:
        if fault.code == "value.duplicate" and fault.path.startswith("rows["):
            number = int(fault.path[len("rows[") :].partition("]")[0])
            if number != judged.row:
                yield number


def write_judged(rows: Iterable[JudgedRow]) -> Iterator[str]:
    """Yield rows with what becomes of them as lines of a CSV file; a spreadsheet computes nothing.

    A row that has several faults or notes has as many lines.
    """
    yield sheet_line(COLUMNS)
    for row in rows:
        told = (str(row.row), row.standing.value, row.reference or "", " ".join(row.stays))
        why = [(one.path, one.code, one.sentence) for one in row.faults]
        why += [(one.path, one.reason.value, one.told) for one in row.notes]
        for cells in why or [("", "", "")]:
            yield sheet_line((*told, *cells))
