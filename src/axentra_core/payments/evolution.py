"""What an event changes in a payment."""

from collections.abc import Mapping
from typing import Final

import attrs

from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.numbers import ZERO, add, subtract
from axentra_core.payments import events as ev
from axentra_core.payments.gateway import OPENING, Operation, OutcomeClass
from axentra_core.payments.lifecycle import FLIGHT, PAYMENT
from axentra_core.payments.model import OpenOperation, Payment

Remark = ev.OutcomeContradicted | ev.UnknownSettled
FromBank = ev.AmountChargedBack | ev.PaymentChargedBack | ev.ChargebackReversed

# What the gateway is heard saying of an operation that goes on.
SAID: Final[Mapping[type, OutcomeClass]] = {
    ev.OutcomeLeftUnknown: OutcomeClass.UNKNOWN,
    ev.GuestMustAct: OutcomeClass.ACTION_REQUIRED,
    ev.OutcomePending: OutcomeClass.PENDING,
}


def started(event: ev.PaymentStarted) -> Payment:
    """Return a payment with its first operation in flight."""
    first = OpenOperation(event.number, event.operation, event.amount, event.key, event.sent_at)
    entries: Journal[object] = Journal()
    return Payment(
        id=event.payment,
        folio=event.folio,
        window=event.window,
        currency=event.currency,
        unit=event.unit,
        card=event.card,
        retries=event.retries,
        status=PAYMENT.start,
        flight=FLIGHT.start,
        asked=event.amount,
        authorised=ZERO,
        captured=ZERO,
        refunded=ZERO,
        charged_back=ZERO,
        open=first,
        references=(),
        attempts=1,
        numbered=event.number,
        declined=None,
        contradicted=0,
        entries=entries.append(event),
    )


def operation_started(payment: Payment, event: ev.OperationStarted) -> Payment:
    """Return the payment with another operation in flight."""
    operation = OpenOperation(event.number, event.operation, event.amount, event.key, event.sent_at)
    return attrs.evolve(
        payment,
        status=PAYMENT.after(payment.status, ev.OperationStarted),
        flight=FLIGHT.after(payment.flight, ev.OperationStarted),
        open=operation,
        attempts=payment.attempts + (event.operation in OPENING),
        numbered=event.number,
        entries=payment.entries.append(event),
    )


def goes_on(payment: Payment, event: ev.Waiting) -> Payment:
    """Return the payment with what the gateway has said so far."""
    status = payment.status
    if not isinstance(event, ev.OutcomeLeftUnknown):
        status = PAYMENT.after(status, type(event))
    operation = payment.open
    if operation is not None:
        operation = attrs.evolve(
            operation,
            known=SAID[type(event)],
            reference=event.reference or operation.reference,
        )
    return attrs.evolve(
        payment,
        status=status,
        flight=FLIGHT.after(payment.flight, type(event)),
        open=operation,
        references=_with(payment, event.reference, event.operation),
        entries=payment.entries.append(event),
    )


def authorised(payment: Payment, event: ev.PaymentAuthorised) -> Payment:
    """Return the payment with money held."""
    return attrs.evolve(
        _over(payment, event),
        authorised=add(payment.authorised, event.amount),
        references=_with(payment, event.reference, Operation.AUTHORISE),
    )


def captured(payment: Payment, event: ev.AmountCaptured) -> Payment:
    """Return the payment with money taken; a charge is held and taken in one."""
    held_before = event.operation is Operation.CAPTURE
    return attrs.evolve(
        _over(payment, event),
        authorised=payment.authorised if held_before else add(payment.authorised, event.amount),
        captured=add(payment.captured, event.amount),
        references=_with(payment, event.reference, event.operation),
    )


def released(
    payment: Payment, event: ev.AuthorisationLowered | ev.AuthorisationReleased
) -> Payment:
    """Return the payment with less held."""
    less = subtract(payment.authorised, event.amount)
    return attrs.evolve(_over(payment, event), authorised=less)


def refunded(payment: Payment, event: ev.AmountRefunded | ev.PaymentRefunded) -> Payment:
    """Return the payment with more given back."""
    more = add(payment.refunded, event.amount)
    return attrs.evolve(_over(payment, event), refunded=more)


def declined(payment: Payment, event: ev.OperationDeclined) -> Payment:
    """Return the payment without what was asked; why decides whether it is asked again."""
    if event.operation not in OPENING:
        return _over(payment, event)
    return attrs.evolve(
        _over(payment, event),
        declined=event.outcome,
        references=_with(payment, event.reference, event.operation),
    )


def not_sent(payment: Payment, event: ev.OperationNotSent) -> Payment:
    """Return the payment as it was before the operation; what never happened is no attempt."""
    less = 1 if event.operation in OPENING else 0
    return attrs.evolve(_over(payment, event), attempts=payment.attempts - less)


def noted(payment: Payment, event: Remark) -> Payment:
    """Return the payment with one entry more; the next event, or a person, says what follows."""
    if isinstance(event, ev.UnknownSettled):
        flight = FLIGHT.after(payment.flight, ev.UnknownSettled)
        return attrs.evolve(payment, flight=flight, entries=payment.entries.append(event))
    more = payment.contradicted + 1
    return attrs.evolve(payment, contradicted=more, entries=payment.entries.append(event))


def taken_back(payment: Payment, event: FromBank) -> Payment:
    """Return the payment with money taken back by a bank, or won from it again."""
    change = subtract if isinstance(event, ev.ChargebackReversed) else add
    return attrs.evolve(
        payment,
        status=PAYMENT.after(payment.status, type(event)),
        charged_back=change(payment.charged_back, event.amount),
        entries=payment.entries.append(event),
    )


def _over(payment: Payment, event: ev.Ending) -> Payment:
    return attrs.evolve(
        payment,
        status=PAYMENT.after(payment.status, type(event)),
        flight=FLIGHT.after(payment.flight, type(event)),
        open=None,
        entries=payment.entries.append(event),
    )


def _with(payment: Payment, reference: str | None, operation: Operation) -> tuple[str, ...]:
    """Return the names of the payment; those of a refund or a capture are not names of it."""
    if reference is None or operation not in OPENING or reference in payment.references:
        return payment.references
    return (*payment.references, reference)


# fmt: off
EVOLVE = evolutions(
    begins(ev.PaymentStarted,         started),
    on(ev.OperationStarted,           operation_started),
    on(ev.PaymentAuthorised,          authorised),
    on(ev.AmountCaptured,             captured),
    on(ev.AuthorisationLowered,       released),
    on(ev.AuthorisationReleased,      released),
    on(ev.AmountRefunded,             refunded),
    on(ev.PaymentRefunded,            refunded),
    on(ev.OperationDeclined,          declined),
    on(ev.OperationNotSent,           not_sent),
    on(ev.OutcomeLeftUnknown,         goes_on),
    on(ev.GuestMustAct,               goes_on),
    on(ev.OutcomePending,             goes_on),
    on(ev.UnknownSettled,             noted),
    on(ev.OutcomeContradicted,        noted),
    on(ev.AmountChargedBack,          taken_back),
    on(ev.PaymentChargedBack,         taken_back),
    on(ev.ChargebackReversed,         taken_back),
)
# fmt: on
