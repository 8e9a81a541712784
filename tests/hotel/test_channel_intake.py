"""Taking what a platform brings: all of it, once, and confirmed only when it is stored."""

import json
import re

import pytest
from tests.channels.reserving import BOOK, CANCEL, EXPEDIA, MODIFY, message, room
from tests.hotel.bringing import UNREACHABLE, Bringer, Vault, intake, item, unreadable
from tests.hotel.conftest import EVERYTHING
from tests.hotel.connecting import confirmed, live, opened, suspended
from tests.hotel.receiving import ID, Receiving, receiving, unmapped

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import CardSecret, Delivered, Flag
from axentra_core.hotel import ChannelIntake, Received
from axentra_core.kernel.errors import (
    InvalidInput,
    NotFound,
    OutcomeUnknown,
    PortRefused,
    PortUnavailable,
    RuleViolation,
)
from axentra_core.kernel.texts import is_card_number
from axentra_core.testing import FaultyStore
from axentra_core.testing.faulty_store import Failure

UNKNOWN = OutcomeUnknown("channel.outcome_unknown", operation="confirmations", hotel="HOTEL1")
NUMBER = "4000000000000002"


def reference(number):
    """Return the name of another reservation."""
    return ChannelReference("EXP", str(number))


@pytest.fixture
def hotel(store, open_front, grand):
    """Return a hotel that reservations come to."""
    return receiving(open_front(store, grand))


def told(reply):
    """Return what was answered."""
    return [tuple(one) for one in json.loads(reply)]


# --- a platform that calls ---


def test_a_message_is_answered_once_it_is_stored(hotel) -> None:
    """And the reservation's history shows that the platform knows."""
    own, platform = intake(hotel)
    reply = own.receive(platform.bring(item(message())))
    assert told(reply) == [("M1", "taken", "")]
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX")]
    assert hotel.own().is_confirmed
    assert hotel.read.unconfirmed_reservations() == ()


def test_what_cannot_be_read_holds_up_no_other(hotel) -> None:
    """Each message is told for itself; what nobody can read is left to a person."""
    own, platform = intake(hotel)
    reply = own.receive(platform.bring(unreadable(1), item(message(), 2), unreadable(3, "")))
    assert told(reply) == [
        ("M1", "refused", "xml.doctype"),
        ("M2", "taken", ""),
        ("M3", "refused", "xml.doctype"),
    ]
    assert hotel.tasks() == ["hotel.message_not_taken"] * 2
    own.receive(platform.bring(unreadable(1), unreadable(3, "")))
    assert hotel.tasks() == ["hotel.message_not_taken"] * 2


def test_a_call_that_cannot_be_read_at_all_is_refused(hotel) -> None:
    """Nothing is stored, and the platform is told why."""
    own, _ = intake(hotel)
    before = hotel.front.dump()
    assert own.receive(b"?") == b"refused: xml.doctype"
    assert hotel.front.dump() == before


def test_what_is_for_another_hotel_is_refused(hotel) -> None:
    """A platform that mixes up hotels books nobody here, and somebody learns of it."""
    own, platform = intake(hotel, Bringer(hotel="HOTEL2"))
    reply = own.receive(platform.bring(item(message())))
    assert told(reply) == [("M1", "refused", "channels.hotel_unknown")]
    with pytest.raises(NotFound):
        hotel.own()
    (task,) = hotel.read.reservation_tasks()
    assert task.arguments == {"connection": "C1", "message": "M1", "about": EXPEDIA.text}


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
def test_one_for_another_hotel_holds_up_none_beside_it(hotel, is_first) -> None:
    """A wrong code of a property in one message spoils that message alone."""
    own, platform = intake(hotel, Bringer(hotel=""))
    wrong = item(message(reference=reference(9)), 2, hotel="HOTEL2")
    brought = [wrong, item(message())] if is_first else [item(message()), wrong]
    assert sorted(told(own.receive(platform.bring(*brought)))) == [
        ("M1", "taken", ""),
        ("M2", "refused", "channels.hotel_unknown"),
    ]


