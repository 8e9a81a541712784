"""Meters and the readings of stays: what a partner sends is kept, and settings follow from it.

What the settings let happen by itself and cannot happen is left to staff; a possible reading is
never refused for it.
"""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Final

import attrs

from axentra_core.hotel import verbs
from axentra_core.hotel.front_desk import check_in, check_out
from axentra_core.hotel.metered_money import (
    bill_of,
    document_what_was_charged,
    invoice,
    set_off_the_deposit,
    source_of,
)
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended, left_to
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import Window
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.calendar import instant_at
from axentra_core.kernel.errors import AxentraError, InvalidInput, shown, some_of
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters import (
    ArchiveRegistration,
    BeginFrontDesk,
    ChangePeriod,
    CorrectReading,
    EarlierUse,
    FinaliseRegistration,
    GiveUpFrontDesk,
    InstallMeter,
    InvoicedVia,
    Meter,
    MeterFacts,
    OpenRegistration,
    ReadingsSubmitted,
    RecordDifference,
    RecordReading,
    Registration,
    RegistrationFinalised,
    RegistrationStatus,
    RemoveDevice,
    ReplaceDevice,
    RestoreRegistration,
    ReviewRegistration,
    SettleInFrontDesk,
    Settlement,
    StayReading,
    SubmitReadings,
    settle,
)
from axentra_core.meters.incoming import readings_of
from axentra_core.stays import (
    PartyChanged,
    Stay,
    StayAmended,
    StayExtended,
    StayShortened,
    StayStatus,
)
from axentra_core.stays import Settlement as Leaving

FRONT_DESK: Final = "front_desk"
OVER: Final = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW, StayStatus.WAITLISTED})
FINALISED: Final = "meter readings are complete"
TO_DECIDE: Final = frozenset({"registration.Review", "registration.Invoice"})
MOST_EARLIER: Final = 12
# Earlier uses are compared with, never billed.
FINE: Final = Rounding.to_digits(6)


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
    """Put a reading of a meter right."""
    unit.act(CorrectReading(verb.meter, verb.number, verb.value, verb.reason))


# --- what a partner sends ---


def submit_readings(unit: Unit, verb: verbs.SubmitReadings) -> None:
    """Keep readings, and check the guest in with the first ones where the property says so."""
    stay: Stay = unit.need("stay", verb.stay)
    if stay.status in OVER:
        raise HotelRefusal("hotel.nobody_to_read_for", stay=stay.id, status=stay.status)
    meters, registration = _meters_of(unit, stay, verb), unit.get("registration", stay.id)
    if registration is not None:
        unit.act(SubmitReadings(stay.id, verb.readings, meters))
        return
    own = unit.property
    unit.act(
        OpenRegistration(
            stay.id,
            _house_of(unit, stay, verb),
            stay.arrival,
            stay.departure,
            own.zone,
            meters,
            verb.readings,
            max(1, len(stay.party)),
            own.meters.grace_days,
        )
    )
    if own.meters.check_in_at_first_reading and stay.status is StayStatus.BOOKED:
        _by_itself(unit, stay.id, "CheckIn", lambda: check_in(unit, verbs.CheckIn(stay.id)))


def _house_of(unit: Unit, stay: Stay, verb: verbs.SubmitReadings) -> str:
    """Return the room of a stay; before one is set aside, that of the first meter."""
    if stay.room is not None:
        return stay.room
    if not verb.readings:
        raise InvalidInput.because("field.required", path="readings")
    meter: Meter = unit.need("meter", verb.readings[0].meter)
    return meter.unit


def _meters_of(unit: Unit, stay: Stay, verb: verbs.SubmitReadings) -> tuple[MeterFacts, ...]:
    return facts_of(unit, stay, _house_of(unit, stay, verb))


