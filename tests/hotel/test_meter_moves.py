"""A guest who changes rooms while readings run: each room's use is read, and one bill sums them."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.metering import DEVICE, END, START, USED
from tests.hotel.test_meters import ARCHIVED, INVOICED, READY, House, owner

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import verbs
from axentra_core.meters import ReadingKind, ReadingSource, UnitsChanged
from axentra_core.stays import StayStatus

ROOMS = ("2034", "2035", "2036")
PRICE = 3_000


@attrs.define
class Rooms(House):
    """A hotel with a meter in each of three rooms."""

    meters: dict = attrs.Factory(dict)

    @classmethod
    def metered(cls, front):
        """Install the meters."""
        own = cls(front)
        for place, room in enumerate(ROOMS):
            own.meters[room] = own.install(room, attrs.evolve(DEVICE, number=f"47{place}"))
        own.meter = own.meters["2034"]
        return own


@pytest.fixture
def house(open_front):
    """Open a hotel with some settings, and a meter in each of three rooms."""
    return lambda *switches: Rooms.metered(open_front(MemoryStore(), owner(*switches)))


class Guest:
    """A guest in house, whose partner reads the meters of every room."""

    def __init__(self, own, room="2034"):
        """Check them in, and read the meter there."""
        self.own, self.room = own, room
        self.stay = own.book(in_house=True, room=room)

    def read(self, value, kind, room=None):
        """Let the partner send a reading of the room."""
        meter = self.own.meters[room or self.room]
        return self.own.send(self.stay, self.own.reading(value, kind, meter=meter))

    def move(self, room):
        """Give the guest another room."""
        done = self.own.boss.move_room(self.stay, room, "a leaking tap", override="no other")
        self.room = room
        return done

    def pause(self):
        """Let an hour go by."""
        self.own.front.clock.move(timedelta(hours=1))

    @property
    def registration(self):
        """The readings of the stay."""
        return self.own.of(self.stay)

    def finalise(self):
        """Say that all is read."""
        return self.own.finalise(self.stay)

    def why(self):
        """Return what somebody has to look at, by meter."""
        return {(one.meter, one.reason) for one in self.registration.reasons}


def test_a_guest_who_moves_pays_for_both_rooms(house) -> None:
    """Given readings of both, when all is read, then one invoice has a line for each."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    guest.read("100", START)
    own.wait(1)
    guest.read("130", END)
    done = guest.move("2035")
    assert done.one(UnitsChanged).units == ("2034", "2035")
    guest.read("500", START)
    own.wait(1)
    guest.read("512", END)
    guest.finalise()
    assert [one.quote.total for one in own.charged(guest.stay)] == [30 * PRICE, 12 * PRICE]
    assert guest.registration.billed.gross == USED
    assert own.stands(guest.stay)[0] is INVOICED
    own.check()


def test_a_room_that_was_not_read_at_the_move_begins_with_the_last_reading_before(house) -> None:
    """Given 500 before the stay, 507 before the move and 515 after it, then it begins at 507."""
    own = house()
    guest = Guest(own)
    guest.read("100", START)
    other = own.meters["2035"]
    own.boss.record_reading(other, "el", "500", own.front.clock.now - timedelta(days=3))
    own.boss.record_reading(other, "el", "507", own.front.clock.now)
    own.wait(1)
    guest.read("130", END)
    guest.move("2035")
    own.wait(1)
    own.boss.record_reading(other, "el", "515", own.front.clock.now)
    guest.read("520", END)
    guest.finalise()
    assert [one.reading.value for one in guest.registration.readings][-1] == 507
    assert [str(one.quantity) for one in guest.registration.figures.used] == ["30", "13"]
    own.check()


def test_a_room_that_nobody_has_read_is_never_left_out(house) -> None:
    """Given a move of which the partner knows nothing, when it finalises, then somebody looks."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    guest.read("100", START)
    guest.read("130", END)
    guest.move("2035")
    guest.finalise()
    other = own.meters["2035"]
    assert guest.why() == {(other, "start_missing"), (other, "end_missing")}
    assert (own.stands(guest.stay), own.charged(guest.stay)) == ((READY, None), [])
    assert own.left() == [("registration.Review", "hotel.readings_to_look_at")]
    own.check()


def test_the_first_readings_may_come_after_the_move(house) -> None:
    """Given nothing was sent in the first room, when its readings come late, then they are kept."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    guest.move("2035")
    guest.read("500", START)
    guest.read("100", START, room="2034")
    guest.read("130", END, room="2034")
    own.wait()
    guest.read("512", END)
    guest.finalise()
    assert guest.registration.units == ("2034", "2035")
    assert guest.registration.billed.gross == USED
    own.check()


