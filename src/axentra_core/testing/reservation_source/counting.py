"""What is left at a platform that counts for itself when somebody books or goes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from axentra_core.channels.calendar import Calendar
from axentra_core.channels.providers import Pool, Provider
from axentra_core.channels.reservations import Snapshot, ToldRoom
from axentra_core.channels.scales import SCALES
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.testing.channel_simulator.platform_hotel import PlatformHotel

ROOMS = Measure.AVAILABILITY


def counted(
    changes: Iterable[tuple[Snapshot, int]],
    hotel: PlatformHotel,
    provider: Provider,
    shown: Calendar,
) -> Iterator[Update]:
    """Yield what a platform has left of each night that changes.

    What it was never told of, or does not sell any more, is not counted; less than none is none.

    Args:
        changes: reservations, with 1 for one that goes and -1 for one that comes.
        hotel: the property, whose room rates have codes.
        provider: for what it keeps availability.
        shown: what the platform has now.
    """
    by: Counter[tuple[Target, date]] = Counter()
    for snapshot, change in changes:
        for room in snapshot.rooms:
            if (target := _target(room, hotel, provider)) is not None:
                by.update({(target, night): change for night in _nights(room)})
    last = shown.first + (shown.days - 1) * ONE_DAY
    for (target, night), change in by.items():
        if not change or not shown.first <= night <= last:
            continue
        value = shown.value(target, ROOMS, night)
        if value is not None:
            left = max(SCALES[ROOMS].low, value + change)
            yield Update(target, ROOMS, night, night, left)


def _target(room: ToldRoom, hotel: PlatformHotel, provider: Provider) -> Target | None:
    """Return for what the platform counts a room; None for one that it does not know."""
    codes = room.room_code or "", room.rate_code or ""
    for _, link in hotel.linked():
        if codes == link.codes:
            is_pooled = provider.availability_of is Pool.INVENTORY
            return Target(link.inventory_code) if is_pooled else Target(*codes)
    return None


def _nights(room: ToldRoom) -> Iterator[date]:
    night = room.arrival
    while night and room.departure and night < room.departure:
        yield night
        night += ONE_DAY