def facts_of(window: Window, stay: Stay, house: str) -> tuple[MeterFacts, ...]:
    """Return what a registration has to know of the meters of a room."""
    own = window.property
    since = instant_at(stay.arrival - timedelta(own.meters.grace_days), time(), own.zone)
    found = [meter for _, meter in window.find("meter.unit", house)]
    window.load(*(("meter", meter) for meter in found))
    meters: list[Meter] = [window.need("meter", meter) for meter in found]
    return tuple(meter.facts(since) for meter in meters)


def note_on_the_meter(_: Unit, event: ReadingsSubmitted) -> list[RecordReading]:
    """What was read during a stay is a reading of the meter, too."""
    return _of_the_meter(event.readings)


def _of_the_meter(readings: tuple[StayReading, ...]) -> list[RecordReading]:
    return [
        RecordReading(
            one.meter,
            one.reading.register,
            one.reading.value,
            one.reading.at,
            one.reading.kind,
            one.reading.source,
            one.reading.quality,
            one.reading.evidence,
            one.reading.by,
            one.reading.device,
        )
        for one in readings
    ]


def settle_for_the_stay(
    unit: Unit, event: StayAmended | StayExtended | StayShortened | PartyChanged
) -> list[ChangePeriod]:
    """What is owed by day or person follows the stay, until it is billed."""
    return _period_of(unit, event.stay)


def _period_of(unit: Unit, stay_id: str) -> list[ChangePeriod]:
    registration: Registration | None = unit.get("registration", stay_id)
    if registration is None or registration.billed is not None:
        return []
    # What was turned down follows once it is taken up again.
    if registration.status is RegistrationStatus.ARCHIVED:
        return []
    stay: Stay = unit.need("stay", stay_id)
    return [ChangePeriod(stay_id, stay.arrival, stay.departure, max(1, len(stay.party)))]


def finalise_readings(unit: Unit, verb: verbs.FinaliseReadings) -> None:
    """Close what a partner sends, and do what the property says."""
    registration: Registration = unit.need("registration", verb.stay)
    figures = settlement_of(unit, registration).figures
    unit.act(FinaliseRegistration(verb.stay, figures))
    if not any(isinstance(event, RegistrationFinalised) for event in unit.events):
        return
    own = unit.property.meters
    if own.check_out_at_finalise and unit.need("stay", verb.stay).status is StayStatus.IN_HOUSE:
        leave = verbs.CheckOut(verb.stay, Leaving.ON_ACCOUNT, reason=FINALISED)
        _by_itself(unit, verb.stay, "CheckOut", lambda: check_out(unit, leave))
    now: Registration = unit.need("registration", verb.stay)
    if now.needs_review:
        _leave(unit, verb.stay, "Review", _to_look_at(now))
    elif own.invoice_at_finalise:
        _by_itself(
            unit,
            verb.stay,
            "Invoice",
            lambda: invoice(unit, verb.stay, InvoicedVia.AUTOMATIC, settlement_of(unit, now)),
        )


def _to_look_at(registration: Registration) -> HotelRefusal:
    first = registration.reasons[0]
    return HotelRefusal(
        "hotel.readings_to_look_at",
        stay=registration.id,
        reasons=len(registration.reasons),
        first=first.sentence,
    )


def _by_itself(unit: Unit, stay: str, act: str, run: Callable[[], None]) -> None:
    """Do what the settings say as the house itself; what cannot be is left to the front desk."""
    context = unit.context
    unit.context = attrs.evolve(context, actor=SYSTEM)
    refusal = unit.tried(run)
    unit.context = context
    if refusal is not None:
        _leave(unit, stay, act, refusal)


def _leave(unit: Unit, stay: str, act: str, why: AxentraError) -> None:
    values = {"stay": stay}
    unit.act(left_to(FRONT_DESK, unit, _cause(stay), f"registration.{act}", values, why))


def _cause(stay: str) -> str:
    return f"registration:{stay}"


def _end_tasks(unit: Unit, stay: str) -> None:
    """Once staff have decided about the readings, nobody has to look any more."""
    unit.act(*ended(unit, FRONT_DESK, {_cause(stay)}, TO_DECIDE))


