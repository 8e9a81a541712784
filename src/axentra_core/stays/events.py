"""What happens to a stay and to the inventory of rooms."""

from datetime import date, time
from decimal import Decimal

import attrs

from axentra_core.kernel.numbers import ZERO
from axentra_core.kernel.sealed import Sealed
from axentra_core.stays.model import (
    CancellationPolicy,
    FeeKind,
    Guarantee,
    Night,
    NightChange,
    Settlement,
    Source,
)
from axentra_core.stays.packages import Package, Part
from axentra_core.stays.party import Occupant


@attrs.frozen
class StayBooked:
    """A room type has been booked, each night at its own price.

    Attributes:
        taken_over: it was booked earlier, in a former system.
        business_date: the day from which on this hotel knows it.
    """

    stay: str
    confirmation: str
    guest: str
    room_type: str
    arrival: date
    departure: date
    nights: tuple[Night, ...]
    currency: str
    party: tuple[Occupant, ...]
    source: Source
    channel: str | None
    reference: str | None
    guarantee: Guarantee
    policy: CancellationPolicy | None
    group: str | None
    block: str | None
    settings: int
    business_date: date
    taken_over: bool = False
    purpose: str | None = None
    rate_plan: str | None = None


@attrs.frozen
class StayWaitlisted:
    """The booking waits for a room and takes none yet."""

    stay: str


@attrs.frozen
class StayTakenOver:
    """The guest was in house already when the former system was left."""

    stay: str
    room: str
    room_type: str
    checked_in_on: date
    posted_through: date | None


# Before the arrival


@attrs.frozen
class StayConfirmed:
    """The stay is on the waitlist no longer."""

    stay: str


@attrs.frozen
class StayAmended:
    """The stay is booked differently.

    Attributes:
        room: the room that is still assigned.
        taken_type: the type it takes a room of.
        rate_plan: code of the rate plan it is sold under; None where it stays as it was.
    """

    stay: str
    room_type: str
    taken_type: str
    room: str | None
    arrival: date
    departure: date
    nights: tuple[Night, ...]
    party: tuple[Occupant, ...]
    rate_plan: str | None = None


@attrs.frozen
class RoomAssigned:
    """A room is set aside for the guest."""

    stay: str
    room: str
    room_type: str


@attrs.frozen
class RoomUnassigned:
    """The room is not set aside any more."""

    stay: str
    room: str


@attrs.frozen
class PreCheckedIn:
    """The guest has told what the desk would have asked."""

    stay: str
    expected_at: time | None
    party: tuple[Occupant, ...]
    wishes: Sealed | None


@attrs.frozen
class GroupJoined:
    """The stay belongs to a group, or to none."""

    stay: str
    group: str | None


@attrs.frozen
class PurposeTold:
    """It is known what the guest is here for, or known no longer."""

    stay: str
    purpose: str | None


@attrs.frozen
class PackagesAgreed:
    """The nights that are still to be posted are sold with these packages, or with none."""

    stay: str
    packages: tuple[Package, ...]
    actor: str


@attrs.frozen
class ExemptionGranted:
    """The guest, or one of the party, does not owe a tax, or only a part of it."""

    stay: str
    exemption: int
    reason: str
    evidence: Sealed
    occupant: int | None
    granted_by: str
    business_date: date


@attrs.frozen
class ExemptionWithdrawn:
    """The guest owes the tax after all; `reason` is why."""

    stay: str
    exemption: int
    reason: str
    business_date: date


@attrs.frozen
class StayCancelled:
    """The booking was taken back; `waived` is the fee that the guest was let off."""

    stay: str
    reason: str
    business_date: date
    waived: Decimal = ZERO


@attrs.frozen
class StayNotShown:
    """The guest has not come; `waived` is the fee that they were let off."""

    stay: str
    business_date: date
    waived: Decimal = ZERO


