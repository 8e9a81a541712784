"""What a connection is made of: one property at one platform, from preparation to going live."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

import attrs

from axentra_core.channels.checks import Check, Evidence, missing_checks
from axentra_core.channels.drift import Drift
from axentra_core.channels.exchange import Exchange
from axentra_core.channels.mapping import Party
from axentra_core.channels.preparation import IntegrationFee, Preparation, SupportContact
from axentra_core.kernel.checks import whole

# Seed: the connection should stand 7 to 14 calendar days after it was requested.
DUE_FROM: Final = timedelta(days=7)
DUE_UNTIL: Final = timedelta(days=14)
MOST_VERSIONS: Final = 1_000_000

MappingVersion = Annotated[int, whole(1, MOST_VERSIONS)]


class ConnectionStatus(StrEnum):
    """How far a connection is.

    FULL_SYNC while all values are sent for the first time. RETESTING is live, too: it goes on
    sending and receiving, and has to be tested again.
    """

    PREPARING = "preparing"
    PREPARED = "prepared"
    REQUESTED = "requested"
    MAPPING = "mapping"
    MAPPED = "mapped"
    FULL_SYNC = "full_sync"
    TESTING = "testing"
    CONFIRMED = "confirmed"
    LIVE = "live"
    RETESTING = "retesting"
    SUSPENDED = "suspended"
    REPLACED = "replaced"


(
    PREPARING,
    PREPARED,
    REQUESTED,
    MAPPING,
    MAPPED,
    FULL_SYNC,
    TESTING,
    CONFIRMED,
    LIVE,
    RETESTING,
    SUSPENDED,
    REPLACED,
) = ConnectionStatus
HOTEL, PLATFORM, PMS_SPECIALIST = Party

# While one of these holds, values go out.
PUSHING: Final = frozenset({FULL_SYNC, TESTING, CONFIRMED, LIVE, RETESTING})
# Guests book through it.
SELLING: Final = frozenset({LIVE, RETESTING})
# What tests have shown counts while one of these holds.
TESTED: Final = frozenset({TESTING, CONFIRMED, LIVE, RETESTING, SUSPENDED})

# fmt: off
ACTS_NEXT: Final[Mapping[ConnectionStatus, tuple[Party, ...]]] = MappingProxyType({
    PREPARING:  (HOTEL,),
    PREPARED:   (HOTEL,),
    REQUESTED:  (PLATFORM,),
    MAPPING:    (HOTEL, PLATFORM, PMS_SPECIALIST),
    MAPPED:     (PMS_SPECIALIST,),
    FULL_SYNC:  (PMS_SPECIALIST,),
    TESTING:    (PLATFORM, PMS_SPECIALIST),
    CONFIRMED:  (PLATFORM,),
    LIVE:       (),
    RETESTING:  (PLATFORM, PMS_SPECIALIST),
    SUSPENDED:  (HOTEL,),
    REPLACED:   (),
})
# fmt: on


@attrs.frozen
class Connection:
    """The state of one property's connection to one platform.

    Attributes:
        id: the connection.
        provider: code of the platform.
        property_code: what the platform calls the property.
        account: what the platform calls the account of the PMS; never a password.
        exchange: what goes over it.
        status: how far it is.
        ticked: what was seen to of the preparation, without what is noted.
        fee: what the provider of the PMS charges for it; None while nobody knows.
        support: whom to ask for help; None while nobody knows.
        case: number of the case at the platform.
        requested_on: when the integration was requested.
        due_from: from when on it may be expected to stand.
        due_until: until when it should stand.
        mapping_version: of its mapping that is in force; 0 without one.
        finished_version: of the mapping that was last found without faults; 0 without one.
        all_sent_at: when all values were last sent.
        evidence: the last of each check since its account changed.
        confirmed_by: who of the hotel has last confirmed that all data is right.
        live_since: day on which it first went live.
        drift: the last comparison since it went live, was tested again or was resumed.
        why_suspended: the reason, while it is suspended.
        successor: the connection that has taken its place, if it lies here.
        messages: how many were sent to the platform; the next has the next number.
    """

    id: str
    provider: str
    property_code: str
    account: str | None
    exchange: Exchange
    status: ConnectionStatus
    ticked: tuple[Preparation, ...] = ()
    fee: IntegrationFee | None = None
    support: SupportContact | None = None
    case: str | None = None
    requested_on: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    mapping_version: int = 0
    finished_version: int = 0
    all_sent_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    confirmed_by: str | None = None
    live_since: date | None = None
    drift: Drift | None = None
    why_suspended: str | None = None
    successor: str | None = None
    messages: int = 0

    @property
    def unprepared(self) -> tuple[Preparation, ...]:
        """What of the preparation nobody has seen to."""
        done = {
            *self.ticked,
            *([] if self.fee is None else [Preparation.FEE_NOTED]),
            *([] if self.support is None else [Preparation.SUPPORT_NOTED]),
        }
        return tuple(one for one in Preparation if one not in done)

    @property
    def is_mapped(self) -> bool:
        """Whether the mapping that is in force was found without faults."""
        return 0 < self.mapping_version == self.finished_version

    @property
    def missing(self) -> tuple[Check, ...]:
        """What has to be shown and was not since the mapping or the account last changed."""
        return missing_checks(self.exchange.required, self.evidence, self.mapping_version)

    @property
    def is_ready(self) -> bool:
        """Whether nothing that has to be shown is missing."""
        return self.is_mapped and not self.missing

    @property
    def pushes(self) -> bool:
        """Whether values go to the platform now."""
        return self.exchange.sends and self.status in PUSHING

    @property
    def sells(self) -> bool:
        """Whether guests book through it now."""
        return self.status in SELLING

    @property
    def drift_check_due(self) -> bool:
        """Whether somebody should compare the platform with what it was told."""
        is_looked_at = self.drift is not None and not self.drift.comparison.different
        return self.sells and self.exchange.sends and not is_looked_at

    @property
    def acts_next(self) -> tuple[Party, ...]:
        """Who has to do something for it to go on; the hotel, once only its word is missing."""
        waits = self.status in {TESTING, RETESTING} and self.is_ready
        return (HOTEL,) if waits else ACTS_NEXT[self.status]

    def is_overdue(self, on: date) -> bool:
        """Return whether it should have gone live by a day, and has not."""
        waits = self.live_since is None and self.status is not REPLACED
        return waits and self.due_until is not None and on > self.due_until
