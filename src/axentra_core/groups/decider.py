"""The rules of a group and its blocks: guards, what a command decides, what an event changes."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import cast

import attrs

from axentra_core.groups.lifecycle import BLOCK, GROUP
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
from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)


def picks_up_once(block: Block, command: PickUpRoom, _: Context) -> GroupRefusal | None:
    """A stay has one room of a block; who needs two books two stays."""
    if (taken := block.taken_by(command.stay)) is not None:
        return GroupRefusal(
            "block.already_picked_up",
            block=block.id,
            stay=command.stay,
            arrival=taken.arrival,
            departure=taken.departure,
        )
    return None


def shares_a_night(block: Block, command: PickUpRoom, _: Context) -> GroupRefusal | None:
    """A stay that has no night inside the block has nothing to pick up."""
    if not _shared(block, command):
        return GroupRefusal(
            "block.outside",
            block=block.id,
            arrival=block.arrival,
            departure=block.departure,
            stay=command.stay,
            stay_arrival=command.arrival,
            stay_departure=command.departure,
        )
    return None


def has_rooms_left(block: Block, command: PickUpRoom, _: Context) -> GroupRefusal | None:
    """A block gives no more rooms than it holds, on any night."""
    for night in _shared(block, command):
        if not block.remaining_on(night):
            return GroupRefusal("block.exhausted", block=block.id, night=night, rooms=block.rooms)
    return None


def _shared(block: Block, command: PickUpRoom) -> tuple[date, ...]:
    return tuple(night for night in block.nights if command.arrival <= night < command.departure)


def has_picked_up(block: Block, command: PutBackRoom, _: Context) -> GroupRefusal | None:
    """Into a held block comes back only what was taken from it."""
    if block.status is BlockStatus.HELD and block.taken_by(command.stay) is None:
        return GroupRefusal("block.not_picked_up", block=block.id, stay=command.stay)
    return None


def open_group(command: OpenGroup, _: Context) -> list[GroupOpened]:
    """Open a group."""
    return [GroupOpened(command.group, command.name)]


def close_group(group: Group, _: CloseGroup, __: Context) -> list[GroupClosed]:
    """Close the group."""
    return [GroupClosed(group.id)]


def open_block(command: OpenBlock, context: Context) -> list[BlockOpened]:
    """Hold rooms from the business date or later, to be released on the arrival at the latest."""
    if command.arrival < context.business_date:
        raise GroupRefusal(
            "block.arrival_in_past",
            block=command.block,
            arrival=command.arrival,
            business_date=context.business_date,
        )
    if command.release_on is not None and command.release_on > command.arrival:
        raise GroupRefusal(
            "block.released_too_late",
            block=command.block,
            release_on=command.release_on,
            arrival=command.arrival,
        )
    return [
        BlockOpened(
            command.block,
            command.group,
            command.room_type,
            command.arrival,
            command.departure,
            command.rooms,
            command.release_on,
        )
    ]


def pick_up_room(block: Block, command: PickUpRoom, _: Context) -> list[RoomPickedUp]:
    """Give the stay a room on the nights it shares with the block."""
    nights = _shared(block, command)
    return [RoomPickedUp(block.id, command.stay, block.room_type, nights[0], nights[-1] + ONE_DAY)]


def put_back_room(block: Block, command: PutBackRoom, _: Context) -> list[RoomPutBack]:
    """Hold again what the stay had taken; a released block takes nothing back."""
    if block.status is BlockStatus.RELEASED:
        return []
    # The guard has seen that there is one.
    taken = cast("PickedUp", block.taken_by(command.stay))
    return [RoomPutBack(block.id, taken.stay, block.room_type, taken.arrival, taken.departure)]


def release_block(block: Block, _: ReleaseBlock, __: Context) -> list[BlockReleased]:
    """Give up what is left; what was picked up stays with its stays."""
    return [BlockReleased(block.id, block.room_type, block.arrival, block.held)]


def group_opened(event: GroupOpened) -> Group:
    """Return an open group."""
    return Group(event.group, event.name, GROUP.start)


def group_closed(group: Group, _: GroupClosed) -> Group:
    """Return the closed group."""
    return attrs.evolve(group, status=GROUP.after(group.status, GroupClosed))


def block_opened(event: BlockOpened) -> Block:
    """Return a block of which nobody has picked up a room."""
    return Block(
        id=event.block,
        group=event.group,
        room_type=event.room_type,
        arrival=event.arrival,
        departure=event.departure,
        rooms=event.rooms,
        release_on=event.release_on,
        picked=(0,) * (event.departure - event.arrival).days,
        stays=(),
        status=BLOCK.start,
    )


def room_picked_up(block: Block, event: RoomPickedUp) -> Block:
    """Return the block with one room less on these nights, and the stay that has it."""
    taken = PickedUp(event.stay, event.arrival, event.departure)
    return attrs.evolve(
        block,
        status=BLOCK.after(block.status, RoomPickedUp),
        picked=_counted(block, event, 1),
        stays=tuple(sorted((*block.stays, taken), key=attrgetter("stay"))),
    )


def room_put_back(block: Block, event: RoomPutBack) -> Block:
    """Return the block with one room more on these nights, and without the stay."""
    return attrs.evolve(
        block,
        status=BLOCK.after(block.status, RoomPutBack),
        picked=_counted(block, event, -1),
        stays=tuple(taken for taken in block.stays if taken.stay != event.stay),
    )


def _counted(block: Block, event: RoomPickedUp | RoomPutBack, step: int) -> tuple[int, ...]:
    return tuple(
        count + step if event.arrival <= night < event.departure else count
        for night, count in zip(block.nights, block.picked, strict=True)
    )


def block_released(block: Block, _: BlockReleased) -> Block:
    """Return the block that holds nothing any more and still tells who had its rooms."""
    return attrs.evolve(block, status=BLOCK.after(block.status, BlockReleased))


def group_index(group: Group) -> Iterator[tuple[str, str]]:
    """An open group is found by its id; its name is no look-up."""
    if group.status is GroupStatus.OPEN:
        yield "group.open", group.id


def block_index(block: Block) -> Iterator[tuple[str, str]]:
    """A held block is found by its group and by its cut-off date."""
    if block.status is BlockStatus.HELD:
        yield "block.group", block.group
        if block.release_on is not None:
            yield "block.release", block.release_on.isoformat()


# fmt: off
DECIDE_GROUP = decisions(
    opens(OpenGroup,        open_group),
    case(CloseGroup,        close_group,         GROUP.permits(GroupClosed)),
)

EVOLVE_GROUP = evolutions(
    begins(GroupOpened,     group_opened),
    on(GroupClosed,         group_closed),
)

DECIDE_BLOCK = decisions(
    opens(OpenBlock,        open_block),
    case(PickUpRoom,        pick_up_room,        BLOCK.permits(RoomPickedUp),
                                                 asks("stay", picks_up_once),
                                                 asks("arrival", shares_a_night),
                                                 asks("departure", has_rooms_left)),
    case(PutBackRoom,       put_back_room,       asks("stay", has_picked_up)),
    case(ReleaseBlock,      release_block,       BLOCK.permits(BlockReleased)),
)

EVOLVE_BLOCK = evolutions(
    begins(BlockOpened,     block_opened),
    on(RoomPickedUp,        room_picked_up),
    on(RoomPutBack,         room_put_back),
    on(BlockReleased,       block_released),
)
# fmt: on

AGGREGATES = (
    Aggregate("group", Group, DECIDE_GROUP, EVOLVE_GROUP, group_index),
    Aggregate("block", Block, DECIDE_BLOCK, EVOLVE_BLOCK, block_index),
)
