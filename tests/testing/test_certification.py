"""A PMS that does what it should is certified, pulled and pushed; and one that does not, is not."""

import pytest
from tests.channels.platforms import CREDENTIALS
from tests.testing.broken_pms import DEFECTS
from tests.testing.reference_pms import ReferencePms

from axentra_core.adapters.ota import SiteMinderReservations
from axentra_core.testing.certification import CertificationScenarios, Line
from axentra_core.testing.siteminder_reservation_side import SiteMinderReservationSide


class TestReferencePms(CertificationScenarios):
    """A little PMS that is asked."""

    burst = 30

    @pytest.fixture
    def pms(self, platform):
        """Return it."""
        return ReferencePms(self, platform)


class TestReferencePmsThatIsCalled(TestReferencePms):
    """The same, and the platform calls."""

    pushed = True


class TestReferencePmsThatAsksSiteMinder(CertificationScenarios):
    """The same, and the platform speaks as SiteMinder does."""

    burst = 30

    def make_side(self):
        """Return SiteMinder's side."""
        return SiteMinderReservationSide(CREDENTIALS)

    @pytest.fixture
    def pms(self, platform):
        """Return it."""
        return ReferencePms(self, platform, SiteMinderReservations(CREDENTIALS, caller=CREDENTIALS))


# --- who does it wrong ---

SCENARIOS = [name for name in dir(CertificationScenarios) if name.startswith("test_")]


def test_each_scenario_has_somebody_who_fails_it() -> None:
    """A scenario that nobody can fail proves nothing."""
    assert sorted(DEFECTS) == SCENARIOS


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_does_it_wrong_is_not_certified(name) -> None:
    """Each scenario finds the mistake that it is there for, and only a right PMS passes it."""
    setting = CertificationScenarios()
    platform = setting.make_platform()
    line = Line(platform, DEFECTS[name](setting, platform))
    with pytest.raises(AssertionError):
        getattr(setting, name)(line)
