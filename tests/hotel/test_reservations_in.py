"""Reservations from channels become stays: each room one, in whatever order they are told."""

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

import attrs
import pytest
from tests.channels.reserving import (
    BOOK,
    CANCEL,
    EXPEDIA,
    FIRST,
    MODIFY,
    WULAN,
    message,
    price,
    room,
    snapshot,
)
from tests.hotel.receiving import CODES, ID, night, receiving, unmapped

from axentra_core.channels.mapping import Offer
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Collects,
    Flag,
    LinkStays,
    NoteCarriedOut,
    OpenReservation,
    Personal,
    ReservationStatus,
    Snapshot,
    TakenCard,
    ToldCard,
    ToldExtra,
    ToldGuests,
)
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import HotelRefusal, verbs
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import KeyReused, NotFound, PortRefused, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import ClearText
from axentra_core.payment_rules import BEFORE_ARRIVAL, RuleDrafted
from axentra_core.stays import Guarantee, NightPrice, Occupant, Source, StayBooked
from axentra_core.testing import Watch
from axentra_core.testing.invariants import check_everything

AWAITED, BOOKED, CANCELLED = ReservationStatus
VISA = TakenCard("tok_81f", "visa", "4242")


@pytest.fixture
def hotel(store, open_front, grand):
    """Return a hotel that reservations come to."""
    return receiving(open_front(store, grand))


# --- booking ---


def test_a_booking_becomes_a_stay(hotel) -> None:
    """With its dates, prices, people, channel and reference; availability follows."""
    done = hotel.book()
    stay = hotel.stay()
    assert done.one(StayBooked).stay == stay.id == f"{ID}.1"
    assert (stay.arrival, stay.departure, stay.room_type) == (FIRST, night(2), "DLX")
    assert [one.price for one in stay.nights] == [850_000] * 2
    assert (stay.source, stay.channel, stay.reference) == (Source.CHANNEL, "EXP", "1695093244")
    assert (stay.party, stay.rate_plan) == ((Occupant(), Occupant()), "BAR")
    assert hotel.read.stay(stay.id).guest_name == "Wulan Dewi"
    assert hotel.sold() == [1, 1, 0, 0]
    assert (hotel.own().waiting, hotel.own().flags, hotel.tasks()) == ((), (), [])
    hotel.check()


def test_each_room_is_a_stay_with_its_own_dates_prices_and_people(hotel) -> None:
    """The last room's dates do not win (facts: a public adapter)."""
    family = (ToldGuests(2, AgeBand.ADULT), ToldGuests(1, AgeBand.CHILD, 7))
    hotel.book(room(0, 2), room(1, 3, code="STE", night=1_900_000, guests=family))
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX"), (2, "booked", 24, 27, "STE")]
    assert hotel.stay(2).party == (Occupant(), Occupant(), Occupant(age=7))
    assert hotel.stay(2).nights[0].price == 1_900_000
    assert (hotel.sold(), hotel.sold("STE")) == ([1, 1, 0, 0], [0, 1, 1, 1])


def test_a_child_of_no_age_is_a_child(hotel) -> None:
    """Nobody is taxed as an adult for an age that was not told; somebody asks."""
    guests = (
        ToldGuests(1, AgeBand.ADULT),
        ToldGuests(1, AgeBand.CHILD),
        ToldGuests(1, AgeBand.INFANT),
    )
    hotel.book(room(guests=guests))
    assert [one.age for one in hotel.stay().party] == [None, 11, 1]
    assert hotel.own().flags == (Flag.AGES_MISSING,)
    assert hotel.tasks() == ["hotel.told_doubtful"]


def test_a_room_for_somebody_else_has_a_profile_of_its_own(hotel) -> None:
    """Who has booked is not who sleeps in the second room."""
    people = Personal(name="Wulan Dewi", guests=(("Wulan DEWI",), ("Budi", "Siti")))
    hotel.book(room(), room(), personal=people)
    names = [hotel.read.stay(f"{ID}.{number}").guest_name for number in (1, 2)]
    assert names == ["Wulan Dewi", "Budi"]
    assert hotel.stay(1).guest != hotel.stay(2).guest


@pytest.mark.parametrize(
    ("people", "name"),
    [
        (Personal(), "EXP-1695093244"),
        (Personal(guests=((), ("Budi",))), "Budi"),
    ],
    ids=["nobody", "a guest"],
)
def test_a_reservation_without_a_name_is_booked(hotel, people, name) -> None:
    """Nobody loses a booking over it."""
    hotel.book(personal=people)
    assert hotel.read.stay(f"{ID}.1").guest_name == name


def test_what_the_guest_wishes_is_noted(hotel) -> None:
    """It stands with the stay, sealed."""
    hotel.book(personal=Personal(name="Wulan", comments=("a cot", "late arrival")))
    sealed = hotel.stay().wishes
    assert (
        hotel.front.hotel._outside.cipher.open(sealed.subject, sealed.data) == "a cot late arrival"
    )
    assert sealed.subject == hotel.stay().guest


@pytest.mark.parametrize(
    ("collects", "card", "guarantee"),
    [
        (None, None, Guarantee.NONE),
        (Collects.HOTEL, VISA, Guarantee.CARD),
        (Collects.CHANNEL, None, Guarantee.AGENT),
        (Collects.CHANNEL, VISA, Guarantee.CARD),
    ],
    ids=["nothing", "card", "channel", "virtual card"],
)
def test_what_stands_behind_a_booking(hotel, collects, card, guarantee) -> None:
    """A card where one was taken, else whoever takes the guest's money."""
    hotel.tell(message(snapshot=snapshot(collects=collects)), card=card)
    assert hotel.stay().guarantee is guarantee


