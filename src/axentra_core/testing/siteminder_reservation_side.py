"""SiteMinder's side of reservations, for a `ReservationSource`; needs the extra ``ota``."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from axentra_core.adapters.ota import (
    Confirmed,
    Credentials,
    read_ask,
    read_confirmations,
    read_upload,
    write_delivery,
    write_report_answer,
    write_upload_answer,
)
from axentra_core.channels.causes import Cause
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.reservations import Delivery, ReservationRequest, Upload
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.doubles import OPENING
from axentra_core.testing.reservation_source.side import Heard, HeardReport
from axentra_core.testing.siteminder_side import SiteMinderSide

T = TypeVar("T")


class SiteMinderReservationSide:
    """The `ReservationSide` of the dialect `SiteMinderReservations`.

    Args:
        credentials: of the PMS that is let in.
        caller: by what pushed messages are signed; as `credentials` when left out.
        codes: the channel codes of the platform.
        clock: gives the aware UTC instant of an answer.
    """

    def __init__(
        self,
        credentials: Credentials,
        caller: Credentials | None = None,
        codes: CodeTable = SITEMINDER_CODES,
        clock: Callable[[], datetime] = lambda: OPENING,
    ) -> None:
        """Let one PMS in."""
        self._credentials: Final = credentials
        self._caller: Final = caller or credentials
        self._codes: Final = codes
        self._clock: Final = clock

    def write_pushed(self, delivery: Delivery) -> bytes:
        """Return a call that brings messages."""
        return write_delivery(delivery, self._caller)

    def write_pulled(self, delivery: Delivery) -> bytes:
        """Return the answer to who has asked for messages."""
        return write_delivery(delivery)

    def read_request(self, body: bytes) -> ReservationRequest | Cause:
        """Return what is asked for, or why nobody looks."""
        return _looked_at(lambda: read_ask(body, self._codes, self._credentials))

    def read_reply(self, delivery: Delivery, body: bytes) -> tuple[Heard, ...]:  # noqa: ARG002
        """Return what has become of what was pushed; nothing where the call was refused.

        Raises:
            InvalidInput: it is no reply.
        """
        return tuple(map(_heard, read_confirmations(body).confirmed))

    def read_report(self, body: bytes) -> HeardReport | Cause:
        """Return what was confirmed, or why nobody looks."""
        told = _looked_at(lambda: read_confirmations(body, self._credentials))
        if isinstance(told, Cause):
            return told
        return HeardReport(told.id, "", tuple(map(_heard, told.confirmed)))

    def write_report_answer(self, report: HeardReport) -> bytes:
        """Return that a report was taken."""
        return write_report_answer(report.id, self._clock())

    def read_upload(self, body: bytes) -> Upload | Cause:
        """Return a reservation of the hotel's own, or why nobody looks."""
        return _looked_at(lambda: read_upload(body, self._codes, self._credentials))

    def write_upload_answer(self, upload: Upload, number: str) -> bytes:
        """Return that a reservation was taken, and under which number."""
        return write_upload_answer(upload.id, self._clock(), number)

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        return SiteMinderSide(self._credentials).write_fault(cause)


def _heard(one: Confirmed) -> Heard:
    return Heard(one.id, one.outcome, one.number, one.code)


def _looked_at(read: Callable[[], T]) -> T | Cause:
    try:
        return read()
    except InvalidInput as error:
        is_user = any(fault.path == "UsernameToken" for fault in error.faults)
        return Cause.NOT_LET_IN if is_user else Cause.MESSAGE_REFUSED
