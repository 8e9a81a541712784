"""Importing a file of old reservations: every row is judged first, then each is a commit.

Rows are read as they are needed and none is kept, so that a large file takes no more memory than
a small one. What was done is known by the digest of the file and the row, so an import that was
broken off goes on where it was, and one that is said again changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.old_reservations import (
    ColumnMap,
    Note,
    RateName,
    RoomName,
    RowVerdict,
    SheetContext,
    Standing,
    judge_reservations,
)
from axentra_core.channels.reservations import CarriedOut
from axentra_core.channels.sheet_rows import Source
from axentra_core.hotel import verbs
from axentra_core.hotel.hotel import Hotel
from axentra_core.hotel.import_file import DigestedFile, File, begun_anew
from axentra_core.hotel.import_report import ImportProgress, ImportReport, JudgedRow, Tally
from axentra_core.hotel.row_standing import Placed, RowStanding
from axentra_core.hotel.told_names import names_in
from axentra_core.hotel.unit import REFUSALS
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, Fault, InvalidInput

T = TypeVar("T")

# So many rows are looked up at once, and told of at once.
ROWS_AT_ONCE: Final = 100
# What holds for every row alike.
ABOUT_THE_ACTOR: Final = frozenset({"permission.missing", "hotel.not_for_outsiders"})
NO_PLACE: Final = Placed(RowStanding.PARKED)
# fmt: off
STANDINGS: Final[Mapping[Standing, RowStanding]] = MappingProxyType({
    Standing.PASSED_OVER: RowStanding.PASSED_OVER,
    Standing.WRONG:       RowStanding.WRONG,
})
# fmt: on


class ReservationImport:
    """Reads files of old reservations into a hotel.

    Args:
        hotel: that takes them.
        columns: what the columns of the file are; `RESERVATION_EXPORTS` has those that hotels meet.
        as_of: when the file was made: what a channel tells later is newer than all of it.
        actor: who imports.
        connection: over which later messages come; its mapping says what rooms are. Without one
            every room waits until somebody chooses its offer, or a message tells it.
        codes: of channels; those of the connection's platform when left out.
        rooms: what the file calls the rooms of the hotel, before what the mapping calls them.
        rates: what it calls its rates.
        hotel_name: what it calls the property, where it has several.

    Raises:
        NotFound: ``record.not_found`` for the connection.
        InvalidInput: what is wrong with an argument.
    """

    def __init__(  # noqa: PLR0913 - a file is read with that much
        self,
        hotel: Hotel,
        columns: ColumnMap,
        *,
        as_of: datetime,
        actor: Actor,
        connection: str | None = None,
        codes: CodeTable | None = None,
        rooms: Sequence[RoomName] = (),
        rates: Sequence[RateName] = (),
        hotel_name: str | None = None,
    ) -> None:
        """Look once at what the hotel knows beside the file."""
        self._hotel, self._columns = hotel, columns
        self._actor, self._connection = actor, connection
        read = hotel.read
        self._token = read.message_token
        own = read.configuration
        if codes is None:
            provider = "none" if connection is None else read.connection(connection).provider
            codes = own.channels.code_table(provider)
        index = read.mapping_index(connection)
        mapping = None if index is None else index.mapping
        named, priced = names_in(mapping, own.rooms.types, columns.rooms.dash)
        self._context = SheetContext(
            as_of,
            own.zone,
            codes,
            (*named, *rooms),
            (*priced, *rates),
            hotel_name,
        )

    # --- judging ---

    def verdicts(self, source: File | Source) -> Iterator[JudgedRow]:
        """Yield what becomes of each row, in order; nothing is kept.

        Of two rows of one reservation the second is wrong and names both.

        Raises:
            InvalidInput: before the first row, what is wrong with the file or its columns.
        """
        begun = source() if callable(source) else source
        rows = judge_reservations(begun, self._columns, self._context)
        for some in _batches(rows):
            yield from (judged for judged, _ in self._placed(some))

    def judge(
        self, source: File | Source, *, progress: Callable[[ImportProgress], None] | None = None
    ) -> ImportReport:
        """Return what becomes of a file, with everything that is wrong in it; nothing is kept.

        Raises:
            InvalidInput: what is wrong with the file as a whole.
        """
        begun = source() if callable(source) else source
        tally = self._judged(begun, progress)
        return tally.report()

    def _judged(self, source: Source, progress: Callable[[ImportProgress], None] | None) -> Tally:
        file, tally = DigestedFile(source), Tally()
        rows = judge_reservations(file.read(), self._columns, self._context)
        for some in _batches(rows):
            for judged, _ in self._placed(some):
                tally.add(judged)
            _tell(progress, tally)
        tally.file = file.whole()
        return tally

    def _placed(self, rows: Sequence[RowVerdict]) -> Iterator[tuple[JudgedRow, RowVerdict]]:
        """Yield what becomes of some rows, by what the hotel knows now."""
        found = iter(
            self._hotel.read.placed_reservations(
                [row.message for row in rows if _is_whole(row) and row.message], self._connection
            )
        )
        for row in rows:
            placed = next(found) if _is_whole(row) else NO_PLACE
            yield _judged_row(row, placed), row

    # --- importing ---

    def run(
        self,
        source: File,
        *,
        partial: bool = False,
        progress: Callable[[ImportProgress], None] | None = None,
    ) -> ImportReport:
        """Judge every row of a file, then import them, each in a commit of its own.

        Broken off, it goes on where it was when it is run again; run twice it changes nothing. A
        row that is parked stops nothing: it is left to a person.

        Args:
            source: text, bytes, a binary file that can be read twice, or what opens one.
            partial: whether rows that are right are imported beside wrong ones.
            progress: is told how far it is.

        Raises:
            InvalidInput: everything that is wrong, by row and column, and nothing has changed; or
                ``value.contradicts`` where the file has changed while it was imported.
            RuleViolation: ``permission.missing``, and nothing has changed.
            Conflict: others were faster, again and again; run it again.
            PortError: the store has failed; run it again.
        """
        tally = self._judged(begun_anew(source), progress)
        report = tally.report()
        if report.counts[RowStanding.WRONG] and not partial:
            raise InvalidInput(report.faults)
        done = Tally(tally.file, tally.rows, tally.standings)
        file = DigestedFile(begun_anew(source))
        rows = judge_reservations(file.read(), self._columns, self._context)
        for some in _batches(rows):
            for judged, row in self._placed(some):
                is_twice = tally.standings_of(row.row) is RowStanding.WRONG
                self._import(row, judged, done, is_wrong=is_twice)
            _tell(progress, done, is_importing=True)
        if (now := file.whole()) != tally.file:
            raise InvalidInput.because(
                "value.contradicts", path="source", one=tally.file, other=now
            )
        return attrs.evolve(
            report, done=done.done, flags=dict(done.flags), refused=tuple(done.refused)
        )

    def _import(self, row: RowVerdict, judged: JudgedRow, done: Tally, *, is_wrong: bool) -> None:
        """Do what a row says; what is refused all the same is told with its row."""
        done.seen += 1
        verb = None if is_wrong else self._verb(done.file, row, judged)
        if verb is None:
            return
        key = f"import:{done.file}:{row.row}:{self._content_of(verb)}"
        try:
            said = self._hotel.do(verb, actor=self._actor, key=key)
        except REFUSALS as refusal:
            if refusal.code in ABOUT_THE_ACTOR:
                raise
            done.refused.append(_refused(judged, refusal))
            return
        done.done += not said.is_repeated and bool(said.events)
        if said.is_repeated or judged.standing is RowStanding.PAST:
            return
        for event in said.events:
            if isinstance(event, CarriedOut):
                done.flags.update(event.flags)

    def _content_of(self, verb: verbs.ImportReservation | verbs.ParkRow) -> str:
        """Return a keyed digest of what a row was read as: by another map it is another request."""
        if isinstance(verb, verbs.ImportReservation):
            return self._token(f"{verb.connection} {verb.message.content}")
        return self._token(f"{verb.reason} {verb.reference} {verb.told}")

    def _verb(
        self, file: str, row: RowVerdict, judged: JudgedRow
    ) -> verbs.ImportReservation | verbs.ParkRow | None:
        if judged.standing in {RowStanding.WRONG, RowStanding.PASSED_OVER, RowStanding.KNOWN}:
            return None
        if _is_whole(row) and row.message is not None:
            return verbs.ImportReservation(file, row.row, row.message, self._connection)
        note = row.notes[0]
        return verbs.ParkRow(file, row.row, note.reason, row.reference, note.told or None)


def _is_whole(row: RowVerdict) -> bool:
    """Return whether a row says which reservation it is, and whether guests come."""
    return row.message is not None and row.message.reference.channel is not None


def _judged_row(row: RowVerdict, placed: Placed) -> JudgedRow:
    told = {note.reason for note in row.notes}
    waits = tuple(Note(reason, f"rows[{row.row}]") for reason in placed.waits if reason not in told)
    standing = STANDINGS.get(row.standing, placed.standing)
    is_parked = standing in {RowStanding.PARKED, RowStanding.PASSED_OVER}
    return JudgedRow(
        row.row,
        standing,
        None if row.reference is None else row.reference.text,
        placed.stays,
        (*row.notes, *waits) if is_parked else (),
        row.faults,
        row.rows,
    )


def _refused(judged: JudgedRow, refusal: AxentraError) -> JudgedRow:
    place = f"rows[{judged.row}]"
    faults = (
        refusal.under(place).faults
        if isinstance(refusal, InvalidInput)
        else (Fault(place, refusal.code, refusal.sentence),)
    )
    return attrs.evolve(judged, standing=RowStanding.WRONG, faults=faults)


def _tell(
    progress: Callable[[ImportProgress], None] | None, tally: Tally, *, is_importing: bool = False
) -> None:
    if progress is not None:
        rows = tally.seen if is_importing else tally.rows
        progress(ImportProgress(is_importing, rows, tally.done))


def _batches(rows: Iterator[T]) -> Iterator[list[T]]:
    while some := [*islice(rows, ROWS_AT_ONCE)]:
        yield some
