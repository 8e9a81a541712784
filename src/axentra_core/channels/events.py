"""What has happened to a connection; who has done it stands in the commit."""

from datetime import date, datetime

import attrs

from axentra_core.channels.checks import Check, Evidence
from axentra_core.channels.drift import Drift
from axentra_core.channels.exchange import Exchange
from axentra_core.channels.preparation import IntegrationFee, Preparation, SupportContact


@attrs.frozen
class ConnectionOpened:
    """A connection of a property to a platform is being prepared."""

    connection: str
    provider: str
    property_code: str
    account: str | None
    exchange: Exchange
    business_date: date


@attrs.frozen
class PreparationTicked:
    """A part of the preparation was seen to."""

    connection: str
    preparation: Preparation
    business_date: date


@attrs.frozen
class PreparationUnticked:
    """A part of the preparation has to be seen to again."""

    connection: str
    preparation: Preparation
    business_date: date


@attrs.frozen
class FeeNoted:
    """It is known what the provider of the PMS charges for it."""

    connection: str
    fee: IntegrationFee
    business_date: date


@attrs.frozen
class SupportNoted:
    """It is known whom to ask for help."""

    connection: str
    support: SupportContact
    business_date: date


@attrs.frozen
class PreparationCompleted:
    """Everything was seen to that comes before the request."""

    connection: str
    business_date: date


@attrs.frozen
class ExchangeChanged:
    """Other values are sent, or it carries something else."""

    connection: str
    exchange: Exchange
    business_date: date


@attrs.frozen
class AccountChanged:
    """The platform knows the property or its account under other names; no test counts any more."""

    connection: str
    property_code: str
    account: str | None
    business_date: date


@attrs.frozen
class IntegrationRequested:
    """The platform was asked to begin.

    Attributes:
        case: number under which the platform keeps it.
        on: the day on which it was asked.
        due_from: from when on it may be expected to stand.
        due_until: until when it should stand.
    """

    connection: str
    case: str | None
    on: date
    due_from: date
    due_until: date
    business_date: date


@attrs.frozen
class MappingBegun:
    """The codes are being made, and the room rates mapped."""

    connection: str
    business_date: date


@attrs.frozen
class MappingNoted:
    """Another mapping is in force.

    Attributes:
        version: of the mapping.
    """

    connection: str
    version: int
    business_date: date


@attrs.frozen
class MappingFinished:
    """The mapping was found without faults.

    Attributes:
        version: of the mapping.
    """

    connection: str
    version: int
    business_date: date


@attrs.frozen
class MappingReopened:
    """The mapping was changed, so it is finished, synchronised and tested again."""

    connection: str
    business_date: date


@attrs.frozen
class FullSyncBegun:
    """All values are being sent."""

    connection: str
    at: datetime
    business_date: date


@attrs.frozen
class FullSyncFinished:
    """The platform has acknowledged all values."""

    connection: str
    business_date: date


@attrs.frozen
class FullSyncVoided:
    """What the platform has acknowledged was told to another account, so all is sent again."""

    connection: str
    business_date: date


@attrs.frozen
class ChecksBegun:
    """It is tested without values being sent before."""

    connection: str
    business_date: date


@attrs.frozen
class CheckRecorded:
    """A test has shown something."""

    connection: str
    evidence: Evidence
    business_date: date


@attrs.frozen
class RetestNeeded:
    """It was ready, and is so no longer.

    Attributes:
        missing: what has to be shown again.
    """

    connection: str
    missing: tuple[Check, ...]
    business_date: date


@attrs.frozen
class DataConfirmed:
    """The hotel says that all synchronised data is right.

    Attributes:
        by: who of the hotel.
        version: of the mapping that was tested.
        at: when, an aware UTC instant.
    """

    connection: str
    by: str
    version: int
    at: datetime
    business_date: date


@attrs.frozen
class WentLive:
    """Guests book through it from now on (seed: *diatur ke tayang*)."""

    connection: str
    business_date: date


@attrs.frozen
class ConnectionSuspended:
    """Nothing is sent or received for a while."""

    connection: str
    reason: str
    business_date: date


@attrs.frozen
class ConnectionResumed:
    """It is live again."""

    connection: str
    business_date: date


@attrs.frozen
class DriftChecked:
    """The platform was compared with what it was told."""

    connection: str
    drift: Drift
    business_date: date


@attrs.frozen
class ConnectionReplaced:
    """Another connection has taken its place.

    Attributes:
        successor: which; None where it lies in another system.
    """

    connection: str
    successor: str | None
    reason: str
    business_date: date


@attrs.frozen
class MessageBegun:
    """A message to the platform has its number.

    Attributes:
        message: the number, counted from 1.
        at: when, an aware UTC instant.
    """

    connection: str
    message: int
    at: datetime
    business_date: date
