"""What the front desk does with a guest, from the arrival to the departure."""

from collections.abc import Callable, Iterator, Sequence

from axentra_core.hotel import verbs
from axentra_core.hotel.applications import apply_at_check_out
from axentra_core.hotel.bookings import priced_nights
from axentra_core.hotel.charges import own_money, own_money_if
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.settlement import bill_companies
from axentra_core.hotel.sharing import (
    booked_by_room,
    booked_into,
    hand_over,
    insist_on_shared_nights,
    insist_on_unblocked,
    sharers_of,
    unfinished_work,
)
from axentra_core.hotel.tax_corrections import correct_taxes
from axentra_core.hotel.unit import REFUSALS, Unit
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.kernel.errors import AxentraError, Reasons
from axentra_core.rooms import (
    Candidate,
    Condition,
    HandOverRoom,
    OccupyRoom,
    ReleaseRoom,
    RoomSetup,
    VacateRoom,
    choose,
)
from axentra_core.stays import (
    ChangeParty,
    ChangePrices,
    CheckIn,
    CheckOut,
    CorrectRoom,
    ExtendStay,
    GrantLateCheckOut,
    MoveStay,
    NightPrice,
    ReverseCheckIn,
    ReverseCheckOut,
    RoomUse,
    ShareRoom,
    ShortenStay,
    Stay,
    StayStatus,
)

AS_IT_IS = Condition.DIRTY


# Arrival


def check_in(unit: Unit, verb: verbs.CheckIn) -> None:
    """Begin the stay and occupy its room (seed: the room is marked "Occupied")."""
    stay: Stay = unit.need("stay", verb.stay)
    if stay.shares is not None:
        _join_the_room(unit, stay, stay.shares)
        return
    if refusal := unit.reason_against("stay", stay.id, CheckIn):
        raise refusal
    number = verb.room or stay.room or _best_room(unit, stay)
    room = unit.property.rooms.room(number)
    others = booked_into(unit, number, stay.id)
    unit.act(
        # Whoever assigned a room of another type has decided on the upgrade.
        CheckIn(stay.id, number, room.type, verb.upgrade or number == stay.room, others),
        _occupy(unit, number, stay, verb.override),
    )


def _join_the_room(unit: Unit, stay: Stay, shares: str) -> None:
    owner: Stay = unit.need("stay", shares)
    if owner.status is not StayStatus.IN_HOUSE or owner.room is None:
        raise HotelRefusal("hotel.owner_not_in_house", stay=stay.id, owner=owner.id)
    unit.act(CheckIn(stay.id, owner.room, owner.taken_type, upgrade=True))


def _occupy(unit: Unit, number: str, stay: Stay, override: str | None) -> OccupyRoom:
    tasks, ready_from = unfinished_work(unit, number), unit.property.rooms.ready_from
    return OccupyRoom(number, stay.id, ready_from, tasks, override, stay.departure)


def _best_room(unit: Unit, stay: Stay) -> str:
    own = unit.property.rooms
    choice = choose(own, rooms_for(unit, stay, own.of_type(stay.room_type)))
    if choice.best is not None:
        return choice.best
    refusals = (refusal for _, refusal in choice.refused)
    raise HotelRefusal("hotel.no_room_ready", type=stay.room_type, why=Reasons(refusals))


def rooms_for(window: Window, stay: Stay, rooms: Sequence[RoomSetup]) -> Iterator[Candidate]:
    """Yield rooms and what stands against giving each of them to a stay that arrives."""
    blocking: dict[str, list[str]] = {}
    for number, task in window.find("task.blocking", "", HIGHEST):
        blocking.setdefault(number, []).append(task)
    assigned = booked_by_room(window)
    window.load(*(("room", room.number) for room in rooms))
    for room in rooms:
        number, ready_from = room.number, window.property.rooms.ready_from
        others = tuple(use for use in assigned.get(number, ()) if use.stay != stay.id)
        tasks = tuple(blocking.get(number, ()))
        yield Candidate(
            window.need("room", number),
            window.refusal_of(OccupyRoom(number, stay.id, ready_from, tasks, until=stay.departure))
            or window.refusal_of(CheckIn(stay.id, number, room.type, others=others)),
        )


def reverse_check_in(unit: Unit, verb: verbs.ReverseCheckIn) -> None:
    """Take a check-in back; the room is as it was, unless the guest has used it."""
    stay: Stay = unit.need("stay", verb.stay)
    charged = unit.need("folio", verb.stay).charged
    unit.act(ReverseCheckIn(verb.stay, verb.reason))
    if charged:
        raise HotelRefusal("hotel.folio_not_empty", stay=verb.stay, charged=charged)
    if in_room := [one.id for one in sharers_of(unit, verb.stay) if one.room is not None]:
        raise HotelRefusal("hotel.room_still_shared", stay=verb.stay, sharers=", ".join(in_room))
    if stay.shares is None:
        room = _room(stay)
        unit.act(_vacate(unit, room, stay.id) if verb.used else ReleaseRoom(room, stay.id))


def _room(stay: Stay) -> str:
    if stay.room is None:
        raise HotelRefusal("hotel.not_in_house", stay=stay.id)
    return stay.room


