"""How a channel's reservation moves: by what is known of it, never by when that was told."""

from typing import Final

from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.reservations.events import (
    OfferChosen,
    ReservationCancelled,
    ReservationReinstated,
    ReservationTaken,
    StaysLinked,
)
from axentra_core.channels.reservations.model import ChannelReservation, ReservationStatus
from axentra_core.kernel.machine import Machine

AWAITED, BOOKED, CANCELLED = ReservationStatus


def is_awaited(reservation: ChannelReservation) -> ChannelRefusal:
    """Nothing is carried out for a reservation that nobody here knows."""
    return ChannelRefusal("channels.reservation_awaited", reservation=reservation.id)


def is_booked(reservation: ChannelReservation) -> ChannelRefusal:
    """A reservation that is known has stays of its own."""
    return ChannelRefusal("channels.reservation_known", reservation=reservation.id)


def is_cancelled(reservation: ChannelReservation) -> ChannelRefusal:
    """Nobody comes, so nothing is chosen for them."""
    return ChannelRefusal("channels.reservation_cancelled", reservation=reservation.id)


# fmt: off
RESERVATION: Final = Machine("channel_reservation", field="status", start=AWAITED, says={
    AWAITED: is_awaited, BOOKED: is_booked, CANCELLED: is_cancelled,
}, rows=(
    # while      when this happens       becomes
    (AWAITED,    StaysLinked,            AWAITED),
    (AWAITED,    ReservationTaken,       BOOKED),
    (BOOKED,     OfferChosen,            BOOKED),
    (BOOKED,     ReservationCancelled,   CANCELLED),
    (CANCELLED,  ReservationReinstated,  BOOKED),
))
# fmt: on
