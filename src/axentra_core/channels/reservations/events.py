"""What has happened to a channel's reservation."""

from datetime import date

import attrs

from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.dialect import Outcome
from axentra_core.channels.reservations.facts import Flag, Snapshot
from axentra_core.channels.reservations.message import OtherId, Version
from axentra_core.channels.reservations.model import HeldCard, Origin, RoomSlot, SealedPersonal


@attrs.frozen
class ReservationOpened:
    """Something is known of a reservation from now on."""

    channel_reservation: str
    reference: ChannelReference
    guest: str
    business_date: date


@attrs.frozen
class MessageNoted:
    """A message has told something that was not known.

    Attributes:
        is_newest: nothing newer is known; of an older one only what is missing is taken.
        card: the card it came with.
        origin: how the reservation came to be known by it; None for what waits for a booking.
    """

    channel_reservation: str
    digest: str
    version: Version
    happening: Happening
    snapshot: Snapshot | None
    personal: SealedPersonal
    ids: tuple[OtherId, ...]
    secondary: str | None
    connection: str | None
    message: str | None
    card: HeldCard | None
    origin: Origin | None
    is_newest: bool
    business_date: date


@attrs.frozen
class StaysLinked:
    """A person has said which stays it is."""

    channel_reservation: str
    slots: tuple[RoomSlot, ...]
    business_date: date


@attrs.frozen
class RoomsMatched:
    """Its rooms are others now; all of them stand here, also those that are not wanted any more."""

    channel_reservation: str
    slots: tuple[RoomSlot, ...]


@attrs.frozen
class ReservationTaken:
    """The hotel has it: guests come."""

    channel_reservation: str
    business_date: date


@attrs.frozen
class ReservationCancelled:
    """Nobody comes."""

    channel_reservation: str
    business_date: date


@attrs.frozen
class ReservationReinstated:
    """Guests come after all: something newer than the cancellation was told."""

    channel_reservation: str
    business_date: date


@attrs.frozen
class OfferChosen:
    """A person has said what a room is."""

    channel_reservation: str
    number: int
    room_type: str
    rate_plan: str | None
    business_date: date


@attrs.frozen
class CarriedOut:
    """The stays are as wanted, but for the rooms that wait.

    Attributes:
        waiting: numbers of those rooms.
        flags: what does not fit.
        given_up: numbers of the rooms whose stays are cancelled by the word of the channel.
    """

    channel_reservation: str
    waiting: tuple[int, ...]
    flags: tuple[Flag, ...]
    business_date: date
    given_up: tuple[int, ...] = ()


@attrs.frozen
class DeliveryConfirmed:
    """The platform was told what became of a message."""

    channel_reservation: str
    message: str
    outcome: Outcome
    business_date: date
