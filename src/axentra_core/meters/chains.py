"""Which readings follow each other: one chain for each register, one link for each device."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from axentra_core.meters.flags import Flag, Note
from axentra_core.meters.model import (
    Device,
    DevicePeriod,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
)
from axentra_core.meters.readings import Preference, preferred
from axentra_core.meters.steps import Part, is_at_once
from axentra_core.meters.units import Measure, Quantity

# At the same instant a device is read before it goes, and the next one after it has come.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            ReadingKind.ARRIVAL,
            ReadingKind.INTERMEDIATE,
            ReadingKind.REMOVAL,
            ReadingKind.INSTALLATION,
            ReadingKind.DEPARTURE,
            ReadingKind.CONTROL,
        )
    )
}
_BREAKS = frozenset({ReadingKind.REMOVAL, ReadingKind.INSTALLATION})


@attrs.define
class Link:
    """The readings of a register while one device was in place, in order."""

    device: Device
    register: Register
    readings: list[Reading]
    controls: list[Reading]
    is_incomplete: bool = False


@attrs.define
class Chain:
    """All links of a register, and what was odd when they were put together."""

    register: str
    measure: Measure
    links: list[Link]
    notes: list[Note]
    last_before: Reading | None = None
    lacks_end: bool = False

    def estimated(self, quantity: Quantity) -> Part:
        """Return the part of a chain that nobody has read."""
        link = self.links[-1]
        start = link.readings[-1]
        return Part(link.device.number, link.register, start, None, None, quantity, self.measure)


def chains(  # noqa: PLR0913, PLR0917 - what a chain depends on
    periods: Sequence[DevicePeriod],
    readings: Sequence[Reading],
    before: Sequence[Reading],
    arrival: Preference,
    departure: Preference,
    within: tuple[datetime, datetime] | None,
) -> list[Chain]:
    """Return the chain of every register that was in place, in the order of the devices."""
    places = _in_place(periods, readings, within)
    found: dict[str, Chain] = {}
    final = len(places) - 1
    for place, period in enumerate(places):
        for register in period.device.registers:
            chain = found.get(register.code)
            if chain is None:
                chain = found[register.code] = Chain(register.code, register.billed, [], [])
            code = register.code
            own = [one for one in readings if one.register == code and _is_of(one, period)]
            controls = [one for one in own if one.is_control]
            if controls:
                own = [one for one in own if not one.is_control]
            link = Link(period.device, register, [], controls)
            chain.links.append(link)
            first = _first(chain, link, own, before, period, arrival) if not place else None
            last = _last(chain, own, departure) if place == final else None
            _put_together(chain, link, own, first, last, is_first=not place, is_last=place == final)
            if place:
                earlier = places[place - 1].device.number
                chain.notes.append(
                    Note.of(Flag.METER_REPLACED, device=period.device.number, before=earlier)
                )
    return list(found.values())


def _in_place(
    periods: Sequence[DevicePeriod],
    readings: Sequence[Reading],
    within: tuple[datetime, datetime] | None,
) -> Sequence[DevicePeriod]:
    """Return the devices that were in place between the first and the last instant, in order."""
    if len(periods) <= 1:
        return periods
    instants = [one.at for one in readings if not one.is_control]
    starts = [one.at for one in readings if one.kind is ReadingKind.ARRIVAL]
    ends = [one.at for one in readings if one.kind is ReadingKind.DEPARTURE]
    if within is not None:
        instants += within
    if not instants:
        return sorted(periods, key=lambda period: period.since)[-1:]
    first = min(starts) if starts else min(instants)
    last = max(ends) if ends else max(instants)
    return sorted(
        (
            period
            for period in periods
            if (period.until is None or period.until > first)
            and (period.since < last or period.since <= first)
        ),
        key=lambda period: period.since,
    )


def _is_of(reading: Reading, period: DevicePeriod) -> bool:
    """Return whether a device was in place when it was read.

    At the instant of a replacement a last reading is of the device that goes.
    """
    at, until = reading.at, period.until
    if reading.kind is ReadingKind.REMOVAL:
        return period.since < at and (until is None or at <= until)
    if reading.kind is ReadingKind.DEPARTURE:
        return period.since <= at and (until is None or at <= until)
    return period.since <= at and (until is None or at < until)


def _first(  # noqa: PLR0913, PLR0917 - what a beginning depends on
    chain: Chain,
    link: Link,
    own: list[Reading],
    before: Sequence[Reading],
    period: DevicePeriod,
    preference: Preference,
) -> Reading | None:
    """Return the first reading that counts; the last one before stands in where it is missing."""
    several = [one for one in own if one.kind is ReadingKind.ARRIVAL]
    first = preferred(several, preference)
    if before:
        earlier = [
            one
            for one in before
            if one.register == link.register.code
            and not one.is_control
            and _is_of(one, period)
            and (first is None or one.at <= first.at)
        ]
        chain.last_before = max(earlier, key=lambda one: (one.at, one.number), default=None)
        if chain.last_before is not None and chain.last_before.kind is ReadingKind.REMOVAL:
            chain.last_before = None
    if first is None:
        first = chain.last_before
        if first is None:
            chain.notes.append(Note.of(Flag.START_MISSING))
            link.is_incomplete = True
            return None
        chain.notes.append(Note.of(Flag.START_INFERRED, start=first.value, at=first.at))
    elif first.source is ReadingSource.INFERRED:
        chain.notes.append(Note.of(Flag.START_INFERRED, start=first.value, at=first.at))
    _tell_others(chain, several, first)
    return first


def _last(chain: Chain, own: list[Reading], preference: Preference) -> Reading | None:
    several = [one for one in own if one.kind is ReadingKind.DEPARTURE]
    last = preferred(several, preference)
    if last is None:
        chain.lacks_end = True
    else:
        _tell_others(chain, several, last)
    return last


def _tell_others(chain: Chain, several: list[Reading], counted: Reading) -> None:
    for one in several:
        if one is not counted and one.value != counted.value:
            chain.notes.append(
                Note.of(
                    Flag.NOT_COUNTED,
                    kind=counted.kind,
                    other=one.value,
                    source=one.source,
                    value=counted.value,
                )
            )


def _put_together(  # noqa: PLR0913 - what a link depends on
    chain: Chain,
    link: Link,
    own: list[Reading],
    first: Reading | None,
    last: Reading | None,
    *,
    is_first: bool,
    is_last: bool,
) -> None:
    """Put the readings of a device in order, and say which of them are missing or misplaced."""
    between = [one for one in own if one.kind is ReadingKind.INTERMEDIATE or one.kind in _BREAKS]
    if between:
        between = [one for one in between if _is_inside(chain, one, first, last)]
        between.sort(key=lambda one: (one.at, _ORDER[one.kind], one.number))
    if first is not None:
        link.readings.append(first)
    link.readings += between
    if last is not None:
        link.readings.append(last)
    number = link.device.number
    removal = chain.links[-2].readings[-1:] if len(chain.links) > 1 else []
    if (
        removal
        and between
        and removal[0].kind is ReadingKind.REMOVAL
        and between[0].kind is ReadingKind.INSTALLATION
        and not is_at_once(removal[0], between[0], chain.notes)
    ):
        link.is_incomplete = True
    if not is_first and (not between or between[0].kind is not ReadingKind.INSTALLATION):
        _tell_missing(chain, link, number, ReadingKind.INSTALLATION)
    if not is_last and (not between or between[-1].kind is not ReadingKind.REMOVAL):
        _tell_missing(chain, link, number, ReadingKind.REMOVAL)


def _is_inside(chain: Chain, one: Reading, first: Reading | None, last: Reading | None) -> bool:
    is_early = first is not None and one.at < first.at
    is_late = last is not None and one.at > last.at
    if not is_early and not is_late:
        return True
    if one.kind is ReadingKind.INTERMEDIATE:
        chain.notes.append(Note.of(Flag.OUT_OF_ORDER, value=one.value, at=one.at))
    return False


def _tell_missing(chain: Chain, link: Link, number: str, kind: ReadingKind) -> None:
    link.is_incomplete = True
    chain.notes.append(Note.of(Flag.REPLACEMENT_INCOMPLETE, device=number, kind=kind))
