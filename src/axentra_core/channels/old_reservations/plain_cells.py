"""Values of messages in one cell of a table: a word, a number, a text, or compact JSON.

    >>> from axentra_core.channels.reservations.message import OtherId
    >>> cell_of((OtherId("pms", "R-1"),))
    '[{"kind":"pms","value":"R-1"}]'
    >>> value_of('[{"kind":"pms","value":"R-1"}]', tuple[OtherId, ...])
    (OtherId(kind='pms', value='R-1'),)

What is there by default is left out. A text that a table would change stands as JSON too.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, NoReturn, Union, get_args, get_origin, get_type_hints

import attrs

from axentra_core.kernel.calendar import parse_date, parse_instant
from axentra_core.kernel.errors import Fault, InvalidInput, place_of, shown
from axentra_core.kernel.numbers import as_text, number

# More cannot be read again: it is the limit of Python's reader of CSV.
LONGEST_CELL: Final = 131_072
LARGEST_NUMBER: Final = 10**18

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

Read = Callable[[Any], Any]


def cell_of(value: object) -> str:
    """Return the cell of a value; an empty one for None."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return value if value == value.strip() and value[:1] != '"' else _write(value)
    plain = _plain(value)
    return plain if isinstance(plain, str) else _write(plain)


def value_of(cell: str, hint: Any) -> Any:  # noqa: ANN401 - a value of any hint
    """Return the value that a cell is of; its class checks it.

    Args:
        cell: what stands there.
        hint: annotation of the field that it is for.

    Raises:
        InvalidInput: ``json.bad_format``, ``json.too_deep``, ``field.…``, ``number.…`` or those of
            the value, with the path inside it.
    """
    base = _base(hint)
    if base is str:
        is_json = cell[:1] == '"'
    else:
        is_json = base in {int, bool} or get_origin(base) is tuple or attrs.has(base)
    return _reader(hint)(_plain_of(cell) if is_json else cell)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a message holds
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if attrs.has(type(value)):
        return {
            field.name: _plain(told)
            for field in attrs.fields(type(value))
            if (told := getattr(value, field.name)) != field.default
        }
    if isinstance(value, date):
        return value.isoformat()
    return as_text(value) if isinstance(value, Decimal) else value


def _plain_of(cell: str) -> Any:  # noqa: ANN401 - JSON is any plain value
    try:
        return json.loads(
            cell,
            object_pairs_hook=_once_each,
            parse_float=_no_float,
            parse_int=_bounded,
            parse_constant=_no_float,
        )
    except RecursionError:
        raise InvalidInput.because("json.too_deep") from None
    except json.JSONDecodeError as error:
        reason = f"{error.msg} at column {error.colno}"
        raise InvalidInput.because("json.bad_format", reason=reason) from None


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidInput.because("field.duplicate", path=place_of(name), got=shown(name))
        found[name] = value
    return found


def _no_float(_: str) -> NoReturn:
    raise InvalidInput.because("number.float")


def _bounded(digits: str) -> int:
    if len(digits) > len(str(LARGEST_NUMBER)):
        raise InvalidInput.because("number.too_large")
    return int(digits)


def _base(hint: Any) -> Any:  # noqa: ANN401 - a hint is any object
    """Return the type behind an annotation that may be left out."""
    if get_origin(hint) is Annotated:
        return _base(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return _base(next(one for one in get_args(hint) if one is not type(None)))
    return hint


@cache
def _reader(hint: Any) -> Read:  # noqa: ANN401
    """Return what makes the type of a hint of plain data; rules are left to the class."""
    base = _base(hint)
    is_optional = base is not hint and type(None) in get_args(hint)
    read = _reader_of(base)
    return (lambda plain: None if plain is None else read(plain)) if is_optional else read


def _reader_of(base: Any) -> Read:  # noqa: ANN401
    if get_origin(base) is tuple:
        return _read_list(get_args(base)[0])
    if attrs.has(base):
        return _read_object(base)
    return _READERS.get(base, lambda plain: plain)


def _text(plain: object) -> str:
    if type(plain) is not str:
        raise InvalidInput.because("field.wrong_type", expected="text", got=shown(plain))
    return plain


_READERS: Final[dict[Any, Read]] = {
    Decimal: lambda plain: number(_text(plain)),
    date: lambda plain: parse_date(_text(plain)),
    datetime: lambda plain: parse_instant(_text(plain)),
}


def _read_list(entry: Any) -> Read:  # noqa: ANN401
    def read(plain: object) -> tuple[Any, ...]:
        if type(plain) is not list:
            raise InvalidInput.because("field.wrong_type", expected="a list", got=shown(plain))
        one = _reader(entry)
        values: list[Any] = []
        faults: list[Fault] = []
        for place, each in enumerate(plain):
            try:
                values.append(one(each))
            except InvalidInput as error:
                faults += error.under(f"[{place}]").faults
        if faults:
            raise InvalidInput(faults)
        return tuple(values)

    return read


def _read_object(cls: Any) -> Read:  # noqa: ANN401
    hints = get_type_hints(cls, include_extras=True)

    def read(plain: object) -> Any:  # noqa: ANN401
        if type(plain) is not dict:
            raise InvalidInput.because("field.wrong_type", expected="an object", got=shown(plain))
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for name, told in plain.items():
            if name not in hints:
                nearest = get_close_matches(name[:100], hints, n=1, cutoff=0)[0]
                faults += InvalidInput.because(
                    "field.unknown", path=place_of(name), got=shown(name), nearest=nearest
                ).faults
                continue
            try:
                values[name] = _reader(hints[name])(told)
            except InvalidInput as error:
                faults += error.under(name).faults
        missing = (
            field.name
            for field in attrs.fields(cls)
            if field.default is attrs.NOTHING and field.name not in plain
        )
        for name in missing:
            faults += InvalidInput.because("field.required", path=name).faults
        if faults:
            raise InvalidInput(faults)
        return cls(**values)

    return read
