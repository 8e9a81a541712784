"""How what stays and blocks take of the house reaches the inventory: by difference, nowhere else.

Whatever a verb has done, the rooms taken before and after it are compared at its end, so no act
can forget to take or to give back, and a cancelled stay gives back exactly what it had taken.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from axentra_core.groups import Block
from axentra_core.hotel.unit import Unit
from axentra_core.stays import (
    Column,
    CountRooms,
    OpenInventory,
    Taking,
    changes,
    takes,
)


def held_by(block: Block) -> Taking | None:
    """Return the rooms that a block keeps back for its group."""
    return Taking(Column.HELD, block.room_type, block.arrival, block.held)


TAKES: Final[Mapping[str, Callable[[Any], Taking | None]]] = {"stay": takes, "block": held_by}


def count_rooms(unit: Unit) -> None:
    """Take the rooms that stays and blocks take now and did not before; give back the others.

    What has been sold outside is kept, even where there is no room for it.
    """
    before: list[Taking] = []
    after: list[Taking] = []
    for kind, taking_of in TAKES.items():
        for was, now in unit.changed(kind):
            took = None if was is None else taking_of(was)
            takes_now = taking_of(now)
            if took != takes_now:
                before += () if took is None else (took,)
                after += () if takes_now is None else (takes_now,)
    for inventory, nights in changes(before, after).items():
        room_type = inventory.rpartition(".")[0]
        if unit.get("inventory", inventory) is None:
            unit.act(OpenInventory(inventory, room_type, nights[0].night.replace(day=1)))
        rooms = unit.property.rooms
        unit.act(
            CountRooms(
                inventory,
                nights,
                (rooms.capacity(room_type),) * len(nights),
                rooms.overbooking_of(room_type),
                unit.has_happened_outside,
            )
        )
