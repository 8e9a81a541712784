"""Payment rules, the cards of reservations, and the payments that are planned for them."""

from axentra_core.kernel.checks import checked
from axentra_core.kernel.texts import Id, Text
from axentra_core.payment_rules import CardFacts, RuleTerms
from axentra_core.payment_rules.model import PaymentNumber

# --- rules ---


@checked
class DraftPaymentRule:
    """Write a payment rule down; it does nothing before it is active.

    Attributes:
        terms: what it says; `axentra_core.payment_rules.PRESETS` has the usual ones.
        payment_rule: its id; a new one when left out.
    """

    terms: RuleTerms
    payment_rule: Id | None = None


@checked
class RevisePaymentRule:
    """Let a draft say something else; it has to be reviewed again."""

    payment_rule: Id
    terms: RuleTerms


@checked
class ReviewPaymentRule:
    """Say that you have looked at all that a draft says (seed: *Tinjau dan aktifkan*)."""

    payment_rule: Id


@checked
class ActivatePaymentRule:
    """Match every reservation that comes from now on with a rule; it never changes afterwards.

    Attributes:
        fingerprint: of the terms that you have reviewed, so that nothing else is activated.
        both_wanted: it may charge at the same moment as another rule for the same reservations.
    """

    payment_rule: Id
    fingerprint: Text
    both_wanted: bool = False


@checked
class ReplacePaymentRule:
    """Let an active rule say something else: archive it, and activate its successor at once.

    Attributes:
        payment_rule: the active rule.
        terms: what the successor says.
        successor: its id; a new one when left out.
        both_wanted: as in `ActivatePaymentRule`.
    """

    payment_rule: Id
    terms: RuleTerms
    successor: Id | None = None
    both_wanted: bool = False


@checked
class ArchivePaymentRule:
    """Match no more reservations with a rule; what it has planned is still charged (seed)."""

    payment_rule: Id


@checked
class DiscardPaymentRule:
    """Throw a draft away."""

    payment_rule: Id


@checked
class CancelPaymentsOf:
    """Charge nothing more that a rule has planned; archiving alone does not do that."""

    payment_rule: Id


# --- cards ---


@checked
class AttachCard:
    """Say with which card a reservation came, and match it with the rules.

    Attributes:
        stay: the reservation.
        facts: what is known of the card; None for one that another reservation came with.
        guest_card: id of the card; a new one when left out.
    """

    stay: Id
    facts: CardFacts | None = None
    guest_card: Id | None = None


@checked
class ChangeCardFacts:
    """Say what else is known of a card, such as another balance or a later activation.

    What waits to be charged to it is planned anew.
    """

    guest_card: Id
    facts: CardFacts


# --- planned payments ---


@checked
class ApplyPaymentRule:
    """Match a reservation that came earlier with an active rule."""

    payment_rule: Id
    stay: Id


@checked
class ReplanPayments:
    """Work out anew when the payments of a reservation are due: clocks or policies have changed."""

    stay: Id


@checked
class ClaimPayment:
    """Freeze the charge that is due next for a reservation, so that one worker sends it.

    Nothing is charged by this alone: `CardTerminal.charge_planned` asks the gateway afterwards.

    Attributes:
        number: of the payment in its plan.
    """

    stay: Id
    number: PaymentNumber


@checked
class ResumePayment:
    """Say that what stood against a planned payment was put right."""

    stay: Id
    number: PaymentNumber


@checked
class CancelPayment:
    """Do not charge a planned payment; what is owed is taken by hand, or not at all."""

    stay: Id
    number: PaymentNumber
