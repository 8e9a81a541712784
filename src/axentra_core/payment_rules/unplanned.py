"""Why a rule has planned no payment for a reservation: every reason, not only the first."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.matching import Mismatch, Unmet, unmet
from axentra_core.payment_rules.model import (
    ActiveRule,
    PaymentPlan,
    PaymentRule,
    PlannedStatus,
    PlanStatus,
    Reason,
    ReservationFacts,
    RuleStatus,
)
from axentra_core.payment_rules.settings import PaymentRulesSettings
from axentra_core.payment_rules.wording import REASONS, written


@attrs.frozen
class RuleNotActive:
    """The rule is matched with no reservations.

    Attributes:
        status: where it stands.
        since: when it was archived; None for a rule that was never active.
    """

    status: RuleStatus
    since: datetime | None = None


@attrs.frozen
class CameBefore:
    """The reservation came before the rule was activated; it is matched with later ones only.

    Attributes:
        came: when the reservation came.
        activated_at: since when the rule is matched.
    """

    came: datetime
    activated_at: datetime


@attrs.frozen
class HasPayment:
    """The rule has a payment already, and a step never gets two.

    Attributes:
        number: of that payment.
        status: where it stands.
        reason: why it does not simply go through; None while it does.
    """

    number: int
    status: PlannedStatus
    reason: Reason | None = None


@attrs.frozen
class NotExpected:
    """The guest is not expected, so nothing is planned."""

    status: PlanStatus


WhyNot = Unmet | RuleNotActive | CameBefore | HasPayment | NotExpected


def why_not(  # noqa: PLR0913, PLR0917 - what a match depends on
    rule: PaymentRule | ActiveRule,
    reservation: ReservationFacts,
    card: CardFacts,
    policy: PaymentRulesSettings,
    on: date,
    plan: PaymentPlan | None = None,
    came: datetime | None = None,
) -> tuple[WhyNot, ...]:
    """Return every reason why a rule plans nothing for a reservation; nothing when it does.

    Args:
        rule: as it is now.
        reservation: whose conditions are looked at.
        card: likewise.
        policy: which cards come through which channel.
        on: day on which they are matched.
        plan: what is planned for the reservation, where there is a plan.
        came: aware UTC instant at which the reservation came, where that is known.
    """
    return (
        *_of_time(rule, came),
        *unmet(rule.terms, reservation, card, policy, on),
        *_of_plan(rule, plan),
    )


def _of_time(rule: PaymentRule | ActiveRule, came: datetime | None) -> Iterator[WhyNot]:
    if isinstance(rule, ActiveRule):
        return
    ended = rule.archived_at
    if rule.activated_at is None or (ended is not None and (came is None or came >= ended)):
        yield RuleNotActive(rule.status, ended)
    elif came is not None and came < rule.activated_at:
        yield CameBefore(came, rule.activated_at)


def _of_plan(rule: PaymentRule | ActiveRule, plan: PaymentPlan | None) -> Iterator[WhyNot]:
    if plan is None:
        return
    if plan.status is not PlanStatus.EXPECTED:
        yield NotExpected(plan.status)
    for one in plan.payments:
        if one.rule == rule.id:
            yield HasPayment(one.number, one.status, one.reason)


def why_not_sentence(why: WhyNot) -> str:
    """Return a reason in plain English, for staff and for logs."""
    if isinstance(why, RuleNotActive):
        since = "" if why.since is None else f" since {written(why.since)}"
        return f"the rule is {why.status}{since}, so it is matched with no reservation"
    if isinstance(why, CameBefore):
        return (
            f"the reservation came at {written(why.came)}, before the rule was activated at "
            f"{written(why.activated_at)}; match it with the rule by hand"
        )
    if isinstance(why, HasPayment):
        because = "" if why.reason is None else f", because {REASONS[why.reason]}"
        return f"payment {why.number} of that rule is there already: {why.status}{because}"
    if isinstance(why, NotExpected):
        return f"the reservation is {why.status.value.replace('_', '-')}, so nothing is planned"
    return _of_condition(why)


def _of_condition(why: Unmet) -> str:
    wanted, got = why.wanted, why.got
    sentences = {
        Mismatch.CHANNEL: f"the rule is for {wanted}, and the reservation is from {got}",
        Mismatch.CHANNEL_UNKNOWN: f"{got} is no channel whose cards are known: {wanted}",
        Mismatch.COUNTRY: f"the channel is supported {wanted}, and the property is in {got}",
        Mismatch.CARD_KIND_OF_CHANNEL: f"the channel sends {wanted} cards, and this one is {got}",
        Mismatch.CARD_KIND: f"the rule is for {wanted} cards, and this one is {got}",
        Mismatch.RATE_PLAN: f"the rule is for the rate plans {wanted}, and this one is {got}",
        Mismatch.NIGHTS: f"the rule is for {wanted} nights, and the stay has {got}",
    }
    return sentences[why.mismatch]
