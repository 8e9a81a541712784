"""What pages of meters show: one registration to be judged, the list of them, and a receipt."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import attrs

from axentra_core.documents import PaymentLine
from axentra_core.hotel.folio_reader import DocumentView
from axentra_core.kernel.money import Money
from axentra_core.meters import (
    Consumption,
    Measure,
    Quantity,
    Reading,
    Registration,
    RegistrationStatus,
    Settlement,
    StatusChange,
)


def per_person_day(quantity: Quantity, persons: int, days: int) -> Quantity:
    """Return what each person has used a day, exactly; somebody was there, for a day at least."""
    return Quantity.of(quantity.exact / (max(1, persons) * max(1, days)))


@attrs.frozen
class MeterStay:
    """Whose meters were read.

    Attributes:
        stay: id of the stay.
        guest_name: opened by the hotel's cipher; None once the guest was forgotten.
        unit: room or house number.
        arrival: first day of the stay.
        departure: last day of it.
        persons: who count for what is used by person.
    """

    stay: str
    guest_name: str | None = attrs.field(repr=False)
    unit: str
    arrival: date
    departure: date
    persons: int = 1

    @property
    def days(self) -> int:
        """How many days count: the nights, or one."""
        return max(1, (self.departure - self.arrival).days)


@attrs.frozen
class PreviousUse:
    """What an earlier stay in the same house has used, to compare with.

    Attributes:
        stay: id of it.
        days: how long.
        persons: how many.
        quantity: in the measure that is billed.
        departure: its last day; None where it is not known.
    """

    stay: str
    days: int
    persons: int
    quantity: Quantity
    departure: date | None = None

    @property
    def each(self) -> Quantity:
        """What each person has used a day."""
        return per_person_day(self.quantity, self.persons, self.days)


@attrs.frozen
class ControlReading:
    """Somebody else's look at a register, beside the reading of the stay that is next to it.

    Attributes:
        reading: of the power company, for instance; it informs and never counts.
        nearest: next to it in time among the readings that count; None where there is none.
        off: how far the two are apart, in the measure that is billed, never below zero; None
            where they are not compared.
        days: how many whole days lie between them; None where there is nothing to compare with.
    """

    reading: Reading
    nearest: Reading | None = None
    off: Quantity | None = None
    days: int | None = None


@attrs.frozen
class UtilityView:
    """One meter of the house: what was read and used in the stay and before it.

    Attributes:
        utility: code of what it counts, such as ``el``.
        meter: its id.
        measure: of all quantities.
        readings: of the stay in order, those at a replacement too; corrected ones stay, control
            readings stand apart.
        consumptions: what each register has counted; none where that is not known at all.
        before: the last reading of each register before the stay.
        previous: what earlier stays have used, the last one first.
        controls: what others have read.
    """

    utility: str
    meter: str
    measure: Measure
    readings: tuple[Reading, ...]
    consumptions: tuple[Consumption, ...] = ()
    before: tuple[Reading, ...] = ()
    previous: tuple[PreviousUse, ...] = ()
    controls: tuple[ControlReading, ...] = ()

    @property
    def used(self) -> Quantity | None:
        """What all registers have counted together; None where one of them does not tell."""
        known = [one.quantity for one in self.consumptions if one.quantity is not None]
        if not known or len(known) != len(self.consumptions):
            return None
        if {one.measure for one in self.consumptions} != {self.measure}:
            return None
        return Quantity.of(sum((one.exact for one in known), Fraction(0)))


@attrs.frozen
class RegistrationView:
    """The registration of a stay with everything by which staff judge its readings.

    Attributes:
        registration: readings, status, reasons to look, and what was billed.
        stay: whose it is.
        changes: every status it has had, with who and when.
        utilities: one for each meter of the house.
        bill: what the readings come to now; None where nothing can be told.
        allowed: names of the commands that nothing stands against now.
    """

    registration: Registration
    stay: MeterStay
    changes: tuple[StatusChange, ...]
    utilities: tuple[UtilityView, ...]
    bill: Settlement | None
    allowed: tuple[str, ...] = ()

    def own_use(self, utility: UtilityView) -> PreviousUse | None:
        """Return what the stay itself has used, as earlier ones are told; None where unknown."""
        if (used := utility.used) is None:
            return None
        stay = self.stay
        return PreviousUse(stay.stay, stay.days, stay.persons, used, stay.departure)


@attrs.frozen
class RegistrationLine:
    """A registration as the list shows it.

    Attributes:
        stay: id of the stay.
        unit: room or house number.
        guest: opened by the hotel's cipher; None once the guest was forgotten.
        status: where it stands.
        finalised_at: when its readings were complete, an aware UTC instant; None before.
        needs_review: whether somebody has to look before it is billed.
        amount: what it comes to, or what was billed; None where nothing can be told.
        arrival: first day of the stay.
        departure: last day of it.
        difference_due: whether something has come that what was billed does not know.
        document: number of the invoice or credit note; None before.
        allowed: names of the commands that nothing stands against now.
    """

    stay: str
    unit: str
    guest: str | None = attrs.field(repr=False)
    status: RegistrationStatus
    finalised_at: datetime | None
    needs_review: bool
    amount: Money | None
    arrival: date
    departure: date
    difference_due: bool = False
    document: str | None = None
    allowed: tuple[str, ...] = ()


@attrs.frozen
class MeterReceipt:
    """What is shown once Front Desk has settled (seed: *Kvitteringssiden*).

    Attributes:
        stay: id of the stay.
        payments: what was paid then, below zero for money given back; none where nothing was.
        paid: the sum of them, in the currency of the document.
        document: the invoice or credit note, with its buyer opened.
        next_ready: id of the registration that waits next; None where none does.
    """

    stay: str
    payments: tuple[PaymentLine, ...]
    paid: Decimal
    document: DocumentView
    next_ready: str | None = None
