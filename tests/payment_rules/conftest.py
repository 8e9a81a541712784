"""What the tests of automatic payments share: a reservation, cards, and a worker that charges."""

from datetime import UTC, date, datetime, time, timedelta

import attrs

from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding
from axentra_core.payment_rules import (
    AGGREGATES,
    ActiveRule,
    AmountKind,
    CardFacts,
    CardKind,
    ChangeCardFacts,
    ChangePlanCard,
    ChangeReservation,
    ChargeAnswered,
    ChargeOutcome,
    ClaimPayment,
    Figures,
    HoldCard,
    MatchRules,
    Moment,
    OpenPlan,
    PaymentClaimed,
    PaymentRulesSettings,
    RecordCharge,
    RegisterCard,
    ReinstatePlan,
    ReleaseCard,
    ReservationFacts,
    ResumePayment,
    RuleTerms,
    Share,
    Step,
    Trigger,
)
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

RULE, CARD, PLAN = AGGREGATES
ZONE = "Europe/Berlin"
BOOKED = datetime(2026, 3, 1, 9, tzinfo=UTC)
ARRIVAL, DEPARTURE = date(2026, 4, 2), date(2026, 4, 5)
ELEVEN, NOON = time(11), time(12)
STAY = ReservationFacts("booking_com", ARRIVAL, DEPARTURE, "EUR")
POLICY = PaymentRulesSettings()
CENTS = Rounding.to_digits(2)
OWN = CardFacts(CardKind.STANDARD, "tok_81f", "visa", "4242", date(2028, 5, 31), is_validated=True)
STILL_WITH_GATEWAY = frozenset({ChargeOutcome.UNKNOWN, ChargeOutcome.ACTION_REQUIRED})


def instant(text):
    """Return the instant of a text such as ``2026-04-02T11:00Z``."""
    return datetime.fromisoformat(text).astimezone(UTC)


def euro(amount):
    """Return an amount of euro."""
    return money(str(amount), "EUR")


def virtual(balance="400.00", **facts):
    """Return what is known of a virtual card."""
    held = None if balance is None else euro(balance)
    return CardFacts(CardKind.VIRTUAL, "tok_vcc", "mastercard", "1111", balance=held, **facts)


def before(days, at=ELEVEN):
    """Return the moment so many days before the check-in."""
    return Moment(Trigger.BEFORE_CHECK_IN, at, days)


AT_CHECK_IN = Moment(Trigger.CHECK_IN_DAY, ELEVEN)
AT_CHECK_OUT = Moment(Trigger.CHECK_OUT_DAY, NOON)
ALL_OWED, REST = Share(), Share(AmountKind.REMAINDER)


def step(when, share=ALL_OWED):
    """Return one charge of a rule."""
    return Step(when, share)


def terms(*steps, **more):
    """Return what a rule for Booking.com says; a week before, unless steps say otherwise."""
    more = {"name": "A rule", "channels": ("booking_com",), **more}
    return RuleTerms(steps=steps or (step(before(7)),), **more)


def rule(name="R1", *steps, drafted_at=BOOKED - timedelta(days=30), **more):
    """Return an active rule."""
    return ActiveRule(name, terms(*steps, **more), drafted_at)


def owed(outstanding="400.00", total="400.00", in_flight="0", first_night="150.00"):
    """Return what a reservation costs."""
    return Figures(euro(total), euro(outstanding), euro(in_flight), euro(first_night))


def at(now, aggregate, *events):
    """Return a record with a past, at an instant."""
    past = given(aggregate, *events)
    past.context = context_at(now)
    return past


def context_at(now):
    """Return the context of an instant; the system acts."""
    return attrs.evolve(CONTEXT, now=now, business_date=now.date(), actor=SYSTEM)


