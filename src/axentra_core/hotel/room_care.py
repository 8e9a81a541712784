"""What is said about rooms: their condition, who is seen in them, blocks, faults, stickers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.sharing import registered_in
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.upkeep import work
from axentra_core.housekeeping import TaskKind
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.rooms import (
    BLOCKS,
    BlockRoom,
    ChangeBlock,
    ChangeLinen,
    CloseDiscrepancy,
    Condition,
    EndBlock,
    MarkClean,
    MarkDirty,
    MarkInspected,
    MarkPickup,
    PrintSticker,
    ReportDoor,
    ReportOccupancy,
    ReportSign,
    RequireLinen,
    RevokeStickers,
    Room,
    RoomBlocked,
)
from axentra_core.stays import Stay

MARK: Mapping[Condition, Callable[[str], object]] = {
    Condition.DIRTY: MarkDirty,
    Condition.PICKUP: MarkPickup,
    Condition.CLEAN: MarkClean,
}
INSPECT, BLOCK = "rooms.inspect", "rooms.block"


def mark_room(unit: Unit, verb: verbs.MarkRoom) -> None:
    """Housekeeping reports the condition of a room."""
    unit.property.rooms.insist_on_step(verb.condition)
    if verb.condition is Condition.INSPECTED:
        insist_on_inspector(unit)
        unit.act(MarkInspected(verb.room, unit.property.housekeeping.another_inspects))
    else:
        unit.act(MARK[verb.condition](verb.room))


def insist_on_inspector(unit: Unit) -> None:
    """Insist that whoever passes a room may.

    Raises:
        RuleViolation: ``permission.missing``.
    """
    if refusal := unit.context.refusal_without(INSPECT):
        raise refusal


def report_occupancy(unit: Unit, verb: verbs.ReportOccupancy) -> None:
    """Housekeeping reports who uses a room; what differs is left to the front desk."""
    room: Room = unit.need("room", verb.room)
    expected = registered_in(unit, room)
    unit.act(ReportOccupancy(verb.room, verb.occupied, verb.persons, expected))


def close_discrepancy(unit: Unit, verb: verbs.CloseDiscrepancy) -> None:
    """The front desk has found out why."""
    unit.act(CloseDiscrepancy(verb.room, verb.reason))


def report_door(unit: Unit, verb: verbs.ReportDoor) -> None:
    """Housekeeping reports a door."""
    unit.act(ReportDoor(verb.room, verb.double_locked))


def report_sign(unit: Unit, verb: verbs.ReportSign) -> None:
    """Housekeeping reports what was seen or missed of the guest."""
    unit.act(ReportSign(verb.room, verb.sign))


def require_linen(unit: Unit, verb: verbs.RequireLinen) -> None:
    """Fresh linen is wanted with the next cleaning."""
    unit.act(RequireLinen(verb.room))


def change_linen(unit: Unit, verb: verbs.ChangeLinen) -> None:
    """The linen has been changed."""
    unit.act(ChangeLinen(verb.room))


# Blocks


def block_room(unit: Unit, verb: verbs.BlockRoom) -> None:
    """Give a room to no guest; what cannot be used is out of inventory, sold out or not."""
    unit.property.rooms.room(verb.room)
    unit.property.rooms.insist_on_step(verb.returns)
    if verb.stay is not None:
        unit.need("stay", verb.stay)
    _note_where_it_happened(unit, verb)
    users = tuple(_users(unit, verb.room, verb.first, verb.until, verb.stay))
    unit.act(
        BlockRoom(
            verb.room,
            verb.kind,
            verb.first,
            verb.until,
            verb.reason,
            verb.returns,
            verb.stay,
            users,
        )
    )


def _note_where_it_happened(unit: Unit, verb: verbs.BlockRoom | verbs.ReportFault) -> None:
    # A burst pipe asks nobody whether the house is full: who lacks a room is told to reservations.
    unit.has_happened_outside = verb.kind is not None and BLOCKS[verb.kind].leaves_inventory


def _users(unit: Unit, room: str, first: date, until: date, held_for: str | None) -> Iterator[str]:
    """Yield the stays that have a room, or will, on some of the nights; day use has its day."""
    found = [
        *(stay for _, stay in unit.find("stay.assigned", room)),
        *(stay for _, stay in unit.find("stay.room", room)),
    ]
    for stay_id in found:
        stay: Stay = unit.need("stay", stay_id)
        departure = max(stay.departure, stay.arrival + ONE_DAY)
        if stay.id != held_for and stay.arrival < until and first < departure:
            yield stay.id


def change_block(unit: Unit, verb: verbs.ChangeBlock) -> None:
    """Give a blocked room back on another day."""
    room: Room = unit.need("room", verb.room)
    unit.has_happened_outside = True
    users: tuple[str, ...] = ()
    for block in room.blocks:
        if block.number == verb.block:
            users = tuple(_users(unit, room.id, block.first, verb.until, block.stay))
    unit.act(ChangeBlock(verb.room, verb.block, verb.until, users))


def end_block(unit: Unit, verb: verbs.EndBlock) -> None:
    """Give a blocked room back today."""
    unit.act(EndBlock(verb.room, verb.block))


def report_fault(unit: Unit, verb: verbs.ReportFault) -> None:
    """Order maintenance; finishing it gives the room back."""
    unit.property.rooms.room(verb.room)
    room: Room = unit.need("room", verb.room)
    unit.property.rooms.insist_on_step(verb.returns)
    today, number = unit.context.business_date, None
    # A room that is blocked already stays so; the fault is mended all the same.
    if verb.kind is not None and room.block_on(today) is None:
        _note_where_it_happened(unit, verb)
        until = verb.until or today + ONE_DAY
        if until > today + ONE_DAY and (refusal := unit.context.refusal_without(BLOCK)):
            raise refusal
        users = tuple(_users(unit, verb.room, today, until, None))
        unit.act(
            BlockRoom(verb.room, verb.kind, today, until, verb.fault, verb.returns, users=users)
        )
        number = next(one.block for one in unit.events if isinstance(one, RoomBlocked))
    task = work(
        unit,
        TaskKind.MAINTENANCE,
        verb.room,
        f"fault:{unit.new_id('fault')}",
        blocks_room=verb.kind is not None,
        priority=verb.priority,
        note=verb.fault,
        block=number,
    )
    unit.act(task)


# Stickers


def print_sticker(unit: Unit, verb: verbs.PrintSticker) -> None:
    """Make a new sticker."""
    unit.property.rooms.room(verb.room)
    _insist_on_keys(unit)
    unit.act(PrintSticker(verb.room))


def revoke_stickers(unit: Unit, verb: verbs.RevokeStickers) -> None:
    """Let old stickers open nothing any more."""
    unit.act(RevokeStickers(verb.room, verb.through))


def _insist_on_keys(unit: Unit) -> None:
    if unit.outside.keys is None:
        raise HotelRefusal("hotel.keys_missing")
