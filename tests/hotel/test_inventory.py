"""The inventory: what is left of each type, which no act of ours sells twice."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import from_json
from axentra_core.hotel import CODEC
from axentra_core.hotel.inventory import TAKES
from axentra_core.house import FollowUpLeft
from axentra_core.housekeeping import TaskOpened
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.rooms import BLOCKS, BlockKind, RoomBlocked, RoomType
from axentra_core.stays import Availability, RoomsCounted, Source, StayBooked

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
OOO = BlockKind.OUT_OF_ORDER
LEAVE = [kind for kind in BlockKind if BLOCKS[kind].leaves_inventory]
BDC = Actor("channel", "bdc")


@pytest.fixture
def own(grand):
    """A house of two Deluxe rooms, of which one more may be sold, and two suites."""
    rooms = grand.rooms
    types = (RoomType("DLX", "Deluxe", overbooking=1), *rooms.types[1:])
    few = (*rooms.rooms[:2], *rooms.rooms[-2:])
    return attrs.evolve(grand, rooms=attrs.evolve(rooms, types=types, rooms=few))


@pytest.fixture
def front(open_front, own):
    """The front desk of the small house; one store is enough."""
    return open_front(MemoryStore(), own)


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def sold(front, room_type="DLX", nights=1, arrival=MONDAY, actor=BDC):
    """Report what a channel has sold, and return what came of it."""
    return front.hotel.by(actor).reserve(
        arrival=arrival,
        departure=arrival + timedelta(days=nights),
        room_type=room_type,
        prices=[rp(850_000)] * nights,
        name="Budi",
        source=Source.CHANNEL,
        channel="BDC",
        key=front.key(),
    )


def cell(front, night=MONDAY, room_type="DLX"):
    """Return the rooms of a type on a night."""
    return front.hotel.read.availability(night, 1).cell(room_type, night)


def recounted(front, first=MONDAY, nights=30):
    """Return what is left of every type, counted anew from stays, group blocks and rooms."""
    rooms = front.hotel.read.configuration.rooms
    takings = [
        taking
        for stream, kept in front.dump().states.items()
        if (kind := stream.split("/")[1]) in TAKES
        for taking in TAKES[kind](CODEC.read_state(kind, kept.data))
    ]
    codes = [type_.code for type_ in rooms.types]
    table = Availability.of(
        first,
        nights,
        {code: rooms.capacity(code) for code in codes},
        {code: rooms.overbooking_of(code) for code in codes},
        takings,
    )
    return {code: table.rest(code) for code in codes}


def counted(front, first=MONDAY, nights=30):
    """Return what is left of every type as the inventory has it."""
    table = front.hotel.read.availability(first, nights)
    return {code: table.rest(code) for code in table.room_types}


# Selling


def test_the_desk_sells_up_to_the_declared_overbooking(front) -> None:
    """Two rooms and one more; the fourth is refused with the night and the rest."""
    for _ in range(3):
        front.book(2)
    assert (cell(front).rest, cell(front).sellable, cell(front).oversold) == (-1, 0, 0)
    refused = front.refuses(lambda: front.book(3), "inventory.sold_out")
    assert (str(refused.values["night"]), refused.values["rest"]) == ("2026-11-23", -1)
    assert refused.values["nights"] == "2026-11-23, 2026-11-24"
    assert front.book(1, arrival=WEDNESDAY)


def test_a_suite_without_overbooking_is_sold_as_often_as_it_is_there(front) -> None:
    """Nothing was declared, so nothing is sold beyond."""
    for _ in range(2):
        front.book(1, room_type="STE")
    front.refuses(lambda: front.book(1, room_type="STE"), "inventory.sold_out")


def test_one_night_that_is_full_refuses_the_whole_stay(front) -> None:
    """A guest cannot sleep elsewhere in between."""
    for _ in range(3):
        front.book(1, arrival=TUESDAY)
    refused = front.refuses(lambda: front.book(3), "inventory.sold_out")
    assert refused.values["nights"] == "2026-11-24"


def test_a_guest_who_may_wait_is_put_on_the_list(front) -> None:
    """What is refused as a booking is taken as a wish."""
    for _ in range(3):
        front.book(1)
    front.book(1, waitlisted=True)
    assert cell(front).waitlisted == 1


# What a channel has sold


def test_what_a_channel_has_sold_is_kept_and_counted_as_oversold(front) -> None:
    """It has happened: the booking stands, the rest is negative, and reservations are told."""
    for _ in range(3):
        front.book(1)
    done = sold(front)
    stay = done.one(StayBooked).stay
    now = cell(front)
    assert (now.sold, now.rest, now.oversold, now.sellable) == (4, -2, 1, 0)
    left = done.one(FollowUpLeft)
    assert (left.concerns, left.code) == ("reservations", "inventory.sold_out")
    assert left.arguments == {"room_type": "DLX", "nights": "2026-11-23", "rooms": 1}
    assert "1 DLX too many" in left.sentence
    assert front.stay(stay).source is Source.CHANNEL
    assert done.one(RoomsCounted).oversold == 1
    front.check()


def test_what_fits_into_the_overbooking_leaves_nobody_to_tell(front) -> None:
    """The declared overbooking was meant to be sold."""
    for _ in range(3):
        assert sold(front).follow_ups == ()


def test_a_follow_up_about_a_missing_room_is_ended_by_hand(front) -> None:
    """No command finds a room by itself."""
    for _ in range(3):
        front.book(1)
    left = sold(front).one(FollowUpLeft).follow_up
    front.refuses(lambda: front.desk.retry_follow_up(left, key=front.key()), "hotel.not_repeatable")
    front.boss.dismiss_follow_up(left, "moved to the house next door")
    assert front.hotel.read.follow_ups() == ()


def test_an_oversold_night_sells_nothing_and_gives_back_all(front) -> None:
    """As long as it is too full nobody books; what is cancelled makes it less full."""
    for _ in range(3):
        front.book(1)
    over = [sold(front).one(StayBooked).stay for _ in range(2)]
    assert cell(front).rest == -3
    front.refuses(lambda: front.book(1), "inventory.sold_out")
    for rest, stay in zip((-2, -1), over, strict=True):
        front.desk.cancel_stay(stay, "moved next door", key=front.key())
        assert cell(front).rest == rest
    front.refuses(lambda: front.book(1), "inventory.sold_out")


def test_an_oversold_guest_arrives_and_is_moved_where_there_is_a_room(front) -> None:
    """Arriving takes nothing more; a suite given instead takes a suite and frees a Deluxe."""
    stays = [front.book(1) for _ in range(3)]
    stays.append(sold(front).one(StayBooked).stay)
    for stay, room in zip(stays, ("2030", "2031", "3001", "3002"), strict=True):
        front.desk.check_in(stay, room=room, upgrade=room.startswith("3"))
    assert (cell(front).rest, cell(front, room_type="STE").rest) == (0, 0)
    front.check()


def test_staff_cannot_do_what_a_channel_has_done(front) -> None:
    """The same booking by hand is refused, also by whoever is in charge."""
    for _ in range(3):
        front.book(1)
    front.refuses(
        lambda: sold(front, actor=Actor("staff", "dewi", ("manager",))), "inventory.sold_out"
    )


# Rooms that are out of inventory


def block(front, room="2030", kind=OOO, first=MONDAY, until=THURSDAY):
    """Block a room, and return what came of it."""
    return front.boss.block_room(room, kind, first, until, "paint")


def suites(front, nights=5):
    """Return the suites that are left from Monday on."""
    return front.free("STE", nights)


@pytest.mark.parametrize("kind", LEAVE)
def test_a_room_that_cannot_be_used_leaves_the_inventory_for_its_nights(front, kind) -> None:
    """From the first night to the last, and no night longer; the stays are not touched."""
    block(front, "3001", kind, TUESDAY, FRIDAY)
    assert suites(front) == [2, 1, 1, 1, 2]
    now = cell(front, TUESDAY, "STE")
    assert (now.out, now.sold, now.rest, now.sellable) == (1, 0, 1, 1)
    assert counted(front) == recounted(front)
    front.check()


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind not in LEAVE])
def test_a_room_that_can_be_given_all_the_same_stays_in_the_inventory(front, kind) -> None:
    """Out of service is a matter of housekeeping, a hold one of the front desk."""
    done = block(front, "3001", kind)
    assert suites(front) == [2] * 5
    assert done.all(RoomsCounted) == ()


def test_a_room_that_is_out_is_not_sold(front) -> None:
    """The desk sells what is left, the declared overbooking included, and nothing beyond."""
    block(front, "3001", until=TUESDAY)
    front.book(1, room_type="STE")
    refused = front.refuses(lambda: front.book(1, room_type="STE"), "inventory.sold_out")
    assert refused.values["rest"] == 0
    front.book(1, room_type="STE", arrival=TUESDAY)


def test_a_room_that_is_back_early_is_back_in_the_inventory(front) -> None:
    """From today on it is sold again; the nights that are over stay counted as out."""
    done = block(front, "3001")
    front.pass_nights(1)
    front.boss.end_block("3001", done.one(RoomBlocked).block)
    assert suites(front) == [1, 2, 2, 2, 2]
    assert cell(front, MONDAY, "STE").out == 1
    front.check()


def test_a_block_that_is_over_leaves_its_nights_counted(front) -> None:
    """Last month's figures do not change because a room was mended since."""
    block(front, "3001", until=WEDNESDAY)
    front.pass_nights(3)
    assert suites(front) == [1, 1, 2, 2, 2]
    front.check()


