"""The two ports to a platform: a dialect writes and reads messages, a transport carries them.

A dialect is pure: bytes from messages and messages from bytes. A transport knows addresses and
connections, and nothing of what it carries. So each can be tested and replaced alone.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import attrs

from axentra_core.channels.mapping import RoomRate
from axentra_core.channels.providers import Provider
from axentra_core.channels.updates import Measure, Update


class Operation(StrEnum):
    """What a platform is asked; a transport has an address for each."""

    AVAILABILITY = "availability"
    """It is told what is left to sell."""

    RESTRICTIONS = "restrictions"
    """It is told when and for how long guests may come."""

    RATES = "rates"
    """It is told prices."""

    ROOM_RATES = "room_rates"
    """It is asked which room rates it has and by which codes it knows them."""

    RESERVATIONS = "reservations"
    """It is asked for reservations."""

    CONFIRMATIONS = "confirmations"
    """It is told what became of reservations."""

    UPLOADS = "uploads"
    """It is told reservations that the hotel has."""


@attrs.frozen
class InventoryMessage:
    """What one message tells a platform.

    Attributes:
        id: by which its answer is known; said again under it, it is the same message.
        hotel: code by which the platform knows the property.
        at: when it was made.
        operation: which of the platform's operations it asks for.
        updates: what it tells; no date of one target and measure stands in it twice.
        currency: ISO 4217 code of its prices; None where it has none.
        digits: decimals that smallest units of the currency stand for.
    """

    id: str
    hotel: str
    at: datetime
    operation: Operation
    updates: tuple[Update, ...]
    currency: str | None = None
    digits: int = 0


class Verdict(StrEnum):
    """What became of a message.

    Attributes:
        ACCEPTED: it was taken, apart from the updates that are refused one by one.
        REFUSED: nothing of it was taken.
        NOT_NOW: nothing of it was taken, and the same message may be taken later.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_NOW = "not_now"


@attrs.frozen
class Remark:
    """What a platform says against a message, or a part of it.

    Attributes:
        code: the cause in our words, a `Cause` such as ``channels.room_unknown``.
        theirs: the platform's own code, kept as it is.
        text: the platform's own words; nothing that looks like card data is in it.
        place: which update is meant, from 0; None for the whole message.
    """

    code: str
    theirs: str = ""
    text: str = ""
    place: int | None = None


@attrs.frozen
class Answer:
    """What a platform answers to a message.

    Attributes:
        verdict: what became of it.
        remarks: what the platform says.
        refused: the places of updates that are not taken although the message is.
    """

    verdict: Verdict
    remarks: tuple[Remark, ...] = ()
    refused: frozenset[int] = frozenset()


class Dialect(Protocol):
    """Port: how a platform writes and reads.

    An adapter owes: the same message gives the same bytes; whatever comes back is read in bounded
    time and memory, and what cannot be read raises `InvalidInput`, never anything else.
    """

    @property
    def provider(self) -> Provider:
        """The manners and limits of the platform."""
        ...

    @property
    def operations(self) -> Mapping[Measure, Operation]:
        """With which operation each measure is told."""
        ...

    def write(self, message: InventoryMessage) -> bytes:
        """Return the message as the platform reads it."""
        ...

    def read_answer(self, message: InventoryMessage, body: bytes) -> Answer:
        """Return what the platform has answered to a message."""
        ...

    def ask_room_rates(self, hotel: str) -> bytes:
        """Return the request for the platform's room rates; empty where the address says it all."""
        ...

    def read_room_rates(self, body: bytes) -> tuple[RoomRate, ...]:
        """Return the platform's room rates."""
        ...


class ChannelTransport(Protocol):
    """Port: who carries messages to a platform and brings its answers back.

    An adapter owes: `PortUnavailable` only where nothing has left for certain; `OutcomeUnknown`
    for whatever may have arrived, such as an answer that was late or cut off, or 5xx without one.
    """

    def exchange(self, operation: Operation, hotel: str, body: bytes) -> bytes:
        """Send a message and return the platform's answer.

        Raises:
            PortUnavailable: ``channel.unreachable``; nothing was sent.
            OutcomeUnknown: ``channel.outcome_unknown``; it may have been sent.
            PortRefused: ``channel.refused``; the platform lets nobody in with these rights.
        """
        ...
