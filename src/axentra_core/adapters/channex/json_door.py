"""The one door through which a platform's JSON enters: bounded in bytes, values and depth.

What is wrong with one value stays with it: it is `Unreadable` in its place, and whoever reads it
refuses that one booking. What nobody reads does no harm.
"""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from axentra_core.kernel.errors import InvalidInput

MOST_BYTES: Final = 40_000_000
MOST_VALUES: Final = 2_000_000
STRINGS_OF_A_VALUE: Final = 2
MOST_STRINGS: Final = STRINGS_OF_A_VALUE * (MOST_VALUES + 1)
DEEPEST: Final = 32
# What fits 64 bits everywhere; longer ones are kept exactly, and are no ints.
LONGEST_INT: Final = 18

# A string that nobody has closed reaches to the end.
_STRING: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*+"?', re.DOTALL)
_FRAME: Final = b"{}[],"
_REST: Final = bytes(set(range(256)) - set(_FRAME))
_ROUND: Final = bytes.maketrans(b"{}[]", b"()()")

_write: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


@attrs.frozen
class Unreadable:
    """What stands in the place of a value that cannot be one.

    Attributes:
        code: ``field.duplicate``, ``number.not_finite`` or ``number.too_large``.
    """

    code: str


def write_json(value: object) -> bytes:
    """Return the one text of plain data: no spaces, fields in order, UTF-8."""
    return _write(value).encode()


def read_json(body: bytes, most_bytes: int = MOST_BYTES) -> Any:  # noqa: ANN401 - any plain value
    """Return what a document says, with `Decimal` for every number that is not whole.

    Args:
        body: UTF-8.
        most_bytes: how many it may have.

    Raises:
        InvalidInput: ``field.wrong_type`` for what is no bytes, ``json.too_large``,
            ``json.not_text``, ``list.length`` for too many values, ``json.too_deep`` or
            ``json.bad_format``.
    """
    if not isinstance(body, bytes):
        raise InvalidInput.because("field.wrong_type", expected="bytes", got=type(body).__name__)
    if len(body) > most_bytes:
        raise InvalidInput.because("json.too_large", limit=most_bytes)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput.because("json.not_text") from None
    _bounded(body)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_exact,
            parse_int=_whole,
            parse_constant=lambda _: Unreadable("number.not_finite"),
        )
    except json.JSONDecodeError as error:
        # The words of the parser hold nothing of the document's own.
        raise InvalidInput.because(
            "json.bad_format", reason=f"{error.msg} at line {error.lineno} column {error.colno}"
        ) from None


def _bounded(body: bytes) -> None:
    """Look how many values there are and how deep, before anything goes down into them."""
    # Each value is one string at most, and has one for its name: more are not even taken out.
    rest, strings = _STRING.subn(b"", body, count=MOST_STRINGS)
    frame = rest.translate(_ROUND, _REST)
    values = max(frame.count(b",") + frame.count(b"("), strings // STRINGS_OF_A_VALUE)
    if values > MOST_VALUES:
        raise InvalidInput.because("list.length", got=values, low=0, high=MOST_VALUES)
    nest = frame.replace(b",", b"")
    for _ in range(DEEPEST):
        nest = nest.replace(b"()", b"")
    # What is left of a document that is not closed is for the parser to refuse.
    opened = nest.count(b"(")
    if opened > DEEPEST or 0 < opened == nest.count(b")"):
        raise InvalidInput.because("json.too_deep")


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                found[name] = Unreadable("field.duplicate")
            seen.add(name)
    return found


def _exact(digits: str) -> Decimal | Unreadable:
    try:
        return Decimal(digits)
    except ArithmeticError:
        return Unreadable("number.too_large")


def _whole(digits: str) -> int | Decimal | Unreadable:
    return int(digits) if len(digits) <= LONGEST_INT else _exact(digits)
