"""Both dialects that the library knows keep the promises, over a platform that keeps its own."""

from tests.channels.platforms import HOTEL, NOW, open_travel, simple

from axentra_core.testing import (
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    ChannelContract,
    ChannelSimulator,
    ManualClock,
)


class Over(ChannelContract):
    """The contract over a simulated platform."""

    manner = LIKE_CHANNEX
    sides = staticmethod(simple)

    def make_dialect(self):
        """Return the hotel's side."""
        return self.sides(self.manner)[0]

    def make_transport(self, *faults):
        """Return the simulator that has the platform's side."""
        _, side = self.sides(self.manner)
        self.platform = ChannelSimulator(side, self.manner, [HOTEL], ManualClock(NOW), faults)
        return self.platform

    def kept(self, update):
        """Return what the simulator has."""
        return self.platform.shown("H1").value(update.target, update.measure, update.first)


class TestSimpleDialect(Over):
    """The dialect that is nobody's."""


class TestSiteMinder(Over):
    """OpenTravel as SiteMinder writes it."""

    manner = LIKE_SITEMINDER
    sides = staticmethod(open_travel)


class TestSimpleDialectLikeSiteMinder(Over):
    """The same judgement, whatever it is written in."""

    manner = LIKE_SITEMINDER
