"""What is said about the work of housekeeping: what is to be done today, and who does it."""

from collections.abc import Container, Iterable, Iterator
from datetime import date

from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.room_care import insist_on_inspector
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.upkeep import is_waiting, open_tasks, work
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.housekeeping import (
    NATURE,
    AssignTask,
    CancelTask,
    FailInspection,
    FinishTask,
    Job,
    PrioritiseTask,
    RefuseTask,
    Shift,
    SkipTask,
    StartTask,
    Task,
    TaskKind,
    TaskStatus,
    UnassignTask,
    Worker,
    assign,
)
from axentra_core.housekeeping import Assignment as Shared
from axentra_core.rooms import GuestRequest, Occupancy, Room, RoomSetup
from axentra_core.stays import Stay

# Those who mend are no attendants: their work is given to them by hand.
NOT_SHARED = frozenset({TaskKind.MAINTENANCE})


def plan_housekeeping(unit: Unit, verb: verbs.PlanHousekeeping) -> None:
    """Open the work of the day; each cause gives one task, however often the day is planned."""
    _insist_on_today(unit, verb.date)
    day = verb.date.isoformat()
    planned = {cause for cause, _ in unit.find("task.cause", f"{day}:", f"{day}:{HIGHEST}")}
    in_house = [stay for _, stay in unit.find("stay.in_house", "", HIGHEST)]
    unit.load(*(("stay", stay) for stay in in_house))
    living: list[Stay] = [unit.need("stay", stay) for stay in in_house]
    unit.load(*(("room", stay.room) for stay in living if stay.room is not None))
    turndown_types = unit.property.housekeeping.turndown_types
    for stay in living:
        if stay.room is None or stay.shares is not None or stay.departure <= verb.date:
            continue
        room: Room = unit.need("room", stay.room)
        if room.request is GuestRequest.SERVICE_DECLINED:
            continue
        kinds = [TaskKind.STAY_OVER] if _has_slept_here(stay, verb.date) else []
        if room.type in turndown_types and not _has(unit, room.id, TaskKind.TURNDOWN):
            kinds.append(TaskKind.TURNDOWN)
        for kind in kinds:
            cause = f"{day}:{kind}:{stay.id}"
            if cause not in planned:
                unit.act(work(unit, kind, room.id, cause, stay.id))
    for number in _forgotten(unit):
        cause = f"{day}:{TaskKind.TOUCH_UP}:{number}"
        if cause not in planned:
            unit.act(work(unit, TaskKind.TOUCH_UP, number, cause, blocks_room=True))


def _forgotten(unit: Unit) -> Iterator[str]:
    """Yield rooms that are to be made ready by nobody: they were dirty when the house opened."""
    rooms = [setup.number for setup in unit.property.rooms.rooms]
    unit.load(*(("room", number) for number in rooms))
    blocking = {number for number, _ in unit.find("task.blocking", "", HIGHEST)}
    for number in rooms:
        if number not in blocking and is_waiting(unit.need("room", number)):
            yield number


def _insist_on_today(unit: Unit, day: date) -> None:
    today = unit.context.business_date
    if day != today:
        raise HotelRefusal("hotel.other_date", date=day, business_date=today)


def _has_slept_here(stay: Stay, today: date) -> bool:
    return stay.checked_in_on is not None and stay.checked_in_on < today


def _has(window: Window, room: str, kind: TaskKind) -> bool:
    return any(task.kind is kind for task in open_tasks(window, room))


def open_task(unit: Unit, verb: verbs.OpenTask) -> None:
    """Ask for something to be done, unless somebody has asked for it already."""
    unit.property.rooms.room(verb.room)
    room: Room = unit.need("room", verb.room)
    if NATURE[verb.kind].serves and room.stay is None:
        raise HotelRefusal("hotel.nobody_to_serve", room=room.id, kind=verb.kind)
    if verb.kind is not TaskKind.MAINTENANCE:
        for task in open_tasks(unit, room.id):
            if task.kind is verb.kind:
                raise HotelRefusal("hotel.task_open", room=room.id, kind=task.kind, task=task.id)
    stay = room.stay if NATURE[verb.kind].serves else None
    blocks = NATURE[verb.kind].readies and room.occupancy is Occupancy.VACANT
    cause = f"asked:{unit.new_id('cause')}"
    unit.act(
        work(
            unit,
            verb.kind,
            room.id,
            cause,
            stay,
            blocks_room=blocks,
            priority=verb.priority,
            note=verb.note,
        )
    )


