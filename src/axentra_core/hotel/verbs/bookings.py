"""What happens to a booking before the guest arrives."""

import attrs

from axentra_core.kernel.checks import Count, Day, WallTime, checked
from axentra_core.kernel.money import Price
from axentra_core.kernel.texts import Code, Id, Phone, Text
from axentra_core.stays import Guarantee, Occupant, Reference, Source


@checked
class Reserve:
    """Book a stay. There is no rate engine here: the price of each night is given.

    Attributes:
        departure: day after the last night; the arrival itself for day use.
        prices: price of each night, in order from the arrival; of a day use its one price.
        guest: id of a known profile; otherwise `name` begins a new one.
        party: who sleeps in the room.
        source: which way the booking came; with a `channel` exactly when it is CHANNEL.
        reference: number under which the guest's source knows the booking.
        guarantee: what stands behind it.
        policy: code of the cancellation policy it is booked under; without one it is free.
        group: the group it belongs to.
        block: the group's block of rooms it is picked up from.
        waitlisted: it waits until a room becomes free.
        purpose: what the guest comes for, such as ``business``, where a tax asks for it.
        packages: codes of what is sold together with the nights, from the property's settings.
        rate_plan: code of the rate plan it is sold under; payment rules may ask for it.
    """

    arrival: Day
    departure: Day
    room_type: Code
    prices: tuple[Price, ...]
    name: Text | None = attrs.field(default=None, repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    phone: Phone | None = attrs.field(default=None, repr=False)
    guest: Id | None = None
    party: tuple[Occupant, ...] = (Occupant(),)
    source: Source = Source.FRONT_OFFICE
    channel: Code | None = None
    reference: Reference | None = None
    guarantee: Guarantee = Guarantee.NONE
    policy: Code | None = None
    group: Id | None = None
    block: Id | None = None
    waitlisted: bool = False
    stay: Id | None = None
    purpose: Code | None = None
    packages: tuple[Code, ...] = ()
    rate_plan: Code | None = None


@checked
class CorrectGuest:
    """Correct a guest's name and contacts."""

    guest: Id
    name: Text = attrs.field(repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    phone: Phone | None = attrs.field(default=None, repr=False)


@checked
class ConfirmStay:
    """Give a stay on the waitlist the room it waits for."""

    stay: Id


@checked
class AmendStay:
    """Book a stay anew that has not begun; what is left out stays as it is.

    Attributes:
        prices: price of each night, required when dates change.
        rate_plan: code of the rate plan it is sold under.
    """

    stay: Id
    arrival: Day | None = None
    departure: Day | None = None
    room_type: Code | None = None
    prices: tuple[Price, ...] | None = None
    party: tuple[Occupant, ...] | None = None
    rate_plan: Code | None = None


@checked
class AssignRoom:
    """Set a room aside for a guest who will arrive.

    Attributes:
        upgrade: the room may be of another type than was booked.
    """

    stay: Id
    room: Code
    upgrade: bool = False


@checked
class UnassignRoom:
    """Give the room that was set aside back."""

    stay: Id


@checked
class PreCheckIn:
    """Note what the guest tells before the arrival, so that the desk need not ask.

    Attributes:
        expected_at: wall time of the arrival.
        party: who really comes.
        wishes: in the guest's own words; they are stored sealed.
    """

    stay: Id
    expected_at: WallTime | None = None
    party: tuple[Occupant, ...] | None = None
    wishes: Text | None = attrs.field(default=None, repr=False)


@checked
class TellPurpose:
    """Note what the guest is here for, such as ``business``; None for nothing in particular."""

    stay: Id
    purpose: Code | None


@checked
class AgreePackages:
    """Agree on what is sold together with the nights that are still to be posted.

    A stay keeps what was agreed, also when the property changes its packages.

    Attributes:
        packages: codes from the property's settings, in the order in which they are posted; none
            takes away what was agreed.
    """

    stay: Id
    packages: tuple[Code, ...]


@checked
class GrantExemption:
    """Accept that the guest, or one of the party, does not owe a tax, or only a part of it.

    What was charged already is corrected by the difference.

    Attributes:
        reason: as the tax rules of the place name it, such as ``diplomat``.
        evidence: what was shown; it is stored sealed.
        occupant: place in the party, from 1; everybody and everything on the bill when left out.
    """

    stay: Id
    reason: Code
    evidence: Text = attrs.field(repr=False)
    occupant: Count | None = None


@checked
class WithdrawExemption:
    """Take an exemption back that should not have been granted; the difference is charged.

    Attributes:
        exemption: its number, which counts from 1 in each stay.
    """

    stay: Id
    exemption: Count
    reason: Text


@checked
class CancelStay:
    """Take a booking back; the fee is that of the policy it was booked under.

    Attributes:
        waive_fee: the guest need not pay it.
    """

    stay: Id
    reason: Text
    waive_fee: bool = False


@checked
class MarkNoShow:
    """Note that the guest has not come.

    The close of day does it by itself, unless the property's `StaysSettings` leave it to staff.
    """

    stay: Id
    waive_fee: bool = False


@checked
class ReinstateStay:
    """Book a cancelled stay or a no-show again.

    Attributes:
        keep_fee: what was charged for cancelling or not coming stays on the bill.
    """

    stay: Id
    reason: Text
    keep_fee: bool = False


# Groups


@checked
class OpenGroup:
    """Begin a group; its master bill carries the group's id."""

    name: Text
    group: Id | None = None


@checked
class CloseGroup:
    """End a group; its master bill must owe nothing."""

    group: Id


@checked
class JoinGroup:
    """Count a stay to a group, or to none."""

    stay: Id
    group: Id | None


@checked
class OpenBlock:
    """Keep rooms back for a group.

    Attributes:
        departure: day after the last night.
        release_on: the close of that date gives back what nobody has picked up.
    """

    group: Id
    room_type: Code
    arrival: Day
    departure: Day
    rooms: Count
    release_on: Day | None = None
    block: Id | None = None


@checked
class ReleaseBlock:
    """Give back what nobody has picked up of a block."""

    block: Id
