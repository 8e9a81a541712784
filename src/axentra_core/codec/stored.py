"""How the store holds values: as JSON text with all fields in order, money and dates as text.

Whoever closes the day of a large house waits for this and for little else: a function is made for
each class that names its fields one by one, as one would write it by hand. What is read was once
written here, and is trusted.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from axentra_core.codec.json_door import to_json
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import CONTEXT, as_text

Write = Callable[[Any], str]
Read = Callable[[Any], Any]


def _money(value: Money) -> str:
    # 100 and 100.00 are one amount, so a request that says either has the same digest.
    amount = as_text(value.amount.normalize(CONTEXT))
    return f'{{"amount":"{amount}","currency":"{value.currency.code}"}}'


_WRITE: dict[Any, Write] = {
    str: encode_basestring,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: f'"{as_text(value)}"',
    date: lambda value: f'"{value.isoformat()}"',
    datetime: lambda value: f'"{value.isoformat()}"',
    time: lambda value: f'"{value.isoformat("minutes")}"',
    Money: _money,
    Journal: lambda value: str(len(value)),
}

# Text, whole numbers, true and false, and plain data stay what they are in JSON.
_READ: dict[Any, Read] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
    Money: lambda plain: Money(plain["amount"], plain["currency"]),
    Journal: Journal.unloaded,
}


@cache
def writer_of(hint: Any) -> Write:  # noqa: ANN401 - a hint is any object
    """Return what writes the values of a type as text."""
    hint, _ = _bare(hint)
    if get_origin(hint) is tuple:
        write = writer_of(get_args(hint)[0])
        return lambda value: f"[{','.join([write(entry) for entry in value])}]"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {member: encode_basestring(member) for member in hint}.__getitem__
    if attrs.has(hint):
        return _object_writer(hint)
    return _WRITE.get(get_origin(hint) or hint, to_json)


@cache
def reader_of(hint: Any) -> Read | None:  # noqa: ANN401
    """Return what reads the values of a type from plain data; None where nothing is to be done."""
    hint, _ = _bare(hint)
    if get_origin(hint) is tuple:
        read = reader_of(get_args(hint)[0])
        return tuple if read is None else lambda plain: tuple([read(entry) for entry in plain])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {member.value: member for member in hint}.__getitem__
    if attrs.has(hint):
        return _object_reader(hint)
    return _READ.get(get_origin(hint) or hint)


def _bare(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """Return a hint without its rule and without None, and whether it had None in it."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        (some,) = (argument for argument in get_args(hint) if argument is not NoneType)
        return _bare(some)[0], True
    return hint, False


def _object_writer(cls: type) -> Write:
    names: dict[str, Any] = {}
    parts = []
    for field in attrs.fields(attrs.resolve_types(cls)):
        name = field.name
        names[f"write_{name}"] = writer_of(field.type)
        part = f"write_{name}(value.{name})"
        if _bare(field.type)[1]:
            part = f'"null" if value.{name} is None else {part}'
        parts.append(f'"{name}":{{{part}}}')
    form = ",".join(parts)
    written: Write = eval(f"lambda value: f'{{{{{form}}}}}'", names)  # noqa: S307
    return written


def _object_reader(cls: type) -> Read:
    names: dict[str, Any] = {"cls": cls}
    parts = []
    for field in attrs.fields(attrs.resolve_types(cls)):
        name, part = field.name, f'plain["{field.name}"]'
        if read := reader_of(field.type):
            names[f"read_{name}"] = read
            is_empty = f"None if {part} is None else " if _bare(field.type)[1] else ""
            part = f"{is_empty}read_{name}({part})"
        if field.default is not attrs.NOTHING:
            # It may have been written before the field was added.
            names[f"default_{name}"] = _default(field)
            part = f'({part}) if "{name}" in plain else default_{name}()'
        parts.append(part)
    built: Read = eval(f"lambda plain: cls({', '.join(parts)})", names)  # noqa: S307
    return built


def _default(field: Any) -> Callable[[], Any]:  # noqa: ANN401 - a field of any class
    made: Any = field.default
    factory: Callable[[], Any] | None = getattr(made, "factory", None)
    return (lambda: made) if factory is None else factory
