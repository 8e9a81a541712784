"""What the front desk does with bookings, before the guest arrives."""

from collections.abc import Sequence
from datetime import date

from axentra_core.folio import CloseFolio, Folio, PutOnAccount, ReopenFolio
from axentra_core.groups import Block, Group, GroupStatus, PickUpRoom
from axentra_core.groups import CloseGroup as EndGroup
from axentra_core.groups import OpenBlock as KeepRooms
from axentra_core.groups import OpenGroup as BeginGroup
from axentra_core.groups import ReleaseBlock as GiveBackRooms
from axentra_core.guests import CorrectGuest as CorrectProfile
from axentra_core.guests import RegisterGuest
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import fee_source, own_money
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.routing import take_back
from axentra_core.hotel.sharing import (
    booked_into,
    insist_on_shared_nights,
    insist_on_unblocked,
    living_in,
)
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money
from axentra_core.kernel.sealed import Sealed, seal, words_of
from axentra_core.stays import (
    AgreePackages,
    AmendStay,
    AssignRoom,
    Book,
    CancelStay,
    ConfirmStay,
    FeeKind,
    GrantExemption,
    JoinGroup,
    MarkNoShow,
    NightPrice,
    Package,
    PreCheckIn,
    ReinstateStay,
    Source,
    Stay,
    TellPurpose,
    UnassignRoom,
    WithdrawExemption,
    slices,
)


def reserve(unit: Unit, verb: verbs.Reserve) -> None:
    """Book a stay for a known guest or a new one."""
    unit.property.rooms.type(verb.room_type)
    guest = verb.guest or unit.new_id("guest")
    if verb.guest is not None:
        unit.need("guest", guest)
        if {verb.name, verb.mail, verb.phone} != {None}:
            raise InvalidInput.because("value.conflict", path="guest", one="guest", other="name")
    elif verb.name is None:
        raise InvalidInput.because("field.required", path="name")
    group = verb.group if verb.block is None else _group_of(unit, verb.block, verb)
    source, channel = _origin(unit, verb)
    nights = priced_nights(unit, verb.arrival, verb.departure, verb.prices)
    policy = None if verb.policy is None else unit.property.stays.policy(verb.policy)
    packages = _packages(unit, verb.packages)
    if group is not None:
        _open_group(unit, group)
    if verb.name is not None and verb.guest is None:
        unit.act(
            RegisterGuest(guest, *sealed_profile(unit, guest, verb.name, verb.mail, verb.phone))
        )
    stay = verb.stay or unit.new_id("stay")
    unit.act(
        Book(
            stay,
            stay,
            guest,
            verb.room_type,
            verb.arrival,
            verb.departure,
            nights,
            verb.party,
            source,
            channel,
            verb.reference,
            verb.guarantee,
            policy,
            group,
            verb.block,
            verb.waitlisted,
            unit.settings,
            purpose=verb.purpose,
            rate_plan=verb.rate_plan,
        )
    )
    if packages:
        unit.act(AgreePackages(stay, packages))
    if verb.block is not None:
        unit.act(PickUpRoom(verb.block, stay, verb.arrival, verb.departure))


def _packages(unit: Unit, codes: Sequence[str]) -> tuple[Package, ...]:
    """Return packages of the property.

    Raises:
        InvalidInput: ``value.not_listed``.
    """
    found = []
    for place, code in enumerate(codes):
        try:
            found.append(unit.property.stays.package(code))
        except InvalidInput as error:
            raise error.under(f"packages[{place}]") from None
    return tuple(found)


def _origin(unit: Unit, verb: verbs.Reserve) -> tuple[Source, str | None]:
    """Return which way the booking came; what a channel books came through that channel."""
    actor = unit.context.actor
    if actor.kind == "channel" and verb.channel is None:
        return Source.CHANNEL, actor.id
    return verb.source, verb.channel


def _group_of(unit: Unit, block_id: str, verb: verbs.Reserve) -> str:
    """Return the group of a block, and insist on a room of its type by night for that group."""
    block: Block = unit.need("block", block_id)
    for wrong, other in (
        (verb.waitlisted, "waitlisted"),
        (verb.room_type != block.room_type, "room_type"),
        (verb.group not in {None, block.group}, "group"),
        (verb.arrival == verb.departure, "departure"),
    ):
        if wrong:
            raise InvalidInput.because("value.conflict", path="block", one="block", other=other)
    return block.group