def test_a_booking_after_midnight_of_the_open_day_is_right(hotel) -> None:
    """The hotel's day has not been closed: who books at 00:44 comes today (facts: 3.1)."""
    hotel.front.clock.move(timedelta(hours=20))
    hotel.book(room(0, 1))
    assert (hotel.stay().arrival, hotel.own().flags) == (FIRST, ())


def test_a_booking_that_has_begun_has_the_nights_that_are_left(hotel) -> None:
    """The day is closed; nobody books into the past, and somebody looks."""
    hotel.front.pass_nights(1)
    hotel.book(room(0, 3))
    assert hotel.stays() == [(1, "booked", 24, 26, "DLX")]
    assert hotel.own().flags == (Flag.BEGINS_IN_PAST,)
    later = message(MODIFY, 5, room(0, 4))
    hotel.tell(later)
    assert hotel.stays() == [(1, "booked", 24, 27, "DLX")]


def test_a_booking_that_is_over_is_left_to_a_person(hotel) -> None:
    """There is no night left to be booked."""
    hotel.front.pass_nights(2)
    hotel.book(room(0, 2))
    assert (hotel.stays(), hotel.own().waiting) == ([], (1,))
    assert hotel.tasks() == ["hotel.told_too_late"]


# --- codes ---


def test_a_rate_that_is_unknown_is_booked_without_a_rate_plan(hotel) -> None:
    """The room is what guests sleep in."""
    hotel.book(room(rate="XXX"), room(rate=None), room(rate="NRF"))
    assert [hotel.stay(number).rate_plan for number in (1, 2, 3)] == [None, None, "NRF"]
    assert hotel.own().flags == (Flag.RATE_UNMAPPED,)


def test_there_is_no_default_room(hotel) -> None:
    """A room whose code leads nowhere waits, and the others are booked."""
    hotel.book(unmapped(), room())
    assert hotel.stays() == [(2, "booked", 23, 25, "DLX")]
    assert (hotel.own().waiting, hotel.own().flags) == ((1,), (Flag.ROOM_UNMAPPED,))
    assert hotel.tasks() == ["hotel.told_room_unmapped"]
    assert [one.id for one in hotel.read.waiting_reservations(hotel.connection)] == [ID]
    assert hotel.read.waiting_reservations("C9") == ()
    hotel.check()


def test_a_hotel_that_wants_no_unmapped_rooms_books_none_until_all_are(store, open_front, grand):
    """By policy the whole reservation waits; one choice books all of it."""
    hotel = receiving(open_front(store, grand), unmapped=False)
    hotel.book(unmapped(), room())
    assert (hotel.stays(), hotel.own().waiting) == ([], (1, 2))
    assert hotel.tasks() == ["hotel.told_room_unmapped", "hotel.told_parked"]
    hotel.desk.choose_offer(ID, 1, "STE", "BAR")
    assert hotel.stays() == [(1, "booked", 23, 25, "STE"), (2, "booked", 23, 25, "DLX")]
    assert (hotel.own().waiting, hotel.tasks()) == ((), [])


def test_a_person_chooses_the_offer(hotel) -> None:
    """It is booked at once, and its task ends by itself."""
    hotel.book(unmapped())
    hotel.desk.choose_offer(ID, 1, "STE")
    assert hotel.stays() == [(1, "booked", 23, 25, "STE")]
    assert (hotel.own().waiting, hotel.own().flags, hotel.tasks()) == ((), (), [])
    hotel.tell(message(MODIFY, 5, unmapped(nights=4)))
    assert hotel.stays() == [(1, "booked", 23, 27, "STE")]


def test_only_room_types_of_the_house_are_chosen(hotel) -> None:
    """Nothing is booked that there is not."""
    hotel.book(unmapped())
    hotel.front.refuses(lambda: hotel.desk.choose_offer(ID, 1, "XXX"), "value.not_listed")


def test_a_mapping_that_leads_somewhere_at_last_books_what_waits(hotel) -> None:
    """Nobody has to remember which reservations it was for."""
    hotel.book(unmapped())
    codes = hotel.read.mapping(hotel.connection).mapping
    more = attrs.evolve(codes.offers[0], rate_plan="X", room_code="XXX")
    hotel.front.boss.set_mapping(
        hotel.connection, attrs.evolve(codes, offers=(*codes.offers, more))
    )
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX")]
    assert (hotel.own().waiting, hotel.tasks()) == ((), [])


def test_reservations_come_before_the_mapping_does(store, open_front, grand) -> None:
    """They wait for it, and it books them."""
    hotel = receiving(open_front(store, grand), codes=None)
    hotel.book()
    assert (hotel.stays(), hotel.own().waiting) == ([], (1,))
    hotel.front.boss.set_mapping(hotel.connection, CODES)
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX")]


def test_an_offer_that_is_not_sold_any_more_is_booked(hotel) -> None:
    """It was sold; somebody looks why."""
    hotel.book(room(code="STE", rate="OLD"))
    assert (hotel.stay().room_type, hotel.own().flags) == ("STE", (Flag.OFFER_NOT_SOLD,))


# --- prices ---