def test_who_comes_back_pays_for_each_time_and_nothing_in_between(house) -> None:
    """Given a guest who moves out and back, when all is read, then others' use is not theirs."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    for room, first, last in (("2034", 100, 130), ("2035", 500, 510), ("2034", 170, 172)):
        if room != guest.room:
            guest.move(room)
        guest.read(str(first), START)
        guest.pause()
        guest.read(str(last), END)
        guest.pause()
        if guest.room == "2035":
            # A plumber works there, and nobody pays for it.
            own.boss.record_reading(own.meter, "el", "170", own.front.clock.now)
    own.wait()
    guest.finalise()
    assert guest.registration.units == ("2034", "2035", "2034")
    assert guest.why() == set()
    assert guest.registration.billed.gross == USED
    uses = own.hotel.read.registration(guest.stay).utilities[0].consumptions
    assert [str(one.quantity) for one in uses] == ["30", "2"]
    own.check()


@pytest.mark.parametrize("lacking", [(1, END), (2, START)], ids=["leaving", "coming back"])
def test_who_comes_back_unread_is_looked_at(house, lacking) -> None:
    """Given a reading that is missing of one of two times, then nobody bills what was between."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    times = ((1, "2034", 100, 130), (0, "2035", 500, 510), (2, "2034", 170, 172))
    for number, room, first, last in times:
        if room != guest.room:
            guest.move(room)
        for value, kind in ((first, START), (last, END)):
            if (number, kind) != lacking:
                guest.read(str(value), kind)
            guest.pause()
    own.wait()
    guest.finalise()
    assert (own.meter, "returned") in guest.why()
    assert own.stands(guest.stay) == (READY, None)
    own.check()


def test_a_room_that_was_noted_by_mistake_is_not_theirs(house) -> None:
    """Given a guest noted in another room than they moved to, when it is put right, it is gone."""
    own = house()
    guest = Guest(own)
    guest.read("100", START)
    guest.move("2035")
    own.boss.correct_room(guest.stay, "2036", "the clerk has misread the key")
    assert guest.registration.units == ("2034", "2036")
    known = {one.meter for one in guest.registration.meters}
    assert known == {own.meters["2034"], own.meters["2036"]}
    own.check()


def test_what_was_read_in_a_room_noted_by_mistake_stays(house) -> None:
    """Given a reading of it, when the room is put right, then the reading is kept and looked at."""
    own = house()
    guest = Guest(own)
    guest.read("100", START)
    own.boss.correct_room(guest.stay, "2036", "the clerk has misread the key")
    guest.read("7", START, room="2036")
    guest.read("9", END, room="2036")
    guest.finalise()
    assert guest.registration.units == ("2036",)
    assert guest.why() == {(own.meter, "end_missing")}


def test_another_room_before_the_arrival_is_read_too(house) -> None:
    """Given a room that was read and then changed, when the new one is read, then both are kept."""
    own = house()
    stay = own.book()
    own.start(stay)
    own.boss.assign_room(stay, "2035")
    own.send(stay, own.reading("500", START, meter=own.meters["2035"]))
    assert own.of(stay).units == ("2035",)
    assert [one.reading.value for one in own.of(stay).readings] == [100, 500]
    own.boss.check_in(stay, room="2036")
    assert own.of(stay).units == ("2036",)
    own.check()


def test_a_move_after_everything_was_read_is_looked_at(house) -> None:
    """Given readings that wait for their invoice, when the guest moves, then more has to come."""
    own = house()
    guest = Guest(own)
    guest.read("100", START)
    guest.read("130", END)
    guest.finalise()
    assert not guest.registration.needs_review
    guest.move("2035")
    assert guest.registration.needs_review
    invoice = verbs.InvoiceReadings(guest.stay)
    own.front.refuses(lambda: own.boss.do(invoice, key="i"), "meters.needs_review")
    guest.read("500", START)
    guest.read("512", END)
    own.boss.review_readings(guest.stay)
    own.boss.do(invoice, key="i")
    assert guest.registration.billed.gross == USED
    own.check()


