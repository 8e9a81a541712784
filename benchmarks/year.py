"""A year of a hotel of 100 rooms in memory, with all that holds checked on the way."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from time import process_time

import attrs

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import Hotel, Property
from axentra_core.kernel.calendar import instant_at
from axentra_core.rooms import RoomSetup, RoomType
from axentra_core.testing import ManualClock, SequentialIds, Simulation, Watch, example_property
from benchmarks.measure import Figure, own_garbage

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
AIM = 120.0
SEED = 2026
TYPES = tuple(
    RoomType(code, code, overbooking=int(code != "STE")) for code in ("STD", "DLX", "STE")
)
ROOMS = (("STD", 50), ("DLX", 40), ("STE", 10))


def property_of_100_rooms() -> Property:
    """Return the example hotel with three types of rooms."""
    own = example_property()
    rooms = tuple(
        RoomSetup(f"{floor}{number:02}", code)
        for floor, (code, many) in enumerate(ROOMS, 1)
        for number in range(many)
    )
    return attrs.evolve(own, rooms=attrs.evolve(own.rooms, types=TYPES, rooms=rooms))


def figures() -> Iterator[Figure]:
    """Yield a year: touched streams are checked after each step, everything at each close."""
    own = property_of_100_rooms()
    clock = ManualClock(instant_at(FIRST, time(7), own.zone))
    hotel = Hotel(MemoryStore(), own, clock=clock, ids=SequentialIds())
    hotel.open(on=FIRST)
    watch = Watch(hotel)
    times: list[float] = []
    days: list[int] = []
    with own_garbage():
        start = process_time()
        simulation = Simulation(hotel, clock, SEED, watch.check_touched)
        while hotel.read.business_date <= LAST:
            first = hotel.read.business_date
            simulation.work_a_day()
            watch.check_everything()
            if first.day == 1:
                times.append(0.0)
                days.append(0)
            now = process_time()
            times[-1] += now - start
            days[-1] += 1
            start = now
    nights = sum(certificate.nights for certificate in hotel.certificates())
    events = sum(len(entry.events) for entry in hotel.feed())
    filled = nights / ((LAST - FIRST + timedelta(days=1)).days * len(own.rooms.rooms))
    print(
        f"a year of 100 rooms, {filled:.0%} of them filled: {sum(times):.1f} s (aim {AIM:.0f} s), "
        f"{simulation.crew.done:,} verbs, {events:,} events"
    )
    share = [AIM * day / sum(days) for day in days]
    yield Figure("year: 100 rooms, a month, checked", "its share of 120 s", 1.0, times, share, 1)
