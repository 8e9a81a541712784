"""The verbs of automatic payments as one actor says them."""

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.payment_rules import CardFacts, RuleTerms


class PaymentRules(Speaker):
    """Payment rules, the cards of reservations, and what is planned for them."""

    # --- rules ---

    def draft_payment_rule(
        self, terms: RuleTerms, *, payment_rule: str | None = None, key: str | None = None
    ) -> Done:
        """Write a payment rule down; `RuleDrafted` names its id and its fingerprint."""
        return self.do(verbs.DraftPaymentRule(terms, payment_rule), key=key)

    def revise_payment_rule(
        self, payment_rule: str, terms: RuleTerms, *, key: str | None = None
    ) -> Done:
        """Let a draft say something else; it has to be reviewed again."""
        return self.do(verbs.RevisePaymentRule(payment_rule, terms), key=key)

    def review_payment_rule(self, payment_rule: str, *, key: str | None = None) -> Done:
        """Say that you have looked at all that a draft says."""
        return self.do(verbs.ReviewPaymentRule(payment_rule), key=key)

    def activate_payment_rule(
        self,
        payment_rule: str,
        fingerprint: str,
        *,
        both_wanted: bool = False,
        key: str | None = None,
    ) -> Done:
        """Match reservations with a rule from now on; it never changes afterwards."""
        return self.do(verbs.ActivatePaymentRule(payment_rule, fingerprint, both_wanted), key=key)

    def replace_payment_rule(
        self,
        payment_rule: str,
        terms: RuleTerms,
        *,
        successor: str | None = None,
        both_wanted: bool = False,
        key: str | None = None,
    ) -> Done:
        """Archive an active rule and activate its successor at once."""
        verb = verbs.ReplacePaymentRule(payment_rule, terms, successor, both_wanted)
        return self.do(verb, key=key)

    def archive_payment_rule(self, payment_rule: str, *, key: str | None = None) -> Done:
        """Match no more reservations with a rule; what it has planned is still charged."""
        return self.do(verbs.ArchivePaymentRule(payment_rule), key=key)

    def discard_payment_rule(self, payment_rule: str, *, key: str | None = None) -> Done:
        """Throw a draft away."""
        return self.do(verbs.DiscardPaymentRule(payment_rule), key=key)

    def cancel_payments_of(self, payment_rule: str, *, key: str | None = None) -> Done:
        """Charge nothing more that a rule has planned."""
        return self.do(verbs.CancelPaymentsOf(payment_rule), key=key)

    # --- cards and planned payments ---

    def attach_card(
        self,
        stay: str,
        facts: CardFacts | None = None,
        *,
        guest_card: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Say with which card a reservation came, and match it with the rules."""
        return self.do(verbs.AttachCard(stay, facts, guest_card), key=key)

    def change_card_facts(
        self, guest_card: str, facts: CardFacts, *, key: str | None = None
    ) -> Done:
        """Say what else is known of a card; what waits to be charged to it is planned anew."""
        return self.do(verbs.ChangeCardFacts(guest_card, facts), key=key)

    def apply_payment_rule(self, payment_rule: str, stay: str, *, key: str | None = None) -> Done:
        """Match a reservation that came earlier with an active rule."""
        return self.do(verbs.ApplyPaymentRule(payment_rule, stay), key=key)

    def replan_payments(self, stay: str, *, key: str | None = None) -> Done:
        """Work out anew when the payments of a reservation are due."""
        return self.do(verbs.ReplanPayments(stay), key=key)

    def claim_payment(self, stay: str, number: int, *, key: str | None = None) -> Done:
        """Freeze the charge that is due next; `PaymentClaimed` names the payment to be sent."""
        return self.do(verbs.ClaimPayment(stay, number), key=key)

    def resume_payment(self, stay: str, number: int, *, key: str | None = None) -> Done:
        """Say that what stood against a planned payment was put right."""
        return self.do(verbs.ResumePayment(stay, number), key=key)

    def cancel_payment(self, stay: str, number: int, *, key: str | None = None) -> Done:
        """Do not charge a planned payment."""
        return self.do(verbs.CancelPayment(stay, number), key=key)
