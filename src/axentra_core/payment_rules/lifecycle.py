"""How a payment rule and a planned payment move."""

from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.machine import Machine
from axentra_core.payment_rules.events import (
    AttentionNeeded,
    GuestActionNeeded,
    OutcomeUnknown,
    PaymentBlocked,
    PaymentCancelled,
    PaymentCharged,
    PaymentClaimed,
    PaymentDeferred,
    PaymentFailed,
    PaymentRescheduled,
    PaymentResumed,
    PaymentSkipped,
    RuleActivated,
    RuleArchived,
    RuleDiscarded,
    RuleReviewed,
    RuleRevised,
)
from axentra_core.payment_rules.model import PaymentRule, PlannedStatus, RuleStatus
from axentra_core.payment_rules.refusals import PaymentRulesRefusal

DRAFT, REVIEWED, ACTIVE, ARCHIVED, DISCARDED = RuleStatus


def is_draft(rule: PaymentRule) -> RuleViolation:
    """Nobody activates what nobody has looked at."""
    return PaymentRulesRefusal("payment_rules.not_reviewed", payment_rule=rule.id)


def is_active(rule: PaymentRule) -> RuleViolation:
    """An active rule is replaced, never edited (seed: *tidak dapat diubah setelah itu*)."""
    return PaymentRulesRefusal("payment_rules.immutable", payment_rule=rule.id, status=rule.status)


def is_archived(rule: PaymentRule) -> RuleViolation:
    """An archived rule does not come back."""
    return PaymentRulesRefusal("payment_rules.archived", payment_rule=rule.id)


def is_discarded(rule: PaymentRule) -> RuleViolation:
    """A discarded draft does not come back."""
    return PaymentRulesRefusal("payment_rules.discarded", payment_rule=rule.id)


RULE_SAYS = {
    DRAFT: is_draft,
    ACTIVE: is_active,
    ARCHIVED: is_archived,
    DISCARDED: is_discarded,
}

# fmt: off
RULE = Machine("payment rule", field="status", start=DRAFT, ends=(ARCHIVED, DISCARDED),
               says=RULE_SAYS, rows=(
    # while     when this happens   becomes
    (DRAFT,     RuleRevised,        DRAFT),
    (DRAFT,     RuleReviewed,       REVIEWED),
    (DRAFT,     RuleDiscarded,      DISCARDED),
    (REVIEWED,  RuleRevised,        DRAFT),
    (REVIEWED,  RuleActivated,      ACTIVE),
    (REVIEWED,  RuleDiscarded,      DISCARDED),
    (ACTIVE,    RuleArchived,       ARCHIVED),
))
# fmt: on

(
    SCHEDULED,
    BLOCKED,
    ATTENTION,
    CLAIMED,
    UNKNOWN,
    NEEDS_GUEST,
    CHARGED,
    FAILED,
    SKIPPED,
    CANCELLED,
) = PlannedStatus

# Its charge is with the gateway: nothing else of the reservation is charged meanwhile.
OPEN = frozenset({CLAIMED, UNKNOWN, NEEDS_GUEST})
# It can still be charged, now or after somebody has acted.
WAITING = frozenset({SCHEDULED, BLOCKED, ATTENTION})

# fmt: off
PLANNED = Machine("planned payment", field="status", start=SCHEDULED,
                  ends=(CHARGED, SKIPPED, CANCELLED), rows=(
    # while        when this happens     becomes
    (SCHEDULED,    PaymentRescheduled,   SCHEDULED),
    (SCHEDULED,    PaymentBlocked,       BLOCKED),
    (SCHEDULED,    AttentionNeeded,      ATTENTION),
    (SCHEDULED,    PaymentClaimed,       CLAIMED),
    (SCHEDULED,    PaymentSkipped,       SKIPPED),
    (SCHEDULED,    PaymentCancelled,     CANCELLED),
    (BLOCKED,      PaymentRescheduled,   BLOCKED),
    (BLOCKED,      PaymentResumed,       SCHEDULED),
    (BLOCKED,      AttentionNeeded,      ATTENTION),
    (BLOCKED,      PaymentCancelled,     CANCELLED),
    (ATTENTION,    PaymentRescheduled,   ATTENTION),
    (ATTENTION,    PaymentBlocked,       BLOCKED),
    (ATTENTION,    PaymentResumed,       SCHEDULED),
    (ATTENTION,    PaymentCancelled,     CANCELLED),
    (CLAIMED,      PaymentCharged,       CHARGED),
    (CLAIMED,      PaymentFailed,        FAILED),
    (CLAIMED,      PaymentDeferred,      SCHEDULED),
    (CLAIMED,      AttentionNeeded,      ATTENTION),
    (CLAIMED,      GuestActionNeeded,    NEEDS_GUEST),
    (CLAIMED,      OutcomeUnknown,       UNKNOWN),
    (UNKNOWN,      PaymentCharged,       CHARGED),
    (UNKNOWN,      PaymentFailed,        FAILED),
    (UNKNOWN,      PaymentDeferred,      SCHEDULED),
    (UNKNOWN,      AttentionNeeded,      ATTENTION),
    (UNKNOWN,      GuestActionNeeded,    NEEDS_GUEST),
    (NEEDS_GUEST,  PaymentCharged,       CHARGED),
    (NEEDS_GUEST,  PaymentFailed,        FAILED),
    (NEEDS_GUEST,  PaymentDeferred,      SCHEDULED),
    (NEEDS_GUEST,  AttentionNeeded,      ATTENTION),
    (NEEDS_GUEST,  OutcomeUnknown,       UNKNOWN),
    (FAILED,       PaymentResumed,       SCHEDULED),
    (FAILED,       PaymentCancelled,     CANCELLED),
))
# fmt: on

MACHINES = (RULE, PLANNED)
