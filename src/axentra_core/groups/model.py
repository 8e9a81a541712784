"""What a group is made of, and the rooms that are held for it."""

from datetime import date
from enum import StrEnum

import attrs

from axentra_core.kernel.calendar import ONE_DAY


class GroupStatus(StrEnum):
    """Where a group stands; the hotel decides who may still join a closed one."""

    OPEN = "open"
    CLOSED = "closed"


class BlockStatus(StrEnum):
    """Whether the rooms of a block are still kept for its group."""

    HELD = "held"
    RELEASED = "released"


@attrs.frozen
class Group:
    """The state of a group: guests who come together, and perhaps pay together.

    Its master bill carries the group's id and is opened by the hotel.

    Attributes:
        id: the group.
        name: what people call it: a company, a tour, an occasion; not a guest's name.
        status: open or closed.
    """

    id: str
    name: str
    status: GroupStatus


@attrs.frozen
class PickedUp:
    """The nights of a block on which a stay has one of its rooms.

    Attributes:
        stay: whose room it is.
        arrival: first of those nights.
        departure: day after the last of them.
    """

    stay: str
    arrival: date
    departure: date


@attrs.frozen
class Block:
    """The state of a block: rooms held for a group until a cut-off date (an allotment).

    Attributes:
        id: the block.
        group: whom the rooms are held for.
        room_type: type of all its rooms.
        arrival: first night.
        departure: day after the last night.
        rooms: how many are held on each night.
        release_on: cut-off date, from which the rest goes back on sale; None if none was agreed.
        picked: how many of them stays have taken, night by night.
        stays: who took which nights, ordered by stay.
        status: held or released.
    """

    id: str
    group: str
    room_type: str
    arrival: date
    departure: date
    rooms: int
    release_on: date | None
    picked: tuple[int, ...]
    stays: tuple[PickedUp, ...]
    status: BlockStatus

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights it was opened for, in order."""
        return tuple(self.arrival + place * ONE_DAY for place in range(len(self.picked)))

    @property
    def held(self) -> tuple[int, ...]:
        """How many rooms it still keeps from general sale, night by night."""
        return tuple(map(self.remaining_on, self.nights))

    def remaining_on(self, night: date) -> int:
        """Return how many rooms can still be picked up; none outside or after the release."""
        if self.status is BlockStatus.RELEASED or not self.arrival <= night < self.departure:
            return 0
        return self.rooms - self.picked[(night - self.arrival).days]

    def taken_by(self, stay: str) -> PickedUp | None:
        """Return which nights a stay has picked up, or None."""
        return next((taken for taken in self.stays if taken.stay == stay), None)
