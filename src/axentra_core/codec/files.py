"""What files of rules have in common: how large they may be, and the one way they are written."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_args

import attrs

from axentra_core.codec.faults import unknown_fields
from axentra_core.codec.json_door import from_json, to_json
from axentra_core.kernel.checks import LONGEST_LIST
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.numbers import as_text

MOST_UNKNOWN = 100
WIDTH = 100
INDENT = "  "


def plain_of_file(source: str | bytes, cls: type, largest: int, longest: int = LONGEST_LIST) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands in a file, if it can be looked at one by one.

    Args:
        source: JSON text, or bytes of UTF-8.
        cls: what the file is to be read as.
        largest: how many characters or bytes it may have.
        longest: how many entries a list of it may have.

    Raises:
        InvalidInput: those of `from_json`; ``list.length`` for what is far too long, and the first
            of the names that nobody knows where there are many.
    """
    if not isinstance(source, str | bytes):
        raise InvalidInput.because("json.not_text")
    if len(source) > largest:
        raise InvalidInput.because("json.too_large", limit=largest)
    plain = from_json(source)
    if faults := tuple(_too_much(plain, cls, longest)):
        raise InvalidInput(faults)
    return plain


def text_of_file(value: object, largest: int) -> str:
    """Return the one text of a value: defaults left out, a line for what fits it.

    Raises:
        InvalidInput: ``json.too_large`` for what could not be read again.
    """
    text = _laid_out(_plain(value), WIDTH) + "\n"
    if len(text.encode()) > largest:
        raise InvalidInput.because("json.too_large", limit=largest)
    return text


def _too_much(plain: object, whole: type, longest: int) -> Iterator[Fault]:
    """Yield what is too long or has too many unknown names to be looked at one by one."""
    unknown: list[tuple[str, str, Any]] = []
    for path, cls, value in _parts_of(plain, whole, longest):
        if isinstance(value, dict):
            unknown.extend((path, name, cls) for name in value if name not in _fields_of(cls))
        elif len(value) > longest:
            yield InvalidInput.because(
                "list.length", path=path, got=len(value), low=0, high=longest
            ).faults[0]
    if len(unknown) > MOST_UNKNOWN:
        for path, name, cls in unknown[:MOST_UNKNOWN]:
            for fault in unknown_fields([name], list(_fields_of(cls))):
                yield fault.under(path) if path else fault


def _parts_of(
    plain: object, whole: type, longest: int
) -> Iterator[tuple[str, Any, dict[str, Any] | list[Any]]]:
    """Yield objects and lists with their places and the classes they are meant for."""
    waiting: list[tuple[str, Any, object]] = [("", whole, plain)]
    for path, cls, value in waiting:
        if isinstance(value, list) or (isinstance(value, dict) and cls is not None):
            yield path, cls, value
        if isinstance(value, dict) and cls is not None:
            glue = "." if path else ""
            waiting.extend(
                (f"{path}{glue}{name}", found, value[name])
                for name, found in _fields_of(cls).items()
                if name in value
            )
        elif isinstance(value, list) and len(value) <= longest:
            waiting.extend((f"{path}[{index}]", cls, entry) for index, entry in enumerate(value))


@cache
def _fields_of(cls: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a checked class
    """Return the fields of a class, each with the class of its objects, if it has such."""
    return {field.name: _class_in(field.type) for field in attrs.fields(attrs.resolve_types(cls))}


def _class_in(hint: Any) -> Any:  # noqa: ANN401 - any hint
    return hint if attrs.has(hint) else next(filter(None, map(_class_in, get_args(hint))), None)


def _plain(value: object) -> object:
    """Return a value as JSON has it, without what is there by default."""
    cls: Any = type(value)
    if attrs.has(cls):
        return {
            field.name: _plain(found)
            for field in attrs.fields(cls)
            if (found := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _laid_out(value: object, used: int, indent: str = "") -> str:
    """Return a value's text: in one line if that fits beside what is used of the line."""
    flat = _flat(value)
    if used + len(flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    inner = indent + INDENT
    if isinstance(value, dict):
        entries = [(f"{to_json(name)}: ", entry) for name, entry in value.items()]
        first, last = "{}"
    else:
        entries = [("", entry) for entry in value]
        first, last = "[]"
    # A comma may follow.
    lines = [
        f"{inner}{name}{_laid_out(entry, len(inner) + len(name) + 1, inner)}"
        for name, entry in entries
    ]
    return "\n".join((first, ",\n".join(lines), indent + last))


def _flat(value: object) -> str:
    if isinstance(value, dict):
        fields = [f"{to_json(name)}: {_flat(entry)}" for name, entry in value.items()]
        return f"{{{', '.join(fields)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flat, value))}]"
    return to_json(value)
