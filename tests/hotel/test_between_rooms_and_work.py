"""Where rooms, their guests and the work in them touch: what must not fall between them."""

from datetime import date, time

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.housekeeping import HousekeepingSettings, TaskKind, TaskOpened
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.kernel.money import money
from axentra_core.rooms import BlockKind, Condition, GuestRequest, MarkDirty, RoomBlocked
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
OOO, HOLD = BlockKind.OUT_OF_ORDER, BlockKind.HOLD


@pytest.fixture
def store():
    """One store is enough."""
    return MemoryStore()


@pytest.fixture
def house(store, open_front):
    """Open Hotel Axentra with its housekeeping run in a certain way."""

    def opened(**settings):
        own = example_property()
        return open_front(store, attrs.evolve(own, housekeeping=HousekeepingSettings(**settings)))

    return opened


def test_a_day_closes_on_which_a_held_room_was_held_in_vain(front) -> None:
    """The guest does not come, the hold ends with them, and the day is over."""
    stay = front.book(1)
    front.boss.block_room("2034", HOLD, MONDAY, TUESDAY, "the view", stay=stay)
    assert front.desk.close_day(MONDAY).events
    assert front.room("2034").blocks == ()


def test_the_bed_is_turned_down_where_the_guest_moves_to(house) -> None:
    """The new room shows it as the old one has, and nobody is left a follow-up."""
    front = house(turndown_types=("DLX",))
    stay = front.arrive()
    assert front.desk.move_room(stay, "2035", "noise").follow_ups == ()
    assert front.room("2035").turndown.value == "required"


def test_swapped_guests_have_their_beds_turned_down(house) -> None:
    """Both of them, where they are now."""
    front = house(turndown_types=("DLX",))
    one, other = front.arrive("2034"), front.arrive("2035")
    assert front.boss.swap_rooms(one, other, "the view").follow_ups == ()
    for room in ("2034", "2035"):
        assert TaskKind.TURNDOWN in front.tasks(room)
        assert front.room(room).turndown.value == "required"


def test_the_bed_is_turned_down_where_the_guest_really_is(house) -> None:
    """A wrong room number put right takes the evening service along."""
    front = house(turndown_types=("DLX",))
    stay = front.arrive()
    front.desk.correct_room(stay, "2035", "misread")
    assert TaskKind.TURNDOWN in front.tasks("2035")


def test_who_has_declined_the_service_is_not_planned_for_today(front) -> None:
    """The guest who declines before the day is planned gets none either."""
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    front.desk.decline_service(stay)
    front.desk.plan_housekeeping(TUESDAY)
    assert TaskKind.STAY_OVER not in front.tasks("2034")


def test_taking_back_one_wish_leaves_the_sign_at_the_door(front) -> None:
    """Service that was not declined is not un-declined: nobody knocks at a do-not-disturb door."""
    stay = front.arrive()
    front.desk.do_not_disturb(stay)
    front.desk.decline_service(stay, active=False)
    assert front.room("2034").request is GuestRequest.DO_NOT_DISTURB


def test_a_room_that_is_out_is_not_taken_out_twice(front) -> None:
    """A blocked room that leaves the house is one room less, not two."""
    front.boss.block_room("2034", OOO, MONDAY, WEDNESDAY, "paint")
    own = front.hotel.read.configuration
    rest = tuple(room for room in own.rooms.rooms if room.number != "2034")
    smaller = attrs.evolve(own, rooms=attrs.evolve(own.rooms, rooms=rest))
    front.refuses(lambda: front.boss.change_property(smaller), "hotel.room_blocked")
    front.boss.end_block("2034", 1)
    front.boss.change_property(smaller)
    assert front.free() == [11, 11, 11]


def test_a_room_comes_back_in_a_condition_that_is_used(front) -> None:
    """Where nobody inspects, no room comes back inspected."""
    own = front.hotel.read.configuration
    steps = (Condition.DIRTY, Condition.CLEAN)
    front.boss.change_property(attrs.evolve(own, rooms=attrs.evolve(own.rooms, steps=steps)))
    returns = {"returns": Condition.INSPECTED}
    for act in (
        lambda: front.boss.block_room("2034", OOO, MONDAY, TUESDAY, "paint", **returns),
        lambda: front.boss.report_fault("2034", "a pipe", kind=OOO, **returns),
    ):
        front.refuses(act, "room.step_not_used")


