"""From the intent to the gateway and back: whatever is lost on the way, nothing is taken twice."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.money import money
from axentra_core.payments import (
    AGGREGATES,
    REACH,
    GatewayRequest,
    NextStep,
    OpenOperation,
    Operation,
    Outcome,
    OutcomeClass,
    OutcomeLeftUnknown,
    PaymentAuthorised,
    PaymentCard,
    PaymentStarted,
    PaymentStatus,
    RecordOutcome,
    SettleUnknown,
    StartOperation,
    StartPayment,
    answered,
    may_send,
    request_of,
    what_to_do,
)
from axentra_core.testing import ManualClock, Reply, ScriptedGateway, Turn
from axentra_core.testing.specification import CONTEXT

(PAYMENT,) = AGGREGATES
TODAY, NOW = date(2026, 11, 23), CONTEXT.now
CARD = PaymentCard("tok_81f", "visa", "4242")
FULL = money("100", "EUR")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OPERATION = OpenOperation(1, Operation.CHARGE, Decimal(100), "P1:1:charge", NOW)


def begun(operation, card=CARD):
    """Return the event of a payment of 100 that was written down."""
    key = f"P1:1:{operation}"
    facts = "P1", "S1", 1, "EUR", Decimal("0.01"), card, 0
    return PaymentStarted(*facts, operation, Decimal(100), key, NOW, "ayu", TODAY)


# What is sent, and what is recorded


def test_what_is_sent_is_what_was_written_down() -> None:
    """Key, amount and card, or the gateway's name of the payment; never both."""
    assert request_of(PAYMENT.replay([begun(Operation.CHARGE)])) == GatewayRequest(
        "P1:1:charge", Operation.CHARGE, FULL, "tok_81f"
    )
    assert request_of(PAYMENT.replay([begun(Operation.REDIRECT)])).card is None
    assert request_of(PAYMENT.replay([begun(Operation.REDIRECT, card=None)])).card is None
    held = PaymentAuthorised("P1", 1, Decimal(100), Decimal(100), "EUR", "au_1", TODAY)
    past = [begun(Operation.AUTHORISE), held]
    assert request_of(PAYMENT.replay(past)) is None
    part = money("60", "EUR")
    past += PAYMENT.decide(
        PAYMENT.replay(past), StartOperation("P1", Operation.CAPTURE, part), CONTEXT
    )
    assert request_of(PAYMENT.replay(past)) == GatewayRequest(
        "P1:2:capture", Operation.CAPTURE, part, None, "au_1"
    )


def test_neither_a_card_nor_a_page_to_pay_on_stands_in_a_log() -> None:
    """Who has one of them can take or give money."""
    request = GatewayRequest("P1:1:charge", Operation.CHARGE, FULL, "tok_81f")
    outcome = Outcome(OutcomeClass.PENDING, redirect="https://pay.example/secret")
    assert "tok_81f" not in repr(request)
    assert "secret" not in repr(outcome)


def test_an_answer_is_recorded_of_the_operation_that_was_sent() -> None:
    """A second try that did not leave leaves the first one unknown."""
    outcome = Outcome(OutcomeClass.APPROVED, FULL, "ch_1")
    assert answered("P1", 1, outcome) == RecordOutcome("P1", 1, OutcomeClass.APPROVED, FULL, "ch_1")
    no = Outcome(OutcomeClass.NOT_SENT, reason="dns")
    assert answered("P1", 1, no).outcome is OutcomeClass.NOT_SENT
    assert answered("P1", 1, no, again=True) == RecordOutcome(
        "P1", 1, OutcomeClass.UNKNOWN, reason="dns"
    )


# What is done when no answer came

SAID = Outcome(OutcomeClass.APPROVED)
DUMB = Outcome(OutcomeClass.UNKNOWN)
# fmt: off
STEPS = {
    # found, after, the gateway keeps keys for, its look-up may be behind by
    "found":                  (SAID, MINUTE,     DAY,     HOUR,     NextStep.RECORD),
    "found after months":     (SAID, 90 * DAY,   DAY,     HOUR,     NextStep.RECORD),
    "a no is an answer":      (Outcome(OutcomeClass.DECLINED_HARD),
                                     MINUTE,     DAY,     HOUR,     NextStep.RECORD),
    "it waits for the guest": (Outcome(OutcomeClass.PENDING),
                                     MINUTE,     DAY,     HOUR,     NextStep.RECORD),
    "not found too soon":     (None, HOUR - MINUTE, DAY,  HOUR,     NextStep.WAIT),
    "not found in time":      (None, HOUR,       DAY,     HOUR,     NextStep.RESEND_SAME_KEY),
    "almost too late":        (None, DAY - REACH - MINUTE, DAY, HOUR, NextStep.RESEND_SAME_KEY),
    "it might not arrive":    (None, DAY - REACH, DAY,    HOUR,     NextStep.WAIT),
    "another's might arrive": (None, DAY,        DAY,     HOUR,     NextStep.WAIT),
    "it would be done twice": (None, DAY + HOUR, DAY,     HOUR,     NextStep.ASK_A_PERSON),
    "slower than its memory": (None, 2 * HOUR,   HOUR,    2 * HOUR, NextStep.WAIT),
    "slow and forgetful":     (None, 3 * HOUR,   HOUR,    2 * HOUR, NextStep.ASK_A_PERSON),
    "no keys at all":         (None, MINUTE,     0 * DAY, 0 * HOUR, NextStep.WAIT),
    "no keys, nothing more":  (None, 2 * REACH,  0 * DAY, 0 * HOUR, NextStep.ASK_A_PERSON),
    "nobody answers":         (DUMB, HOUR,       DAY,     0 * HOUR, NextStep.WAIT),
    "it could not be asked":  (Outcome(OutcomeClass.NOT_SENT),
                                     HOUR,       DAY,     0 * HOUR, NextStep.WAIT),
    "nobody ever answers":    (DUMB, 2 * DAY,    DAY,     HOUR,     NextStep.ASK_A_PERSON),
}
# fmt: on