def test_a_platform_that_does_not_name_the_hotel_is_heard(hotel) -> None:
    """Some tell the hotel in the address alone."""
    own, platform = intake(hotel, Bringer(hotel=""))
    assert told(own.receive(platform.bring(item(message())))) == [("M1", "taken", "")]


def test_a_refused_message_is_left_to_a_person(hotel) -> None:
    """Nothing that a platform was told is not taken is lost."""
    hotel.front.boss.change_exchange(hotel.connection, direction="sends")
    own, platform = intake(hotel)
    reply = own.receive(platform.bring(item(message())))
    assert told(reply) == [("M1", "refused", "channels.not_receiving")]
    (task,) = hotel.read.reservation_tasks()
    assert task.arguments == {"connection": "C1", "message": "M1", "about": EXPEDIA.text}


def test_the_same_again_is_confirmed_and_nothing_happens(hotel) -> None:
    """Under its own id and under another, over its own connection and over its successor."""
    own, platform = intake(hotel)
    own.receive(platform.bring(item(message())))
    before = hotel.front.dump()
    assert told(own.receive(platform.bring(item(message())))) == [("M1", "taken", "")]
    assert hotel.front.dump() == before
    assert told(own.receive(platform.bring(item(message(), 2)))) == [("M2", "taken", "")]
    assert (hotel.own().message, hotel.sold()) == ("M2", [1, 1, 0, 0])
    again = receiving(hotel.front)
    other, bringer = intake(again)
    assert told(other.receive(bringer.bring(item(message(), 3)))) == [("M3", "taken", "")]
    assert hotel.sold() == [1, 1, 0, 0]


def test_an_old_id_with_other_content_is_another_message(hotel) -> None:
    """A feed of real life repeats the id of the reservation as that of the message."""
    own, platform = intake(hotel)
    own.receive(platform.bring(item(message())))
    own.receive(platform.bring(item(message(MODIFY, 5, room(nights=3)))))
    assert hotel.stays() == [(1, "booked", 23, 26, "DLX")]


@pytest.mark.parametrize("way", [opened, confirmed, live, suspended], ids=lambda way: way.__name__)
def test_what_was_sold_is_taken_whatever_the_connection_is_at(front, way) -> None:
    """While it is prepared and tested, too; a suspended one is only not asked."""
    hotel = Receiving(front, way(front))
    own, platform = intake(hotel)
    assert told(own.receive(platform.bring(item(message())))) == [("M1", "taken", "")]
    assert bool(hotel.stays()) is (way is not opened)
    if way is suspended:
        hotel.front.refuses(own.pull, "channels.suspended")


# --- a platform that is asked ---


def test_everything_that_waits_is_pulled(hotel) -> None:
    """Delivery by delivery, each confirmed before the next is asked for."""
    waiting = [item(message(reference=reference(number)), number) for number in range(25)]
    own, platform = intake(hotel, Bringer(waiting))
    assert own.pull() == Received("C1", 3, 25)
    assert platform.waiting == []
    assert len(hotel.read.arrivals()) == 25
    assert own.pull() == Received("C1", 1)


def test_a_message_that_is_not_taken_now_comes_again(hotel) -> None:
    """The platform is told so, and the run ends where nothing goes on."""
    store = FaultyStore(hotel.front.store, nth=1, counting="commits", lasting=True)
    waiting = [item(message(), 1), unreadable(2)]
    platform = Bringer(waiting, most=1)
    own = ChannelIntake(hotel.front.over(store), hotel.connection, platform, platform)
    received = own.pull()
    assert (received.later, received.taken, received.deliveries) == (1, 0, 1)
    assert platform.answers == [["M1", "later", "store.unavailable"]]
    store.mend()
    assert own.pull() == Received("C1", 2, 1, 1)


