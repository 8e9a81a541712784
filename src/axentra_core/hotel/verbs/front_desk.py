"""What happens to a guest from the arrival to the departure."""

from axentra_core.kernel.checks import Day, WallTime, checked
from axentra_core.kernel.money import PositiveAmount, Price
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.stays import NightPrice, Occupant, Settlement


@checked
class CheckIn:
    """Give the guest a room; without one the assigned, or else the first that is ready.

    Attributes:
        upgrade: the room may be of another type than was booked.
        override: a supervisor's reason for a room that is not ready.
    """

    stay: Id
    room: Code | None = None
    upgrade: bool = False
    override: Text | None = None


@checked
class ReverseCheckIn:
    """Take a check-in back on the same business date, before anything is charged.

    Attributes:
        used: the guest has been in the room, so it has to be cleaned.
    """

    stay: Id
    reason: Text
    used: bool = False


@checked
class MoveRoom:
    """Give the guest another room; the one they leave becomes what the check-out policy says.

    Attributes:
        upgrade: it may be of another type than was booked.
        override: a supervisor's reason for a room that is not ready.
    """

    stay: Id
    room: Code
    reason: Text
    upgrade: bool = False
    override: Text | None = None


@checked
class SwapRooms:
    """Let two guests exchange their rooms; each gets the other's as it was left.

    Nobody has cleaned in between, so it needs the permission ``rooms.override_not_ready`` too.

    Attributes:
        reason: why, and why they may have the rooms as they are.
        upgrade: the rooms may be of another type than was booked.
    """

    stay: Id
    other: Id
    reason: Text
    upgrade: bool = False


@checked
class CorrectRoom:
    """Put right that a guest was checked in to another room than the one they are in."""

    stay: Id
    room: Code
    reason: Text


@checked
class ShareRoom:
    """Let a guest who has not arrived use the room of another stay, with a bill of their own.

    Attributes:
        sharing: the stay that has the room; None when the guest gets a room of their own.
    """

    stay: Id
    sharing: Id | None


@checked
class HandOverRoom:
    """Register a shared room for the other one who lives in it.

    Attributes:
        to: a stay that shares the room.
    """

    stay: Id
    to: Id


@checked
class ExtendStay:
    """Let the guest stay longer.

    Attributes:
        prices: price of each added night, in order.
    """

    stay: Id
    departure: Day
    prices: tuple[Price, ...]


@checked
class ShortenStay:
    """Let the guest leave sooner; nights that are not charged yet fall away.

    Attributes:
        fee: price of leaving sooner, if there is one.
    """

    stay: Id
    departure: Day
    fee: PositiveAmount | None = None


@checked
class ChangeParty:
    """Correct who sleeps in the room of a guest in house."""

    stay: Id
    party: tuple[Occupant, ...]


@checked
class ChangePrices:
    """Agree on other prices for nights that are not charged yet."""

    stay: Id
    nights: tuple[NightPrice, ...]


@checked
class GrantLateCheckOut:
    """Let the guest keep the room on the day of departure until a wall time.

    Attributes:
        fee: price of it, if there is one.
    """

    stay: Id
    until: WallTime
    fee: PositiveAmount | None = None


@checked
class CheckOut:
    """The guest leaves, with nothing owed or on account.

    Attributes:
        settlement: ON_ACCOUNT frees the room and leaves the bill open as a receivable.
        due: when it is to be paid.
        reason: why it is left open; required then.
        override: why the credit limit of a company that pays a window may be passed.
    """

    stay: Id
    settlement: Settlement = Settlement.SETTLED
    due: Day | None = None
    reason: Text | None = None
    override: Text | None = None


@checked
class DepartEarly:
    """The guest leaves today instead of later: the stay is shortened and ends at once.

    Attributes:
        fee: price of leaving early, if there is one.
        settlement: as in `CheckOut`, and `due`, `reason` and `override` with it.
    """

    stay: Id
    fee: PositiveAmount | None = None
    settlement: Settlement = Settlement.SETTLED
    due: Day | None = None
    reason: Text | None = None
    override: Text | None = None


@checked
class ReverseCheckOut:
    """Take a check-out back before the day of departure is closed."""

    stay: Id
    reason: Text


@checked
class CheckInGroup:
    """Check in everybody of a group who is due, all or nobody; each gets a room as in `CheckIn`."""

    group: Id


@checked
class CheckOutGroup:
    """Check out everybody of a group who is due out, all or nobody; every bill is settled."""

    group: Id
