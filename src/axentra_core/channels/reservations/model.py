"""What the hotel knows of a channel's reservation, whatever order its messages came in."""

from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Final

import attrs

from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.card_secret import TakenCard
from axentra_core.channels.reservations.facts import Collects, Flag, Snapshot, ToldCard, ToldRoom
from axentra_core.channels.reservations.message import OtherId, Version, order
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import LONGEST_ID, identifier

MOST_SEEN: Final = 100
# A stay's id adds a dot and a number to it.
LONGEST_PLAIN: Final = LONGEST_ID - 16


class ReservationStatus(StrEnum):
    """Where a channel's reservation stands.

    Attributes:
        AWAITED: something was told of it, and not yet that it was booked: what is told waits.
        BOOKED: guests come.
        CANCELLED: nobody comes.
    """

    AWAITED = "awaited"
    BOOKED = "booked"
    CANCELLED = "cancelled"


class Origin(StrEnum):
    """How the hotel came to have it: a row of a file, a person who knew it, or a message."""

    IMPORTED = "imported"
    LINKED = "linked"
    TOLD = "told"


@attrs.frozen
class Stamp:
    """A message as it is remembered.

    Attributes:
        version: how new it is.
        happening: what it is.
        digest: keyed digest of its content; equal content, equal digest.
    """

    version: Version
    happening: Happening
    digest: str

    @property
    def order(self) -> tuple[datetime, int, int, str]:
        """By what messages are ordered, the newest last."""
        return order(self.version, self.happening, self.digest)


@attrs.frozen
class ToldBy:
    """Which message has told a part of what is known, such as the name or the card."""

    part: str
    stamp: Stamp


@attrs.frozen
class SealedPersonal:
    """Whom a reservation is for, as it is stored: sealed under the id of the guest's profile.

    Attributes:
        name: of who has booked.
        mail: address.
        phone: number.
        address: in one line.
        country: ISO 3166-1 code of where they live.
        guests: names of those who sleep in each room.
        comments: wishes and notes.
    """

    name: Sealed | None = None
    mail: Sealed | None = None
    phone: Sealed | None = None
    address: Sealed | None = None
    country: str | None = None
    guests: tuple[tuple[Sealed, ...], ...] = ()
    comments: tuple[Sealed, ...] = ()


@attrs.frozen
class HeldCard:
    """The card that a reservation came with.

    Attributes:
        told: what the channel has told of it.
        taken: what the vault has given in its place; None where it was not taken.
        is_lost: a card has come, and no vault has taken it.
    """

    told: ToldCard | None = None
    taken: TakenCard | None = None
    is_lost: bool = False


@attrs.frozen
class RoomSlot:
    """A room of a reservation, and the stay that carries it out.

    Attributes:
        number: counts from 1 in its reservation and is never given again.
        stay: id of the stay, booked or still to be booked.
        room: as it was told last; None where a person has linked the stay and nothing was told.
        is_wanted: False once the newest message leaves it out.
        room_type: chosen by a person, where its codes lead nowhere.
        rate_plan: chosen likewise.
    """

    number: int
    stay: str
    room: ToldRoom | None
    is_wanted: bool = True
    room_type: str | None = None
    rate_plan: str | None = None


@attrs.frozen
class ChannelReservation:
    """The state of a channel's reservation (*reservasi channel*).

    Attributes:
        id: made of its channel and reference, whatever connection it comes over.
        reference: the channel's code and its own number.
        guest: id of the profile of who has booked; everything personal is sealed under it.
        status: where it stands.
        connection: over which it was told last; None where it came from a file.
        origin: how the hotel came to have it; None while it is awaited.
        snapshot: what it is, by the newest message that tells.
        newest: that message.
        dated: the newest that tells rooms and when they were changed.
        cancelled: the newest cancellation.
        seen: the newest messages, the oldest first.
        personal: whom it is for, each part by the newest message that tells it.
        card: the card it came with.
        collects: who takes the guest's money.
        since: which message has told each part that a later one may leave out.
        ids: under which other numbers it is known.
        secondary: code of the part of the channel that it came through.
        slots: its rooms.
        waiting: numbers of the rooms that could not be carried out.
        given_up: numbers of the rooms whose stays are cancelled by the word of the channel.
        flags: what does not fit.
        message: the platform's id of the message that came last.
        is_confirmed: whether the platform was told that the last message is stored.
    """

    id: str
    reference: ChannelReference
    guest: str
    status: ReservationStatus
    connection: str | None = None
    origin: Origin | None = None
    snapshot: Snapshot | None = None
    newest: Stamp | None = None
    dated: Stamp | None = None
    cancelled: Stamp | None = None
    seen: tuple[Stamp, ...] = ()
    personal: SealedPersonal = SealedPersonal()
    card: HeldCard | None = None
    collects: Collects | None = None
    since: tuple[ToldBy, ...] = ()
    ids: tuple[OtherId, ...] = ()
    secondary: str | None = None
    slots: tuple[RoomSlot, ...] = ()
    waiting: tuple[int, ...] = ()
    given_up: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()
    message: str = ""
    is_confirmed: bool = True

    @property
    def is_cancelled(self) -> bool:
        """Whether nothing that is newer for certain was told since the newest cancellation."""
        if self.cancelled is None:
            return False
        return self.dated is None or self.cancelled.order >= self.dated.order

    @property
    def may_be_reinstated(self) -> bool:
        """Whether something came after the cancellation that may be older than it."""
        if self.cancelled is None or self.newest is None or not self.is_cancelled:
            return False
        return self.newest.order > self.cancelled.order

    @property
    def wanted(self) -> tuple[RoomSlot, ...]:
        """The rooms for which guests come."""
        if self.status is not ReservationStatus.BOOKED:
            return ()
        return tuple(slot for slot in self.slots if slot.is_wanted)

    def slot(self, number: int) -> RoomSlot | None:
        """Return a room by its number, if there is one."""
        return next((slot for slot in self.slots if slot.number == number), None)


def reservation_id(reference: ChannelReference) -> str:
    """Return the id of what is known of a reservation: ``BDC-1695093244`` where that is an id.

    Anything else is digested, so that no two references meet in one id.
    """
    channel = reference.channel
    # With a hyphen in the code, two references could read the same.
    is_plain = channel is not None and "-" not in channel
    if is_plain and len(reference.text) <= LONGEST_PLAIN:
        try:
            return identifier(reference.text)
        except InvalidInput:
            pass
    told = f"{channel or ''} {reference.reference}"
    return f"ref:{blake2b(told.encode(), digest_size=16).hexdigest()}"


def stay_id(reservation: str, number: int) -> str:
    """Return the id of the stay that a room of a reservation is booked as."""
    return f"{reservation}.{number}"
