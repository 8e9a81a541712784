"""Reservations as channels tell them: what the tests about them share."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    Version,
)

BOOK, MODIFY, CANCEL = Happening
FIRST = date(2026, 11, 23)
BEGIN = datetime(2026, 11, 1, 12, tzinfo=UTC)
EXPEDIA = ChannelReference("EXP", "1695093244")
WULAN = Personal(name="Wulan Dewi", mail="wulan@guest.example", phone="+62 812 3456 7890")
ADULTS = (ToldGuests(2, AgeBand.ADULT),)


def at(minutes):
    """Return how new a message is that was made so many minutes after the first."""
    return Version(None if minutes is None else BEGIN + timedelta(minutes=minutes))


def price(amount):
    """Return what something costs without taxes."""
    return ToldPrice(before_tax=Decimal(amount))


def room(first=0, nights=2, code="DLX", rate="BAR", night=850_000, **said):
    """Return a room that is told with the price of each night."""
    arrival = FIRST + timedelta(first)
    told = tuple(ToldNight(arrival + timedelta(place), price(night)) for place in range(nights))
    return ToldRoom(
        **{
            "room_code": code,
            "rate_code": rate,
            "arrival": arrival,
            "departure": arrival + timedelta(nights),
            "nights": told,
            "guests": ADULTS,
            "currency": "IDR",
            **said,
        }
    )


def snapshot(*rooms, **said):
    """Return what a reservation is; without rooms, one Deluxe for two nights."""
    return Snapshot(rooms or (room(),), **said)


def message(happening=BOOK, minutes=0, *rooms, personal=WULAN, reference=EXPEDIA, **said):
    """Return a message; a cancellation has no rooms unless some are given."""
    told = said.pop("snapshot", None)
    if told is None and (rooms or happening is not CANCEL):
        told = snapshot(*rooms)
    return ReservationMessage(reference, happening, at(minutes), told, personal, **said)
