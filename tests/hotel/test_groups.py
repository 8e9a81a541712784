"""Guests who come together: a master bill, a block of rooms, one arrival and one departure."""

from datetime import date

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import FolioClosed, FolioStatus, PaymentMethod
from axentra_core.groups import BlockOpened, BlockReleased, GroupOpened, RoomPickedUp, RoomPutBack
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition
from axentra_core.stays import StayCheckedIn, StayCheckedOut, StayStatus

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


@pytest.fixture
def group(front):
    """An open group."""
    return front.desk.open_group("Tour 7").one(GroupOpened).group


@pytest.fixture
def hold(front, group):
    """How a block of rooms is held for the group."""

    def held(rooms, arrival=MONDAY, departure=WEDNESDAY, **what):
        said = {"room_type": "DLX", "arrival": arrival, "departure": departure, **what}
        return front.desk.open_block(group, rooms=rooms, **said).one(BlockOpened).block

    return held


@pytest.fixture
def pick_up(front, group):
    """How a guest of the group books a room of its block."""
    return lambda block, nights=1, **what: front.book(nights, group=group, block=block, **what)


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def cell(front, night=MONDAY):
    """Return the Deluxe rooms on a night."""
    return front.hotel.read.availability(night, 1).cell("DLX", night)


# The group and its bill


def test_a_group_has_a_master_bill(front, group) -> None:
    """What the group pays together is charged to and paid on a bill that carries its id."""
    front.desk.charge_to_room(group, "FNB", rp(500_000), description="Dinner", key=front.key())
    assert front.hotel.read.folio(group).balance == 500_000
    refused = front.refuses(lambda: front.desk.close_group(group), "folio.balance_outstanding")
    assert refused.values["balance"] == 500_000
    front.desk.take_payment(group, PaymentMethod.TRANSFER, rp(500_000), key=front.key())
    assert front.desk.close_group(group).one(FolioClosed).folio == group
    assert front.hotel.read.folio(group).status is FolioStatus.CLOSED
    front.check()


def test_a_group_is_closed_when_nobody_of_it_is_left(front, group) -> None:
    """Whoever is expected or in house is named."""
    stay = front.book(group=group)
    refused = front.refuses(lambda: front.desk.close_group(group), "hotel.group_in_use")
    assert stay in str(refused)
    front.desk.join_group(stay, None)
    front.desk.close_group(group)
    front.refuses(lambda: front.desk.close_group(group), "group.closed")


def test_nobody_joins_a_closed_group(front, group) -> None:
    """Neither by a booking nor by a block nor afterwards."""
    stay = front.book()
    front.desk.close_group(group)
    dates = {"room_type": "DLX", "arrival": MONDAY, "departure": TUESDAY, "rooms": 1}
    for act in (
        lambda: front.book(group=group),
        lambda: front.desk.join_group(stay, group),
        lambda: front.desk.open_block(group, **dates),
    ):
        front.refuses(act, "hotel.group_closed")
    front.refuses(lambda: front.book(group="G9"), "record.not_found")


def test_a_stay_is_counted_to_a_group_and_out_of_it(front, group) -> None:
    """The list of the group follows; saying it twice changes nothing."""
    stay = front.book()
    front.desk.join_group(stay, group)
    assert [line.stay.id for line in front.hotel.read.group(group)] == [stay]
    assert front.desk.join_group(stay, group).events == ()
    front.desk.join_group(stay, None)
    assert front.hotel.read.group(group) == ()


# Blocks


def test_a_block_keeps_rooms_back(front, hold) -> None:
    """What is held is not sold to others, and is shown apart from what is sold."""
    hold(10)
    assert (cell(front).held, cell(front).sold) == (10, 0)
    assert front.free() == [2, 2, 12]
    front.book(1)
    front.book(1)
    front.refuses(lambda: front.book(1), "inventory.sold_out")
    front.check()


def test_a_block_is_not_larger_than_the_house(front, hold) -> None:
    """Nothing is held that is not there."""
    front.book(1)
    front.refuses(lambda: hold(12), "inventory.sold_out")
    front.refuses(lambda: hold(1, date(2026, 11, 22), MONDAY), "block.arrival_in_past")
    front.refuses(lambda: hold(1, release_on=TUESDAY), "block.released_too_late")
    front.refuses(lambda: hold(1, room_type="SPA"), "value.not_listed")


