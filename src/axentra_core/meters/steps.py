"""From one reading to the next: what lies between, and whether the register has gone round."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.kernel.numbers import add, as_text, multiply, subtract
from axentra_core.meters.flags import Flag, Note, NotRound, written
from axentra_core.meters.model import Quality, Reading, ReadingKind, Register
from axentra_core.meters.readings import impossible
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.units import NOTHING, Measure, Quantity, convert

# Nobody hangs a meter for longer.
LONGEST_REPLACEMENT: Final = timedelta(hours=12)
ONE_HOUR: Final = timedelta(hours=1)

if TYPE_CHECKING:
    from axentra_core.meters.links import Link


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
            return (
                f"{place}: {self.quantity.in_full} {self.measure} from {written(start.at)} on, "
                "estimated"
            )
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
        return f"{text} = {self.quantity.in_full} {self.measure}"


def quantity_of(register: Register, shown: Decimal, measure: Measure) -> Quantity:
    """Return what a difference as it is shown stands for, exactly, in a measure."""
    step = register.step
    quantity = Quantity(shown if step == 1 else multiply(shown, step))
    if register.conversion is not None:
        quantity = register.conversion.of(quantity, register.measure)
    billed = register.billed
    return quantity if billed is measure else convert(quantity, billed, measure)


def shown_between(
    register: Register, start: Decimal, end: Decimal, bound: Decimal | None, measure: Measure
) -> Decimal | None:
    """Return what lies between two values as they are shown, or None where nobody can tell.

    A lower one has gone round only where the digits are known and the use is within the bound.
    """
    shown = subtract(end, start)
    if shown >= 0:
        return shown
    if register.capacity is None or bound is None:
        return None
    gone_round = add(shown, register.capacity)
    return None if quantity_of(register, gone_round, measure).exceeds(bound) else gone_round


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
    """Say so where nobody can tell from its first and last reading how often it has gone round.

    It may have done so once more than its readings tell; or it has come past its first value again,
    which a single wrong reading in between would tell, too.
    """
    capacity = link.register.capacity
    if capacity is None or not link.readings:
        return
    may_turn = not quantity_of(link.register, capacity, measure).plus(used).exceeds(bound)
    for run in link.runs():
        start, end = run[0].value, run[-1].value
        turns = sum(later.value < earlier.value for earlier, later in pairwise(run))
        if may_turn or turns > (end < start):
            notes.append(Note.of(Flag.ROLLOVER_UNCERTAIN, start=start, end=end))


def turns_unseen(link: "Link", notes: list[Note]) -> None:
    """Say so where it may have gone all the way round between two readings, and no bound is stated.

    A house states how much can be used; where none does, what no house can use tells.
    """
    fastest = link.register.fastest_turn
    if fastest is None:
        return
    for run in link.runs():
        for start, end in pairwise(run):
            if end.at - start.at >= fastest:
                values = {"start": start.value, "end": end.value}
                notes.append(Note.of(Flag.ROLLOVER_UNCERTAIN, **values))


def _step(  # noqa: PLR0913, PLR0917 - what a step depends on
    link: "Link",
    start: Reading,
    end: Reading,
    bound: Decimal | None,
    measure: Measure,
    notes: list[Note],
) -> Part | None:
    register = link.register
    shown = shown_between(register, start.value, end.value, bound, measure)
    if end.at < start.at or (shown and _is_at_a_break(start, end)):
        notes.append(Note.of(Flag.OUT_OF_ORDER, value=end.value, at=end.at))
        return None
    if shown is None:
        notes.append(decreasing(register, start, end, bound, measure))
        return None
    quantity = quantity_of(register, shown, measure) if shown else NOTHING
    if end.value < start.value:
        notes.append(Note.of(Flag.ROLLOVER, start=start.value, end=end.value, quantity=quantity))
    return Part(link.device.number, register, start, end, shown, quantity, measure)


def _is_at_a_break(start: Reading, end: Reading) -> bool:
    """Tell whether one is of the instant of a replacement, and may be of the other side of it."""
    is_break = start.kind is ReadingKind.INSTALLATION or end.kind is ReadingKind.REMOVAL
    return is_break and start.at == end.at


def decreasing(
    register: Register, start: Reading, end: Reading, bound: Decimal | None, measure: Measure
) -> Note:
    """Return why a lower reading has not gone round."""
    capacity = register.capacity
    if capacity is None or bound is None:
        why = NotRound.NO_DIGITS if capacity is None else NotRound.NO_BOUND
        return Note.of(Flag.DECREASING, start=start.value, end=end.value, why=why)
    return Note.of(
        Flag.DECREASING,
        start=start.value,
        end=end.value,
        why=NotRound.TOO_MUCH,
        implied=quantity_of(register, add(subtract(end.value, start.value), capacity), measure),
        bound=bound,
    )


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
        if reading.quality is Quality.ESTIMATED:
            notes.append(Note.of(Flag.READING_ESTIMATED, value=reading.value, at=reading.at))
        if reading.supersedes is not None:
            notes.append(Note.of(Flag.CORRECTED, value=reading.value))
        if reading.device is not None and reading.device != link.device.number:
            number = link.device.number
            notes.append(Note.of(Flag.OTHER_DEVICE, seen=reading.device, device=number))
    return possible
