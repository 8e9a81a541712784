"""Commands to a group and its blocks, and the events that follow."""

from datetime import date

import attrs

from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.checks import Count, Day, checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, Id, Text


def _check_nights(arrival: date, departure: date) -> None:
    try:
        Nights(arrival, departure)
    except InvalidInput as error:
        raise error.under("departure") from None


@checked
class OpenGroup:
    """Open a group, for stays that come together.

    Attributes:
        name: what people call it; no guest's name.
    """

    group: Id
    name: Text


@checked
class CloseGroup:
    """Close the group: what was agreed with it is complete."""

    group: Id


@checked
class OpenBlock:
    """Hold rooms of one type for a group, the same number on each night.

    Attributes:
        arrival: first night.
        departure: day after the last night.
        rooms: how many on each night.
        release_on: cut-off date, from which the rest goes back on sale.
    """

    block: Id
    group: Id
    room_type: Code
    arrival: Day
    departure: Day
    rooms: Count
    release_on: Day | None = None

    def __attrs_post_init__(self) -> None:
        """Check that there is a night to hold rooms on."""
        _check_nights(self.arrival, self.departure)


@checked
class PickUpRoom:
    """Give a stay one of the rooms, on every night of the stay that lies inside the block.

    Attributes:
        arrival: first night of the stay.
        departure: day after its last night.
    """

    block: Id
    stay: Id
    arrival: Day
    departure: Day

    def __attrs_post_init__(self) -> None:
        """Check that the stay has a night."""
        _check_nights(self.arrival, self.departure)


@checked
class PutBackRoom:
    """Hold for the group again what a stay has picked up, after its cancellation."""

    block: Id
    stay: Id


@checked
class ReleaseBlock:
    """Let everybody have the rooms that nobody of the group has picked up."""

    block: Id


@attrs.frozen
class GroupOpened:
    """A group has been opened."""

    group: str
    name: str


@attrs.frozen
class GroupClosed:
    """The group is complete."""

    group: str


@attrs.frozen
class BlockOpened:
    """Rooms are held for a group."""

    block: str
    group: str
    room_type: str
    arrival: date
    departure: date
    rooms: int
    release_on: date | None


@attrs.frozen
class RoomPickedUp:
    """A stay has taken a room of the block; the dates are those of the nights it took there."""

    block: str
    stay: str
    room_type: str
    arrival: date
    departure: date


@attrs.frozen
class RoomPutBack:
    """A room that a stay had taken is held for the group again, on the nights it took."""

    block: str
    stay: str
    room_type: str
    arrival: date
    departure: date


@attrs.frozen
class BlockReleased:
    """The block holds nothing any more; `held` is what it gave up, from the arrival night on."""

    block: str
    room_type: str
    arrival: date
    held: tuple[int, ...]
