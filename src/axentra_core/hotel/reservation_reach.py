"""Which reservations a modification would not find, so that somebody still has to see to them."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from axentra_core.channels.reservations import ChannelReservation
from axentra_core.channels.sheets import sheet_line
from axentra_core.hotel.reservations_in import BY_HAND
from axentra_core.hotel.told_stays import UNKNOWN
from axentra_core.hotel.undelivered import UNDELIVERED
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.house import FollowUp
from axentra_core.stays import Source, Stay


class ReachReason(StrEnum):
    """Why a modification would not find a reservation, or could not be carried out.

    Attributes:
        NO_NUMBER: a channel has sold the stay, and nobody knows under which number.
        NO_CHANNEL: its number is known, and not which channel's it is.
        AWAITED: something was told of it, and nobody knows which stay it is.
        ROOM_WAITS: a room of it could not be booked or changed yet.
        NOT_TAKEN: a row of a file or a message about it could not be taken.
        NOT_DELIVERED: the platform could not deliver what has become of it.
    """

    NO_NUMBER = "no_number"
    NO_CHANNEL = "no_channel"
    AWAITED = "awaited"
    ROOM_WAITS = "room_waits"
    NOT_TAKEN = "not_taken"
    NOT_DELIVERED = "not_delivered"


@attrs.frozen
class OutOfReach:
    """A reservation that somebody has to see to.

    Attributes:
        reason: why.
        reference: by which its channel knows it; empty where nobody knows that.
        reservation: id of what is known of it; None where nothing is.
        stay: id of the stay; None where there is none.
        arrival: first night, where it is known.
        departure: day after the last night, likewise.
        about: the task that is left for it, in one sentence.
    """

    reason: ReachReason
    reference: str = ""
    reservation: str | None = None
    stay: str | None = None
    arrival: date | None = None
    departure: date | None = None
    about: str = ""


COLUMNS: Final = tuple(one.name for one in attrs.fields(OutOfReach))
_TASKS: Final = {BY_HAND: ReachReason.NOT_TAKEN, UNDELIVERED: ReachReason.NOT_DELIVERED}


def out_of_reach(window: Window) -> Iterator[OutOfReach]:
    """Yield the stays to come and in house first, then what waits, then what is left to people."""
    for name in ("stay.due_in", "stay.in_house"):
        found = window.find(name, "", HIGHEST)
        window.load(*(("stay", stay) for _, stay in found))
        for _, stay in found:
            yield from _unnumbered(window, window.need("stay", stay))
    for name, reason in (
        ("channel_reservation.awaited", ReachReason.AWAITED),
        ("channel_reservation.waiting", ReachReason.ROOM_WAITS),
    ):
        found = window.find(name, "", HIGHEST)
        window.load(*(("channel_reservation", one) for _, one in found))
        for _, one in found:
            yield from _waiting(window.need("channel_reservation", one), reason)
    found = window.find("follow_up.open", "reservations")
    window.load(*(("follow_up", task) for _, task in found))
    for _, task in found:
        yield from _left(window.need("follow_up", task))


def _unnumbered(window: Window, stay: Stay) -> Iterator[OutOfReach]:
    if stay.source is not Source.CHANNEL:
        return
    is_known = stay.channel not in {None, UNKNOWN}
    if is_known and stay.reference is not None:
        return
    linked = [one for _, one in window.find("channel_reservation.stay", stay.id)]
    own: ChannelReservation | None = None
    if linked:
        own = window.need("channel_reservation", linked[0])
    if own is not None and own.reference.channel is not None:
        return
    reason = ReachReason.NO_NUMBER if stay.reference is None else ReachReason.NO_CHANNEL
    yield OutOfReach(
        reason,
        stay.reference or "",
        None if own is None else own.id,
        stay.id,
        stay.arrival,
        stay.departure,
    )


def _waiting(own: ChannelReservation, reason: ReachReason) -> Iterator[OutOfReach]:
    numbers = own.waiting if reason is ReachReason.ROOM_WAITS else ()
    slots = [slot for slot in own.slots if slot.number in numbers or not numbers]
    for slot in slots:
        room = slot.room
        dates = (None, None) if room is None else (room.arrival, room.departure)
        stay = slot.stay if reason is ReachReason.ROOM_WAITS else None
        yield OutOfReach(reason, own.reference.text, own.id, stay, *dates)
    if not slots:
        yield OutOfReach(reason, own.reference.text, own.id)


def _left(task: FollowUp) -> Iterator[OutOfReach]:
    reason = _TASKS.get(task.act)
    if reason is not None:
        told = task.arguments
        reference = told.get("reference") or told.get("about") or ""
        own = told.get("channel_reservation")
        known = None if own is None else str(own)
        yield OutOfReach(reason, str(reference), known, about=task.sentence)


def write_out_of_reach(rows: Iterable[OutOfReach]) -> Iterator[str]:
    """Yield reservations as lines of a CSV file; a spreadsheet computes nothing."""
    yield sheet_line(COLUMNS)
    for row in rows:
        cells = (getattr(row, name) for name in COLUMNS)
        yield sheet_line("" if cell is None else str(cell) for cell in cells)
