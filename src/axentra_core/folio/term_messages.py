"""Commands that agree on something about a bill: who pays, who may sign, where charges go."""

from typing import Annotated

from axentra_core.folio.instructions import (
    InstructionNumber,
    Limit,
    Target,
    Weekday,
    check_dates,
)
from axentra_core.folio.model import MOST_LINES, LineNumber
from axentra_core.folio.recurring import FixedChargeNumber, Recurrence
from axentra_core.folio.windows import Payee, WindowNumber
from axentra_core.kernel.checks import Count, Day, checked, whole
from axentra_core.kernel.money import Amount, PositiveAmount
from axentra_core.kernel.numbers import Rate
from axentra_core.kernel.rounding import RoundingMode
from axentra_core.kernel.texts import Code, Id, Text


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
class NoteInvoice:
    """Note that a window stands on an invoice; what it covers is corrected by documents only.

    Attributes:
        through: the last line of the bill that it covers.
    """

    folio: Id
    window: WindowNumber
    invoice: Id
    through: LineNumber


@checked
class WithdrawInvoice:
    """Let what the last invoice of a window covers be invoiced anew; a credit note says so.

    Attributes:
        before: the invoice that the window had before, if any.
        through: the last line that one covers; 0 for none.
    """

    folio: Id
    window: WindowNumber
    invoice: Id
    before: Id | None = None
    through: Annotated[int, whole(0, MOST_LINES)] = 0


@checked
class ForbidPosting:
    """Let nobody sign to the bill any more; its nights go on it as before."""

    folio: Id
    reason: Text


@checked
class AllowPosting:
    """Let the guest sign to the bill again."""

    folio: Id


@checked
class SetCreditLimit:
    """Say how much may be owed when something is signed to the bill.

    Attributes:
        limit: zero lets nothing be signed that was not paid in advance; None sets no limit.
    """

    folio: Id
    limit: Amount | None


@checked
class AgreeRouting:
    """Let charges go elsewhere from now on; what stands on the bill already stays.

    Attributes:
        target: where they go.
        codes: transaction codes it takes, and
        departments: departments it takes; everything when both are empty.
        since: first service date.
        until: last service date.
        weekdays: 0 for Monday to 6; every day when empty.
        limit: the most it takes in all, taxes included; None sets none, 0 takes nothing.
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
    limit: Limit | None = None
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
class AddFixedCharge:
    """Charge something again and again, while the guest is in house.

    Attributes:
        code: transaction code, which says what is sold.
        net: price of all units together; gross if the code says so.
        description: what the guest reads; the name of the code when None.
        rule: on which days it is due.
        since: the first day on which it can be due.
        until: the last one, inclusive; without an end when None.
    """

    folio: Id
    code: Code
    net: PositiveAmount
    rule: Recurrence
    since: Day
    until: Day | None = None
    quantity: Count = 1
    description: Text | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a charge that ends before it begins."""
        check_dates(self.since, self.until)


@checked
class EndFixedCharge:
    """Charge it no more; what was charged stands."""

    folio: Id
    fixed_charge: FixedChargeNumber
    reason: Text


@checked
class DeductCommission:
    """Let an agent who pays a window keep a percent of the net revenue that stands in it.

    No part of a charge counts twice.

    Attributes:
        rate: fraction of the net, 0 to 1.
        code: transaction code of the line, which is no revenue.
        department: as reports list it.
        description: what it was agreed for, as the bill says it.
        settings: version of the property's settings it was reckoned by.
        codes: transaction codes that count, and
        departments: departments that count; everything when both are empty.
        rounding: what happens to half a unit.
    """

    folio: Id
    window: WindowNumber
    rate: Rate
    code: Code
    department: Code
    description: Text
    settings: int
    codes: tuple[Code, ...] = ()
    departments: tuple[Code, ...] = ()
    rounding: RoundingMode = RoundingMode.HALF_UP
