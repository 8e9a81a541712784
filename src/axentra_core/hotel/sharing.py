"""What several stays have to do with one room: who has it when, who shares it."""

from collections.abc import Iterable
from datetime import date

from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.housekeeping import TaskOpened
from axentra_core.rooms import Room, blocked_by, blocking
from axentra_core.stays import RoomUse, ShareRoom, Stay, StayStatus

NOT_ENDED = frozenset({StayStatus.BOOKED, StayStatus.IN_HOUSE})


def booked_into(window: Window, room: str, *besides: str) -> tuple[RoomUse, ...]:
    """Return the stays that will have a room, other than some."""
    found = (stay for _, stay in window.find("stay.assigned", room))
    return uses(window, (stay for stay in found if stay not in besides))


def living_in(window: Window, room: str) -> tuple[RoomUse, ...]:
    """Return the stay that has a room now."""
    return uses(window, (stay for _, stay in window.find("stay.room", room)))


def uses(window: Window, ids: Iterable[str]) -> tuple[RoomUse, ...]:
    """Return since when and until when stays have their rooms; day use takes no night."""
    wanted = tuple(ids)
    window.load(*(("stay", stay) for stay in wanted))
    stays: list[Stay] = [window.need("stay", stay) for stay in wanted]
    return tuple(
        RoomUse(stay.id, stay.arrival, stay.departure)
        for stay in stays
        if stay.room is not None and not stay.is_day_use
    )


def booked_by_room(window: Window) -> dict[str, tuple[RoomUse, ...]]:
    """Return the stays for which rooms are set aside, by room."""
    found: dict[str, list[str]] = {}
    for room, stay in window.find("stay.assigned", "", HIGHEST):
        found.setdefault(room, []).append(stay)
    return {room: uses(window, stays) for room, stays in found.items()}


def sharers_of(window: Window, stay: str) -> tuple[Stay, ...]:
    """Return the stays that use the room of another one, or will: nobody who has left.

    A look-up answers what was so before this unit; what has become so in it is known here.
    """
    window.load(*(("stay", sharer) for _, sharer in window.find("stay.shares", stay)))
    stays: Iterable[Stay] = window.known("stay")
    return tuple(sharer for sharer in stays if sharer.shares == stay and sharer.status in NOT_ENDED)


def registered_in(window: Window, room: Room) -> int:
    """Return how many people are registered in a room for the coming night."""
    if room.stay is None:
        return 0
    own: Stay = window.need("stay", room.stay)
    there = (one for one in sharers_of(window, own.id) if one.status is StayStatus.IN_HOUSE)
    night = window.context.business_date
    return sum(len(stay.occupants_on(night)) for stay in (own, *there))


def insist_on_unblocked(window: Window, room: str, first: date, until: date, stay: str) -> None:
    """Insist that a room can be given to a stay on all its nights.

    Raises:
        RoomRefusal: ``room.blocked``.
    """
    own: Room = window.need("room", room)
    if block := blocking(own, first, until, stay):
        raise blocked_by(own, block)


def hand_over(unit: Unit, stay: str, to: str) -> tuple[ShareRoom, ...]:
    """Return what makes one sharer the one who has the room, and the others share with them."""
    others = (sharer.id for sharer in sharers_of(unit, stay) if sharer.id != to)
    return ShareRoom(to, None), *(ShareRoom(other, to) for other in others)


def insist_on_shared_nights(unit: Unit, stay_id: str) -> None:
    """Insist that whoever shares a room is in it only while its owner is, from today on.

    The owner takes the room of the inventory, so other nights would be taken by nobody.

    Raises:
        HotelRefusal: ``hotel.share_outside``.
    """
    stay: Stay = unit.need("stay", stay_id)
    owners = () if stay.shares is None else (unit.need("stay", stay.shares),)
    pairs = [
        *((stay, owner) for owner in owners),
        *((sharer, stay) for sharer in sharers_of(unit, stay_id)),
    ]
    for sharer, owner in pairs:
        first = max(sharer.arrival, unit.context.business_date)
        if first < owner.arrival or sharer.departure > owner.departure:
            raise HotelRefusal(
                "hotel.share_outside",
                stay=sharer.id,
                owner=owner.id,
                arrival=owner.arrival,
                departure=owner.departure,
            )


def unfinished_work(unit: Unit, room: str) -> tuple[str, ...]:
    """Return the tasks that block a room, those of this very unit included."""
    found = [task for _, task in unit.find("task.blocking", room)]
    own = (event for event in unit.events if isinstance(event, TaskOpened))
    return (*found, *(task.task for task in own if task.room == room and task.blocks_room))
