"""Targets, measures and values of channels, said in the words of one language."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from axentra_core.kernel.numbers import CONTEXT
from axentra_core.views.locale import Language

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Target

# In the order of `Measure`.
MEASURES: Final = (
    "availability",
    "price",
    "stop_sell",
    "closed_to_arrival",
    "closed_to_departure",
    "min_stay_arrival",
    "min_stay_through",
    "max_stay_arrival",
    "max_stay_through",
    "min_advance",
    "max_advance",
)
FLAGS: Final = frozenset({"stop_sell", "closed_to_arrival", "closed_to_departure"})
LIMITS: Final = frozenset(MEASURES[5:])


class ChannelWords:
    """Says what is to be said of one connection."""

    def __init__(self, own: Language, zone: tzinfo, currency: str | None, digits: int) -> None:
        """Take the language, the zone of the house, and how its prices are written."""
        self.own: Language = own
        self._zone = zone
        self._currency, self._digits = currency, digits

    def at(self, moment: datetime) -> str:
        """Return an instant by the clocks of the house."""
        return self.own.moment(moment, self._zone)

    def target(self, target: "Target") -> str:
        """Return what values are told for: its codes, and the adults that it is priced for."""
        # Like a feed: what is told for a rate in every room has no room code.
        codes = "/".join(filter(None, (target.room or "*", target.rate)))
        if not target.guests:
            return codes
        return self.own.word("sync.adults", codes=codes, guests=self.own.number(target.guests))

    def measure(self, measure: str) -> str:
        """Return what is told."""
        return self.own.name_of("named", measure)

    def value(self, measure: str, value: int) -> str:
        """Return what is told of a measure; a price with its currency, where that is known."""
        if measure in FLAGS:
            return self.own.word("sync.closed" if value else "sync.open")
        if measure in LIMITS and not value:
            return self.own.word("sync.no_limit")
        if measure == "price" and self._currency is not None:
            return self.money(Decimal(value).scaleb(-self._digits, CONTEXT), self._currency)
        return self.own.number(value)

    def money(self, amount: Decimal, currency: str) -> str:
        """Return an amount, in the decimals of the house where it is in its currency."""
        if currency == self._currency:
            return self.own.money(amount, currency, self._digits)
        return self.own.foreign(amount, currency)

    def dates(self, first: date, last: date) -> str:
        """Return consecutive dates."""
        own = self.own
        if first == last:
            return own.date(first)
        return own.word("sync.dates", first=own.date(first), last=own.date(last))
