"""What every part of a reader is made of: a window, and the records found through it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from axentra_core.guests import Guest
from axentra_core.hotel.boards import StayLine
from axentra_core.hotel.property import Property
from axentra_core.hotel.window import Window
from axentra_core.kernel.checks import day
from axentra_core.kernel.errors import InvalidInput, PortRefused
from axentra_core.kernel.sealed import Sealed
from axentra_core.stays import Stay, presence


class Reading:
    """A look at a hotel; every record is read once, when an answer first needs it."""

    def __init__(self, window: Window) -> None:
        """Take the window through which everything is read."""
        self._window = window

    @property
    def configuration(self) -> Property:
        """The configuration in force."""
        return self._window.property

    @property
    def business_date(self) -> date:
        """The hotel's open day."""
        return self._window.context.business_date

    @property
    def now(self) -> datetime:
        """The instant at which it is read, by the hotel's clock."""
        return self._window.context.now

    def version(self, kind: str, record_id: str) -> int:
        """Return how many events a record has: what `expected_version` compares; 0 for none."""
        return self._window.version(kind, record_id)

    def _day(self, given: date | None, path: str) -> date:
        """Return the day that is asked for; the business date where none is."""
        if given is None:
            return self.business_date
        try:
            return day(given)
        except InvalidInput as error:
            raise error.under(path) from None

    def _stays(self, name: str, low: str, high: str) -> Iterator[StayLine]:
        return (self._line(stay) for stay in self._found("stay", name, low, high))

    def _line(self, stay: Stay) -> StayLine:
        guest: Guest = self._window.need("guest", stay.guest)
        return StayLine(stay, self._opened(guest.name), presence(stay, self.business_date))

    def _opened(self, sealed: Sealed | None) -> str | None:
        """Return a personal value; None where none is known, or once it was forgotten."""
        if sealed is None:
            return None
        try:
            return self._window.outside.cipher.open(sealed.subject, sealed.data)
        except PortRefused as refusal:
            if refusal.code == "cipher.key_destroyed":
                return None
            raise

    def _found(self, kind: str, name: str, low: str, high: str) -> Iterator[Any]:
        found = [record for _, record in self._window.find(name, low, high)]
        self._window.load(*((kind, record) for record in found))
        return (self._window.need(kind, record) for record in found)
