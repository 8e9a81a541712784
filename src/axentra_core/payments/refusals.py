"""What a payment refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class PaymentRefusal(RuleViolation):
    """A rule of payments through a gateway says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "payments.in_flight": (
            "an operation of payment {payment} is with the gateway; "
            "wait for its outcome, or look it up by its key"
        ),
        "payments.outcome_unknown": (
            "what became of the last operation of payment {payment} is not known, and sending "
            "another could charge twice; look it up at the gateway, or settle it by hand"
        ),
        "payments.nothing_in_flight": (
            "nothing of payment {payment} is with the gateway, so there is nothing to settle; "
            "check which payment is meant"
        ),
        "payments.not_in_flight": (
            "operation {number} of payment {payment} is not the one whose outcome is unknown; "
            "that is operation {open}"
        ),
        "payments.operation_unknown": (
            "payment {payment} has no operation {number}; check which payment the gateway means"
        ),
        "payments.currency_mismatch": (
            "payment {payment} is in {currency}, not in {got}; "
            "give the amount in {currency}, nothing is exchanged here"
        ),
        "payments.card_missing": (
            "payment {payment} has no card to ask; give the card, or let the guest pay elsewhere"
        ),
        "payments.already_taken": (
            "payment {payment} is {status}, so its money is not asked for again; "
            "start another payment for what is still to be paid"
        ),
        "payments.declined_for_good": (
            "the card of payment {payment} was declined for good and is not tried again; "
            "ask the guest for another card and start another payment"
        ),
        "payments.no_retry_left": (
            "payment {payment} is not tried again; tries so far: {attempts}, tries again that its "
            "card allows: {retries}; ask the guest, or start another payment"
        ),
        "payments.nothing_held": (
            "nothing is held for payment {payment}, so there is nothing to take or to let go"
        ),
        "payments.nothing_left": (
            "payment {payment} has nothing left that could be given back; check which one is meant"
        ),
        "payments.more_than_asked": (
            "{got:,} {currency} are more than the {asked:,} that operation {number} of payment "
            "{payment} asks for; check the amount, or start another payment for the rest"
        ),
        "payments.more_than_held": (
            "{held:,} {currency} are held for payment {payment}, less than {got:,}; "
            "take or let go that much, or start another payment for the rest"
        ),
        "payments.refund_too_large": (
            "payment {payment} has {left:,} {currency} left, less than {got:,}; "
            "give back that much, and the rest another way"
        ),
        "payments.chargeback_too_large": (
            "a bank is said to take back {got:,} {currency} of payment {payment}, which has only "
            "{left:,} left, with {going_back:,} on the way back to the guest; "
            "check the amount with the gateway"
        ),
        "payments.chargeback_differs": (
            "chargeback {reference} of payment {payment} is on record with {known:,} {currency}, "
            "not with {got:,}; check the amount with the gateway"
        ),
        "payments.chargeback_unknown": (
            "payment {payment} has no chargeback {reference}; record it before its reversal"
        ),
        "payments.reversal_too_large": (
            "chargeback {reference} of payment {payment} took {known:,} {currency}, "
            "less than the {got:,} that are said to come back; check the amount with the gateway"
        ),
    }
