"""Random histories of reservations, in any order and any number of times: one house in the end."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.reserving import BOOK, CANCEL, FIRST, MODIFY, message, room
from tests.hotel.receiving import receiving, unmapped

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels.references import ChannelReference
from axentra_core.stays import RoomsCounted
from axentra_core.testing.invariants import check_everything

# Every example opens a hotel of its own.
ANEW = (HealthCheck.function_scoped_fixture,)
REFERENCES = tuple(ChannelReference("EXP", str(number)) for number in (1, 2, 3))
ROOMS = st.builds(
    room,
    st.integers(0, 2),
    st.integers(1, 3),
    code=st.sampled_from(["DLX", "STE"]),
    night=st.sampled_from([100, 200]),
    key=st.sampled_from([None, "1"]),
) | st.builds(unmapped)
MESSAGES = st.builds(
    lambda reference, happening, minutes, rooms: message(
        happening, minutes, *rooms, reference=reference
    ),
    st.sampled_from(REFERENCES),
    st.sampled_from([BOOK, BOOK, MODIFY, CANCEL]),
    st.none() | st.integers(0, 5),
    st.lists(ROOMS, min_size=1, max_size=2),
)


def house(open_front, grand, told):
    """Return a hotel that was told all this."""
    hotel = receiving(open_front(MemoryStore(), grand))
    for one in told:
        hotel.tell(one)
    return hotel


def known(hotel):
    """Return everything that must not depend on the order.

    A stay whose room has come to lead nowhere is kept as it was until a person has chosen: what it
    was depends on what was told before.
    """
    found, waiting = {}, False
    for reference in REFERENCES:
        own = hotel.read._window.get("channel_reservation", f"EXP-{reference.reference}")
        if own is None:
            continue
        stays = [
            (stay.status.value, stay.room_type, stay.arrival, stay.departure, stay.nights)
            for slot in own.wanted
            if slot.number not in own.waiting
            if (stay := hotel.read._window.get("stay", slot.stay))
        ]
        waiting = waiting or bool(own.waiting)
        waits = Counter(own.slot(number).room for number in own.waiting)
        found[reference] = own.status, own.snapshot, Counter(stays), waits, own.flags
    sold = None if waiting else (hotel.sold(), hotel.sold("STE"))
    return found, sold, Counter(hotel.tasks())


@settings(max_examples=25, suppress_health_check=ANEW)
@for_all(st.lists(MESSAGES, min_size=1, max_size=5), st.data())
def test_every_order_ends_in_one_house(open_front, grand, told, data) -> None:
    """The same stays, the same rooms sold, the same left to a person; each room one stay."""
    one = house(open_front, grand, told)
    twice = told + data.draw(st.lists(st.sampled_from(told), max_size=2))
    other = house(open_front, grand, data.draw(st.permutations(twice)))
    assert known(one) == known(other)
    one.front.check()
    other.front.check()
    check_everything(other.front.hotel)


@settings(max_examples=15, suppress_health_check=ANEW)
@for_all(st.lists(st.lists(ROOMS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_a_cancellation_gives_back_what_the_booking_took(open_front, grand, bookings) -> None:
    """Sold beyond what there is or not: night by night, room by room."""
    hotel = house(open_front, grand, [])
    empty = hotel.sold(), hotel.sold("STE")
    sold = []
    for number, rooms in enumerate(bookings):
        sold.append((hotel.sold(), hotel.sold("STE")))
        hotel.tell(message(BOOK, 0, *rooms, reference=ChannelReference("EXP", f"9{number}")))
    for number in reversed(range(len(bookings))):
        hotel.tell(message(CANCEL, 5, reference=ChannelReference("EXP", f"9{number}")))
        assert (hotel.sold(), hotel.sold("STE")) == sold[number]
    assert sold[0] == empty


@settings(max_examples=15, suppress_health_check=ANEW)
@for_all(st.lists(ROOMS, min_size=1, max_size=12))
def test_every_night_too_many_has_its_task(open_front, grand, rooms) -> None:
    """What is sold beyond capacity and overbooking is counted, and somebody has to act."""
    hotel = house(open_front, grand, [])
    oversold = Counter[tuple[str, date]]()
    tasks = 0
    for number, one in enumerate(rooms):
        told = message(BOOK, 0, one, reference=ChannelReference("EXP", f"9{number}"))
        done = hotel.tell(told)
        for counted in done.all(RoomsCounted):
            if counted.oversold:
                tasks += 1
                for change in counted.changes:
                    oversold[counted.room_type, change.night] += 1
    own = hotel.read.configuration.rooms
    for code in ("DLX", "STE"):
        limit = own.capacity(code) + own.overbooking_of(code)
        for at, sold in enumerate(hotel.sold(code, 5)):
            night = date.fromordinal(FIRST.toordinal() + at)
            assert sold - oversold[code, night] <= limit
    left = [one for one in hotel.read.follow_ups() if one.code == "inventory.sold_out"]
    assert len(left) == tasks
