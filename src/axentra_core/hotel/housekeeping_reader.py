"""What a hotel can be asked about the work of housekeeping."""

from collections.abc import Iterator
from datetime import date, timedelta

from axentra_core.hotel.housework import shared
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.window import HIGHEST
from axentra_core.housekeeping import (
    NATURE,
    Assignment,
    Forecast,
    FoundItem,
    RoomTomorrow,
    Shift,
    Task,
    TaskKind,
    forecast,
)
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.rooms import Room
from axentra_core.stays import Stay


class HousekeepingReader(Reading):
    """What is to be done, who does it, what was found."""

    def tasks(self, attendant: str | None = None) -> tuple[Task, ...]:
        """Return what housekeeping has to do, the most urgent first.

        Args:
            attendant: whose tasks; everybody's, and nobody's yet, when left out.
        """
        tasks = self._found("task", "task.open", "", HIGHEST)
        return tuple(task for task in tasks if attendant in (None, task.attendant))

    def shifts(self, on: date | None = None) -> tuple[Shift, ...]:
        """Return who works on a business date, who begins first first; today when left out."""
        value = self._day(on, "on").isoformat()
        shifts: Iterator[Shift] = self._found("shift", "shift.date", value, value)
        return tuple(sorted(shifts, key=lambda shift: (shift.starts, shift.attendant)))

    def assignment(self, *, again: bool = False) -> Assignment:
        """Return how today's open tasks would be shared, and why; nothing is assigned by it.

        Args:
            again: those that are assigned but not begun are shared anew.
        """
        return shared(self._window, self.business_date, again=again)

    def forecast(self) -> Forecast:
        """Return tomorrow's work as it is known today: of what kind, and how much.

        A room that is blocked tomorrow is left out, and so is a booking without a room.
        """
        window, tomorrow = self._window, self.business_date + ONE_DAY
        open_work: dict[str, list[TaskKind]] = {}
        for task in self.tasks():
            if not NATURE[task.kind].daily:
                open_work.setdefault(task.room, []).append(task.kind)
        arriving = {
            stay.room
            for stay in self._found("stay", "stay.assigned", "", HIGHEST)
            if stay.arrival == tomorrow
        }
        settings, rooms = self.configuration.housekeeping, self.configuration.rooms.rooms
        window.load(*(("room", setup.number) for setup in rooms))
        known = (window.need("room", setup.number) for setup in rooms)
        return forecast(
            [
                self._tomorrow(room, tuple(open_work.get(room.id, ())), arrives=room.id in arriving)
                for room in known
                if room.block_on(tomorrow) is None
            ],
            settings,
        )

    def _tomorrow(
        self, room: Room, planned: tuple[TaskKind, ...], *, arrives: bool
    ) -> RoomTomorrow:
        settings, tomorrow = self.configuration.housekeeping, self.business_date + ONE_DAY
        stay: Stay | None = None if room.stay is None else self._window.need("stay", room.stay)
        idle_from = tomorrow - timedelta(settings.idle_days)
        return RoomTomorrow(
            room.id,
            room.type,
            departs=stay is not None and stay.departure <= tomorrow,
            stays_over=stay is not None and stay.departure > tomorrow,
            arrives=arrives,
            linen_due=room.linen_due
            or (stay is not None and 0 < settings.linen_cycle <= room.linen_nights + 1),
            idle=bool(settings.idle_days)
            and room.idle_since is not None
            and room.idle_since <= idle_from,
            planned=planned,
        )

    def found_items(self) -> tuple[FoundItem, ...]:
        """Return what guests have left behind and the hotel keeps, the longest kept first."""
        return tuple(self._found("found_item", "found_item.kept", "", HIGHEST))
