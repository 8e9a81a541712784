"""The rules of a room: guards, what a command decides, what an event changes."""

from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.machine import Machine, settled
from axentra_core.rooms.lifecycle import AFTER_CHECKOUT, CONDITION, JOINT, OCCUPANCY, REQUEST
from axentra_core.rooms.messages import (
    ClearRequest,
    DoNotDisturbSet,
    HandOverRoom,
    MakeUpRequested,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkInspected,
    OccupyRoom,
    OpenRoom,
    ReleaseRoom,
    RequestCleared,
    RequestMakeUp,
    RollRoom,
    RoomHandedOver,
    RoomOccupied,
    RoomOpened,
    RoomReleased,
    RoomRolled,
    RoomVacated,
    SetDoNotDisturb,
    VacateRoom,
)
from axentra_core.rooms.model import Room
from axentra_core.rooms.refusals import RoomRefusal

OVERRIDE = "rooms.override_not_ready"

E = TypeVar("E")
OfGuest = TypeVar(
    "OfGuest",
    VacateRoom,
    ReleaseRoom,
    HandOverRoom,
    SetDoNotDisturb,
    RequestMakeUp,
    ClearRequest,
)


def ready(room: Room, command: OccupyRoom, _: Context) -> RoomRefusal | None:
    """A guest gets a room in good condition, or one that a supervisor gives with a reason."""
    if command.override is not None or room.condition.reaches(command.ready_from):
        return None
    return RoomRefusal(
        "room.not_ready", room=room.id, condition=room.condition, ready_from=command.ready_from
    )


def work_finished(room: Room, command: OccupyRoom, _: Context) -> RoomRefusal | None:
    """While work that blocks a room is open, no guest gets it, whatever its condition."""
    if command.override is not None or not command.unfinished:
        return None
    return RoomRefusal(
        "room.work_unfinished", room=room.id, unfinished=", ".join(command.unfinished)
    )


def may_override(room: Room, command: OccupyRoom, context: Context) -> RuleViolation | None:
    """Only somebody with the permission gives a room that is not ready."""
    if command.override is None or _is_ready(room, command):
        return None
    return context.refusal_without(OVERRIDE)


def _is_ready(room: Room, command: OccupyRoom) -> bool:
    return room.condition.reaches(command.ready_from) and not command.unfinished


def own_room(room: Room, command: OfGuest, _: Context) -> RoomRefusal | None:
    """A guest leaves and asks for their own room only, and is not told who is in another."""
    if command.stay != room.stay:
        return RoomRefusal("room.other_guest", room=room.id, stay=command.stay)
    return None


def other_guest(room: Room, command: HandOverRoom, _: Context) -> RoomRefusal | None:
    """A room is handed over to somebody who does not have it already."""
    if command.to == command.stay:
        return RoomRefusal("room.same_guest", room=room.id, stay=command.stay)
    return None


def _news(machine: Machine[Any], room: Room, event: E) -> list[E]:
    """Return the event, or nothing if it changes nothing: pressing twice is no error."""
    status = getattr(room, machine.field)
    return [] if machine.after(status, type(event)) is status else [event]


def open_room(command: OpenRoom, _: Context) -> list[RoomOpened]:
    """Take a room into use."""
    return [RoomOpened(command.room, command.type, command.condition)]


def occupy_room(room: Room, command: OccupyRoom, _: Context) -> list[RoomOccupied]:
    """Give the room to a stay; a reason is kept only if it was needed."""
    override = None if _is_ready(room, command) else command.override
    return [RoomOccupied(room.id, command.stay, override)]


def vacate_room(room: Room, command: VacateRoom, _: Context) -> list[RoomVacated]:
    """Take the room back."""
    return [RoomVacated(room.id, command.stay, command.policy, command.settings)]


def release_room(room: Room, command: ReleaseRoom, _: Context) -> list[RoomReleased]:
    """Take back a room that was never used."""
    return [RoomReleased(room.id, command.stay)]


def hand_over_room(room: Room, command: HandOverRoom, _: Context) -> list[RoomHandedOver]:
    """Register the room for the other guest in it."""
    return [RoomHandedOver(room.id, command.stay, command.to)]


def roll_room(room: Room, _: RollRoom, _context: Context) -> list[RoomRolled]:
    """Note that a guest has slept in the room, whether or not this changes it."""
    return [RoomRolled(room.id)]


def mark_dirty(room: Room, _: MarkDirty, _context: Context) -> list[MarkedDirty]:
    """Note that the room has to be cleaned."""
    return _news(CONDITION, room, MarkedDirty(room.id))


def mark_clean(room: Room, _: MarkClean, _context: Context) -> list[MarkedClean]:
    """Note that the room has been cleaned; an inspected room stays inspected."""
    return _news(CONDITION, room, MarkedClean(room.id))


def mark_inspected(room: Room, _: MarkInspected, _context: Context) -> list[MarkedInspected]:
    """Note that the cleaned room has been found good."""
    return _news(CONDITION, room, MarkedInspected(room.id))


def set_do_not_disturb(room: Room, command: SetDoNotDisturb, _: Context) -> list[DoNotDisturbSet]:
    """Note that the guest wants to be left alone."""
    return _news(REQUEST, room, DoNotDisturbSet(room.id, command.stay))


