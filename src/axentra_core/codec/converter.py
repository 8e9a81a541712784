"""The cattrs converter for what comes from outside: strict, and it tells every fault."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import partial
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from axentra_core.codec.faults import unknown_fields
from axentra_core.kernel.calendar import parse_date, parse_instant, parse_time
from axentra_core.kernel.checks import Rule, rule_for
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.money import Money, currency_of
from axentra_core.kernel.numbers import number

Hook = Callable[[Any, Any], Any]


def strict_converter() -> Converter:
    """Return the converter for input: exact types, no unknown field, every fault with its path."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for exact_type in (str, int, bool, NoneType):
        converter.register_structure_hook(exact_type, _exactly(exact_type))
    converter.register_structure_hook(StrEnum, _read_enum)
    converter.register_structure_hook(Decimal, lambda value, _: number(_text(value)))
    converter.register_structure_hook(date, lambda value, _: parse_date(_text(value)))
    converter.register_structure_hook(datetime, lambda value, _: parse_instant(_text(value)))
    converter.register_structure_hook(time, lambda value, _: parse_time(_text(value)))
    converter.register_structure_hook(Money, _read_money)
    converter.register_structure_hook_func(_is_annotated, _read_checked(converter))
    converter.register_structure_hook_func(_is_tuple, _read_list_only(converter))
    converter.register_structure_hook_func(is_mapping, _read_mapping)
    converter.register_structure_hook_factory(attrs.has, _read_object_only(converter))
    return converter


def _is_annotated(hint: Any) -> bool:  # noqa: ANN401 - a hint is any object
    return get_origin(hint) is Annotated


def _is_tuple(hint: Any) -> bool:  # noqa: ANN401
    return get_origin(hint) is tuple


def is_mapping(hint: Any) -> bool:  # noqa: ANN401
    """Return whether a hint is that of plain data."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _exactly(wanted: type) -> Hook:
    def read(value: object, _: object) -> object:
        if type(value) is wanted:
            return value
        raise _wrong_type(value, wanted.__name__)

    return read


def _wrong_type(value: object, expected: str) -> InvalidInput:
    if value is None:
        return InvalidInput.because("field.required")
    if isinstance(value, float):
        return InvalidInput.because("number.float")
    return InvalidInput.because("field.wrong_type", expected=expected, got=shown(value))


def _text(value: object) -> str:
    if type(value) is not str:
        raise _wrong_type(value, "text")
    return value


_MONEY_PARTS: Mapping[str, Callable[[str], Any]] = {
    "amount": partial(number, area="money"),
    "currency": currency_of,
}


def _read_money(value: object, _: object) -> Money:
    if type(value) is not dict:
        raise _wrong_type(value, "an object with amount and currency")
    parts: list[Any] = []
    faults: list[Fault] = []
    for name, read in _MONEY_PARTS.items():
        try:
            parts.append(read(_text(value.get(name))))
        except InvalidInput as error:
            faults.extend(error.under(name).faults)
    faults.extend(unknown_fields(value.keys() - _MONEY_PARTS.keys(), list(_MONEY_PARTS)))
    if faults:
        raise InvalidInput(faults)
    return Money(*parts)


def _read_checked(converter: Converter) -> Hook:
    """Return a hook that asks a field's rule at once, so that no other fault can hide its own."""

    def read(value: object, hint: Any) -> object:  # noqa: ANN401
        base = get_args(hint)[0]
        rule = rule_for(hint)
        if base is Decimal and rule is not None:
            return _read_number(_text(value), rule)
        plain = converter.structure(value, base)
        return rule(plain) if rule else plain

    return read


def _read_number(text: str, rule: Rule) -> object:
    """Return a number as its rule has it; a rule may know a way to write it of its own."""
    try:
        plain = number(text)
    except InvalidInput as error:
        # A device shows "00100", which is no other number.
        with suppress(InvalidInput):
            return rule(text)
        raise error from None
    return rule(plain)


def _read_enum(value: object, hint: type[StrEnum]) -> StrEnum:
    text = _text(value)
    for member in hint:
        if member.value == text:
            return member
    allowed = ", ".join(member.value for member in hint)
    raise InvalidInput.because("value.unknown", got=shown(text), allowed=allowed)


def _read_mapping(value: object, _: object) -> object:
    if type(value) is not dict:
        raise _wrong_type(value, "an object")
    return value


def _read_list_only(converter: Converter) -> Hook:
    """Return a hook that refuses text, which is a sequence too, where a list is expected."""

    def read(value: object, hint: Any) -> object:  # noqa: ANN401
        if type(value) is not list:
            raise _wrong_type(value, "a list")
        return converter._structure_tuple(value, hint)  # noqa: SLF001

    return read


def _read_object_only(converter: Converter) -> Callable[[type], Hook]:
    """Return a factory of hooks that refuse what is no JSON object with our own error."""

    def factory(cls: type) -> Hook:
        read_fields: Hook = make_dict_structure_fn(cls, converter)

        def read(value: object, _: object) -> object:
            if type(value) is not dict:
                raise _wrong_type(value, "an object")
            return read_fields(value, cls)

        return read

    return factory
