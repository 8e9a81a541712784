"""The rules of a room: what each command decides, and what stands against it."""

from collections.abc import Iterator
from typing import Any, TypeVar

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.kernel.machine import Machine
from axentra_core.rooms import events as ev
from axentra_core.rooms import guards as guard
from axentra_core.rooms import messages as do
from axentra_core.rooms.evolution import EVOLVE
from axentra_core.rooms.lifecycle import (
    BLOCKS,
    CONDITION,
    DISCREPANCIES,
    DOOR,
    DOORS,
    OCCUPANCY,
    REQUEST,
    SIGN,
    SIGNS,
    TURNDOWN,
)
from axentra_core.rooms.model import Condition, Discrepancy, Occupancy, Room

E = TypeVar("E")
Events = list[Any]


def _news(machine: Machine[Any], room: Room, event: E) -> list[E]:
    """Return the event, or nothing if it changes nothing: pressing twice is no error."""
    status = getattr(room, machine.field)
    return [] if machine.after(status, type(event)) is status else [event]


def open_room(command: do.OpenRoom, context: Context) -> list[ev.RoomOpened]:
    """Take a room into use."""
    return [ev.RoomOpened(command.room, command.type, command.condition, context.business_date)]


# The front desk


def occupy_room(room: Room, command: do.OccupyRoom, context: Context) -> Events:
    """Give the room to a stay, for whom it is held no more; a reason is kept only if needed."""
    today = context.business_date
    override = None if guard.is_ready(room, command, context) else command.override
    return [
        *(
            ev.BlockEnded(room.id, block.number, block.kind, None, today)
            for block in room.blocks
            if block.stay == command.stay and block.covers(today)
        ),
        ev.RoomOccupied(room.id, command.stay, override),
    ]


def vacate_room(room: Room, command: do.VacateRoom, context: Context) -> list[ev.RoomVacated]:
    """Take the room back."""
    return [
        ev.RoomVacated(
            room.id, command.stay, command.policy, command.settings, context.business_date
        )
    ]


def release_room(room: Room, command: do.ReleaseRoom, context: Context) -> list[ev.RoomReleased]:
    """Take back a room that was never used."""
    return [ev.RoomReleased(room.id, command.stay, context.business_date)]


def hand_over_room(room: Room, command: do.HandOverRoom, _: Context) -> list[ev.RoomHandedOver]:
    """Register the room for the other guest in it."""
    return [ev.RoomHandedOver(room.id, command.stay, command.to)]


def close_discrepancy(
    room: Room, command: do.CloseDiscrepancy, _: Context
) -> list[ev.DiscrepancyClosed]:
    """Note that the front desk has settled the difference."""
    return [ev.DiscrepancyClosed(room.id, room.discrepancy, command.reason)]


# The close of day


def roll_room(room: Room, command: do.RollRoom, _: Context) -> list[ev.RoomRolled]:
    """Note that a guest has slept in the room, whether or not this changes it."""
    reached = 0 < command.linen_cycle <= room.linen_nights + 1
    return [ev.RoomRolled(room.id, linen_due=room.linen_due or reached)]


def age_room(room: Room, _: do.AgeRoom, context: Context) -> list[ev.RoomAged]:
    """Note that nobody has used the room for too long; a dirty room is cleaned anyway."""
    today = context.business_date
    return _news(CONDITION, room, ev.RoomAged(room.id, room.idle_since or today, today))


# Housekeeping


def mark_dirty(room: Room, _: do.MarkDirty, _context: Context) -> list[ev.MarkedDirty]:
    """Note that the room has to be cleaned."""
    return _news(CONDITION, room, ev.MarkedDirty(room.id))


def mark_pickup(room: Room, _: do.MarkPickup, _context: Context) -> list[ev.MarkedPickup]:
    """Note that the room needs a touch-up."""
    return _news(CONDITION, room, ev.MarkedPickup(room.id))


def mark_clean(room: Room, _: do.MarkClean, context: Context) -> list[ev.MarkedClean]:
    """Note that the room has been cleaned; an inspected room stays inspected.

    Of a room that only counts as clean it is news who has cleaned it.
    """
    cleaned = ev.MarkedClean(room.id, context.actor.id, context.business_date)
    counts_only = room.condition is Condition.CLEAN and room.cleaned_by is None
    return [cleaned] if counts_only else _news(CONDITION, room, cleaned)


def mark_inspected(room: Room, _: do.MarkInspected, context: Context) -> list[ev.MarkedInspected]:
    """Note that the cleaned room has been found good."""
    return _news(CONDITION, room, ev.MarkedInspected(room.id, context.actor.id))


def report_door(room: Room, command: do.ReportDoor, _: Context) -> Events:
    """Note whether the door is locked from inside."""
    return _news(DOOR, room, DOORS[command.double_locked](room.id))


