"""No room is ever stuck: whatever has happened to it, it can be brought back to sale."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

import attrs
import pytest

from axentra_core.kernel.actor import Grant, Permissions
from axentra_core.kernel.decider import Aggregate
from axentra_core.kernel.errors import RuleViolation
from axentra_core.rooms import (
    AGGREGATES,
    BLOCKS,
    AgeRoom,
    BlockKind,
    BlockRoom,
    ChangeBlock,
    ChangeLinen,
    CheckoutPolicy,
    ClearRequest,
    CloseDiscrepancy,
    CompleteTurndown,
    Condition,
    DeclineService,
    Discrepancy,
    Door,
    EndBlock,
    GuestRequest,
    HandOverRoom,
    MarkClean,
    MarkDirty,
    MarkInspected,
    MarkPickup,
    Occupancy,
    OccupyRoom,
    OpenRoom,
    PrintSticker,
    ReleaseRoom,
    ReportDoor,
    ReportOccupancy,
    ReportSign,
    RequestMakeUp,
    RequireLinen,
    RequireTurndown,
    RevokeStickers,
    RollRoom,
    Room,
    RoomBlock,
    SetDoNotDisturb,
    Sign,
    Turndown,
    VacateRoom,
    WaiveTurndown,
)
from axentra_core.testing.specification import CONTEXT

(ROOM,) = AGGREGATES
TODAY = CONTEXT.business_date
TOMORROW, IN_TWO_DAYS = (TODAY + timedelta(days) for days in (1, 2))
MAY_OVERRIDE = Permissions((Grant("everyone", ("rooms.override_not_ready",)),))
AYU = attrs.evolve(CONTEXT, permissions=MAY_OVERRIDE)
GUEST, OTHER = "S1", "S2"
HELD_FOR = {BlockKind.HOLD: GUEST}
# Kinds of block that are treated alike stand for each other.
LIKE = {kind: next(one for one in BLOCKS if BLOCKS[one] == rule) for kind, rule in BLOCKS.items()}

# Every command with what can matter of its arguments; the guest in the room is always S1.
COMMANDS: tuple[object, ...] = (
    *(
        OccupyRoom("2034", stay, Condition.CLEAN, override=reason, until=TOMORROW)
        for stay in (GUEST, OTHER)
        for reason in (None, "guest waits with a child")
    ),
    *(VacateRoom("2034", GUEST, policy, settings=1) for policy in CheckoutPolicy),
    ReleaseRoom("2034", GUEST),
    HandOverRoom("2034", GUEST, OTHER),
    CloseDiscrepancy("2034", "counted again"),
    RollRoom("2034"),
    AgeRoom("2034"),
    MarkDirty("2034"),
    MarkPickup("2034"),
    MarkClean("2034"),
    *(MarkInspected("2034", another=another) for another in (False, True)),
    *(ReportDoor("2034", double_locked=locked) for locked in (False, True)),
    *(ReportSign("2034", sign) for sign in Sign),
    RequireTurndown("2034"),
    CompleteTurndown("2034"),
    WaiveTurndown("2034"),
    RequireLinen("2034"),
    ChangeLinen("2034"),
    ReportOccupancy("2034", occupied=False),
    ReportOccupancy("2034", occupied=True),
    ReportOccupancy("2034", occupied=True, persons=2, expected=1),
    *(
        asks("2034", GUEST)
        for asks in (SetDoNotDisturb, RequestMakeUp, DeclineService, ClearRequest)
    ),
    *(
        BlockRoom("2034", kind, TODAY, TOMORROW, "because", stay=HELD_FOR.get(kind))
        for kind in dict.fromkeys(LIKE.values())
    ),
    ChangeBlock("2034", 1, IN_TWO_DAYS),
    EndBlock("2034", 1),
    PrintSticker("2034"),
    RevokeStickers("2034"),
)

OPENED = tuple(
    ROOM.replay(ROOM.decide(None, OpenRoom("2034", "DLX", condition), AYU))
    for condition in Condition
)


def from_afar(room: Room) -> Room:
    """Return the room without what no rule asks for: counters, days, and which guest it is.

    Two rooms that look alike from afar take the same commands and look alike afterwards, so there
    are as many rooms to search as there are different ones from afar.
    """
    names = {None: None, GUEST: GUEST, OTHER: OTHER}
    if room.stay == OTHER:
        names |= {GUEST: OTHER, OTHER: GUEST}
    return Room(
        room.id,
        room.type,
        room.occupancy,
        room.condition,
        room.request,
        names[room.stay],
        room.door,
        room.sign,
        room.turndown,
        discrepancy=room.discrepancy,
        blocks=tuple(
            RoomBlock(1, LIKE[one.kind], TODAY, TOMORROW, "because", one.returns, names[one.stay])
            for one in room.blocks
        ),
        cleaned_by=room.cleaned_by,
    )


def search(room: Aggregate[Room], commands: Iterable[object]) -> tuple[set[Room], set[Room]]:
    """Return every room there can be from afar, and those of them that never come back to sale.

    Only what `allowed` does not refuse is tried.
    """
    by_name: Mapping[str, list[object]] = defaultdict(list)
    for command in commands:
        by_name[type(command).__name__].append(command)
    rooms = list(map(from_afar, OPENED))
    places = {one: place for place, one in enumerate(rooms)}
    before: list[list[int]] = [[] for _ in rooms]
    # The list grows while it is read, until no command leads to another room.
    for place, here in enumerate(rooms):
        for name, allowed in room.allowed(here, AYU).items():
            for command in by_name[name] if allowed else ():
                there = after(room, here, command)
                if (found := places.setdefault(there, len(rooms))) == len(rooms):
                    rooms.append(there)
                    before.append([])
                before[found].append(place)
    back = {place for place, one in enumerate(rooms) if is_for_sale(one)}
    waiting = list(back)
    while waiting:
        new = set(before[waiting.pop()]) - back
        waiting += new
        back |= new
    return set(rooms), {one for place, one in enumerate(rooms) if place not in back}


def after(room: Aggregate[Room], here: Room, command: object) -> Room:
    """Return the room after a command, which stays as it is where its arguments are refused."""
    try:
        events = room.decide(here, command, AYU)
    except RuleViolation:
        return here
    return from_afar(room.replay(events, here)) if events else here


def is_for_sale(room: Room) -> bool:
    """Return whether the next guest simply gets the room, and nobody is in doubt about it."""
    if room.discrepancy is not Discrepancy.NONE or room.block_on(TODAY):
        return False
    arrival = OccupyRoom("2034", "S3", Condition.CLEAN, until=TOMORROW)
    try:
        ROOM.decide(room, arrival, CONTEXT)
    except RuleViolation:
        return False
    return True


def test_from_every_room_there_can_be_a_way_leads_back_to_sale() -> None:
    """Whatever came together, acts that the board offers bring the room to the next guest."""
    rooms, stuck = search(ROOM, COMMANDS)
    assert not stuck
    axes = (Occupancy, Condition, GuestRequest, Door, Sign, Turndown, Discrepancy)
    fields = ("occupancy", "condition", "request", "door", "sign", "turndown", "discrepancy")
    for axis, field in zip(axes, fields, strict=True):
        assert {getattr(room, field) for room in rooms} == set(axis)
    kinds = {block.kind for room in rooms for block in room.blocks}
    assert kinds == set(LIKE.values())


def test_every_act_there_is_takes_part_in_the_search() -> None:
    """An act that is added to the rooms is added here, or it could lead into a dead end unseen."""
    assert {type(command) for command in COMMANDS} | {OpenRoom} == set(ROOM.decide_by)


@pytest.mark.parametrize(
    ("ways_out", "occupancy"),
    [
        ((EndBlock,), Occupancy.VACANT),
        ((VacateRoom, ReleaseRoom), Occupancy.OCCUPIED),
    ],
    ids=["blocks that never end", "guests who never leave"],
)
def test_a_dead_end_would_be_seen(ways_out: tuple[type, ...], occupancy: Occupancy) -> None:
    """Without its way out a room is stuck, and the search says which: a canary."""
    taking_part = {OccupyRoom, VacateRoom, ReleaseRoom, MarkClean, BlockRoom, EndBlock}
    commands = [command for command in COMMANDS if type(command) in taking_part]
    assert not search(ROOM, commands)[1]
    rows = {name: row for name, row in ROOM.decide_by.items() if name not in ways_out}
    stuck = search(attrs.evolve(ROOM, decide_by=rows), commands)[1]
    assert stuck
    assert occupancy in {room.occupancy for room in stuck}
    assert all(room.blocks or room.stay for room in stuck)
