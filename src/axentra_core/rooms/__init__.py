"""The rooms of the house: who is in them, how clean they are, what their guests ask for.

Usable alone: `AGGREGATES` holds the decider, `board_code` is a plain function.
"""

from axentra_core.rooms.board import board_code
from axentra_core.rooms.decider import AGGREGATES
from axentra_core.rooms.lifecycle import AFTER_CHECKOUT, JOINT, MACHINES
from axentra_core.rooms.messages import (
    ClearRequest,
    DoNotDisturbSet,
    HandOverRoom,
    MakeUpRequested,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkInspected,
    OccupyRoom,
    OpenRoom,
    ReleaseRoom,
    RequestCleared,
    RequestMakeUp,
    RollRoom,
    RoomHandedOver,
    RoomOccupied,
    RoomOpened,
    RoomReleased,
    RoomRolled,
    RoomVacated,
    SetDoNotDisturb,
    VacateRoom,
)
from axentra_core.rooms.model import (
    CheckoutPolicy,
    Condition,
    GuestAccess,
    GuestRequest,
    Occupancy,
    Room,
)
from axentra_core.rooms.refusals import RoomRefusal
from axentra_core.rooms.settings import RoomSetup, RoomsSettings, RoomType

__all__ = [
    "AFTER_CHECKOUT",
    "AGGREGATES",
    "JOINT",
    "MACHINES",
    "CheckoutPolicy",
    "ClearRequest",
    "Condition",
    "DoNotDisturbSet",
    "GuestAccess",
    "GuestRequest",
    "HandOverRoom",
    "MakeUpRequested",
    "MarkClean",
    "MarkDirty",
    "MarkInspected",
    "MarkedClean",
    "MarkedDirty",
    "MarkedInspected",
    "Occupancy",
    "OccupyRoom",
    "OpenRoom",
    "ReleaseRoom",
    "RequestCleared",
    "RequestMakeUp",
    "RollRoom",
    "Room",
    "RoomHandedOver",
    "RoomOccupied",
    "RoomOpened",
    "RoomRefusal",
    "RoomReleased",
    "RoomRolled",
    "RoomSetup",
    "RoomType",
    "RoomVacated",
    "RoomsSettings",
    "SetDoNotDisturb",
    "VacateRoom",
    "board_code",
]
