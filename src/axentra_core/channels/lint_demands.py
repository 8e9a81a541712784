"""What codes have to be so that every platform, and this one, keeps rooms and rates apart."""

import re
from collections.abc import Iterator
from typing import Final

from axentra_core.channels.codes import Certainty
from axentra_core.channels.findings import Finding, FindingKind
from axentra_core.channels.lint_facts import Check, Facts, offer_said, room_rate_said
from axentra_core.channels.mapping import Offer, Pricing, RateLink

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def room_types_apart(facts: Facts) -> Iterator[Finding]:
    """Room and inventory codes, which platforms write in one place, belong to one room type."""
    owners: dict[str, str] = {}
    for place, offer in facts.offers.values():
        for field, code, kind in (
            ("room_code", offer.room_code, FindingKind.ROOM_CODE_SHARED),
            ("inventory_code", offer.inventory_code, FindingKind.INVENTORY_SHARED),
        ):
            owner = owners.setdefault(code, offer.room_type)
            if owner != offer.room_type:
                path, entry = f"offers[{place}].{field}", offer_said(offer)
                yield Finding.of(kind, path, entry=entry, code=code, other=owner)
                break


def one_inventory(facts: Facts) -> Iterator[Finding]:
    """The rooms of a type are told under one code, unless room rates need rooms of their own."""
    provider = facts.provider
    if provider.unique_rooms or not provider.rate_codes:
        return
    first: dict[str, str] = {}
    for place, offer in facts.offers.values():
        other = first.setdefault(offer.room_type, offer.inventory_code)
        if other != offer.inventory_code:
            yield Finding.of(
                FindingKind.INVENTORY_SPLIT,
                f"offers[{place}].inventory_code",
                entry=offer_said(offer),
                code=offer.inventory_code,
                other=other,
            )


def rate_codes(facts: Facts) -> Iterator[Finding]:
    """A rate code stands where the platform has rate plans, and the room code is all elsewhere."""
    provider = facts.provider
    wanted = provider.rate_codes and not provider.unique_rooms
    for place, offer in facts.offers.values():
        path, code = f"offers[{place}].rate_code", offer.rate_code
        if code is not None:
            if not provider.rate_codes:
                yield Finding.of(
                    FindingKind.RATE_CODE_NOT_WANTED,
                    path,
                    entry=offer_said(offer),
                    code=code,
                    provider=provider.name,
                )
            continue
        if offer.rate_plan is not None and wanted:
            entry = offer_said(offer)
            yield Finding.of(
                FindingKind.RATE_CODE_MISSING, path, entry=entry, provider=provider.name
            )
        if offer.inventory_code != offer.room_code:
            yield Finding.of(
                FindingKind.INVENTORY_NOT_ROOM,
                f"offers[{place}].inventory_code",
                entry=offer_said(offer),
                one=offer.inventory_code,
                two=offer.room_code,
            )


def unique_rooms(facts: Facts) -> Iterator[Finding]:
    """Where the platform wants it, each room rate has a room code of its own."""
    first: dict[str, RateLink] = {}
    for place, link in facts.rate_links.values() if facts.provider.unique_rooms else ():
        other = first.setdefault(link.room_code, link)
        if other is not link:
            yield Finding.of(
                FindingKind.ROOM_NOT_UNIQUE,
                f"rate_links[{place}].room_code",
                entry=room_rate_said(link),
                other=room_rate_said(other),
                code=link.room_code,
                provider=facts.provider.name,
            )


def codes_plain(facts: Facts) -> Iterator[Finding]:
    """A code is short enough and plain enough to come back as it was sent."""
    seen: set[str] = set()
    for place, offer in facts.offers.values():
        for field, code in _codes_of(offer):
            if code in seen:
                continue
            seen.add(code)
            path = f"offers[{place}].{field}"
            if not _PLAIN.fullmatch(code):
                entry = offer_said(offer)
                yield Finding.of(FindingKind.CODE_ODD, path, entry=entry, code=code)
            if len(code) > facts.provider.longest_code:
                yield Finding.of(
                    FindingKind.CODE_TOO_LONG,
                    path,
                    entry=offer_said(offer),
                    code=code,
                    length=len(code),
                    most=facts.provider.longest_code,
                    provider=facts.provider.name,
                )


def codes_alike(facts: Facts) -> Iterator[Finding]:
    """A code is another one also for whoever loses its capitals."""
    first: dict[tuple[bool, str], str] = {}
    seen: set[tuple[bool, str]] = set()
    for place, offer in facts.offers.values():
        for field, code in _codes_of(offer):
            is_rate = field == "rate_code"
            if (is_rate, code) in seen:
                continue
            seen.add((is_rate, code))
            other = first.setdefault((is_rate, code.casefold()), code)
            if other != code:
                path, entry = f"offers[{place}].{field}", offer_said(offer)
                yield Finding.of(FindingKind.CODE_ALIKE, path, entry=entry, code=code, other=other)


def _codes_of(offer: Offer) -> Iterator[tuple[str, str]]:
    yield "room_code", offer.room_code
    if offer.rate_code is not None:
        yield "rate_code", offer.rate_code
    yield "inventory_code", offer.inventory_code


def guests_priced(facts: Facts) -> Iterator[Finding]:
    """Nothing is priced for more adults than the platform has prices for."""
    most = facts.provider.most_guests
    for place, offer in facts.offers.values():
        if offer.pricing is Pricing.PER_OCCUPANCY and offer.sellable and offer.most_guests > most:
            yield Finding.of(
                FindingKind.TOO_MANY_GUESTS,
                f"offers[{place}].most_guests",
                entry=offer_said(offer),
                one=offer.most_guests,
                two=most,
                provider=facts.provider.name,
            )


def channels_known(facts: Facts) -> Iterator[Finding]:
    """A channel has a code that the platform uses."""
    table = facts.table
    if table is None:
        return
    seen: set[str] = set()
    for place, rate in facts.channel_rates.values():
        if rate.channel in seen:
            continue
        seen.add(rate.channel)
        if table.channel(rate.channel).certainty is Certainty.UNKNOWN:
            yield Finding.of(
                FindingKind.CHANNEL_UNKNOWN,
                f"channel_rates[{place}].channel",
                code=rate.channel,
                provider=facts.provider.name,
            )


def of_the_property(facts: Facts) -> Iterator[Finding]:
    """Nothing is offered that the property does not have, or in money in which it has no prices."""
    own = facts.own
    if own is None:
        return
    for place, offer in facts.offers.values():
        path, entry = f"offers[{place}]", offer_said(offer)
        if offer.room_type not in own.room_types:
            room_type, kind = offer.room_type, FindingKind.ROOM_TYPE_UNKNOWN
            yield Finding.of(kind, f"{path}.room_type", entry=entry, room_type=room_type)
        if offer.currency != own.currency:
            one, two, kind = offer.currency, own.currency, FindingKind.CURRENCY_NOT_OWN
            yield Finding.of(kind, f"{path}.currency", entry=entry, one=one, two=two)


OF_DEMANDS: Final[tuple[Check, ...]] = (
    room_types_apart,
    one_inventory,
    rate_codes,
    unique_rooms,
    codes_plain,
    codes_alike,
    guests_priced,
    channels_known,
    of_the_property,
)
