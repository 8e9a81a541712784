"""The rules of a found item: what a guest has left behind, and who has it now."""

from collections.abc import Iterator

import attrs

from axentra_core.housekeeping import events as ev
from axentra_core.housekeeping import messages
from axentra_core.housekeeping.lifecycle import FOUND_ITEM
from axentra_core.housekeeping.model import FoundItem, ItemStatus
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import begins, case, decisions, evolutions, on, opens


def register(command: messages.RegisterFoundItem, context: Context) -> list[ev.ItemRegistered]:
    """Keep an item; who registers it has found it."""
    return [
        ev.ItemRegistered(
            command.found_item,
            command.description,
            command.room,
            command.stay,
            command.storage,
            context.actor.id,
            context.business_date,
        )
    ]


def give_back(item: FoundItem, command: messages.ReturnItem, _: Context) -> list[ev.ItemReturned]:
    """Give the item to its owner, or to whom the owner has sent."""
    return [ev.ItemReturned(item.id, command.to, command.how)]


def hand_over(
    item: FoundItem, command: messages.HandOverItem, _: Context
) -> list[ev.ItemHandedOver]:
    """Give the item to an authority."""
    return [ev.ItemHandedOver(item.id, command.to, command.reason)]


def dispose(item: FoundItem, command: messages.DisposeItem, _: Context) -> list[ev.ItemDisposed]:
    """Give the item up."""
    return [ev.ItemDisposed(item.id, command.reason)]


def registered(event: ev.ItemRegistered) -> FoundItem:
    """Return the item as it is kept."""
    return FoundItem(
        id=event.found_item,
        description=event.description,
        found_on=event.business_date,
        found_by=event.found_by,
        room=event.room,
        stay=event.stay,
        storage=event.storage,
        status=FOUND_ITEM.start,
        receiver=None,
    )


def returned(item: FoundItem, event: ev.ItemReturned) -> FoundItem:
    """Return the item with who has it now."""
    status = FOUND_ITEM.after(item.status, type(event))
    return attrs.evolve(item, status=status, receiver=event.to)


def gone(item: FoundItem, event: ev.ItemHandedOver | ev.ItemDisposed) -> FoundItem:
    """Return the item as one that the house keeps no longer."""
    return attrs.evolve(item, status=FOUND_ITEM.after(item.status, type(event)))


def found_item_index(item: FoundItem) -> Iterator[tuple[str, str]]:
    """An item is found by its room for ever, and by the date it was found on while it is kept."""
    if item.room is not None:
        yield "found_item.room", item.room
    if item.status is ItemStatus.KEPT:
        yield "found_item.kept", item.found_on.isoformat()


# fmt: off
FOUND_ITEM_DECIDE = decisions(
    opens(messages.RegisterFoundItem,   register),
    case(messages.ReturnItem,           give_back,   FOUND_ITEM.permits(ev.ItemReturned)),
    case(messages.HandOverItem,         hand_over,   FOUND_ITEM.permits(ev.ItemHandedOver)),
    case(messages.DisposeItem,          dispose,     FOUND_ITEM.permits(ev.ItemDisposed)),
)

FOUND_ITEM_EVOLVE = evolutions(
    begins(ev.ItemRegistered,   registered),
    on(ev.ItemReturned,         returned),
    on(ev.ItemHandedOver,       gone),
    on(ev.ItemDisposed,         gone),
)
# fmt: on
