"""What automatic payments are made of."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import Day, Instant, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Amount
from axentra_core.kernel.numbers import ZERO, add, total
from axentra_core.kernel.texts import Code, Id
from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.due import Due
from axentra_core.payment_rules.terms import RuleTerms, Step, Surcharge

MOST_CHARGES: Final = 99
MOST_PAYMENTS: Final = 1000
MOST_ATTEMPTS: Final = 100

PaymentNumber = Annotated[int, whole(1, MOST_PAYMENTS)]
AttemptNumber = Annotated[int, whole(1, MOST_ATTEMPTS)]


class RuleStatus(StrEnum):
    """Where a rule stands; once active, it is never edited, only archived (seed: *Diarsipkan*)."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    ACTIVE = "active"
    ARCHIVED = "archived"
    DISCARDED = "discarded"


@attrs.frozen
class PaymentRule:
    """The state of a payment rule.

    Attributes:
        id: the rule.
        terms: what it says.
        status: where it stands.
        drafted_at: when it was created.
        reviewed: fingerprint of the terms that were reviewed; None before.
        activated_at: since when it is matched with reservations.
        archived_at: until when it was.
        supersedes: the rule in whose place it came.
        superseded_by: the rule that came in its place.
    """

    id: str
    terms: RuleTerms
    status: RuleStatus
    drafted_at: dt.datetime
    reviewed: str | None = None
    activated_at: dt.datetime | None = None
    archived_at: dt.datetime | None = None
    supersedes: str | None = None
    superseded_by: str | None = None

    @property
    def fingerprint(self) -> str:
        """The digest of what it says."""
        return self.terms.fingerprint


@checked
class ActiveRule:
    """A rule as it is matched with reservations.

    Attributes:
        id: the rule.
        terms: what it says.
        drafted_at: when it was created; of two at one moment the older one charges first.
    """

    id: Id
    terms: RuleTerms
    drafted_at: Instant


# --- reservations and what is planned for them ---


@checked
class ReservationFacts:
    """What a rule looks at in a reservation.

    Attributes:
        channel: where it came from, such as ``booking_com``.
        arrival: day of the check-in.
        departure: day of the check-out.
        currency: ISO 4217 code of what it costs.
        rate_plan: under which it was sold; None where it has none.
        free_until: last day on which it can be cancelled without a fee; None where nobody has told.
    """

    channel: Code
    arrival: Day
    departure: Day
    currency: Code
    rate_plan: Code | None = None
    free_until: Day | None = None

    @property
    def nights(self) -> int:
        """How many nights it has; none for day use."""
        return (self.departure - self.arrival).days