# --- what staff do ---


def settlement_of(window: Window, registration: Registration) -> Settlement:
    """Return what the readings of a stay come to now."""
    stay: Stay = window.need("stay", registration.id)
    meters = facts_of(window, stay, registration.unit)
    earlier: dict[str, list[EarlierUse]] = {}
    found = [one for _, one in window.find("registration.unit", registration.unit)]
    for one in found[-MOST_EARLIER:]:
        former: Registration = window.need("registration", one)
        if former.billed is None or former.id == registration.id:
            continue
        days = max(1, (former.departure - former.arrival).days)
        for used in former.billed.used:
            if used.quantity is not None:
                use = EarlierUse(used.quantity.rounded(FINE), former.persons, days)
                earlier.setdefault(used.meter, []).append(use)
    return settle(registration, window.property.meters, meters=meters, earlier=earlier)


def review_readings(unit: Unit, verb: verbs.ReviewReadings) -> None:
    """Note that somebody has looked."""
    registration: Registration = unit.need("registration", verb.stay)
    unit.act(ReviewRegistration(verb.stay, settlement_of(unit, registration).figures))
    _end_tasks(unit, verb.stay)


def archive_readings(unit: Unit, verb: verbs.ArchiveReadings) -> None:
    """Turn them down."""
    unit.act(ArchiveRegistration(verb.stay, verb.reason))
    _end_tasks(unit, verb.stay)


def restore_readings(unit: Unit, verb: verbs.RestoreReadings) -> None:
    """Take them up again."""
    unit.act(RestoreRegistration(verb.stay))
    unit.act(*_period_of(unit, verb.stay))


def invoice_readings(unit: Unit, verb: verbs.InvoiceReadings) -> None:
    """Accept and invoice them from the list."""
    registration: Registration = unit.need("registration", verb.stay)
    invoice(unit, verb.stay, InvoicedVia.LIST, settlement_of(unit, registration))
    _end_tasks(unit, verb.stay)


def handle_in_front_desk(unit: Unit, verb: verbs.HandleInFrontDesk) -> None:
    """Let Front Desk settle them."""
    unit.act(BeginFrontDesk(verb.stay))


def leave_front_desk(unit: Unit, verb: verbs.LeaveFrontDesk) -> None:
    """Let them wait to be invoiced again."""
    unit.act(GiveUpFrontDesk(verb.stay))


def settle_in_front_desk(unit: Unit, verb: verbs.SettleInFrontDesk) -> None:
    """Charge what was used, set the deposit off, and take or give what is left."""
    registration: Registration = unit.need("registration", verb.stay)
    from_readings = not verb.readings
    if not from_readings:
        registration = _with_own_readings(unit, registration, verb)
    figures = settlement_of(unit, registration).figures
    unit.act(SettleInFrontDesk(verb.stay, figures, from_readings))
    source = source_of(verb.stay)
    bill = bill_of(unit, verb.stay, source)
    set_off_the_deposit(unit, verb.stay, bill, verb.method)
    document_what_was_charged(unit, verb.stay, source)
    _end_tasks(unit, verb.stay)


def _with_own_readings(
    unit: Unit, registration: Registration, verb: verbs.SettleInFrontDesk
) -> Registration:
    """Return the registration as if staff's readings were all there are; their meters keep them."""
    empty = attrs.evolve(registration, readings=())
    own = readings_of(empty, verb.readings, unit.context)
    unit.act(*_of_the_meter(own))
    return attrs.evolve(registration, readings=own)


def settle_difference(unit: Unit, verb: verbs.SettleDifference) -> None:
    """Charge or credit what came to light after it was billed."""
    registration: Registration = unit.need("registration", verb.stay)
    unit.act(RecordDifference(verb.stay, settlement_of(unit, registration).figures))
    now: Registration = unit.need("registration", verb.stay)
    document_what_was_charged(unit, verb.stay, source_of(verb.stay, now.differences))
