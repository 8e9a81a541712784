"""The property itself: business date, settings by version, what is left to do, numbers taken.

The business date changes at the close of day, never by a clock; every commit of the hotel reads
the house, so nothing is posted into a closed date.
"""

from axentra_core.house.certificate import Certificate, certified, hashed
from axentra_core.house.decider import AGGREGATES
from axentra_core.house.lifecycle import MACHINES
from axentra_core.house.messages import (
    LONGEST_SENTENCE,
    AdoptSettings,
    BeginSettings,
    CertifyDate,
    ChangeSettings,
    CloseDate,
    DateCertified,
    DateClosed,
    DismissFollowUp,
    FollowUpDismissed,
    FollowUpLeft,
    FollowUpResolved,
    HouseOpened,
    LeaveFollowUp,
    NumberTaken,
    OpenHouse,
    OpenSeries,
    ResolveFollowUp,
    SeriesOpened,
    SettingsAdopted,
    SettingsBegun,
    SettingsChanged,
    TakeNumber,
)
from axentra_core.house.model import (
    FollowUp,
    FollowUpStatus,
    House,
    Json,
    Plain,
    Series,
    Settings,
    plain,
)
from axentra_core.house.refusals import HouseRefusal

__all__ = [
    "AGGREGATES",
    "LONGEST_SENTENCE",
    "MACHINES",
    "AdoptSettings",
    "BeginSettings",
    "Certificate",
    "CertifyDate",
    "ChangeSettings",
    "CloseDate",
    "DateCertified",
    "DateClosed",
    "DismissFollowUp",
    "FollowUp",
    "FollowUpDismissed",
    "FollowUpLeft",
    "FollowUpResolved",
    "FollowUpStatus",
    "House",
    "HouseOpened",
    "HouseRefusal",
    "Json",
    "LeaveFollowUp",
    "NumberTaken",
    "OpenHouse",
    "OpenSeries",
    "Plain",
    "ResolveFollowUp",
    "Series",
    "SeriesOpened",
    "Settings",
    "SettingsAdopted",
    "SettingsBegun",
    "SettingsChanged",
    "TakeNumber",
    "certified",
    "hashed",
    "plain",
]
