"""All rooms of a reservation, and which of its services are sold with which of them."""

from collections.abc import Mapping

import attrs

from axentra_core.adapters.ota.booked_prices import Purse, read_extra
from axentra_core.adapters.ota.booked_rooms import ReadStay, numbers_of, read_span, read_stay
from axentra_core.adapters.ota.frame import OTA
from axentra_core.adapters.ota.xml_door import Element, not_many
from axentra_core.channels.reservations import Cleaner, ToldExtra, ToldRoom, ToldTax
from axentra_core.kernel.checks import LONGEST_LIST
from axentra_core.kernel.errors import Fault, InvalidInput

_STAY, _SERVICE, _NUMBERS = (f"{{{OTA}}}{name}" for name in ("RoomStay", "Service", "ServiceRPHs"))


@attrs.frozen
class ReadStays:
    """What all RoomStays tell.

    Attributes:
        read: each of them.
        services: elements of what is sold with no room, or with several.
        cleaner: cleans their texts.
    """

    read: tuple[ReadStay, ...]
    services: tuple[Element, ...]
    cleaner: Cleaner

    @property
    def rooms(self) -> tuple[ToldRoom, ...]:
        """All rooms in order."""
        return tuple(room for one in self.read for room in one.rooms)

    @property
    def guests(self) -> tuple[frozenset[str], ...]:
        """For each room the numbers of its guests; of rooms that are alike the first has all."""
        nobody: frozenset[str] = frozenset()
        return tuple(
            one.guests if place == 0 else nobody
            for one in self.read
            for place in range(len(one.rooms))
        )

    @property
    def currency(self) -> str | None:
        """The currency of all rooms; None where there is not one for all."""
        told = {room.currency for room in self.rooms}
        return told.pop() if len(told) == 1 else None

    def taxes(self, purse: Purse) -> tuple[ToldTax, ...]:
        """Return the taxes of all rooms that are sold for one money."""
        return tuple(
            tax
            for one in self.read
            if one.taxes and purse.takes(one.rooms[0].currency)
            for tax in one.taxes
        )

    def extras(self, purse: Purse) -> tuple[ToldExtra, ...]:
        """Return what is sold with the reservation and no room of it.

        Raises:
            InvalidInput: with the place of what cannot be read.
        """
        return tuple(read_extra(one, purse, self.cleaner) for one in self.services)


def read_stays(
    parts: Mapping[str, Element], whole: Mapping[str, Element], cleaner: Cleaner
) -> ReadStays:
    """Return what RoomStays tell.

    Args:
        parts: of the reservation, by their names.
        whole: parts of what holds for the whole reservation.
        cleaner: cleans the texts.

    Raises:
        InvalidInput: with all faults, each with the place of its RoomStay, from 0; ``list.length``
            for too many.
    """
    room_stays, services = parts.get("RoomStays"), parts.get("Services")
    stays, sold = not_many(room_stays, _STAY), not_many(services, _SERVICE)
    of_one_room = _of_one_room(stays) if sold else frozenset()
    by_number = {
        number: one for one in sold if (number := one.get("ServiceRPH", "").strip()) in of_one_room
    }

    def extra(number: str, purse: Purse) -> ToldExtra | None:
        service = by_number.get(number)
        return None if service is None else read_extra(service, purse, cleaner)

    span = read_span(whole.get("TimeSpan"))
    read: list[ReadStay] = []
    faults: list[Fault] = []
    rooms = 0
    for place, stay in enumerate(stays):
        try:
            one = read_stay(stay, span, extra, cleaner)
        except InvalidInput as error:
            faults += error.under(f"RoomStay[{place}]").faults
            continue
        read.append(one)
        rooms += len(one.rooms)
        if rooms > LONGEST_LIST:
            raise InvalidInput.because(
                "list.length", path="rooms", got=rooms, low=0, high=LONGEST_LIST
            )
    if faults:
        raise InvalidInput(faults)
    with_rooms = set(map(id, by_number.values()))
    return ReadStays(tuple(read), tuple(one for one in sold if id(one) not in with_rooms), cleaner)


def _of_one_room(stays: list[Element]) -> frozenset[str]:
    """Return the numbers of services that are sold with one RoomStay alone."""
    told: dict[str, int] = {}
    for stay in stays:
        for number in numbers_of(stay.find(_NUMBERS)):
            told[number] = told.get(number, 0) + 1
    return frozenset(number for number, times in told.items() if times == 1)
