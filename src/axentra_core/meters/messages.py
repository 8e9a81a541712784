"""Commands to the registration of a stay. Its id is that of the stay; reasons name no guest."""

from typing import Annotated

from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.meters.expectation import Persons
from axentra_core.meters.figures import Figures
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.receipt import Receipt
from axentra_core.meters.registration import MOST_METERS, GraceDays, InvoicedVia
from axentra_core.meters.submitted import SubmittedHours, SubmittedReading
from axentra_core.meters.tariff import zone_name

Zone = Annotated[str, zone_name]


@checked
class OpenRegistration:
    """Begin with the first readings of a stay.

    Attributes:
        unit: room or house number, where the guest has lived first.
        arrival: first day of the stay.
        departure: last day of it.
        zone: IANA name of the zone of the house.
        meters: those of all its units, as they are now.
        readings: the first ones; none where it is finalised without any.
        persons: who count for what is owed by person.
        grace_days: how many days beside the stay a reading may be taken.
        moved: where the guest has lived since, in order.
    """

    registration: Id
    unit: Code
    arrival: Day
    departure: Day
    zone: Zone
    meters: tuple[MeterFacts, ...]
    readings: tuple[SubmittedReading, ...]
    persons: Persons = 1
    grace_days: GraceDays = 1
    moved: tuple[Code, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the order of the days; a registration has each meter once."""
        _check_days(self.arrival, self.departure)
        _check_meters(self.meters)


@checked
class ChangePeriod:
    """Settle for other days or persons: the guest stays longer, or leaves earlier.

    Attributes:
        arrival: first day of the stay.
        departure: last day of it.
        persons: who count for what is owed by person.
    """

    registration: Id
    arrival: Day
    departure: Day
    persons: Persons = 1

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        _check_days(self.arrival, self.departure)


@checked
class ChangeUnits:
    """Follow the guest into other units: what is read there is of the stay, too.

    Attributes:
        units: where they have lived, in order; one to which they came back stands again.
        meters: those of all these units, as they are now.
    """

    registration: Id
    units: tuple[Code, ...]
    meters: tuple[MeterFacts, ...]

    def __attrs_post_init__(self) -> None:
        """A guest lives somewhere; have each meter once."""
        if not self.units:
            raise InvalidInput.because("field.required", path="units")
        _check_meters(self.meters)


@checked
class SubmitReadings:
    """Send readings; what was sent before under the same id of the partner is not kept twice.

    Attributes:
        readings: any of the stay.
        meters: those of its units as they are now, where a device has changed; none to leave what
            is known.
    """

    registration: Id
    readings: tuple[SubmittedReading, ...]
    meters: tuple[MeterFacts, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Have each meter once."""
        _check_meters(self.meters)


@checked
class SubmitHours:
    """Send hours; what was sent before under the same id of the partner is not kept twice.

    Attributes:
        hours: of any registers; an hour that is told again is as it is told last.
        meters: as they are now, where a device has changed.
    """

    registration: Id
    hours: tuple[SubmittedHours, ...]
    meters: tuple[MeterFacts, ...] = ()


@checked
class FinaliseRegistration:
    """Say that all readings were sent; saying it again changes nothing.

    Attributes:
        figures: what they come to.
        meters: as they are now; none to leave what is known.
    """

    registration: Id
    figures: Figures
    meters: tuple[MeterFacts, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Have each meter once."""
        _check_meters(self.meters)


@checked
class ReviewRegistration:
    """Say that somebody has looked at what was doubtful, and that it can be billed.

    Attributes:
        figures: what the readings come to now; None where nothing has changed.
    """

    registration: Id
    figures: Figures | None = None


@checked
class ArchiveRegistration:
    """Turn the readings down (seed: *Arkivér*); they can be restored."""

    registration: Id
    reason: Text


@checked
class RestoreRegistration:
    """Take an archived registration up again where it stood."""

    registration: Id


@checked
class InvoiceRegistration:
    """Charge the guest for what was used.

    Attributes:
        via: at the end by itself, or from the list by staff.
        figures: what is charged.
        always_front_desk: whether the house settles in Front Desk only.
        document: number of the invoice; None while it is not known.
        without: meters of which nothing is charged, as nobody can tell what they have counted.
    """

    registration: Id
    via: InvoicedVia
    figures: Figures
    always_front_desk: bool
    document: Text | None = None
    without: tuple[Id, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse the way that begins with a click of its own."""
        if self.via is InvoicedVia.FRONT_DESK:
            possible = ", ".join(way for way in InvoicedVia if way is not self.via)
            raise InvalidInput.because(
                "value.unknown", path="via", got=shown(self.via.value), allowed=possible
            )


@checked
class BeginFrontDesk:
    """Settle in Front Desk (seed: *Håndter i Front Desk*); from this click on nobody else does."""

    registration: Id


@checked
class GiveUpFrontDesk:
    """Settle elsewhere after all: it waits to be invoiced again."""

    registration: Id


@checked
class SettleInFrontDesk:
    """Say that Front Desk has settled it.

    Attributes:
        figures: what was charged.
        from_readings: whether it was charged from the readings that were sent; otherwise staff
            have settled from their own.
        document: number of the invoice or credit note; None while it is not known.
        without: meters of which nothing is charged, as nobody can tell what they have counted.
    """

    registration: Id
    figures: Figures
    from_readings: bool
    document: Text | None = None
    without: tuple[Id, ...] = ()


@checked
class NoteReceipt:
    """Say what a settlement has come to, once all of it is done.

    Attributes:
        receipt: payments, deposits set off and documents.
    """

    registration: Id
    receipt: Receipt


@checked
class NoteDocument:
    """Say on which invoice or credit note it stands.

    Attributes:
        document: its number.
    """

    registration: Id
    document: Text


@checked
class RecordDifference:
    """Charge or credit what readings that came later make beside what was billed.

    Attributes:
        figures: what all readings come to now; what was billed before is taken off.
        document: number of the invoice or credit note of the difference; None while it is not
            known.
    """

    registration: Id
    figures: Figures
    document: Text | None = None


def _check_days(arrival: Day, departure: Day) -> None:
    if departure < arrival:
        raise InvalidInput.because("date.order", path="departure", later=departure, earlier=arrival)


def _check_meters(meters: tuple[MeterFacts, ...]) -> None:
    if len(meters) > MOST_METERS:
        raise InvalidInput.because(
            "list.length", path="meters", got=len(meters), low=0, high=MOST_METERS
        )
    ids = [one.meter for one in meters]
    for place, meter in enumerate(ids):
        if meter in ids[:place]:
            raise InvalidInput.because(
                "value.duplicate", path=f"meters[{place}].meter", got=shown(meter)
            )
