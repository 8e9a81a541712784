"""What a hotel can be asked; nothing here changes anything."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs

from axentra_core.folio import Folio, Statement, statement
from axentra_core.guests import Guest
from axentra_core.hotel.front_desk import rooms_for
from axentra_core.hotel.property import Property
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.house import FollowUp
from axentra_core.housekeeping import Task
from axentra_core.kernel.checks import day
from axentra_core.kernel.decider import Allowed
from axentra_core.kernel.errors import InvalidInput, PortRefused, RuleViolation
from axentra_core.kernel.sealed import words_of
from axentra_core.kernel.texts import line
from axentra_core.restaurant import Order
from axentra_core.rooms import OccupyRoom, Room, board_code
from axentra_core.stays import (
    Availability,
    Presence,
    Stay,
    counted,
    inventory_id,
    presence,
)


@attrs.frozen
class StayLine:
    """A stay as a list shows it.

    Attributes:
        stay: the stay.
        guest_name: opened by the hotel's cipher; None once the guest was forgotten.
        presence: due in, stay-over, due out …: derived from the business date.
    """

    stay: Stay
    guest_name: str | None = attrs.field(repr=False)
    presence: Presence


@attrs.frozen
class RoomLine:
    """A room as the board shows it.

    Attributes:
        room: the room.
        code: VC, VD, OC …: occupancy and condition in the field's two letters.
        tasks: what housekeeping has to do in it.
        not_ready: what stands against giving it to an arriving guest; None when it is ready.
    """

    room: Room
    code: str
    tasks: tuple[Task, ...]
    not_ready: RuleViolation | None


class Reader:
    """The answers of a hotel; every record is read once, when an answer first needs it.

    Ask `Hotel.read` anew for what has happened since.
    """

    def __init__(self, window: Window) -> None:
        """Take the window through which everything is read."""
        self._window = window

    @property
    def configuration(self) -> Property:
        """The configuration in force."""
        return self._window.property

    @property
    def business_date(self) -> date:
        """The hotel's open day."""
        return self._window.context.business_date

    def version(self, kind: str, record_id: str) -> int:
        """Return how many events a record has: what `expected_version` compares; 0 for none."""
        return self._window.version(kind, record_id)

    # --- front desk ---

    def stay(self, stay: str) -> StayLine:
        """Return a stay.

        Raises:
            NotFound: ``record.not_found``.
        """
        return self._line(self._window.need("stay", stay))

    def arrivals(self, on: date | None = None) -> tuple[StayLine, ...]:
        """Return the stays that are due in on a date, today's overdue ones included."""
        try:
            until = (self.business_date if on is None else day(on)).isoformat()
        except InvalidInput as error:
            raise error.under("on") from None
        return tuple(self._stays("stay.due_in", "" if on is None else until, until))

    def departures(self) -> tuple[StayLine, ...]:
        """Return the stays in house that are due out today or should have left."""
        return tuple(self._stays("stay.in_house", "", self.business_date.isoformat()))

    def in_house(self) -> tuple[StayLine, ...]:
        """Return all stays in house, the earliest departure first."""
        return tuple(self._stays("stay.in_house", "", HIGHEST))

    def waitlist(self) -> tuple[StayLine, ...]:
        """Return the stays that wait for a room, the earliest arrival first."""
        return tuple(self._stays("stay.waitlist", "", HIGHEST))

    def group(self, group: str) -> tuple[StayLine, ...]:
        """Return the stays of a group that are expected or in house.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("group", group)
        return tuple(self._stays("stay.group", group, group))

    def availability(self, first: date, nights: int) -> Availability:
        """Return the rooms of every type on consecutive nights, as the inventory has counted them.

        Raises:
            InvalidInput: `first` is no date, or `nights` is not 1 to 1,000.
        """
        # A table of nothing refuses what no table can be made of.
        table = Availability.of(first, nights, {}, {}, ())
        types = [type_.code for type_ in self.configuration.rooms.types]
        starts = dict.fromkeys((first + timedelta(at)).replace(day=1) for at in range(table.nights))
        months = [("inventory", inventory_id(code, month)) for code in types for month in starts]
        self._window.load(*months)
        counted_so_far = (self._window.get(*month) for month in months)
        rooms = self.configuration.rooms
        return Availability.of(
            first,
            nights,
            {code: rooms.capacity(code) for code in types},
            {code: rooms.overbooking_of(code) for code in types},
            (taking for month in counted_so_far if month for taking in counted(month)),
        )

    def find(self, confirmation_or_name: str) -> tuple[StayLine, ...]:
        """Return the stays with a confirmation number, or of guests whose name has every word."""
        try:
            line(confirmation_or_name)
        except InvalidInput as error:
            raise error.under("confirmation_or_name") from None
        found = self._window.find("stay.confirmation", confirmation_or_name)
        stays = dict.fromkeys(stay for _, stay in found)
        token = self._window.outside.cipher.token
        by_word = [
            {guest for _, guest in self._window.find("guest.name", token(word))}
            for word in words_of(confirmation_or_name)
        ]
        for guest in sorted(set.intersection(*by_word)) if by_word else ():
            stays.update(dict.fromkeys(stay for _, stay in self._window.find("stay.guest", guest)))
        return tuple(self._line(self._window.need("stay", stay)) for stay in stays)

    def rooms_for(self, stay: str) -> tuple[tuple[str, RuleViolation | None], ...]:
        """Return every room of the booked type and what stands against it."""
        return tuple(rooms_for(self._window, self._window.need("stay", stay)))

    def folio(self, stay: str) -> Statement:
        """Return the bill of a stay.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("folio", stay)
        return statement(self._window.history("folio", stay))

    def open_folios(self) -> tuple[Folio, ...]:
        """Return every open bill."""
        return tuple(self._found("folio", "folio.open", "", HIGHEST))

    def receivables(self) -> tuple[Folio, ...]:
        """Return the bills that guests have left open, those without a date first, then by date."""
        return tuple(self._found("folio", "folio.receivable", "", HIGHEST))

    def _stays(self, name: str, low: str, high: str) -> Iterator[StayLine]:
        return (self._line(stay) for stay in self._found("stay", name, low, high))

    def _line(self, stay: Stay) -> StayLine:
        guest: Guest = self._window.need("guest", stay.guest)
        return StayLine(stay, self._name_of(guest), presence(stay, self.business_date))

    def _name_of(self, guest: Guest) -> str | None:
        try:
            return self._window.outside.cipher.open(guest.id, guest.name.data)
        except PortRefused as refusal:
            if refusal.code == "cipher.key_destroyed":
                return None
            raise

    # --- housekeeping and restaurant ---

    def board(self) -> tuple[RoomLine, ...]:
        """Return every room in the order of the configuration."""
        tasks: dict[str, list[Task]] = {}
        for task in self._found("task", "task.room", "", HIGHEST):
            tasks.setdefault(task.room, []).append(task)
        numbers = [room.number for room in self.configuration.rooms.rooms]
        self._window.load(*(("room", number) for number in numbers))
        return tuple(self._room_line(number, tuple(tasks.get(number, ()))) for number in numbers)

    def _room_line(self, number: str, tasks: tuple[Task, ...]) -> RoomLine:
        room: Room = self._window.need("room", number)
        blocking = tuple(task.id for task in tasks if task.blocks_room)
        command = OccupyRoom(number, "next-guest", self.configuration.rooms.ready_from, blocking)
        code = board_code(room.occupancy, room.condition)
        return RoomLine(room, code, tasks, self._window.refusal_of(command))

    def tasks(self) -> tuple[Task, ...]:
        """Return what housekeeping has to do, the most urgent first."""
        return tuple(self._found("task", "task.open", "", HIGHEST))

    def orders(self) -> tuple[Order, ...]:
        """Return the orders that are placed or in the kitchen, by room."""
        return tuple(self._found("order", "order.open", "", HIGHEST))

    # --- the house ---

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Return what should have followed and could not, by whom it concerns."""
        return tuple(self._found("follow_up", "follow_up.open", "", HIGHEST))

    def allowed(self, kind: str, record_id: str) -> dict[str, Allowed]:
        """Return for every command to a record what stands against it now.

        Args:
            kind: such as ``stay``, ``room`` or ``folio``.
            record_id: which one.

        Raises:
            NotFound: ``record.not_found``.
        """
        return self._window.aggregate(kind).allowed(
            self._window.need(kind, record_id), self._window.context
        )

    def _found(self, kind: str, name: str, low: str, high: str) -> Iterator[Any]:
        found = [record for _, record in self._window.find(name, low, high)]
        self._window.load(*((kind, record) for record in found))
        return (self._window.need(kind, record) for record in found)
