"""Which readings a use is counted by: one chain for each register, one link for each device."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from axentra_core.meters.controls import controls_of
from axentra_core.meters.flags import Flag, Note
from axentra_core.meters.links import Chain, Link, put_together, tell_missing
from axentra_core.meters.model import DevicePeriod, Reading, ReadingKind, ReadingSource
from axentra_core.meters.others import is_taken, tell_others
from axentra_core.meters.readings import Preference, preferred

ENDS: Final = (ReadingKind.ARRIVAL, ReadingKind.DEPARTURE)
_COMES, _GOES = ReadingKind.INSTALLATION, ReadingKind.REMOVAL


def chains(  # noqa: PLR0913, PLR0917 - what a chain depends on
    periods: Sequence[DevicePeriod],
    readings: Sequence[Reading],
    before: Sequence[Reading],
    arrival: Preference,
    departure: Preference,
    within: tuple[datetime, datetime] | None,
) -> list[Chain]:
    """Return the chain of every register that was in place, in the order of the devices."""
    if len(periods) > 1:
        periods = sorted(periods, key=lambda period: period.since)
    found: list[Chain] = []
    for code in dict.fromkeys(one.code for period in periods for one in period.device.registers):
        own = [one for one in readings if one.register == code]
        arrivals = _read_at(ReadingKind.ARRIVAL, own, periods)
        departures = _read_at(ReadingKind.DEPARTURE, own, periods)
        first, last = preferred(arrivals, arrival), preferred(departures, departure)
        places = _in_place(periods, readings, first, last, within)
        chain = _chain(code, periods, places, own, before, first, last)
        if chain is None:
            continue
        tell_others(chain, arrivals, first, last, arrival)
        tell_others(chain, departures, last, first, departure)
        found.append(chain)
    return found


def _read_at(
    kind: ReadingKind, own: Sequence[Reading], periods: Sequence[DevicePeriod]
) -> list[Reading]:
    """Return the first or last readings; where no device was in place nothing can be read."""
    return [
        one
        for one in own
        if one.kind is kind and not one.is_control and any(_is_of(one, each) for each in periods)
    ]


def _in_place(
    periods: Sequence[DevicePeriod],
    readings: Sequence[Reading],
    first: Reading | None,
    last: Reading | None,
    within: tuple[datetime, datetime] | None,
) -> Sequence[DevicePeriod]:
    """Return the devices that were in place between the first and the last reading, in order.

    Where one of them is missing those of other registers tell the instant, else all that is known.
    """
    if len(periods) <= 1:
        return periods
    shown = [one for one in readings if not one.is_control]
    instants = [*(one.at for one in shown), *(within or ())]
    if not instants:
        return periods[-1:]
    starts = [one.at for one in shown if one.kind is ReadingKind.ARRIVAL] or instants
    ends = [one.at for one in shown if one.kind is ReadingKind.DEPARTURE] or instants
    since = min(starts) if first is None else first.at
    until = max(ends) if last is None else last.at
    return [
        period
        for period in periods
        if (period.until is None or period.until > since)
        and (period.since < until or period.since <= since)
    ]


def _chain(  # noqa: PLR0913, PLR0917 - what a chain depends on
    code: str,
    periods: Sequence[DevicePeriod],
    places: Sequence[DevicePeriod],
    own: Sequence[Reading],
    before: Sequence[Reading],
    first: Reading | None,
    last: Reading | None,
) -> Chain | None:
    """Return the readings of a register, device by device; None if no device has it."""
    chain: Chain | None = None
    final = len(places) - 1
    for place, period in enumerate(places):
        register = period.device.register(code)
        if register is None:
            continue
        if chain is None:
            chain = Chain(code, register.billed, [], [])
        link = Link(period.device, register, [], controls_of(chain, own, period))
        chain.links.append(link)
        shown = [one for one in own if not one.is_control and _is_of(one, period)]
        begins = None if place else _first(chain, link, before, period, first)
        ends = last if place == final and last is not None and _is_of(last, period) else None
        chain.lacks_end = place == final and ends is None
        put_together(chain, link, shown, begins, ends, is_first=not place, is_last=place == final)
        _tell_forgotten(chain, link, periods, shown, (begins, ends))
        link.others += [
            one
            for one in shown
            if one.kind in ENDS and one is not first and one is not last and is_taken(one)
        ]
        if place:
            earlier = places[place - 1].device.number
            chain.notes.append(
                Note.of(Flag.METER_REPLACED, device=period.device.number, before=earlier)
            )
    return chain


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


def _first(
    chain: Chain,
    link: Link,
    before: Sequence[Reading],
    period: DevicePeriod,
    first: Reading | None,
) -> Reading | None:
    """Return the first reading that counts; the last one before stands in where it is missing."""
    if first is not None and not _is_of(first, period):
        first = None
    chain.last_before = _last_before(link, before, period)
    if first is None:
        first = chain.last_before
        if first is None:
            chain.notes.append(Note.of(Flag.START_MISSING))
            link.is_incomplete = True
            return None
        chain.notes.append(Note.of(Flag.START_INFERRED, start=first.value, at=first.at))
    elif first.source is ReadingSource.INFERRED:
        chain.notes.append(Note.of(Flag.START_INFERRED, start=first.value, at=first.at))
    return first


def _last_before(link: Link, before: Sequence[Reading], period: DevicePeriod) -> Reading | None:
    """Return the last reading of a device before the period; none if it was set back then.

    A clock may say that it was taken after the first one: it is before it all the same.
    """
    earlier = [
        one
        for one in before
        if one.register == link.register.code
        and not one.is_control
        and _is_of(one, period)
        # Who leaves at the instant of a replacement has read the device that goes.
        and (one.kind is not ReadingKind.DEPARTURE or one.at > period.since)
    ]
    found = max(earlier, key=lambda one: (one.at, one.number), default=None)
    return None if found is None or found.kind is ReadingKind.REMOVAL else found


def _tell_forgotten(
    chain: Chain,
    link: Link,
    periods: Sequence[DevicePeriod],
    shown: Sequence[Reading],
    ends: tuple[Reading | None, Reading | None],
) -> None:
    """Say what is missing where a device was replaced at the instant of a first or last reading.

    Without the reading of whoever has replaced it, nobody can tell which of the two was read; but
    where the reading names its device that does.
    """
    own = link.device.number
    others = [one for one in periods if one.device.register(chain.register) is not None]
    for one, kind in zip(ends, (_COMES, _GOES), strict=True):
        replaced = [each.until if kind is _COMES else each.since for each in others]
        if one is None or one.kind is kind or one.device == own or one.at not in replaced:
            continue
        if not any(each.kind is kind and each.at == one.at for each in shown):
            tell_missing(chain, link, own, kind)
