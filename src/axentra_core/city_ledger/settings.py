"""How a property runs its city ledger: how debts age, and when companies are reminded."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

from axentra_core.city_ledger.model import AgeingClock, Step
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.texts import Text

LONGEST_AGE = 3660

Days = Annotated[int, whole(1, LONGEST_AGE)]

# Four rows as most ageing reports have them: up to 30, 60 and 90 days, and beyond.
STANDARD_BUCKETS = (30, 60, 90)


@checked
class DunningStep:
    """One reminder of a row that gets sharper.

    Attributes:
        step: its number, from 1 on without a gap.
        days_overdue: days after the due date from which it is sent; more than the step before.
        name: what the property calls it, such as ``second reminder``.
    """

    step: Step
    days_overdue: Days
    name: Text


@checked
class CityLedgerSettings:
    """Ageing and dunning of a property.

    Attributes:
        buckets: last day of each ageing row, rising; what is older stands in a row of its own.
        clock: from when items age.
        dunning: the reminders in order; none are due when left out.
    """

    buckets: tuple[Days, ...] = STANDARD_BUCKETS
    clock: AgeingClock = AgeingClock.DUE
    dunning: tuple[DunningStep, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse rows that do not rise, and steps that leave a gap or come no later."""
        faults = list(rising("buckets[{}]", self.buckets))
        for place, one in enumerate(self.dunning):
            if one.step != place + 1:
                faults += InvalidInput.because(
                    "value.unknown",
                    path=f"dunning[{place}].step",
                    got=shown(one.step),
                    allowed=str(place + 1),
                ).faults
        faults += rising("dunning[{}].days_overdue", [one.days_overdue for one in self.dunning])
        if faults:
            raise InvalidInput(faults)


def rising(path: str, days: Sequence[int]) -> tuple[Fault, ...]:
    """Return a fault, by its place in the path, for each number that is not above the last."""
    return tuple(
        fault
        for place, (before, after) in enumerate(pairwise(days), 1)
        if after <= before
        for fault in InvalidInput.because(
            "value.out_of_range",
            path=path.format(place),
            got=shown(after),
            low=before + 1,
            high=LONGEST_AGE,
        ).faults
    )
