"""How what channels tell of reservations is written down, and what staff say of it.

A reservation is one and the same by its channel and reference, whatever connection, message or
file it came by. What it tells is noted whole, and carried out as far as that can be done.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from axentra_core.channels import Connection, MappingChanged, MappingOpened
from axentra_core.channels.model import ConnectionStatus
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.reservations import (
    ChannelReservation,
    NoteConfirmation,
    NoteMessage,
    OpenReservation,
    ReservationMessage,
    TakenCard,
    reservation_id,
)
from axentra_core.channels.reservations import ChooseOffer as Choose
from axentra_core.channels.reservations import LinkStays as Link
from axentra_core.hotel import verbs
from axentra_core.hotel.carrying_out import carry_out
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended_of, left_to
from axentra_core.hotel.told_guests import sealed_personal
from axentra_core.hotel.told_places import stays_under
from axentra_core.hotel.told_rooms import RoomReader
from axentra_core.hotel.told_tasks import RESERVATIONS
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.sealed import Cipher
from axentra_core.stays import Stay

BY_HAND: Final = "channel_reservation.EnterByHand"
# A mapping that leads somewhere at last carries out so many reservations at once; staff say the
# rest, or the next change of the mapping does.
MOST_AT_ONCE: Final = 50


def digest_of(cipher: Cipher, message: ReservationMessage) -> str:
    """Return the keyed digest by which a message is known, whatever connection it comes over."""
    return cipher.token(f"channel_reservation {message.content}")


# --- what a platform tells ---


def receive_reservation(unit: Unit, verb: verbs.ReceiveReservation) -> None:
    """Take what a message tells, and carry it out."""
    _insist_on_receiving(unit, verb.connection)
    take_in(
        unit,
        verb.message,
        connection=verb.connection,
        message_id=verb.message_id,
        card=verb.card,
        is_card_lost=verb.is_card_lost,
    )
    reference = verb.message.reference
    for told in dict.fromkeys((verb.message_id, reference.text, reference.reference)):
        if told is not None:
            unit.act(*ended_of(unit, told_cause(unit, verb.connection, told)))


def take_in(  # noqa: PLR0913 - what comes along with a message
    unit: Unit,
    message: ReservationMessage,
    *,
    connection: str | None,
    message_id: str | None = None,
    card: TakenCard | None = None,
    is_card_lost: bool = False,
    is_import: bool = False,
) -> ChannelReservation:
    """Note what a message tells, carry it out, and return the reservation as it is then.

    Args:
        unit: does it.
        message: what is told.
        connection: over which it came; None for a row of a file.
        message_id: the platform's own id of it.
        card: what a vault has given for the card it came with.
        is_card_lost: it came with a card that no vault has taken.
        is_import: it is a row of a file: what is cancelled there is known and never booked.
    """
    name = reservation_id(message.reference)
    if unit.get("channel_reservation", name) is None:
        begin(unit, name, message.reference, stays_under(unit, message.reference))
    before: ChannelReservation = unit.need("channel_reservation", name)
    unit.act(
        noted(
            unit,
            message,
            connection=connection,
            message_id=message_id,
            card=card,
            is_card_lost=is_card_lost,
            is_import=is_import,
        )
    )
    if unit.need("channel_reservation", name) is not before:
        carry_out(unit, name, before, quietly=is_import)
    now: ChannelReservation = unit.need("channel_reservation", name)
    return now


def noted(  # noqa: PLR0913 - what comes along with a message
    unit: Unit,
    message: ReservationMessage,
    *,
    connection: str | None,
    message_id: str | None = None,
    card: TakenCard | None = None,
    is_card_lost: bool = False,
    is_import: bool = False,
) -> NoteMessage:
    """Return the command that notes what a message tells, with everything personal sealed."""
    name, cipher = reservation_id(message.reference), unit.outside.cipher
    guest = unit.need("channel_reservation", name).guest
    return NoteMessage(
        name,
        digest_of(cipher, message),
        message.version,
        message.happening,
        message.snapshot,
        sealed_personal(cipher, guest, message.personal),
        message.ids,
        message.secondary,
        connection,
        message_id,
        card,
        is_card_lost,
        is_import,
    )


def begin(unit: Unit, name: str, reference: ChannelReference, stays: Sequence[Stay]) -> None:
    """Begin to know a reservation; stays that were booked under its number are its stays."""
    guest = stays[0].guest if stays else unit.new_id("guest")
    unit.act(OpenReservation(name, reference, guest))
    if stays:
        unit.act(Link(name, tuple(stay.id for stay in stays)))


def _insist_on_receiving(unit: Unit, name: str) -> None:
    """Insist that reservations come over a connection.

    Also while it is prepared, tested or suspended, for what comes has been sold. A channel speaks
    for its own connection, and for none that another one has replaced.

    Raises:
        NotFound: ``record.not_found``.
        ChannelRefusal: ``channels.not_receiving`` or ``channels.replaced``.
        HotelRefusal: ``hotel.not_for_outsiders``.
    """
    connection: Connection = _own_connection(unit, name)
    if not connection.exchange.receives:
        raise ChannelRefusal("channels.not_receiving", connection=name)
    is_channel = unit.context.actor.kind == "channel"
    if is_channel and connection.status is ConnectionStatus.REPLACED:
        raise ChannelRefusal("channels.replaced", connection=name)


def _own_connection(unit: Unit, name: str) -> Connection:
    actor = unit.context.actor
    if actor.kind == "channel" and actor.id != name:
        raise HotelRefusal("hotel.not_for_outsiders", verb="a message", actor=str(actor))
    connection: Connection = unit.need("connection", name)
    return connection


def confirm_delivery(unit: Unit, verb: verbs.ConfirmDelivery) -> None:
    """Know that the platform was told."""
    unit.act(NoteConfirmation(verb.channel_reservation, verb.message, verb.outcome))


def record_unreadable(unit: Unit, verb: verbs.RecordUnreadable) -> None:
    """Leave a message to a person, once, until the reservation that it is about comes."""
    _own_connection(unit, verb.connection)
    cause = told_cause(unit, verb.connection, verb.about or verb.message or "")
    if unit.find("follow_up.cause", cause, limit=1):
        return
    why = HotelRefusal(
        "hotel.message_not_taken",
        connection=verb.connection,
        about=verb.about or "unknown",
        code=verb.code,
        why=verb.sentence,
    )
    values = {"connection": verb.connection, "message": verb.message, "about": verb.about}
    unit.act(left_to(RESERVATIONS, unit, cause, BY_HAND, values, why))


def told_cause(unit: Unit, connection: str, told: str) -> str:
    """Return what tasks are found by that are about a message or a reservation that was told."""
    # Keyed, for what cannot be read may be anything.
    return f"connection:{connection}:{unit.outside.cipher.token(f'unreadable {told}')}"


# --- what staff say ---


def link_stays(unit: Unit, verb: verbs.LinkStays) -> None:
    """Know which stays it is, and apply what waits for that."""
    for stay in verb.stays:
        unit.need("stay", stay)
        taken = [one for _, one in unit.find("channel_reservation.stay", stay)]
        if taken:
            raise HotelRefusal("hotel.stay_linked", stay=stay, reservation=taken[0])
    name = reservation_id(verb.reference)
    before: ChannelReservation | None = unit.get("channel_reservation", name)
    if before is None:
        guest = unit.need("stay", verb.stays[0]).guest if verb.stays else unit.new_id("guest")
        unit.act(OpenReservation(name, verb.reference, guest))
        before = unit.need("channel_reservation", name)
    unit.act(Link(name, verb.stays))
    carry_out(unit, name, before)


def choose_offer(unit: Unit, verb: verbs.ChooseOffer) -> None:
    """Know what a room is, and book it."""
    unit.property.rooms.type(verb.room_type)
    name = verb.channel_reservation
    before: ChannelReservation = unit.need("channel_reservation", name)
    unit.act(Choose(name, verb.number, verb.room_type, verb.rate_plan))
    carry_out(unit, name, before)


def carry_out_reservation(unit: Unit, verb: verbs.CarryOutReservation) -> None:
    """Make its stays what the channel tells."""
    carry_out(unit, verb.channel_reservation)


# --- what follows from a mapping ---


def carry_out_what_waits(unit: Unit, event: MappingOpened | MappingChanged) -> Iterator[object]:
    """Codes that led nowhere may lead somewhere now: what they held up is carried out."""
    waiting = unit.find("channel_reservation.waiting", event.channel_mapping)
    unit.load(*(("channel_reservation", name) for _, name in waiting))
    found = (unit.need("channel_reservation", name) for _, name in waiting)
    for own in islice((own for own in found if _leads_somewhere(unit, own)), MOST_AT_ONCE):
        carry_out(unit, own.id, own)
    yield from ()


def _leads_somewhere(unit: Unit, own: ChannelReservation) -> bool:
    """Return whether a room that waits can be read now; all others wait for something else."""
    rooms = RoomReader(unit, own)
    return any(
        rooms.read(slot, unit.get("stay", slot.stay), own).wanted is not None
        for slot in own.wanted
        if slot.number in own.waiting
    )
