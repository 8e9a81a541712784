"""The library's own hotel is certified, in every dialect that it speaks, pulled and pushed."""

import pytest
from tests.channels.platforms import CREDENTIALS
from tests.testing.hotel_pms import HotelPms

from axentra_core.adapters.channex import ChannexReservations
from axentra_core.adapters.ota import SiteMinderReservations
from axentra_core.channels.providers import SITEMINDER
from axentra_core.testing import check_everything, turns_by_seed
from axentra_core.testing.certification import CertificationScenarios, Line
from axentra_core.testing.certification.setting import CERTIFIED
from axentra_core.testing.channex_side import ChannexReservationSide
from axentra_core.testing.reservation_source import (
    SimpleReservations,
    guests_by_seed,
    mishaps_by_seed,
)
from axentra_core.testing.siteminder_reservation_side import SiteMinderReservationSide


class TestHotelThatAsksChannex(CertificationScenarios):
    """It pulls, in JSON."""

    burst = 20

    def make_side(self):
        """Return Channex' side."""
        return ChannexReservationSide()

    @pytest.fixture
    def pms(self, platform):
        """Return the hotel."""
        return HotelPms(self, platform, ChannexReservations())


class TestHotelThatSiteMinderCalls(CertificationScenarios):
    """It is pushed, in OpenTravel."""

    pushed = True
    burst = 20

    def make_side(self):
        """Return SiteMinder's side."""
        return SiteMinderReservationSide(CREDENTIALS)

    @pytest.fixture
    def pms(self, platform):
        """Return the hotel."""
        return HotelPms(self, platform, SiteMinderReservations(CREDENTIALS, caller=CREDENTIALS))


# --- guests by chance ---

SETTING = CertificationScenarios()
SEEDS = [2, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 40))]


@pytest.mark.parametrize("pushed", [False, True], ids=["pulled", "pushed"])
@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_end_the_hotel_has_what_the_platform_has(seed, pushed) -> None:
    """Whatever goes wrong with calls and messages, nobody is lost, doubled or brought back.

    Everything else that holds in a hotel holds as well.
    """
    platform = SETTING.make_platform()
    platform.meet(*turns_by_seed(seed, 60))
    platform.befall(*mishaps_by_seed(seed, 60))
    pms = HotelPms(SETTING, platform, SimpleReservations(SITEMINDER))
    line = Line(platform, pms, pushed=pushed)
    for part in range(4):
        guests_by_seed(platform, 10 * seed + part, 12, CERTIFIED, first=SETTING.day(3))
        platform.shuffle(seed)
        for _ in range(3):
            line.bring_once()
    platform.settle()
    for _ in range(200):
        if platform.unconfirmed:
            line.bring_once()
    assert platform.unconfirmed == ()
    line.agrees_on_all()
    check_everything(pms.hotel)
