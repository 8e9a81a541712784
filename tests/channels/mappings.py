"""Mappings that tests share: a right one, right ones at random, and ways to spoil them."""

import attrs
from hypothesis import strategies as st

from axentra_core.channels.mapping import (
    ChannelLink,
    ChannelRate,
    Mapping,
    Offer,
    Party,
    Pricing,
    RateLink,
    RoomRate,
    Scope,
    Setup,
)
from axentra_core.channels.updates import Measure

PER_OCCUPANCY = Pricing.PER_OCCUPANCY


def offer(room="DLX", rate="BAR", **more):
    """Return an offer whose codes are those of the hotel."""
    plain = {"room_code": room, "rate_code": rate, "inventory_code": room, "currency": "IDR"}
    return Offer(room, rate, **{**plain, **more})


def room_rate(name="R1", **more):
    """Return a room rate of the platform."""
    return RoomRate(name, **{"room": "Deluxe", "rate": "Best rate", "currency": "IDR", **more})


def rate_link(name="R1", room="DLX", rate="BAR", **more):
    """Return a room rate's codes."""
    return RateLink(name, room, rate, **{"inventory_code": room, **more})


def channel_rate(channel="BDC", room="1001", rate="77", **more):
    """Return a rate of a channel."""
    return ChannelRate(channel, room, rate, **more)


def channel_link(channel="BDC", room="1001", rate="77", room_rate="R1", **more):
    """Return what feeds a rate of a channel."""
    return ChannelLink(channel, room, rate, **{"guests": None, "room_rate": room_rate, **more})


# Two room types under two rate plans, of which the platform derives one; sold on two channels.
RIGHT = Mapping(
    "siteminder",
    offers=(
        offer("DLX", "BAR"),
        offer("DLX", "NRF"),
        offer("STD", "BAR"),
        offer("STD", "NRF", sellable=False),
    ),
    room_rates=(
        room_rate("R1", guests=2, room_code="DLX", rate_code="BAR"),
        room_rate("R2", setup=Setup.DERIVED, no_rates=True),
        room_rate("R3", room="Standard"),
    ),
    rate_links=(
        rate_link("R1", "DLX", "BAR"),
        rate_link("R2", "DLX", "NRF", prices=False, made_by=Party.PLATFORM),
        rate_link("R3", "STD", "BAR", made_by=Party.PMS_SPECIALIST),
    ),
    scopes=(Scope("DLX", None, (Measure.STOP_SELL,)), Scope(None, "BAR", (Measure.PRICE,))),
    channel_rates=(
        channel_rate("BDC", "1001", "77", guests=2, currency="IDR"),
        channel_rate("BDC", "1001", "78"),
        channel_rate("EXP", "5", None),
    ),
    channel_links=(
        channel_link("BDC", "1001", "77", "R1", guests=2),
        channel_link("BDC", "1001", "78", "R2"),
        channel_link("EXP", "5", None, "R3"),
    ),
)


def mapping_of(**more):
    """Return the right mapping with other lists."""
    return attrs.evolve(RIGHT, **more)


def with_one(part, place, **more):
    """Return the right mapping with something else in one of its entries."""
    entries = [*getattr(RIGHT, part)]
    entries[place] = attrs.evolve(entries[place], **more)
    return mapping_of(**{part: tuple(entries)})


def and_one(part, entry, mapping=RIGHT):
    """Return a mapping with one more entry."""
    return attrs.evolve(mapping, **{part: (*getattr(mapping, part), entry)})


def without(part, place, mapping=RIGHT):
    """Return a mapping without one of its entries."""
    entries = getattr(mapping, part)
    return attrs.evolve(mapping, **{part: entries[:place] + entries[place + 1 :]})


# Two room rates for different numbers of adults that are one offer of the hotel.
FAMILY = {"guests": 2, "most_guests": 4, "pricing": PER_OCCUPANCY}
OPTIONS = Mapping(
    "siteminder",
    offers=(offer("FAM", "BAR", **FAMILY),),
    room_rates=(room_rate("F2", guests=2), room_rate("F4", guests=4)),
    rate_links=(
        rate_link("F2", "FAM", "BAR", primary=True),
        rate_link("F4", "FAM", "BAR", primary=False),
    ),
)


@st.composite
def right_mappings(draw):
    """Return a mapping in which everything is right, its entries in any order."""
    rooms = draw(st.lists(st.sampled_from(["DLX", "STD", "S", "V1"]), min_size=1, unique=True))
    rates = draw(st.lists(st.sampled_from(["BAR", "NRF", "HB"]), min_size=1, unique=True))
    currency = draw(st.sampled_from(["IDR", "EUR"]))
    offers, room_rates, rate_links, channel_rates, channel_links = [], [], [], [], []
    derived = draw(st.sets(st.sampled_from(rates)))
    for place, room in enumerate(rooms):
        for rate in rates:
            most = draw(st.integers(2, 5))
            pricing = draw(st.sampled_from(Pricing))
            sold = {"currency": currency, "most_guests": most, "pricing": pricing}
            offers.append(offer(room, rate, **sold))
            kinds = [draw(st.sampled_from(["one", "two", "options"]))]
            if kinds == ["options"] and pricing is Pricing.PER_ROOM:
                kinds = ["one"]
            several = {"one": [None], "two": [None, None], "options": [True, False]}[kinds[0]]
            for number, primary in enumerate(several):
                name = f"{room}-{rate}-{number}"
                is_derived = rate in derived
                known = draw(st.booleans())
                guests = 2 if primary is None else 1 + number
                room_rates.append(
                    room_rate(
                        name,
                        room=room,
                        rate=rate,
                        currency=currency if known else None,
                        guests=guests if known or primary is not None else None,
                        setup=Setup.DERIVED if is_derived else Setup.MANUAL,
                        room_code=room if known else None,
                        rate_code=rate if known else None,
                    )
                )
                made_by = draw(st.sampled_from(Party))
                rate_links.append(
                    rate_link(
                        name, room, rate, prices=not is_derived, primary=primary, made_by=made_by
                    )
                )
                if draw(st.booleans()):
                    ids = ("BDC", f"{1000 + place}", name)
                    channel_rates.append(channel_rate(*ids))
                    channel_links.append(channel_link(*ids, name))
    scopes = ()
    if draw(st.booleans()):
        scopes = (
            Scope(rooms[0], None, (Measure.STOP_SELL,)),
            Scope(None, rates[0], (Measure.MIN_STAY_ARRIVAL,)),
        )
    return Mapping(
        "siteminder",
        *(
            tuple(draw(st.permutations(entries)))
            for entries in (offers, room_rates, rate_links, scopes, channel_rates, channel_links)
        ),
    )
