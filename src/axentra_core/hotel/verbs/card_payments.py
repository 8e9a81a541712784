"""What is paid by card or elsewhere through a gateway; each step is written down before it is done.

None of these asks the gateway: `CardTerminal` does, or the host does it in its own way.
"""

from axentra_core.kernel.checks import checked
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Code, Id, Text, Token
from axentra_core.payments import Operation, OutcomeClass, PaymentCard
from axentra_core.payments.messages import Opening
from axentra_core.payments.model import OperationNumber, Retries, WindowNumber


@checked
class StartPayment:
    """Write down that the guest is asked for money; only then is the gateway asked.

    Attributes:
        operation: hold an amount (authorise), take it at once (charge), or let the guest pay
            elsewhere (redirect).
        card: needed unless the guest pays elsewhere.
        window: which part of the bill it pays.
        in_advance: the amount may exceed what is owed so far, and what other payments that are
            under way will bring; what is only held may exceed it always.
        retries: how often it may be tried again after a decline that is not for good.
        payment: its id, part of every key the gateway sees; each once for an account there.
    """

    folio: Id
    operation: Opening
    amount: PositiveAmount
    card: PaymentCard | None = None
    window: WindowNumber = 1
    in_advance: bool = False
    retries: Retries = 0
    payment: Id | None = None


@checked
class StartOperation:
    """Write down the next thing the gateway is asked; to give back needs ``folio.pay_refund``.

    Attributes:
        operation: capture or release what is held, refund what was taken; authorise, charge or
            redirect once more when the money did not come.
        amount: how much; all that is possible when left out.
        in_advance: what is taken may exceed what is owed so far.
    """

    payment: Id
    operation: Operation
    amount: PositiveAmount | None = None
    in_advance: bool = False


@checked
class RecordOutcome:
    """Record what the gateway has answered, told or found; the same again changes nothing.

    Money that came is put on the bill with it, and money that was given back is taken off.

    Attributes:
        number: of the operation it is about.
        amount: what was done of an approved operation; all of it when left out.
        reference: the gateway's name of it.
        reason: the gateway's code for a decline.
    """

    payment: Id
    number: OperationNumber
    outcome: OutcomeClass
    amount: PositiveAmount | None = None
    reference: Token | None = None
    reason: Code | None = None


@checked
class AskAPerson:
    """Leave it to the cashier to find out what became of an operation; said once for each."""

    payment: Id
    number: OperationNumber


@checked
class SettleUnknown:
    """Say by hand what became of an operation whose outcome nobody knows.

    Attributes:
        happened: whether it was done.
        reason: how that is known.
        amount: how much was done, if it was; all of it when left out.
        reference: the gateway's name of it.
    """

    payment: Id
    number: OperationNumber
    happened: bool
    reason: Text
    amount: PositiveAmount | None = None
    reference: Token | None = None


@checked
class RecordChargeback:
    """Record that the guest's bank has taken money back; the bill owes it again.

    Attributes:
        reference: the gateway's name of the chargeback; the same again changes nothing.
        reason: the bank's code for it.
    """

    payment: Id
    amount: PositiveAmount
    reference: Token
    reason: Code


@checked
class RecordChargebackReversed:
    """Record that the house has won a chargeback; the bill is paid again.

    Attributes:
        amount: what came back, at most what was taken.
        reference: the gateway's name of the chargeback; the same again changes nothing.
    """

    payment: Id
    amount: PositiveAmount
    reference: Token
