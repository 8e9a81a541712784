"""What stands against an act: a guard returns the reason, or None."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.errors import RuleViolation
from axentra_core.rooms.lifecycle import BLOCKS
from axentra_core.rooms.messages import (
    BlockRoom,
    ChangeBlock,
    ClearRequest,
    DeclineService,
    EndBlock,
    HandOverRoom,
    MarkInspected,
    OccupyRoom,
    ReleaseRoom,
    RequestMakeUp,
    RevokeStickers,
    SetDoNotDisturb,
    VacateRoom,
)
from axentra_core.rooms.model import Discrepancy, Door, GuestRequest, Room, RoomBlock
from axentra_core.rooms.refusals import RoomRefusal

OVERRIDE = "rooms.override_not_ready"
MOST_BLOCKS = 50
LONGEST_BLOCK = 1000

OfGuest = TypeVar(
    "OfGuest",
    VacateRoom,
    ReleaseRoom,
    HandOverRoom,
    SetDoNotDisturb,
    RequestMakeUp,
    DeclineService,
    ClearRequest,
)

# Giving the room


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


def not_blocked(room: Room, command: OccupyRoom, context: Context) -> RoomRefusal | None:
    """A room that is blocked on a night of the stay is not given, with a reason only some are."""
    for block in _against(room, command, context):
        if command.override is None or not BLOCKS[block.kind].given_with_reason:
            return blocked_by(room, block)
    return None


def may_override(room: Room, command: OccupyRoom, context: Context) -> RuleViolation | None:
    """Only somebody with the permission gives a room that is not ready."""
    if command.override is None or is_ready(room, command, context):
        return None
    return context.refusal_without(OVERRIDE)


def is_ready(room: Room, command: OccupyRoom, context: Context) -> bool:
    """Return whether the room needs nobody's word to be given to the guest."""
    return (
        room.condition.reaches(command.ready_from)
        and not command.unfinished
        and not any(_against(room, command, context))
    )


def blocking(room: Room, first: date, until: date, stay: str | None) -> RoomBlock | None:
    """Return the first block that keeps a stay out of the room, or None.

    Args:
        room: the room that is wanted.
        first: first night of the stay.
        until: its departure; a day use needs its one day all the same.
        stay: who wants the room; what is held for them is no block to them.
    """
    return next(_blocking(room, first, until, stay), None)


def _blocking(room: Room, first: date, until: date, stay: str | None) -> Iterator[RoomBlock]:
    last = max(until, first + ONE_DAY)
    for block in room.blocks:
        if block.meets(first, last) and (block.stay is None or block.stay != stay):
            yield block


def _against(room: Room, command: OccupyRoom, context: Context) -> Iterator[RoomBlock]:
    if command.until is None:
        return iter(())
    return _blocking(room, context.business_date, command.until, command.stay)


def blocked_by(room: Room, block: RoomBlock) -> RoomRefusal:
    """Return the refusal of a room that a block keeps from guests."""
    return RoomRefusal(
        "room.blocked",
        room=room.id,
        kind=block.kind,
        first=block.first,
        until=block.until,
        reason=block.reason,
    )


# The guest in the room


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


# Housekeeping


def may_enter(room: Room, _: Context) -> RoomRefusal | None:
    """Nobody has cleaned a room whose guest does not want to be disturbed."""
    if room.request is GuestRequest.DO_NOT_DISTURB:
        return RoomRefusal("room.do_not_disturb", room=room.id)
    return None


def can_enter(room: Room, _: Context) -> RoomRefusal | None:
    """Nobody has cleaned a room that is locked from inside."""
    if room.door is Door.DOUBLE_LOCKED:
        return RoomRefusal("room.double_locked", room=room.id)
    return None


def of_another(room: Room, command: MarkInspected, context: Context) -> RoomRefusal | None:
    """Where the property wants two pairs of eyes, nobody inspects their own work."""
    if command.another and context.actor.id == room.cleaned_by:
        return RoomRefusal("room.own_work", room=room.id, by=room.cleaned_by)
    return None


def differs(room: Room, _: Context) -> RoomRefusal | None:
    """Only a discrepancy that stands can be closed."""
    if room.discrepancy is Discrepancy.NONE:
        return RoomRefusal("room.no_discrepancy", room=room.id)
    return None


