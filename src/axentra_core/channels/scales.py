"""Which values each measure has, and the rule for updates that come from outside."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.channels.mapping import MOST_GUESTS
from axentra_core.channels.prices import MOST_PRICE
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.checks import day, in_bounds
from axentra_core.kernel.errors import InvalidInput, shown, some_of

MOST_ROOMS: Final = 9_999
MOST_LIMIT: Final = 999


@attrs.frozen
class Scale:
    """The values that a measure has.

    Attributes:
        low: the lowest.
        high: the highest.
        kept_as: type code of the array that holds them.
    """

    low: int
    high: int
    kept_as: str


# fmt: off
_FLAG, _LIMIT = Scale(0, 1, "b"), Scale(0, MOST_LIMIT, "h")
SCALES: Final[Mapping[Measure, Scale]] = MappingProxyType({
    Measure.AVAILABILITY:        Scale(0, MOST_ROOMS, "h"),
    Measure.PRICE:               Scale(1, MOST_PRICE, "q"),
    Measure.STOP_SELL:           _FLAG,
    Measure.CLOSED_TO_ARRIVAL:   _FLAG,
    Measure.CLOSED_TO_DEPARTURE: _FLAG,
    Measure.MIN_STAY_ARRIVAL:    _LIMIT,
    Measure.MIN_STAY_THROUGH:    _LIMIT,
    Measure.MAX_STAY_ARRIVAL:    _LIMIT,
    Measure.MAX_STAY_THROUGH:    _LIMIT,
    Measure.MIN_ADVANCE:         _LIMIT,
    Measure.MAX_ADVANCE:         _LIMIT,
})
# What sets no limit says so by another number, too; it is taken as 0, so that two who mean the
# same tell the same.
NO_LIMIT: Final[Mapping[Measure, int]] = MappingProxyType({
    Measure.MIN_STAY_ARRIVAL: 1,
    Measure.MIN_STAY_THROUGH: 1,
    Measure.MAX_STAY_ARRIVAL: MOST_LIMIT,
    Measure.MAX_STAY_THROUGH: MOST_LIMIT,
})
# fmt: on


def canonical(measure: Measure, value: int) -> int:
    """Return a value of a measure; 0 for every number of nights that limits nothing."""
    return 0 if value == NO_LIMIT.get(measure) else value


def update(value: object) -> Update:
    """Return an update that came from outside, with the one value that means what it tells.

    Rooms below zero, of an oversold night, are zero; so is a stay of at least one night, or of at
    most 999, which limits nothing.

    Raises:
        InvalidInput: ``field.wrong_type``, ``field.required`` for a target without a code,
            ``value.unknown``, ``date.out_of_range``, ``date.order`` or ``value.out_of_range``.
    """
    if not isinstance(value, Update) or not isinstance(value.target, Target):
        got = shown(getattr(value, "target", value))
        raise InvalidInput.because("field.wrong_type", expected="an update", got=got)
    try:
        _check_target(value.target)
    except InvalidInput as error:
        raise error.under("target") from None
    if not isinstance(value.measure, Measure):
        got, allowed = shown(value.measure), some_of(Measure)
        raise InvalidInput.because("value.unknown", path="measure", got=got, allowed=allowed)
    for path in ("first", "last"):
        try:
            day(getattr(value, path))
        except InvalidInput as error:
            raise error.under(path) from None
    if value.last < value.first:
        raise InvalidInput.because("date.order", earlier=value.first, later=value.last)
    if value.measure is Measure.AVAILABILITY and type(value.value) is int and value.value < 0:
        return attrs.evolve(value, value=0)
    scale = SCALES[value.measure]
    try:
        in_bounds(value.value, low=scale.low, high=scale.high)
    except InvalidInput as error:
        raise error.under("value") from None
    kept = canonical(value.measure, value.value)
    return value if kept == value.value else attrs.evolve(value, value=kept)


def _check_target(target: Target) -> None:
    """Refuse a target that has no place among others; its codes are looked at where it is kept."""
    for path, code in (("room", target.room), ("rate", target.rate)):
        if not isinstance(code, str):
            raise InvalidInput.because(
                "field.wrong_type", path=path, expected="text", got=shown(code)
            )
    if not target.room and not target.rate:
        raise InvalidInput.because("field.required", path="room")
    try:
        in_bounds(target.guests, low=0, high=MOST_GUESTS)
    except InvalidInput as error:
        raise error.under("guests") from None
