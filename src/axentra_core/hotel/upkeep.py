"""What follows for the rooms and for the work of housekeeping, from whatever has happened."""

from collections.abc import Iterator

from axentra_core.hotel.sharing import registered_in
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import HIGHEST, Window
from axentra_core.housekeeping import (
    NATURE,
    TASK_ENDS,
    CancelTask,
    InspectionFailed,
    OpenTask,
    PrioritiseTask,
    Priority,
    Task,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
)
from axentra_core.rooms import (
    BlockEnded,
    ChangeLinen,
    CloseDiscrepancy,
    Condition,
    Discrepancy,
    EndBlock,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkedPickup,
    MarkInspected,
    Occupancy,
    Room,
    RoomAged,
    RoomOccupied,
    RoomReleased,
    RoomVacated,
)
from axentra_core.stays import (
    CheckOutReversed,
    PartyChanged,
    RoomAssigned,
    RoomCorrected,
    Stay,
    StayCancelled,
    StayCheckedIn,
    StayMoved,
    StayNotShown,
    StayStatus,
)


def work(  # noqa: PLR0913 - a task says that much
    unit: Unit,
    kind: TaskKind,
    room: str,
    cause: str,
    stay: str | None = None,
    *,
    blocks_room: bool = False,
    priority: Priority | None = None,
    note: str | None = None,
    block: int | None = None,
) -> OpenTask:
    """Return a task with the effort that the property reckons for it, and fresh linen if due."""
    own: Room = unit.need("room", room)
    linen = NATURE[kind].changes_linen(due=own.linen_due)
    effort = unit.property.housekeeping.effort_of(kind, own.type, linen=linen)
    task = unit.new_id("task")
    return OpenTask(
        task, kind, room, stay, cause, blocks_room, priority, effort, linen, note, block
    )


def open_tasks(window: Window, room: str) -> Iterator[Task]:
    """Yield what was to be done in a room before this unit and has not ended since."""
    for _, task_id in window.find("task.room", room):
        task: Task = window.need("task", task_id)
        if task.status not in TASK_ENDS:
            yield task


# Arrival and departure


def prepare_linen(
    unit: Unit, event: StayCheckedIn | StayMoved | RoomCorrected
) -> Iterator[OpenTask]:
    """Housekeeping is told to prepare linen for a guest new in a room (seed: Check-In)."""
    yield work(unit, TaskKind.ARRIVAL_LINEN, event.room, unit.place_of(event), event.stay)


def hurry_the_cleaning(unit: Unit, event: RoomAssigned) -> Iterator[PrioritiseTask]:
    """A room that somebody is waiting for is made ready before the others."""
    stay: Stay = unit.need("stay", event.stay)
    if stay.arrival <= unit.context.business_date:
        for task in open_tasks(unit, event.room):
            if task.blocks_room and task.priority > Priority.ARRIVAL:
                yield PrioritiseTask(task.id, Priority.ARRIVAL)


def end_the_tasks_of_the_stay(
    unit: Unit, event: RoomVacated | RoomReleased
) -> Iterator[CancelTask]:
    """What was to be done for guests who have left the room is no longer wanted.

    Those who shared it are gone with the one who had it; a cleaning for others is still needed.
    """
    for task in open_tasks(unit, event.room):
        is_service = task.stay is not None and not task.blocks_room
        # The cleaning after a departure takes the place of what was to be done before.
        is_replaced = isinstance(event, RoomVacated) and (
            task.stay == event.stay or task.kind in {TaskKind.INSPECTION, TaskKind.TOUCH_UP}
        )
        if is_service or is_replaced:
            yield CancelTask(task.id, "the guest has left the room")


def clean_after_departure(unit: Unit, event: RoomVacated) -> Iterator[OpenTask]:
    """While the departure cleaning is open the room is not ready, whatever its condition."""
    yield work(
        unit,
        TaskKind.DEPARTURE_CLEAN,
        event.room,
        unit.place_of(event),
        event.stay,
        blocks_room=True,
        priority=Priority.ARRIVAL if is_awaited(unit, event.room) else None,
    )


def is_awaited(window: Window, room: str) -> bool:
    """Return whether a room is set aside for somebody who is due in."""
    for _, stay_id in window.find("stay.assigned", room):
        stay: Stay = window.need("stay", stay_id)
        if stay.status is StayStatus.BOOKED and stay.arrival <= window.context.business_date:
            return True
    return False


def call_off_the_cleaning(unit: Unit, event: CheckOutReversed) -> Iterator[CancelTask]:
    """A room that its guest has again is not cleaned for the next one."""
    for _, task in unit.find("task.blocking", event.room):
        if unit.need("task", task).stay == event.stay:
            yield CancelTask(task, "the guest is in house again")


