"""The scenarios by which platforms certify a PMS, as tests: inherit them and connect your own.

    class TestMyPms(CertificationScenarios):
        @pytest.fixture
        def pms(self, platform: ReservationSource) -> Pms:
            return MyPms(connected_to=platform)

They need no network and no account. What SiteMinder, Channex and others try before they let a PMS
go live stands in them, and what hotels complain about afterwards. Each promise is the docstring of
a scenario. `Pms` says what they have to see.
"""

from axentra_core.testing.certification.booking import NewReservations
from axentra_core.testing.certification.changing import ChangedReservations
from axentra_core.testing.certification.delivering import Deliveries
from axentra_core.testing.certification.line import Line
from axentra_core.testing.certification.pms import (
    Pms,
    PmsCard,
    PmsReservation,
    PmsRoom,
    PmsStatus,
)
from axentra_core.testing.certification.unusual import UnusualReservations


class CertificationScenarios(NewReservations, ChangedReservations, Deliveries, UnusualReservations):
    """All scenarios; a PMS that passes them takes reservations as platforms bring them."""


__all__ = [
    "CertificationScenarios",
    "Line",
    "Pms",
    "PmsCard",
    "PmsReservation",
    "PmsRoom",
    "PmsStatus",
]
