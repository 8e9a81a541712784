"""What was used: from readings as they are shown to an exact quantity, or to a person who looks.

Usable alone:

    >>> from datetime import UTC, datetime
    >>> from axentra_core.meters.model import Device, ReadingKind, Register
    >>> device = Device("4711", (Register("el", Measure.KWH, digits=5),))
    >>> in_place = DevicePeriod(device, datetime(2020, 1, 1, tzinfo=UTC))
    >>> first, last = datetime(2026, 7, 4, 14, tzinfo=UTC), datetime(2026, 7, 11, 8, tzinfo=UTC)
    >>> readings = (
    ...     Reading(1, "el", "99999", first, ReadingKind.ARRIVAL),
    ...     Reading(2, "el", "00012", last, ReadingKind.DEPARTURE),
    ... )
    >>> (used,) = consumption((in_place,), readings, expectation=Expectation(most=1000))
    >>> str(used.quantity), used.decision, used.flags
    ('13', <Decision.BILL: 'bill'>, (<Flag.ROLLOVER: 'rollover'>,))

A use is the sum of what lies between neighbouring readings, over all devices that were in place,
so that it does not matter where a period is split. A lower reading has gone round only where the
digits are known and the use would be plausible; otherwise somebody has to look (invariants 51, 52).
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.numbers import multiply, subtract
from axentra_core.meters.chains import chains
from axentra_core.meters.controls import compare, gap_before
from axentra_core.meters.expectation import ANYTHING, Expectation, is_as_expected
from axentra_core.meters.flags import Decision, EstimateMethod, Flag, Note, decide
from axentra_core.meters.links import Chain
from axentra_core.meters.model import DevicePeriod, Quality, Reading, ReadingKind
from axentra_core.meters.others import say_lower
from axentra_core.meters.readings import Preference, standing
from axentra_core.meters.registers import Counted, weigh
from axentra_core.meters.steps import Part, refused, steps_of, turns_again, turns_unseen
from axentra_core.meters.units import ONE, Measure, NotNegative, Quantity

LONGEST_DELAY: Final = 60
# By names of their own, as looking a member up in its enum takes longer than a sum.
_ARRIVAL: Final = ReadingKind.ARRIVAL
_DEPARTURE: Final = ReadingKind.DEPARTURE
_ESTIMATED: Final = Quality.ESTIMATED
_BILL: Final = Decision.BILL


@checked
class ConsumptionPolicy:
    """What a house does where readings alone do not decide.

    Attributes:
        arrival: whose first reading counts.
        departure: whose last reading counts.
        control_tolerance: how far a control reading may be off, in the measure that is billed;
            None to show it only.
        control_days: how many days it may be taken from the reading it is compared with.
        most_gap: how much may be used between two stays before somebody looks; None for any.
        estimate: how a missing last reading is estimated; None to ask a person.
    """

    arrival: Preference = Preference.STAFF_FIRST
    departure: Preference = Preference.LATEST
    control_tolerance: NotNegative | None = None
    control_days: Annotated[int, whole(0, LONGEST_DELAY)] = 3
    most_gap: NotNegative | None = None
    estimate: EstimateMethod | None = None


STANDARD: Final = ConsumptionPolicy()


@attrs.frozen
class Consumption:
    """What one register has counted, over all devices that had it.

    Attributes:
        register: code.
        measure: of the quantity.
        quantity: exact; None where the readings do not tell.
        decision: whether it is billed, looked at, or refused.
        notes: what is remarkable about it.
        parts: what it is the sum of, in order.
    """

    register: str
    measure: Measure
    quantity: Quantity | None
    decision: Decision
    notes: tuple[Note, ...]
    parts: tuple[Part, ...]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The notes by their flags alone, each once."""
        return tuple(dict.fromkeys(note.flag for note in self.notes))

    @property
    def implied_rollover(self) -> Quantity | None:
        """What a lower reading would mean if the register had gone round, and it was not taken."""
        for note in self.notes:
            implied = note.values.get("implied")
            if isinstance(implied, Quantity):
                return implied
        return None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say how it came about, in plain English: every part, the notes, the sum."""
        parts = [part.sentence for part in self.parts]
        notes = [note.sentence for note in self.notes]
        if self.quantity is None:
            total = "nobody can tell what was used"
        else:
            total = f"{self.quantity.in_full} {self.measure} was used"
        return (*parts, *notes, f"register {self.register}: {total}; {_SAID[self.decision]}")


_SAID: Final = {
    Decision.BILL: "it can be billed",
    Decision.REVIEW: "somebody has to look at it",
    Decision.REJECT: "the readings are impossible",
}


def consumption(  # noqa: PLR0913 - what a use depends on
    periods: Sequence[DevicePeriod],
    readings: Sequence[Reading],
    *,
    before: Sequence[Reading] = (),
    expectation: Expectation = ANYTHING,
    policy: ConsumptionPolicy = STANDARD,
    within: tuple[datetime, datetime] | None = None,
) -> tuple[Consumption, ...]:
    """Return what each register of a meter has counted from the first reading to the last.

    Args:
        periods: which devices were in place; those that were not during the readings are passed
            over.
        readings: from the arrival to the departure, control readings among them, in any order.
        before: earlier readings of the same meter, of which the last one stands in for a first
            that is missing, and tells what was used in between.
        expectation: what is plausible; without it no lower reading counts as gone round.
        policy: of the house.
        within: first and last instant, for a meter whose own first or last reading is missing.

    Raises:
        MetersRefusal: ``meters.not_convertible`` where two devices count what does not add up.
    """
    if len(readings) == 2 and len(periods) == 1 and not before:  # noqa: PLR2004 - first and last
        one = _between_two(periods[0], readings[0], readings[1], expectation)
        if one is not None:
            return (one,)
    found = chains(
        periods, standing(readings), standing(before), policy.arrival, policy.departure, within
    )
    if not found:
        return ()
    measure = expectation.measure or found[0].measure
    counted = [
        _counted(chain, expectation.told_in(chain.measure, measure).bound, policy)
        for chain in found
    ]
    weigh(counted, expectation, policy.estimate)
    return tuple(_closed(one) for one in counted)


def _between_two(
    period: DevicePeriod, start: Reading, end: Reading, expectation: Expectation
) -> Consumption | None:
    """Return the use where nothing is remarkable, the common case; None where anything may be."""
    device = period.device
    register = device.registers[0]
    code, step, first, last = register.code, register.step, start.value, end.value
    if (
        first > last
        or len(device.registers) != 1
        or start.kind is not _ARRIVAL
        or end.kind is not _DEPARTURE
        or not start.is_plain_of(code)
        or not end.is_plain_of(code)
        or not period.since <= start.at <= end.at
        or period.until is not None
        or register.conversion is not None
        or start.quality is _ESTIMATED
        or end.quality is _ESTIMATED
        or refused(register, first) is not None
        or refused(register, last) is not None
    ):
        return None
    shown = subtract(last, first)
    used = shown if step == ONE else multiply(shown, step)
    if not is_as_expected(used, register, expectation, end.at - start.at):
        return None
    measure = register.measure
    quantity = Quantity(used)
    part = Part(device.number, register, start, end, shown, quantity, measure)
    return Consumption(code, measure, quantity, _BILL, (), (part,))


def _counted(chain: Chain, bound: Decimal | None, policy: ConsumptionPolicy) -> Counted:
    """Return what the readings of a chain tell, and whether they tell all."""
    notes = chain.notes
    found = Counted(chain, notes, [], is_known=True)
    for link in chain.links:
        found.is_known &= steps_of(link, bound, chain.measure, found.parts, notes)
        say_lower(link, bound, chain.measure, notes)
    notes += compare(chain, bound, policy.control_tolerance, policy.control_days)
    for link in chain.links if found.is_known else ():
        if bound is None:
            turns_unseen(link, notes)
        else:
            turns_again(link, found.read, bound, chain.measure, notes)
    if chain.last_before is not None:
        notes += gap_before(chain, policy.most_gap)
    return found


def _closed(found: Counted) -> Consumption:
    chain, notes = found.chain, found.notes
    quantity = found.read if found.is_known else None
    decision = decide(notes) if notes else Decision.BILL
    return Consumption(
        chain.register, chain.measure, quantity, decision, tuple(notes), tuple(found.parts)
    )
