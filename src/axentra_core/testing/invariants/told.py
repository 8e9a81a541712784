"""What channels tell of reservations: each room that is wanted is a stay, or a person knows why."""

from collections.abc import Iterable, Iterator

from axentra_core.channels.reservations import (
    ChannelReservation,
    Origin,
    ReservationStatus,
    RoomSlot,
)
from axentra_core.house import FollowUpStatus
from axentra_core.testing.invariants.records import Records


def check_told(reservations: Iterable[ChannelReservation], records: Records) -> Iterator[str]:
    """Yield rooms that nobody has booked and nobody waits for, and stays of two reservations.

    Of a file, rooms that are over are known and never booked; what somebody has dismissed neither.
    """
    of_stay: dict[str, str] = {}
    for own in reservations:
        for slot in own.slots:
            other = of_stay.setdefault(slot.stay, own.id)
            if other != own.id:
                yield f"stay {slot.stay} is a room of {other} and of {own.id}"
        numbers = {slot.number for slot in own.slots}
        if not numbers.issuperset(own.waiting):
            yield f"{own.id} waits for rooms that it does not have: {own.waiting}"
        if own.status is ReservationStatus.AWAITED and own.waiting:
            yield f"{own.id} is awaited, and its rooms {own.waiting} wait for something else"
        for slot in own.wanted:
            is_known = records.get("stay", slot.stay) is not None or slot.room is None
            is_known = is_known or own.origin is Origin.IMPORTED or slot.number in own.waiting
            if not is_known and not _is_dismissed(own, slot, records):
                yield f"room {slot.number} of {own.id} has no stay, and nobody knows"


def _is_dismissed(own: ChannelReservation, slot: RoomSlot, records: Records) -> bool:
    """Return whether somebody has decided that a room need not be booked."""
    told = {"channel_reservation": own.id, "number": slot.number}
    return any(
        task.status is FollowUpStatus.DISMISSED and told.items() <= task.arguments.items()
        for task in records.all("follow_up")
    )
