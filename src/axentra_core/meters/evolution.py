"""What an event changes in a meter, and in the registration of a stay."""

from typing import Any

import attrs

from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal
from axentra_core.meters import events as ev
from axentra_core.meters import meter_events as me
from axentra_core.meters.figures import Figures
from axentra_core.meters.lifecycle import METER, REGISTRATION
from axentra_core.meters.meter import SWAPS, Meter
from axentra_core.meters.model import Reading
from axentra_core.meters.registration import InvoicedVia, Registration, StatusChange, united

# --- meters ---


def installed(event: me.MeterInstalled) -> Meter:
    """Return a meter with its first device."""
    return Meter(
        event.meter, event.unit, event.utility, METER.start, (event.period,), (), (), Journal()
    )


def device_replaced(meter: Meter, event: me.DeviceReplaced) -> Meter:
    """Return the meter with another device."""
    earlier = meter.periods if event.former is None else (*meter.periods[:-1], event.former)
    return _meter_after(meter, event, periods=(*earlier, event.period))


def device_removed(meter: Meter, event: me.DeviceRemoved) -> Meter:
    """Return the meter without a device."""
    return _meter_after(meter, event, periods=(*meter.periods[:-1], event.former))


def reading_kept(meter: Meter, event: me.ReadingRecorded | me.ReadingCorrected) -> Meter:
    """Return the meter with a reading more; the one it supersedes no longer stands."""
    new = event.reading
    swaps = tuple(one for one in meter.swaps if one.number != new.supersedes)
    return _meter_after(
        meter,
        event,
        last=_last_of_each(meter.last, new),
        swaps=(*swaps, new) if new.kind in SWAPS else swaps,
        readings=meter.readings.append(new),
    )


def _last_of_each(last: tuple[Reading, ...], new: Reading) -> tuple[Reading, ...]:
    standing = [one for one in last if one.number != new.supersedes]
    rivals = [one for one in standing if (one.register, one.kind) == (new.register, new.kind)]
    if any((one.at, one.number) > (new.at, new.number) for one in rivals):
        return tuple(standing)
    return (*(one for one in standing if one not in rivals), new)


def _meter_after(meter: Meter, event: object, **changes: Any) -> Meter:  # noqa: ANN401 - any field
    changes["status"] = METER.after(meter.status, type(event))
    return attrs.evolve(meter, **changes)


# --- registrations ---


def opened(event: ev.RegistrationOpened) -> Registration:
    """Return a registration without readings."""
    change = StatusChange(None, REGISTRATION.start, event.actor, event.at)
    return Registration(
        id=event.registration,
        unit=event.unit,
        arrival=event.arrival,
        departure=event.departure,
        persons=event.persons,
        zone=event.zone,
        grace_days=event.grace_days,
        meters=event.meters,
        readings=(),
        status=REGISTRATION.start,
        reasons=(),
        reviewed_by=None,
        finalised_at=None,
        archived_from=None,
        figures=None,
        billed=None,
        via=None,
        document=None,
        difference_due=False,
        differences=0,
        changes=Journal[StatusChange]().append(change),
        moved=event.moved,
    )


def period_changed(registration: Registration, event: ev.PeriodChanged) -> Registration:
    """Return the registration of other days or persons."""
    return _after(
        registration,
        event,
        arrival=event.arrival,
        departure=event.departure,
        persons=event.persons,
    )


def units_changed(registration: Registration, event: ev.UnitsChanged) -> Registration:
    """Return the registration of a guest who has lived elsewhere, too."""
    first, *moved = event.units or registration.units
    return _after(
        registration,
        event,
        unit=first,
        moved=tuple(moved),
        meters=registration.meters_in(event.units, event.meters),
        reasons=united(registration.reasons, event.reasons),
        reviewed_by=None if event.reasons else registration.reviewed_by,
    )


def submitted(registration: Registration, event: ev.ReadingsSubmitted) -> Registration:
    """Return the registration with more readings; what somebody has looked at may be open again."""
    return _after(
        registration,
        event,
        readings=(*registration.readings, *event.readings),
        meters=registration.meters_with(event.meters),
        reasons=united(registration.reasons, event.reasons),
        reviewed_by=None if event.reasons else registration.reviewed_by,
        difference_due=registration.difference_due or event.is_difference_due,
    )


def hours_kept(registration: Registration, event: ev.HoursSubmitted) -> Registration:
    """Return the registration with more hours."""
    series = registration.series
    for one in event.hours:
        series = series.append(one)
    return _after(
        registration,
        event,
        series=series,
        difference_due=registration.difference_due or event.is_difference_due,
    )


