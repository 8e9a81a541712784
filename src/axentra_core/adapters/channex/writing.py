"""A booking as Channex writes it, from a message: for uploads, and for the platform's side.

What the format has no place for is left out: a price with and without taxes has one side, the
guests of a band that is unknown are adults, and a room that is mapped has no name.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from axentra_core.adapters.channex.bookings import ARRIVAL
from axentra_core.adapters.channex.cards import guarantee_of
from axentra_core.adapters.channex.tables import COLLECTS, STATUSES
from axentra_core.channels.code_tables import channex_codes
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    CardSecret,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldExtra,
    ToldGuests,
    ToldPrice,
    ToldRoom,
    ToldTax,
)
from axentra_core.kernel.numbers import as_text

# The channel of what the hotel has sold itself.
OFFLINE: Final = "Offline"

_STATUS_OF: Final = {happening: status for status, happening in STATUSES.items()}
_COLLECT_OF: Final = {collects: told for told, collects in COLLECTS.items()}
_BANDS: Final = {AgeBand.CHILD: "children", AgeBand.INFANT: "infants"}


def booking_of(message: ReservationMessage, card: CardSecret | None = None) -> dict[str, Any]:
    """Return what a booking tells, its own ids and times apart."""
    told = message.snapshot
    booking: dict[str, Any] = {
        "status": _STATUS_OF[message.happening],
        "unique_id": message.reference.text,
        "ota_reservation_code": message.reference.reference,
        "ota_name": _channel_name(message.reference),
        "customer": _customer(message.personal),
        **_notes(message.personal.comments),
    }
    if message.secondary:
        booking["secondary_ota"] = message.secondary
    return booking if told is None else booking | _snapshot(told, message.personal, card)


def _snapshot(told: Snapshot, personal: Personal, card: CardSecret | None) -> dict[str, Any]:
    arrivals = [room.arrival for room in told.rooms if room.arrival]
    departures = [room.departure for room in told.rooms if room.departure]
    names = (*personal.guests, *[()] * len(told.rooms))
    rooms = [_room(room, names[place]) for place, room in enumerate(told.rooms)]
    taxes = [_tax(tax) for tax in told.taxes]
    if rooms:
        rooms[0]["taxes"] = taxes
    currencies = (told.currency, *(room.currency for room in told.rooms))
    return {
        "arrival_date": min(arrivals).isoformat() if arrivals else None,
        "departure_date": max(departures).isoformat() if departures else None,
        "amount": _price(told.price),
        "currency": next(filter(None, currencies), None),
        "payment_collect": _COLLECT_OF.get(told.collects) if told.collects else None,
        "payment_type": "credit_card" if card or told.card else None,
        "guarantee": guarantee_of(told.card, card),
        "occupancy": _occupancy(guests for room in told.rooms for guests in room.guests),
        "services": [_service(extra) for extra in told.extras],
        "rooms": rooms,
        "taxes": [] if rooms else taxes,
    }


def _room(room: ToldRoom, names: Iterable[str]) -> dict[str, Any]:
    return {
        "booking_room_id": room.key,
        "room_type_id": room.room_code,
        "rate_plan_id": room.rate_code,
        "checkin_date": room.arrival.isoformat() if room.arrival else None,
        "checkout_date": room.departure.isoformat() if room.departure else None,
        "days": {night.date.isoformat(): _price(night.price) for night in room.nights},
        "amount": _price(room.price),
        "occupancy": _occupancy(room.guests),
        "guests": [{"name": name, "surname": None} for name in names],
        "services": [_service(extra) for extra in room.extras],
        "taxes": [],
        "meta": {
            "meal_plan": next((meal.code for meal in room.meals), None),
            "room_type_code": None if room.room_code else room.name,
        },
    }


def _occupancy(guests: Iterable[ToldGuests]) -> dict[str, Any]:
    counts: Counter[str] = Counter(adults=0, children=0, infants=0)
    ages: dict[str, list[int]] = {"children": [], "infants": []}
    for some in guests:
        name = _BANDS.get(some.band, "adults")
        counts[name] += some.count
        if some.age is not None and name in ages:
            ages[name] += [some.age] * some.count
    # Ages of infants can be told only behind those of all children.
    is_whole = len(ages["children"]) == counts["children"]
    return {**counts, "ages": ages["children"] + (ages["infants"] if is_whole else [])}


def _service(extra: ToldExtra) -> dict[str, Any]:
    return {
        "name": extra.name,
        "type": extra.code,
        "nights": 1,
        "persons": extra.quantity,
        "price_mode": "Per person" if extra.quantity > 1 else "Per stay",
        "price_per_unit": None,
        "total_price": _price(extra.price),
        "is_inclusive": extra.is_included,
    }


def _tax(tax: ToldTax) -> dict[str, Any]:
    return {
        "name": tax.kind.code,
        "type": tax.kind.code,
        "total_price": as_text(tax.amount),
        "is_inclusive": tax.is_included,
    }


def _price(price: ToldPrice) -> str | None:
    told: Decimal | None = price.before_tax if price.after_tax is None else price.after_tax
    return None if told is None else as_text(told)


def _customer(personal: Personal) -> dict[str, Any]:
    return {
        "name": personal.name,
        "surname": None,
        "mail": personal.mail,
        "phone": personal.phone,
        "address": personal.address,
        "country": personal.country,
    }


def _notes(comments: Iterable[str]) -> dict[str, Any]:
    hours = [line.removeprefix(ARRIVAL) for line in comments if line.startswith(ARRIVAL)]
    notes = [line for line in comments if not line.startswith(ARRIVAL)]
    return {"notes": "\n".join(notes) or None, "arrival_hour": hours[0] if hours else None}


def _channel_name(reference: ChannelReference) -> str:
    return OFFLINE if reference.channel is None else channex_codes().channel(reference.channel).name
