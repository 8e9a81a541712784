"""What a room is made of: independent axes, never one status for everything."""

from datetime import date
from enum import StrEnum

import attrs


class Occupancy(StrEnum):
    """Whether a guest is registered in the room; only the front desk's acts change it."""

    VACANT = "vacant"
    OCCUPIED = "occupied"


class Condition(StrEnum):
    """How far housekeeping has come, from the least ready to the most.

    PICKUP is a vacant room that needs a touch-up only. Which steps a property uses is its policy.
    """

    DIRTY = "dirty"
    PICKUP = "pickup"
    CLEAN = "clean"
    INSPECTED = "inspected"

    def reaches(self, least: "Condition") -> bool:
        """Return whether this is the least condition asked for, or better."""
        order = tuple(Condition)
        return order.index(self) >= order.index(least)


class GuestRequest(StrEnum):
    """What the guest in the room has asked for, at the door or by the room's QR code."""

    NONE = "none"
    DO_NOT_DISTURB = "do_not_disturb"
    MAKE_UP_ROOM = "make_up_room"
    SERVICE_DECLINED = "service_declined"


class Door(StrEnum):
    """What an attendant saw of the door: a double lock is turned from inside."""

    NORMAL = "normal"
    DOUBLE_LOCKED = "double_locked"


class Sign(StrEnum):
    """What an attendant saw, or missed, of the guest who is registered in the room.

    SLEEP_OUT is a bed that was not slept in; it says nothing against the registration.
    """

    NONE = "none"
    SLEEP_OUT = "sleep_out"
    LIGHT_LUGGAGE = "light_luggage"
    NO_LUGGAGE = "no_luggage"


class Turndown(StrEnum):
    """Whether the bed is to be prepared for the night."""

    NOT_REQUIRED = "not_required"
    REQUIRED = "required"
    COMPLETED = "completed"


class Discrepancy(StrEnum):
    """In what the front desk and housekeeping differ about a room.

    The trade says sleep and skip, and manuals have printed the two the wrong way round; so they
    carry descriptive names here, and the short words only as `ALIASES`.
    """

    NONE = "none"
    OCCUPIED_WITHOUT_STAY = "occupied_without_stay"
    VACANT_WITH_STAY = "vacant_with_stay"
    PERSON_COUNT = "person_count"


class BlockKind(StrEnum):
    """Why a room is not given to guests for a while."""

    OUT_OF_ORDER = "out_of_order"
    OUT_OF_SERVICE = "out_of_service"
    HOUSE_USE = "house_use"
    OFFICE_USE = "office_use"
    UNDER_CONSTRUCTION = "under_construction"
    HOLD = "hold"


class CheckoutPolicy(StrEnum):
    """What a room becomes when its guest leaves.

    The seed page says that after payment the room becomes "Vacant Clean"; every hotel system that
    was read says vacant dirty until somebody has cleaned it. VACANT_CLEAN is the default here: it
    leaves a departure-cleaning task, and while that is open the room is not ready for the next
    guest. VACANT_DIRTY is one word away.
    """

    VACANT_CLEAN = "vacant_clean"
    VACANT_DIRTY = "vacant_dirty"


class GuestAccess(StrEnum):
    """What a guest needs, beside the code on the room's sticker, to open a session.

    With NONE, whoever has a photo of the sticker can order on the guest's bill.
    """

    STAY_CODE = "stay_code"
    NONE = "none"


@attrs.frozen
class Report:
    """What housekeeping has found in a room on its round.

    Attributes:
        occupied: somebody uses it.
        persons: how many; None where nobody has counted.
        expected: how many were registered in it then.
        business_date: the day of the round.
    """

    occupied: bool
    persons: int | None
    expected: int
    business_date: date


@attrs.frozen
class RoomBlock:
    """Nights on which a room is not given to guests.

    Attributes:
        number: which block of the room, counted from 1.
        kind: out of order, out of service, …
        first: first of the nights.
        until: day after the last of them, on which the room is back.
        reason: why.
        returns: condition in which the room comes back.
        stay: for a hold, the stay that the room is kept for.
    """

    number: int
    kind: BlockKind
    first: date
    until: date
    reason: str
    returns: Condition
    stay: str | None = None

    def covers(self, day: date) -> bool:
        """Return whether the night of a day is one of them."""
        return self.first <= day < self.until

    def meets(self, first: date, until: date) -> bool:
        """Return whether some night from a first one to before a last day is one of them."""
        return self.first < until and first < self.until


@attrs.frozen
class Room:
    """The state of a room.

    Attributes:
        id: the room number.
        type: code of its room type.
        occupancy: vacant or occupied.
        condition: dirty, pickup, clean or inspected.
        request: what the guest in it has asked for.
        stay: the stay in it while it is occupied.
        door: normal or double-locked.
        sign: what was seen or missed of the guest.
        turndown: whether the bed is to be prepared for the night.
        linen_nights: nights slept in since the linen was changed.
        linen_due: the linen is to be changed with the next cleaning.
        report: what housekeeping has found last, until guests come or go or have slept in it.
        discrepancy: in what the report differed; it stands until the front desk has closed it.
        blocks: the blocks that have not ended, by date; no night is in two of them.
        blocks_made: how many blocks the room has had.
        cleaned_by: who has cleaned it last; None while it is dirty.
        idle_since: since which day nobody has used or cleaned it; None while it is occupied or not
            clean.
        printed: number of its latest sticker.
        revoked: number of the last sticker that opens nothing any more.
    """

    id: str
    type: str
    occupancy: Occupancy
    condition: Condition
    request: GuestRequest
    stay: str | None
    door: Door = Door.NORMAL
    sign: Sign = Sign.NONE
    turndown: Turndown = Turndown.NOT_REQUIRED
    linen_nights: int = 0
    linen_due: bool = False
    report: Report | None = None
    discrepancy: Discrepancy = Discrepancy.NONE
    blocks: tuple[RoomBlock, ...] = ()
    blocks_made: int = 0
    cleaned_by: str | None = None
    idle_since: date | None = None
    printed: int = 1
    revoked: int = 0

    def opens_by(self, number: int) -> bool:
        """Return whether a sticker of the room opens its services: printed, and not revoked."""
        return self.revoked < number <= self.printed

    def block_on(self, day: date) -> RoomBlock | None:
        """Return the block of the night of a day, or None."""
        return next((block for block in self.blocks if block.covers(day)), None)