def report_sign(room: Room, command: do.ReportSign, _: Context) -> Events:
    """Note what was seen or missed of the guest."""
    return _news(SIGN, room, SIGNS[command.sign](room.id))


def require_turndown(
    room: Room, _: do.RequireTurndown, _context: Context
) -> list[ev.TurndownRequired]:
    """Note that the bed is to be prepared; one that is prepared already stays so."""
    return _news(TURNDOWN, room, ev.TurndownRequired(room.id))


def complete_turndown(
    room: Room, _: do.CompleteTurndown, _context: Context
) -> list[ev.TurndownCompleted]:
    """Note that the bed has been prepared."""
    return _news(TURNDOWN, room, ev.TurndownCompleted(room.id))


def waive_turndown(room: Room, _: do.WaiveTurndown, _context: Context) -> list[ev.TurndownWaived]:
    """Note that the bed is left as it is."""
    return _news(TURNDOWN, room, ev.TurndownWaived(room.id))


def require_linen(room: Room, _: do.RequireLinen, _context: Context) -> list[ev.LinenRequired]:
    """Note that the linen is to be changed."""
    return [] if room.linen_due else [ev.LinenRequired(room.id)]


def change_linen(room: Room, _: do.ChangeLinen, _context: Context) -> list[ev.LinenChanged]:
    """Note that the linen is fresh."""
    return [ev.LinenChanged(room.id)] if room.linen_due or room.linen_nights else []


def report_occupancy(
    room: Room, command: do.ReportOccupancy, context: Context
) -> list[ev.OccupancyReported]:
    """Note who was found in the room, and in what this differs from its registration."""
    found = DISCREPANCIES[room.occupancy, command.occupied]
    if found is Discrepancy.NONE and command.persons not in {None, command.expected}:
        found = Discrepancy.PERSON_COUNT
    return [
        ev.OccupancyReported(
            room.id,
            occupied=command.occupied,
            persons=command.persons,
            expected=command.expected,
            discrepancy=found,
            business_date=context.business_date,
        )
    ]


# The guest in the room


def set_do_not_disturb(
    room: Room, command: do.SetDoNotDisturb, _: Context
) -> list[ev.DoNotDisturbSet]:
    """Note that the guest wants to be left alone."""
    return _news(REQUEST, room, ev.DoNotDisturbSet(room.id, command.stay))


def request_make_up(room: Room, command: do.RequestMakeUp, _: Context) -> list[ev.MakeUpRequested]:
    """Note that the guest wants the room made up."""
    return _news(REQUEST, room, ev.MakeUpRequested(room.id, command.stay))


def decline_service(room: Room, command: do.DeclineService, _: Context) -> list[ev.ServiceDeclined]:
    """Note that the guest wants no cleaning today."""
    return _news(REQUEST, room, ev.ServiceDeclined(room.id, command.stay))


def clear_request(room: Room, command: do.ClearRequest, _: Context) -> list[ev.RequestCleared]:
    """Note that nothing is asked for any more."""
    return _news(REQUEST, room, ev.RequestCleared(room.id, command.stay))


# Blocks


def block_room(room: Room, command: do.BlockRoom, _: Context) -> list[ev.RoomBlocked]:
    """Take the room from the guests for a while."""
    return [
        ev.RoomBlocked(
            room.id,
            room.blocks_made + 1,
            command.kind,
            command.first,
            command.until,
            command.reason,
            command.returns,
            command.stay,
        )
    ]


def change_block(room: Room, command: do.ChangeBlock, _: Context) -> list[ev.BlockChanged]:
    """Let the block end on another day."""
    if guard.open_block(room, command.block).until == command.until:
        return []
    return [ev.BlockChanged(room.id, command.block, command.until)]


def end_block(room: Room, command: do.EndBlock, context: Context) -> list[ev.BlockEnded]:
    """Give the room back; once somebody has used it, in the condition that was agreed.

    What a guest who lives there has made of the room is not changed by it.
    """
    block = guard.open_block(room, command.block)
    has_begun = block.first <= context.business_date
    used = has_begun and BLOCKS[block.kind].used and room.occupancy is Occupancy.VACANT
    returns = block.returns if used else None
    return [ev.BlockEnded(room.id, block.number, block.kind, returns, context.business_date)]


# Stickers


def print_sticker(room: Room, _: do.PrintSticker, _context: Context) -> list[ev.StickerPrinted]:
    """Note that there is a new sticker."""
    return [ev.StickerPrinted(room.id, room.printed + 1)]


def revoke_stickers(room: Room, command: do.RevokeStickers, _: Context) -> list[ev.StickersRevoked]:
    """Let stickers open nothing any more; those that open nothing already leave no event."""
    through = room.printed if command.through is None else command.through
    return [ev.StickersRevoked(room.id, through)] if through > room.revoked else []