def let_the_held_room_go(
    unit: Unit, event: RoomOccupied | StayCancelled | StayNotShown
) -> Iterator[EndBlock]:
    """A room that is kept for somebody who does not come, or has another, is kept no longer."""
    own = f"{event.stay}:"
    for _, held in unit.find("room.held", own, own + HIGHEST):
        room: Room = unit.need("room", held)
        for block in room.blocks:
            if block.stay == event.stay:
                yield EndBlock(room.id, block.number)


def compare_with_the_report(unit: Unit, event: PartyChanged) -> Iterator[CloseDiscrepancy]:
    """When as many are registered as housekeeping has counted, nothing differs any more."""
    stay: Stay = unit.need("stay", event.stay)
    if stay.room is None:
        return
    room: Room = unit.need("room", stay.room)
    counted = None if room.report is None else room.report.persons
    if room.discrepancy is Discrepancy.PERSON_COUNT and counted == registered_in(unit, room):
        yield CloseDiscrepancy(room.id, "the party was corrected")


# Work that is done


def mark_the_room_clean(unit: Unit, event: TaskFinished) -> Iterator[MarkClean]:
    """A room that was cleaned or made up is clean."""
    room: Room = unit.need("room", event.room)
    if NATURE[event.kind].cleans and room.condition is not Condition.INSPECTED:
        yield MarkClean(event.room)


def note_the_linen(unit: Unit, event: TaskFinished) -> Iterator[ChangeLinen]:
    """Fresh linen begins to count anew."""
    del unit
    if event.linen:
        yield ChangeLinen(event.room)


def look_it_over(unit: Unit, event: TaskFinished) -> Iterator[OpenTask]:
    """Where the property wants it, somebody looks over what was done."""
    if event.kind in unit.property.housekeeping.inspected_after and not any(
        task.kind is TaskKind.INSPECTION for task in open_tasks(unit, event.room)
    ):
        yield work(unit, TaskKind.INSPECTION, event.room, unit.place_of(event))


def pass_the_room(unit: Unit, event: TaskFinished) -> Iterator[MarkInspected]:
    """A room that passes its inspection is inspected; by another person where policy says so."""
    if event.kind is TaskKind.INSPECTION:
        yield MarkInspected(event.room, unit.property.housekeeping.another_inspects)


def clean_once_more(unit: Unit, event: InspectionFailed) -> Iterator[MarkDirty | OpenTask]:
    """A room that does not pass is dirty again, and cleaned again, whoever lives in it."""
    yield MarkDirty(event.room)
    room: Room = unit.need("room", event.room)
    if room.stay is not None:
        yield work(unit, TaskKind.STAY_OVER, room.id, unit.place_of(event), room.stay)


def end_the_inspection(unit: Unit, event: MarkedInspected) -> Iterator[CancelTask]:
    """A room that somebody reports inspected needs no inspection."""
    for task in open_tasks(unit, event.room):
        if task.kind is TaskKind.INSPECTION:
            yield CancelTask(task.id, "the room is inspected")


def give_the_room_back(unit: Unit, event: TaskFinished) -> Iterator[EndBlock]:
    """A room that was blocked until it is mended comes back."""
    room: Room = unit.need("room", event.room)
    for block in room.blocks:
        if block.number == event.block:
            yield EndBlock(room.id, block.number)


def make_ready_again(
    unit: Unit,
    event: MarkedDirty | MarkedPickup | RoomAged | RoomReleased | BlockEnded | TaskCancelled,
) -> Iterator[OpenTask]:
    """A vacant room that is not clean is somebody's work, so that none is forgotten."""
    room: Room = unit.need("room", event.room)
    if is_waiting(room) and not any(map(makes_ready, open_tasks(unit, event.room))):
        yield work(
            unit,
            TaskKind.TOUCH_UP,
            event.room,
            unit.place_of(event),
            blocks_room=True,
            priority=Priority.ARRIVAL if is_awaited(unit, event.room) else None,
        )


def clean_it_all_the_same(unit: Unit, event: TaskCancelled) -> Iterator[OpenTask]:
    """Whoever calls a cleaning off does not make the room clean."""
    opened = (one for one in unit.events if isinstance(one, TaskOpened) and makes_ready(one))
    if NATURE[event.kind].readies and all(one.room != event.room for one in opened):
        yield from make_ready_again(unit, event)


def is_waiting(room: Room) -> bool:
    """Return whether a room is vacant and has to be made ready."""
    return room.occupancy is Occupancy.VACANT and not room.condition.reaches(Condition.CLEAN)


def makes_ready(task: Task | TaskOpened) -> bool:
    """Return whether the next guest waits for a task."""
    return task.blocks_room and NATURE[task.kind].readies


def end_the_touch_up(unit: Unit, event: MarkedClean) -> Iterator[CancelTask]:
    """A room that somebody reports clean needs no touch-up."""
    for task in open_tasks(unit, event.room):
        if task.kind is TaskKind.TOUCH_UP:
            yield CancelTask(task.id, "the room is clean")