def finalised(registration: Registration, event: ev.RegistrationFinalised) -> Registration:
    """Return the registration that waits to be invoiced."""
    return _after(
        registration,
        event,
        readings=(*registration.readings, *event.inferred),
        figures=event.figures,
        reasons=event.reasons,
        reviewed_by=None,
        finalised_at=event.at,
    )


def reviewed(registration: Registration, event: ev.RegistrationReviewed) -> Registration:
    """Return the registration at which somebody has looked."""
    return _after(
        registration,
        event,
        figures=event.figures,
        reasons=event.reasons,
        reviewed_by=event.actor,
    )


def archived(registration: Registration, event: ev.RegistrationArchived) -> Registration:
    """Return the registration that was turned down."""
    return _after(registration, event, archived_from=registration.status)


def restored(
    registration: Registration, event: ev.RestoredToProgress | ev.RestoredToReady
) -> Registration:
    """Return the registration as it was before it was turned down."""
    return _after(registration, event, archived_from=None)


def invoiced(registration: Registration, event: ev.ConsumptionInvoiced) -> Registration:
    """Return the registration that is billed."""
    return _billed(registration, event, event.via)


def settled_from_readings(
    registration: Registration, event: ev.SettledFromReadings
) -> Registration:
    """Return the registration that Front Desk has billed."""
    return _billed(registration, event, InvoicedVia.FRONT_DESK)


def settled_by_staff(registration: Registration, event: ev.SettledByStaff) -> Registration:
    """Return the registration that was billed from other readings."""
    return _billed(registration, event, None)


def _billed(
    registration: Registration,
    event: ev.ConsumptionInvoiced | ev.SettledFromReadings | ev.SettledByStaff,
    via: InvoicedVia | None,
) -> Registration:
    figures: Figures = event.figures
    return _after(registration, event, billed=figures, via=via, document=event.document)


def in_front_desk(
    registration: Registration, event: ev.FrontDeskBegun | ev.FrontDeskGivenUp
) -> Registration:
    """Return the registration that Front Desk settles, or no longer does."""
    return _after(registration, event)


def document_noted(registration: Registration, event: ev.DocumentNoted) -> Registration:
    """Return the registration with its document."""
    return _after(registration, event, document=event.document)


def receipt_noted(registration: Registration, event: ev.ReceiptNoted) -> Registration:
    """Return the registration with what its last settlement has come to."""
    return _after(registration, event, receipt=event.receipt)


def difference_recorded(registration: Registration, event: ev.DifferenceRecorded) -> Registration:
    """Return the registration of which all that has come is billed."""
    return _after(
        registration,
        event,
        billed=event.figures,
        difference_due=False,
        differences=event.number,
    )


def _after(registration: Registration, event: Any, **changes: Any) -> Registration:  # noqa: ANN401
    status = REGISTRATION.after(registration.status, type(event))
    if status is not registration.status:
        change = StatusChange(registration.status, status, event.actor, event.at)
        changes["changes"] = registration.changes.append(change)
        changes["status"] = status
    return attrs.evolve(registration, **changes)


# fmt: off
EVOLVE_METER = evolutions(
    begins(me.MeterInstalled,         installed),
    on(me.ReadingRecorded,            reading_kept),
    on(me.ReadingCorrected,           reading_kept),
    on(me.DeviceReplaced,             device_replaced),
    on(me.DeviceRemoved,              device_removed),
)

EVOLVE_REGISTRATION = evolutions(
    begins(ev.RegistrationOpened,     opened),
    on(ev.ReadingsSubmitted,          submitted),
    on(ev.HoursSubmitted,             hours_kept),
    on(ev.PeriodChanged,              period_changed),
    on(ev.UnitsChanged,               units_changed),
    on(ev.RegistrationFinalised,      finalised),
    on(ev.RegistrationReviewed,       reviewed),
    on(ev.RegistrationArchived,       archived),
    on(ev.RestoredToProgress,         restored),
    on(ev.RestoredToReady,            restored),
    on(ev.ConsumptionInvoiced,        invoiced),
    on(ev.FrontDeskBegun,             in_front_desk),
    on(ev.FrontDeskGivenUp,           in_front_desk),
    on(ev.SettledFromReadings,        settled_from_readings),
    on(ev.SettledByStaff,             settled_by_staff),
    on(ev.DocumentNoted,              document_noted),
    on(ev.DifferenceRecorded,         difference_recorded),
    on(ev.ReceiptNoted,               receipt_noted),
)
# fmt: on
