"""The board of today and the tape chart: what is read together, at a glance."""

from datetime import date

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import BlockKind, Condition, RoomBlocked
from axentra_core.stays import Presence

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))


@pytest.fixture
def store():
    """One store is enough: what is shown is read the same from each."""
    return MemoryStore()


def line(front, room="2034"):
    """Return a room as the board shows it."""
    return next(one for one in front.hotel.read.board() if one.room.id == room)


def test_the_board_shows_every_room_in_the_order_of_the_house(front) -> None:
    """Whether anything is to be done in it or not."""
    rooms = [setup.number for setup in front.hotel.read.configuration.rooms.rooms]
    assert [one.room.id for one in front.hotel.read.board()] == rooms
    assert [one.setup.number for one in front.hotel.read.board()] == rooms


def test_a_room_can_have_who_leaves_and_who_comes_on_one_day(front) -> None:
    """Due out and expected at once: the room is turned over."""
    front.arrive("2034", nights=1)
    coming = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    assert (line(front).presence, line(front).arriving) == (Presence.STAY_OVER, None)
    front.pass_nights(1)
    front.desk.assign_room(coming, "2035")
    assert line(front).codes == ("OD", "DO")
    assert line(front).presence is Presence.DUE_OUT
    assert (line(front, "2035").codes, line(front, "2035").arriving) == (("VC", "EA"), coming)


def test_who_is_due_in_gets_the_room_that_is_held_for_them(front) -> None:
    """A hold stands against everybody else, so the room is ready for its guest."""
    stay = front.book()
    front.desk.assign_room(stay, "2034")
    front.boss.block_room(
        "2034", BlockKind.HOLD, MONDAY, TUESDAY, "VIP", stay=stay, returns=Condition.CLEAN
    )
    assert line(front).codes == ("HOLD", "EA")
    assert line(front).not_ready is None


def test_the_board_tells_for_every_command_what_stands_against_it(front) -> None:
    """The same reasons by which the command itself would be refused."""
    front.arrive("2034")
    allowed = line(front).allowed
    assert allowed["SetDoNotDisturb"]
    assert [reason.code for reason in allowed["OccupyRoom"].reasons] == ["room.occupied"]
    vacant = line(front, "2035").allowed
    assert [reason.code for reason in vacant["SetDoNotDisturb"].reasons] == ["room.no_guest"]


def test_the_tape_chart_shows_who_has_which_room_when(front) -> None:
    """Guests in house, rooms set aside and blocks as bars; who has no room yet beside them."""
    in_house = front.arrive("2034", nights=3)
    coming = front.book(arrival=WEDNESDAY, departure=FRIDAY)
    front.desk.assign_room(coming, "2035")
    homeless = front.book(arrival=TUESDAY, departure=WEDNESDAY, nights=1)
    out = front.boss.block_room("2036", BlockKind.OUT_OF_ORDER, TUESDAY, THURSDAY, "paint").one(
        RoomBlocked
    )
    chart = front.hotel.read.tape_chart(nights=7)
    assert (chart.first, chart.nights, chart.business_date) == (MONDAY, 7, MONDAY)
    bars = {row.room.number: row.bars for row in chart.rows if row.bars}
    (one,), (two,), (three,) = bars["2034"], bars["2035"], bars["2036"]
    assert (one.first, one.until, one.stay.stay.id) == (MONDAY, THURSDAY, in_house)
    assert (two.first, two.until, two.stay.stay.id) == (WEDNESDAY, FRIDAY, coming)
    assert (three.first, three.until, three.block.number) == (TUESDAY, THURSDAY, out.block)
    assert [entry.stay.id for entry in chart.unassigned] == [homeless]
    assert set(bars) == {"2034", "2035", "2036"}


def test_a_bar_may_begin_before_the_chart_and_end_behind_it(front) -> None:
    """What is over before the first day, or begins after the last, is not shown."""
    front.arrive("2034", nights=4)
    front.arrive("2035", nights=1)
    chart = front.hotel.read.tape_chart(WEDNESDAY, 1)
    assert [row.room.number for row in chart.rows if row.bars] == ["2034"]
    with pytest.raises(InvalidInput):
        front.hotel.read.tape_chart(nights=0)


def test_who_leaves_today_has_the_room_until_noon(front) -> None:
    """And who should have left by now has it still."""
    front.arrive("2034", nights=1)
    front.pass_nights(1)
    chart = front.hotel.read.tape_chart()
    ((bar,),) = (row.bars for row in chart.rows if row.bars)
    assert (chart.first, bar.first, bar.until) == (TUESDAY, MONDAY, TUESDAY)


def test_no_two_bars_of_a_room_meet(front) -> None:
    """One night of a room is one guest's, or blocked; a day use has none and shares have one."""
    one = front.arrive("2034", nights=2)
    other = front.book(nights=2)
    front.desk.share_room(other, one)
    front.desk.check_in(other)
    follower = front.book(arrival=WEDNESDAY, departure=FRIDAY)
    front.desk.assign_room(follower, "2034")
    (row,) = (row for row in front.hotel.read.tape_chart().rows if row.bars)
    assert [(bar.first, bar.until) for bar in row.bars] == [
        (MONDAY, WEDNESDAY),
        (WEDNESDAY, FRIDAY),
    ]
