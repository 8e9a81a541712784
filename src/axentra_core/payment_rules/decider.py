"""The rules of automatic payments: what a command decides, and how each thing is found."""

from collections.abc import Iterator

from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.payment_rules import events as ev
from axentra_core.payment_rules import messages as msg
from axentra_core.payment_rules.cards import GuestCard
from axentra_core.payment_rules.charges import claim_payment, record_charge
from axentra_core.payment_rules.due_list import due_value
from axentra_core.payment_rules.evolution import EVOLVE_CARD, EVOLVE_PLAN, EVOLVE_RULE
from axentra_core.payment_rules.guards import (
    answers_what_was_asked,
    can_be_resumed,
    comes_first,
    held_by_it,
    is_active_now,
    is_due,
    is_given_up,
    moves,
    not_cancelled,
    not_in_use,
    not_used_up,
    nothing_open,
    was_tried,
)
from axentra_core.payment_rules.lifecycle import RULE, WAITING
from axentra_core.payment_rules.model import (
    PaymentPlan,
    PaymentRule,
    PlannedStatus,
    PlanStatus,
)
from axentra_core.payment_rules.plans import (
    cancel_payment,
    cancel_payments_of,
    cancel_plan,
    change_plan_card,
    change_reservation,
    match_rules,
    open_plan,
    record_guest_did_not_come,
    reinstate_plan,
    resume_payment,
    something_matches,
)
from axentra_core.payment_rules.rule_guards import (
    as_reviewed,
    is_to_be_activated,
    is_to_be_archived,
    overlaps_none,
    revised_terms_fit,
    terms_still_fit,
)
from axentra_core.payment_rules.rules import (
    activate_rule,
    archive_rule,
    change_card_facts,
    discard_rule,
    draft_rule,
    hold_card,
    register_card,
    release_card,
    review_rule,
    revise_rule,
)


def index_of_rule(rule: PaymentRule) -> Iterator[tuple[str, str]]:
    """A rule is found by where it stands."""
    yield "payment_rule.status", rule.status


def index_of_card(card: GuestCard) -> Iterator[tuple[str, str]]:
    """A card is found while it is being charged."""
    if card.held_by is not None:
        yield "guest_card.held", card.held_by


def index_of_plan(plan: PaymentPlan) -> Iterator[tuple[str, str]]:
    """A plan is found by its next payment, by the one that is open, by its card and its rules."""
    following, waits = plan.next, [one for one in plan.payments if one.status in WAITING]
    if plan.open is not None:
        payment = plan.payments[plan.open - 1]
        yield "payment_plan.open", payment.attempts[-1].payment
        if payment.status is PlannedStatus.UNKNOWN:
            yield "payment_plan.unknown", payment.attempts[-1].payment
    elif following is not None:
        yield "payment_plan.due", due_value(following.due.at, following.number)
    if plan.status is not PlanStatus.CANCELLED or plan.open is not None:
        yield "payment_plan.card", plan.card
    for rule in dict.fromkeys(one.rule for one in waits):
        yield "payment_plan.rule", rule


# fmt: off
DECIDE_RULE = decisions(
    opens(msg.DraftRule,             draft_rule),
    case(msg.ReviseRule,             revise_rule,         RULE.permits(ev.RuleRevised),
                                                          asks("terms", revised_terms_fit)),
    case(msg.ReviewRule,             review_rule,         RULE.permits(ev.RuleReviewed)),
    case(msg.ActivateRule,           activate_rule,       is_to_be_activated,
                                                          asks("fingerprint", as_reviewed),
                                                          asks("policy", terms_still_fit),
                                                          asks("others", overlaps_none)),
    case(msg.ArchiveRule,            archive_rule,        is_to_be_archived),
    case(msg.DiscardRule,            discard_rule,        RULE.permits(ev.RuleDiscarded)),
)

DECIDE_CARD = decisions(
    opens(msg.RegisterCard,          register_card),
    case(msg.ChangeCardFacts,        change_card_facts),
    case(msg.HoldCard,               hold_card,           not_used_up,
                                                          is_active_now,
                                                          asks("payment", not_in_use)),
    case(msg.ReleaseCard,            release_card,        asks("payment", held_by_it)),
)

DECIDE_PLAN = decisions(
    opens(msg.OpenPlan,              open_plan),
    case(msg.MatchRules,             match_rules,         not_cancelled,
                                                          asks("rules", something_matches)),
    case(msg.ChangeReservation,      change_reservation),
    case(msg.ChangePlanCard,         change_plan_card),
    case(msg.CancelPlan,             cancel_plan,         not_cancelled),
    case(msg.RecordGuestDidNotCome,  record_guest_did_not_come,  not_cancelled),
    case(msg.ReinstatePlan,          reinstate_plan,      is_given_up),
    case(msg.ClaimPayment,           claim_payment,       not_cancelled,
                                                          nothing_open,
                                                          moves(ev.PaymentClaimed),
                                                          asks("number", is_due),
                                                          asks("number", comes_first)),
    case(msg.RecordCharge,           record_charge,       asks("attempt", was_tried),
                                                          asks("captured", answers_what_was_asked)),
    case(msg.ResumePayment,          resume_payment,      not_cancelled,
                                                          moves(ev.PaymentResumed),
                                                          asks("number", can_be_resumed)),
    case(msg.CancelPayment,          cancel_payment,      moves(ev.PaymentCancelled)),
    case(msg.CancelPaymentsOf,       cancel_payments_of),
)
# fmt: on

# What counts of the past stands in the states: no command needs old entries.
AGGREGATES = (
    Aggregate("payment_rule", PaymentRule, DECIDE_RULE, EVOLVE_RULE, index_of_rule),
    Aggregate("guest_card", GuestCard, DECIDE_CARD, EVOLVE_CARD, index_of_card),
    Aggregate("payment_plan", PaymentPlan, DECIDE_PLAN, EVOLVE_PLAN, index_of_plan),
)
