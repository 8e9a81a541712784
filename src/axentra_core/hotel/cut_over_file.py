"""The file that brings a running hotel in: what its former system tells, and what is legible of it.

Every amount in it is text in the property's currency. An entry of a list begins with its id.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Final, Self

import attrs

from axentra_core.hotel.cut_over_money import (
    MOST_ENTRIES,
    AccountEntry,
    Balance,
    DepositEntry,
    Price,
)
from axentra_core.hotel.records import CODEC
from axentra_core.kernel.checks import Day, checked, list_of, whole
from axentra_core.kernel.errors import Fault
from axentra_core.kernel.numbers import ZERO
from axentra_core.kernel.texts import Code, Id, Phone, Text
from axentra_core.rooms import Condition
from axentra_core.stays import Guarantee, Occupant, Source

MOST_NIGHTS_IN_ALL = 10**9


Figure = Annotated[int, whole(0, MOST_NIGHTS_IN_ALL)]


@checked
class RoomEntry:
    """A room that is not clean, or is more than that; rooms that are left out are clean."""

    room: Code
    condition: Condition


@checked
class GuestEntry:
    """The profile of a guest; it is stored sealed."""

    guest: Id
    name: Text = attrs.field(repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    phone: Phone | None = attrs.field(default=None, repr=False)


@checked
class GroupEntry:
    """A group, and what its master bill owes; below zero what was paid in advance."""

    group: Id
    name: Text
    balance: Balance = ZERO


@checked
class InHouseEntry:
    """A guest who is in house.

    Attributes:
        room: where the guest is; of a guest who shares a room, the room of the other.
        room_type: type that was booked and is charged, whatever room was given.
        prices: price of each night of the whole stay, in order; of day use its one price.
        balance: what the guest owes, every night before the first business date included; below
            zero what was paid in advance.
        posted_through: last night that the former system has charged: the one before the first
            business date, or none for a guest who has come on that date; of day use its day.
        confirmation: the number the guest was told; the stay's id when left out.
        policy: code of a cancellation policy of the property.
        shares: the stay in whose room the guest lives with a bill of their own.
        purpose: what the guest is here for, where a tax asks for it.
        rate_plan: code of the rate plan it was sold under.
    """

    stay: Id
    guest: Id
    room: Code
    room_type: Code
    arrival: Day
    departure: Day
    prices: tuple[Price, ...]
    checked_in_on: Day
    balance: Balance
    posted_through: Day | None = None
    confirmation: Id | None = None
    party: tuple[Occupant, ...] = (Occupant(),)
    source: Source = Source.FRONT_OFFICE
    channel: Code | None = None
    reference: Code | None = None
    guarantee: Guarantee = Guarantee.NONE
    policy: Code | None = None
    group: Id | None = None
    shares: Id | None = None
    purpose: Code | None = None
    rate_plan: Code | None = None

    @property
    def is_day_use(self) -> bool:
        """Whether the guest has the room by day only."""
        return self.arrival == self.departure


@checked
class BookingEntry:
    """A guest who is still to come.

    Attributes:
        prices: price of each night, in order; of day use its one price.
        balance: what the guest owes; below zero a deposit.
        assigned_room: the room that is set aside, of whatever type.
        confirmation: the number the guest was told; the stay's id when left out.
        policy: code of a cancellation policy of the property.
        shares: the stay whose room the guest will share, with a bill of their own.
        purpose: what the guest comes for, where a tax asks for it.
        rate_plan: code of the rate plan it was sold under.
    """

    stay: Id
    guest: Id
    room_type: Code
    arrival: Day
    departure: Day
    prices: tuple[Price, ...]
    balance: Balance
    assigned_room: Code | None = None
    confirmation: Id | None = None
    party: tuple[Occupant, ...] = (Occupant(),)
    source: Source = Source.FRONT_OFFICE
    channel: Code | None = None
    reference: Code | None = None
    guarantee: Guarantee = Guarantee.NONE
    policy: Code | None = None
    group: Id | None = None
    shares: Id | None = None
    purpose: Code | None = None
    rate_plan: Code | None = None


StayEntry = InHouseEntry | BookingEntry


@checked
class TrialFigures:
    """What must be the same before and after: as the former system reports it.

    Attributes:
        rooms_occupied: rooms with a guest.
        in_house: stays in house.
        bookings: stays still to come.
        room_nights: rooms booked from the first business date on, night by night; who shares a
            room and who has it by day only takes none.
        guest_ledger: what all bills together owe, what was paid in advance on them taken off.
        nights_to_charge: prices of all nights from the first business date on, and of the day
            uses to come.
        deposit_ledger: what is held of all deposits together.
        city_ledger: what all companies owe together.
    """

    rooms_occupied: Figure
    in_house: Figure
    bookings: Figure
    room_nights: Figure
    guest_ledger: Balance
    nights_to_charge: Balance
    deposit_ledger: Balance = ZERO
    city_ledger: Balance = ZERO


@checked
class CutOverFile:
    """A running hotel as its former system tells of it.

    Attributes:
        currency: ISO 4217 code of every amount in the file.
        rooms: the rooms that are not simply clean.
        trial: figures of the former system, which must come out again.
        brought_forward: what a guest reads beside the balance that is taken over.
        deposits: what is held for stays, on no bill yet.
        accounts: companies with an account, and what is open on it.
    """

    currency: Code
    rooms: Annotated[tuple[RoomEntry, ...], list_of(RoomEntry, MOST_ENTRIES)]
    guests: Annotated[tuple[GuestEntry, ...], list_of(GuestEntry, MOST_ENTRIES)]
    groups: Annotated[tuple[GroupEntry, ...], list_of(GroupEntry, MOST_ENTRIES)]
    in_house: Annotated[tuple[InHouseEntry, ...], list_of(InHouseEntry, MOST_ENTRIES)]
    bookings: Annotated[tuple[BookingEntry, ...], list_of(BookingEntry, MOST_ENTRIES)]
    trial: TrialFigures
    brought_forward: Text = "Balance brought forward"
    deposits: Annotated[tuple[DepositEntry, ...], list_of(DepositEntry, MOST_ENTRIES)] = ()
    accounts: Annotated[tuple[AccountEntry, ...], list_of(AccountEntry, MOST_ENTRIES)] = ()

    @property
    def stays(self) -> Iterator[StayEntry]:
        """Every stay, those in house first."""
        yield from self.in_house
        yield from self.bookings


SECTIONS: Final[Mapping[str, type]] = {
    "rooms": RoomEntry,
    "guests": GuestEntry,
    "groups": GroupEntry,
    "in_house": InHouseEntry,
    "bookings": BookingEntry,
    "deposits": DepositEntry,
    "accounts": AccountEntry,
}
# A house may have neither, and files of earlier releases know of neither.
OPTIONAL: Final = frozenset({"deposits", "accounts"})
_ENTRY = re.compile(r"[a-z_]+\[\d+\]", re.ASCII)


@attrs.frozen
class Entries:
    """What could be read of a file: every entry under its place, such as ``in_house[3]``.

    Attributes:
        currency: None where it could not be read.
        unread: ids of the entries that could not be read, so that nobody misses those.
    """

    currency: str | None
    rooms: Mapping[str, RoomEntry]
    guests: Mapping[str, GuestEntry]
    groups: Mapping[str, GroupEntry]
    in_house: Mapping[str, InHouseEntry]
    bookings: Mapping[str, BookingEntry]
    deposits: Mapping[str, DepositEntry]
    accounts: Mapping[str, AccountEntry]
    unread: frozenset[str] = frozenset()

    @classmethod
    def of(cls, file: CutOverFile) -> Self:
        """Return all entries of a file."""
        sections: dict[str, Any] = {
            name: {f"{name}[{index}]": entry for index, entry in enumerate(getattr(file, name))}
            for name in SECTIONS
        }
        return cls(file.currency, **sections)

    @classmethod
    def left_of(cls, plain: Mapping[str, Any], faults: Iterable[Fault]) -> Self:
        """Return the entries of plain data that have no fault of their own."""
        bad = {found[0] for fault in faults if (found := _ENTRY.match(fault.path))}
        sections: dict[str, Any] = {name: {} for name in SECTIONS}
        unread: set[str] = set()
        for name, entry_class in SECTIONS.items():
            id_field = attrs.fields(entry_class)[0].name
            for index, entry in enumerate(plain.get(name, ())):
                place = f"{name}[{index}]"
                if place not in bad:
                    sections[name][place] = CODEC.build(entry_class, entry)
                elif type(entry) is dict and type(entry.get(id_field)) is str:
                    unread.add(entry[id_field])
        currency = plain.get("currency")
        return cls(
            currency if type(currency) is str else None, **sections, unread=frozenset(unread)
        )

    @property
    def stays(self) -> Mapping[str, StayEntry]:
        """Every stay, those in house first."""
        return {**self.in_house, **self.bookings}
