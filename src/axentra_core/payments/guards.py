"""What stands against a change of a payment: a guard returns the reason, or None."""

from decimal import Decimal

from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import subtract
from axentra_core.payments import messages as msg
from axentra_core.payments.gateway import OPENING, Operation, OutcomeClass
from axentra_core.payments.history import begun, chargeback, reversal
from axentra_core.payments.model import Payment, PaymentCard, PaymentStatus
from axentra_core.payments.refusals import PaymentRefusal

SETTLE_UNKNOWN = "payments.settle_unknown"

WithAmount = (
    msg.StartOperation
    | msg.RecordOutcome
    | msg.SettleUnknown
    | msg.RecordChargeback
    | msg.RecordChargebackReversed
)


def other_currency(payment: str, currency: str, got: Money | None) -> PaymentRefusal | None:
    """Money is in the payment's currency."""
    if got is None or got.currency.code == currency:
        return None
    return PaymentRefusal(
        "payments.currency_mismatch", payment=payment, currency=currency, got=got.currency.code
    )


def without_card(
    payment: str, operation: Operation, card: PaymentCard | None
) -> PaymentRefusal | None:
    """Only a guest who pays elsewhere needs no card."""
    if operation not in OPENING or operation is Operation.REDIRECT or card is not None:
        return None
    return PaymentRefusal("payments.card_missing", payment=payment)


def in_currency(payment: Payment, command: WithAmount, _: Context) -> PaymentRefusal | None:
    """A payment holds one currency."""
    return other_currency(payment.id, payment.currency, command.amount)


def can_follow(payment: Payment, command: msg.StartOperation, _: Context) -> PaymentRefusal | None:
    """Money is asked for until it has come; then what is there is taken, let go or given back."""
    if command.operation in OPENING:
        if payment.status is PaymentStatus.FAILED:
            return None
        status = payment.status.value
        return PaymentRefusal("payments.already_taken", payment=payment.id, status=status)
    if command.operation is Operation.REFUND:
        missing = None if payment.left else "payments.nothing_left"
    else:
        missing = None if payment.held else "payments.nothing_held"
    return None if missing is None else PaymentRefusal(missing, payment=payment.id)


def card_given(payment: Payment, command: msg.StartOperation, _: Context) -> PaymentRefusal | None:
    """A card that nobody gave is not charged."""
    return without_card(payment.id, command.operation, payment.card)


def not_declined_for_good(
    payment: Payment, command: msg.StartOperation, _: Context
) -> PaymentRefusal | None:
    """A lost, stolen or expired card is not tried again; the guest may still pay elsewhere."""
    is_hard = payment.declined is OutcomeClass.DECLINED_HARD
    if command.operation not in OPENING or command.operation is Operation.REDIRECT or not is_hard:
        return None
    return PaymentRefusal("payments.declined_for_good", payment=payment.id)


def retry_left(payment: Payment, command: msg.StartOperation, _: Context) -> PaymentRefusal | None:
    """A card is tried again as often as was agreed; what never happened does not count."""
    if command.operation not in OPENING or payment.attempts <= payment.retries:
        return None
    return PaymentRefusal(
        "payments.no_retry_left",
        payment=payment.id,
        attempts=payment.attempts,
        retries=payment.retries,
    )


def not_too_much(
    payment: Payment, command: msg.StartOperation, _: Context
) -> PaymentRefusal | None:
    """No more is asked for, taken, let go or given back than there is."""
    if command.amount is None:
        return None
    got = command.amount.amount
    if command.operation in OPENING:
        return more_than(payment, payment.numbered + 1, payment.asked, got)
    facts = {"payment": payment.id, "currency": payment.currency, "got": got}
    if command.operation is Operation.REFUND:
        if got <= payment.left:
            return None
        return PaymentRefusal("payments.refund_too_large", left=payment.left, **facts)
    if got <= payment.held:
        return None
    return PaymentRefusal("payments.more_than_held", held=payment.held, **facts)


def more_than(payment: Payment, number: int, asked: Decimal, got: Decimal) -> PaymentRefusal | None:
    """Nothing is done beyond what was asked."""
    if got <= asked:
        return None
    return PaymentRefusal(
        "payments.more_than_asked",
        payment=payment.id,
        number=number,
        currency=payment.currency,
        asked=asked,
        got=got,
    )


def operation_known(
    payment: Payment, command: msg.RecordOutcome, _: Context
) -> PaymentRefusal | None:
    """An outcome is that of an operation there was."""
    if command.number <= payment.numbered:
        return None
    return PaymentRefusal("payments.operation_unknown", payment=payment.id, number=command.number)


def not_above_asked(
    payment: Payment, command: msg.RecordOutcome | msg.SettleUnknown, _: Context
) -> PaymentRefusal | None:
    """A gateway does at most what it was asked."""
    operation = begun(payment, command.number)
    if command.amount is None or operation is None:
        return None
    return more_than(payment, command.number, operation.amount, command.amount.amount)


def is_the_unknown_one(
    payment: Payment, command: msg.SettleUnknown, _: Context
) -> PaymentRefusal | None:
    """What is settled by hand is the operation that nobody knows the outcome of."""
    if command.number == payment.numbered:
        return None
    return PaymentRefusal(
        "payments.not_in_flight", payment=payment.id, number=command.number, open=payment.numbered
    )


def may_settle(_payment: Payment, context: Context) -> RuleViolation | None:
    """Deciding about money on somebody's word needs its own permission."""
    return context.refusal_without(SETTLE_UNKNOWN)


def chargeback_fits(
    payment: Payment, command: msg.RecordChargeback, _: Context
) -> PaymentRefusal | None:
    """A bank takes back what the house has; one chargeback is one amount."""
    got, known = command.amount.amount, chargeback(payment, command.reference)
    if known is not None:
        return _differs(payment, command, known.amount)
    if got <= subtract(payment.left, payment.going_back):
        return None
    return PaymentRefusal(
        "payments.chargeback_too_large",
        payment=payment.id,
        currency=payment.currency,
        left=payment.left,
        going_back=payment.going_back,
        got=got,
    )


def reversal_fits(
    payment: Payment, command: msg.RecordChargebackReversed, _: Context
) -> PaymentRefusal | None:
    """What comes back was taken before, once."""
    got, taken = command.amount.amount, chargeback(payment, command.reference)
    if taken is None:
        return PaymentRefusal(
            "payments.chargeback_unknown", payment=payment.id, reference=command.reference
        )
    if (known := reversal(payment, command.reference)) is not None:
        return _differs(payment, command, known.amount)
    if got <= taken.amount:
        return None
    return PaymentRefusal(
        "payments.reversal_too_large",
        payment=payment.id,
        reference=command.reference,
        currency=payment.currency,
        known=taken.amount,
        got=got,
    )


def _differs(
    payment: Payment, command: msg.RecordChargeback | msg.RecordChargebackReversed, known: Decimal
) -> PaymentRefusal | None:
    if command.amount.amount == known:
        return None
    return PaymentRefusal(
        "payments.chargeback_differs",
        payment=payment.id,
        reference=command.reference,
        currency=payment.currency,
        known=known,
        got=command.amount.amount,
    )
