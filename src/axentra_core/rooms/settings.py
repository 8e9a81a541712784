"""The rooms of a property and how it runs them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.texts import Code, Text
from axentra_core.rooms.model import CheckoutPolicy, Condition, GuestAccess

MOST_OVERBOOKED = 99


@checked
class RoomType:
    """A kind of room that is sold.

    Attributes:
        code: such as ``DLX``.
        name: what the guest reads.
        overbooking: how many more rooms of the type are sold than there are.
    """

    code: Code
    name: Text
    overbooking: Annotated[int, whole(0, MOST_OVERBOOKED)] = 0


@checked
class RoomSetup:
    """One room of the house.

    Attributes:
        number: as it stands on the door.
        type: code of its room type.
        floor: where it is, as housekeeping sorts its rounds.
    """

    number: Code
    type: Code
    floor: Code | None = None


@checked
class RoomsSettings:
    """The room types and rooms of a property.

    Attributes:
        checkout_policy: what a room becomes when its guest leaves.
        ready_from: the least condition in which an arriving guest gets a room.
        guest_access: what a guest needs beside the code on the room's sticker.
        link_base: what the link on the sticker begins with; the room number follows.
    """

    types: tuple[RoomType, ...]
    rooms: tuple[RoomSetup, ...]
    checkout_policy: CheckoutPolicy = CheckoutPolicy.VACANT_CLEAN
    ready_from: Condition = Condition.CLEAN
    guest_access: GuestAccess = GuestAccess.STAY_CODE
    link_base: Text = "https://hotel.example/qr/room/"

    def __attrs_post_init__(self) -> None:
        """Check that no type and no room stands twice, and that every room is of a listed type."""
        faults = [
            *_duplicates("types[{}].code", (type_.code for type_ in self.types)),
            *_duplicates("rooms[{}].number", (room.number for room in self.rooms)),
        ]
        for index, room in enumerate(self.rooms):
            if room.type not in self._types:
                path = f"rooms[{index}].type"
                faults += _not_listed(path, room.type, "room types", self._types).faults
        if faults:
            raise InvalidInput(faults)

    @cached_property
    def _types(self) -> Mapping[str, RoomType]:
        return {type_.code: type_ for type_ in self.types}

    @cached_property
    def _rooms(self) -> Mapping[str, RoomSetup]:
        return {room.number: room for room in self.rooms}

    @cached_property
    def _rooms_of(self) -> Mapping[str, tuple[RoomSetup, ...]]:
        found: dict[str, list[RoomSetup]] = {}
        for room in self.rooms:
            found.setdefault(room.type, []).append(room)
        return {code: tuple(rooms) for code, rooms in found.items()}

    def room(self, number: str) -> RoomSetup:
        """Return a room.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        try:
            return self._rooms[number]
        except (KeyError, TypeError):
            raise _not_listed("room", number, "rooms", self._rooms) from None

    def type(self, code: str) -> RoomType:
        """Return a room type.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        try:
            return self._types[code]
        except (KeyError, TypeError):
            raise _not_listed("room_type", code, "room types", self._types) from None

    def name_of_type(self, code: str) -> str:
        """Return what the guest reads for a room type; the code itself once it is sold no more."""
        return self._types[code].name if code in self._types else code

    def of_type(self, code: str) -> tuple[RoomSetup, ...]:
        """Return the rooms of a type in the order they are listed."""
        return self._rooms_of.get(code, ())

    def capacity(self, code: str) -> int:
        """Return how many rooms of a type there are."""
        return len(self.of_type(code))

    def overbooking_of(self, code: str) -> int:
        """Return how many more rooms of a type may be sold than there are."""
        return self._types[code].overbooking if code in self._types else 0


def _duplicates(path: str, codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            place = path.format(index)
            yield from InvalidInput.because("value.duplicate", path=place, got=shown(code)).faults
        seen.add(code)


def _not_listed(path: str, got: str, kind: str, allowed: Iterable[str]) -> InvalidInput:
    return InvalidInput.because(
        "value.not_listed", path=path, got=shown(got), kind=kind, allowed=some_of(allowed)
    )
