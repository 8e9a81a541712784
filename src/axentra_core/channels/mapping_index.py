"""Look-ups in a mapping, both ways: what is told for an offer, and which offer codes mean.

    >>> offers = (Offer("DLX", "BAR", "DLX", "BAR", "DLX", "IDR"),)
    >>> index = MappingIndex(Mapping("siteminder", offers))
    >>> index.offer_of_codes("DLX", "BAR").room_type
    'DLX'
    >>> index.offer_of_codes("DLX", "NRF").reason.value
    'rate_unknown'

What does not lead to exactly one offer leads to none, with the reason: there is no default room.
Each look-up takes the same time however large the mapping is; the first of its kind reads it all.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeVar

import attrs

from axentra_core.channels.mapping import (
    ChannelRate,
    Key,
    Mapping,
    Offer,
    Pricing,
    RateLink,
    RoomRate,
    Scope,
)
from axentra_core.channels.providers import Pool, Provider
from axentra_core.channels.updates import Measure, Target

E = TypeVar("E", Offer, RoomRate, RateLink, Scope, ChannelRate)
K = TypeVar("K")
V = TypeVar("V")


class Unresolved(StrEnum):
    """Why codes do not lead to one offer."""

    ROOM_NOT_TOLD = "room_not_told"
    ROOM_UNKNOWN = "room_unknown"
    RATE_NOT_TOLD = "rate_not_told"
    RATE_UNKNOWN = "rate_unknown"
    COMBINATION_UNKNOWN = "combination_unknown"
    AMBIGUOUS = "ambiguous"
    ROOM_RATE_UNMAPPED = "room_rate_unmapped"
    CHANNEL_RATE_UNMAPPED = "channel_rate_unmapped"
    CHANNEL_RATE_AMBIGUOUS = "channel_rate_ambiguous"


# fmt: off
SENTENCES: Final[Table[Unresolved, str]] = {
    Unresolved.ROOM_NOT_TOLD:
        "no room code was told; choose the room by hand",
    Unresolved.ROOM_UNKNOWN:
        "no offer has the room code {room}; map it, or choose the room by hand",
    Unresolved.RATE_NOT_TOLD:
        "room code {room} was told without a rate code, and each of its offers has one; "
        "choose the offer by hand",
    Unresolved.RATE_UNKNOWN:
        "no offer has the rate code {rate}; map it, or choose the offer by hand",
    Unresolved.COMBINATION_UNKNOWN:
        "room code {room} is not sold with rate code {rate}; map it, or choose the offer by hand",
    Unresolved.AMBIGUOUS:
        "room code {room} with rate code {rate} means several offers; give each codes of its own",
    Unresolved.ROOM_RATE_UNMAPPED:
        "room rate {room_rate} has no codes; map it, or choose the offer by hand",
    Unresolved.CHANNEL_RATE_UNMAPPED:
        "{channel_rate} has no room rate; map it, or choose the offer by hand",
    Unresolved.CHANNEL_RATE_AMBIGUOUS:
        "{channel_rate} means several offers, each for other numbers of adults; tell how many, or "
        "choose the offer by hand",
}
# fmt: on


@attrs.frozen
class NoOffer:
    """That codes do not lead to one offer, and why.

    Attributes:
        reason: why.
        values: by the names that its sentence uses.
    """

    reason: Unresolved
    values: Table[str, str]

    @property
    def sentence(self) -> str:
        """Say it in plain English, and what to do."""
        return SENTENCES[self.reason].format_map(self.values)


@attrs.frozen(eq=False)
class MappingIndex:
    """Look-ups in one mapping.

    Attributes:
        mapping: in which it looks.
    """

    mapping: Mapping

    # --- from codes to an offer ---

    def offer(self, room_type: str, rate_plan: str | None = None) -> Offer | None:
        """Return an offer by the hotel's own codes."""
        return self._offers.get((room_type, rate_plan or ""))

    def offer_of_codes(self, room_code: str | None, rate_code: str | None) -> Offer | NoOffer:
        """Return the one offer that a room and a rate code mean, sold or not, or why none."""
        room, rate = room_code or "", rate_code or ""
        match self._by_codes.get((room, rate), ()):
            case [offer]:
                return offer
            case []:
                return NoOffer(self._unresolved(room, rate), {"room": room, "rate": rate})
            case _:
                return NoOffer(Unresolved.AMBIGUOUS, {"room": room, "rate": rate})

    def _unresolved(self, room: str, rate: str) -> Unresolved:
        if not room:
            return Unresolved.ROOM_NOT_TOLD
        if room not in self._rooms:
            return Unresolved.ROOM_UNKNOWN
        if not rate:
            return Unresolved.RATE_NOT_TOLD
        return Unresolved.COMBINATION_UNKNOWN if rate in self._rates else Unresolved.RATE_UNKNOWN

    def offer_of_room_rate(self, room_rate: str) -> Offer | NoOffer:
        """Return the one offer that a room rate of the platform sells, or why none."""
        link = self._links.get((room_rate,))
        if link is None:
            return NoOffer(Unresolved.ROOM_RATE_UNMAPPED, {"room_rate": room_rate})
        return self.offer_of_codes(link.room_code, link.rate_code)

    def offer_of_channel_rate(
        self, channel: str, room: str, rate: str | None = None, guests: int | None = None
    ) -> Offer | NoOffer:
        """Return the one offer that a rate of a channel sells, or why none.

        Args:
            channel: code of the channel.
            room: id of the room there.
            rate: id of the rate there.
            guests: adults that it is for. Where none of its mapped numbers is told, all of them
                have to mean the same offer.
        """
        rate_key = (channel, room, rate or "")
        options = self._fed_by.get(rate_key, {})
        fed_by = options.get(str(guests or ""))
        if fed_by is not None:
            return self.offer_of_room_rate(fed_by)
        told = {"channel_rate": "/".join(filter(None, rate_key))}
        if not options:
            return NoOffer(Unresolved.CHANNEL_RATE_UNMAPPED, told)
        first, *others = map(self.offer_of_room_rate, options.values())
        if any(other != first for other in others):
            return NoOffer(Unresolved.CHANNEL_RATE_AMBIGUOUS, told)
        return first

    # --- from an offer to what others call it ---

    def rate_links_of(self, offer: Offer) -> tuple[RateLink, ...]:
        """Return the links of the room rates that sell an offer."""
        return self._links_of.get(offer.codes, ())

    def room_rates_of(self, offer: Offer) -> tuple[RoomRate, ...]:
        """Return the room rates that sell an offer."""
        links = self.rate_links_of(offer)
        return tuple(self._room_rates[link.key] for link in links if link.key in self._room_rates)

    def channel_rates_of(self, room_rate: str) -> tuple[ChannelRate, ...]:
        """Return the channel rates that a room rate feeds."""
        return self._feeds.get(room_rate, ())

    def in_scope(
        self, room_code: str | None = None, rate_code: str | None = None
    ) -> tuple[RateLink, ...]:
        """Return the links of every room rate that a room code, a rate code or both reach."""
        if room_code and rate_code:
            return self._links_of.get((room_code, rate_code), ())
        return self._in_scope.get((room_code or "", rate_code or ""), ())

    # --- what is told ---

    def targets(self, offer: Offer, measure: Measure, provider: Provider) -> tuple[Target, ...]:
        """Return what a value of an offer is told for; nothing where the platform takes none.

        Availability has one target for all offers of a room type, and a scope one for all that it
        reaches; where the platform knows no scopes, each room rate is told for itself. Where the
        hotel prices by occupancy, a price has a target for each number of adults, as many as the
        platform can price. No price is told where it would reach a room rate that takes none.
        """
        links = self.rate_links_of(offer)
        if not links:
            return ()
        pool = provider.restrictions_of
        if measure is Measure.AVAILABILITY:
            pool = provider.availability_of
        if measure is not Measure.PRICE and pool is Pool.INVENTORY:
            return (Target(offer.inventory_code),)
        room, rate = self._told_for(offer, measure) if provider.scopes else offer.codes
        if measure is not Measure.PRICE:
            return (Target(room, rate),)
        reached = self.in_scope(room, rate) if provider.scopes else links
        if not all(map(self._priced, reached)):
            return ()
        if offer.pricing is Pricing.PER_ROOM:
            return (Target(room, rate),)
        most = min(offer.most_guests, provider.most_guests)
        return tuple(Target(room, rate, guests) for guests in range(1, most + 1))

    def _told_for(self, offer: Offer, measure: Measure) -> tuple[str, str]:
        room, rate = offer.codes
        for codes in ((room, ""), ("", rate)):
            scope = self._scopes.get(codes)
            if scope is not None and measure in scope.measures:
                return codes
        return room, rate

    def _priced(self, link: RateLink) -> bool:
        room_rate = self._room_rates.get(link.key)
        return link.prices and (room_rate is None or room_rate.takes_prices)

    # --- read once, when first asked ---

    @cached_property
    def _offers(self) -> dict[Key, Offer]:
        return _by_key(self.mapping.offers)

    @cached_property
    def _room_rates(self) -> dict[Key, RoomRate]:
        return _by_key(self.mapping.room_rates)

    @cached_property
    def _links(self) -> dict[Key, RateLink]:
        return _by_key(self.mapping.rate_links)

    @cached_property
    def _scopes(self) -> dict[Key, Scope]:
        return _by_key(self.mapping.scopes)

    @cached_property
    def _by_codes(self) -> dict[tuple[str, str], tuple[Offer, ...]]:
        return _grouped((offer.codes, offer) for offer in self.mapping.offers)

    @cached_property
    def _rooms(self) -> frozenset[str]:
        return frozenset(offer.room_code for offer in self.mapping.offers)

    @cached_property
    def _rates(self) -> frozenset[str | None]:
        return frozenset(offer.rate_code for offer in self.mapping.offers)

    @cached_property
    def _links_of(self) -> dict[tuple[str, str], tuple[RateLink, ...]]:
        return _grouped((link.codes, link) for link in self.mapping.rate_links)

    @cached_property
    def _in_scope(self) -> dict[tuple[str, str], tuple[RateLink, ...]]:
        links = self.mapping.rate_links
        rooms = (((link.room_code, ""), link) for link in links)
        rates = ((("", link.rate_code), link) for link in links if link.rate_code)
        return _grouped((*rooms, *rates))

    @cached_property
    def _fed_by(self) -> dict[Key, dict[str, str]]:
        found: dict[Key, dict[str, str]] = {}
        for link in reversed(self.mapping.channel_links):
            *rate, guests = link.key
            found.setdefault(tuple(rate), {})[guests] = link.room_rate
        return found

    @cached_property
    def _feeds(self) -> dict[str, tuple[ChannelRate, ...]]:
        rates = _by_key(self.mapping.channel_rates)
        links = self.mapping.channel_links
        return _grouped((link.room_rate, rates[link.key]) for link in links if link.key in rates)


def _by_key(entries: tuple[E, ...]) -> dict[Key, E]:
    """Return entries by what they are known by; the first where one stands twice."""
    return {entry.key: entry for entry in reversed(entries)}


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
