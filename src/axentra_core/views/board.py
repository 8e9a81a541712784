"""The room board: every room of today, and whether it can be given to a guest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.housekeeping import EffortUnit, Task, TaskStatus, Waiting
from axentra_core.views.columns import Column, Row, headings, table, width
from axentra_core.views.locale import Language, language
from axentra_core.views.sentences import say
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads several times what a bill needs.
    from axentra_core.hotel import RoomLine

NARROWEST: Final = 64


@attrs.frozen
class Group:
    """The rooms of one floor and section, in the order of the configuration."""

    floor: str | None
    section: str | None
    lines: tuple["RoomLine", ...]


@attrs.frozen
class Summary:
    """What a board says above its rooms.

    Attributes:
        rooms: how many it shows.
        ready: how many can be given to an arriving guest.
        codes: rooms by the code of their occupancy and condition, or of their block.
        flags: rooms by every further code.
        tasks: how many tasks are open.
        effort: what they take together, in minutes or credits.
    """

    rooms: int
    ready: int
    codes: tuple[tuple[str, int], ...]
    flags: tuple[tuple[str, int], ...]
    tasks: int
    effort: int


def groups(lines: Iterable["RoomLine"]) -> tuple[Group, ...]:
    """Return the rooms by floor and section, each in the order in which it comes first."""
    places: dict[tuple[str | None, str | None], list[RoomLine]] = {}
    for line in lines:
        places.setdefault((line.setup.floor, line.setup.section), []).append(line)
    floors = list(dict.fromkeys(floor for floor, _ in places))
    ordered = sorted(places.items(), key=lambda place: floors.index(place[0][0]))
    return tuple(Group(*place, tuple(rooms)) for place, rooms in ordered)


def summary(lines: Sequence["RoomLine"], own: Language) -> Summary:
    """Return what stands above a board; codes in the order of the language's code book."""
    work = [task for line in lines for task in line.tasks]
    return Summary(
        rooms=len(lines),
        ready=sum(line.not_ready is None for line in lines),
        codes=_counted(own, (line.code for line in lines)),
        flags=_counted(own, (flag for line in lines for flag in line.codes[1:])),
        tasks=len(work),
        effort=sum(task.effort for task in work),
    )


def _counted(own: Language, codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(codes)
    book = [key.removeprefix("code.") for key in own.words if key.startswith("code.")]
    known = [code for code in book if code in counts]
    return tuple((code, counts[code]) for code in (*known, *sorted(counts.keys() - set(known))))


def waiting(lines: Iterable["RoomLine"]) -> tuple["RoomLine", ...]:
    """Return the rooms that are set aside for an arrival of today and not ready."""
    return tuple(line for line in lines if line.arriving and line.not_ready)


def why_not(line: "RoomLine", own: Language) -> str:
    """Return in short why a room cannot be given to an arriving guest; nothing when it can."""
    if line.not_ready is None:
        return ""
    short = own.words.get(f"board.reason.{line.not_ready.code}")
    return say(line.not_ready, own.name) if short is None else short


def standing(task: Task) -> str:
    """Return where an open task stands: suspended by the guest, or its status."""
    return (Waiting.SUSPENDED if task.waiting is Waiting.SUSPENDED else task.status).value


def board(
    lines: Sequence["RoomLine"],
    locale: str,
    *,
    day: date | None = None,
    unit: EffortUnit = EffortUnit.MINUTES,
) -> str:
    """Return the room board: of every room what it is like and whether it can be given.

    Args:
        lines: as `Reader.board` gives them.
        locale: one of `LOCALES`.
        day: the business date; left out when nothing is said.
        unit: what efforts are counted in.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    columns = (
        Column(own.word("board.place"), wraps=True),
        Column(own.word("board.room"), wraps=True),
        Column(own.word("board.type"), wraps=True),
        Column(),
        Column(own.word("board.also"), wraps=True),
        Column(own.word("board.tasks"), wraps=True),
        Column(own.word("board.ready")),
    )
    whole = summary(lines, own)
    rooms = table(columns, [headings(columns), *_rooms(own, lines)])
    late = [(line.room.id, why_not(line, own)) for line in waiting(lines)]
    room = max(NARROWEST, *map(width, rooms))
    return document(
        table(TITLE, list(_title(own, whole, day, unit)), room=room),
        rooms,
        _listed(own.word("board.waiting"), late, room),
        _listed(own.word("board.key"), _key(own, whole), room),
    )


def _title(own: Language, whole: Summary, day: date | None, unit: EffortUnit) -> Iterator[Row]:
    effort = own.word(f"board.{unit}", count=own.number(whole.effort))
    yield (
        own.word("board.title"),
        own.word("board.ready_count", ready=whole.ready, rooms=whole.rooms),
    )
    yield (
        own.full_date(day) if day else "",
        own.word("board.work", tasks=whole.tasks, effort=effort),
    )
    yield THICK


def _rooms(own: Language, lines: Iterable["RoomLine"]) -> Iterator[Row]:
    for group in groups(lines):
        yield THIN
        place = " ".join(filter(None, (group.floor, group.section)))
        for line in group.lines:
            yield (
                place,
                line.room.id,
                line.room.type,
                line.code,
                " ".join(line.codes[1:]),
                own.list_of([*_block(own, line), *(_task(own, task) for task in line.tasks)]),
                _ready(own, line),
            )
            place = ""


def _block(own: Language, line: "RoomLine") -> Iterator[str]:
    if line.block is not None:
        until = own.word("board.until", date=own.short_date(line.block.until))
        yield f"{line.block.reason} ({until})"


def _task(own: Language, task: Task) -> str:
    name, status = own.word(f"task.{task.kind}"), standing(task)
    notes = [note for note in (task.note, task.attendant) if note]
    if status in {TaskStatus.IN_PROGRESS, Waiting.SUSPENDED}:
        notes.append(own.word(f"board.task.{status}"))
    return f"{name} ({own.list_of(notes)})" if notes else name


def _ready(own: Language, line: "RoomLine") -> str:
    if line.room.stay is not None:
        return ""
    return own.word("board.no" if line.not_ready else "board.yes")


def _key(own: Language, whole: Summary) -> list[tuple[str, str]]:
    counted = (*whole.codes, *whole.flags)
    return [(code, f"{own.name_of('code', code)}: {count}") for code, count in counted]


def _listed(heading: str, pairs: Sequence[tuple[str, str]], room: int) -> Iterator[str]:
    if pairs:
        yield from (BLANK, heading)
        yield from table((Column(), Column(wraps=True)), [THIN, *pairs], room=room)
