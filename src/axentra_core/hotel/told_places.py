"""Which stays stand under a channel's number, and which place one has that is typed in there."""

from itertools import chain, count
from typing import Final

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    ChannelReservation,
    ReservationStatus,
    reservation_id,
    stay_id,
)
from axentra_core.hotel.window import Window
from axentra_core.stays import Stay, StayStatus, reference_value

ENDED: Final = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW, StayStatus.CHECKED_OUT})


def stays_under(window: Window, reference: ChannelReference) -> tuple[Stay, ...]:
    """Return the stays that were booked under a channel's reference and have not ended."""
    if reference.channel is None:
        return ()
    value = reference_value(reference.channel, reference.reference)
    found = [stay for _, stay in window.find("stay.reference", value)]
    window.load(*(("stay", stay) for stay in found))
    stays: list[Stay] = [window.need("stay", stay) for stay in found]
    return tuple(stay for stay in stays if stay.status not in ENDED)


def place_of(window: Window, channel: str | None, number: str | None) -> str | None:
    """Return the id of a stay that is typed in under a channel's number, so that messages find it.

    It is the room that waits, or the one that the channel would tell next. None where the number
    is that of no reservation that is booked here.
    """
    if channel is None or number is None:
        return None
    name = reservation_id(ChannelReference(channel, number))
    own: ChannelReservation | None = window.get("channel_reservation", name)
    if own is None or own.status is not ReservationStatus.BOOKED:
        return None
    waiting = (slot.stay for slot in own.slots if slot.number in own.waiting)
    last = max((slot.number for slot in own.slots), default=0)
    places = chain(waiting, (stay_id(name, after) for after in count(last + 1)))
    return next(place for place in places if window.get("stay", place) is None)
