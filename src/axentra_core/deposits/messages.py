"""Commands to a deposit. Reasons say what has happened; they name no guest."""

from axentra_core.deposits.model import Digits, Maturity, WindowNumber
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Cause, Code, Id, Text


@checked
class RequestDeposit:
    """Ask a guest for a deposit.

    Attributes:
        stay: for which it is asked.
        currency: ISO 4217 code of everything in it.
        digits: decimals of this property for it.
        amount: what is asked for; less may come in, and more.
        due: the day by which it is to be paid, not before the business date; None sets no day.
        maturity: when it is due to be applied.
    """

    deposit: Id
    stay: Id
    currency: Code
    digits: Digits
    amount: PositiveAmount
    due: Day | None = None
    maturity: Maturity = Maturity.CHECK_IN


@checked
class TakeDeposit:
    """Take a deposit nobody was asked for, or was asked for elsewhere.

    Attributes:
        stay: for which it is paid.
        currency: ISO 4217 code of everything in it.
        digits: decimals of this property for it.
        amount: what came in first; more may follow.
        method: how it was paid.
        source: where the money came from, such as ``payment:P1``.
        maturity: when it is due to be applied.
    """

    deposit: Id
    stay: Id
    currency: Code
    digits: Digits
    amount: PositiveAmount
    method: Code
    source: Cause
    maturity: Maturity = Maturity.CHECK_IN


@checked
class TakeOverDeposit:
    """Bring in what a former system holds; no money comes in by it.

    Attributes:
        stay: for which it was paid.
        currency: ISO 4217 code of everything in it.
        digits: decimals of this property for it.
        amount: what is held.
        maturity: when it is due to be applied.
    """

    deposit: Id
    stay: Id
    currency: Code
    digits: Digits
    amount: PositiveAmount
    maturity: Maturity = Maturity.CHECK_IN


@checked
class ReceiveDeposit:
    """Record money that has come in for a deposit, all that was asked for or a part.

    Attributes:
        method: how it was paid.
        source: where the money came from, such as ``payment:P1``.
    """

    deposit: Id
    amount: PositiveAmount
    method: Code
    source: Cause


@checked
class WithdrawRequest:
    """Ask no longer for what has not come in; what is held stays as it is."""

    deposit: Id
    reason: Text


@checked
class ApplyDeposit:
    """Pay a folio with it.

    Attributes:
        folio: which is paid.
        amount: how much; None for all that is held.
        window: the part of the folio that is paid.
    """

    deposit: Id
    folio: Id
    amount: PositiveAmount | None = None
    window: WindowNumber = 1


@checked
class TakeBackApplication:
    """Hold again what was applied to a folio, all of it: the check-in was reversed."""

    deposit: Id
    folio: Id
    reason: Text


@checked
class KeepDeposit:
    """Keep what a guest has forfeited, such as one who cancelled too late.

    Attributes:
        amount: how much; None for all that is held.
    """

    deposit: Id
    reason: Text
    amount: PositiveAmount | None = None


@checked
class ReturnDeposit:
    """Give money back to the guest.

    Attributes:
        method: how it leaves the house.
        amount: how much; None for all that is held.
    """

    deposit: Id
    method: Code
    reason: Text
    amount: PositiveAmount | None = None


@checked
class MoveDeposit:
    """Hold the deposit for another stay: the guest has rebooked.

    Attributes:
        stay: the other one.
    """

    deposit: Id
    stay: Id
    reason: Text


@checked
class NumberDeposit:
    """Say on which advance invoice the deposit stands.

    Attributes:
        invoice: the invoice's number.
        on: the invoice's date.
    """

    deposit: Id
    invoice: Text
    on: Day
