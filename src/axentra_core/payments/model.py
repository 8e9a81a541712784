"""What a payment is made of."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, exact
from axentra_core.kernel.numbers import ZERO, subtract
from axentra_core.kernel.texts import Code, LastFour, Token
from axentra_core.payments.gateway import Operation, OutcomeClass

MOST_OPERATIONS = 10**6
MOST_RETRIES = 20
MOST_WINDOWS = 99

OperationNumber = Annotated[int, whole(1, MOST_OPERATIONS)]
Retries = Annotated[int, whole(0, MOST_RETRIES)]
WindowNumber = Annotated[int, whole(1, MOST_WINDOWS)]


class PaymentStatus(StrEnum):
    """Where the money of a payment stands."""

    STARTED = "started"
    """The intent is written down; what became of it is not known."""

    PENDING = "pending"
    """The guest pays elsewhere, or a bank takes its time."""

    NEEDS_GUEST = "needs_guest"
    """The guest has to confirm before the money comes."""

    AUTHORISED = "authorised"
    """Held on the guest's card; nothing is taken."""

    CAPTURED = "captured"
    """The house has it, or what it has not given back."""

    FAILED = "failed"
    """The money did not come."""

    RELEASED = "released"
    """What was held was let go, and nothing was taken."""

    REFUNDED = "refunded"
    """The house has given back the last of it."""

    CHARGED_BACK = "charged_back"
    """A bank has taken back the last of it."""


class Flight(StrEnum):
    """Whether an operation is on its way to the gateway."""

    IDLE = "idle"
    IN_FLIGHT = "in_flight"
    UNKNOWN = "unknown"


@checked
class PaymentCard:
    """All that is known of the card a payment is made with.

    Attributes:
        token: what the gateway knows the card by.
        brand: such as ``visa``.
        last_four: the four digits a receipt shows.
    """

    token: Token = attrs.field(repr=False)
    brand: Code
    last_four: LastFour


@attrs.frozen
class OpenOperation:
    """The operation in flight, as it was written down before it was sent.

    Attributes:
        number: counts from 1 in the payment.
        operation: what is asked.
        amount: how much.
        key: idempotency key, made from payment, number and operation.
        sent_at: when it was written down, so never after it was first sent.
        known: what the gateway has said so far; None when nothing.
        reference: the gateway's name of it, if it has told one.
    """

    number: int
    operation: Operation
    amount: Decimal
    key: str
    sent_at: datetime
    known: OutcomeClass | None = None
    reference: str | None = None


@attrs.frozen
class Payment:
    """The state of one payment of a folio or a deposit through a gateway.

    Attributes:
        id: the payment.
        folio: what it pays.
        window: which part of that bill it pays.
        currency: ISO 4217 code of every amount in it.
        unit: smallest amount it can hold, such as ``Decimal("0.01")``.
        card: what it is made with; None where the guest pays elsewhere.
        retries: how often it may be tried again after a decline.
        status: where the money stands.
        flight: whether an operation is in flight, or its outcome unknown.
        asked: what the guest is to pay.
        authorised: what was ever held or taken, less what was let go.
        captured: what was taken.
        refunded: what the house has given back.
        charged_back: what a bank has taken back.
        open: the one operation in flight.
        references: the gateway's names of the payment, one an attempt; the last one counts.
        attempts: how often the money was asked for, without what was never done.
        numbered: how many operations there were.
        declined: why the money did not come, the last time it was declined.
        contradicted: how often the gateway has said something else of a settled operation.
        entries: everything that has happened to it.
    """

    id: str
    folio: str
    window: int
    currency: str
    unit: Decimal
    card: PaymentCard | None
    retries: int
    status: PaymentStatus
    flight: Flight
    asked: Decimal
    authorised: Decimal
    captured: Decimal
    refunded: Decimal
    charged_back: Decimal
    open: OpenOperation | None
    references: tuple[str, ...]
    attempts: int
    numbered: int
    declined: OutcomeClass | None
    contradicted: int
    entries: Journal[Any]

    @property
    def taken(self) -> Money:
        """What the house has of it now."""
        return Money(self.left, self.currency)

    @property
    def held(self) -> Decimal:
        """What is held on the card and can still be taken or let go."""
        return subtract(self.authorised, self.captured)

    @property
    def left(self) -> Decimal:
        """What was taken and neither given nor taken back."""
        return subtract(subtract(self.captured, self.refunded), self.charged_back)

    @property
    def going_back(self) -> Decimal:
        """What is on its way back to the guest."""
        is_refund = self.open is not None and self.open.operation is Operation.REFUND
        return self.open.amount if self.open is not None and is_refund else ZERO

    @property
    def reference(self) -> str | None:
        """The gateway's name of the payment, by which it is captured, released or refunded."""
        return self.references[-1] if self.references else None

    def in_steps(self, amount: Money) -> Decimal:
        """Return an amount as the payment can hold it.

        Raises:
            InvalidInput: ``money.too_many_decimals``.
        """
        return exact(amount.amount, -self.unit.adjusted(), self.currency)


def key_of(payment: str, number: int, operation: Operation) -> str:
    """Return the idempotency key of an operation: made from what it is, so it survives a crash."""
    return f"{payment}:{number}:{operation}"
