"""What is wrong with the file of a running hotel: everything at once, each thing with its place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Self

import attrs

from axentra_core.codec import from_json
from axentra_core.hotel.cut_over_file import (
    OPTIONAL,
    SECTIONS,
    BookingEntry,
    CutOverFile,
    Entries,
    InHouseEntry,
    StayEntry,
)
from axentra_core.hotel.cut_over_money import ItemEntry
from axentra_core.hotel.property import Property, faults_at
from axentra_core.hotel.records import CODEC
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.checks import day
from axentra_core.kernel.decider import id_of
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.money import exact
from axentra_core.stays import slices
from axentra_core.stays.messages import origin, people


def read_file(own: Property, on: date, source: str | bytes) -> CutOverFile:
    """Return the file of a running hotel from its JSON text.

    A file that can be read is checked as a whole when it is used. Of one that cannot, the entries
    that are left are checked here, so that nobody has to mend it twice.

    Raises:
        InvalidInput: every fault with its path.
    """
    try:
        day(on)
    except InvalidInput as error:
        raise error.under("on") from None
    plain = from_json(source)
    try:
        return CODEC.build(CutOverFile, plain)
    except InvalidInput as error:
        faults = error.faults
    # Where a whole section is missing, everything that points into it would be a fault.
    if type(plain) is dict and all(map(partial(_is_there, plain), SECTIONS)):
        faults = (*faults, *faults_of(own, on, Entries.left_of(plain, faults)))
    raise InvalidInput(faults)


def _is_there(plain: Mapping[str, Any], section: str) -> bool:
    return type(plain.get(section, [] if section in OPTIONAL else None)) is list


def faults_of(own: Property, on: date, entries: Entries) -> Iterator[Fault]:
    """Yield everything that the property, the first business date or other entries forbid."""
    if entries.currency not in {None, own.currency}:
        yield from InvalidInput.because(
            "money.currency_mismatch",
            path="currency",
            got=shown(entries.currency),
            expected=own.currency,
        ).faults
    yield from _twice(entries.rooms)
    yield from _twice(entries.guests)
    # A group's master bill and the bill of a stay are bills: they carry the ids of both.
    yield from _twice(entries.groups, entries.stays)
    for place, room in entries.rooms.items():
        yield from faults_at(f"{place}.room", own.rooms.room, room.room)
    for place, group in entries.groups.items():
        yield from faults_at(f"{place}.balance", partial(_in_steps, own), group.balance)
    guests = _Known.of("guests", entries.guests, entries.unread)
    groups = _Known.of("groups", entries.groups, entries.unread)
    for place, stay in entries.stays.items():
        dates = _in_house(on, stay) if isinstance(stay, InHouseEntry) else _to_come(on, stay)
        for fault in (*_stay(own, stay, guests, groups), *dates):
            yield fault.under(place)
    yield from _sharing(entries)
    yield from _rooms_taken(entries)
    yield from _money_ahead(own, entries)
    yield from _companies(own, on, entries)


def _money_ahead(own: Property, entries: Entries) -> Iterator[Fault]:
    """A deposit is held for a stay of the file, in steps of the property's money."""
    yield from _twice(entries.deposits)
    stays = _Known.of("stays", entries.stays, entries.unread)
    for place, deposit in entries.deposits.items():
        yield from stays.missing(f"{place}.stay", deposit.stay)
        yield from faults_at(f"{place}.amount", partial(_in_steps, own), deposit.amount)


def _companies(own: Property, on: date, entries: Entries) -> Iterator[Fault]:
    """What companies owe is in steps of the property's money, and its days are no days to come."""
    yield from _twice(entries.accounts)
    for place, account in entries.accounts.items():
        if account.credit_limit is not None:
            path = f"{place}.credit_limit"
            yield from faults_at(path, partial(_in_steps, own), account.credit_limit)
        for index, item in enumerate(account.items):
            for fault in _item(own, on, item):
                yield fault.under(f"{place}.items[{index}]")


