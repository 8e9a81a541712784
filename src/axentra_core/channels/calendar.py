"""What is told of many targets on consecutive dates: what a hotel wants, or what a platform has.

Usable alone:

    >>> monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    >>> deluxe = Target("DLX")
    >>> calendar = Calendar(monday, 3)
    >>> calendar = calendar.apply([Update(deluxe, Measure.AVAILABILITY, monday, tuesday, 4)])
    >>> calendar.value(deluxe, Measure.AVAILABILITY, tuesday)
    4
    >>> calendar.value(deluxe, Measure.STOP_SELL, tuesday) is None
    True

A target has a row, with a column of numbers for each measure that is told of it. Calendars share
what a change leaves alone. So a row that is another object may have changed, and no other has: by
these marks `delta` finds one changed date without looking at all the others.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Self, TypeAlias

import attrs

from axentra_core.channels.providers import Repeated
from axentra_core.channels.ranges import repeats
from axentra_core.channels.scales import SCALES, update
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.checks import LONGEST_LIST, Day, checked, day, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of

# Python 3.11 cannot say at run time that an array holds whole numbers.
if TYPE_CHECKING:
    Column: TypeAlias = array[int]
else:
    Column = array
Row: TypeAlias = tuple[Column | None, ...]

NOT_TOLD: Final = -1
PLACES: Final[Mapping[Measure, int]] = MappingProxyType(
    {measure: place for place, measure in enumerate(Measure)}
)
_NOTHING: Final[Row] = (None,) * len(Measure)
_MANNERS: Final = frozenset(Repeated)


@checked
class Calendar:
    """Values of targets for consecutive dates. What was never told is None, which is no zero.

    Attributes:
        first: the first date.
        days: how many, up to 1,000.
        places: the place of each target's row; targets stand in order.
        listed: the rows; to be read only.
    """

    first: Day
    days: Annotated[int, whole(1, LONGEST_LIST)]
    places: Mapping[Target, int] = attrs.field(factory=dict)
    listed: Sequence[Row] = attrs.field(factory=list)

    @property
    def rows(self) -> dict[Target, Row]:
        """The row of each target: a column for each `Measure`, or None; to be read only."""
        return dict(zip(self.places, self.listed, strict=True))

    @property
    def last(self) -> date:
        """The last date."""
        return self.first + timedelta(self.days - 1)

    def value(self, target: Target, measure: Measure, on: date) -> int | None:
        """Return what is told for a date, or None.

        Raises:
            InvalidInput: ``value.out_of_range`` outside the calendar, ``value.unknown`` for what
                is no measure.
        """
        place = self._place(day(on), "on")
        if measure not in PLACES:
            raise _unknown("measure", measure, Measure)
        column = self._row(target)[PLACES[measure]]
        return None if column is None or column[place] == NOT_TOLD else column[place]

    def apply(self, updates: Iterable[Update], repeated: Repeated = Repeated.LAST) -> Self:
        """Return the calendar as one message leaves it; rooms below zero are told as zero.

        Args:
            updates: what the message tells.
            repeated: which value stays for a date that the message tells twice.

        Raises:
            InvalidInput: with all faults, and nothing is applied: those of `scales.update`,
                ``value.out_of_range`` for a date outside the calendar, ``value.unknown`` for what
                is no manner, and ``value.duplicate`` for what is told twice where that is refused.
        """
        if repeated not in _MANNERS:
            raise _unknown("repeated", repeated, Repeated)
        told = self._readable(tuple(updates))
        if repeated == Repeated.REFUSED and (again := repeats(told)):
            raise InvalidInput(fault for place in again for fault in _twice(place, told[place]))
        # Whoever keeps the first value ends where one does who keeps the last, read backwards.
        changed = self._changed(reversed(told) if repeated == Repeated.FIRST else told)
        if not changed.keys() <= self.places.keys():
            return type(self)(self.first, self.days, *_ordered(self.rows | changed))
        listed = [*self.listed]
        for target, row in changed.items():
            listed[self.places[target]] = row
        return type(self)(self.first, self.days, self.places, listed)

    def moved_to(self, first: date, days: int | None = None) -> Self:
        """Return what is told for other dates; of those that are not in the calendar nothing is.

        Args:
            first: the first of them.
            days: how many; as many as before when left out.

        Raises:
            InvalidInput: ``date.out_of_range`` or ``value.out_of_range``.
        """
        days = self.days if days is None else days
        if (first, days) == (self.first, self.days):
            return self
        moved = type(self)(first, days)
        shift = (moved.first - self.first).days
        rows = {
            target: tuple(column and _moved(column, shift, days) for column in row)
            for target, row in self.rows.items()
        }
        told = {target: row for target, row in rows.items() if row != _NOTHING}
        return type(self)(moved.first, moved.days, *_ordered(told))

    def _changed(self, updates: Iterable[Update]) -> dict[Target, Row]:
        """Return the rows of the targets that are told something."""
        drafts: dict[Target, list[Column | None]] = {}
        for one in updates:
            before = self._row(one.target)
            draft = drafts.setdefault(one.target, [*before])
            measure, kept_as = PLACES[one.measure], SCALES[one.measure].kept_as
            column = draft[measure]
            if column is None:
                column = draft[measure] = array(kept_as, [NOT_TOLD]) * self.days
            elif column is before[measure]:
                column = draft[measure] = column[:]
            start, stop = (one.first - self.first).days, (one.last - self.first).days + 1
            column[start:stop] = array(kept_as, [one.value]) * (stop - start)
        return {target: tuple(draft) for target, draft in drafts.items()}

    def _row(self, target: Target) -> Row:
        place = self.places.get(target)
        return _NOTHING if place is None else self.listed[place]

    def _readable(self, updates: Sequence[Update]) -> list[Update]:
        told: list[Update] = []
        faults: list[Fault] = []
        for place, value in enumerate(updates):
            try:
                one = update(value)
                self._place(one.first, "first")
                self._place(one.last, "last")
            except InvalidInput as error:
                faults.extend(error.under(f"updates[{place}]").faults)
            else:
                told.append(one)
        if faults:
            raise InvalidInput(faults)
        return told

    def _place(self, on: date, path: str) -> int:
        place = (on - self.first).days
        if not 0 <= place < self.days:
            raise InvalidInput.because(
                "value.out_of_range", path=path, got=on, low=self.first, high=self.last
            )
        return place


def _ordered(rows: Mapping[Target, Row]) -> tuple[dict[Target, int], list[Row]]:
    """Return places and rows of targets in order."""
    places = {target: place for place, target in enumerate(sorted(rows))}
    return places, [rows[target] for target in places]


def _moved(column: Column, shift: int, days: int) -> Column | None:
    blank = array(column.typecode, [NOT_TOLD])
    kept = blank * -shift + column[max(0, shift) : max(0, shift + days)]
    moved = kept[:days] + blank * (days - len(kept))
    return None if moved == blank * days else moved


def _twice(place: int, again: Update) -> tuple[Fault, ...]:
    target = again.target
    got = f"{target.room}/{target.rate} {again.measure} from {again.first} to {again.last}"
    return InvalidInput.because("value.duplicate", path=f"updates[{place}]", got=got).faults


def _unknown(path: str, got: object, names: Iterable[str]) -> InvalidInput:
    return InvalidInput.because("value.unknown", path=path, got=shown(got), allowed=some_of(names))
