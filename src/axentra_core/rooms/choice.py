"""Which room an arrival gets: the rooms that may take it, the best first, and why.

The calculator ranks; it refuses nothing itself. Whoever asks brings with every room what stands
against it. Usable alone:

    choose(settings, [Candidate(room), ...], Preferences(features=("SEA-VIEW",))).best
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import checked, list_of
from axentra_core.kernel.errors import InvalidInput, RuleViolation
from axentra_core.kernel.texts import Code
from axentra_core.rooms.model import Condition, Room
from axentra_core.rooms.settings import RoomSetup, RoomsSettings

MOST_WISHES: Final = 20

_NUMBER: Final = re.compile(r"[0-9]+")
_Few = Annotated[tuple[Code, ...], list_of(Code, MOST_WISHES)]


class Preference(StrEnum):
    """What a guest may wish of a room, from what matters most to what matters least.

    A family is not parted, and nobody gets what they asked to be spared, for the sake of a view.
    """

    CONNECTING = "connecting"
    AVOID = "avoid"
    FEATURE = "feature"
    NEAR = "near"
    SECTION = "section"
    FLOOR = "floor"


@attrs.frozen
class Wish:
    """One thing that is wished of a room.

    Attributes:
        preference: what kind of wish.
        wanted: the room, feature, section or floor that it is about.
    """

    preference: Preference
    wanted: str


@checked
class Preferences:
    """What is wished of a room; a wish refuses no room, it only puts others before it.

    Attributes:
        features: what it should have, the most wanted first.
        floor: the floor it should be on.
        section: the part of the house it should be in.
        near: a room that it should be close to: in its section or on its floor, and the nearer
            the numbers the better.
        connecting: rooms that it should have a door to, the most wanted first.
        avoid: features that it should not have, or rooms that it should not be.
    """

    features: _Few = ()
    floor: Code | None = None
    section: Code | None = None
    near: Code | None = None
    connecting: _Few = ()
    avoid: _Few = ()

    def __attrs_post_init__(self) -> None:
        """Check that nothing is both wanted and to be avoided.

        Raises:
            InvalidInput: ``value.contradicts``.
        """
        for place, feature in enumerate(self.features):
            if feature in self.avoid:
                raise InvalidInput.because(
                    "value.contradicts", path=f"features[{place}]", one=feature, other="avoid"
                )

    def wishes(self) -> tuple[Wish, ...]:
        """Return every wish, from the one that matters most to the one that matters least."""
        # fmt: off
        wanted: Mapping[Preference, tuple[str | None, ...]] = {
            Preference.CONNECTING: self.connecting,
            Preference.AVOID:      self.avoid,
            Preference.FEATURE:    self.features,
            Preference.NEAR:       (self.near,),
            Preference.SECTION:    (self.section,),
            Preference.FLOOR:      (self.floor,),
        }
        # fmt: on
        return tuple(
            Wish(preference, one)
            for preference in Preference
            for one in dict.fromkeys(wanted[preference])
            if one is not None
        )


@attrs.frozen
class Candidate:
    """A room that is asked about.

    Attributes:
        room: as it is now.
        refusal: what stands against giving it to the arrival; None when it may take it.
    """

    room: Room
    refusal: RuleViolation | None = None


@attrs.frozen
class Ranked:
    """A room that may take the arrival.

    Attributes:
        room: its number.
        met: the wishes that it meets, what matters most first.
        unmet: the others, likewise.
        points: of two rooms the one with more meets the wishes better; each wish counts more than
            all that matter less together.
    """

    room: str
    met: tuple[Wish, ...]
    unmet: tuple[Wish, ...]
    points: int


@attrs.frozen
class Choice:
    """The answer for one arrival; every room that was asked about is in one of the two lists.

    Attributes:
        ranked: the rooms that may take it, the best first.
        refused: every other one with what stands against it, in the order of the configuration.
    """

    ranked: tuple[Ranked, ...]
    refused: tuple[tuple[str, RuleViolation], ...]

    @property
    def best(self) -> str | None:
        """Number of the best room; None when no room may take the arrival."""
        return self.ranked[0].room if self.ranked else None


def choose(
    settings: RoomsSettings,
    candidates: Iterable[Candidate],
    preferences: Preferences | None = None,
) -> Choice:
    """Return which rooms may take an arrival, the best first, and why each other one may not.

    Rooms that meet the wishes alike are ranked by the distance of their numbers from the room
    that they should be near to, then the better condition first, then the one that nobody has used
    for longest, so that rooms wear evenly, then as the configuration lists them.

    Raises:
        InvalidInput: ``value.not_listed`` for a room that the property does not have, wished for
            or asked about; other wishes may name what no room has.
    """
    wished = preferences or Preferences()
    near = _listed(settings, "near", wished.near) if wished.near else None
    for place, number in enumerate(wished.connecting):
        _listed(settings, f"connecting[{place}]", number)
    asked = [
        (_listed(settings, f"candidates[{place}].room", one.room.id), one)
        for place, one in enumerate(candidates)
    ]
    places = {setup.number: place for place, setup in enumerate(settings.rooms)}
    asked.sort(key=lambda pair: places[pair[0].number])
    wishes = wished.wishes()
    free = [
        (_ranked(settings, setup, wishes), one.room) for setup, one in asked if one.refusal is None
    ]
    # Sorting is stable: what is alike stays in the order of the configuration.
    free.sort(key=lambda pair: _order(pair[0], pair[1], near))
    return Choice(
        tuple(ranked for ranked, _ in free),
        tuple((one.room.id, one.refusal) for _, one in asked if one.refusal is not None),
    )


def _listed(settings: RoomsSettings, path: str, number: str) -> RoomSetup:
    try:
        return settings.room(number)
    except InvalidInput as error:
        raise InvalidInput(attrs.evolve(fault, path=path) for fault in error.faults) from None


def _ranked(settings: RoomsSettings, setup: RoomSetup, wishes: tuple[Wish, ...]) -> Ranked:
    answers = [MEETS[wish.preference](settings, setup, wish.wanted) for wish in wishes]
    points = 0
    for met in answers:
        points = 2 * points + met
    pairs = tuple(zip(wishes, answers, strict=True))
    return Ranked(
        setup.number,
        tuple(wish for wish, met in pairs if met),
        tuple(wish for wish, met in pairs if not met),
        points,
    )


def _order(ranked: Ranked, room: Room, near: RoomSetup | None) -> tuple[int, int, int, date]:
    distance = _distance(room.id, near.number) if near else 0
    worse = -tuple(Condition).index(room.condition)
    return -ranked.points, distance, worse, room.idle_since or date.max


def _distance(one: str, other: str) -> int:
    """Return how far apart two room numbers are; without figures they are as far as can be."""
    numbers = [int(found[-1]) for text in (one, other) if (found := _NUMBER.findall(text))]
    return abs(numbers[0] - numbers[1]) if len(numbers) == 2 else 10**32  # noqa: PLR2004 - a pair


def _connects(settings: RoomsSettings, setup: RoomSetup, wanted: str) -> bool:
    """There is a door between the rooms, whichever of the two the configuration says it of."""
    return wanted in settings.connected(setup.number)


def _spares(_: RoomsSettings, setup: RoomSetup, wanted: str) -> bool:
    return wanted not in setup.features and wanted != setup.number


def _has(_: RoomsSettings, setup: RoomSetup, wanted: str) -> bool:
    return wanted in setup.features


def _is_near(settings: RoomsSettings, setup: RoomSetup, wanted: str) -> bool:
    """The rooms share a section or a floor; where neither is known, nothing is near."""
    other = settings.room(wanted)
    same = ((setup.section, other.section), (setup.floor, other.floor))
    return any(own is not None and own == its for own, its in same)


def _is_in(_: RoomsSettings, setup: RoomSetup, wanted: str) -> bool:
    return setup.section == wanted


def _is_on(_: RoomsSettings, setup: RoomSetup, wanted: str) -> bool:
    return setup.floor == wanted


# fmt: off
MEETS: Mapping[Preference, Callable[[RoomsSettings, RoomSetup, str], bool]] = MappingProxyType({
    Preference.CONNECTING: _connects,
    Preference.AVOID:      _spares,
    Preference.FEATURE:    _has,
    Preference.NEAR:       _is_near,
    Preference.SECTION:    _is_in,
    Preference.FLOOR:      _is_on,
})
# fmt: on
