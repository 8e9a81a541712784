"""Defects of public implementations that take reservations, each shown absent (facts: 5)."""

from datetime import timedelta

import pytest
from tests.channels.reserving import BOOK, CANCEL, EXPEDIA, FIRST, MODIFY, message, price, room
from tests.hotel.bringing import Bringer, intake, item, unreadable
from tests.hotel.receiving import ID, receiving, unmapped

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.references import ChannelReference, read_reference
from axentra_core.channels.reservations import Delivered, Flag
from axentra_core.stays import StayBooked


@pytest.fixture
def hotel(open_front, grand):
    """Return a hotel that reservations come to."""
    return receiving(open_front(MemoryStore(), grand))


def other(number):
    """Return the name of another reservation."""
    return ChannelReference("EXP", str(number))


def test_one_unmapped_room_blocks_no_later_booking_of_its_batch(hotel) -> None:
    """One connector keeps a list of failures for the batch, and books nothing after the first."""
    own, platform = intake(hotel)
    batch = [
        item(message(BOOK, 0, unmapped(), reference=other(1)), 1),
        unreadable(2),
        item(message(reference=other(3)), 3),
        item(message(reference=other(4)), 4),
    ]
    own.receive(platform.bring(*batch))
    assert [line.stay.id for line in hotel.read.arrivals()] == ["EXP-3.1", "EXP-4.1"]
    assert hotel.own(other(1)).waiting == (1,)


def test_what_has_failed_before_can_be_processed(hotel) -> None:
    """The same connector refuses for good what has failed once."""
    hotel.book(unmapped())
    hotel.tell(message(MODIFY, 5, room()))
    assert (hotel.stays(), hotel.tasks()) == ([(1, "booked", 23, 25, "DLX")], [])


def test_an_unknown_rate_becomes_no_other_rate(hotel) -> None:
    """It is booked without a rate plan, never under the one that happens to be the first."""
    hotel.book(room(rate="XXX"))
    assert (hotel.stay().rate_plan, hotel.own().flags) == (None, (Flag.RATE_UNMAPPED,))


def test_a_modification_keeps_its_stay_and_what_hangs_on_it(hotel) -> None:
    """Another connector deletes and books anew, and hangs the payments on again."""
    hotel.book()
    hotel.desk.assign_room(f"{ID}.1", "2034")
    done = hotel.tell(message(MODIFY, 5, room(night=900_000)))
    assert (done.all(StayBooked), hotel.stay().room) == ((), "2034")
    assert [slot.stay for slot in hotel.own().slots] == [f"{ID}.1"]


def test_an_unmapped_room_is_kept_with_a_task(hotel) -> None:
    """Elsewhere a mail says that a reservation is missed, and that is all."""
    hotel.book(unmapped())
    assert (len(hotel.own().slots), hotel.tasks()) == (1, ["hotel.told_room_unmapped"])


@pytest.mark.parametrize("late", [BOOK, MODIFY], ids=["book", "modify"])
def test_an_older_message_un_cancels_nothing(hotel, late) -> None:
    """A public adapter sets a cancelled booking back to confirmed by whatever comes later."""
    hotel.tell(message(BOOK, 1), message(CANCEL, 9), message(late, 5, room(nights=3)))
    assert (hotel.stay().status, hotel.sold()) == ("cancelled", [0] * 4)


def test_the_channel_is_its_code_and_no_category() -> None:
    """The adapter reads the type of the booking channel, which is 7 for the internet."""
    read = read_reference("EXP-1695093244", SITEMINDER_CODES, channel="EXP")
    assert read == EXPEDIA
    assert read_reference("1695093244", SITEMINDER_CODES, channel="7").channel == "7"


def test_a_channel_of_an_unknown_code_loses_no_booking(hotel) -> None:
    """The adapter answers 400, and the guest comes to a hotel that knows nothing."""
    hotel.book(reference=ChannelReference("7", "1695093244"))
    own = hotel.own(ChannelReference("7", "1695093244"))
    assert (own.flags, len(hotel.read.arrivals())) == ((Flag.CHANNEL_UNKNOWN,), 1)


