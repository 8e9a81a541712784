"""Whatever happens to a payment, in any order: no money appears, none is lost, no key is reused."""

from datetime import timedelta
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.tries import tries

from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money
from axentra_core.payments import (
    AGGREGATES,
    AmountCaptured,
    AmountRefunded,
    ChargebackReversed,
    Flight,
    Operation,
    OutcomeClass,
    PaymentCard,
    PaymentRefunded,
    PaymentStatus,
    RecordChargeback,
    RecordChargebackReversed,
    RecordOutcome,
    SettleUnknown,
    StartOperation,
    StartPayment,
)
from axentra_core.testing.specification import CONTEXT

(PAYMENT,) = AGGREGATES
CARD = PaymentCard("tok_81f", "visa", "4242")
OPENING = (Operation.AUTHORISE, Operation.CHARGE, Operation.REDIRECT)

# Few and small, so that amounts often are all there is, or just too much.
cents = st.integers(1, 8).map(lambda units: Money(Decimal(units * 25).scaleb(-2), "EUR"))
numbers = st.integers(1, 6)
# What goes well is heard most, or no payment would ever come far.
outcomes = st.sampled_from(OutcomeClass) | st.just(OutcomeClass.APPROVED)
references = st.none() | st.sampled_from(["x_1", "x_2"])
disputes = st.sampled_from(["dp_1", "dp_2", "dp_3"])
payment = st.just("P1")
COMMANDS = st.one_of(
    st.builds(StartOperation, payment, st.sampled_from(Operation), st.none() | cents),
    st.builds(RecordOutcome, payment, numbers, outcomes, st.none() | cents, references),
    st.builds(SettleUnknown, payment, numbers, st.booleans(), st.just("seen"), st.none() | cents),
    st.builds(RecordChargeback, payment, cents, disputes, st.just("fraud")),
    st.builds(RecordChargebackReversed, payment, cents, disputes),
)


class AnyOrder(RuleBasedStateMachine):
    """A payment to which anything is tried, and what holds whatever comes of it."""

    @initialize(operation=st.sampled_from(OPENING), amount=cents, retries=st.integers(0, 2))
    def start(self, operation, amount, retries):
        """Ask for money."""
        self.context = attrs.evolve(CONTEXT, actor=SYSTEM)
        begin = StartPayment("P1", "S1", "EUR", 2, operation, amount, CARD, retries)
        self.events = list(PAYMENT.decide(None, begin, self.context))
        self.state = PAYMENT.replay(self.events)

    def attempt(self, command):
        """Decide a command; a refusal changes nothing."""
        self.context = attrs.evolve(self.context, now=self.context.now + timedelta(minutes=1))
        before, state = repr(self.state), self.state
        told = PAYMENT.allowed(state, self.context)[type(command).__name__]
        try:
            events = PAYMENT.decide(state, command, self.context)
        except RuleViolation as error:
            refusal, events = error.code, ()
        else:
            refusal = None
        assert repr(state) == before
        if told.reasons:
            assert refusal == told.reasons[0].code
        if refusal is not None:
            return
        if type(command) not in PAYMENT.whole:
            # A stored payment carries none of its entries.
            stored = attrs.evolve(state, entries=Journal.unloaded(len(state.entries)))
            assert PAYMENT.decide(stored, command, self.context) == events
        self.state = PAYMENT.replay(events, state)
        self.events += events
        if isinstance(command, RecordOutcome | RecordChargeback | RecordChargebackReversed):
            assert not PAYMENT.decide(self.state, command, self.context)

    @rule(command=COMMANDS)
    def anything(self, command):
        """Whoever acts may try what they like."""
        self.attempt(command)

    @rule(outcome=outcomes, amount=st.none() | cents)
    def hear(self, outcome, amount):
        """The gateway answers what was asked last."""
        self.attempt(RecordOutcome("P1", self.state.numbered, outcome, amount, "x_1"))

    @rule(operation=st.sampled_from(Operation), amount=st.none() | cents)
    def go_on(self, operation, amount):
        """The next thing is asked, and done."""
        self.attempt(StartOperation("P1", operation, amount))
        self.attempt(RecordOutcome("P1", self.state.numbered, OutcomeClass.APPROVED))

    @invariant()
    def nothing_is_below_zero_or_above_what_was_asked(self):
        """What the house has, what is held, and what went back."""
        state = self.state
        assert 0 <= state.left <= state.captured <= state.authorised <= state.asked
        assert 0 <= state.refunded <= state.captured
        assert 0 <= state.charged_back <= state.captured
        assert 0 <= state.going_back <= state.left
        assert state.held >= 0

    @invariant()
    def the_amounts_are_the_sum_of_what_happened(self):
        """As running totals, replayed, and summed plainly."""
        state = self.state
        assert PAYMENT.replay(self.events) == state
        assert state.captured == self.total(AmountCaptured)
        assert state.refunded == self.total(AmountRefunded, PaymentRefunded)
        assert state.left == state.captured - state.refunded - state.charged_back
        won = self.total(ChargebackReversed)
        names = {"AmountChargedBack", "PaymentChargedBack"}
        lost = [event.amount for event in self.events if type(event).__name__ in names]
        assert state.charged_back == sum(lost) - won

    def total(self, *kinds):
        """Return the sum of events of some kinds."""
        return sum(event.amount for event in self.events if isinstance(event, kinds))

    @invariant()
    def a_key_is_never_used_again(self):
        """Neither for another operation nor for another amount."""
        keys = [event.key for event in self.events if hasattr(event, "key")]
        assert len(set(keys)) == len(keys) == self.state.numbered

    @invariant()
    def one_operation_at_a_time_is_in_flight(self):
        """And an operation ends once."""
        state = self.state
        assert (state.open is None) is (state.flight is Flight.IDLE)
        ended = [
            event.number
            for event in self.events
            if hasattr(event, "asked") and hasattr(event, "number")
        ]
        assert len(set(ended)) == len(ended) == state.numbered - (state.open is not None)

    @invariant()
    def the_status_says_where_the_money_is(self):
        """What is left, what is held, and what has come back are told apart by it."""
        state = self.state
        if state.left:
            assert state.status is PaymentStatus.CAPTURED
        elif state.captured:
            assert state.status in {PaymentStatus.REFUNDED, PaymentStatus.CHARGED_BACK}
        elif state.held:
            assert state.status is PaymentStatus.AUTHORISED
        else:
            assert state.status in set(PaymentStatus) - {
                PaymentStatus.CAPTURED,
                PaymentStatus.AUTHORISED,
                PaymentStatus.REFUNDED,
                PaymentStatus.CHARGED_BACK,
            }


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = tries(50, stateful_step_count=25)
