"""A hotel that has been open for a while, for trying things on."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import attrs

from axentra_core.adapters.memory import MemoryStore
from axentra_core.documents import DocumentSettings, Seller
from axentra_core.hotel import Hotel, Property
from axentra_core.housekeeping import HousekeepingSettings, TaskKind
from axentra_core.kernel.calendar import instant_at
from axentra_core.kernel.checks import day, whole
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.store import Store
from axentra_core.stays import CancellationPolicy, Fee, FeeBasis, FeeStep, StaysSettings
from axentra_core.testing.doubles import ManualClock, SequentialIds
from axentra_core.testing.example import example_property
from axentra_core.testing.simulation import Simulation

MOST_DAYS, LATE_DAYS = 3660, 2
KEYS = Keys(b"the seeded hotel has no secrets!")
FIRST_NIGHT, HALF = Fee(FeeBasis.NIGHTS, Decimal(1)), Fee(FeeBasis.PERCENT, Decimal("0.5"))
HOUSEKEEPING = HousekeepingSettings(
    linen_cycle=3,
    idle_days=5,
    another_inspects=True,
    inspected_after=(TaskKind.DEPARTURE_CLEAN,),
    turndown_types=("DLX",),
)
DOCUMENTS = DocumentSettings(
    Seller("PT Hotel Axentra", ("Jl. Merpati 1", "Jakarta"), tax_id="01.234.567.8-901.000")
)
POLICIES = (
    CancellationPolicy("FLEX", (FeeStep(1, FIRST_NIGHT),), no_show=FIRST_NIGHT),
    CancellationPolicy("SAVER", (FeeStep(14, HALF),), no_show=Fee(FeeBasis.PERCENT, Decimal(1))),
)


def seeded_hotel(
    property: Property | None = None,  # noqa: A002 - the word of the field
    *,
    on: date,
    days: int,
    seed: int = 0,
    store: Store | None = None,
) -> Hotel:
    """Return a hotel that has worked for some days and stands on the morning of a date.

    Guests are due in and due out, in house and booked for weeks ahead; some rooms are dirty, some
    bills open, the work of the day is planned, and some things are left to decide. All of it came
    about by the verbs of the hotel. The same arguments give the same log, byte for byte. Its clock
    stands still.

    Args:
        property: any configuration with rooms; Hotel Axentra with two cancellation policies, two
            days of late postings, turndowns and inspections when left out.
        on: the business date it stands on.
        days: how many dates it has closed, from 0 to ten years.
        seed: another one gives other guests.
        store: an empty one; the memory of this process when left out.

    Raises:
        InvalidInput: a date or a number of days out of range.
        RuleViolation: ``record.already_exists`` where the store holds this property already.
    """
    own = _hotel_axentra() if property is None else property
    opened = day(on) - timedelta(days=whole(0, MOST_DAYS)(days))
    clock = ManualClock(instant_at(opened, time(7), own.zone))
    hotel = Hotel(
        MemoryStore() if store is None else store, own, clock=clock, ids=SequentialIds(), keys=KEYS
    )
    if hotel.open(on=opened).position is None:
        raise RuleViolation("record.already_exists", kind="house", id=own.id)
    simulation = Simulation(hotel, clock, seed)
    for _ in range(days):
        simulation.work_a_day()
    simulation.find_work()
    return hotel


def _hotel_axentra() -> Property:
    own: Any = example_property()
    living: Property = attrs.evolve(
        own,
        stays=StaysSettings(policies=POLICIES),
        housekeeping=HOUSEKEEPING,
        documents=DOCUMENTS,
        late_posting_days=LATE_DAYS,
    )
    return living
