"""A platform and a hotel that are connected both ways show the same rooms, whoever counts them."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.telling import DELUXE, NIGHT, ROOMS, idr, mapping, night, offer, prepare

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels.references import ChannelReference
from axentra_core.hotel import ChannelIntake, ChannelSync
from axentra_core.testing import (
    LIKE_BOOKING_COM,
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    Booking,
    ChannelFault,
    PlatformHotel,
    ReservationSource,
    SimpleDialect,
    SimpleReservations,
    SimpleReservationSide,
    SimpleSide,
    guests_by_seed,
    mishaps_by_seed,
    turns_by_seed,
)
from axentra_core.testing.reservation_values import room, snapshot

DAYS = 20
CODES = (("DLX", "BAR"), ("DLX", "NRF"))
KNOWN = mapping(offer(), offer(rate="NRF"))
ALL_TWELVE, ONE_LESS = [12] * 4, [11, 11, 12, 12]
MOVED = [12, 11, 11, 12]
GUEST = ChannelReference("BDC", "1695093244")
# What comes once more after later messages have come, and what a platform loses, is found by
# comparing alone.
FAULTS = [one for one in ChannelFault if one not in {ChannelFault.DUPLICATE, ChannelFault.FORGET}]


class TwoWay:
    """A hotel that sells on a platform, and takes what is sold there."""

    def __init__(self, open_front, manner):
        """Connect them, and tell the platform everything once."""
        own = attrs.evolve(manner.provider, code="siteminder", horizon=DAYS)
        self.front = open_front(MemoryStore(), providers=[own])
        prepare(self.front, KNOWN)
        for rate in ("BAR", "NRF"):
            self.front.boss.set_prices("DLX", rate, night(0), night(DAYS), idr(NIGHT))
        self.platform = ReservationSource(
            SimpleSide(own),
            SimpleReservationSide(),
            attrs.evolve(manner, provider=own),
            PlatformHotel("HOTEL1", KNOWN, "IDR"),
            self.front.clock,
        )
        hotel = self.front.hotel
        self.sync = ChannelSync(hotel, "C1", SimpleDialect(own), self.platform)
        self.intake = ChannelIntake(hotel, "C1", SimpleReservations(own), self.platform)
        self.front.boss.begin_full_sync("C1")
        self.tell()

    def tell(self, times=3):
        """Tell the platform what is left."""
        for _ in range(times):
            self.front.clock.move(timedelta(minutes=20))
            self.sync.run()

    def take(self):
        """Take what was sold, and tell what is left then."""
        self.intake.pull()
        self.tell()

    def shown(self, nights=4):
        """Return what the platform shows."""
        calendar = self.platform.shown("HOTEL1")
        return [calendar.value(DELUXE, ROOMS, night(at)) for at in range(nights)]


def told(first=0):
    """Return a reservation of two nights."""
    return snapshot(room(CODES[0], night(first), ("850000", "850000"), currency="IDR"))


@pytest.mark.parametrize(
    ("manner", "counts_all"),
    [(LIKE_SITEMINDER, False), (LIKE_CHANNEX, False), (LIKE_BOOKING_COM, True)],
    ids=["siteminder", "channex", "booking-com"],
)
def test_whoever_counts_both_show_the_same(open_front, manner, counts_all) -> None:
    """A platform lowers what is left itself; some leave everything after that to the hotel."""
    two = TwoWay(open_front, manner)
    assert two.shown() == ALL_TWELVE
    two.platform.book(Booking(GUEST, told()))
    assert two.shown() == ONE_LESS
    two.take()
    assert two.shown() == two.front.free("DLX", 4) == ONE_LESS
    two.platform.modify(GUEST, told(1))
    assert two.shown() == (MOVED if counts_all else ONE_LESS)
    two.take()
    assert two.shown() == two.front.free("DLX", 4) == MOVED
    two.platform.cancel(GUEST)
    assert two.shown() == (ALL_TWELVE if counts_all else MOVED)
    two.take()
    assert two.shown() == two.front.free("DLX", 4) == ALL_TWELVE
    two.platform.reinstate(GUEST)
    two.take()
    assert two.shown() == two.front.free("DLX", 4) == MOVED


@pytest.mark.parametrize("seed", range(3))
def test_whatever_goes_wrong_both_end_with_the_same(open_front, seed) -> None:
    """Guests by chance, messages lost, late, twice and in any order: in the end both agree."""
    two = TwoWay(open_front, LIKE_SITEMINDER)
    two.platform.meet(*turns_by_seed(seed, 25, 0.5, FAULTS))
    two.platform.befall(*mishaps_by_seed(seed, 15))
    for part in range(4):
        guests_by_seed(two.platform, 10 * seed + part, 6, CODES, first=night(1), days=8)
        two.platform.shuffle(seed)
        two.take()
    for _ in range(30):
        two.intake.pull()
    two.tell(6)
    assert two.platform.unconfirmed == ()
    assert two.shown(14) == two.front.free("DLX", 14)
    two.front.check()
