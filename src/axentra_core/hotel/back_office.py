"""What keeps the house itself running: opening, configuration, follow-ups."""

from collections.abc import Mapping
from datetime import date

from axentra_core.hotel import verbs
from axentra_core.hotel.property import Property
from axentra_core.hotel.records import CODEC
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.house import (
    AdoptSettings,
    BeginSettings,
    ChangeSettings,
    OpenHouse,
)
from axentra_core.house import DismissFollowUp as Dismiss
from axentra_core.house import ResolveFollowUp as Resolve
from axentra_core.rooms import Condition, Occupancy, OpenRoom, Room


def open_property(unit: Unit, verb: verbs.OpenProperty) -> None:
    """Begin the first business date, the settings and every room."""
    begin_property(unit, verb.property, verb.on, {})


def begin_property(
    unit: Unit, own: Property, on: date, conditions: Mapping[str, Condition]
) -> None:
    """Begin a property; its rooms are vacant, and clean where no other condition is told."""
    unit.check_own(own)
    unit.act(OpenHouse(own.id, on))
    unit.act(BeginSettings(own.id, CODEC.plain(own)))
    unit.act(AdoptSettings(own.id, 1))
    for room in own.rooms.rooms:
        unit.act(OpenRoom(room.number, room.type, conditions.get(room.number, Condition.CLEAN)))


def change_property(unit: Unit, verb: verbs.ChangeProperty) -> None:
    """Put a new version in force; new rooms are opened, rooms with a guest cannot go."""
    old, new = unit.property, verb.property
    unit.check_own(new)
    if CODEC.plain(new) == CODEC.plain(old):
        return
    for field in ("currency", "digits", "zone"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            raise HotelRefusal("hotel.fixed_for_life", field=field, old=before, new=after)
    known = {room.number: room.type for room in old.rooms.rooms}
    planned = {room.number: room.type for room in new.rooms.rooms}
    for number in sorted(known.keys() - planned.keys()):
        _insist_on_unneeded(unit, number)
    for number, type_ in planned.items():
        room = unit.get("room", number)
        if room is None:
            unit.act(OpenRoom(number, type_))
        elif room.type != type_:
            raise HotelRefusal("hotel.room_type_fixed", room=number, old=room.type, new=type_)
    unit.act(ChangeSettings(new.id, CODEC.plain(new)))
    unit.act(AdoptSettings(new.id, unit.settings + 1))


def _insist_on_unneeded(unit: Unit, number: str) -> None:
    """Insist that a room may leave the house.

    Raises:
        HotelRefusal: ``hotel.room_in_use``, ``hotel.room_blocked`` or ``hotel.room_assigned``.
    """
    room: Room = unit.need("room", number)
    if room.occupancy is Occupancy.OCCUPIED:
        raise HotelRefusal("hotel.room_in_use", room=number)
    if room.blocks:
        raise HotelRefusal("hotel.room_blocked", room=number)
    if assigned := unit.find("stay.assigned", number):
        stays = ", ".join(stay for _, stay in assigned)
        raise HotelRefusal("hotel.room_assigned", room=number, stays=stays)


def retry_follow_up(unit: Unit, verb: verbs.RetryFollowUp) -> None:
    """Do what could not be done; when it succeeds the follow-up ends with it."""
    follow_up = unit.need("follow_up", verb.follow_up)
    end = Resolve(verb.follow_up)
    if refusal := unit.refusal_of(end):
        raise refusal
    if not CODEC.knows_command(follow_up.act):
        raise HotelRefusal("hotel.not_repeatable", follow_up=verb.follow_up, act=follow_up.act)
    unit.act(CODEC.build_command(follow_up.act, follow_up.arguments))
    unit.act(end)


def dismiss_follow_up(unit: Unit, verb: verbs.DismissFollowUp) -> None:
    """Decide that it need not happen any more."""
    unit.act(Dismiss(verb.follow_up, verb.reason))
