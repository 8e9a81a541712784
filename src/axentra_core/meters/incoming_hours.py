"""Hours that come for a stay: what cannot be meant is refused, the rest stands in the log."""

from collections.abc import Iterable, Mapping, Sequence

from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import zone
from axentra_core.kernel.errors import KeyReused, some_of
from axentra_core.meters import events as ev
from axentra_core.meters import messages as msg
from axentra_core.meters.hourly import HourlyUse
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.meter_guards import not_in_future, written
from axentra_core.meters.readings import register_of
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import Registration
from axentra_core.meters.series import MOST_SERIES, StayHours
from axentra_core.meters.submitted import SubmittedHours


def new_hours(known: Iterable[StayHours], sent: Sequence[SubmittedHours]) -> list[StayHours]:
    """Return what was not sent before: the partner's id tells it, before any rule is asked.

    Raises:
        KeyReused: ``key.reused`` where the same id comes with another content.
    """
    had = {one.partner_id: one.content for one in known if one.partner_id is not None}
    found: list[StayHours] = []
    for one in sent:
        hours = HourlyUse(one.since, one.values)
        kept = StayHours(one.meter, one.register, hours, one.partner_id)
        if one.partner_id is not None:
            if had.get(one.partner_id, kept.content) != kept.content:
                raise KeyReused("key.reused", key=one.partner_id, verb="a series of hours")
            if one.partner_id in had:
                continue
            had[one.partner_id] = kept.content
        found.append(kept)
    return found


def room_for_hours(
    registration: Registration, command: msg.SubmitHours, _: Context
) -> MetersRefusal | None:
    """Who sends hours without end has a fault in their program."""
    got = len(new_hours(registration.series, command.hours))
    if len(registration.series) + got <= MOST_SERIES:
        return None
    return MetersRefusal(
        "meters.too_many_series", registration=registration.id, most=MOST_SERIES, got=got
    )


def submit_hours(
    registration: Registration, command: msg.SubmitHours, context: Context
) -> list[ev.HoursSubmitted]:
    """Keep what is new; nothing new is no event. Once it is billed a difference may be due.

    Raises:
        MetersRefusal: ``meters.meter_not_in_unit``, ``.register_unknown``, ``.hours_measure``,
            ``.hours_not_full`` or ``.in_future``.
    """
    new = new_hours(registration.series, command.hours)
    if not new:
        return []
    meters = {one.meter: one for one in registration.meters_with(command.meters)}
    for one in command.hours:
        _insist_on_possible(registration, meters, one, context)
    return [
        ev.HoursSubmitted(
            registration.id,
            tuple(new),
            registration.billed is not None,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def _insist_on_possible(
    registration: Registration,
    meters: Mapping[str, MeterFacts],
    one: SubmittedHours,
    context: Context,
) -> None:
    """Hours are of a register of the stay, in its measure, full by the clocks, and over."""
    meter = meters.get(one.meter)
    if meter is None or not meter.periods:
        known = some_of(meters) or "none"
        raise MetersRefusal(
            "meters.meter_not_in_unit", unit=registration.unit, meter=one.meter, known=known
        )
    devices = [period.device for period in meter.periods]
    device = next((each for each in reversed(devices) if each.register(one.register)), devices[-1])
    expected = register_of(device, one.register).billed
    if one.measure not in {None, expected}:
        raise MetersRefusal(
            "meters.hours_measure", register=one.register, expected=expected, got=one.measure
        )
    local = one.since.astimezone(zone(registration.zone))
    if local != local.replace(minute=0, second=0, microsecond=0):
        raise MetersRefusal(
            "meters.hours_not_full",
            register=one.register,
            at=written(one.since),
            zone=registration.zone,
        )
    if (refusal := not_in_future(one.until, context)) is not None:
        raise refusal
