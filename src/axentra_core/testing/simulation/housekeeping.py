"""Housekeeping: who comes to work, who cleans what, who looks it over, what guests leave behind."""

from collections.abc import Mapping
from datetime import time
from typing import Final

from axentra_core.hotel import Desk
from axentra_core.housekeeping import (
    ItemRegistered,
    Priority,
    ShiftStatus,
    Task,
    TaskKind,
    TaskStatus,
    Waiting,
)
from axentra_core.kernel.actor import Actor
from axentra_core.testing.simulation.crew import Crew

ROOMS_EACH = 18
ATTENDANTS = ("wayan", "nyoman", "ketut", "luh", "putri", "sari", "agung", "rai")
TECHNICIAN = "gede"
BY_HAND = frozenset({TaskKind.INSPECTION, TaskKind.MAINTENANCE})
ITEMS = ("a phone charger", "a scarf", "reading glasses", "a children's book", "an earring")

# fmt: off
# How likely it is that a task is done on a round, and that its guest does not want it.
CHANCES: Final[Mapping[TaskKind, tuple[float, float]]] = {
    TaskKind.ARRIVAL_LINEN:    (0.85, 0),
    TaskKind.DEPARTURE_CLEAN:  (0.95, 0),
    TaskKind.STAY_OVER:        (0.90, 0.03),
    TaskKind.MAKE_UP:          (0.90, 0.02),
    TaskKind.TURNDOWN:         (0.85, 0.06),
    TaskKind.TOUCH_UP:         (0.95, 0),
    TaskKind.INSPECTION:       (0.90, 0),
    TaskKind.DEEP_CLEAN:       (0.60, 0),
    TaskKind.MAINTENANCE:      (0.60, 0),
}
# fmt: on


