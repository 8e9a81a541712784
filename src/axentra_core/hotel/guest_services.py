"""What guests do themselves, and what the restaurant does with their orders."""

from collections.abc import Callable

from axentra_core.hotel import links, verbs
from axentra_core.hotel.charges import order_source
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.routing import bring_back
from axentra_core.hotel.sharing import sharers_of
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput
from axentra_core.restaurant import (
    AcceptOrder,
    CancelOrder,
    DeliverOrder,
    Order,
    OrderLine,
    PlaceOrder,
)
from axentra_core.rooms import (
    ClearRequest,
    DeclineService,
    GuestAccess,
    GuestRequest,
    RequestMakeUp,
    Room,
    SetDoNotDisturb,
)
from axentra_core.stays import OpenGuestSession, Stay, StayStatus


def open_guest_session(unit: Unit, verb: verbs.OpenGuestSession) -> None:
    """Let whoever scanned a room's link act for the stay in it, if they know its stay code.

    Every refusal reads the same, so that nobody can find out which part was wrong.
    """
    keys, own_id = unit.outside.keys, unit.property.id
    if keys is None:
        raise HotelRefusal("hotel.keys_missing")
    sticker = links.sticker_of(keys, own_id, verb.link)
    room: Room | None = unit.get("room", sticker.room) if sticker else None
    if sticker is None or room is None or room.stay is None or not room.opens_by(sticker.number):
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
    cancel = CancelOrder(verb.order, verb.reason)
    if refusal := unit.refusal_of(cancel):
        raise refusal
    order: Order = unit.need("order", verb.order)
    # What other bills have taken over is at home again before it is taken back there.
    unit.act(*bring_back(unit, order.stay, order_source(order.id)))
    unit.act(cancel)


def do_not_disturb(unit: Unit, verb: verbs.DoNotDisturb) -> None:
    """Hang out the do-not-disturb sign, or take it in."""
    _wish(unit, verb, SetDoNotDisturb, GuestRequest.DO_NOT_DISTURB)


def make_up_room(unit: Unit, verb: verbs.MakeUpRoom) -> None:
    """Ask for the room to be made up, or take that back."""
    _wish(unit, verb, RequestMakeUp, GuestRequest.MAKE_UP_ROOM)


def decline_service(unit: Unit, verb: verbs.DeclineService) -> None:
    """Ask that nobody cleans the room today, or take that back."""
    _wish(unit, verb, DeclineService, GuestRequest.SERVICE_DECLINED)


def _wish(
    unit: Unit,
    verb: verbs.DoNotDisturb | verbs.MakeUpRoom | verbs.DeclineService,
    ask: Callable[[str, str], object],
    request: GuestRequest,
) -> None:
    """Express a wish, or take it back; another one that has replaced it stands."""
    number, stay = _room_of(unit, verb.stay)
    room: Room = unit.need("room", number)
    if verb.active:
        unit.act(ask(number, stay))
    elif room.request is request:
        unit.act(ClearRequest(number, stay))


def _room_of(unit: Unit, stay_id: str) -> tuple[str, str]:
    """Return the room a guest lives in, and the stay it is registered for."""
    stay: Stay = unit.need("stay", stay_id)
    if stay.status is not StayStatus.IN_HOUSE or stay.room is None:
        if unit.context.actor.kind == "guest":
            raise HotelRefusal("hotel.link_refused")
        raise HotelRefusal("hotel.not_in_house", stay=stay_id)
    return stay.room, stay.shares or stay.id