def test_what_is_said_of_a_block_that_is_not_made_is_not_dropped(front) -> None:
    """A day without a kind is used or refused, never dropped without a word."""
    with pytest.raises(InvalidInput):
        front.desk.report_fault("2034", "a lamp", until=WEDNESDAY)


def test_a_fault_is_no_hold(front) -> None:
    """A room that is broken is not kept for somebody."""
    with pytest.raises(AxentraError):
        front.desk.report_fault("2034", "a pipe", kind=HOLD)


def test_a_clerk_does_not_take_a_room_off_sale_for_a_year(front) -> None:
    """Tonight at most; a longer block is for who may block rooms."""
    front.refuses(
        lambda: front.desk.report_fault("2034", "a pipe", kind=OOO, until=date(2027, 11, 23)),
        "permission.missing",
    )


def test_a_room_is_held_no_longer_when_its_guest_has_another(front) -> None:
    """Who has checked in elsewhere does not come for it."""
    stay = front.book()
    front.boss.block_room("2034", HOLD, MONDAY, WEDNESDAY, "the view", stay=stay)
    front.desk.check_in(stay, room="2035")
    assert front.room("2034").blocks == ()


def test_the_end_of_a_block_cleans_nobodys_room(front) -> None:
    """A block that is given up under a guest who has not left yet changes nothing in the room."""
    front.arrive(nights=1)
    front.pass_nights(1)
    done = front.boss.block_room("2034", OOO, TUESDAY, WEDNESDAY, "x", returns=Condition.CLEAN)
    front.boss.end_block("2034", done.one(RoomBlocked).block)
    assert front.room("2034").condition is Condition.DIRTY


def test_a_wish_that_was_not_met_can_be_expressed_again(front) -> None:
    """Whoever skips or cancels the making up takes the wish off the door, too."""
    stay = front.arrive()
    wish = front.desk.make_up_room(stay).one(TaskOpened).task
    front.desk.skip_task(wish, "no time")
    assert front.desk.make_up_room(stay).one(TaskOpened).kind is TaskKind.MAKE_UP


def test_work_that_was_begun_waits_behind_the_sign_too(front) -> None:
    """Nobody is in the room while the guest wants to be left alone; it is finished afterwards."""
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    wish = front.desk.make_up_room(stay).one(TaskOpened).task
    front.desk.start_task(wish)
    front.desk.do_not_disturb(stay)
    front.refuses(lambda: front.desk.finish_task(wish), "task.suspended")
    front.desk.do_not_disturb(stay, active=False)
    front.desk.finish_task(wish)
    assert front.room("2034").condition is Condition.CLEAN


def test_a_fault_is_reported_of_a_room_that_is_blocked_already(front) -> None:
    """Out of service becomes out of order; in any case the pipe is mended."""
    front.boss.block_room("2034", BlockKind.OUT_OF_SERVICE, MONDAY, WEDNESDAY, "a lamp")
    front.desk.report_fault("2034", "a burst pipe", kind=OOO)
    assert TaskKind.MAINTENANCE in front.tasks("2034")


@pytest.mark.parametrize("came", [False, True])
def test_a_room_of_a_day_guest_is_not_blocked_away(front, came) -> None:
    """They need it today, whether they are in it or expected."""
    stay = front.book(0, departure=MONDAY, prices=[money(1_000, "IDR")])
    if came:
        front.desk.check_in(stay, room="2034")
    else:
        front.desk.assign_room(stay, "2034")
    front.refuses(
        lambda: front.boss.block_room("2034", OOO, MONDAY, TUESDAY, "paint"), "room.needed"
    )


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        (MONDAY, time(23), time(5)),
        (MONDAY, time(20), time(23)),
        (TUESDAY, time(5), time(9)),
    ],
)
def test_a_night_shift_overlaps_too(front, day, starts, ends) -> None:
    """From ten in the evening to six in the morning nobody begins another shift."""
    front.desk.plan_shift("wayan", MONDAY, time(22), time(6))
    front.refuses(lambda: front.desk.plan_shift("wayan", day, starts, ends), "hotel.shift_overlaps")


