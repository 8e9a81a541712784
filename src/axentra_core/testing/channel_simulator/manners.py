"""How platforms judge what they are told; their limits are those of their `Provider`."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from axentra_core.channels.providers import (
    BOOKING_COM,
    CHANNEX,
    SITEMINDER,
    Provider,
    Repeated,
)


@attrs.frozen
class Manner:
    """How a platform judges.

    Attributes:
        provider: its limits.
        whole: one fault refuses the whole message; or else the rest of it is taken.
    """

    provider: Provider
    whole: bool

    def today(self, now: datetime, zone: str) -> date:
        """Return the day that it is at the platform for a property in a zone."""
        return now.astimezone(ZoneInfo(self.provider.zone or zone)).date()


LIKE_SITEMINDER: Final = Manner(SITEMINDER, whole=True)
LIKE_CHANNEX: Final = Manner(CHANNEX, whole=False)
LIKE_BOOKING_COM: Final = Manner(BOOKING_COM, whole=False)
# As strict as any, and like nobody in particular, so that nothing is right by chance.
REJECTING: Final = Manner(
    Provider(
        code="rejecting",
        name="Rejecting",
        repeated=Repeated.REFUSED,
        availability_of=CHANNEX.availability_of,
        restrictions_of=CHANNEX.restrictions_of,
        measures=CHANNEX.measures,
        restores=CHANNEX.restores,
        most_bytes=1_000_000,
        most_days=365,
        most_updates=5_000,
        horizon=365,
        most_guests=9,
    ),
    whole=True,
)
