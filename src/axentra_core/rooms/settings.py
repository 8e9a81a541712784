"""The rooms of a property and how it runs them."""

from collections.abc import Iterator

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.texts import Code, Text
from axentra_core.rooms.model import CheckoutPolicy, Condition, GuestAccess


@checked
class RoomType:
    """A kind of room that is sold.

    Attributes:
        code: such as ``DLX``.
        name: what the guest reads.
    """

    code: Code
    name: Text


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
        codes = [type_.code for type_ in self.types]
        faults = [
            *_duplicates("types[{}].code", codes),
            *_duplicates("rooms[{}].number", [room.number for room in self.rooms]),
        ]
        for index, room in enumerate(self.rooms):
            if room.type not in codes:
                path = f"rooms[{index}].type"
                faults += _not_listed(path, room.type, "room types", codes).faults
        if faults:
            raise InvalidInput(faults)

    def room(self, number: str) -> RoomSetup:
        """Return a room.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for room in self.rooms:
            if room.number == number:
                return room
        raise _not_listed("room", number, "rooms", [room.number for room in self.rooms])

    def type(self, code: str) -> RoomType:
        """Return a room type.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for type_ in self.types:
            if type_.code == code:
                return type_
        raise _not_listed("room_type", code, "room types", [type_.code for type_ in self.types])

    def name_of_type(self, code: str) -> str:
        """Return what the guest reads for a room type; the code itself once it is sold no more."""
        return next((type_.name for type_ in self.types if type_.code == code), code)

    def of_type(self, code: str) -> tuple[RoomSetup, ...]:
        """Return the rooms of a type in the order they are listed."""
        return tuple(room for room in self.rooms if room.type == code)


def _duplicates(path: str, codes: list[str]) -> Iterator[Fault]:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            place = path.format(index)
            yield from InvalidInput.because("value.duplicate", path=place, got=shown(code)).faults


def _not_listed(path: str, got: str, kind: str, allowed: list[str]) -> InvalidInput:
    return InvalidInput.because(
        "value.not_listed", path=path, got=shown(got), kind=kind, allowed=some_of(allowed)
    )
