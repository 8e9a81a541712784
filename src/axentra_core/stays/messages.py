"""Commands to a stay and to the inventory of rooms; the events that follow stand in `events`."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated

from axentra_core.kernel.checks import Count, Day, WallTime, checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.stays.model import (
    MOST_ROOMS,
    CancellationPolicy,
    Guarantee,
    NightChange,
    NightPrice,
    Reference,
    RoomUse,
    Settlement,
    Source,
    slices,
)
from axentra_core.stays.packages import Package, twice
from axentra_core.stays.party import Occupant

MOST_OCCUPANTS = 99

Capacity = Annotated[int, whole(0, MOST_ROOMS)]
Overbooking = Annotated[int, whole(0, 99)]


@checked
class Book:
    """Book a room type for consecutive nights, or for one day (*reservasi*).

    Attributes:
        confirmation: the number the guest is told.
        guest: whose profile it is booked under.
        arrival: first night.
        departure: day after the last night; the same day for day use.
        nights: every night in order, in one currency; of day use its one day.
        party: who sleeps in the room, from 1 to 99.
        source: which way the booking came.
        channel: code of the channel, exactly when it came through one.
        reference: the number under which the one who sent the booking knows it.
        guarantee: what stands behind it.
        policy: what cancelling it or not coming costs.
        group: the group it belongs to.
        block: the block of rooms it is picked up from.
        waitlisted: it waits until a room becomes free, and takes none.
        settings: version of the property's settings it was priced by.
        taken_over: it was booked in a former system.
        purpose: what the guest comes for, where a tax asks for it.
        rate_plan: code of the rate plan it is sold under.
    """

    stay: Id
    confirmation: Id
    guest: Id
    room_type: Code
    arrival: Day
    departure: Day
    nights: tuple[NightPrice, ...]
    party: tuple[Occupant, ...] = (Occupant(),)
    source: Source = Source.FRONT_OFFICE
    channel: Code | None = None
    reference: Reference | None = None
    guarantee: Guarantee = Guarantee.NONE
    policy: CancellationPolicy | None = None
    group: Id | None = None
    block: Id | None = None
    waitlisted: bool = False
    settings: int = 1
    taken_over: bool = False
    purpose: Code | None = None
    rate_plan: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Check what only the whole can tell, and report every fault with its path."""
        faults = [
            *agreed(self.arrival, self.departure, self.nights),
            *people(self.party),
            *origin(self.source, self.channel),
        ]
        if faults:
            raise InvalidInput(faults)


def origin(source: Source, channel: str | None) -> Iterator[Fault]:
    """Yield what is wrong with the way a booking came: only a channel has a code, and it must."""
    if (source is Source.CHANNEL) is (channel is None):
        code = "field.required" if channel is None else "value.conflict"
        yield from InvalidInput.because(code, path="channel", one="channel", other="source").faults


def people(party: tuple[Occupant, ...]) -> Iterator[Fault]:
    """Yield what is wrong with the number of people in a room."""
    if not 1 <= len(party) <= MOST_OCCUPANTS:
        yield from InvalidInput.because(
            "list.length", path="party", got=len(party), low=1, high=MOST_OCCUPANTS
        ).faults


def agreed(arrival: date, departure: date, nights: tuple[NightPrice, ...]) -> Iterator[Fault]:
    """Yield what is wrong with prices that should be those of every night, in one currency."""
    try:
        wanted = list(slices(arrival, departure))
    except InvalidInput as error:
        yield from error.under("departure").faults
        return
    # As many nights as wanted, each of them wanted and later than the one before: the wanted ones.
    if len(nights) != len(wanted):
        yield from InvalidInput.because(
            "list.length", path="nights", got=len(nights), low=len(wanted), high=len(wanted)
        ).faults
    yield from in_order(nights, wanted[0], wanted[-1])


def in_order(nights: tuple[NightPrice, ...], low: date, high: date) -> Iterator[Fault]:
    """Yield what is wrong with prices that should be in order, in bounds and in one currency."""
    for place, night in enumerate(nights):
        before = nights[place - 1].date if place else None
        if not low <= night.date <= high:
            yield from InvalidInput.because(
                "value.out_of_range",
                path=f"nights[{place}].date",
                got=night.date,
                low=low,
                high=high,
            ).faults
        elif before is not None and night.date <= before:
            yield from InvalidInput.because(
                "date.order", path=f"nights[{place}].date", earlier=before, later=night.date
            ).faults
        if night.price.currency != nights[0].price.currency:
            yield from InvalidInput.because(
                "money.currency_mismatch",
                path=f"nights[{place}].price",
                got=night.price.currency.code,
                expected=nights[0].price.currency.code,
            ).faults