class Housekeeping:
    """The attendants, who see to them, and who mends things."""

    def __init__(self, crew: Crew) -> None:
        """Begin with an empty list."""
        self.crew: Crew = crew
        many = 1 + len(crew.own.rooms.rooms) // ROOMS_EACH
        self.attendants: tuple[str, ...] = ATTENDANTS[:many]
        self._desks: dict[str, Desk] = {
            name: crew.hotel.by(Actor("staff", name, crew.every_role))
            for name in (*self.attendants, TECHNICIAN)
        }

    # --- the day ---

    def plan_the_day(self) -> None:
        """Say what is to be done today and who comes to work."""
        crew = self.crew
        crew.ask(crew.housekeeper.plan_housekeeping, crew.today)
        planned = {shift.attendant for shift in crew.read.shifts()}
        for name in self.attendants:
            if name not in planned:
                hours = (time(8), time(20))
                crew.ask(crew.housekeeper.plan_shift, name, crew.today, *hours, breaks=60)

    def come_to_work(self) -> None:
        """Begin the shifts; somebody may be ill, as long as another is there."""
        crew, shifts = self.crew, self.crew.read.shifts()
        for shift in shifts:
            if len(shifts) > 1 and crew.happens(0.02):
                crew.ask(crew.housekeeper.cancel_shift, shift.id, "is ill")
            elif shift.status is ShiftStatus.PLANNED:
                crew.ask(self._desk_of(shift.attendant).start_shift, shift.id)

    def take_a_break(self) -> None:
        """Have lunch."""
        for shift in self.crew.read.shifts():
            if shift.status is ShiftStatus.WORKING and self.crew.happens(0.4):
                desk = self._desk_of(shift.attendant)
                self.crew.ask(desk.start_break, shift.id)
                self.crew.ask(desk.end_break, shift.id)

    def go_home(self) -> None:
        """End the shifts; what nobody has begun is anybody's tomorrow."""
        for shift in self.crew.read.shifts():
            if shift.status is ShiftStatus.WORKING:
                self.crew.ask(self._desk_of(shift.attendant).end_shift, shift.id)

    def _desk_of(self, attendant: str | None) -> Desk:
        return self._desks.get(attendant or "", self.crew.housekeeper)

    # --- the work ---

    def clean(self) -> None:
        """Share the work, do most of it, and look over what was done."""
        crew = self.crew
        crew.ask(crew.housekeeper.assign_tasks, crew.today, again=crew.happens(0.1))
        tasks = crew.read.tasks()
        for task in tasks:
            if task.kind not in BY_HAND and task.waiting is Waiting.READY:
                self._do(task)
        self._look_over()
        self._mend([task for task in tasks if task.kind is TaskKind.MAINTENANCE])

    def _do(self, task: Task) -> None:
        crew, chance = self.crew, self.crew.chance()
        desk = self._desk_of(task.attendant)
        is_done, is_refused = CHANCES[task.kind]
        if chance < is_refused:
            crew.ask(desk.refuse_task, task.id, "not today, thank you")
            return
        if task.status is not TaskStatus.IN_PROGRESS and crew.happens(0.1):
            crew.ask(desk.start_task, task.id)
        if chance < is_refused + is_done * (1 - is_refused):
            done = crew.ask(desk.finish_task, task.id)
            if done and task.kind is TaskKind.DEPARTURE_CLEAN and crew.happens(0.05):
                self._find_something(desk, task)
        else:
            self._leave_undone(task)

    def _leave_undone(self, task: Task) -> None:
        """Do it another time, at once, give it to another, or not at all."""
        crew, desk = self.crew, self.crew.housekeeper
        match crew.below(8):
            case 0 if task.attendant is not None and task.status is TaskStatus.ASSIGNED:
                crew.ask(desk.unassign_task, task.id)
            case 1:
                crew.ask(desk.prioritise_task, task.id, Priority.RUSH)
            case 2 if not task.blocks_room:
                crew.ask(desk.skip_task, task.id, "no time left")
            case 3 if not task.blocks_room:
                crew.ask(desk.cancel_task, task.id, "not needed")
            case _:
                pass

    def _look_over(self) -> None:
        """Let the supervisor see what the attendants have cleaned."""
        crew, supervisor = self.crew, self.crew.housekeeper
        for task in crew.read.tasks():
            if task.kind is TaskKind.INSPECTION and crew.happens(CHANCES[task.kind][0]):
                if crew.happens(0.06):
                    crew.ask(supervisor.fail_inspection, task.id, "dust on the shelf")
                else:
                    crew.ask(supervisor.finish_task, task.id)

    def _mend(self, faults: list[Task]) -> None:
        """Let the technician mend what was reported before today."""
        crew = self.crew
        for task in faults:
            if task.attendant is None:
                crew.ask(crew.housekeeper.assign_task, task.id, TECHNICIAN)
            if task.opened_on < crew.today and crew.happens(CHANCES[task.kind][0]):
                crew.ask(self._desks[TECHNICIAN].finish_task, task.id)

    def clean_thoroughly(self, vacant: list[str]) -> None:
        """Order a thorough cleaning of a vacant room, now and then."""
        crew = self.crew
        if vacant and crew.happens(len(crew.own.rooms.rooms) / 200):
            crew.ask(crew.housekeeper.open_task, crew.pick(vacant), TaskKind.DEEP_CLEAN)

    # --- lost and found ---

    def _find_something(self, desk: Desk, task: Task) -> None:
        crew = self.crew
        stay = task.stay if crew.happens(0.8) else None
        found = {"room": task.room, "stay": stay}
        done = crew.ask(
            desk.register_found_item, crew.pick(ITEMS), "housekeeping, shelf 2", **found
        )
        if done and crew.happens(0.4):
            item = done.one(ItemRegistered).found_item
            crew.ask(crew.clerk.return_found_item, item, crew.some_name(), "came back for it")

    def tidy_the_shelf(self) -> None:
        """Send something to its owner, bring it to the police, or give it up after a month."""
        crew, clerk = self.crew, self.crew.clerk
        for item in crew.read.found_items():
            chance = crew.chance()
            if chance < 0.03:
                crew.ask(clerk.return_found_item, item.id, crew.some_name(), "by parcel")
            elif chance < 0.04:
                crew.ask(clerk.hand_over_found_item, item.id, "the police", "looks precious")
            elif (crew.today - item.found_on).days > 30:
                crew.ask(clerk.dispose_of_found_item, item.id, "nobody has asked for it")
