"""Nights on which a room is given to nobody: made, changed and ended."""

from datetime import date, timedelta

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import (
    AGGREGATES,
    BLOCKS,
    BlockChanged,
    BlockEnded,
    BlockKind,
    BlockRoom,
    ChangeBlock,
    CheckoutPolicy,
    Condition,
    EndBlock,
    MarkedDirty,
    RoomBlocked,
    RoomOccupied,
    RoomOpened,
    RoomVacated,
    blocking,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
DIRTY, PICKUP, CLEAN, INSPECTED = Condition
OUT_OF_ORDER, HOLD = BlockKind.OUT_OF_ORDER, BlockKind.HOLD
EVE, TODAY, TOMORROW, THIRD, FOURTH = (date(2026, 11, day) for day in (22, 23, 24, 25, 26))
OPENED = RoomOpened("2034", "DLX", CLEAN, EVE)
OCCUPIED = RoomOccupied("2034", "S1", None)


def block(first: date, until: date, kind: BlockKind = OUT_OF_ORDER, **options: object) -> BlockRoom:
    """Return the command that blocks room 2034."""
    return BlockRoom("2034", kind, first, until, "pipe", **options)


def blocked(
    number: int, first: date, until: date, kind: BlockKind = OUT_OF_ORDER, **options: object
) -> RoomBlocked:
    """Return what has blocked room 2034."""
    values = {"returns": DIRTY, "stay": None, **options}
    return RoomBlocked("2034", number, kind, first, until, "pipe", **values)


def ended(number: int, condition: Condition | None, kind: BlockKind = OUT_OF_ORDER) -> BlockEnded:
    """Return what has ended a block of room 2034."""
    return BlockEnded("2034", number, kind, condition, TODAY)


@pytest.mark.parametrize("kind", BlockKind)
@pytest.mark.parametrize("past", [[], [MarkedDirty("2034")], [OCCUPIED]])
def test_a_room_is_blocked_whatever_it_is(past: list[object], kind: BlockKind) -> None:
    """The block says nothing of the room until it ends; who has the room is told by `users`."""
    here = given(ROOM, OPENED, *past)
    state = here.when(block(TODAY, THIRD, kind)).then(blocked(1, TODAY, THIRD, kind))
    assert state.condition is here.state.condition
    (one,) = state.blocks
    assert (one.kind, one.first, one.until, one.reason) == (kind, TODAY, THIRD, "pipe")
    assert [one.covers(day) for day in (EVE, TODAY, TOMORROW, THIRD)] == [False, True, True, False]


def test_blocks_are_numbered_and_stand_in_the_order_of_their_nights() -> None:
    """A number is never given again, so that an old list of work names no other block."""
    past = (OPENED, blocked(1, THIRD, FOURTH), blocked(2, TODAY, TOMORROW), ended(1, None))
    state = (
        given(ROOM, *past)
        .when(block(FOURTH, FOURTH + timedelta(1)))
        .then(blocked(3, FOURTH, FOURTH + timedelta(1)))
    )
    assert [one.number for one in state.blocks] == [2, 3]


def test_a_room_can_be_kept_for_a_stay() -> None:
    """A hold says for whom; nobody else's wish for the room counts as a need of theirs."""
    held = block(TODAY, THIRD, HOLD, stay="S1", users=("S1",))
    given(ROOM, OPENED).when(held).then(blocked(1, TODAY, THIRD, HOLD, stay="S1"))


def test_nights_that_are_over_are_not_blocked() -> None:
    """Tonight may be blocked, last night not."""
    values = {"room": "2034", "day": EVE, "business_date": TODAY}
    given(ROOM, OPENED).when(block(EVE, THIRD)).refused("room.block_in_the_past", **values)


def test_a_room_that_somebody_needs_is_not_taken_from_them() -> None:
    """Those who have it on these nights are named, to be moved first."""
    command = block(TODAY, THIRD, users=("S1", "S2"))
    given(ROOM, OPENED).when(command).refused("room.needed", room="2034", users="S1, S2")


# The room is blocked already on the nights of the 24th.
@pytest.mark.parametrize(
    ("first", "until", "free"),
    [
        (TODAY, TOMORROW, True),
        (TODAY, THIRD, False),
        (TOMORROW, THIRD, False),
        (THIRD, FOURTH, True),
    ],
)
def test_a_room_has_one_block_a_night(first: date, until: date, free) -> None:
    """Two reasons for one night could not both say what the room is afterwards."""
    outcome = given(ROOM, OPENED, blocked(1, TOMORROW, THIRD)).when(block(first, until))
    if free:
        outcome.then(blocked(2, first, until))
    else:
        outcome.refused("room.blocked", first=TOMORROW, until=THIRD, kind=OUT_OF_ORDER)


def test_a_room_has_fifty_open_blocks_at_most() -> None:
    """More of them are a mistake of the host, and a room is read all day long."""
    days = [TODAY + timedelta(place) for place in range(51)]
    past = [blocked(n, days[n - 1], days[n]) for n in range(1, 51)]
    command = block(days[50], days[50] + timedelta(1))
    given(ROOM, OPENED, *past).when(command).refused("room.too_many_blocks", most=50)
    given(ROOM, OPENED, *past[1:]).when(command).then(
        blocked(51, days[50], days[50] + timedelta(1))
    )


@pytest.mark.parametrize("until", [TODAY, EVE])
def test_a_block_has_a_night(until: date) -> None:
    """It ends after it begins."""
    with pytest.raises(InvalidInput) as caught:
        block(TODAY, until)
    assert [(one.path, one.code) for one in caught.value.faults] == [("until", "date.order")]


@pytest.mark.parametrize("kind", sorted(set(BlockKind) - {HOLD}))
def test_only_a_hold_is_for_somebody(kind: BlockKind) -> None:
    """A room under repair is kept for nobody; both faults are told at once."""
    with pytest.raises(InvalidInput) as caught:
        block(TODAY, TODAY, kind, stay="S1")
    faults = [(one.path, one.code) for one in caught.value.faults]
    assert faults == [("until", "date.order"), ("stay", "value.contradicts")]


@pytest.mark.parametrize("until", [TOMORROW, FOURTH])
def test_a_block_ends_sooner_or_later_than_planned(until: date) -> None:
    """The craftsmen are quicker or slower; the other blocks stay as they are."""
    past = (OPENED, blocked(1, TODAY, THIRD), blocked(2, FOURTH, FOURTH + timedelta(1)))
    state = (
        given(ROOM, *past).when(ChangeBlock("2034", 1, until)).then(BlockChanged("2034", 1, until))
    )
    assert [one.until for one in state.blocks] == [until, FOURTH + timedelta(1)]


def test_a_block_that_ends_when_it_ended_anyway_is_no_news() -> None:
    """Pressing twice is no error."""
    given(ROOM, OPENED, blocked(1, TODAY, THIRD)).when(ChangeBlock("2034", 1, THIRD)).then()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ChangeBlock("2034", 3, FOURTH), "room.no_block"),
        (ChangeBlock("2034", 1, TODAY), "room.block_in_the_past"),
        (ChangeBlock("2034", 2, FOURTH), "room.block_without_night"),
        (ChangeBlock("2034", 1, FOURTH, users=("S1",)), "room.needed"),
        (ChangeBlock("2034", 1, FOURTH + timedelta(1)), "room.blocked"),
    ],
)
def test_a_block_is_changed_within_what_is_free(command: ChangeBlock, code: str) -> None:
    """It keeps a night to come, takes nobody's room and stops before the next block."""
    past = (OPENED, blocked(1, TODAY, THIRD), blocked(2, FOURTH, FOURTH + timedelta(2)))
    given(ROOM, *past).when(command).refused(code, room="2034")


