"""What has happened to the registration of a stay.

Each event says who has done it and when, so that a change of status is told by one event alone.
"""

from datetime import date, datetime

import attrs

from axentra_core.meters.figures import BilledLine, Figures, Reason
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.receipt import Receipt
from axentra_core.meters.registration import InvoicedVia, RegistrationStatus, StayReading
from axentra_core.meters.series import StayHours


@attrs.frozen
class RegistrationOpened:
    """The readings of a stay have begun; they come with the next event."""

    registration: str
    unit: str
    arrival: date
    departure: date
    persons: int
    zone: str
    grace_days: int
    meters: tuple[MeterFacts, ...]
    actor: str
    at: datetime
    business_date: date
    moved: tuple[str, ...] = ()


@attrs.frozen
class PeriodChanged:
    """The stay has other days or persons."""

    registration: str
    arrival: date
    departure: date
    persons: int
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class UnitsChanged:
    """The guest lives in another unit, or has come back to one.

    Attributes:
        units: where they have lived, in order.
        meters: what is known of the meters of all these units.
        reasons: what somebody has to look at, as all readings were sent before.
    """

    registration: str
    units: tuple[str, ...]
    meters: tuple[MeterFacts, ...]
    reasons: tuple[Reason, ...]
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class ReadingsSubmitted:
    """Readings have come.

    Attributes:
        readings: those that are new.
        meters: what is known of the meters from now on; none where nothing has changed.
        reasons: what somebody has to look at once more, as they have come late.
        is_difference_due: whether they have come after it was billed.
    """

    registration: str
    readings: tuple[StayReading, ...]
    meters: tuple[MeterFacts, ...]
    reasons: tuple[Reason, ...]
    is_difference_due: bool
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class HoursSubmitted:
    """Hours have come, which tell when something was used.

    Attributes:
        hours: those that are new; an hour that was told before is as it is told now.
        is_difference_due: whether they have come after it was billed.
    """

    registration: str
    hours: tuple[StayHours, ...]
    is_difference_due: bool
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class RegistrationFinalised:
    """All readings were sent.

    Attributes:
        figures: what they come to.
        reasons: what somebody has to look at before it is billed.
        inferred: readings before the stay that stand in for first ones nobody has sent.
    """

    registration: str
    figures: Figures
    reasons: tuple[Reason, ...]
    inferred: tuple[StayReading, ...]
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class RegistrationReviewed:
    """Somebody has looked at what was doubtful.

    Attributes:
        reasons: what there was to look at.
        figures: what the readings come to.
    """

    registration: str
    reasons: tuple[Reason, ...]
    figures: Figures
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class RegistrationArchived:
    """The readings were turned down."""

    registration: str
    reason: str
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class RestoredToProgress:
    """It was taken up again, and readings may still come."""

    registration: str
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class RestoredToReady:
    """It was taken up again, and waits to be invoiced."""

    registration: str
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class ConsumptionInvoiced:
    """The guest is charged for what was used, by itself or from the list."""

    registration: str
    via: InvoicedVia
    figures: Figures
    document: str | None
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class FrontDeskBegun:
    """Front Desk settles it."""

    registration: str
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class FrontDeskGivenUp:
    """Front Desk does not settle it after all."""

    registration: str
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class SettledFromReadings:
    """Front Desk has settled from the readings that were sent."""

    registration: str
    figures: Figures
    document: str | None
    former: RegistrationStatus
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class SettledByStaff:
    """Front Desk has settled from readings of its own."""

    registration: str
    figures: Figures
    document: str | None
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class DocumentNoted:
    """It stands on an invoice or a credit note."""

    registration: str
    document: str
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class DifferenceRecorded:
    """What came later was charged or credited; what was billed before stays as it is.

    Attributes:
        number: of the difference, from 1.
        currency: ISO 4217 code of the lines; None where nothing has a price.
        lines: what is charged, or below zero credited; none where it comes to the same.
        figures: what all readings come to now.
    """

    registration: str
    number: int
    currency: str | None
    lines: tuple[BilledLine, ...]
    figures: Figures
    document: str | None
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class ReceiptNoted:
    """What was paid, given back and issued when it was settled."""

    registration: str
    receipt: Receipt
    actor: str
    at: datetime
    business_date: date
