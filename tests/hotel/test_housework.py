"""The work of housekeeping: where it comes from, who does it, what it does to the room."""

from datetime import date, time

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.housekeeping import (
    HousekeepingSettings,
    Priority,
    ShiftPlanned,
    TaskCancelled,
    TaskKind,
    TaskOpened,
    TaskRefused,
    TaskSkipped,
    TaskStatus,
    Waiting,
)
from axentra_core.kernel.actor import Actor
from axentra_core.rooms import BlockKind, Condition, GuestRequest, RoomSetup, Turndown
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (23, 24, 25, 26))
STAY_OVER, MAKE_UP, TURNDOWN = TaskKind.STAY_OVER, TaskKind.MAKE_UP, TaskKind.TURNDOWN
TOUCH_UP, DEPARTURE, INSPECTION = (
    TaskKind.TOUCH_UP,
    TaskKind.DEPARTURE_CLEAN,
    TaskKind.INSPECTION,
)


@pytest.fixture
def store():
    """One store is enough: what is to be done is decided before it is kept."""
    return MemoryStore()


@pytest.fixture
def house(store, open_front):
    """Open Hotel Axentra with its housekeeping run in a certain way."""

    def opened(**settings):
        own = example_property()
        return open_front(store, attrs.evolve(own, housekeeping=HousekeepingSettings(**settings)))

    return opened


def task(front, kind, room="2034"):
    """Return the one open task of a kind in a room."""
    (found,) = (one for one in front.hotel.read.tasks() if (one.kind, one.room) == (kind, room))
    return found


def plan(front):
    """Plan the business date and return what was opened."""
    return front.desk.plan_housekeeping(front.hotel.read.business_date).all(TaskOpened)


# The day's work


def test_who_stays_on_is_served_and_who_leaves_or_comes_is_not(front) -> None:
    """A stay-over is somebody who has slept in the room and does not leave today."""
    front.arrive("2034", nights=3)
    front.arrive("2035", nights=1)
    front.pass_nights(1)
    front.arrive("2036", nights=2, arrival=TUESDAY, departure=THURSDAY)
    assert [(one.kind, one.room) for one in plan(front)] == [(STAY_OVER, "2034")]


def test_a_day_planned_again_opens_only_what_has_come_since(house) -> None:
    """One cause gives one task, whether it is done, cancelled or still open."""
    front = house(turndown_types=("DLX",))
    front.arrive("2034", nights=3)
    front.arrive("2035", nights=3)
    front.pass_nights(1)
    assert len(plan(front)) == 4
    front.desk.finish_task(task(front, STAY_OVER).id)
    front.boss.cancel_task(task(front, TURNDOWN, "2035").id, "the guest is out")
    assert plan(front) == ()
    front.pass_nights(1)
    assert len(plan(front)) == 4


def test_only_the_open_day_is_planned(front) -> None:
    """Tomorrow's work is known tomorrow."""
    front.refuses(lambda: front.desk.plan_housekeeping(TUESDAY), "hotel.other_date")
    front.refuses(lambda: front.desk.assign_tasks(TUESDAY), "hotel.other_date")


def test_what_was_not_done_today_is_not_left_for_tomorrow(house) -> None:
    """Service around a guest ends with its day; tomorrow it is planned anew."""
    front = house(turndown_types=("DLX",))
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    plan(front)
    front.desk.make_up_room(stay)
    done = front.desk.close_day(TUESDAY)
    assert {one.kind for one in done.all(TaskSkipped)} == {STAY_OVER, MAKE_UP, TURNDOWN}
    assert front.tasks("2034") == []
    assert front.room("2034").request is GuestRequest.NONE
    front.check()


def test_linen_is_changed_when_it_is_due(house) -> None:
    """Every second night here: the task says so, is more work, and begins the count anew."""
    front = house(linen_cycle=2)
    front.arrive(nights=5)
    front.pass_nights(1)
    plan(front)
    assert (task(front, STAY_OVER).linen, task(front, STAY_OVER).effort) == (False, 20)
    front.pass_nights(1)
    assert front.room("2034").linen_due
    plan(front)
    assert (task(front, STAY_OVER).linen, task(front, STAY_OVER).effort) == (True, 30)
    front.desk.finish_task(task(front, STAY_OVER).id)
    assert (front.room("2034").linen_due, front.room("2034").linen_nights) == (False, 0)


def test_after_a_departure_the_linen_is_always_changed(front) -> None:
    """Nobody sleeps in the linen of another."""
    front.leave(front.arrive())
    assert front.room("2034").linen_due
    front.desk.finish_task(task(front, DEPARTURE).id)
    assert not front.room("2034").linen_due


