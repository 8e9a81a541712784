"""How many rooms of a type are left on a night, and who takes them."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import LONGEST_CODE, LONGEST_ID, identifier
from axentra_core.stays.availability import (
    Availability,
    Cell,
    Column,
    Taking,
    changes,
    inventory_id,
    takes,
)
from axentra_core.stays.model import Guarantee, Night, NightChange, Source, Stay, StayStatus

SOLD, HELD, WAITLISTED, OUT = Column
EVE, FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (22, 23, 24, 25))
LAST_OF_NOVEMBER, FIRST_OF_DECEMBER = date(2026, 11, 30), date(2026, 12, 1)
BACKWARDS = (date(2026, 12, 2), FIRST_OF_DECEMBER, LAST_OF_NOVEMBER)

STAY = Stay(
    id="S1",
    confirmation="AX-1001",
    guest="G1",
    room_type="DLX",
    taken_type="DLX",
    arrival=FIRST,
    departure=THIRD,
    nights=(Night(FIRST, Decimal(850000)), Night(SECOND, Decimal(950000))),
    currency="IDR",
    party=(),
    source=Source.FRONT_OFFICE,
    channel=None,
    reference=None,
    guarantee=Guarantee.NONE,
    policy=None,
    group=None,
    block=None,
    booked_on=FIRST,
    status=StayStatus.BOOKED,
)
TWO_NIGHTS = Taking(SOLD, "DLX", FIRST, (1, 1))


def table(*takings, capacity=2, overbooking=0):
    """Return deluxe and standard rooms over three nights with what is taken of them."""
    rooms = {"DLX": capacity, "STD": capacity}
    return Availability.of(FIRST, 3, rooms, {"DLX": overbooking}, takings)


# --- who takes a room ---


@pytest.mark.parametrize(
    ("status", "column"),
    [
        (StayStatus.WAITLISTED, WAITLISTED),
        (StayStatus.BOOKED, SOLD),
        (StayStatus.IN_HOUSE, SOLD),
        (StayStatus.CHECKED_OUT, SOLD),
    ],
)
def test_a_stay_takes_one_room_on_each_night(status, column) -> None:
    """Also the nights that were slept in stay sold; on the waitlist nothing is sold yet."""
    assert takes(attrs.evolve(STAY, status=status)) == Taking(column, "DLX", FIRST, (1, 1))


@pytest.mark.parametrize("status", [StayStatus.CANCELLED, StayStatus.NO_SHOW])
def test_who_does_not_come_takes_nothing(status) -> None:
    """A cancelled stay and a no-show leave their nights to others."""
    assert takes(attrs.evolve(STAY, status=status)) is None


def test_who_shares_a_room_takes_none() -> None:
    """Two stays in one room take one room: that of the stay which has it."""
    assert takes(attrs.evolve(STAY, shares="S2")) is None


def test_a_room_used_by_day_takes_no_night() -> None:
    """Whoever leaves on the day of arrival leaves the night to others."""
    assert takes(attrs.evolve(STAY, departure=FIRST, nights=STAY.nights[:1])) is None


def test_an_upgraded_guest_takes_the_room_they_have() -> None:
    """The booked type is charged, but it is a suite that nobody else can have."""
    upgraded = attrs.evolve(STAY, status=StayStatus.IN_HOUSE, taken_type="STE")
    assert takes(upgraded) == Taking(SOLD, "STE", FIRST, (1, 1))


def test_on_the_waitlist_a_guest_waits_for_what_they_asked_for() -> None:
    """Nothing is given yet, so only the type that was asked for counts."""
    waiting = attrs.evolve(STAY, status=StayStatus.WAITLISTED, taken_type="STE")
    assert takes(waiting) == Taking(WAITLISTED, "DLX", FIRST, (1, 1))


# --- what differs between before and after ---


def test_a_booking_takes_its_nights() -> None:
    """Each night once, in the inventory of its type and month."""
    assert changes([], [TWO_NIGHTS]) == {
        "DLX.2026-11": (NightChange(FIRST, sold=1), NightChange(SECOND, sold=1))
    }


def test_a_cancellation_gives_back_exactly_what_was_taken() -> None:
    """No night more and none less, in the same column."""
    block = Taking(HELD, "DLX", FIRST, (5, 3))
    assert changes([block], []) == {
        "DLX.2026-11": (NightChange(FIRST, held=-5), NightChange(SECOND, held=-3))
    }


def test_nights_that_stay_as_they_are_are_left_out() -> None:
    """Whoever stays a day later gives the first night back, takes another and keeps the middle."""
    later = Taking(SOLD, "DLX", SECOND, (1, 1))
    assert changes([TWO_NIGHTS], [later]) == {
        "DLX.2026-11": (NightChange(FIRST, sold=-1), NightChange(THIRD, sold=1))
    }
    assert changes([TWO_NIGHTS], [TWO_NIGHTS]) == {}


def test_a_room_picked_up_from_a_block_is_no_room_more() -> None:
    """It was held and is sold: both columns of one night change together."""
    held, rest = Taking(HELD, "DLX", FIRST, (2,)), Taking(HELD, "DLX", FIRST, (1,))
    picked = Taking(SOLD, "DLX", FIRST, (1,))
    assert changes([held], [rest, picked]) == {"DLX.2026-11": (NightChange(FIRST, 1, -1, 0),)}


def test_a_confirmed_guest_waits_no_longer() -> None:
    """The night leaves the waitlist when it is sold."""
    waiting = Taking(WAITLISTED, "DLX", FIRST, (1, 1))
    (nights,) = changes([waiting], [TWO_NIGHTS]).values()
    assert nights == (NightChange(FIRST, 1, 0, -1), NightChange(SECOND, 1, 0, -1))


def test_a_stay_over_the_end_of_a_month_is_counted_in_both() -> None:
    """Each month has an inventory of its own, and so has each type."""
    new_year = Taking(SOLD, "DLX", LAST_OF_NOVEMBER, (1, 1))
    suite = Taking(SOLD, "STE", FIRST_OF_DECEMBER, (1,))
    assert changes([new_year], [suite]) == {
        "DLX.2026-11": (NightChange(LAST_OF_NOVEMBER, sold=-1),),
        "DLX.2026-12": (NightChange(FIRST_OF_DECEMBER, sold=-1),),
        "STE.2026-12": (NightChange(FIRST_OF_DECEMBER, sold=1),),
    }


def test_changes_come_in_order_of_type_and_night() -> None:
    """In whatever order stays are looked at, the same is told."""
    takings = [Taking(SOLD, name, night, (1,)) for name in ("STE", "DLX") for night in BACKWARDS]
    found = changes([], takings)
    assert list(found) == ["DLX.2026-11", "DLX.2026-12", "STE.2026-11", "STE.2026-12"]
    nights = [change.night for change in found["STE.2026-12"]]
    assert nights == sorted(nights)
    assert found == changes([], reversed(takings))


def test_an_inventory_has_an_id_of_its_type_and_month() -> None:
    """It fits an id even where the code of the type is as long as a code can be."""
    assert inventory_id("DLX", FIRST) == "DLX.2026-11"
    longest = inventory_id("X" * LONGEST_CODE, FIRST)
    assert identifier(longest) == longest
    assert len(longest) <= LONGEST_ID


# --- a night ---


@pytest.mark.parametrize(
    ("sold", "held", "overbooking", "rest", "sellable", "oversold"),
    [
        (0, 0, 0, 10, 10, 0),
        (7, 2, 0, 1, 1, 0),
        (8, 2, 0, 0, 0, 0),
        (8, 2, 3, 0, 3, 0),
        (10, 2, 3, -2, 1, 0),
        (11, 2, 3, -3, 0, 0),
        (12, 2, 3, -4, 0, 1),
        (12, 0, 0, -2, 0, 2),
    ],
)
def test_what_is_left_of_ten_rooms(sold, held, overbooking, rest, sellable, oversold) -> None:
    """The rest shows every room beyond those there are; the declared overbooking is apart."""
    cell = Cell(10, overbooking, sold, held, waitlisted=9)
    assert (cell.rest, cell.sellable, cell.oversold) == (rest, sellable, oversold)


# --- the table ---


def test_a_table_is_counted_from_everything_that_takes_a_room() -> None:
    """Stays, blocks and those who wait, each in its own column."""
    counted = table(
        TWO_NIGHTS,
        TWO_NIGHTS,
        Taking(HELD, "DLX", SECOND, (3,)),
        Taking(WAITLISTED, "DLX", FIRST, (1,)),
        capacity=4,
        overbooking=1,
    )
    assert counted.rest("DLX") == (2, -1, 4)
    assert counted.rest("STD") == (4, 4, 4)
    assert counted.cell("DLX", FIRST) == Cell(4, 1, 2, 0, 1)
    assert counted.cell("DLX", SECOND) == Cell(4, 1, 2, 3, 0)
    assert counted.cell("STD", THIRD) == Cell(4, 0, 0, 0, 0)
    assert counted.room_types == ("DLX", "STD")


def test_only_nights_of_the_table_are_counted() -> None:
    """A stay that began before it, lasts beyond it or lies outside counts where it overlaps."""
    week = Taking(SOLD, "DLX", EVE - timedelta(2), (1,) * 4)
    month = Taking(SOLD, "DLX", THIRD, (1,) * 30)
    before, after = Taking(SOLD, "STD", EVE, (1,)), Taking(SOLD, "STD", FIRST_OF_DECEMBER, (1,))
    counted = table(week, month, before, after)
    assert counted.rest("DLX") == (1, 2, 1)
    assert counted.rest("STD") == (2, 2, 2)


def test_there_can_be_fewer_rooms_on_some_nights() -> None:
    """A room that is out of order cannot be sold while it is."""
    counted = Availability.of(FIRST, 3, {"DLX": (2, 1, 2)}, {}, [TWO_NIGHTS])
    assert counted.rest("DLX") == (1, 0, 2)
    assert counted.cell("DLX", SECOND).capacity == 1


def test_a_table_follows_a_change_and_leaves_the_one_before_as_it_was() -> None:
    """Who still looks at the old table sees what it was; untouched types are not copied."""
    before = table(TWO_NIGHTS)
    after = before.after("DLX", [NightChange(FIRST, -1, 1, 2), NightChange(THIRD, sold=3)])
    assert before == table(TWO_NIGHTS)
    assert after.cell("DLX", FIRST) == Cell(2, 0, 0, 1, 2)
    assert after.rest("DLX") == (1, 1, -1)
    assert after.rows["STD"] is before.rows["STD"]


def test_a_table_follows_only_what_it_shows() -> None:
    """A month reaches beyond the table; its other nights are no error."""
    before = table()
    assert before.after("DLX", [NightChange(EVE, 1), NightChange(LAST_OF_NOVEMBER, 1)]) == before


def test_tables_differ_by_every_column() -> None:
    """A recount that came to another figure would be seen."""
    other = {Taking(column, "DLX", FIRST, (1,)) for column in Column}
    assert all(table(taking) != table() for taking in other)
    assert table(capacity=3) != table()
    assert table(overbooking=1) != table()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: table().rest("STE"),
        lambda: table().cell("STE", FIRST),
        lambda: table().after("STE", []),
        lambda: table(Taking(SOLD, "STE", FIRST, (1,))),
    ],
    ids=["rest", "cell", "after", "of"],
)
def test_an_unknown_room_type_is_told_with_those_there_are(ask) -> None:
    """A room that stands in no row would be lost without a word."""
    with pytest.raises(InvalidInput) as caught:
        ask()
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("room_type", "value.not_listed")
    assert "DLX, STD" in fault.sentence


@pytest.mark.parametrize("night", [EVE, THIRD + timedelta(1)])
def test_a_night_outside_the_table_is_not_guessed_at(night) -> None:
    """Nothing is known of it, so it is not said to be free."""
    with pytest.raises(InvalidInput) as caught:
        table().cell("DLX", night)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("night", "value.out_of_range")
    assert "2026-11-23 to 2026-11-25" in fault.sentence


@pytest.mark.parametrize("nights", [0, -1, 1001])
def test_a_table_has_one_night_at_least_and_a_thousand_at_most(nights) -> None:
    """Nobody looks ahead further than three years."""
    with pytest.raises(InvalidInput) as caught:
        Availability.of(FIRST, nights, {"DLX": 2}, {}, [])
    assert caught.value.code == "value.out_of_range"


def test_rooms_by_night_are_told_for_every_night() -> None:
    """A list that is too short would leave nights without rooms."""
    with pytest.raises(InvalidInput) as caught:
        Availability.of(FIRST, 3, {"DLX": (2, 1)}, {}, [])
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("capacity.DLX", "list.length")


# --- following and counting again ---

TAKINGS = st.builds(
    Taking,
    st.sampled_from(Column),
    st.sampled_from(["DLX", "STD"]),
    st.integers(-3, 12).map(lambda offset: date(2026, 11, 26) + timedelta(offset)),
    st.lists(st.integers(0, 3), min_size=1, max_size=4).map(tuple),
)


@for_all(st.lists(st.lists(TAKINGS, max_size=6), min_size=1, max_size=6))
def test_who_follows_the_changes_knows_what_a_recount_would_tell(moments) -> None:
    """Whatever appears and disappears, no room is lost or counted twice, over a month's end too."""

    def recount(takings):
        return Availability.of(date(2026, 11, 26), 10, {"DLX": 4, "STD": 2}, {"DLX": 1}, takings)

    followed, before = recount([]), []
    for now in moments:
        for name, differences in changes(before, now).items():
            followed = followed.after(name.rpartition(".")[0], differences)
        assert followed == recount(now)
        before = now
