"""The rules of a payment: what a command decides, and how a payment is found."""

from collections.abc import Iterator

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.kernel.money import currency_digits, exact
from axentra_core.kernel.numbers import unit_of
from axentra_core.payments import events as ev
from axentra_core.payments import messages as msg
from axentra_core.payments.chargebacks import record_chargeback, record_reversal
from axentra_core.payments.evolution import EVOLVE
from axentra_core.payments.gateway import OPENING, Operation
from axentra_core.payments.guards import (
    can_follow,
    card_given,
    chargeback_fits,
    in_currency,
    is_the_unknown_one,
    may_settle,
    not_above_asked,
    not_declined_for_good,
    not_too_much,
    operation_known,
    other_currency,
    retry_left,
    reversal_fits,
    without_card,
)
from axentra_core.payments.lifecycle import FLIGHT
from axentra_core.payments.model import Payment, key_of
from axentra_core.payments.outcomes import record_outcome, settle_unknown


def start_payment(command: msg.StartPayment, context: Context) -> list[ev.PaymentStarted]:
    """Write down that money is asked for, and under which key."""
    currency_digits(command.currency)
    reason = other_currency(command.payment, command.currency, command.amount) or without_card(
        command.payment, command.operation, command.card
    )
    if reason is not None:
        raise reason
    return [
        ev.PaymentStarted(
            command.payment,
            command.folio,
            command.window,
            command.currency,
            unit_of(command.digits),
            command.card,
            command.retries,
            command.operation,
            exact(command.amount.amount, command.digits, command.currency),
            key_of(command.payment, 1, command.operation),
            context.now,
            _staff(context),
            context.business_date,
        )
    ]


def start_operation(
    payment: Payment, command: msg.StartOperation, context: Context
) -> list[ev.OperationStarted]:
    """Write down what is asked next, under a key of its own."""
    number = payment.numbered + 1
    if command.amount is not None:
        amount = payment.in_steps(command.amount)
    elif command.operation in OPENING:
        amount = payment.asked
    else:
        amount = payment.left if command.operation is Operation.REFUND else payment.held
    return [
        ev.OperationStarted(
            payment.id,
            number,
            command.operation,
            amount,
            payment.currency,
            key_of(payment.id, number, command.operation),
            context.now,
            _staff(context),
            context.business_date,
        )
    ]


def _staff(context: Context) -> str | None:
    return context.actor.id if context.actor.kind == "staff" else None


def index(payment: Payment) -> Iterator[tuple[str, str]]:
    """A payment is found by what it pays, by the gateway's names of it, and while it waits.

    What waits is listed from the longest on.
    """
    yield "payment.folio", payment.folio
    if payment.open is not None:
        yield "payment.in_flight", payment.open.sent_at.isoformat(timespec="microseconds")
    for reference in payment.references:
        yield "payment.reference", reference


# fmt: off
DECIDE = decisions(
    opens(msg.StartPayment,             start_payment),
    case(msg.StartOperation,            start_operation,   FLIGHT.permits(ev.OperationStarted),
                                                           asks("operation", can_follow),
                                                           asks("operation", card_given),
                                                           asks("operation", not_declined_for_good),
                                                           asks("operation", retry_left),
                                                           asks("amount", in_currency),
                                                           asks("amount", not_too_much)),
    case(msg.RecordOutcome,             record_outcome,    asks("number", operation_known),
                                                           asks("amount", in_currency),
                                                           asks("amount", not_above_asked)),
    case(msg.SettleUnknown,             settle_unknown,    FLIGHT.permits(ev.UnknownSettled),
                                                           may_settle,
                                                           asks("number", is_the_unknown_one),
                                                           asks("amount", in_currency),
                                                           asks("amount", not_above_asked)),
    case(msg.RecordChargeback,          record_chargeback, asks("amount", in_currency),
                                                           asks("amount", chargeback_fits)),
    case(msg.RecordChargebackReversed,  record_reversal,   asks("amount", in_currency),
                                                           asks("amount", reversal_fits)),
)
# fmt: on

# How an operation began and ended, and which chargebacks there were, is not in the state.
WHOLE = frozenset(
    {
        msg.RecordOutcome,
        msg.SettleUnknown,
        msg.RecordChargeback,
        msg.RecordChargebackReversed,
    }
)

AGGREGATES = (Aggregate("payment", Payment, DECIDE, EVOLVE, index, WHOLE),)