def test_a_guest_of_the_group_picks_a_room_up(front, hold, pick_up) -> None:
    """The room moves from held to sold; how many are left to others does not change."""
    block = hold(3)
    stay = pick_up(block, 2)
    assert (cell(front).held, cell(front).sold) == (2, 1)
    assert front.free() == [9, 9, 12]
    assert front.stay(stay).block == block
    front.check()


def test_nights_outside_the_block_are_taken_from_general_sale(front, hold, pick_up) -> None:
    """A guest who stays a day longer needs a room for that night as anybody does."""
    block = hold(12)
    stay = pick_up(block, 3)
    assert front.free() == [0, 0, 11]
    picked = [event for entry in front.hotel.feed() for event in entry.events]
    (one,) = [event for event in picked if isinstance(event, RoomPickedUp)]
    assert (one.stay, one.arrival, one.departure) == (stay, MONDAY, WEDNESDAY)


def test_a_block_is_picked_up_until_it_is_empty(front, hold, pick_up) -> None:
    """Then, after the release, outside its nights, and of another type there is nothing in it."""
    block = hold(1)
    pick_up(block)
    front.refuses(lambda: pick_up(block), "block.exhausted")
    front.refuses(lambda: pick_up(block, 1, arrival=THURSDAY), "block.outside")
    front.refuses(lambda: pick_up(block, 1, room_type="STE"), "value.conflict")
    front.refuses(lambda: pick_up(block, 1, waitlisted=True), "value.conflict")
    front.refuses(lambda: pick_up(block, departure=MONDAY), "value.conflict")
    other = front.desk.open_group("Choir").one(GroupOpened).group
    front.refuses(lambda: front.book(1, group=other, block=block), "value.conflict")
    front.refuses(lambda: pick_up("B9"), "record.not_found")
    front.desk.release_block(block)
    front.refuses(lambda: pick_up(block, 1, arrival=TUESDAY), "block.released")


def test_who_picks_up_a_room_belongs_to_the_group_of_the_block(front, group, hold) -> None:
    """The block says whose it is, so the booking need not."""
    assert front.stay(front.book(1, block=hold(1))).group == group


def test_who_cancels_puts_the_room_back_into_the_block(front, hold, pick_up) -> None:
    """It belongs to the group again, not to general sale."""
    block = hold(3)
    stay = pick_up(block)
    done = front.desk.cancel_stay(stay, "ill", key=front.key())
    assert done.one(RoomPutBack).stay == stay
    assert (cell(front).held, cell(front).sold, front.free()) == (3, 0, [9, 9, 12])
    assert pick_up(block)
    front.check()


def test_who_cancels_after_the_release_gives_the_room_to_everybody(front, hold, pick_up) -> None:
    """The block holds nothing any more, so nothing is held for it again."""
    block = hold(3)
    stay = pick_up(block)
    front.desk.release_block(block)
    assert front.free() == [11, 12, 12]
    assert front.desk.cancel_stay(stay, "ill", key=front.key()).follow_ups == ()
    assert front.free() == [12, 12, 12]
    front.check()


def test_a_reinstated_guest_takes_a_room_of_general_sale(front, hold, pick_up) -> None:
    """What the block has back it keeps."""
    block = hold(3)
    stay = pick_up(block)
    front.desk.cancel_stay(stay, "ill", key=front.key())
    front.desk.reinstate_stay(stay, "well again", key=front.key())
    assert (cell(front).held, cell(front).sold) == (3, 1)
    assert front.stay(stay).block is None


def test_other_dates_are_picked_up_anew(front, hold, pick_up) -> None:
    """The nights that are no longer needed go back into the block."""
    block = hold(3)
    stay = pick_up(block)
    front.desk.amend_stay(stay, arrival=TUESDAY, departure=WEDNESDAY, prices=[rp(1)])
    assert [cell(front, night).held for night in (MONDAY, TUESDAY)] == [3, 2]
    assert front.free() == [9, 9, 12]
    front.check()


def test_dates_outside_the_block_leave_it_and_somebody_is_told(front, hold, pick_up) -> None:
    """The booking stands, on general sale; reservations learn that the group has one room less."""
    block = hold(3)
    stay = pick_up(block)
    done = front.desk.amend_stay(stay, arrival=THURSDAY, departure=FRIDAY, prices=[rp(1)])
    assert [left.code for left in done.follow_ups] == ["block.outside"]
    assert front.free(nights=4) == [9, 9, 12, 11]
    front.check()


