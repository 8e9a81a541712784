"""Values whose parts were judged before, made without judging them again."""

from functools import cache
from typing import Any, TypeVar

import attrs

T = TypeVar("T")


@cache
def _fields_of(cls: Any) -> tuple[str, ...]:  # noqa: ANN401 - any attrs class
    return tuple(field.name for field in attrs.fields(cls))


def with_judged(pattern: T, **values: object) -> T:
    """Return a value like another in which some fields are others, which were judged as cells.

    To judge every field of every row once more takes as long as to read the file.
    """
    cls: Any = type(pattern)
    made: T = object.__new__(cls)
    for name in _fields_of(cls):
        value = values[name] if name in values else getattr(pattern, name)
        object.__setattr__(made, name, value)
    return made
