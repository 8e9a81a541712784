"""Where charges go: routing instructions of a bill (`routing` applies them)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from axentra_core.folio.windows import WindowNumber
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import ZERO, Rate, add, as_text, number
from axentra_core.kernel.texts import Code, Id

MOST_INSTRUCTIONS = 10_000


def not_negative(value: object) -> Decimal:
    """Return an amount of zero or more."""
    checked_amount = number(value, area="money")  # type: ignore[arg-type] # the guard refuses
    if checked_amount < 0:
        raise InvalidInput.because(
            "value.out_of_range", got=as_text(checked_amount), low=0, high="10^15"
        )
    return checked_amount


Limit = Annotated[Decimal, not_negative]
Taken = Annotated[Decimal, number]
InstructionNumber = Annotated[int, whole(1, MOST_INSTRUCTIONS)]
Weekday = Annotated[int, whole(0, 6)]


def check_dates(since: date | None, until: date | None) -> None:
    """Refuse a last day before the first.

    Raises:
        InvalidInput: ``date.order``.
    """
    if since is not None and until is not None and until < since:
        raise InvalidInput.because("date.order", path="until", earlier=since, later=until)


@checked
class Target:
    """Where a charge goes.

    Attributes:
        folio: another bill; the bill itself when None.
        window: of that bill.
    """

    folio: Id | None = None
    window: WindowNumber = 1


@checked
class Instruction:
    """One instruction; the first that fits a charge takes it.

    Attributes:
        number: counts from 1 on a bill.
        target: where charges go.
        codes: transaction codes it takes, and
        departments: departments it takes; everything when both are empty.
        since: first service date.
        until: last service date.
        weekdays: 0 for Monday to 6; every day when empty.
        limit: the most it takes in all, with service charge and taxes; None sets none, and 0 takes
            nothing.
        percent: which part of each charge it takes, 0 to 1; all of it when None.
        used: what it has taken so far, where it has a limit.
        with_tax: service charge and taxes go with their base; otherwise the net alone goes.
    """

    number: InstructionNumber
    target: Target
    codes: tuple[Code, ...] = ()
    departments: tuple[Code, ...] = ()
    since: Day | None = None
    until: Day | None = None
    weekdays: tuple[Weekday, ...] = ()
    limit: Limit | None = None
    percent: Rate | None = None
    used: Taken = ZERO
    with_tax: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuse dates that never come."""
        check_dates(self.since, self.until)

    def using(self, amount: Decimal) -> "Instruction":
        """Return the instruction after it has taken something more, or given it back."""
        return Instruction(
            self.number,
            self.target,
            self.codes,
            self.departments,
            self.since,
            self.until,
            self.weekdays,
            self.limit,
            self.percent,
            max(add(self.used, amount), ZERO),
            self.with_tax,
        )