@pytest.mark.parametrize(
    ("told", "flag"),
    [
        (room(currency="EUR"), Flag.CURRENCY_DIFFERS),
        (room(currency=None), Flag.CURRENCY_DIFFERS),
        (attrs.evolve(room(), nights=()), Flag.PRICE_MISSING),
    ],
    ids=["other money", "no money", "no price"],
)
def test_without_a_price_in_the_hotels_money_it_is_booked_at_nothing(hotel, told, flag) -> None:
    """No money is guessed; somebody sets the prices, and until then the nights are free."""
    hotel.book(told)
    assert [one.price for one in hotel.stay().nights] == [0, 0]
    assert (hotel.own().flags, hotel.tasks()) == ((flag,), ["hotel.told_doubtful"])
    hotel.desk.check_in(f"{ID}.1", room="2034")
    hotel.front.pass_nights(1)
    assert hotel.front.owed(f"{ID}.1").amount == 0
    hotel.desk.change_prices(f"{ID}.1", [NightPrice(night(1), money(900_000, "IDR"))])
    hotel.front.pass_nights(1)
    assert hotel.front.owed(f"{ID}.1").amount == 900_000
    check_everything(hotel.front.hotel)
    hotel.check()


def test_a_total_alone_is_shared_among_the_nights(hotel) -> None:
    """By the largest remainder, so that it stays the total."""
    hotel.book(attrs.evolve(room(nights=3), nights=(), price=price(1_000_000)))
    assert [one.price for one in hotel.stay().nights] == [333_334, 333_333, 333_333]
    assert (hotel.own().flags, hotel.tasks()) == ((Flag.PRICE_AVERAGED,), [])


def test_what_is_sold_beside_the_nights_is_left_to_a_person(hotel) -> None:
    """No package is invented and nothing is charged by itself; the task says what to do."""
    extra = ToldExtra("Airport transfer", price(300_000))
    done = hotel.tell(message(snapshot=snapshot(extras=(extra,))))
    (left,) = done.all(FollowUpLeft)
    assert left.arguments["flags"] == ["extras_sold"]
    hotel.tell(message(MODIFY, 5))
    assert hotel.tasks() == []


# --- modifications ---


def test_a_modification_changes_the_stay(hotel) -> None:
    """The same stay: dates, room type, rate plan, prices and people."""
    hotel.book()
    guests = (ToldGuests(1, AgeBand.ADULT),)
    hotel.tell(message(MODIFY, 5, room(1, 3, code="STE", night=1_500_000, guests=guests)))
    stay = hotel.stay()
    assert hotel.stays() == [(1, "booked", 24, 27, "STE")]
    assert ([one.price for one in stay.nights], stay.party) == ([1_500_000] * 3, (Occupant(),))
    assert (hotel.sold(), hotel.sold("STE")) == ([0] * 4, [0, 1, 1, 1])
    hotel.tell(message(MODIFY, 9, room(1, 3, code="DLX", rate="NRF")))
    assert (hotel.stay().room_type, hotel.stay().rate_plan) == ("DLX", "NRF")


