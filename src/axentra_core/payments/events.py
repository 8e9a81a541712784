"""What has happened to a payment."""

from datetime import date, datetime
from decimal import Decimal

import attrs

from axentra_core.payments.gateway import Operation, OutcomeClass
from axentra_core.payments.model import PaymentCard


@attrs.frozen
class PaymentStarted:
    """The intent to take money is written down, and may be sent now.

    Attributes:
        window: which part of the bill it pays.
        key: under which the first operation is sent, always.
        sent_at: before it was sent.
        staff: who of the staff has begun it; None where the house itself has.
    """

    payment: str
    folio: str
    window: int
    currency: str
    unit: Decimal
    card: PaymentCard | None
    retries: int
    operation: Operation
    amount: Decimal
    key: str
    sent_at: datetime
    staff: str | None
    business_date: date

    @property
    def number(self) -> int:
        """Which operation it begins: the first."""
        return 1


@attrs.frozen
class OperationStarted:
    """The next operation is written down, and may be sent now.

    Attributes:
        staff: who of the staff has begun it; None where the house itself has.
    """

    payment: str
    number: int
    operation: Operation
    amount: Decimal
    currency: str
    key: str
    sent_at: datetime
    staff: str | None
    business_date: date


@attrs.frozen
class PaymentAuthorised:
    """Money is held on the guest's card; it may be less than asked."""

    payment: str
    number: int
    asked: Decimal
    amount: Decimal
    currency: str
    reference: str | None
    business_date: date


@attrs.frozen
class AmountCaptured:
    """The house has money of the guest: by a charge, a redirect or a capture of what was held.

    Attributes:
        asked: may be more than came.
    """

    payment: str
    number: int
    operation: Operation
    asked: Decimal
    amount: Decimal
    currency: str
    reference: str | None
    business_date: date


@attrs.frozen
class AuthorisationLowered:
    """Part of what was held is let go."""

    payment: str
    number: int
    asked: Decimal
    amount: Decimal
    currency: str
    reference: str | None
    business_date: date


@attrs.frozen
class AuthorisationReleased:
    """The last of what was held is let go."""

    payment: str
    number: int
    asked: Decimal
    amount: Decimal
    currency: str
    reference: str | None
    business_date: date


@attrs.frozen
class AmountRefunded:
    """The house has given back part of what it took."""

    payment: str
    number: int
    asked: Decimal
    amount: Decimal
    currency: str
    reference: str | None
    business_date: date


@attrs.frozen
class PaymentRefunded:
    """The house has given back the last of what it took."""

    payment: str
    number: int
    asked: Decimal
    amount: Decimal
    currency: str
    reference: str | None
    business_date: date


@attrs.frozen
class OperationDeclined:
    """The gateway has said no; nothing was done.

    Attributes:
        outcome: in which class of no.
        reason: the gateway's code.
    """

    payment: str
    number: int
    operation: Operation
    outcome: OutcomeClass
    asked: Decimal
    currency: str
    reference: str | None
    reason: str | None
    business_date: date


@attrs.frozen
class OperationNotSent:
    """Nothing was done: it never left the house, or a person has found that it did not happen."""

    payment: str
    number: int
    operation: Operation
    asked: Decimal
    currency: str
    reason: str | None
    business_date: date


@attrs.frozen
class OutcomeLeftUnknown:
    """The operation may or may not have been done; the gateway is asked, nothing else is sent."""

    payment: str
    number: int
    operation: Operation
    reference: str | None
    reason: str | None
    business_date: date


@attrs.frozen
class GuestMustAct:
    """The guest has to confirm the payment before the money comes."""

    payment: str
    number: int
    operation: Operation
    reference: str | None
    reason: str | None
    business_date: date


@attrs.frozen
class OutcomePending:
    """The gateway will know later: the guest pays elsewhere, or a bank takes its time."""

    payment: str
    number: int
    operation: Operation
    reference: str | None
    reason: str | None
    business_date: date


@attrs.frozen
class UnknownSettled:
    """A person has said what became of an operation; what follows from it is the next event."""

    payment: str
    number: int
    happened: bool
    reason: str
    actor: str
    business_date: date


@attrs.frozen
class OutcomeContradicted:
    """The gateway says something else of an operation that was settled; somebody has to look.

    The amounts of the payment stay as they were.

    Attributes:
        recorded: how much it has done by what is on record; zero for nothing.
        moved: how much it has done by what the gateway says now; zero for nothing.
        outcome: the class of what it says now.
    """

    payment: str
    number: int
    operation: Operation
    recorded: Decimal
    moved: Decimal
    outcome: OutcomeClass
    currency: str
    reference: str | None
    reason: str | None
    business_date: date


@attrs.frozen
class AmountChargedBack:
    """A bank has taken back part of what the house took."""

    payment: str
    amount: Decimal
    currency: str
    reference: str
    reason: str
    business_date: date


@attrs.frozen
class PaymentChargedBack:
    """A bank has taken back the last of what the house took."""

    payment: str
    amount: Decimal
    currency: str
    reference: str
    reason: str
    business_date: date


@attrs.frozen
class ChargebackReversed:
    """The house has won a chargeback, and has the money again."""

    payment: str
    amount: Decimal
    currency: str
    reference: str
    business_date: date


OfWhatIsThere = AuthorisationLowered | AuthorisationReleased | AmountRefunded | PaymentRefunded
Approval = PaymentAuthorised | AmountCaptured | OfWhatIsThere
# After one of these an operation is over.
Ending = Approval | OperationDeclined | OperationNotSent
# After one of these it goes on.
Waiting = OutcomeLeftUnknown | GuestMustAct | OutcomePending
