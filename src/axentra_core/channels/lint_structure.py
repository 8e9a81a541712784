"""What stands twice in a mapping, what leads nowhere, and what is missing."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from axentra_core.channels.findings import Finding, FindingKind
from axentra_core.channels.lint_facts import (
    Check,
    Facts,
    channel_rate_said,
    codes_said,
    offer_said,
    room_rate_said,
    scope_said,
)
from axentra_core.channels.mapping import Offer
from axentra_core.channels.mapping_changes import Part
from axentra_core.channels.wordings import Worded

Said = Callable[[Any], Worded]

# fmt: off
_TWICE: Final[tuple[tuple[Part, FindingKind, Said], ...]] = (
    (Part.OFFERS,         FindingKind.OFFER_TWICE,         offer_said),
    (Part.ROOM_RATES,     FindingKind.ROOM_RATE_TWICE,     room_rate_said),
    (Part.RATE_LINKS,     FindingKind.RATE_LINK_TWICE,     room_rate_said),
    (Part.SCOPES,         FindingKind.SCOPE_TWICE,         scope_said),
    (Part.CHANNEL_RATES,  FindingKind.CHANNEL_RATE_TWICE,  channel_rate_said),
    (Part.CHANNEL_LINKS,  FindingKind.CHANNEL_LINK_TWICE,  channel_rate_said),
)
# fmt: on


def provider_differs(facts: Facts) -> Iterator[Finding]:
    """A mapping is made for one platform."""
    made_for, provider = facts.mapping.provider, facts.provider.code
    if made_for != provider:
        yield Finding.of(
            FindingKind.PROVIDER_DIFFERS, "provider", mapping=made_for, provider=provider
        )


def entries_twice(facts: Facts) -> Iterator[Finding]:
    """Each entry stands once in its list."""
    for part, kind, said in _TWICE:
        firsts = getattr(facts, part)
        for place, entry in enumerate(getattr(facts.mapping, part)):
            first = firsts[entry.key][0]
            if first != place:
                yield Finding.of(
                    kind, f"{part}[{place}]", entry=said(entry), first=f"{part}[{first}]"
                )


def codes_twice(facts: Facts) -> Iterator[Finding]:
    """Two codes mean one offer."""
    for place, offer in facts.offers.values():
        first = facts.by_codes[offer.codes]
        if first is not offer:
            yield Finding.of(
                FindingKind.CODES_TWICE,
                f"offers[{place}].room_code",
                entry=offer_said(offer),
                first=offer_said(first),
                codes=codes_said(offer.codes),
            )


def links_dangling(facts: Facts) -> Iterator[Finding]:
    """A link leads from what the platform has to what the hotel sells."""
    for place, link in facts.rate_links.values():
        path = f"rate_links[{place}]"
        if link.key not in facts.room_rates:
            entry = room_rate_said(link)
            yield Finding.of(FindingKind.ROOM_RATE_UNKNOWN, f"{path}.room_rate", entry=entry)
        if link.codes not in facts.by_codes:
            entry, codes = room_rate_said(link), codes_said(link.codes)
            yield Finding.of(
                FindingKind.CODES_UNKNOWN, f"{path}.room_code", entry=entry, codes=codes
            )


def channel_links_dangling(facts: Facts) -> Iterator[Finding]:
    """A channel link leads from what a channel has to what the platform has."""
    for place, link in facts.channel_links.values():
        path = f"channel_links[{place}]"
        if link.key not in facts.channel_rates:
            entry = channel_rate_said(link)
            yield Finding.of(FindingKind.CHANNEL_RATE_UNKNOWN, f"{path}.room", entry=entry)
        if (link.room_rate,) not in facts.room_rates:
            entry, other = channel_rate_said(link), room_rate_said(link)
            yield Finding.of(
                FindingKind.FED_BY_UNKNOWN, f"{path}.room_rate", entry=entry, other=other
            )


def scopes_dangling(facts: Facts) -> Iterator[Finding]:
    """A scope reaches some offer."""
    reached = {codes for room, rate in facts.by_codes for codes in ((room, ""), ("", rate))}
    for place, scope in facts.scopes.values():
        if scope.key not in reached:
            path = f"scopes[{place}]"
            yield Finding.of(FindingKind.SCOPE_REACHES_NOTHING, path, entry=scope_said(scope))


def masters(facts: Facts) -> Iterator[Finding]:
    """An offer takes its prices from another of its room type, and that one not from it."""
    in_order: set[tuple[str, ...]] = set()
    for start in facts.offers:
        path: dict[tuple[str, ...], Offer] = {}
        key = start
        while key not in in_order and key not in path:
            place, offer = facts.offers[key]
            path[key] = offer
            if offer.derived_from is None:
                break
            entry, other = offer_said(offer), offer.derived_from
            where = f"offers[{place}].derived_from"
            key = (offer.room_type, offer.derived_from)
            if key not in facts.offers:
                yield Finding.of(FindingKind.MASTER_UNKNOWN, where, entry=entry, other=other)
                break
            if key in path:
                yield Finding.of(FindingKind.MASTER_IN_CIRCLE, where, entry=entry, other=other)
        in_order.update(path)


def offers_unmapped(facts: Facts) -> Iterator[Finding]:
    """What is sold has a room rate, and what has a room rate is sold."""
    linked = {link.codes: link for _, link in reversed(facts.rate_links.values())}
    for place, offer in facts.offers.values():
        link = linked.get(offer.codes)
        if link is None and offer.sellable:
            path, entry, codes = f"offers[{place}]", offer_said(offer), codes_said(offer.codes)
            yield Finding.of(FindingKind.OFFER_UNMAPPED, path, entry=entry, codes=codes)
        if link is not None and not offer.sellable:
            path, entry, other = (
                f"offers[{place}].sellable",
                offer_said(offer),
                room_rate_said(link),
            )
            yield Finding.of(FindingKind.OFFER_NOT_SOLD, path, entry=entry, other=other)


def room_rates_unmapped(facts: Facts) -> Iterator[Finding]:
    """What the platform sells has codes."""
    for place, room_rate in facts.room_rates.values():
        if room_rate.key not in facts.rate_links:
            path, entry = f"room_rates[{place}]", room_rate_said(room_rate)
            yield Finding.of(FindingKind.ROOM_RATE_UNMAPPED, path, entry=entry)


def room_rates_closed(facts: Facts) -> Iterator[Finding]:
    """What has codes can be told something."""
    for place, room_rate in facts.room_rates.values():
        if room_rate.no_updates and room_rate.key in facts.rate_links:
            path, entry = f"room_rates[{place}].no_updates", room_rate_said(room_rate)
            yield Finding.of(FindingKind.ROOM_RATE_CLOSED, path, entry=entry)


def channel_rates_unmapped(facts: Facts) -> Iterator[Finding]:
    """What a channel sells is fed by a room rate."""
    for place, rate in facts.channel_rates.values():
        if rate.key not in facts.channel_links:
            path, entry = f"channel_rates[{place}]", channel_rate_said(rate)
            yield Finding.of(FindingKind.CHANNEL_RATE_UNMAPPED, path, entry=entry)


OF_STRUCTURE: Final[tuple[Check, ...]] = (
    provider_differs,
    entries_twice,
    codes_twice,
    links_dangling,
    channel_links_dangling,
    scopes_dangling,
    masters,
    offers_unmapped,
    room_rates_unmapped,
    room_rates_closed,
    channel_rates_unmapped,
)
