"""Rules for values that come from outside, and the decorator that applies them.

A rule takes a value and returns it, perhaps in canonical form, or raises `InvalidInput`.
Classes made with `checked` state the rule in the annotation, ``room: Code``, and report every
fault of an object at once, each with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import partial
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

import attrs

from axentra_core.kernel.errors import Fault, InvalidInput, shown

Rule = Callable[[Any], Any]
T = TypeVar("T")

LONGEST_LIST = 1000
FIRST_YEAR, LAST_YEAR = 1900, 2199


def day(value: object) -> date:
    """Return a date between 1900 and 2199; a datetime is not a date here."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong_type(value, "a date")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise InvalidInput.because("date.out_of_range")
    return value


def instant(value: object) -> datetime:
    """Return an aware instant in UTC."""
    if not isinstance(value, datetime):
        raise _wrong_type(value, "a datetime")
    if value.tzinfo is None or value.utcoffset() is None:
        raise InvalidInput.because("instant.naive")
    if not FIRST_YEAR < value.year < LAST_YEAR:
        raise InvalidInput.because("date.out_of_range")
    return value.astimezone(UTC)


def whole(low: int, high: int) -> Rule:
    """Return the rule for a whole number in bounds; bools are not numbers."""
    return partial(in_bounds, low=low, high=high)


def in_bounds(value: object, *, low: int, high: int) -> int:
    """Return a whole number that is in bounds."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong_type(value, "a whole number")
    if not low <= value <= high:
        raise InvalidInput.because("value.out_of_range", got=shown(value), low=low, high=high)
    return value


def _wrong_type(value: object, expected: str) -> InvalidInput:
    if value is None:
        return InvalidInput.because("field.required")
    return InvalidInput.because("field.wrong_type", expected=expected, got=shown(value))


Day = Annotated[date, day]
Instant = Annotated[datetime, instant]
Count = Annotated[int, whole(1, 999)]


@dataclass_transform(frozen_default=True, field_specifiers=(attrs.field,))
def checked(cls: type[T]) -> type[T]:
    """Make a frozen class whose fields are checked by the rules in their annotations.

    All faults of an object are raised together. Unlike attrs validators, which a host can
    switch off for the whole process, these always run.
    """
    rules = {name: rule for name, hint in cls.__annotations__.items() if (rule := rule_for(hint))}
    own_check: Callable[[Any], None] | None = cls.__dict__.get("__attrs_post_init__")

    def __attrs_post_init__(self: Any) -> None:  # noqa: N807, ANN401 - attrs' own name
        faults: list[Fault] = []
        for name, rule in rules.items():
            value = getattr(self, name)
            try:
                checked_value = rule(value)
            except InvalidInput as error:
                faults.extend(error.under(name).faults)
            else:
                if checked_value is not value:
                    object.__setattr__(self, name, checked_value)
        if faults:
            raise InvalidInput(faults)
        if own_check is not None:
            own_check(self)

    cls.__attrs_post_init__ = __attrs_post_init__  # type: ignore[attr-defined] # read by attrs
    return attrs.frozen(cls)


def rule_for(hint: Any) -> Rule | None:  # noqa: ANN401, PLR0911 - one return a kind of hint
    """Return the rule that an annotation states, or None where any value is possible."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next(filter(callable, arguments[1:]), None) or rule_for(arguments[0])
    if origin in {Union, UnionType}:
        return _either(arguments)
    if origin is tuple:
        return _each(rule_for(arguments[0]) or (lambda value: value))
    if origin is Literal:
        return _one_of(arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return None
    if isinstance(hint, type) and hint is not object:
        return _is_a(hint)
    return None


def _either(arguments: tuple[Any, ...]) -> Rule | None:
    some = [rule_for(argument) for argument in arguments if argument is not NoneType]
    if len(some) != 1 or some[0] is None:
        return None
    rule = some[0]
    return lambda value: None if value is None else rule(value)


def list_of(entry: Any, longest: int) -> Rule:  # noqa: ANN401 - any hint
    """Return the rule for a list that may be longer than others are."""
    return _each(rule_for(entry) or (lambda value: value), longest)


def _each(rule: Rule, longest: int = LONGEST_LIST) -> Rule:
    def each(value: object) -> tuple[object, ...]:
        if not isinstance(value, tuple | list):
            raise _wrong_type(value, "a list")
        entries = tuple(value)
        if len(entries) > longest:
            raise InvalidInput.because("list.length", got=len(entries), low=0, high=longest)
        kept: list[object] = []
        faults: list[Fault] = []
        for index, entry in enumerate(entries):
            try:
                kept.append(rule(entry))
            except InvalidInput as error:
                faults.extend(error.under(f"[{index}]").faults)
        if faults:
            raise InvalidInput(faults)
        return tuple(kept)

    return each


def _one_of(allowed: tuple[Any, ...]) -> Rule:
    def one_of(value: object) -> object:
        if value is None:
            raise InvalidInput.because("field.required")
        # Text that spells a member of a StrEnum means that member; True is not 1.
        for choice in allowed:
            if value == choice and isinstance(value, str) is isinstance(choice, str):
                return choice
        raise InvalidInput.because(
            "value.unknown", got=shown(value), allowed=", ".join(map(str, allowed))
        )

    return one_of


def _is_a(cls: type) -> Rule:
    if issubclass(cls, Enum):
        return _one_of(tuple(cls))

    def is_a(value: object) -> object:
        if not isinstance(value, cls) or (isinstance(value, bool) and cls is not bool):
            if value is None:
                raise InvalidInput.because("field.required")
            # What stands here instead may be a person's name: only its type is told.
            raise InvalidInput.because(
                "field.wrong_type", expected=cls.__name__, got=type(value).__name__
            )
        return value

    return is_a


def check_time(value: object) -> time:
    """Return a wall time without a zone, to the minute."""
    if not isinstance(value, time) or value.tzinfo is not None:
        raise _wrong_type(value, "a time of day without zone")
    if value.second or value.microsecond:
        raise _wrong_type(value, "a time of day to the minute")
    return value


WallTime = Annotated[time, check_time]
