"""What guests leave behind: kept, returned, handed over, done away with."""

from axentra_core.hotel import verbs
from axentra_core.hotel.unit import Unit
from axentra_core.housekeeping import DisposeItem, HandOverItem, RegisterFoundItem, ReturnItem
from axentra_core.kernel.sealed import seal


def register_found_item(unit: Unit, verb: verbs.RegisterFoundItem) -> None:
    """Keep something that a guest has left behind."""
    if verb.room is not None:
        unit.property.rooms.room(verb.room)
    if verb.stay is not None:
        unit.need("stay", verb.stay)
    item = unit.new_id("found_item")
    unit.act(RegisterFoundItem(item, verb.description, verb.room, verb.stay, verb.storage))


def return_found_item(unit: Unit, verb: verbs.ReturnFoundItem) -> None:
    """Give it to its owner, whose name is sealed under the item's own id."""
    receiver = seal(unit.outside.cipher, f"found-{verb.found_item}", verb.to)
    unit.act(ReturnItem(verb.found_item, receiver, verb.how))


def hand_over_found_item(unit: Unit, verb: verbs.HandOverFoundItem) -> None:
    """Give it to an authority."""
    unit.act(HandOverItem(verb.found_item, verb.to, verb.reason))


def dispose_of_found_item(unit: Unit, verb: verbs.DisposeOfFoundItem) -> None:
    """Do away with it."""
    unit.act(DisposeItem(verb.found_item, verb.reason))
