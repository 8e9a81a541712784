"""Days, nights and wall time at the property."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from axentra_core.kernel.checks import check_time, day, instant
from axentra_core.kernel.errors import InvalidInput, shown

ONE_DAY = timedelta(days=1)
MOST_NIGHTS = 366


# Folders that some systems keep beside the zones; their entries are no names of IANA.
_NO_ZONES = ("posix/", "right/")


def zone(name: str) -> ZoneInfo:
    """Return a zone by its IANA name, such as ``Asia/Jakarta``.

    Raises:
        InvalidInput: ``zone.unknown``; abbreviations and other spellings are refused.
    """
    if type(name) is not str or name.startswith(_NO_ZONES) or ("/" not in name and name != "UTC"):
        raise InvalidInput.because("zone.unknown", got=shown(name))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput.because("zone.unknown", got=shown(name)) from None


def instant_at(on: date, wall: time, zone_name: str) -> datetime:
    """Return the UTC instant of a wall time at the property.

    The one place where wall time becomes an instant. A time that clocks skip is moved forward by
    the length of the gap; of a time that comes twice the first is meant.

    Raises:
        InvalidInput: ``date.out_of_range``, ``zone.unknown`` or ``field.wrong_type``.
    """
    # Loading dateutil's zones costs more than the rest of this package.
    from dateutil.tz import resolve_imaginary  # noqa: PLC0415

    local = datetime.combine(day(on), check_time(wall).replace(fold=0), tzinfo=zone(zone_name))
    return resolve_imaginary(local).astimezone(UTC)


@attrs.frozen
class Nights:
    """The nights of a stay, half open: the departure day has no night.

    Attributes:
        arrival: first night.
        departure: day after the last night.
    """

    arrival: date
    departure: date

    def __attrs_post_init__(self) -> None:
        """Refuse a stay without nights or with more than a year of them."""
        if self.departure <= self.arrival:
            raise InvalidInput.because("date.order", earlier=self.arrival, later=self.departure)
        if len(self) > MOST_NIGHTS:
            raise InvalidInput.because("list.length", got=len(self), low=1, high=MOST_NIGHTS)

    def __len__(self) -> int:
        """Return the number of nights."""
        return (self.departure - self.arrival).days

    def __iter__(self) -> Iterator[date]:
        """Iterate over the nights in order."""
        return (self.arrival + timedelta(days=index) for index in range(len(self)))

    def __contains__(self, night: object) -> bool:
        """Return whether the night belongs to the stay."""
        return isinstance(night, date) and self.arrival <= night < self.departure


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


def parse_date(text: str) -> date:
    """Return the date of a text such as ``2026-11-23``; no other form is guessed at.

    Raises:
        InvalidInput: ``date.bad_format``, ``date.invalid`` or ``date.out_of_range``.
    """
    if type(text) is not str or not _DATE.fullmatch(text):
        raise InvalidInput.because("date.bad_format", got=shown(text))
    try:
        return day(date.fromisoformat(text))
    except InvalidInput:
        raise
    except ValueError:
        raise InvalidInput.because("date.invalid", got=shown(text)) from None


def parse_time(text: str) -> time:
    """Return the wall time of a text such as ``14:30``.

    Raises:
        InvalidInput: ``time.bad_format``.
    """
    if type(text) is not str or not _TIME.fullmatch(text):
        raise InvalidInput.because("time.bad_format", got=shown(text))
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidInput.because("time.bad_format", got=shown(text)) from None


def parse_instant(text: str) -> datetime:
    """Return the UTC instant of a text such as ``2026-11-23T14:30:00+07:00``.

    Raises:
        InvalidInput: ``instant.bad_format`` or ``date.out_of_range``.
    """
    if type(text) is not str or not _INSTANT.fullmatch(text):
        raise InvalidInput.because("instant.bad_format", got=shown(text))
    try:
        return instant(datetime.fromisoformat(text))
    except InvalidInput:
        raise
    except (ValueError, OverflowError):
        raise InvalidInput.because("instant.bad_format", got=shown(text)) from None
