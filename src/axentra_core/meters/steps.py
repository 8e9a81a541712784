"""From one reading to the next: what lies between, and whether the register has gone round."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.kernel.numbers import add, as_text, multiply, subtract
from axentra_core.meters.flags import Flag, Note, written
from axentra_core.meters.model import Reading, ReadingKind, Register
from axentra_core.meters.readings import impossible
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.units import NOTHING, Measure, Quantity, convert

# Nobody hangs a meter for longer.
LONGEST_REPLACEMENT: Final = timedelta(hours=12)
ONE_HOUR: Final = timedelta(hours=1)

if TYPE_CHECKING:
    from axentra_core.meters.chains import Link


@attrs.frozen
class Part:
    """What one register of one device has counted between two readings.

    Attributes:
        device: number of the device.
        register: as it was in place.
        start: first reading.
        end: last reading; None where the use is estimated.
        shown: difference as the device shows it, before any factor; None where it is estimated.
        quantity: exact, in the measure that is billed.
        measure: of the quantity.
    """

    device: str
    register: Register
    start: Reading
    end: Reading | None
    shown: Decimal | None
    quantity: Quantity
    measure: Measure

    @property
    def has_turned(self) -> bool:
        """Whether the register has gone round in between."""
        return self.end is not None and self.end.value < self.start.value

    @property
    def sentence(self) -> str:
        """Say how it came about, in plain English."""
        start, end, register = self.start, self.end, self.register
        place = f"register {register.code} of device {self.device}"
        if end is None or self.shown is None:
            return f"{place}: {self.quantity} {self.measure} from {written(start.at)} on, estimated"
        text = (
            f"{place}: {as_text(start.value)} at {written(start.at)} to {as_text(end.value)} "
            f"at {written(end.at)} is {as_text(self.shown)}"
        )
        if register.step != 1:
            text += f" x {as_text(register.step)}"
        if (conversion := register.conversion) is not None:
            text += "" if conversion.z_number == 1 else f" x {as_text(conversion.z_number)}"
            if conversion.calorific is not None:
                text += f" x {as_text(conversion.calorific)} kWh"
        return f"{text} = {self.quantity} {self.measure}"


def quantity_of(register: Register, shown: Decimal, measure: Measure) -> Quantity:
    """Return what a difference as it is shown stands for, exactly, in a measure."""
    step = register.step
    quantity = Quantity(shown if step == 1 else multiply(shown, step))
    if register.conversion is not None:
        quantity = register.conversion.of(quantity, register.measure)
    billed = register.billed
    return quantity if billed is measure else convert(quantity, billed, measure)


def steps_of(
    link: "Link", bound: Decimal | None, measure: Measure, parts: list[Part], notes: list[Note]
) -> bool:
    """Add what lies between neighbouring readings, and what is to be said; tell if all is known."""
    if not _are_possible(link, notes):
        return False
    known = not link.is_incomplete
    readings = link.readings
    for start, end in pairwise(readings):
        if end.kind is ReadingKind.INSTALLATION or start.kind is ReadingKind.REMOVAL:
            known &= _is_break(link, start, end, notes)
            continue
        part = _step(link, start, end, bound, measure, notes)
        if part is None:
            known = False
        else:
            parts.append(part)
    return known


def _is_break(link: "Link", start: Reading, end: Reading, notes: list[Note]) -> bool:
    """Tell whether a device was replaced, or set back, with both readings."""
    number = link.device.number
    if start.kind is ReadingKind.REMOVAL and end.kind is ReadingKind.INSTALLATION:
        notes.append(Note.of(Flag.METER_REPLACED, device=number, before=number))
        return is_at_once(start, end, notes)
    kind = ReadingKind.INSTALLATION if start.kind is ReadingKind.REMOVAL else ReadingKind.REMOVAL
    notes.append(Note.of(Flag.REPLACEMENT_INCOMPLETE, device=number, kind=kind))
    return False


def is_at_once(removal: Reading, installation: Reading, notes: list[Note]) -> bool:
    """Tell whether nothing can have been used between the two readings of a replacement."""
    apart = installation.at - removal.at
    if apart <= LONGEST_REPLACEMENT:
        return True
    hours = apart // ONE_HOUR
    notes.append(Note.of(Flag.REPLACEMENT_GAP, hours=hours, since=removal.at))
    return False


def turns_again(
    link: "Link", used: Quantity, bound: Decimal, measure: Measure, notes: list[Note]
) -> None:
    """Say so where the register may have gone round once more than its readings tell."""
    register = link.register
    capacity = register.capacity
    if capacity is None or not link.readings:
        return
    if not quantity_of(register, capacity, measure).plus(used).exceeds(bound):
        start, end = link.readings[0].value, link.readings[-1].value
        notes.append(Note.of(Flag.ROLLOVER_UNCERTAIN, start=start, end=end))


def _step(  # noqa: PLR0913, PLR0917 - what a step depends on
    link: "Link",
    start: Reading,
    end: Reading,
    bound: Decimal | None,
    measure: Measure,
    notes: list[Note],
) -> Part | None:
    register = link.register
    shown = subtract(end.value, start.value)
    capacity = register.capacity
    if end.at < start.at:
        notes.append(Note.of(Flag.OUT_OF_ORDER, value=end.value, at=end.at))
        return None
    if shown < 0:
        if capacity is None or bound is None:
            why = "its digits are not known" if capacity is None else "no use is known as plausible"
            notes.append(Note.of(Flag.DECREASING, start=start.value, end=end.value, why=why))
            return None
        gone_round = add(shown, capacity)
        implied = quantity_of(register, gone_round, measure)
        if implied.exceeds(bound):
            why = f"gone round it would be {implied}, more than the plausible {as_text(bound)}"
            notes.append(
                Note.of(Flag.DECREASING, start=start.value, end=end.value, why=why, implied=implied)
            )
            return None
        shown = gone_round
        notes.append(Note.of(Flag.ROLLOVER, start=start.value, end=end.value, quantity=implied))
    quantity = quantity_of(register, shown, measure) if shown else NOTHING
    return Part(link.device.number, register, start, end, shown, quantity, measure)


def refused(register: Register, value: Decimal) -> MetersRefusal | None:
    """Return why a register cannot show a value, or None; most have the decimals of its display."""
    capacity = register.capacity
    if value.same_quantum(register.smallest) and (capacity is None or value < capacity):
        return None
    return impossible(register, value)


def _are_possible(link: "Link", notes: list[Note]) -> bool:
    register, possible = link.register, True
    for reading in link.readings:
        refusal = refused(register, reading.value)
        if refusal is not None:
            possible = False
            if refusal.code == "meters.exceeds_register":
                digits = register.digits or 0
                notes.append(Note.of(Flag.EXCEEDS_REGISTER, digits=digits, value=reading.value))
            else:
                decimals = register.decimals
                notes.append(
                    Note.of(Flag.TOO_MANY_DECIMALS, decimals=decimals, value=reading.value)
                )
        if reading.supersedes is not None:
            notes.append(Note.of(Flag.CORRECTED, value=reading.value))
        if reading.device is not None and reading.device != link.device.number:
            number = link.device.number
            notes.append(Note.of(Flag.OTHER_DEVICE, seen=reading.device, device=number))
    return possible