def index(room: Room) -> Iterator[tuple[str, str]]:
    """A room is found by its stay, by its blocks, and by what somebody has to look at.

    A block stands under the day on which the room is back, and a hold under its stay, each with
    the number of the block behind a colon.
    """
    if room.stay is not None:
        yield "room.stay", room.stay
    for block in room.blocks:
        yield "room.blocked", f"{block.until.isoformat()}:{block.number}"
        if block.stay is not None:
            yield "room.held", f"{block.stay}:{block.number}"
    if room.discrepancy is not Discrepancy.NONE:
        yield "room.discrepancy", room.discrepancy.value


# fmt: off
DECIDE = decisions(
    opens(do.OpenRoom,           open_room),

    case(do.OccupyRoom,          occupy_room,         OCCUPANCY.permits(ev.RoomOccupied),
                                                      asks("until", guard.not_blocked),
                                                      asks("ready_from", guard.ready),
                                                      asks("unfinished", guard.work_finished),
                                                      asks("override", guard.may_override)),
    case(do.VacateRoom,          vacate_room,         OCCUPANCY.permits(ev.RoomVacated),
                                                      asks("stay", guard.own_room)),
    case(do.ReleaseRoom,         release_room,        OCCUPANCY.permits(ev.RoomReleased),
                                                      asks("stay", guard.own_room)),
    case(do.HandOverRoom,        hand_over_room,      OCCUPANCY.permits(ev.RoomHandedOver),
                                                      asks("stay", guard.own_room),
                                                      asks("to", guard.other_guest)),
    case(do.CloseDiscrepancy,    close_discrepancy,   guard.differs),

    case(do.RollRoom,            roll_room,           OCCUPANCY.permits(ev.RoomRolled)),
    case(do.AgeRoom,             age_room,            OCCUPANCY.permits(ev.RoomAged)),

    case(do.MarkDirty,           mark_dirty,          CONDITION.permits(ev.MarkedDirty)),
    case(do.MarkPickup,          mark_pickup,         OCCUPANCY.permits(ev.MarkedPickup),
                                                      CONDITION.permits(ev.MarkedPickup)),
    case(do.MarkClean,           mark_clean,          CONDITION.permits(ev.MarkedClean),
                                                      guard.may_enter,
                                                      guard.can_enter),
    case(do.MarkInspected,       mark_inspected,      CONDITION.permits(ev.MarkedInspected),
                                                      asks("another", guard.of_another)),
    case(do.ReportDoor,          report_door,         OCCUPANCY.permits(ev.DoubleLockSeen)),
    case(do.ReportSign,          report_sign,         OCCUPANCY.permits(ev.GuestSeen)),
    case(do.RequireTurndown,     require_turndown,    OCCUPANCY.permits(ev.TurndownRequired)),
    case(do.CompleteTurndown,    complete_turndown,   OCCUPANCY.permits(ev.TurndownCompleted),
                                                      TURNDOWN.permits(ev.TurndownCompleted)),
    case(do.WaiveTurndown,       waive_turndown,      OCCUPANCY.permits(ev.TurndownWaived)),
    case(do.RequireLinen,        require_linen),
    case(do.ChangeLinen,         change_linen),
    case(do.ReportOccupancy,     report_occupancy),

    case(do.SetDoNotDisturb,     set_do_not_disturb,  OCCUPANCY.permits(ev.DoNotDisturbSet),
                                                      asks("stay", guard.own_room)),
    case(do.RequestMakeUp,       request_make_up,     OCCUPANCY.permits(ev.MakeUpRequested),
                                                      asks("stay", guard.own_room)),
    case(do.DeclineService,      decline_service,     OCCUPANCY.permits(ev.ServiceDeclined),
                                                      asks("stay", guard.own_room)),
    case(do.ClearRequest,        clear_request,       OCCUPANCY.permits(ev.RequestCleared),
                                                      asks("stay", guard.own_room)),

    case(do.BlockRoom,           block_room,          guard.has_place,
                                                      asks("first", guard.begins_ahead),
                                                      asks("until", guard.has_an_end),
                                                      asks("users", guard.not_needed),
                                                      asks("until", guard.nights_free)),
    case(do.ChangeBlock,         change_block,        asks("block", guard.has_block),
                                                      asks("until", guard.ends_ahead),
                                                      asks("until", guard.keeps_a_night),
                                                      asks("until", guard.still_has_an_end),
                                                      asks("users", guard.not_needed_longer),
                                                      asks("until", guard.more_nights_free)),
    case(do.EndBlock,            end_block,           asks("block", guard.has_block)),

    case(do.PrintSticker,        print_sticker),
    case(do.RevokeStickers,      revoke_stickers,     asks("through", guard.was_printed)),
)
# fmt: on

AGGREGATES = (Aggregate("room", Room, DECIDE, EVOLVE, index),)
