"""What is agreed about bills, and bills that are of no stay."""

from axentra_core.folio import (
    FixedChargeNumber,
    InstructionNumber,
    Payee,
    Recurrence,
    Target,
    WindowNumber,
)
from axentra_core.folio.instructions import Weekday, check_dates
from axentra_core.kernel.checks import Count, Day, checked
from axentra_core.kernel.money import Amount, PositiveAmount
from axentra_core.kernel.numbers import Rate
from axentra_core.kernel.texts import Code, Id, Text


@checked
class OpenHouseAccount:
    """Begin a bill of the house itself, such as the staff canteen; it lives until it is closed."""

    name: Text
    folio: Id | None = None


@checked
class OpenPasserBy:
    """Begin a bill for somebody who has no room."""

    folio: Id | None = None


@checked
class CloseFolio:
    """End a bill of no stay, at exactly zero."""

    folio: Id


@checked
class PutOnAccount:
    """Leave a bill of no stay open, as a receivable.

    Attributes:
        due: the day by which it is to be paid, where one was agreed.
    """

    folio: Id
    reason: Text
    due: Day | None = None


@checked
class NamePayee:
    """Let somebody else pay a window: a guest, or a company with an account.

    Attributes:
        payee: None for the guest whose bill it is.
    """

    folio: Id
    window: WindowNumber
    payee: Payee | None


@checked
class ForbidPosting:
    """Let nobody sign to a bill any more; its nights go on it as before."""

    folio: Id
    reason: Text


@checked
class AllowPosting:
    """Let the guest sign to the bill again."""

    folio: Id


@checked
class SetCreditLimit:
    """Say how much may be owed when something is signed to a bill; None sets no limit."""

    folio: Id
    limit: Amount | None


@checked
class AgreeRouting:
    """Let charges go elsewhere from now on: to a window, another stay's bill, a company, the house.

    Attributes:
        target: where they go; a company is a window that its account pays.
        codes: transaction codes it takes, and
        departments: departments it takes; everything when both are empty.
        since: first service date.
        until: last service date.
        weekdays: 0 for Monday to 6; every day when empty.
        limit: the most it takes in all, with service charge and taxes; None sets none, 0 takes
            nothing.
        percent: which part of each charge it takes, 0 to 1; all of it when None.
        with_tax: service charge and taxes go with their base; otherwise the net alone goes.
    """

    folio: Id
    target: Target
    codes: tuple[Code, ...] = ()
    departments: tuple[Code, ...] = ()
    since: Day | None = None
    until: Day | None = None
    weekdays: tuple[Weekday, ...] = ()
    limit: Amount | None = None
    percent: Rate | None = None
    with_tax: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuse dates that never come."""
        check_dates(self.since, self.until)


@checked
class EndRouting:
    """Let charges stay on the bill again; what went elsewhere stays there."""

    folio: Id
    instruction: InstructionNumber
    reason: Text


@checked
class RefreshRouting:
    """Send what stands on the bill already where its instructions say now."""

    folio: Id


@checked
class AddFixedCharge:
    """Charge something again and again at the close of day, while the guest is in house.

    Attributes:
        net: price of all units together; gross if the transaction code says so.
        rule: on which days it is due.
        since: the first day on which it can be due; today when left out.
        until: the last one, inclusive; without an end when None.
    """

    folio: Id
    code: Code
    net: PositiveAmount
    rule: Recurrence
    since: Day | None = None
    until: Day | None = None
    quantity: Count = 1
    description: Text | None = None


@checked
class EndFixedCharge:
    """Charge it no more; what was charged stands."""

    folio: Id
    fixed_charge: FixedChargeNumber
    reason: Text
