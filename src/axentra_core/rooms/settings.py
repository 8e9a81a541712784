"""The rooms of a property and how it runs them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.texts import Code, Text, text
from axentra_core.rooms.model import CheckoutPolicy, Condition, GuestAccess
from axentra_core.rooms.refusals import RoomRefusal

MOST_OVERBOOKED = 99
LONGEST_LINK_BASE = 120


def _link_base(value: object) -> str:
    """Return an address that leaves the link short enough to be read from a sticker."""
    if not isinstance(value, str) or len(value) > LONGEST_LINK_BASE or not value.endswith("/"):
        raise InvalidInput.because(
            "field.wrong_type",
            expected=f"an address of at most {LONGEST_LINK_BASE} characters that ends with a slash",
            got=shown(value),
        )
    return text(value)


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
        section: which of housekeeping's parts of the house it belongs to.
        features: what guests ask for in it, such as ``SEA-VIEW``.
        connects_to: rooms with a door between; it is enough to say so of one of the two.
    """

    number: Code
    type: Code
    floor: Code | None = None
    section: Code | None = None
    features: tuple[Code, ...] = ()
    connects_to: tuple[Code, ...] = ()


@checked
class RoomsSettings:
    """The room types and rooms of a property.

    Attributes:
        checkout_policy: what a room becomes when its guest leaves.
        ready_from: the least condition in which an arriving guest gets a room.
        guest_access: what a guest needs beside the code on the room's sticker.
        link_base: what the link on the sticker begins with, up to the slash before the room
            number; at most 120 characters.
        steps: the conditions that housekeeping tells apart; dirty and clean it always does.
    """

    types: tuple[RoomType, ...]
    rooms: tuple[RoomSetup, ...]
    checkout_policy: CheckoutPolicy = CheckoutPolicy.VACANT_CLEAN
    ready_from: Condition = Condition.CLEAN
    guest_access: GuestAccess = GuestAccess.STAY_CODE
    link_base: Annotated[str, _link_base] = "https://hotel.example/qr/room/"
    steps: tuple[Condition, ...] = tuple(Condition)

    def __attrs_post_init__(self) -> None:
        """Check the lists against each other and report every fault with its path."""
        faults = [
            *_duplicates("types[{}].code", (type_.code for type_ in self.types)),
            *_duplicates("rooms[{}].number", (room.number for room in self.rooms)),
            *self._faults_of_rooms(),
            *self._faults_of_steps(),
        ]
        if faults:
            raise InvalidInput(faults)

    def _faults_of_rooms(self) -> Iterator[Fault]:
        for index, room in enumerate(self.rooms):
            path = f"rooms[{index}]"
            if room.type not in self._types:
                yield from _not_listed(f"{path}.type", room.type, "room types", self._types).faults
            yield from _duplicates(f"{path}.features[{{}}]", room.features)
            yield from _duplicates(f"{path}.connects_to[{{}}]", room.connects_to)
            for place, other in enumerate(room.connects_to):
                if other == room.number or other not in self._rooms:
                    others = (number for number in self._rooms if number != room.number)
                    yield from _not_listed(
                        f"{path}.connects_to[{place}]", other, "other rooms", others
                    ).faults

    def _faults_of_steps(self) -> Iterator[Fault]:
        yield from _duplicates("steps[{}]", self.steps)
        for always in (Condition.DIRTY, Condition.CLEAN):
            if always not in self.steps:
                yield from InvalidInput.because("list.lacks", path="steps", missing=always).faults
        if self.ready_from not in self.steps:
            yield from InvalidInput.because(
                "value.unknown",
                path="ready_from",
                got=shown(self.ready_from.value),
                allowed=", ".join(self.steps),
            ).faults

    @cached_property
    def _types(self) -> Mapping[str, RoomType]:
        return {type_.code: type_ for type_ in self.types}

    @cached_property
    def _rooms(self) -> Mapping[str, RoomSetup]:
        return {room.number: room for room in self.rooms}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {number: place for place, number in enumerate(self._rooms)}

    @cached_property
    def _rooms_of(self) -> Mapping[str, tuple[RoomSetup, ...]]:
        found: dict[str, list[RoomSetup]] = {}
        for room in self.rooms:
            found.setdefault(room.type, []).append(room)
        return {code: tuple(rooms) for code, rooms in found.items()}

    @cached_property
    def _connected(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for room in self.rooms:
            for other in room.connects_to:
                found.setdefault(room.number, set()).add(other)
                found.setdefault(other, set()).add(room.number)
        return {number: frozenset(others) for number, others in found.items()}

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

    def connected(self, number: str) -> tuple[str, ...]:
        """Return the rooms with a door to this one, in the order they are listed.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        others = self._connected.get(self.room(number).number, frozenset())
        return tuple(sorted(others, key=self._places.__getitem__))

    def insist_on_step(self, condition: Condition) -> None:
        """Check that housekeeping tells this condition apart from others.

        Raises:
            RoomRefusal: ``room.step_not_used``.
        """
        if condition not in self.steps:
            raise RoomRefusal(
                "room.step_not_used", condition=condition, steps=", ".join(self.steps)
            )

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
