"""What a night leaves in a room, and what days without a guest do."""

from datetime import date

import attrs
import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import (
    AGGREGATES,
    AgeRoom,
    ChangeLinen,
    CheckoutPolicy,
    Condition,
    Discrepancy,
    DoubleLockSeen,
    GuestSeen,
    LightLuggageSeen,
    LinenChanged,
    LinenRequired,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkedPickup,
    NoLuggageSeen,
    Occupancy,
    OccupancyReported,
    RequireLinen,
    RollRoom,
    RoomAged,
    RoomOccupied,
    RoomOpened,
    RoomRolled,
    RoomVacated,
    Sign,
    SleepOutSeen,
    Turndown,
    TurndownCompleted,
    TurndownRequired,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
EVE, TODAY = date(2026, 11, 22), date(2026, 11, 23)
OPENED = RoomOpened("2034", "DLX", Condition.CLEAN, EVE)
OCCUPIED = RoomOccupied("2034", "S1", None)
VACATED = RoomVacated("2034", "S1", CheckoutPolicy.VACANT_CLEAN, 1, TODAY)
ROLLED, ROLLED_DUE = (RoomRolled("2034", linen_due=due) for due in (False, True))
IN_CONDITION = {
    Condition.DIRTY: (MarkedDirty("2034"),),
    Condition.PICKUP: (MarkedPickup("2034"),),
    Condition.CLEAN: (),
    Condition.INSPECTED: (MarkedInspected("2034", "sari"),),
}


@pytest.mark.parametrize("condition", IN_CONDITION)
def test_an_occupied_room_is_dirty_in_the_morning(condition: Condition) -> None:
    """Whatever it was, somebody has slept in it; nobody has cleaned it since."""
    past = (OPENED, *IN_CONDITION[condition], OCCUPIED)
    state = given(ROOM, *past).when(RollRoom("2034")).then(ROLLED)
    assert state == attrs.evolve(
        ROOM.replay(past), condition=Condition.DIRTY, linen_nights=1, cleaned_by=None
    )


def test_a_room_cleaned_during_the_day_was_cleaned_by_nobody_the_next_morning() -> None:
    """Who inspects it then is not the one who cleaned it the day before."""
    cleaned = (MarkedDirty("2034"), MarkedClean("2034", "budi", TODAY))
    state = given(ROOM, OPENED, OCCUPIED, *cleaned).when(RollRoom("2034")).then(ROLLED)
    assert state.cleaned_by is None


@pytest.mark.parametrize(
    "sign",
    [SleepOutSeen, LightLuggageSeen, NoLuggageSeen, GuestSeen],
    ids=lambda sign: sign.__name__,
)
def test_what_was_missed_of_a_guest_ends_with_the_day(sign: type) -> None:
    """Each round looks anew."""
    past = (OPENED, OCCUPIED, sign("2034"))
    assert given(ROOM, *past).when(RollRoom("2034")).then(ROLLED).sign is Sign.NONE


@pytest.mark.parametrize("past", [(), (TurndownRequired("2034"),), (TurndownCompleted("2034"),)])
def test_a_prepared_bed_is_for_one_night(past: tuple[object, ...]) -> None:
    """Tomorrow's turndown is asked for tomorrow."""
    before = (OPENED, OCCUPIED, *([TurndownRequired("2034")] if past else []), *past)
    state = given(ROOM, *before).when(RollRoom("2034")).then(ROLLED)
    assert state.turndown is Turndown.NOT_REQUIRED


def test_a_lock_and_a_difference_outlast_the_night_and_the_report_does_not() -> None:
    """A door stays locked until it is seen open; a difference until the front desk settles it."""
    found = OccupancyReported(
        room="2034",
        occupied=False,
        persons=None,
        expected=1,
        discrepancy=Discrepancy.VACANT_WITH_STAY,
        business_date=TODAY,
    )
    past = (OPENED, OCCUPIED, DoubleLockSeen("2034"), found)
    before, after = ROOM.replay(past), given(ROOM, *past).when(RollRoom("2034")).then(ROLLED)
    assert (after.door, after.discrepancy) == (before.door, before.discrepancy)
    assert after.report is None


@pytest.mark.parametrize(
    ("slept", "cycle", "due"),
    [(0, 0, False), (9, 0, False), (0, 1, True), (1, 3, False), (2, 3, True)],
)
def test_linen_is_due_after_as_many_nights_as_the_property_says(
    slept: int, cycle: int, due
) -> None:
    """The night that ends is one of them; with no cycle only a new guest gets fresh linen."""
    here = given(ROOM, OPENED, OCCUPIED, *[ROLLED] * slept)
    state = here.when(RollRoom("2034", cycle)).then(RoomRolled("2034", linen_due=due))
    assert (state.linen_nights, state.linen_due) == (slept + 1, due)


def test_linen_that_is_due_stays_due_until_it_is_changed() -> None:
    """A forgotten change is not forgotten the next morning."""
    past = (OPENED, OCCUPIED, ROLLED_DUE)
    given(ROOM, *past).when(RollRoom("2034")).then(ROLLED_DUE)
    state = given(ROOM, *past).when(ChangeLinen("2034")).then(LinenChanged("2034"))
    assert (state.linen_nights, state.linen_due) == (0, False)


def test_linen_is_asked_for_and_changed_once() -> None:
    """A second time there is no news: pressing twice is no error."""
    required = LinenRequired("2034")
    assert given(ROOM, OPENED).when(RequireLinen("2034")).then(required).linen_due
    given(ROOM, OPENED, required).when(RequireLinen("2034")).then()
    given(ROOM, OPENED, required).when(ChangeLinen("2034")).then(LinenChanged("2034"))
    given(ROOM, OPENED, OCCUPIED, ROLLED).when(ChangeLinen("2034")).then(LinenChanged("2034"))
    given(ROOM, OPENED).when(ChangeLinen("2034")).then()


def test_a_new_guest_gets_fresh_linen() -> None:
    """The check-out asks for it; somebody who was never in the room has not used any."""
    assert ROOM.replay([OPENED, OCCUPIED, VACATED]).linen_due


@pytest.mark.parametrize("wrong", [-1, 31, True, "3"])
def test_a_linen_cycle_is_a_number_of_nights_up_to_thirty(wrong: object) -> None:
    """Anything else is a slip in the settings."""
    with pytest.raises(InvalidInput) as caught:
        RollRoom("2034", wrong)
    assert caught.value.faults[0].path == "linen_cycle"


@pytest.mark.parametrize("past", [[], [OCCUPIED, VACATED]], ids=["new", "left"])
def test_a_vacant_room_is_in_the_morning_what_it_was(past: list[object]) -> None:
    """Nobody has slept in it, so the close of day has nothing to do there."""
    given(ROOM, OPENED, *past).when(RollRoom("2034")).refused("room.no_guest", room="2034")


@pytest.mark.parametrize("condition", sorted(set(IN_CONDITION) - {Condition.DIRTY}))
def test_a_room_that_nobody_used_for_days_is_cleaned_again(condition: Condition) -> None:
    """Water that stands in the pipes is no better for having been inspected."""
    aged = RoomAged("2034", EVE, TODAY)
    state = given(ROOM, OPENED, *IN_CONDITION[condition]).when(AgeRoom("2034")).then(aged)
    assert (state.condition, state.idle_since) == (Condition.DIRTY, None)
    assert state.occupancy is Occupancy.VACANT


def test_a_dirty_room_does_not_age_and_an_occupied_one_is_in_use() -> None:
    """The one is cleaned anyway, in the other somebody lives."""
    given(ROOM, OPENED, MarkedDirty("2034")).when(AgeRoom("2034")).then()
    given(ROOM, OPENED, OCCUPIED).when(AgeRoom("2034")).refused("room.occupied", stay="S1")


@pytest.mark.parametrize(
    ("past", "since"),
    [
        ((), EVE),
        ((MarkedPickup("2034"),), EVE),
        ((MarkedDirty("2034"),), None),
        ((MarkedDirty("2034"), MarkedClean("2034", "budi", TODAY)), TODAY),
        ((OCCUPIED,), None),
        ((OCCUPIED, MarkedDirty("2034"), MarkedClean("2034", "budi", TODAY)), None),
        ((OCCUPIED, VACATED), TODAY),
    ],
)
def test_a_room_waits_since_it_was_last_used_or_cleaned(
    past: tuple[object, ...], since: date | None
) -> None:
    """Days are counted for vacant rooms that are not dirty, from the day of the last such act."""
    assert ROOM.replay([OPENED, *past]).idle_since == since
