"""Several stays in one room: each with its own guest, its own nights and its own bill."""

from datetime import date

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted
from axentra_core.hotel import HotelRefusal
from axentra_core.housekeeping import TaskKind
from axentra_core.kernel.money import money
from axentra_core.rooms import GuestRequest, RoomHandedOver, RoomOccupied, RoomVacated
from axentra_core.stays import NightPosted, StayMoved, StayStatus

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))


@pytest.fixture
def front(open_front, grand):
    """The front desk of the hotel with suites; one store is enough."""
    return open_front(MemoryStore(), grand)


@pytest.fixture
def two(front):
    """Siti, who has room 2034, and Budi, who lives in it with her."""
    siti, budi = front.arrive("2034"), front.book(name="Budi")
    front.desk.share_room(budi, siti)
    front.desk.check_in(budi)
    return siti, budi


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def pay(front, *stays):
    """Pay what these stays owe."""
    for stay in stays:
        front.settle(stay)


# Sharing


def test_who_shares_a_room_takes_none_of_their_own(front) -> None:
    """Two bookings, one room a night; when they part again there are two."""
    siti, budi = front.book(), front.book()
    assert front.free() == [10, 10, 12]
    front.desk.share_room(budi, siti)
    assert front.free() == [11, 11, 12]
    assert front.desk.share_room(budi, siti).events == ()
    front.desk.share_room(budi, None)
    assert front.free() == [10, 10, 12]
    front.check()


def test_the_sharer_moves_in_with_the_other(front, two) -> None:
    """Both are in house in one room, which is registered for the one who has it."""
    siti, budi = two
    assert (front.stay(siti).room, front.stay(budi).room) == ("2034", "2034")
    assert front.room("2034").stay == siti
    assert front.free() == [11, 11, 12]
    front.check()


def test_the_sharer_comes_after_the_one_who_has_the_room(front) -> None:
    """There is no room to share before somebody is in it."""
    siti, budi = front.book(), front.book()
    front.desk.share_room(budi, siti)
    refused = front.refuses(lambda: front.desk.check_in(budi), "hotel.owner_not_in_house")
    assert refused.values["owner"] == siti


def test_each_pays_their_own_nights(front, two) -> None:
    """Two bills of one room, each charged once a night; the room is rolled once."""
    siti, budi = two
    done = front.desk.close_day(MONDAY)
    assert {posted.stay for posted in done.all(NightPosted)} == {siti, budi}
    assert front.owed(siti) == front.owed(budi) == rp(850_000)


@pytest.mark.parametrize("which", [0, 1])
def test_each_orders_and_asks_from_the_room(front, two, which) -> None:
    """Whoever of the two scans the code with their own stay code orders on their own bill."""
    stay = two[which]
    guest = front.guest(stay)
    ordered = guest.order_room_service(stay, [("es-teh", 1)], key="o")
    assert ordered.one(ChargePosted).folio == stay
    guest.do_not_disturb(stay, key="d")
    assert front.room("2034").request is GuestRequest.DO_NOT_DISTURB
    guest.make_up_room(stay, key="m")
    assert front.tasks("2034").count(TaskKind.MAKE_UP) == 1
    front.check()


def test_who_has_not_come_has_no_session_in_the_room_they_will_share(front) -> None:
    """The code of a stay opens its session from the check-in on."""
    siti, budi = front.arrive("2034"), front.book()
    front.desk.share_room(budi, siti)
    with pytest.raises(HotelRefusal) as refused:
        front.guest(budi)
    assert refused.value.code == "hotel.link_refused"


def test_rooms_are_shared_from_before_the_arrival(front) -> None:
    """Who has a room of their own moves, is not counted out of it."""
    siti, budi = front.arrive("2034"), front.arrive("2035")
    front.refuses(lambda: front.desk.share_room(budi, siti), "hotel.share_before_check_in")


def test_nobody_shares_with_themselves_or_through_another(front) -> None:
    """E22; and of three in one room, one has it and two share with that one."""
    siti, budi, ani = front.book(), front.book(), front.book()
    front.refuses(lambda: front.desk.share_room(siti, siti), "stay.shares_with_itself")
    front.desk.share_room(budi, siti)
    for stay, owner in ((ani, budi), (siti, ani)):
        front.refuses(
            lambda stay=stay, owner=owner: front.desk.share_room(stay, owner),
            "hotel.share_in_a_chain",
        )
    front.desk.share_room(ani, siti)
    assert front.free() == [11, 11, 12]


def test_a_room_is_shared_with_somebody_who_has_one(front) -> None:
    """A cancelled stay has no room, and who waits has none either."""
    siti, budi = front.book(), front.book()
    front.desk.cancel_stay(siti, "ill", key=front.key())
    front.refuses(lambda: front.desk.share_room(budi, siti), "hotel.owner_not_in_house")
    waiting = front.book(waitlisted=True)
    front.refuses(lambda: front.desk.share_room(waiting, budi), "stay.waitlisted")


