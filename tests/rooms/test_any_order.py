"""Whatever is tried on a room, in any order: what `allowed` says is what `decide` does."""

from datetime import timedelta
from itertools import pairwise

import attrs
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.actor import Actor, Context, Grant, Permissions
from axentra_core.kernel.errors import AxentraError
from axentra_core.rooms import (
    AGGREGATES,
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
    RoomOccupied,
    SetDoNotDisturb,
    Sign,
    Turndown,
    VacateRoom,
    WaiveTurndown,
)
from axentra_core.testing.specification import CONTEXT

(ROOM,) = AGGREGATES
FIRST = CONTEXT.business_date
AYU = attrs.evolve(
    CONTEXT, permissions=Permissions((Grant("supervisor", ("rooms.override_not_ready",)),))
)
SARI = attrs.evolve(AYU, actor=Actor("staff", "sari", roles=("supervisor",)))

STAYS = st.sampled_from(["S1", "S2"])
USERS = st.sampled_from([(), (), ("S1",), ("S2", "S3")])
DAYS = st.integers(-1, 5).map(lambda days: FIRST + timedelta(days))
BLOCK_NUMBERS = st.integers(1, 4)
BARE = (
    *(AgeRoom, MarkDirty, MarkPickup, MarkClean, RequireTurndown, CompleteTurndown),
    *(WaiveTurndown, RequireLinen, ChangeLinen, PrintSticker),
)
OF_GUEST = (ReleaseRoom, SetDoNotDisturb, RequestMakeUp, DeclineService, ClearRequest)


@st.composite
def blocks(draw: st.DrawFn) -> BlockRoom:
    """Return a command that blocks room 2034 for some nights around today."""
    kind, first = draw(st.sampled_from(BlockKind)), draw(DAYS)
    until = first + timedelta(draw(st.integers(1, 3)))
    returns = draw(st.sampled_from(Condition))
    stay = draw(st.none() | STAYS) if kind is BlockKind.HOLD else None
    return BlockRoom("2034", kind, first, until, "pipe", returns, stay, draw(USERS))


def counted(*, occupied: bool, persons: int | None, expected: int) -> ReportOccupancy:
    """Return a report that does not contradict itself."""
    return ReportOccupancy("2034", occupied, persons if occupied else None, expected)


HERE = st.just("2034")
ANYTHING = st.one_of(
    *(st.just(command("2034")) for command in BARE),
    *(st.builds(command, HERE, STAYS) for command in OF_GUEST),
    st.builds(
        OccupyRoom,
        HERE,
        STAYS,
        st.sampled_from(Condition),
        st.sampled_from([(), (), ("T1",)]),
        st.none() | st.just("guest waits"),
        st.none() | DAYS,
    ),
    st.builds(VacateRoom, HERE, STAYS, st.sampled_from(CheckoutPolicy), st.just(1)),
    st.builds(HandOverRoom, HERE, STAYS, STAYS),
    st.builds(CloseDiscrepancy, HERE, st.just("counted again")),
    st.builds(RollRoom, HERE, st.integers(0, 3)),
    st.builds(MarkInspected, HERE, st.booleans()),
    st.builds(ReportDoor, HERE, st.booleans()),
    st.builds(ReportSign, HERE, st.sampled_from(Sign)),
    st.builds(
        counted,
        occupied=st.booleans(),
        persons=st.none() | st.integers(0, 3),
        expected=st.integers(0, 3),
    ),
    blocks(),
    st.builds(ChangeBlock, HERE, BLOCK_NUMBERS, DAYS, USERS),
    st.builds(EndBlock, HERE, BLOCK_NUMBERS),
    st.builds(RevokeStickers, HERE, st.none() | st.integers(1, 3)),
)
# A command, who gives it, and how many days after the one before.
STEPS = st.lists(
    st.tuples(ANYTHING, st.sampled_from([AYU, SARI]), st.sampled_from([0, 0, 0, 1])),
    min_size=30,
    max_size=60,
)
# A new room, or one with a guest in it: most of what can happen needs one.
BEGINNING = st.tuples(st.sampled_from(Condition), st.sampled_from([(), ("S1",)])).map(
    lambda beginning: [
        *ROOM.decide(None, OpenRoom("2034", "DLX", beginning[0]), AYU),
        *(RoomOccupied("2034", stay, None) for stay in beginning[1]),
    ]
)


def check_agreement(room: Room, command: object, context: Context) -> list[object]:
    """Decide a command, compare with what is allowed, and return what follows."""
    allowed = ROOM.allowed(room, context)[type(command).__name__]
    before = repr(room)
    try:
        events = list(ROOM.decide(room, command, context))
    except AxentraError as error:
        assert repr(room) == before
        said = (error.code, error.values)
        if allowed.reasons:
            assert said == (allowed.reasons[0].code, allowed.reasons[0].values)
            return []
        asking = [
            one for one in ROOM.decide_by[type(command)].asking if one.argument in allowed.asks
        ]
        answers = (one.guard(room, command, context) for one in asking)
        answer = next(reason for reason in answers if reason is not None)
        assert said == (answer.code, answer.values)
        return []
    assert not allowed.reasons
    return events


def check_axes(room: Room) -> None:
    """Check what holds for every room there can be."""
    occupied = room.occupancy is Occupancy.OCCUPIED
    assert occupied == (room.stay is not None)
    assert occupied or (room.request, room.door, room.sign, room.turndown) == (
        GuestRequest.NONE,
        Door.NORMAL,
        Sign.NONE,
        Turndown.NOT_REQUIRED,
    )
    dirty = room.condition is Condition.DIRTY
    assert (room.idle_since is None) == (occupied or dirty)
    assert room.cleaned_by is None or not dirty
    assert all(one.until <= other.first for one, other in pairwise(room.blocks))
    assert len({one.number for one in room.blocks} | {0}) == len(room.blocks) + 1
    assert all(one.number <= room.blocks_made for one in room.blocks)
    assert 0 <= room.revoked <= room.printed


@for_all(BEGINNING, STEPS)
def test_what_is_allowed_is_done_and_what_is_refused_changes_nothing(
    past: list[object], steps: list[tuple[object, Context, int]]
) -> None:
    """A board never offers what the desk then refuses without having said on what it depends.

    Along the way every room is one there can be, and its log adds up to it.
    """
    log, room = list(past), ROOM.replay(past)
    today = FIRST
    for command, who, days in steps:
        today += timedelta(days)
        events = check_agreement(room, command, attrs.evolve(who, business_date=today))
        log += events
        room = ROOM.replay(events, room)
        check_axes(room)
    assert ROOM.replay(log) == room


@for_all(BEGINNING, STEPS)
def test_what_is_no_news_leaves_no_event(
    past: list[object], steps: list[tuple[object, Context, int]]
) -> None:
    """Every event but a report of the day changes the room."""
    room = ROOM.replay(past)
    for command, who, _ in steps:
        events = check_agreement(room, command, who)
        after = ROOM.replay(events, room)
        looked = (ReportOccupancy, HandOverRoom)
        assert not events or after != room or isinstance(command, looked)
        room = after


def test_every_act_there_is_takes_part() -> None:
    """An act that is added to the rooms is added here."""
    tried = {OccupyRoom, VacateRoom, HandOverRoom, CloseDiscrepancy, RollRoom, MarkInspected}
    tried |= {ReportDoor, ReportSign, ReportOccupancy, BlockRoom, ChangeBlock, EndBlock}
    assert {OpenRoom, RevokeStickers, *tried, *BARE, *OF_GUEST} == set(ROOM.decide_by)