def _item(own: Property, on: date, item: ItemEntry) -> Iterator[Fault]:
    yield from faults_at("amount", partial(_in_steps, own), item.amount)
    for field in ("transferred_on", "checked_out_on", "invoiced_on"):
        if (got := getattr(item, field)) is not None and got > on:
            yield from _fault("date.order", field, earlier=got, later=on)


def _in_steps(own: Property, amount: Any) -> object:  # noqa: ANN401 - an amount of the file
    return exact(amount, own.digits, own.currency)


def _twice(*sections: Mapping[str, Any]) -> Iterator[Fault]:
    """An id stands once."""
    seen: set[str] = set()
    for section in sections:
        for place, entry in section.items():
            if (record := id_of(entry)) in seen:
                field = attrs.fields(type(entry))[0].name
                yield from _fault("value.duplicate", f"{place}.{field}", got=shown(record))
            seen.add(record)


def _fault(code: str, path: str, **values: object) -> tuple[Fault, ...]:
    return InvalidInput.because(code, path=path, **values).faults


@attrs.frozen
class _Known:
    """What other entries can point to."""

    kind: str
    ids: frozenset[str]
    allowed: str
    unread: frozenset[str]

    @classmethod
    def of(cls, kind: str, section: Mapping[str, Any], unread: frozenset[str]) -> Self:
        ids = [id_of(entry) for entry in section.values()]
        return cls(kind, frozenset(ids), some_of(ids), unread)

    def missing(self, path: str, got: str | None) -> Iterator[Fault]:
        """What is pointed to stands in the file."""
        if got is not None and got not in self.ids and got not in self.unread:
            yield from _fault(
                "value.not_listed", path, got=shown(got), kind=self.kind, allowed=self.allowed
            )


def _stay(own: Property, stay: StayEntry, guests: _Known, groups: _Known) -> Iterator[Fault]:
    """A stay is of people, a type, a policy and prices that are known."""
    yield from guests.missing("guest", stay.guest)
    yield from faults_at("room_type", own.rooms.type, stay.room_type)
    if isinstance(stay, InHouseEntry):
        yield from faults_at("room", own.rooms.room, stay.room)
    elif stay.assigned_room is not None:
        yield from faults_at("assigned_room", own.rooms.room, stay.assigned_room)
    yield from _prices(own, stay)
    yield from faults_at("balance", partial(_in_steps, own), stay.balance)
    yield from people(stay.party)
    for index, occupant in enumerate(stay.party):
        yield from guests.missing(f"party[{index}].guest", occupant.guest)
    yield from origin(stay.source, stay.channel)
    if stay.policy is not None:
        yield from faults_at("policy", own.stays.policy, stay.policy)
    yield from groups.missing("group", stay.group)


def _prices(own: Property, stay: StayEntry) -> Iterator[Fault]:
    """Each night has its price, in steps of the property's money."""
    try:
        nights = len(list(slices(stay.arrival, stay.departure)))
    except InvalidInput as error:
        yield from error.under("departure").faults
    else:
        if (got := len(stay.prices)) != nights:
            yield from _fault("list.length", "prices", got=got, low=nights, high=nights)
    for index, price in enumerate(stay.prices):
        yield from faults_at(f"prices[{index}]", partial(_in_steps, own), price)


def _to_come(on: date, stay: BookingEntry) -> Iterator[Fault]:
    """Who is still to come arrives on the first business date or later."""
    if stay.arrival < on:
        yield from _fault("date.order", "arrival", earlier=on, later=stay.arrival)


