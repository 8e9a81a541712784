"""What could not be carried out of a channel's reservation, and was done or settled by hand."""

from collections.abc import Iterator

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    ChannelReservation,
    LinkRoom,
    NoteCarriedOut,
    ReservationStatus,
    RoomSlot,
    reservation_id,
)
from axentra_core.hotel.tasks import ended_of
from axentra_core.hotel.told_places import ENDED
from axentra_core.hotel.told_rooms import RoomReader
from axentra_core.hotel.told_tasks import CARRY_OUT, ROOMS, cause_of
from axentra_core.hotel.unit import Unit
from axentra_core.house import FollowUp, FollowUpDismissed, ResolveFollowUp
from axentra_core.stays import (
    Stay,
    StayAmended,
    StayBooked,
    StayCancelled,
    StayCheckedOut,
    StayExtended,
    StayMoved,
    StayNotShown,
    StayShortened,
    StayStatus,
)

StayChanged = (
    StayBooked
    | StayAmended
    | StayExtended
    | StayShortened
    | StayMoved
    | StayCancelled
    | StayNotShown
    | StayCheckedOut
)


def end_what_waits(
    unit: Unit, event: StayChanged
) -> Iterator[LinkRoom | NoteCarriedOut | ResolveFollowUp]:
    """A room that could not be carried out waits no more once staff have done it."""
    if unit.has_happened_outside:
        # Carrying out says itself what waits.
        return
    stay: Stay = unit.need("stay", event.stay)
    is_booked = isinstance(event, StayBooked)
    if is_booked and stay.channel is not None and stay.reference is not None:
        told = reservation_id(ChannelReference(stay.channel, stay.reference))
        yield from ended_of(unit, cause_of(told, ROOMS))
        yield from _linked(unit, told, stay)
    for _, name in unit.find("channel_reservation.stay", stay.id):
        own: ChannelReservation = unit.need("channel_reservation", name)
        for slot in own.slots:
            waits = slot.stay == stay.id and slot.number in own.waiting
            if waits and (is_booked or _is_done(unit, own, slot, stay)):
                yield from _seen_to(unit, own, slot)


def _linked(
    unit: Unit, told: str, stay: Stay
) -> Iterator[LinkRoom | NoteCarriedOut | ResolveFollowUp]:
    """Yield what makes a stay the room that waits to be booked under its number."""
    own: ChannelReservation | None = unit.get("channel_reservation", told)
    if own is None or own.status is not ReservationStatus.BOOKED:
        return
    if stay.id in {slot.stay for slot in own.slots}:
        return
    waiting = (slot for slot in own.wanted if slot.number in own.waiting)
    place = next((slot for slot in waiting if unit.get("stay", slot.stay) is None), None)
    if place is not None:
        yield LinkRoom(told, place.number, stay.id)
        yield from _seen_to(unit, own, place)


def let_it_wait_no_more(unit: Unit, event: FollowUpDismissed) -> Iterator[NoteCarriedOut]:
    """Somebody has decided that a room need not be carried out."""
    task: FollowUp = unit.need("follow_up", event.follow_up)
    number = task.arguments.get("number")
    if task.act != CARRY_OUT or not isinstance(number, int):
        return
    name = str(task.arguments["channel_reservation"])
    own: ChannelReservation = unit.need("channel_reservation", name)
    if number in own.waiting:
        yield _without(own, number)


def _is_done(unit: Unit, own: ChannelReservation, slot: RoomSlot, stay: Stay) -> bool:
    """Return whether a stay is what its channel tells, or over."""
    if slot not in own.wanted:
        return stay.status in ENDED
    if stay.status in ENDED:
        return stay.status is not StayStatus.CANCELLED
    wanted = RoomReader(unit, own).read(slot, stay, own).wanted
    if wanted is None or wanted.room_type not in {stay.room_type, stay.taken_type}:
        return False
    return (wanted.arrival, wanted.departure) == (stay.arrival, stay.departure)


def _seen_to(
    unit: Unit, own: ChannelReservation, slot: RoomSlot
) -> Iterator[NoteCarriedOut | ResolveFollowUp]:
    yield from ended_of(unit, cause_of(own.id, slot.number))
    yield _without(own, slot.number)


def _without(own: ChannelReservation, number: int) -> NoteCarriedOut:
    waiting = tuple(one for one in own.waiting if one != number)
    return NoteCarriedOut(own.id, waiting, own.flags, own.given_up)
