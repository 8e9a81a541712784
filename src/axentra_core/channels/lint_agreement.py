"""Whether the hotel, the platform and the channels mean the same by what is mapped."""

from collections.abc import Iterator
from typing import Final

from axentra_core.channels.findings import Finding, FindingKind
from axentra_core.channels.lint_facts import (
    Check,
    Facts,
    Joined,
    channel_rate_said,
    codes_said,
    offer_said,
    room_rate_said,
    scope_said,
)
from axentra_core.channels.lint_scopes import scopes_mixed, scopes_shadowed
from axentra_core.channels.mapping import ChannelRate, Pricing, RoomRate, Setup
from axentra_core.channels.updates import Measure
from axentra_core.channels.wordings import Worded, Wording

# A kind, the field of the entry, and what the two sides say.
Difference = tuple[FindingKind, str, str | int, str | int | Worded]


def room_rates_agree(facts: Facts) -> Iterator[Finding]:
    """A room rate is in the currency, for the adults and under the codes of its offer."""
    for joined in facts.joined.values():
        for kind, field, one, two in _room_rate_differs(joined):
            yield Finding.of(
                kind,
                f"rate_links[{joined.place}]{field}",
                entry=room_rate_said(joined.room_rate),
                other=offer_said(joined.offer),
                one=one,
                two=two,
            )


def _room_rate_differs(joined: Joined) -> Iterator[Difference]:
    link, offer, there = joined.link, joined.offer, joined.room_rate
    if there.currency is not None and there.currency != offer.currency:
        yield FindingKind.CURRENCY_DIFFERS, "", there.currency, offer.currency
    if there.guests is not None:
        is_option = link.primary is not None
        if is_option and there.guests > offer.most_guests:
            most = Worded.of(Wording.UP_TO, guests=offer.most_guests)
            yield FindingKind.GUESTS_DIFFER, "", there.guests, most
        if not is_option and there.guests != offer.guests:
            yield FindingKind.GUESTS_DIFFER, "", there.guests, offer.guests
    room, rate = link.codes
    if there.room_code not in {None, room} or there.rate_code not in {None, rate}:
        codes = codes_said((there.room_code or "", there.rate_code or ""))
        yield FindingKind.CODES_DIFFER_THERE, ".room_code", codes, codes_said(link.codes)
    if link.inventory_code != offer.inventory_code:
        codes = link.inventory_code
        yield FindingKind.INVENTORY_DIFFERS, ".inventory_code", codes, offer.inventory_code


def channel_rates_agree(facts: Facts) -> Iterator[Finding]:
    """A channel rate is in the currency and for the adults of what feeds it."""
    for key, (place, link) in facts.channel_links.items():
        fed_by = facts.joined.get((link.room_rate,))
        if fed_by is None or key not in facts.channel_rates:
            continue
        _, rate = facts.channel_rates[key]
        for kind, field, one, two in _channel_rate_differs(rate, fed_by):
            yield Finding.of(
                kind,
                f"channel_links[{place}]{field}",
                entry=channel_rate_said(rate),
                other=room_rate_said(fed_by.room_rate),
                one=one,
                two=two,
            )


def _channel_rate_differs(rate: ChannelRate, fed_by: Joined) -> Iterator[Difference]:
    offer, currency = fed_by.offer, fed_by.room_rate.currency or fed_by.offer.currency
    if rate.currency is not None and rate.currency != currency:
        yield FindingKind.CURRENCY_DIFFERS, "", rate.currency, currency
    guests = fed_by.room_rate.guests or offer.guests
    if rate.guests is None or rate.guests == guests:
        return
    if offer.pricing is Pricing.PER_ROOM:
        yield FindingKind.GUESTS_DIFFER, "", rate.guests, guests
    elif rate.guests > offer.most_guests:
        most = Worded.of(Wording.UP_TO, guests=offer.most_guests)
        yield FindingKind.GUESTS_DIFFER, "", rate.guests, most


def masters_agree(facts: Facts) -> Iterator[Finding]:
    """An offer is in the currency of the one from which the hotel reckons its prices."""
    for place, offer in facts.offers.values():
        _, master = facts.offers.get((offer.room_type, offer.derived_from or ""), (0, offer))
        if offer.derived_from is not None and master.currency != offer.currency:
            yield Finding.of(
                FindingKind.CURRENCY_DIFFERS,
                f"offers[{place}].derived_from",
                entry=offer_said(offer),
                other=offer_said(master),
                one=offer.currency,
                two=master.currency,
            )


# --- prices ---


