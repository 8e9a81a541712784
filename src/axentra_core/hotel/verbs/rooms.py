"""What housekeeping and the front desk say about rooms."""

from typing import Annotated

from axentra_core.housekeeping import Priority
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.rooms import BlockKind, Condition, Sign

MOST_PERSONS = 99
FAULTS = (None, BlockKind.OUT_OF_ORDER, BlockKind.OUT_OF_SERVICE)


@checked
class MarkRoom:
    """Housekeeping reports the condition of a room."""

    room: Code
    condition: Condition


@checked
class ReportOccupancy:
    """Housekeeping reports who uses a room, as it was found on the round.

    Attributes:
        occupied: somebody uses it.
        persons: how many; left out where nobody has counted.
    """

    room: Code
    occupied: bool
    persons: Annotated[int, whole(0, MOST_PERSONS)] | None = None


@checked
class CloseDiscrepancy:
    """The front desk has found out why housekeeping saw something else."""

    room: Code
    reason: Text


@checked
class ReportDoor:
    """Housekeeping reports a door that is double-locked, or is no longer."""

    room: Code
    double_locked: bool = True


@checked
class ReportSign:
    """Housekeeping reports what was seen or missed of the guest: no luggage, a bed not slept in."""

    room: Code
    sign: Sign


@checked
class RequireLinen:
    """Ask for fresh linen with the next cleaning."""

    room: Code


@checked
class ChangeLinen:
    """Housekeeping has changed the linen."""

    room: Code


@checked
class BlockRoom:
    """Give a room to no guest for some nights.

    Attributes:
        kind: out of order, out of service, house use, …
        first: the first night.
        until: the day on which the room is back.
        returns: condition in which it comes back.
        stay: for a hold, whom the room is kept for.
    """

    room: Code
    kind: BlockKind
    first: Day
    until: Day
    reason: Text
    returns: Condition = Condition.DIRTY
    stay: Id | None = None


@checked
class ChangeBlock:
    """Give a blocked room back on another day.

    Attributes:
        block: which block of the room, as it was numbered.
    """

    room: Code
    block: int
    until: Day


@checked
class EndBlock:
    """Give a blocked room back today."""

    room: Code
    block: int


@checked
class ReportFault:
    """Order maintenance; what makes the room unusable blocks it until it is mended.

    Attributes:
        fault: what is to be mended.
        kind: out of order or out of service; None when guests can live with the fault.
        until: the day by which it will be mended; tomorrow when left out.
        returns: condition in which the room comes back.
    """

    room: Code
    fault: Text
    kind: BlockKind | None = None
    until: Day | None = None
    returns: Condition = Condition.DIRTY
    priority: Priority | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a kind that is no fault, and what is said of a block that is not made."""
        if self.kind not in FAULTS:
            raise InvalidInput.because(
                "value.unknown", path="kind", got=self.kind, allowed=", ".join(filter(None, FAULTS))
            )
        if self.kind is None and self.until is not None:
            raise InvalidInput.because("field.required", path="kind")


@checked
class PrintSticker:
    """Make a new sticker for a room; those before it open the room's services until revoked."""

    room: Code


@checked
class RevokeStickers:
    """Let the stickers of a room up to a number open nothing any more.

    Attributes:
        through: the last number; all that were printed when left out, so print a new one first.
    """

    room: Code
    through: int | None = None