def _vacate(unit: Unit, room: str, stay: str) -> VacateRoom:
    return VacateRoom(room, stay, unit.property.rooms.checkout_policy, unit.settings)


# In house


def move_room(unit: Unit, verb: verbs.MoveRoom) -> None:
    """Give the guest, and whoever shares the room, another one."""
    stay: Stay = unit.need("stay", verb.stay)
    room = unit.property.rooms.room(verb.room)
    others = booked_into(unit, verb.room, stay.id)
    unit.act(MoveStay(stay.id, verb.room, room.type, verb.reason, verb.upgrade, others))
    if stay.shares is None:
        unit.act(*_follow(unit, stay, verb.room, verb.reason), _vacate(unit, _room(stay), stay.id))
    unit.act(_occupy(unit, verb.room, stay, verb.override))


def _follow(unit: Unit, stay: Stay, room: str, reason: str) -> Iterator[MoveStay]:
    """Yield the moves of those who live in the room with the stay."""
    type_ = unit.property.rooms.room(room).type
    for sharer in sharers_of(unit, stay.id):
        if sharer.status is StayStatus.IN_HOUSE:
            yield MoveStay(sharer.id, room, type_, reason, upgrade=True, sharing=stay.id)


def swap_rooms(unit: Unit, verb: verbs.SwapRooms) -> None:
    """Let two guests exchange their rooms."""
    one, other = (unit.need("stay", stay) for stay in (verb.stay, verb.other))
    pairs = [(one, _room(other)), (other, _room(one))]
    for stay, number in pairs:
        room = unit.property.rooms.room(number)
        others = booked_into(unit, number, one.id, other.id)
        unit.act(MoveStay(stay.id, number, room.type, verb.reason, verb.upgrade, others))
        unit.act(*_follow(unit, stay, number, verb.reason))
    unit.act(*(_vacate(unit, _room(stay), stay.id) for stay, _ in pairs))
    for stay, number in pairs:
        unit.act(_occupy(unit, number, stay, verb.reason))


def correct_room(unit: Unit, verb: verbs.CorrectRoom) -> None:
    """Note the room the guest is in; nobody has used the one that was noted."""
    stay: Stay = unit.need("stay", verb.stay)
    room = unit.property.rooms.room(verb.room)
    others = booked_into(unit, verb.room, stay.id)
    # The guest is there already, whether a room of that type was left or not.
    unit.has_happened_outside = True
    unit.act(CorrectRoom(stay.id, verb.room, room.type, verb.reason, others))
    for sharer in sharers_of(unit, stay.id):
        if sharer.status is StayStatus.IN_HOUSE:
            unit.act(CorrectRoom(sharer.id, verb.room, room.type, verb.reason, sharing=stay.id))
    if stay.shares is None:
        unit.act(ReleaseRoom(_room(stay), stay.id))
    unit.act(OccupyRoom(verb.room, stay.id, AS_IT_IS))


def share_room(unit: Unit, verb: verbs.ShareRoom) -> None:
    """Let a guest who has not arrived use the room of another stay, or none of another's."""
    stay: Stay = unit.need("stay", verb.stay)
    if stay.status is StayStatus.IN_HOUSE:
        raise HotelRefusal("hotel.share_before_check_in", stay=stay.id)
    if verb.sharing is not None and verb.sharing != stay.id:
        owner: Stay = unit.need("stay", verb.sharing)
        if owner.status not in {StayStatus.BOOKED, StayStatus.IN_HOUSE}:
            raise HotelRefusal("hotel.owner_not_in_house", stay=stay.id, owner=owner.id)
        if owner.shares is not None or sharers_of(unit, stay.id):
            raise HotelRefusal("hotel.share_in_a_chain", stay=stay.id, owner=owner.id)
    unit.act(ShareRoom(stay.id, verb.sharing))
    insist_on_shared_nights(unit, stay.id)


def hand_over_room(unit: Unit, verb: verbs.HandOverRoom) -> None:
    """Register a shared room for another one who lives in it."""
    stay: Stay = unit.need("stay", verb.stay)
    to: Stay = unit.need("stay", verb.to)
    if to.shares != stay.id or to.status is not StayStatus.IN_HOUSE:
        raise HotelRefusal("hotel.not_sharing", stay=verb.stay, to=verb.to)
    unit.act(
        *hand_over(unit, stay.id, to.id),
        ShareRoom(stay.id, to.id),
        HandOverRoom(_room(stay), stay.id, to.id),
    )
    insist_on_shared_nights(unit, to.id)


def extend_stay(unit: Unit, verb: verbs.ExtendStay) -> None:
    """Let the guest stay longer, in the same room if nobody else has it."""
    stay: Stay = unit.need("stay", verb.stay)
    nights: tuple[NightPrice, ...] = ()
    if verb.departure > stay.departure:
        nights = priced_nights(unit, stay.departure, verb.departure, verb.prices)
    others: tuple[RoomUse, ...] = ()
    if stay.room is not None and stay.shares is None:
        others = booked_into(unit, stay.room, stay.id)
        insist_on_unblocked(unit, stay.room, stay.departure, verb.departure, stay.id)
    unit.act(ExtendStay(stay.id, verb.departure, nights, others))
    insist_on_shared_nights(unit, stay.id)