def test_a_room_is_shared_while_its_owner_has_it(front) -> None:
    """Nights are counted once, with the owner: nobody is in the room before or after."""
    siti, budi = front.book(2), front.book(3)
    refused = front.refuses(lambda: front.desk.share_room(budi, siti), "hotel.share_outside")
    assert (refused.values["arrival"], refused.values["departure"]) == (MONDAY, WEDNESDAY)
    ani = front.book(2)
    front.desk.share_room(ani, siti)
    for act in (
        lambda: front.desk.extend_stay(ani, THURSDAY, [rp(1)]),
        lambda: front.desk.shorten_stay(siti, TUESDAY, key=front.key()),
        lambda: front.desk.amend_stay(siti, arrival=TUESDAY, departure=WEDNESDAY, prices=[rp(1)]),
    ):
        front.refuses(act, "hotel.share_outside")
    assert front.desk.extend_stay(siti, THURSDAY, [rp(1)]).events


def test_who_shares_gets_a_room_of_their_own_if_there_is_one(front) -> None:
    """Parting takes a room from the inventory, as a booking does."""
    siti, budi = front.book(1), front.book(1)
    front.desk.share_room(budi, siti)
    for _ in range(11):
        front.book(1)
    front.refuses(lambda: front.desk.share_room(budi, None), "inventory.sold_out")


# Moving


def test_who_lives_in_the_room_moves_along(front, two) -> None:
    """The one who has the room moves, and the other follows; one room is vacated."""
    siti, budi = two
    done = front.desk.move_room(siti, "2035", "noise")
    assert {moved.stay for moved in done.all(StayMoved)} == {siti, budi}
    assert front.stay(budi).room == "2035"
    assert done.one(RoomVacated).room == "2034"
    assert front.tasks("2034") == [TaskKind.DEPARTURE_CLEAN]
    assert front.free() == [11, 11, 12]
    front.check()


def test_a_sharer_moves_into_a_room_of_their_own(front, two) -> None:
    """The other stays; the room they lived in is not vacated, and a room more is taken."""
    siti, budi = two
    done = front.desk.move_room(budi, "2035", "snoring")
    assert done.all(RoomVacated) == ()
    assert (front.room("2034").stay, front.room("2035").stay) == (siti, budi)
    assert front.stay(budi).shares is None
    assert front.free() == [10, 10, 12]
    front.check()


def test_both_were_in_the_other_room(front, two) -> None:
    """A correction takes along who lives in the room."""
    siti, budi = two
    front.desk.correct_room(siti, "2035", "misread")
    assert (front.stay(budi).room, front.room("2035").stay) == ("2035", siti)
    assert front.tasks("2034") == []
    front.check()


# Leaving


def test_who_shares_leaves_the_room_to_the_other(front, two) -> None:
    """The room stays occupied, and nobody cleans it for the next."""
    siti, budi = two
    front.pass_nights()
    pay(front, siti, budi)
    assert front.desk.check_out(budi).all(RoomVacated) == ()
    assert front.room("2034").stay == siti
    front.desk.check_out(siti)
    assert front.room("2034").stay is None
    front.check()


def test_what_was_to_be_done_for_either_ends_when_the_room_is_left(front, two) -> None:
    """No linen is brought for a sharer into a room that everybody has left."""
    front.pass_nights()
    pay(front, *two)
    for stay in reversed(two):
        front.desk.check_out(stay)
    assert front.tasks("2034") == [TaskKind.DEPARTURE_CLEAN]


def test_nobody_who_has_a_room_leaves_others_behind_in_it(front, two) -> None:
    """The ones who would be left are named; the room is handed over first."""
    siti, budi = two
    front.pass_nights()
    pay(front, siti, budi)
    refused = front.refuses(lambda: front.desk.check_out(siti), "stay.room_shared")
    assert budi in str(refused)
    done = front.desk.hand_over_room(siti, budi)
    assert done.one(RoomHandedOver).to == budi
    assert (front.stay(siti).shares, front.stay(budi).shares) == (budi, None)
    front.desk.check_out(siti)
    assert front.room("2034").stay == budi
    front.desk.check_out(budi)
    front.check()


def test_a_handed_over_room_is_taken_by_its_new_owner(front, two) -> None:
    """The night is taken once before and once after; the others share with the new one."""
    siti, budi = two
    ani = front.book()
    front.desk.share_room(ani, siti)
    front.desk.hand_over_room(siti, budi)
    assert front.stay(ani).shares == budi
    assert front.free() == [11, 11, 12]
    front.desk.check_in(ani)
    assert front.stay(ani).room == "2034"


def test_a_room_is_handed_to_who_lives_in_it(front, two) -> None:
    """Not to somebody who has not come, and not to somebody elsewhere."""
    siti, budi = two
    ani = front.book()
    front.desk.share_room(ani, siti)
    for to in (ani, front.arrive("2035"), siti):
        front.refuses(lambda to=to: front.desk.hand_over_room(siti, to), "hotel.not_sharing")
    front.refuses(lambda: front.desk.hand_over_room(budi, siti), "hotel.not_sharing")