def test_where_somebody_is_due_in_is_cleaned_first(front) -> None:
    """A room that is set aside for today goes before the others, whichever came first."""
    leaving = front.arrive("2034", nights=1)
    other = front.arrive("2035", nights=1)
    coming = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    late = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    front.pass_nights(1)
    for stay in (leaving, other):
        front.settle(stay)
    front.desk.assign_room(coming, "2036")
    front.desk.unassign_room(coming)
    front.desk.check_out(leaving)
    assert task(front, DEPARTURE).priority is Priority.NORMAL
    front.desk.assign_room(coming, "2034")
    assert task(front, DEPARTURE).priority is Priority.ARRIVAL
    front.desk.check_out(other)
    front.desk.assign_room(late, "2035")
    assert task(front, DEPARTURE, "2035").priority is Priority.ARRIVAL


# What guests ask for


def test_do_not_disturb_suspends_the_service_and_does_not_complete_it(front) -> None:
    """The work waits; when the sign is taken in it is to be done as before."""
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    plan(front)
    front.desk.do_not_disturb(stay)
    waiting = task(front, STAY_OVER)
    assert (waiting.status, waiting.waiting) == (TaskStatus.OPEN, Waiting.SUSPENDED)
    front.refuses(lambda: front.desk.finish_task(waiting.id), "task.suspended")
    front.desk.do_not_disturb(stay, active=False)
    front.desk.finish_task(waiting.id)
    assert front.room("2034").condition is Condition.CLEAN


def test_make_up_room_after_do_not_disturb_replaces_it(front) -> None:
    """The latest wish counts: the waiting work goes on, and one task more is there."""
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    plan(front)
    front.desk.do_not_disturb(stay)
    front.desk.make_up_room(stay)
    assert task(front, STAY_OVER).waiting is Waiting.READY
    assert task(front, MAKE_UP).waiting is Waiting.READY
    front.desk.do_not_disturb(stay)
    assert task(front, MAKE_UP).waiting is Waiting.SUSPENDED
    front.desk.make_up_room(stay)
    assert task(front, MAKE_UP).waiting is Waiting.READY


def test_a_wish_taken_back_is_not_met(front) -> None:
    """Nobody comes to make up a room that does not ask for it any more."""
    stay = front.arrive(nights=2)
    front.desk.make_up_room(stay)
    done = front.desk.make_up_room(stay, active=False)
    assert done.one(TaskCancelled).kind is MAKE_UP
    assert front.tasks("2034") == [TaskKind.ARRIVAL_LINEN]


def test_work_planned_behind_the_sign_waits_from_the_beginning(front) -> None:
    """The sign outlives the night, so the next day's service waits too."""
    stay = front.arrive(nights=3)
    front.desk.do_not_disturb(stay)
    front.pass_nights(1)
    plan(front)
    assert task(front, STAY_OVER).waiting is Waiting.SUSPENDED


def test_who_declines_the_service_gets_none_today_and_some_tomorrow(front) -> None:
    """The wish refuses what is planned, ends with the day, and can be taken back."""
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    plan(front)
    done = front.desk.decline_service(stay)
    assert done.one(TaskRefused).kind is STAY_OVER
    assert front.room("2034").request is GuestRequest.SERVICE_DECLINED
    front.pass_nights(1)
    assert front.room("2034").request is GuestRequest.NONE
    front.desk.decline_service(stay)
    front.desk.decline_service(stay, active=False)
    assert front.room("2034").request is GuestRequest.NONE


def test_a_guest_declines_from_their_phone(front) -> None:
    """The room's QR code is enough."""
    stay = front.arrive()
    front.guest(stay).decline_service(stay, key="g1")
    assert front.room("2034").request is GuestRequest.SERVICE_DECLINED


def test_the_evening_service_is_prepared_and_shown(house) -> None:
    """In a type with turndown the bed of who arrives is prepared, and of who stays on."""
    front = house(turndown_types=("DLX",))
    front.arrive(nights=2)
    assert front.room("2034").turndown is Turndown.REQUIRED
    front.desk.finish_task(task(front, TURNDOWN).id)
    assert front.room("2034").turndown is Turndown.COMPLETED
    front.pass_nights(1)
    assert front.room("2034").turndown is Turndown.NOT_REQUIRED
    assert [one.kind for one in plan(front)] == [STAY_OVER, TURNDOWN]
    assert front.room("2034").turndown is Turndown.REQUIRED


# What the work does to the room


