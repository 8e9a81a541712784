"""The rules of a stay: guards, what a command decides, what an event changes."""

from collections.abc import Iterator
from typing import cast

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)
from axentra_core.stays.lifecycle import STAY
from axentra_core.stays.messages import (
    Book,
    CheckIn,
    CheckOut,
    GuestSessionOpened,
    NightPosted,
    OpenGuestSession,
    PostNight,
    StayBooked,
    StayCheckedIn,
    StayCheckedOut,
)
from axentra_core.stays.model import Night, Stay, StayStatus
from axentra_core.stays.refusals import StayRefusal


def has_arrived(stay: Stay, context: Context) -> StayRefusal | None:
    """A guest checks in on the arrival date at the earliest."""
    if context.business_date < stay.arrival:
        return StayRefusal(
            "stay.too_early",
            stay=stay.id,
            arrival=stay.arrival,
            business_date=context.business_date,
        )
    return None


def has_nights_left(stay: Stay, context: Context) -> StayRefusal | None:
    """From the departure date on there is no night left to check in for."""
    if context.business_date >= stay.departure:
        return StayRefusal(
            "stay.expired",
            stay=stay.id,
            departure=stay.departure,
            business_date=context.business_date,
        )
    return None


def of_booked_type(stay: Stay, command: CheckIn, _: Context) -> StayRefusal | None:
    """The room is of the booked type, unless the guest is upgraded."""
    if command.room_type != stay.room_type and not command.upgrade:
        return StayRefusal(
            "stay.room_type_mismatch",
            stay=stay.id,
            booked=stay.room_type,
            room=command.room,
            got=command.room_type,
        )
    return None


def is_booked(stay: Stay, command: PostNight, _: Context) -> StayRefusal | None:
    """Only a night of the stay is charged; the departure day has none."""
    if not stay.arrival <= command.night < stay.departure:
        return StayRefusal(
            "stay.night_not_booked",
            stay=stay.id,
            arrival=stay.arrival,
            departure=stay.departure,
            night=command.night,
        )
    return None


def is_unposted(stay: Stay, command: PostNight, _: Context) -> StayRefusal | None:
    """Nights are charged in order, each exactly once."""
    if stay.posted_through is not None and command.night <= stay.posted_through:
        return StayRefusal(
            "stay.night_already_posted",
            stay=stay.id,
            posted_through=stay.posted_through,
            night=command.night,
        )
    return None


def is_due(stay: Stay, command: PostNight, context: Context) -> StayRefusal | None:
    """A night is charged on its own business date, neither in advance nor afterwards."""
    if command.night != context.business_date:
        return StayRefusal(
            "stay.night_not_due",
            stay=stay.id,
            night=command.night,
            business_date=context.business_date,
        )
    return None


def departs_now(stay: Stay, context: Context) -> StayRefusal | None:
    """A guest who leaves early shortens the stay first, so that the price is settled before."""
    if context.business_date < stay.departure:
        return StayRefusal(
            "stay.departs_later",
            stay=stay.id,
            departure=stay.departure,
            business_date=context.business_date,
        )
    return None


def is_posted(stay: Stay, context: Context) -> StayRefusal | None:
    """A guest leaves once every night before the business date is charged."""
    for night in stay.unposted:
        if night.date < context.business_date:
            return StayRefusal("stay.nights_unposted", stay=stay.id, night=night.date)
    return None


def book(command: Book, context: Context) -> list[StayBooked]:
    """Take a booking that arrives on the business date or later."""
    if command.arrival < context.business_date:
        raise StayRefusal(
            "stay.arrival_in_past",
            stay=command.stay,
            arrival=command.arrival,
            business_date=context.business_date,
        )
    return [
        StayBooked(
            command.stay,
            command.confirmation,
            command.guest,
            command.room_type,
            command.arrival,
            command.departure,
            tuple(Night(night.date, night.price.amount) for night in command.nights),
            command.nights[0].price.currency.code,
            command.adults,
            command.children,
            command.source,
            command.reference,
            command.settings,
            context.business_date,
        )
    ]


