"""Commands to a channel's reservation; the events that follow stand in `reservation_events`."""

from typing import Annotated

from axentra_core.channels.mapping import mapping_code
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.card_secret import TakenCard
from axentra_core.channels.reservations.dialect import Outcome
from axentra_core.channels.reservations.facts import Flag, Snapshot
from axentra_core.channels.reservations.message import OtherId, Version
from axentra_core.channels.reservations.model import SealedPersonal
from axentra_core.kernel.checks import Count, checked
from axentra_core.kernel.texts import Code, Id

# Ids of messages may look like anything, and lead to nothing.
MessageId = Annotated[str, mapping_code]


@checked
class OpenReservation:
    """Begin to know something of a reservation.

    Attributes:
        reference: the channel's code and its own number.
        guest: id of the profile that everything personal is sealed under.
    """

    channel_reservation: Id
    reference: ChannelReference
    guest: Id


@checked
class NoteMessage:
    """Know what a message tells; the same content again tells nothing.

    Attributes:
        digest: keyed digest of the content.
        version: how new it is.
        happening: what has happened to the reservation.
        snapshot: what it is now.
        personal: whom it is for, sealed.
        ids: under which other numbers it is known.
        secondary: code of the part of the channel it came through.
        connection: over which it came; None for a row of a file.
        message: the platform's own id of the message.
        card: what a vault has given for the card it came with.
        is_card_lost: it came with a card that no vault has taken.
        is_import: it is a row of a file: the reservation is known, though no message told so.
    """

    channel_reservation: Id
    digest: Id
    version: Version
    happening: Happening
    snapshot: Snapshot | None = None
    personal: SealedPersonal = SealedPersonal()
    ids: tuple[OtherId, ...] = ()
    secondary: Code | None = None
    connection: Id | None = None
    message: MessageId | None = None
    card: TakenCard | None = None
    is_card_lost: bool = False
    is_import: bool = False


@checked
class LinkStays:
    """Say which stays a reservation is that nobody here has told of: what waits is applied.

    Attributes:
        stays: one for each room.
    """

    channel_reservation: Id
    stays: tuple[Id, ...]


@checked
class LinkRoom:
    """Say which stay a room is that somebody has booked by hand.

    Attributes:
        number: of the room in its reservation.
        stay: it; no other room's.
    """

    channel_reservation: Id
    number: Count
    stay: Id


@checked
class ChooseOffer:
    """Say what a room is whose codes lead nowhere.

    Attributes:
        number: of the room in its reservation.
        room_type: code of the hotel's room type.
        rate_plan: code of the hotel's rate plan, if it has one.
    """

    channel_reservation: Id
    number: Count
    room_type: Code
    rate_plan: Code | None = None


@checked
class NoteCarriedOut:
    """Know how far a reservation was carried out.

    Attributes:
        waiting: numbers of the rooms that could not be.
        flags: what does not fit in it.
        given_up: numbers of the rooms whose stays are cancelled by the word of the channel.
    """

    channel_reservation: Id
    waiting: tuple[Count, ...] = ()
    flags: tuple[Flag, ...] = ()
    given_up: tuple[Count, ...] = ()


@checked
class NoteConfirmation:
    """Know that a platform was told what became of the last message.

    Attributes:
        message: the platform's own id of it.
        outcome: what it was told.
    """

    channel_reservation: Id
    message: MessageId
    outcome: Outcome
