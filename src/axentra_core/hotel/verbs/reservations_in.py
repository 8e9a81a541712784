"""What comes in from channels, and what a person says of it.

`ChannelIntake` says the first ones for a platform; staff may say each by hand, too.
"""

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import MessageId, Outcome, ReservationMessage, TakenCard
from axentra_core.kernel.checks import Count, checked
from axentra_core.kernel.texts import Code, Id, Text


@checked
class ReceiveReservation:
    """Take what a channel tells of a reservation, and carry it out as far as that can be done.

    What it tells is all that makes it this request: the same under another id of a message, or
    with another token of the same card, is the same.

    Attributes:
        connection: over which it came.
        message: what it tells.
        message_id: the platform's own id of the message.
        card: what a vault has given for the card it came with.
        is_card_lost: it came with a card that no vault has taken.
    """

    connection: Id
    message: ReservationMessage
    message_id: MessageId | None = None
    card: TakenCard | None = None
    is_card_lost: bool = False


@checked
class ConfirmDelivery:
    """Know that the platform was told what became of a message.

    Attributes:
        message: the platform's own id of it.
        outcome: what it was told.
    """

    channel_reservation: Id
    message: MessageId
    outcome: Outcome = Outcome.TAKEN


@checked
class RecordUnreadable:
    """Leave a message that nobody can read, or that was refused, to a person.

    Attributes:
        connection: over which it came.
        code: why it could not be taken.
        sentence: the same in words.
        message: the platform's own id of it, where it has one.
        about: which reservation it is about, as far as that can be read.
    """

    connection: Id
    code: Id
    sentence: Text
    message: MessageId | None = None
    about: MessageId | None = None


@checked
class LinkStays:
    """Say which stays a reservation of a channel is; messages about it then find them.

    Attributes:
        reference: of the reservation.
        stays: one for each room.
    """

    reference: ChannelReference
    stays: tuple[Id, ...]


@checked
class ChooseOffer:
    """Say what a room is whose codes lead nowhere, and book it.

    Attributes:
        number: of the room in its reservation.
        room_type: code of the room type.
        rate_plan: code of the rate plan, if it has one.
    """

    channel_reservation: Id
    number: Count
    room_type: Code
    rate_plan: Code | None = None


@checked
class CarryOutReservation:
    """Make the stays of a reservation what its channel tells, whatever was changed of them here."""

    channel_reservation: Id
