"""SiteMinder's reservations keep every promise of a reservation dialect."""

import attrs
from tests.adapters.ota.writing import CREDENTIALS

from axentra_core.adapters.ota import Credentials, SiteMinderReservations
from axentra_core.adapters.ota.booking_codes import TAXES
from axentra_core.channels.reservations import (
    Coded,
    ReservationDialect,
    ReservationMessage,
    Version,
)
from axentra_core.testing.reservation_contract import ReservationContract
from axentra_core.testing.reservation_source.side import ReservationSide
from axentra_core.testing.reservation_values import MADE
from axentra_core.testing.siteminder_reservation_side import SiteMinderReservationSide

CALLER = Credentials("SITEMINDER", "siteminder", "another & long password")


class TestSiteMinder(ReservationContract):
    """Both sides are ours: what one has written the other one reads."""

    def make_dialect(self) -> ReservationDialect:
        """The hotel looks at who calls."""
        return SiteMinderReservations(CREDENTIALS, caller=CALLER)

    def make_side(self) -> ReservationSide:
        """SiteMinder signs what it brings."""
        return SiteMinderReservationSide(CREDENTIALS, CALLER)

    def as_told(self, message: ReservationMessage) -> ReservationMessage:
        """A message without a time of its own has that of its call; known taxes have a meaning."""
        snapshot = message.snapshot
        if snapshot is not None:
            taxes = tuple(
                attrs.evolve(one, kind=Coded(one.kind.code, TAXES.get(one.kind.code)))
                for one in snapshot.taxes
            )
            message = attrs.evolve(message, snapshot=attrs.evolve(snapshot, taxes=taxes))
        if message.version == Version():
            message = attrs.evolve(message, version=Version(MADE))
        return message
