"""What a stay has used: its meters as they are, its readings, and what earlier stays have used."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, time, timedelta
from typing import Final

import attrs

from axentra_core.hotel.meter_log import ONE_DAY, facts_before
from axentra_core.hotel.property import Property
from axentra_core.hotel.records import CODEC
from axentra_core.hotel.window import Window
from axentra_core.kernel.calendar import instant_at
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters import (
    EarlierUse,
    Figures,
    HoursSubmitted,
    Measure,
    Meter,
    MeterFacts,
    MetersSettings,
    Registration,
    Settlement,
    by_register,
    settle,
)
from axentra_core.meters.decider import billed_value
from axentra_core.meters.settlement import Hours
from axentra_core.stays import (
    RoomCorrected,
    Stay,
    StayCheckedIn,
    StayMoved,
    StayStatus,
    StayTakenOver,
)

MOST_EARLIER: Final = 12
# Earlier uses are compared with, never billed.
FINE: Final = Rounding.to_digits(6)


def units_of(window: Window, stay: Stay) -> tuple[str, ...]:
    """Return the rooms in which a guest has lived, in order; before the arrival that set aside.

    A room to which they came back stands again, one that was noted by mistake does not.
    """
    found: list[str] = []
    for event in window.past("stay", stay.id):
        match event:
            case StayCheckedIn(room=room) | StayTakenOver(room=room):
                found = [room]
            case StayMoved(room=room):
                found.append(room)
            case RoomCorrected(room=room):
                found[-1] = room
            case _:
                pass
    if stay.status is StayStatus.BOOKED:
        return () if stay.room is None else (stay.room,)
    return tuple(found)


def facts_of(window: Window, stay: Stay, units: Iterable[str]) -> tuple[MeterFacts, ...]:
    """Return what a registration has to know of the meters of some rooms."""
    own = window.property
    grace = timedelta(own.meters.grace_days)
    since = instant_at(stay.arrival - grace, time(), own.zone)
    until = instant_at(stay.departure + grace + ONE_DAY, time(), own.zone)
    found = [meter for unit in dict.fromkeys(units) for _, meter in window.find("meter.unit", unit)]
    window.load(*(("meter", meter) for meter in found))
    meters: list[Meter] = [window.need("meter", meter) for meter in found]
    return tuple(facts_before(window, meter, stay, since, until) for meter in meters)


def settlement_of(
    window: Window, registration: Registration, without: Collection[str] = ()
) -> Settlement:
    """Return what the readings of a stay come to now.

    Args:
        window: of the hotel.
        registration: with its readings.
        without: meters that are left out while nobody can tell what they have counted, beside those
            that were left out when it was billed.
    """
    stay: Stay = window.need("stay", registration.id)
    version, own = _settings_of(window, registration.billed)
    meters = registration.meters_with(facts_of(window, stay, registration.units))
    former = earlier_of(window, registration)
    earlier = {one.meter: tuple(_uses(former, one)) for one in meters}
    left_out = () if registration.billed is None else registration.billed.unbilled
    found = settle(
        registration,
        own,
        meters=meters,
        earlier=earlier,
        hours=_hours(window, registration),
        without=(*without, *left_out),
    )
    return attrs.evolve(found, settings=version)


def _settings_of(window: Window, billed: Figures | None) -> tuple[int, MetersSettings]:
    """Return the settings in force, or those by which it was billed, with their version.

    A difference is one of use: what has another price today was billed at the former one.
    """
    version = None if billed is None else billed.settings
    if version is None or version == window.settings:
        return window.settings, window.property.meters
    versions = window.history("settings", window.property.id)
    return version, CODEC.build(Property, versions[version - 1].data).meters


def _hours(window: Window, registration: Registration) -> Hours:
    """Return the hours that were sent of a stay; the log has them, and no state."""
    if not registration.series:
        return {}
    events = window.past("registration", registration.id)
    return by_register(
        one for event in events if isinstance(event, HoursSubmitted) for one in event.hours
    )


def earlier_of(window: Window, registration: Registration) -> tuple[Registration, ...]:
    """Return the last stays before in the same rooms that were billed, the last one first."""
    until = registration.arrival
    found = [
        (value.rpartition(":")[2], one)
        for unit in dict.fromkeys(registration.units)
        for value, one in window.find(
            "registration.billed", billed_value(unit, date.min), billed_value(unit, until)
        )[-MOST_EARLIER:]
        if one != registration.id
    ]
    last = dict.fromkeys(one for _, one in sorted(found, reverse=True))
    window.load(*(("registration", one) for one in last))
    return tuple(window.need("registration", one) for one in last)


def _uses(former: Iterable[Registration], meter: MeterFacts) -> Iterator[EarlierUse]:
    """Yield what earlier stays have used by a meter, where all of it was told in its measure."""
    for one in former:
        used = None if one.billed is None else one.billed.used_by(meter.meter, measure_of(meter))
        if used is not None:
            days = max(1, (one.departure - one.arrival).days)
            yield EarlierUse(used.rounded(FINE), one.persons, days)


def measure_of(meter: MeterFacts) -> Measure:
    """Return the measure in which the use of a meter is told."""
    return meter.periods[-1].device.registers[0].billed