def test_a_room_marked_inspected_needs_no_inspection(front) -> None:
    """As a room reported clean needs no touch-up."""
    front.desk.open_task("2034", TaskKind.INSPECTION)
    front.desk.mark_room("2034", Condition.INSPECTED)
    assert front.tasks("2034") == []


def test_an_occupied_room_that_did_not_pass_is_somebodys_work(house) -> None:
    """The guest comes back to a clean room, not to a forgotten one."""
    front = house(inspected_after=(TaskKind.STAY_OVER,))
    front.arrive(nights=3)
    front.pass_nights(1)
    (stay_over,) = front.desk.plan_housekeeping(TUESDAY).all(TaskOpened)
    inspection = front.desk.finish_task(stay_over.task).one(TaskOpened).task
    front.desk.fail_inspection(inspection, "hair in the basin")
    assert {*front.tasks("2034")} & {TaskKind.STAY_OVER, TaskKind.MAKE_UP}


def test_a_block_has_an_end_in_sight(front) -> None:
    """A slip in the year does not count two hundred months of rooms in one commit."""
    front.refuses(
        lambda: front.boss.block_room("2034", OOO, MONDAY, date(2199, 12, 31), "paint"),
        "room.block_too_long",
    )


def test_a_dirty_room_that_was_given_by_mistake_is_not_forgotten(front) -> None:
    """The guest is in another room; this one is cleaned for the next."""
    stay = front.arrive("2034")
    front.desk.mark_room("2034", Condition.DIRTY)
    front.desk.correct_room(stay, "2035", "misread")
    assert front.tasks("2034") == [TaskKind.TOUCH_UP]


def test_a_room_is_cleaned_after_everybody_who_has_used_it(front) -> None:
    """Who moves out and is noted in the room again by mistake has used it once all the same."""
    stay = front.arrive("2034")
    front.desk.move_room(stay, "2035", "noise")
    front.boss.move_room(stay, "2034", "more noise", override="no other room")
    front.desk.correct_room(stay, "2036", "misread")
    assert TaskKind.DEPARTURE_CLEAN in front.tasks("2034")


def test_a_deep_clean_of_an_occupied_room_readies_nothing(front) -> None:
    """It was for the guest; the room that is dirty afterwards has work of its own."""
    stay = front.arrive("2034", nights=1)
    front.desk.open_task("2034", TaskKind.DEEP_CLEAN)
    front.leave(stay, nights=1)
    front.boss.cancel_task(
        next(one.id for one in front.hotel.read.tasks() if one.kind is TaskKind.DEPARTURE_CLEAN),
        "done by the night shift",
    )
    front.desk.mark_room("2034", Condition.DIRTY)
    assert TaskKind.TOUCH_UP in front.tasks("2034")


def test_a_room_that_was_dirty_when_the_house_opened_is_planned(front) -> None:
    """Nothing has happened to it, so nothing has told anybody."""
    front.put(MarkDirty("2040"))
    planned = front.desk.plan_housekeeping(MONDAY).all(TaskOpened)
    assert [(task.room, task.kind, task.blocks_room) for task in planned] == [
        ("2040", TaskKind.TOUCH_UP, True)
    ]
    assert front.desk.plan_housekeeping(MONDAY).events == ()


def test_who_cleans_after_a_departure_does_not_pass_the_room(house) -> None:
    """Under the seed's policy too, by which the room counts as clean before it is."""
    front = house(inspected_after=(TaskKind.DEPARTURE_CLEAN,), another_inspects=True)
    front.leave(front.arrive())
    (cleaning,) = (one.id for one in front.hotel.read.tasks() if one.room == "2034")
    inspection = front.desk.finish_task(cleaning).one(TaskOpened).task
    front.refuses(lambda: front.desk.finish_task(inspection), "room.own_work")
    front.boss.finish_task(inspection)
    assert front.room("2034").condition is Condition.INSPECTED


def test_who_begins_first_stands_first(front) -> None:
    """The list of those who work today reads like the day."""
    for who, begins in (("made", time(14)), ("wayan", time(6)), ("komang", time(14))):
        front.desk.plan_shift(who, MONDAY, begins, time(22))
    assert [shift.attendant for shift in front.hotel.read.shifts()] == ["wayan", "komang", "made"]
