"""What the property keeps of itself: its business date, settings, follow-ups and numbers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.house.certificate import Certificate
from axentra_core.kernel.errors import Fault, InvalidInput, place_of, shown
from axentra_core.kernel.numbers import number

DEEPEST = 32

Json = None | bool | int | str | list[Any] | dict[str, Any]


def plain(value: object) -> dict[str, Json]:
    """Return a deep copy of JSON-like data, so that the caller cannot change it later.

    It is made of objects, lists, text, whole numbers, true, false and null, up to 32 levels.
    Amounts and rates stand in it as text: floats are not exact.

    Raises:
        InvalidInput: every fault with its path: ``field.required``, ``field.wrong_type``,
            ``json.too_deep``, ``number.float``, ``number.too_large`` or ``text.not_unicode``.
    """
    if value is None:
        raise InvalidInput.because("field.required")
    if not isinstance(value, Mapping):
        raise InvalidInput.because("field.wrong_type", expected="an object", got=shown(value))
    return _entries(value.items(), _text, level=1)


def _copy(value: object, level: int) -> Json:
    # Exact types: a StrEnum member or another subclass is not what the caller thinks it stores.
    if value is None or type(value) is bool:
        return value
    if type(value) is float:
        raise InvalidInput.because("number.float")
    if type(value) is int:
        number(value)
        return value
    if type(value) is str:
        return _text(value)
    if type(value) is list:
        return list(_entries(enumerate(value), int, level).values())
    if type(value) is dict:
        return _entries(value.items(), _text, level)
    raise InvalidInput.because("field.wrong_type", expected="plain data", got=shown(value))


def _entries(
    pairs: Iterable[tuple[Any, object]], key_rule: Callable[[Any], Any], level: int
) -> dict[Any, Json]:
    if level > DEEPEST:
        raise InvalidInput.because("json.too_deep")
    kept: dict[Any, Json] = {}
    faults: list[Fault] = []
    for key, entry in pairs:
        try:
            kept[key_rule(key)] = _copy(entry, level + 1)
        except InvalidInput as error:
            faults.extend(error.under(place_of(key)).faults)
    if faults:
        raise InvalidInput(faults)
    return kept


def _text(value: object) -> str:
    if type(value) is not str:
        raise InvalidInput.because("field.wrong_type", expected="text", got=shown(value))
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput.because("text.not_unicode", position=error.start) from None
    return value


Plain = Annotated[Mapping[str, Any], plain]


@attrs.frozen
class House:
    """The state of the property.

    The business date changes at the close of day, never by a clock. Every commit of the hotel
    reads this record, so nothing is posted into a closed date.

    Attributes:
        id: the property.
        business_date: the open day.
        settings: version of the settings in force; 0 until the first is adopted.
        closed_through: last closed date; None until the first close.
        opened_on: the first business date.
        certificate: that of the last certified date; None until the first one.
    """

    id: str
    business_date: date
    settings: int
    closed_through: date | None
    opened_on: date
    certificate: Certificate | None = None


@attrs.frozen
class Settings:
    """The state of the property's configuration: plain data under one version.

    Each package reads its own part of it strictly; here it has no meaning.

    Attributes:
        id: the settings.
        version: counts the changes, from 1.
        data: what was recorded last.
    """

    id: str
    version: int
    data: Plain


class FollowUpStatus(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"


@attrs.frozen
class FollowUp:
    """The state of something that still has to be done, because a consequence was refused.

    Attributes:
        id: the follow-up.
        status: open, done or dismissed.
        cause: what the act should have followed from.
        act: type name of the refused command, such as ``task.OpenTask``.
        arguments: the command's fields, so that it can be tried again.
        code: why it was refused.
        sentence: the same in words.
        concerns: the role that has to act.
    """

    id: str
    status: FollowUpStatus
    cause: str
    act: str
    arguments: Plain
    code: str
    sentence: str
    concerns: str


@attrs.frozen
class Series:
    """The state of a number series, such as that of a year's invoices.

    It is a stream of its own: whoever takes a number writes it, so that of two who take at once
    one takes again, and a number that was refused with everything else was never taken.

    Attributes:
        id: what is numbered, such as ``invoice.2026``.
        last: the number taken last; 0 before the first.
    """

    id: str
    last: int
