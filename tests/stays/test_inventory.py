"""How rooms of a type are taken and given back, month by month, and when no more are sold."""

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import RuleViolation
from axentra_core.stays import AGGREGATES
from axentra_core.stays.availability import Availability, Column, Taking, changes, counted
from axentra_core.stays.events import InventoryOpened, RoomsCounted
from axentra_core.stays.messages import CountRooms, OpenInventory
from axentra_core.stays.model import NightChange
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(INVENTORY,) = (one for one in AGGREGATES if one.kind == "inventory")
SOLD, HELD, WAITLISTED, OUT = Column
NOVEMBER = date(2026, 11, 1)
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (23, 24, 25))
OPENED = InventoryOpened("DLX.2026-11", "DLX", NOVEMBER)


def count(*nights, capacity=2, overbooking=0, already_sold=False):
    """Return the command that counts some changes of the deluxe rooms in November."""
    rooms = (capacity,) * len(nights)
    return CountRooms("DLX.2026-11", nights, rooms, overbooking, already_sold)


def was_counted(*nights, oversold=0):
    """Return the event of the same."""
    return RoomsCounted("DLX.2026-11", "DLX", nights, oversold)


@pytest.mark.parametrize(
    ("month", "days"),
    [(NOVEMBER, 30), (date(2026, 12, 1), 31), (date(2027, 2, 1), 28), (date(2028, 2, 1), 29)],
)
def test_an_inventory_begins_with_nothing_taken(month, days) -> None:
    """Each day of the month has its own count, in a leap year too."""
    opened = InventoryOpened("I1", "DLX", month)
    state = given(INVENTORY).when(OpenInventory("I1", "DLX", month)).then(opened)
    assert state.sold == state.held == state.waitlisted == (0,) * days


def test_any_day_names_its_month() -> None:
    """An inventory is opened by the first night that is counted in it."""
    given(INVENTORY).when(OpenInventory("DLX.2026-11", "DLX", SECOND)).then(OPENED)


def test_a_month_is_opened_once() -> None:
    """A second inventory of the same rooms would sell them twice."""
    command = OpenInventory("DLX.2026-11", "DLX", NOVEMBER)
    given(INVENTORY, OPENED).when(command).refused("record.already_exists", kind="inventory")


def test_rooms_are_taken_night_by_night() -> None:
    """Each night is counted by its date, in the column it is taken in."""
    nights = (NightChange(FIRST, sold=1), NightChange(SECOND, 1, 1, 4))
    state = given(INVENTORY, OPENED).when(count(*nights)).then(was_counted(*nights))
    assert state.sold[21:25] == (0, 1, 1, 0)
    assert state.held[21:25] == (0, 0, 1, 0)
    assert state.waitlisted[21:25] == (0, 0, 4, 0)


def test_rooms_given_back_can_be_taken_again() -> None:
    """After a cancellation the next guest gets the room."""
    full = was_counted(NightChange(FIRST, sold=2))
    given_back = NightChange(FIRST, sold=-1)
    state = given(INVENTORY, OPENED, full).when(count(given_back)).then(was_counted(given_back))
    assert state.sold[22] == 1
    again = NightChange(FIRST, sold=1)
    past = (OPENED, full, was_counted(given_back))
    given(INVENTORY, *past).when(count(again)).then(was_counted(again))


@pytest.mark.parametrize("nights", [(), (NightChange(FIRST),)])
def test_where_nothing_changes_nothing_is_told(nights) -> None:
    """Who follows the counts hears of no change that is none."""
    given(INVENTORY, OPENED).when(count(*nights)).then()


def test_a_night_without_a_change_is_not_told() -> None:
    """Beside nights that change, one that stays as it is is left out."""
    sold = NightChange(SECOND, sold=1)
    given(INVENTORY, OPENED).when(count(NightChange(FIRST), sold)).then(was_counted(sold))


# --- no more than there is ---


def test_nothing_is_sold_beyond_the_rooms_there_are() -> None:
    """Every night that lacks a room is told, and what is left on the first of them."""
    full = was_counted(NightChange(SECOND, sold=2), NightChange(THIRD, held=2))
    wanted = [NightChange(night, sold=1) for night in (FIRST, SECOND, THIRD)]
    given(INVENTORY, OPENED, full).when(count(*wanted)).refused(
        "inventory.sold_out",
        room_type="DLX",
        night=SECOND.isoformat(),
        rest=0,
        nights="2026-11-24, 2026-11-25",
    )


def test_a_block_too_large_is_told_what_is_left() -> None:
    """Holding rooms for a group takes them as selling does."""
    sold = was_counted(NightChange(FIRST, sold=1))
    wanted = NightChange(FIRST, held=5)
    given(INVENTORY, OPENED, sold).when(count(wanted, capacity=5)).refused(
        "inventory.sold_out", rest=4
    )


def test_the_declared_overbooking_is_sold_and_no_room_more() -> None:
    """A hotel that expects no-shows sells some rooms twice, as many as it has said."""
    full = was_counted(NightChange(FIRST, sold=2))
    one_more = NightChange(FIRST, sold=1)
    given(INVENTORY, OPENED, full).when(count(one_more, overbooking=1)).then(was_counted(one_more))
    given(INVENTORY, OPENED, full, was_counted(one_more)).when(
        count(one_more, overbooking=1)
    ).refused("inventory.sold_out", night=FIRST.isoformat(), rest=-1)


