"""The platform's side of a reservation dialect: it writes what is brought, and reads answers."""

from typing import Protocol

import attrs

from axentra_core.channels.causes import Cause
from axentra_core.channels.reservations import Delivery, Outcome, ReservationRequest, Upload


@attrs.frozen
class Heard:
    """What a platform is told became of one message.

    Attributes:
        id: the platform's own id of the message.
        outcome: what became of it.
        number: under which the hotel has the reservation, where that is told.
        code: why it was not taken, in whatever words the dialect has.
    """

    id: str
    outcome: Outcome
    number: str | None = None
    code: str = ""


@attrs.frozen
class HeardReport:
    """Confirmations as they have come.

    Attributes:
        id: of the report, which an answer repeats.
        hotel: code by which the platform knows the property; empty where it is not told.
        heard: what became of each message; one that is left out was not confirmed.
    """

    id: str
    hotel: str
    heard: tuple[Heard, ...]


class ReservationSide(Protocol):
    """Port: how the platform of a `ReservationSource` writes and reads.

    Whoever implements it owes: a `Delivered` without a message is written as one that nobody can
    read, with its id, among the others; its card is written where the dialect has a place for it.
    """

    def write_pushed(self, delivery: Delivery) -> bytes:
        """Return a call that brings messages."""
        ...

    def write_pulled(self, delivery: Delivery) -> bytes:
        """Return the answer to who has asked for messages."""
        ...

    def read_request(self, body: bytes) -> ReservationRequest | Cause:
        """Return what is asked for, or why nobody looks."""
        ...

    def read_reply(self, delivery: Delivery, body: bytes) -> tuple[Heard, ...]:
        """Return what has become of what was pushed; nothing where the call was refused.

        Raises:
            InvalidInput: it is no reply to this call.
        """
        ...

    def read_report(self, body: bytes) -> HeardReport | Cause:
        """Return what was confirmed, or why nobody looks."""
        ...

    def write_report_answer(self, report: HeardReport) -> bytes:
        """Return that a report was taken."""
        ...

    def read_upload(self, body: bytes) -> Upload | Cause:
        """Return a reservation of the hotel's own, or why nobody looks."""
        ...

    def write_upload_answer(self, upload: Upload, number: str) -> bytes:
        """Return that a reservation was taken, and under which number."""
        ...

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        ...
