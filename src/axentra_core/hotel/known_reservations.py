"""What is known of channels' reservations, as messages that another hotel can import."""

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import (
    ChannelReservation,
    Personal,
    ReservationMessage,
    ReservationStatus,
    SealedPersonal,
    Snapshot,
    ToldRoom,
    Version,
)
from axentra_core.hotel.row_standing import is_given_up
from axentra_core.hotel.told_guests import opened
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.kernel.sealed import Cipher
from axentra_core.stays import Stay

READ_AT_ONCE: Final = 200
NOBODY: Final = Personal()

AWAITED = ReservationStatus.AWAITED


def known_messages(
    window: Window, people: Callable[[SealedPersonal], Personal] | None
) -> Iterator[ReservationMessage]:
    """Yield each reservation as one message: booked or cancelled, as new as it is known.

    What was told of a reservation that nobody here knows yet is left out.

    Args:
        window: into the hotel; what was read for one reservation is forgotten for the next.
        people: opens whom they are for; None to tell nobody.
    """
    names = [name for _, name in window.find("channel_reservation.channel", "", HIGHEST)]
    for start in range(0, len(names), READ_AT_ONCE):
        page = window.anew()
        some = names[start : start + READ_AT_ONCE]
        page.load(*(("channel_reservation", name) for name in some))
        for name in some:
            own: ChannelReservation = page.need("channel_reservation", name)
            if own.status is not AWAITED:
                yield _message(page, own, NOBODY if people is None else people(own.personal))


def _message(window: Window, own: ChannelReservation, personal: Personal) -> ReservationMessage:
    is_booked = not is_given_up(window, own)
    stamps = [one for one in (own.newest, own.cancelled) if one is not None]
    newest = max(stamps, key=lambda one: one.order, default=None)
    snapshot = own.snapshot
    if snapshot is None and is_booked:
        snapshot = _of_stays(window, own)
    if snapshot is not None:
        card = own.card and own.card.told
        snapshot = attrs.evolve(  # type: ignore[misc] # a frozen value
            snapshot, collects=own.collects, card=card
        )
    return ReservationMessage(
        own.reference,
        Happening.BOOK if is_booked else Happening.CANCEL,
        Version() if newest is None else newest.version,
        snapshot,
        personal,
        own.ids,
        own.secondary,
    )


def _of_stays(window: Window, own: ChannelReservation) -> Snapshot:
    """Return what a reservation is of which only its stays are known."""
    stays: list[Stay] = [window.need("stay", slot.stay) for slot in own.wanted]
    return Snapshot(
        tuple(ToldRoom(arrival=stay.arrival, departure=stay.departure) for stay in stays)
    )


def opened_people(cipher: Cipher, told: SealedPersonal) -> Personal:
    """Return whom a reservation is for; what was forgotten is left out."""
    guests = (tuple(filter(None, (opened(cipher, one) for one in names))) for names in told.guests)
    comments = (opened(cipher, one) for one in told.comments)
    return Personal(
        opened(cipher, told.name),
        opened(cipher, told.mail),
        opened(cipher, told.phone),
        opened(cipher, told.address),
        told.country,
        tuple(guests),
        tuple(filter(None, comments)),
    )