def test_a_dirty_vacant_room_is_somebodys_work(front) -> None:
    """Whoever finds it dirty has it made ready; whoever reports it clean ends that."""
    front.desk.mark_room("2040", Condition.DIRTY)
    assert front.tasks("2040") == [TOUCH_UP]
    front.desk.mark_room("2040", Condition.DIRTY)
    assert front.tasks("2040") == [TOUCH_UP]
    front.desk.mark_room("2040", Condition.CLEAN)
    assert front.tasks("2040") == []
    front.desk.mark_room("2040", Condition.PICKUP)
    front.desk.finish_task(task(front, TOUCH_UP, "2040").id)
    assert front.room("2040").condition is Condition.CLEAN
    front.check()


def test_an_inspection_follows_the_cleaning_and_is_another_persons(house) -> None:
    """Who has cleaned a room does not pass it; somebody else does, or has it cleaned again."""
    front = house(inspected_after=(DEPARTURE, TOUCH_UP), another_inspects=True)
    front.desk.mark_room("2040", Condition.DIRTY)
    front.desk.finish_task(task(front, TOUCH_UP, "2040").id)
    inspection = task(front, INSPECTION, "2040").id
    front.refuses(lambda: front.desk.finish_task(inspection), "room.own_work")
    front.refuses(lambda: front.desk.mark_room("2040", Condition.INSPECTED), "room.own_work")
    front.boss.fail_inspection(inspection, "hair in the basin")
    assert front.room("2040").condition is Condition.DIRTY
    assert front.tasks("2040") == [TOUCH_UP]
    front.desk.finish_task(task(front, TOUCH_UP, "2040").id)
    front.boss.finish_task(task(front, INSPECTION, "2040").id)
    assert front.room("2040").condition is Condition.INSPECTED
    front.check()


def test_a_departure_cleaning_is_not_skipped(front) -> None:
    """What the next guest waits for is finished, or cancelled by who is in charge."""
    front.leave(front.arrive())
    cleaning = task(front, DEPARTURE).id
    front.refuses(lambda: front.desk.skip_task(cleaning, "no time"), "task.needed")
    front.refuses(lambda: front.desk.cancel_task(cleaning, "no time"), "permission.missing")
    front.boss.cancel_task(cleaning, "the guest never slept here")


def test_what_is_to_be_done_already_is_not_asked_for_twice(front) -> None:
    """The refusal names the task that is there."""
    front.desk.open_task("2040", TaskKind.DEEP_CLEAN, note="carpet")
    refusal = front.refuses(
        lambda: front.desk.open_task("2040", TaskKind.DEEP_CLEAN), "hotel.task_open"
    )
    assert refusal.values["task"] == task(front, TaskKind.DEEP_CLEAN, "2040").id
    front.refuses(lambda: front.desk.open_task("2040", STAY_OVER), "hotel.nobody_to_serve")


def test_a_deep_clean_keeps_the_next_guest_out(front) -> None:
    """A vacant room is not ready while it is cleaned from the ground up."""
    front.desk.open_task("2034", TaskKind.DEEP_CLEAN)
    stay = front.book()
    front.refuses(lambda: front.desk.check_in(stay, room="2034"), "room.work_unfinished")
    front.desk.finish_task(task(front, TaskKind.DEEP_CLEAN).id)
    front.desk.check_in(stay, room="2034")


# Who does it


@pytest.fixture
def two_floors(store, open_front):
    """Open a hotel of twelve dirty rooms in two sections."""
    own = example_property()
    rooms = tuple(
        RoomSetup(str(number), "DLX", floor="20", section="A" if number < 2036 else "B")
        for number in range(2030, 2042)
    )
    front = open_front(store, attrs.evolve(own, rooms=attrs.evolve(own.rooms, rooms=rooms)))
    for room in rooms:
        front.desk.mark_room(room.number, Condition.DIRTY)
    return front


def shift(front, who, **more):
    """Plan a day's work and return the shift."""
    done = front.desk.plan_shift(who, MONDAY, time(8), time(16), breaks=60, **more)
    return done.one(ShiftPlanned).shift


def test_the_days_tasks_are_shared_fairly_and_told_why(two_floors) -> None:
    """Two who work anywhere get the same, each a section; the proposal and the act agree."""
    shift(two_floors, "wayan")
    shift(two_floors, "made")
    proposed = two_floors.hotel.read.assignment()
    assert {load.after for load in proposed.loads} == {60}
    two_floors.desk.assign_tasks(MONDAY)
    for given in proposed.given:
        assert two_floors.hotel.read.tasks(given.attendant)
        assert given.why
    mine = {one.room for one in two_floors.hotel.read.tasks("wayan")}
    assert len({room < "2036" for room in mine}) == 1
    assert two_floors.desk.assign_tasks(MONDAY).events == ()


