"""What housekeeping reports of a room: its condition, its door, its guest, its bed."""

from datetime import date

import pytest

from axentra_core.kernel.actor import Actor
from axentra_core.rooms import (
    AGGREGATES,
    CompleteTurndown,
    Condition,
    DoNotDisturbSet,
    Door,
    DoorSeenNormal,
    DoubleLockSeen,
    GuestSeen,
    LightLuggageSeen,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkedPickup,
    MarkInspected,
    MarkPickup,
    NoLuggageSeen,
    ReportDoor,
    ReportSign,
    RequestCleared,
    RequireTurndown,
    RoomOccupied,
    RoomOpened,
    Sign,
    SleepOutSeen,
    Turndown,
    TurndownCompleted,
    TurndownRequired,
    TurndownWaived,
    WaiveTurndown,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
DIRTY, PICKUP, CLEAN, INSPECTED = Condition
EVE, TODAY = date(2026, 11, 22), date(2026, 11, 23)
OPENED = RoomOpened("2034", "DLX", CLEAN, EVE)
OCCUPIED = RoomOccupied("2034", "S1", None)
TO_CLEAN, TO_TOUCH_UP = MarkedDirty("2034"), MarkedPickup("2034")
CLEANED = MarkedClean("2034", "ayu", TODAY)
FOUND_GOOD = MarkedInspected("2034", "ayu")
AYU, SARI = Actor("staff", "ayu"), Actor("staff", "sari")
LOCKED, DND = DoubleLockSeen("2034"), DoNotDisturbSet("2034", "S1")


@pytest.mark.parametrize(
    ("past", "command", "events", "becomes"),
    [
        ([TO_CLEAN], MarkDirty("2034"), [], DIRTY),
        ([TO_CLEAN], MarkClean("2034"), [CLEANED], CLEAN),
        ([], MarkDirty("2034"), [TO_CLEAN], DIRTY),
        ([], MarkClean("2034"), [CLEANED], CLEAN),
        ([CLEANED], MarkClean("2034"), [], CLEAN),
        ([], MarkInspected("2034"), [FOUND_GOOD], INSPECTED),
        ([FOUND_GOOD], MarkDirty("2034"), [TO_CLEAN], DIRTY),
        ([FOUND_GOOD], MarkClean("2034"), [], INSPECTED),
        ([FOUND_GOOD], MarkInspected("2034"), [], INSPECTED),
        ([TO_TOUCH_UP], MarkDirty("2034"), [TO_CLEAN], DIRTY),
        ([TO_TOUCH_UP], MarkClean("2034"), [CLEANED], CLEAN),
    ],
)
@pytest.mark.parametrize("guest", [[], [OCCUPIED]], ids=["vacant", "occupied"])
def test_housekeeping_reports_the_condition_in_vacant_and_occupied_rooms(
    guest: list[object],
    past: list[object],
    command: object,
    events: list[object],
    becomes: Condition,
) -> None:
    """Occupied rooms are cleaned every day; pressing twice is no error and leaves no event."""
    state = given(ROOM, OPENED, *past, *guest).when(command).then(*events)
    assert state.condition is becomes


@pytest.mark.parametrize(
    ("past", "events"),
    [([TO_TOUCH_UP], []), ([], [TO_TOUCH_UP]), ([FOUND_GOOD], [TO_TOUCH_UP])],
)
def test_a_vacant_room_that_was_good_may_need_a_touch_up(
    past: list[object], events: list[object]
) -> None:
    """Somebody has sat on the bed, no more; the room waits since the day it waited since."""
    state = given(ROOM, OPENED, *past).when(MarkPickup("2034")).then(*events)
    assert (state.condition, state.idle_since) == (PICKUP, EVE)


def test_neither_a_dirty_room_nor_one_with_a_guest_needs_a_touch_up_only() -> None:
    """The one needs more; in the other a touch-up is a service to its guest."""
    given(ROOM, OPENED, TO_CLEAN).when(MarkPickup("2034")).refused("move.not_allowed")
    given(ROOM, OPENED, OCCUPIED).when(MarkPickup("2034")).refused("room.occupied", stay="S1")


@pytest.mark.parametrize("past", [[TO_CLEAN], [TO_TOUCH_UP]], ids=["dirty", "pickup"])
def test_only_a_clean_room_is_inspected(past: list[object]) -> None:
    """A room is cleaned before anybody finds it good."""
    given(ROOM, OPENED, *past).when(MarkInspected("2034")).refused("move.not_allowed")


def test_a_room_is_not_cleaned_against_the_will_of_its_guest() -> None:
    """While the sign hangs at the door nobody has been inside; the sign off, they can."""
    past = (OPENED, TO_CLEAN, OCCUPIED, DND)
    given(ROOM, *past).when(MarkClean("2034")).refused("room.do_not_disturb", room="2034")
    given(ROOM, *past, RequestCleared("2034", "S1")).when(MarkClean("2034")).then(CLEANED)


def test_a_room_is_not_cleaned_behind_a_locked_door() -> None:
    """An attendant who saw the lock has not been inside; the door normal again, they can."""
    past = (OPENED, TO_CLEAN, OCCUPIED, LOCKED)
    given(ROOM, *past).when(MarkClean("2034")).refused("room.double_locked", room="2034")
    given(ROOM, *past, DoorSeenNormal("2034")).when(MarkClean("2034")).then(CLEANED)


def test_everything_that_keeps_an_attendant_out_is_told() -> None:
    """A board shows both reasons before anybody walks up to the room."""
    here = given(ROOM, OPENED, TO_CLEAN, OCCUPIED, DND, LOCKED)
    reasons = ROOM.allowed(here.state, here.context)["MarkClean"].reasons
    assert [reason.code for reason in reasons] == ["room.do_not_disturb", "room.double_locked"]


@pytest.mark.parametrize("past", [[], [FOUND_GOOD]], ids=["clean", "inspected"])
def test_where_two_pairs_of_eyes_are_wanted_nobody_inspects_their_own_work(
    past: list[object],
) -> None:
    """The property says so with each inspection; without that the cleaner may do both."""
    cleaned = (OPENED, TO_CLEAN, CLEANED, *past)
    own = given(ROOM, *cleaned).by(AYU)
    own.when(MarkInspected("2034", another=True)).refused("room.own_work", room="2034", by="ayu")
    events = [] if past else [FOUND_GOOD]
    own.when(MarkInspected("2034")).then(*events)
    events = [] if past else [MarkedInspected("2034", "sari")]
    other = given(ROOM, *cleaned).by(SARI)
    assert other.when(MarkInspected("2034", another=True)).then(*events).cleaned_by == "ayu"


def test_a_room_that_nobody_is_known_to_have_cleaned_may_be_inspected_by_anybody() -> None:
    """After a check-out that leaves it clean, or when the hotel is taken over."""
    given(ROOM, OPENED).by(AYU).when(MarkInspected("2034", another=True)).then(FOUND_GOOD)


@pytest.mark.parametrize(
    ("past", "locked", "events", "becomes"),
    [
        ([], False, [], Door.NORMAL),
        ([], True, [LOCKED], Door.DOUBLE_LOCKED),
        ([LOCKED], True, [], Door.DOUBLE_LOCKED),
        ([LOCKED], False, [DoorSeenNormal("2034")], Door.NORMAL),
    ],
)
def test_a_door_is_what_was_seen_last(
    past: list[object], locked, events: list[object], becomes: Door
) -> None:
    """An attendant notes the lock; who finds it open notes that."""
    here = given(ROOM, OPENED, OCCUPIED, *past)
    assert here.when(ReportDoor("2034", locked)).then(*events).door is becomes


SIGNS = {
    Sign.NONE: GuestSeen("2034"),
    Sign.SLEEP_OUT: SleepOutSeen("2034"),
    Sign.LIGHT_LUGGAGE: LightLuggageSeen("2034"),
    Sign.NO_LUGGAGE: NoLuggageSeen("2034"),
}


@pytest.mark.parametrize("before", SIGNS)
@pytest.mark.parametrize("sign", SIGNS)
def test_of_a_guest_is_known_what_was_seen_last(before: Sign, sign: Sign) -> None:
    """A bed not slept in, little luggage or none, or the guest after all; no news, no event."""
    past = [] if before is Sign.NONE else [SIGNS[before]]
    events = [] if sign is before else [SIGNS[sign]]
    here = given(ROOM, OPENED, OCCUPIED, *past)
    assert here.when(ReportSign("2034", sign)).then(*events).sign is sign


NOT_REQUIRED, REQUIRED, COMPLETED = Turndown
ASKED, DONE, LEFT = (
    event("2034") for event in (TurndownRequired, TurndownCompleted, TurndownWaived)
)


@pytest.mark.parametrize(
    ("past", "command", "events", "becomes"),
    [
        ([], RequireTurndown("2034"), [ASKED], REQUIRED),
        ([], WaiveTurndown("2034"), [], NOT_REQUIRED),
        ([ASKED], RequireTurndown("2034"), [], REQUIRED),
        ([ASKED], CompleteTurndown("2034"), [DONE], COMPLETED),
        ([ASKED], WaiveTurndown("2034"), [LEFT], NOT_REQUIRED),
        ([ASKED, DONE], RequireTurndown("2034"), [], COMPLETED),
        ([ASKED, DONE], CompleteTurndown("2034"), [], COMPLETED),
        ([ASKED, DONE], WaiveTurndown("2034"), [LEFT], NOT_REQUIRED),
    ],
)
def test_a_bed_is_prepared_once_a_night(
    past: list[object], command: object, events: list[object], becomes: Turndown
) -> None:
    """Asked for, done or waived; what is done is not asked for again unless it is waived first."""
    state = given(ROOM, OPENED, OCCUPIED, *past).when(command).then(*events)
    assert state.turndown is becomes


def test_a_bed_that_nobody_asked_for_is_not_completed() -> None:
    """A completed turndown is one that was required."""
    here = given(ROOM, OPENED, OCCUPIED)
    here.when(CompleteTurndown("2034")).refused("move.not_allowed", state="not_required")


@pytest.mark.parametrize(
    "command",
    [
        *(ReportDoor("2034", locked) for locked in (False, True)),
        *(ReportSign("2034", sign) for sign in Sign),
        *(command("2034") for command in (RequireTurndown, CompleteTurndown, WaiveTurndown)),
    ],
)
def test_in_a_vacant_room_there_is_no_guest_to_look_after(command: object) -> None:
    """No lock from inside, nobody to miss, no bed to prepare."""
    given(ROOM, OPENED).when(command).refused("room.no_guest", room="2034")