def test_each_night_has_rooms_of_its_own_number() -> None:
    """A room out of order on one night is missing on that night alone."""
    nights = (NightChange(FIRST, sold=2), NightChange(SECOND, sold=2))
    command = CountRooms("DLX.2026-11", nights, (2, 1))
    given(INVENTORY, OPENED).when(command).refused("inventory.sold_out", nights="2026-11-24")


def test_any_number_may_wait() -> None:
    """The waitlist takes no room."""
    waiting = NightChange(FIRST, waitlisted=9)
    given(INVENTORY, OPENED).when(count(waiting)).then(was_counted(waiting))


def test_what_a_channel_has_sold_already_is_kept_and_told() -> None:
    """The guest will come, so the hotel counts them and hears how many rooms it lacks."""
    nights = (NightChange(FIRST, sold=3), NightChange(SECOND, sold=5), NightChange(THIRD, sold=1))
    kept = count(*nights, overbooking=1, already_sold=True)
    state = given(INVENTORY, OPENED).when(kept).then(was_counted(*nights, oversold=2))
    assert state.sold[22:25] == (3, 5, 1)


@pytest.mark.parametrize(
    "change",
    [
        NightChange(FIRST, sold=-1),
        NightChange(FIRST, held=-1),
        NightChange(FIRST, sold=1, held=-1),
        NightChange(FIRST, waitlisted=1),
    ],
)
@pytest.mark.parametrize("already_sold", [False, True])
def test_while_too_many_are_sold_what_takes_no_room_more_is_possible(change, already_sold) -> None:
    """A cancellation helps, a room picked up from a block was counted; neither is a new lack."""
    oversold = was_counted(NightChange(FIRST, sold=4, held=1), oversold=3)
    command = count(change, already_sold=already_sold)
    given(INVENTORY, OPENED, oversold).when(command).then(was_counted(change))


def test_a_change_of_dates_is_judged_by_the_nights_it_adds() -> None:
    """Leaving a night with too many guests is no reason to be refused another."""
    oversold = was_counted(NightChange(FIRST, sold=4), oversold=2)
    moved = (NightChange(FIRST, sold=-1), NightChange(THIRD, sold=1))
    given(INVENTORY, OPENED, oversold).when(count(*moved)).then(was_counted(*moved))


# --- no less than nothing ---


@pytest.mark.parametrize(
    "change",
    [
        NightChange(FIRST, sold=-2, held=2),
        NightChange(FIRST, sold=1, held=-1),
        NightChange(FIRST, waitlisted=-1),
    ],
)
def test_only_what_was_taken_is_given_back(change) -> None:
    """Less than no room in any column would be a fault of the count, and is not stored."""
    sold = was_counted(NightChange(FIRST, sold=1))
    given(INVENTORY, OPENED, sold).when(count(change, already_sold=True)).refused(
        "inventory.below_zero", room_type="DLX", night=FIRST
    )


@pytest.mark.parametrize("night", [date(2026, 10, 31), date(2026, 12, 1), date(2027, 11, 1)])
def test_a_night_is_counted_in_its_own_month(night) -> None:
    """The same day of another month or year has an inventory of its own."""
    given(INVENTORY, OPENED).when(count(NightChange(night, sold=1))).refused(
        "inventory.other_month", inventory="DLX.2026-11", month=NOVEMBER, night=night
    )


# --- whatever comes ---

TAKINGS = st.builds(
    Taking,
    st.sampled_from(Column),
    st.just("DLX"),
    st.integers(0, 5).map(lambda offset: NOVEMBER + timedelta(offset)),
    st.lists(st.integers(0, 3), min_size=1, max_size=4).map(tuple),
)


def recount(takings, overbooking=0):
    """Return November as it is counted from everything that takes a room."""
    return Availability.of(NOVEMBER, 30, {"DLX": 3}, {"DLX": overbooking}, takings)


@for_all(st.lists(st.lists(TAKINGS, max_size=5), min_size=1, max_size=5))
def test_an_inventory_that_is_told_every_change_agrees_with_a_recount(moments) -> None:
    """The stored counts and those of all stays and blocks are the same after every step."""
    state, before = INVENTORY.replay([OPENED]), []
    for now in moments:
        nights = changes(before, now).get("DLX.2026-11", ())
        command = count(*nights, capacity=3, already_sold=True)
        state = INVENTORY.replay(INVENTORY.decide(state, command, CONTEXT), state)
        assert recount(counted(state)) == recount(now)
        before = now


@for_all(
    st.lists(TAKINGS | st.integers(0, 9), max_size=20),
    st.integers(0, 2),
)
def test_no_act_of_ours_sells_more_than_there_is(acts, overbooking) -> None:
    """Whoever books, holds, cancels or is refused: no night is oversold, and a recount agrees."""
    state, stand = INVENTORY.replay([OPENED]), []
    for act in acts:
        if isinstance(act, Taking):
            now = [*stand, act]
        else:
            now = [taking for place, taking in enumerate(stand) if place != act]
        nights = changes(stand, now).get("DLX.2026-11", ())
        command = count(*nights, capacity=3, overbooking=overbooking)
        try:
            events = INVENTORY.decide(state, command, CONTEXT)
        except RuleViolation:
            assert oversold(recount(now, overbooking)) > 0
            continue
        state, stand = INVENTORY.replay(events, state), now
        assert recount(counted(state), overbooking) == recount(stand, overbooking)
        assert oversold(recount(stand, overbooking)) == 0


def oversold(table):
    """Return the largest number of rooms that are lacking on any night."""
    return max(table.cell("DLX", NOVEMBER + timedelta(day)).oversold for day in range(30))
