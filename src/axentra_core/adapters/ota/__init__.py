"""OpenTravel messages as SiteMinder writes them; extra ``ota``.

`SiteMinder` is the dialect of a hotel that tells its inventory. `read_request`, `write_answer`,
`write_fault` and `write_room_rates` are the platform's side, for simulators and tests.
"""

from axentra_core.adapters.ota.answers import write_fault
from axentra_core.adapters.ota.envelope import Credentials
from axentra_core.adapters.ota.platform import Request, read_request, write_answer
from axentra_core.adapters.ota.room_rates import write_room_rates
from axentra_core.adapters.ota.siteminder import SiteMinder

__all__ = [
    "Credentials",
    "Request",
    "SiteMinder",
    "read_request",
    "write_answer",
    "write_fault",
    "write_room_rates",
]