def test_a_block_that_has_not_begun_takes_nothing_when_it_is_given_up(front) -> None:
    """Nobody has missed the room."""
    done = block(front, "3001", first=WEDNESDAY)
    front.pass_nights(1)
    front.boss.end_block("3001", done.one(RoomBlocked).block)
    assert suites(front) == [2] * 5
    assert counted(front) == recounted(front)


def test_a_block_that_is_changed_takes_and_gives_back_the_difference(front) -> None:
    """Longer takes the nights that are added, shorter gives back those that are left out."""
    number = block(front, "3001", until=WEDNESDAY).one(RoomBlocked).block
    front.pass_nights(1)
    front.boss.change_block("3001", number, FRIDAY)
    assert suites(front) == [1, 1, 1, 1, 2]
    front.boss.change_block("3001", number, WEDNESDAY)
    assert suites(front) == [1, 1, 2, 2, 2]
    assert counted(front) == recounted(front)
    front.check()


def test_a_long_block_is_counted_in_every_month(front) -> None:
    """Under construction into the new year: no night is forgotten at the end of a month."""
    block(front, "3001", BlockKind.UNDER_CONSTRUCTION, date(2026, 11, 29), date(2027, 1, 3))
    assert front.free("STE", 37, date(2026, 11, 28)) == [2, *[1] * 35, 2]
    assert counted(front, nights=60) == recounted(front, nights=60)