def test_each_room_has_its_own_dates_and_total(hotel) -> None:
    """The adapter gives all rooms those of the last one."""
    rooms = room(0, 1, night=100), room(2, 2, night=200)
    hotel.book(*rooms)
    assert hotel.stays() == [(1, "booked", 23, 24, "DLX"), (2, "booked", 25, 27, "DLX")]
    nights = [[one.price for one in hotel.stay(number).nights] for number in (1, 2)]
    assert nights == [[100], [200, 200]]


@pytest.mark.parametrize("hours", [-12, 0, 14], ids=str)
def test_no_date_shifts_by_a_zone(hotel, hours) -> None:
    """Arrivals shift by a day where dates pass through an instant (jomres 399)."""
    hotel.tell(message(BOOK, hours * 60))
    assert (hotel.stay().arrival, hotel.stay().departure) == (FIRST, FIRST + timedelta(2))


def test_messages_are_not_known_by_their_ids(hotel) -> None:
    """A feed of real life repeats the id of the reservation on each of its messages (fact 7)."""
    own, platform = intake(hotel)
    for at, one in enumerate((message(), message(MODIFY, 5, room(nights=3)), message(CANCEL, 9))):
        own.receive(platform.bring(item(one)))
        assert hotel.stay().status == ("booked", "booked", "cancelled")[at]


@pytest.mark.parametrize("told", [None, "GBP", "THB"], ids=str)
def test_no_currency_is_taken_for_granted(hotel, told) -> None:
    """One adapter takes pounds, another one baht, whatever was told."""
    hotel.book(room(currency=told, night=100))
    assert {one.price for one in hotel.stay().nights} == {0}
    assert hotel.own().flags == (Flag.CURRENCY_DIFFERS,)


def test_a_missing_id_becomes_no_random_one(hotel) -> None:
    """The same reservation without a message id is the same reservation."""
    own, platform = intake(hotel)
    for _ in range(2):
        own.receive(platform.bring(Delivered("", message())))
    assert (hotel.sold(), hotel.own().message) == ([1, 1, 0, 0], "")


def test_a_cancellation_of_an_unknown_booking_is_not_answered_and_lost(hotel) -> None:
    """It waits, a person is told, and the booking that comes later is cancelled."""
    hotel.tell(message(CANCEL, 5))
    assert hotel.tasks() == ["hotel.told_of_nobody"]
    hotel.book()
    assert (hotel.stays(), hotel.sold()) == ([(1, "cancelled", 23, 25, "DLX")], [0] * 4)


def test_a_booking_without_a_date_of_booking_is_kept(hotel) -> None:
    """A script drops every row in which nobody says when it was booked."""
    hotel.book()
    assert (hotel.own().snapshot.booked_at, hotel.stay().status) == (None, "booked")


def test_a_reinstated_booking_is_not_refused(hotel) -> None:
    """Two systems disagree for good: one modifies what the other has cancelled."""
    own, platform = intake(hotel, Bringer())
    for one in (message(), message(CANCEL, 5), message(MODIFY, 9)):
        reply = own.receive(platform.bring(item(one)))
    assert b"taken" in reply
    assert hotel.stays() == [(1, "booked", 23, 25, "DLX")]


def test_availability_changes_with_every_revision(hotel) -> None:
    """A connector forgot to tell it again after new, modified and cancelled ones."""
    left = [hotel.front.free(nights=3)]
    for one in (message(), message(MODIFY, 5, room(1, 1)), message(CANCEL, 9)):
        hotel.tell(one)
        left.append(hotel.front.free(nights=3))
    assert left == [[12, 12, 12], [11, 11, 12], [12, 11, 12], [12, 12, 12]]


def test_a_total_that_does_not_agree_loses_no_booking(hotel) -> None:
    """It is kept as it was told, and somebody compares."""
    hotel.book(room(price=price(1)))
    assert (hotel.own().flags, hotel.stay().status) == ((Flag.TOTAL_DIFFERS,), "booked")
