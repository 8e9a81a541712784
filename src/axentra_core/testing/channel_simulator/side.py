"""The platform's side of a dialect: it reads requests and writes answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import Answer, InventoryMessage
from axentra_core.channels.mapping import RoomRate


class PlatformSide(Protocol):
    """Port: how the platform of a `ChannelSimulator` reads and writes."""

    def read_request(self, body: bytes) -> InventoryMessage | Cause:
        """Return what is told, or why it is not looked at."""
        ...

    def write_answer(self, message: InventoryMessage, answer: Answer, at: datetime) -> bytes:
        """Return the answer to what was looked at."""
        ...

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        ...

    def write_room_rates(self, room_rates: Iterable[RoomRate]) -> bytes:
        """Return the answer to who asks for room rates."""
        ...
