"""The rules of meters and registrations: what a command decides, and how each thing is found."""

from collections.abc import Iterator
from datetime import datetime

from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.meters import events as ev
from axentra_core.meters import messages as msg
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
    other_document,
    room_for_meters,
    room_for_readings,
    takes_readings,
    was_archived,
)
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
    finalise_registration,
    give_up_front_desk,
    invoice_registration,
    note_document,
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
    """A registration is found by its status and its unit, and where somebody has to act.

    Those that wait to be invoiced come in the order in which they were finalised.
    """
    yield "registration.status", registration.status
    yield "registration.unit", registration.unit
    if registration.status is RegistrationStatus.READY and registration.finalised_at is not None:
        yield "registration.pending", pending_value(registration.finalised_at)
    if registration.difference_due:
        yield "registration.difference", registration.unit


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
    case(mm.RemoveDevice,          remove_device,          METER.permits(ev.DeviceRemoved),
                                                           asks("at", has_happened),
                                                           asks("at", after_the_last)),
    case(mm.RecordReading,         record_reading,         asks("at", device_there)),
    case(mm.CorrectReading,        correct_reading,        asks("number", reading_known),
                                                           asks("number", not_superseded)),
)

DECIDE_REGISTRATION = decisions(
    opens(msg.OpenRegistration,    open_registration),
    case(msg.SubmitReadings,       submit_readings,        asks("readings", takes_readings),
                                                           asks("readings", room_for_readings),
                                                           asks("meters", room_for_meters)),
    case(msg.ChangePeriod,         change_period,          not_billed,
                                                           REGISTRATION.permits(ev.PeriodChanged)),
    case(msg.FinaliseRegistration, finalise_registration,  can_be_finalised),
    case(msg.ReviewRegistration,   review_registration,
         REGISTRATION.permits(ev.RegistrationReviewed)),
    case(msg.ArchiveRegistration,  archive_registration,
         REGISTRATION.permits(ev.RegistrationArchived)),
    case(msg.RestoreRegistration,  restore_registration,   was_archived),
    case(msg.InvoiceRegistration,  invoice_registration,   not_billed,
         REGISTRATION.permits(ev.ConsumptionInvoiced),     asks("always_front_desk",
                                                                not_front_desk_only),
                                                           asks("figures", may_be_billed)),
    case(msg.BeginFrontDesk,       begin_front_desk,       not_billed,
         REGISTRATION.permits(ev.FrontDeskBegun)),
    case(msg.GiveUpFrontDesk,      give_up_front_desk,     not_billed,
         REGISTRATION.permits(ev.FrontDeskGivenUp)),
    case(msg.SettleInFrontDesk,    settle_in_front_desk,   not_billed,
         REGISTRATION.permits(ev.SettledFromReadings)),
    case(msg.NoteDocument,         note_document,          is_billed,
         REGISTRATION.permits(ev.DocumentNoted),           asks("document", other_document)),
    case(msg.RecordDifference,     record_difference,      is_billed,
         REGISTRATION.permits(ev.DifferenceRecorded),      asks("figures", difference_looked_at)),
)
# fmt: on

# A correction says again what it corrects, and asks whether another one has done so already.
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
    ),
)
