"""Rooms beside their guests: conditions, what attendants see, blocks, faults, idle rooms."""

from datetime import date

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.housekeeping import HousekeepingSettings, TaskKind
from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.kernel.money import money
from axentra_core.rooms import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    OccupancyReported,
    RoomBlocked,
    Sign,
)
from axentra_core.stays import Occupant, party
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
INSPECT = ("rooms.inspect",)
OOO, OOS, HOLD = BlockKind.OUT_OF_ORDER, BlockKind.OUT_OF_SERVICE, BlockKind.HOLD


@pytest.fixture
def store():
    """One store is enough: what a room becomes is decided before it is kept."""
    return MemoryStore()


@pytest.fixture
def house(store, open_front):
    """Open Hotel Axentra with its rooms and its housekeeping run in a certain way."""

    def opened(rooms=None, **housekeeping):
        own = example_property()
        return open_front(
            store,
            attrs.evolve(
                own,
                rooms=attrs.evolve(own.rooms, **(rooms or {})),
                housekeeping=HousekeepingSettings(**housekeeping),
            ),
        )

    return opened


def line(front, room="2034"):
    """Return a room as the board shows it."""
    return next(one for one in front.hotel.read.board() if one.room.id == room)


def block(front, room="2034", kind=OOO, first=MONDAY, until=WEDNESDAY, **more):
    """Block a room and return the number of the block."""
    return front.boss.block_room(room, kind, first, until, "paint", **more).one(RoomBlocked).block


# Condition


def test_a_step_that_the_property_does_not_use_is_not_reported(house) -> None:
    """Where nobody inspects, no room is inspected."""
    front = house(rooms={"steps": (Condition.DIRTY, Condition.CLEAN)})
    front.refuses(lambda: front.desk.mark_room("2034", Condition.PICKUP), "room.step_not_used")
    front.refuses(lambda: front.desk.mark_room("2034", Condition.INSPECTED), "room.step_not_used")


def test_a_guest_does_not_get_a_room_that_needs_a_touch_up(front) -> None:
    """Pickup is less than clean, and its work is open."""
    front.desk.mark_room("2034", Condition.PICKUP)
    assert line(front).codes == ("VP",)
    assert line(front).not_ready.code == "room.not_ready"
    front.desk.finish_task(line(front).tasks[0].id)
    assert line(front).not_ready is None


def test_nobody_cleans_behind_a_locked_door(front) -> None:
    """The lock outlives the night, and ends with the stay."""
    stay = front.arrive(nights=2)
    front.desk.report_door("2034")
    front.pass_nights(1)
    assert line(front).codes[:2] == ("OD", "DL")
    front.refuses(lambda: front.desk.mark_room("2034", Condition.CLEAN), "room.double_locked")
    front.desk.report_door("2034", double_locked=False)
    front.desk.mark_room("2034", Condition.CLEAN)
    front.desk.report_door("2034")
    front.pass_nights(1)
    front.settle(stay)
    front.desk.check_out(stay)
    assert front.room("2034").door is Door.NORMAL


def test_what_was_seen_of_the_guest_holds_until_the_next_morning(front) -> None:
    """A bed not slept in says nothing against the registration."""
    front.arrive(nights=3)
    front.desk.report_sign("2034", Sign.SLEEP_OUT)
    assert "SO" in line(front).codes
    front.desk.report_sign("2034", Sign.NO_LUGGAGE)
    assert "NL" in line(front).codes
    front.pass_nights(1)
    assert front.room("2034").sign is Sign.NONE


def test_what_the_guest_asked_for_ends_with_the_move(front) -> None:
    """A sign hangs on a door; the next door has none."""
    stay = front.arrive(nights=2)
    front.desk.do_not_disturb(stay)
    front.desk.move_room(stay, "2035", "noise")
    assert front.room("2034").request is GuestRequest.NONE
    assert front.room("2035").request is GuestRequest.NONE


@pytest.mark.parametrize(
    ("ask", "next_morning"),
    [
        ("do_not_disturb", GuestRequest.DO_NOT_DISTURB),
        ("make_up_room", GuestRequest.NONE),
        ("decline_service", GuestRequest.NONE),
    ],
)
def test_of_the_wishes_only_the_sign_outlives_the_night(front, ask, next_morning) -> None:
    """To be left alone is asked until it is taken back, everything else for a day."""
    stay = front.arrive(nights=2)
    getattr(front.desk, ask)(stay)
    front.pass_nights(1)
    assert front.room("2034").request is next_morning


# Discrepancies


def test_a_guest_nobody_knows_of_is_told_to_the_front_desk(front) -> None:
    """Only the front desk closes it; that housekeeping sees nobody later does not."""
    done = front.desk.report_occupancy("2034", occupied=True, persons=2)
    assert done.one(OccupancyReported).discrepancy is Discrepancy.OCCUPIED_WITHOUT_STAY
    front.desk.report_occupancy("2034", occupied=False)
    assert [room.id for room in front.hotel.read.discrepancies()] == ["2034"]
    front.desk.close_discrepancy("2034", "a cleaner's friend")
    assert front.hotel.read.discrepancies() == ()
    front.refuses(lambda: front.desk.close_discrepancy("2034", "again"), "room.no_discrepancy")


