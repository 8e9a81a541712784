"""What Stripe's answers mean for the house: one table of codes, one of statuses, one of failures.

Sources: docs.stripe.com/declines/codes, /error-codes, /error-low-level and /payments/intents.
A decline by a code that stands in no table is one for now; whatever else does not is UNKNOWN.
Stripe has no code of its own for a virtual card before its day or above its balance: both are
declined like any other card.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import stripe
from stripe import (
    APIConnectionError,
    AuthenticationError,
    CardError,
    IdempotencyError,
    InvalidRequestError,
    PaymentIntent,
    RateLimitError,
    Refund,
    StripeError,
)
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from axentra_core.adapters.stripe_amounts import money_of
from axentra_core.kernel.errors import KeyReused, PortRefused
from axentra_core.kernel.money import Money
from axentra_core.kernel.texts import LONGEST_CODE
from axentra_core.payments import Operation, Outcome, OutcomeClass

AUTHORISE, CAPTURE, RELEASE = Operation.AUTHORISE, Operation.CAPTURE, Operation.RELEASE
CHARGE, REFUND, REDIRECT = Operation.CHARGE, Operation.REFUND, Operation.REDIRECT
APPROVED, PENDING, UNKNOWN = OutcomeClass.APPROVED, OutcomeClass.PENDING, OutcomeClass.UNKNOWN
HARD, SOFT = OutcomeClass.DECLINED_HARD, OutcomeClass.DECLINED_SOFT
NOT_SENT, ACTION = OutcomeClass.NOT_SENT, OutcomeClass.ACTION_REQUIRED

# fmt: off
DECLINE_ROWS: Final = (
    # a decline by one of these codes                                           is
    ("lost_card stolen_card pickup_card restricted_card expired_card",          HARD),
    ("incorrect_number invalid_number invalid_account invalid_expiry_month",    HARD),
    ("invalid_expiry_year card_not_supported currency_not_supported",           HARD),
    ("revocation_of_authorization revocation_of_all_authorizations",            HARD),
    ("stop_payment_order do_not_try_again transaction_not_allowed",             HARD),
    ("not_permitted service_not_allowed security_violation",                    HARD),
    ("fraudulent merchant_blacklist highest_risk_level",                        HARD),
    ("testmode_decline live_mode_test_card test_mode_live_card",                HARD),
    ("insufficient_funds generic_decline card_declined do_not_honor",           SOFT),
    ("try_again_later issuer_not_available processing_error call_issuer",       SOFT),
    ("reenter_transaction duplicate_transaction approve_with_id",               SOFT),
    ("card_velocity_exceeded withdrawal_count_limit_exceeded",                  SOFT),
    ("card_decline_rate_limit_exceeded new_account_information_available",      SOFT),
    ("no_action_taken invalid_amount elevated_risk_level",                      SOFT),
    ("incorrect_cvc invalid_cvc incorrect_zip incorrect_address",               SOFT),
    ("incorrect_pin invalid_pin pin_try_exceeded",                              SOFT),
    ("payment_intent_authentication_failure",                                   SOFT),
    ("payment_intent_payment_attempt_failed",                                   SOFT),
    ("payment_intent_payment_attempt_expired",                                  SOFT),
    ("payment_method_provider_decline payment_method_customer_decline",         SOFT),
    ("authentication_required authentication_not_handled",                      ACTION),
)

STATUSES: Final[Mapping[tuple[Operation, str], OutcomeClass]] = MappingProxyType({
    # while this was asked, and this is the status      it is
    (CHARGE,    "succeeded"):                           APPROVED,
    (CHARGE,    "processing"):                          PENDING,
    (CHARGE,    "requires_action"):                     ACTION,
    (CHARGE,    "canceled"):                            SOFT,
    (REDIRECT,  "succeeded"):                           APPROVED,
    (REDIRECT,  "processing"):                          PENDING,
    (REDIRECT,  "requires_action"):                     PENDING,
    (REDIRECT,  "canceled"):                            SOFT,
    (AUTHORISE, "requires_capture"):                    APPROVED,
    (AUTHORISE, "succeeded"):                           APPROVED,
    (AUTHORISE, "processing"):                          PENDING,
    (AUTHORISE, "requires_action"):                     ACTION,
    (AUTHORISE, "canceled"):                            SOFT,
    (CAPTURE,   "succeeded"):                           APPROVED,
    (CAPTURE,   "processing"):                          PENDING,
    # The first capture lets go of what it does not take.
    (RELEASE,   "canceled"):                            APPROVED,
    (RELEASE,   "succeeded"):                           APPROVED,
    (REFUND,    "succeeded"):                           APPROVED,
    (REFUND,    "pending"):                             PENDING,
    (REFUND,    "requires_action"):                     PENDING,
    (REFUND,    "failed"):                              HARD,
    (REFUND,    "canceled"):                            SOFT,
})
# fmt: on
DECLINES: Final[Mapping[str, OutcomeClass]] = MappingProxyType(
    {code: outcome for codes, outcome in DECLINE_ROWS for code in codes.split()}
)

# Requests that can never succeed for this payment, though nothing is wrong with the adapter.
IMPOSSIBLE: Final = frozenset(
    {
        "amount_too_large",
        "amount_too_small",
        "charge_already_captured",
        "charge_already_refunded",
        "charge_disputed",
        "charge_expired_for_capture",
        "payment_intent_unexpected_state",
        "payment_method_unexpected_state",
        "resource_missing",
    }
)

_NOT_IN_A_CODE: Final = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)


def of_intent(intent: PaymentIntent, operation: Operation, asked: Money | None = None) -> Outcome:
    """Return what a PaymentIntent says of one operation.

    Args:
        intent: as Stripe has sent it.
        operation: what it was asked for.
        asked: how much; None when that is not known here.
    """
    outcome = STATUSES.get((operation, intent.status), UNKNOWN)
    reason = None if outcome in {APPROVED, PENDING, ACTION} else _word(intent.status)
    amount = None
    if intent.status == "requires_payment_method" and (why := intent.last_payment_error):
        outcome, reason = _declined(why)
    if operation is AUTHORISE and intent.status == "canceled" and _was_released(intent):
        outcome, reason = APPROVED, None
    if outcome is APPROVED and operation is not RELEASE:
        taken = intent.amount_received
        if operation is AUTHORISE:
            is_held = intent.status == "requires_capture"
            taken = intent.amount_capturable if is_held else intent.amount
        amount = _unless_all(money_of(taken, intent.currency), asked)
    page = _page(intent) if outcome in {ACTION, PENDING} else None
    return Outcome(outcome, amount, intent.id, reason, page)


def of_refund(refund: Refund, asked: Money | None = None) -> Outcome:
    """Return what a Refund says; `asked` as in `of_intent`."""
    outcome = STATUSES.get((REFUND, str(refund.status)), UNKNOWN)
    if outcome is APPROVED:
        amount = _unless_all(money_of(refund.amount, refund.currency), asked)
        return Outcome(outcome, amount, refund.id)
    why = getattr(refund, "failure_reason", None) if outcome is HARD else None
    reason = None if outcome is PENDING else _word(why or refund.status)
    return Outcome(outcome, None, refund.id, reason)


def of_failure(  # noqa: PLR0911 - one return a kind of failure
    error: Exception, key: str, operation: Operation
) -> Outcome:
    """Return what it means that a request was not answered by an object.

    Raises:
        KeyReused: ``key.reused`` when the key came with anything else before.
        PortRefused: ``gateway.refused`` where nothing was done and the adapter's settings, its
            key or its rights have to be put right.
    """
    code = _word(getattr(error, "code", None) or _field(error, "code"))
    match error:
        case IdempotencyError():
            raise KeyReused("key.reused", key=key, verb=operation.value) from error
        case CardError():
            outcome, reason = _declined(error.error)
            return Outcome(outcome, None, _name(_field(error, "payment_intent")), reason)
        case RateLimitError() if code != "lock_timeout":
            return Outcome(NOT_SENT, reason="rate_limited")
        case InvalidRequestError() if code in IMPOSSIBLE:
            intent = _field(error, "payment_intent")
            status = (operation, str(getattr(intent, "status", None)))
            if operation is RELEASE and STATUSES.get(status) is APPROVED:
                return Outcome(APPROVED, reference=_name(intent))
            return Outcome(HARD, reason=code)
        case InvalidRequestError() | AuthenticationError() | stripe.PermissionError():
            reason = code or _word(_field(error, "type")) or type(error).__name__
            raise PortRefused("gateway.refused", reason=reason) from error
        case APIConnectionError():
            if _was_refused_a_connection(error):
                return Outcome(NOT_SENT, reason="no_connection")
            return Outcome(UNKNOWN, reason="no_answer")
        case StripeError():
            return Outcome(UNKNOWN, reason=code or "no_answer")
        case _:
            # Whatever it is, it happened after the request could have left.
            return Outcome(UNKNOWN, reason="unreadable")


def _declined(why: Any) -> tuple[OutcomeClass, str | None]:  # noqa: ANN401 - two types of Stripe
    code = getattr(why, "decline_code", None) or getattr(why, "code", None)
    if not isinstance(code, str):
        return UNKNOWN, None
    # A code that is new here is a decline as well, and not for good as far as anybody knows.
    return DECLINES.get(code, SOFT), _word(code)


def _was_refused_a_connection(error: APIConnectionError) -> bool:
    # Only the cause itself: what else was being handled meanwhile says nothing of this request.
    cause = error.__cause__
    inner = cause.args[0] if cause is not None and cause.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else None
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _was_released(intent: PaymentIntent) -> bool:
    return RELEASE.value in intent.metadata.to_dict().values()


def _unless_all(done: Money, asked: Money | None) -> Money | None:
    return None if done == asked else done


def _page(intent: PaymentIntent) -> str | None:
    """Return where a guest goes on: a page to be sent to, or one that shows a code to scan."""
    action = getattr(intent, "next_action", None)
    step = getattr(action, str(getattr(action, "type", None)), None)
    page = getattr(step, "url", None) or getattr(step, "hosted_instructions_url", None)
    return page if isinstance(page, str) and page.startswith("https://") else None


def _field(error: Exception, name: str) -> Any:  # noqa: ANN401 - whatever Stripe has sent
    return getattr(getattr(error, "error", None), name, None)


def _name(thing: Any) -> str | None:  # noqa: ANN401 - objects of Stripe
    name = getattr(thing, "id", None)
    return name if isinstance(name, str) else None


def _word(code: object) -> str | None:
    """Return a code of Stripe's as it is recorded: its letters, cut where they are too many."""
    if not isinstance(code, str):
        return None
    return _NOT_IN_A_CODE.sub("_", code).strip("._-")[:LONGEST_CODE] or None
