"""Commands to a payment."""

from typing import Annotated, Literal

from axentra_core.kernel.checks import checked, rule_for, whole
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.numbers import MOST_DECIMALS
from axentra_core.kernel.texts import Code, Id, Text, Token
from axentra_core.payments.gateway import Operation, OutcomeClass
from axentra_core.payments.model import OperationNumber, PaymentCard, Retries, WindowNumber

_OPENING = rule_for(Literal[Operation.AUTHORISE, Operation.CHARGE, Operation.REDIRECT])

Opening = Annotated[Operation, _OPENING]


@checked
class StartPayment:
    """Write down that money is asked for; only then is the gateway asked.

    Attributes:
        payment: its id, part of every key; each once for an account with the gateway.
        folio: what it pays, a folio or a deposit.
        currency: ISO 4217 code of all its amounts.
        digits: decimals of this property for it.
        operation: authorise, charge or redirect.
        amount: what the guest is to pay.
        card: what it is made with; needed unless the guest pays elsewhere.
        retries: how often it may be tried again after a decline that is not for good.
        window: which part of the bill it pays.
    """

    payment: Id
    folio: Id
    currency: Code
    digits: Annotated[int, whole(0, MOST_DECIMALS)]
    operation: Opening
    amount: PositiveAmount
    card: PaymentCard | None = None
    retries: Retries = 0
    window: WindowNumber = 1


@checked
class StartOperation:
    """Write down the next thing the gateway is asked, or that the money is asked for again.

    Attributes:
        operation: capture or release what is held, refund what was taken; authorise, charge or
            redirect once more when the money did not come.
        amount: how much; all that is possible when left out.
    """

    payment: Id
    operation: Operation
    amount: PositiveAmount | None = None


@checked
class RecordOutcome:
    """Record what the gateway has answered, told or found; the same again changes nothing.

    Attributes:
        number: of the operation it is about.
        outcome: its class.
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
class SettleUnknown:
    """Say by hand what became of an operation; needs ``payments.settle_unknown``.

    Attributes:
        number: of the operation whose outcome is unknown.
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
    """Record that the guest's bank has taken money back; the same again changes nothing.

    Attributes:
        reference: the gateway's name of the chargeback.
        reason: the bank's code for it.
    """

    payment: Id
    amount: PositiveAmount
    reference: Token
    reason: Code


@checked
class RecordChargebackReversed:
    """Record that the house has won a chargeback; the same again changes nothing.

    Attributes:
        amount: what came back, at most what was taken.
        reference: the gateway's name of the chargeback.
    """

    payment: Id
    amount: PositiveAmount
    reference: Token
