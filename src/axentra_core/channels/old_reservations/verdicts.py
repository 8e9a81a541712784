"""What is said of each row of a file of old reservations, before anything of it is taken."""

from enum import StrEnum
from typing import Annotated, Final

import attrs

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.mapping import Label
from axentra_core.channels.old_reservations.room_names import RateName, RoomName
from axentra_core.channels.providers import zone_name
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.message import ReservationMessage
from axentra_core.kernel.checks import Instant, checked, list_of
from axentra_core.kernel.errors import Fault

MOST_NAMES: Final = 10_000


@checked
class SheetContext:
    """What the hotel knows beside a file.

    Attributes:
        as_of: when the file was made: what a channel tells later is newer than all of it.
        zone: IANA name of the zone of the property.
        codes: the channel codes of the platform.
        rooms: what exports call the rooms of the hotel.
        rates: what they call its rates.
        hotel: what they call the property; rows of another are passed over. None where a file has
            one property only.
    """

    as_of: Instant
    zone: Annotated[str, zone_name]
    codes: CodeTable
    rooms: Annotated[tuple[RoomName, ...], list_of(RoomName, MOST_NAMES)] = ()
    rates: Annotated[tuple[RateName, ...], list_of(RateName, MOST_NAMES)] = ()
    hotel: Label | None = None


class Standing(StrEnum):
    """What can be done with a row.

    Attributes:
        READY: everything in it is understood.
        PARKED: it is kept, and something in it waits for a person.
        PASSED_OVER: it tells of no reservation of this property.
        WRONG: the file has to be put right, or read by another map.
    """

    READY = "ready"
    PARKED = "parked"
    PASSED_OVER = "passed_over"
    WRONG = "wrong"


class Reason(StrEnum):
    """Why a row is not simply ready.

    Attributes:
        STATUS_UNKNOWN: its status is a word that the map does not know: nobody can say whether
            guests come, so it has no message.
        CHANNEL_MISSING: nothing says from which channel it is.
        CHANNEL_UNKNOWN: the name of its channel stands in no table.
        CHANNEL_AMBIGUOUS: several channels have that name.
        ROOM_MISSING: it tells no room.
        ROOM_UNKNOWN: the name of a room stands in no table.
        ROOM_UNMAPPED: the codes of a room lead to no offer of the hotel.
        GUEST_HERE: by its dates the guest has come, and no stay is known to be it.
        BLANK: nothing stands in it.
        HEADINGS: it names the columns once more.
        OTHER_HOTEL: it is of another property.
        NO_RESERVATION: its status says that there is none yet, or will not be.
    """

    STATUS_UNKNOWN = "status_unknown"
    CHANNEL_MISSING = "channel_missing"
    CHANNEL_UNKNOWN = "channel_unknown"
    CHANNEL_AMBIGUOUS = "channel_ambiguous"
    ROOM_MISSING = "room_missing"
    ROOM_UNKNOWN = "room_unknown"
    ROOM_UNMAPPED = "room_unmapped"
    GUEST_HERE = "guest_here"
    BLANK = "blank"
    HEADINGS = "headings"
    OTHER_HOTEL = "other_hotel"
    NO_RESERVATION = "no_reservation"


PASSING_OVER: Final = frozenset(
    {Reason.BLANK, Reason.HEADINGS, Reason.OTHER_HOTEL, Reason.NO_RESERVATION}
)


@attrs.frozen
class Note:
    """A reason, and where it stands.

    Attributes:
        reason: why.
        path: row and column, such as ``rows[12].Room``.
        told: what stands there, without card data; empty where nothing does.
    """

    reason: Reason
    path: str
    told: str = ""


@attrs.frozen
class RowVerdict:
    """What is said of a row, or of several that are one reservation.

    Attributes:
        row: its number, as a spreadsheet shows it; the first of several.
        standing: what can be done with it.
        message: what it tells; None where it is passed over or wrong, and where nobody can say
            whether it is booked or cancelled.
        reference: which reservation it is, as far as that can be read.
        notes: why it is parked or passed over.
        faults: everything that is wrong with it, each with row and column.
        rows: numbers of all rows that make it.
    """

    row: int
    standing: Standing
    message: ReservationMessage | None = None
    reference: ChannelReference | None = None
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()
    rows: tuple[int, ...] = ()


@attrs.frozen
class ReadRow:
    """What a row tells.

    Attributes:
        key: by which a second row of the same reservation is known; None where it has no number.
        reference: which reservation it is.
        message: what it tells of it.
        notes: what waits for a person, or why there is nothing to take; paths are columns.
        faults: what is wrong with it; likewise.
    """

    key: str | None = None
    reference: ChannelReference | None = None
    message: ReservationMessage | None = None
    notes: tuple[Note, ...] = ()
    faults: tuple[Fault, ...] = ()
