"""A row of an export as a message: what its columns say, put together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import attrs

from axentra_core.channels.old_reservations.column_map import ColumnMap
from axentra_core.channels.old_reservations.columns import Place
from axentra_core.channels.old_reservations.forms import REMEMBERED, folded
from axentra_core.channels.old_reservations.judged_values import with_judged
from axentra_core.channels.old_reservations.room_names import MOST_ROOMS, NamedRoom
from axentra_core.channels.old_reservations.row_channels import Channels
from axentra_core.channels.old_reservations.told_guests import counted, shared_guests
from axentra_core.channels.old_reservations.verdicts import Note, ReadRow, Reason, SheetContext
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations.facts import Flag, Snapshot, ToldPrice, ToldRoom
from axentra_core.channels.reservations.message import (
    OtherId,
    Personal,
    ReservationMessage,
    Version,
)
from axentra_core.channels.reservations.told_texts import Cleaner
from axentra_core.channels.sheet_rows import fault
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.numbers import add

LONGEST_WORD: Final = 200
MOST_NAMED: Final = 200

_COUNTRY_LETTERS: Final = 2
_ANY_ROOM: Final = (NamedRoom(1, None, None, None),)
_NO_PRICE: Final = ToldPrice()
_NOTHING: Final = Snapshot()
# One of them is None where a card number stood in its place.
_AMOUNTS: Final = ("total", "total_before_tax", "payout", "commission")


class MappedRows:
    """Reads the rows of a file by a map.

    Args:
        columns: the map.
        places: where its columns stand in the file.
        context: what the hotel knows.
    """

    def __init__(self, columns: ColumnMap, places: Sequence[Place], context: SheetContext) -> None:
        """Look at everything once that is the same for all rows."""
        self._map = columns
        self._hotel = None if context.hotel is None else folded(context.hotel)
        self._version = Version(context.as_of)
        self._paths = {one.key: one.path for one in reversed(places)}
        self._places = [
            (one.at, one.key, one.path, one.read, one.longest, one.is_together) for one in places
        ]
        self._channels = Channels(columns.channel, context.codes, self._paths)

    def read(self, cells: Sequence[str]) -> ReadRow:
        """Return what a row tells, and everything that is wrong with it."""
        faults: list[Fault] = []
        values = self._values(cells, faults)
        if self._hotel is not None and folded(values.get("hotel", self._hotel)) != self._hotel:
            return ReadRow(notes=(self._note(Reason.OTHER_HOTEL, "hotel", values["hotel"]),))
        notes: list[Note] = []
        happening = self._happening(cells, values, notes)
        if notes and happening is None and notes[0].reason is Reason.NO_RESERVATION:
            return ReadRow(notes=tuple(notes))
        reference, key = self._channels.read(values, notes, faults)
        self._judge_dates(values, happening, faults)
        try:
            message = self._message(reference, happening or Happening.BOOK, values, notes, faults)
        except InvalidInput as error:
            faults += error.faults
            message = None
        if faults or happening is None:
            message = None
        return ReadRow(key, reference, message, tuple(notes), tuple(faults))

    def _values(self, cells: Sequence[str], faults: list[Fault]) -> dict[str, Any]:
        """Return what stands in the cells, by what it is; what is empty or wrong is left out."""
        values: dict[str, Any] = {}
        for at, key, path, read, longest, is_together in self._places:
            cell = cells[at]
            if not cell or (key in values and not is_together):
                continue
            if len(cell) > longest:
                faults.append(fault("text.too_long", path, limit=longest, length=len(cell)))
                continue
            try:
                value = read(cell)
            except InvalidInput as error:
                faults += error.under(path).faults
                continue
            if is_together:
                values.setdefault(key, []).append(value)
            else:
                values[key] = value
        return values

    def _note(self, reason: Reason, key: str, told: str) -> Note:
        return Note(reason, self._paths.get(key, ""), Cleaner().line(told) or "")

    def _happening(
        self, cells: Sequence[str], values: Mapping[str, Any], notes: list[Note]
    ) -> Happening | None:
        """Return what has happened; None, and why, where the row does not say."""
        if "status" not in self._paths:
            return Happening.BOOK
        word = values.get("status")
        if word is not None and word.happening is not None:
            return Happening.CANCEL if word.happening is Happening.CANCEL else Happening.BOOK
        at = next(place[0] for place in self._places if place[1] == "status")
        reason = Reason.STATUS_UNKNOWN if word is None else Reason.NO_RESERVATION
        notes.append(self._note(reason, "status", cells[at][:LONGEST_WORD]))
        return None

    def _judge_dates(
        self, values: Mapping[str, Any], happening: Happening | None, faults: list[Fault]
    ) -> None:
        """Refuse a stay that has no dates, or ends before it begins."""
        arrival, departure = values.get("arrival"), values.get("departure")
        if arrival is not None and departure is not None:
            if departure < arrival:
                path = self._paths["departure"]
                faults.append(fault("date.order", path, earlier=arrival, later=departure))
            return
        if happening is Happening.CANCEL:
            return
        refused = {one.path for one in faults}
        for key in ("arrival", "departure"):
            path = self._paths.get(key, key)
            if key not in values and path not in refused:
                faults.append(fault("field.required", path))

    def _message(
        self,
        reference: ChannelReference | None,
        happening: Happening,
        values: Mapping[str, Any],
        notes: list[Note],
        faults: list[Fault],
    ) -> ReservationMessage | None:
        cleaner = Cleaner()
        if any(values.get(key, _NO_PRICE) is None for key in _AMOUNTS):
            cleaner.flags[Flag.CARD_REMOVED] = None
        kinds = self._kinds(values, notes, faults)
        price, currency = self._price(values, faults)
        rooms = self._rooms(kinds, values, price, currency, faults)
        personal = self._personal(values, cleaner, len(rooms))
        if reference is None or faults:
            return None
        for kind in kinds:
            cleaner.flags.update(dict.fromkeys(kind.flags))
        snapshot = with_judged(
            _NOTHING,
            rooms=rooms,
            price=_NO_PRICE if self._map.several_rows else price,
            currency=currency,
            booked_at=values.get("booked_at"),
            collects=values.get("collects"),
            flags=tuple(cleaner.flags),
        )
        ids = (OtherId("pms", values["pms_id"]),) if "pms_id" in values else ()
        return ReservationMessage(reference, happening, self._version, snapshot, personal, ids)

    def _kinds(
        self, values: Mapping[str, Any], notes: list[Note], faults: list[Fault]
    ) -> tuple[NamedRoom, ...]:
        """Return the kinds of rooms, and note those that nobody knows."""
        kinds: tuple[NamedRoom, ...] = values.get("room", _ANY_ROOM)
        if "room_code" in values or "rate_code" in values or "rate" in values:
            told = values.get("rate_code") or values.get("rate")
            code = values.get("room_code")
            kinds = tuple(
                attrs.evolve(one, room_code=code or one.room_code, rate_code=told or one.rate_code)
                for one in kinds
            )
        rooms = values.get("room_count", 1)
        if rooms != 1 and len(kinds) == 1 and kinds[0].count == 1:
            if 1 <= rooms <= MOST_ROOMS:
                kinds = (attrs.evolve(kinds[0], count=rooms),)
            else:
                bounds = {"low": 1, "high": MOST_ROOMS}
                path = self._paths["room_count"]
                faults.append(fault("value.out_of_range", path, got=shown(rooms), **bounds))
        for one in kinds:
            if one.room_code is None:
                reason = Reason.ROOM_MISSING if one.name is None else Reason.ROOM_UNKNOWN
                notes.append(Note(reason, self._paths.get("room", ""), one.name or ""))
        return kinds

    def _price(
        self, values: Mapping[str, Any], faults: list[Fault]
    ) -> tuple[ToldPrice, str | None]:
        """Return what it costs: what is told, or what the hotel is paid and the channel keeps."""
        total = values.get("total")
        payout = values.get("payout")
        if payout is not None and (total is None or not total[0]):
            total = payout
            if commission := values.get("commission"):
                total = add(payout[0], commission[0]), payout[1] or commission[1]
        before = values.get("total_before_tax")
        marks = {one[1] for one in (total, before) if one is not None and one[1]}
        if currency := values.get("currency"):
            marks.add(currency)
        if len(marks) > 1:
            one, other, *_ = sorted(marks)
            path = self._paths.get("currency") or self._paths["total"]
            faults.append(fault("value.contradicts", path, one=one, other=other))
        if total is None and before is None:
            return _NO_PRICE, currency
        after: Decimal | None = None if total is None else total[0]
        price = ToldPrice(after, None if before is None else before[0])
        return price, marks.pop() if marks else self._map.currency

    def _rooms(
        self,
        kinds: Sequence[NamedRoom],
        values: Mapping[str, Any],
        price: ToldPrice,
        currency: str | None,
        faults: list[Fault],
    ) -> tuple[ToldRoom, ...]:
        each = [one for one in kinds for _ in range(one.count)]
        try:
            guests = shared_guests(counted(values), len(each))
        except InvalidInput as error:
            path = self._paths.get("occupancy") or self._paths.get("adults") or "guests"
            faults += (attrs.evolve(one, path=path) for one in error.faults)
            return ()
        own = price if self._map.several_rows else _NO_PRICE
        arrival, departure = values.get("arrival"), values.get("departure")
        return tuple(
            with_judged(
                _room_of(one, currency),
                arrival=arrival,
                departure=departure,
                guests=sleeping,
                price=own,
            )
            for one, sleeping in zip(each, guests, strict=True)
        )

    def _personal(self, values: Mapping[str, Any], cleaner: Cleaner, rooms: int) -> Personal:
        names = self._names(values, cleaner)
        name = " ".join(values["name"]) if "name" in values else None
        country = values.get("country", "").upper()
        address = [*values.get("address", ())]
        is_code = len(country) == _COUNTRY_LETTERS and country.isascii() and country.isalpha()
        if country and not is_code:
            address.append(values["country"])
        return Personal(
            name=cleaner.line(name) if name else next(iter(names), None),
            mail=cleaner.line(values.get("mail")),
            phone=cleaner.line(values.get("phone")),
            address=cleaner.line(", ".join(address)),
            country=country if is_code else None,
            guests=tuple((one,) for one in names)
            if len(names) == rooms
            else (names,) * bool(names),
            comments=tuple(
                line for told in values.get("comment", ()) for line in cleaner.lines(told)
            ),
        )

    def _names(self, values: Mapping[str, Any], cleaner: Cleaner) -> tuple[str, ...]:
        told = values.get("guests")
        if told is None:
            return ()
        between = self._map.names_between
        parts = told.split(between) if between else (told,)
        return tuple(line for part in parts[:MOST_NAMED] if (line := cleaner.line(part)))


@lru_cache(maxsize=REMEMBERED)
def _room_of(kind: NamedRoom, currency: str | None) -> ToldRoom:
    """Return a room of a kind: codes and names are judged here, once for all rows that have them.

    Raises:
        InvalidInput: ``text.…`` for what is no code.
    """
    return ToldRoom(
        room_code=kind.room_code, rate_code=kind.rate_code, currency=currency, name=kind.name
    )