@pytest.mark.parametrize("case", STEPS)
def test_what_is_not_found_is_believed_late_and_sent_again_under_its_own_key(case) -> None:
    """Not found is no proof before the look-up is up to date, and no key is for ever."""
    answer, after, retention, lag, step = STEPS[case]
    assert what_to_do(OPERATION, answer, NOW + after, retention, lag) is step


@pytest.mark.parametrize(
    ("after", "retention", "first", "again"),
    [
        (timedelta(0), DAY, True, True),
        (DAY - REACH - MINUTE, DAY, True, True),
        (DAY - REACH, DAY, False, False),
        (timedelta(0), timedelta(0), True, False),
        (REACH - MINUTE, timedelta(0), True, False),
        (REACH, timedelta(0), False, False),
    ],
)
def test_a_request_is_sent_while_it_will_be_known_again(after, retention, first, again) -> None:
    """Where a gateway knows no keys, only who wrote it down sends it, at once and once."""
    assert may_send(OPERATION, NOW + after, retention) is first
    assert may_send(OPERATION, NOW + after, retention, again=True) is again


# The whole way, with everything that can be lost

# What is on its way arrives within five minutes.
pauses = st.lists(st.sampled_from([0, 1, 3, 11, 40]).map(lambda many: many * MINUTE), max_size=8)
turns = st.one_of(
    st.sampled_from(Reply).map(Turn),
    st.builds(Turn, st.just(Reply.DELAY), delay=st.integers(0, 4).map(lambda many: many * MINUTE)),
    st.builds(Turn, st.just(Reply.APPROVE), amount=st.just(money("60", "EUR"))),
    st.builds(
        Turn,
        st.just(Reply.DECLINE),
        outcome=st.sampled_from([OutcomeClass.DECLINED_HARD, OutcomeClass.NOT_ACTIVE_YET]),
    ),
)


class House:
    """A host that does as it is told, crashes wherever it is made to, and keeps what it wrote."""

    def __init__(self, script, retention, lookup_retention, crashes, lag=10 * MINUTE):
        """Stand before a gateway."""
        self.clock = ManualClock()
        self.gateway = ScriptedGateway(
            script,
            self.clock,
            key_retention=retention,
            lookup_lag=lag,
            lookup_retention=lookup_retention,
        )
        self.crashes = iter(crashes)
        self.events = []

    @property
    def state(self):
        """What was committed."""
        return PAYMENT.replay(self.events)

    def do(self, command):
        """Commit a command."""
        context = attrs.evolve(CONTEXT, now=self.clock.now, actor=SYSTEM)
        self.events += PAYMENT.decide(self.state, command, context)

    def crash(self):
        """Return whether the process dies here."""
        return next(self.crashes, False)

    def send(self, *, again=False):
        """Send what is in flight and record the answer, unless the process dies in between."""
        state, keeps = self.state, self.gateway.key_retention
        if self.crash() or not may_send(state.open, self.clock.now, keeps, again=again):
            return
        outcome = self.gateway.send(request_of(state))
        if not self.crash():
            self.do(answered("P1", state.open.number, outcome, again=again))

    def recover(self, waits, *, pays=True):
        """Ask about what is in flight until it is known, at the times that are given."""
        for after in (*waits, 2 * DAY, 2 * DAY):
            self.clock.move(after)
            operation = self.state.open
            if operation is None:
                return
            answer = self.gateway.look_up(operation.key)
            step = what_to_do(
                operation,
                answer,
                self.clock.now,
                self.gateway.key_retention,
                self.gateway.lookup_lag,
            )
            if step is NextStep.RECORD:
                self.do(answered("P1", operation.number, answer))
                if answer.outcome in {OutcomeClass.PENDING, OutcomeClass.ACTION_REQUIRED}:
                    act = self.gateway.guest_pays if pays else self.gateway.guest_gives_up
                    self.do(answered("P1", operation.number, act(answer.reference)))
            elif step is NextStep.RESEND_SAME_KEY:
                self.send(again=True)
            elif step is NextStep.ASK_A_PERSON:
                self.do(RecordOutcome("P1", operation.number, OutcomeClass.UNKNOWN))
                self.settle(operation)

    def settle(self, operation):
        """Let a person look at the truth, as the gateway's statement has it."""
        done = [
            one.outcome
            for one in self.gateway._done
            if one.request.key == operation.key and one.outcome.outcome is OutcomeClass.APPROVED
        ]
        amount, reference = (done[0].amount, done[0].reference) if done else (None, None)
        self.do(
            SettleUnknown(
                "P1",
                operation.number,
                happened=bool(done),
                reason="on the statement",
                amount=amount,
                reference=reference,
            )
        )