@checked
class TakeOverStay:
    """Take a guest who is in house over from the former system.

    Attributes:
        booking: the stay as it was booked; its nights may have begun.
        room: where the guest is.
        room_type: the type of that room.
        checked_in_on: the day of the check-in.
        posted_through: last night that the former system has charged; None for none.
    """

    stay: Id
    booking: Book
    room: Code
    room_type: Code
    checked_in_on: Day
    posted_through: Day | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse the booking of another stay."""
        if self.booking.stay != self.stay:
            raise InvalidInput.because("value.conflict", path="stay", one="stay", other="booking")


# Before the arrival


@checked
class ConfirmStay:
    """Turn a stay on the waitlist into a booking: a room is there."""

    stay: Id


@checked
class AmendStay:
    """Book a stay anew that has not begun: other dates, another type, other prices or people.

    An assigned room is given back when dates or type change.

    Attributes:
        rate_plan: code of the rate plan it is sold under; as it was when left out.
    """

    stay: Id
    room_type: Code
    arrival: Day
    departure: Day
    nights: tuple[NightPrice, ...]
    party: tuple[Occupant, ...]
    rate_plan: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Check that the nights are exactly those of the stay, in order and in one currency."""
        faults = [
            *agreed(self.arrival, self.departure, self.nights),
            *people(self.party),
        ]
        if faults:
            raise InvalidInput(faults)


@checked
class AssignRoom:
    """Set a room aside for a guest who will arrive.

    Attributes:
        room_type: the type of that room.
        upgrade: the room may be of another type than the booked one, at the booked price.
        others: the other stays that have or will have that room.
    """

    stay: Id
    room: Code
    room_type: Code
    upgrade: bool = False
    others: tuple[RoomUse, ...] = ()


@checked
class UnassignRoom:
    """Give the assigned room back; the booking stays."""

    stay: Id


@checked
class PreCheckIn:
    """Note what the guest tells before the arrival; what is left out stays as it was.

    Attributes:
        expected_at: wall time at the property.
        party: who really comes.
        wishes: in the guest's own words, sealed.
    """

    stay: Id
    expected_at: WallTime | None = None
    party: tuple[Occupant, ...] | None = None
    wishes: Sealed | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a party of nobody."""
        if self.party is not None and (faults := tuple(people(self.party))):
            raise InvalidInput(faults)


@checked
class JoinGroup:
    """Count the stay to a group, or to none."""

    stay: Id
    group: Id | None


@checked
class TellPurpose:
    """Note what the guest is here for, such as ``business``; None for nothing in particular."""

    stay: Id
    purpose: Code | None


@checked
class AgreePackages:
    """Agree on what is sold together with the nights that are still to be posted.

    Attributes:
        packages: in the order in which they are posted; none takes them away.
    """

    stay: Id
    packages: tuple[Package, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse a package that is agreed twice."""
        if faults := tuple(twice(self.packages)):
            raise InvalidInput(faults)


@checked
class GrantExemption:
    """Accept that the guest, or one of the party, does not owe a tax, or only a part of it.

    Attributes:
        reason: as the tax rules name it, such as ``diplomat``.
        evidence: what was shown, sealed.
        occupant: place in the party, from 1; everybody and everything on the bill when None.
    """

    stay: Id
    reason: Code
    evidence: Sealed
    occupant: Count | None = None


@checked
class WithdrawExemption:
    """Take an exemption back that should not have been granted."""

    stay: Id
    exemption: Count
    reason: Text


@checked
class CancelStay:
    """Take a booking back; the fee is what was agreed when it was booked.

    Attributes:
        waive_fee: the guest need not pay it, which is for those with the permission to decide.
    """

    stay: Id
    reason: Text
    waive_fee: bool = False


@checked
class MarkNoShow:
    """Note that the guest has not come.

    Attributes:
        at_close: the arrival date itself is being closed.
        waive_fee: the guest need not pay, which is for those with the permission to decide.
    """

    stay: Id
    at_close: bool = False
    waive_fee: bool = False


@checked
class ReinstateStay:
    """Book a cancelled stay or a no-show again, as it was; nights that are over are left out."""

    stay: Id


# Arrival and stay


@checked
class CheckIn:
    """Give the guest a room (*Check-In*), which then counts as occupied.

    Attributes:
        room_type: the type of that room.
        upgrade: the room may be of another type than the booked one, at the booked price.
        others: the other stays that have or will have that room.
    """

    stay: Id
    room: Code
    room_type: Code
    upgrade: bool = False
    others: tuple[RoomUse, ...] = ()


@checked
class ReverseCheckIn:
    """Take a check-in back on the same business date: the guest is booked as before."""

    stay: Id
    reason: Text


