"""The rules of an inventory: the rooms of one type taken in one month."""

from calendar import monthrange
from collections.abc import Iterator

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import asks, begins, case, decisions, evolutions, on, opens
from axentra_core.stays.availability import Cell
from axentra_core.stays.events import InventoryOpened, RoomsCounted
from axentra_core.stays.messages import CountRooms, OpenInventory
from axentra_core.stays.model import Inventory, NightChange
from axentra_core.stays.refusals import StayRefusal


def of_its_month(inventory: Inventory, command: CountRooms, _: Context) -> StayRefusal | None:
    """A night is counted in the inventory of its own month."""
    for change in command.changes:
        if change.night.replace(day=1) != inventory.month:
            return StayRefusal(
                "inventory.other_month",
                inventory=inventory.id,
                month=inventory.month,
                night=change.night,
            )
    return None


def not_below_zero(inventory: Inventory, command: CountRooms, _: Context) -> StayRefusal | None:
    """Only what was taken is given back."""
    for change, cell in _counted(inventory, command):
        if min(cell.sold, cell.held, cell.waitlisted, cell.out) < 0:
            return StayRefusal(
                "inventory.below_zero", room_type=inventory.room_type, night=change.night
            )
    return None


def has_rooms(inventory: Inventory, command: CountRooms, _: Context) -> StayRefusal | None:
    """Nothing is sold beyond the rooms there are and the declared overbooking.

    What a channel has sold already is kept, and giving back is possible however much was sold.
    """
    if command.already_sold:
        return None
    lacking = [(change, cell) for change, cell in _taken(inventory, command) if cell.oversold]
    if not lacking:
        return None
    change, cell = lacking[0]
    return StayRefusal(
        "inventory.sold_out",
        room_type=inventory.room_type,
        night=change.night.isoformat(),
        rest=cell.rest + change.taken,
        nights=", ".join(change.night.isoformat() for change, _ in lacking),
    )


def _taken(inventory: Inventory, command: CountRooms) -> Iterator[tuple[NightChange, Cell]]:
    """Yield the changes by which fewer rooms are left, each with its night as it is afterwards."""
    for change, cell in _counted(inventory, command):
        if change.taken > 0:
            yield change, cell


def _counted(inventory: Inventory, command: CountRooms) -> Iterator[tuple[NightChange, Cell]]:
    for change, capacity in zip(command.changes, command.capacity, strict=True):
        place = change.night.day - 1
        yield (
            change,
            Cell(
                capacity,
                command.overbooking,
                inventory.sold[place] + change.sold,
                inventory.held[place] + change.held,
                inventory.waitlisted[place] + change.waitlisted,
                inventory.out[place] + change.out,
            ),
        )


def open_inventory(command: OpenInventory, _: Context) -> list[InventoryOpened]:
    """Begin to count a room type in a month, whichever day of it is named."""
    month = command.month.replace(day=1)
    return [InventoryOpened(command.inventory, command.room_type, month)]


def count_rooms(inventory: Inventory, command: CountRooms, _: Context) -> list[RoomsCounted]:
    """Count rooms that are taken and given back; no event follows where nothing changes."""
    changes = tuple(change for change in command.changes if change != NightChange(change.night))
    if not changes:
        return []
    oversold = max((cell.oversold for _, cell in _taken(inventory, command)), default=0)
    return [RoomsCounted(inventory.id, inventory.room_type, changes, oversold)]


def opened(event: InventoryOpened) -> Inventory:
    """Return an inventory in which nothing is taken."""
    _, days = monthrange(event.month.year, event.month.month)
    none = (0,) * days
    return Inventory(
        id=event.inventory,
        room_type=event.room_type,
        month=event.month,
        sold=none,
        held=none,
        waitlisted=none,
        out=none,
    )


def counted(inventory: Inventory, event: RoomsCounted) -> Inventory:
    """Return the inventory after the changes."""
    sold, held = list(inventory.sold), list(inventory.held)
    waitlisted, out = list(inventory.waitlisted), list(inventory.out)
    for change in event.changes:
        place = change.night.day - 1
        sold[place] += change.sold
        held[place] += change.held
        waitlisted[place] += change.waitlisted
        out[place] += change.out
    # Every booking, change and cancellation comes through here; `attrs.evolve` would cost more.
    return Inventory(
        inventory.id,
        inventory.room_type,
        inventory.month,
        tuple(sold),
        tuple(held),
        tuple(waitlisted),
        tuple(out),
    )


# fmt: off
INVENTORY_DECIDE = decisions(
    opens(OpenInventory,  open_inventory),
    case(CountRooms,      count_rooms,      asks("changes", of_its_month),
                                            asks("changes", not_below_zero),
                                            asks("changes", has_rooms)),
)

INVENTORY_EVOLVE = evolutions(
    begins(InventoryOpened,  opened),
    on(RoomsCounted,         counted),
)
# fmt: on
