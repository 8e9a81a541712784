"""What an event changes in a stay."""

from operator import attrgetter
from typing import Any

import attrs

from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.stays import events as ev
from axentra_core.stays.lifecycle import STAY
from axentra_core.stays.model import Exemption, Stay, StayStatus

_PLACES = {name: place for place, name in enumerate(attrs.fields_dict(Stay))}
_values = attrgetter(*_PLACES)


def _after(stay: Stay, event: object, **changes: Any) -> Stay:  # noqa: ANN401 - any field
    # The close of day moves every stay in house; `attrs.evolve` would double the cost.
    values = [*_values(stay)]
    values[_PLACES["status"]] = STAY.after(stay.status, type(event))
    for name, value in changes.items():
        values[_PLACES[name]] = value
    return Stay(*values)


def booked(event: ev.StayBooked) -> Stay:
    """Return the stay as it was booked."""
    return Stay(
        id=event.stay,
        confirmation=event.confirmation,
        guest=event.guest,
        room_type=event.room_type,
        taken_type=event.room_type,
        arrival=event.arrival,
        departure=event.departure,
        nights=event.nights,
        currency=event.currency,
        party=event.party,
        source=event.source,
        channel=event.channel,
        reference=event.reference,
        guarantee=event.guarantee,
        policy=event.policy,
        group=event.group,
        block=event.block,
        booked_on=event.business_date,
        status=STAY.start,
        taken_over=event.taken_over,
        purpose=event.purpose,
        rate_plan=event.rate_plan,
    )


def moved_on(stay: Stay, event: ev.StayWaitlisted | ev.StayConfirmed | ev.FeeDue) -> Stay:
    """Return the stay in its next status."""
    return _after(stay, event)


def taken_over(stay: Stay, event: ev.StayTakenOver) -> Stay:
    """Return the stay in its room, as the former system has left it."""
    return _after(
        stay,
        event,
        room=event.room,
        taken_type=event.room_type,
        checked_in_on=event.checked_in_on,
        posted_through=event.posted_through,
    )


def amended(stay: Stay, event: ev.StayAmended) -> Stay:
    """Return the stay as it is booked now; a late check-out was granted for its day alone."""
    return _after(
        stay,
        event,
        room_type=event.room_type,
        taken_type=event.taken_type,
        room=event.room,
        arrival=event.arrival,
        departure=event.departure,
        nights=event.nights,
        party=event.party,
        rate_plan=event.rate_plan or stay.rate_plan,
        leaves_at=stay.leaves_at if event.departure == stay.departure else None,
    )


def has_room(stay: Stay, event: ev.RoomAssigned) -> Stay:
    """Return the stay with the room that is set aside for it."""
    return _after(stay, event, room=event.room, taken_type=event.room_type)


def has_no_room(stay: Stay, event: ev.RoomUnassigned) -> Stay:
    """Return the stay without a room; any of the booked type will do."""
    return _after(stay, event, room=None, taken_type=stay.room_type)


def party_changed(stay: Stay, event: ev.PartyChanged) -> Stay:
    """Return the stay with those who sleep in the room."""
    return _after(stay, event, party=event.party)


def pre_checked_in(stay: Stay, event: ev.PreCheckedIn) -> Stay:
    """Return the stay with what the guest has told."""
    return _after(
        stay, event, expected_at=event.expected_at, party=event.party, wishes=event.wishes
    )


def grouped(stay: Stay, event: ev.GroupJoined) -> Stay:
    """Return the stay in its group."""
    return _after(stay, event, group=event.group)


def purposeful(stay: Stay, event: ev.PurposeTold) -> Stay:
    """Return the stay with what the guest is here for."""
    return _after(stay, event, purpose=event.purpose)


def packaged(stay: Stay, event: ev.PackagesAgreed) -> Stay:
    """Return the stay with what is sold together with its nights to come."""
    return _after(stay, event, packages=event.packages)


def exempted(stay: Stay, event: ev.ExemptionGranted) -> Stay:
    """Return the stay with one exemption more."""
    granted = Exemption(
        event.exemption, event.reason, event.evidence, event.occupant, event.granted_by
    )
    exemptions = (*stay.exemptions, granted)
    return _after(stay, event, exemptions=exemptions, exemptions_granted=event.exemption)


def not_exempted(stay: Stay, event: ev.ExemptionWithdrawn) -> Stay:
    """Return the stay without an exemption; the others keep their numbers."""
    left = tuple(one for one in stay.exemptions if one.number != event.exemption)
    return _after(stay, event, exemptions=left)


def given_up(stay: Stay, event: ev.StayCancelled | ev.StayNotShown) -> Stay:
    """Return the ended stay; its room is set aside no longer, and it shares none."""
    return _after(stay, event, room=None, taken_type=stay.room_type, shares=None)


def reinstated(stay: Stay, event: ev.StayReinstated) -> Stay:
    """Return the stay as it is booked again."""
    return _after(
        stay, event, arrival=event.arrival, nights=stay.nights[len(event.left_out) :], block=None
    )


