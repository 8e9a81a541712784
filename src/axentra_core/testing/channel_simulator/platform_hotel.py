"""A property as a platform knows it: its room rates with their codes, and what they are told."""

from collections.abc import Iterator

import attrs

from axentra_core.channels.mapping import Mapping, Pricing, RateLink, RoomRate
from axentra_core.channels.providers import Pool, Provider
from axentra_core.channels.updates import Measure, Target


@attrs.frozen
class PlatformHotel:
    """A property at a platform.

    Attributes:
        code: by which the platform knows it.
        mapping: its room rates, and which mapping codes each has; the rest is not the platform's.
        currency: ISO 4217 code of the prices of a room rate that has none of its own.
        digits: decimals in which its prices are kept.
        pricing: what its prices are for; one kind only, as it was agreed.
        zone: IANA zone of the property.
        active: whether it is switched on.
    """

    code: str
    mapping: Mapping
    currency: str
    digits: int = 0
    pricing: Pricing = Pricing.PER_ROOM
    zone: str = "Asia/Jakarta"
    active: bool = True

    def linked(self) -> Iterator[tuple[RoomRate, RateLink]]:
        """Yield each room rate with its codes; one that the platform does not have has none."""
        room_rates = {one.id: one for one in self.mapping.room_rates}
        for link in self.mapping.rate_links:
            if link.room_rate in room_rates:
                yield room_rates[link.room_rate], link

    def reached(
        self, target: Target, measure: Measure, provider: Provider
    ) -> list[tuple[RoomRate, RateLink]]:
        """Return the room rates that a target means.

        Those of both codes; where the platform knows scopes also all of a room or of a rate.
        """
        if is_pooled(measure, provider):
            return [
                pair
                for pair in self.linked()
                if (target.room, target.rate) == (pair[1].inventory_code, "")
            ]
        if not provider.scopes:
            return [pair for pair in self.linked() if (target.room, target.rate) == pair[1].codes]
        return [
            pair
            for pair in self.linked()
            if target.room in {"", pair[1].room_code}
            and target.rate in {"", pair[1].rate_code}
            and (target.room or target.rate)
        ]


def is_pooled(measure: Measure, provider: Provider) -> bool:
    """Return whether a measure is kept for an inventory code."""
    if measure is Measure.AVAILABILITY:
        return provider.availability_of is Pool.INVENTORY
    return measure is not Measure.PRICE and provider.restrictions_of is Pool.INVENTORY
