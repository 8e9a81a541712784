"""What a stay is made of."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Annotated

import attrs

from axentra_core.kernel.calendar import MOST_NIGHTS, ONE_DAY, Nights
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Price
from axentra_core.kernel.numbers import LARGEST, ZERO, number
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import LONGEST_ID, Code, Id, line
from axentra_core.stays.packages import NightSplit, Package, split_packages
from axentra_core.stays.party import Occupant

LONGEST_NOTICE = 365
MOST_ROOMS = 99_999

Difference = Annotated[int, whole(-MOST_ROOMS, MOST_ROOMS)]
# Others number bookings as they like, also with digits that a card could have.
Reference = Annotated[str, partial(line, limit=LONGEST_ID)]


class StayStatus(StrEnum):
    """Where a stay stands; due in, stay-over, due out … follow from it and the date."""

    WAITLISTED = "waitlisted"
    BOOKED = "booked"
    IN_HOUSE = "in_house"
    CHECKED_OUT = "checked_out"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Source(StrEnum):
    """Which way a booking came: *via Front Office atau online booking*, or through a channel."""

    FRONT_OFFICE = "front_office"
    ONLINE = "online"
    CHANNEL = "channel"


class Guarantee(StrEnum):
    """What stands behind a booking if the guest does not come."""

    NONE = "none"
    CARD = "card"
    DEPOSIT = "deposit"
    COMPANY = "company"
    AGENT = "agent"


class Settlement(StrEnum):
    """How a guest leaves: with nothing owed, or with a bill that stays open as a receivable."""

    SETTLED = "settled"
    ON_ACCOUNT = "on_account"


class FeeKind(StrEnum):
    """What a guest pays for beside the nights."""

    CANCELLATION = "cancellation"
    NO_SHOW = "no_show"
    EARLY_DEPARTURE = "early_departure"
    LATE_CHECK_OUT = "late_check_out"


class FeeBasis(StrEnum):
    """What a fee is reckoned from."""

    NIGHTS = "nights"
    PERCENT = "percent"
    AMOUNT = "amount"


@checked
class Fee:
    """What a guest pays for not staying as agreed; net, in the currency of the stay.

    Attributes:
        basis: first nights of the stay, a fraction of all nights, or a fixed amount.
        value: how many nights, which fraction from 0 to 1, or the amount.
    """

    basis: FeeBasis
    value: Annotated[Decimal, number]

    def __attrs_post_init__(self) -> None:
        """Refuse a fee that would give money, a part of a night and more than the whole."""
        highest = {FeeBasis.NIGHTS: MOST_NIGHTS, FeeBasis.PERCENT: 1}.get(self.basis, LARGEST)
        if not 0 <= self.value <= highest:
            raise InvalidInput.because(
                "value.out_of_range", path="value", got=self.value, low=0, high=highest
            )
        if self.basis is FeeBasis.NIGHTS and self.value != int(self.value):
            raise InvalidInput.because(
                "field.wrong_type", path="value", expected="a whole number", got=shown(self.value)
            )


@checked
class FeeStep:
    """What it costs to cancel so many days before the arrival, or later."""

    days_before: Annotated[int, whole(0, LONGEST_NOTICE)]
    fee: Fee


@checked
class CancellationPolicy:
    """What cancelling and not coming cost; a stay keeps the one it was booked under.

    Attributes:
        code: by which a booking names it.
        steps: each from so many days before the arrival on; before the first it is free.
        no_show: what not coming costs.
    """

    code: Code
    steps: tuple[FeeStep, ...] = ()
    no_show: Fee = Fee(FeeBasis.AMOUNT, ZERO)

    def __attrs_post_init__(self) -> None:
        """Refuse two steps that begin on the same day."""
        days = [step.days_before for step in self.steps]
        for index, day in enumerate(days):
            if day in days[:index]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"steps[{index}].days_before", got=shown(day)
                )


@checked
class NightPrice:
    """What one night is offered at.

    Attributes:
        date: the evening on which the night begins; of a day-use stay its only day.
        price: of the room for this night, zero for one that is free; net, unless the property
            sells its nights gross.
    """

    date: Day
    price: Price


@attrs.frozen
class Night:
    """A booked night with the price that was agreed for it; the stay names the currency."""

    date: dt.date
    price: Decimal


@attrs.frozen
class Exemption:
    """Why a tax is not owed, or only in part, and who has accepted the evidence.

    Attributes:
        number: counts from 1 in its stay.
        reason: as the tax rules name it, such as ``diplomat``.
        evidence: what was shown, sealed: it tells who the guest is.
        occupant: place in the party, from 1; None for everybody and everything on the bill.
        granted_by: id of the member of staff who has accepted it.
    """

    number: int
    reason: str
    evidence: Sealed
    occupant: int | None
    granted_by: str


@checked
class RoomUse:
    """Until when and since when another stay has a room: a fact that comes with a command."""

    stay: Id
    arrival: Day
    departure: Day


@checked
class NightChange:
    """How the rooms taken of a type change on one night: differences, negative when given back."""

    night: Day
    sold: Difference = 0
    held: Difference = 0
    waitlisted: Difference = 0
    out: Difference = 0

    @property
    def taken(self) -> int:
        """How many rooms fewer there are to be sold."""
        return self.sold + self.held + self.out


@attrs.frozen
class Inventory:
    """The rooms of one type taken in one month, an entry a day in each list.

    Attributes:
        id: room type and month, such as ``DLX.2026-11``.
        room_type: the type.
        month: first day of the month.
        sold: rooms that stays take.
        held: rooms kept back for groups.
        waitlisted: rooms that stays on the waitlist wait for.
        out: rooms out of inventory: out of order, used by the house, under construction.
    """

    id: str
    room_type: str
    month: dt.date
    sold: tuple[int, ...]
    held: tuple[int, ...]
    waitlisted: tuple[int, ...]
    out: tuple[int, ...]

    def taken_on(self, night: dt.date) -> int:
        """Return how many rooms are sold, held or out of inventory on a night of the month."""
        place = night.day - 1
        return self.sold[place] + self.held[place] + self.out[place]


@attrs.frozen
class Stay:
    """The state of a stay, from its booking to the departure.

    Attributes:
        id: the stay.
        confirmation: the number the guest is told.
        guest: whose profile it is booked under.
        room_type: type that was booked and is charged, whatever room is given.
        taken_type: type that the stay takes a room of; another than the booked one once a room
            of another type is given.
        arrival: first night.
        departure: day after the last night; the same day for day use.
        nights: every night in order with its price; of day use the one day.
        currency: ISO 4217 code of the prices.
        party: who sleeps in the room.
        source: which way the booking came.
        channel: code of the channel it came through.
        reference: number under which the one who sent the booking knows it.
        guarantee: what stands behind it.
        policy: what cancelling it or not coming costs, as agreed when it was booked.
        group: the group it belongs to.
        block: the block of rooms it was picked up from.
        booked_on: business date of the booking; of one taken over, that of the cut-over.
        status: where it stands.
        room: assigned while booked; where the guest is while in house; where they were afterwards.
        shares: the stay whose room it shares; None for the one who has the room.
        checked_in_on: business date of the check-in.
        checked_out_on: business date of the check-out.
        posted_through: last night that was posted to the folio; None before the first.
        expected_at: wall time the guest wants to arrive at, told before the arrival.
        leaves_at: wall time of a granted late check-out.
        wishes: what the guest has asked for before the arrival.
        sessions: how many guest sessions were opened.
        taken_over: it was booked in a former system.
        purpose: what the guest is here for, such as ``business``, where a tax asks for it.
        exemptions: from taxes, as granted and not withdrawn.
        exemptions_granted: how many were granted, withdrawn ones too.
        packages: what is sold together with the nights to come, as it was agreed.
        packages_begun: codes of packages that have come with a night; what they sell by the stay
            is not posted again.
        rate_plan: code of the rate plan it was sold under.
    """

    id: str
    confirmation: str
    guest: str
    room_type: str
    taken_type: str
    arrival: dt.date
    departure: dt.date
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
    booked_on: dt.date
    status: StayStatus
    room: str | None = None
    shares: str | None = None
    checked_in_on: dt.date | None = None
    checked_out_on: dt.date | None = None
    posted_through: dt.date | None = None
    expected_at: dt.time | None = None
    leaves_at: dt.time | None = None
    wishes: Sealed | None = None
    sessions: int = 0
    taken_over: bool = False
    purpose: str | None = None
    exemptions: tuple[Exemption, ...] = ()
    exemptions_granted: int = 0
    packages: tuple[Package, ...] = ()
    packages_begun: tuple[str, ...] = ()
    rate_plan: str | None = None

    @property
    def is_day_use(self) -> bool:
        """Whether the guest has the room by day only: one day is booked and no night."""
        return self.arrival == self.departure and bool(self.nights)

    @property
    def is_walk_in(self) -> bool:
        """Whether the guest came without a booking: booked at the desk on the day of arrival.

        Of a stay that was booked in a former system nobody knows that.
        """
        at_the_desk = self.source is Source.FRONT_OFFICE and not self.taken_over
        return at_the_desk and self.booked_on == self.arrival

    @property
    def unposted(self) -> tuple[Night, ...]:
        """The nights that still have to be posted, in order."""
        through = self.posted_through
        if through is None:
            return self.nights
        return tuple(night for night in self.nights if night.date > through)

    @property
    def first_unposted(self) -> dt.date:
        """The earliest date that a changed departure can still have."""
        through = self.posted_through
        return self.arrival if through is None or self.is_day_use else through + ONE_DAY

    def price_of(self, night: dt.date) -> Decimal:
        """Return what was agreed for a booked night."""
        return self.nights[(night - self.arrival).days].price

    def occupants_on(self, night: dt.date) -> tuple[Occupant, ...]:
        """Return who sleeps in the room on a night."""
        return tuple(one for one in self.party if one.is_there(night))

    def split_of(self, night: dt.date) -> NightSplit:
        """Return the price of a night that is still to be posted, split by the packages.

        What is sold by the stay comes with the first night that is posted.

        Raises:
            StayRefusal: ``stays.package_above_price``.
        """
        price = self.price_of(night)
        if not self.packages:
            return NightSplit(price, ())
        return split_packages(
            price,
            self.packages,
            night,
            is_first=night == max(self.first_unposted, self.checked_in_on or self.arrival),
            persons=len(self.occupants_on(night)),
            begun=self.packages_begun,
        )


def slices(arrival: dt.date, departure: dt.date) -> Iterator[dt.date]:
    """Return the dates a stay is priced by: its nights, or the one day of day use.

    Raises:
        InvalidInput: ``date.order`` or ``list.length``, more than a year.
    """
    return iter((arrival,)) if arrival == departure else iter(Nights(arrival, departure))