def test_the_cut_off_gives_back_what_nobody_has_picked_up(front, hold, pick_up) -> None:
    """The close of the cut-off date releases the rest; what was picked up stays sold."""
    block = hold(3, WEDNESDAY, FRIDAY, release_on=TUESDAY)
    pick_up(block, 2, arrival=WEDNESDAY)
    front.desk.close_day(MONDAY)
    assert front.free(first=WEDNESDAY, nights=2) == [9, 9]
    closed = front.desk.close_day(TUESDAY)
    assert closed.one(BlockReleased).held == (2, 2)
    assert front.free(first=WEDNESDAY, nights=2) == [11, 11]
    front.refuses(lambda: front.desk.release_block(block), "block.released")
    front.check()


def test_a_group_that_ends_holds_nothing_any_more(front, group, hold) -> None:
    """Rooms are not kept back for guests who will not come."""
    hold(3)
    done = front.desk.close_group(group)
    assert done.one(BlockReleased).held == (3, 3)
    assert front.free() == [12, 12, 12]
    front.check()


def test_a_guest_of_the_group_who_does_not_come_gives_the_room_back_to_it(
    front, hold, pick_up
) -> None:
    """Until the cut-off the group may still fill the room for the nights after."""
    block = hold(1)
    stay = pick_up(block, 2)
    closed = front.desk.close_day(MONDAY)
    assert closed.one(RoomPutBack).stay == stay
    assert cell(front, TUESDAY).held == 1
    front.check()


# Arriving and leaving together


def test_everybody_who_is_due_is_checked_in(front, group) -> None:
    """Each gets a room; whoever comes another day is left alone, and sharers come last."""
    one, other, sharer = (front.book(group=group) for _ in range(3))
    later = front.book(1, arrival=TUESDAY, group=group)
    front.desk.share_room(one, sharer)
    done = front.desk.check_in_group(group)
    assert {came.stay for came in done.all(StayCheckedIn)} == {one, other, sharer}
    assert front.stay(one).room == front.stay(sharer).room
    assert front.stay(later).status is StayStatus.BOOKED
    front.check()


def test_all_or_nobody_is_checked_in_and_every_reason_told(front, group) -> None:
    """Two have no room: both are told at once, and the third waits with them."""
    stays = [front.book(1, group=group) for _ in range(3)]
    for stay, room in zip(stays, ("2030", "2031", "2032"), strict=True):
        front.desk.assign_room(stay, room)
    for room in ("2030", "2032"):
        front.desk.mark_room(room, Condition.DIRTY)
    refused = front.refuses(lambda: front.desk.check_in_group(group), "hotel.group_refused")
    assert [(why.code, why.values["room"]) for why in refused.values["why"]] == [
        ("room.not_ready", "2030"),
        ("room.not_ready", "2032"),
    ]
    for room in ("2030", "2032"):
        front.desk.mark_room(room, Condition.CLEAN)
    assert len(front.desk.check_in_group(group).all(StayCheckedIn)) == 3


def test_everybody_who_is_due_out_leaves(front, group) -> None:
    """The one who has a shared room leaves last; who stays longer stays."""
    owner, sharer = front.book(1, group=group), front.book(1, group=group)
    longer = front.book(2, group=group)
    front.desk.share_room(sharer, owner)
    front.desk.check_in_group(group)
    front.pass_nights(1)
    for stay in (owner, sharer):
        front.settle(stay)
    done = front.desk.check_out_group(group)
    assert [left.stay for left in done.all(StayCheckedOut)] == [sharer, owner]
    assert front.stay(longer).status is StayStatus.IN_HOUSE
    front.check()


def test_all_or_nobody_leaves_and_every_amount_is_told(front, group) -> None:
    """One who has not paid keeps the group at the desk; each debt is named."""
    stays = [front.book(1, group=group) for _ in range(3)]
    front.desk.check_in_group(group)
    front.pass_nights(1)
    front.settle(stays[0])
    refused = front.refuses(lambda: front.desk.check_out_group(group), "hotel.group_refused")
    assert [why.values["folio"] for why in refused.values["why"]] == stays[1:]
    assert {why.code for why in refused.values["why"]} == {"folio.balance_outstanding"}


def test_nobody_is_due(front, group) -> None:
    """A group on the wrong day is told so, and a group that is not there is not found."""
    front.book(1, arrival=TUESDAY, group=group)
    for act in (front.desk.check_in_group, front.desk.check_out_group):
        front.refuses(lambda act=act: act(group), "hotel.group_nobody_due")
        front.refuses(lambda act=act: act("G9"), "record.not_found")