def test_a_move_after_the_invoice_makes_a_difference(house) -> None:
    """Given a bill, when the next room is read, then its use is a line of its own."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    guest.read("100", START)
    guest.read("130", END)
    guest.finalise()
    guest.move("2035")
    guest.read("500", START)
    guest.read("512", END)
    assert guest.registration.difference_due
    own.boss.settle_difference(guest.stay, key="d")
    assert [one.quote.total for one in own.charged(guest.stay)] == [30 * PRICE]
    assert [one.quote.total for one in own.charged(guest.stay, 1)] == [12 * PRICE]
    own.check()


def test_what_was_turned_down_follows_the_guest_once_it_is_taken_up(house) -> None:
    """Given archived readings, when the guest moves, then the new room is known on restoring."""
    own = house()
    guest = Guest(own)
    guest.read("100", START)
    own.boss.archive_readings(guest.stay, "whose are they?")
    guest.move("2035")
    assert (guest.registration.units, guest.registration.status) == (("2034",), ARCHIVED)
    own.boss.restore_readings(guest.stay)
    assert guest.registration.units == ("2034", "2035")
    own.check()


def test_a_stay_is_compared_with_in_every_room_it_had(house) -> None:
    """Given a guest who has moved, when the next one is judged there, then both are earlier use."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    guest.read("100", START)
    guest.read("130", END)
    guest.move("2035")
    guest.read("500", START)
    own.wait()
    guest.read("512", END)
    guest.finalise()
    own.front.settle(guest.stay)
    own.boss.check_out(guest.stay)
    after = own.front.book(arrival=own.hotel.read.business_date)
    own.boss.assign_room(after, "2035")
    other = own.meters["2035"]
    own.send(after, own.reading("512", START, meter=other), own.reading("520", END, meter=other))
    (seen,) = own.hotel.read.registration(after).utilities
    assert [(one.stay, str(one.quantity)) for one in seen.previous] == [(guest.stay, "12")]


def test_staff_settle_both_rooms_from_their_own_readings(house) -> None:
    """Given a guest who has moved, when staff have read for themselves, then any room counts."""
    own = house()
    guest = Guest(own)
    guest.read("100", START)
    guest.move("2035")
    guest.finalise()
    own.boss.handle_in_front_desk(guest.stay)
    read = [
        own.reading(value, kind, meter=own.meters[room], source=ReadingSource.STAFF)
        for room, first, last in (("2034", "100", "130"), ("2035", "500", "512"))
        for value, kind in ((first, START), (last, END))
    ]
    own.settle(guest.stay, *read)
    assert guest.registration.billed.gross == USED


def test_a_stay_that_is_not_in_house_is_read_where_its_meter_is(house) -> None:
    """Given no room is set aside yet, then the first meter tells which house it is."""
    own = house()
    stay = own.front.book()
    own.send(stay, own.reading("500", START, meter=own.meters["2035"]))
    assert own.of(stay).units == ("2035",)
    assert own.front.stay(stay).status is StayStatus.BOOKED


walks = st.lists(
    st.tuples(st.sampled_from(ROOMS), st.integers(0, 90), st.integers(0, 90)), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@for_all(walks, st.integers(0, 90))
def test_whatever_way_a_guest_moves_their_own_use_is_billed(open_front, walk, first) -> None:
    """What they have used in each room and each time; what others use meanwhile is nobody's."""
    own = Rooms.metered(open_front(MemoryStore(), owner("invoice_at_finalise")))
    stands, used = dict.fromkeys(ROOMS, 100), 0
    guest = Guest(own)
    for place, (room, meanwhile, own_use) in enumerate([("2034", 0, first), *walk]):
        if room != guest.room:
            guest.move(room)
        elif place:
            continue
        stands[room] += meanwhile
        guest.read(str(stands[room]), START)
        guest.pause()
        stands[room] += own_use
        used += own_use
        guest.read(str(stands[room]), END)
        guest.pause()
    own.wait()
    guest.finalise()
    assert guest.why() == set()
    assert guest.registration.billed.gross == used * PRICE
    own.check()


def test_readings_between_are_of_the_time_they_were_taken_in(house) -> None:
    """Given a reading in the middle, then it parts the use and changes no sum."""
    own = house("invoice_at_finalise")
    guest = Guest(own)
    for room, values in (("2034", (100, 110, 130)), ("2035", (500, 505, 512))):
        if room != guest.room:
            guest.move(room)
        kinds = (START, ReadingKind.INTERMEDIATE, END)
        for value, kind in zip(values, kinds, strict=True):
            guest.read(str(value), kind)
            guest.pause()
    own.wait()
    guest.finalise()
    assert guest.registration.billed.gross == USED
