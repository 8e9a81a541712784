"""What guests do themselves, and what the restaurant does with their orders."""

from axentra_core.hotel import links, verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.sharing import sharers_of
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput
from axentra_core.restaurant import AcceptOrder, CancelOrder, DeliverOrder, OrderLine, PlaceOrder
from axentra_core.rooms import ClearRequest, GuestAccess, RequestMakeUp, Room, SetDoNotDisturb
from axentra_core.stays import OpenGuestSession, Stay, StayStatus


def open_guest_session(unit: Unit, verb: verbs.OpenGuestSession) -> None:
    """Let whoever scanned a room's link act for the stay in it, if they know its stay code.

    Every refusal reads the same, so that nobody can find out which part was wrong.
    """
    keys, own_id = unit.outside.keys, unit.property.id
    if keys is None:
        raise HotelRefusal("hotel.keys_missing")
    number = links.room_of(keys, own_id, verb.link)
    room: Room | None = unit.get("room", number) if number else None
    if room is None or room.stay is None:
        raise HotelRefusal("hotel.link_refused")
    stay: str | None = room.stay
    if unit.property.rooms.guest_access is GuestAccess.STAY_CODE:
        sharers = sharers_of(unit, room.stay)
        there = (sharer.id for sharer in sharers if sharer.status is StayStatus.IN_HOUSE)
        lives_there = (room.stay, *there)
        code = verb.stay_code or ""
        stay = next(
            (one for one in lives_there if links.is_stay_code(keys, own_id, one, code)), None
        )
    if stay is None:
        raise HotelRefusal("hotel.link_refused")
    unit.act(OpenGuestSession(stay))


def order_room_service(unit: Unit, verb: verbs.OrderRoomService) -> None:
    """Order from the menu; the charge enters the bill in the same commit."""
    lines = []
    for index, wanted in enumerate(verb.items):
        try:
            item = unit.property.menu.orderable(wanted.item)
        except InvalidInput as error:
            raise error.under(f"items[{index}]") from None
        lines.append(
            OrderLine(item.code, item.name, wanted.quantity, item.price, item.transaction_code)
        )
    room, _ = _room_of(unit, verb.stay)
    unit.act(PlaceOrder(unit.new_id("order"), verb.stay, room, tuple(lines), unit.settings))


def accept_order(unit: Unit, verb: verbs.AcceptOrder) -> None:
    """The kitchen takes the order."""
    unit.act(AcceptOrder(verb.order))


def deliver_order(unit: Unit, verb: verbs.DeliverOrder) -> None:
    """The order is with the guest."""
    unit.act(DeliverOrder(verb.order))


def cancel_order(unit: Unit, verb: verbs.CancelOrder) -> None:
    """Take an order back, and its charges with it."""
    unit.act(CancelOrder(verb.order, verb.reason))


def do_not_disturb(unit: Unit, verb: verbs.DoNotDisturb) -> None:
    """Hang out the do-not-disturb sign, or take it in."""
    ask = SetDoNotDisturb if verb.active else ClearRequest
    unit.act(ask(*_room_of(unit, verb.stay)))


def make_up_room(unit: Unit, verb: verbs.MakeUpRoom) -> None:
    """Ask for the room to be made up."""
    unit.act(RequestMakeUp(*_room_of(unit, verb.stay)))


def _room_of(unit: Unit, stay_id: str) -> tuple[str, str]:
    """Return the room a guest lives in, and the stay it is registered for."""
    stay: Stay = unit.need("stay", stay_id)
    if stay.status is not StayStatus.IN_HOUSE or stay.room is None:
        if unit.context.actor.kind == "guest":
            raise HotelRefusal("hotel.link_refused")
        raise HotelRefusal("hotel.not_in_house", stay=stay_id)
    return stay.room, stay.shares or stay.id
