"""By whose days a platform counts: it takes no date that is over there, and none too far ahead."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from tests.hotel.telling import DELUXE, ROOMS, mapping, night, offer, prepare

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import BOOKING_COM, ConnectionStatus, Provider
from axentra_core.hotel import ChannelSync
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import (
    LIKE_BOOKING_COM,
    ChannelSimulator,
    PlatformHotel,
    SimpleDialect,
    SimpleSide,
    example_property,
)

DAYS = 5
OWN = attrs.evolve(BOOKING_COM, code="siteminder", horizon=DAYS)
KNOWN = mapping(offer())
FIRST_NIGHT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Jakarta", "America/Los_Angeles"])
def test_at_every_hour_a_platform_far_away_takes_all_that_it_is_told(open_front, zone) -> None:
    """Booking.com counts the days of central Europe, so at night it is another day there."""
    front = open_front(MemoryStore(), attrs.evolve(example_property(), zone=zone), providers=[OWN])
    prepare(front, KNOWN)
    front.clock.now = FIRST_NIGHT
    house = PlatformHotel("HOTEL1", KNOWN, "IDR", zone=zone)
    platform = ChannelSimulator(
        SimpleSide(OWN), attrs.evolve(LIKE_BOOKING_COM, provider=OWN), [house], front.clock
    )
    sync = ChannelSync(front.hotel, "C1", SimpleDialect(OWN), platform)
    front.boss.begin_full_sync("C1")
    for _ in range(26):
        done = sync.run()
        assert (done.refused, done.error) == (0, None)
        front.clock.move(timedelta(hours=1))
    assert front.hotel.read.connection("C1").status is ConnectionStatus.TESTING
    shown = platform.shown("HOTEL1")
    assert shown.value(DELUXE, ROOMS, night(DAYS - 1)) == 12


def test_a_platform_has_a_zone_that_there_is() -> None:
    """Its name is one of IANA's, or it counts by the days of the property."""
    assert BOOKING_COM.zone == "Europe/Amsterdam"
    with pytest.raises(InvalidInput) as wrong:
        attrs.evolve(BOOKING_COM, zone="CET")
    assert [(one.path, one.code) for one in wrong.value.faults] == [("zone", "zone.unknown")]
    assert attrs.fields(Provider).zone.default is None
