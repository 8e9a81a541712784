"""What was read of a meter, and during which stay: its log tells it, and no state."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Final

import attrs

from axentra_core.hotel.window import Window
from axentra_core.kernel.calendar import instant_at
from axentra_core.meters import (
    CorrectReading,
    Meter,
    MeterFacts,
    Reading,
    ReadingCorrected,
    ReadingKind,
    ReadingRecorded,
    RecordReading,
    Registration,
    RegistrationStatus,
    StayReading,
)
from axentra_core.meters.readings import standing
from axentra_core.stays import Stay, StayMoved

IN_THE_STAY: Final = "corrected among the readings of the stay"
ONE_DAY: Final = timedelta(days=1)


@attrs.frozen
class Logged:
    """A reading as a meter has it.

    Attributes:
        reading: under its number of the meter.
        stay: during which it was read; None outside of any.
        stay_number: its number among the readings of the stay; None where it was not sent for it.
    """

    reading: Reading
    stay: str | None
    stay_number: int | None


def logged(window: Window, meter: str) -> list[Logged]:
    """Return everything that was read of a meter, in the order in which it was kept."""
    return [
        Logged(event.reading, event.stay, event.stay_number)
        for event in window.past("meter", meter)
        if isinstance(event, ReadingRecorded | ReadingCorrected)
    ]


def kept_with_the_meter(
    window: Window, stay: str, readings: Iterable[StayReading]
) -> Iterator[RecordReading | CorrectReading]:
    """Yield what keeps readings of a stay with their meters; a correction supersedes there, too."""
    for one in readings:
        wrong = None if one.reading.supersedes is None else _number_of(window, stay, one)
        if wrong is None:
            yield recorded(one, stay, one.reading.number)
        else:
            yield _corrected(one, stay, wrong)


def _number_of(window: Window, stay: str, one: StayReading) -> int | None:
    """Return the number with the meter of the reading that another one of the stay supersedes."""
    wrong = stay, one.reading.supersedes
    log = logged(window, one.meter)
    return next(
        (each.reading.number for each in log if (each.stay, each.stay_number) == wrong), None
    )


def recorded(one: StayReading, stay: str, stay_number: int | None = None) -> RecordReading:
    """Return what keeps a reading of a stay with its meter."""
    reading = one.reading
    return RecordReading(
        one.meter,
        reading.register,
        reading.value,
        reading.at,
        reading.kind,
        reading.source,
        reading.quality,
        reading.evidence,
        reading.by,
        reading.device,
        stay=stay,
        stay_number=stay_number,
    )


def _corrected(one: StayReading, stay: str, wrong: int) -> CorrectReading:
    reading = one.reading
    return CorrectReading(
        one.meter,
        wrong,
        reading.value,
        one.reason or IN_THE_STAY,
        reading.evidence,
        reading.by,
        reading.at,
        reading.source,
        reading.quality,
        reading.device,
        stay,
        reading.number,
    )


def facts_before(
    window: Window, meter: Meter, stay: Stay, since: datetime, until: datetime
) -> MeterFacts:
    """Return what a registration has to know of a meter, with what was read last before the stay.

    What counts is not superseded, not turned down, no control reading, and not of the stay itself;
    where staff have settled a stay from their own readings, those stand in for what was sent.
    It was taken before the first moment of the stay, or during a stay that has ended by then: a
    last reading of that one may come when the next one has begun.

    Args:
        window: of the hotel.
        meter: as it is now.
        stay: during which it is read.
        since: devices that had gone by then are left out.
        until: nothing that was read later is asked for.
    """
    moment = _first_moment(window, meter, stay)
    log = logged(window, meter.id)
    of_number = {one.reading.number: one for one in log}
    last: dict[str, Reading] = {}
    shown = standing(one.reading for one in log)
    for reading in sorted(shown, key=lambda one: (one.at, one.number), reverse=True):
        if reading.register in last or reading.is_control or reading.at > until:
            continue
        if _is_before(window, log, of_number[reading.number], stay, moment):
            last[reading.register] = reading
    return meter.facts(since, tuple(last.values()))


def next_stays(window: Window, registration: Registration) -> Iterator[str]:
    """Yield the stays with which its meters were read next: they begin where it has ended."""
    since = instant_at(registration.departure, time(), registration.zone)
    found: dict[str, None] = {}
    for meter in registration.meters:
        log = sorted(logged(window, meter.meter), key=lambda one: one.reading.at)
        for stay in (one.stay for one in log if one.stay and one.reading.at >= since):
            other: Registration = window.need("registration", stay)
            if other.arrival >= registration.departure:
                found[stay] = None
                break
    yield from found


def _is_before(
    window: Window, log: Sequence[Logged], one: Logged, stay: Stay, moment: datetime
) -> bool:
    if one.stay is None:
        return one.reading.at <= moment
    if one.stay == stay.id:
        return False
    other: Registration = window.need("registration", one.stay)
    if other.status is RegistrationStatus.ARCHIVED or _is_replaced(log, one, other):
        return False
    return one.reading.at <= moment or other.departure <= stay.arrival


def _is_replaced(log: Sequence[Logged], one: Logged, other: Registration) -> bool:
    """Return whether staff have settled a stay from another reading, which is their own.

    Of their own the last one counts, where they have put it right for a difference.
    """
    if other.billed is None or other.via is not None:
        return False
    kind = one.stay, one.reading.register, one.reading.kind
    own = [
        each
        for each in log
        if each.stay_number is None
        and (each.stay, each.reading.register, each.reading.kind) == kind
    ]
    return bool(own) and own[-1] is not one


def _first_moment(window: Window, meter: Meter, stay: Stay) -> datetime:
    """Return when the first reading of a meter was taken, or the latest at which it could be."""
    registration: Registration | None = window.get("registration", stay.id)
    readings = () if registration is None else registration.readings
    counting = [one for one in readings if not one.reading.is_control]
    of_it = [one for one in counting if one.meter == meter.id]
    if firsts := [one.reading.at for one in of_it if one.reading.kind is ReadingKind.ARRIVAL]:
        return min(firsts)
    moves = [
        event.business_date
        for event in window.past("stay", stay.id)
        if isinstance(event, StayMoved) and event.room == meter.unit
    ]
    came = min(moves, default=stay.arrival)
    read = [one.reading.at for one in (of_it if moves else counting)]
    return min((*read, instant_at(came + ONE_DAY, time(), window.property.zone)))
