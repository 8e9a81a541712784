"""The two letters by which a room board shows a room."""

from collections.abc import Mapping
from types import MappingProxyType

from axentra_core.rooms.model import Condition, Occupancy

# fmt: off
BOARD: Mapping[tuple[Occupancy, Condition], str] = MappingProxyType({
    (Occupancy.VACANT,    Condition.CLEAN):      "VC",
    (Occupancy.VACANT,    Condition.DIRTY):      "VD",
    (Occupancy.VACANT,    Condition.INSPECTED):  "VI",
    (Occupancy.OCCUPIED,  Condition.CLEAN):      "OC",
    (Occupancy.OCCUPIED,  Condition.DIRTY):      "OD",
    (Occupancy.OCCUPIED,  Condition.INSPECTED):  "OI",
})
# fmt: on


def board_code(occupancy: Occupancy, condition: Condition) -> str:
    """Return the board code of a room, such as ``VC``: a view of two axes, never stored."""
    return BOARD[occupancy, condition]