def test_checking_in_who_is_there_closes_the_discrepancy(front) -> None:
    """The registration was late, and housekeeping was right."""
    front.desk.report_occupancy("2034", occupied=True)
    front.arrive("2034")
    assert front.room("2034").discrepancy is Discrepancy.NONE


def test_a_guest_who_has_left_unseen_is_a_discrepancy_until_checked_out(front) -> None:
    """An empty room with a stay in it is nobody's to sell."""
    stay = front.arrive(nights=1)
    front.desk.report_occupancy("2034", occupied=False)
    assert "SKIP" in line(front).codes
    front.leave(stay, nights=1)
    assert front.room("2034").discrepancy is Discrepancy.NONE


def test_more_people_than_registered_are_a_discrepancy_until_the_party_is_corrected(front) -> None:
    """Those who share count; a correction that agrees with what was seen closes it."""
    stay = front.arrive(nights=2, party=party(2))
    front.desk.report_occupancy("2034", occupied=True, persons=3)
    assert front.room("2034").discrepancy is Discrepancy.PERSON_COUNT
    front.desk.change_party(stay, party(2, 4, 6))
    assert front.room("2034").discrepancy is Discrepancy.PERSON_COUNT
    front.desk.change_party(stay, (*party(2), Occupant(age=4)))
    assert front.room("2034").discrepancy is Discrepancy.NONE


def test_those_who_share_a_room_are_counted_together(front) -> None:
    """Two stays in one room are two people."""
    one = front.arrive("2034", nights=2)
    other = front.book(nights=2)
    front.desk.share_room(other, one)
    front.desk.check_in(other)
    done = front.desk.report_occupancy("2034", occupied=True, persons=2)
    assert done.one(OccupancyReported).discrepancy is Discrepancy.NONE


# Blocks


def test_a_room_out_of_order_is_given_to_nobody_and_comes_back_by_itself(front) -> None:
    """Until its day it shows its block; then it has to be cleaned, as was agreed."""
    number = block(front)
    assert line(front).codes == ("OOO",)
    assert line(front).not_ready.code == "room.blocked"
    stay = front.book()
    for act in (
        lambda: front.boss.check_in(stay, room="2034", override="a friend"),
        lambda: front.desk.assign_room(stay, "2034"),
    ):
        assert front.refuses(act, "room.blocked").values["until"] == WEDNESDAY
    front.pass_nights(1)
    assert line(front).codes == ("OOO",)
    front.pass_nights(1)
    assert line(front).codes == ("VD",)
    assert front.tasks("2034") == [TaskKind.TOUCH_UP]
    front.refuses(lambda: front.boss.end_block("2034", number), "room.no_block")
    front.check()


def test_a_room_comes_back_in_the_condition_that_was_agreed(front) -> None:
    """What is only held is clean as before."""
    number = block(front, returns=Condition.CLEAN)
    front.boss.end_block("2034", number)
    assert line(front).not_ready is None


def test_a_block_that_has_not_begun_leaves_the_room_as_it_is(front) -> None:
    """Nothing was done in it."""
    front.desk.mark_room("2034", Condition.INSPECTED)
    number = block(front, first=TUESDAY, until=FRIDAY)
    assert line(front).codes == ("VCI",)
    front.boss.end_block("2034", number)
    assert front.room("2034").condition is Condition.INSPECTED


def test_a_room_with_a_guest_is_not_blocked_away_from_them(front) -> None:
    """Nor one that is set aside; the refusal names who has to move first."""
    stay = front.arrive("2034", nights=2)
    refusal = front.refuses(lambda: block(front), "room.needed")
    assert refusal.values["users"] == stay
    block(front, first=WEDNESDAY, until=THURSDAY)
    coming = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    front.desk.assign_room(coming, "2035")
    front.refuses(lambda: block(front, "2035"), "room.needed")
    front.refuses(lambda: front.boss.change_block("2034", 1, WEDNESDAY), "room.block_without_night")


def test_nobody_stays_longer_into_a_block(front) -> None:
    """The room is somebody else's then, even if it is the painter's."""
    stay = front.arrive("2034", nights=2)
    block(front, first=WEDNESDAY, until=FRIDAY)
    price = [money(850_000, "IDR")]
    front.refuses(lambda: front.desk.extend_stay(stay, THURSDAY, price), "room.blocked")
    front.boss.end_block("2034", 1)
    front.desk.extend_stay(stay, THURSDAY, price)


