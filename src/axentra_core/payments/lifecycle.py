"""How a payment moves: where its money stands, and whether something is on its way."""

from axentra_core.kernel.machine import Machine
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
    OutcomeLeftUnknown,
    OutcomePending,
    PaymentAuthorised,
    PaymentChargedBack,
    PaymentRefunded,
    UnknownSettled,
)
from axentra_core.payments.model import Flight, Payment, PaymentStatus
from axentra_core.payments.refusals import PaymentRefusal

(
    STARTED,
    PENDING,
    NEEDS_GUEST,
    AUTHORISED,
    CAPTURED,
    FAILED,
    RELEASED,
    REFUNDED,
    CHARGED_BACK,
) = PaymentStatus
IDLE, IN_FLIGHT, UNKNOWN = Flight

# One operation may still be on its way while a chargeback comes: what is held outlives what was
# taken.
# fmt: off
PAYMENT = Machine("payment", field="status", start=STARTED, ends=(RELEASED,), rows=(
    # while         when this happens        becomes
    (STARTED,       OutcomePending,          PENDING),
    (STARTED,       GuestMustAct,            NEEDS_GUEST),
    (STARTED,       PaymentAuthorised,       AUTHORISED),
    (STARTED,       AmountCaptured,          CAPTURED),
    (STARTED,       OperationDeclined,       FAILED),
    (STARTED,       OperationNotSent,        FAILED),
    (PENDING,       OutcomePending,          PENDING),
    (PENDING,       GuestMustAct,            NEEDS_GUEST),
    (PENDING,       PaymentAuthorised,       AUTHORISED),
    (PENDING,       AmountCaptured,          CAPTURED),
    (PENDING,       OperationDeclined,       FAILED),
    (PENDING,       OperationNotSent,        FAILED),
    (NEEDS_GUEST,   OutcomePending,          PENDING),
    (NEEDS_GUEST,   GuestMustAct,            NEEDS_GUEST),
    (NEEDS_GUEST,   PaymentAuthorised,       AUTHORISED),
    (NEEDS_GUEST,   AmountCaptured,          CAPTURED),
    (NEEDS_GUEST,   OperationDeclined,       FAILED),
    (NEEDS_GUEST,   OperationNotSent,        FAILED),
    (FAILED,        OperationStarted,        STARTED),
    (AUTHORISED,    OperationStarted,        AUTHORISED),
    (AUTHORISED,    OutcomePending,          AUTHORISED),
    (AUTHORISED,    GuestMustAct,            AUTHORISED),
    (AUTHORISED,    OperationDeclined,       AUTHORISED),
    (AUTHORISED,    OperationNotSent,        AUTHORISED),
    (AUTHORISED,    AuthorisationLowered,    AUTHORISED),
    (AUTHORISED,    AuthorisationReleased,   RELEASED),
    (AUTHORISED,    AmountCaptured,          CAPTURED),
    (CAPTURED,      OperationStarted,        CAPTURED),
    (CAPTURED,      OutcomePending,          CAPTURED),
    (CAPTURED,      GuestMustAct,            CAPTURED),
    (CAPTURED,      OperationDeclined,       CAPTURED),
    (CAPTURED,      OperationNotSent,        CAPTURED),
    (CAPTURED,      AuthorisationLowered,    CAPTURED),
    (CAPTURED,      AuthorisationReleased,   CAPTURED),
    (CAPTURED,      AmountCaptured,          CAPTURED),
    (CAPTURED,      AmountRefunded,          CAPTURED),
    (CAPTURED,      PaymentRefunded,         REFUNDED),
    (CAPTURED,      AmountChargedBack,       CAPTURED),
    (CAPTURED,      PaymentChargedBack,      CHARGED_BACK),
    (CAPTURED,      ChargebackReversed,      CAPTURED),
    (REFUNDED,      OperationStarted,        REFUNDED),
    (REFUNDED,      OutcomePending,          REFUNDED),
    (REFUNDED,      GuestMustAct,            REFUNDED),
    (REFUNDED,      OperationDeclined,       REFUNDED),
    (REFUNDED,      OperationNotSent,        REFUNDED),
    (REFUNDED,      AuthorisationLowered,    REFUNDED),
    (REFUNDED,      AuthorisationReleased,   REFUNDED),
    (REFUNDED,      AmountCaptured,          CAPTURED),
    (REFUNDED,      ChargebackReversed,      CAPTURED),
    (CHARGED_BACK,  OperationStarted,        CHARGED_BACK),
    (CHARGED_BACK,  OutcomePending,          CHARGED_BACK),
    (CHARGED_BACK,  GuestMustAct,            CHARGED_BACK),
    (CHARGED_BACK,  OperationDeclined,       CHARGED_BACK),
    (CHARGED_BACK,  OperationNotSent,        CHARGED_BACK),
    (CHARGED_BACK,  AuthorisationLowered,    CHARGED_BACK),
    (CHARGED_BACK,  AuthorisationReleased,   CHARGED_BACK),
    (CHARGED_BACK,  AmountCaptured,          CAPTURED),
    (CHARGED_BACK,  ChargebackReversed,      CAPTURED),
))
# fmt: on


