"""What pages of meters show: one registration to be judged, the list of them, and a receipt."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import attrs

from axentra_core.documents import PaymentLine, Seller
from axentra_core.hotel.folio_reader import DocumentView
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, total
from axentra_core.meters import (
    BilledLine,
    Consumption,
    DifferenceRecorded,
    Figures,
    Measure,
    Quantity,
    Reading,
    Reason,
    ReceiptNoted,
    Registration,
    RegistrationStatus,
    SettledByStaff,
    Settlement,
    StatusChange,
)

HANDLED = RegistrationStatus.HANDLED_IN_FRONT_DESK


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
class MeterDifference:
    """What came to light after it was billed, as it was charged or credited.

    Attributes:
        number: from 1.
        lines: what was charged, or below zero credited.
        at: when, an aware UTC instant.
        documents: numbers of its own invoice and credit notes; none where the house issues none.
    """

    number: int
    lines: tuple[BilledLine, ...]
    at: datetime
    documents: tuple[str, ...] = ()

    @property
    def gross(self) -> Decimal:
        """What the guest pays for it, or below zero gets back."""
        return total(line.gross for line in self.lines)


def settled_by_staff(history: Iterable[object]) -> Iterator[StatusChange]:
    """Yield who has settled from their own readings: the status stays, and is the last one."""
    for event in history:
        if isinstance(event, SettledByStaff):
            yield StatusChange(HANDLED, HANDLED, event.actor, event.at)


def differences_in(history: Iterable[object]) -> list[MeterDifference]:
    """Return what was billed later; its documents are noted after it, with what was paid."""
    found: list[MeterDifference] = []
    for event in history:
        match event:
            case DifferenceRecorded(number=number, lines=lines, at=at):
                found.append(MeterDifference(number, lines, at))
            case ReceiptNoted(receipt=receipt) if found:
                found[-1] = attrs.evolve(found[-1], documents=receipt.documents)
            case _:
                pass
    return found


@attrs.frozen
class RegistrationView:
    """The registration of a stay with everything by which staff judge its readings.

    Attributes:
        registration: readings, status, reasons to look, and what was billed.
        stay: whose it is.
        changes: every status it has had, with who and when; last who settled from own readings.
        utilities: one for each meter of the house.
        bill: what the readings come to now; None where nothing can be told.
        allowed: names of the commands that nothing stands against now.
        doubts: what somebody has to look at by now, and nobody has.
        billed: what was billed first; None before.
        differences: what was billed after it, in order.
    """

    registration: Registration
    stay: MeterStay
    changes: tuple[StatusChange, ...]
    utilities: tuple[UtilityView, ...]
    bill: Settlement | None
    allowed: tuple[str, ...] = ()
    doubts: tuple[Reason, ...] = ()
    billed: Figures | None = None
    differences: tuple[MeterDifference, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether somebody has to look before anything is billed."""
        return self.registration.needs_review or bool(self.doubts)

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
        moved: other rooms or houses in which the guest has lived since.
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
    moved: tuple[str, ...] = ()


@attrs.frozen
class MeterReceipt:
    """What is shown once a registration is settled (seed: *Kvitteringssiden*).

    Attributes:
        stay: id of the stay.
        guest_name: opened by the hotel's cipher; None once the guest was forgotten.
        on: business date of the settlement.
        currency: ISO 4217 code of all amounts.
        digits: their decimals.
        payments: money that was taken in Front Desk, below zero where it was given back; none
            where nothing was.
        set_off: what deposits have paid; zero where none has.
        documents: invoices and credit notes, with their buyers opened; none where the house issues
            none.
        is_shown: whether the house wants it shown after Front Desk, whatever Front Desk's own
            settings say; where it does not, those decide.
        next_ready: id of the registration that waits next; None where none does.
    """

    stay: str
    guest_name: str | None = attrs.field(repr=False)
    on: date
    currency: str
    digits: int
    payments: tuple[PaymentLine, ...] = ()
    set_off: Decimal = ZERO
    documents: tuple[DocumentView, ...] = ()
    is_shown: bool = False
    next_ready: str | None = None

    @property
    def paid(self) -> Decimal:
        """What was paid in all, without deposits; below zero where the guest got more back."""
        return total(one.amount for one in self.payments)

    @property
    def seller(self) -> Seller | None:
        """The house as its documents name it; None without any."""
        return next((one.document.content.seller for one in self.documents), None)
