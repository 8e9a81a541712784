"""The inbound half of SiteMinder's dialect (pmsXchange): OpenTravel 2003/05 in SOAP.

Source: SiteMinder's public documentation of pmsXchange: reservations PULL, PUSH and upload, error
handling, and the reference tables.
"""

from datetime import datetime
from typing import Final

from axentra_core.adapters.ota import asking, confirmations, deliveries
from axentra_core.adapters.ota.envelope import Credentials
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.providers import SITEMINDER, Provider
from axentra_core.channels.reservations import Delivery, Report, ReservationRequest, Upload
from axentra_core.kernel.calendar import zone as zone_of
from axentra_core.kernel.errors import InvalidInput


class SiteMinderReservations:
    """A `ReservationDialect`: how SiteMinder writes reservations. It is pure; threads may share it.

    A change that is told without a time counts from the time of its message, and in one message
    the later counts more: SiteMinder brings the oldest first.

    Args:
        credentials: what SiteMinder knows the PMS by; it has one user for all properties.
        provider: SiteMinder's manners and limits, such as those of a contract of the host's own.
        caller: by what SiteMinder signs what it pushes; None where the host's own server looks at
            who calls, or nothing is pushed.
        zone: IANA name of the zone in which times without an offset are meant. Dates of stays have
            none and are never changed.

    Raises:
        InvalidInput: ``zone.unknown``.
    """

    def __init__(
        self,
        credentials: Credentials,
        provider: Provider = SITEMINDER,
        *,
        caller: Credentials | None = None,
        zone: str = "UTC",
    ) -> None:
        """Take the users of both directions."""
        self._credentials: Final = credentials
        self._provider: Final = provider
        self._caller: Final = caller
        self._zone: Final = zone_of(zone).key

    def __repr__(self) -> str:
        """Return for whom it reads, and nothing secret."""
        return f"SiteMinderReservations({self._credentials!r})"

    @property
    def provider(self) -> Provider:
        """SiteMinder's manners and limits."""
        return self._provider

    def ask(self, request: ReservationRequest) -> bytes:
        """Return the request for one reservation, or for all that were not confirmed."""
        return asking.write_ask(request, self._credentials)

    def read_delivery(self, body: bytes, codes: CodeTable) -> Delivery:
        """Return what SiteMinder has brought, whether it called or was asked.

        Raises:
            InvalidInput: those of `deliveries.read_delivery`.
        """
        return deliveries.read_delivery(body, codes, self._zone, self._caller)

    def write_reply(self, delivery: Delivery, report: Report) -> bytes:
        """Return what SiteMinder is answered that has called."""
        return confirmations.write_reply(delivery, report)

    def write_refusal(self, fault: InvalidInput, at: datetime) -> bytes:
        """Return what SiteMinder is answered whose call cannot be read at all."""
        return confirmations.write_refusal(fault, at)

    def write_report(self, report: Report) -> bytes:
        """Return what SiteMinder is told that was asked."""
        return confirmations.write_report(report, self._credentials)

    def read_report_answer(self, report: Report, body: bytes) -> None:
        """Look whether SiteMinder has taken a report.

        Raises:
            InvalidInput: it has not, or nobody can tell.
        """
        asking.read_report_answer(report, body)

    def write_upload(self, upload: Upload) -> bytes:
        """Return a reservation of the hotel's own as SiteMinder reads it."""
        return asking.write_upload(upload, self._credentials)

    def read_upload_answer(self, upload: Upload, body: bytes) -> str | None:
        """Return under which number SiteMinder has it, if it says so.

        Raises:
            InvalidInput: SiteMinder has not taken it.
        """
        return asking.read_upload_answer(upload, body)