def prices_taken(facts: Facts) -> Iterator[Finding]:
    """Prices are told to whoever takes them, and to nobody else."""
    for one in facts.joined.values():
        there, path = one.room_rate, f"rate_links[{one.place}].prices"
        if one.link.prices is not there.takes_prices:
            entry = room_rate_said(there)
            if one.link.prices:
                why = _why_not(there)
                yield Finding.of(FindingKind.PRICES_NOT_TAKEN, path, entry=entry, why=why)
            else:
                yield Finding.of(FindingKind.PRICES_NOT_TOLD, path, entry=entry)
        if there.setup is Setup.DERIVED and one.offer.derived_from is not None:
            entry, other = room_rate_said(there), offer_said(one.offer)
            yield Finding.of(FindingKind.DERIVED_TWICE, path, entry=entry, other=other)


def _why_not(room_rate: RoomRate) -> Worded:
    if room_rate.setup is Setup.DERIVED:
        return Worded.of(Wording.DERIVED_THERE)
    is_closed = room_rate.no_updates
    return Worded.of(Wording.TAKES_NOTHING if is_closed else Wording.TAKES_THE_REST)


def prices_reach_others(facts: Facts) -> Iterator[Finding]:
    """A price reaches whatever has its codes, so all of that takes prices or none of it."""
    for codes, group in facts.groups.items():
        if any(one.link.prices for one in group):
            yield from _reached(group, codes_said(codes))
    priced = {
        scope.key: scope_said(scope)
        for _, scope in facts.scopes.values()
        if Measure.PRICE in scope.measures and facts.provider.scopes
    }
    for one in facts.joined.values() if priced else ():
        room, rate = one.link.codes
        for said in filter(None, (priced.get((room, "")), priced.get(("", rate)))):
            yield from _reached([one], said)


def _reached(group: list[Joined], codes: str | Worded) -> Iterator[Finding]:
    for one in group:
        if not one.link.prices:
            yield Finding.of(
                FindingKind.PRICES_REACH_OTHERS,
                f"rate_links[{one.place}].room_code",
                entry=room_rate_said(one.room_rate),
                codes=codes,
            )


# --- several room rates that are one offer for different numbers of adults ---


def options(facts: Facts) -> Iterator[Finding]:
    """One of them carries the restrictions, each is for other adults, and each has a price."""
    for codes, group in facts.groups.items():
        several = [one for one in group if one.link.primary is not None]
        if several:
            yield from _primaries(several, codes_said(codes))
            yield from _options_twice(several)
            yield from _options_priced(several)


def _primaries(several: list[Joined], codes: str) -> Iterator[Finding]:
    primary = [one for one in several if one.link.primary]
    if not primary:
        path = f"rate_links[{several[0].place}].primary"
        yield Finding.of(FindingKind.PRIMARY_MISSING, path, codes=codes)
    for one in primary[1:]:
        yield Finding.of(
            FindingKind.PRIMARY_TWICE,
            f"rate_links[{one.place}].primary",
            entry=room_rate_said(one.room_rate),
            other=room_rate_said(primary[0].room_rate),
            codes=codes,
        )


def _options_twice(several: list[Joined]) -> Iterator[Finding]:
    firsts: dict[int, Joined] = {}
    for one in several:
        guests = one.room_rate.guests
        first = one if guests is None else firsts.setdefault(guests, one)
        if first is not one:
            yield Finding.of(
                FindingKind.OPTION_TWICE,
                f"rate_links[{one.place}]",
                entry=room_rate_said(one.room_rate),
                other=room_rate_said(first.room_rate),
                one=str(guests),
            )


def _options_priced(several: list[Joined]) -> Iterator[Finding]:
    for one in several:
        if one.offer.pricing is Pricing.PER_ROOM:
            yield Finding.of(
                FindingKind.OPTION_NOT_PRICED,
                f"rate_links[{one.place}].primary",
                entry=room_rate_said(one.room_rate),
                other=offer_said(one.offer),
            )


# --- channels ---


def channel_rooms(facts: Facts) -> Iterator[Finding]:
    """A room of a channel has the rooms of one inventory code, and shares them with no other."""
    counts: dict[tuple[str, str], str] = {}
    rooms: dict[tuple[str, str], str] = {}
    for place, link in facts.channel_links.values():
        fed_by = facts.joined.get((link.room_rate,))
        if fed_by is None:
            continue
        path, own = f"channel_links[{place}].room_rate", fed_by.link.inventory_code
        counted = counts.setdefault((link.channel, link.room), own)
        if counted != own:
            entry = channel_rate_said(link)
            yield Finding.of(
                FindingKind.CHANNEL_ROOM_CONFLICT, path, entry=entry, one=own, two=counted
            )
        if rooms.setdefault((link.channel, link.room_rate), link.room) != link.room:
            entry, other = channel_rate_said(link), room_rate_said(link)
            yield Finding.of(FindingKind.CHANNEL_ROOM_TWICE, path, entry=entry, other=other)


OF_AGREEMENT: Final[tuple[Check, ...]] = (
    room_rates_agree,
    channel_rates_agree,
    masters_agree,
    prices_taken,
    prices_reach_others,
    options,
    scopes_shadowed,
    scopes_mixed,
    channel_rooms,
)