def late(stay: Stay, event: ev.NightsMissed) -> Stay:
    """Return the stay with the nights that are left of it."""
    nights = stay.nights[len(event.left_out) :]
    return _after(stay, event, arrival=event.arrival, nights=nights)


def checked_in(stay: Stay, event: ev.StayCheckedIn) -> Stay:
    """Return the stay in its room."""
    return _after(
        stay,
        event,
        room=event.room,
        taken_type=event.room_type,
        checked_in_on=event.business_date,
    )


def check_in_reversed(stay: Stay, event: ev.CheckInReversed) -> Stay:
    """Return the stay as it was booked, with no room set aside."""
    return _after(stay, event, room=None, taken_type=stay.room_type, checked_in_on=None)


def moved(stay: Stay, event: ev.StayMoved | ev.RoomCorrected) -> Stay:
    """Return the stay in the other room."""
    return _after(stay, event, room=event.room, taken_type=event.room_type, shares=event.sharing)


def shared(stay: Stay, event: ev.RoomShared) -> Stay:
    """Return the stay with the one whose room it uses; the room set aside for it is given back."""
    if stay.status is StayStatus.IN_HOUSE:
        return _after(stay, event, shares=event.sharing)
    return _after(stay, event, shares=event.sharing, room=None, taken_type=stay.room_type)


def extended(stay: Stay, event: ev.StayExtended) -> Stay:
    """Return the stay with the added nights and no late check-out on its new last day."""
    nights = stay.nights + event.nights
    return _after(stay, event, departure=event.departure, nights=nights, leaves_at=None)


def shortened(stay: Stay, event: ev.StayShortened) -> Stay:
    """Return the stay without the nights that fall away, and no late check-out either."""
    kept = stay.nights[: len(stay.nights) - len(event.given_back)]
    return _after(stay, event, departure=event.departure, nights=kept, leaves_at=None)


def repriced(stay: Stay, event: ev.PricesChanged) -> Stay:
    """Return the stay with the other prices."""
    changed = {night.date: night for night in event.nights}
    nights = tuple(changed.get(night.date, night) for night in stay.nights)
    return _after(stay, event, nights=nights)


def leaves_late(stay: Stay, event: ev.LateCheckOutGranted) -> Stay:
    """Return the stay with the time until which the guest keeps the room."""
    return _after(stay, event, leaves_at=event.until)


def guest_session_opened(stay: Stay, event: ev.GuestSessionOpened) -> Stay:
    """Return the stay with one session more."""
    return _after(stay, event, sessions=event.session)


def posted(stay: Stay, event: ev.NightPosted | ev.DayUsePosted) -> Stay:
    """Return the stay with one night more that is charged, and the packages that came with it."""
    if not stay.packages:
        return _after(stay, event, posted_through=event.night)
    codes = (*stay.packages_begun, *(package.code for package in stay.packages))
    begun = tuple(dict.fromkeys(codes))
    return _after(stay, event, posted_through=event.night, packages_begun=begun)


def checked_out(stay: Stay, event: ev.StayCheckedOut) -> Stay:
    """Return the ended stay; it still tells which room it had."""
    return _after(stay, event, checked_out_on=event.business_date)


def check_out_reversed(stay: Stay, event: ev.CheckOutReversed) -> Stay:
    """Return the stay in house again."""
    return _after(stay, event, checked_out_on=None)


# fmt: off
STAY_EVOLVE = evolutions(
    begins(ev.StayBooked,         booked),
    on(ev.StayWaitlisted,         moved_on),
    on(ev.StayTakenOver,          taken_over),

    on(ev.StayConfirmed,          moved_on),
    on(ev.StayAmended,            amended),
    on(ev.RoomAssigned,           has_room),
    on(ev.RoomUnassigned,         has_no_room),
    on(ev.PreCheckedIn,           pre_checked_in),
    on(ev.GroupJoined,            grouped),
    on(ev.PurposeTold,            purposeful),
    on(ev.PackagesAgreed,         packaged),
    on(ev.ExemptionGranted,       exempted),
    on(ev.ExemptionWithdrawn,     not_exempted),
    on(ev.StayCancelled,          given_up),
    on(ev.StayNotShown,           given_up),
    on(ev.StayReinstated,         reinstated),
    on(ev.FeeDue,                 moved_on),

    on(ev.NightsMissed,           late),
    on(ev.StayCheckedIn,          checked_in),
    on(ev.CheckInReversed,        check_in_reversed),
    on(ev.StayMoved,              moved),
    on(ev.RoomCorrected,          moved),
    on(ev.RoomShared,             shared),
    on(ev.StayExtended,           extended),
    on(ev.StayShortened,          shortened),
    on(ev.PartyChanged,           party_changed),
    on(ev.PricesChanged,          repriced),
    on(ev.LateCheckOutGranted,    leaves_late),
    on(ev.GuestSessionOpened,     guest_session_opened),
    on(ev.NightPosted,            posted),
    on(ev.DayUsePosted,           posted),

    on(ev.StayCheckedOut,         checked_out),
    on(ev.CheckOutReversed,       check_out_reversed),
)
# fmt: on
