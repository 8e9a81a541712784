"""What stands against a change of a rule: a guard returns the reason, or None."""

from collections.abc import Iterable, Iterator
from datetime import date

from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import some_of
from axentra_core.payment_rules import messages as msg
from axentra_core.payment_rules.channels import channel_on
from axentra_core.payment_rules.model import (
    PaymentRule,
    RuleStatus,
)
from axentra_core.payment_rules.refusals import PaymentRulesRefusal
from axentra_core.payment_rules.settings import PaymentRulesSettings
from axentra_core.payment_rules.terms import RuleTerms


def channels_fit(
    terms: RuleTerms, policy: PaymentRulesSettings, on: date
) -> PaymentRulesRefusal | None:
    """A rule is for channels that are known, send such cards, and are supported here."""
    return next(_misfits(terms, policy, on), None)


def _misfits(
    terms: RuleTerms, policy: PaymentRulesSettings, on: date
) -> Iterator[PaymentRulesRefusal]:
    for channel in terms.channels:
        known = channel_on(policy.channels, channel, on)
        if known is None:
            names = some_of(dict.fromkeys(row.channel for row in policy.channels))
            yield PaymentRulesRefusal("payment_rules.channel_unknown", channel=channel, known=names)
        elif policy.country is not None and policy.country in known.not_in:
            yield PaymentRulesRefusal(
                "payment_rules.channel_not_in_country", channel=channel, country=policy.country
            )
        elif terms.card_kinds and not {*terms.card_kinds} & {*known.kinds}:
            yield PaymentRulesRefusal(
                "payment_rules.card_kind_not_sent", channel=channel, kind=terms.card_kinds[0]
            )


def revised_terms_fit(
    _: PaymentRule, command: msg.ReviseRule, context: Context
) -> PaymentRulesRefusal | None:
    """What a draft says fits the channels."""
    return channels_fit(command.terms, command.policy, context.business_date)


def is_to_be_activated(rule: PaymentRule, _: Context) -> PaymentRulesRefusal | None:
    """Only what was reviewed is activated; once more changes nothing."""
    if rule.status in {RuleStatus.REVIEWED, RuleStatus.ACTIVE}:
        return None
    said = {
        RuleStatus.DRAFT: "payment_rules.not_reviewed",
        RuleStatus.ARCHIVED: "payment_rules.archived",
        RuleStatus.DISCARDED: "payment_rules.discarded",
    }
    return PaymentRulesRefusal(said[rule.status], payment_rule=rule.id)


def as_reviewed(
    rule: PaymentRule, command: msg.ActivateRule, _: Context
) -> PaymentRulesRefusal | None:
    """Nobody activates what somebody else has changed meanwhile."""
    if command.fingerprint == rule.fingerprint:
        return None
    return PaymentRulesRefusal("payment_rules.other_terms", payment_rule=rule.id)


def terms_still_fit(
    rule: PaymentRule, command: msg.ActivateRule, context: Context
) -> PaymentRulesRefusal | None:
    """What a rule says fits the channels as they are on the day it begins."""
    if rule.status is RuleStatus.ACTIVE:
        return None
    return channels_fit(rule.terms, command.policy, context.business_date)


def overlaps_none(
    rule: PaymentRule, command: msg.ActivateRule, _: Context
) -> PaymentRulesRefusal | None:
    """Two rules that charge the same reservations at one moment are wanted, or a mistake."""
    if command.both_wanted or rule.status is RuleStatus.ACTIVE:
        return None
    found = {
        other.id: shared
        for other in command.others
        if other.id not in {rule.id, rule.supersedes}
        and (shared := overlap(rule.terms, other.terms))
    }
    if not found:
        return None
    channels = dict.fromkeys(channel for shared in found.values() for channel in shared)
    return PaymentRulesRefusal(
        "payment_rules.overlap",
        payment_rule=rule.id,
        others=", ".join(found),
        channels=", ".join(channels),
    )


def overlap(one: RuleTerms, other: RuleTerms) -> tuple[str, ...]:
    """Return the channels for which two rules charge some reservations at one moment."""
    moments = {step.when for step in one.steps} & {step.when for step in other.steps}
    nights = max(one.fewest_nights, other.fewest_nights) <= min(one.most_nights, other.most_nights)
    if not (moments and nights and _meet(one.card_kinds, other.card_kinds)):
        return ()
    if not _meet(one.rate_plans, other.rate_plans):
        return ()
    return tuple(channel for channel in one.channels if channel in other.channels)


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether two conditions can both hold; an empty one always does."""
    first, second = {*some}, {*others}
    return not first or not second or bool(first & second)


def is_to_be_archived(rule: PaymentRule, _: Context) -> PaymentRulesRefusal | None:
    """An active rule is archived; once more changes nothing."""
    if rule.status in {RuleStatus.ACTIVE, RuleStatus.ARCHIVED}:
        return None
    return PaymentRulesRefusal("payment_rules.not_active", payment_rule=rule.id, status=rule.status)
