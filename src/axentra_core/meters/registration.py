"""The state of a registration: what was read during a stay, and how far it is settled."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import whole
from axentra_core.kernel.journal import Journal
from axentra_core.meters.figures import Figures, Reason, details_of
from axentra_core.meters.flags import SENTENCES, Flag, written
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.model import Reading, ReadingKind, ReadingSource
from axentra_core.meters.oddities import SENTENCES as ODD
from axentra_core.meters.oddities import Oddity
from axentra_core.meters.readings import standing
from axentra_core.meters.receipt import Receipt
from axentra_core.meters.series import StayHours

MOST_READINGS: Final = 200
MOST_METERS: Final = 20
MOST_GRACE: Final = 14

GraceDays = Annotated[int, whole(0, MOST_GRACE)]


class RegistrationStatus(StrEnum):
    """Where a registration stands.

    In the words of the seed: IN_PROGRESS is *Igangværende*, READY *Klar til fakturering*,
    HANDLED_IN_FRONT_DESK *Håndteret i Front Desk*, INVOICED *Faktureret*, ARCHIVED *Arkiveret*.
    """

    IN_PROGRESS = "in_progress"
    READY = "ready"
    HANDLED_IN_FRONT_DESK = "handled_in_front_desk"
    INVOICED = "invoiced"
    ARCHIVED = "archived"


class InvoicedVia(StrEnum):
    """How a registration was invoiced: by itself at the end, from the list, or in Front Desk."""

    AUTOMATIC = "automatic"
    LIST = "list"
    FRONT_DESK = "front_desk"


@attrs.frozen
class StayReading:
    """A reading of a stay.

    Attributes:
        meter: of which it is.
        reading: what was read; its number is that among the readings of the stay.
        partner_id: by which its sender knows it; None without.
        oddities: why somebody has to look at it.
        reason: why the one that it corrects was wrong; None where nobody has told.
    """

    meter: str
    reading: Reading
    partner_id: str | None = None
    oddities: tuple[Oddity, ...] = ()
    reason: str | None = None


@attrs.frozen
class StatusChange:
    """That a status has changed, who has done it and when (the seed logs each one).

    Attributes:
        former: what it was; None at the beginning.
        status: what it is since.
        actor: who has done it.
        at: aware UTC instant.
    """

    former: RegistrationStatus | None
    status: RegistrationStatus
    actor: str
    at: datetime


@attrs.frozen
class Registration:
    """The state of the meter readings of one stay (seed: *Tællerregistrering*).

    Attributes:
        id: that of the stay.
        unit: room or house number, where the guest has lived first.
        arrival: first day of the stay.
        departure: last day of it.
        persons: who count for what is owed by person.
        zone: IANA name of the zone of the house.
        grace_days: how many days beside the stay a reading may be taken.
        meters: those of all its units, as they were known last.
        readings: all that was sent, in order; corrected ones stay.
        status: where it stands.
        reasons: why somebody has to look, whether or not somebody has.
        reviewed_by: who has looked at them; None while nobody has.
        finalised_at: when its readings were complete; None before.
        archived_from: the status it had; None while it is not archived.
        figures: the last calculation; None before the first.
        billed: what was billed, with every difference since; None before.
        via: how it was invoiced; None before, and where staff settled from their own readings.
        document: number of the invoice or credit note; None before.
        difference_due: whether something has come that what was billed does not know.
        differences: how many differences were billed.
        changes: every status it has had.
        moved: where the guest has lived since, in order; a unit to which they came back stands
            again.
        receipt: what its last settlement in Front Desk has come to; None before.
        series: hours that were sent; they tell when something was used.
    """

    id: str
    unit: str
    arrival: date
    departure: date
    persons: int
    zone: str
    grace_days: int
    meters: tuple[MeterFacts, ...]
    readings: tuple[StayReading, ...]
    status: RegistrationStatus
    reasons: tuple[Reason, ...]
    reviewed_by: str | None
    finalised_at: datetime | None
    archived_from: RegistrationStatus | None
    figures: Figures | None
    billed: Figures | None
    via: InvoicedVia | None
    document: str | None
    difference_due: bool
    differences: int
    changes: Journal[StatusChange]
    moved: tuple[str, ...] = ()
    receipt: Receipt | None = None
    series: Journal[StayHours] = attrs.Factory(Journal)

    @property
    def units(self) -> tuple[str, ...]:
        """Where the guest has lived, in order; a unit to which they came back stands again."""
        return (self.unit, *self.moved)

    @property
    def needs_review(self) -> bool:
        """Whether somebody has to look before it is billed."""
        return bool(self.reasons) and self.reviewed_by is None

    def meter(self, meter: str) -> MeterFacts | None:
        """Return what is known of a meter, or None where the unit has no such meter."""
        return next((one for one in self.meters if one.meter == meter), None)

    def meters_with(self, meters: tuple[MeterFacts, ...]) -> tuple[MeterFacts, ...]:
        """Return the meters as they are known now."""
        return tuple({one.meter: one for one in (*self.meters, *meters)}.values())

    def meters_in(
        self, units: tuple[str, ...], meters: tuple[MeterFacts, ...]
    ) -> tuple[MeterFacts, ...]:
        """Return the meters of other units, and those of which something was read already."""
        read = {one.meter for one in self.readings}
        return tuple(
            one
            for one in self.meters_with(meters)
            if (one.unit or self.unit) in units or one.meter in read
        )

    def reading(self, number: int) -> StayReading | None:
        """Return a reading by its number, or None."""
        return self.readings[number - 1] if 1 <= number <= len(self.readings) else None

    def counting(self, meter: str) -> list[StayReading]:
        """Return the readings of a meter that no other one has superseded, in order."""
        numbers = {one.number for one in standing(one.reading for one in self.readings)}
        return [
            one for one in self.readings if one.meter == meter and one.reading.number in numbers
        ]

    def lacks(self, meter: MeterFacts, register: str, kind: ReadingKind) -> bool:
        """Return whether nobody has sent a first or last reading of a register."""
        return not any(
            one.reading.register == register
            and one.reading.kind is kind
            and not one.reading.is_control
            and one.reading.source is not ReadingSource.INFERRED
            for one in self.counting(meter.meter)
        )

    @property
    def own_reasons(self) -> tuple[Reason, ...]:
        """What the readings themselves give reason to look at, whatever they come to."""
        found: list[Reason] = []
        for meter in self.meters:
            before = {one.register for one in meter.stand_ins}
            found += [
                _missing(Flag.START_MISSING, meter, register)
                for register in meter.first_registers
                if register not in before and self.lacks(meter, register, ReadingKind.ARRIVAL)
            ]
            found += [
                _missing(Flag.END_MISSING, meter, register)
                for register in meter.last_registers
                if self.lacks(meter, register, ReadingKind.DEPARTURE)
            ]
            found += [
                odd_reason(self, one, oddity)
                for one in self.counting(meter.meter)
                for oddity in one.oddities
                if oddity in ODD
            ]
        return united(found)


def _missing(flag: Flag, meter: MeterFacts, register: str) -> Reason:
    return Reason(flag.value, SENTENCES[flag], meter.meter, register)


def odd_reason(registration: Registration, one: StayReading, oddity: Oddity) -> Reason:
    """Return the reason to look at an odd reading."""
    reading = one.reading
    values = {
        "value": reading.value,
        "at": reading.at,
        "arrival": registration.arrival,
        "departure": registration.departure,
    }
    sentence = ODD[oddity].format(**{**values, "at": written(reading.at)})
    return Reason(oddity.value, sentence, one.meter, reading.register, details_of(values))


def united(*several: "list[Reason] | tuple[Reason, ...]") -> tuple[Reason, ...]:
    """Return reasons in their order, each once."""
    found: dict[tuple[str, str | None, str | None], Reason] = {}
    for reasons in several:
        for one in reasons:
            found.setdefault(one.key, one)
    return tuple(found.values())


def renumbered(one: Reading, number: int) -> Reading:
    """Return a reading under a number of another count, in which it supersedes nothing."""
    return Reading(
        number,
        one.register,
        one.value,
        one.at,
        one.kind,
        one.source,
        one.quality,
        one.evidence,
        one.by,
        None,
        one.device,
    )
