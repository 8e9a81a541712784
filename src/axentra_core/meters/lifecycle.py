"""How a meter and the registration of a stay move."""

from axentra_core.kernel.machine import Machine
from axentra_core.meters.events import (
    ConsumptionInvoiced,
    DifferenceRecorded,
    DocumentNoted,
    FrontDeskBegun,
    FrontDeskGivenUp,
    HoursSubmitted,
    PeriodChanged,
    ReadingsSubmitted,
    ReceiptNoted,
    RegistrationArchived,
    RegistrationFinalised,
    RegistrationReviewed,
    RestoredToProgress,
    RestoredToReady,
    SettledByStaff,
    SettledFromReadings,
    UnitsChanged,
)
from axentra_core.meters.meter import Meter, MeterStatus
from axentra_core.meters.meter_events import (
    DeviceRemoved,
    DeviceReplaced,
    ReadingCorrected,
    ReadingRecorded,
)
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import Registration, RegistrationStatus

IN_PLACE, REMOVED = MeterStatus
IN_PROGRESS, READY, HANDLED, INVOICED, ARCHIVED = RegistrationStatus


def has_no_device(meter: Meter) -> MetersRefusal:
    """What is not there is not taken away."""
    return MetersRefusal("meters.no_device", meter=meter.id)


# Readings may come, and be put right, after a device has gone.
# fmt: off
METER = Machine("meter", field="status", start=IN_PLACE, says={REMOVED: has_no_device}, rows=(
    # while     when this happens   becomes
    (IN_PLACE,  ReadingRecorded,    IN_PLACE),
    (IN_PLACE,  ReadingCorrected,   IN_PLACE),
    (IN_PLACE,  DeviceReplaced,     IN_PLACE),
    (IN_PLACE,  DeviceRemoved,      REMOVED),
    (REMOVED,   ReadingRecorded,    REMOVED),
    (REMOVED,   ReadingCorrected,   REMOVED),
    (REMOVED,   DeviceReplaced,     IN_PLACE),
))
# fmt: on


def is_in_progress(registration: Registration) -> MetersRefusal:
    """Nothing is billed or reviewed before all readings were sent."""
    return MetersRefusal("meters.not_finalised", registration=registration.id)


def is_ready(registration: Registration) -> MetersRefusal:
    """What is not billed has no document and no difference, and Front Desk has not begun."""
    return MetersRefusal("meters.not_invoiced", registration=registration.id)


def is_handled(registration: Registration) -> MetersRefusal:
    """What Front Desk settles nobody else settles."""
    return MetersRefusal("meters.in_front_desk", registration=registration.id)


def is_invoiced(registration: Registration) -> MetersRefusal:
    """A registration is invoiced once, on whichever way."""
    return MetersRefusal("meters.already_invoiced", registration=registration.id)


def is_archived(registration: Registration) -> MetersRefusal:
    """What was turned down is restored before anything is done with it."""
    return MetersRefusal("meters.registration_closed", registration=registration.id)


SAYS = {
    IN_PROGRESS: is_in_progress,
    READY: is_ready,
    HANDLED: is_handled,
    INVOICED: is_invoiced,
    ARCHIVED: is_archived,
}

# Where staff settle from their own readings, the registration stays handled, with its document.
# What comes while it is archived is kept for the day on which it is restored.
# fmt: off
REGISTRATION = Machine("registration", field="status", start=IN_PROGRESS, says=SAYS, rows=(
    # while        when this happens       becomes
    (IN_PROGRESS,  ReadingsSubmitted,      IN_PROGRESS),
    (IN_PROGRESS,  HoursSubmitted,         IN_PROGRESS),
    (IN_PROGRESS,  PeriodChanged,          IN_PROGRESS),
    (IN_PROGRESS,  UnitsChanged,           IN_PROGRESS),
    (IN_PROGRESS,  RegistrationFinalised,  READY),
    (IN_PROGRESS,  RegistrationArchived,   ARCHIVED),
    (READY,        ReadingsSubmitted,      READY),
    (READY,        HoursSubmitted,         READY),
    (READY,        PeriodChanged,          READY),
    (READY,        UnitsChanged,           READY),
    (READY,        RegistrationReviewed,   READY),
    (READY,        ConsumptionInvoiced,    INVOICED),
    (READY,        FrontDeskBegun,         HANDLED),
    (READY,        RegistrationArchived,   ARCHIVED),
    (HANDLED,      ReadingsSubmitted,      HANDLED),
    (HANDLED,      HoursSubmitted,         HANDLED),
    (HANDLED,      PeriodChanged,          HANDLED),
    (HANDLED,      UnitsChanged,           HANDLED),
    (HANDLED,      SettledFromReadings,    INVOICED),
    (HANDLED,      SettledByStaff,         HANDLED),
    (HANDLED,      FrontDeskGivenUp,       READY),
    (HANDLED,      DocumentNoted,          HANDLED),
    (HANDLED,      DifferenceRecorded,     HANDLED),
    (HANDLED,      ReceiptNoted,           HANDLED),
    (INVOICED,     ReadingsSubmitted,      INVOICED),
    (INVOICED,     HoursSubmitted,         INVOICED),
    (INVOICED,     UnitsChanged,           INVOICED),
    (INVOICED,     RegistrationReviewed,   INVOICED),
    (INVOICED,     DocumentNoted,          INVOICED),
    (INVOICED,     DifferenceRecorded,     INVOICED),
    (INVOICED,     ReceiptNoted,           INVOICED),
    (ARCHIVED,     ReadingsSubmitted,      ARCHIVED),
    (ARCHIVED,     HoursSubmitted,         ARCHIVED),
    (ARCHIVED,     RestoredToProgress,     IN_PROGRESS),
    (ARCHIVED,     RestoredToReady,        READY),
))
# fmt: on

MACHINES = (METER, REGISTRATION)
