"""A JSON object while it is read: each field by its name, with its path in every fault."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from axentra_core.adapters.channex.json_door import Unreadable
from axentra_core.channels.references import reference
from axentra_core.channels.reservations import Cleaner
from axentra_core.kernel.checks import LONGEST_LIST, day, in_bounds, instant
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.numbers import number
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import FEWEST_CARD_DIGITS, LONGEST_TEXT

T = TypeVar("T")

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


class Part:
    """An object of a document, and who cleans its texts. What is null is as good as missing."""

    def __init__(self, plain: object, cleaner: Cleaner) -> None:
        """Read an object.

        Raises:
            InvalidInput: ``field.wrong_type`` for what is none.
        """
        if not isinstance(plain, dict):
            raise wrong_type(plain, "an object")
        self.plain: Final[Mapping[str, Any]] = plain
        self.cleaner: Final = cleaner

    def raw(self, name: str) -> str | None:
        """Return a text as it was told, unclean; None where it is empty.

        Raises:
            InvalidInput: ``field.wrong_type``; ``text.control_character`` for a NUL.
        """
        return self._read(name, _text)

    def line(self, name: str) -> str | None:
        """Return a text as it may be kept."""
        return self.cleaner.line(self.raw(name))

    def code(self, name: str) -> str | None:
        """Return a code of the platform's as it may be kept."""
        return self.cleaner.code(self.raw(name))

    def reference(self, name: str) -> str | None:
        """Return a number by which a platform knows something: as it was told, for it is no text.

        Raises:
            InvalidInput: those of `channels.references.reference`.
        """
        return self._read(name, _reference)

    def figure(self, name: str) -> Decimal | None:
        """Return a number, exactly; None where it is empty or looks like a card number.

        Raises:
            InvalidInput: ``number.…``.
        """
        return self._read(name, self._number)

    def day(self, name: str) -> date | None:
        """Return a date, which is never anything but its text.

        Raises:
            InvalidInput: ``date.…``.
        """
        return self._read(name, day_of)

    def instant(self, name: str) -> datetime | None:
        """Return an instant; without an offset it is in UTC.

        Raises:
            InvalidInput: ``instant.bad_format`` or ``date.out_of_range``.
        """
        return self._read(name, instant_of)

    def whole(self, name: str, high: int, low: int = 0) -> int | None:
        """Return a whole number, which may be told as text.

        Raises:
            InvalidInput: ``field.wrong_type`` or ``value.out_of_range``.
        """
        return self._read(name, lambda value: _whole(value, low, high))

    def yes(self, name: str) -> bool | None:
        """Return whether something is so; None where nobody tells.

        Raises:
            InvalidInput: ``field.wrong_type``.
        """
        return self._read(name, _yes)

    def part(self, name: str) -> "Part":
        """Return an object; an empty one where there is none. Its faults begin with it."""
        return self._read(name, self._part) or self._part({})

    def of(self, name: str, read: Callable[["Part"], T]) -> T:
        """Return what an object says; an empty one says it where there is none."""
        part = self.part(name)
        try:
            return read(part)
        except InvalidInput as error:
            raise error.under(name) from None

    def each(self, name: str, read: Callable[["Part"], T]) -> tuple[T, ...]:
        """Return what each object of a list says."""
        return tuple(self._each(name, lambda value: read(self._part(value))))

    def wholes(self, name: str, high: int) -> tuple[int, ...]:
        """Return a list of whole numbers from zero up."""
        return tuple(self._each(name, lambda value: _whole(value, 0, high)))

    def _part(self, plain: object) -> "Part":
        return Part(plain, self.cleaner)

    def _each(self, name: str, read: Callable[[Any], T]) -> Iterator[T]:
        for place, value in enumerate(self._read(name, _list) or ()):
            try:
                yield read(value)
            except InvalidInput as error:
                raise error.under(f"{name}[{place}]") from None

    def _read(self, name: str, read: Callable[[Any], T | None]) -> T | None:
        value = self.plain.get(name)
        if value is None:
            return None
        try:
            if isinstance(value, Unreadable):
                raise InvalidInput.because(value.code, got=shown(name))
            return read(value)
        except InvalidInput as error:
            raise error.under(name) from None

    def _number(self, value: object) -> Decimal | None:
        told = value if isinstance(value, int | Decimal) else _text(value)
        if told is None or isinstance(told, bool):
            return None if told is None else number(told)
        if isinstance(told, str):
            told = told.strip()
            # Nobody pays so much, and somebody may have written a card number here.
            if len(told) >= FEWEST_CARD_DIGITS and self.cleaner.line(told) != told:
                return None
        elif self._is_card(told):
            return None
        return number(told)

    def _is_card(self, told: int | Decimal) -> bool:
        if not told or abs(Decimal(told).adjusted()) > 2 * FEWEST_CARD_DIGITS:
            return False
        plain = format(told, "f") if isinstance(told, Decimal) else str(told)
        return len(plain) >= FEWEST_CARD_DIGITS and self.cleaner.line(plain) != plain


