"""Commands to a stay and the events that follow."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs

from axentra_core.kernel.calendar import ONE_DAY, Nights
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.texts import Code, Id
from axentra_core.stays.model import Night, NightPrice, Source

Adults = Annotated[int, whole(1, 99)]
Children = Annotated[int, whole(0, 99)]


@checked
class Book:
    """Book a room type for consecutive nights (*reservasi*).

    Attributes:
        confirmation: the number the guest is told.
        guest: whose profile it is booked under.
        arrival: first night.
        departure: day after the last night.
        nights: every night from arrival to departure in order, in one currency.
        source: which way the booking came.
        reference: the number under which the one who sent the booking knows it.
        settings: version of the property's settings it was priced by.
    """

    stay: Id
    confirmation: Id
    guest: Id
    room_type: Code
    arrival: Day
    departure: Day
    nights: tuple[NightPrice, ...]
    adults: Adults
    children: Children = 0
    source: Source = Source.FRONT_OFFICE
    reference: Code | None = None
    settings: int = 1

    def __attrs_post_init__(self) -> None:
        """Check that the nights are exactly those of the stay, in order and in one currency."""
        try:
            booked = Nights(self.arrival, self.departure)
        except InvalidInput as error:
            raise error.under("departure") from None
        if faults := tuple(_faults(self.nights, booked)):
            raise InvalidInput(faults)


def _faults(nights: tuple[NightPrice, ...], booked: Nights) -> Iterator[Fault]:
    # As many nights as booked, each of them booked and later than the one before: the booked ones.
    if len(nights) != len(booked):
        yield from InvalidInput.because(
            "list.length", path="nights", got=len(nights), low=len(booked), high=len(booked)
        ).faults
    for place, night in enumerate(nights):
        before = nights[place - 1].date if place else None
        if night.date not in booked:
            yield from InvalidInput.because(
                "value.out_of_range",
                path=f"nights[{place}].date",
                got=night.date,
                low=booked.arrival,
                high=booked.departure - ONE_DAY,
            ).faults
        elif before is not None and night.date <= before:
            yield from InvalidInput.because(
                "date.order", path=f"nights[{place}].date", earlier=before, later=night.date
            ).faults
        if night.price.currency != nights[0].price.currency:
            yield from InvalidInput.because(
                "money.currency_mismatch",
                path=f"nights[{place}].price",
                got=night.price.currency.code,
                expected=nights[0].price.currency.code,
            ).faults


@checked
class CheckIn:
    """Give the guest a room (*Check-In*), which then counts as occupied.

    Attributes:
        room_type: the type of that room.
        upgrade: the room may be of another type than the booked one, at the booked price.
    """

    stay: Id
    room: Code
    room_type: Code
    upgrade: bool = False


@checked
class OpenGuestSession:
    """Let the guest use the digital services of the room (*QR Layanan Tamu*)."""

    stay: Id


@checked
class PostNight:
    """Charge one night at the agreed price, while its business date is open."""

    stay: Id
    night: Day


@checked
class CheckOut:
    """End the stay (*Checkout*); every night was posted before."""

    stay: Id


@attrs.frozen
class StayBooked:
    """A room type has been booked, each night at its own price."""

    stay: str
    confirmation: str
    guest: str
    room_type: str
    arrival: date
    departure: date
    nights: tuple[Night, ...]
    currency: str
    adults: int
    children: int
    source: Source
    reference: str | None
    settings: int
    business_date: date


@attrs.frozen
class StayCheckedIn:
    """The guest is in house."""

    stay: str
    room: str
    business_date: date


@attrs.frozen
class GuestSessionOpened:
    """The guest may use the digital services of the room; sessions of a stay count from 1."""

    stay: str
    session: int
    room: str


@attrs.frozen
class NightPosted:
    """A night is charged: its net price, the room that was slept in, the type that was booked."""

    stay: str
    night: date
    price: Decimal
    currency: str
    room: str
    room_type: str


@attrs.frozen
class StayCheckedOut:
    """The guest has left the room."""

    stay: str
    room: str
    business_date: date