def priced_nights(
    unit: Unit, arrival: date, departure: date, prices: Sequence[Money]
) -> tuple[NightPrice, ...]:
    """Return the nights of a stay with their prices in the property's money.

    Raises:
        InvalidInput: ``date.order``, ``list.length``, or as `own_money`.
    """
    try:
        nights = list(slices(arrival, departure))
    except InvalidInput as error:
        raise error.under("departure") from None
    if len(prices) != len(nights):
        raise InvalidInput.because(
            "list.length", path="prices", got=len(prices), low=len(nights), high=len(nights)
        )
    own = [own_money(unit, price, f"prices[{i}]") for i, price in enumerate(prices)]
    return tuple(map(NightPrice, nights, own))


def correct_guest(unit: Unit, verb: verbs.CorrectGuest) -> None:
    """Correct what is known of a guest."""
    sealed = sealed_profile(unit, verb.guest, verb.name, verb.mail, verb.phone)
    unit.act(CorrectProfile(verb.guest, *sealed))


def sealed_profile(
    unit: Unit, guest: str, name: str, mail: str | None, phone: str | None
) -> tuple[Sealed, Sealed | None, Sealed | None]:
    """Return a guest's name, mail and phone as they may be stored."""
    cipher = unit.outside.cipher
    return (
        seal(cipher, guest, name, words_of(name)),
        None if mail is None else seal(cipher, guest, mail, [mail.casefold()]),
        None if phone is None else seal(cipher, guest, phone),
    )


def confirm_stay(unit: Unit, verb: verbs.ConfirmStay) -> None:
    """Take a stay off the waitlist; the inventory refuses it while there is no room."""
    unit.act(ConfirmStay(verb.stay))


def amend_stay(unit: Unit, verb: verbs.AmendStay) -> None:
    """Book a stay anew that has not begun."""
    stay: Stay = unit.need("stay", verb.stay)
    arrival, departure = verb.arrival or stay.arrival, verb.departure or stay.departure
    room_type = verb.room_type or stay.room_type
    unit.property.rooms.type(room_type)
    if verb.prices is not None:
        nights = priced_nights(unit, arrival, departure, verb.prices)
    elif (arrival, departure) == (stay.arrival, stay.departure):
        nights = tuple(
            NightPrice(night.date, Money(night.price, stay.currency)) for night in stay.nights
        )
    else:
        raise InvalidInput.because("field.required", path="prices")
    party = stay.party if verb.party is None else verb.party
    unit.act(AmendStay(verb.stay, room_type, arrival, departure, nights, party, verb.rate_plan))
    insist_on_shared_nights(unit, verb.stay)


def assign_room(unit: Unit, verb: verbs.AssignRoom) -> None:
    """Set a room aside for an arriving guest."""
    room = unit.property.rooms.room(verb.room)
    stay: Stay = unit.need("stay", verb.stay)
    insist_on_unblocked(unit, verb.room, stay.arrival, stay.departure, stay.id)
    others = (*booked_into(unit, verb.room, verb.stay), *living_in(unit, verb.room))
    unit.act(AssignRoom(verb.stay, verb.room, room.type, verb.upgrade, others))


def unassign_room(unit: Unit, verb: verbs.UnassignRoom) -> None:
    """Give the room back that was set aside."""
    unit.act(UnassignRoom(verb.stay))


def pre_check_in(unit: Unit, verb: verbs.PreCheckIn) -> None:
    """Note what the guest tells before the arrival."""
    stay: Stay = unit.need("stay", verb.stay)
    wishes = verb.wishes and seal(unit.outside.cipher, stay.guest, verb.wishes)
    unit.act(PreCheckIn(verb.stay, verb.expected_at, verb.party, wishes or None))


def tell_purpose(unit: Unit, verb: verbs.TellPurpose) -> None:
    """Note what the guest is here for."""
    unit.act(TellPurpose(verb.stay, verb.purpose))


