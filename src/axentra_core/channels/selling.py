"""What the hotel wants to sell a room type under a rate plan for: prices and restrictions by date.

How many rooms are left is counted where reservations are kept, and stands nowhere here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Final

import attrs

from axentra_core.channels.calendar import PLACES
from axentra_core.channels.mapping import MOST_GUESTS
from axentra_core.channels.scales import SCALES, canonical
from axentra_core.channels.updates import RESTRICTIONS, Measure, Target, Update
from axentra_core.kernel.checks import Day, checked, in_bounds, list_of, whole
from axentra_core.kernel.errors import Fault, InvalidInput, some_of
from axentra_core.kernel.texts import LONGEST_CODE, identifier

MOST_AHEAD: Final = timedelta(days=731)
MOST_VALUES: Final = 10_000
SET: Final = tuple(one for one in Measure if one is not Measure.AVAILABILITY)

SellingId = Annotated[str, partial(identifier, limit=2 * LONGEST_CODE + 1)]


@checked
class Wanted:
    """One value for consecutive dates.

    Attributes:
        measure: a price or a restriction.
        first: first date.
        last: last date, which is included.
        value: 0 or 1, a number of nights or days, or a price in smallest units; as `Measure` says.
            A number of nights that limits nothing is 0.
        guests: adults that a price is for; 0 for a price of the room and for restrictions.
    """

    measure: Measure
    first: Day
    last: Day
    value: int
    guests: Annotated[int, whole(0, MOST_GUESTS)] = 0

    def __attrs_post_init__(self) -> None:
        """Refuse what is counted elsewhere, and values that the measure does not have."""
        if faults := [*self._faults()]:
            raise InvalidInput(faults)
        object.__setattr__(self, "value", canonical(self.measure, self.value))

    def _faults(self) -> Iterator[Fault]:
        if self.measure not in SET:
            yield from InvalidInput.because(
                "value.unknown", path="measure", got=self.measure, allowed=some_of(SET)
            ).faults
        if self.last < self.first:
            yield from InvalidInput.because(
                "date.order", path="last", earlier=self.first, later=self.last
            ).faults
        if self.guests and self.measure in RESTRICTIONS:
            told = {"one": f"guests {self.guests}", "other": f"measure {self.measure}"}
            yield from InvalidInput.because("value.contradicts", path="guests", **told).faults
        try:
            in_bounds(self.value, low=SCALES[self.measure].low, high=SCALES[self.measure].high)
        except InvalidInput as error:
            yield from error.under("value").faults


WantedValues = Annotated[tuple[Wanted, ...], list_of(Wanted, MOST_VALUES)]


@attrs.frozen
class Selling:
    """The state of what the hotel wants to sell a room type under a rate plan for.

    Attributes:
        id: as `selling_id` makes it.
        room_type: code of the room type.
        rate_plan: code of the rate plan; None where the hotel has none.
        currency: ISO 4217 code of its prices.
        digits: decimals of its prices.
        values: by measure, guests and date in the fewest stretches; nothing that is over when one
            of them is set.
    """

    id: str
    room_type: str
    rate_plan: str | None
    currency: str
    digits: int
    values: tuple[Wanted, ...] = ()

    def value(self, measure: Measure, on: date, guests: int = 0) -> int | None:
        """Return what is wanted for a date, or None where nobody has said."""
        return next(
            (
                one.value
                for one in self.values
                if one.measure is measure and one.guests == guests and one.first <= on <= one.last
            ),
            None,
        )


def selling_id(room_type: str, rate_plan: str | None) -> str:
    """Return the id under which it is kept what a room type is sold for under a rate plan."""
    # Codes may have dots in them, and no colons.
    return room_type if rate_plan is None else f"{room_type}:{rate_plan}"


def told_as(values: Iterable[Wanted], room: str, rate: str = "") -> Iterator[Update]:
    """Yield values as updates for some codes."""
    for one in values:
        target = Target(room, rate, one.guests)
        yield Update(target, one.measure, one.first, one.last, one.value)


def overlaid(values: Sequence[Wanted], new: Iterable[Wanted], since: date) -> tuple[Wanted, ...]:
    """Return values once others are set, without the dates before one.

    Args:
        values: as they are kept.
        new: what is set; of a date that is set twice the later value stays.
        since: the first date of which anything is kept.
    """
    set_now = [*new]
    touched = set(map(_place, set_now))
    # Sorting keeps what is set behind what it is set over.
    together = sorted([*values, *set_now], key=_place)
    return tuple(
        stretch
        for place, some in groupby(together, key=_place)
        for stretch in (_stretches if place in touched else _left_of)([*some], since)
    )


def _place(one: Wanted) -> tuple[int, int]:
    return PLACES[one.measure], one.guests


def _left_of(values: Sequence[Wanted], since: date) -> Iterator[Wanted]:
    """Yield what is left of values that are not set anew."""
    for one in values:
        if one.first >= since:
            yield one
        elif one.last >= since:
            yield Wanted(one.measure, since, one.last, one.value, one.guests)


def _stretches(values: Sequence[Wanted], since: date) -> Iterator[Wanted]:
    """Yield the fewest stretches of values of one measure."""
    start = since.toordinal()
    by_date = {on: value for on, value in values_by_date(values).items() if on >= start}
    # Consecutive dates are equally far from their places.
    places = ((on - place, by_date[on], on) for place, on in enumerate(sorted(by_date)))
    for (_, value), run in groupby(places, key=itemgetter(0, 1)):
        dates = [date.fromordinal(on) for *_, on in run]
        yield Wanted(values[0].measure, dates[0], dates[-1], value, values[0].guests)


def values_by_date(values: Iterable[Wanted]) -> dict[int, int]:
    """Return the value of each date, by its ordinal; the last that reaches a date counts."""
    by_date: dict[int, int] = {}
    for one in values:
        dates = range(one.first.toordinal(), one.last.toordinal() + 1)
        by_date.update(dict.fromkeys(dates, one.value))
    return by_date
