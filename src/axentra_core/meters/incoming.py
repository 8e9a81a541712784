"""Readings that come for a stay: what a register cannot show is refused, the rest is kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import zone
from axentra_core.kernel.errors import some_of
from axentra_core.meters import events as ev
from axentra_core.meters.figures import Reason
from axentra_core.meters.meter import MeterFacts, place_at
from axentra_core.meters.model import Quality, Reading, ReadingKind, ReadingSource
from axentra_core.meters.oddities import SENTENCES, Oddity
from axentra_core.meters.readings import check_reading, register_of
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import (
    Registration,
    RegistrationStatus,
    StayReading,
    odd_reason,
    united,
)
from axentra_core.meters.submitted import SubmittedReading

_WHOSE: Final = {"staff": ReadingSource.STAFF, "guest": ReadingSource.GUEST}


def readings_of(
    registration: Registration, sent: Sequence[SubmittedReading], context: Context
) -> tuple[StayReading, ...]:
    """Return readings under their numbers, with what is odd about each.

    Raises:
        MetersRefusal: ``meters.meter_not_in_unit``, ``.no_device``, ``.reading_unknown``,
            ``.reading_superseded`` or those of `check_reading`.
    """
    found: list[StayReading] = []
    corrected = {
        one.reading.supersedes: one.reading.number
        for one in registration.readings
        if one.reading.supersedes is not None
    }
    for number, one in enumerate(sent, len(registration.readings) + 1):
        former = _corrected(registration, one, corrected)
        if former is not None:
            corrected[former.number] = number
        found.append(_kept(registration, one, number, former, context))
    return tuple(found)


def _corrected(
    registration: Registration, one: SubmittedReading, corrected: dict[int, int]
) -> Reading | None:
    """Return the reading that another one puts right; None where it puts none right."""
    if one.corrects is None:
        return None
    former = registration.reading(one.corrects)
    if former is None or (former.meter, former.reading.register, former.reading.kind) != (
        one.meter,
        one.register,
        one.kind,
    ):
        raise MetersRefusal("meters.reading_unknown", number=one.corrects)
    if (later := corrected.get(one.corrects)) is not None:
        raise MetersRefusal("meters.reading_superseded", number=one.corrects, later=later)
    return former.reading


def _kept(
    registration: Registration,
    one: SubmittedReading,
    number: int,
    former: Reading | None,
    context: Context,
) -> StayReading:
    meter = registration.meter(one.meter)
    if meter is None:
        known = some_of(known.meter for known in registration.meters) or "none"
        raise MetersRefusal(
            "meters.meter_not_in_unit", unit=registration.unit, meter=one.meter, known=known
        )
    period, was_in_place = place_at(meter.periods, one.at, one.kind)
    if period is None:
        raise MetersRefusal("meters.no_device", meter=one.meter)
    value = check_reading(
        register_of(period.device, one.register),
        one.value,
        measure=one.measure,
        at=one.at,
        now=context.now,
    )
    is_measured = former is None or one.quality is not Quality.MEASURED
    reading = Reading(
        number,
        one.register,
        value,
        one.at,
        one.kind,
        one.source or _WHOSE.get(context.actor.kind, ReadingSource.PARTNER),
        one.quality if is_measured else Quality.CORRECTED,
        one.evidence,
        context.actor.id if one.by is None else one.by,
        one.corrects,
        one.device,
    )
    odd: list[Oddity] = []
    if not was_in_place:
        odd.append(Oddity.OUT_OF_ORDER)
    if one.device is not None and one.device != period.device.number:
        odd.append(Oddity.OTHER_DEVICE)
    if not reading.is_control and not _is_of_stay(registration, reading):
        odd.append(Oddity.OUTSIDE_STAY)
    if not reading.is_control and registration.status is RegistrationStatus.ARCHIVED:
        odd.append(Oddity.ARCHIVED)
    return StayReading(one.meter, reading, one.partner_id, tuple(odd), one.reason)


def _is_of_stay(registration: Registration, reading: Reading) -> bool:
    """Return whether it was read during the stay or a few days beside it, by the house's clocks."""
    grace = timedelta(days=registration.grace_days)
    day: date = reading.at.astimezone(zone(registration.zone)).date()
    return registration.arrival - grace <= day <= registration.departure + grace


def submitted_by(
    registration: Registration,
    readings: tuple[StayReading, ...],
    meters: tuple[MeterFacts, ...],
    context: Context,
) -> ev.ReadingsSubmitted:
    """Return the event of new readings: what they open again, or make due."""
    is_billed = registration.billed is not None
    # A control reading informs; whether it differs too much is told by the next calculation.
    counting = [one for one in readings if not one.reading.is_control]
    reasons: list[Reason] = []
    if registration.finalised_at is not None and not is_billed:
        for one in counting:
            named = (Oddity.LATE, *(odd for odd in one.oddities if odd in SENTENCES))
            reasons += [odd_reason(registration, one, odd) for odd in named]
    return ev.ReadingsSubmitted(
        registration.id,
        readings,
        meters,
        united(reasons),
        is_billed and bool(counting),
        str(context.actor),
        context.now,
        context.business_date,
    )


def inferred_starts(registration: Registration) -> tuple[StayReading, ...]:
    """Return the readings before the stay that stand in for first ones nobody has sent."""
    found: list[StayReading] = []
    for meter in registration.meters:
        for before in meter.stand_ins:
            if registration.lacks(meter, before.register, ReadingKind.ARRIVAL):
                reading = Reading(
                    len(registration.readings) + len(found) + 1,
                    before.register,
                    before.value,
                    before.at,
                    ReadingKind.ARRIVAL,
                    ReadingSource.INFERRED,
                    before.quality,
                    before.evidence,
                )
                found.append(StayReading(meter.meter, reading))
    return tuple(found)
