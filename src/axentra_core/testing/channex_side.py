"""Channex' side of reservations, for a `ReservationSource`."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from axentra_core.adapters.channex import (
    read_confirmations,
    read_request,
    read_upload,
    write_delivery,
    write_error,
    write_report_answer,
    write_upload_answer,
    write_webhook,
)
from axentra_core.channels.causes import Cause
from axentra_core.channels.reservations import Delivery, Outcome, ReservationRequest, Upload
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.doubles import OPENING
from axentra_core.testing.reservation_source.side import Heard, HeardReport


class ChannexReservationSide:
    """The `ReservationSide` of `ChannexReservations`: what it calls with is a trigger only.

    Args:
        clock: gives the aware UTC instant of what is asked and told, which nothing else tells.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: OPENING) -> None:
        """Read by a clock."""
        self._clock: Final = clock

    def write_pushed(self, delivery: Delivery) -> bytes:
        """Return that something has come; what it is has to be asked."""
        return write_webhook(delivery.hotel, delivery.items[0], delivery.at or self._clock())

    def write_pulled(self, delivery: Delivery) -> bytes:
        """Return a page of the feed."""
        return write_delivery(delivery)

    def read_request(self, body: bytes) -> ReservationRequest | Cause:
        """Return what the feed is asked for, or why nobody looks."""
        try:
            return read_request(body, self._clock())
        except InvalidInput:
            return Cause.MESSAGE_REFUSED

    def read_reply(self, delivery: Delivery, body: bytes) -> tuple[Heard, ...]:  # noqa: ARG002
        """Return nothing: a webhook confirms nothing."""
        return ()

    def read_report(self, body: bytes) -> HeardReport | Cause:
        """Return what was acknowledged: Channex knows no refusal, and hears of none."""
        try:
            told = read_confirmations(body)
        except InvalidInput:
            return Cause.MESSAGE_REFUSED
        taken = (one for one in told if one.outcome is Outcome.TAKEN)
        return HeardReport("", "", tuple(Heard(one.id, one.outcome) for one in taken))

    def write_report_answer(self, report: HeardReport) -> bytes:
        """Return the answer to each acknowledgement."""
        return write_report_answer(one.id for one in report.heard)

    def read_upload(self, body: bytes) -> Upload | Cause:
        """Return a booking of the hotel's own, or why nobody looks."""
        try:
            return read_upload(body, self._clock())
        except InvalidInput:
            return Cause.MESSAGE_REFUSED

    def write_upload_answer(self, upload: Upload, number: str) -> bytes:
        """Return that a booking was kept."""
        return write_upload_answer(number, upload.message.reference.text)

    def write_fault(self, cause: Cause) -> bytes:
        """Return an error."""
        return write_error(cause.name.lower())