def _in_house(on: date, stay: InHouseEntry) -> Iterator[Fault]:
    """Who is in house has come, and every night that is over is charged already."""
    if stay.arrival > on:
        yield from _fault("date.order", "arrival", earlier=stay.arrival, later=on)
        return
    if stay.departure < stay.arrival:
        return
    latest = min(on, stay.departure)
    if not stay.arrival <= stay.checked_in_on <= latest:
        yield from _fault(
            "value.out_of_range",
            "checked_in_on",
            got=stay.checked_in_on,
            low=stay.arrival,
            high=latest,
        )
    yield from _charged(stay, stay.arrival if stay.is_day_use else latest - ONE_DAY)


def _charged(stay: InHouseEntry, last: date) -> Iterator[Fault]:
    """Every night that is over is charged, up to the last; before the check-in none has to be."""
    # A night that is over is charged on no business date to come.
    has_slept = last >= stay.checked_in_on or stay.is_day_use
    if (got := stay.posted_through) is None:
        if has_slept:
            yield from _fault("field.required", "posted_through")
        return
    if last < stay.arrival:
        earlier, later = (got, last + ONE_DAY) if got > last else (stay.arrival, got)
        yield from _fault("date.order", "posted_through", earlier=earlier, later=later)
    elif not (low := last if has_slept else stay.arrival) <= got <= last:
        yield from _fault("value.out_of_range", "posted_through", got=got, low=low, high=last)


def _sharing(entries: Entries) -> Iterator[Fault]:
    """Who shares a room shares it with a stay of the file, in house where the guest is in house."""
    stays = entries.stays
    places: dict[str, str] = {}
    for place, stay in stays.items():
        places.setdefault(stay.stay, place)
    in_house = _Known.of("stays in house", entries.in_house, entries.unread)
    anybody = _Known.of("stays", stays, entries.unread)
    for place, stay in stays.items():
        known = in_house if isinstance(stay, InHouseEntry) else anybody
        if stay.shares is None:
            continue
        if stay.shares in known.ids:
            where = places[stay.shares]
            yield from _together(place, stay, where, stays[where])
        else:
            yield from known.missing(f"{place}.shares", stay.shares)


def _together(place: str, stay: StayEntry, where: str, owner: StayEntry) -> Iterator[Fault]:
    """Who shares a room is in it with the one who has it, and only while that one is."""
    if owner.shares is not None:
        yield from _conflict(f"{place}.shares", f"{where}.shares")
        return
    for field in ("arrival", "departure"):
        if not owner.arrival <= (got := getattr(stay, field)) <= owner.departure:
            bounds = {"low": owner.arrival, "high": owner.departure}
            yield from _fault("value.out_of_range", f"{place}.{field}", got=got, **bounds)
    if isinstance(stay, BookingEntry):
        if stay.assigned_room is not None:
            yield from _conflict(f"{place}.assigned_room", f"{place}.shares")
    elif isinstance(owner, InHouseEntry) and stay.room != owner.room:
        yield from _conflict(f"{place}.room", f"{where}.room")


def _conflict(path: str, other: str) -> tuple[Fault, ...]:
    return _fault("value.conflict", path, one=path, other=other)


def _rooms_taken(entries: Entries) -> Iterator[Fault]:
    """A room has one guest, but for those who share it, and is set aside for one at a time."""
    until: dict[str, tuple[date, str]] = {}
    for place, stay in entries.in_house.items():
        if stay.shares is not None:
            continue
        if stay.room in until:
            yield from _fault("value.duplicate", f"{place}.room", got=shown(stay.room))
            continue
        until[stay.room] = stay.departure, f"{place}.room"
    assigned: defaultdict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for place, booking in entries.bookings.items():
        if booking.assigned_room is not None and booking.shares is None:
            dates = booking.arrival, booking.departure
            assigned[booking.assigned_room].append((*dates, f"{place}.assigned_room"))
    for room, uses in assigned.items():
        taken, by = until.get(room, (date.min, ""))
        for arrival, departure, path in sorted(uses):
            if arrival < taken:
                yield from _conflict(path, by)
            if departure > taken:
                taken, by = departure, path
