"""What is certified: a PMS that takes reservations, and what can be seen of them there."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

import attrs

from axentra_core.channels.references import ChannelReference


class PmsStatus(StrEnum):
    """Where a reservation stands in the PMS.

    Attributes:
        AWAITED: something was told of it, and not yet that it was booked.
        BOOKED: guests come.
        CANCELLED: nobody comes.
    """

    AWAITED = "awaited"
    BOOKED = "booked"
    CANCELLED = "cancelled"


@attrs.frozen
class PmsRoom:
    """A room for which guests come.

    Attributes:
        room_code: mapping code of the room it is booked as; None while it waits for a person.
        rate_code: mapping code of its rate; None without one.
        arrival: first night.
        departure: day after the last one.
        adults: how many.
        children: how many who are none, infants too.
        ages: of the children, as far as they are known, the youngest first.
        nights: what each night costs, as it is charged.
    """

    room_code: str | None
    rate_code: str | None
    arrival: date
    departure: date
    adults: int
    children: int = 0
    ages: tuple[int, ...] = ()
    nights: tuple[Decimal, ...] = ()


@attrs.frozen
class PmsCard:
    """What the PMS keeps of a card.

    Attributes:
        last_four: its last digits.
        is_virtual: the channel has issued it.
        balance: what a virtual card holds.
    """

    last_four: str
    is_virtual: bool | None = None
    balance: Decimal | None = None


@attrs.frozen
class PmsReservation:
    """A reservation as the PMS has it.

    Attributes:
        status: where it stands.
        rooms: those for which guests come; none once it was cancelled.
        guest: name of who has booked.
        mail: address of who has booked.
        comments: wishes and notes.
        extras: names of what is sold beside the nights.
        card: what is kept of the card it came with.
        needs_person: somebody has been told to look at it.
    """

    status: PmsStatus
    rooms: tuple[PmsRoom, ...] = ()
    guest: str | None = None
    mail: str | None = None
    comments: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    card: PmsCard | None = None
    needs_person: bool = False


class Pms(Protocol):
    """Port: how a PMS is driven that is certified."""

    def pull(self) -> None:
        """Ask the platform for everything that is new, and confirm it.

        A platform that cannot be reached, or answers nonsense, is no error of the PMS.
        """
        ...

    def receive(self, body: bytes) -> bytes:
        """Take a call of the platform, and return the reply."""
        ...

    def reservation(self, reference: ChannelReference) -> PmsReservation | None:
        """Return what the PMS has of a reservation; None where nothing was ever told of it."""
        ...

    def sold(self, room_code: str, night: date) -> int:
        """Return how many rooms of a code are sold for a night."""
        ...

    def written(self) -> Iterable[str]:
        """Yield everything that the PMS has written down, as text, to look for card data in it."""
        ...
