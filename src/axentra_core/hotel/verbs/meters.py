"""Meters, what is read of them during a stay, and how that is settled."""

from axentra_core.folio import PaymentMethod
from axentra_core.kernel.checks import Instant, checked
from axentra_core.kernel.texts import Code, Id, Text, Token
from axentra_core.meters import (
    Device,
    Quality,
    ReadingKind,
    ReadingSource,
    ShownAt,
    SubmittedHours,
    SubmittedReading,
)
from axentra_core.meters.model import ReadingNumber, ShownValue

# --- meters ---


@checked
class InstallMeter:
    """Begin to keep a utility point of a room or house.

    Attributes:
        unit: room or house number.
        utility: code of what is counted, from the property's settings.
        device: what hangs there.
        since: when it was put in place.
        meter: its id; a new one when left out.
    """

    unit: Code
    utility: Code
    device: Device
    since: Instant
    meter: Id | None = None


@checked
class ReplaceDevice:
    """Put another device in place; what is missing of the readings is flagged, and may come later.

    Attributes:
        device: the new one.
        at: when.
        removal: last readings of the old one.
        initial: first readings of the new one.
    """

    meter: Id
    device: Device
    at: Instant
    removal: tuple[ShownAt, ...] = ()
    initial: tuple[ShownAt, ...] = ()


@checked
class RemoveDevice:
    """Take a device away; none comes in its place for now.

    Attributes:
        at: when.
        removal: its last readings.
    """

    meter: Id
    at: Instant
    removal: tuple[ShownAt, ...] = ()


@checked
class RecordReading:
    """Keep what staff or the utility have read outside of any stay.

    Attributes:
        register: code of the register.
        value: as the device shows it.
        at: when it was read.
        kind: what it is the reading of.
        source: whose it is.
        quality: how sure it is.
        evidence: what shows it, such as the key of a photo.
    """

    meter: Id
    register: Code
    value: ShownValue
    at: Instant
    kind: ReadingKind = ReadingKind.INTERMEDIATE
    source: ReadingSource = ReadingSource.STAFF
    quality: Quality = Quality.MEASURED
    evidence: Token | None = None


@checked
class CorrectReading:
    """Put a reading right, with the stay it was sent for; the wrong one stays in the log.

    Attributes:
        number: of the reading that was wrong.
        value: what the device showed.
        reason: why it was wrong.
    """

    meter: Id
    number: ReadingNumber
    value: ShownValue
    reason: Text


# --- what a partner sends ---


@checked
class SubmitReadings:
    """Send readings of a stay; what was sent before under the same id is not kept twice.

    The first ones begin the registration; the guest's own first one checks them in where the
    property says so. Nobody sends one in the name of somebody else (`value.unknown`).

    Attributes:
        stay: during which they were read.
        readings: any of the stay, first and last ones.
        hours: what registers have counted hour by hour, for prices by the hour and to be compared
            with the readings.
    """

    stay: Id
    readings: tuple[SubmittedReading, ...]
    hours: tuple[SubmittedHours, ...] = ()


@checked
class FinaliseReadings:
    """Say that all readings of a stay were sent, as they are; saying it again changes nothing.

    What the property says follows from it: the guest is checked out, or invoiced. A stay of which
    nothing was read waits for a person.
    """

    stay: Id


# --- what staff do ---


@checked
class ReviewReadings:
    """Say that somebody has looked at what was doubtful, and that it can be billed."""

    stay: Id


@checked
class ArchiveReadings:
    """Turn the readings of a stay down (seed: *Arkivér*); they can be restored."""

    stay: Id
    reason: Text


@checked
class RestoreReadings:
    """Take archived readings up again where they stood."""

    stay: Id


@checked
class InvoiceReadings:
    """Accept the readings and invoice the guest (seed: *Foretag fakturering*).

    Attributes:
        without: meters of which nothing is charged, as nobody can tell what they have counted.
    """

    stay: Id
    without: tuple[Id, ...] = ()


@checked
class HandleInFrontDesk:
    """Settle in Front Desk (seed: *Håndter i Front Desk*); from this click on nobody else does."""

    stay: Id


@checked
class LeaveFrontDesk:
    """Settle elsewhere after all: it waits to be invoiced again."""

    stay: Id


@checked
class SettleInFrontDesk:
    """Charge what was used, set the deposit off, and take or give what is left.

    Attributes:
        readings: staff's own, in place of those that were sent; none to settle from those.
        method: how the guest pays what is left, or gets back what is left of a deposit or was
            paid too much; None to leave all of it open.
        without: meters of which nothing is charged, as nobody can tell what they have counted.
    """

    stay: Id
    readings: tuple[SubmittedReading, ...] = ()
    method: PaymentMethod | None = None
    without: tuple[Id, ...] = ()


@checked
class SettleDifference:
    """Charge or credit what readings that came later make beside what was billed.

    What is less comes off the lines on which it was charged, by a credit note where they stand on
    an invoice.

    Attributes:
        readings: staff's own, where they have settled from those; all of them, put right.
        method: how the guest pays what is owed now, or gets back what was paid too much; None to
            leave it open.
    """

    stay: Id
    readings: tuple[SubmittedReading, ...] = ()
    method: PaymentMethod | None = None