def test_a_block_that_shrinks_is_in_nobodys_way() -> None:
    """Only added nights can be needed by somebody."""
    command = ChangeBlock("2034", 1, TOMORROW, users=("S1",))
    given(ROOM, OPENED, blocked(1, TODAY, THIRD)).when(command).then(
        BlockChanged("2034", 1, TOMORROW)
    )


@pytest.mark.parametrize("returns", Condition)
@pytest.mark.parametrize("kind", sorted(set(BlockKind) - {HOLD}))
def test_a_room_comes_back_in_the_condition_that_was_agreed(
    kind: BlockKind, returns: Condition
) -> None:
    """After a repair it is dirty unless it was said otherwise, and waits for guests from today."""
    past = (OPENED, blocked(1, TODAY, THIRD, kind, returns=returns))
    state = given(ROOM, *past).when(EndBlock("2034", 1)).then(ended(1, returns, kind))
    assert (state.condition, state.blocks) == (returns, ())
    assert state.idle_since == (None if returns is DIRTY else TODAY)


@pytest.mark.parametrize(
    "one", [blocked(1, TOMORROW, THIRD), blocked(1, TODAY, THIRD, HOLD)], ids=["ahead", "hold"]
)
def test_a_room_that_nobody_touched_is_what_it_was(one: RoomBlocked) -> None:
    """A block taken back before it begins, and a hold that ends, leave the room as it is."""
    state = given(ROOM, OPENED, one).when(EndBlock("2034", 1)).then(ended(1, None, one.kind))
    assert state.condition is CLEAN
    assert state.idle_since == EVE