# Blocks


def has_place(room: Room, _: Context) -> RoomRefusal | None:
    """A room has so many blocks at most, so that its state stays small."""
    if len(room.blocks) >= MOST_BLOCKS:
        return RoomRefusal("room.too_many_blocks", room=room.id, most=MOST_BLOCKS)
    return None


def begins_ahead(room: Room, command: BlockRoom, context: Context) -> RoomRefusal | None:
    """A night that is over cannot be blocked any more."""
    return _in_the_past(room, command.first, context, context.business_date)


def ends_ahead(room: Room, command: ChangeBlock, context: Context) -> RoomRefusal | None:
    """A block that should have ended already is ended, not changed."""
    return _in_the_past(room, command.until, context, context.business_date + ONE_DAY)


def _in_the_past(room: Room, day: date, context: Context, earliest: date) -> RoomRefusal | None:
    if day >= earliest:
        return None
    return RoomRefusal(
        "room.block_in_the_past", room=room.id, day=day, business_date=context.business_date
    )


def not_needed(room: Room, command: BlockRoom, _: Context) -> RoomRefusal | None:
    """A room is not blocked away from those who have it, except from whom it is held for."""
    return _needed(room, tuple(user for user in command.users if user != command.stay))


def not_needed_longer(room: Room, command: ChangeBlock, _: Context) -> RoomRefusal | None:
    """A block grows over nobody's nights; that it shrinks, nobody minds."""
    if command.until <= open_block(room, command.block).until:
        return None
    return _needed(room, command.users)


def _needed(room: Room, users: tuple[str, ...]) -> RoomRefusal | None:
    if users:
        return RoomRefusal("room.needed", room=room.id, users=", ".join(users))
    return None


def nights_free(room: Room, command: BlockRoom, _: Context) -> RoomRefusal | None:
    """A room has one block a night."""
    for block in room.blocks:
        if block.meets(command.first, command.until):
            return blocked_by(room, block)
    return None


def more_nights_free(room: Room, command: ChangeBlock, _: Context) -> RoomRefusal | None:
    """A block grows up to the next one of the room."""
    changed = open_block(room, command.block)
    for block in room.blocks:
        if block.number != changed.number and block.meets(changed.first, command.until):
            return blocked_by(room, block)
    return None


def has_block(room: Room, command: ChangeBlock | EndBlock, _: Context) -> RoomRefusal | None:
    """Only a block that has not ended is changed or ended."""
    if all(block.number != command.block for block in room.blocks):
        return RoomRefusal("room.no_block", room=room.id, block=command.block)
    return None


def keeps_a_night(room: Room, command: ChangeBlock, _: Context) -> RoomRefusal | None:
    """A block without a night is none; it is ended instead."""
    block = open_block(room, command.block)
    if command.until > block.first:
        return None
    return RoomRefusal(
        "room.block_without_night",
        room=room.id,
        block=block.number,
        first=block.first,
        until=command.until,
    )


def has_an_end(room: Room, command: BlockRoom, _: Context) -> RoomRefusal | None:
    """A block has an end in sight; a room that is given up for good leaves the property."""
    return _too_long(room, command.first, command.until)


def still_has_an_end(room: Room, command: ChangeBlock, _: Context) -> RoomRefusal | None:
    """Nor does a block grow for ever."""
    return _too_long(room, open_block(room, command.block).first, command.until)


def _too_long(room: Room, first: date, until: date) -> RoomRefusal | None:
    nights = (until - first).days
    if nights <= LONGEST_BLOCK:
        return None
    return RoomRefusal("room.block_too_long", room=room.id, nights=nights, most=LONGEST_BLOCK)


def open_block(room: Room, number: int) -> RoomBlock:
    """Return the block of a number that has not ended."""
    return next(block for block in room.blocks if block.number == number)


# Stickers


def was_printed(room: Room, command: RevokeStickers, _: Context) -> RoomRefusal | None:
    """A sticker is revoked once it has been printed, never in advance."""
    if command.through is not None and command.through > room.printed:
        return RoomRefusal(
            "room.sticker_unknown", room=room.id, printed=room.printed, through=command.through
        )
    return None
