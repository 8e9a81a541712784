"""Guests as an export counts them, for the whole reservation, shared among its rooms.

Nobody is lost and nobody made up: adults and children are dealt out room by room, the first rooms
getting what is left over.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import attrs

from axentra_core.channels.reservations.facts import AgeBand, ToldGuests
from axentra_core.kernel.errors import InvalidInput

REMEMBERED: Final = 1_024
# Adults, children and infants stand in one cell, in this order.
KINDS: Final = 3


@attrs.frozen
class GuestCounts:
    """Guests of a reservation.

    Attributes:
        adults: how many.
        children: how many, those with an age among them.
        infants: how many.
        others: of whom nobody says how old they are.
        ages: of children, as far as they are told.
    """

    adults: int = 0
    children: int = 0
    infants: int = 0
    others: int = 0
    ages: tuple[int, ...] = ()


@lru_cache(maxsize=REMEMBERED)
def shared_guests(counts: GuestCounts, rooms: int) -> tuple[tuple[ToldGuests, ...], ...]:
    """Return who sleeps in each of so many rooms.

    Raises:
        InvalidInput: ``value.out_of_range`` for more than a room can have, or an age nobody has.
    """
    return tuple(tuple(_in_room(counts, room, rooms)) for room in range(rooms))


def _in_room(counts: GuestCounts, room: int, rooms: int) -> list[ToldGuests]:
    children = max(counts.children, len(counts.ages))
    ages = counts.ages[room::rooms]
    # fmt: off
    dealt = (
        (_dealt(counts.adults, room, rooms),               AgeBand.ADULT),
        (_dealt(counts.others, room, rooms),               AgeBand.UNKNOWN),
        (_dealt(children, room, rooms) - len(ages),        AgeBand.CHILD),
        (_dealt(counts.infants, room, rooms),              AgeBand.INFANT),
    )
    # fmt: on
    guests = [ToldGuests(count, band) for count, band in dealt if count]
    return guests + [ToldGuests(1, AgeBand.CHILD, age) for age in ages]


def _dealt(count: int, room: int, rooms: int) -> int:
    """Return how many of those who are dealt out come into a room."""
    return len(range(room, count, rooms))


def counted(values: Mapping[str, Any]) -> GuestCounts:
    """Return who comes, by whichever columns there are.

    Raises:
        InvalidInput: ``list.length`` for more kinds of guests in one cell than are known.
    """
    if "occupancy" in values:
        told: tuple[int, ...] = values["occupancy"]
        if len(told) > KINDS:
            raise InvalidInput.because("list.length", got=len(told), low=1, high=KINDS)
        adults, children, infants = (*told, 0, 0)[:KINDS]
        return GuestCounts(adults, children, infants)
    ages = values.get("child_ages", ())
    children = max(values.get("children", 0), len(ages))
    adults, infants = values.get("adults", 0), values.get("infants", 0)
    others = values.get("persons", 0) - adults - children if not adults else 0
    return GuestCounts(adults, children, infants, max(others, 0), ages)
