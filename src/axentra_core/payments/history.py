"""What has happened to a payment earlier, for the commands that need it."""

from decimal import Decimal

from axentra_core.kernel.numbers import ZERO
from axentra_core.payments.events import (
    AmountChargedBack,
    Approval,
    ChargebackReversed,
    Ending,
    OperationStarted,
    OutcomeContradicted,
    PaymentChargedBack,
    PaymentStarted,
)
from axentra_core.payments.model import Payment


def begun(payment: Payment, number: int) -> PaymentStarted | OperationStarted | None:
    """Return how an operation began."""
    return next(
        (
            entry
            for entry in payment.entries
            if isinstance(entry, PaymentStarted | OperationStarted) and entry.number == number
        ),
        None,
    )


def ended(payment: Payment, number: int) -> Ending | None:
    """Return how an operation ended; None while it has not."""
    return next(
        (
            entry
            for entry in payment.entries
            if isinstance(entry, Ending) and entry.number == number
        ),
        None,
    )


def moved_by(ending: Ending) -> Decimal:
    """Return how much an operation has done: nothing where it was declined or never sent."""
    return ending.amount if isinstance(ending, Approval) else ZERO


def is_on_record(payment: Payment, number: int, moved: Decimal) -> bool:
    """Return whether the gateway was heard saying this of a settled operation before."""
    return any(
        isinstance(entry, OutcomeContradicted) and (entry.number, entry.moved) == (number, moved)
        for entry in payment.entries
    )


def chargeback(payment: Payment, reference: str) -> AmountChargedBack | PaymentChargedBack | None:
    """Return a chargeback by the gateway's name of it."""
    return next(
        (
            entry
            for entry in payment.entries
            if isinstance(entry, AmountChargedBack | PaymentChargedBack)
            and entry.reference == reference
        ),
        None,
    )


def reversal(payment: Payment, reference: str) -> ChargebackReversed | None:
    """Return the reversal of a chargeback by the gateway's name of it."""
    return next(
        (
            entry
            for entry in payment.entries
            if isinstance(entry, ChargebackReversed) and entry.reference == reference
        ),
        None,
    )
