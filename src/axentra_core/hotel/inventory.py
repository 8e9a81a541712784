"""How what stays, group blocks and blocked rooms take of the house reaches the inventory.

Whatever a verb has done, the rooms taken before and after it are compared at its end, so no act
can forget to take or to give back, and a cancelled stay gives back exactly what it had taken.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from axentra_core.groups import Block
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import Window
from axentra_core.rooms import BLOCKS, Room
from axentra_core.stays import (
    Availability,
    Column,
    CountRooms,
    OpenInventory,
    Stay,
    Taking,
    changes,
    counted,
    inventory_id,
    takes,
)


def sold_to(stay: Stay) -> tuple[Taking, ...]:
    """Return the nights on which a stay takes a room."""
    taking = takes(stay)
    return () if taking is None else (taking,)


def held_by(block: Block) -> tuple[Taking, ...]:
    """Return the rooms that a block keeps back for its group."""
    return (Taking(Column.HELD, block.room_type, block.arrival, block.held),)


def out_of(room: Room) -> tuple[Taking, ...]:
    """Return the nights on which a room is out of inventory."""
    return tuple(
        Taking(Column.OUT, room.type, block.first, (1,) * (block.until - block.first).days)
        for block in room.blocks
        if BLOCKS[block.kind].leaves_inventory
    )


TAKES: Final[Mapping[str, Callable[[Any], tuple[Taking, ...]]]] = {
    "stay": sold_to,
    "block": held_by,
    "room": out_of,
}


def count_rooms(unit: Unit) -> None:
    """Take what stays, groups and blocks take now and did not before; give back the rest.

    What has been sold outside is kept, even where there is no room for it.
    """
    before: list[Taking] = []
    after: list[Taking] = []
    for kind, takings_of in TAKES.items():
        for was, now in unit.changed(kind):
            took = () if was is None else takings_of(was)
            takes_now = takings_of(now)
            if took != takes_now:
                before += took
                after += takes_now
    if not before and not after:
        return
    # A block that has ended is forgotten, but not that its nights were out of inventory.
    today = unit.need("house", unit.property.id).business_date
    for inventory, nights in changes(_ahead(before, today), _ahead(after, today)).items():
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


def rooms_of(window: Window, first: date, nights: int, types: Sequence[str]) -> Availability:
    """Return the rooms of some types on consecutive nights, as the inventory has counted them.

    Raises:
        InvalidInput: `first` is no date, or `nights` is not 1 to 1,000.
    """
    # A table of nothing refuses what no table can be made of.
    table = Availability.of(first, nights, {}, {}, ())
    starts = dict.fromkeys((first + timedelta(at)).replace(day=1) for at in range(table.nights))
    months = [("inventory", inventory_id(code, month)) for code in types for month in starts]
    window.load(*months)
    counted_so_far = (window.get(*month) for month in months)
    rooms = window.property.rooms
    return Availability.of(
        first,
        nights,
        {code: rooms.capacity(code) for code in types},
        {code: rooms.overbooking_of(code) for code in types},
        (taking for month in counted_so_far if month for taking in counted(month)),
    )


def _ahead(takings: Iterable[Taking], today: date) -> list[Taking]:
    """Return takings in which blocked rooms take only the nights from today on."""
    return [
        Taking(one.column, one.room_type, today, one.rooms[(today - one.first).days :])
        if one.column is Column.OUT and one.first < today
        else one
        for one in takings
    ]