def test_two_blocks_of_one_room_are_counted_night_by_night(front) -> None:
    """No night is in two of them, so none is taken twice."""
    block(front, "3001", until=TUESDAY)
    block(front, "3001", first=WEDNESDAY)
    block(front, "3002", first=TUESDAY)
    assert suites(front) == [1, 1, 0, 2, 2]
    assert counted(front) == recounted(front)


OUT_ALL_THE_SAME = {
    "blocked": lambda front: block(front, "3001", until=TUESDAY),
    "broken": lambda front: front.desk.report_fault("3001", "a burst pipe", kind=OOO),
}


@pytest.mark.parametrize("put_out", OUT_ALL_THE_SAME.values(), ids=OUT_ALL_THE_SAME)
def test_a_room_that_is_sold_and_out_is_out_and_reservations_are_told(front, put_out) -> None:
    """A burst pipe asks nobody whether the house is full; somebody has to find a room."""
    for _ in range(2):
        front.book(1, room_type="STE")
    done = put_out(front)
    now = cell(front, room_type="STE")
    assert (now.sold, now.out, now.rest, now.oversold) == (2, 1, -1, 1)
    left = done.one(FollowUpLeft)
    assert (left.concerns, left.code) == ("reservations", "inventory.sold_out")
    assert left.arguments == {"room_type": "STE", "nights": "2026-11-23", "rooms": 1}
    front.boss.end_block("3001", done.one(RoomBlocked).block)
    assert cell(front, room_type="STE").oversold == 0
    front.check()


