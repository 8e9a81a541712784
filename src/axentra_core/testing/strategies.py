"""Hypothesis strategies for the values of the library, drawn from their annotations.

    @given(events_of(FOLIO))
    def test_my_feed_carries_every_event(event: object) -> None: ...

The fields of commands and settings keep the rules in their annotations; the fields of events and
states, which were checked before they were made, take any value of their type.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from operator import add
from string import ascii_letters, digits, punctuation
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from axentra_core.channels.feed import target_of
from axentra_core.channels.mapping import label, mapping_code
from axentra_core.channels.references import reference
from axentra_core.channels.reservations.facts import told_code
from axentra_core.channels.scales import update
from axentra_core.folio import (
    AddFixedCharge,
    AdjustCharge,
    AgreeRouting,
    Card,
    FixedCharge,
    Frequency,
    Instruction,
    Recurrence,
    Share,
    SplitCharge,
    Tendered,
)
from axentra_core.groups import OpenBlock, PickUpRoom
from axentra_core.house import plain
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.checks import FIRST_YEAR, LAST_YEAR, check_time, in_bounds, instant
from axentra_core.kernel.decider import Aggregate
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import (
    Money,
    amount,
    currency_code,
    currency_digits,
    money,
    positive_amount,
)
from axentra_core.kernel.numbers import CONTEXT, MOST_DECIMALS, as_text, rate
from axentra_core.kernel.texts import (
    LONGEST_CODE,
    LONGEST_ID,
    code,
    country,
    four_digits,
    identifier,
    line,
    phone,
    text,
    token,
)
from axentra_core.meters.model import as_shown
from axentra_core.meters.tariff import zone_name
from axentra_core.meters.units import factor, not_negative
from axentra_core.restaurant import OrderLine, PlaceOrder
from axentra_core.rooms import BlockKind, BlockRoom
from axentra_core.stays import (
    AmendStay,
    Book,
    ChangePrices,
    CheckOut,
    CountRooms,
    Fee,
    FeeBasis,
    NightChange,
    NightPrice,
    Occupant,
    Settlement,
    Source,
    TakeOverStay,
)

try:
    from hypothesis import reject
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as _error:
    raise ImportError(
        "axentra_core.testing.strategies needs Hypothesis; install axentra_core[testing]"
    ) from _error

# It draws by Hypothesis too, so the line above has to be said first.
from axentra_core.testing import channel_values, meter_values, payment_rule_values

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
    attrs_class: Any = cls
    return _values(cls, fields) if fields else _any_value(attrs_class)


@cache
def _any_value(cls: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - any attrs class
    # Hypothesis looks through a strategy when it first meets it, at some expense.
    return _values(cls, {})


def _values(cls: type[T], fields: Fields) -> SearchStrategy[T]:
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

    if named is in_bounds:
        return _within(**rule.keywords)
    if named in _OF_RULE:
        return _OF_RULE[named].filter(accepted)
    return _of_hint(base).filter(accepted)


def _within(low: int, high: int) -> SearchStrategy[int]:
    """Return whole numbers in bounds, most of them small: those are what rules meet."""
    return st.integers(low, min(high, low + 99)) | st.integers(low, high)


def _letters(others: str, limit: int) -> SearchStrategy[str]:
    rest = st.text(ascii_letters + digits + others, max_size=limit - 1)
    return st.builds(add, st.sampled_from(ascii_letters + digits), rest)


def _decimal(units: int, decimals: int) -> Decimal:
    return Decimal(units).scaleb(-decimals, CONTEXT)


def _price(units: int, currency: str) -> Money:
    return money(_decimal(units, currency_digits(currency)), currency)


def _priced(cls: Any) -> Callable[[Fields], SearchStrategy[Any]]:  # noqa: ANN401 - a command
    """Return commands with the nights between arrival and departure, all in one currency."""

    def priced(prices: list[int], currency: str, **values: Any) -> Any:  # noqa: ANN401
        arrival = min(values["arrival"], _LAST_DAY - timedelta(days=MOST_NIGHTS))
        departure = arrival + timedelta(days=len(prices))
        money_of = (_price(units, currency) for units in prices)
        nights = tuple(map(NightPrice, Nights(arrival, departure), money_of))
        said = {**values, "arrival": arrival, "departure": departure, "nights": nights}
        if "source" in said:
            said["source"] = Source.FRONT_OFFICE if said["channel"] is None else Source.CHANNEL
        return cls(**said)

    prices = st.lists(_UNITS, min_size=1, max_size=MOST_NIGHTS)

    def commands(fields: Fields) -> SearchStrategy[Any]:
        party = st.lists(values_of(Occupant), min_size=1, max_size=3)
        return st.builds(priced, prices=prices, currency=_CURRENCY, **{**fields, "party": party})

    return commands


def _taken_over(fields: Fields) -> SearchStrategy[TakeOverStay]:
    """Return stays that are taken over as the booking that is in them."""

    def taken_over(**values: Any) -> TakeOverStay:  # noqa: ANN401
        return TakeOverStay(**{**values, "stay": values["booking"].stay})

    return st.builds(taken_over, **fields)


def _repriced(fields: Fields) -> SearchStrategy[ChangePrices]:
    """Return prices of nights in order, all in one currency."""

    def repriced(
        prices: list[int],
        currency: str,
        first: date,
        **values: Any,  # noqa: ANN401
    ) -> ChangePrices:
        nights = (
            NightPrice(first + timedelta(days=place), _price(units, currency))
            for place, units in enumerate(prices)
        )
        return ChangePrices(**{**values, "nights": tuple(nights)})

    prices, first = st.lists(_UNITS, min_size=1, max_size=3), st.dates(date(2020, 1, 1), _LAST_DAY)
    first = first.map(lambda day: min(day, _LAST_DAY - timedelta(days=3)))
    return st.builds(repriced, prices=prices, currency=_CURRENCY, first=first, **fields)


def _departures(fields: Fields) -> SearchStrategy[CheckOut]:
    """Return check-outs that are settled, or on account for a reason."""

    def left(**values: Any) -> CheckOut:  # noqa: ANN401
        if values["reason"] is None:
            return CheckOut(**{**values, "settlement": Settlement.SETTLED, "due": None})
        return CheckOut(**{**values, "settlement": Settlement.ON_ACCOUNT})

    return st.builds(left, **fields)


def _counts(fields: Fields) -> SearchStrategy[CountRooms]:
    """Return changes on nights in order, each with its capacity."""

    def counted(many: list[int], first: date, **values: Any) -> CountRooms:  # noqa: ANN401
        changes = tuple(
            NightChange(first + timedelta(days=place), sold=sold) for place, sold in enumerate(many)
        )
        return CountRooms(**{**values, "changes": changes, "capacity": (9,) * len(many)})

    first = st.dates(date(2020, 1, 1), date(2030, 1, 1))
    return st.builds(counted, many=st.lists(_SMALL, max_size=3), first=first, **fields)


def _occupants(fields: Fields) -> SearchStrategy[Occupant]:
    """Return people who leave after they came."""
    dates = st.lists(fields["since"], min_size=2, max_size=2, unique=True).map(
        lambda two: (None, None) if None in two else tuple(sorted(two))
    )
    return st.builds(
        lambda two, **values: Occupant(**{**values, "since": two[0], "until": two[1]}),
        two=dates,
        **fields,
    )


def _fees(fields: Fields) -> SearchStrategy[Fee]:
    """Return fees within the bounds of their basis."""

    def fee(units: int, **values: Any) -> Fee:  # noqa: ANN401
        percent = values["basis"] is FeeBasis.PERCENT
        return Fee(**{**values, "value": _decimal(units, 2) if percent else Decimal(units)})

    return st.builds(fee, units=_SMALL, **fields)


def _orders(fields: Fields) -> SearchStrategy[PlaceOrder]:
    """Return orders whose lines are in one currency."""

    def placed(ordered: list[OrderLine], currency: str, **values: Any) -> PlaceOrder:  # noqa: ANN401
        for one in ordered:
            object.__setattr__(one, "unit_price", money(one.unit_price.amount, currency))
        return PlaceOrder(**{**values, "lines": ordered})

    yen = values_of(OrderLine, unit_price=_UNITS.map(lambda units: _price(units, "JPY")))
    ordered = st.lists(yen, min_size=1, max_size=3)
    return st.builds(placed, ordered=ordered, currency=_CURRENCY, **fields)


def _with_nights(cls: Any) -> Callable[[Fields], SearchStrategy[Any]]:  # noqa: ANN401 - a command
    """Return commands that have at least one night between arrival and departure."""

    def dated(nights: int, **values: Any) -> Any:  # noqa: ANN401 - a value for every field
        arrival = min(values["arrival"], _LAST_DAY - timedelta(days=MOST_NIGHTS))
        dates = {"arrival": arrival, "departure": arrival + timedelta(days=nights)}
        return cls(**{**values, **dates})

    return lambda fields: st.builds(dated, nights=st.integers(1, MOST_NIGHTS), **fields)


def _cards(fields: Fields) -> SearchStrategy[Card]:
    last_four = st.text(digits, min_size=4, max_size=4)
    return st.builds(Card, **{**fields, "last_four": last_four})


def _tendered(fields: Fields) -> SearchStrategy[Tendered]:
    """Return foreign notes with the digits they have when a log is read."""

    def tendered(**values: Any) -> Tendered:  # noqa: ANN401
        notes = Tendered(**values)
        digits_of_log = as_text(notes.amount.amount.normalize(CONTEXT))
        counted = Money(Decimal(digits_of_log), notes.amount.currency)
        object.__setattr__(notes, "amount", counted)
        return notes

    return st.builds(tendered, **fields)


def _recurrences(fields: Fields) -> SearchStrategy[Recurrence]:
    """Return rules of which every part says something."""

    def recurrence(**values: Any) -> Recurrence:  # noqa: ANN401
        every = values["every"]
        if every not in {Frequency.DAILY, Frequency.WEEKLY}:
            values["weekdays"] = ()
        if every in {Frequency.ONCE, Frequency.DAILY, Frequency.WEEKLY}:
            values["month_day"] = None
        if every is Frequency.ONCE or (every is Frequency.DAILY and values["weekdays"]):
            values["interval"] = 1
        return Recurrence(**values)

    return st.builds(recurrence, **{**fields, "weekdays": _WEEKDAYS, "interval": st.integers(1, 9)})


def _in_order(cls: Any) -> Callable[[Fields], SearchStrategy[Any]]:  # noqa: ANN401 - any class
    """Return values whose last day is not before the first."""

    def dated(**values: Any) -> Any:  # noqa: ANN401 - a value for every field
        since, until = values["since"], values["until"]
        if since is not None and until is not None:
            values["since"], values["until"] = sorted((since, until))
        return cls(**values)

    def values_in_order(fields: Fields) -> SearchStrategy[Any]:
        days = {"weekdays": _WEEKDAYS} if "weekdays" in fields else {}
        return st.builds(dated, **{**fields, **days})

    return values_in_order


def _blocks(fields: Fields) -> SearchStrategy[BlockRoom]:
    """Return blocks of a night or more; only a hold is for somebody."""

    def blocked(**values: Any) -> BlockRoom:  # noqa: ANN401
        first, until = sorted((values["first"], values["until"]))
        values["first"], values["until"] = first, max(until, first + timedelta(1))
        if values["kind"] is not BlockKind.HOLD:
            values["stay"] = None
        return BlockRoom(**values)

    early = st.dates(date(FIRST_YEAR, 1, 1), _LAST_DAY - timedelta(1))
    return st.builds(blocked, **{**fields, "first": early})


def _divided(fields: Fields) -> SearchStrategy[SplitCharge]:
    """Return charges shared among different windows."""
    shares = st.lists(
        values_of(Share), min_size=2, max_size=4, unique_by=lambda share: share.window
    )
    return st.builds(SplitCharge, **{**fields, "shares": shares.map(tuple)})


def _adjustments(fields: Fields) -> SearchStrategy[AdjustCharge]:
    """Return adjustments by a part, an amount or a percentage, never by two of them."""

    def adjusted(**values: Any) -> AdjustCharge:  # noqa: ANN401
        if values["part"] is not None:
            values["amount"] = values["percent"] = None
        elif values["amount"] is not None:
            values["percent"] = None
        elif not values["percent"]:
            values["percent"] = Decimal("0.5")
        return AdjustCharge(**values)

    return st.builds(adjusted, **fields)


_LAST_DAY = date(LAST_YEAR, 12, 31)
_INSTANTS = (
    datetime.combine(date(FIRST_YEAR + 1, 1, 1), time()),
    datetime.combine(date(LAST_YEAR - 1, 12, 31), time()),
)
_CURRENCY = st.sampled_from(CURRENCIES)
_SMALL = st.integers(0, 99)
_WEEKDAYS = st.lists(st.integers(0, 6), max_size=3).map(tuple)
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
    AmendStay: _priced(AmendStay),
    BlockRoom: _blocks,
    Book: _priced(Book),
    Card: _cards,
    ChangePrices: _repriced,
    CheckOut: _departures,
    CountRooms: _counts,
    Fee: _fees,
    Occupant: _occupants,
    TakeOverStay: _taken_over,
    OpenBlock: _with_nights(OpenBlock),
    PickUpRoom: _with_nights(PickUpRoom),
    PlaceOrder: _orders,
    Recurrence: _recurrences,
    SplitCharge: _divided,
    Tendered: _tendered,
    AdjustCharge: _adjustments,
    AddFixedCharge: _in_order(AddFixedCharge),
    AgreeRouting: _in_order(AgreeRouting),
    FixedCharge: _in_order(FixedCharge),
    Instruction: _in_order(Instruction),
    **channel_values.AGREEING,
    **meter_values.AGREEING,
    **payment_rule_values.AGREEING,
}

_OF_TYPE: Final[Mapping[Any, SearchStrategy[Any]]] = {
    NoneType: st.none(),
    bool: st.booleans(),
    int: _SMALL | _WHOLE,
    str: st.text(),
    date: st.dates(date(FIRST_YEAR, 1, 1), _LAST_DAY),
    datetime: st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(fold=0)),
    time: st.times().map(lambda wall: wall.replace(second=0, microsecond=0, fold=0)),
    Decimal: st.builds(_decimal, _WHOLE, st.integers(0, MOST_DECIMALS)),
    Money: st.builds(_price, _WHOLE, _CURRENCY),
}

_OF_RULE: Final[Mapping[Any, SearchStrategy[Any]]] = {
    identifier: _letters("._:-", LONGEST_ID),
    code: _letters("._-", LONGEST_CODE),
    line: _LINES,
    text: _LINES,
    label: _LINES,
    target_of: channel_values.TARGETS,
    update: channel_values.UPDATES,
    mapping_code: _LINES,
    told_code: _LINES,
    reference: _LINES,
    token: _letters(punctuation, LONGEST_ID),
    phone: st.text(digits, min_size=3, max_size=15),
    amount: st.builds(_price, _WHOLE, _CURRENCY),
    positive_amount: st.builds(_price, _UNITS, _CURRENCY),
    instant: st.datetimes(*_INSTANTS, timezones=st.just(UTC)).map(lambda at: at.replace(fold=0)),
    check_time: st.times().map(lambda wall: wall.replace(second=0, microsecond=0, fold=0)),
    country: st.sampled_from(["DK", "ID", "TW"]),
    four_digits: st.text(digits, min_size=4, max_size=4),
    rate: st.integers(0, 10**MOST_DECIMALS).map(lambda units: _decimal(units, MOST_DECIMALS)),
    plain: st.dictionaries(st.text(), _PLAIN, max_size=3),
    as_shown: meter_values.NUMBERS,
    not_negative: meter_values.NUMBERS,
    factor: meter_values.FACTORS,
    currency_code: _CURRENCY,
    zone_name: st.sampled_from(meter_values.ZONES),
}
