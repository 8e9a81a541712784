"""What can happen to a room, past tense."""

from datetime import date

import attrs

from axentra_core.rooms.model import BlockKind, CheckoutPolicy, Condition, Discrepancy


@attrs.frozen
class RoomOpened:
    """A room has been taken into use."""

    room: str
    type: str
    condition: Condition
    business_date: date


# The front desk


@attrs.frozen
class RoomOccupied:
    """A guest has the room; `override` is the reason why they have it although it was not ready."""

    room: str
    stay: str
    override: str | None


@attrs.frozen
class RoomVacated:
    """The guest has left the room."""

    room: str
    stay: str
    policy: CheckoutPolicy
    settings: int
    business_date: date


@attrs.frozen
class RoomReleased:
    """The guest is out of a room they never used."""

    room: str
    stay: str
    business_date: date


@attrs.frozen
class RoomHandedOver:
    """The room is another guest's from now on, who shared it."""

    room: str
    stay: str
    to: str


@attrs.frozen
class DiscrepancyClosed:
    """Front desk and housekeeping agree about the room again."""

    room: str
    discrepancy: Discrepancy
    reason: str


# The close of day


@attrs.frozen
class RoomRolled:
    """A business date has ended with a guest in the room, who sleeps in it."""

    room: str
    linen_due: bool


@attrs.frozen
class RoomAged:
    """The room has to be cleaned again: nobody has used it since a day."""

    room: str
    since: date
    business_date: date


# Housekeeping


@attrs.frozen
class MarkedDirty:
    """The room has to be cleaned."""

    room: str


@attrs.frozen
class MarkedPickup:
    """The vacant room needs a touch-up."""

    room: str


@attrs.frozen
class MarkedClean:
    """The room has been cleaned."""

    room: str
    by: str
    business_date: date


@attrs.frozen
class MarkedInspected:
    """The cleaned room has been found good."""

    room: str
    by: str


@attrs.frozen
class DoubleLockSeen:
    """The door is locked from inside."""

    room: str


@attrs.frozen
class DoorSeenNormal:
    """The door is locked from inside no more."""

    room: str


@attrs.frozen
class SleepOutSeen:
    """Nobody has slept in the bed, though a guest is registered."""

    room: str


@attrs.frozen
class LightLuggageSeen:
    """The guest has hardly any luggage in the room."""

    room: str


@attrs.frozen
class NoLuggageSeen:
    """The guest has no luggage in the room."""

    room: str


@attrs.frozen
class GuestSeen:
    """The guest or their luggage is there after all."""

    room: str


@attrs.frozen
class TurndownRequired:
    """The bed is to be prepared for the night."""

    room: str


@attrs.frozen
class TurndownCompleted:
    """The bed has been prepared for the night."""

    room: str


@attrs.frozen
class TurndownWaived:
    """The bed is left as it is tonight."""

    room: str


@attrs.frozen
class LinenRequired:
    """The linen is to be changed with the next cleaning."""

    room: str


@attrs.frozen
class LinenChanged:
    """The linen has been changed."""

    room: str


@attrs.frozen
class OccupancyReported:
    """Housekeeping has found somebody or nobody in the room.

    Attributes:
        discrepancy: in what this differs from the registration then; NONE where it agrees.
    """

    room: str
    occupied: bool
    persons: int | None
    expected: int
    discrepancy: Discrepancy
    business_date: date


# The guest in the room


@attrs.frozen
class DoNotDisturbSet:
    """The guest does not want to be disturbed."""

    room: str
    stay: str


@attrs.frozen
class MakeUpRequested:
    """The guest wants the room to be made up."""

    room: str
    stay: str


@attrs.frozen
class ServiceDeclined:
    """The guest wants no cleaning today."""

    room: str
    stay: str


@attrs.frozen
class RequestCleared:
    """The guest's request no longer stands."""

    room: str
    stay: str


# Blocks


@attrs.frozen
class RoomBlocked:
    """The room is given to no guest from the night of `first` to before the day `until`."""

    room: str
    block: int
    kind: BlockKind
    first: date
    until: date
    reason: str
    returns: Condition
    stay: str | None


@attrs.frozen
class BlockChanged:
    """The block ends on another day."""

    room: str
    block: int
    until: date


@attrs.frozen
class BlockEnded:
    """The block stands no more.

    Attributes:
        condition: what the room is now; None where the block has changed nothing in it.
    """

    room: str
    block: int
    kind: BlockKind
    condition: Condition | None
    business_date: date


# The sticker


@attrs.frozen
class StickerPrinted:
    """The room has a new sticker."""

    room: str
    number: int


@attrs.frozen
class StickersRevoked:
    """Stickers up to a number open nothing any more."""

    room: str
    through: int
