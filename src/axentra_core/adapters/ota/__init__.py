"""OpenTravel messages as SiteMinder writes them; extra ``ota``.

`SiteMinder` is the dialect of a hotel that tells its inventory, `SiteMinderReservations` that of
one to whom reservations come. The other functions are the platform's side, for simulators and
tests.
"""

from axentra_core.adapters.ota.answers import write_fault
from axentra_core.adapters.ota.envelope import Credentials
from axentra_core.adapters.ota.platform import Request, read_request, write_answer
from axentra_core.adapters.ota.platform_reservations import (
    Confirmed,
    Reported,
    read_ask,
    read_confirmations,
    read_upload,
    write_delivery,
    write_report_answer,
    write_upload_answer,
)
from axentra_core.adapters.ota.room_rates import write_room_rates
from axentra_core.adapters.ota.siteminder import SiteMinder
from axentra_core.adapters.ota.siteminder_reservations import SiteMinderReservations

__all__ = [
    "Confirmed",
    "Credentials",
    "Reported",
    "Request",
    "SiteMinder",
    "SiteMinderReservations",
    "read_ask",
    "read_confirmations",
    "read_request",
    "read_upload",
    "write_answer",
    "write_delivery",
    "write_fault",
    "write_report_answer",
    "write_room_rates",
    "write_upload_answer",
]
