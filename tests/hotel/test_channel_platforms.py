"""The loop against platforms as they are: each with its manners, and a network that fails."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.telling import (
    BAR,
    DELUXE,
    NIGHT,
    PRICE,
    ROOMS,
    idr,
    mapping,
    night,
    offer,
    prepare,
)

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.ota import Credentials, SiteMinder
from axentra_core.channels import ConnectionStatus
from axentra_core.hotel import ChannelSync
from axentra_core.testing.channel_simulator import (
    LIKE_BOOKING_COM,
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    REJECTING,
    ChannelFault,
    ChannelSimulator,
    PlatformHotel,
    SimpleDialect,
    SimpleSide,
    turns_by_seed,
)
from axentra_core.testing.siteminder_side import SiteMinderSide

DAYS = 14
KNOWN = mapping(offer(), offer(rate="NRF"))
# What comes once more after later messages have come says what was wanted before, and a value that
# the platform loses is missed by nobody who tells; both are what the comparison is for.
FOUND_BY_COMPARING = {ChannelFault.DUPLICATE, ChannelFault.FORGET}
FAULTS = [one for one in ChannelFault if one not in FOUND_BY_COMPARING]


PMS = Credentials("AXENTRA", "axentra", "secret")
MANNERS = (LIKE_SITEMINDER, LIKE_CHANNEX, LIKE_BOOKING_COM, REJECTING)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("manner", MANNERS, ids=[one.provider.code for one in MANNERS])
def test_whatever_goes_wrong_the_platform_ends_with_what_the_hotel_wants(
    open_front, manner, seed
) -> None:
    """Bookings and prices change while messages are lost, late, refused and not taken."""
    own = attrs.evolve(manner.provider, code="siteminder", horizon=DAYS)
    front = open_front(MemoryStore(), providers=[own])
    prepare(front, KNOWN)
    for rate in ("BAR", "NRF"):
        front.boss.set_prices("DLX", rate, night(0), night(DAYS), idr(NIGHT))
    side, dialect = SimpleSide(own), SimpleDialect(own)
    if manner is LIKE_SITEMINDER:
        side, dialect = SiteMinderSide(PMS, own), SiteMinder(PMS, own)
    platform = ChannelSimulator(
        side,
        attrs.evolve(manner, provider=own),
        [PlatformHotel("HOTEL1", KNOWN, "IDR")],
        front.clock,
        turns_by_seed(seed, 12, 0.6, FAULTS),
    )
    sync = ChannelSync(front.hotel, "C1", dialect, platform)
    front.boss.begin_full_sync("C1")
    for place in range(8):
        sync.run()
        front.book(2, arrival=night(place), departure=night(place + 2))
        front.boss.set_prices("DLX", "BAR", night(place), night(place), idr(NIGHT + place + 1))
        front.clock.move(timedelta(minutes=3))
    for _ in range(12):
        front.clock.move(timedelta(minutes=20))
        sync.run()
    read, shown = front.hotel.read, platform.shown("HOTEL1")
    state = read.sync_state("C1")
    assert (state.in_flight, state.pending, state.refused) == (0, 0, 0)
    assert read.connection("C1").status is ConnectionStatus.TESTING
    left = front.free("DLX", 10)
    assert [shown.value(DELUXE, ROOMS, night(at)) for at in range(10)] == left
    prices = [shown.value(BAR, PRICE, night(at)) for at in range(8)]
    assert prices == [NIGHT + at + 1 for at in range(8)]
    calls = platform.calls
    front.clock.move(timedelta(minutes=3))
    assert (sync.run().messages, platform.calls) == (0, calls)
