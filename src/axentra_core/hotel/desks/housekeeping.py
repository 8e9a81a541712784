"""What is said about the work of housekeeping as one actor says it."""

from collections.abc import Sequence
from datetime import date, time

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.housekeeping import Priority, TaskKind


class Housekeeping(Speaker):
    """Tasks, shifts, and what guests left behind."""

    def plan_housekeeping(self, day: date, *, key: str | None = None) -> Done:
        """Open the work of the business date; said again, only what has come since."""
        return self.do(verbs.PlanHousekeeping(day), key=key)

    def open_task(
        self,
        room: str,
        kind: TaskKind,
        *,
        note: str | None = None,
        priority: Priority | None = None,
        key: str | None = None,
    ) -> Done:
        """Ask for something to be done in a room."""
        return self.do(verbs.OpenTask(room, kind, note, priority), key=key)

    def assign_tasks(self, day: date, *, again: bool = False, key: str | None = None) -> Done:
        """Share the open tasks of the day among those who work it; `preview` proposes only."""
        return self.do(verbs.AssignTasks(day, again), key=key)

    def assign_task(self, task: str, attendant: str, *, key: str | None = None) -> Done:
        """Give a task to an attendant."""
        return self.do(verbs.AssignTask(task, attendant), key=key)

    def unassign_task(self, task: str, *, key: str | None = None) -> Done:
        """Take a task from its attendant."""
        return self.do(verbs.UnassignTask(task), key=key)

    def prioritise_task(self, task: str, priority: Priority, *, key: str | None = None) -> Done:
        """Say what comes first."""
        return self.do(verbs.PrioritiseTask(task, priority), key=key)

    def start_task(self, task: str, *, key: str | None = None) -> Done:
        """Begin a task."""
        return self.do(verbs.StartTask(task), key=key)

    def finish_task(self, task: str, *, key: str | None = None) -> Done:
        """Report a task done; the room follows."""
        return self.do(verbs.FinishTask(task), key=key)

    def fail_inspection(self, task: str, reason: str, *, key: str | None = None) -> Done:
        """Report that an inspected room has to be cleaned again."""
        return self.do(verbs.FailInspection(task, reason), key=key)

    def refuse_task(self, task: str, reason: str, *, key: str | None = None) -> Done:
        """Report that the guest did not want it."""
        return self.do(verbs.RefuseTask(task, reason), key=key)

    def skip_task(self, task: str, reason: str, *, key: str | None = None) -> Done:
        """Leave a task undone."""
        return self.do(verbs.SkipTask(task, reason), key=key)

    def cancel_task(self, task: str, reason: str, *, key: str | None = None) -> Done:
        """Say that a task is not needed."""
        return self.do(verbs.CancelTask(task, reason), key=key)

    def plan_shift(  # noqa: PLR0913 - a shift says that much
        self,
        attendant: str,
        day: date,
        starts: time,
        ends: time,
        *,
        breaks: int = 0,
        capacity: int | None = None,
        sections: Sequence[str] = (),
        key: str | None = None,
    ) -> Done:
        """Say who works when."""
        verb = verbs.PlanShift(attendant, day, starts, ends, breaks, capacity, tuple(sections))
        return self.do(verb, key=key)

    def start_shift(self, shift: str, *, key: str | None = None) -> Done:
        """Come to work."""
        return self.do(verbs.StartShift(shift), key=key)

    def start_break(self, shift: str, *, key: str | None = None) -> Done:
        """Begin a break."""
        return self.do(verbs.StartBreak(shift), key=key)

    def end_break(self, shift: str, *, key: str | None = None) -> Done:
        """Come back from a break."""
        return self.do(verbs.EndBreak(shift), key=key)

    def end_shift(self, shift: str, *, key: str | None = None) -> Done:
        """Go home."""
        return self.do(verbs.EndShift(shift), key=key)

    def cancel_shift(self, shift: str, reason: str, *, key: str | None = None) -> Done:
        """Say that a shift is not worked."""
        return self.do(verbs.CancelShift(shift, reason), key=key)

    def register_found_item(
        self,
        description: str,
        storage: str,
        *,
        room: str | None = None,
        stay: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Keep something that a guest has left behind."""
        return self.do(verbs.RegisterFoundItem(description, storage, room, stay), key=key)

    def return_found_item(self, item: str, to: str, how: str, *, key: str | None = None) -> Done:
        """Give a found item to its owner."""
        return self.do(verbs.ReturnFoundItem(item, to, how), key=key)

    def hand_over_found_item(
        self, item: str, to: str, reason: str, *, key: str | None = None
    ) -> Done:
        """Give a found item to an authority."""
        return self.do(verbs.HandOverFoundItem(item, to, reason), key=key)

    def dispose_of_found_item(self, item: str, reason: str, *, key: str | None = None) -> Done:
        """Do away with a found item that nobody has claimed."""
        return self.do(verbs.DisposeOfFoundItem(item, reason), key=key)