def shorten_stay(unit: Unit, verb: verbs.ShortenStay) -> None:
    """Let the guest leave sooner."""
    unit.act(ShortenStay(verb.stay, verb.departure, own_money_if(unit, verb.fee, "fee")))
    insist_on_shared_nights(unit, verb.stay)


def change_party(unit: Unit, verb: verbs.ChangeParty) -> None:
    """Correct who sleeps in the room."""
    unit.act(ChangeParty(verb.stay, verb.party))


def change_prices(unit: Unit, verb: verbs.ChangePrices) -> None:
    """Agree on other prices."""
    nights = (
        NightPrice(night.date, own_money(unit, night.price, f"nights[{place}].price"))
        for place, night in enumerate(verb.nights)
    )
    unit.act(ChangePrices(verb.stay, tuple(nights)))


def grant_late_check_out(unit: Unit, verb: verbs.GrantLateCheckOut) -> None:
    """Let the guest keep the room longer on the day of departure."""
    unit.act(GrantLateCheckOut(verb.stay, verb.until, own_money_if(unit, verb.fee, "fee")))


# Departure


def check_out(unit: Unit, verb: verbs.CheckOut) -> None:
    """End the stay; its bill closes or stays on account, its room is vacated (seed: Checkout).

    Deposits pay first what the guest owes, and what companies pay is billed to them.
    """
    sharers = tuple(sharer.id for sharer in sharers_of(unit, verb.stay))
    leave = CheckOut(verb.stay, verb.settlement, verb.due, verb.reason, sharers)
    if refusal := unit.refusal_of(leave):
        raise refusal
    apply_at_check_out(unit, verb.stay)
    bill_companies(unit, verb.stay, verb.override)
    unit.act(leave)


def depart_early(unit: Unit, verb: verbs.DepartEarly) -> None:
    """Shorten the stay to today and end it."""
    fee = own_money_if(unit, verb.fee, "fee")
    unit.act(ShortenStay(verb.stay, unit.context.business_date, fee))
    # A shorter stay may owe another tax, and the bill is closed with the stay.
    correct_taxes(unit)
    leave = (verb.stay, verb.settlement, verb.due, verb.reason, verb.override)
    check_out(unit, verbs.CheckOut(*leave))


def reverse_check_out(unit: Unit, verb: verbs.ReverseCheckOut) -> None:
    """Take a check-out back; the guest has the room again, as it was left."""
    stay: Stay = unit.need("stay", verb.stay)
    take_back = ReverseCheckOut(verb.stay, verb.reason)
    if refusal := unit.refusal_of(take_back):
        raise refusal
    if stay.shares is None:
        # The guest is in the room before anything follows from their being back.
        unit.act(take_back, OccupyRoom(_room(stay), stay.id, AS_IT_IS))
        return
    unit.act(take_back)
    owner: Stay = unit.need("stay", stay.shares)
    if (owner.status, owner.room, owner.shares) != (StayStatus.IN_HOUSE, stay.room, None):
        raise HotelRefusal("hotel.owner_not_in_house", stay=stay.id, owner=owner.id)


# Groups


def check_in_group(unit: Unit, verb: verbs.CheckInGroup) -> None:
    """Check in everybody of a group who is due."""
    today = unit.context.business_date

    def is_due(stay: Stay) -> bool:
        return stay.status is StayStatus.BOOKED and stay.arrival <= today

    _each_of(unit, verb.group, is_due, lambda stay: check_in(unit, verbs.CheckIn(stay.id)))


def check_out_group(unit: Unit, verb: verbs.CheckOutGroup) -> None:
    """Check out everybody of a group who is due out."""
    today = unit.context.business_date

    def is_due(stay: Stay) -> bool:
        return stay.status is StayStatus.IN_HOUSE and stay.departure <= today

    _each_of(unit, verb.group, is_due, lambda stay: check_out(unit, verbs.CheckOut(stay.id)))


def _each_of(
    unit: Unit, group: str, is_due: Callable[[Stay], bool], act: Callable[[Stay], None]
) -> None:
    """Do something for all who are due, those who have a room before those who share one.

    On leaving it is the other way round, for nobody leaves before those who live in their room.
    """
    unit.need("group", group)
    members = [stay for _, stay in unit.find("stay.group", group)]
    unit.load(*(("stay", stay) for stay in members))
    due: list[Stay] = list(filter(is_due, (unit.need("stay", stay) for stay in members)))
    if not due:
        raise HotelRefusal("hotel.group_nobody_due", group=group)
    leaving = due[0].status is StayStatus.IN_HOUSE
    refusals: list[AxentraError] = []
    for stay in sorted(due, key=lambda stay: (stay.shares is not None) is not leaving):
        try:
            act(stay)
        except REFUSALS as refusal:
            refusals.append(refusal)
    if refusals:
        raise HotelRefusal("hotel.group_refused", group=group, why=Reasons(refusals))
