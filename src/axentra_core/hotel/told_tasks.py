"""What is left to a person of a channel's reservation, and ends by itself once it is told."""

from collections.abc import Iterable
from typing import Final

from axentra_core.channels.reservations import (
    WHAT_TO_DO_ABOUT,
    ChannelReservation,
    Flag,
    ReservationStatus,
    in_order,
)
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended_of, left_to
from axentra_core.hotel.unit import Unit

AWAITED, BOOKED, CANCELLED = ReservationStatus
RESERVATIONS: Final = "reservations"
# What is left to a person, by what there is to do.
CARRY_OUT: Final = "channel_reservation.CarryOut"
AWAIT: Final = "channel_reservation.Await"
LOOK_AT: Final = "channel_reservation.LookAt"
# The part of a reservation that a task is about of which no room was told.
ROOMS: Final = "rooms"
# What is right as it was taken, or has a task of its own.
NEED_NOBODY: Final = frozenset(
    {Flag.ROOM_UNMAPPED, Flag.DATES_WRONG, Flag.PRICE_AVERAGED, Flag.TEXT_CUT, Flag.CARD_REMOVED}
)


def cause_of(reservation: str, part: object) -> str:
    """Return what tasks about a part of a reservation are found by."""
    return f"channel_reservation:{reservation}:{part}"


def tell_that_it_is_awaited(
    unit: Unit, own: ChannelReservation, before: ChannelReservation | None
) -> None:
    """Leave a reservation that nobody here knows to a person, until it is booked."""
    was_awaited = before is not None and before.status is AWAITED
    cause = cause_of(own.id, AWAIT.rpartition(".")[2])
    if before is None or (was_awaited and own.status is not AWAITED):
        unit.act(*ended_of(unit, cause))
    was_told = was_awaited and before is not None and bool(before.seen)
    if own.status is AWAITED and not was_told:
        why = HotelRefusal("hotel.told_of_nobody", reservation=own.id)
        values = {"channel_reservation": own.id}
        unit.act(left_to(RESERVATIONS, unit, cause, AWAIT, values, why))


def tell_that_it_has_no_room(
    unit: Unit, own: ChannelReservation, before: ChannelReservation | None
) -> None:
    """Leave a reservation of which no room was told to a person, until one is."""
    was_empty = before is not None and _has_no_room(before)
    is_empty, cause = _has_no_room(own), cause_of(own.id, ROOMS)
    if was_empty and not is_empty:
        unit.act(*ended_of(unit, cause))
    if is_empty and not was_empty and not unit.find("follow_up.cause", cause, limit=1):
        why = HotelRefusal("hotel.told_no_room", reservation=own.id)
        values = {"channel_reservation": own.id}
        unit.act(left_to(RESERVATIONS, unit, cause, CARRY_OUT, values, why))


def _has_no_room(own: ChannelReservation) -> bool:
    return own.status is BOOKED and not own.wanted


def leave_flags(unit: Unit, own: ChannelReservation, flags: Iterable[Flag]) -> None:
    """Have a person look at what does not fit, once for each time that changes."""
    was, now = set(own.flags) - NEED_NOBODY, set(flags) - NEED_NOBODY
    if was == now:
        return
    cause = cause_of(own.id, LOOK_AT.rpartition(".")[2])
    if was:
        unit.act(*ended_of(unit, cause))
    if now:
        listed = in_order(now)
        what = "; ".join(WHAT_TO_DO_ABOUT[flag] for flag in listed)
        why = HotelRefusal("hotel.told_doubtful", reservation=own.id, what=what)
        values = {"channel_reservation": own.id, "flags": list(map(str, listed))}
        unit.act(left_to(RESERVATIONS, unit, cause, LOOK_AT, values, why))
