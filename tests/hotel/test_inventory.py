"""The inventory: what is left of each type, which no act of ours sells twice."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import from_json
from axentra_core.hotel import CODEC
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.rooms import RoomType
from axentra_core.stays import Availability, RoomsCounted, Source, StayBooked, takes

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in range(23, 27))
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
    """Return what is left of every type, counted anew from every stay and block."""
    rooms = front.hotel.read.configuration.rooms
    states = [
        (stream.split("/")[1], CODEC.read_state(stream.split("/")[1], kept.data))
        for stream, kept in front.dump().states.items()
        if stream.split("/")[1] in {"stay", "block"}
    ]
    takings = [takes(state) for kind, state in states if kind == "stay"]
    codes = [type_.code for type_ in rooms.types]
    table = Availability.of(
        first,
        nights,
        {code: rooms.capacity(code) for code in codes},
        {code: rooms.overbooking_of(code) for code in codes},
        filter(None, takings),
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
    """Whatever is done to stays, what was counted on the way is what is there."""
    one, other = front.book(3), front.book(2, arrival=TUESDAY)
    acts = (
        lambda: front.desk.assign_room(one, "3001", upgrade=True),
        lambda: front.desk.amend_stay(other, arrival=WEDNESDAY, departure=THURSDAY, prices=[rp(1)]),
        lambda: front.desk.share_room(other, one),
        lambda: front.desk.check_in(one),
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
