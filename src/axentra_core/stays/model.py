"""What a stay is made of."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import attrs

from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.money import PositiveAmount


class StayStatus(StrEnum):
    """Where a stay stands; due in, stay-over and due out follow from it and the date."""

    BOOKED = "booked"
    IN_HOUSE = "in_house"
    CHECKED_OUT = "checked_out"


class Source(StrEnum):
    """Which way a booking came: *via Front Office atau online booking*."""

    FRONT_OFFICE = "front_office"
    ONLINE = "online"


@checked
class NightPrice:
    """What one night is offered at.

    Attributes:
        date: the evening on which the night begins.
        price: net price of the room for this night.
    """

    date: Day
    price: PositiveAmount


@attrs.frozen
class Night:
    """A booked night with the price that was agreed for it; the stay names the currency."""

    date: dt.date
    price: Decimal


@attrs.frozen
class Stay:
    """The state of a stay, from its booking to the departure.

    Attributes:
        id: the stay.
        confirmation: the number the guest is told.
        guest: whose profile it is booked under.
        room_type: type that was booked and is charged, whatever room is given.
        arrival: first night.
        departure: day after the last night.
        nights: every night in order with its price.
        currency: ISO 4217 code of the prices.
        adults: how many.
        children: how many.
        source: which way the booking came.
        status: booked, in house or checked out.
        room: where the guest is, after check-out was; None until the check-in.
        posted_through: last night that was posted to the folio; None before the first.
        sessions: how many guest sessions were opened.
    """

    id: str
    confirmation: str
    guest: str
    room_type: str
    arrival: dt.date
    departure: dt.date
    nights: tuple[Night, ...]
    currency: str
    adults: int
    children: int
    source: Source
    status: StayStatus
    room: str | None
    posted_through: dt.date | None
    sessions: int

    @property
    def unposted(self) -> tuple[Night, ...]:
        """The nights that still have to be posted, in order."""
        through = self.posted_through
        if through is None:
            return self.nights
        return tuple(night for night in self.nights if night.date > through)

    def price_of(self, night: dt.date) -> Decimal:
        """Return what was agreed for a booked night."""
        return self.nights[(night - self.arrival).days].price