def or_none(read: Callable[[str], T | None], name: str) -> T | None:
    """Return what a field says, if it can be read: nobody loses a booking over this one."""
    try:
        return read(name)
    except InvalidInput:
        return None


def day_of(value: object) -> date:
    """Return a date that is written as 2026-11-23.

    Raises:
        InvalidInput: ``field.wrong_type`` or ``date.…``.
    """
    if not isinstance(value, str):
        raise wrong_type(value, "a date as text")
    if not _DAY.fullmatch(value):
        raise InvalidInput.because("date.bad_format", got=echo(value))
    try:
        return day(date.fromisoformat(value))
    except ValueError as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput.because("date.invalid", got=echo(value)) from None


def instant_of(value: object) -> datetime:
    """Return an instant in UTC; one without an offset is told in UTC.

    Raises:
        InvalidInput: ``field.wrong_type``, ``instant.bad_format`` or ``date.out_of_range``.
    """
    if not isinstance(value, str):
        raise wrong_type(value, "an instant as text")
    if found := _INSTANT.fullmatch(value):
        on, at, fraction, offset = found.groups()
        try:
            told = datetime.fromisoformat(f"{on}T{at}.{(fraction or '')[:6]:0<6}{offset or 'Z'}")
            return instant(told.astimezone(UTC))
        except OverflowError:
            pass
        except ValueError as error:
            if isinstance(error, InvalidInput):
                raise
    raise InvalidInput.because("instant.bad_format", got=echo(value))


def echo(value: object) -> str:
    """Return a refused value as an error may show it: nothing of a card."""
    return shown(redacted(value[:LONGEST_TEXT]) if isinstance(value, str) else value)


def wrong_type(value: object, expected: str) -> InvalidInput:
    """Return the error for a value of another kind; what it says is not shown."""
    if isinstance(value, Unreadable):
        return InvalidInput.because(value.code, got="a value")
    return InvalidInput.because("field.wrong_type", expected=expected, got=type(value).__name__)


def _text(value: object) -> str | None:
    # Numbers of reservations and of rooms are told as numbers, too.
    if type(value) is int:
        return str(value)
    if not isinstance(value, str):
        raise wrong_type(value, "text")
    if "\x00" in value:
        raise InvalidInput.because("text.control_character", position=value.index("\x00"))
    return value if value.strip() else None


def _reference(value: object) -> str | None:
    told = _text(value)
    return None if told is None else reference(told)


def _whole(value: object, low: int, high: int) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004 - digits of any count
        value = int(value)
    if type(value) is not int:
        raise wrong_type(value, "a whole number")
    return in_bounds(value, low=low, high=high)


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong_type(value, "true or false")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise wrong_type(value, "a list")
    if len(value) > LONGEST_LIST:
        raise InvalidInput.because("list.length", got=len(value), low=0, high=LONGEST_LIST)
    return value