class PlannedStatus(StrEnum):
    """Where a planned payment stands."""

    SCHEDULED = "scheduled"
    BLOCKED = "blocked"
    ATTENTION = "attention"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    NEEDS_GUEST = "needs_guest"
    CHARGED = "charged"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a planned payment does not simply go through."""

    CARD_NOT_VALIDATED = "card_not_validated"
    CARD_NOT_CHARGEABLE = "card_not_chargeable"
    CARD_EXPIRED = "card_expired"
    CARD_REPLACED = "card_replaced"
    CARD_REFUSED = "card_refused"
    DECLINED = "declined"
    NOT_ACTIVE = "not_active"
    BALANCE_UNKNOWN = "balance_unknown"
    BALANCE_TOO_HIGH = "balance_too_high"
    BALANCE_TOO_LOW = "balance_too_low"
    VCC_USED_UP = "vcc_used_up"
    CURRENCY_MISMATCH = "currency_mismatch"
    BOOKED_TOO_LATE = "booked_too_late"
    WINDOW_PASSED = "window_passed"
    NOT_REACHED = "not_reached"
    NOTHING_DUE = "nothing_due"
    RESERVATION_CANCELLED = "reservation_cancelled"
    NO_SHOW = "no_show"
    RULE_STOPPED = "rule_stopped"
    BY_HAND = "by_hand"


class ChargeOutcome(StrEnum):
    """What came of a charge, in the classes that lead to different next steps."""

    APPROVED = "approved"
    DECLINED_HARD = "declined_hard"
    DECLINED_SOFT = "declined_soft"
    ACTION_REQUIRED = "action_required"
    NOT_ACTIVE_YET = "not_active_yet"
    EXCEEDS_BALANCE = "exceeds_balance"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


@attrs.frozen
class Attempt:
    """One charge of a planned payment, frozen before the gateway is asked.

    What the payment was to bring is what is charged, what is left to the guest as a remainder,
    and what is skipped because it is no longer owed: ``wanted = charged + remainder + skipped``.

    Attributes:
        number: counts from 1 in its payment.
        payment: name of the payment, made from reservation, number and attempt; the gateway's
            idempotency key is made from it.
        at: when it was frozen.
        card: id of the card that is charged.
        amount: what is asked of the gateway, without the surcharge.
        surcharge: what is asked beside it, with its tax; zero without one.
        surcharge_net: likewise before tax, as it is posted.
        wanted: what the steps of the rule come to.
        skipped: what of that is not owed any more.
        outcome: what came of it; None while nothing is known.
        captured: what was taken in all.
        told_later: what the gateway has said of it since, where that is another amount.
    """

    number: int
    payment: str
    at: dt.datetime
    card: str
    amount: Decimal
    surcharge: Decimal
    surcharge_net: Decimal
    wanted: Decimal
    skipped: Decimal
    outcome: ChargeOutcome | None = None
    captured: Decimal = ZERO
    told_later: Decimal | None = None

    @property
    def asked(self) -> Decimal:
        """What the gateway is asked for, with the surcharge."""
        return add(self.amount, self.surcharge)


@attrs.frozen
class PlannedPayment:
    """One payment that a rule has planned for a reservation; its number never changes.

    Attributes:
        number: counts from 1 in the plan.
        rule: id of the rule.
        fingerprint: what that rule said.
        drafted_at: when that rule was created.
        places: which of its steps are charged together, from 1.
        steps: what those say.
        surcharge: what the rule adds.
        status: where it stands.
        due: when it is to be charged.
        reason: why it does not simply go through; None while it does.
        attempts: what was asked of the gateway.
        deferrals: how often it was put off because the card was not active.
        wanted: what it was to bring, once that was worked out.
        charged: what it has brought.
        remainder: what is left to the guest, by another way to pay.
        skipped: what was not owed any more.
    """

    number: int
    rule: str
    fingerprint: str
    drafted_at: dt.datetime
    places: tuple[int, ...]
    steps: tuple[Step, ...]
    surcharge: Surcharge | None
    status: PlannedStatus
    due: Due
    reason: Reason | None = None
    attempts: tuple[Attempt, ...] = ()
    deferrals: int = 0
    wanted: Decimal = ZERO
    charged: Decimal = ZERO
    remainder: Decimal = ZERO
    skipped: Decimal = ZERO

    @property
    def turn(self) -> tuple[dt.datetime, dt.datetime, str, int]:
        """The order in which payments of one reservation are charged."""
        return self.due.at, self.drafted_at, self.rule, self.number

    @property
    def tries(self) -> int:
        """How often the gateway has declined it."""
        return sum(one.outcome is ChargeOutcome.DECLINED_SOFT for one in self.attempts)


class PlanStatus(StrEnum):
    """Where the reservation of a plan stands."""

    EXPECTED = "expected"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@attrs.frozen
class PaymentPlan:
    """The state of the automatic payments of one reservation (seed: *pembayaran terjadwal*).

    Attributes:
        id: the reservation.
        reservation: what the rules look at in it.
        card: id of its card.
        facts: what is known of that card.
        status: where the reservation stands.
        payments: every payment that was ever planned, in order.
        open: number of the one whose charge has no outcome yet; never two at once.
        opened_at: when its card became known, and it was matched with the rules.
    """

    id: str
    reservation: ReservationFacts
    card: str
    facts: CardFacts
    status: PlanStatus
    payments: tuple[PlannedPayment, ...] = ()
    open: int | None = None
    opened_at: dt.datetime | None = None

    def payment(self, number: int) -> PlannedPayment | None:
        """Return a payment; None for a number that is not there."""
        return self.payments[number - 1] if 0 < number <= len(self.payments) else None

    @property
    def next(self) -> PlannedPayment | None:
        """The payment that is charged first of those that wait for their moment."""
        waiting = (one for one in self.payments if one.status is PlannedStatus.SCHEDULED)
        return min(waiting, key=lambda one: one.turn, default=None)

    @property
    def charged(self) -> Decimal:
        """What automatic payments have brought, without surcharges."""
        return total(one.charged for one in self.payments)


@checked
class Figures:
    """What a reservation costs at the moment of a charge.

    Attributes:
        total: all that it costs, with extras and taxes; what is expected to be posted counts.
        outstanding: what of that is not paid; below zero when too much was.
        in_flight: what is being paid now elsewhere, by hand or through a bank: it counts as paid.
        first_night: what the first night costs.
    """

    total: Amount
    outstanding: Amount
    in_flight: Amount
    first_night: Amount

    def __attrs_post_init__(self) -> None:
        """Refuse two currencies."""
        for name in ("outstanding", "in_flight", "first_night"):
            got = getattr(self, name).currency
            if got != self.total.currency:
                raise InvalidInput.because(
                    "money.currency_mismatch", path=name, got=got, expected=self.total.currency
                )

    @property
    def open(self) -> Decimal:
        """What can still be charged; never below zero."""
        return max(ZERO, total((self.outstanding.amount, self.in_flight.amount.copy_negate())))


def name_of(reservation: str, number: int, attempt: int) -> str:
    """Return the name of an attempt: made from what it is, so it survives a crash.

    It begins with the version of this recipe: another one would charge again what is unknown.
    """
    return f"a1:{reservation}:{number}:{attempt}"
