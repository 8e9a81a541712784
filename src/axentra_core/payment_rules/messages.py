"""Commands to a payment rule, to a card, and to what is planned for a reservation."""

from axentra_core.kernel.checks import checked
from axentra_core.kernel.money import Amount
from axentra_core.kernel.rounding import Rounding
from axentra_core.kernel.texts import Cause, Code, Id, Text
from axentra_core.payment_rules.cards import CardFacts, GuestCard
from axentra_core.payment_rules.model import (
    ActiveRule,
    AttemptNumber,
    ChargeOutcome,
    Figures,
    PaymentNumber,
    ReservationFacts,
)
from axentra_core.payment_rules.settings import PaymentRulesSettings
from axentra_core.payment_rules.terms import RuleTerms

# --- rules ---


@checked
class DraftRule:
    """Write a rule down.

    Attributes:
        terms: what it says.
        policy: which channels there are, and where the property is.
        supersedes: the active rule in whose place it is to come.
    """

    payment_rule: Id
    terms: RuleTerms
    policy: PaymentRulesSettings
    supersedes: Id | None = None


@checked
class ReviseRule:
    """Let a draft say something else; it has to be reviewed again."""

    payment_rule: Id
    terms: RuleTerms
    policy: PaymentRulesSettings


@checked
class ReviewRule:
    """Say that somebody has looked at all that a draft says."""

    payment_rule: Id


@checked
class ActivateRule:
    """Match reservations with a rule from now on; it cannot be edited afterwards.

    Attributes:
        fingerprint: of what was reviewed, so that nobody activates anything else.
        policy: which channels there are now, and where the property is.
        others: the rules that are active.
        both_wanted: it may charge at the same moment as another rule for the same reservations.
    """

    payment_rule: Id
    fingerprint: Text
    policy: PaymentRulesSettings
    others: tuple[ActiveRule, ...] = ()
    both_wanted: bool = False


@checked
class ArchiveRule:
    """Match no more reservations with a rule; what it has planned stays planned (seed).

    Attributes:
        superseded_by: the rule that comes in its place.
    """

    payment_rule: Id
    superseded_by: Id | None = None


@checked
class DiscardRule:
    """Throw a draft away."""

    payment_rule: Id


# --- cards ---


@checked
class RegisterCard:
    """Write down what is known of a card; never its number."""

    guest_card: Id
    facts: CardFacts


@checked
class ChangeCardFacts:
    """Write down what else is known of a card, such as another balance."""

    guest_card: Id
    facts: CardFacts


@checked
class HoldCard:
    """Charge a card; nobody else does until that has an outcome."""

    guest_card: Id
    payment: Cause


@checked
class ReleaseCard:
    """Say that a charge of a card has an outcome.

    Attributes:
        charged: whether the card was charged.
    """

    guest_card: Id
    payment: Cause
    charged: bool


# --- what is planned for a reservation ---


@checked
class OpenPlan:
    """Match a reservation with the rules, now that its card is known.

    Attributes:
        reservation: what the rules look at.
        guest_card: id of its card.
        facts: what is known of that card.
        rules: those that are active.
        zone: IANA name of the property's zone.
        policy: of the property.
    """

    payment_plan: Id
    reservation: ReservationFacts
    guest_card: Id
    facts: CardFacts
    rules: tuple[ActiveRule, ...]
    zone: str
    policy: PaymentRulesSettings


@checked
class MatchRules:
    """Match a reservation with rules that have come after it."""

    payment_plan: Id
    rules: tuple[ActiveRule, ...]
    zone: str
    policy: PaymentRulesSettings


@checked
class ChangeReservation:
    """Plan anew what is still waiting, by other dates or by other rules of time.

    The same facts are fine: then only what clocks or policies have changed moves.
    """

    payment_plan: Id
    reservation: ReservationFacts
    zone: str
    policy: PaymentRulesSettings


@checked
class ChangePlanCard:
    """Plan anew what is still waiting, for another card or for other facts about it.

    What was blocked stays blocked: a person resumes it (seed: *memproses pembayaran secara
    manual*).
    """

    payment_plan: Id
    guest_card: Id
    facts: CardFacts
    rules: tuple[ActiveRule, ...]
    zone: str
    policy: PaymentRulesSettings


@checked
class CancelPlan:
    """Charge nothing more: the reservation is cancelled.

    Attributes:
        owes_fee: a fee is due, for which a virtual card may still be charged by hand.
    """

    payment_plan: Id
    owes_fee: bool = False


@checked
class RecordGuestDidNotCome:
    """Do with what is waiting what the property does with no-shows."""

    payment_plan: Id
    policy: PaymentRulesSettings


@checked
class ReinstatePlan:
    """Match the reservation anew: it is expected again, and what was charged stays charged."""

    payment_plan: Id
    rules: tuple[ActiveRule, ...]
    zone: str
    policy: PaymentRulesSettings


@checked
class ClaimPayment:
    """Freeze a charge, so that one worker may ask the gateway for it.

    Attributes:
        number: the payment, the first that is due.
        figures: what the reservation costs now.
        card: as it is now.
        rounding: of the bill.
        zone: IANA name of the property's zone.
        policy: of the property.
        surcharge: what the surcharge of the rule comes to with its tax; `amounts.surcharge_on`
            tells it before.
    """

    payment_plan: Id
    number: PaymentNumber
    figures: Figures
    card: GuestCard
    rounding: Rounding
    zone: str
    policy: PaymentRulesSettings
    surcharge: Amount | None = None


@checked
class RecordCharge:
    """Record what the gateway has answered; twice changes nothing.

    Attributes:
        attempt: which try of the payment the answer is about.
        outcome: its class.
        captured: what was taken of an approved charge, when less than asked.
        told: the gateway's own code of a decline.
        zone: IANA name of the property's zone.
        policy: of the property.
    """

    payment_plan: Id
    number: PaymentNumber
    attempt: AttemptNumber
    outcome: ChargeOutcome
    zone: str
    policy: PaymentRulesSettings
    captured: Amount | None = None
    told: Code | None = None


@checked
class ResumePayment:
    """Say that what stood against a payment was put right; it is charged when it is due.

    Attributes:
        zone: IANA name of the property's zone.
    """

    payment_plan: Id
    number: PaymentNumber
    zone: str


@checked
class CancelPayment:
    """Charge a payment no more; somebody takes the money by hand, or nobody does."""

    payment_plan: Id
    number: PaymentNumber


@checked
class CancelPaymentsOf:
    """Charge nothing more that a rule has planned: what archiving it does not do.

    Attributes:
        rule: id of the rule.
    """

    payment_plan: Id
    rule: Id
