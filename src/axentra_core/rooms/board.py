"""The codes by which a room board shows a room: a view of its axes, never stored."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from axentra_core.rooms.model import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Occupancy,
    Room,
    Sign,
    Turndown,
)

# fmt: off
BOARD: Mapping[tuple[Occupancy, Condition], str] = MappingProxyType({
    (Occupancy.VACANT,    Condition.DIRTY):      "VD",
    (Occupancy.VACANT,    Condition.PICKUP):     "VP",
    (Occupancy.VACANT,    Condition.CLEAN):      "VC",
    (Occupancy.VACANT,    Condition.INSPECTED):  "VCI",
    (Occupancy.OCCUPIED,  Condition.DIRTY):      "OD",
    (Occupancy.OCCUPIED,  Condition.PICKUP):     "OP",
    (Occupancy.OCCUPIED,  Condition.CLEAN):      "OC",
    (Occupancy.OCCUPIED,  Condition.INSPECTED):  "OCI",
})

BLOCKED: Mapping[BlockKind, str] = MappingProxyType({
    BlockKind.OUT_OF_ORDER:        "OOO",
    BlockKind.OUT_OF_SERVICE:      "OOS",
    BlockKind.HOUSE_USE:           "HU",
    BlockKind.OFFICE_USE:          "OU",
    BlockKind.UNDER_CONSTRUCTION:  "UC",
    BlockKind.HOLD:                "HOLD",
})

REQUESTS: Mapping[GuestRequest, str] = MappingProxyType({
    GuestRequest.NONE:              "",
    GuestRequest.DO_NOT_DISTURB:    "DND",
    GuestRequest.MAKE_UP_ROOM:      "MUR",
    GuestRequest.SERVICE_DECLINED:  "RS",
})

LOCKS: Mapping[Door, str] = MappingProxyType({
    Door.NORMAL:         "",
    Door.DOUBLE_LOCKED:  "DL",
})

SEEN: Mapping[Sign, str] = MappingProxyType({
    Sign.NONE:           "",
    Sign.SLEEP_OUT:      "SO",
    Sign.LIGHT_LUGGAGE:  "LL",
    Sign.NO_LUGGAGE:     "NL",
})

TURNDOWNS: Mapping[Turndown, str] = MappingProxyType({
    Turndown.NOT_REQUIRED:  "",
    Turndown.REQUIRED:      "TD",
    Turndown.COMPLETED:     "TDC",
})

# The short words of the trade, which manuals have printed the wrong way round.
ALIASES: Mapping[Discrepancy, str] = MappingProxyType({
    Discrepancy.NONE:                   "",
    Discrepancy.OCCUPIED_WITHOUT_STAY:  "SLEEP",
    Discrepancy.VACANT_WITH_STAY:       "SKIP",
    Discrepancy.PERSON_COUNT:           "PERSON",
})
# fmt: on

LINEN_CHANGE, DUE_OUT, EXPECTED_ARRIVAL = "LC", "DO", "EA"


def board_code(room: Room, day: date) -> str:
    """Return the one code that stands for a room on a day, such as ``VC`` or ``OOO``.

    A block stands for a vacant room; whoever lives in a blocked one is what matters.
    """
    block = room.block_on(day)
    if block is not None and room.occupancy is Occupancy.VACANT:
        return BLOCKED[block.kind]
    return BOARD[room.occupancy, room.condition]


def board_codes(
    room: Room, day: date, *, due_out: bool = False, arriving: bool = False
) -> tuple[str, ...]:
    """Return every code of a room on a day: the one that stands for it, then what else is to know.

    Args:
        room: the room as it is.
        day: the day that the board shows.
        due_out: its guest leaves on that day.
        arriving: a guest is expected in it on that day.
    """
    block = room.block_on(day)
    first = board_code(room, day)
    codes = (
        first,
        "" if block is None or BLOCKED[block.kind] == first else BLOCKED[block.kind],
        REQUESTS[room.request],
        LOCKS[room.door],
        SEEN[room.sign],
        TURNDOWNS[room.turndown],
        LINEN_CHANGE if room.linen_due else "",
        DUE_OUT if due_out else "",
        EXPECTED_ARRIVAL if arriving else "",
        ALIASES[room.discrepancy],
    )
    return tuple(filter(None, codes))
