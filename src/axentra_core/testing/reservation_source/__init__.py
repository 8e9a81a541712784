"""A platform in memory whose guests book: it brings messages late, twice, in any order, or not.

    platform = ReservationSource(
        SimpleSide(CHANNEX), SimpleReservationSide(), LIKE_CHANNEX, house, ManualClock()
    )
    platform.book(Booking(ChannelReference("BDC", "1695093244"), snapshot, Personal(name="Ayu")))
    platform.deliver_to(intake.receive)

It is a transport as well, whose operation `RESERVATIONS` pulls.
"""

from axentra_core.testing.reservation_source.guests import guests_by_seed
from axentra_core.testing.reservation_source.held import Booking, Held
from axentra_core.testing.reservation_source.mishaps import (
    DeliveryTurn,
    Mishap,
    mishaps_by_seed,
)
from axentra_core.testing.reservation_source.side import Heard, HeardReport, ReservationSide
from axentra_core.testing.reservation_source.simple_reservations import (
    SimpleReservations,
    SimpleReservationSide,
)
from axentra_core.testing.reservation_source.source import ReservationSource

__all__ = [
    "Booking",
    "DeliveryTurn",
    "Heard",
    "HeardReport",
    "Held",
    "Mishap",
    "ReservationSide",
    "ReservationSource",
    "SimpleReservationSide",
    "SimpleReservations",
    "guests_by_seed",
    "mishaps_by_seed",
]
