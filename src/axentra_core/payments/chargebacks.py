"""What a bank takes back, and what the house wins again."""

from axentra_core.kernel.actor import Context
from axentra_core.payments import events as ev
from axentra_core.payments import messages as msg
from axentra_core.payments.history import chargeback, reversal
from axentra_core.payments.model import Payment


def record_chargeback(
    payment: Payment, command: msg.RecordChargeback, context: Context
) -> list[ev.AmountChargedBack | ev.PaymentChargedBack]:
    """Have less of the payment; a chargeback that is on record changes nothing."""
    if chargeback(payment, command.reference) is not None:
        return []
    amount = payment.in_steps(command.amount)
    event = ev.AmountChargedBack if amount < payment.left else ev.PaymentChargedBack
    return [
        event(
            payment.id,
            amount,
            payment.currency,
            command.reference,
            command.reason,
            context.business_date,
        )
    ]


def record_reversal(
    payment: Payment, command: msg.RecordChargebackReversed, context: Context
) -> list[ev.ChargebackReversed]:
    """Have more of the payment again; a reversal that is on record changes nothing."""
    if reversal(payment, command.reference) is not None:
        return []
    return [
        ev.ChargebackReversed(
            payment.id,
            payment.in_steps(command.amount),
            payment.currency,
            command.reference,
            context.business_date,
        )
    ]
