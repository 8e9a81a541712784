"""What commands decide about a rule, and about a card."""

from axentra_core.kernel.actor import Context
from axentra_core.payment_rules import events as ev
from axentra_core.payment_rules import messages as msg
from axentra_core.payment_rules.cards import GuestCard
from axentra_core.payment_rules.guards import not_expired
from axentra_core.payment_rules.model import PaymentRule, RuleStatus
from axentra_core.payment_rules.rule_guards import channels_fit


def draft_rule(command: msg.DraftRule, context: Context) -> list[ev.RuleDrafted]:
    """Begin with a draft that does nothing."""
    if (reason := channels_fit(command.terms, command.policy, context.business_date)) is not None:
        raise reason
    fingerprint = command.terms.fingerprint
    return [
        ev.RuleDrafted(
            command.payment_rule, command.terms, fingerprint, command.supersedes, context.now
        )
    ]


def revise_rule(
    rule: PaymentRule, command: msg.ReviseRule, context: Context
) -> list[ev.RuleRevised]:
    """Say something else; the same again changes nothing."""
    if command.terms == rule.terms:
        return []
    return [ev.RuleRevised(rule.id, command.terms, command.terms.fingerprint, context.now)]


def review_rule(rule: PaymentRule, _: msg.ReviewRule, context: Context) -> list[ev.RuleReviewed]:
    """Note who has looked at it."""
    return [ev.RuleReviewed(rule.id, rule.fingerprint, str(context.actor), context.now)]


def activate_rule(
    rule: PaymentRule, _: msg.ActivateRule, context: Context
) -> list[ev.RuleActivated]:
    """Let it begin; once more changes nothing."""
    if rule.status is RuleStatus.ACTIVE:
        return []
    return [ev.RuleActivated(rule.id, rule.fingerprint, context.now)]


def archive_rule(
    rule: PaymentRule, command: msg.ArchiveRule, context: Context
) -> list[ev.RuleArchived]:
    """Let it end; once more changes nothing."""
    if rule.status is RuleStatus.ARCHIVED:
        return []
    return [ev.RuleArchived(rule.id, command.superseded_by, context.now)]


def discard_rule(rule: PaymentRule, _: msg.DiscardRule, context: Context) -> list[ev.RuleDiscarded]:
    """Throw it away."""
    return [ev.RuleDiscarded(rule.id, context.now)]


# --- cards ---


def register_card(command: msg.RegisterCard, context: Context) -> list[ev.CardRegistered]:
    """Begin with what is known."""
    if (reason := not_expired(command.guest_card, command.facts, context)) is not None:
        raise reason
    return [ev.CardRegistered(command.guest_card, command.facts, context.now)]


def change_card_facts(
    card: GuestCard, command: msg.ChangeCardFacts, context: Context
) -> list[ev.CardFactsChanged]:
    """Know something else; the same again changes nothing."""
    if command.facts == card.facts:
        return []
    return [ev.CardFactsChanged(card.id, command.facts, context.now)]


def hold_card(card: GuestCard, command: msg.HoldCard, context: Context) -> list[ev.CardHeld]:
    """Let one payment charge it; the same one again changes nothing."""
    if card.held_by == command.payment:
        return []
    return [ev.CardHeld(card.id, command.payment, context.now)]


def release_card(
    card: GuestCard, command: msg.ReleaseCard, context: Context
) -> list[ev.CardReleased]:
    """Let the next payment charge it."""
    return [ev.CardReleased(card.id, command.payment, command.charged, context.now)]
