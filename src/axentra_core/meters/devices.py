"""What commands decide about a meter: its devices and what was read of them."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Events
from axentra_core.kernel.numbers import subtract
from axentra_core.meters import meter_events as ev
from axentra_core.meters import meter_messages as msg
from axentra_core.meters.meter import Meter, MeterStatus, place_at
from axentra_core.meters.meter_guards import not_in_future
from axentra_core.meters.model import (
    Device,
    DevicePeriod,
    Quality,
    Reading,
    ReadingKind,
    ReadingSource,
)
from axentra_core.meters.oddities import Oddity
from axentra_core.meters.readings import check_reading, register_of
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.steps import quantity_of
from axentra_core.meters.units import NotNegative


def install_meter(command: msg.InstallMeter, context: Context) -> list[ev.MeterInstalled]:
    """Begin with a device and nothing read."""
    if (reason := not_in_future(command.since, context)) is not None:
        raise reason
    return [
        ev.MeterInstalled(
            command.meter,
            command.unit,
            command.utility,
            DevicePeriod(command.device, command.since),
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def replace_device(meter: Meter, command: msg.ReplaceDevice, context: Context) -> Events:
    """Read the old device for the last time and the new one for the first."""
    had_one = meter.status is MeterStatus.IN_PLACE
    last = _swapped(
        meter, command.removal, meter.period.device, command.at, ReadingKind.REMOVAL, context
    )
    first = _swapped(
        meter,
        command.initial,
        command.device,
        command.at,
        ReadingKind.INSTALLATION,
        context,
        after=len(last),
    )
    is_incomplete = _lacks(command.device, command.initial) or (
        had_one and _lacks(meter.period.device, command.removal)
    )
    replaced = ev.DeviceReplaced(
        meter.id,
        DevicePeriod(command.device, command.at),
        _closed(meter, command.at) if had_one else None,
        str(context.actor),
        context.now,
        context.business_date,
        (Oddity.REPLACEMENT_INCOMPLETE,) if is_incomplete else (),
    )
    return [*last, replaced, *first]


def remove_device(meter: Meter, command: msg.RemoveDevice, context: Context) -> Events:
    """Read the device for the last time; nothing hangs there then."""
    device = meter.period.device
    removed = ev.DeviceRemoved(
        meter.id,
        _closed(meter, command.at),
        str(context.actor),
        context.now,
        context.business_date,
        (Oddity.REPLACEMENT_INCOMPLETE,) if _lacks(device, command.removal) else (),
    )
    last = _swapped(meter, command.removal, device, command.at, ReadingKind.REMOVAL, context)
    return [*last, removed]


def _closed(meter: Meter, until: datetime) -> DevicePeriod:
    return DevicePeriod(meter.period.device, meter.period.since, until)


def _lacks(device: Device, shown: Sequence[msg.ShownAt]) -> bool:
    return {one.code for one in device.registers} != {one.register for one in shown}


def _swapped(  # noqa: PLR0913, PLR0917 - what a reading at a replacement depends on
    meter: Meter,
    shown: Sequence[msg.ShownAt],
    device: Device,
    at: datetime,
    kind: ReadingKind,
    context: Context,
    *,
    after: int = 0,
) -> list[ev.ReadingRecorded]:
    """Return the readings at a replacement, each checked by the register of its device."""
    first = len(meter.readings) + after + 1
    found: list[ev.ReadingRecorded] = []
    for place, one in enumerate(shown):
        value = check_reading(register_of(device, one.register), one.value)
        reading = Reading(
            first + place,
            one.register,
            value,
            at,
            kind,
            ReadingSource.STAFF,
            evidence=one.evidence,
            by=context.actor.id,
            device=device.number,
        )
        is_last = kind is ReadingKind.REMOVAL
        odd = _against_last(meter, reading, device, None) if is_last else ()
        found.append(_recorded(meter, reading, device, odd, context))
    return found


def record_reading(
    meter: Meter, command: msg.RecordReading, context: Context
) -> list[ev.ReadingRecorded]:
    """Keep what was read, with what is odd about it."""
    period, was_in_place = _place(meter, command.at, command.kind)
    device = period.device
    value = check_reading(
        register_of(device, command.register),
        command.value,
        measure=command.measure,
        at=command.at,
        now=context.now,
    )
    reading = Reading(
        len(meter.readings) + 1,
        command.register,
        value,
        command.at,
        command.kind,
        command.source,
        command.quality,
        command.evidence,
        context.actor.id if command.by is None else command.by,
        device=command.device,
    )
    odd: tuple[Oddity, ...] = () if was_in_place else (Oddity.OUT_OF_ORDER,)
    odd += _against_last(meter, reading, device, command.most)
    recorded = _recorded(meter, reading, device, odd, context)
    return [attrs.evolve(recorded, stay=command.stay, stay_number=command.stay_number)]


def correct_reading(
    meter: Meter, command: msg.CorrectReading, context: Context
) -> list[ev.ReadingCorrected]:
    """Supersede a reading by another of the same kind; the same value is no event.

    What was sent for a stay is kept as it was sent there, the same value too.
    """
    former = meter.readings[command.number - 1]
    if command.value == former.value and command.stay_number is None:
        return []
    at = command.at or former.at
    period, _ = _place(meter, at, former.kind)
    value = check_reading(
        register_of(period.device, former.register), command.value, at=at, now=context.now
    )
    quality = command.quality or Quality.CORRECTED
    reading = Reading(
        len(meter.readings) + 1,
        former.register,
        value,
        at,
        former.kind,
        command.source or former.source,
        former.quality if former.is_control else quality,
        command.evidence,
        context.actor.id if command.by is None else command.by,
        former.number,
        command.device or former.device,
    )
    others = attrs.evolve(
        meter, last=tuple(one for one in meter.last if one.number != former.number)
    )
    return [
        ev.ReadingCorrected(
            meter.id,
            reading,
            former.value,
            period.device.number,
            command.reason,
            str(context.actor),
            context.now,
            context.business_date,
            _against_last(others, reading, period.device, None),
            command.stay,
            command.stay_number,
        )
    ]


def _place(meter: Meter, at: datetime, kind: ReadingKind) -> tuple[DevicePeriod, bool]:
    period, was_in_place = place_at(meter.periods, at, kind)
    if period is None:
        raise MetersRefusal("meters.no_device", meter=meter.id)
    return period, was_in_place


def _against_last(
    meter: Meter, reading: Reading, device: Device, most: NotNegative | None
) -> tuple[Oddity, ...]:
    """Return what is odd about a reading beside the last one; somebody else's look never is."""
    odd: list[Oddity] = []
    if reading.device is not None and reading.device != device.number:
        odd.append(Oddity.OTHER_DEVICE)
    period, _ = place_at(meter.periods, reading.at, reading.kind)
    last = None if period is None else meter.latest(reading.register, period.since)
    if reading.is_control or last is None:
        return tuple(odd)
    if reading.at < last.at:
        odd.append(Oddity.OUT_OF_ORDER)
        return tuple(odd)
    shown = subtract(reading.value, last.value)
    register = register_of(device, reading.register)
    if shown < 0:
        odd.append(Oddity.DECREASING)
    elif most is not None and quantity_of(register, shown, register.billed).exceeds(most):
        odd.append(Oddity.IMPLAUSIBLE)
    return tuple(odd)


def _recorded(
    meter: Meter,
    reading: Reading,
    device: Device,
    oddities: tuple[Oddity, ...],
    context: Context,
) -> ev.ReadingRecorded:
    return ev.ReadingRecorded(
        meter.id,
        reading,
        device.number,
        str(context.actor),
        context.now,
        context.business_date,
        tuple(dict.fromkeys(oddities)),
    )
