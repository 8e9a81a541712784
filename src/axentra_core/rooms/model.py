"""What a room is made of: independent axes, never one status for everything."""

from enum import StrEnum

import attrs


class Occupancy(StrEnum):
    """Whether a guest is registered in the room; only check-in and check-out change it."""

    VACANT = "vacant"
    OCCUPIED = "occupied"


class Condition(StrEnum):
    """How far housekeeping has come, from the least ready to the most."""

    DIRTY = "dirty"
    CLEAN = "clean"
    INSPECTED = "inspected"

    def reaches(self, least: "Condition") -> bool:
        """Return whether this is the least condition asked for, or better."""
        order = tuple(Condition)
        return order.index(self) >= order.index(least)


class GuestRequest(StrEnum):
    """What the guest in the room has asked for at the door or by the room's QR code."""

    NONE = "none"
    DO_NOT_DISTURB = "do_not_disturb"
    MAKE_UP_ROOM = "make_up_room"


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
class Room:
    """The state of a room.

    Attributes:
        id: the room number.
        type: code of its room type.
        occupancy: vacant or occupied.
        condition: dirty, clean or inspected.
        request: what the guest in it has asked for.
        stay: the stay in it while it is occupied.
    """

    id: str
    type: str
    occupancy: Occupancy
    condition: Condition
    request: GuestRequest
    stay: str | None
