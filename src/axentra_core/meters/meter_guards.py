"""What stands against a change of a meter: a guard returns the reason, or None."""

from datetime import datetime

from axentra_core.kernel.actor import Context
from axentra_core.meters import meter_messages as msg
from axentra_core.meters.meter import MOST_DEVICES, Meter, MeterStatus, place_at
from axentra_core.meters.refusals import MetersRefusal


def not_in_future(at: datetime, context: Context) -> MetersRefusal | None:
    """What has not happened yet is not registered."""
    if at <= context.now:
        return None
    return MetersRefusal("meters.in_future", at=written(at), now=written(context.now))


def written(at: datetime) -> str:
    """Return an instant as sentences of this package have it."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def has_happened(
    _meter: Meter, command: msg.ReplaceDevice | msg.RemoveDevice, context: Context
) -> MetersRefusal | None:
    """A device comes and goes when it does, and not before."""
    return not_in_future(command.at, context)


def after_the_last(
    meter: Meter, command: msg.ReplaceDevice | msg.RemoveDevice, _: Context
) -> MetersRefusal | None:
    """A device goes after it has come, and the next one comes when it has gone."""
    period = meter.period
    is_replaced = meter.status is MeterStatus.IN_PLACE
    if is_replaced and command.at > period.since:
        return None
    if not is_replaced and period.until is not None and command.at >= period.until:
        return None
    since = period.since if is_replaced else period.until or period.since
    return MetersRefusal(
        "meters.before_installation",
        device=period.device.number,
        since=written(since),
        at=written(command.at),
    )


def old_one_is_there(meter: Meter, command: msg.ReplaceDevice, _: Context) -> MetersRefusal | None:
    """A device that was taken away is not read when the next one comes."""
    if not command.removal or meter.status is MeterStatus.IN_PLACE:
        return None
    return MetersRefusal("meters.no_device", meter=meter.id)


def not_too_many_devices(meter: Meter, _: Context) -> MetersRefusal | None:
    """A meter that was replaced so often is mistaken for another."""
    if len(meter.periods) < MOST_DEVICES:
        return None
    return MetersRefusal("meters.too_many_devices", meter=meter.id, most=MOST_DEVICES)


def device_there(meter: Meter, command: msg.RecordReading, _: Context) -> MetersRefusal | None:
    """Nobody reads a meter whose last device is gone."""
    period, _was_there = place_at(meter.periods, command.at, command.kind)
    return None if period is not None else MetersRefusal("meters.no_device", meter=meter.id)


def reading_known(meter: Meter, command: msg.CorrectReading, _: Context) -> MetersRefusal | None:
    """What is corrected was recorded."""
    if command.number <= len(meter.readings):
        return None
    return MetersRefusal("meters.reading_unknown", number=command.number)


def not_superseded(meter: Meter, command: msg.CorrectReading, _: Context) -> MetersRefusal | None:
    """A correction is corrected itself, not the reading it has put right."""
    for one in meter.readings:
        if one.supersedes == command.number:
            return MetersRefusal(
                "meters.reading_superseded", number=command.number, later=one.number
            )
    return None
