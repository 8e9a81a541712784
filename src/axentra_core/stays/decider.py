"""The rules of a stay: what a command decides, and the tables of both aggregates."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO
from axentra_core.stays import events as ev
from axentra_core.stays import evolution, guards, messages, package_guards
from axentra_core.stays.evolution import STAY_EVOLVE
from axentra_core.stays.inventory import INVENTORY_DECIDE, INVENTORY_EVOLVE
from axentra_core.stays.lifecycle import STAY
from axentra_core.stays.model import (
    FeeKind,
    Inventory,
    Night,
    NightPrice,
    Stay,
    StayStatus,
)
from axentra_core.stays.policy import cancellation_fee, no_show_fee

Events = list[Any]


def book(command: messages.Book, context: Context) -> Events:
    """Take a booking that arrives on the business date or later; it may have to wait."""
    if refusal := guards.arrival_ahead(command.stay, command.arrival, context):
        raise refusal
    booked = _booked(command, context)
    return [booked, ev.StayWaitlisted(command.stay)] if command.waitlisted else [booked]


def take_over(command: messages.TakeOverStay, context: Context) -> Events:
    """Take over a guest who is in house, once every night that is over is charged."""
    booked = _booked(command.booking, context)
    taken = ev.StayTakenOver(
        command.stay,
        command.room,
        command.room_type,
        command.checked_in_on,
        command.posted_through,
    )
    stay = evolution.taken_over(evolution.booked(booked), taken)
    for stands_against in (guards.has_arrived, guards.none_in_advance, guards.is_posted):
        if refusal := stands_against(stay, context):
            raise refusal
    return [booked, taken]


def _booked(command: messages.Book, context: Context) -> ev.StayBooked:
    return ev.StayBooked(
        command.stay,
        command.confirmation,
        command.guest,
        command.room_type,
        command.arrival,
        command.departure,
        _nights(command.nights),
        command.nights[0].price.currency.code,
        command.party,
        command.source,
        command.channel,
        command.reference,
        command.guarantee,
        command.policy,
        command.group,
        command.block,
        command.settings,
        context.business_date,
        command.taken_over,
        command.purpose,
        command.rate_plan,
    )


def _nights(nights: Iterable[NightPrice]) -> tuple[Night, ...]:
    return tuple(Night(night.date, night.price.amount) for night in nights)


# Before the arrival


def confirm(stay: Stay, _: messages.ConfirmStay, _context: Context) -> Events:
    """Take the stay off the waitlist."""
    return [ev.StayConfirmed(stay.id)]


def amend(stay: Stay, command: messages.AmendStay, _: Context) -> Events:
    """Book the stay anew; nothing happens when it is the same."""
    nights = _nights(command.nights)
    now = (command.room_type, command.arrival, command.departure)
    moved = now != (stay.room_type, stay.arrival, stay.departure)
    rate_plan = None if command.rate_plan == stay.rate_plan else command.rate_plan
    same = (nights, command.party) == (stay.nights, stay.party) and rate_plan is None
    if same and not moved:
        return []
    room, taken_type = (None, command.room_type) if moved else (stay.room, stay.taken_type)
    return [
        ev.StayAmended(
            stay.id,
            command.room_type,
            taken_type,
            room,
            command.arrival,
            command.departure,
            nights,
            command.party,
            rate_plan,
        )
    ]


def assign_room(stay: Stay, command: messages.AssignRoom, _: Context) -> Events:
    """Set the room aside, instead of another one that was; the same again changes nothing."""
    if command.room == stay.room:
        return []
    return [ev.RoomAssigned(stay.id, command.room, command.room_type)]


def unassign_room(stay: Stay, _: messages.UnassignRoom, _context: Context) -> Events:
    """Give the assigned room back."""
    return [ev.RoomUnassigned(stay.id, _room(stay))]


def pre_check_in(stay: Stay, command: messages.PreCheckIn, _: Context) -> Events:
    """Note what the guest has told; what they leave out stays as it was."""
    told = ev.PreCheckedIn(
        stay.id,
        command.expected_at or stay.expected_at,
        command.party or stay.party,
        command.wishes or stay.wishes,
    )
    known = (stay.expected_at, stay.party, stay.wishes)
    return [] if (told.expected_at, told.party, told.wishes) == known else [told]


def join_group(stay: Stay, command: messages.JoinGroup, _: Context) -> Events:
    """Count the stay to a group; nothing happens when it belongs to it already."""
    return [] if command.group == stay.group else [ev.GroupJoined(stay.id, command.group)]


def tell_purpose(stay: Stay, command: messages.TellPurpose, _: Context) -> Events:
    """Note what the guest is here for; nothing happens when it is known."""
    same = command.purpose == stay.purpose
    return [] if same else [ev.PurposeTold(stay.id, command.purpose)]


def agree_packages(stay: Stay, command: messages.AgreePackages, context: Context) -> Events:
    """Note what comes with the nights to come; nothing happens when it is the same."""
    if command.packages == stay.packages:
        return []
    return [ev.PackagesAgreed(stay.id, command.packages, context.actor.id)]


def grant_exemption(stay: Stay, command: messages.GrantExemption, context: Context) -> Events:
    """Note the exemption under the next number."""
    return [
        ev.ExemptionGranted(
            stay.id,
            stay.exemptions_granted + 1,
            command.reason,
            command.evidence,
            command.occupant,
            context.actor.id,
            context.business_date,
        )
    ]


def withdraw_exemption(stay: Stay, command: messages.WithdrawExemption, context: Context) -> Events:
    """Note that the guest is not exempt."""
    return [
        ev.ExemptionWithdrawn(stay.id, command.exemption, command.reason, context.business_date)
    ]


def cancel(stay: Stay, command: messages.CancelStay, context: Context) -> Events:
    """Take the booking back for the agreed fee; who waits for a room pays none."""
    days_before = max(0, (stay.arrival - context.business_date).days)
    waits = stay.status is StayStatus.WAITLISTED
    agreed = ZERO if waits else cancellation_fee(stay.policy, stay.nights, days_before)
    waived, fee = (agreed, ZERO) if command.waive_fee else (ZERO, agreed)
    return [
        ev.StayCancelled(stay.id, command.reason, context.business_date, waived),
        *_fee(stay, FeeKind.CANCELLATION, Money(fee, stay.currency), context),
    ]


def mark_no_show(stay: Stay, command: messages.MarkNoShow, context: Context) -> Events:
    """Note that the guest has not come, for the agreed fee."""
    agreed = no_show_fee(stay.policy, stay.nights)
    waived, fee = (agreed, ZERO) if command.waive_fee else (ZERO, agreed)
    return [
        ev.StayNotShown(stay.id, context.business_date, waived),
        *_fee(stay, FeeKind.NO_SHOW, Money(fee, stay.currency), context),
    ]


def reinstate(stay: Stay, _: messages.ReinstateStay, context: Context) -> Events:
    """Book it again; a guest who comes late has the nights that are left."""
    left_out = _over(stay, context)
    arrival = max(stay.arrival, context.business_date) if left_out else stay.arrival
    return [ev.StayReinstated(stay.id, arrival, left_out)]


def _over(stay: Stay, context: Context) -> tuple[Night, ...]:
    today = context.business_date
    return tuple(night for night in stay.nights if night.date < today and not stay.is_day_use)


def _fee(stay: Stay, kind: FeeKind, fee: Money | None, context: Context) -> Events:
    if fee is None or not fee.amount:
        return []
    return [ev.FeeDue(stay.id, kind, fee.amount, stay.currency, context.business_date)]


# Arrival and stay


def check_in(stay: Stay, command: messages.CheckIn, context: Context) -> Events:
    """Give the guest the room; who comes late has the nights that are left."""
    today = context.business_date
    arrived = ev.StayCheckedIn(stay.id, command.room, command.room_type, today)
    left_out = _over(stay, context)
    return [ev.NightsMissed(stay.id, today, left_out), arrived] if left_out else [arrived]


def reverse_check_in(stay: Stay, command: messages.ReverseCheckIn, context: Context) -> Events:
    """Take the check-in back."""
    return [ev.CheckInReversed(stay.id, _room(stay), command.reason, context.business_date)]


def move(stay: Stay, command: messages.MoveStay, context: Context) -> Events:
    """Give the guest the other room."""
    return [
        ev.StayMoved(
            stay.id,
            _room(stay),
            command.room,
            command.room_type,
            command.sharing,
            command.reason,
            context.business_date,
        )
    ]


def correct_room(stay: Stay, command: messages.CorrectRoom, context: Context) -> Events:
    """Note the room that the guest is in."""
    return [
        ev.RoomCorrected(
            stay.id,
            _room(stay),
            command.room,
            command.room_type,
            command.sharing,
            command.reason,
            context.business_date,
        )
    ]


def share_room(stay: Stay, command: messages.ShareRoom, _: Context) -> Events:
    """Note whose room the stay uses; nothing happens when it does already."""
    return [] if command.sharing == stay.shares else [ev.RoomShared(stay.id, command.sharing)]


def extend(stay: Stay, command: messages.ExtendStay, _: Context) -> Events:
    """Add the nights."""
    return [ev.StayExtended(stay.id, command.departure, _nights(command.nights))]


def shorten(stay: Stay, command: messages.ShortenStay, context: Context) -> Events:
    """Give the nights from the new departure on back."""
    given_back = tuple(night for night in stay.nights if night.date >= command.departure)
    return [
        ev.StayShortened(stay.id, command.departure, given_back),
        *_fee(stay, FeeKind.EARLY_DEPARTURE, command.fee, context),
    ]


def change_prices(stay: Stay, command: messages.ChangePrices, _: Context) -> Events:
    """Note the prices that are others than before."""
    changed = tuple(
        night for night in _nights(command.nights) if stay.price_of(night.date) != night.price
    )
    return [ev.PricesChanged(stay.id, changed)] if changed else []


def change_party(stay: Stay, command: messages.ChangeParty, _: Context) -> Events:
    """Note who sleeps in the room."""
    return [] if command.party == stay.party else [ev.PartyChanged(stay.id, command.party)]


def grant_late_check_out(
    stay: Stay, command: messages.GrantLateCheckOut, context: Context
) -> Events:
    """Note until when the guest keeps the room."""
    return [
        ev.LateCheckOutGranted(stay.id, command.until),
        *_fee(stay, FeeKind.LATE_CHECK_OUT, command.fee, context),
    ]


def open_guest_session(stay: Stay, _: messages.OpenGuestSession, __: Context) -> Events:
    """Open the next session of the stay."""
    return [ev.GuestSessionOpened(stay.id, stay.sessions + 1, _room(stay))]


def post_night(stay: Stay, command: messages.PostNight, _: Context) -> Events:
    """Charge the night with its packages, or the day of a day use, at the agreed price."""
    price, night = stay.price_of(command.night), command.night
    what = (stay.id, night, price, stay.currency, _room(stay), stay.room_type)
    if stay.is_day_use:
        return [ev.DayUsePosted(*what)]
    return [ev.NightPosted(*what, stay.split_of(night).parts)]


# Departure


def check_out(stay: Stay, command: messages.CheckOut, context: Context) -> Events:
    """Let the guest go and free the room."""
    return [
        ev.StayCheckedOut(
            stay.id,
            _room(stay),
            command.settlement,
            command.due,
            command.reason,
            context.business_date,
        )
    ]


def reverse_check_out(stay: Stay, command: messages.ReverseCheckOut, context: Context) -> Events:
    """Take the check-out back."""
    return [ev.CheckOutReversed(stay.id, _room(stay), command.reason, context.business_date)]


def _room(stay: Stay) -> str:
    # Only a stay that was given a room gets here.
    return cast("str", stay.room)


def reference_value(channel: str | None, reference: str) -> str:
    """Return by what a stay is found under the number of whoever has sent it."""
    return f"{channel or ''} {reference}"


def index(stay: Stay) -> Iterator[tuple[str, str]]:
    """A stay is found by its number and guest, and by what its status makes of it."""
    yield "stay.confirmation", stay.confirmation
    yield "stay.guest", stay.guest
    if stay.reference is not None:
        yield "stay.reference", reference_value(stay.channel, stay.reference)
    if stay.status is StayStatus.WAITLISTED:
        yield "stay.waitlist", stay.arrival.isoformat()
    elif stay.status is StayStatus.BOOKED:
        yield "stay.due_in", stay.arrival.isoformat()
        if stay.room is not None and stay.shares is None:
            yield "stay.assigned", stay.room
    elif stay.status is StayStatus.IN_HOUSE:
        yield "stay.in_house", stay.departure.isoformat()
        if stay.shares is None:
            yield "stay.room", _room(stay)
    else:
        return
    if stay.group is not None:
        yield "stay.group", stay.group
    if stay.shares is not None:
        yield "stay.shares", stay.shares


# fmt: off
STAY_DECIDE = decisions(
    opens(messages.Book,              book),
    opens(messages.TakeOverStay,      take_over),

    case(messages.ConfirmStay,        confirm,           STAY.permits(ev.StayConfirmed),
                                                         guards.has_nights_left),
    case(messages.AmendStay,          amend,             STAY.permits(ev.StayAmended),
                                                         asks("arrival", guards.arrives_ahead),
                                                         asks("nights", guards.same_currency),
                                                         asks("nights", package_guards.fit_anew)),
    case(messages.AssignRoom,         assign_room,       STAY.permits(ev.RoomAssigned),
                                                         asks("room", guards.of_booked_type),
                                                         asks("room", guards.room_is_free)),
    case(messages.UnassignRoom,       unassign_room,     STAY.permits(ev.RoomUnassigned),
                                                         guards.has_room),
    case(messages.PreCheckIn,         pre_check_in,      STAY.permits(ev.PreCheckedIn),
                                                         asks("party", package_guards.fit_party)),
    case(messages.JoinGroup,          join_group,        STAY.permits(ev.GroupJoined)),
    case(messages.TellPurpose,        tell_purpose,      STAY.permits(ev.PurposeTold)),
    case(messages.AgreePackages,      agree_packages,    STAY.permits(ev.PackagesAgreed),
                                                         asks("packages", package_guards.fit)),
    case(messages.GrantExemption,     grant_exemption,   STAY.permits(ev.ExemptionGranted),
                                                         asks("occupant", guards.is_of_the_party),
                                                         asks("reason", guards.is_not_exempt_yet)),
    case(messages.WithdrawExemption,  withdraw_exemption, STAY.permits(ev.ExemptionWithdrawn),
                                                         asks("exemption", guards.is_exempt)),
    case(messages.CancelStay,         cancel,            STAY.permits(ev.StayCancelled),
                                                         asks("waive_fee", guards.may_waive)),
    case(messages.MarkNoShow,         mark_no_show,      STAY.permits(ev.StayNotShown),
                                                         asks("at_close", guards.arrival_is_over),
                                                         asks("waive_fee", guards.may_waive)),
    case(messages.ReinstateStay,      reinstate,         STAY.permits(ev.StayReinstated),
                                                         guards.has_nights_left,
                                                         package_guards.fit_what_is_left),

    case(messages.CheckIn,            check_in,          STAY.permits(ev.StayCheckedIn),
                                                         guards.has_arrived,
                                                         guards.has_nights_left,
                                                         package_guards.fit_what_is_left,
                                                         asks("room", guards.of_booked_type),
                                                         asks("room", guards.room_is_free)),
    case(messages.ReverseCheckIn,     reverse_check_in,  STAY.permits(ev.CheckInReversed),
                                                         guards.came_today,
                                                         guards.nothing_posted),
    case(messages.MoveStay,           move,              STAY.permits(ev.StayMoved),
                                                         asks("room", guards.another_room),
                                                         asks("room", guards.of_booked_type),
                                                         asks("room", guards.room_is_free),
                                                         asks("sharing", guards.other_than_itself)),
    case(messages.CorrectRoom,        correct_room,      STAY.permits(ev.RoomCorrected),
                                                         asks("room", guards.another_room),
                                                         asks("room", guards.room_is_free),
                                                         asks("sharing", guards.other_than_itself)),
    case(messages.ShareRoom,          share_room,        STAY.permits(ev.RoomShared),
                                                         asks("sharing", guards.other_than_itself)),
    case(messages.ExtendStay,         extend,            STAY.permits(ev.StayExtended),
                                                         asks("departure", guards.leaves_later),
                                                         asks("nights", guards.the_added_nights),
                                                         asks("nights", guards.same_currency),
                                                         asks("nights", package_guards.fit_added),
                                                         asks("departure", guards.room_stays_free)),
    case(messages.ShortenStay,        shorten,           STAY.permits(ev.StayShortened),
                                                         asks("departure", guards.leaves_sooner),
                                                         asks("fee", guards.fee_in_currency)),
    case(messages.ChangeParty,        change_party,      STAY.permits(ev.PartyChanged),
                                                         asks("party", package_guards.fit_party)),
    case(messages.ChangePrices,       change_prices,     STAY.permits(ev.PricesChanged),
                                                         asks("nights", guards.changeable),
                                                         asks("nights", guards.same_currency),
                                                         asks("nights", package_guards.fit_prices)),
    case(messages.GrantLateCheckOut,  grant_late_check_out,
                                                         STAY.permits(ev.LateCheckOutGranted),
                                                         asks("fee", guards.fee_in_currency)),
    case(messages.OpenGuestSession,   open_guest_session, STAY.permits(ev.GuestSessionOpened)),
    case(messages.PostNight,          post_night,        STAY.permits(ev.NightPosted),
                                                         asks("night", guards.is_booked),
                                                         asks("night", guards.is_unposted),
                                                         asks("night", guards.is_due)),

    case(messages.CheckOut,           check_out,         STAY.permits(ev.StayCheckedOut),
                                                         guards.departs_now,
                                                         guards.is_posted,
                                                         asks("sharers", guards.nobody_left_behind),
                                                         asks("settlement",
                                                              guards.may_leave_owing)),
    case(messages.ReverseCheckOut,    reverse_check_out, STAY.permits(ev.CheckOutReversed),
                                                         guards.left_today),
)

AGGREGATES = (
    Aggregate("stay",       Stay,       STAY_DECIDE,       STAY_EVOLVE,       index),
    Aggregate("inventory",  Inventory,  INVENTORY_DECIDE,  INVENTORY_EVOLVE),
)
# fmt: on
