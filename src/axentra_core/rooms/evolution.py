"""What an event changes in a room."""

from datetime import date
from typing import Any

import attrs

from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.machine import settled
from axentra_core.rooms import events as ev
from axentra_core.rooms.lifecycle import (
    AFTER_CHECKOUT,
    CONDITION,
    DOOR,
    JOINT,
    OCCUPANCY,
    REQUEST,
    SIGN,
    TURNDOWN,
)
from axentra_core.rooms.model import Condition, Discrepancy, Occupancy, Report, Room, RoomBlock


def _idle(occupancy: Occupancy, condition: Condition, today: date) -> date | None:
    """Return since when a room waits that was used, cleaned or given back today."""
    if occupancy is Occupancy.VACANT and condition is not Condition.DIRTY:
        return today
    return None


def opened(event: ev.RoomOpened) -> Room:
    """Return a vacant room in the condition it was taken over in."""
    return Room(
        id=event.room,
        type=event.type,
        occupancy=OCCUPANCY.start,
        condition=event.condition,
        request=REQUEST.start,
        stay=None,
        idle_since=_idle(OCCUPANCY.start, event.condition, event.business_date),
    )


# The front desk


def occupied(room: Room, event: ev.RoomOccupied) -> Room:
    """Return the room with its guest; what was found in it before counts no more."""
    return attrs.evolve(
        room,
        occupancy=OCCUPANCY.after(room.occupancy, ev.RoomOccupied),
        stay=event.stay,
        report=None,
        discrepancy=Discrepancy.NONE,
        idle_since=None,
    )


def vacated(room: Room, event: ev.RoomVacated) -> Room:
    """Return the room without its guest, and with linen to be changed for the next."""
    left = _left(room, event, AFTER_CHECKOUT[event.policy])
    return attrs.evolve(left, linen_due=True, cleaned_by=None)


def released(room: Room, event: ev.RoomReleased) -> Room:
    """Return the room in the condition it is in; nobody has slept in it."""
    return _left(room, event, room.condition)


def _left(room: Room, event: ev.RoomVacated | ev.RoomReleased, condition: Condition) -> Room:
    occupancy = OCCUPANCY.after(room.occupancy, type(event))
    left = attrs.evolve(
        room,
        occupancy=occupancy,
        condition=condition,
        stay=None,
        report=None,
        discrepancy=Discrepancy.NONE,
        idle_since=_idle(occupancy, condition, event.business_date),
    )
    return attrs.evolve(left, **settled(left, JOINT))


def handed_over(room: Room, event: ev.RoomHandedOver) -> Room:
    """Return the room with its other guest."""
    return attrs.evolve(
        room, occupancy=OCCUPANCY.after(room.occupancy, ev.RoomHandedOver), stay=event.to
    )


def agreed(room: Room, _: ev.DiscrepancyClosed) -> Room:
    """Return the room without a difference."""
    return attrs.evolve(room, discrepancy=Discrepancy.NONE)


# The close of day


def rolled(room: Room, event: ev.RoomRolled) -> Room:
    """Return the room as the morning finds it."""
    # The close of day moves every occupied room of the house; `attrs.evolve` would double the cost.
    rolls = ev.RoomRolled
    return Room(
        room.id,
        room.type,
        OCCUPANCY.after(room.occupancy, rolls),
        CONDITION.after(room.condition, rolls),
        REQUEST.after(room.request, rolls),
        room.stay,
        room.door,
        SIGN.after(room.sign, rolls),
        TURNDOWN.after(room.turndown, rolls),
        room.linen_nights + 1,
        event.linen_due,
        None,
        room.discrepancy,
        room.blocks,
        room.blocks_made,
        None,
        None,
        room.printed,
        room.revoked,
    )


def to_be_cleaned(room: Room, event: ev.MarkedDirty | ev.RoomAged) -> Room:
    """Return the room as nobody has cleaned it."""
    dirty = CONDITION.after(room.condition, type(event))
    return attrs.evolve(room, condition=dirty, cleaned_by=None, idle_since=None)


# Housekeeping


def cleaned(room: Room, event: ev.MarkedClean) -> Room:
    """Return the room as somebody has cleaned it."""
    condition = CONDITION.after(room.condition, ev.MarkedClean)
    return attrs.evolve(
        room,
        condition=condition,
        cleaned_by=event.by,
        idle_since=_idle(room.occupancy, condition, event.business_date),
    )


def looked_over(room: Room, event: ev.MarkedPickup | ev.MarkedInspected) -> Room:
    """Return the room in its new condition; who has cleaned it and when stays as it was."""
    return attrs.evolve(room, condition=CONDITION.after(room.condition, type(event)))


def door_seen(room: Room, event: ev.DoubleLockSeen | ev.DoorSeenNormal) -> Room:
    """Return the room with its door as it was seen."""
    return attrs.evolve(room, door=DOOR.after(room.door, type(event)))


def sign_seen(
    room: Room,
    event: ev.SleepOutSeen | ev.LightLuggageSeen | ev.NoLuggageSeen | ev.GuestSeen,
) -> Room:
    """Return the room with what was seen or missed of its guest."""
    return attrs.evolve(room, sign=SIGN.after(room.sign, type(event)))


