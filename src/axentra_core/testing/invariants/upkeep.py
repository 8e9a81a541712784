"""What is done about rooms, followed act by act: who gets one, who asks, what is to be done."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from axentra_core.codec import Entry
from axentra_core.housekeeping import (
    InspectionFailed,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
    TaskRefused,
    TaskSkipped,
)
from axentra_core.restaurant import OrderPlaced
from axentra_core.rooms import (
    Condition,
    Discrepancy,
    DiscrepancyClosed,
    DoNotDisturbSet,
    MakeUpRequested,
    MarkedClean,
    OccupancyReported,
    RequestCleared,
    Room,
    RoomOccupied,
    RoomOpened,
    RoomReleased,
    RoomVacated,
    ServiceDeclined,
)
from axentra_core.stays import Stay, StayStatus
from axentra_core.testing.invariants.records import Records

MAKES_READY = frozenset({TaskKind.DEPARTURE_CLEAN, TaskKind.TOUCH_UP, TaskKind.DEEP_CLEAN})
# The guest is in the room already, and nobody asks whether it is ready.
TOLD_AFTERWARDS = frozenset({"CorrectRoom", "ReverseCheckOut", "CutOver"})
CLOSES_DISCREPANCIES = frozenset({"CloseDiscrepancy", "ChangeParty", "RetryFollowUp"})
CALLS_OFF = frozenset({"CancelTask", "ReverseCheckOut"})


@attrs.define
class Upkeep:
    """What the log tells of rooms and the work in them, reckoned apart from the states.

    Attributes:
        tasks: the task of each cause and kind.
        going_on: what has not ended, in the order it was opened.
        blocking: the open tasks without which no guest gets a room, by room.
        differing: the discrepancies that nobody has closed, by room.
        as_found: rooms whose guest was in them before it was told.
        let_be: rooms not clean that nobody has to make ready: opened so, or somebody called it off.
    """

    tasks: dict[tuple[str, TaskKind], str] = attrs.Factory(dict)
    going_on: dict[str, None] = attrs.Factory(dict)
    blocking: defaultdict[str, dict[str, TaskKind]] = attrs.Factory(lambda: defaultdict(dict))
    differing: dict[str, Discrepancy] = attrs.Factory(dict)
    as_found: set[str] = attrs.Factory(set)
    let_be: set[str] = attrs.Factory(set)

    def follow(self, entry: Entry, records: Records) -> Iterator[str]:
        """Take the events of a commit down, and yield what should not have happened."""
        for event in entry.events:
            if type(event) in ENDS:
                self.going_on.pop(event.task, None)
            if take_down := TAKEN_DOWN.get(type(event)):
                yield from take_down(self, event, entry)
            if entry.actor.kind == "guest" and type(event) in OF_GUESTS:
                yield from _strangers(event, entry, records)

    def is_seen_to(self, room: str) -> bool:
        """Return whether somebody makes a room ready, or need not."""
        return room in self.let_be or not MAKES_READY.isdisjoint(self.blocking[room].values())

    def check_discrepancies(self, rooms: Iterable[Room]) -> Iterator[str]:
        """Yield rooms that differ otherwise than the front desk has been told and has answered."""
        for room in rooms:
            told = self.differing.get(room.id, Discrepancy.NONE)
            if room.discrepancy is not told:
                yield f"room {room.id} has discrepancy {room.discrepancy}, not {told}"


def opened(upkeep: Upkeep, event: RoomOpened, _: Entry) -> Iterator[str]:
    """A room can be taken over as it is."""
    if not event.condition.reaches(Condition.CLEAN):
        upkeep.let_be.add(event.room)
    yield from ()


def occupied(upkeep: Upkeep, event: RoomOccupied, entry: Entry) -> Iterator[str]:
    """While work that blocks a room is open, it is given with a reason only."""
    upkeep.differing.pop(event.room, None)
    if entry.verb in TOLD_AFTERWARDS:
        upkeep.as_found.add(event.room)
        return
    upkeep.as_found.discard(event.room)
    if event.override is None and (unfinished := upkeep.blocking[event.room]):
        yield f"{event.stay} got room {event.room} before {', '.join(unfinished)} was done"


def left(upkeep: Upkeep, event: RoomVacated | RoomReleased, _: Entry) -> Iterator[str]:
    """What was found in a room is forgotten with its guest."""
    upkeep.differing.pop(event.room, None)
    upkeep.as_found.discard(event.room)
    yield from ()


def cleaned(upkeep: Upkeep, event: MarkedClean, _: Entry) -> Iterator[str]:
    """From here on a room is somebody's work whenever it is not clean."""
    upkeep.let_be.discard(event.room)
    yield from ()


