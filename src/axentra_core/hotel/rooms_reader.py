"""What a hotel can be asked about its rooms: the board, the tape chart, the best room."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from axentra_core.hotel.boards import Bar, ChartRow, RoomLine, TapeChart
from axentra_core.hotel.front_desk import rooms_for
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.window import HIGHEST
from axentra_core.housekeeping import Task
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.checks import LONGEST_LIST, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import (
    Choice,
    OccupyRoom,
    Preferences,
    Room,
    RoomSetup,
    board_codes,
    choose,
)
from axentra_core.stays import Presence, Stay


class RoomsReader(Reading):
    """What is known of the rooms."""

    def board(self) -> tuple[RoomLine, ...]:
        """Return every room in the order of the configuration, with what can be done to it."""
        tasks: dict[str, list[Task]] = {}
        for task in self._found("task", "task.room", "", HIGHEST):
            tasks.setdefault(task.room, []).append(task)
        setups = self.configuration.rooms.rooms
        self._window.load(*(("room", setup.number) for setup in setups))
        leaving = {line.stay.room for line in self._stays("stay.in_house", "", self._today)}
        arriving = self._arriving()
        return tuple(
            self._room_line(
                setup,
                tuple(tasks.get(setup.number, ())),
                arriving.get(setup.number),
                due_out=setup.number in leaving,
            )
            for setup in setups
        )

    @property
    def _today(self) -> str:
        return self.business_date.isoformat()

    def _arriving(self) -> Mapping[str, str]:
        """Return who is due in today, by the room that is set aside for them."""
        assigned: Iterator[Stay] = self._found("stay", "stay.assigned", "", HIGHEST)
        return {
            stay.room: stay.id
            for stay in assigned
            if stay.room is not None and stay.arrival <= self.business_date
        }

    def _room_line(
        self, setup: RoomSetup, tasks: tuple[Task, ...], arriving: str | None, *, due_out: bool
    ) -> RoomLine:
        window, today = self._window, self.business_date
        room: Room = window.need("room", setup.number)
        blocking = tuple(task.id for task in tasks if task.blocks_room)
        ready_from = self.configuration.rooms.ready_from
        guest = arriving or "next-guest"
        command = OccupyRoom(room.id, guest, ready_from, blocking, until=today + ONE_DAY)
        in_it = Presence.DUE_OUT if due_out else Presence.STAY_OVER
        return RoomLine(
            room,
            setup,
            board_codes(room, today, due_out=due_out, arriving=arriving is not None),
            room.block_on(today),
            tasks,
            None if room.stay is None else in_it,
            arriving,
            window.refusal_of(command),
            window.aggregate("room").allowed(room, window.context),
        )

    def discrepancies(self) -> tuple[Room, ...]:
        """Return the rooms about which housekeeping and the front desk differ."""
        return tuple(self._found("room", "room.discrepancy", "", HIGHEST))

    def rooms_for(self, stay: str, preferences: Preferences | None = None) -> Choice:
        """Return which rooms a stay may get when it arrives, the best first, and why not others.

        Args:
            stay: who arrives.
            preferences: what is wished of the room.

        Raises:
            NotFound: ``record.not_found``.
            InvalidInput: ``value.not_listed`` for a room that is wished for and not there.
        """
        rooms, arriving = self.configuration.rooms, self._window.need("stay", stay)
        return choose(rooms, rooms_for(self._window, arriving, rooms.rooms), preferences)

    def tape_chart(self, first: date | None = None, nights: int = 14) -> TapeChart:
        """Return who has which room on which of the coming days.

        Args:
            first: the first day; the business date when left out.
            nights: how many days, up to 1,000.

        Raises:
            InvalidInput: `first` is no date, or `nights` is not 1 to 1,000.
        """
        begin = self._day(first, "first")
        try:
            last = begin + timedelta(whole(1, LONGEST_LIST)(nights))
        except InvalidInput as error:
            raise error.under("nights") from None
        bars: dict[str, list[Bar]] = {}
        unassigned = []
        expected = self._stays("stay.due_in", "", (last - ONE_DAY).isoformat())
        for line in (*self._stays("stay.in_house", "", HIGHEST), *expected):
            stay = line.stay
            # Who should have left has the room all the same.
            until = max(stay.departure, self.business_date) if stay.room else stay.departure
            if until < begin or stay.is_day_use or stay.shares is not None:
                continue
            if stay.room is None:
                unassigned.append(line)
            else:
                bars.setdefault(stay.room, []).append(Bar(stay.arrival, until, line))
        setups = self.configuration.rooms.rooms
        self._window.load(*(("room", setup.number) for setup in setups))
        for setup in setups:
            room: Room = self._window.need("room", setup.number)
            bars.setdefault(room.id, []).extend(
                Bar(block.first, block.until, block=block)
                for block in room.blocks
                if block.meets(begin, last)
            )
        rows = (
            ChartRow(setup, tuple(sorted(bars[setup.number], key=lambda bar: bar.first)))
            for setup in setups
        )
        return TapeChart(begin, nights, self.business_date, tuple(rows), tuple(unassigned))
