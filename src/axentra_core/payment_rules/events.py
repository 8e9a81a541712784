"""What has happened to a payment rule, to a card, and to what is planned for a reservation."""

from datetime import datetime
from decimal import Decimal

import attrs

from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.due import Due
from axentra_core.payment_rules.model import ChargeOutcome, Reason, ReservationFacts
from axentra_core.payment_rules.terms import RuleTerms, Step, Surcharge

# --- rules ---


@attrs.frozen
class RuleDrafted:
    """A rule was written down; it does nothing yet."""

    payment_rule: str
    terms: RuleTerms
    fingerprint: str
    supersedes: str | None
    at: datetime


@attrs.frozen
class RuleRevised:
    """A draft says something else; what was reviewed of it counts no more."""

    payment_rule: str
    terms: RuleTerms
    fingerprint: str
    at: datetime


@attrs.frozen
class RuleReviewed:
    """Somebody has looked at all that it says (seed: *Tinjau semua pengaturan*)."""

    payment_rule: str
    fingerprint: str
    by: str
    at: datetime


@attrs.frozen
class RuleActivated:
    """Reservations are matched with it from now on, and it never says anything else."""

    payment_rule: str
    fingerprint: str
    at: datetime


@attrs.frozen
class RuleArchived:
    """No reservation is matched with it any more; what it has planned stays planned."""

    payment_rule: str
    superseded_by: str | None
    at: datetime


@attrs.frozen
class RuleDiscarded:
    """A draft was thrown away."""

    payment_rule: str
    at: datetime


# --- cards ---


@attrs.frozen
class CardRegistered:
    """A card came with a reservation."""

    guest_card: str
    facts: CardFacts
    at: datetime


@attrs.frozen
class CardFactsChanged:
    """Other things are known of a card, such as another balance or a later activation."""

    guest_card: str
    facts: CardFacts
    at: datetime


@attrs.frozen
class CardHeld:
    """A card is being charged."""

    guest_card: str
    payment: str
    at: datetime


@attrs.frozen
class CardReleased:
    """The charge of a card has an outcome."""

    guest_card: str
    payment: str
    charged: bool
    at: datetime


# --- what is planned for a reservation ---


@attrs.frozen
class PlanOpened:
    """The card of a reservation is known, so rules are matched with it."""

    payment_plan: str
    reservation: ReservationFacts
    guest_card: str
    facts: CardFacts
    at: datetime


@attrs.frozen
class ReservationChanged:
    """Dates or other facts that the rules look at are different."""

    payment_plan: str
    reservation: ReservationFacts
    at: datetime


@attrs.frozen
class PlanCardChanged:
    """The reservation has another card, or other things are known of its card."""

    payment_plan: str
    guest_card: str
    facts: CardFacts
    at: datetime


@attrs.frozen
class PlanCancelled:
    """The reservation is cancelled."""

    payment_plan: str
    at: datetime


@attrs.frozen
class GuestDidNotCome:
    """The reservation is a no-show."""

    payment_plan: str
    at: datetime


@attrs.frozen
class PlanReinstated:
    """The reservation is expected again."""

    payment_plan: str
    at: datetime


@attrs.frozen
class PaymentScheduled:
    """A rule has planned a payment."""

    payment_plan: str
    number: int
    rule: str
    fingerprint: str
    drafted_at: datetime
    places: tuple[int, ...]
    steps: tuple[Step, ...]
    surcharge: Surcharge | None
    due: Due
    at: datetime


@attrs.frozen
class PaymentRescheduled:
    """A payment keeps its number and has another moment."""

    payment_plan: str
    number: int
    due: Due
    at: datetime


@attrs.frozen
class PaymentBlocked:
    """A payment is not charged with the card there is; somebody has to ask for another."""

    payment_plan: str
    number: int
    reason: Reason
    at: datetime


@attrs.frozen
class AttentionNeeded:
    """A payment is not charged before a person has looked at it."""

    payment_plan: str
    number: int
    reason: Reason
    at: datetime


@attrs.frozen
class PaymentResumed:
    """A person has put right what stood against a payment."""

    payment_plan: str
    number: int
    due: Due
    at: datetime


@attrs.frozen
class PaymentCancelled:
    """A payment is not charged any more."""

    payment_plan: str
    number: int
    reason: Reason
    at: datetime


@attrs.frozen
class PaymentSkipped:
    """The moment came, and nothing was left to charge; `remainder` is for the guest to pay."""

    payment_plan: str
    number: int
    reason: Reason
    wanted: Decimal
    remainder: Decimal
    currency: str
    at: datetime


@attrs.frozen
class PaymentClaimed:
    """Everything about a charge is frozen; only now may the gateway be asked.

    `wanted` is what the rule comes to, `skipped` what of it is not owed any more.
    """

    payment_plan: str
    number: int
    attempt: int
    payment: str
    guest_card: str
    amount: Decimal
    surcharge: Decimal
    surcharge_net: Decimal
    wanted: Decimal
    skipped: Decimal
    currency: str
    at: datetime


@attrs.frozen
class ChargeAnswered:
    """The gateway has told what came of a charge, or nobody can tell.

    `captured` is all that was taken, with the surcharge; `told` is the gateway's own code.
    """

    payment_plan: str
    number: int
    attempt: int
    payment: str
    guest_card: str
    outcome: ChargeOutcome
    captured: Decimal
    currency: str
    told: str | None
    at: datetime


@attrs.frozen
class PaymentCharged:
    """The money came: `charged` without the surcharge, which stands beside it as it is posted."""

    payment_plan: str
    number: int
    charged: Decimal
    remainder: Decimal
    surcharge_code: str | None
    surcharge_net: Decimal
    currency: str
    at: datetime


@attrs.frozen
class RemainderDue:
    """What the card did not hold is asked of the guest by hand, never charged by itself."""

    payment_plan: str
    number: int
    amount: Decimal
    currency: str
    reason: Reason
    at: datetime


@attrs.frozen
class PaymentFailed:
    """The gateway has refused for good; the guest has to pay another way."""

    payment_plan: str
    number: int
    reason: Reason
    at: datetime


@attrs.frozen
class PaymentDeferred:
    """It is charged later: the card is not active, was declined for now, or nothing was sent."""

    payment_plan: str
    number: int
    outcome: ChargeOutcome
    due: Due
    at: datetime


@attrs.frozen
class GuestActionNeeded:
    """The guest has to confirm before the money comes."""

    payment_plan: str
    number: int
    at: datetime


@attrs.frozen
class OutcomeUnknown:
    """Nobody knows whether the money came; nothing else is charged before that is known."""

    payment_plan: str
    number: int
    at: datetime


@attrs.frozen
class ChargeContradicted:
    """The gateway says something else of a charge that has an outcome already."""

    payment_plan: str
    number: int
    attempt: int
    payment: str
    recorded: Decimal
    told: Decimal
    outcome: ChargeOutcome
    currency: str
    at: datetime
