"""What the registers of a meter have counted, weighed together against what is expected of it.

What is expected is expected of a meter: of the day and the night register together, but not of the
cubic metres beside the heat that they have brought.
"""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from axentra_core.meters.expectation import Expectation, doubts_of, estimate
from axentra_core.meters.flags import Compared, EstimateMethod, Flag, Note
from axentra_core.meters.links import Chain
from axentra_core.meters.steps import Part
from axentra_core.meters.units import NOTHING, Measure, Quantity, convert, ratio, total_of


@attrs.define
class Counted:
    """What the readings of a chain tell.

    Attributes:
        chain: readings of one register.
        notes: what is to be said of them.
        parts: what lies between them.
        is_known: whether they tell all.
    """

    chain: Chain
    notes: list[Note]
    parts: list[Part]
    is_known: bool

    @property
    def read(self) -> Quantity:
        """What lies between the readings that there are."""
        return self.parts[0].quantity if len(self.parts) == 1 else total_of(self._quantities)

    @property
    def _quantities(self) -> list[Quantity]:
        return [part.quantity for part in self.parts]

    def told_in(self, measure: Measure) -> Quantity:
        """Return what it has counted, in another measure of the same kind."""
        return convert(self.read, self.chain.measure, measure)


def weigh(
    found: Sequence[Counted], expectation: Expectation, method: EstimateMethod | None
) -> None:
    """Add what is estimated, what is missing, and what is odd beside what was expected.

    Args:
        found: what the registers of one meter have counted.
        expectation: of the meter; of registers that count something else nothing is expected.
        method: how a missing last reading is estimated; None to ask a person.
    """
    measure = expectation.measure or found[0].chain.measure
    own = [one for one in found if ratio(one.chain.measure, measure) is not None]
    if method is not None:
        _estimate(own, expectation, measure, method)
    for one in found:
        if one.chain.lacks_end:
            one.is_known = False
            one.notes.append(Note.of(Flag.END_MISSING))
    in_all = _together(own, measure)
    is_known = all(one.is_known for one in own)
    for one in own:
        wanted = one.chain.measure
        doubts = doubts_of(convert(in_all, measure, wanted), expectation.told_in(wanted, measure))
        # Where one is not known the others may be too much already, but never too little.
        one.notes += [
            doubt
            for doubt in doubts
            if is_known or doubt.values.get("compared") is not Compared.BELOW
        ]


def _together(own: Sequence[Counted], measure: Measure) -> Quantity:
    return total_of([one.told_in(measure) if one.is_known else NOTHING for one in own])


def _estimate(
    own: Sequence[Counted], expectation: Expectation, measure: Measure, method: EstimateMethod
) -> None:
    """Estimate what was not read, where everything else is known.

    Nobody has said how it is parted among registers: those that were not read have equal parts. An
    estimate that is less than what was read already is none.
    """
    lacking = [one for one in own if one.chain.lacks_end]
    in_all = estimate(method, expectation)
    if not lacking or in_all is None or not all(one.is_known for one in own):
        return
    rest = in_all.minus(_together(own, measure))
    if rest.amount < 0:
        return
    each = rest if len(lacking) == 1 else Quantity.of(rest.exact * Fraction(1, len(lacking)))
    for one in lacking:
        one.parts.append(one.chain.estimated(convert(each, measure, one.chain.measure)))
        one.notes.append(Note.of(Flag.ESTIMATED, quantity=one.read, method=method))
        one.chain.lacks_end = False