@attrs.frozen
class StayReinstated:
    """The stay is booked again; `left_out` are the nights that are over."""

    stay: str
    arrival: date
    left_out: tuple[Night, ...]


@attrs.frozen
class FeeDue:
    """The guest owes for something beside the nights: a net amount, not rounded yet."""

    stay: str
    kind: FeeKind
    amount: Decimal
    currency: str
    business_date: date


# Arrival and stay


@attrs.frozen
class StayCheckedIn:
    """The guest is in house."""

    stay: str
    room: str
    room_type: str
    business_date: date


@attrs.frozen
class NightsMissed:
    """The guest comes late: nights that are over are left out, and the stay begins today."""

    stay: str
    arrival: date
    left_out: tuple[Night, ...]


@attrs.frozen
class CheckInReversed:
    """The guest is booked again, as before the check-in."""

    stay: str
    room: str
    reason: str
    business_date: date


@attrs.frozen
class StayMoved:
    """The guest has another room."""

    stay: str
    left: str
    room: str
    room_type: str
    sharing: str | None
    reason: str
    business_date: date


@attrs.frozen
class RoomCorrected:
    """The guest has been in another room than was noted."""

    stay: str
    noted: str
    room: str
    room_type: str
    sharing: str | None
    reason: str
    business_date: date


@attrs.frozen
class RoomShared:
    """The stay uses the room of another one; None: it has its room itself.

    A room that was set aside for a stay still to come is set aside no longer.
    """

    stay: str
    sharing: str | None


@attrs.frozen
class StayExtended:
    """The guest stays longer."""

    stay: str
    departure: date
    nights: tuple[Night, ...]


@attrs.frozen
class StayShortened:
    """The guest leaves sooner; `given_back` are the nights that fall away."""

    stay: str
    departure: date
    given_back: tuple[Night, ...]


@attrs.frozen
class PricesChanged:
    """Nights that are not charged yet have another price."""

    stay: str
    nights: tuple[Night, ...]


@attrs.frozen
class PartyChanged:
    """Others, or another number of people, sleep in the room than were registered."""

    stay: str
    party: tuple[Occupant, ...]


@attrs.frozen
class LateCheckOutGranted:
    """The guest keeps the room on the day of departure until a wall time."""

    stay: str
    until: time


@attrs.frozen
class GuestSessionOpened:
    """The guest may use the digital services of the room; sessions of a stay count from 1."""

    stay: str
    session: int
    room: str


@attrs.frozen
class NightPosted:
    """A night is charged: its price, the room that was slept in, the type that was booked.

    Attributes:
        price: as agreed; it contains the included parts.
        parts: of the packages it was sold with.
    """

    stay: str
    night: date
    price: Decimal
    currency: str
    room: str
    room_type: str
    parts: tuple[Part, ...] = ()


@attrs.frozen
class DayUsePosted:
    """A day use is charged; no night of the house was sold."""

    stay: str
    night: date
    price: Decimal
    currency: str
    room: str
    room_type: str


# Departure


@attrs.frozen
class StayCheckedOut:
    """The guest has left the room.

    Attributes:
        settlement: whether the bill is settled, or left open on account.
        due: when an open bill is to be paid.
        reason: why it is open.
    """

    stay: str
    room: str
    settlement: Settlement
    due: date | None
    reason: str | None
    business_date: date


@attrs.frozen
class CheckOutReversed:
    """The guest is in house again, as before the check-out."""

    stay: str
    room: str
    reason: str
    business_date: date


# The inventory of rooms


@attrs.frozen
class InventoryOpened:
    """The rooms of one type are counted in one month, none of them taken."""

    inventory: str
    room_type: str
    month: date


@attrs.frozen
class RoomsCounted:
    """Rooms were taken or given back.

    Attributes:
        changes: differences by night, in order: what others forward.
        oversold: rooms lacking on the worst night on which one more was taken; 0 on none.
    """

    inventory: str
    room_type: str
    changes: tuple[NightChange, ...]
    oversold: int
