"""For what a mapping lets a platform be told which measures, and on behalf of which offers."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

import attrs

from axentra_core.channels import (
    ChannelMapping,
    Connection,
    MappingIndex,
    Measure,
    Offer,
    Provider,
    Target,
    selling_id,
)

NOTHING = frozenset[Target]()
K = TypeVar("K")


@attrs.frozen(eq=False)
class Plan:
    """What is told over a connection while its mapping and what it exchanges stay as they are.

    Attributes:
        connection: the connection.
        version: of its mapping.
        provider: the platform.
        measures: that go over the connection; others are managed at the platform.
        offers: by target and measure the offers that it is told for; several where a room type or
            a scope is told once for all of them.
        prices: by offer the targets of its prices; none where the platform reckons them itself.
    """

    connection: str
    version: int
    provider: Provider
    measures: frozenset[Measure]
    offers: Mapping[Target, Mapping[Measure, tuple[Offer, ...]]]
    prices: Mapping[Offer, tuple[Target, ...]]

    @cached_property
    def _by_room_type(self) -> dict[str, frozenset[Target]]:
        counted = (
            (offer.room_type, target)
            for target, told in self.offers.items()
            for offer in told.get(Measure.AVAILABILITY, ())
        )
        return _grouped(counted)

    @cached_property
    def _by_selling(self) -> dict[str, frozenset[Target]]:
        # Where nothing can be closed by itself, rooms that nobody prices are told as none left.
        closes = Measure.STOP_SELL in self.measures
        sold = (
            (selling_of(offer), target)
            for target, told in self.offers.items()
            for measure, offers in told.items()
            if measure is not Measure.AVAILABILITY or not closes
            for offer in offers
        )
        return _grouped(sold)

    @cached_property
    def _by_room_rate(self) -> dict[tuple[str, str], frozenset[Target]]:
        return _grouped(((target.room, target.rate), target) for target in self.offers)

    def together(self, targets: Collection[Target]) -> frozenset[Target]:
        """Return targets with those that are told together with one of them, if any are."""
        if not self.provider.prices_together:
            return frozenset(targets)
        room_rates = {(one.room, one.rate) for one in targets if one.guests}
        beside = (self._by_room_rate.get(one, NOTHING) for one in room_rates)
        return frozenset(targets).union(*beside)

    def of_room_type(self, room_type: str) -> frozenset[Target]:
        """Return what is told otherwise when rooms of a type are taken or given back."""
        return self._by_room_type.get(room_type, NOTHING)

    def of_selling(self, selling: str) -> frozenset[Target]:
        """Return what is told otherwise when the hotel wants to sell something else."""
        return self._by_selling.get(selling, NOTHING)


def plan_of(connection: Connection, record: ChannelMapping, provider: Provider) -> Plan:
    """Return what is told over a connection by its mapping.

    Told is what the connection exchanges and the platform understands. A room rate that takes
    nothing is told nothing; no price is told of what is not sold, or is reckoned by the platform.
    """
    measures = frozenset(connection.exchange.sent) & provider.measures
    index = MappingIndex(record.mapping)
    offers: dict[Target, dict[Measure, tuple[Offer, ...]]] = {}
    prices: dict[Offer, tuple[Target, ...]] = {}
    for offer in record.mapping.offers:
        rates = index.room_rates_of(offer)
        if rates and all(rate.no_updates for rate in rates):
            continue
        for measure in Measure:
            if measure not in measures:
                continue
            if measure is Measure.PRICE and not offer.sellable:
                continue
            targets = index.targets(offer, measure, provider)
            if measure is Measure.PRICE:
                prices[offer] = targets
            for target in targets:
                told = offers.setdefault(target, {})
                told[measure] = (*told.get(measure, ()), offer)
    return Plan(connection.id, record.version, provider, measures, offers, prices)


def selling_of(offer: Offer) -> str:
    """Return under which id it is kept what the hotel wants to sell an offer for."""
    return selling_id(offer.room_type, offer.rate_plan)


def _grouped(pairs: Iterable[tuple[K, Target]]) -> dict[K, frozenset[Target]]:
    found: dict[K, set[Target]] = {}
    for name, target in pairs:
        found.setdefault(name, set()).add(target)
    return {name: frozenset(targets) for name, targets in found.items()}
