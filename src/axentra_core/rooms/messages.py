"""Commands to a room; the events that follow stand in `events`."""

from typing import Annotated

from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.rooms.model import BlockKind, CheckoutPolicy, Condition, Sign

MOST_PERSONS = 99
LONGEST_CYCLE = 30

Persons = Annotated[int, whole(0, MOST_PERSONS)]
Number = Annotated[int, whole(1, 999_999)]
Cycle = Annotated[int, whole(0, LONGEST_CYCLE)]


@checked
class OpenRoom:
    """Take a room into use.

    Attributes:
        room: the room number.
        type: code of its room type.
        condition: what it is taken over in.
    """

    room: Id
    type: Code
    condition: Condition = Condition.CLEAN


# The front desk


@checked
class OccupyRoom:
    """Give the room to an arriving guest; the seed's "Occupied".

    Attributes:
        ready_from: the property's least condition for an arriving guest.
        unfinished: open tasks that block the room, as housekeeping knows them.
        override: a supervisor's reason to give the room although it is not ready.
        until: the guest's departure, up to which no block may stand against them; None for a guest
            who is in the room already.
    """

    room: Id
    stay: Id
    ready_from: Condition
    unfinished: tuple[Id, ...] = ()
    override: Text | None = None
    until: Day | None = None


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
class CloseDiscrepancy:
    """Settle in what front desk and housekeeping differ about the room.

    Attributes:
        reason: what was found out.
    """

    room: Id
    reason: Text


# The close of day


@checked
class RollRoom:
    """Take the occupied room into the next business date.

    Attributes:
        linen_cycle: nights after which the linen is changed; 0 only when a guest leaves.
    """

    room: Id
    linen_cycle: Cycle = 0


@checked
class AgeRoom:
    """Have a room cleaned again that nobody has used for as many days as the property allows."""

    room: Id


# Housekeeping


@checked
class MarkDirty:
    """Report that the room has to be cleaned."""

    room: Id


@checked
class MarkPickup:
    """Report that the vacant room needs a touch-up, no more."""

    room: Id


@checked
class MarkClean:
    """Report that the room has been cleaned."""

    room: Id


@checked
class MarkInspected:
    """Report that the cleaned room has been looked over and found good.

    Attributes:
        another: the property wants it to be somebody else than the one who cleaned it.
    """

    room: Id
    another: bool = False


@checked
class ReportDoor:
    """Report what the door looks like from outside.

    Attributes:
        double_locked: it is locked from inside.
    """

    room: Id
    double_locked: bool


@checked
class ReportSign:
    """Report what was seen or missed of the guest in the room."""

    room: Id
    sign: Sign


@checked
class RequireTurndown:
    """Ask for the bed to be prepared for the night."""

    room: Id


@checked
class CompleteTurndown:
    """Report that the bed has been prepared for the night."""

    room: Id


@checked
class WaiveTurndown:
    """Leave the bed as it is tonight."""

    room: Id


@checked
class RequireLinen:
    """Ask for the linen to be changed with the next cleaning."""

    room: Id


@checked
class ChangeLinen:
    """Report that the linen has been changed."""

    room: Id


@checked
class ReportOccupancy:
    """Report who was found in the room, whatever the front desk says.

    Attributes:
        occupied: somebody uses it.
        persons: how many, from 0 to 99; None where nobody has counted.
        expected: how many are registered in it.
    """

    room: Id
    occupied: bool
    persons: Persons | None = None
    expected: Persons = 0

    def __attrs_post_init__(self) -> None:
        """Check that nobody was counted in a vacant room."""
        if self.persons and not self.occupied:
            raise InvalidInput.because(
                "value.contradicts", path="persons", one="persons", other="occupied"
            )


# The guest in the room


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
class DeclineService:
    """Ask for no cleaning today."""

    room: Id
    stay: Id


@checked
class ClearRequest:
    """Take the guest's request back, or report that it has been met."""

    room: Id
    stay: Id


# Blocks


@checked
class BlockRoom:
    """Give the room to no guest on some nights.

    Attributes:
        kind: out of order, out of service, …
        first: first of the nights.
        until: day after the last of them, on which the room is back.
        reason: why.
        returns: condition in which the room comes back.
        stay: for a hold, the stay that the room is kept for.
        users: stays that have the room on those nights.
    """

    room: Id
    kind: BlockKind
    first: Day
    until: Day
    reason: Text
    returns: Condition = Condition.DIRTY
    stay: Id | None = None
    users: tuple[Id, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that there is a night, and that only a hold is for somebody."""
        faults: list[Fault] = []
        if self.until <= self.first:
            faults += InvalidInput.because(
                "date.order", path="until", later=self.until, earlier=self.first
            ).faults
        if self.stay is not None and self.kind is not BlockKind.HOLD:
            faults += InvalidInput.because(
                "value.contradicts", path="stay", one="stay", other="kind"
            ).faults
        if faults:
            raise InvalidInput(faults)


@checked
class ChangeBlock:
    """Let a block end sooner or later.

    Attributes:
        block: its number.
        until: day after the last of its nights.
        users: stays that have the room on nights that are added.
    """

    room: Id
    block: Number
    until: Day
    users: tuple[Id, ...] = ()


@checked
class EndBlock:
    """Give the room back before or on the day on which the block ends, or take the block back.

    Attributes:
        block: its number.
    """

    room: Id
    block: Number


# The sticker with the code by which a guest opens a session


@checked
class PrintSticker:
    """Print a new sticker for the room; those before it go on working until they are revoked."""

    room: Id


@checked
class RevokeStickers:
    """Let stickers open nothing any more.

    Attributes:
        through: number of the last of them; None for all that have been printed.
    """

    room: Id
    through: Number | None = None
