"""Whatever happens to a plan and its card, in any order: nothing is charged twice or lost."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition
from hypothesis.stateful import rule as step_of
from tests.payment_rules.conftest import (
    AT_CHECK_IN,
    AT_CHECK_OUT,
    CARD,
    OWN,
    PLAN,
    REST,
    STAY,
    ZONE,
    Desk,
    before,
    context_at,
    euro,
    owed,
    rule,
    step,
    virtual,
)
from tests.tries import tries

from axentra_core.kernel.errors import RuleViolation
from axentra_core.payment_rules import (
    AmountKind,
    CancelPayment,
    CancelPaymentsOf,
    CancelPlan,
    ChargeOutcome,
    ExcessPolicy,
    LatePolicy,
    NoShowPolicy,
    PaymentCharged,
    PaymentClaimed,
    PaymentRulesSettings,
    PaymentSkipped,
    PlannedStatus,
    PlanStatus,
    RecordGuestDidNotCome,
    Share,
    Surcharge,
    active_from,
)
from axentra_core.payment_rules.lifecycle import OPEN, PLANNED, WAITING

ONE_DAY = timedelta(days=1)
HALF = Share(AmountKind.PERCENT, rate=Decimal("0.5"))
NIGHT, FIXED = Share(AmountKind.FIRST_NIGHT), Share(AmountKind.FIXED, amount=euro("80.00"))
RULES = (
    rule("R1", step(before(7))),
    rule("R2", step(before(7), HALF), step(AT_CHECK_IN, NIGHT), step(AT_CHECK_OUT, REST)),
    rule("R3", step(AT_CHECK_IN, FIXED), surcharge=Surcharge("CARD", rate=Decimal("0.02"))),
    rule("R4", step(AT_CHECK_OUT)),
)
STAYS = st.builds(
    lambda shift, nights: attrs.evolve(
        STAY,
        arrival=STAY.arrival + shift * ONE_DAY,
        departure=STAY.arrival + (shift + nights) * ONE_DAY,
    ),
    st.integers(-20, 20),
    st.integers(0, 4),
)
GOOD = (OWN, virtual(active_on=date(2026, 3, 20)), virtual("250.00"))
CARDS = st.one_of(
    st.sampled_from(GOOD),
    st.sampled_from([*GOOD, attrs.evolve(OWN, is_validated=False)]),
    st.builds(
        lambda balance, days, charges: virtual(
            balance,
            active_on=None if days is None else date(2026, 3, 20) + days * ONE_DAY,
            most_charges=charges,
        ),
        st.sampled_from(["400.00", "150.00", "900.00", None]),
        st.none() | st.integers(0, 25),
        st.integers(1, 2),
    ),
)
POLICIES = st.builds(
    PaymentRulesSettings,
    late=st.sampled_from(LatePolicy),
    settle_minutes=st.sampled_from([0, 600]),
    no_show=st.sampled_from(NoShowPolicy),
    no_show_virtual=st.sampled_from(NoShowPolicy),
    excess=st.sampled_from(ExcessPolicy),
    retries=st.integers(0, 2),
    retry_days=st.integers(1, 3),
)
# What goes well is heard most, or nothing would ever be charged.
OUTCOMES = st.sampled_from([*ChargeOutcome, ChargeOutcome.APPROVED, ChargeOutcome.APPROVED])
NUMBERS = st.integers(1, 6)
OVER = frozenset(PLANNED.ends)


class AnyOrder(RuleBasedStateMachine):
    """A hotel that claims, holds the card and hears answers, while everything else changes."""

    @initialize(
        rules=st.lists(
            st.sampled_from(RULES), min_size=1, max_size=4, unique_by=lambda one: one.id
        ),
        facts=st.sampled_from(GOOD) | CARDS,
        policy=POLICIES,
    )
    def book(self, rules, facts, policy):
        """A reservation comes with its card."""
        self.desk = Desk(*rules, facts=facts, policy=policy)
        self.desk.surcharge = euro("20.00")
        self.price, self.by_hand = Decimal("400.00"), Decimal(0)
        self.cards = 1
        self.charges = {}
        self.most = {"C1": facts}
        self.over = {}
        self.tell()

    def tell(self):
        """Work out what the reservation costs now, as the folio does."""
        paid = self.by_hand + self.desk.plan.charged
        self.desk.figures = owed(self.price - paid, self.price, first_night="150.00")

    def attempt(self, act):
        """Do something; what is refused has changed nothing."""
        desk = self.desk
        before_that = repr(desk.state)
        open_before, attempts = desk.plan.open, self.tried()
        try:
            events = act()
        except RuleViolation:
            assert repr(desk.state) == before_that
            return None
        for event in events:
            if isinstance(event, PaymentClaimed):
                self.check_claim(event, open_before)
            if isinstance(event, PaymentCharged):
                card = desk.payment(event.number).attempts[-1].card
                self.charges[card] = self.charges.get(card, 0) + 1
        if not any(isinstance(event, PaymentClaimed) for event in events):
            assert self.tried() == attempts
        self.tell()
        return events

    def tried(self):
        """Return the names of all that was ever asked of the gateway."""
        return [one.payment for each in self.desk.plan.payments for one in each.attempts]

    def check_claim(self, event, open_before):
        """Nothing else is with the gateway, it is not too early, and not more than is owed."""
        desk, one = self.desk, self.desk.payment(event.number)
        assert open_before is None
        assert one.due.at <= desk.now
        assert desk.plan.status is not PlanStatus.CANCELLED
        assert event.amount > 0
        assert self.tried().count(event.payment) == 1
        if desk.policy.excess is ExcessPolicy.ATTENTION or not desk.card.facts.is_virtual:
            assert event.amount <= desk.figures.open
        if desk.card.facts.is_virtual:
            assert event.surcharge == 0
            facts, reservation = desk.card.facts, desk.plan.reservation
            assert self.charges.get(desk.card.id, 0) < facts.most_charges
            if facts.active_on is not None:
                active = active_from(facts, reservation, one.steps[0].when.at, ZONE)
                assert desk.now >= active.at
        else:
            assert desk.card.facts.is_validated

    # What a worker does

    @step_of()
    def charge_what_is_next(self):
        """A worker asks for the next payment when it is due."""
        if (following := self.desk.plan.next) is not None:
            self.desk.until_due(following.number)
            self.attempt(lambda: self.desk.claim(following.number))

    @step_of(outcome=OUTCOMES)
    def charge_and_hear(self, outcome):
        """A worker asks, and the gateway answers at once."""
        self.charge_what_is_next()
        if self.desk.plan.open is not None:
            self.answer(self.desk.plan.open, None, outcome, part=False)

    @step_of(outcomes=st.lists(OUTCOMES, min_size=1, max_size=6))
    def work_for_days(self, outcomes):
        """A worker goes on, whatever it hears."""
        for outcome in outcomes:
            self.charge_and_hear(outcome)

    @step_of(number=NUMBERS)
    def charge_anything(self, number):
        """A worker that has an old list asks for another one."""
        self.attempt(lambda: self.desk.claim(number))

    @precondition(lambda self: self.desk.plan.open is not None)
    @step_of(outcome=OUTCOMES, part=st.booleans())
    def hear(self, outcome, part):
        """The gateway answers, and says it twice."""
        self.answer(self.desk.plan.open, None, outcome, part)

    @step_of(number=NUMBERS, attempt=st.integers(1, 3), outcome=OUTCOMES, part=st.booleans())
    def hear_late(self, number, attempt, outcome, part):
        """Something is heard of an old charge, or of none."""
        self.answer(number, attempt, outcome, part)

    def answer(self, number, attempt, outcome, part):
        """Hear an answer, and hear it again: the second changes nothing."""
        captured = euro("1.00") if part and outcome is ChargeOutcome.APPROVED else None
        hear = lambda: self.desk.answer(outcome, number, attempt, captured)  # noqa: E731
        if self.desk.payment(number) is None:
            attempt = attempt or 1
        if self.attempt(hear) is not None:
            attempt = attempt or len(self.desk.payment(number).attempts)
            assert self.attempt(hear) == []

    # What guests, channels and staff do

    @step_of(hours=st.integers(1, 200))
    def wait(self, hours):
        """Time passes."""
        self.desk.wait_until(self.desk.now + timedelta(hours=hours))

    @step_of(stay=STAYS)
    def move(self, stay):
        """The guest comes on other days; said twice, it is the same."""
        self.attempt(lambda: self.desk.move(stay))
        assert self.attempt(lambda: self.desk.move(stay)) == []

    @step_of(facts=CARDS, is_new=st.booleans())
    def know(self, facts, is_new):
        """The channel sends other facts, or the guest another card."""
        if is_new:
            self.cards += 1
        name = f"C{self.cards}"
        self.attempt(lambda: self.desk.know(facts, name))
        self.most[name] = facts

    @step_of(rules=st.lists(st.sampled_from(RULES), max_size=3, unique_by=lambda one: one.id))
    def match(self, rules):
        """Other rules are active now; whatever was archived keeps what it has planned."""
        kept = {one.number: one.status for one in self.desk.plan.payments}
        self.desk.rules = tuple(rules)
        self.attempt(lambda: self.desk.match(*rules))
        assert kept == {
            one.number: one.status for one in self.desk.plan.payments if one.number in kept
        }

    @precondition(lambda self: self.tried())
    @step_of(owes_fee=st.booleans())
    def cancel(self, owes_fee):
        """The reservation is cancelled."""
        self.attempt(lambda: self.desk.do(CancelPlan("S1", owes_fee)))

    @precondition(lambda self: self.tried())
    @step_of()
    def not_come(self):
        """The guest has not come."""
        self.attempt(lambda: self.desk.do(RecordGuestDidNotCome("S1", self.desk.policy)))

    @precondition(lambda self: self.desk.plan.status is not PlanStatus.EXPECTED)
    @step_of()
    def reinstate(self):
        """The guest comes after all."""
        self.attempt(self.desk.reinstate)

    @step_of(number=NUMBERS)
    def resume(self, number):
        """A person has put something right."""
        self.attempt(lambda: self.desk.resume(number))

    @step_of(number=NUMBERS)
    def give_up(self, number):
        """A person takes the money another way."""
        self.attempt(lambda: self.desk.do(CancelPayment("S1", number)))

    @step_of(name=st.sampled_from(RULES).map(lambda one: one.id))
    def stop(self, name):
        """A rule is not to charge any more."""
        self.attempt(lambda: self.desk.do(CancelPaymentsOf("S1", name)))
        waiting = {one.rule for one in self.desk.plan.payments if one.status in WAITING}
        assert name not in waiting

    @step_of(extras=st.sampled_from(["35.00", "80.00", "-120.00"]), paid=st.booleans())
    def use_the_minibar(self, extras, paid):
        """Something is posted or taken off, or paid by hand."""
        if paid:
            self.by_hand += abs(Decimal(extras))
        else:
            self.price = max(Decimal("50.00"), self.price + Decimal(extras))
        self.tell()

    # What holds

    @invariant()
    def nothing_is_charged_twice(self):
        """A step of a rule has one payment that is not given up, and a card its most charges."""
        standing = [
            (one.rule, place)
            for one in self.desk.plan.payments
            if one.status is not PlannedStatus.CANCELLED
            for place in one.places
        ]
        assert len({*standing}) == len(standing)
        for card, charges in self.charges.items():
            facts = self.most[card]
            if facts.is_virtual and self.desk.card.id == card:
                assert self.desk.card.charges == charges

    @invariant()
    def one_charge_is_open_at_most(self):
        """And the plan says which."""
        still_open = [one.number for one in self.desk.plan.payments if one.status in OPEN]
        assert still_open == ([] if self.desk.plan.open is None else [self.desk.plan.open])

    @invariant()
    def what_is_over_stays_over(self):
        """It is as it was when it ended, whatever comes; only what the gateway says is added."""
        for one in self.desk.plan.payments:
            plain = attrs.evolve(
                one, attempts=tuple(attrs.evolve(each, told_later=None) for each in one.attempts)
            )
            if one.number in self.over:
                assert self.over[one.number] == plain
            elif one.status in OVER:
                self.over[one.number] = plain

    @invariant()
    def money_is_conserved(self):
        """What a payment was to bring was charged, is left to the guest, or was not owed."""
        for one in self.desk.plan.payments:
            assert min(one.wanted, one.charged, one.remainder, one.skipped) >= 0
            assert one.wanted == one.charged + one.remainder + one.skipped
            assert (one.charged > 0) is (one.status is PlannedStatus.CHARGED)
        events = self.desk.log[PLAN.kind]
        charged = sum(one.charged for one in events if isinstance(one, PaymentCharged))
        assert charged == self.desk.plan.charged
        moved = [one for one in events if isinstance(one, PaymentCharged | PaymentSkipped)]
        assert {one.currency for one in moved} <= {"EUR"}
        assert len({one.number for one in moved}) == len(moved)

    @invariant()
    def a_plan_is_what_its_events_say(self):
        """Replayed, it is the same; so is its card."""
        assert PLAN.replay(self.desk.log[PLAN.kind]) == self.desk.plan
        assert CARD.replay(self.desk.log[CARD.kind]) == self.desk.card

    @invariant()
    def it_is_found_by_what_it_is(self):
        """A cancelled reservation has nothing scheduled, and an open charge stands in the way."""
        plan = self.desk.plan
        found = {name for name, _ in PLAN.index(plan)}
        assert ("payment_plan.open" in found) is (plan.open is not None)
        due = plan.open is None and plan.next is not None
        assert ("payment_plan.due" in found) is due
        if plan.status is PlanStatus.CANCELLED:
            assert plan.next is None

    @invariant()
    def a_virtual_card_waits_for_its_activation(self):
        """Nothing that waits for its moment is due before."""
        plan = self.desk.plan
        if plan.facts.is_virtual:
            for one in plan.payments:
                if one.status is PlannedStatus.SCHEDULED:
                    wall = one.steps[0].when.at
                    assert one.due.at >= active_from(plan.facts, plan.reservation, wall, ZONE).at

    @invariant()
    def what_is_allowed_is_what_is_decided(self):
        """What stands against a command is told before it is tried."""
        plan, context = self.desk.plan, context_at(self.desk.now)
        told = PLAN.allowed(plan, context)["CancelPlan"]
        try:
            PLAN.decide(plan, CancelPlan("S1"), context)
        except RuleViolation as error:
            code = error.code
        else:
            code = None
        assert [reason.code for reason in told.reasons] == ([] if code is None else [code])


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = tries(25, stateful_step_count=25)
