"""Text as XML has it, and values that stand in attributes; the text of others, cleaned."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from axentra_core.kernel.calendar import instant_at
from axentra_core.kernel.checks import day, instant
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import line

LONGEST_REMARK: Final = 200

_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTE: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NO_XML: Final = re.compile("[\ufffe\uffff]")
_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
# As platforms write it: with or without seconds, parts of them, and an offset.
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)
# A date may have a time behind it, or the zone that XML Schema lets it have.
_DATED: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].{0,40}|Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_UNPRINTED: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return one line of text as it stands between tags.

    Raises:
        InvalidInput: those of `line`; ``text.not_unicode`` for what XML has no place for.
    """
    return _one_line(text).translate(_MARKUP)


def quoted(text: str) -> str:
    """Return one line of text as it stands in an attribute, without the quotes around it.

    Raises:
        InvalidInput: as `escaped`.
    """
    return _one_line(text).translate(_QUOTE)


def cleaned(text: str) -> str:
    """Return what a platform has said, as it may be kept: one short line without card data."""
    one_line = _UNPRINTED.sub(" ", _INVISIBLE.sub("", text[: 10 * LONGEST_REMARK])).strip()
    hidden = redacted(one_line)
    return hidden if len(hidden) <= LONGEST_REMARK else f"{hidden[: LONGEST_REMARK - 1]}…"


def number_of(text: str, path: str) -> int:
    """Return a whole number from zero up.

    Raises:
        InvalidInput: ``number.bad_format``.
    """
    if not _WHOLE.fullmatch(text):
        raise InvalidInput.because("number.bad_format", path=path, got=shown(text))
    return int(text)


def day_of(text: str) -> date:
    """Return a date that is written as 2026-11-23.

    Raises:
        InvalidInput: ``date.bad_format`` or ``date.invalid``.
    """
    if not _DAY.fullmatch(text):
        raise InvalidInput.because("date.bad_format", got=shown(text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput.because("date.invalid", got=shown(text)) from None


def instant_of(text: str) -> datetime:
    """Return an instant with its offset, in UTC.

    Raises:
        InvalidInput: ``instant.bad_format``.
    """
    if _INSTANT.fullmatch(text):
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise InvalidInput.because("instant.bad_format", got=shown(text))


def moment_of(text: str | None, zone: str) -> datetime | None:
    """Return an instant in UTC; None for what is none, which tells nobody anything.

    Args:
        text: as it was told, such as ``2025-12-09T08:51:45.000+0000``.
        zone: IANA name of the zone in which a time without an offset is meant.
    """
    found = _MOMENT.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    try:
        if found[3]:
            return instant(datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3]}"))
        wall = time.fromisoformat(found[2])
        rest = timedelta(seconds=wall.second, microseconds=wall.microsecond)
        minute = wall.replace(second=0, microsecond=0)
        return instant(instant_at(date.fromisoformat(found[1]), minute, zone) + rest)
    except (ValueError, OverflowError):
        return None


def date_of(text: str | None, path: str) -> date | None:
    """Return the date of a text, whatever time stands behind it; None where nothing is told.

    A date stays the date that was written: no zone makes another of it.

    Raises:
        InvalidInput: ``date.bad_format``, ``date.invalid``, or ``date.out_of_range``, so that
            nights can be counted from it.
    """
    if not text:
        return None
    found = _DATED.fullmatch(text.strip())
    try:
        return day(day_of(found[1] if found else text))
    except InvalidInput as error:
        raise error.under(path) from None


def seen(text: str) -> str:
    """Return what was refused as an error shows it: without card data, however it is parted."""
    return shown(redacted(text[:LONGEST_REMARK]))


def _one_line(text: str) -> str:
    kept = line(text)
    if forbidden := _NO_XML.search(kept):
        raise InvalidInput.because("text.not_unicode", position=forbidden.start())
    return kept
