"""The port to whoever moves the money: what is asked of a gateway, and what an adapter owes.

The house has written down what it will ask before it asks, and writes down the answer after it.
An adapter therefore only translates: it makes no key of its own, and tries nothing again unless
it says so by `retries_itself`.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

import attrs

from axentra_core.kernel.money import Money


class Operation(StrEnum):
    """What a gateway is asked to do."""

    AUTHORISE = "authorise"
    """Hold an amount on a card (pre-authorisation)."""

    CAPTURE = "capture"
    """Take what is held, or part of it."""

    RELEASE = "release"
    """Let go of what is held, or of part of it."""

    CHARGE = "charge"
    """Take an amount from a card at once."""

    REFUND = "refund"
    """Give back what was taken, or part of it."""

    REDIRECT = "redirect"
    """Begin a payment that the guest finishes elsewhere, such as a QR wallet or a payment page."""


# These ask for the money of a payment; the others are about money that is held or taken.
OPENING: Final = frozenset({Operation.AUTHORISE, Operation.CHARGE, Operation.REDIRECT})


class OutcomeClass(StrEnum):
    """What came of an operation, in the classes that lead to different next steps."""

    APPROVED = "approved"
    """Done, perhaps for less than was asked."""

    DECLINED_HARD = "declined_hard"
    """Not done, and this card never will: lost, stolen, expired, an invalid number."""

    DECLINED_SOFT = "declined_soft"
    """Not done, but it might be later: too little money, no reason given."""

    ACTION_REQUIRED = "action_required"
    """Not done yet: the guest has to confirm, and then the same operation succeeds."""

    NOT_ACTIVE_YET = "not_active_yet"
    """Not done: a virtual card may not be charged before its day."""

    EXCEEDS_BALANCE = "exceeds_balance"
    """Not done: a virtual card holds less than was asked."""

    NOT_SENT = "not_sent"
    """Not done for certain: the request never left, as when no connection could be made."""

    UNKNOWN = "unknown"
    """Perhaps done: the request may have arrived, and no answer came that says what became of it.

    A reply that was late or cut off, an answer 5xx, a process that died after it had sent.
    """

    PENDING = "pending"
    """Begun: the guest pays elsewhere, or a bank takes its time; the gateway will know later."""


@attrs.frozen
class GatewayRequest:
    """One operation, as the adapter is to send it.

    Attributes:
        key: idempotency key; the same operation is always sent under the same one.
        operation: what is to be done.
        amount: how much, above zero.
        card: what the gateway knows the card by; None where no card is asked.
        reference: the gateway's name of the payment that is captured, released or refunded.
    """

    key: str
    operation: Operation
    amount: Money
    card: str | None = attrs.field(default=None, repr=False)
    reference: str | None = None


@attrs.frozen
class Outcome:
    """What a gateway answers.

    Attributes:
        outcome: its class.
        amount: what was done of an approved operation, when less than asked; None for all of it.
        reference: the gateway's name of what was done.
        reason: the gateway's own code for a decline; letters, digits, ``.``, ``_`` and ``-``.
        redirect: where the guest goes on; whoever has it can pay, so it is not kept anywhere.
    """

    outcome: OutcomeClass
    amount: Money | None = None
    reference: str | None = None
    reason: str | None = None
    redirect: str | None = attrs.field(default=None, repr=False)


class PaymentGateway(Protocol):
    """Port: whoever moves the money.

    An adapter owes:

    - the key goes to the gateway as its idempotency key, and where the gateway has a field for
      it also as a name by which it can be looked up;
    - no network fault is raised: it becomes NOT_SENT or UNKNOWN, and whatever is not certainly
      the one is the other;
    - amounts are passed on exactly, in the gateway's own units.
    """

    @property
    def key_retention(self) -> timedelta:
        """How long the gateway remembers a key for certain, from when it first sees it.

        Zero for a gateway without idempotency keys: then nothing is ever sent again.
        """
        ...

    @property
    def lookup_lag(self) -> timedelta:
        """How long something can be done already and `look_up` does not find it."""
        ...

    @property
    def retries_itself(self) -> bool:
        """Whether the gateway tries a declined card again by itself; then nobody else may."""
        ...

    def send(self, request: GatewayRequest) -> Outcome:
        """Do one operation; within `key_retention` the same key is done once.

        Answers NOT_SENT only when the request certainly did not leave, and UNKNOWN when it is not
        certain what became of it, such as a key that is being worked on by another call.
        """
        ...

    def look_up(self, key: str) -> Outcome | None:
        """Return what became of a key; None when the gateway knows nothing of it.

        Answers UNKNOWN when the gateway cannot be asked; that is not the same as None.
        """
        ...