def test_a_platform_that_is_not_reached_is_asked_again(hotel) -> None:
    """Nothing was brought, and the next run asks."""
    own, platform = intake(hotel, Bringer([item(message())], turns=[UNREACHABLE]))
    received = own.pull()
    assert (received.error, received.taken) == (UNREACHABLE, 0)
    assert own.pull() == Received("C1", 1, 1)
    assert platform.waiting == []


def test_a_lost_confirmation_brings_it_again_and_nothing_happens(hotel) -> None:
    """Crash between commit and answer: the second time it is known."""
    own, _ = intake(hotel, Bringer([item(message())], turns=[None, UNKNOWN]))
    received = own.pull()
    assert (received.error, received.taken) == (UNKNOWN, 1)
    assert not hotel.own().is_confirmed
    assert own.pull() == Received("C1", 1, 1)
    assert hotel.own().is_confirmed
    assert hotel.sold() == [1, 1, 0, 0]


def test_one_reservation_is_asked_for_again(hotel) -> None:
    """What was lost on its way is brought once more."""
    own, platform = intake(hotel, Bringer([item(message())]))
    assert own.ask_again(EXPEDIA) == Received("C1", 1, 1)
    assert platform.waiting == []


def test_what_is_brought_and_cannot_be_read_ends_the_run(hotel) -> None:
    """The error says so, and the platform brings it again."""
    own, platform = intake(hotel, Bringer([item(message())]))
    brought = ChannelIntake(hotel.front.hotel, hotel.connection, Bringer(), platform)
    assert brought.pull().error.code == "xml.doctype"
    assert own.pull() == Received("C1", 1, 1)


def test_nobody_is_asked_over_a_connection_that_does_not_receive(hotel) -> None:
    """Nor over one that is replaced, nor without a way to ask."""
    own, _ = intake(hotel)
    silent = ChannelIntake(hotel.front.hotel, hotel.connection, Bringer())
    assert isinstance(silent.pull().error, InvalidInput)
    with pytest.raises(NotFound):
        ChannelIntake(hotel.front.hotel, "C9", Bringer()).pull()
    hotel.front.boss.change_exchange(hotel.connection, direction="sends")
    with pytest.raises(RuleViolation, match="only sends"):
        own.pull()
    hotel.front.boss.change_exchange(hotel.connection, direction="two_way")
    hotel.front.boss.replace_connection(hotel.connection, "another PMS")
    with pytest.raises(RuleViolation, match="replaced"):
        own.ask_again(EXPEDIA)


# --- crashes ---


@pytest.mark.parametrize(
    ("push", "failure"),
    [(True, Failure.AFTER_EFFECT), (False, Failure.BEFORE_EFFECT)],
    ids=["push", "pull"],
)
def test_a_crash_at_any_call_of_the_store_books_once(open_front, grand, failure, push) -> None:
    """Before or after any call: the platform brings again what was not confirmed, until it is."""
    messages = [message(), message(MODIFY, 5, room(nights=3), unmapped())]

    def run(nth):
        hotel = receiving(open_front(MemoryStore(), grand))
        store = FaultyStore(hotel.front.store, nth, failure)
        platform = Bringer([item(one, at) for at, one in enumerate(messages, 1)])
        own = ChannelIntake(hotel.front.over(store), hotel.connection, platform, platform)
        for _ in range(3):
            try:
                if push:
                    platform._told(own.receive(platform.bring()))
                else:
                    own.pull()
            except (PortUnavailable, OutcomeUnknown):
                continue
        assert platform.waiting == []
        assert hotel.stays() == [(1, "booked", 23, 26, "DLX")]
        assert (hotel.sold(), hotel.tasks()) == ([1, 1, 1, 0], ["hotel.told_room_unmapped"])
        return len(store.calls)

    for nth in range(1, run(0) + 1):
        run(nth)


# --- cards ---


def card(number=NUMBER):
    """Return a card as a platform sends it."""
    return CardSecret(number, expires=(2029, 5), code="737", holder="WULAN DEWI")


