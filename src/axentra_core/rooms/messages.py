"""Commands to a room and the events that follow."""

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.rooms.model import CheckoutPolicy, Condition


@checked
class OpenRoom:
    """Take a room into use.

    Attributes:
        room: the room number.
        type: code of its room type.
    """

    room: Id
    type: Code
    condition: Condition = Condition.CLEAN


@checked
class OccupyRoom:
    """Give the room to an arriving guest; the seed's "Occupied".

    Attributes:
        ready_from: the property's least condition for an arriving guest.
        unfinished: open tasks that block the room, as housekeeping knows them.
        override: a supervisor's reason to give the room although it is not ready.
    """

    room: Id
    stay: Id
    ready_from: Condition
    unfinished: tuple[Id, ...] = ()
    override: Text | None = None


@checked
class VacateRoom:
    """Take the room back from a leaving guest.

    Attributes:
        policy: what the room becomes.
        settings: version of the property's settings that holds the policy.
    """

    room: Id
    stay: Id
    policy: CheckoutPolicy
    settings: int


@checked
class ReleaseRoom:
    """Take the room back from a guest who never used it: the check-in or its room was wrong."""

    room: Id
    stay: Id


@checked
class HandOverRoom:
    """Register a shared room for the other of its guests.

    Attributes:
        stay: the guest it was registered for.
        to: the one it is registered for from now on.
    """

    room: Id
    stay: Id
    to: Id


@checked
class RollRoom:
    """Take the occupied room into the next business date, at the close of day."""

    room: Id


@checked
class MarkDirty:
    """Report that the room has to be cleaned."""

    room: Id


@checked
class MarkClean:
    """Report that the room has been cleaned."""

    room: Id


@checked
class MarkInspected:
    """Report that the cleaned room has been looked over and found good."""

    room: Id


@checked
class SetDoNotDisturb:
    """Ask not to be disturbed; the seed's "DND"."""

    room: Id
    stay: Id


@checked
class RequestMakeUp:
    """Ask for the room to be made up; the seed's "Make Up Room"."""

    room: Id
    stay: Id


@checked
class ClearRequest:
    """Take the guest's request back, or report that it has been met."""

    room: Id
    stay: Id


@attrs.frozen
class RoomOpened:
    """A room has been taken into use."""

    room: str
    type: str
    condition: Condition


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


@attrs.frozen
class RoomReleased:
    """The guest is out of a room they never used."""

    room: str
    stay: str


@attrs.frozen
class RoomHandedOver:
    """The room is another guest's from now on, who shared it."""

    room: str
    stay: str
    to: str


@attrs.frozen
class RoomRolled:
    """A business date has ended with a guest in the room, who sleeps in it."""

    room: str


@attrs.frozen
class MarkedDirty:
    """The room has to be cleaned."""

    room: str


@attrs.frozen
class MarkedClean:
    """The room has been cleaned."""

    room: str


@attrs.frozen
class MarkedInspected:
    """The cleaned room has been found good."""

    room: str


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
class RequestCleared:
    """The guest's request no longer stands."""

    room: str
    stay: str
