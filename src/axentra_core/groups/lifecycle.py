"""How a group moves, and the block of rooms that is held for it."""

from axentra_core.groups.messages import BlockReleased, GroupClosed, RoomPickedUp, RoomPutBack
from axentra_core.groups.model import Block, BlockStatus, Group, GroupStatus
from axentra_core.groups.refusals import GroupRefusal
from axentra_core.kernel.machine import Machine

OPEN, CLOSED = GroupStatus.OPEN, GroupStatus.CLOSED
HELD, RELEASED = BlockStatus.HELD, BlockStatus.RELEASED


def is_closed(group: Group) -> GroupRefusal:
    """A group is closed once, and stays so."""
    return GroupRefusal("group.closed", group=group.id)


def is_released(block: Block) -> GroupRefusal:
    """A released block has no room left to give, to a stay or to general sale."""
    return GroupRefusal("block.released", block=block.id)


# fmt: off
GROUP = Machine("group", field="status", start=OPEN, ends=[CLOSED], says={CLOSED: is_closed}, rows=(
    # while     when this happens   becomes
    (OPEN,      GroupClosed,        CLOSED),
))

BLOCK = Machine("block", field="status", start=HELD, ends=[RELEASED],
                says={RELEASED: is_released}, rows=(
    # while     when this happens   becomes
    (HELD,      RoomPickedUp,       HELD),
    (HELD,      RoomPutBack,        HELD),
    (HELD,      BlockReleased,      RELEASED),
))
# fmt: on

MACHINES = (GROUP, BLOCK)