class Desk:
    """A plan and its card, driven as a hotel drives them: whatever happens, all or nothing."""

    def __init__(self, *rules, facts=OWN, stay=STAY, policy=POLICY, now=BOOKED, card="C1"):
        """Register the card, and match the reservation with the rules."""
        self.now, self.policy, self.zone, self.rules = now, policy, ZONE, rules
        self.log = {PLAN.kind: [], CARD.kind: []}
        self.state = {PLAN.kind: None, CARD.kind: None}
        self.figures = owed()
        self.surcharge = None
        self.opened = self.keep(
            (CARD, RegisterCard(card, facts)),
            (PLAN, OpenPlan("S1", stay, card, facts, rules, ZONE, policy)),
        )

    @property
    def plan(self):
        """The plan as it is now."""
        return self.state[PLAN.kind]

    @property
    def card(self):
        """The card as it is now."""
        return self.state[CARD.kind]

    def payment(self, number=1):
        """Return a payment as it is now."""
        return self.plan.payment(number)

    def statuses(self):
        """Return where the payments stand, in order."""
        return [str(one.status) for one in self.plan.payments]

    def keep(self, *commands):
        """Decide commands and keep what follows of all of them, or of none."""
        states, found = dict(self.state), []
        for aggregate, command in commands:
            kind = aggregate.kind
            events = aggregate.decide(states[kind], command, context_at(self.now))
            states[kind] = aggregate.replay(events, states[kind])
            found += [(kind, event) for event in events]
        self.state = states
        for kind, event in found:
            self.log[kind].append(event)
        return [event for _, event in found]

    def do(self, command):
        """Decide one command to the plan."""
        return self.keep((PLAN, command))

    def wait_until(self, now):
        """Let time pass until an instant."""
        self.now = instant(now) if isinstance(now, str) else now
        return self

    def until_due(self, number=1):
        """Let time pass until a payment is due."""
        return self.wait_until(max(self.now, self.payment(number).due.at))

    def match(self, *rules):
        """Match the reservation with rules."""
        return self.do(MatchRules("S1", rules, self.zone, self.policy))

    def move(self, stay):
        """Change the reservation."""
        return self.do(ChangeReservation("S1", stay, self.zone, self.policy))

    def know(self, facts, card="C1"):
        """Know something else of the card, or have another one."""
        change = ChangePlanCard("S1", card, facts, self.rules, self.zone, self.policy)
        if card == self.card.id:
            return self.keep((CARD, ChangeCardFacts(card, facts)), (PLAN, change))
        self.state = {**self.state, CARD.kind: None}
        self.log[CARD.kind] = []
        return self.keep((CARD, RegisterCard(card, facts)), (PLAN, change))

    def reinstate(self):
        """Expect the guest again."""
        return self.do(ReinstatePlan("S1", self.rules, self.zone, self.policy))

    def resume(self, number=1):
        """Let a payment wait for its moment again."""
        return self.do(ResumePayment("S1", number, self.zone))

    def claim(self, number=1):
        """Freeze a charge and hold the card, or say why nothing is charged."""
        claim = ClaimPayment(
            "S1", number, self.figures, self.card, CENTS, self.zone, self.policy, self.surcharge
        )
        events = PLAN.decide(self.plan, claim, context_at(self.now))
        holds = [
            (CARD, HoldCard(self.card.id, event.payment))
            for event in events
            if isinstance(event, PaymentClaimed)
        ]
        return self.keep((PLAN, claim), *holds)

    def answer(self, outcome, number=1, attempt=None, captured=None, told=None):
        """Record what the gateway has answered, and release the card once that is known."""
        if attempt is None:
            attempt = len(self.payment(number).attempts)
        answer = RecordCharge(
            "S1", number, attempt, outcome, self.zone, self.policy, captured, told
        )
        events = PLAN.decide(self.plan, answer, context_at(self.now))
        releases = [
            (CARD, ReleaseCard(self.card.id, event.payment, event.captured > 0))
            for event in events
            if isinstance(event, ChargeAnswered) and event.outcome not in STILL_WITH_GATEWAY
            if self.card.held_by == event.payment
        ]
        return self.keep((PLAN, answer), *releases)

    def charge(self, number=1, outcome=ChargeOutcome.APPROVED, **more):
        """Wait, freeze, and hear an answer."""
        self.until_due(number).claim(number)
        return self.answer(outcome, number, **more)
