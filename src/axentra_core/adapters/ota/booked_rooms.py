"""Rooms of a reservation: each RoomStay has its dates, prices and guests to itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

import attrs

from axentra_core.adapters.ota.booked_prices import (
    YES,
    Purse,
    first_text,
    parted,
    read_nights,
    read_taxes,
    whole_of,
)
from axentra_core.adapters.ota.booking_codes import AGES, MEALS, MEALS_BY_NAME, WRITTEN_AGES
from axentra_core.adapters.ota.frame import OTA, named
from axentra_core.adapters.ota.texts import date_of, seen
from axentra_core.adapters.ota.xml_door import Element, not_many, parts_of
from axentra_core.channels.reservations import (
    AgeBand,
    Cleaner,
    Coded,
    ToldExtra,
    ToldGuests,
    ToldRoom,
    ToldTax,
)
from axentra_core.channels.reservations.facts import OLDEST_GUEST
from axentra_core.kernel.errors import InvalidInput

# Who is younger comes as a child, where only an age is told.
OF_AGE: Final = 18
MOST_UNITS: Final = 99
MOST_MEALS: Final = 50
MOST_DECIMALS: Final = 4

_STAY: Final = named(
    "RoomTypes",
    "RatePlans",
    "RoomRates",
    "GuestCounts",
    "TimeSpan",
    "Total",
    "ServiceRPHs",
    "ResGuestRPHs",
)
_RATE_PLAN: Final = named("MealsIncluded")
_ROOM_TYPE, _PLAN, _ROOM_RATE, _RATES, _RATE, _COUNT = (
    f"{{{OTA}}}{name}"
    for name in ("RoomType", "RatePlan", "RoomRate", "Rates", "Rate", "GuestCount")
)
_DURATION: Final = re.compile(r"P([0-9]{1,3})([NDW])|([0-9]{1,3})", re.ASCII)

Stay: TypeAlias = tuple[date | None, date | None]


@attrs.frozen
class ReadStay:
    """What a RoomStay tells: one room, or several that are alike.

    Attributes:
        rooms: they.
        taxes: of its total.
        guests: by which numbers the guests in it are known.
    """

    rooms: tuple[ToldRoom, ...]
    taxes: tuple[ToldTax, ...]
    guests: frozenset[str]


def read_stay(
    stay: Element,
    span: Stay,
    extras: Callable[[str, Purse], ToldExtra | None],
    cleaner: Cleaner,
) -> ReadStay:
    """Return what a RoomStay tells.

    Args:
        stay: the element.
        span: arrival and departure of the whole reservation, for a room that has none of its own.
        extras: returns what is sold with the room by its number, read with the room's purse.
        cleaner: cleans its texts.

    Raises:
        InvalidInput: for what cannot be read, with its place.
    """
    parts, purse = parts_of(stay, _STAY), Purse(cleaner)
    arrival, departure = dates = _told_span(parts.get("TimeSpan")) or span
    room_type, plan = _first(parts, "RoomTypes", _ROOM_TYPE), _first(parts, "RatePlans", _PLAN)
    rates = parts.get("RoomRates")
    room_rates = not_many(rates, _ROOM_RATE)
    # The total says which money the room is sold for; nights in other money are left out.
    total = parts.get("Total")
    price = purse.price(total)
    found = not_many(rates, f"{_ROOM_RATE}/{_RATES}/{_RATE}")
    nights = read_nights(found, purse, dates, cleaner)
    sold = (extras(number, purse) for number in numbers_of(parts.get("ServiceRPHs")))
    told = tuple(one for one in sold if one is not None)
    room = ToldRoom(
        key=cleaner.line(stay.get("IndexNumber")),
        room_code=_code(cleaner, room_type, room_rates, ("RoomTypeCode", "InvTypeCode")),
        rate_code=_code(cleaner, plan, room_rates, ("RatePlanCode",)),
        arrival=arrival,
        departure=departure,
        nights=nights,
        guests=tuple(_guests(parts.get("GuestCounts"), cleaner)),
        price=price,
        currency=purse.currency,
        meals=tuple(_meals(plan, cleaner)),
        extras=told,
        name=cleaner.line(" - ".join(_names(room_type, plan))),
    )
    taxes = read_taxes(total, purse, cleaner)
    units = _units(room_type, room_rates)
    return ReadStay(_each(room, units), taxes, frozenset(numbers_of(parts.get("ResGuestRPHs"))))


def read_span(element: Element | None) -> Stay:
    """Return from when to when, as far as that is told.

    Raises:
        InvalidInput: ``date.…`` or ``value.unknown``.
    """
    return _told_span(element) or (None, None)


def numbers_of(element: Element | None) -> tuple[str, ...]:
    """Return the numbers of what an element refers to: one for each child, or all in its text."""
    if element is None:
        return ()
    told = [child.get("RPH", "").strip() for child in element] or (element.text or "").split()
    return tuple(dict.fromkeys(one for one in told if one))


def _told_span(element: Element | None) -> Stay | None:
    if element is None:
        return None
    arrival = date_of(element.get("Start"), "TimeSpan.Start")
    departure = date_of(element.get("End"), "TimeSpan.End")
    duration = element.get("Duration")
    if departure is None and arrival is not None and duration:
        departure = arrival + timedelta(_days(duration))
    return arrival, departure


def _days(duration: str) -> int:
    found = _DURATION.fullmatch(duration.strip())
    if found is None:
        raise InvalidInput.because(
            "value.unknown", path="TimeSpan.Duration", got=seen(duration), allowed="P3N, P3D, P1W"
        )
    return int(found[1] or found[3]) * (7 if found[2] == "W" else 1)


def _first(parts: Mapping[str, Element], name: str, child: str) -> Element | None:
    parent = parts.get(name)
    return None if parent is None else parent.find(child)


def _code(
    cleaner: Cleaner, element: Element | None, rates: list[Element], names: tuple[str, ...]
) -> str | None:
    """Return a code: of the room or the rate itself, or else what its prices are told for."""
    for one in rates if element is None else (element, *rates):
        for name in names:
            if told := cleaner.line(one.get(name)):
                return told
    return None


def _names(room_type: Element | None, plan: Element | None) -> Iterator[str]:
    for element, name in ((room_type, "RoomType"), (plan, "RatePlanName")):
        if element is not None and (told := element.get(name) or first_text(element)):
            yield told


def _guests(counts: Element | None, cleaner: Cleaner) -> Iterator[ToldGuests]:
    for one in not_many(counts, _COUNT):
        count = one.get("Count")
        many = whole_of(count, "GuestCount.Count") if count else 1
        if not many:
            continue
        told = one.get("Age", "")
        age = int(told) if told.isascii() and told.isdigit() and len(told) <= 3 else None  # noqa: PLR2004 - digits of an age
        if age is not None and age > OLDEST_GUEST:
            age = None
        code = cleaner.line(one.get("AgeQualifyingCode"))
        band = _band(code, age)
        # What only says the band is not kept beside it.
        yield ToldGuests(many, band, age, None if WRITTEN_AGES.get(band) == code else code)


def _band(code: str | None, age: int | None) -> AgeBand:
    if code is not None:
        return AGES.get(code, AgeBand.UNKNOWN)
    return AgeBand.ADULT if age is None or age >= OF_AGE else AgeBand.CHILD


def _meals(plan: Element | None, cleaner: Cleaner) -> Iterator[Coded]:
    meals = None if plan is None else parts_of(plan, _RATE_PLAN).get("MealsIncluded")
    if meals is None:
        return
    # Cleaned before it is parted: a card number in pieces is one all the same.
    codes = (cleaner.line(meals.get("MealPlanCodes")) or "").split()[:MOST_MEALS]
    for code in codes:
        yield Coded(code, MEALS.get(code))
    for name, meaning in () if codes else MEALS_BY_NAME.items():
        if meals.get(name, "") in YES:
            yield Coded(name, meaning)


# --- several rooms in one RoomStay ---


def _units(room_type: Element | None, rates: list[Element]) -> int:
    for one in (room_type, *rates):
        if one is not None and (told := one.get("NumberOfUnits")):
            units = whole_of(told, "NumberOfUnits")
            if units > MOST_UNITS:
                raise InvalidInput.because(
                    "value.out_of_range", path="NumberOfUnits", got=units, low=0, high=MOST_UNITS
                )
            return units or 1
    return 1


def _each(room: ToldRoom, units: int) -> tuple[ToldRoom, ...]:
    """Return as many rooms as are booked; they share total and guests, nights are told for each."""
    if units == 1:
        return (room,)
    guests = _dealt(room.guests, units)
    prices = parted(room.price, units)
    return tuple(
        attrs.evolve(  # type: ignore[misc] # a frozen value
            room,
            key=None if room.key is None else f"{room.key}.{place + 1}",
            guests=guests[place],
            price=prices[place],
            extras=room.extras if place == 0 else (),
        )
        for place in range(units)
    )


def _dealt(guests: tuple[ToldGuests, ...], units: int) -> list[tuple[ToldGuests, ...]]:
    """Return the guests of each room, dealt out one by one."""
    hands: list[dict[ToldGuests, int]] = [{} for _ in range(units)]
    dealt = 0
    for one in guests:
        for _ in range(one.count):
            hand = hands[dealt % units]
            hand[one] = hand.get(one, 0) + 1
            dealt += 1
    return [
        tuple(ToldGuests(count, one.band, one.age, one.code) for one, count in hand.items())
        for hand in hands
    ]