def test_a_room_is_not_handed_to_who_leaves_sooner(front) -> None:
    """The nights after would be taken by nobody."""
    siti, budi = front.arrive("2034", 3), front.book(1)
    front.desk.share_room(budi, siti)
    front.desk.check_in(budi)
    front.refuses(lambda: front.desk.hand_over_room(siti, budi), "hotel.share_outside")


def test_a_shared_room_is_not_taken_back_from_under_the_other(front, two) -> None:
    """The check-in of the sharer is reversed first."""
    siti, budi = two
    refused = front.refuses(
        lambda: front.desk.reverse_check_in(siti, "a mistake"), "hotel.room_still_shared"
    )
    assert budi in str(refused)
    front.desk.reverse_check_in(budi, "a mistake")
    assert front.room("2034").stay == siti
    front.desk.reverse_check_in(siti, "a mistake")
    assert front.room("2034").stay is None
    assert front.free() == [11, 11, 12]
    front.check()


def test_who_shared_comes_back_only_while_the_other_is_there(front, two) -> None:
    """A reversed check-out needs the room that was shared."""
    siti, budi = two
    front.pass_nights()
    pay(front, siti, budi)
    front.desk.check_out(budi)
    front.desk.reverse_check_out(budi, "forgot a bag")
    assert front.stay(budi).room == "2034"
    for stay in (budi, siti):
        front.desk.check_out(stay)
    front.refuses(
        lambda: front.desk.reverse_check_out(budi, "forgot it again"), "hotel.owner_not_in_house"
    )
    front.desk.reverse_check_out(siti, "missed the train")
    front.desk.reverse_check_out(budi, "so did he")
    front.check()


# Not coming


def test_when_the_one_who_has_the_room_cancels_the_other_gets_it(front) -> None:
    """No room is given up that somebody still needs."""
    siti, budi = front.book(), front.book()
    front.desk.share_room(budi, siti)
    front.desk.cancel_stay(siti, "ill", key=front.key())
    assert front.stay(budi).shares is None
    assert front.free() == [11, 11, 12]
    front.desk.check_in(budi)
    assert front.stay(budi).status is StayStatus.IN_HOUSE
    front.check()


def test_who_stays_longest_gets_the_room_and_others_part_where_they_must(front) -> None:
    """Whose nights lie within the new owner's shares on; the other gets a room of their own."""
    siti = front.book(4)
    early, late = front.book(1), front.book(3, arrival=TUESDAY)
    within = front.book(1, arrival=WEDNESDAY)
    for stay in (early, late, within):
        front.desk.share_room(stay, siti)
    assert front.free(nights=5) == [11, 11, 11, 11, 12]
    front.desk.cancel_stay(siti, "ill", key=front.key())
    assert [front.stay(stay).shares for stay in (early, late, within)] == [None, None, late]
    assert front.free(nights=5) == [11, 11, 11, 11, 12]
    front.check()


def test_a_sharer_who_does_not_come_leaves_the_room_as_it_is(front) -> None:
    """The owner keeps it, and one night is charged."""
    siti, budi = front.arrive("2034"), front.book()
    front.desk.share_room(budi, siti)
    front.desk.close_day(MONDAY)
    assert front.stay(budi).status is StayStatus.NO_SHOW
    assert front.room("2034").stay == siti
    assert front.free() == [11, 11, 12]


def test_an_owner_who_does_not_come_leaves_the_room_to_who_comes_later(front) -> None:
    """Siti was due on Monday, Budi comes on Tuesday into what was to be her room."""
    siti, budi = front.book(3), front.book(2, arrival=TUESDAY)
    front.desk.share_room(budi, siti)
    front.desk.close_day(MONDAY)
    assert (front.stay(siti).status, front.stay(budi).shares) == (StayStatus.NO_SHOW, None)
    assert front.free() == [12, 11, 11]
    assert front.desk.check_in(budi).one(RoomOccupied).stay == budi
    front.check()


def test_who_shared_comes_back_only_to_who_has_the_room_still(front, two) -> None:
    """A room that its guest has left, or handed over, is not theirs to share any more."""
    siti, budi = two
    front.desk.depart_early(budi, key=front.key())
    back = front.desk.preview.reverse_check_out(budi, "forgot the bag")
    assert back.events
    front.desk.move_room(siti, "2040", "noise")
    front.refuses(
        lambda: front.desk.reverse_check_out(budi, "forgot the bag"), "hotel.owner_not_in_house"
    )
    front.check()


def test_who_shares_gives_back_the_room_that_was_set_aside(front) -> None:
    """Otherwise somebody else would be given it, and both would have it in the end."""
    siti, budi, third = front.book(), front.book(name="Budi"), front.book(name="Ilma")
    front.desk.assign_room(budi, "2035")
    front.desk.share_room(budi, siti)
    front.desk.assign_room(third, "2035")
    front.desk.share_room(budi, None)
    assert (front.stay(budi).room, front.stay(third).room) == (None, "2035")
    front.check()
