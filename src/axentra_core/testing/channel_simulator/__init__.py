"""A platform in memory: it takes and refuses inventory as a real one does, and fails on demand.

    clock = ManualClock()
    house = PlatformHotel("H1", mapping, currency="IDR")
    platform = ChannelSimulator(
        SimpleSide(CHANNEX), LIKE_CHANNEX, [house], clock, [ChannelFault.LOSE_REPLY]
    )
    platform.exchange(Operation.RATES, "H1", SimpleDialect(CHANNEX).write(message))

`axentra_core.testing.siteminder_side` has SiteMinder's side, which needs the extra ``ota``.
"""

from axentra_core.testing.channel_simulator.faults import (
    ChannelFault,
    ChannelTurn,
    turns_by_seed,
)
from axentra_core.testing.channel_simulator.manners import (
    LIKE_BOOKING_COM,
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    REJECTING,
    Manner,
)
from axentra_core.testing.channel_simulator.platform_hotel import PlatformHotel
from axentra_core.testing.channel_simulator.side import PlatformSide
from axentra_core.testing.channel_simulator.simple_dialect import SimpleDialect, SimpleSide
from axentra_core.testing.channel_simulator.simulator import ChannelSimulator

__all__ = [
    "LIKE_BOOKING_COM",
    "LIKE_CHANNEX",
    "LIKE_SITEMINDER",
    "REJECTING",
    "ChannelFault",
    "ChannelSimulator",
    "ChannelTurn",
    "Manner",
    "PlatformHotel",
    "PlatformSide",
    "SimpleDialect",
    "SimpleSide",
    "turns_by_seed",
]
