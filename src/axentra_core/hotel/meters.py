"""Meters and the readings of stays: what a partner sends is kept, and settings follow from it.

What the settings let happen by itself and cannot happen is left to staff; a possible reading is
never refused for it.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from axentra_core.hotel import verbs
from axentra_core.hotel.front_desk import check_in
from axentra_core.hotel.meter_log import kept_with_the_meter, logged, next_stays
from axentra_core.hotel.metered_tasks import (
    CHECK_IN,
    REVIEW,
    by_itself,
    leave_to_staff,
)
from axentra_core.hotel.metered_use import facts_of, settlement_of, units_of
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.meters import (
    ChangePeriod,
    ChangeUnits,
    CorrectReading,
    InstallMeter,
    Meter,
    MeterFacts,
    OpenRegistration,
    Quality,
    ReadingSource,
    ReadingsSubmitted,
    RecordReading,
    Registration,
    RegistrationStatus,
    RemoveDevice,
    ReplaceDevice,
    SubmitHours,
    SubmitReadings,
    SubmittedReading,
)
from axentra_core.meters.guards import not_looked_at
from axentra_core.stays import (
    PartyChanged,
    RoomAssigned,
    RoomCorrected,
    Stay,
    StayAmended,
    StayCheckedIn,
    StayExtended,
    StayMoved,
    StayShortened,
    StayStatus,
)

NEVER: Final = frozenset({StayStatus.CANCELLED, StayStatus.WAITLISTED})
GUEST: Final = frozenset({ReadingSource.GUEST, ReadingSource.PARTNER})
# A guest may ask staff to send a reading, and both may have that of the power company.
SOURCES: Final[Mapping[str, tuple[ReadingSource, ...]]] = MappingProxyType(
    {
        "partner": (ReadingSource.GUEST, ReadingSource.PARTNER, ReadingSource.UTILITY),
        "staff": (ReadingSource.GUEST, ReadingSource.STAFF, ReadingSource.UTILITY),
    }
)


# --- meters ---


def install_meter(unit: Unit, verb: verbs.InstallMeter) -> None:
    """Begin to keep a utility point of a room."""
    unit.property.rooms.room(verb.unit)
    known = unit.property.meters
    if known.utility(verb.utility) is None:
        names = some_of(one.code for one in known.utilities) or "none"
        raise InvalidInput.because(
            "value.not_listed",
            path="utility",
            got=shown(verb.utility),
            kind="utilities",
            allowed=names,
        )
    meter = verb.meter or unit.new_id("meter")
    unit.act(InstallMeter(meter, verb.unit, verb.utility, verb.device, verb.since))


def replace_device(unit: Unit, verb: verbs.ReplaceDevice) -> None:
    """Put another device in place."""
    unit.act(ReplaceDevice(verb.meter, verb.device, verb.at, verb.removal, verb.initial))


def remove_device(unit: Unit, verb: verbs.RemoveDevice) -> None:
    """Take a device away."""
    unit.act(RemoveDevice(verb.meter, verb.at, verb.removal))


def record_reading(unit: Unit, verb: verbs.RecordReading) -> None:
    """Keep what was read outside of any stay."""
    what = (verb.register, verb.value, verb.at, verb.kind, verb.source, verb.quality)
    unit.act(RecordReading(verb.meter, *what, verb.evidence))


def correct_reading(unit: Unit, verb: verbs.CorrectReading) -> None:
    """Put a reading of a meter right; one that was sent for a stay is put right there, too."""
    log = {one.reading.number: one for one in logged(unit, verb.meter)}
    one = log.get(verb.number)
    is_last = all(other.reading.supersedes != verb.number for other in log.values())
    if one is None or one.stay is None or one.stay_number is None or not is_last:
        stay = None if one is None else one.stay
        unit.act(CorrectReading(verb.meter, verb.number, verb.value, verb.reason, stay=stay))
        return
    former = one.reading
    if verb.value == former.value:
        return
    right = SubmittedReading(
        verb.meter,
        former.register,
        verb.value,
        former.at,
        former.kind,
        source=former.source,
        quality=Quality.CONTROL if former.quality is Quality.CONTROL else Quality.MEASURED,
        device=former.device,
        corrects=one.stay_number,
        reason=verb.reason,
    )
    _send(unit, verbs.SubmitReadings(one.stay, (right,)))


# --- what a partner sends ---


def submit_readings(unit: Unit, verb: verbs.SubmitReadings) -> None:
    """Keep readings, and check the guest in with their first one where the property says so."""
    _insist_on_whose(unit, verb)
    stay: Stay = unit.need("stay", verb.stay)
    if stay.status in NEVER:
        raise _nobody(stay)
    former: Registration | None = unit.get("registration", verb.stay)
    if former is None:
        if not verb.readings:
            raise InvalidInput.because("field.required", path="readings")
        begin(unit, stay, units_of(unit, stay) or (_unit_read(unit, verb),), verb)
    else:
        _send(unit, verb)
    _let_in(unit, verb.stay, former)


def _insist_on_whose(unit: Unit, verb: verbs.SubmitReadings) -> None:
    """Nobody sends a reading in the name of somebody else.

    Raises:
        InvalidInput: ``value.unknown``.
    """
    possible = SOURCES.get(unit.context.actor.kind, tuple(ReadingSource))
    for place, one in enumerate(verb.readings):
        if one.source is not None and one.source not in possible:
            raise InvalidInput.because(
                "value.unknown",
                path=f"readings[{place}].source",
                got=shown(one.source.value),
                allowed=", ".join(possible),
            )


def begin(unit: Unit, stay: Stay, units: tuple[str, ...], verb: verbs.SubmitReadings) -> None:
    """Open the registration of a stay, with its first readings where there are any."""
    own = unit.property
    meters = facts_of(unit, stay, units)
    unit.act(
        OpenRegistration(
            stay.id,
            units[0],
            stay.arrival,
            stay.departure,
            own.zone,
            meters,
            verb.readings,
            max(1, len(stay.party)),
            own.meters.grace_days,
            units[1:],
        ),
        *_hours(verb, meters),
    )


def _send(unit: Unit, verb: verbs.SubmitReadings) -> None:
    """Keep readings of a stay that has some; what comes after the invoice is told to staff."""
    former: Registration = unit.need("registration", verb.stay)
    meters = facts_of(unit, unit.need("stay", verb.stay), former.units)
    unit.act(SubmitReadings(verb.stay, verb.readings, meters), *_hours(verb, meters))
    now: Registration = unit.need("registration", verb.stay)
    if now.readings != former.readings:
        for stay in (verb.stay, *next_stays(unit, now)):
            _say_what_contradicts_the_invoice(unit, stay)


def _say_what_contradicts_the_invoice(unit: Unit, stay: str) -> None:
    """Leave to staff what makes a bill doubtful; before it is billed the list shows it."""
    one: Registration = unit.need("registration", stay)
    # A difference says by itself that it is due.
    if one.billed is None or one.difference_due:
        return
    if doubts := not_looked_at(one, settlement_of(unit, one).figures):
        first = doubts[0].sentence
        why = HotelRefusal("hotel.invoice_contradicted", stay=stay, first=first)
        leave_to_staff(unit, stay, REVIEW, why)


def _let_in(unit: Unit, stay_id: str, former: Registration | None) -> None:
    """Check a guest in with their own first reading; neither staff nor a utility reads for them."""
    stay: Stay = unit.need("stay", stay_id)
    if not unit.property.meters.check_in_at_first_reading or stay.status is not StayStatus.BOOKED:
        return
    had_read = former is not None and _has_read(former)
    if not had_read and _has_read(unit.need("registration", stay_id)):
        by_itself(unit, stay_id, CHECK_IN, lambda: check_in(unit, verbs.CheckIn(stay_id)))


def _has_read(registration: Registration) -> bool:
    return any(
        one.reading.source in GUEST and not one.reading.is_control for one in registration.readings
    )


def _nobody(stay: Stay) -> HotelRefusal:
    return HotelRefusal("hotel.nobody_to_read_for", stay=stay.id, status=stay.status)


def _hours(verb: verbs.SubmitReadings, meters: tuple[MeterFacts, ...]) -> Iterator[SubmitHours]:
    if verb.hours:
        yield SubmitHours(verb.stay, verb.hours, meters)


def _unit_read(unit: Unit, verb: verbs.SubmitReadings) -> str:
    """Return the room of the first meter, for a guest for whom none is set aside yet."""
    meter: Meter = unit.need("meter", verb.readings[0].meter)
    return meter.unit


def note_on_the_meter(
    unit: Unit, event: ReadingsSubmitted
) -> Iterator[RecordReading | CorrectReading]:
    """What was read during a stay is a reading of the meter, too."""
    yield from kept_with_the_meter(unit, event.registration, event.readings)


def settle_for_the_stay(
    unit: Unit, event: StayAmended | StayExtended | StayShortened | PartyChanged
) -> Iterator[ChangePeriod | ChangeUnits]:
    """What is owed by day or person follows the stay, until it is billed."""
    yield from what_follows(unit, event.stay)


def read_where_they_live(
    unit: Unit, event: RoomAssigned | StayCheckedIn | StayMoved | RoomCorrected
) -> Iterator[ChangePeriod | ChangeUnits]:
    """The meters of the room in which the guest lives are read, and those of the one before."""
    yield from what_follows(unit, event.stay)


def what_follows(unit: Unit, stay_id: str) -> Iterator[ChangePeriod | ChangeUnits]:
    """Yield what lets a registration follow its stay; days and persons only until it is billed."""
    registration: Registration | None = unit.get("registration", stay_id)
    # What was turned down follows once it is taken up again.
    if registration is None or registration.status is RegistrationStatus.ARCHIVED:
        return
    stay: Stay = unit.need("stay", stay_id)
    if registration.billed is None:
        yield ChangePeriod(stay_id, stay.arrival, stay.departure, max(1, len(stay.party)))
    units = units_of(unit, stay)
    if units and units != registration.units:
        yield ChangeUnits(stay_id, units, facts_of(unit, stay, units))
