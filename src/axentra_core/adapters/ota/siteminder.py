"""The dialect of SiteMinder (pmsXchange): OpenTravel 2003/05 in SOAP, and room rates in JSON.

Source: SiteMinder's public documentation of pmsXchange: message structure, availability and
restrictions, rates, rooms and rates, error handling.
"""

from collections.abc import Mapping
from typing import Final

from axentra_core.adapters.ota.answers import read_answer
from axentra_core.adapters.ota.envelope import Credentials, request
from axentra_core.adapters.ota.forms import OPERATIONS, form_of, looked_at
from axentra_core.adapters.ota.frame import opened, source
from axentra_core.adapters.ota.room_rates import read_room_rates
from axentra_core.adapters.ota.texts import quoted
from axentra_core.channels.dialect import Answer, InventoryMessage, Operation
from axentra_core.channels.mapping import RoomRate
from axentra_core.channels.providers import SITEMINDER, Provider
from axentra_core.channels.updates import Measure


class SiteMinder:
    """A `Dialect`: how SiteMinder writes and reads. It is pure, and threads may share it.

    Args:
        credentials: what SiteMinder knows the PMS by; it has one user for all properties.
        provider: SiteMinder's manners and limits, such as those of a contract of the host's own.
    """

    def __init__(self, credentials: Credentials, provider: Provider = SITEMINDER) -> None:
        """Take the user that every request is signed by."""
        self._credentials: Final = credentials
        self._provider: Final = provider

    def __repr__(self) -> str:
        """Return for whom it writes, and nothing secret."""
        return f"SiteMinder({self._credentials!r})"

    @property
    def provider(self) -> Provider:
        """SiteMinder's manners and limits."""
        return self._provider

    @property
    def operations(self) -> Mapping[Measure, Operation]:
        """With which operation each measure is told; those that are not here are not told."""
        return OPERATIONS

    def write(self, message: InventoryMessage) -> bytes:
        """Return the request that tells a message; the same message gives the same bytes.

        Raises:
            InvalidInput: those of `looked_at`, ``money.currency_unknown``, and for codes and the
                id those of a line of text.
        """
        form = form_of(message.operation)
        told = looked_at(message, self._provider)
        head = opened(f"{form.name}RQ", told) + source(self._credentials.pms)
        container = f'<{form.container} HotelCode="{quoted(told.hotel)}">'
        parts = "".join(form.write(told))
        return request(
            self._credentials, f"{head}{container}{parts}</{form.container}></{form.name}RQ>"
        )

    def read_answer(self, message: InventoryMessage, body: bytes) -> Answer:
        """Return what SiteMinder has answered to a message.

        Raises:
            InvalidInput: ``xml.…`` and others for what is no answer to this message.
        """
        form = form_of(message.operation)
        return read_answer(message, body, f"{form.name}RS", lambda: form.records(message.updates))

    def ask_room_rates(self, hotel: str) -> bytes:  # noqa: ARG002 - the address says it all
        """Return nothing: SiteMinder is asked by GET, and the address says it all."""
        return b""

    def read_room_rates(self, body: bytes) -> tuple[RoomRate, ...]:
        """Return SiteMinder's room rates for the PMS.

        Raises:
            InvalidInput: those of `room_rates.read_room_rates`.
        """
        return read_room_rates(body)
