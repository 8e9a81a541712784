"""What has to be looked at, by what the log says since it was read last.

A mark says that a target may have to be told something; what that is, the states say. So a mark
too many costs a look, and what nobody has marked is found by the next whole comparison.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from axentra_core.channels import Measure, MessageBegun, Restores, Target, ValuesSent, feed_id
from axentra_core.codec import Entry
from axentra_core.hotel.channel_plan import Plan
from axentra_core.hotel.hotel import LAST_POSITION, Hotel
from axentra_core.stays import RoomsCounted

# Of each kind of record, what of its id says what has to be looked at.
# fmt: off
PLACES: Final[Mapping[str, Callable[[str], str]]] = {
    "inventory": lambda name: name.rpartition(".")[0],
    "selling":   str,
    "feed":      str,
}
# fmt: on
# Who was not there for longer than this compares with the platform itself.
LOOKED_BACK: Final = timedelta(days=2)


class Marks:
    """The marks of one connection; nothing is read before the first `read`.

    Attributes:
        kept: targets that have to be looked at again.
        is_whole: everything has to be looked at.
    """

    def __init__(self, hotel: Hotel, connection: str) -> None:
        """Begin with everything to be looked at."""
        self._hotel = hotel
        self._position: int | None = None
        self._changed: dict[str, set[str]] = {kind: set() for kind in PLACES}
        # Whatever becomes of these may change everything that is told.
        self._all = {("connection", connection), ("channel_mapping", connection)}
        # By room type and night that was sold or given back outside, the feeds told since.
        self._outside: dict[tuple[str, date], set[str]] = {}
        self.kept: set[Target] = set()
        self.is_whole: bool = True

    def read(self) -> None:
        """Read on in the log."""
        if self._position is None:
            self._position = position_at(self._hotel, self._hotel.read.now - LOOKED_BACK)
        for entry in self._hotel.feed(self._position):
            self._position = entry.position
            self._mark(entry)

    def _mark(self, entry: Entry) -> None:
        for stream, event in zip(entry.streams, entry.events, strict=True):
            kind, name = stream.split("/")[-2:]
            if kind in PLACES:
                self._changed[kind].add(PLACES[kind](name))
            elif kind == "settings" or (kind, name) in self._all:
                # A connection counts its messages, which changes nothing else of it.
                self.is_whole = self.is_whole or not isinstance(event, MessageBegun)
            if isinstance(event, RoomsCounted) and entry.actor.kind == "channel":
                nights = ((event.room_type, change.night) for change in event.changes)
                self._outside.update((night, set()) for night in nights)
            elif isinstance(event, ValuesSent):
                self._note_told(event)

    def _note_told(self, event: ValuesSent) -> None:
        told = [one for one in event.updates if one.measure is Measure.AVAILABILITY]
        for (_, night), feeds in self._outside.items():
            if any(one.first <= night <= one.last for one in told):
                feeds.add(event.feed)

    def sold_outside(self, plan: Plan) -> Iterator[tuple[Target, date]]:
        """Yield what a platform may have counted by itself since it was told last.

        It has lowered what is left for a new reservation, say, and not raised it again for the
        cancellation: then it shows something else although nothing has changed here.
        """
        if Restores.PLATFORM not in plan.provider.restores.values():
            self._outside.clear()
        for (room_type, night), feeds in [*self._outside.items()]:
            untold = [
                target
                for target in plan.of_room_type(room_type)
                if feed_id(plan.connection, target) not in feeds
            ]
            if not untold:
                del self._outside[room_type, night]
            yield from ((target, night) for target in sorted(untold))

    def taken(self, plan: Plan) -> set[Target] | None:
        """Return what has to be looked at, None for everything, and forget the marks."""
        changed, kept, is_whole = self._changed, self.kept, self.is_whole
        self._changed, self.kept, self.is_whole = {kind: set() for kind in PLACES}, set(), False
        if is_whole:
            return None
        targets = set(kept)
        for room_type in changed["inventory"]:
            targets |= plan.of_room_type(room_type)
        for selling in changed["selling"]:
            targets |= plan.of_selling(selling)
        if changed["feed"]:
            own = {feed_id(plan.connection, target): target for target in plan.offers}
            targets |= {own[feed] for feed in changed["feed"] & own.keys()}
        return targets


def position_at(hotel: Hotel, since: datetime) -> int:
    """Return a position before which all was written before an instant, found by few readings."""

    def is_before(position: int) -> bool:
        page = hotel.store.log(after=position, limit=1)
        return bool(page) and page[0].at < since

    low, high = 0, 1
    while high < LAST_POSITION and is_before(high):
        low, high = high, min(2 * high, LAST_POSITION)
    while low < high:
        middle = (low + high) // 2
        if is_before(middle):
            low = middle + 1
        else:
            high = middle
    return high
