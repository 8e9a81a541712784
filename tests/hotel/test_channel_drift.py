"""What a platform shows beside what it was told, after the connection has gone live."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.telling import BAR, NRF, PRICE, go_live, idr, mapping, night, offer, prepare

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import Direction, Managed, Measure, RoomRate, Scope, Target, Update
from axentra_core.hotel import ChannelSync
from axentra_core.testing import (
    LIKE_SITEMINDER,
    ChannelSimulator,
    PlatformHotel,
    SimpleDialect,
    SimpleSide,
)

DAYS = 7
OWN = attrs.evolve(LIKE_SITEMINDER.provider, horizon=DAYS)
CLOSED, ARRIVAL = Measure.STOP_SELL, Measure.CLOSED_TO_ARRIVAL
IN_SCOPES = (
    Scope("DLX", None, (CLOSED,)),
    Scope(None, "NRF", (ARRIVAL,)),
)
OFFERS = (offer(), offer(rate="NRF"))


@attrs.define
class Live:
    """A hotel at a platform that shows each room rate for itself."""

    front: object
    platform: ChannelSimulator
    sync: ChannelSync

    @property
    def read(self):
        """What the hotel knows."""
        return self.front.hotel.read

    @property
    def boss(self):
        """The verbs as Dewi says them."""
        return self.front.boss

    def run(self, **minutes):
        """Let some time pass, and run the loop."""
        self.front.clock.move(timedelta(**minutes))
        return self.sync.run()

    def compare(self):
        """Compare the two sides."""
        return self.sync.drift(self.platform.shown("HOTEL1"))


@pytest.fixture
def live(open_front):
    """Return how a hotel goes live by a mapping."""

    def lives(known):
        front = open_front(MemoryStore(), providers=[OWN])
        prepare(front, known)
        for one in known.offers:
            front.boss.set_prices(one.room_type, one.rate_plan, night(0), night(DAYS), idr(500_000))
        platform = ChannelSimulator(
            SimpleSide(OWN),
            attrs.evolve(LIKE_SITEMINDER, provider=OWN),
            [PlatformHotel("HOTEL1", known, "IDR")],
            front.clock,
        )
        sync = ChannelSync(front.hotel, "C1", SimpleDialect(OWN), platform)
        front.boss.begin_full_sync("C1")
        return go_live(Live(front, platform, sync))

    return lives


def test_what_was_told_by_scope_is_compared_by_room_rate(live) -> None:
    """The platform shows two room rates where it was told one room; nothing has drifted."""
    own = live(mapping(*OFFERS, scopes=IN_SCOPES))
    shown = own.compare()
    assert (shown.different, shown.compared > 0) == (0, True)
    assert not own.read.connection("C1").drift_check_due


def test_one_room_rate_that_somebody_has_closed_by_hand_is_told_by_its_scope(live) -> None:
    """The comparison says which scope, and the next run tells it again for all of them."""
    own = live(mapping(*OFFERS, scopes=IN_SCOPES))
    right = own.platform.shown("HOTEL1")
    own.platform.change("HOTEL1", Update(NRF, CLOSED, night(2), night(3), 1))
    shown = own.compare()
    assert [(one.target, one.on, one.told, one.found) for one in shown.first] == [
        (Target("DLX"), night(at), 0, 1) for at in (2, 3)
    ]
    own.run(minutes=2)
    assert own.platform.shown("HOTEL1") == right
    assert own.compare().different == 0


def test_what_is_managed_at_the_platform_by_now_has_not_drifted(live) -> None:
    """The hotel has given prices out of its hands: whatever they are, they are right."""
    own = live(mapping(*OFFERS))
    own.boss.change_exchange("C1", Direction.TWO_WAY, managed=[Managed(PRICE, "revenue")])
    own.run(minutes=2)
    own.platform.change("HOTEL1", Update(BAR, PRICE, night(1), night(1), 1))
    assert own.compare().different == 0


def test_codes_of_an_earlier_mapping_have_not_drifted(live) -> None:
    """The platform has them no more, and nobody can tell it what stood there."""
    own = live(mapping(*OFFERS))
    known = mapping(offer(rate_code="FLEX"), offer(rate="NRF"))
    own.platform.put(PlatformHotel("HOTEL1", known, "IDR"))
    for measure in Measure:
        for at in range(DAYS):
            own.platform.forget("HOTEL1", BAR, measure, night(at))
    own.boss.set_mapping("C1", known)
    own.boss.finish_mapping("C1", 2)
    own.run(minutes=2)
    assert own.compare().different == 0


def test_what_the_platform_does_not_tell_of_a_room_rate_is_no_difference(live) -> None:
    """SiteMinder tells no currency; that the hotel has entered one does not make it another."""
    entered = RoomRate("DLX-BAR", "Deluxe", "Flexible", "IDR", 2, room_code="DLX", rate_code="BAR")
    own = live(mapping(offer(), rates=(entered,)))
    untold = attrs.evolve(entered, currency=None, guests=None, room_code=None, rate_code=None)
    for told, kinds in (
        (untold, []),
        (attrs.evolve(untold, currency="USD"), ["changed"]),
        (attrs.evolve(untold, rate=None), ["changed"]),
        (attrs.evolve(untold, id="OTHER"), ["removed", "added"]),
    ):
        there = attrs.evolve(mapping(offer()), room_rates=(told,))
        own.platform.put(PlatformHotel("HOTEL1", there, "IDR"))
        compared = own.sync.ask_room_rates()
        assert [one.kind.value for one in compared.changes] == kinds
        assert compared.room_rates == (told,)
