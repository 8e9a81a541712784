"""The port through which reservations come: how a platform writes them, and is answered.

A platform either calls the hotel (it *pushes*), or is asked for what is new (it is *pulled*). Both
ways each message is confirmed one by one, and only what is stored is confirmed: one that cannot be
read or taken holds up no other.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import attrs

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.providers import Provider
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.card_secret import CardSecret
from axentra_core.channels.reservations.message import ReservationMessage
from axentra_core.kernel.errors import InvalidInput


@attrs.frozen
class Delivered:
    """One message of a delivery: what it tells, or why it cannot be read.

    Attributes:
        id: the platform's own id of the message, by which it is confirmed; empty where it has
            none. It says nothing of the content.
        message: what it tells; None for one that cannot be read.
        card: the card it came with, which stands nowhere else.
        fault: why it cannot be read; None for one that can.
        about: which reservation it is about, as far as that can be read.
        ids: what else an answer to it has to repeat, by the dialect's own names.
        hotel: code of the property that it names itself; empty where its delivery tells it.
    """

    id: str
    message: ReservationMessage | None = None
    card: CardSecret | None = None
    fault: InvalidInput | None = None
    about: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    hotel: str = ""


@attrs.frozen
class Delivery:
    """What a platform has brought at once.

    Attributes:
        id: of the call or the answer, which a reply has to repeat.
        hotel: code of the property that it is for, as the platform knows it; empty where it is
            not told, or where its messages name several.
        items: its messages in order.
        at: when it was made; None where that is not told.
        is_last: whether the platform has no more for now.
    """

    id: str
    hotel: str
    items: tuple[Delivered, ...]
    at: datetime | None = None
    is_last: bool = True


def addressed(items: Sequence[Delivered]) -> tuple[str, tuple[Delivered, ...]]:
    """Return which property a delivery is for, and its messages.

    Args:
        items: messages as they name their property each. Where they name several, each keeps its
            own, so that one that is wrong holds up no other.
    """
    named = {item.hotel for item in items if item.hotel}
    if len(named) != 1:
        return "", tuple(items)
    return named.pop(), tuple(attrs.evolve(item, hotel="") for item in items)


class Outcome(StrEnum):
    """What became of a message.

    Attributes:
        TAKEN: it is stored; the platform need not bring it again.
        REFUSED: it cannot be stored, and bringing it again changes nothing.
        LATER: it could not be stored now; bring it again.
    """

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"


@attrs.frozen
class Confirmation:
    """What a platform is told about one message.

    Attributes:
        item: the message as it came.
        outcome: what became of it.
        number: under which the hotel has the reservation; None where it has none.
        code: why it was not taken, a `Cause` or the code of a fault.
        sentence: the same in words, without anything personal.
    """

    item: Delivered
    outcome: Outcome
    number: str | None = None
    code: str = ""
    sentence: str = ""


@attrs.frozen
class ReservationRequest:
    """What a platform is asked for.

    Attributes:
        id: by which the answer is known.
        hotel: code by which the platform knows the property.
        at: when it is asked.
        reference: one reservation; None for all that were not confirmed.
        passed: how many messages were brought and not taken since the platform was first asked;
            one that cannot be told of a refusal still has them, before those that are asked for.
    """

    id: str
    hotel: str
    at: datetime
    reference: ChannelReference | None = None
    passed: int = 0


@attrs.frozen
class Report:
    """Confirmations on their way to a platform.

    Attributes:
        id: by which the answer is known.
        hotel: code by which the platform knows the property.
        at: when it is made.
        confirmations: of one delivery, in its order.
    """

    id: str
    hotel: str
    at: datetime
    confirmations: tuple[Confirmation, ...]


@attrs.frozen
class Upload:
    """A reservation that the hotel has and tells a platform of, so that both know it.

    Attributes:
        id: by which the answer is known.
        hotel: code by which the platform knows the property.
        at: when it is made.
        number: under which the hotel has it.
        message: what it is; `ReservationMessage.ids` has what the platform and others call it.
    """

    id: str
    hotel: str
    at: datetime
    number: str
    message: ReservationMessage


class ReservationDialect(Protocol):
    """Port: how a platform writes reservations, and wants to be answered.

    An adapter owes: the same value gives the same bytes; whatever comes is read in bounded time
    and memory, and what cannot be read at all raises `InvalidInput`, never anything else; one
    message that cannot be read is a `Delivered` with a fault, beside the others; card data stands
    in `Delivered.card` alone, and free text has passed a `Cleaner`; codes that no table has are
    kept.
    """

    @property
    def provider(self) -> Provider:
        """The manners and limits of the platform."""
        ...

    def ask(self, request: ReservationRequest) -> bytes:
        """Return the request for reservations."""
        ...

    def read_delivery(self, body: bytes, codes: CodeTable) -> Delivery:
        """Return what a platform has brought, whether it called or was asked.

        Args:
            body: as it came.
            codes: the channel codes of the platform.
        """
        ...

    def write_reply(self, delivery: Delivery, report: Report) -> bytes:
        """Return what a platform that has called is answered."""
        ...

    def write_refusal(self, fault: InvalidInput, at: datetime) -> bytes:
        """Return what a platform is answered whose call cannot be read at all."""
        ...

    def write_report(self, report: Report) -> bytes:
        """Return what a platform is told that was asked."""
        ...

    def read_report_answer(self, report: Report, body: bytes) -> None:
        """Look whether the platform has taken a report.

        Raises:
            InvalidInput: it has not, or nobody can tell.
        """
        ...

    def write_upload(self, upload: Upload) -> bytes:
        """Return a reservation of the hotel's own as the platform reads it."""
        ...

    def read_upload_answer(self, upload: Upload, body: bytes) -> str | None:
        """Return under which number the platform has it, if it says so.

        Raises:
            InvalidInput: the platform has not taken it.
        """
        ...
