"""The room board as a page: a card for every room, by floor, to be shown by code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.housekeeping import EffortUnit, Priority, Task
from axentra_core.rooms import Room
from axentra_core.views.board import groups, standing, summary, waiting, why_not
from axentra_core.views.html.environment import page
from axentra_core.views.locale import Language, language

if TYPE_CHECKING:
    from axentra_core.hotel import RoomLine

BLOCKED: Final = "blocked"
PLAIN: Final = ("plain", None)

# fmt: off
# What a further code looks like: the tone of its chip, and its sign.
FLAGS: Final[Mapping[str, tuple[str, str | None]]] = MappingProxyType({
    "DND":    ("stop", "stop"),
    "RS":     ("stop", "stop"),
    "DL":     ("stop", "lock"),
    "MUR":    ("ask",  "bell"),
    "TD":     ("ask",  "moon"),
    "TDC":    ("plain", "moon"),
    "LC":     ("ask",  "bed"),
    "SO":     ("seen", "eye"),
    "LL":     ("seen", "bag"),
    "NL":     ("seen", "bag"),
    "DO":     ("move", "out"),
    "EA":     ("move", "in"),
    "SLEEP":  ("warn", "warn"),
    "SKIP":   ("warn", "warn"),
    "PERSON": ("warn", "warn"),
})
# fmt: on


@attrs.frozen
class Code:
    """A code with its looks, as a chip, a way to choose rooms and a line of the key.

    Attributes:
        letters: such as ``VD`` or ``DND``.
        word: what they mean.
        tone: which colours and shape it has.
        sign: name of its drawing; None without one.
        number: its place among the codes of the board, by which rooms are chosen.
        rooms: how many have it.
    """

    letters: str
    word: str
    tone: str
    sign: str | None
    number: int
    rooms: int


@attrs.frozen
class Work:
    """A task as a card shows it.

    Attributes:
        name: what is to be done.
        status: where it stands.
        said: the same in words.
        priority: its word, where it is not the usual one.
        urgent: it comes before all others.
        effort: the minutes or credits it takes; empty where none are known.
        note: what else there is to know; empty without it.
        attendant: who is to do it.
    """

    name: str
    status: str
    said: str
    priority: str | None
    urgent: bool
    effort: str
    note: str
    attendant: str | None


@attrs.frozen
class Card:
    """A room as the board shows it.

    Attributes:
        line: the room.
        place: its number on the page.
        code: occupancy and condition, or the kind of block.
        flags: what else there is to see.
        presence: the front desk's word for the stay in it.
        until: until when it is blocked.
        tasks: what is to be done.
        why_not: why an arriving guest cannot have it; empty while a guest is in it.
    """

    line: "RoomLine"
    place: int
    code: Code
    flags: tuple[Code, ...]
    presence: str | None
    until: str | None
    tasks: tuple[Work, ...]
    why_not: str

    @property
    def awaited(self) -> bool:
        """Whether a guest comes for it today and it is not ready."""
        return bool(self.line.arriving and self.line.not_ready)


def board_page(
    lines: Sequence["RoomLine"],
    locale: str,
    *,
    property_name: str,
    day: date | None = None,
    unit: EffortUnit = EffortUnit.MINUTES,
) -> str:
    """Return the room board as one page of HTML with everything in it.

    Args:
        lines: as `Reader.board` gives them.
        locale: one of `LOCALES`.
        property_name: what the hotel is called.
        day: the business date; left out when nothing is said.
        unit: what efforts are counted in.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    whole = summary(lines, own)
    codes = {code.letters: code for code in _codes(own, lines)}
    places = {line.room.id: place for place, line in enumerate(lines)}
    floors = [
        (group, [_card(own, line, places[line.room.id], codes, unit) for line in group.lines])
        for group in groups(lines)
    ]
    return page(
        "board",
        own,
        property_name=property_name,
        day=day,
        whole=whole,
        effort=own.word(f"board.{unit}", count=own.number(whole.effort)),
        codes=tuple(codes.values()),
        floors=floors,
        late=[(line.room.id, places[line.room.id]) for line in waiting(lines)],
    )


def _codes(own: Language, lines: Iterable["RoomLine"]) -> Iterator[Code]:
    whole = summary(tuple(lines), own)
    looks = {line.code: _looks(line) for line in lines}
    for number, (letters, rooms) in enumerate((*whole.codes, *whole.flags)):
        tone, sign = looks.get(letters) or FLAGS.get(letters, PLAIN)
        yield Code(letters, own.name_of("code", letters), tone, sign, number, rooms)


def _looks(line: "RoomLine") -> tuple[str, str]:
    """Return the looks of a room: filled while occupied, a colour and sign for its condition."""
    if line.block is not None:
        return BLOCKED, BLOCKED
    room: Room = line.room
    return f"{room.occupancy} {room.condition}", room.condition.value


def _card(
    own: Language, line: "RoomLine", place: int, codes: Mapping[str, Code], unit: EffortUnit
) -> Card:
    return Card(
        line=line,
        place=place,
        code=codes[line.code],
        flags=tuple(codes[flag] for flag in line.codes[1:]),
        presence=own.word(f"presence.{line.presence}") if line.presence else None,
        until=own.short_date(line.block.until) if line.block else None,
        tasks=tuple(_work(own, task, unit) for task in line.tasks),
        why_not="" if line.room.stay and not line.arriving else why_not(line, own),
    )


def _work(own: Language, task: Task, unit: EffortUnit) -> Work:
    status = standing(task)
    notable = task.priority is not Priority.NORMAL
    return Work(
        name=own.word(f"task.{task.kind}"),
        status=status,
        said=own.word(f"board.task.{status}"),
        priority=own.word(f"priority.{task.priority}") if notable else None,
        urgent=task.priority is Priority.RUSH,
        effort=own.word(f"board.{unit}", count=own.number(task.effort)) if task.effort else "",
        note=" · ".join(filter(None, (own.word("board.linen") if task.linen else None, task.note))),
        attendant=task.attendant,
    )
