"""Which channel sends which cards, and where that is not supported: facts with their dates.

Source: the seed page (*Channel dan metode pembayaran yang didukung*).
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.texts import Code, Country
from axentra_core.payment_rules.terms import CardKind

FRONT_DESK: Final = "front_desk"
DIRECT_BOOKING: Final = "direct_booking"
BOOKING_COM: Final = "booking_com"
AGODA: Final = "agoda"
EXPEDIA: Final = "expedia"
HOTELBEDS: Final = "hotelbeds"
CHANNELS_PLUS: Final = "channels_plus"

_OWN: Final = (CardKind.STANDARD,)
_BOTH: Final = (CardKind.STANDARD, CardKind.VIRTUAL)


@checked
class ChannelCards:
    """The kinds of card that come through a channel.

    Attributes:
        channel: its code.
        kinds: what can be charged automatically.
        not_in: ISO 3166-1 codes of the countries of properties for which nothing can.
        since: first day on which this holds; a later row of the same channel replaces it.
    """

    channel: Code
    kinds: tuple[CardKind, ...]
    not_in: tuple[Country, ...] = ()
    since: Day = date(1900, 1, 1)


# fmt: off
STANDARD_CHANNELS: Final = (
    ChannelCards(FRONT_DESK,      _OWN),
    ChannelCards(DIRECT_BOOKING,  _OWN),
    ChannelCards(BOOKING_COM,     _BOTH),
    ChannelCards(AGODA,           _BOTH),
    ChannelCards(EXPEDIA,         _BOTH),
    ChannelCards(HOTELBEDS,       _BOTH,  not_in=("LU", "SI", "SK")),
    ChannelCards(CHANNELS_PLUS,   _BOTH),
)
# fmt: on


def channel_on(channels: Iterable[ChannelCards], channel: str, on: date) -> ChannelCards | None:
    """Return what holds for a channel on a day; None for one that is not known then."""
    rows = [row for row in channels if row.channel == channel and row.since <= on]
    return max(rows, key=lambda row: row.since, default=None)
