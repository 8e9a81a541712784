"""Rules for values that come from outside, and the decorator that applies them.

A rule takes a value and returns it, perhaps in canonical form, or raises `InvalidInput`.
Classes made with `checked` state the rule in the annotation, ``room: Code``, and report every
fault of an object at once, each with its path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
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

LONGEST_ID = 64
LONGEST_CODE = 32
LONGEST_TEXT = 200
LONGEST_LIST = 1000
FEWEST_CARD_DIGITS, MOST_CARD_DIGITS = 13, 19
FIRST_CARD_DIGITS = range(2, 7)
FEWEST_IN_GROUP = 3
FEWEST_PHONE_DIGITS, MOST_PHONE_DIGITS = 3, 15
FIRST_YEAR, LAST_YEAR = 1900, 2199

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_PHONE = re.compile(r"\+?[0-9 ()./-]{3,30}", re.ASCII)
_KEY = re.compile(r"[!-~]{1,255}", re.ASCII)
_RESERVED_IDS = frozenset({"none", "null", "nan", "undefined", "true", "false"})
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DIGITS = re.compile(r"\d+")
_DIGITS_IN_A_ROW = re.compile(r"\d+(?:[^\w]{1,2}\d+)*")
_CARD_CODE = re.compile(r"\b(?:cvv|cvc|cvv2|cvc2|cid)\W{0,3}[0-9]{3,4}\b", re.ASCII | re.IGNORECASE)


def identifier(value: object, *, limit: int = LONGEST_ID) -> str:
    """Return an id of a record: ASCII, at most 64 characters, kept exactly as given."""
    text = _text_of(value)
    if len(text) > limit or not _ID.fullmatch(text):
        raise InvalidInput.because("id.bad_format", got=shown(text), limit=limit)
    if text.lower() in _RESERVED_IDS:
        raise InvalidInput.because("id.reserved_word", got=shown(text))
    return text


def code(value: object) -> str:
    """Return a code of the hotel's own, such as a room number: ASCII, never upper-cased."""
    text = _text_of(value)
    if not text.isascii():
        point = next(ord(character) for character in text if not character.isascii())
        raise InvalidInput.because("code.not_ascii", point=point)
    if len(text) > LONGEST_CODE or not _CODE.fullmatch(text):
        raise InvalidInput.because("code.bad_format", got=shown(text), limit=LONGEST_CODE)
    return text


def idempotency_key(value: object) -> str:
    """Return a caller's key: 1 to 255 printable ASCII characters without spaces."""
    text = _text_of(value)
    if not _KEY.fullmatch(text):
        raise InvalidInput.because("key.bad_format")
    return text


def line(value: object, *, limit: int = LONGEST_TEXT) -> str:
    """Return one line of text in NFC.

    Refused are control and writing-direction characters, lone surrogates and text over the limit.
    """
    text = _text_of(value)
    # What composes to fewer characters may come in twice as many, and no more are looked at.
    if len(text) > 2 * limit:
        raise InvalidInput.because("text.too_long", limit=limit, length=len(text))
    for position, character in enumerate(text):
        if character.isascii() and character.isprintable():
            continue
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"}:
            raise InvalidInput.because("text.control_character", position=position)
        if category == "Cs":
            raise InvalidInput.because("text.not_unicode", position=position)
        if character in _BIDI_CONTROLS:
            raise InvalidInput.because("text.bidi_control", position=position)
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise InvalidInput.because("text.too_long", limit=limit, length=len(text))
    return text


def text(value: object) -> str:
    """Return one line of free text: nothing that looks like card data has a place in it."""
    written = line(value)
    if any(map(_is_card_number, _numbers_in(written))):
        raise InvalidInput.because("text.card_number")
    if _CARD_CODE.search(written):
        raise InvalidInput.because("text.card_data")
    return written


def token(value: object) -> str:
    """Return what another system knows a thing by: printable ASCII, and no card number."""
    given = idempotency_key(value)
    return text(given) and given


def phone(value: object) -> str:
    """Return a phone number as it was written: at most 15 digits (E.164), and what parts them."""
    number = _text_of(value)
    digits = sum(character.isdigit() for character in number)
    if not _PHONE.fullmatch(number) or not FEWEST_PHONE_DIGITS <= digits <= MOST_PHONE_DIGITS:
        raise InvalidInput.because("phone.bad_format")
    return number


def _text_of(value: object) -> str:
    if value is None:
        raise InvalidInput.because("field.required")
    if type(value) is not str:
        # A StrEnum member or another subclass is not what the caller thinks it stores.
        raise InvalidInput.because("field.wrong_type", expected="text", got=shown(value))
    if not value.strip():
        raise InvalidInput.because("field.required")
    return value


def _numbers_in(written: str) -> Iterator[str]:
    """Yield every number that digits make with their neighbours, however they are parted.

    Cards are printed in groups of four or so, and only the last may be shorter: a day or a month
    in a date ends a number.
    """
    for row in _DIGITS_IN_A_ROW.findall(written):
        groups = _DIGITS.findall(row)
        for first in range(len(groups)):
            number = ""
            for group in groups[first:]:
                number += group
                yield number
                if len(group) < FEWEST_IN_GROUP:
                    break


def _is_card_number(number: str) -> bool:
    if not FEWEST_CARD_DIGITS <= len(number) <= MOST_CARD_DIGITS:
        return False
    digits = [int(digit) for digit in reversed(number)]
    if digits[-1] not in FIRST_CARD_DIGITS:
        return False
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[1::2])  # noqa: PLR2004 - Luhn
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


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

    def rule(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong_type(value, "a whole number")
        if not low <= value <= high:
            raise InvalidInput.because("value.out_of_range", got=shown(value), low=low, high=high)
        return value

    return rule


def _wrong_type(value: object, expected: str) -> InvalidInput:
    if value is None:
        return InvalidInput.because("field.required")
    return InvalidInput.because("field.wrong_type", expected=expected, got=shown(value))


Id = Annotated[str, identifier]
# What something comes from: an id with the kind of record before it and perhaps a number behind.
Cause = Annotated[str, partial(identifier, limit=2 * LONGEST_ID)]
Code = Annotated[str, code]
Key = Annotated[str, idempotency_key]
Text = Annotated[str, text]
Phone = Annotated[str, phone]
Token = Annotated[str, token]
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


def _each(rule: Rule) -> Rule:
    def each(value: object) -> tuple[object, ...]:
        if not isinstance(value, tuple | list):
            raise _wrong_type(value, "a list")
        entries = tuple(value)
        if len(entries) > LONGEST_LIST:
            raise InvalidInput.because("list.length", got=len(entries), low=0, high=LONGEST_LIST)
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
    """Return a wall time without a zone."""
    if not isinstance(value, time) or value.tzinfo is not None:
        raise _wrong_type(value, "a time of day without zone")
    return value


WallTime = Annotated[time, check_time]