# Who does it


def assign_tasks(unit: Unit, verb: verbs.AssignTasks) -> None:
    """Share the open tasks among those who work today."""
    _insist_on_today(unit, verb.date)
    for given in shared(unit, verb.date, again=verb.again).given:
        if unit.need("task", given.job.task).attendant != given.attendant:
            unit.act(AssignTask(given.job.task, given.attendant))


def shared(window: Window, day: date, *, again: bool = False) -> Shared:
    """Return how the open tasks of a day are shared fairly, and why."""
    shifts = [shift for _, shift in window.find("shift.date", day.isoformat())]
    window.load(*(("shift", shift) for shift in shifts))
    workers = tuple(_workers(window.need("shift", shift) for shift in shifts))
    there = frozenset(worker.attendant for worker in workers)
    return assign(tuple(jobs_of(window, there, again=again)), workers)


def _workers(shifts: Iterable[Shift]) -> Iterator[Worker]:
    """Yield who works; somebody with two shifts on a day has the time and the sections of both."""
    by_attendant: dict[str, list[Shift]] = {}
    for shift in shifts:
        by_attendant.setdefault(shift.attendant, []).append(shift)
    for attendant, own in by_attendant.items():
        anywhere = any(not shift.sections for shift in own)
        sections = () if anywhere else tuple(name for shift in own for name in shift.sections)
        yield Worker(attendant, sum(shift.capacity for shift in own), sections)


def jobs_of(window: Window, there: Container[str | None], *, again: bool) -> Iterator[Job]:
    """Yield the open tasks as they are shared; what somebody there has begun stays with them."""
    found = [task for _, task in window.find("task.open", "", HIGHEST)]
    window.load(*(("task", task) for task in found))
    tasks: list[Task] = [window.need("task", task) for task in found]
    window.load(*(("room", task.room) for task in tasks))
    setups = {setup.number: setup for setup in window.property.rooms.rooms}
    another = window.property.housekeeping.another_inspects
    for task in tasks:
        if task.kind in NOT_SHARED:
            continue
        room: Room = window.need("room", task.room)
        setup = setups.get(task.room) or RoomSetup(room.id, room.type)
        is_own = another and task.kind is TaskKind.INSPECTION and room.cleaned_by is not None
        is_kept = task.attendant in there and not (again and task.status is TaskStatus.ASSIGNED)
        yield Job(
            task.id,
            task.room,
            task.effort,
            task.priority,
            section=setup.section,
            floor=setup.floor,
            not_by=frozenset({room.cleaned_by} if is_own and room.cleaned_by else ()),
            attendant=task.attendant if is_kept else None,
        )


def assign_task(unit: Unit, verb: verbs.AssignTask) -> None:
    """Give a task to an attendant."""
    unit.act(AssignTask(verb.task, verb.attendant))


def unassign_task(unit: Unit, verb: verbs.UnassignTask) -> None:
    """Take a task from its attendant."""
    unit.act(UnassignTask(verb.task))


def prioritise_task(unit: Unit, verb: verbs.PrioritiseTask) -> None:
    """Say what comes first."""
    unit.act(PrioritiseTask(verb.task, verb.priority))


def start_task(unit: Unit, verb: verbs.StartTask) -> None:
    """Begin a task."""
    unit.act(StartTask(verb.task))


def finish_task(unit: Unit, verb: verbs.FinishTask) -> None:
    """Report a task done; what it means for the room follows."""
    task: Task = unit.need("task", verb.task)
    if task.kind is TaskKind.INSPECTION:
        insist_on_inspector(unit)
    unit.act(FinishTask(verb.task))


def fail_inspection(unit: Unit, verb: verbs.FailInspection) -> None:
    """Report that an inspected room has to be cleaned again."""
    unit.act(FailInspection(verb.task, verb.reason))


def refuse_task(unit: Unit, verb: verbs.RefuseTask) -> None:
    """Report that the guest did not want it."""
    unit.act(RefuseTask(verb.task, verb.reason))


def skip_task(unit: Unit, verb: verbs.SkipTask) -> None:
    """Leave a task undone."""
    unit.act(SkipTask(verb.task, verb.reason))


def cancel_task(unit: Unit, verb: verbs.CancelTask) -> None:
    """Say that a task is not needed."""
    unit.act(CancelTask(verb.task, verb.reason))
