"""The rooms of a booking: nights, guests, meals, services and taxes."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.adapters.channex.fields import Part, day_of, or_none
from axentra_core.adapters.channex.tables import MEALS, ON_PRICES, PRICE_MODES, TAXES, word
from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    ToldTax,
)
from axentra_core.channels.reservations.facts import MOST_ADULTS, MOST_PIECES, OLDEST_GUEST

BANDS: Final = {
    "adults": AgeBand.ADULT,
    "children": AgeBand.CHILD,
    "infants": AgeBand.INFANT,
}


@attrs.frozen
class Shared:
    """What holds for all rooms of a booking.

    Attributes:
        currency: of its prices.
        before_tax: its prices are told without taxes.
        parent_rates: where a rate plan is only a part of another one, the other one is told.
        guests: who comes, for a booking of one room that does not tell who sleeps in it.
    """

    currency: str | None
    before_tax: bool
    parent_rates: bool
    guests: tuple[ToldGuests, ...]


def read_room(room: Part, key: str | None, shared: Shared) -> ToldRoom:
    """Return a room.

    Args:
        room: as it was told.
        key: of those of `keys_of`.
        shared: what holds for all of them.
    """
    meta = or_none(room.part, "meta") or Part({}, room.cleaner)
    parent = or_none(meta.code, "parent_rate_plan_id") if shared.parent_rates else None
    room_code = room.code("room_type_id")
    return ToldRoom(
        key=key,
        room_code=room_code,
        rate_code=parent or room.code("rate_plan_id"),
        arrival=room.day("checkin_date"),
        departure=room.day("checkout_date"),
        nights=room.of("days", lambda days: _nights(days, before_tax=shared.before_tax)),
        guests=room.of("occupancy", read_guests) or shared.guests,
        price=price_of(room.figure("amount"), before_tax=shared.before_tax),
        currency=shared.currency,
        meals=_meals(room, meta),
        extras=room.each("services", read_service),
        name=None if room_code else _name(meta),
    )


def is_given_up(room: Part) -> bool:
    """Return whether a room is told only to say that nobody comes."""
    return bool(room.yes("is_cancelled"))


def keys_of(rooms: Sequence[Part]) -> tuple[str | None, ...]:
    """Return by which number each room is known, where that tells it from the others.

    The channel's own comes first: Channex' own may be another one in each revision.
    """
    for name in ("ota_unique_id", "booking_room_id"):
        keys = [or_none(room.reference, name) for room in rooms]
        if None not in keys and len({*keys}) == len(keys):
            return tuple(keys)
    return (None,) * len(rooms)


def read_guests(occupancy: Part) -> tuple[ToldGuests, ...]:
    """Return who comes. Ages are those of children, and what is left over those of infants."""
    found: list[ToldGuests] = []
    ages = list(occupancy.wholes("ages", OLDEST_GUEST))
    for name, band in BANDS.items():
        count = occupancy.whole(name, MOST_ADULTS) or 0
        told = 0 if band is AgeBand.ADULT else count
        known = Counter(ages[:told])
        del ages[:told]
        found += [ToldGuests(many, band, age) for age, many in sorted(known.items())]
        if unknown := count - known.total():
            found.append(ToldGuests(unknown, band))
    return tuple(found)


def read_service(service: Part) -> ToldExtra:
    """Return a service: the price of all its pieces together."""
    by_night, by_person = PRICE_MODES.get(word(service.line("price_mode") or ""), (False, False))
    nights, persons = (service.whole(name, MOST_PIECES) or 1 for name in ("nights", "persons"))
    quantity = (nights if by_night else 1) * (persons if by_person else 1)
    code = service.code("type")
    return ToldExtra(
        name=service.line("name") or code or "?",
        price=ToldPrice(after_tax=service.figure("total_price")),
        quantity=min(quantity, MOST_PIECES),
        code=code,
        is_included=service.yes("is_inclusive") or False,
    )


def read_tax(tax: Part) -> ToldTax | None:
    """Return a tax or a fee; None where nobody tells how much it is."""
    kind, amount = tax.code("type") or tax.code("name"), tax.figure("total_price")
    if kind is None or amount is None:
        return None
    return ToldTax(Coded(kind, TAXES.get(word(kind))), amount, tax.yes("is_inclusive"))


def is_before_tax(taxes: Sequence[ToldTax]) -> bool:
    """Return whether prices are told without taxes: a tax comes on top, and none is a part.

    Fees and city taxes that are paid at the desk say nothing of the price of a night.
    """
    sides = {tax.is_included for tax in taxes if tax.kind.meaning in ON_PRICES}
    return sides == {False}


def price_of(amount: Decimal | None, *, before_tax: bool) -> ToldPrice:
    """Return a price on the side on which it is told."""
    return ToldPrice(before_tax=amount) if before_tax else ToldPrice(after_tax=amount)


def _nights(days: Part, *, before_tax: bool) -> tuple[ToldNight, ...]:
    found: list[ToldNight] = []
    for name in sorted(days.plain):
        date = day_of(name)
        found.append(ToldNight(date, price_of(days.figure(name), before_tax=before_tax)))
    return tuple(found)


def _meals(room: Part, meta: Part) -> tuple[Coded, ...]:
    told = or_none(room.code, "meal_plan") or or_none(meta.code, "meal_plan")
    return (Coded(told, MEALS.get(word(told))),) if told else ()


def _name(meta: Part) -> str | None:
    """Return what the channel calls a room that nobody has mapped."""
    told = (or_none(meta.line, name) for name in ("room_type_code", "rate_plan_code"))
    return meta.cleaner.line(" ".join(filter(None, told)))
