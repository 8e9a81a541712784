"""Months of a platform whose guests book, change and cancel while everything goes wrong.

Guests are played by chance, always the same for a seed. Calls are lost, late and doubled, messages
come twice, backwards and under other ids, the store fails, somebody plants card numbers; and in
between the hotel tells what it has left. At the end both have the same.
"""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from tests.channels.reserving import FIRST
from tests.hotel.bringing import Vault
from tests.hotel.conftest import EVERYTHING
from tests.hotel.receiving import CODES, night, receiving

from axentra_core.adapters.channex import ChannexReservations
from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.ota import Credentials, SiteMinderReservations
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    CardSecret,
    Personal,
    ReservationStatus,
    Snapshot,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
)
from axentra_core.hotel import ChannelIntake
from axentra_core.kernel.errors import OutcomeUnknown, PortUnavailable
from axentra_core.stays import StayStatus
from axentra_core.testing import FaultyStore
from axentra_core.testing.channel_simulator import (
    LIKE_SITEMINDER,
    PlatformHotel,
    SimpleSide,
    turns_by_seed,
)
from axentra_core.testing.channex_side import ChannexReservationSide
from axentra_core.testing.faulty_store import Failure
from axentra_core.testing.invariants import Watch
from axentra_core.testing.reservation_source import (
    Booking,
    ReservationSource,
    SimpleReservations,
    SimpleReservationSide,
    mishaps_by_seed,
)
from axentra_core.testing.reservation_values import card_numbers
from axentra_core.testing.siteminder_reservation_side import SiteMinderReservationSide

PMS = Credentials("AXENTRA", "axentra", "secret")
# fmt: off
LANGUAGES = {
    "plain":      (SimpleReservations(SITEMINDER),  SimpleReservationSide,               True),
    "siteminder": (SiteMinderReservations(PMS),     lambda: SiteMinderReservationSide(PMS), True),
    "channex":    (ChannexReservations(),           ChannexReservationSide,              False),
}
# fmt: on
ACTS, DAYS, LONGEST = 40, 14, 4
SOLD_AS = (("DLX", "BAR"), ("DLX", "BAR"), ("DLX", "NRF"), ("STE", "BAR"), ("XXX", "BAR"))
NAMES = ("Wulan Dewi", "Budi Santoso", "Ayu Lestari", "Citra Lestari")
CHANNELS = ("EXP", "BDC", "AGO")