def test_a_card_goes_to_the_vault_before_anything_is_written(hotel) -> None:
    """What is stored is a token, the brand and four digits."""
    vault = Vault()
    own, platform = intake(hotel, vault=vault)
    own.receive(platform.bring(item(message(), card=card())))
    own.receive(platform.bring(item(message(), 2, card=card())))
    assert [*vault.taken.values()] == ["tok_1"]
    assert hotel.own().card.taken.last_four == "0002"
    assert hotel.read.payment_plan(f"{ID}.1").facts.token == "tok_1"


@pytest.mark.parametrize(
    "vault",
    [
        None,
        Vault(PortUnavailable("store.unavailable")),
        Vault(PortRefused("store.refused", reason="no")),
        Vault(RuntimeError(f"cannot take {NUMBER}")),
    ],
    ids=["none", "down", "refuses", "broken"],
)
def test_a_booking_is_never_refused_for_its_card(hotel, vault) -> None:
    """The card is dropped, and somebody asks for it; sent again, it is taken after all."""
    own, platform = intake(hotel, vault=vault)
    assert told(own.receive(platform.bring(item(message(), card=card())))) == [("M1", "taken", "")]
    assert hotel.own().flags == (Flag.CARD_NOT_TAKEN,)
    assert NUMBER not in repr(hotel.front.dump())
    later, bringer = intake(hotel, vault=Vault())
    later.receive(bringer.bring(item(message(), card=card())))
    assert (hotel.own().flags, hotel.own().card.taken.token) == ((), "tok_1")
    assert hotel.read.unconfirmed_reservations() == ()
    assert hotel.sold() == [1, 1, 0, 0]


def cards(count):
    """Yield numbers that look like cards."""
    number = 4_000_000_000_000_000
    while count:
        if is_card_number(str(number)):
            count -= 1
            yield str(number)
        number += 7


def test_no_card_number_stands_anywhere(open_front, grand) -> None:
    """10,000 of them in cards, and in what cannot be read: in no row, key, error or repr."""
    hotel = receiving(open_front(MemoryStore(), grand))
    own, platform = intake(hotel, vault=Vault())
    numbers = [*cards(10_000)]
    fault = InvalidInput.because(
        "value.unknown", path="x", got=" ".join(numbers[:9_000]), allowed=""
    )
    items = [Delivered("M0", fault=fault)]
    items += [
        item(message(BOOK, 0, room(at % 20, 1)), at, card(number))
        for at, number in enumerate(numbers[9_000:9_050], 1)
    ]
    shown = [own.receive(platform.bring(*items)), repr(items[1:]), repr(own.pull())]
    kept = repr(list(hotel.front.store.log(limit=EVERYTHING))) + repr(hotel.front.dump())
    shown += [kept, repr(hotel.own()), repr(hotel.read.reservation_tasks())]
    for text in map(str, shown):
        assert not set(re.findall(r"(?=(\d{16}))", text)) & set(numbers)


# --- telling the platform ---


def test_stays_of_the_hotel_are_told_to_the_platform(hotel) -> None:
    """With the codes of their offers, so that both know the same reservation."""
    stay = hotel.front.book(rate_plan="BAR")
    own, _ = intake(hotel)
    (uploaded,) = own.upload([stay])
    assert (uploaded.number, uploaded.platform) == (stay, f"SM-{stay}")


def test_intake_stays_flat(open_front, grand, takes_less_than) -> None:
    """A message costs the same, however many reservations are stored."""
    hotel = receiving(open_front(MemoryStore(), grand))
    own, platform = intake(hotel)
    for number in range(40):
        own.receive(
            platform.bring(item(message(BOOK, 0, room(number % 9), reference=reference(number))))
        )
    body = platform.bring(item(message(CANCEL, 5, reference=reference(3))))
    takes_less_than(0.2, lambda: own.receive(body))