@pytest.mark.parametrize("number", [1, 2])
def test_a_block_is_ended_once(number: int) -> None:
    """A block that has ended, or never was, is not there to be ended."""
    past = (OPENED, blocked(1, TODAY, THIRD), ended(1, DIRTY))
    given(ROOM, *past).when(EndBlock("2034", number)).refused("room.no_block", block=number)


def test_a_block_of_an_occupied_room_ends_with_its_guest_still_in() -> None:
    """Who got the room with a reason keeps it, in the condition in which it is."""
    past = (OPENED, blocked(1, TODAY, THIRD, BlockKind.OUT_OF_SERVICE, returns=CLEAN), OCCUPIED)
    state = (
        given(ROOM, *past).when(EndBlock("2034", 1)).then(ended(1, None, BlockKind.OUT_OF_SERVICE))
    )
    assert (state.stay, state.idle_since) == ("S1", None)


def test_a_block_outlasts_a_guest() -> None:
    """A check-out ends no block: the lamp is broken as before."""
    left = RoomVacated("2034", "S1", CheckoutPolicy.VACANT_CLEAN, 1, TODAY)
    past = (OPENED, blocked(1, TODAY, THIRD, BlockKind.OUT_OF_SERVICE), OCCUPIED, left)
    assert len(ROOM.replay(past).blocks) == 1


def test_every_kind_of_block_is_ruled() -> None:
    """What leaves the inventory cannot be given; what can be given was never out of it."""
    assert set(BLOCKS) == set(BlockKind)
    assert all(rule.leaves_inventory is not rule.given_with_reason for rule in BLOCKS.values())


def test_what_keeps_a_stay_out_is_the_first_of_its_nights_that_is_blocked() -> None:
    """A hold for the stay itself keeps only others out."""
    past = (
        OPENED,
        blocked(1, TODAY, TOMORROW, HOLD, stay="S1"),
        blocked(2, TOMORROW, THIRD, HOLD),
    )
    room = ROOM.replay(past)
    first, second = room.blocks
    assert blocking(room, TODAY, THIRD, "S2") == first
    assert blocking(room, TODAY, THIRD, None) == first
    assert blocking(room, TODAY, THIRD, "S1") == second
    assert blocking(room, TODAY, TODAY, "S1") is None
    assert blocking(room, TOMORROW, THIRD, None) == second
    assert blocking(room, THIRD, FOURTH, None) is None
