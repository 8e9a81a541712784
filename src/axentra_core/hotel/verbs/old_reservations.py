"""What a file of old reservations says, row by row, and what was never delivered.

`ReservationImport` says the first two, for every row of a file.
"""

from typing import Annotated, Final

from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import ReservationMessage
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.texts import Id, Text

LAST_ROW: Final = 1_000_000_000
Row = Annotated[int, whole(1, LAST_ROW)]


@checked
class ImportReservation:
    """Know a reservation that a file tells, and carry it out as far as that can be done.

    Stays that were booked under its number are its stays; what is over is booked by nobody, and
    what is cancelled neither.

    Attributes:
        file: digest of the file.
        row: its number there, as a spreadsheet shows it.
        message: what it tells.
        connection: over which later messages come, whose mapping says what its rooms are.
    """

    file: Id
    row: Row
    message: ReservationMessage
    connection: Id | None = None


@checked
class ParkRow:
    """Leave a row of a file to a person of which nobody can say which reservation it is, or how.

    Attributes:
        file: digest of the file.
        row: its number there, as a spreadsheet shows it.
        reason: why.
        reference: which reservation it is, as far as that can be read.
        told: what stands in the place of what is missing.
    """

    file: Id
    row: Row
    reason: Reason
    reference: ChannelReference | None = None
    told: Text | None = None


@checked
class ReportUndelivered:
    """Leave a modification or a cancellation to a person that the platform could not deliver.

    It is done by hand, with the commands for any stay; the task ends when that is done, or when
    the channel tells it after all.

    Attributes:
        connection: over which it should have come.
        reference: of the reservation.
        happening: whether it is modified or cancelled.
        note: what the platform's mail or screen says; nothing personal.
    """

    connection: Id
    reference: ChannelReference
    happening: Happening
    note: Text | None = None
