"""SiteMinder's side of OpenTravel, for a `ChannelSimulator`; needs the extra ``ota``."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from axentra_core.adapters.ota import (
    Credentials,
    read_request,
    write_answer,
    write_fault,
    write_room_rates,
)
from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import Answer, InventoryMessage, Verdict
from axentra_core.channels.mapping import RoomRate
from axentra_core.channels.providers import SITEMINDER, Provider
from axentra_core.kernel.errors import InvalidInput

# What the Fault says, and who is blamed.
_FAULTS: Final[Mapping[Cause, tuple[str, str]]] = MappingProxyType(
    {
        Cause.MESSAGE_TOO_LARGE: ("Payload too large", "Client"),
        Cause.NOT_LET_IN: ("Authentication failed", "Client"),
        Cause.PLATFORM_BUSY: ("Throttle limit exceeded", "Client"),
        Cause.PLATFORM_UNAVAILABLE: ("System currently unavailable", "Server"),
    }
)
_WITHOUT_NUMBER: Final = frozenset({Cause.MESSAGE_TOO_LARGE, Cause.PLATFORM_BUSY})
_UNREADABLE: Final = ("The message cannot be read", "Client")


class SiteMinderSide:
    """The `PlatformSide` of the dialect `SiteMinder`.

    Args:
        credentials: of the PMS that is let in.
        provider: whose limit of bytes holds.
    """

    def __init__(self, credentials: Credentials, provider: Provider = SITEMINDER) -> None:
        """Let one PMS in."""
        self._credentials: Final = credentials
        self._most_bytes: Final = provider.most_bytes

    def read_request(self, body: bytes) -> InventoryMessage | Cause:
        """Return what is told, or why it is not looked at."""
        if len(body) > self._most_bytes:
            return Cause.MESSAGE_TOO_LARGE
        try:
            request = read_request(body, self._most_bytes)
        except InvalidInput:
            return Cause.MESSAGE_REFUSED
        return request.message if request.credentials == self._credentials else Cause.NOT_LET_IN

    def write_answer(self, message: InventoryMessage, answer: Answer, at: datetime) -> bytes:
        """Return the answer to what was looked at; what has no number is told by a Fault."""
        unnumbered = (one.code for one in answer.remarks if one.code in _WITHOUT_NUMBER)
        if answer.verdict is not Verdict.ACCEPTED and (code := next(unnumbered, None)):
            return self.write_fault(Cause(code))
        return write_answer(message, answer, at)

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        return write_fault(*_FAULTS.get(cause, _UNREADABLE))

    def write_room_rates(self, room_rates: Iterable[RoomRate]) -> bytes:
        """Return the answer to who asks for room rates."""
        return write_room_rates(room_rates)