def request_make_up(room: Room, command: RequestMakeUp, _: Context) -> list[MakeUpRequested]:
    """Note that the guest wants the room made up."""
    return _news(REQUEST, room, MakeUpRequested(room.id, command.stay))


def clear_request(room: Room, command: ClearRequest, _: Context) -> list[RequestCleared]:
    """Note that nothing is asked for any more."""
    return _news(REQUEST, room, RequestCleared(room.id, command.stay))


def opened(event: RoomOpened) -> Room:
    """Return a vacant room in the condition it was taken over in."""
    return Room(
        id=event.room,
        type=event.type,
        occupancy=OCCUPANCY.start,
        condition=event.condition,
        request=REQUEST.start,
        stay=None,
    )


def occupied(room: Room, event: RoomOccupied) -> Room:
    """Return the room with its guest."""
    return attrs.evolve(
        room, occupancy=OCCUPANCY.after(room.occupancy, RoomOccupied), stay=event.stay
    )


def vacated(room: Room, event: RoomVacated) -> Room:
    """Return the room without its guest and without what they had asked for."""
    left = attrs.evolve(
        room,
        occupancy=OCCUPANCY.after(room.occupancy, RoomVacated),
        condition=AFTER_CHECKOUT[event.policy],
        stay=None,
    )
    return attrs.evolve(left, **settled(left, JOINT))


def released(room: Room, event: RoomReleased) -> Room:
    """Return the room as it was before the guest, without what they had asked for."""
    occupancy = OCCUPANCY.after(room.occupancy, type(event))
    left = attrs.evolve(room, occupancy=occupancy, stay=None)
    return attrs.evolve(left, **settled(left, JOINT))


def handed_over(room: Room, event: RoomHandedOver) -> Room:
    """Return the room with its other guest."""
    return attrs.evolve(
        room, occupancy=OCCUPANCY.after(room.occupancy, RoomHandedOver), stay=event.to
    )


def rolled(room: Room, event: RoomRolled) -> Room:
    """Return the room as the morning finds it."""
    # The close of day moves every occupied room of the house; `attrs.evolve` would double the cost.
    return Room(
        room.id,
        room.type,
        OCCUPANCY.after(room.occupancy, type(event)),
        CONDITION.after(room.condition, type(event)),
        REQUEST.after(room.request, type(event)),
        room.stay,
    )


def marked(room: Room, event: MarkedDirty | MarkedClean | MarkedInspected) -> Room:
    """Return the room in its new condition."""
    return attrs.evolve(room, condition=CONDITION.after(room.condition, type(event)))


def requested(room: Room, event: DoNotDisturbSet | MakeUpRequested | RequestCleared) -> Room:
    """Return the room with the guest's latest request."""
    # Guests press these buttons all day long; `attrs.evolve` would double the cost of a move.
    return Room(
        room.id,
        room.type,
        room.occupancy,
        room.condition,
        REQUEST.after(room.request, type(event)),
        room.stay,
    )


def index(room: Room) -> Iterator[tuple[str, str]]:
    """An occupied room is found by the stay in it."""
    if room.stay is not None:
        yield "room.stay", room.stay


# fmt: off
DECIDE = decisions(
    opens(OpenRoom,         open_room),
    case(OccupyRoom,        occupy_room,         OCCUPANCY.permits(RoomOccupied),
                                                 asks("ready_from", ready),
                                                 asks("unfinished", work_finished),
                                                 asks("override", may_override)),
    case(VacateRoom,        vacate_room,         OCCUPANCY.permits(RoomVacated),
                                                 asks("stay", own_room)),
    case(ReleaseRoom,       release_room,        OCCUPANCY.permits(RoomReleased),
                                                 asks("stay", own_room)),
    case(HandOverRoom,      hand_over_room,      OCCUPANCY.permits(RoomHandedOver),
                                                 asks("stay", own_room),
                                                 asks("to", other_guest)),
    case(RollRoom,          roll_room,           OCCUPANCY.permits(RoomRolled)),
    case(MarkDirty,         mark_dirty,          CONDITION.permits(MarkedDirty)),
    case(MarkClean,         mark_clean,          CONDITION.permits(MarkedClean)),
    case(MarkInspected,     mark_inspected,      CONDITION.permits(MarkedInspected)),
    case(SetDoNotDisturb,   set_do_not_disturb,  OCCUPANCY.permits(DoNotDisturbSet),
                                                 asks("stay", own_room)),
    case(RequestMakeUp,     request_make_up,     OCCUPANCY.permits(MakeUpRequested),
                                                 asks("stay", own_room)),
    case(ClearRequest,      clear_request,       OCCUPANCY.permits(RequestCleared),
                                                 asks("stay", own_room)),
)

EVOLVE = evolutions(
    begins(RoomOpened,      opened),
    on(RoomOccupied,        occupied),
    on(RoomVacated,         vacated),
    on(RoomReleased,        released),
    on(RoomHandedOver,      handed_over),
    on(RoomRolled,          rolled),
    on(MarkedDirty,         marked),
    on(MarkedClean,         marked),
    on(MarkedInspected,     marked),
    on(DoNotDisturbSet,     requested),
    on(MakeUpRequested,     requested),
    on(RequestCleared,      requested),
)
# fmt: on

AGGREGATES = (Aggregate("room", Room, DECIDE, EVOLVE, index),)
