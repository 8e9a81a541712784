"""What follows from what guests wish of those who look after their rooms."""

from collections.abc import Iterator

from axentra_core.hotel.unit import Unit
from axentra_core.hotel.upkeep import open_tasks, work
from axentra_core.housekeeping import (
    NATURE,
    CancelTask,
    OpenTask,
    RefuseTask,
    ResumeTask,
    SuspendTask,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
    TaskRefused,
    TaskSkipped,
    Waiting,
)
from axentra_core.rooms import (
    ClearRequest,
    CompleteTurndown,
    DoNotDisturbSet,
    GuestRequest,
    MakeUpRequested,
    RequestCleared,
    RequireTurndown,
    Room,
    RoomOccupied,
    ServiceDeclined,
    Turndown,
    WaiveTurndown,
)
from axentra_core.stays import Stay


def turn_down_tonight(unit: Unit, event: RoomOccupied) -> Iterator[OpenTask]:
    """In a room type with an evening service the bed is prepared from the first night on."""
    stay: Stay = unit.need("stay", event.stay)
    room: Room = unit.need("room", event.room)
    served = room.type in unit.property.housekeeping.turndown_types
    if served and stay.departure > unit.context.business_date:
        yield work(unit, TaskKind.TURNDOWN, event.room, unit.place_of(event), event.stay)


def send_somebody_to_make_up(unit: Unit, event: MakeUpRequested) -> Iterator[OpenTask]:
    """A guest's wish becomes one task of housekeeping, however often it is expressed (seed: QR)."""
    if not any(task.kind is TaskKind.MAKE_UP for task in open_tasks(unit, event.room)):
        yield work(unit, TaskKind.MAKE_UP, event.room, unit.place_of(event), event.stay)


def wait_with_the_service(unit: Unit, event: DoNotDisturbSet) -> Iterator[SuspendTask]:
    """Nobody knocks while the guest wants to be left alone; the work is neither done nor lost."""
    for task in open_tasks(unit, event.room):
        if NATURE[task.kind].serves:
            yield SuspendTask(task.id)


def wait_at_once(unit: Unit, event: TaskOpened) -> Iterator[SuspendTask]:
    """Work that is planned while the guest wants to be left alone waits from the beginning."""
    room: Room = unit.need("room", event.room)
    if NATURE[event.kind].serves and room.request is GuestRequest.DO_NOT_DISTURB:
        yield SuspendTask(event.task)


def go_on_with_the_service(
    unit: Unit, event: MakeUpRequested | RequestCleared
) -> Iterator[ResumeTask | CancelTask]:
    """What was waiting goes on; a wish that the guest has taken back is no longer met."""
    for task in open_tasks(unit, event.room):
        if task.waiting is Waiting.SUSPENDED:
            yield ResumeTask(task.id)
        elif task.kind is TaskKind.MAKE_UP and isinstance(event, RequestCleared):
            yield CancelTask(task.id, "the guest does not ask for it any more")


def leave_the_room_alone(unit: Unit, event: ServiceDeclined) -> Iterator[RefuseTask]:
    """A guest who declines the service gets none today."""
    for task in open_tasks(unit, event.room):
        if NATURE[task.kind].serves:
            yield RefuseTask(task.id, "the guest declined the service")


def require_the_turndown(unit: Unit, event: TaskOpened) -> Iterator[RequireTurndown]:
    """The room shows that its bed is to be prepared."""
    del unit
    if event.kind is TaskKind.TURNDOWN:
        yield RequireTurndown(event.room)


def end_the_turndown(
    unit: Unit, event: TaskFinished | TaskRefused | TaskSkipped | TaskCancelled
) -> Iterator[CompleteTurndown | WaiveTurndown]:
    """The room shows that its bed is prepared, or that nobody will come."""
    room: Room = unit.need("room", event.room)
    if event.kind is TaskKind.TURNDOWN and room.turndown is Turndown.REQUIRED:
        end = CompleteTurndown if isinstance(event, TaskFinished) else WaiveTurndown
        yield end(event.room)


def end_the_wish(
    unit: Unit, event: TaskFinished | TaskRefused | TaskSkipped | TaskCancelled
) -> Iterator[ClearRequest]:
    """A room asks to be made up until it was, or until nobody will: then it can ask again."""
    room: Room = unit.need("room", event.room)
    if event.kind is TaskKind.MAKE_UP and room.request is GuestRequest.MAKE_UP_ROOM and room.stay:
        yield ClearRequest(event.room, room.stay)
