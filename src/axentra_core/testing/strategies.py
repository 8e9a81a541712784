"""Hypothesis strategies for the values of the library, drawn from their annotations.

    @given(events_of(FOLIO))
    def test_my_feed_carries_every_event(event: object) -> None: ...

The fields of commands and settings keep the rules in their annotations; the fields of events and
states, which were checked before they were made, take any value of their type.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from operator import add
from string import ascii_letters, digits, punctuation
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from axentra_core.folio import Card
from axentra_core.house import plain
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.checks import FIRST_YEAR, LAST_YEAR
from axentra_core.kernel.decider import Aggregate
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, amount, currency_digits, money, positive_amount
from axentra_core.kernel.numbers import CONTEXT, MOST_DECIMALS, rate
from axentra_core.kernel.texts import (
    LONGEST_CODE,
    LONGEST_ID,
    code,
    identifier,
    line,
    phone,
    text,
    token,
)
from axentra_core.restaurant import OrderLine, PlaceOrder
from axentra_core.stays import Book, NightPrice

try:
    from hypothesis import reject
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as _error:
    raise ImportError(
        "axentra_core.testing.strategies needs Hypothesis; install axentra_core[testing]"
    ) from _error

T = TypeVar("T")
Fields = dict[str, SearchStrategy[Any]]

# Three, two and no decimals, and two that the law and the cash drawer see differently.
CURRENCIES = ("KWD", "EUR", "JPY", "IDR", "DKK")
MOST_NIGHTS = 4


def events_of(aggregate: Aggregate[Any]) -> SearchStrategy[Any]:
    """Return any event of a kind of record."""
    return st.one_of(*map(values_of, aggregate.evolve_by))


def values_of(cls: type[T], **fields: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Return any value of a command, event, state or settings class.

    Args:
        cls: an attrs class; its annotations say what its fields can be.
        fields: strategies to use for some of its fields instead.
    """

    def made(**values: Any) -> T:  # noqa: ANN401 - a value for every field
        try:
            return cls(**values)
        except InvalidInput:
            reject()

    attrs_class: Any = cls
    drawn = {**_fields_of(attrs_class), **fields}
    if cls in _AGREEING and not fields:
        return _AGREEING[cls](drawn)
    return st.builds(made, **drawn)


@cache
def _fields_of(cls: Any) -> Fields:  # noqa: ANN401 - any attrs class
    hints = get_type_hints(cls, include_extras=True)
    return {field.name: _of_hint(hints[field.name]) for field in attrs.fields(cls)}


def _of_hint(hint: Any) -> SearchStrategy[Any]:  # noqa: ANN401, PLR0911 - one return a kind
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _of_rule(next(filter(callable, arguments[1:])), arguments[0])
    if origin in {Union, UnionType}:
        return st.one_of(*map(_of_hint, arguments))
    if origin is tuple:
        return st.lists(_of_hint(arguments[0]), max_size=3).map(tuple)
    if origin is Journal:
        # A stored state knows how many entries there are and carries none.
        return st.integers(0, 10_000).map(Journal.unloaded)
    if hint in _OF_TYPE:
        return _OF_TYPE[hint]
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return values_of(hint)


def _of_rule(rule: Any, base: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - rule and hint
    named = rule.func if isinstance(rule, partial) else rule

    def accepted(value: object) -> bool:
        try:
            rule(value)
        except InvalidInput:
            return False
        return True

    if named in _OF_RULE:
        return _OF_RULE[named].filter(accepted)
    # Whole numbers have bounds of their own, which small ones are most likely to keep.
    return (_SMALL if base is int else _of_hint(base)).filter(accepted)


def _letters(others: str, limit: int) -> SearchStrategy[str]:
    rest = st.text(ascii_letters + digits + others, max_size=limit - 1)
    return st.builds(add, st.sampled_from(ascii_letters + digits), rest)


def _decimal(units: int, decimals: int) -> Decimal:
    return Decimal(units).scaleb(-decimals, CONTEXT)


def _price(units: int, currency: str) -> Money:
    return money(_decimal(units, currency_digits(currency)), currency)


def _bookings(fields: Fields) -> SearchStrategy[Book]:
    """Return bookings whose nights are those between arrival and departure."""

    def booked(prices: list[int], currency: str, **values: Any) -> Book:  # noqa: ANN401
        arrival = min(values["arrival"], _LAST_DAY - timedelta(days=MOST_NIGHTS))
        departure = arrival + timedelta(days=len(prices))
        priced = (_price(units, currency) for units in prices)
        nights = tuple(map(NightPrice, Nights(arrival, departure), priced))
        return Book(**{**values, "arrival": arrival, "departure": departure, "nights": nights})

    prices = st.lists(_UNITS, min_size=1, max_size=MOST_NIGHTS)
    return st.builds(booked, prices=prices, currency=_CURRENCY, **fields)


def _orders(fields: Fields) -> SearchStrategy[PlaceOrder]:
    """Return orders whose lines are in one currency."""

    def placed(ordered: list[OrderLine], currency: str, **values: Any) -> PlaceOrder:  # noqa: ANN401
        for one in ordered:
            object.__setattr__(one, "unit_price", money(one.unit_price.amount, currency))
        return PlaceOrder(**{**values, "lines": ordered})

    yen = values_of(OrderLine, unit_price=_UNITS.map(lambda units: _price(units, "JPY")))
    ordered = st.lists(yen, min_size=1, max_size=3)
    return st.builds(placed, ordered=ordered, currency=_CURRENCY, **fields)


def _cards(fields: Fields) -> SearchStrategy[Card]:
    last_four = st.text(digits, min_size=4, max_size=4)
    return st.builds(Card, **{**fields, "last_four": last_four})


_LAST_DAY = date(LAST_YEAR, 12, 31)
_CURRENCY = st.sampled_from(CURRENCIES)
_SMALL = st.integers(0, 99)
_WHOLE = st.integers(1 - 10**15, 10**15 - 1)
_UNITS = st.integers(1, 10**15 - 1)
_LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
_PLAIN = st.recursive(
    st.none() | st.booleans() | _WHOLE | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)

# Classes whose fields have to agree with each other.
_AGREEING: Final[Mapping[type, Callable[[Fields], SearchStrategy[Any]]]] = {
    Book: _bookings,
    Card: _cards,
    PlaceOrder: _orders,
}

_OF_TYPE: Final[Mapping[Any, SearchStrategy[Any]]] = {
    NoneType: st.none(),
    bool: st.booleans(),
    int: _SMALL | _WHOLE,
    str: st.text(),
    date: st.dates(date(FIRST_YEAR, 1, 1), _LAST_DAY),
    Decimal: st.builds(_decimal, _WHOLE, st.integers(0, MOST_DECIMALS)),
    Money: st.builds(_price, _WHOLE, _CURRENCY),
}

_OF_RULE: Final[Mapping[Any, SearchStrategy[Any]]] = {
    identifier: _letters("._:-", LONGEST_ID),
    code: _letters("._-", LONGEST_CODE),
    line: _LINES,
    text: _LINES,
    token: _letters(punctuation, LONGEST_ID),
    phone: st.text(digits, min_size=3, max_size=15),
    amount: st.builds(_price, _WHOLE, _CURRENCY),
    positive_amount: st.builds(_price, _UNITS, _CURRENCY),
    rate: st.integers(0, 10**MOST_DECIMALS).map(lambda units: _decimal(units, MOST_DECIMALS)),
    plain: st.dictionaries(st.text(), _PLAIN, max_size=3),
}
