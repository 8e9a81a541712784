"""Groups that come together, and the rooms held for them until a cut-off date.

Usable alone: `AGGREGATES` holds the deciders.
"""

from axentra_core.groups.decider import AGGREGATES
from axentra_core.groups.lifecycle import MACHINES
from axentra_core.groups.messages import (
    BlockOpened,
    BlockReleased,
    CloseGroup,
    GroupClosed,
    GroupOpened,
    OpenBlock,
    OpenGroup,
    PickUpRoom,
    PutBackRoom,
    ReleaseBlock,
    RoomPickedUp,
    RoomPutBack,
)
from axentra_core.groups.model import Block, BlockStatus, Group, GroupStatus, PickedUp
from axentra_core.groups.refusals import GroupRefusal

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "Block",
    "BlockOpened",
    "BlockReleased",
    "BlockStatus",
    "CloseGroup",
    "Group",
    "GroupClosed",
    "GroupOpened",
    "GroupRefusal",
    "GroupStatus",
    "OpenBlock",
    "OpenGroup",
    "PickUpRoom",
    "PickedUp",
    "PutBackRoom",
    "ReleaseBlock",
    "RoomPickedUp",
    "RoomPutBack",
]
