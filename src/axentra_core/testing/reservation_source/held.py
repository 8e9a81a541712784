"""What somebody books, and what a platform has of it."""

from typing import Final

import attrs

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import CardSecret, OtherId, Personal, Snapshot

NOBODY: Final = Personal()


@attrs.frozen
class Booking:
    """What somebody books.

    Attributes:
        reference: the channel's code and its own number.
        snapshot: rooms, nights and prices.
        personal: for whom.
        card: the card they leave.
        ids: under which other numbers it is known.
        secondary: code of the part of the channel.
    """

    reference: ChannelReference
    snapshot: Snapshot
    personal: Personal = NOBODY
    card: CardSecret | None = None
    ids: tuple[OtherId, ...] = ()
    secondary: str | None = None


@attrs.frozen
class Held:
    """A reservation as the platform has it.

    Attributes:
        booking: what it is, or was when it was cancelled.
        is_cancelled: nobody comes.
    """

    booking: Booking
    is_cancelled: bool = False

    @property
    def sold(self) -> tuple[Snapshot, ...]:
        """What is sold of it: all, or nothing."""
        return () if self.is_cancelled else (self.booking.snapshot,)
