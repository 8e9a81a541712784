"""What all checks of a mapping look at: its entries by what they are known by, read once."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TypeVar

import attrs

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.findings import Finding
from axentra_core.channels.mapping import (
    ChannelLink,
    ChannelRate,
    Key,
    Mapping,
    Offer,
    RateLink,
    RoomRate,
    Scope,
)
from axentra_core.channels.providers import Provider
from axentra_core.channels.wordings import Worded, Wording

E = TypeVar("E", Offer, RoomRate, RateLink, Scope, ChannelRate, ChannelLink)
Placed = dict[Key, tuple[int, E]]


@attrs.frozen
class Joined:
    """A room rate with its link and the offer that it sells.

    Attributes:
        place: of the link in its list.
        link: the codes of the room rate.
        offer: whose codes they are.
        room_rate: at the platform.
    """

    place: int
    link: RateLink
    offer: Offer
    room_rate: RoomRate


@attrs.frozen
class PropertyFacts:
    """What the property is that its offers are to agree with.

    Attributes:
        room_types: codes of the room types that it has.
        currency: ISO 4217 code of its prices.
    """

    room_types: Collection[str]
    currency: str


@attrs.frozen(eq=False)
class Facts:
    """A mapping, the platform it is for, and what of it belongs together.

    Of entries that stand twice the first is looked at; that they do is a finding of its own.

    Attributes:
        mapping: what is looked at.
        provider: the platform.
        table: its channel codes; None where they are not looked at.
        own: what the property is; None where that is not looked at.
    """

    mapping: Mapping
    provider: Provider
    table: CodeTable | None
    own: PropertyFacts | None = None

    @cached_property
    def offers(self) -> Placed[Offer]:
        """Offers by what they are known by, each with its place."""
        return placed(self.mapping.offers)

    @cached_property
    def room_rates(self) -> Placed[RoomRate]:
        """Room rates of the platform."""
        return placed(self.mapping.room_rates)

    @cached_property
    def rate_links(self) -> Placed[RateLink]:
        """Links of room rates."""
        return placed(self.mapping.rate_links)

    @cached_property
    def scopes(self) -> Placed[Scope]:
        """Scopes."""
        return placed(self.mapping.scopes)

    @cached_property
    def channel_rates(self) -> Placed[ChannelRate]:
        """Rates of the channels."""
        return placed(self.mapping.channel_rates)

    @cached_property
    def channel_links(self) -> Placed[ChannelLink]:
        """Links of channel rates."""
        return placed(self.mapping.channel_links)

    @cached_property
    def by_codes(self) -> dict[tuple[str, str], Offer]:
        """The offer of each room and rate code."""
        return {offer.codes: offer for _, offer in reversed(self.offers.values())}

    @cached_property
    def joined(self) -> dict[Key, Joined]:
        """Every room rate that leads to an offer, in the order of the links."""
        found = {}
        for key, (place, link) in self.rate_links.items():
            offer, room_rate = self.by_codes.get(link.codes), self.room_rates.get(key)
            if offer is not None and room_rate is not None:
                found[key] = Joined(place, link, offer, room_rate[1])
        return found

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Joined]]:
        """Room rates that have the same codes."""
        found: dict[tuple[str, str], list[Joined]] = {}
        for one in self.joined.values():
            found.setdefault(one.link.codes, []).append(one)
        return found


Check = Callable[[Facts], Iterable[Finding]]


def placed(entries: tuple[E, ...]) -> Placed[E]:
    """Return entries by what they are known by, each with its place; the first of each."""
    found: Placed[E] = {}
    for place, entry in enumerate(entries):
        found.setdefault(entry.key, (place, entry))
    return found


# --- how a sentence names things ---


def codes_said(codes: Iterable[str]) -> str:
    """Return a room and a rate code as one: ``DLX/BAR``; one of them alone where it is alone."""
    return "/".join(filter(None, codes))


def offer_said(offer: Offer) -> Worded:
    """Return what an offer is called."""
    return Worded.of(Wording.OFFER, code=codes_said(offer.key))


def room_rate_said(room_rate: RoomRate | RateLink | ChannelLink) -> Worded:
    """Return what a room rate is called, or the one that a link is about."""
    code = room_rate.id if isinstance(room_rate, RoomRate) else room_rate.room_rate
    return Worded.of(Wording.ROOM_RATE, code=code)


def channel_rate_said(rate: ChannelRate | ChannelLink) -> Worded:
    """Return what a channel rate is called."""
    code = "/".join(filter(None, (rate.channel, rate.room, rate.rate)))
    if rate.guests is None:
        return Worded.of(Wording.CHANNEL_RATE, code=code)
    return Worded.of(Wording.CHANNEL_RATE_FOR, code=code, guests=rate.guests)


def scope_said(scope: Scope) -> Worded:
    """Return what a scope is called."""
    wording = Wording.RATE_SCOPE if scope.room_code is None else Wording.ROOM_SCOPE
    return Worded.of(wording, code=codes_said(scope.key))
