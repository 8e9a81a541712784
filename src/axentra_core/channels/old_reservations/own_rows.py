"""Messages as rows of the library's own export: every field of a message, each in a column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_type_hints

import attrs

from axentra_core.channels.old_reservations.column_map import Holds
from axentra_core.channels.old_reservations.columns import Place
from axentra_core.channels.old_reservations.plain_cells import LONGEST_CELL, cell_of, value_of
from axentra_core.channels.old_reservations.verdicts import Note, ReadRow, Reason
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.facts import Snapshot, ToldPrice
from axentra_core.channels.reservations.message import Personal, ReservationMessage, Version
from axentra_core.kernel.errors import Fault, InvalidInput

# What a column is a field of, and which. The rest of the path is told by the class.
# fmt: off
FIELDS: Final[Mapping[Holds, tuple[Any, str]]] = {
    Holds.REFERENCE:         (ChannelReference,    "reference"),
    Holds.CHANNEL_CODE:      (ChannelReference,    "channel"),
    Holds.STATUS:            (ReservationMessage,  "happening"),
    Holds.VERSION_AT:        (Version,             "at"),
    Holds.REVISION:          (Version,             "revision"),
    Holds.IS_DATED:          (Version,             "is_dated"),
    Holds.SECONDARY:         (ReservationMessage,  "secondary"),
    Holds.IDS:               (ReservationMessage,  "ids"),
    Holds.NAME:              (Personal,            "name"),
    Holds.MAIL:              (Personal,            "mail"),
    Holds.PHONE:             (Personal,            "phone"),
    Holds.ADDRESS:           (Personal,            "address"),
    Holds.COUNTRY:           (Personal,            "country"),
    Holds.GUESTS:            (Personal,            "guests"),
    Holds.COMMENT:           (Personal,            "comments"),
    Holds.ROOMS:             (Snapshot,            "rooms"),
    Holds.TOTAL:             (ToldPrice,           "after_tax"),
    Holds.TOTAL_BEFORE_TAX:  (ToldPrice,           "before_tax"),
    Holds.CURRENCY:          (Snapshot,            "currency"),
    Holds.EXTRAS:            (Snapshot,            "extras"),
    Holds.TAXES:             (Snapshot,            "taxes"),
    Holds.BOOKED_AT:         (Snapshot,            "booked_at"),
    Holds.COLLECTS:          (Snapshot,            "collects"),
    Holds.CARD:              (Snapshot,            "card"),
    Holds.FLAGS:             (Snapshot,            "flags"),
}
# fmt: on
OWN_COLUMNS: Final = tuple(FIELDS)
# A part that is missing as a whole is told by the column that it cannot be without.
_IN_ITS_PLACE: Final[Mapping[str, tuple[Any, str]]] = {"snapshot": (Snapshot, "rooms")}
_NOBODY: Final = ChannelReference(None, "?")
_HINTS: Final = {
    holds: get_type_hints(cls, include_extras=True)[name] for holds, (cls, name) in FIELDS.items()
}


def own_cells(message: ReservationMessage) -> list[str]:
    """Return the row of a message, in the order of the columns.

    Raises:
        InvalidInput: ``text.too_long`` for a reservation that no cell can hold.
    """
    snapshot = message.snapshot
    parts = {
        ChannelReference: message.reference,
        ReservationMessage: message,
        Version: message.version,
        Personal: message.personal,
        Snapshot: snapshot,
        ToldPrice: snapshot and snapshot.price,
    }
    cells: list[str] = []
    for holds, (cls, name) in FIELDS.items():
        value = getattr(parts[cls], name, None)
        # Empty rooms say that nothing was told of the reservation.
        cell = "" if value == () and holds is not Holds.ROOMS else cell_of(value)
        if len(cell) > LONGEST_CELL:
            path = f"{message.reference.text}.{holds.value}"
            raise InvalidInput.because(
                "text.too_long", path=path, limit=LONGEST_CELL, length=len(cell)
            )
        cells.append(cell)
    return cells


class OwnRows:
    """Reads rows that this library has written.

    Args:
        places: where the columns stand in the file.
    """

    def __init__(self, places: Sequence[Place]) -> None:
        """Take the columns that messages have."""
        known = [(one.at, Holds(one.key), one.path) for one in places]
        self._places = [one for one in known if one[1] in FIELDS]
        self._paths: dict[tuple[Any, str], str] = {
            FIELDS[holds]: path for _, holds, path in self._places
        }

    def read(self, cells: Sequence[str]) -> ReadRow:
        """Return the message of a row, or everything that is wrong with it."""
        faults: list[Fault] = []
        parts: dict[Any, dict[str, Any]] = {cls: {} for cls, _ in FIELDS.values()}
        for at, holds, path in self._places:
            cls, name = FIELDS[holds]
            try:
                if cells[at]:
                    parts[cls][name] = value_of(cells[at], _HINTS[holds])
            except InvalidInput as error:
                faults += error.under(path).faults
                # What cannot be read is left out while the rest is looked at.
                parts[cls].pop(name, None)
        message = self._message(parts, faults)
        if message is None or faults:
            return ReadRow(faults=tuple(faults))
        return ReadRow(message.reference.text, message.reference, message, tuple(_notes(message)))

    def _message(
        self, parts: Mapping[Any, Mapping[str, Any]], faults: list[Fault]
    ) -> ReservationMessage | None:
        """Return the message of its parts; each part tells what is wrong with it."""
        reference = self._part(ChannelReference, parts, faults)
        version = self._part(Version, parts, faults)
        personal = self._part(Personal, parts, faults)
        price = self._part(ToldPrice, parts, faults)
        snapshot = self._part(Snapshot, parts, faults, price=price or ToldPrice())
        # What is wrong was told; something has to stand there while the rest is looked at.
        message: ReservationMessage | None = self._part(
            ReservationMessage,
            parts,
            faults,
            reference=reference or _NOBODY,
            version=version or Version(),
            personal=personal or Personal(),
            snapshot=(snapshot or Snapshot()) if "rooms" in parts[Snapshot] else None,
        )
        return message

    def _part(
        self,
        cls: Any,  # noqa: ANN401 - the class of a part
        parts: Mapping[Any, Mapping[str, Any]],
        faults: list[Fault],
        **more: object,
    ) -> Any:  # noqa: ANN401 - a part of that class
        needed = {one.name: None for one in attrs.fields(cls) if one.default is attrs.NOTHING}
        try:
            return cls(**{**needed, **parts[cls], **more})
        except InvalidInput as error:
            told = {one.path for one in faults}
            for one in error.faults:
                name = one.path.partition("[")[0].partition(".")[0]
                column = self._paths.get(_IN_ITS_PLACE.get(name, (cls, name)), name)
                path = f"{column}{one.path[len(name) :]}"
                # A cell that could not be read is missing now.
                if not any(before.startswith(path) for before in told):
                    faults.append(attrs.evolve(one, path=path))
            return None


def _notes(message: ReservationMessage) -> Iterator[Note]:
    """Yield what of a message waits for a person."""
    if message.reference.channel is None:
        yield Note(Reason.CHANNEL_MISSING, Holds.CHANNEL_CODE.value)
    for room in message.snapshot.rooms if message.snapshot else ():
        if room.room_code is None:
            reason = Reason.ROOM_MISSING if room.name is None else Reason.ROOM_UNKNOWN
            yield Note(reason, Holds.ROOMS.value, room.name or "")