@settings(max_examples=300)
@for_all(
    script=st.lists(turns, max_size=6),
    waits=pauses,
    crashes=st.lists(st.booleans(), max_size=8),
    operation=st.sampled_from([Operation.CHARGE, Operation.REDIRECT]),
    retention=st.sampled_from([timedelta(0), HOUR, DAY]),
    lookup_retention=st.sampled_from([None, HOUR]),
    lag=st.sampled_from([timedelta(0), 10 * MINUTE]),
    pays=st.booleans(),
)
def test_however_much_is_lost_money_is_taken_once_and_on_record(
    script, waits, crashes, operation, retention, lookup_retention, lag, pays
) -> None:
    """Lost replies, late arrivals, crashes and forgotten keys: the books are the truth.

    Crashes stop after a while, and so does what is lost: in the end everything is known.
    """
    house = House(script, retention, lookup_retention, crashes, lag)
    house.do(StartPayment("P1", "S1", "EUR", 2, operation, FULL, CARD))
    house.send()
    house.recover(waits, pays=pays)
    state, truth = house.state, house.gateway.captured_total("EUR")
    assert truth.amount in {0, 60, 100}
    assert state.open is None
    assert state.taken == truth
    assert state.contradicted == 0
    assert len({one.key for one in house.gateway.sent}) <= 1


@settings(max_examples=150)
@for_all(
    script=st.lists(turns, max_size=8),
    waits=pauses,
    crashes=st.lists(st.booleans(), max_size=8),
)
def test_what_is_held_is_taken_and_given_back_once(script, waits, crashes) -> None:
    """Each step waits until the one before is known, so none of them is done twice."""
    house = House(script, DAY, None, crashes)
    house.do(StartPayment("P1", "S1", "EUR", 2, Operation.AUTHORISE, FULL, CARD))
    house.send()
    house.recover(waits)
    for operation in (Operation.CAPTURE, Operation.REFUND, Operation.RELEASE):
        state = house.state
        possible = state.left if operation is Operation.REFUND else state.held
        if not possible:
            continue
        house.do(StartOperation("P1", operation))
        house.send()
        house.recover(waits)
        state, gateway = house.state, house.gateway
        assert state.captured == gateway.captured_total("EUR").amount
        assert state.refunded == gateway.refunded_total("EUR").amount
        assert state.held == gateway.held_total("EUR").amount


def test_a_new_key_for_what_is_unknown_would_take_twice() -> None:
    """This is what all of it is for: a host that makes up keys is caught by the scripted one."""
    gateway = ScriptedGateway([Reply.LOSE_REPLY], ManualClock())
    for key in ("first", "second"):
        gateway.send(GatewayRequest(key, Operation.CHARGE, FULL, "tok_81f"))
    assert gateway.captured_total("EUR") == money("200", "EUR")


def test_the_same_key_after_its_time_would_take_twice() -> None:
    """A key is no memory: a host that sends again the next day is caught too."""
    clock = ManualClock()
    gateway = ScriptedGateway([Reply.LOSE_REPLY], clock, key_retention=DAY)
    request = GatewayRequest("P1:1:charge", Operation.CHARGE, FULL, "tok_81f")
    for _ in range(2):
        gateway.send(request)
        clock.move(DAY)
    assert gateway.captured_total("EUR") == money("200", "EUR")


def test_an_unknown_payment_can_be_asked_about_and_not_sent_anew() -> None:
    """The desk sees why, and the list of what waits still has it."""
    state = PAYMENT.replay(
        [begun(Operation.CHARGE), OutcomeLeftUnknown("P1", 1, Operation.CHARGE, None, None, TODAY)]
    )
    assert state.status is PaymentStatus.STARTED
    told = PAYMENT.allowed(state, CONTEXT)["StartOperation"]
    assert [reason.code for reason in told.reasons] == ["payments.outcome_unknown"]
    assert request_of(state).key == "P1:1:charge"
    assert "payment.in_flight" in dict(PAYMENT.index(state))
