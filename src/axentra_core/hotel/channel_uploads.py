"""Stays of the hotel as a platform is told of them, so that both know the same reservation."""

from collections.abc import Iterable, Iterator

import attrs

from axentra_core.channels import Connection
from axentra_core.channels.mapping_index import MappingIndex
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    Upload,
    Version,
)
from axentra_core.folio.tax import PriceBasis
from axentra_core.hotel.boards import StayLine
from axentra_core.hotel.readers import Reader
from axentra_core.kernel.numbers import total
from axentra_core.stays import Night, Occupant


@attrs.frozen
class Uploaded:
    """A stay that a platform was told of.

    Attributes:
        number: under which the hotel has it.
        platform: under which the platform has it, if it says so.
    """

    number: str
    platform: str | None


def uploads(read: Reader, own: Connection, stays: Iterable[str]) -> Iterator[Upload]:
    """Yield what a platform is told of stays.

    Raises:
        NotFound: ``record.not_found``.
    """
    index = MappingIndex(read.mapping(own.id).mapping)
    for place, name in enumerate(stays, 1):
        line = read.stay(name)
        number = f"{own.id}-{read.now:%Y%m%dT%H%M%S%f}-upload-{place}"
        message = _message(read, index, line)
        yield Upload(number, own.property_code, read.now, line.stay.confirmation, message)


def _message(read: Reader, index: MappingIndex, line: StayLine) -> ReservationMessage:
    stay, sells = line.stay, read.configuration
    offer = index.offer(stay.room_type, stay.rate_plan)
    gross = sells.folio.code(sells.room_charge).basis is PriceBasis.GROSS
    nights = tuple(ToldNight(one.date, _price([one], gross=gross)) for one in stay.nights)
    whole = _price(stay.nights, gross=gross)
    room = ToldRoom(
        room_code=None if offer is None else offer.room_code,
        rate_code=None if offer is None else offer.rate_code,
        arrival=stay.arrival,
        departure=stay.departure,
        nights=nights,
        guests=tuple(map(_guest, stay.party)),
        price=whole,
        currency=stay.currency,
    )
    return ReservationMessage(
        ChannelReference(stay.channel, stay.reference or stay.confirmation),
        Happening.BOOK,
        Version(read.now),
        Snapshot((room,), whole, stay.currency),
        Personal(name=line.guest_name),
        (OtherId("pms", stay.confirmation),),
    )


def _guest(occupant: Occupant) -> ToldGuests:
    age = occupant.age
    return ToldGuests(1, AgeBand.ADULT if age is None else AgeBand.UNKNOWN, age)


def _price(nights: Iterable[Night], *, gross: bool) -> ToldPrice:
    amount = total(one.price for one in nights)
    return ToldPrice(after_tax=amount) if gross else ToldPrice(before_tax=amount)
