"""What the words of another system say about a room, and how it is said in them."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.kernel.errors import Fault, InvalidInput, place_of, shown, some_of
from axentra_core.rooms.model import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Occupancy,
    Sign,
    Turndown,
)


class Reported(StrEnum):
    """Whether housekeeping has found somebody in the room, whatever the front desk says.

    A room holds it as `Report.occupied`; this gives the two answers a name of their own.
    """

    VACANT = "vacant"
    OCCUPIED = "occupied"


Word = str | bool
Value = (
    Occupancy
    | Reported
    | Condition
    | BlockKind
    | GuestRequest
    | Door
    | Sign
    | Turndown
    | Discrepancy
)

# The axes by their names in `Meaning`.
AXES: Final[Mapping[str, type[Value]]] = MappingProxyType(
    {
        "occupancy": Occupancy,
        "reported": Reported,
        "condition": Condition,
        "block": BlockKind,
        "request": GuestRequest,
        "door": Door,
        "sign": Sign,
        "turndown": Turndown,
        "discrepancy": Discrepancy,
    }
)


@attrs.frozen(kw_only=True)
class Meaning:
    """What a foreign word says about a room, axis by axis; None where it says nothing.

    Attributes:
        occupancy: what the front desk says.
        reported: what housekeeping says.
        condition: dirty, pickup, clean or inspected.
        block: why the room is not given to guests.
        request: what the guest has asked for.
        door: normal or double-locked.
        sign: what was seen or missed of the guest.
        turndown: whether the bed is to be prepared.
        discrepancy: in what front desk and housekeeping differ.
        loses: what the word says and no axis holds; None where nothing is lost.
        unmapped: why no axis holds anything of it; None where one does.
    """

    occupancy: Occupancy | None = None
    reported: Reported | None = None
    condition: Condition | None = None
    block: BlockKind | None = None
    request: GuestRequest | None = None
    door: Door | None = None
    sign: Sign | None = None
    turndown: Turndown | None = None
    discrepancy: Discrepancy | None = None
    loses: str | None = None
    unmapped: str | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """What it says, one value for each axis it speaks of."""
        found = (getattr(self, axis) for axis in AXES)
        return tuple(value for value in found if value is not None)


def _sealed(words: Mapping[str, Word]) -> Mapping[str, Word]:
    return MappingProxyType(dict(words))


@attrs.frozen
class Writing:
    """How a value of ours is said in another system.

    Attributes:
        value: what is to be said.
        words: the foreign word by its field, all of them to be sent; none where it has no word.
        loses: what the other system will not know; None where nothing is lost.
    """

    value: Value
    words: Mapping[str, Word] = attrs.field(factory=dict, converter=_sealed)
    loses: str | None = None


def unsaid(axis: type[Value], loses: str) -> Iterator[Writing]:
    """Yield the rows of an axis for which the other system has no words at all."""
    for value in axis:
        yield Writing(value, {}, loses)


@attrs.frozen(eq=False)
class Vocabulary:
    """The room status words of one system, both ways, with nothing left out.

    Foreign words keep their case and spelling: what is not listed is refused, never guessed at.

    Attributes:
        name: the system.
        reads: field, word and what it says here.
        unmapped: field, word and why it says nothing that a room holds.
        writes: a row for every value of every axis.

    Raises:
        InvalidInput: ``value.conflict`` for a word both read and unmapped, ``field.required`` for a
            value without a row, ``value.duplicate`` for one with two, ``value.not_listed`` for a
            row with a word that cannot be read.
    """

    name: str
    reads: Mapping[str, Mapping[Word, Meaning]] = attrs.field(repr=False)
    unmapped: Mapping[str, Mapping[Word, str]] = attrs.field(repr=False)
    writes: tuple[Writing, ...] = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        """Check that the tables are total, and that they do not contradict each other."""
        faults = [*self._contradictions(), *self._gaps(), *self._strangers()]
        if faults:
            raise InvalidInput(faults)

    @cached_property
    def words(self) -> Mapping[str, Mapping[Word, Meaning]]:
        """Every word that the system has, by its field, with what it says."""
        whole: dict[str, dict[Word, Meaning]] = {}
        for field, known in self.reads.items():
            whole.setdefault(field, {}).update(known)
        for field, reasons in self.unmapped.items():
            nothing = {word: Meaning(unmapped=why) for word, why in reasons.items()}
            whole.setdefault(field, {}).update(nothing)
        return MappingProxyType({field: MappingProxyType(known) for field, known in whole.items()})

    @cached_property
    def _writes(self) -> Mapping[tuple[type[Value], str], Writing]:
        # By type too: the "none" of a request equals that of a sign.
        return {(type(row.value), row.value.value): row for row in self.writes}

    def read(self, field: str, word: object) -> Meaning:
        """Return what a foreign word says.

        Args:
            field: as the other system calls it.
            word: a text or a flag as it was received; its case counts.

        Raises:
            InvalidInput: ``value.not_listed`` for a field or a word that the system does not have.
        """
        try:
            known = self.words[field]
        except (KeyError, TypeError):
            raise InvalidInput([self._not_listed("field", field, "fields", self.words)]) from None
        # 1 is no word, though it equals True.
        if isinstance(word, str | bool) and word in known:
            return known[word]
        raise InvalidInput([self._not_listed(field, word, f"words for {field}", known)])

    def write(self, value: Value) -> Writing:
        """Return how a value is said in the other system, and what gets lost.

        Raises:
            InvalidInput: ``field.wrong_type`` for what is no value of an axis.
        """
        try:
            return self._writes[type(value), value]
        except (KeyError, TypeError):
            expected = "a value of " + ", ".join(axis.__name__ for axis in AXES.values())
            raise InvalidInput.because(
                "field.wrong_type", expected=expected, got=shown(value)
            ) from None

    def _not_listed(self, path: str, got: object, kind: str, allowed: Iterable[Word]) -> Fault:
        error = InvalidInput.because(
            "value.not_listed",
            path=place_of(path),
            got=shown(got),
            kind=f"{kind} in the {self.name}",
            allowed=some_of(_said(word) for word in allowed),
        )
        return error.faults[0]

    def _contradictions(self) -> Iterator[Fault]:
        for field, reasons in self.unmapped.items():
            for word in reasons.keys() & self.reads.get(field, {}).keys():
                one, other = f"reads of {_said(word)}", f"unmapped {_said(word)}"
                yield from InvalidInput.because(
                    "value.conflict", path=f"unmapped.{field}", one=one, other=other
                ).faults

    def _gaps(self) -> Iterator[Fault]:
        rows = [(type(row.value), row.value.value) for row in self.writes]
        for axis, kind in AXES.items():
            for value in kind:
                path = f"writes.{axis}.{value}"
                match rows.count((kind, value.value)):
                    case 0:
                        yield from InvalidInput.because("field.required", path=path).faults
                    case 1:
                        pass
                    case _:
                        yield from InvalidInput.because(
                            "value.duplicate", path=path, got=shown(value.value)
                        ).faults

    def _strangers(self) -> Iterator[Fault]:
        for row in self.writes:
            for field, word in row.words.items():
                known = self.words.get(field, {})
                if word not in known:
                    yield self._not_listed(field, word, f"words for {field}", known)


def _said(word: Word) -> str:
    """Return a word as JSON has it, without quotes."""
    return str(word).lower() if isinstance(word, bool) else word