class Journey:
    """A hotel, and a platform whose guests do as they like."""

    def __init__(self, front, language, seed):
        """Let a platform and a hotel know each other, and chance play."""
        self.dialect, make_side, self.pushes = LANGUAGES[language]
        self.chance = Random(seed)
        self.hotel = receiving(front)
        self.platform = ReservationSource(
            SimpleSide(SITEMINDER),
            make_side(),
            LIKE_SITEMINDER,
            PlatformHotel("HOTEL1", CODES, "IDR"),
            front.clock,
            script=turns_by_seed(seed, ACTS, 0.4),
            mishaps=mishaps_by_seed(seed, ACTS),
            most=self.chance.choice((1, 3, 100)) if self.pushes else 100,
        )
        self.vault = Vault()
        self.numbers = card_numbers(seed)
        self.secrets = []

    # --- what guests do ---

    def act(self):
        """Have somebody book, change, cancel or come after all."""
        held = [*self.platform.held]
        does = self.chance.choices(("book", "modify", "cancel", "again"), (4, 4, 2, 1))[0]
        if not held or does == "book":
            place = len(held) + 1
            told = ChannelReference(self.chance.choice(CHANNELS), f"{place:010}")
            person = Personal(name=self.chance.choice(NAMES), comments=(self.wish(),))
            self.platform.book(Booking(told, self.rooms(), person, self.card()))
            return
        told = self.chance.choice(held)
        if does == "modify":
            self.platform.modify(told, self.rooms(), card=self.card())
        elif does == "cancel":
            self.platform.cancel(told, is_short=self.chance.random() < 0.5)
        else:
            self.platform.reinstate(told)

    def rooms(self):
        """Return what somebody books: a room, or several with dates of their own."""
        rooms = tuple(self.room() for _ in range(self.chance.choice((1, 1, 1, 2, 3))))
        return Snapshot(rooms, ToldPrice(sum(one.price.after_tax for one in rooms)), "IDR")

    def room(self):
        """Return a room of some nights."""
        codes = self.chance.choice(SOLD_AS)
        first, nights = self.chance.randrange(DAYS), self.chance.randint(1, LONGEST)
        amounts = [Decimal(self.chance.randint(1, 9) * 100_000) for _ in range(nights)]
        told = (ToldNight(night(first + at), ToldPrice(one)) for at, one in enumerate(amounts))
        return ToldRoom(
            room_code=codes[0],
            rate_code=codes[1],
            arrival=night(first),
            departure=night(first + nights),
            nights=tuple(told),
            guests=(ToldGuests(self.chance.randint(1, 3), AgeBand.ADULT),),
            price=ToldPrice(sum(amounts)),
            currency="IDR",
        )

    def card(self):
        """Return a card now and then."""
        if self.chance.random() < 0.7:
            return None
        self.secrets.append(next(self.numbers))
        return CardSecret(self.secrets[-1], expires=(2029, 12), holder="WULAN DEWI")

    def wish(self):
        """Return what somebody wishes; the platform writes card numbers into some."""
        return self.chance.choice(("a quiet room", "late, around 23:30", "PLANTED, thank you"))

    def plant(self):
        """Have the platform write a card number among the wishes."""
        self.secrets.append(next(self.numbers))
        self.platform.rewrite(b"PLANTED", f"card {self.secrets[-1]}".encode())

    # --- what the two do ---

    def bring(self):
        """Have the hotel ask or the platform call, over a store that may fail."""
        front, store = self.hotel.front, None
        if self.chance.random() < 0.3:
            failure = self.chance.choice([*Failure])
            store = FaultyStore(front.store, self.chance.randint(1, 9), failure)
        hotel = front.hotel if store is None else front.over(store)
        own = ChannelIntake(hotel, self.hotel.connection, self.dialect, self.platform, self.vault)
        try:
            if self.pushes and self.chance.random() < 0.5:
                self.platform.deliver_to(own.receive, self.chance.choice((1, 2, 100)))
            else:
                own.pull()
        except (PortUnavailable, OutcomeUnknown):
            assert store is not None

    def settle(self):
        """Bring until everything is confirmed that can be read; nothing goes wrong for long."""
        for _ in range(400):
            left = [one for one in self.platform.unconfirmed if one.message is not None]
            if not left:
                return
            self.bring()
        raise AssertionError(f"{len(left)} messages are not confirmed")

    # --- what holds ---

    def check(self):
        """Check that both have the same, and that everything is in order."""
        for reference, held in self.platform.held.items():
            own = self.hotel.own(reference)
            status = ReservationStatus.CANCELLED if held.is_cancelled else ReservationStatus.BOOKED
            assert own.status is status, reference.text
            assert self.booked(own) == self.told(held), reference.text
            live = [self.stay(slot) for slot in own.slots if slot not in own.wanted]
            assert {one.status for one in live if one} <= {StayStatus.CANCELLED}
        self.check_rooms()
        self.check_secrets()
        self.hotel.check()
        Watch(self.hotel.front.hotel).check_everything()

    def booked(self, own):
        """Return the rooms of a reservation as the hotel has them."""
        found = Counter()
        for slot in own.wanted:
            if slot.number in own.waiting:
                # What it was before it became a room that leads nowhere stays booked meanwhile.
                found["waits", slot.room.arrival, slot.room.departure] += 1
            else:
                stay = self.stay(slot)
                prices = tuple(one.price for one in stay.nights)
                found[stay.room_type, stay.arrival, stay.departure, len(stay.party), prices] += 1
        return found

    def told(self, held):
        """Return the same as the platform has it."""
        found = Counter()
        for room in () if held.is_cancelled else held.booking.snapshot.rooms:
            if room.room_code == "XXX":
                found["waits", room.arrival, room.departure] += 1
            else:
                prices = tuple(one.price.after_tax for one in room.nights)
                count = room.guests[0].count
                found[room.room_code, room.arrival, room.departure, count, prices] += 1
        return found

    def stay(self, slot):
        """Return the stay of a room; None where it waits to be booked."""
        return self.hotel.read._window.get("stay", slot.stay)

    def check_rooms(self):
        """Check that rooms are counted, and that each night too many is left to a person."""
        stays = [
            stay
            for reference in self.platform.held
            for slot in self.hotel.own(reference).wanted
            if (stay := self.stay(slot)) is not None
        ]
        live = [stay for stay in stays if stay.status is not StayStatus.CANCELLED]
        taken = Counter((stay.room_type, one.date) for stay in live for one in stay.nights)
        nights = DAYS + LONGEST
        left = self.hotel.read.availability(FIRST, nights)
        seen_to = {
            (task.arguments["room_type"], day)
            for task in self.hotel.read.follow_ups()
            if task.act == "inventory.FindRooms"
            for day in str(task.arguments["nights"]).split(", ")
        }
        for code in ("DLX", "STE"):
            capacity = self.hotel.read.configuration.rooms.capacity(code)
            for at in range(nights):
                cell = left.cell(code, night(at))
                assert cell.sold == taken[code, night(at)]
                assert cell.sold - cell.oversold <= capacity
                assert not cell.oversold or (code, night(at).isoformat()) in seen_to

    def check_secrets(self):
        """Check that nothing of a card stands anywhere."""
        store = self.hotel.front.store
        kept = f"{list(store.log(limit=EVERYTHING))} {self.hotel.front.dump()}"
        assert not [number for number in self.secrets if number in kept]


# fmt: off
SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 60))]
# fmt: on


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_goes_wrong_both_know_the_same_reservations(
    open_front, grand, language, seed
) -> None:
    """Every booking is there once, as it is now; nothing is sold that nobody counts."""
    journey = Journey(open_front(MemoryStore(), grand), language, seed)
    journey.plant()
    for _ in range(ACTS):
        journey.act()
        if journey.chance.random() < 0.6:
            journey.bring()
        journey.hotel.front.clock.move(timedelta(minutes=7))
    journey.settle()
    journey.check()


# --- what nobody can read ---


def test_however_many_cannot_be_read_the_others_are_taken(open_front, grand) -> None:
    """A platform that cannot be told of a refusal keeps all of them before what came since."""
    journey = Journey(open_front(MemoryStore(), grand), "channex", seed=1)
    dialect, make_side, _ = LANGUAGES["channex"]
    platform = ReservationSource(
        SimpleSide(SITEMINDER),
        make_side(),
        LIKE_SITEMINDER,
        PlatformHotel("HOTEL1", CODES, "IDR"),
        journey.hotel.front.clock,
    )
    platform.rewrite(b"SPOILT", b"\\u0000")
    bad, good = [f"SPOILT{place}" for place in range(130)], [f"{place}" for place in range(20)]
    for number in (*bad, *good):
        platform.book(Booking(ChannelReference("EXP", number), journey.rooms()))
    intake = ChannelIntake(journey.hotel.front.hotel, journey.hotel.connection, dialect, platform)
    received = intake.pull()
    assert (received.error, received.taken, received.refused) == (None, len(good), len(bad))
    assert [one.message.reference.reference for one in platform.unconfirmed] == bad