def reported(upkeep: Upkeep, event: OccupancyReported, _: Entry) -> Iterator[str]:
    """What differs stands until the front desk has acted; a second look closes nothing."""
    if event.discrepancy is not Discrepancy.NONE:
        upkeep.differing[event.room] = event.discrepancy
    yield from ()


def agreed(upkeep: Upkeep, event: DiscrepancyClosed, entry: Entry) -> Iterator[str]:
    """Only the front desk closes what differs."""
    if entry.verb not in CLOSES_DISCREPANCIES:
        yield f"{entry.verb} has closed the discrepancy of room {event.room}"
    if upkeep.differing.pop(event.room, None) is not event.discrepancy:
        yield f"room {event.room} had no {event.discrepancy} to be closed"


def begun(upkeep: Upkeep, event: TaskOpened, _: Entry) -> Iterator[str]:
    """One cause gives one task of a kind."""
    upkeep.going_on[event.task] = None
    first = upkeep.tasks.setdefault((event.cause, event.kind), event.task)
    if first != event.task:
        yield f"{event.kind} {first} and {event.task} have one cause: {event.cause}"
    if event.blocks_room:
        upkeep.blocking[event.room][event.task] = event.kind


def done(upkeep: Upkeep, event: TaskFinished, _: Entry) -> Iterator[str]:
    """What is done keeps nobody out."""
    upkeep.blocking[event.room].pop(event.task, None)
    yield from ()


def not_done(upkeep: Upkeep, event: TaskRefused | TaskSkipped, _: Entry) -> Iterator[str]:
    """What the next guest needs is not left out."""
    if kind := upkeep.blocking[event.room].pop(event.task, None):
        yield f"room {event.room} needs {kind} {event.task}, which nobody does"


def called_off(upkeep: Upkeep, event: TaskCancelled, entry: Entry) -> Iterator[str]:
    """What makes a room ready is called off by people, or where something makes up for it."""
    if upkeep.blocking[event.room].pop(event.task, None) not in MAKES_READY:
        return
    if entry.verb == "CancelTask":
        upkeep.let_be.add(event.room)
    elif entry.verb not in CALLS_OFF and not any(
        isinstance(one, RoomVacated | MarkedClean) and one.room == event.room
        for one in entry.events
    ):
        yield f"{entry.verb} has called off {event.kind} {event.task} of room {event.room}"


def _strangers(event: Any, entry: Entry, records: Records) -> Iterator[str]:  # noqa: ANN401
    """Yield what a guest asks for in a room in which they do not live."""
    stay: Stay | None = records.get("stay", entry.actor.id)
    own = stay and {stay.id, stay.shares}
    if (
        stay is None
        or stay.status is not StayStatus.IN_HOUSE
        or stay.room != event.room
        or event.stay not in (own or ())
    ):
        yield f"{entry.actor} says {entry.verb} for {event.stay} in room {event.room}"


ENDS = frozenset({TaskFinished, InspectionFailed, TaskRefused, TaskSkipped, TaskCancelled})
OF_GUESTS = frozenset(
    {DoNotDisturbSet, MakeUpRequested, ServiceDeclined, RequestCleared, OrderPlaced}
)

# fmt: off
TAKEN_DOWN: Final[Mapping[type, Callable[[Upkeep, Any, Entry], Iterator[str]]]] = {
    RoomOpened:         opened,
    RoomOccupied:       occupied,
    RoomVacated:        left,
    RoomReleased:       left,
    MarkedClean:        cleaned,
    OccupancyReported:  reported,
    DiscrepancyClosed:  agreed,
    TaskOpened:         begun,
    TaskFinished:       done,
    TaskRefused:        not_done,
    TaskSkipped:        not_done,
    TaskCancelled:      called_off,
}
# fmt: on
