"""The work of housekeeping: who has it, whom it waits for, when people work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from axentra_core.housekeeping import Shift, ShiftStatus, Task, TaskKind, TaskStatus, Waiting
from axentra_core.rooms import GuestRequest, Room, Turndown
from axentra_core.testing.invariants.records import Records

ENDED = frozenset({TaskStatus.DONE, TaskStatus.REFUSED, TaskStatus.SKIPPED, TaskStatus.CANCELLED})
OVER = frozenset({ShiftStatus.ENDED, ShiftStatus.CANCELLED})


def check_tasks(tasks: Iterable[Task], records: Records) -> Iterator[str]:
    """Yield tasks that do not go together with who has them, or with their rooms."""
    for task in tasks:
        room: Room = records.get("room", task.room)
        if task.block is not None:
            yield from _check_block(task, room)
        if task.status in ENDED:
            continue
        if (task.attendant is None) is not (task.status is TaskStatus.OPEN):
            yield f"{task.status} task {task.id} is {task.attendant}'s"
        is_left_alone = room.request is GuestRequest.DO_NOT_DISTURB
        if task.waiting is Waiting.SUSPENDED and not is_left_alone:
            yield f"{task.kind} {task.id} waits for nobody in room {room.id}"


def _check_block(task: Task, room: Room) -> Iterator[str]:
    """Yield what is to be mended in a room that was never blocked for it, or still is."""
    is_open = any(block.number == task.block for block in room.blocks)
    is_known = task.block is not None and 0 < task.block <= room.blocks_made
    if not is_known or task.kind is not TaskKind.MAINTENANCE or not task.blocks_room:
        yield f"{task.kind} {task.id} ends block {task.block} of room {room.id}"
    if is_open and task.status is TaskStatus.DONE:
        yield f"{task.kind} {task.id} is done, and room {room.id} still blocked"


def check_turndowns(rooms: Iterable[Room], tasks: Sequence[Task]) -> Iterator[str]:
    """Yield rooms whose bed is to be prepared by nobody, or does not show that it is."""
    served = {task.room for task in tasks if task.kind is TaskKind.TURNDOWN}
    for room in rooms:
        if room.turndown is Turndown.REQUIRED and room.id not in served:
            yield f"room {room.id} requires a turndown that is nobody's work"
        if room.turndown is Turndown.NOT_REQUIRED and room.id in served:
            yield f"room {room.id} does not show the turndown that is to be done in it"


def check_lists(going_on: Iterable[Task], records: Records) -> Iterator[str]:
    """Yield lists of work on which is what has ended, or is not what has not."""
    tasks = list(going_on)
    for task in tasks:
        if task.status in ENDED:
            yield f"{task.kind} {task.id} is listed, and is {task.status}"
    for name, listed in (
        ("task.open", tasks),
        ("task.room", tasks),
        ("task.blocking", [task for task in tasks if task.blocks_room]),
        ("task.attendant", [task for task in tasks if task.attendant is not None]),
    ):
        if sorted(records.found(name)) != sorted(task.id for task in listed):
            yield f"look-up {name} does not list the tasks that it should"


def check_shifts(shifts: Iterable[Shift]) -> Iterator[str]:
    """Yield people who are to work twice at a time."""
    of_attendant: defaultdict[str, list[Shift]] = defaultdict(list)
    for shift in shifts:
        if shift.status not in OVER:
            of_attendant[shift.attendant].append(shift)
    for own in of_attendant.values():
        for one, other in combinations(own, 2):
            (begins, ends), (other_begins, other_ends) = _hours(one), _hours(other)
            if begins < other_ends and other_begins < ends:
                yield f"{one.attendant} works {one.id} and {other.id} at a time"


def _hours(shift: Shift) -> tuple[datetime, datetime]:
    begins = datetime.combine(shift.date, shift.starts)
    ends = datetime.combine(shift.date, shift.ends)
    return begins, ends if begins < ends else ends + timedelta(days=1)
