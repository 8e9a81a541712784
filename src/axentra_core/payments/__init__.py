"""One payment through a gateway: written down first, sent once, its outcome recorded after.

Usable alone: `AGGREGATES` holds the decider, `PaymentGateway` is the port, and `what_to_do` is a
plain function.
"""

from axentra_core.payments.decider import (
    AGGREGATES,
)
from axentra_core.payments.events import (
    AmountCaptured,
    AmountChargedBack,
    AmountRefunded,
    AuthorisationLowered,
    AuthorisationReleased,
    ChargebackReversed,
    GuestMustAct,
    OperationDeclined,
    OperationNotSent,
    OperationStarted,
    OutcomeContradicted,
    OutcomeLeftUnknown,
    OutcomePending,
    PaymentAuthorised,
    PaymentChargedBack,
    PaymentRefunded,
    PaymentStarted,
    UnknownSettled,
)
from axentra_core.payments.gateway import (
    GatewayRequest,
    Operation,
    Outcome,
    OutcomeClass,
    PaymentGateway,
)
from axentra_core.payments.lifecycle import (
    MACHINES,
)
from axentra_core.payments.messages import (
    RecordChargeback,
    RecordChargebackReversed,
    RecordOutcome,
    SettleUnknown,
    StartOperation,
    StartPayment,
)
from axentra_core.payments.model import (
    Flight,
    OpenOperation,
    Payment,
    PaymentCard,
    PaymentStatus,
)
from axentra_core.payments.refusals import (
    PaymentRefusal,
)
from axentra_core.payments.sending import (
    REACH,
    NextStep,
    answered,
    may_send,
    request_of,
    what_to_do,
)

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "REACH",
    "AmountCaptured",
    "AmountChargedBack",
    "AmountRefunded",
    "AuthorisationLowered",
    "AuthorisationReleased",
    "ChargebackReversed",
    "Flight",
    "GatewayRequest",
    "GuestMustAct",
    "NextStep",
    "OpenOperation",
    "Operation",
    "OperationDeclined",
    "OperationNotSent",
    "OperationStarted",
    "Outcome",
    "OutcomeClass",
    "OutcomeContradicted",
    "OutcomeLeftUnknown",
    "OutcomePending",
    "Payment",
    "PaymentAuthorised",
    "PaymentCard",
    "PaymentChargedBack",
    "PaymentGateway",
    "PaymentRefunded",
    "PaymentRefusal",
    "PaymentStarted",
    "PaymentStatus",
    "RecordChargeback",
    "RecordChargebackReversed",
    "RecordOutcome",
    "SettleUnknown",
    "StartOperation",
    "StartPayment",
    "UnknownSettled",
    "answered",
    "may_send",
    "request_of",
    "what_to_do",
]
