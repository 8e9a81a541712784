"""What exports call rooms and rates, and which mapping codes are meant by it.

An export has names where a message has codes: ``1 x Deluxe - Sea View - Flexible - 10 % off``. The
names of the hotel's own table are looked for from the longest on, for dashes stand inside them as
well. What no name fits is no room: it waits for a person, and there is no default.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

import attrs

from axentra_core.channels.mapping import Label
from axentra_core.channels.old_reservations.forms import folded, remembered
from axentra_core.channels.reservations.facts import MOST_ADULTS, Flag, ToldCode
from axentra_core.channels.reservations.told_texts import Cleaner
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown

T = TypeVar("T")

MOST_ROOMS: Final = MOST_ADULTS
# A name of a room has fewer dashes than this.
MOST_PIECES: Final = 20

_COUNTED: Final = re.compile(r"([0-9]{1,4}) ?[xX×] (.+)", re.ASCII | re.DOTALL)


@checked
class RoomName:
    """What an export calls a room, or a room with its rate.

    Attributes:
        name: as it stands there, whatever its capitals.
        room_code: mapping code of the room.
        rate_code: mapping code of the rate, where the name says that too.
    """

    name: Label
    room_code: ToldCode
    rate_code: ToldCode | None = None


@checked
class RateName:
    """What an export calls a rate.

    Attributes:
        name: as it stands there, whatever its capitals.
        rate_code: mapping code of the rate.
    """

    name: Label
    rate_code: ToldCode


@checked
class RoomForm:
    """How rooms are written in one cell: ``2 x Deluxe - Flexible - 10 % off``.

    Attributes:
        counted: how many of each kind there are stands before it, with an ``x``.
        between: what parts several kinds.
        dash: what parts the room from its rate and what follows; names may have it too.
    """

    counted: bool = False
    between: str = "\n"
    dash: str = " - "

    def __attrs_post_init__(self) -> None:
        """Refuse what parts nothing."""
        for name in ("between", "dash"):
            if not getattr(self, name):
                raise InvalidInput.because("field.required", path=name)


@attrs.frozen
class NamedRoom:
    """A kind of room as a cell tells it.

    Attributes:
        count: how many of it.
        name: room, rate and what follows; None where nothing was left of it.
        room_code: mapping code of the room; None for a name that stands in no table.
        rate_code: mapping code of the rate; None likewise.
        flags: what the name had to lose.
    """

    count: int
    name: str | None
    room_code: str | None
    rate_code: str | None
    flags: tuple[Flag, ...] = ()


def room_reader(
    form: RoomForm, rooms: Iterable[RoomName], rates: Iterable[RateName]
) -> Callable[[str], tuple[NamedRoom, ...]]:
    """Return what reads the rooms in a cell.

    Args:
        form: how they are written.
        rooms: what the export calls the rooms of the hotel.
        rates: what it calls its rates.

    Raises:
        InvalidInput: when it reads, ``value.out_of_range`` for more rooms than there can be.
    """
    known = {folded(one.name): one for one in rooms}
    known_rates = {folded(one.name): one for one in rates}

    def named(part: str) -> NamedRoom:
        counted = _COUNTED.fullmatch(part) if form.counted else None
        count, text = (int(counted[1]), counted[2]) if counted else (1, part)
        pieces = text.split(form.dash)
        room, length = _longest(pieces, known, form.dash)
        code = room.rate_code if room else None
        if room and code is None:
            rate, _ = _longest(pieces[length:], known_rates, form.dash)
            code = rate.rate_code if rate else None
        cleaner = Cleaner()
        name = cleaner.line(text)
        room_code = room.room_code if room else None
        return NamedRoom(count, name, room_code, code, tuple(cleaner.flags))

    @remembered
    def read(cell: str) -> tuple[NamedRoom, ...]:
        parts = (part.strip() for part in cell.split(form.between))
        found = tuple(named(part) for part in parts if part)
        total = sum(one.count for one in found)
        if not 1 <= total <= MOST_ROOMS:
            raise InvalidInput.because(
                "value.out_of_range", got=shown(total), low=1, high=MOST_ROOMS
            )
        return found

    return read


def _longest(pieces: list[str], known: Mapping[str, T], dash: str) -> tuple[T | None, int]:
    """Return what most of the first pieces together are a name of, and how many those are."""
    for length in range(min(len(pieces), MOST_PIECES), 0, -1):
        if found := known.get(folded(dash.join(pieces[:length]))):
            return found, length
    return None, 0
