"""The rules of a channel's reservation: what a command decides.

Messages come late, twice and in any order. What is known is a function of which have come: of each
part the newest that tells it, and a cancellation holds until something newer than it is told.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from axentra_core.channels.providers import Happening
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.reservations import events as ev
from axentra_core.channels.reservations import messages as rc
from axentra_core.channels.reservations.evolution import message_noted, stays_linked
from axentra_core.channels.reservations.lifecycle import RESERVATION
from axentra_core.channels.reservations.model import (
    ChannelReservation,
    HeldCard,
    Origin,
    ReservationStatus,
    RoomSlot,
    Stamp,
)
from axentra_core.channels.reservations.room_matching import matched
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Events,
    asks,
    case,
    decisions,
    opens,
)

Move = type[ev.ReservationTaken | ev.ReservationCancelled | ev.ReservationReinstated]

AWAITED, BOOKED, CANCELLED = ReservationStatus

# fmt: off
# What has happened when the status that follows from what is known is another than before.
MOVES: Final[Mapping[tuple[ReservationStatus, ReservationStatus], tuple[Move, ...]]] = {
    (AWAITED,   BOOKED):    (ev.ReservationTaken,),
    (AWAITED,   CANCELLED): (ev.ReservationTaken, ev.ReservationCancelled),
    (BOOKED,    CANCELLED): (ev.ReservationCancelled,),
    (CANCELLED, BOOKED):    (ev.ReservationReinstated,),
}
# fmt: on


# --- what commands decide ---


def open_reservation(command: rc.OpenReservation, context: Context) -> list[ev.ReservationOpened]:
    """Begin with nothing but its name."""
    return [
        ev.ReservationOpened(
            command.channel_reservation, command.reference, command.guest, context.business_date
        )
    ]


def note_message(
    reservation: ChannelReservation, command: rc.NoteMessage, context: Context
) -> Events:
    """Know what it tells; what is known already changes nothing."""
    stamp = Stamp(command.version, command.happening, command.digest)
    is_known = any(one.digest == stamp.digest for one in reservation.seen)
    brings = _brings_the_card(reservation, command) or _brings_a_connection(reservation, command)
    if is_known and not brings:
        return []
    told = None if command.snapshot is None else command.snapshot.card
    card = HeldCard(told, command.card, command.is_card_lost)
    noted = ev.MessageNoted(
        reservation.id,
        command.digest,
        command.version,
        command.happening,
        command.snapshot,
        command.personal,
        command.ids,
        command.secondary,
        command.connection,
        command.message,
        None if card == HeldCard() else card,
        _origin(command),
        all(one.order < stamp.order for one in reservation.seen),
        context.business_date,
    )
    return [noted, *_follows(reservation.status, message_noted(reservation, noted), context)]


def _brings_a_connection(reservation: ChannelReservation, command: rc.NoteMessage) -> bool:
    """Return whether what a file told comes again over a connection, whose mapping knows rooms."""
    return command.connection is not None and reservation.connection is None


def _brings_the_card(reservation: ChannelReservation, command: rc.NoteMessage) -> bool:
    """Return whether a message that is known comes again with the card that was not taken."""
    card = reservation.card
    return command.card is not None and card is not None and card.is_lost


def _origin(command: rc.NoteMessage) -> Origin | None:
    if command.is_import:
        return Origin.IMPORTED
    return Origin.TOLD if command.happening is Happening.BOOK else None


def link_stays(reservation: ChannelReservation, command: rc.LinkStays, context: Context) -> Events:
    """Know which stays it is, and apply what waits."""
    slots = tuple(RoomSlot(at, stay, None) for at, stay in enumerate(command.stays, 1))
    linked = ev.StaysLinked(reservation.id, slots, context.business_date)
    return [linked, *_follows(reservation.status, stays_linked(reservation, linked), context)]


def _follows(
    before: ReservationStatus, after: ChannelReservation, context: Context
) -> Iterator[object]:
    """Yield how its rooms and its status change with what is known now."""
    if after.snapshot is not None:
        slots = matched(after.id, after.slots, after.snapshot.rooms)
        if slots != after.slots:
            yield ev.RoomsMatched(after.id, slots)
    for event in MOVES.get((before, _status(after)), ()):
        yield event(after.id, context.business_date)


def _status(reservation: ChannelReservation) -> ReservationStatus:
    if reservation.origin is None:
        return AWAITED
    return CANCELLED if reservation.is_cancelled else BOOKED


def link_room(reservation: ChannelReservation, command: rc.LinkRoom, _: Context) -> Events:
    """Know which stay a room is; the same again changes nothing."""
    slots = tuple(
        attrs.evolve(slot, stay=command.stay) if slot.number == command.number else slot
        for slot in reservation.slots
    )
    return [] if slots == reservation.slots else [ev.RoomsMatched(reservation.id, slots)]


def choose_offer(
    reservation: ChannelReservation, command: rc.ChooseOffer, context: Context
) -> Events:
    """Know what a room is; the same again changes nothing."""
    slot = reservation.slot(command.number)
    if slot is not None and (slot.room_type, slot.rate_plan) == (
        command.room_type,
        command.rate_plan,
    ):
        return []
    return [
        ev.OfferChosen(
            reservation.id,
            command.number,
            command.room_type,
            command.rate_plan,
            context.business_date,
        )
    ]


def note_carried_out(
    reservation: ChannelReservation, command: rc.NoteCarriedOut, context: Context
) -> Events:
    """Know how far it was carried out; the same again changes nothing."""
    told = (command.waiting, command.flags, command.given_up)
    if told == (reservation.waiting, reservation.flags, reservation.given_up):
        return []
    day = context.business_date
    return [ev.CarriedOut(reservation.id, command.waiting, command.flags, day, command.given_up)]


def note_confirmation(
    reservation: ChannelReservation, command: rc.NoteConfirmation, context: Context
) -> Events:
    """Know that the platform was told; once more changes nothing."""
    if reservation.is_confirmed and reservation.message == command.message:
        return []
    return [
        ev.DeliveryConfirmed(
            reservation.id, command.message, command.outcome, context.business_date
        )
    ]


# --- what stands against them ---


def has_room(
    reservation: ChannelReservation, command: rc.ChooseOffer | rc.LinkRoom, _: Context
) -> ChannelRefusal | None:
    """A room is chosen for guests who come, and for no others."""
    slot = reservation.slot(command.number)
    if slot is not None and slot.is_wanted:
        return None
    return ChannelRefusal(
        "channels.no_such_room", reservation=reservation.id, number=command.number
    )


def names_stays(
    reservation: ChannelReservation, command: rc.LinkStays, _: Context
) -> ChannelRefusal | None:
    """Each room has a stay of its own, and there is one at least."""
    if command.stays and len(set(command.stays)) == len(command.stays):
        return None
    return ChannelRefusal("channels.stays_not_named", reservation=reservation.id)


def is_nobodys(
    reservation: ChannelReservation, command: rc.LinkRoom, _: Context
) -> ChannelRefusal | None:
    """A stay is one room of a reservation."""
    others = (slot.stay for slot in reservation.slots if slot.number != command.number)
    if command.stay not in others:
        return None
    return ChannelRefusal("channels.stays_not_named", reservation=reservation.id)


def index(reservation: ChannelReservation) -> Iterator[tuple[str, str]]:
    """A reservation is found by its channel and its stays, and by what is left to be done."""
    yield "channel_reservation.channel", reservation.reference.channel or ""
    for slot in reservation.slots:
        yield "channel_reservation.stay", slot.stay
    if reservation.status is AWAITED:
        yield "channel_reservation.awaited", reservation.connection or ""
    if reservation.waiting:
        yield "channel_reservation.waiting", reservation.connection or ""
    if not reservation.is_confirmed:
        yield "channel_reservation.unconfirmed", reservation.connection or ""


# fmt: off
DECIDE_RESERVATION = decisions(
    opens(rc.OpenReservation,    open_reservation),
    case(rc.NoteMessage,         note_message),
    case(rc.LinkStays,           link_stays,            RESERVATION.permits(ev.StaysLinked),
                                                        asks("stays", names_stays)),
    case(rc.LinkRoom,            link_room,             asks("number", has_room),
                                                        asks("stay", is_nobodys)),
    case(rc.ChooseOffer,         choose_offer,          RESERVATION.permits(ev.OfferChosen),
                                                        asks("number", has_room)),
    case(rc.NoteCarriedOut,      note_carried_out),
    case(rc.NoteConfirmation,    note_confirmation),
)
# fmt: on
