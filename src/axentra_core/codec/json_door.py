"""The one door through which JSON text enters: bounded, exact, without floats."""

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from axentra_core.kernel.errors import InvalidInput, place_of, shown

LARGEST_BYTES = 20_000_000

# What is written is built here and has no circles.
_write = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def to_json(value: object) -> str:
    """Return the one text a plain value has here: no spaces, fields in order, UTF-8 letters."""
    return _write(value)


def from_json(source: str | bytes) -> Any:  # noqa: ANN401 - JSON is any plain value
    """Return the plain value of a JSON text from outside.

    Raises:
        InvalidInput: ``json.too_large``, ``json.not_text``, ``json.too_deep``,
            ``json.bad_format``, ``field.duplicate``, ``number.float``, ``number.not_finite`` or
            ``number.too_large``.
    """
    if not isinstance(source, str | bytes):
        raise InvalidInput.because("json.not_text")
    if len(source) > LARGEST_BYTES:
        raise InvalidInput.because("json.too_large", limit=LARGEST_BYTES)
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidInput.because("json.not_text") from None
    try:
        return json.loads(
            source,
            object_pairs_hook=_no_duplicates,
            parse_float=_no_float,
            parse_int=_bounded_int,
            parse_constant=_not_finite,
        )
    except RecursionError:
        raise InvalidInput.because("json.too_deep") from None
    except json.JSONDecodeError as error:
        raise InvalidInput.because(
            "json.bad_format", reason=f"{error.msg} at line {error.lineno} column {error.colno}"
        ) from None


def _no_duplicates(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidInput.because("field.duplicate", path=place_of(name), got=shown(name))
        found[name] = value
    return found


def _no_float(_: str) -> NoReturn:
    raise InvalidInput.because("number.float")


def _not_finite(_: str) -> NoReturn:
    raise InvalidInput.because("number.not_finite")


def _bounded_int(digits: str) -> int:
    if len(digits) > 18:  # noqa: PLR2004 - what fits 64 bits everywhere
        raise InvalidInput.because("number.too_large")
    return int(digits)