def test_a_block_that_grows_over_sold_nights_is_kept_too(front) -> None:
    """The paint does not dry because guests come; only the night that is added is told."""
    number = block(front, "3001", until=TUESDAY).one(RoomBlocked).block
    for _ in range(2):
        front.book(1, room_type="STE", arrival=TUESDAY)
    left = front.boss.change_block("3001", number, WEDNESDAY).one(FollowUpLeft)
    assert left.arguments == {"room_type": "STE", "nights": "2026-11-24", "rooms": 1}
    assert cell(front, TUESDAY, "STE").rest == -1
    front.check()


def test_what_fits_into_the_overbooking_is_told_to_nobody(front) -> None:
    """Of two Deluxe rooms three may be sold: with one out, two are no more than was meant."""
    for _ in range(2):
        front.book(1)
    done = block(front, until=TUESDAY)
    assert (cell(front).rest, cell(front).oversold, done.follow_ups) == (-1, 0, ())
    front.refuses(lambda: front.book(1), "inventory.sold_out")


def test_a_mended_room_is_back_in_the_inventory(front) -> None:
    """Finishing the work ends the block and with it the nights that were taken."""
    done = front.boss.report_fault("3001", "a burst pipe", kind=OOO, until=FRIDAY)
    assert suites(front) == [1, 1, 1, 1, 2]
    front.desk.finish_task(done.one(TaskOpened).task)
    assert suites(front) == [2] * 5
    assert counted(front) == recounted(front)


# Counting


def test_a_table_over_months_and_types(front) -> None:
    """A stay over the end of a month is counted in both."""
    front.book(3, arrival=date(2026, 11, 29))
    table = front.hotel.read.availability(date(2026, 11, 28), 6)
    assert table.rest("DLX") == (2, 1, 1, 1, 2, 2)
    assert table.rest("STE") == (2,) * 6
    assert table.cell("DLX", date(2026, 12, 1)).sold == 1
    front.check()


def test_a_question_without_nights_is_refused(front) -> None:
    """What is asked for is a date and some nights."""
    for asked in ((MONDAY, 0), ("2026-11-23", 1), (MONDAY, 5_000)):
        front.refuses(lambda asked=asked: front.hotel.read.availability(*asked), WRONG[asked[1]])


WRONG = {0: "value.out_of_range", 1: "field.wrong_type", 5_000: "value.out_of_range"}


