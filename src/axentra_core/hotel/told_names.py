"""What files may call the rooms and rates of a hotel, by its mapping and its own room types."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from axentra_core.channels.mapping import Mapping
from axentra_core.channels.old_reservations import RateName, RoomName
from axentra_core.channels.old_reservations.forms import folded
from axentra_core.kernel.texts import LONGEST_TEXT
from axentra_core.rooms import RoomType

Codes = tuple[str, str | None]


def names_in(
    mapping: Mapping | None, types: Iterable[RoomType], dash: str
) -> tuple[tuple[RoomName, ...], tuple[RateName, ...]]:
    """Return the names of rooms and rates that mean one code, and no other.

    Args:
        mapping: what the platform calls them.
        types: the room types of the hotel.
        dash: what parts a room from its rate.
    """
    if mapping is None:
        return (), ()
    rooms: defaultdict[str, dict[Codes, str]] = defaultdict(dict)
    rates: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, codes in _named(mapping, types, dash):
        if len(name) <= LONGEST_TEXT:
            rooms[folded(name)].setdefault(codes, name)
    links = {link.room_rate: link for link in mapping.rate_links}
    for room_rate in mapping.room_rates:
        link = links.get(room_rate.id)
        if room_rate.rate and link is not None and link.rate_code is not None:
            rates[folded(room_rate.rate)].setdefault(link.rate_code, room_rate.rate)
    return (
        tuple(
            RoomName(name, *codes)
            for told in rooms.values()
            if len(told) == 1
            for codes, name in told.items()
        ),
        tuple(
            RateName(name, code)
            for told in rates.values()
            if len(told) == 1
            for code, name in told.items()
        ),
    )


def _named(mapping: Mapping, types: Iterable[RoomType], dash: str) -> Iterator[tuple[str, Codes]]:
    links = {link.room_rate: link for link in mapping.rate_links}
    for room_rate in mapping.room_rates:
        link = links.get(room_rate.id)
        if link is None:
            continue
        yield room_rate.room, (link.room_code, None)
        if room_rate.rate:
            yield f"{room_rate.room}{dash}{room_rate.rate}", (link.room_code, link.rate_code)
    own = {one.code: one.name for one in types}
    for offer in mapping.offers:
        for name in {own.get(offer.room_type), offer.name} - {None}:
            yield str(name), (offer.room_code, None)