@checked
class MoveStay:
    """Give the guest another room from now on; what was posted keeps the room it was posted for.

    Attributes:
        room_type: the type of the new room.
        upgrade: it may be of another type than the booked one, at the booked price.
        others: the other stays that have or will have the new room.
        sharing: the stay that has the new room, if it is shared there.
    """

    stay: Id
    room: Code
    room_type: Code
    reason: Text
    upgrade: bool = False
    others: tuple[RoomUse, ...] = ()
    sharing: Id | None = None


@checked
class CorrectRoom:
    """Put right that the guest was checked in to another room than the one they are in."""

    stay: Id
    room: Code
    room_type: Code
    reason: Text
    others: tuple[RoomUse, ...] = ()
    sharing: Id | None = None


@checked
class ShareRoom:
    """Let a stay use the room of another one, with a bill of its own; or no longer.

    Attributes:
        sharing: the stay that has the room; None for the one who has a room again.
    """

    stay: Id
    sharing: Id | None


@checked
class ExtendStay:
    """Let the guest stay longer.

    Attributes:
        departure: the new one.
        nights: the added nights with their prices, in order.
        others: the other stays that have or will have the guest's room.
    """

    stay: Id
    departure: Day
    nights: tuple[NightPrice, ...]
    others: tuple[RoomUse, ...] = ()


@checked
class ShortenStay:
    """Let the guest leave sooner: the nights from the new departure on are given back.

    Attributes:
        fee: price of leaving sooner, if there is one.
    """

    stay: Id
    departure: Day
    fee: PositiveAmount | None = None


@checked
class ChangePrices:
    """Agree on other prices for nights that are not charged yet."""

    stay: Id
    nights: tuple[NightPrice, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse nothing at all, nights out of order and a mix of currencies."""
        if not self.nights:
            raise InvalidInput.because("field.required", path="nights")
        dates = [night.date for night in self.nights]
        if faults := tuple(in_order(self.nights, min(dates), max(dates))):
            raise InvalidInput(faults)


@checked
class ChangeParty:
    """Correct who sleeps in the room of a guest in house."""

    stay: Id
    party: tuple[Occupant, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse a party of nobody."""
        if faults := tuple(people(self.party)):
            raise InvalidInput(faults)


@checked
class GrantLateCheckOut:
    """Let the guest keep the room on the day of departure until a wall time.

    Attributes:
        fee: price of it, if there is one.
    """

    stay: Id
    until: WallTime
    fee: PositiveAmount | None = None


@checked
class OpenGuestSession:
    """Let the guest use the digital services of the room (*QR Layanan Tamu*)."""

    stay: Id


@checked
class PostNight:
    """Charge one night, or the day of a day use, at the agreed price on its business date."""

    stay: Id
    night: Day


# Departure


@checked
class CheckOut:
    """End the stay (*Checkout*); every night was posted before.

    Attributes:
        settlement: SETTLED leaves nothing owed; ON_ACCOUNT leaves the bill open.
        due: when an open bill is to be paid.
        reason: why it is left open; required with ON_ACCOUNT, and with it alone.
        sharers: stays that still share the room.
    """

    stay: Id
    settlement: Settlement = Settlement.SETTLED
    due: Day | None = None
    reason: Text | None = None
    sharers: tuple[Id, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a bill left open without a reason, and terms for a bill that is settled."""
        if self.settlement is Settlement.ON_ACCOUNT:
            if self.reason is None:
                raise InvalidInput.because("field.required", path="reason")
        elif self.due is not None or self.reason is not None:
            path = "reason" if self.due is None else "due"
            raise InvalidInput.because("value.conflict", path=path, one=path, other="settlement")


@checked
class ReverseCheckOut:
    """Take a check-out back on the same business date: the guest is in house as before."""

    stay: Id
    reason: Text


# The inventory of rooms


@checked
class OpenInventory:
    """Begin to count the rooms of one type in one month."""

    inventory: Id
    room_type: Code
    month: Day


@checked
class CountRooms:
    """Take rooms or give them back.

    Attributes:
        changes: the nights on which something changes, in order.
        capacity: how many rooms of the type there are on each of these nights.
        overbooking: how many more than that may be sold.
        already_sold: it has happened outside and is kept, even where there is no room.
    """

    inventory: Id
    changes: tuple[NightChange, ...]
    capacity: tuple[Capacity, ...]
    overbooking: Overbooking = 0
    already_sold: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse nights without a capacity, and nights that stand twice or out of order."""
        if len(self.changes) != len(self.capacity):
            wanted = len(self.changes)
            raise InvalidInput.because(
                "list.length", path="capacity", got=len(self.capacity), low=wanted, high=wanted
            )
        for place, (before, after) in enumerate(pairwise(self.changes), 1):
            if after.night <= before.night:
                raise InvalidInput.because(
                    "date.order",
                    path=f"changes[{place}].night",
                    earlier=before.night,
                    later=after.night,
                )
