"""What stands between an arriving guest and a vacant room, and who may pass over it."""

from datetime import date

import pytest

from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.rooms import (
    AGGREGATES,
    BlockEnded,
    BlockKind,
    Condition,
    MarkedDirty,
    MarkedInspected,
    OccupyRoom,
    RoomBlocked,
    RoomOccupied,
    RoomOpened,
    blocking,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
DIRTY, PICKUP, CLEAN, INSPECTED = Condition
EVE, TODAY, TOMORROW, THIRD, FOURTH = (date(2026, 11, day) for day in (22, 23, 24, 25, 26))
OPENED = RoomOpened("2034", "DLX", CLEAN, EVE)
OCCUPIED = RoomOccupied("2034", "S1", None)
TO_CLEAN, FOUND_GOOD = MarkedDirty("2034"), MarkedInspected("2034", "sari")

SUPERVISOR = Actor("staff", "sari", roles=("supervisor",))
MAY_OVERRIDE = Permissions((Grant("supervisor", ("rooms.override_not_ready",)),))
REASON = "guest waits with a child"


def occupy(stay: str = "S1", ready_from: Condition = CLEAN, **options: object) -> OccupyRoom:
    """Return the command that gives room 2034 to a stay."""
    return OccupyRoom("2034", stay, ready_from, **options)


def block(kind: BlockKind, first: date, until: date, **options: object) -> RoomBlocked:
    """Return what has taken room 2034 from the guests, as its first block if nothing is said."""
    values = {"block": 1, "reason": "pipe", "returns": DIRTY, "stay": None, **options}
    return RoomBlocked("2034", kind=kind, first=first, until=until, **values)


@pytest.mark.parametrize(
    ("past", "ready_from"),
    [
        ([TO_CLEAN], DIRTY),
        ([], DIRTY),
        ([], CLEAN),
        ([FOUND_GOOD], CLEAN),
        ([FOUND_GOOD], INSPECTED),
    ],
)
def test_a_room_in_the_least_condition_of_the_property_or_better_is_ready(
    past: list[object], ready_from: Condition
) -> None:
    """One property asks for clean rooms, another for inspected ones; better is always enough."""
    given(ROOM, OPENED, *past).when(occupy(ready_from=ready_from)).then(OCCUPIED)


@pytest.mark.parametrize(
    ("past", "condition", "ready_from"),
    [([TO_CLEAN], DIRTY, CLEAN), ([TO_CLEAN], DIRTY, INSPECTED), ([], CLEAN, INSPECTED)],
)
def test_a_room_below_the_least_condition_of_the_property_is_not_ready(
    past: list[object], condition: Condition, ready_from: Condition
) -> None:
    """The guest waits, and the desk reads what the room is and what it should be."""
    given(ROOM, OPENED, *past).when(occupy(ready_from=ready_from)).refused(
        "room.not_ready", condition=condition, ready_from=ready_from
    )


def test_a_room_with_work_left_in_it_is_not_ready() -> None:
    """A clean room waits for its open tasks too, and they are named."""
    given(ROOM, OPENED).when(occupy(unfinished=("T1", "T2"))).refused(
        "room.work_unfinished", room="2034", unfinished="T1, T2"
    )


@pytest.mark.parametrize(("past", "unfinished"), [([TO_CLEAN], ()), ([], ("T1",))])
def test_a_supervisor_gives_a_room_that_is_not_ready_with_a_reason(
    past: list[object], unfinished: tuple[str, ...]
) -> None:
    """Whatever keeps the room from being ready, the reason for giving it is on record."""
    command = occupy(unfinished=unfinished, override=REASON)
    given(ROOM, OPENED, *past).by(SUPERVISOR, MAY_OVERRIDE).when(command).then(
        RoomOccupied("2034", "S1", REASON)
    )


def test_a_reason_alone_does_not_open_a_room() -> None:
    """Who has no permission to override is told which one is missing."""
    given(ROOM, OPENED, TO_CLEAN).by(Actor("staff", "ayu"), MAY_OVERRIDE).when(
        occupy(override="please")
    ).refused("permission.missing", actor="staff ayu", permission="rooms.override_not_ready")


def test_an_override_that_is_not_needed_is_not_recorded() -> None:
    """A room that has become ready meanwhile is given like any other, by anybody."""
    given(ROOM, OPENED).when(occupy(override="guest waits")).then(OCCUPIED)


# A stay from today to the 25th meets blocks that have a night before the 25th and after today.
@pytest.mark.parametrize(
    ("first", "until", "met"),
    [
        (EVE, TODAY, False),
        (EVE, TOMORROW, True),
        (TODAY, TOMORROW, True),
        (TOMORROW, FOURTH, True),
        (THIRD, FOURTH, False),
    ],
)
@pytest.mark.parametrize("kind", BlockKind)
def test_a_blocked_room_is_given_to_nobody_on_its_nights(
    kind: BlockKind, first: date, until: date, met
) -> None:
    """Nights are half-open: a block that ends on the arrival or begins at the departure is none."""
    past = (OPENED, block(kind, first, until))
    command = occupy(until=THIRD)
    if met:
        values = {"room": "2034", "kind": kind, "first": first, "until": until, "reason": "pipe"}
        given(ROOM, *past).when(command).refused("room.blocked", **values)
    else:
        given(ROOM, *past).when(command).then(OCCUPIED)
    assert (blocking(ROOM.replay(past), TODAY, THIRD, "S1") is not None) is met


@pytest.mark.parametrize("kind", BlockKind)
def test_only_a_room_out_of_service_or_held_is_given_with_a_reason(kind: BlockKind) -> None:
    """A supervisor can do without a lamp, not without water, and the guest knows the reason."""
    here = given(ROOM, OPENED, block(kind, TODAY, TOMORROW)).by(SUPERVISOR, MAY_OVERRIDE)
    outcome = here.when(occupy(until=THIRD, override=REASON))
    if kind in {BlockKind.OUT_OF_SERVICE, BlockKind.HOLD}:
        assert outcome.then(RoomOccupied("2034", "S1", REASON)).blocks
    else:
        outcome.refused("room.blocked", kind=kind)


def test_a_reason_does_not_hide_a_stricter_block_behind_a_mild_one() -> None:
    """Out of service tonight may be overridden, out of order tomorrow may not."""
    past = (
        OPENED,
        block(BlockKind.OUT_OF_SERVICE, TODAY, TOMORROW),
        block(BlockKind.OUT_OF_ORDER, TOMORROW, THIRD, block=2),
    )
    here = given(ROOM, *past).by(SUPERVISOR, MAY_OVERRIDE)
    here.when(occupy(until=THIRD, override=REASON)).refused(
        "room.blocked", kind=BlockKind.OUT_OF_ORDER
    )
    here.when(occupy(until=TOMORROW, override=REASON)).then(RoomOccupied("2034", "S1", REASON))


def test_a_reason_alone_does_not_open_a_blocked_room() -> None:
    """It needs the same permission as a room that is not ready."""
    past = (OPENED, block(BlockKind.OUT_OF_SERVICE, TODAY, TOMORROW))
    here = given(ROOM, *past).by(Actor("staff", "ayu"), MAY_OVERRIDE)
    here.when(occupy(until=TOMORROW, override=REASON)).refused("permission.missing")


def test_a_guest_of_one_day_needs_the_room_for_its_day() -> None:
    """Day use has no night, and is still kept out of a room that is out of order today."""
    past = (OPENED, block(BlockKind.OUT_OF_ORDER, TODAY, TOMORROW))
    given(ROOM, *past).when(occupy(until=TODAY)).refused("room.blocked")


@pytest.mark.parametrize("kind", BlockKind)
def test_who_is_in_the_room_already_is_not_kept_out(kind: BlockKind) -> None:
    """Taking a hotel over, a guest may be in a room that is blocked; that is noted, not undone."""
    past = (OPENED, block(kind, TODAY, TOMORROW))
    given(ROOM, *past).when(occupy()).then(OCCUPIED)


def test_the_guest_whom_a_room_is_held_for_gets_it_and_the_hold_ends() -> None:
    """A hold is over when they come, without a word about the condition; others are refused."""
    held = block(BlockKind.HOLD, TODAY, THIRD, stay="S1")
    later = block(BlockKind.OUT_OF_ORDER, THIRD, FOURTH, block=2)
    given(ROOM, OPENED, held).when(occupy("S2", until=TOMORROW)).refused("room.blocked")
    ended = BlockEnded("2034", 1, BlockKind.HOLD, None, TODAY)
    here = given(ROOM, OPENED, held, later).when(occupy(until=THIRD)).then(ended, OCCUPIED)
    assert [one.number for one in here.blocks] == [2]
    assert here.condition is CLEAN