def test_the_count_equals_a_recount_after_every_act(front) -> None:
    """Whatever is done to stays and rooms, what was counted on the way is what is there."""
    one, other = front.book(3), front.book(2, arrival=TUESDAY)
    acts = (
        lambda: front.desk.assign_room(one, "3001", upgrade=True),
        lambda: front.desk.amend_stay(other, arrival=WEDNESDAY, departure=THURSDAY, prices=[rp(1)]),
        lambda: front.desk.share_room(other, one),
        lambda: front.desk.check_in(one),
        lambda: block(front, "2031", first=THURSDAY, until=date(2026, 12, 3)),
        lambda: block(front, "3002", BlockKind.HOUSE_USE, FRIDAY, date(2026, 11, 29)),
        lambda: front.boss.change_block("2031", 1, FRIDAY),
        lambda: front.boss.end_block("2031", 1),
        lambda: front.desk.move_room(one, "2030", "the stairs"),
        lambda: front.desk.extend_stay(one, date(2026, 11, 28), [rp(1)] * 2),
        lambda: front.desk.share_room(other, None),
        lambda: front.desk.cancel_stay(other, "ill", key=front.key()),
        lambda: front.desk.close_day(MONDAY),
        lambda: front.desk.reinstate_stay(other, "well", key=front.key()),
        lambda: front.desk.shorten_stay(one, WEDNESDAY, key=front.key()),
        lambda: front.boss.move_room(one, "3002", "a gift", upgrade=True),
        lambda: front.desk.correct_room(one, "3001", "misread"),
    )
    for act in acts:
        act()
        assert counted(front) == recounted(front)
    front.check()


def test_changes_can_be_followed_from_the_feed(front) -> None:
    """Who forwards differences to a channel ends where who counts anew does."""
    table = front.hotel.read.availability(MONDAY, 30)
    stay = front.book(3)
    front.desk.assign_room(stay, "3001", upgrade=True)
    front.desk.shorten_stay(stay, TUESDAY, key=front.key())
    front.book(1, waitlisted=True)
    block(front, first=TUESDAY)
    front.boss.change_block("2030", 1, FRIDAY)
    for entry in front.hotel.feed():
        for event in entry.events:
            if isinstance(event, RoomsCounted):
                table = table.after(event.room_type, event.changes)
    assert table == front.hotel.read.availability(MONDAY, 30)


def test_a_room_fewer_is_a_room_fewer_to_sell(front, own) -> None:
    """What was sold stays sold; the rest follows the rooms there are."""
    for _ in range(2):
        front.book(1)
    fewer = attrs.evolve(own.rooms, rooms=own.rooms.rooms[1:])
    front.boss.change_property(attrs.evolve(own, rooms=fewer))
    assert (cell(front).rest, cell(front).sellable) == (-1, 0)
    front.refuses(lambda: front.book(1), "inventory.sold_out")


def test_a_room_that_is_promised_is_not_taken_out_of_the_house(front, own) -> None:
    """The guest it is set aside for gets another first."""
    stay = front.book()
    front.desk.assign_room(stay, "2030")
    fewer = attrs.evolve(own, rooms=attrs.evolve(own.rooms, rooms=own.rooms.rooms[1:]))
    refused = front.refuses(lambda: front.boss.change_property(fewer), "hotel.room_assigned")
    assert refused.values == {"room": "2030", "stays": stay}
    front.desk.unassign_room(stay)
    assert front.boss.change_property(fewer).events


def test_no_personal_word_gets_into_the_count(front) -> None:
    """What is forwarded to channels holds types, nights and numbers."""
    front.book(1, name="Wulandari")
    facts = [
        fact
        for recorded in front.dump().log
        for fact in recorded.facts
        if fact.stream.startswith("axentra/inventory/")
    ]
    assert {key for fact in facts for key in from_json(fact.data)} == {
        "inventory",
        "room_type",
        "month",
        "changes",
        "oversold",
    }


def test_what_a_channel_books_came_through_it(front) -> None:
    """The channel need not say so again, and nobody takes its guest for a walk-in."""
    booked = front.hotel.by(BDC).reserve(
        arrival=MONDAY,
        departure=TUESDAY,
        room_type="DLX",
        prices=[rp(1)],
        name="Elvi Fala",
        key="bdc-1",
    )
    stay = front.stay(booked.one(StayBooked).stay)
    assert (stay.source, stay.channel, stay.is_walk_in) == (Source.CHANNEL, "bdc", False)
