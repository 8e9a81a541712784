"""The rules of meters and registrations: what a command decides, and how each thing is found."""

from collections.abc import Iterator
from datetime import date, datetime

from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.meters import events as ev
from axentra_core.meters import messages as msg
from axentra_core.meters import meter_events as me
from axentra_core.meters import meter_messages as mm
from axentra_core.meters.devices import (
    correct_reading,
    install_meter,
    record_reading,
    remove_device,
    replace_device,
)
from axentra_core.meters.evolution import EVOLVE_METER, EVOLVE_REGISTRATION
from axentra_core.meters.guards import (
    can_be_finalised,
    difference_looked_at,
    is_billed,
    may_be_billed,
    not_billed,
    not_front_desk_only,
    nothing_left_out,
    nothing_left_out_since,
    other_document,
    room_for_meters,
    room_for_readings,
    was_archived,
)
from axentra_core.meters.incoming_hours import room_for_hours, submit_hours
from axentra_core.meters.lifecycle import METER, REGISTRATION
from axentra_core.meters.meter import Meter
from axentra_core.meters.meter_guards import (
    after_the_last,
    device_there,
    has_happened,
    not_superseded,
    not_too_many_devices,
    old_one_is_there,
    reading_known,
)
from axentra_core.meters.registration import Registration, RegistrationStatus
from axentra_core.meters.registrations import (
    archive_registration,
    begin_front_desk,
    change_period,
    change_units,
    finalise_registration,
    give_up_front_desk,
    invoice_registration,
    note_document,
    note_receipt,
    open_registration,
    record_difference,
    restore_registration,
    review_registration,
    settle_in_front_desk,
    submit_readings,
)


def index_of_meter(meter: Meter) -> Iterator[tuple[str, str]]:
    """A meter is found by its room or house, and where readings of a replacement are missing."""
    yield "meter.unit", meter.unit
    if meter.incomplete:
        yield "meter.incomplete", meter.unit


def index_of_registration(registration: Registration) -> Iterator[tuple[str, str]]:
    """A registration is found by its status and its units, and where somebody has to act.

    Those that wait to be invoiced come in the order in which they were finalised.
    """
    yield "registration.status", registration.status
    for unit in dict.fromkeys(registration.units):
        yield "registration.unit", unit
    if registration.status is RegistrationStatus.READY and registration.finalised_at is not None:
        yield "registration.pending", pending_value(registration.finalised_at)
    if registration.difference_due:
        yield "registration.difference", registration.unit
    if registration.billed is not None:
        for unit in dict.fromkeys(registration.units):
            yield "registration.billed", billed_value(unit, registration.departure)


def billed_value(unit: str, departure: date) -> str:
    """Return a unit and a day as text that sorts by the day within the unit."""
    return f"{unit}:{departure.isoformat()}"


def pending_value(at: datetime) -> str:
    """Return an instant as text that sorts by time."""
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"


# fmt: off
DECIDE_METER = decisions(
    opens(mm.InstallMeter,         install_meter),
    case(mm.ReplaceDevice,         replace_device,         not_too_many_devices,
                                                           asks("at", has_happened),
                                                           asks("at", after_the_last),
                                                           asks("removal", old_one_is_there)),
    case(mm.RemoveDevice,          remove_device,          METER.permits(me.DeviceRemoved),
                                                           asks("at", has_happened),
                                                           asks("at", after_the_last)),
    case(mm.RecordReading,         record_reading,         asks("at", device_there)),
    case(mm.CorrectReading,        correct_reading,        asks("number", reading_known),
                                                           asks("number", not_superseded)),
)

DECIDE_REGISTRATION = decisions(
    opens(msg.OpenRegistration,    open_registration),
    case(msg.SubmitReadings,       submit_readings,        asks("readings", room_for_readings),
                                                           asks("meters", room_for_meters)),
    case(msg.SubmitHours,          submit_hours,           asks("hours", room_for_hours)),
    case(msg.ChangePeriod,         change_period,          not_billed,
                                                           REGISTRATION.permits(ev.PeriodChanged)),
    case(msg.ChangeUnits,          change_units,
         REGISTRATION.permits(ev.UnitsChanged),            asks("meters", room_for_meters)),
    case(msg.FinaliseRegistration, finalise_registration,  can_be_finalised),
    case(msg.ReviewRegistration,   review_registration,
         REGISTRATION.permits(ev.RegistrationReviewed)),
    case(msg.ArchiveRegistration,  archive_registration,
         REGISTRATION.permits(ev.RegistrationArchived)),
    case(msg.RestoreRegistration,  restore_registration,   was_archived),
    case(msg.InvoiceRegistration,  invoice_registration,   not_billed,
         REGISTRATION.permits(ev.ConsumptionInvoiced),     asks("always_front_desk",
                                                                not_front_desk_only),
                                                           asks("figures", may_be_billed),
                                                           asks("without", nothing_left_out)),
    case(msg.BeginFrontDesk,       begin_front_desk,       not_billed,
         REGISTRATION.permits(ev.FrontDeskBegun)),
    case(msg.GiveUpFrontDesk,      give_up_front_desk,     not_billed,
         REGISTRATION.permits(ev.FrontDeskGivenUp)),
    case(msg.SettleInFrontDesk,    settle_in_front_desk,   not_billed,
         REGISTRATION.permits(ev.SettledFromReadings),     asks("without", nothing_left_out)),
    case(msg.NoteReceipt,          note_receipt,           is_billed,
         REGISTRATION.permits(ev.ReceiptNoted)),
    case(msg.NoteDocument,         note_document,          is_billed,
         REGISTRATION.permits(ev.DocumentNoted),           asks("document", other_document)),
    case(msg.RecordDifference,     record_difference,      is_billed,
         REGISTRATION.permits(ev.DifferenceRecorded),      asks("figures", difference_looked_at),
                                                           asks("figures",
                                                                nothing_left_out_since)),
)
# fmt: on

# A correction says again what it corrects, and asks whether another one has done so already; hours
# that were sent before are compared with those that come.
AGGREGATES = (
    Aggregate(
        "meter", Meter, DECIDE_METER, EVOLVE_METER, index_of_meter, frozenset({mm.CorrectReading})
    ),
    Aggregate(
        "registration",
        Registration,
        DECIDE_REGISTRATION,
        EVOLVE_REGISTRATION,
        index_of_registration,
        frozenset({msg.SubmitHours}),
    ),
)
