"""Reservations in JSON as Channex writes them; the standard library is all that is needed.

`ChannexReservations` is the dialect of a hotel that takes reservations. What stands in `platform`
is Channex' side, for simulators and tests.
"""

from axentra_core.adapters.channex.platform import (
    Confirmed,
    read_confirmations,
    read_request,
    read_upload,
    write_delivery,
    write_error,
    write_report_answer,
    write_upload_answer,
    write_webhook,
)
from axentra_core.adapters.channex.reservations import ChannexReservations

__all__ = [
    "ChannexReservations",
    "Confirmed",
    "read_confirmations",
    "read_request",
    "read_upload",
    "write_delivery",
    "write_error",
    "write_report_answer",
    "write_upload_answer",
    "write_webhook",
]
