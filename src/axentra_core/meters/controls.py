"""What others have read: control readings, and the last reading before the period.

A control reading is one more look at a register. It is held against the reading next to it in time
of the same device, as the display shows it and by what the use would be with it: 99998 and 00001
are three apart only if the register has gone round in between.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from axentra_core.kernel.numbers import ZERO, subtract, total
from axentra_core.meters.flags import Flag, Note
from axentra_core.meters.model import DevicePeriod, Reading, ReadingSource, Register
from axentra_core.meters.steps import quantity_of, shown_between
from axentra_core.meters.units import Measure, Quantity

if TYPE_CHECKING:
    from axentra_core.meters.links import Chain, Link


@attrs.frozen
class Witness:
    """A control reading beside a reading that it may be of.

    Attributes:
        control: what somebody else has seen.
        register: as it was in place.
        run: readings that count, of one device that was not set back in between.
        place: of the nearest one among them.
        bound: what can be used at the very most, or None.
        measure: of the bound and of the use.
    """

    control: Reading
    register: Register
    run: Sequence[Reading]
    place: int
    bound: Decimal | None
    measure: Measure

    @property
    def nearest(self) -> Reading:
        """The reading next to it in time."""
        return self.run[self.place]

    @property
    def days(self) -> int:
        """How many whole days lie between."""
        return abs(self.nearest.at - self.control.at).days

    @property
    def off(self) -> Quantity:
        """How far the two are apart: what they show, or what the use would be with the other."""
        off = subtract(self.control.value, self.nearest.value).copy_abs()
        capacity = self.register.capacity
        if capacity is not None and off < capacity:
            off = min(off, subtract(capacity, off))
        read, seen = self._used_with(self.nearest), self._used_with(self.control)
        if read is not None and seen is not None:
            off = max(off, subtract(seen, read).copy_abs())
        return quantity_of(self.register, off, self.measure)

    def _used_with(self, one: Reading) -> Decimal | None:
        """Return what lies around its place with a reading there; None if it is not plausible."""
        around = (*self.run[: self.place][-1:], one, *self.run[self.place + 1 :][:1])
        used = self._used(around)
        if used is None or self.bound is None:
            return used
        quantity = quantity_of(self.register, used, self.measure)
        return None if quantity.exceeds(self.bound) else used

    def _used(self, readings: Sequence[Reading]) -> Decimal | None:
        steps = [
            shown_between(self.register, start.value, end.value, self.bound, self.measure)
            for start, end in pairwise(readings)
        ]
        return None if None in steps else total(step or ZERO for step in steps)

    @property
    def fits_between(self) -> bool:
        """Whether the register can have shown it between the readings before and after it.

        That can be told however far they are away: a register does not count backwards.
        """
        earlier = [one for one in self.run if one.at <= self.control.at][-1:]
        later = [one for one in self.run if one.at > self.control.at][:1]
        used = self._used((*earlier, self.control, *later))
        return used is not None and not (
            earlier and later and used != self._used((*earlier, *later))
        )

    def differs(self, tolerance: Decimal) -> Note:
        """Return what is to be said of the two."""
        return Note.of(
            Flag.CONTROL_DIFFERS,
            control=self.control.value,
            value=self.nearest.value,
            off=self.off,
            most=tolerance,
        )


def controls_of(chain: "Chain", own: Sequence[Reading], period: DevicePeriod) -> list[Reading]:
    """Return the control readings of a device; at the instant of a replacement perhaps of both."""
    found: list[Reading] = []
    for one in own:
        since, until = period.since, period.until
        if not one.is_control or one.at < since or (until is not None and one.at > until):
            continue
        number = period.device.number
        if one.device is None or one.device == number:
            found.append(one)
        elif since < one.at and one.at != until:
            chain.notes.append(Note.of(Flag.OTHER_DEVICE, seen=one.device, device=number))
    return found


def compare(
    chain: "Chain", bound: Decimal | None, tolerance: Decimal | None, days: int
) -> list[Note]:
    """Return what control readings of a register say against those that count.

    They inform and never overwrite; those of a power company come days late (seed: *forbundet med
    stor usikkerhed*). At the instant of a replacement one that names no device is of either, and
    where there is one for each, each of the two readings has to have its own.

    Args:
        chain: readings of a register, in order.
        bound: what can be used at the very most, or None.
        tolerance: how far one may be off, in the measure that is billed; None to compare none.
        days: how many days one may be away to be compared.
    """
    controls = chain.controls()
    if not controls:
        return []
    runs = [(link, run) for link in chain.links for run in link.runs()]
    notes: list[Note] = []
    near: list[list[Witness]] = []
    for control in controls:
        several = [*_witnesses(control, runs, bound, chain.measure)]
        closest = min(several, key=lambda one: one.days, default=None)
        if closest is None:
            continue
        if closest.days <= days:
            near.append(several)
        elif tolerance is None or closest.fits_between or not closest.off.exceeds(tolerance):
            notes.append(Note.of(Flag.CONTROL_STALE, control=control.value, days=closest.days))
        else:
            notes.append(closest.differs(tolerance))
    return notes if tolerance is None else [*notes, *_contradictions(near, tolerance)]


def _witnesses(
    control: Reading,
    runs: Sequence[tuple["Link", Sequence[Reading]]],
    bound: Decimal | None,
    measure: Measure,
) -> Iterator[Witness]:
    """Yield the reading next to it in time of each device, or run, that it may be of."""
    for place, (link, run) in enumerate(runs):
        is_early = place > 0 and control.at < runs[place - 1][1][-1].at
        is_late = place + 1 < len(runs) and control.at > runs[place + 1][1][0].at
        if control in link.controls and not is_early and not is_late:
            nearest = min(
                range(len(run)),
                key=lambda one: (
                    abs(run[one].at - control.at),
                    abs(run[one].value - control.value),
                ),
            )
            yield Witness(control, link.register, run, nearest, bound, measure)


def _contradictions(near: Sequence[Sequence[Witness]], tolerance: Decimal) -> list[Note]:
    """Return what control readings say against those that they are near to."""
    doubted = [_closest(several) for several in near]
    for several in near:
        # Of two readings at one instant each has its own control where there are so many.
        mates = [one for other in near for one in other]
        if 1 < len(several) <= sum(any(_are_of_one(several, other)) for other in near):
            doubted += [
                _closest([mate for mate in mates if mate.nearest is one.nearest]) for one in several
            ]
    notes: list[Note] = []
    for one in doubted:
        if one.off.exceeds(tolerance) and (note := one.differs(tolerance)) not in notes:
            notes.append(note)
    return notes


def _closest(several: Sequence[Witness]) -> Witness:
    return min(several, key=lambda one: one.off.exact)


def _are_of_one(several: Sequence[Witness], other: Sequence[Witness]) -> Iterator[bool]:
    return (one.nearest is each.nearest for one in several for each in other)


def gap_before(chain: "Chain", most: Decimal | None) -> list[Note]:
    """Return what lies between the last reading before and the first one; it is the owner's.

    A lower first reading has gone round only within what a house uses at the very most meanwhile.
    """
    last, link = chain.last_before, chain.links[0]
    first = link.readings[0] if link.readings else None
    if last is None or first is None or first.source is ReadingSource.INFERRED:
        return []
    if first is last or first.value == last.value:
        return []
    shown = shown_between(link.register, last.value, first.value, most, chain.measure)
    if shown is None:
        return [Note.of(Flag.OVERLAP, start=first.value, before=last.value)]
    quantity = quantity_of(link.register, shown, chain.measure)
    notes: list[Note] = []
    if first.value < last.value:
        notes.append(Note.of(Flag.ROLLOVER, start=last.value, end=first.value, quantity=quantity))
    if most is not None and quantity.exceeds(most):
        return [*notes, Note.of(Flag.GAP_TOO_LARGE, quantity=quantity, most=most)]
    return [*notes, Note.of(Flag.GAP, quantity=quantity, before=last.value)]
