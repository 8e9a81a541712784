"""What becomes of a reservation that a file tells, by what the hotel knows of it already."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from axentra_core.channels.mapping import Offer
from axentra_core.channels.mapping_index import MappingIndex
from axentra_core.channels.model import Connection
from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.providers import Happening
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.reservations import (
    ChannelReservation,
    Origin,
    Personal,
    ReservationMessage,
    ReservationStatus,
    Snapshot,
    Stamp,
    ToldRoom,
    dates_of,
    reservation_id,
)
from axentra_core.hotel.reservations_in import digest_of
from axentra_core.hotel.told_guests import opened
from axentra_core.hotel.told_places import ENDED
from axentra_core.hotel.window import Window
from axentra_core.kernel.sealed import Cipher
from axentra_core.stays import Stay, StayStatus, reference_value

AWAITED, BOOKED, CANCELLED = ReservationStatus
PEOPLE: Final = ("name", "mail", "phone", "address", "country", "guests", "comments")


class RowStanding(StrEnum):
    """What becomes of a row of a file.

    Attributes:
        READY: it is booked.
        LINKED: stays that are here already are it, and stay as they are.
        CHANGED: it is known or here already and the file tells otherwise: its stays are changed
            or cancelled.
        KNOWN: nothing of it is new.
        CANCELLED: it is known as cancelled, and nobody has a stay for it.
        PAST: it is over; it is known, and linked to its stay where there is one.
        PARKED: it is kept, and something in it waits for a person.
        PASSED_OVER: it tells of no reservation of this property.
        WRONG: the file has to be put right, or read by another map.
    """

    READY = "ready"
    LINKED = "linked"
    CHANGED = "changed"
    KNOWN = "known"
    CANCELLED = "cancelled"
    PAST = "past"
    PARKED = "parked"
    PASSED_OVER = "passed_over"
    WRONG = "wrong"


@attrs.frozen
class Placed:
    """Where a reservation of a file stands at the hotel.

    Attributes:
        standing: what becomes of it.
        stays: ids of those that are it.
        waits: what a person has to see to.
    """

    standing: RowStanding
    stays: tuple[str, ...] = ()
    waits: tuple[Reason, ...] = ()


# --- what is known already ---


def placed(window: Window, message: ReservationMessage, index: MappingIndex | None) -> Placed:
    """Return what becomes of what a file tells.

    Args:
        window: into the hotel.
        message: what a row tells.
        index: of the mapping that says what its rooms are.
    """
    own: ChannelReservation | None = window.get(
        "channel_reservation", reservation_id(message.reference)
    )
    if own is not None and own.status is not AWAITED:
        if own.connection is None and own.waiting and index is not None:
            # Imported before there was a mapping that says what its rooms are.
            return Placed(RowStanding.CHANGED, ())
        return _known(window, own, message)
    rooms = () if message.snapshot is None else message.snapshot.rooms
    stays = stays_of(window, message)
    standing, waits = _new(window, message.happening, rooms, stays, index)
    return Placed(standing, tuple(stay.id for stay in stays), waits)


def _new(
    window: Window,
    happening: Happening,
    rooms: Sequence[ToldRoom],
    stays: Sequence[Stay],
    index: MappingIndex | None,
) -> tuple[RowStanding, tuple[Reason, ...]]:
    """Return what becomes of what nobody here knows, and what a person has to see to."""
    today = window.context.business_date
    live = [stay for stay in stays if stay.status not in ENDED]
    if happening is Happening.CANCEL:
        return (RowStanding.CHANGED if live else RowStanding.CANCELLED), ()
    if rooms and all(_is_over(room, today) for room in rooms):
        return RowStanding.PAST, ()
    if stays:
        # Who has left before the time has been here all the same.
        is_as_told = not live or _dates(rooms) == _dates_of_stays(live)
        return (RowStanding.LINKED if is_as_told else RowStanding.CHANGED), ()
    waits = _lead_nowhere(rooms, index)
    if any(room.arrival is not None and room.arrival < today for room in rooms):
        waits = (Reason.GUEST_HERE,)
    return (RowStanding.PARKED if waits else RowStanding.READY), waits


def _known(window: Window, own: ChannelReservation, message: ReservationMessage) -> Placed:
    """Return what becomes of what is told of a reservation that is known."""
    cipher = window.outside.cipher
    stays = tuple(slot.stay for slot in own.slots if window.get("stay", slot.stay) is not None)
    if own.snapshot is None and message.snapshot and message.happening is not Happening.CANCEL:
        # Somebody has said which stays it is: they are as they were agreed here.
        here = [window.need("stay", stay) for stay in stays]
        is_as_told = _dates(message.snapshot.rooms) == _dates_of_stays(here)
        return Placed(RowStanding.LINKED if is_as_told else RowStanding.CHANGED, stays)
    is_new = not tells_nothing_new(cipher, own, message)
    if is_new and message.happening is Happening.CANCEL and is_given_up(window, own):
        is_new = False
    return Placed(RowStanding.CHANGED if is_new else RowStanding.KNOWN, stays)


def is_given_up(window: Window, own: ChannelReservation) -> bool:
    """Return whether nobody comes for a reservation, also where somebody here has cancelled it."""
    stays = [stay for slot in own.wanted if (stay := window.get("stay", slot.stay)) is not None]
    is_by_hand = bool(stays) and all(stay.status is StayStatus.CANCELLED for stay in stays)
    return own.status is CANCELLED or is_by_hand


def stays_of(window: Window, message: ReservationMessage) -> tuple[Stay, ...]:
    """Return the stays under a reservation's number: those to come, or else those that are over.

    A stay that was cancelled here is none of them, and nothing that is over is cancelled.
    """
    reference = message.reference
    if reference.channel is None:
        return ()
    found = window.find("stay.reference", reference_value(reference.channel, reference.reference))
    window.load(*(("stay", stay) for _, stay in found))
    stays: list[Stay] = [window.need("stay", stay) for _, stay in found]
    live = tuple(stay for stay in stays if stay.status not in ENDED)
    if live or message.happening is Happening.CANCEL:
        return live
    return tuple(stay for stay in stays if stay.status is StayStatus.CHECKED_OUT)


def tells_nothing_new(cipher: Cipher, own: ChannelReservation, message: ReservationMessage) -> bool:
    """Return whether a reservation that is known says all that a file tells of it.

    What a platform has told is told more exactly than in a file, so there it is enough that both
    are of the same rooms, dates, people and total.
    """
    digest = digest_of(cipher, message)
    if any(one.digest == digest for one in own.seen):
        return True
    if message.happening is Happening.CANCEL:
        return own.status is CANCELLED
    stamp = Stamp(message.version, message.happening, digest)
    if any(one is not None and _is_later(one, stamp) for one in (own.newest, own.cancelled)):
        return True
    if own.status is CANCELLED or own.snapshot is None or message.snapshot is None:
        return False
    if told_by_platform(own):
        return agree(own.snapshot, message.snapshot)
    return own.snapshot == message.snapshot and _same_people(cipher, own, message.personal)


def _is_later(known: Stamp, told: Stamp) -> bool:
    """Return whether what is known is later than what is told, and not only read otherwise."""
    return known.order > told.order and known.version.at != told.version.at


def told_by_platform(own: ChannelReservation) -> bool:
    """Return whether a message has told of a reservation, beside rows of files."""
    if own.origin in {None, Origin.TOLD} or own.message:
        return True
    return own.snapshot is not None and any(room.nights for room in own.snapshot.rooms)


def agree(known: Snapshot, told: Snapshot) -> bool:
    """Return whether two accounts of a reservation are of the same, as far as both tell."""
    if _dates(known.rooms) != _dates(told.rooms):
        return False
    codes = [sorted(room.room_code or "" for room in one.rooms) for one in (known, told)]
    if all(all(one) for one in codes) and codes[0] != codes[1]:
        return False
    people = [
        sum(some.count for room in one.rooms for some in room.guests) for one in (known, told)
    ]
    if all(people) and people[0] != people[1]:
        return False
    totals = known.price.after_tax, told.price.after_tax
    return None in totals or totals[0] == totals[1]


def _same_people(cipher: Cipher, own: ChannelReservation, told: Personal) -> bool:
    kept = own.personal
    known = {
        "guests": tuple(tuple(opened(cipher, one) for one in names) for names in kept.guests),
        "comments": tuple(opened(cipher, one) for one in kept.comments),
        "country": kept.country,
        **{name: opened(cipher, getattr(kept, name)) for name in PEOPLE[:4]},
    }
    return all(getattr(told, name) in {None, (), known[name]} for name in PEOPLE)


def _dates(rooms: Sequence[ToldRoom]) -> Counter[tuple[date | None, date | None]]:
    return Counter((room.arrival, room.departure) for room in rooms)


def _dates_of_stays(stays: Sequence[Stay]) -> Counter[tuple[date | None, date | None]]:
    return Counter((stay.arrival, stay.departure) for stay in stays)


def _is_over(room: ToldRoom, today: date) -> bool:
    """Return whether the last night of a room is over."""
    dates = dates_of(room)
    return bool(dates) and dates[-1] < today


def _lead_nowhere(rooms: Sequence[ToldRoom], index: MappingIndex | None) -> tuple[Reason, ...]:
    """Return why rooms wait that no mapping knows."""
    why = {
        (Reason.ROOM_MISSING if room.name is None else Reason.ROOM_UNKNOWN)
        if room.room_code is None
        else Reason.ROOM_UNMAPPED
        for room in rooms
        if not _leads_to_an_offer(room, index)
    }
    return tuple(sorted(why))


def _leads_to_an_offer(room: ToldRoom, index: MappingIndex | None) -> bool:
    if index is None or room.room_code is None:
        return False
    if isinstance(index.offer_of_codes(room.room_code, room.rate_code), Offer):
        return True
    offers = index.mapping.offers
    return len({one.room_type for one in offers if one.room_code == room.room_code}) == 1


def index_of(window: Window, connection: str | None) -> MappingIndex | None:
    """Return the mapping by which the rooms of a file are read; None where there is none.

    Raises:
        NotFound: ``record.not_found``.
        ChannelRefusal: ``channels.not_receiving``.
    """
    if connection is None:
        return None
    own: Connection = window.need("connection", connection)
    if not own.exchange.receives:
        raise ChannelRefusal("channels.not_receiving", connection=connection)
    record = window.get("channel_mapping", connection)
    return None if record is None else MappingIndex(record.mapping)
