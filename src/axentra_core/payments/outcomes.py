"""What an answer of the gateway means for the operation it is about."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import ZERO
from axentra_core.payments import events as ev
from axentra_core.payments import messages as msg
from axentra_core.payments.gateway import Operation, OutcomeClass
from axentra_core.payments.history import begun, ended, is_on_record, moved_by
from axentra_core.payments.model import OpenOperation, Payment

WAITING: Final[Mapping[OutcomeClass, type[ev.Waiting]]] = {
    OutcomeClass.UNKNOWN: ev.OutcomeLeftUnknown,
    OutcomeClass.ACTION_REQUIRED: ev.GuestMustAct,
    OutcomeClass.PENDING: ev.OutcomePending,
}
# What is heard late and knows less than what is on record.
SAYS_NOTHING: Final = frozenset({*WAITING, OutcomeClass.NOT_SENT})


def record_outcome(
    payment: Payment, command: msg.RecordOutcome, context: Context
) -> list[ev.Ending | ev.Waiting | ev.OutcomeContradicted]:
    """Let the operation end, go on or stay unknown; what is known already changes nothing."""
    operation = payment.open
    if operation is None or operation.number != command.number:
        return [*_contradiction(payment, command, context)]
    if command.outcome is OutcomeClass.APPROVED:
        done = None if command.amount is None else payment.in_steps(command.amount)
        return [_approved(payment, operation, done, command.reference, context)]
    if command.outcome is OutcomeClass.NOT_SENT:
        # That another try did not leave says nothing of the first one.
        return [] if operation.known else [_not_done(payment, operation, command.reason, context)]
    waiting = WAITING.get(command.outcome)
    if waiting is None:
        return [_declined(payment, operation, command, context)]
    if operation.known is command.outcome and command.reference in {None, operation.reference}:
        return []
    return [
        waiting(
            payment.id,
            operation.number,
            operation.operation,
            command.reference,
            command.reason,
            context.business_date,
        )
    ]


def settle_unknown(
    payment: Payment, command: msg.SettleUnknown, context: Context
) -> list[ev.UnknownSettled | ev.Ending]:
    """Let a person's word stand for the answer, and name who gave it."""
    operation = payment.open
    if operation is None:
        return []
    done = None if command.amount is None else payment.in_steps(command.amount)
    settled = ev.UnknownSettled(
        payment.id,
        operation.number,
        command.happened,
        command.reason,
        str(context.actor),
        context.business_date,
    )
    if not command.happened:
        return [settled, _not_done(payment, operation, None, context)]
    return [settled, _approved(payment, operation, done, command.reference, context)]


def _approved(
    payment: Payment,
    operation: OpenOperation,
    done: Decimal | None,
    reference: str | None,
    context: Context,
) -> ev.Approval:
    amount = operation.amount if done is None else done
    event: type[ev.PaymentAuthorised | ev.OfWhatIsThere]
    if operation.operation is Operation.RELEASE:
        event = ev.AuthorisationLowered if amount < payment.held else ev.AuthorisationReleased
    elif operation.operation is Operation.REFUND:
        event = ev.AmountRefunded if amount < payment.left else ev.PaymentRefunded
    elif operation.operation is Operation.AUTHORISE:
        event = ev.PaymentAuthorised
    else:
        return ev.AmountCaptured(
            payment.id,
            operation.number,
            operation.operation,
            operation.amount,
            amount,
            payment.currency,
            reference or operation.reference,
            context.business_date,
        )
    return event(
        payment.id,
        operation.number,
        operation.amount,
        amount,
        payment.currency,
        reference or operation.reference,
        context.business_date,
    )


def _declined(
    payment: Payment, operation: OpenOperation, command: msg.RecordOutcome, context: Context
) -> ev.OperationDeclined:
    return ev.OperationDeclined(
        payment.id,
        operation.number,
        operation.operation,
        command.outcome,
        operation.amount,
        payment.currency,
        command.reference or operation.reference,
        command.reason,
        context.business_date,
    )


def _not_done(
    payment: Payment, operation: OpenOperation, reason: str | None, context: Context
) -> ev.OperationNotSent:
    return ev.OperationNotSent(
        payment.id,
        operation.number,
        operation.operation,
        operation.amount,
        payment.currency,
        reason,
        context.business_date,
    )


def _contradiction(
    payment: Payment, command: msg.RecordOutcome, context: Context
) -> list[ev.OutcomeContradicted]:
    """Return what the gateway says of a settled operation, where it moves another amount."""
    before, first = ended(payment, command.number), begun(payment, command.number)
    if before is None or first is None or command.outcome in SAYS_NOTHING:
        return []
    moved = ZERO
    if command.outcome is OutcomeClass.APPROVED:
        moved = first.amount if command.amount is None else payment.in_steps(command.amount)
    if moved == moved_by(before) or is_on_record(payment, command.number, moved):
        return []
    return [
        ev.OutcomeContradicted(
            payment.id,
            command.number,
            first.operation,
            moved_by(before),
            moved,
            command.outcome,
            payment.currency,
            command.reference,
            command.reason,
            context.business_date,
        )
    ]
