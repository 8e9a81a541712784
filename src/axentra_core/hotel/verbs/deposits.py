"""What is done with deposits: money of guests that the house has not earned yet."""

from axentra_core.deposits import Maturity
from axentra_core.folio import WindowNumber
from axentra_core.hotel.verbs.accounts import Means
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Cause, Code, Id, Text


@checked
class RequestDeposit:
    """Ask a guest for a deposit.

    Attributes:
        stay: for which it is asked.
        amount: what is asked for; less may come in, and more.
        due: the day by which it is to be paid; None sets no day.
        maturity: when it is applied by itself: at check-in, at check-out, or never.
    """

    stay: Id
    amount: PositiveAmount
    due: Day | None = None
    maturity: Maturity = Maturity.CHECK_IN
    deposit: Id | None = None


@checked
class TakeDeposit:
    """Receive a deposit that nobody was asked for here.

    Attributes:
        stay: for which it is paid.
        method: how it was paid; the cashier's open shift notes it.
        maturity: when it is applied by itself: at check-in, at check-out, or never.
        reference: where the money came from, such as the number on the slip.
    """

    stay: Id
    amount: PositiveAmount
    method: Means
    maturity: Maturity = Maturity.CHECK_IN
    deposit: Id | None = None
    reference: Cause | None = None


@checked
class ReceiveDeposit:
    """Receive what was asked for, all of it, a part or more.

    Attributes:
        method: how it was paid; the cashier's open shift notes it.
        reference: where the money came from, such as the number on the slip.
    """

    deposit: Id
    amount: PositiveAmount
    method: Means
    reference: Cause | None = None


@checked
class WithdrawDepositRequest:
    """Ask no longer for what has not come in; what is held stays held."""

    deposit: Id
    reason: Text


@checked
class ApplyDeposit:
    """Pay the bill of the stay with it.

    Attributes:
        amount: all that is held when left out; what is more than owed is a credit of the bill.
        window: which part of the bill it pays.
    """

    deposit: Id
    amount: PositiveAmount | None = None
    window: WindowNumber = 1


@checked
class TakeBackDeposit:
    """Take off the bill again, all of it, what was paid with the deposit."""

    deposit: Id
    reason: Text


@checked
class KeepDeposit:
    """Keep what a guest has forfeited, as revenue that the bill shows and that is paid at once.

    Attributes:
        reason: why it is forfeited.
        code: transaction code; its service charge and taxes are contained in the amount.
        amount: all that is held when left out.
    """

    deposit: Id
    reason: Text
    code: Code
    amount: PositiveAmount | None = None


@checked
class ReturnDeposit:
    """Give money back to the guest.

    Attributes:
        method: how it leaves the house; the cashier's open shift notes it.
        amount: all that is held when left out.
    """

    deposit: Id
    method: Means
    reason: Text
    amount: PositiveAmount | None = None


@checked
class MoveDeposit:
    """Hold it for another stay: the guest has rebooked.

    Attributes:
        stay: the other one.
    """

    deposit: Id
    stay: Id
    reason: Text
