"""From a written intent to the gateway and back, and what to do when no answer came.

What the host does, in this order: commit the intent; ask `may_send`; send `request_of` it; record
`answered`. Whoever finds an operation that has waited asks the gateway by its key, and then
`what_to_do`:

    >>> from datetime import UTC, datetime, timedelta
    >>> from decimal import Decimal
    >>> from axentra_core.payments.gateway import Operation
    >>> start, hour = datetime(2026, 11, 23, 7, tzinfo=UTC), timedelta(hours=1)
    >>> waits = OpenOperation(1, Operation.CHARGE, Decimal(900), "P1:1:charge", start)
    >>> [str(what_to_do(waits, None, start + n * hour, 24 * hour, hour)) for n in (0, 1, 25)]
    ['wait', 'resend_same_key', 'ask_a_person']

It never captures twice as long as the gateway keeps its word on `key_retention`, nothing is sent
that `may_send` does not allow, and what is sent arrives within `REACH` or not at all.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import attrs

from axentra_core.kernel.money import Money
from axentra_core.payments.gateway import OPENING, GatewayRequest, Operation, Outcome, OutcomeClass
from axentra_core.payments.messages import RecordOutcome
from axentra_core.payments.model import OpenOperation, Payment

# How long a request may be on its way, from the moment somebody decides to send it.
REACH: Final = timedelta(minutes=5)

# What says no more than that the gateway could not be asked.
NO_ANSWER: Final = frozenset({OutcomeClass.NOT_SENT, OutcomeClass.UNKNOWN})


class NextStep(StrEnum):
    """What is to be done about an operation whose outcome is not on record."""

    RECORD = "record"
    """Record what the gateway has answered."""

    RESEND_SAME_KEY = "resend_same_key"
    """Record it as unknown, then send it again under its own key and record ``again``.

    What was recorded as unknown is not ended by a first sender who finds that it did not leave, so
    nobody can begin anew what is just being sent. Ask `may_send` after that, not before.
    """

    WAIT = "wait"
    """Ask the gateway again later."""

    ASK_A_PERSON = "ask_a_person"
    """Record it as unknown and let a person settle it; it is not sent again."""


def request_of(payment: Payment) -> GatewayRequest | None:
    """Return what is to be sent for the operation in flight; None when there is none."""
    operation = payment.open
    if operation is None:
        return None
    amount = Money(operation.amount, payment.currency)
    if operation.operation not in OPENING:
        return GatewayRequest(
            operation.key, operation.operation, amount, reference=payment.reference
        )
    is_elsewhere = operation.operation is Operation.REDIRECT
    token = None if is_elsewhere or payment.card is None else payment.card.token
    return GatewayRequest(operation.key, operation.operation, amount, token)


def answered(payment: str, number: int, outcome: Outcome, *, again: bool = False) -> RecordOutcome:
    """Return the command that records an answer.

    Args:
        payment: id of the payment.
        number: of the operation that was sent, not of the one that is in flight by now.
        outcome: what the gateway has answered.
        again: it was sent before; that this try did not leave says nothing of the first one.
    """
    if again and outcome.outcome is OutcomeClass.NOT_SENT:
        outcome = attrs.evolve(outcome, outcome=OutcomeClass.UNKNOWN)
    return RecordOutcome(
        payment, number, outcome.outcome, outcome.amount, outcome.reference, outcome.reason
    )


def may_send(
    operation: OpenOperation, now: datetime, key_retention: timedelta, *, again: bool = False
) -> bool:
    """Return whether an operation may go to the gateway now, for the first time or again.

    It has to arrive while the gateway still remembers the key from the first time it could have
    seen it, for afterwards the same key would be done once more.

    Args:
        operation: as it was written down.
        now: aware UTC instant.
        key_retention: how long the gateway remembers a key.
        again: it may have been sent before.
    """
    if now + REACH < operation.sent_at + key_retention:
        return True
    # Without keys the one who has just written it down may send it once, and nobody again.
    return not again and now < operation.sent_at + REACH and key_retention <= REACH


def what_to_do(
    operation: OpenOperation,
    answer: Outcome | None,
    now: datetime,
    key_retention: timedelta,
    lookup_lag: timedelta,
) -> NextStep:
    """Return what to do about an operation that was perhaps sent.

    Args:
        operation: the one in flight.
        answer: what the gateway's `look_up` has answered.
        now: aware UTC instant, not before the look-up.
        key_retention: how long the gateway remembers a key.
        lookup_lag: how long its look-up may be behind.
    """
    if answer is not None and answer.outcome not in NO_ANSWER:
        return NextStep.RECORD
    is_trusted = answer is None and now >= operation.sent_at + lookup_lag
    if is_trusted and may_send(operation, now, key_retention, again=True):
        return NextStep.RESEND_SAME_KEY
    # Before that somebody else's request could still arrive, and a person would be wrong.
    quiet = operation.sent_at + max(key_retention, 2 * REACH) + lookup_lag
    return NextStep.WAIT if now < quiet else NextStep.ASK_A_PERSON
