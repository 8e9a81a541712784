"""Meters: from two readings to a fair, explained bill (seed: *Tællerregistrering*).

Usable alone, with plain values: `check_reading` asks what a device can show, `consumption` what was
used and whether somebody has to look, `price` what it costs under a tariff.
"""

from axentra_core.meters.bill import (
    Bill,
    Line,
    LineKind,
)
from axentra_core.meters.consumption import (
    Consumption,
    ConsumptionPolicy,
    consumption,
)
from axentra_core.meters.decider import (
    AGGREGATES,
)
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
    RegistrationOpened,
    RegistrationReviewed,
    RestoredToProgress,
    RestoredToReady,
    SettledByStaff,
    SettledFromReadings,
    UnitsChanged,
)
from axentra_core.meters.expectation import (
    EarlierUse,
    Expectation,
    estimate,
    is_outlier,
)
from axentra_core.meters.figures import (
    BilledLine,
    Detail,
    Figures,
    Reason,
    UsedFigure,
    difference,
)
from axentra_core.meters.flags import (
    Compared,
    Decision,
    EstimateMethod,
    Flag,
    Note,
    NotRound,
)
from axentra_core.meters.hourly import (
    HourlyUse,
    by_hour_of_day,
    hours_between,
)
from axentra_core.meters.lifecycle import (
    MACHINES,
)
from axentra_core.meters.messages import (
    ArchiveRegistration,
    BeginFrontDesk,
    ChangePeriod,
    ChangeUnits,
    FinaliseRegistration,
    GiveUpFrontDesk,
    InvoiceRegistration,
    NoteDocument,
    NoteReceipt,
    OpenRegistration,
    RecordDifference,
    RestoreRegistration,
    ReviewRegistration,
    SettleInFrontDesk,
    SubmitHours,
    SubmitReadings,
)
from axentra_core.meters.meter import (
    Meter,
    MeterFacts,
    MeterStatus,
)
from axentra_core.meters.meter_events import (
    DeviceRemoved,
    DeviceReplaced,
    MeterInstalled,
    ReadingCorrected,
    ReadingRecorded,
)
from axentra_core.meters.meter_messages import (
    CorrectReading,
    InstallMeter,
    RecordReading,
    RemoveDevice,
    ReplaceDevice,
    ShownAt,
)
from axentra_core.meters.model import (
    Device,
    DevicePeriod,
    Quality,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
)
from axentra_core.meters.oddities import (
    Oddity,
)
from axentra_core.meters.periods import (
    Period,
    Segment,
    Use,
    as_use,
)
from axentra_core.meters.prices import (
    Block,
    BlockMode,
    Blocks,
    HourBand,
    UnitPrice,
    WrongTariff,
)
from axentra_core.meters.pricing import (
    price,
)
from axentra_core.meters.readings import (
    Preference,
    check_reading,
    counting,
    register_of,
    standing,
)
from axentra_core.meters.receipt import (
    Paid,
    Receipt,
)
from axentra_core.meters.refusals import (
    MetersRefusal,
)
from axentra_core.meters.registration import (
    InvoicedVia,
    Registration,
    RegistrationStatus,
    StatusChange,
    StayReading,
)
from axentra_core.meters.series import (
    StayHours,
    by_register,
    by_the_hour,
)
from axentra_core.meters.settings import (
    MetersSettings,
    Plausibility,
    Utility,
)
from axentra_core.meters.settlement import (
    Settlement,
    UtilityBill,
    settle,
)
from axentra_core.meters.steps import (
    Part,
)
from axentra_core.meters.submitted import (
    SubmittedHours,
    SubmittedReading,
)
from axentra_core.meters.tariff import (
    Tariff,
    average_price,
)
from axentra_core.meters.tariff_terms import (
    FixedCharge,
    Included,
    Minimum,
    Per,
    PriceKey,
    TariffVersion,
    Vat,
)
from axentra_core.meters.units import (
    Conversion,
    Measure,
    Quantity,
    convert,
)
from axentra_core.meters.usage import (
    Portion,
)
from axentra_core.meters.uses import (
    MeterUse,
)

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "ArchiveRegistration",
    "BeginFrontDesk",
    "Bill",
    "BilledLine",
    "Block",
    "BlockMode",
    "Blocks",
    "ChangePeriod",
    "ChangeUnits",
    "Compared",
    "Consumption",
    "ConsumptionInvoiced",
    "ConsumptionPolicy",
    "Conversion",
    "CorrectReading",
    "Decision",
    "Detail",
    "Device",
    "DevicePeriod",
    "DeviceRemoved",
    "DeviceReplaced",
    "DifferenceRecorded",
    "DocumentNoted",
    "EarlierUse",
    "EstimateMethod",
    "Expectation",
    "Figures",
    "FinaliseRegistration",
    "FixedCharge",
    "Flag",
    "FrontDeskBegun",
    "FrontDeskGivenUp",
    "GiveUpFrontDesk",
    "HourBand",
    "HourlyUse",
    "HoursSubmitted",
    "Included",
    "InstallMeter",
    "InvoiceRegistration",
    "InvoicedVia",
    "Line",
    "LineKind",
    "Measure",
    "Meter",
    "MeterFacts",
    "MeterInstalled",
    "MeterStatus",
    "MeterUse",
    "MetersRefusal",
    "MetersSettings",
    "Minimum",
    "NotRound",
    "Note",
    "NoteDocument",
    "NoteReceipt",
    "Oddity",
    "OpenRegistration",
    "Paid",
    "Part",
    "Per",
    "Period",
    "PeriodChanged",
    "Plausibility",
    "Portion",
    "Preference",
    "PriceKey",
    "Quality",
    "Quantity",
    "Reading",
    "ReadingCorrected",
    "ReadingKind",
    "ReadingRecorded",
    "ReadingSource",
    "ReadingsSubmitted",
    "Reason",
    "Receipt",
    "ReceiptNoted",
    "RecordDifference",
    "RecordReading",
    "Register",
    "Registration",
    "RegistrationArchived",
    "RegistrationFinalised",
    "RegistrationOpened",
    "RegistrationReviewed",
    "RegistrationStatus",
    "RemoveDevice",
    "ReplaceDevice",
    "RestoreRegistration",
    "RestoredToProgress",
    "RestoredToReady",
    "ReviewRegistration",
    "Segment",
    "SettleInFrontDesk",
    "SettledByStaff",
    "SettledFromReadings",
    "Settlement",
    "ShownAt",
    "StatusChange",
    "StayHours",
    "StayReading",
    "SubmitHours",
    "SubmitReadings",
    "SubmittedHours",
    "SubmittedReading",
    "Tariff",
    "TariffVersion",
    "UnitPrice",
    "UnitsChanged",
    "Use",
    "UsedFigure",
    "Utility",
    "UtilityBill",
    "Vat",
    "WrongTariff",
    "as_use",
    "average_price",
    "by_hour_of_day",
    "by_register",
    "by_the_hour",
    "check_reading",
    "consumption",
    "convert",
    "counting",
    "difference",
    "estimate",
    "hours_between",
    "is_outlier",
    "price",
    "register_of",
    "settle",
    "standing",
]