def test_a_room_out_of_service_is_given_with_a_reason(front) -> None:
    """A minor fault: a supervisor may, a clerk may not."""
    block(front, kind=OOS, returns=Condition.CLEAN)
    stay = front.book()
    front.refuses(lambda: front.desk.check_in(stay, room="2034"), "room.blocked")
    front.refuses(
        lambda: front.desk.check_in(stay, room="2034", override="full"), "permission.missing"
    )
    front.boss.check_in(stay, room="2034", override="full")
    assert line(front).room.stay == stay


def test_a_room_is_held_for_a_stay_and_for_nobody_else(front) -> None:
    """Whoever it is held for gets it, and the hold is met."""
    stay, other = front.book(), front.book()
    block(front, kind=HOLD, stay=stay, returns=Condition.CLEAN)
    assert line(front).codes == ("HOLD",)
    front.refuses(lambda: front.desk.check_in(other, room="2034"), "room.blocked")
    front.desk.check_in(stay, room="2034")
    assert line(front).room.blocks == ()
    front.check()


def test_a_room_is_not_held_for_who_does_not_come(front) -> None:
    """Cancelled, or not shown at the close of day: it is anybody's again."""
    stay, other = front.book(), front.book()
    block(front, kind=HOLD, stay=stay, first=MONDAY, until=FRIDAY)
    block(front, "2035", kind=HOLD, stay=other, first=MONDAY, until=FRIDAY)
    front.desk.cancel_stay(stay, "ill", key="c1")
    assert front.room("2034").blocks == ()
    front.pass_nights(1)
    assert front.room("2035").blocks == ()
    assert line(front, "2035").not_ready is None


def test_a_fault_blocks_the_room_until_it_is_mended(front) -> None:
    """Finishing the work gives the room back to housekeeping, and then to sale."""
    front.boss.report_fault("2034", "a burst pipe", kind=OOO, until=FRIDAY)
    assert line(front).codes == ("OOO",)
    (mend,) = line(front).tasks
    assert (mend.kind, mend.note) == (TaskKind.MAINTENANCE, "a burst pipe")
    assert front.free() == [11, 11, 11]
    front.desk.finish_task(mend.id)
    assert front.free() == [12, 12, 12]
    assert line(front).codes == ("VD",)
    front.desk.finish_task(line(front).tasks[0].id)
    assert line(front).not_ready is None
    front.check()


def test_a_fault_that_guests_can_live_with_blocks_nothing(front) -> None:
    """A lamp is mended while the room is sold, and two faults are two pieces of work."""
    front.arrive("2034")
    front.desk.report_fault("2034", "a lamp")
    front.desk.report_fault("2034", "a tap")
    assert front.tasks("2034").count(TaskKind.MAINTENANCE) == 2
    assert line(front).block is None


def test_a_block_whose_work_is_not_finished_keeps_guests_out(front) -> None:
    """The nights are on sale again on the day agreed, the room is not ready before it is mended."""
    front.desk.report_fault("2034", "a burst pipe", kind=OOO)
    front.pass_nights(1)
    stay = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    assert front.free(first=TUESDAY) == [11, 12, 12]
    refusal = front.refuses(lambda: front.desk.check_in(stay, room="2034"), "room.not_ready")
    assert refusal.values["condition"] == "dirty"
    front.desk.mark_room("2034", Condition.CLEAN)
    front.refuses(lambda: front.desk.check_in(stay, room="2034"), "room.work_unfinished")


# Idle rooms


def test_a_room_that_nobody_has_used_for_days_is_made_ready_anew(house) -> None:
    """Standing water grows Legionella: after two days here the room is dirty and on the list."""
    front = house(idle_days=2)
    front.pass_nights(1)
    front.desk.mark_room("2035", Condition.DIRTY)
    front.desk.mark_room("2035", Condition.CLEAN)
    front.pass_nights(1)
    assert line(front).codes == ("VD",)
    assert line(front, "2035").codes == ("VC",)
    assert front.tasks("2034") == [TaskKind.TOUCH_UP]
    front.pass_nights(1)
    assert line(front, "2035").codes == ("VD",)
    front.check()


def test_only_who_may_inspect_passes_a_room(store, open_front) -> None:
    """A permission of its own for the step that counts, by a mark and by a finished inspection."""
    own = example_property()
    attendants = ("rooms.mark", "housekeeping.plan", "housekeeping.work")
    front = open_front(
        store,
        attrs.evolve(
            own, permissions=Permissions((Grant("everyone", attendants), Grant("chief", INSPECT)))
        ),
    )
    front.desk.open_task("2034", TaskKind.INSPECTION)
    (task,) = line(front).tasks
    for act in (
        lambda: front.desk.mark_room("2034", Condition.INSPECTED),
        lambda: front.desk.finish_task(task.id),
        lambda: front.desk.fail_inspection(task.id, "dust"),
    ):
        front.refuses(act, "permission.missing")
    chief = front.hotel.by(Actor("staff", "sari", ("chief",)))
    chief.finish_task(task.id)
    assert line(front).codes == ("VCI",)
