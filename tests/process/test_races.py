"""Many desks want the same thing at once, in one file: as many get it as there is of it."""

from collections import Counter
from datetime import date, timedelta
from itertools import count

import attrs
import pytest

from axentra_core.codec import verify
from axentra_core.hotel import AGGREGATES, CODEC, verbs
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.rooms import RoomSetup, RoomType
from axentra_core.stays import Settlement, StayBooked
from axentra_core.testing import example_property
from axentra_core.testing.invariants import check_everything

MONDAY = date(2026, 11, 23)
ROOMS = [str(number) for number in range(2030, 2050)]
OVERBOOKING = 2
WANTED = "2049"
DEWI = Actor("staff", "dewi", ("supervisor", "manager"))

EVERYWHERE = [
    pytest.param("threads", 2, id="2-threads"),
    pytest.param("threads", 8, id="8-threads", marks=pytest.mark.long),
    pytest.param("threads", 16, id="16-threads"),
    pytest.param("processes", 2, id="2-processes", marks=pytest.mark.long),
    pytest.param("processes", 8, id="8-processes"),
    pytest.param("processes", 16, id="16-processes", marks=pytest.mark.long),
]


def large() -> object:
    """Return the example hotel with twenty rooms, two of which may be sold twice."""
    rooms = attrs.evolve(
        example_property().rooms,
        types=(RoomType("DLX", "Deluxe", OVERBOOKING),),
        rooms=tuple(RoomSetup(number, "DLX") for number in ROOMS),
    )
    return attrs.evolve(example_property(), rooms=rooms)


@attrs.define
class House:
    """A hotel before a race, with Dewi, who is in charge."""

    hotel: object
    desk: object

    def book(self, nights=1, **what) -> str:
        """Book a stay."""
        return self.desk.do(self.booking(nights, **what)).one(StayBooked).stay

    @staticmethod
    def booking(nights=1, arrival=MONDAY) -> verbs.Reserve:
        """Return what books a Deluxe."""
        return verbs.Reserve(
            arrival=arrival,
            departure=arrival + timedelta(nights),
            room_type="DLX",
            prices=(money(850_000, "IDR"),) * nights,
            name="Siti Rahma",
        )

    def arrive(self, room, nights=1) -> str:
        """Book a stay and check it in."""
        stay = self.book(nights)
        self.desk.check_in(stay, room=room)
        return stay


# What many want, how many get it, and what the others are told.


def one_room_for_many(house, many):
    """A room has one guest."""
    wanted = [verbs.CheckIn(house.book(), WANTED) for _ in range(many)]
    return wanted, 1, "room.occupied"


def many_rooms_for_one(house, many):
    """A guest has one room."""
    stay = house.book()
    return [verbs.CheckIn(stay, room) for room in ROOMS[:many]], 1, "stay.already_in_house"


def one_room_to_move_into(house, many):
    """Whoever moves into a room is the only one who does."""
    stays = [house.arrive(room) for room in ROOMS[:many]]
    return [verbs.MoveRoom(stay, WANTED, "noise") for stay in stays], 1, "room.occupied"


def one_departure(house, many):
    """A guest leaves once, and one bill is left behind."""
    stay = house.arrive("2030")
    house.desk.close_day(MONDAY)
    leave = verbs.CheckOut(stay, Settlement.ON_ACCOUNT, None, "company pays")
    return [leave] * many, 1, "stay.ended"


def one_cancellation(house, many):
    """A booking is given up once, and its night is given back once."""
    stay = house.book()
    return [verbs.CancelStay(stay, "changed plans")] * many, 1, "stay.cancelled"


def the_last_rooms(house, many):
    """What is sold of a night is what there is and what may be sold twice, to the last room."""
    left = many // 2
    for _ in range(len(ROOMS) + OVERBOOKING - left):
        house.book()
    return [house.booking()] * many, left, "inventory.sold_out"


@pytest.mark.parametrize(("desks", "many"), EVERYWHERE, indirect=["desks"])
@pytest.mark.parametrize(
    "race",
    [
        one_room_for_many,
        many_rooms_for_one,
        one_room_to_move_into,
        one_departure,
        one_cancellation,
        the_last_rooms,
    ],
)
def test_as_many_get_it_as_there_is_of_it(race, desks, many, hotel_at) -> None:
    """However many act at once: some get it, the others hear why not, and nothing is half done."""
    path, hotel = hotel_at(large())
    wanted, winners, code = race(House(hotel, hotel.by(DEWI)), many)
    before = len(hotel.store.log(limit=100_000))
    keys = (f"race-{number}" for number in count())
    outcomes = desks.play(path, [([said], []) for said in zip(wanted, keys, strict=False)])
    assert Counter(outcome for (outcome,) in outcomes) == Counter(
        {"done": winners, code: many - winners}
    )
    assert len(hotel.store.log(limit=100_000)) == before + winners
    assert list(verify(hotel.store, CODEC, AGGREGATES)) == []
    check_everything(hotel)


@pytest.mark.parametrize(("desks", "many"), EVERYWHERE, indirect=["desks"])
def test_a_date_is_closed_once(desks, many, hotel_at) -> None:
    """However many close a date: all hear of the same close, and every night is charged once."""
    path, hotel = hotel_at(large())
    house = House(hotel, hotel.by(DEWI))
    stays = [house.arrive(room, 2) for room in ROOMS[:4]]
    said = [(verbs.CloseDay(MONDAY), "close"), (verbs.CertifyDay(MONDAY), "certify")]
    assert desks.play(path, [(said, [])] * many) == [["done", "done"]] * many
    verbs_said = Counter(recorded.verb for recorded in hotel.store.log(limit=100_000))
    assert (verbs_said["CloseDay"], verbs_said["CertifyDay"]) == (1, 1)
    assert [len(hotel.read.folio(stay).lines) for stay in stays] == [1] * 4
    check_everything(hotel)
