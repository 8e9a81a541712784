"""Reservations from a file: known, linked to stays that are here, or booked.

A file is a look back at what a platform knew when it was made. What the hotel has itself stays as
it is, what a platform has told since is more exact, and nothing is booked into the past.
"""

from collections.abc import Iterator
from typing import Final

import attrs

from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    ChannelReservation,
    MessageNoted,
    ReservationMessage,
    ReservationStatus,
    StaysLinked,
    Version,
    reservation_id,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.reservations_in import (
    BY_HAND,
    begin,
    digest_of,
    link_stays,
    noted,
    take_in,
)
from axentra_core.hotel.row_standing import (
    RowStanding,
    agree,
    index_of,
    placed,
    stays_of,
    told_by_platform,
)
from axentra_core.hotel.tasks import ended_of, left_to
from axentra_core.hotel.told_tasks import RESERVATIONS, cause_of
from axentra_core.hotel.unit import Unit
from axentra_core.house import ResolveFollowUp

ROW: Final = "row"


def import_reservation(unit: Unit, verb: verbs.ImportReservation) -> None:
    """Know a reservation of a file, and make its stays what it says where they are not yet."""
    index = index_of(unit, verb.connection)
    message = verb.message
    unit.act(*ended_of(unit, _row_cause(verb.file, verb.row, None)))
    found = placed(unit, message, index)
    if found.standing is RowStanding.KNOWN:
        return
    name = reservation_id(message.reference)
    own: ChannelReservation | None = unit.get("channel_reservation", name)
    message = _versioned(unit, own, message)
    if Reason.GUEST_HERE in found.waits:
        # A guest who should be here by now is no arrival: somebody says which stay it is.
        park_row(
            unit,
            verbs.ParkRow(
                verb.file, verb.row, Reason.GUEST_HERE, message.reference, _dates_in(message)
            ),
        )
        return
    stays = stays_of(unit, message)
    if own is None:
        begin(unit, name, message.reference, stays)
    elif own.status is ReservationStatus.AWAITED and stays:
        link_stays(unit, verbs.LinkStays(message.reference, tuple(stay.id for stay in stays)))
    if found.standing in {RowStanding.LINKED, RowStanding.PAST} and found.stays:
        unit.act(noted(unit, message, connection=verb.connection, is_import=True))
        return
    take_in(unit, message, connection=verb.connection, is_import=True)


def _versioned(
    unit: Unit, own: ChannelReservation | None, message: ReservationMessage
) -> ReservationMessage:
    """Return what a file tells, as new as it is beside what is known.

    Where a platform has told the same it is the oldest, for it is less exact: it only says that
    the reservation is one. Read anew by another map, the same moment is told better.
    """
    if own is None or not own.seen:
        return message
    told, known = message.snapshot, own.snapshot
    is_booked = message.happening is not Happening.CANCEL
    if is_booked and told_by_platform(own) and told and known and agree(known, told):
        return attrs.evolve(message, version=Version())  # type: ignore[misc] # a frozen value
    version = message.version
    digest = digest_of(unit.outside.cipher, message)
    same = [
        one.version.revision
        for one in own.seen
        if one.version.at == version.at and one.digest != digest
    ]
    if not same or version.at is None:
        return message
    later = Version(version.at, max(*same, version.revision, 0) + 1)
    return attrs.evolve(message, version=later)  # type: ignore[misc] # a frozen value


def park_row(unit: Unit, verb: verbs.ParkRow) -> None:
    """Leave a row to a person, once, until the reservation is told or linked otherwise."""
    cause = _row_cause(verb.file, verb.row, verb.reference)
    if unit.find("follow_up.cause", cause, limit=1):
        return
    reference = None if verb.reference is None else verb.reference.text
    why = HotelRefusal(
        "hotel.row_not_taken",
        row=verb.row,
        reference=reference or "-",
        reason=verb.reason.value.replace("_", " "),
        told=verb.told or "-",
    )
    values = {
        "file": verb.file,
        "row": verb.row,
        "reference": reference,
        "reason": verb.reason.value,
    }
    unit.act(left_to(RESERVATIONS, unit, cause, BY_HAND, values, why))


def _dates_in(message: ReservationMessage) -> str:
    rooms = () if message.snapshot is None else message.snapshot.rooms
    return ", ".join(dict.fromkeys(f"{room.arrival} - {room.departure}" for room in rooms))


def _row_cause(file: str, row: int, reference: ChannelReference | None) -> str:
    # By the reservation where that can be told, so that whatever tells of it ends the task.
    if reference is None or reference.channel is None:
        return f"import:{file}:{row}"
    return cause_of(reservation_id(reference), ROW)


def end_the_row(unit: Unit, event: MessageNoted | StaysLinked) -> Iterator[ResolveFollowUp]:
    """What a row could not say of a reservation is known now."""
    yield from ended_of(unit, cause_of(event.channel_reservation, ROW))
