"""What automatic payments refuse, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class PaymentRulesRefusal(RuleViolation):
    """A rule of automatic payments says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "payment_rules.not_at_booking": (
            "a rule cannot charge at the moment of the booking; take a deposit at Direct Booking, "
            "or agree on one with the channel"
        ),
        "payment_rules.immutable": (
            "payment rule {payment_rule} is {status} and says what it says for ever; "
            "replace it by another one"
        ),
        "payment_rules.not_reviewed": (
            "payment rule {payment_rule} was not reviewed as it stands; review it first"
        ),
        "payment_rules.other_terms": (
            "payment rule {payment_rule} does not say any more what was reviewed; review it again"
        ),
        "payment_rules.not_active": (
            "payment rule {payment_rule} is {status}, so there is nothing to archive; "
            "discard it instead"
        ),
        "payment_rules.archived": (
            "payment rule {payment_rule} is archived and does not come back; draft another one"
        ),
        "payment_rules.discarded": (
            "payment rule {payment_rule} was discarded before it was active; draft another one"
        ),
        "payment_rules.channel_unknown": (
            "{channel} is no channel whose cards are known here: {known}"
        ),
        "payment_rules.channel_not_in_country": (
            "cards of {channel} cannot be charged automatically for a property in {country}; "
            "take the channel out of the rule and charge them by hand"
        ),
        "payment_rules.card_kind_not_sent": (
            "{channel} sends no {kind} cards; take the channel or the kind of card out of the rule"
        ),
        "payment_rules.overlap": (
            "payment rule {payment_rule} charges at the same moment as {others} for {channels}; "
            "archive one, or say that both are wanted"
        ),
        "payment_rules.card_facts": ("a {kind} card has no {fact}; leave it out"),
        "payment_rules.card_in_use": (
            "card {guest_card} is being charged by {payment}; wait until that is known"
        ),
        "payment_rules.vcc_already_charged": (
            "virtual card {guest_card} was charged as often as it allows: {charges}; "
            "ask the guest for another way to pay"
        ),
        "payment_rules.card_not_held": ("card {guest_card} is not being charged by {payment}"),
        "payment_rules.vcc_not_active": (
            "virtual card {guest_card} is active from {active}; charge it then"
        ),
        "payment_rules.payment_unknown": (
            "reservation {payment_plan} has no payment {number}; look at its plan"
        ),
        "payment_rules.attempt_unknown": (
            "payment {number} of reservation {payment_plan} has no try {attempt}; "
            "this answer belongs to something else"
        ),
        "payment_rules.not_due": (
            "payment {number} of reservation {payment_plan} is due on {due}; charge it then"
        ),
        "payment_rules.not_next": (
            "payment {first} of reservation {payment_plan} comes before payment {number}; "
            "charge that first"
        ),
        "payment_rules.attempt_open": (
            "payment {open} of reservation {payment_plan} is being charged; wait for the answer"
        ),
        "payment_rules.outcome_unknown": (
            "nobody knows yet what became of payment {open} of reservation {payment_plan}; "
            "find that out before anything is charged again"
        ),
        "payment_rules.blocked": (
            "payment {number} of reservation {payment_plan} is blocked ({reason}); "
            "ask the guest for a card that can be charged, then resume it"
        ),
        "payment_rules.card_not_validated": (
            "the card of reservation {payment_plan} was not validated, so payment {number} is not "
            "charged; ask the guest for another card, and charge it by hand or resume the payment"
        ),
        "payment_rules.card_expired": (
            "the card of reservation {payment_plan} expired on {valid_through}; "
            "ask the guest for another card"
        ),
        "payment_rules.needs_attention": (
            "payment {number} of reservation {payment_plan} needs a person ({reason}); "
            "put that right, then resume or cancel it"
        ),
        "payment_rules.guest_must_act": (
            "the guest has to confirm payment {number} of reservation {payment_plan}; "
            "send them the link, or charge another card by hand"
        ),
        "payment_rules.nothing_to_resume": (
            "nothing stands against payment {number} of reservation {payment_plan}; "
            "it is charged when it is due"
        ),
        "payment_rules.over": ("payment {number} of reservation {payment_plan} is over: {status}"),
        "payment_rules.failed": (
            "payment {number} of reservation {payment_plan} has failed ({reason}); "
            "resume it with another card, or take the money by hand"
        ),
        "payment_rules.reservation_cancelled": (
            "reservation {payment_plan} is cancelled, so nothing is charged automatically; "
            "post a fee and take it by hand"
        ),
        "payment_rules.not_cancelled": (
            "reservation {payment_plan} is neither cancelled nor a no-show; there is nothing to "
            "reinstate"
        ),
        "payment_rules.nothing_to_match": (
            "no rule fits reservation {payment_plan}; ask why for each of them"
        ),
        "payment_rules.currency_mismatch": (
            "payment {number} of reservation {payment_plan} is in {currency}, not {got}; "
            "compare with the gateway"
        ),
        "payment_rules.amount_mismatch": (
            "payment {number} of reservation {payment_plan} asked for {amount:,} {currency}, "
            "and the answer says {got:,}; compare with the gateway, nothing was booked"
        ),
        "payment_rules.surcharge_missing": (
            "payment {number} of reservation {payment_plan} has a surcharge of {net:,} {currency} "
            "before tax; say what it comes to with tax"
        ),
    }