def test_everybody_works_in_their_sections(two_floors) -> None:
    """What nobody may take is named, not dropped."""
    shift(two_floors, "wayan", sections=("A",))
    two_floors.desk.assign_tasks(MONDAY)
    assert {one.room for one in two_floors.hotel.read.tasks("wayan")} == {
        str(number) for number in range(2030, 2036)
    }
    assert len(two_floors.hotel.read.assignment().left) == 6


def test_who_goes_home_leaves_the_rest_to_others(two_floors) -> None:
    """What was not begun, and what was, is anybody's again."""
    wayan = shift(two_floors, "wayan")
    two_floors.desk.start_shift(wayan)
    two_floors.desk.assign_tasks(MONDAY)
    two_floors.desk.start_break(wayan)
    two_floors.desk.end_break(wayan)
    two_floors.desk.end_shift(wayan)
    assert two_floors.hotel.read.tasks("wayan") == ()
    shift(two_floors, "made")
    two_floors.desk.assign_tasks(MONDAY)
    assert len(two_floors.hotel.read.tasks("made")) == 12


def test_begun_work_stays_with_who_began_it(two_floors) -> None:
    """Sharing anew moves what is not begun alone."""
    shift(two_floors, "wayan")
    two_floors.desk.assign_tasks(MONDAY)
    begun = two_floors.hotel.read.tasks("wayan")[0].id
    wayan = two_floors.hotel.by(Actor("staff", "wayan"))
    wayan.start_task(begun)
    shift(two_floors, "made")
    two_floors.desk.assign_tasks(MONDAY, again=True)
    assert len(two_floors.hotel.read.tasks("made")) == 6
    assert begun in {one.id for one in two_floors.hotel.read.tasks("wayan")}
    two_floors.check()


def test_nobody_works_twice_at_a_time(front) -> None:
    """Two shifts on a day are fine when they do not overlap."""
    front.desk.plan_shift("wayan", MONDAY, time(8), time(12))
    front.desk.plan_shift("wayan", MONDAY, time(14), time(18))
    front.refuses(
        lambda: front.desk.plan_shift("wayan", MONDAY, time(11), time(15)), "hotel.shift_overlaps"
    )
    front.refuses(
        lambda: front.desk.plan_shift("wayan", date(2026, 11, 22), time(8), time(12)),
        "hotel.shift_in_the_past",
    )
    assert len(front.hotel.read.shifts(MONDAY)) == 2


# Lost and found


def test_a_found_item_is_kept_until_somebody_has_it(front) -> None:
    """Who got it is sealed; what is gone stands in no list."""
    stay = front.arrive()
    for description in ("a black umbrella", "a charger", "a ring"):
        front.desk.register_found_item(description, "shelf 3", room="2034", stay=stay)
    umbrella, charger, ring = (item.id for item in front.hotel.read.found_items())
    front.desk.return_found_item(umbrella, "Siti Rahma", "at the desk")
    front.desk.dispose_of_found_item(charger, "nobody asked for it in six months")
    front.desk.hand_over_found_item(ring, "the police", "of value")
    assert front.hotel.read.found_items() == ()
    front.refuses(lambda: front.desk.dispose_of_found_item(ring, "gone"), "found_item.gone")
    front.check()


# Tomorrow


def test_tomorrows_work_is_known_today(house) -> None:
    """Who leaves, who stays on and who comes, what is left over, and the linen that is due."""
    front = house(linen_cycle=1, turndown_types=("DLX",))
    front.arrive("2034", nights=1)
    front.arrive("2035", nights=3)
    coming = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    front.desk.assign_room(coming, "2036")
    front.desk.mark_room("2040", Condition.DIRTY)
    lines = {line.kind: (line.tasks, line.effort) for line in front.hotel.read.forecast().lines}
    assert lines == {
        TaskKind.ARRIVAL_LINEN: (1, 10),
        DEPARTURE: (1, 45),
        STAY_OVER: (1, 30),
        TURNDOWN: (2, 20),
        TOUCH_UP: (1, 10),
    }
    assert front.hotel.read.forecast().attendants(60) == 2


def test_a_room_that_is_blocked_tomorrow_is_nobodys_work(front) -> None:
    """It is forecast for the day on which it is back."""
    front.desk.mark_room("2040", Condition.DIRTY)
    front.boss.block_room("2040", BlockKind.OUT_OF_ORDER, TUESDAY, WEDNESDAY, "paint")
    assert front.hotel.read.forecast().tasks == 0