def turned_down(
    room: Room, event: ev.TurndownRequired | ev.TurndownCompleted | ev.TurndownWaived
) -> Room:
    """Return the room with its bed as it is, or is to be."""
    return attrs.evolve(room, turndown=TURNDOWN.after(room.turndown, type(event)))


def linen_required(room: Room, _: ev.LinenRequired) -> Room:
    """Return the room with linen to be changed."""
    return attrs.evolve(room, linen_due=True)


def linen_changed(room: Room, _: ev.LinenChanged) -> Room:
    """Return the room with fresh linen."""
    return attrs.evolve(room, linen_nights=0, linen_due=False)


def reported(room: Room, event: ev.OccupancyReported) -> Room:
    """Return the room with what was found in it; an open difference is not closed by looking."""
    report = Report(event.occupied, event.persons, event.expected, event.business_date)
    if event.discrepancy is Discrepancy.NONE:
        return attrs.evolve(room, report=report)
    return attrs.evolve(room, report=report, discrepancy=event.discrepancy)


# The guest in the room


def requested(
    room: Room,
    event: ev.DoNotDisturbSet | ev.MakeUpRequested | ev.ServiceDeclined | ev.RequestCleared,
) -> Room:
    """Return the room with the guest's latest request."""
    # Guests press these buttons all day long; `attrs.evolve` would double the cost of a move.
    return Room(
        room.id,
        room.type,
        room.occupancy,
        room.condition,
        REQUEST.after(room.request, type(event)),
        room.stay,
        room.door,
        room.sign,
        room.turndown,
        room.linen_nights,
        room.linen_due,
        room.report,
        room.discrepancy,
        room.blocks,
        room.blocks_made,
        room.cleaned_by,
        room.idle_since,
        room.printed,
        room.revoked,
    )


# Blocks


def blocked(room: Room, event: ev.RoomBlocked) -> Room:
    """Return the room with one block more."""
    block = RoomBlock(
        event.block,
        event.kind,
        event.first,
        event.until,
        event.reason,
        event.returns,
        event.stay,
    )
    blocks = tuple(sorted((*room.blocks, block), key=lambda one: one.first))
    return attrs.evolve(room, blocks=blocks, blocks_made=event.block)


def block_changed(room: Room, event: ev.BlockChanged) -> Room:
    """Return the room with a block that ends on another day."""
    blocks = tuple(
        attrs.evolve(block, until=event.until) if block.number == event.block else block
        for block in room.blocks
    )
    return attrs.evolve(room, blocks=blocks)


def block_ended(room: Room, event: ev.BlockEnded) -> Room:
    """Return the room without a block, in the condition in which it comes back."""
    changes: dict[str, Any] = {
        "blocks": tuple(block for block in room.blocks if block.number != event.block)
    }
    if event.condition is not None:
        changes |= {
            "condition": event.condition,
            "cleaned_by": None,
            "idle_since": _idle(room.occupancy, event.condition, event.business_date),
        }
    return attrs.evolve(room, **changes)


# Stickers


def printed(room: Room, event: ev.StickerPrinted) -> Room:
    """Return the room with a new sticker."""
    return attrs.evolve(room, printed=event.number)


def revoked(room: Room, event: ev.StickersRevoked) -> Room:
    """Return the room with stickers that open nothing any more."""
    return attrs.evolve(room, revoked=event.through)


# fmt: off
EVOLVE = evolutions(
    begins(ev.RoomOpened,       opened),

    on(ev.RoomOccupied,         occupied),
    on(ev.RoomVacated,          vacated),
    on(ev.RoomReleased,         released),
    on(ev.RoomHandedOver,       handed_over),
    on(ev.DiscrepancyClosed,    agreed),

    on(ev.RoomRolled,           rolled),
    on(ev.RoomAged,             to_be_cleaned),

    on(ev.MarkedDirty,          to_be_cleaned),
    on(ev.MarkedPickup,         looked_over),
    on(ev.MarkedClean,          cleaned),
    on(ev.MarkedInspected,      looked_over),
    on(ev.DoubleLockSeen,       door_seen),
    on(ev.DoorSeenNormal,       door_seen),
    on(ev.SleepOutSeen,         sign_seen),
    on(ev.LightLuggageSeen,     sign_seen),
    on(ev.NoLuggageSeen,        sign_seen),
    on(ev.GuestSeen,            sign_seen),
    on(ev.TurndownRequired,     turned_down),
    on(ev.TurndownCompleted,    turned_down),
    on(ev.TurndownWaived,       turned_down),
    on(ev.LinenRequired,        linen_required),
    on(ev.LinenChanged,         linen_changed),
    on(ev.OccupancyReported,    reported),

    on(ev.DoNotDisturbSet,      requested),
    on(ev.MakeUpRequested,      requested),
    on(ev.ServiceDeclined,      requested),
    on(ev.RequestCleared,       requested),

    on(ev.RoomBlocked,          blocked),
    on(ev.BlockChanged,         block_changed),
    on(ev.BlockEnded,           block_ended),

    on(ev.StickerPrinted,       printed),
    on(ev.StickersRevoked,      revoked),
)
# fmt: on
