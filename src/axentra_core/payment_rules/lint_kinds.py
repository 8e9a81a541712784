"""What is seldom meant in a rule, each with its values and its sentence in plain English."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, Self

import attrs

from axentra_core.kernel.errors import some_of
from axentra_core.payment_rules.wording import Value, written


class LintKind(StrEnum):
    """What is seldom meant."""

    VIRTUAL_MAY_WAIT = "virtual_may_wait"
    VIRTUAL_NOT_ACTIVE = "virtual_not_active"
    CLOCKS_SKIPPED = "clocks_skipped"
    REST_NOT_CHARGED = "rest_not_charged"
    CANCELLED_FREE_AFTER = "cancelled_free_after"
    FREE_CANCELLATION_OVER = "free_cancellation_over"
    CARD_EXPIRES_FIRST = "card_expires_first"
    STEPS_ON_ONE_DAY = "steps_on_one_day"
    STEPS_OUT_OF_ORDER = "steps_out_of_order"
    SURCHARGE_FORBIDDEN = "surcharge_forbidden"
    SURCHARGE_NEVER = "surcharge_never"


# fmt: off
SENTENCES: Final[Mapping[LintKind, str]] = {
    LintKind.VIRTUAL_MAY_WAIT:
        "virtual cards of {channels} are often active from the check-in on only; such a "
        "reservation is charged then, and not {moment}",
    LintKind.VIRTUAL_NOT_ACTIVE:
        "the virtual cards of {count} reservations are active only after the moment of the rule, "
        "so those are charged later than it says: {reservations}",
    LintKind.CLOCKS_SKIPPED:
        "step {place} charges at {wall}, which clocks in {zone} skip on {dates}; it is charged "
        "later on those days, once",
    LintKind.REST_NOT_CHARGED:
        "the last step does not charge all that is left; extras and changes after the steps "
        "before may never be charged, so let it charge the remainder",
    LintKind.CANCELLED_FREE_AFTER:
        "{count} reservations can still be cancelled without a fee when step {place} charges "
        "them, and then the money goes back: {reservations}",
    LintKind.FREE_CANCELLATION_OVER:
        "step {place} charges {count} reservations more than a day after they can no longer be "
        "cancelled without a fee; a card that fails then fails late: {reservations}",
    LintKind.CARD_EXPIRES_FIRST:
        "the cards of {count} reservations are not valid any more when they are charged; ask for "
        "others: {reservations}",
    LintKind.STEPS_ON_ONE_DAY:
        "steps {first} and {second} charge on the same day{stays}; one step may be enough",
    LintKind.STEPS_OUT_OF_ORDER:
        "step {second} charges before step {first}{stays}; write them in the order in which "
        "they come",
    LintKind.SURCHARGE_FORBIDDEN:
        "in {country} consumers may not be charged more for paying by card, since {since} "
        "({law}); take the surcharge out of the rule",
    LintKind.SURCHARGE_NEVER:
        "a surcharge is never charged to a virtual card, and the rule is for no other",
}
# fmt: on


@attrs.frozen
class Lint:
    """One thing that is seldom meant.

    Attributes:
        kind: which.
        values: by the names that its sentence uses.
        reservations: ids of those that show it; none where the terms alone do.
        dates: on which it happens, where it does on some.
    """

    kind: LintKind
    values: Mapping[str, Value]
    reservations: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()

    @classmethod
    def of(
        cls,
        kind: LintKind,
        reservations: Iterable[str] = (),
        dates: Iterable[date] = (),
        /,
        **values: Value,
    ) -> Self:
        """Return a lint with its values by name."""
        return cls(kind, values, tuple(reservations), tuple(dates))

    @property
    def sentence(self) -> str:
        """Say it in plain English, for staff and for logs."""
        values = {name: written(value) for name, value in self.values.items()}
        values["count"] = str(len(self.reservations))
        values["reservations"] = some_of(self.reservations)
        values["dates"] = some_of(map(str, self.dates))
        return SENTENCES[self.kind].format_map(values)
