"""What a room of a channel's reservation is to the hotel: an offer, nights with prices, people.

Codes that lead to no offer lead to none: there is no default room.
"""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.channels.mapping import Offer
from axentra_core.channels.mapping_index import MappingIndex, NoOffer, Unresolved
from axentra_core.channels.reservations import (
    AgeBand,
    ChannelReservation,
    Flag,
    RoomSlot,
    ToldGuests,
    ToldRoom,
    dates_of,
    room_flags,
    room_prices,
)
from axentra_core.folio.tax import PriceBasis
from axentra_core.hotel.property import Property
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.window import Window
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.numbers import ZERO
from axentra_core.stays import Occupant, Stay, slices

# The oldest that is still a child, and an infant, by the lists of OpenTravel: *under 12*,
# *under 3*; nobody is taxed as an adult for an age that was not told.
TAKEN_AGE: Final[Table[AgeBand, int]] = {AgeBand.CHILD: 11, AgeBand.INFANT: 1}


@attrs.frozen
class Wanted:
    """What a stay has to be.

    Attributes:
        room_type: code of the hotel's room type.
        rate_plan: code of the rate plan; None where it is not known.
        arrival: first night that can still be booked.
        departure: day after the last night.
        prices: of each night, in the hotel's money.
        party: who sleeps in the room.
    """

    room_type: str
    rate_plan: str | None
    arrival: date
    departure: date
    prices: Table[date, Decimal]
    party: tuple[Occupant, ...]

    @property
    def nights(self) -> tuple[tuple[date, Decimal], ...]:
        """Each night with its price, in order."""
        dates = slices(self.arrival, self.departure)
        return tuple((night, self.prices.get(night, ZERO)) for night in dates)


@attrs.frozen
class Reading:
    """A room as the hotel reads it.

    Attributes:
        wanted: what the stay has to be; None where that cannot be told.
        why: why not.
        flags: what does not fit.
    """

    wanted: Wanted | None
    why: AxentraError | None
    flags: tuple[Flag, ...]


class RoomReader:
    """Reads the rooms of a reservation by the mapping that is in force."""

    def __init__(self, window: Window, own: ChannelReservation) -> None:
        """Look into the mapping of the connection that the reservation came over last."""
        record = own.connection and window.get("channel_mapping", own.connection)
        self._index = MappingIndex(record.mapping) if record else None
        self._property: Property = window.property
        self._today = window.context.business_date
        self._own = own

    def read(self, slot: RoomSlot, stay: Stay | None, own: ChannelReservation) -> Reading:
        """Return what a room is to the hotel.

        Args:
            slot: the room, as the reservation has or had it.
            stay: that it is booked as.
            own: the reservation that it is, or was, a room of.
        """
        room = slot.room
        if room is None or own.snapshot is None:
            return Reading(None, None, ())
        sells, folio = self._property, self._property.folio
        gross = folio.code(sells.room_charge).basis is PriceBasis.GROSS
        prices, priced = room_prices(
            room, own.snapshot, gross=gross, currency=sells.currency, digits=sells.digits
        )
        codes, coded, why = self._offer(slot, room)
        flags = (*room_flags(room), *priced, *coded)
        dates = dates_of(room)
        if prices is None or room.departure is None:
            why = HotelRefusal("hotel.told_dates_wrong", reservation=own.id, number=slot.number)
        elif why is None and (late := self._over(room, stay)):
            why = late
        if codes is None or why is not None or prices is None or room.departure is None:
            return Reading(None, why, flags)
        arrival = max(dates[0], self._earliest(stay))
        wanted = Wanted(*codes, arrival, room.departure, prices, party_of(room.guests))
        return Reading(wanted, None, flags)

    def _earliest(self, stay: Stay | None) -> date:
        return self._today if stay is None else min(self._today, stay.arrival)

    def _over(self, room: ToldRoom, stay: Stay | None) -> HotelRefusal | None:
        """Return the refusal of nights that are all over, where nobody has a stay for them."""
        dates = dates_of(room)
        if stay is not None or dates[-1] >= self._today:
            return None
        return HotelRefusal(
            "hotel.told_too_late",
            reservation=self._own.id,
            departure=room.departure,
            business_date=self._today,
        )

    def _offer(
        self, slot: RoomSlot, room: ToldRoom
    ) -> tuple[tuple[str, str | None] | None, Sequence[Flag], AxentraError | None]:
        """Return the room type and the rate plan of a room, what does not fit, or why neither."""
        if slot.room_type is not None:
            return (slot.room_type, slot.rate_plan), (), None
        if self._index is None:
            reason = NoOffer(Unresolved.ROOM_UNKNOWN, {"room": room.room_code or "-", "rate": "-"})
            return None, (Flag.ROOM_UNMAPPED,), self._unmapped(slot, reason)
        found = self._index.offer_of_codes(room.room_code, room.rate_code)
        if isinstance(found, Offer):
            flags = () if found.sellable else (Flag.OFFER_NOT_SOLD,)
            return (found.room_type, found.rate_plan), flags, None
        types = {
            offer.room_type
            for offer in self._index.mapping.offers
            if offer.room_code == room.room_code
        }
        if len(types) == 1:
            return (types.pop(), None), (Flag.RATE_UNMAPPED,), None
        return None, (Flag.ROOM_UNMAPPED,), self._unmapped(slot, found)

    def _unmapped(self, slot: RoomSlot, reason: NoOffer) -> HotelRefusal:
        return HotelRefusal(
            "hotel.told_room_unmapped",
            reservation=self._own.id,
            number=slot.number,
            why=reason.sentence,
        )


def party_of(guests: Sequence[ToldGuests]) -> tuple[Occupant, ...]:
    """Return who sleeps in a room; one adult where nobody was told."""
    return tuple(
        Occupant(age=TAKEN_AGE.get(some.band) if some.age is None else some.age)
        for some in guests
        for _ in range(some.count)
    ) or (Occupant(),)


def merged(stay: Stay, was: Wanted | None, now: Wanted) -> Wanted:
    """Return what a stay has to be: as it is, but for what a channel has told otherwise.

    So a later message about something else takes nothing back that was agreed with the guest here.

    Args:
        stay: as it is.
        was: what was told before; None where all has to be as it is told now.
        now: what is told now.
    """
    if was is None:
        return now
    booked = {night.date: night.price for night in stay.nights}
    prices = {
        night: price
        for night, price in now.prices.items()
        if night not in booked or was.prices.get(night) != price
    }
    changes = {
        name: getattr(stay, name)
        for name in ("room_type", "rate_plan", "arrival", "departure", "party")
        if getattr(was, name) == getattr(now, name)
    }
    return attrs.evolve(now, **changes, prices={**booked, **prices})