def is_idle(payment: Payment) -> PaymentRefusal:
    """Only what is with the gateway is settled."""
    return PaymentRefusal("payments.nothing_in_flight", payment=payment.id)


def is_in_flight(payment: Payment) -> PaymentRefusal:
    """One operation at a time is with the gateway."""
    return PaymentRefusal("payments.in_flight", payment=payment.id)


def is_unknown(payment: Payment) -> PaymentRefusal:
    """Nothing new is sent while nobody knows what became of the last."""
    return PaymentRefusal("payments.outcome_unknown", payment=payment.id)


SAYS = {IDLE: is_idle, IN_FLIGHT: is_in_flight, UNKNOWN: is_unknown}

# A payment begins with its first operation in flight.
# fmt: off
FLIGHT = Machine("gateway operation", field="flight", start=IN_FLIGHT, says=SAYS, rows=(
    # while      when this happens        becomes
    (IDLE,       OperationStarted,        IN_FLIGHT),
    (IN_FLIGHT,  OutcomePending,          IN_FLIGHT),
    (IN_FLIGHT,  GuestMustAct,            IN_FLIGHT),
    (IN_FLIGHT,  OutcomeLeftUnknown,      UNKNOWN),
    (IN_FLIGHT,  PaymentAuthorised,       IDLE),
    (IN_FLIGHT,  AmountCaptured,          IDLE),
    (IN_FLIGHT,  AuthorisationLowered,    IDLE),
    (IN_FLIGHT,  AuthorisationReleased,   IDLE),
    (IN_FLIGHT,  AmountRefunded,          IDLE),
    (IN_FLIGHT,  PaymentRefunded,         IDLE),
    (IN_FLIGHT,  OperationDeclined,       IDLE),
    (IN_FLIGHT,  OperationNotSent,        IDLE),
    (UNKNOWN,    OutcomeLeftUnknown,      UNKNOWN),
    (UNKNOWN,    UnknownSettled,          UNKNOWN),
    (UNKNOWN,    OutcomePending,          IN_FLIGHT),
    (UNKNOWN,    GuestMustAct,            IN_FLIGHT),
    (UNKNOWN,    PaymentAuthorised,       IDLE),
    (UNKNOWN,    AmountCaptured,          IDLE),
    (UNKNOWN,    AuthorisationLowered,    IDLE),
    (UNKNOWN,    AuthorisationReleased,   IDLE),
    (UNKNOWN,    AmountRefunded,          IDLE),
    (UNKNOWN,    PaymentRefunded,         IDLE),
    (UNKNOWN,    OperationDeclined,       IDLE),
    (UNKNOWN,    OperationNotSent,        IDLE),
))
# fmt: on

MACHINES = (PAYMENT, FLIGHT)