def test_another_total_changes_the_prices(hotel) -> None:
    """Where no room has a price of its own, theirs stands in the total of the reservation."""
    bare = attrs.evolve(room(), nights=())
    for minutes, whole in enumerate((1_000_000, 1_400_000)):
        told = snapshot(bare, price=price(whole), currency="IDR")
        hotel.tell(message(MODIFY if minutes else BOOK, minutes, snapshot=told))
        assert [one.price for one in hotel.stay().nights] == [whole // 2] * 2


def test_new_wishes_are_noted(hotel) -> None:
    """Also where nothing else has changed."""
    hotel.book()
    hotel.tell(message(MODIFY, 5, personal=Personal(comments=("a cot",))))
    assert hotel.stay().wishes.data == "a cot"


def test_a_room_more_and_a_room_less(hotel) -> None:
    """One is booked, the other is cancelled, and nothing else moves."""
    hotel.book(room(), room(code="STE"))
    hotel.tell(message(MODIFY, 5, room(code="STE"), room(2, 1)))
    assert hotel.stays() == [(1, "booked", 25, 26, "DLX"), (2, "booked", 23, 25, "STE")]
    hotel.tell(message(MODIFY, 9, room(code="STE")))
    assert hotel.stays() == [(1, "cancelled", 25, 26, "DLX"), (2, "booked", 23, 25, "STE")]
    hotel.tell(message(MODIFY, 12, room(code="STE"), room(0, 2)))
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX"), (2, "booked", 23, 25, "STE")]
    assert (hotel.sold(), hotel.sold("STE")) == ([1, 1, 0, 0], [1, 1, 0, 0])


def test_what_staff_have_agreed_stays_where_the_channel_tells_nothing_new(hotel) -> None:
    """A later message about something else takes nothing back."""
    hotel.book()
    hotel.desk.amend_stay(f"{ID}.1", room_type="STE")
    hotel.desk.change_prices(f"{ID}.1", [NightPrice(night(1), money(1, "IDR"))])
    hotel.desk.correct_guest(hotel.stay().guest, name="Wulandari")
    told = Personal(name="Wulan Dewi", phone="+62 811")
    hotel.tell(message(MODIFY, 5, room(nights=3), personal=told))
    assert hotel.stays() == [(1, "booked", 23, 26, "STE")]
    assert [one.price for one in hotel.stay().nights] == [850_000, 1, 850_000]
    assert hotel.read.stay(f"{ID}.1").guest_name == "Wulandari"


def test_staff_make_it_what_the_channel_tells(hotel) -> None:
    """By hand everything is made so, whatever was changed here."""
    hotel.book()
    hotel.desk.amend_stay(f"{ID}.1", room_type="STE")
    hotel.desk.carry_out_reservation(ID)
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX")]
    before = hotel.front.dump()
    assert hotel.desk.carry_out_reservation(ID).events == ()
    assert hotel.front.dump() == before


def test_a_cancellation_by_staff_is_not_undone_by_a_change(hotel) -> None:
    """Who has cancelled at the desk comes back by the word of a person only."""
    hotel.book()
    hotel.desk.cancel_stay(f"{ID}.1", "told by phone", key="c1")
    hotel.tell(message(MODIFY, 5, room(nights=3)))
    assert (hotel.stay().status, hotel.own().waiting) == ("cancelled", (1,))
    assert hotel.tasks() == ["stay.cancelled"]
    hotel.desk.carry_out_reservation(ID)
    assert hotel.stays() == [(1, "booked", 23, 26, "DLX")]
    assert hotel.tasks() == []


def test_new_contacts_are_noted_and_what_is_left_out_stays(hotel) -> None:
    """Absent is not deleted."""
    hotel.book()
    hotel.tell(message(MODIFY, 5, personal=Personal(mail="new@guest.example")))
    told = hotel.read.told_people(EXPEDIA)
    assert (told.name, told.mail, told.phone) == (
        "Wulan Dewi",
        "new@guest.example",
        "+62 812 3456 7890",
    )
    guest = hotel.read._window.need("guest", hotel.stay().guest)
    assert (guest.mail.data, guest.phone.data) == ("new@guest.example", "+62 812 3456 7890")


def test_a_guest_in_house_stays_longer_or_shorter(hotel) -> None:
    """Nights to come are booked or given back; what is charged stays, and somebody adjusts it."""
    hotel.book()
    hotel.desk.check_in(f"{ID}.1", room="2034")
    hotel.tell(message(MODIFY, 5, room(nights=3, night=900_000)))
    assert hotel.stays() == [(1, "in_house", 23, 26, "DLX")]
    assert [one.price for one in hotel.stay().nights] == [900_000] * 3
    hotel.front.pass_nights(1)
    hotel.tell(message(MODIFY, 9, room(nights=2, night=700_000)))
    assert [one.price for one in hotel.stay().nights] == [900_000, 700_000]
    [task] = hotel.read.reservation_tasks()
    assert (task.code, task.arguments["nights"]) == ("hotel.told_after_charge", "2026-11-23")
    hotel.tell(message(MODIFY, 12, room(nights=2, night=700_000, code="STE")))
    assert hotel.tasks() == ["hotel.told_after_charge", "hotel.told_in_house"]
    hotel.tell(message(MODIFY, 15, room(nights=2, night=700_000)))
    assert hotel.tasks() == ["hotel.told_after_charge"]


# --- cancellations ---


def test_a_cancellation_gives_back_exactly_what_was_taken(hotel) -> None:
    """Each room of each night, and the bill ends with nothing on it."""
    before = hotel.sold(), hotel.sold("STE")
    hotel.book(room(), room(1, 3, code="STE"))
    hotel.tell(message(CANCEL, 5))
    assert hotel.own().status is CANCELLED
    assert [one[1] for one in hotel.stays()] == ["cancelled", "cancelled"]
    assert (hotel.sold(), hotel.sold("STE")) == before
    hotel.check()


def test_a_reinstated_reservation_has_its_stay_again(hotel) -> None:
    """TravelClick and StayNTouch disagree for good here (facts: 5)."""
    hotel.book()
    hotel.tell(message(CANCEL, 5), message(MODIFY, 9, room(nights=3)))
    assert hotel.stays() == [(1, "booked", 23, 26, "DLX")]
    hotel.tell(message(CANCEL, 12))
    assert hotel.stays() == [(1, "cancelled", 23, 26, "DLX")]
    assert hotel.sold() == [0] * 4


def test_a_room_that_led_nowhere_when_it_was_reinstated_comes_back(hotel) -> None:
    """The channel has cancelled the stay and wants it again, though it waited in between."""
    hotel.book()
    hotel.tell(message(CANCEL, 5), message(MODIFY, 9, unmapped()))
    assert (hotel.stay().status, hotel.own().waiting) == ("cancelled", (1,))
    hotel.tell(message(MODIFY, 12, room(1, 3, code="STE")))
    assert hotel.stays() == [(1, "booked", 24, 27, "STE")]
    assert (hotel.own().given_up, hotel.tasks()) == ((), [])


def test_what_was_told_while_it_was_cancelled_counts_once_it_is_back(hotel) -> None:
    """An older modification changes what is known of a room, and not its cancelled stay."""
    hotel.book(room(code="STE"))
    hotel.tell(message(CANCEL, 9), message(MODIFY, 5, room(code="DLX", rate="NRF")))
    assert hotel.stay().room_type == "STE"
    hotel.tell(message(MODIFY, 12, room(code="DLX")))
    assert (hotel.stay().room_type, hotel.stay().rate_plan) == ("DLX", "BAR")


@pytest.mark.parametrize("leave", [False, True], ids=["in house", "gone"])
def test_who_has_come_is_not_cancelled(hotel, leave) -> None:
    """The guest is here or was: a person speaks to the channel."""
    hotel.book(room(0, 1))
    hotel.desk.check_in(f"{ID}.1", room="2034")
    if leave:
        hotel.front.leave(f"{ID}.1", nights=1)
    hotel.tell(message(CANCEL, 5))
    assert (hotel.own().status, hotel.own().waiting) == (CANCELLED, (1,))
    assert hotel.tasks() == ["hotel.told_to_cancel"]


def test_a_cancellation_ends_what_was_left_to_do(hotel) -> None:
    """Nobody looks for a room for a guest who does not come."""
    hotel.book(unmapped(), room(guests=()))
    assert len(hotel.tasks()) == 2
    hotel.tell(message(CANCEL, 5))
    assert (hotel.tasks(), hotel.own().waiting, hotel.own().flags) == ([], (), ())


# --- what waits ---


@pytest.mark.parametrize("happening", [MODIFY, CANCEL], ids=["modify", "cancel"])
def test_what_nobody_knows_is_kept_and_told(hotel, happening) -> None:
    """A cancellation of an unknown booking is not answered and lost (facts: 5)."""
    hotel.tell(message(happening, 5, room(nights=3)))
    assert [one.id for one in hotel.read.awaited_reservations()] == [ID]
    assert (hotel.stays(), hotel.tasks()) == ([], ["hotel.told_of_nobody"])
    hotel.tell(message(happening, 6, room(nights=3)))
    assert hotel.tasks() == ["hotel.told_of_nobody"]
    hotel.book()
    status = "booked" if happening is MODIFY else "cancelled"
    assert hotel.stays() == [(1, status, 23, 26, "DLX")]
    assert (hotel.read.awaited_reservations(), hotel.tasks()) == ((), [])


def test_a_stay_with_the_channels_reference_is_its_stay(hotel) -> None:
    """A hotel that has changed its PMS has booked it before; it is found, never booked twice."""
    stay = hotel.front.book(source=Source.CHANNEL, channel="EXP", reference="1695093244")
    hotel.tell(message(MODIFY, 5, room(nights=3)))
    assert [slot.stay for slot in hotel.own().slots] == [stay]
    assert hotel.front.stay(stay).departure == night(3)
    assert (hotel.sold(), hotel.tasks()) == ([1, 1, 1, 0], [])
    hotel.tell(message(CANCEL, 9))
    assert hotel.sold() == [0] * 4


def test_a_person_says_which_stays_it_is(hotel) -> None:
    """What waits is applied to them."""
    stay = hotel.front.book()
    hotel.tell(message(MODIFY, 5, room(nights=3)))
    hotel.desk.link_stays(EXPEDIA, [stay])
    assert (hotel.front.stay(stay).departure, hotel.tasks()) == (night(3), [])
    assert hotel.read.channel_reservation_of(stay).id == ID
    hotel.front.refuses(
        lambda: hotel.desk.link_stays(ChannelReference("EXP", "2"), [stay]), "hotel.stay_linked"
    )
    hotel.front.refuses(
        lambda: hotel.desk.link_stays(ChannelReference("EXP", "2"), []), "channels.stays_not_named"
    )


def test_a_stay_is_linked_before_anything_is_told(hotel) -> None:
    """A modification finds it."""
    stay = hotel.front.book()
    hotel.desk.link_stays(EXPEDIA, [stay])
    hotel.tell(message(MODIFY, 5, room(nights=3)))
    assert hotel.front.stay(stay).departure == night(3)


# --- a full house ---


def test_what_is_sold_outside_is_kept_where_there_is_no_room(hotel) -> None:
    """Sold out is told to somebody, and the booking stays; cancelling gives back what it took."""
    for number in range(2):
        hotel.front.book(room_type="STE", name=f"Guest {number}")
    done = hotel.book(room(code="STE"))
    (left,) = done.all(FollowUpLeft)
    assert (left.code, hotel.stay().status) == ("inventory.sold_out", "booked")
    assert hotel.sold("STE") == [3, 3, 0, 0]
    hotel.tell(message(CANCEL, 5))
    assert hotel.sold("STE") == [2, 2, 0, 0]


def test_what_a_person_enters_by_hand_was_sold_outside_too(hotel) -> None:
    """The work list of what was not delivered is not refused for want of a room."""
    for number in range(2):
        hotel.front.book(room_type="STE", name=f"Guest {number}")
    done = hotel.desk.receive_reservation(hotel.connection, message(BOOK, 0, room(code="STE")))
    assert done.all(FollowUpLeft)[0].code == "inventory.sold_out"
    assert hotel.sold("STE") == [3, 3, 0, 0]


# --- keys, actors, connections ---


def test_the_same_content_is_done_once(hotel) -> None:
    """Under another id of a message, or with another token of the card."""
    channel = Actor("channel", hotel.connection)
    say = verbs.ReceiveReservation
    first = hotel.front.hotel.do(say(hotel.connection, message(), "M1"), actor=channel, key="k")
    before = hotel.front.dump()
    for again in (
        say(hotel.connection, message(), "M2"),
        say(hotel.connection, message(), None, VISA),
        say(hotel.connection, message(), None, None, is_card_lost=True),
    ):
        assert hotel.front.hotel.do(again, actor=channel, key="k") == first
    assert hotel.front.dump() == before
    with pytest.raises(KeyReused):
        hotel.front.hotel.do(say(hotel.connection, message(BOOK, 1)), actor=channel, key="k")
    assert hotel.tell(message()).events == ()


@pytest.mark.parametrize("kind", ["guest", "partner"])
def test_only_channels_tell_of_reservations(hotel, kind) -> None:
    """Nobody else outside says them."""
    verb = verbs.ReceiveReservation(hotel.connection, message())
    hotel.front.refuses(
        lambda: hotel.front.hotel.do(verb, actor=Actor(kind, hotel.connection), key="k"),
        "hotel.not_for_outsiders",
    )


def test_a_channel_speaks_for_its_own_connection(hotel) -> None:
    """And for no other."""
    verb = verbs.ReceiveReservation(hotel.connection, message())
    hotel.front.refuses(
        lambda: hotel.front.hotel.do(verb, actor=Actor("channel", "C9"), key="k"),
        "hotel.not_for_outsiders",
    )
    with pytest.raises(NotFound):
        hotel.desk.receive_reservation("C9", message())


def test_a_connection_that_only_sends_receives_nothing(hotel) -> None:
    """Somebody has to say that it does."""
    hotel.front.boss.change_exchange(hotel.connection, direction="sends")
    with pytest.raises(RuleViolation) as error:
        hotel.tell(message())
    assert error.value.code == "channels.not_receiving"


def test_a_replaced_connection_tells_no_more_but_staff_may(hotel) -> None:
    """Its successor brings what comes; what is left is entered by hand."""
    hotel.front.boss.replace_connection(hotel.connection, "another PMS")
    with pytest.raises(RuleViolation) as error:
        hotel.tell(message())
    assert error.value.code == "channels.replaced"
    hotel.desk.receive_reservation(hotel.connection, message())
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX")]


# --- unreadable, confirmed ---


def test_what_nobody_can_read_is_left_to_a_person_once(hotel) -> None:
    """It ends by itself once the reservation that it is about has come."""
    said = ("xml.malformed", "the text ends too early")
    hotel.desk.record_unreadable(hotel.connection, *said, message="M1", about=EXPEDIA.text)
    hotel.desk.record_unreadable(hotel.connection, *said, message="M2", about=EXPEDIA.text)
    assert hotel.tasks() == ["hotel.message_not_taken"]
    hotel.book()
    assert hotel.tasks() == []


def test_what_nobody_can_read_is_found_by_its_message(hotel) -> None:
    """Where nobody knows what it is about."""
    hotel.desk.record_unreadable(hotel.connection, "xml.malformed", "no end", message="M1")
    hotel.tell(message(reference=ChannelReference("EXP", "7")), message_id="M1")
    assert hotel.tasks() == []


def test_a_delivery_is_confirmed(hotel) -> None:
    """Until the platform is told, the reservation stands in the list."""
    hotel.book()
    assert [one.id for one in hotel.read.unconfirmed_reservations()] == [ID]
    hotel.desk.confirm_delivery(ID, "M1")
    assert hotel.read.unconfirmed_reservations() == ()
    history = hotel.read.reservation_history(ID)
    assert history.is_confirmed
    assert [entry.verb for entry in history.entries] == ["ReceiveReservation", "ConfirmDelivery"]


# --- cards and payment rules ---


def test_a_channel_of_which_nobody_knows_the_code_is_kept(hotel) -> None:
    """The reservation is booked, and somebody adds the code."""
    hotel.book(reference=ChannelReference("QQQ", "7"))
    own = hotel.own(ChannelReference("QQQ", "7"))
    assert own.flags == (Flag.CHANNEL_UNKNOWN,)
    assert hotel.stay(reservation=own.id).channel == "QQQ"
    hotel.book(reference=ChannelReference(None, "7"))
    lost = hotel.own(ChannelReference(None, "7"))
    assert hotel.stay(reservation=lost.id).channel == "unknown"


def test_a_card_that_was_not_taken_is_told(hotel) -> None:
    """A booking is never refused for its card."""
    hotel.tell(message(), is_card_lost=True)
    assert (hotel.own().flags, hotel.stay().status) == ((Flag.CARD_NOT_TAKEN,), "booked")
    hotel.tell(message(), card=VISA)
    assert (hotel.own().flags, hotel.tasks()) == ((), [])


def test_a_virtual_card_is_told_to_payment_rules(hotel) -> None:
    """One card for all rooms: its balance, and from when on it can be charged."""
    told = ToldCard(
        is_virtual=True,
        balance=Decimal(3_400_000),
        currency="IDR",
        active_on=night(1),
        valid_through=night(30),
    )
    hotel.tell(message(snapshot=snapshot(room(), room(), card=told)), card=VISA)
    one, other = (hotel.read.payment_plan(f"{ID}.{number}") for number in (1, 2))
    assert one.card == other.card
    assert (one.facts.balance, one.facts.active_on) == (money(3_400_000, "IDR"), night(1))
    assert one.facts.valid_through == night(30)
    newer = attrs.evolve(told, balance=Decimal(5))
    hotel.tell(message(MODIFY, 5, snapshot=snapshot(room(), room(), card=newer)), card=VISA)
    assert hotel.read.guest_card(one.card).facts.balance == money(5, "IDR")
    hotel.check()


def test_a_card_that_cannot_be_so_is_left_to_a_person(hotel) -> None:
    """The stay is booked all the same."""
    told = ToldCard(is_virtual=True, balance=Decimal(-5), currency="IDR")
    hotel.tell(message(snapshot=snapshot(card=told)), card=VISA)
    assert hotel.stay().status == "booked"
    assert hotel.tasks() == ["money.must_be_positive"]


@pytest.mark.parametrize("named", ["booking_com", "BDC"])
def test_a_payment_rule_plans_for_what_a_channel_has_booked(hotel, named) -> None:
    """BDC is what payment rules call booking_com; a rule may name either."""
    terms = attrs.evolve(BEFORE_ARRIVAL, channels=(named,), card_kinds=(), rate_plans=())
    boss = hotel.front.boss
    drafted = boss.draft_payment_rule(terms).one(RuleDrafted)
    boss.review_payment_rule(drafted.payment_rule)
    boss.activate_payment_rule(drafted.payment_rule, drafted.fingerprint)
    booking = ChannelReference("BDC", "155")
    hotel.tell(message(BOOK, 0, room(20, 2), reference=booking), card=VISA)
    plan = hotel.read.payment_plan("BDC-155.1")
    assert plan.reservation.channel == "booking_com"
    assert [one.rule for one in plan.payments] == [drafted.payment_rule]
    hotel.tell(message(MODIFY, 5, room(22, 2), reference=booking))
    assert hotel.read.payment_plan("BDC-155.1").reservation.arrival == night(22)
    hotel.tell(message(CANCEL, 9, reference=booking))
    assert [one.status.value for one in hotel.read.payment_plan("BDC-155.1").payments] == [
        "cancelled"
    ]
    hotel.check()


def by_hand(hotel, arrival=FIRST, **said):
    """Book a stay by hand under the channel's number."""
    return hotel.desk.reserve(
        **{
            "arrival": arrival,
            "departure": arrival + timedelta(2),
            "room_type": "DLX",
            "prices": [money(850_000, "IDR")] * 2,
            "name": "Wulan Dewi",
            "source": Source.CHANNEL,
            "channel": "EXP",
            "reference": EXPEDIA.reference,
            **said,
        }
    )


def test_what_was_told_without_a_room_is_left_to_a_person(hotel) -> None:
    """It was sold, and nobody knows what; once that is told or booked by hand, the task ends."""
    bare = message(snapshot=Snapshot())
    hotel.tell(bare)
    assert (hotel.own().status, hotel.tasks()) == (BOOKED, ["hotel.told_no_room"])
    hotel.tell(message(MODIFY, 5))
    assert (hotel.stays(), hotel.tasks()) == ([(1, "booked", 23, 25, "DLX")], [])

    hotel.tell(attrs.evolve(bare, reference=ChannelReference("EXP", "2")))
    by_hand(hotel, reference="2", stay="HOST-7")
    assert hotel.tasks() == []
    hotel.tell(message(CANCEL, 5, reference=ChannelReference("EXP", "2")))
    assert hotel.front.stay("HOST-7").status == "cancelled"
    hotel.check()


@pytest.mark.parametrize("stay", [None, "HOST-7", f"{ID}.1"], ids=["any", "own", "told"])
@pytest.mark.parametrize(
    "told", [room(departure=night(-1)), unmapped()], ids=["wrong dates", "unmapped"]
)
def test_what_waits_and_is_booked_by_hand_is_booked_once(hotel, told, stay) -> None:
    """Under its channel and number it is the room that waits; what the channel tells, finds it."""
    hotel.book(told)
    assert hotel.own().waiting == (1,)
    by_hand(hotel, stay=stay)
    assert (hotel.own().waiting, hotel.sold()) == ((), [1, 1, 0, 0])
    assert not {"hotel.told_dates_wrong", "hotel.told_room_unmapped"} & {*hotel.tasks()}
    hotel.tell(message(MODIFY, 5, room(1)))
    assert (hotel.stays(), hotel.sold()) == ([(1, "booked", 24, 26, "DLX")], [0, 1, 1, 0])
    hotel.tell(message(CANCEL, 9))
    assert (hotel.stays()[0][1], hotel.sold()) == ("cancelled", [0, 0, 0, 0])
    hotel.check()


def test_a_room_more_that_is_booked_by_hand_is_the_next_that_is_told(hotel) -> None:
    """Typed in from a mail before its message comes; and it is cancelled with the others."""
    hotel.book()
    by_hand(hotel, night(1), stay="HOST-6")
    by_hand(hotel, stay="HOST-7")
    hotel.tell(message(MODIFY, 5, room(), room(night=900_000)))
    assert [slot.stay for slot in hotel.own().slots] == [f"{ID}.1", "HOST-7"]
    assert hotel.sold() == [2, 3, 1, 0]
    hotel.tell(message(CANCEL, 9))
    assert hotel.sold() == [0, 0, 0, 0]
    hotel.check()


# fmt: off
SEEN_TO = {
    "cancelled, and checked out": (message(CANCEL, 5), lambda front, stay: (
        front.pass_nights(2), front.settle(stay), front.desk.check_out(stay, key="out"))),
    "cancelled, and cancelled here": (message(CANCEL, 5), lambda front, stay: (
        front.boss.reverse_check_in(stay, "the channel was right"),
        front.boss.cancel_stay(stay, "told by the channel", key="k"))),
    "another type, and moved": (message(MODIFY, 5, room(code="STE")), lambda front, stay:
        front.desk.move_room(stay, "3001", "told by the channel", upgrade=True)),
}
# fmt: on


@pytest.mark.parametrize(("told", "act"), SEEN_TO.values(), ids=[*SEEN_TO])
def test_what_waits_ends_once_staff_have_seen_to_it(hotel, told, act) -> None:
    """A guest in house whose channel tells otherwise: by hand, and nobody ticks anything off."""
    hotel.book()
    hotel.desk.check_in(f"{ID}.1", room="2034")
    hotel.tell(told)
    assert (hotel.own().waiting, len(hotel.tasks())) == ((1,), 1)
    act(hotel.front, f"{ID}.1")
    assert (hotel.own().waiting, hotel.tasks(), hotel.read.out_of_reach()) == ((), [], ())
    hotel.check()


def test_what_waits_is_settled_by_whoever_dismisses_it(hotel) -> None:
    """The guest was never here: nobody is reminded for ever, and a later message is carried out."""
    hotel.front.pass_nights(2)
    hotel.book(room(0, 1))
    [task] = hotel.read.reservation_tasks()
    assert (task.code, hotel.own().waiting) == ("hotel.told_too_late", (1,))
    hotel.front.boss.dismiss_follow_up(task.id, "never here")
    assert (hotel.own().waiting, hotel.tasks(), hotel.read.out_of_reach()) == ((), [], ())
    check_everything(hotel.front.hotel)
    hotel.tell(message(MODIFY, 5, room(2, 1)))
    assert hotel.stays() == [(1, "booked", 25, 26, "DLX")]
    hotel.check()


def test_a_mapping_books_what_it_leads_to_however_much_else_waits(hotel, monkeypatch) -> None:
    """A quarter of a real file has no room code: it holds up nobody whose code is mapped now."""
    monkeypatch.setattr("axentra_core.hotel.reservations_in.MOST_AT_ONCE", 2)
    for number in range(3):
        nameless = room(code=None, rate=None)
        hotel.tell(message(BOOK, 0, nameless, reference=ChannelReference("AGO", str(number))))
    hotel.book(unmapped())
    known = Offer("DLX", "XXX", "XXX", "BAR", "XXX", "IDR")
    hotel.front.boss.set_mapping(
        hotel.connection, attrs.evolve(CODES, offers=(*CODES.offers, known))
    )
    assert (hotel.own().waiting, hotel.stay().status) == ((), "booked")
    hotel.check()


class Backwards(ClearText):
    """A cipher that even a child can break, but nobody mistakes for clear text."""

    def seal(self, subject, text):
        """Return the text backwards."""
        return f"{subject}:{text[::-1]}"

    def open(self, subject, data):
        """Return the text again."""
        if subject in self.forgotten:
            raise PortRefused("cipher.key_destroyed", subject=subject)
        return data.removeprefix(f"{subject}:")[::-1]

    forgotten: ClassVar[set[str]] = set()


def test_nothing_that_is_stored_shows_who_comes(store, open_front, grand) -> None:
    """Under a real cipher no name, contact or wish of a message stands in any row or key."""
    hotel = receiving(open_front(store, grand, cipher=Backwards(b"a secret of the house")))
    people = attrs.evolve(WULAN, guests=(("Budi Santoso",),), comments=("a cot for Dewa",))
    hotel.book(personal=people)
    hotel.tell(message(MODIFY, 5, unmapped(), personal=attrs.evolve(people, name="Wulandari")))
    everything = repr(hotel.front.dump()).casefold()
    for word in ("wulan", "santoso", "guest.example", "812 3456", "cot for"):
        assert word not in everything
    assert hotel.read.told_people(EXPEDIA).comments == ("a cot for Dewa",)
    hotel.check()


def test_who_was_forgotten_is_changed_and_cancelled_all_the_same(store, open_front, grand) -> None:
    """The key is gone: nobody is named, and the reservation goes on."""
    cipher = Backwards(b"a secret of the house")
    hotel = receiving(open_front(store, grand, cipher=cipher))
    hotel.book()
    cipher.forgotten = {hotel.stay().guest}
    hotel.tell(message(MODIFY, 5, room(nights=3), personal=Personal()))
    assert hotel.stays() == [(1, "booked", 23, 26, "DLX")]
    assert hotel.read.told_people(EXPEDIA) == Personal()
    hotel.tell(message(CANCEL, 9))
    assert hotel.stay().status == "cancelled"


@pytest.mark.parametrize(
    ("bug", "told"),
    [
        (NoteCarriedOut(ID, (9,)), "waits for rooms that it does not have"),
        (NoteCarriedOut(ID, ()), "has no stay, and nobody knows"),
        (LinkStays("EXP-2", (f"{ID}.1",)), f"is a room of {ID} and of EXP-2"),
    ],
    ids=["a room too many", "a room too few", "a stay of two"],
)
def test_a_bug_in_what_is_told_is_found(hotel, bug, told) -> None:
    """A watch over a hotel sees it at once."""
    hotel.book(unmapped())
    watch = Watch(hotel.front.hotel)
    watch.check_everything()
    if isinstance(bug, LinkStays):
        hotel.front.put(OpenReservation("EXP-2", ChannelReference("EXP", "2"), "G9"))
    hotel.front.put(bug)
    with pytest.raises(AssertionError, match=told):
        watch.check_everything()


def test_cash_pays_what_a_channel_has_booked(hotel) -> None:
    """From there on it is a stay like any other."""
    hotel.book(room(0, 1))
    hotel.desk.check_in(f"{ID}.1", room="2034")
    hotel.front.pass_nights(1)
    hotel.desk.take_payment(f"{ID}.1", PaymentMethod.CASH, hotel.front.owed(f"{ID}.1"), key="p1")
    hotel.desk.check_out(f"{ID}.1")
    assert hotel.stay().status == "checked_out"
    hotel.check()
    assert issubclass(HotelRefusal, RuleViolation)