def check_in(stay: Stay, command: CheckIn, context: Context) -> list[StayCheckedIn]:
    """Give the guest the room."""
    return [StayCheckedIn(stay.id, command.room, context.business_date)]


def open_guest_session(stay: Stay, _: OpenGuestSession, __: Context) -> list[GuestSessionOpened]:
    """Open the next session of the stay."""
    return [GuestSessionOpened(stay.id, stay.sessions + 1, _room(stay))]


def post_night(stay: Stay, command: PostNight, _: Context) -> list[NightPosted]:
    """Charge the night at the price that was agreed when it was booked."""
    return [
        NightPosted(
            stay.id,
            command.night,
            stay.price_of(command.night),
            stay.currency,
            _room(stay),
            stay.room_type,
        )
    ]


def check_out(stay: Stay, _: CheckOut, context: Context) -> list[StayCheckedOut]:
    """Let the guest go and free the room."""
    return [StayCheckedOut(stay.id, _room(stay), context.business_date)]


def _room(stay: Stay) -> str:
    # Only a stay in house gets here, and the check-in gave it a room.
    return cast("str", stay.room)


def booked(event: StayBooked) -> Stay:
    """Return the stay as it was booked."""
    return Stay(
        id=event.stay,
        confirmation=event.confirmation,
        guest=event.guest,
        room_type=event.room_type,
        arrival=event.arrival,
        departure=event.departure,
        nights=event.nights,
        currency=event.currency,
        adults=event.adults,
        children=event.children,
        source=event.source,
        status=STAY.start,
        room=None,
        posted_through=None,
        sessions=0,
    )


def checked_in(stay: Stay, event: StayCheckedIn) -> Stay:
    """Return the stay in its room."""
    return attrs.evolve(stay, status=STAY.after(stay.status, StayCheckedIn), room=event.room)


def guest_session_opened(stay: Stay, event: GuestSessionOpened) -> Stay:
    """Return the stay with one session more."""
    return attrs.evolve(
        stay, status=STAY.after(stay.status, GuestSessionOpened), sessions=event.session
    )


def night_posted(stay: Stay, event: NightPosted) -> Stay:
    """Return the stay with one night more that is charged."""
    return attrs.evolve(
        stay, status=STAY.after(stay.status, NightPosted), posted_through=event.night
    )


def checked_out(stay: Stay, _: StayCheckedOut) -> Stay:
    """Return the ended stay; it still tells which room it had."""
    return attrs.evolve(stay, status=STAY.after(stay.status, StayCheckedOut))


def index(stay: Stay) -> Iterator[tuple[str, str]]:
    """A stay is found by its number and guest, while booked by arrival, in house by room."""
    yield "stay.confirmation", stay.confirmation
    yield "stay.guest", stay.guest
    if stay.status is StayStatus.BOOKED:
        yield "stay.due_in", stay.arrival.isoformat()
    if stay.status is StayStatus.IN_HOUSE:
        yield "stay.in_house", stay.departure.isoformat()
        yield "stay.room", _room(stay)


# fmt: off
DECIDE = decisions(
    opens(Book,             book),
    case(CheckIn,           check_in,             STAY.permits(StayCheckedIn),
                                                  has_arrived, has_nights_left,
                                                  asks("room_type", of_booked_type)),
    case(OpenGuestSession,  open_guest_session,   STAY.permits(GuestSessionOpened)),
    case(PostNight,         post_night,           STAY.permits(NightPosted),
                                                  asks("night", is_booked),
                                                  asks("night", is_unposted),
                                                  asks("night", is_due)),
    case(CheckOut,          check_out,            STAY.permits(StayCheckedOut),
                                                  departs_now, is_posted),
)

EVOLVE = evolutions(
    begins(StayBooked,      booked),
    on(StayCheckedIn,       checked_in),
    on(GuestSessionOpened,  guest_session_opened),
    on(NightPosted,         night_posted),
    on(StayCheckedOut,      checked_out),
)
# fmt: on

AGGREGATES = (Aggregate("stay", Stay, DECIDE, EVOLVE, index),)