def agree_packages(unit: Unit, verb: verbs.AgreePackages) -> None:
    """Agree on what is sold together with the nights to come."""
    unit.act(AgreePackages(verb.stay, _packages(unit, verb.packages)))


def grant_exemption(unit: Unit, verb: verbs.GrantExemption) -> None:
    """Note why a tax is not owed, and on what evidence."""
    stay: Stay = unit.need("stay", verb.stay)
    evidence = seal(unit.outside.cipher, stay.guest, verb.evidence)
    unit.act(GrantExemption(verb.stay, verb.reason, evidence, verb.occupant))


def withdraw_exemption(unit: Unit, verb: verbs.WithdrawExemption) -> None:
    """Note that a tax is owed after all."""
    unit.act(WithdrawExemption(verb.stay, verb.exemption, verb.reason))


def cancel_stay(unit: Unit, verb: verbs.CancelStay) -> None:
    """Take a booking back; a fee that is owed stays on the bill as a receivable."""
    unit.act(CancelStay(verb.stay, verb.reason, verb.waive_fee))
    leave_the_bill(unit, verb.stay, "cancellation fee")


def mark_no_show(unit: Unit, verb: verbs.MarkNoShow) -> None:
    """Note that the guest has not come."""
    unit.act(MarkNoShow(verb.stay, waive_fee=verb.waive_fee))
    leave_the_bill(unit, verb.stay, "no-show fee")


def leave_the_bill(unit: Unit, stay: str, reason: str) -> None:
    """End the bill of a guest who will not come; what is on it stays open on account.

    Args:
        unit: does it.
        stay: whose bill.
        reason: what is owed for; of money paid in advance the bill says that it is paid back.
    """
    folio: Folio = unit.need("folio", stay)
    if not folio.owed:
        unit.act(CloseFolio(stay))
    else:
        unit.act(PutOnAccount(stay, None, reason if folio.owed > 0 else "to be paid back"))


def reinstate_stay(unit: Unit, verb: verbs.ReinstateStay) -> None:
    """Book a cancelled stay or a no-show again; its fee is taken back unless it is kept."""
    unit.act(ReinstateStay(verb.stay), ReopenFolio(verb.stay, verb.reason))
    if not verb.keep_fee:
        for kind in (FeeKind.CANCELLATION, FeeKind.NO_SHOW):
            take_back(unit, verb.stay, fee_source(kind), verb.reason)


# Groups


def open_group(unit: Unit, verb: verbs.OpenGroup) -> None:
    """Begin a group with its master bill."""
    unit.act(BeginGroup(verb.group or unit.new_id("group"), verb.name))


def close_group(unit: Unit, verb: verbs.CloseGroup) -> None:
    """End a group, with whatever it still holds; nobody of it is expected or in house."""
    if members := unit.find("stay.group", verb.group):
        stays = ", ".join(stay for _, stay in members)
        raise HotelRefusal("hotel.group_in_use", group=verb.group, stays=stays)
    for _, block in unit.find("block.group", verb.group):
        unit.act(GiveBackRooms(block))
    unit.act(EndGroup(verb.group))


def join_group(unit: Unit, verb: verbs.JoinGroup) -> None:
    """Count a stay to an open group, or to none."""
    if verb.group is not None:
        _open_group(unit, verb.group)
    unit.act(JoinGroup(verb.stay, verb.group))


def open_block(unit: Unit, verb: verbs.OpenBlock) -> None:
    """Keep rooms back for an open group."""
    unit.property.rooms.type(verb.room_type)
    _open_group(unit, verb.group)
    unit.act(
        KeepRooms(
            verb.block or unit.new_id("block"),
            verb.group,
            verb.room_type,
            verb.arrival,
            verb.departure,
            verb.rooms,
            verb.release_on,
        )
    )


def release_block(unit: Unit, verb: verbs.ReleaseBlock) -> None:
    """Give back what nobody has picked up."""
    unit.act(GiveBackRooms(verb.block))


def _open_group(unit: Unit, group_id: str) -> None:
    group: Group = unit.need("group", group_id)
    if group.status is GroupStatus.CLOSED:
        raise HotelRefusal("hotel.group_closed", group=group_id)
