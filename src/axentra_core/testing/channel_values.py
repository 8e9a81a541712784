"""Strategies for the values of channels whose fields have to agree with each other."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from axentra_core.channels.drift import MOST_DIFFERENCES, Comparison, DifferentCell
from axentra_core.channels.mapping import IN_SCOPES, Offer, Scope
from axentra_core.channels.scales import SCALES, update
from axentra_core.channels.selling import SET, Wanted
from axentra_core.channels.updates import Measure, Target, Update

Fields = dict[str, SearchStrategy[Any]]


def _offers(fields: Fields) -> SearchStrategy[Offer]:
    """Return offers that can be sold to as many adults as a price is for, or to more."""

    def offered(**values: Any) -> Offer:  # noqa: ANN401 - a value for every field
        guests, most = sorted((values["guests"], values["most_guests"]))
        return Offer(**{**values, "guests": guests, "most_guests": most})

    return st.builds(offered, **fields)


def _scopes(fields: Fields) -> SearchStrategy[Scope]:
    """Return scopes of one code that tell something, and nothing twice."""

    def scope(code: str, *, is_room: bool, **values: Any) -> Scope:  # noqa: ANN401
        codes = {"room_code": code if is_room else None, "rate_code": None if is_room else code}
        return Scope(**{**values, **codes})

    code = fields["room_code"].filter(lambda one: one is not None)
    measures = st.lists(st.sampled_from(IN_SCOPES), min_size=1, unique=True).map(tuple)
    return st.builds(scope, code, is_room=st.booleans(), measures=measures)


TARGETS: Final = st.builds(
    Target,
    st.sampled_from(["", "DLX", "STD", "房"]),
    st.sampled_from(["", "BAR", "NRF"]),
    st.integers(0, 3),
).filter(lambda target: target.room or target.rate)


def _update(target: Target, measure: Measure, first: date, days: int, value: int) -> Update:
    """Return an update whose value its measure can have."""
    scale = SCALES[measure]
    last = first + timedelta(days)
    bounded = max(scale.low, min(scale.high, value))
    return update(Update(target, measure, first, last, bounded))


UPDATES: Final = st.builds(
    _update,
    TARGETS,
    st.sampled_from(Measure),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 40),
    st.integers(0, 10**12),
)


def _wanted(measure: Measure, first: date, days: int, value: int, guests: int) -> Wanted:
    """Return a value that its measure can have; only prices are for so many adults."""
    scale = SCALES[measure]
    bounded = max(scale.low, min(scale.high, value))
    priced = guests if measure is Measure.PRICE else 0
    return Wanted(measure, first, first + timedelta(days), bounded, priced)


def _wanted_values(_: Fields) -> SearchStrategy[Wanted]:
    """Return values of any measure but what is counted elsewhere."""
    return st.builds(
        _wanted,
        st.sampled_from(SET),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(0, 40),
        st.integers(0, 10**12),
        st.integers(0, 3),
    )


def _comparisons(fields: Fields) -> SearchStrategy[Comparison]:
    """Return comparisons that show some of what differs, and no more than was compared."""

    def compared(first: tuple[DifferentCell, ...], others: int, alike: int) -> Comparison:
        different = len(first) + others if first else 0
        return Comparison(different + alike, different, first[:MOST_DIFFERENCES])

    many = st.integers(0, 1_000)
    return st.builds(compared, fields["first"], many, many)


AGREEING: Final[Mapping[type, Callable[[Fields], SearchStrategy[Any]]]] = {
    Comparison: _comparisons,
    Offer: _offers,
    Scope: _scopes,
    Wanted: _wanted_values,
}
