"""Every order in which automatic payments can act, die and meet faults, over this very code.

The short scenes visit about 15,000 worlds and take less than half a minute; those of
`make test-long` visit more than 400,000, and some of the short ones again over SQLite. How many
are visited at least is asserted, so that nothing shrinks in silence.
"""

from datetime import timedelta
from functools import partial
from itertools import count

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import AutomaticPayments, CardTerminal, card_terminal, verbs
from axentra_core.hotel.card_terminal import TERMINAL
from axentra_core.hotel.planned_money import begin_the_charge
from axentra_core.hotel.reactions import REACTIONS
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.payment_rules import HoldCard
from axentra_core.payments import (
    GatewayRequest,
    NextStep,
    Operation,
    Outcome,
    OutcomeClass,
    PaymentCard,
    PaymentStarted,
    request_of,
)
from axentra_core.testing import Budget, Counterexample, Fault, PaymentsModel, ScriptedGateway

AYU = Actor("staff", "ayu", ("manager",))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOON, LATER, NEXT_DAY = timedelta(minutes=4), timedelta(minutes=12), timedelta(hours=25)
# The last moment at which something may be sent again, and a moment at which it may yet arrive.
AT_LAST, JUST_IN_TIME = timedelta(hours=23, minutes=54), timedelta(hours=23, minutes=58)


def without_keys(clock):
    """Return a gateway that has no idempotency keys, and can be asked."""
    return ScriptedGateway((), clock, key_retention=timedelta(0))


def behind(clock):
    """Return a gateway whose look-up is an hour behind."""
    return ScriptedGateway((), clock, lookup_lag=HOUR)


# --- who acts beside the workers ---


def charges_by_hand(hotel, ports):
    """A clerk charges the guest's card for what is on the bill."""
    terminal = CardTerminal(hotel, ports.gateway, AYU)
    card = PaymentCard("tok_81f", "visa", "4242")

    def act():
        terminal.charge("S1", money(121_000, "IDR"), card, key="by-hand")

    return act


def takes_cash(hotel, ports):
    """A clerk takes in cash what is on the bill."""
    cash, owed = PaymentMethod.CASH, money(121_000, "IDR")
    return lambda: hotel.by(AYU).take_payment("S1", cash, owed, key="cash")


def archives(hotel, ports):
    """A manager archives the rule, and stops what it has planned."""

    def act():
        desk = hotel.by(AYU)
        desk.archive_payment_rule("P1")
        desk.cancel_payments_of("P1")

    return act


def cancels(hotel, ports):
    """A guest cancels."""

    def act():
        hotel.by(AYU).cancel_stay("S1", "the guest has called", key="cancel")

    return act


# --- scenes ---

ONE_GUEST = PaymentsModel()
SHARED_CARD = PaymentsModel(stays=2, is_virtual=True)
BY_HAND = PaymentsModel(in_house=True, workers=1, others=(("clerk", charges_by_hand),))
IN_CASH = PaymentsModel(in_house=True, workers=1, others=(("clerk", takes_cash),))
ARCHIVED = PaymentsModel(workers=1, others=(("manager", archives),))
CANCELLED = PaymentsModel(workers=1, others=(("guest", cancels),))
WITHOUT_KEYS = PaymentsModel(gateway=without_keys)
BEHIND = PaymentsModel(gateway=behind, workers=1)
TWO_BEHIND = PaymentsModel(gateway=behind)

ALONE = PaymentsModel(workers=1)
LOST_REPLY, DELAYED = (Fault.LOST_REPLY,), (Fault.DELAYED,)
STORE = (Fault.COMMIT_UNKNOWN, Fault.COMMIT_FAILS)

# fmt: off
SHORT = {
    # what happens            who acts      how much goes wrong                       at least
    "two workers":           (ONE_GUEST,    Budget(crashes=1, faults=0),                 600),
    "the network fails":     (ONE_GUEST,    Budget(crashes=0, faults=1),               4_000),
    "a worker dies":         (ALONE,        Budget(1, 1, instants=(NEXT_DAY,)),           800),
    "at the last moment":    (ALONE,        Budget(0, 1, DELAYED, instants=(
                                            AT_LAST, JUST_IN_TIME)),                     100),
    "the store fails":       (ONE_GUEST,    Budget(0, 1, STORE),                         700),
    "one card for two":      (SHARED_CARD,  Budget(crashes=0, faults=0),                 700),
    "a clerk charges too":   (BY_HAND,      Budget(crashes=1, faults=0),               1_500),
    "a clerk takes cash":    (IN_CASH,      Budget(crashes=1, faults=0),                  60),
    "the rule is archived":  (ARCHIVED,     Budget(crashes=1, faults=1),                 600),
    "the guest cancels":     (CANCELLED,    Budget(crashes=1, faults=1),               2_000),
    "without keys":          (WITHOUT_KEYS, Budget(1, 0, instants=(LATER,)),           1_500),
    "look-up is behind":     (BEHIND,       Budget(1, 1, instants=(2 * HOUR,)),          400),
}
LONG = {
    "two workers":           (ONE_GUEST,    Budget(crashes=2, faults=2),             150_000),
    "all goes wrong":        (ALONE,        Budget(2, 2, tuple(Fault), instants=(
                                            SOON, LATER, NEXT_DAY)),                 150_000),
    "a worker sleeps":       (ONE_GUEST,    Budget(1, 0, instants=(NEXT_DAY,)),       10_000),
    "and no reply comes":    (ONE_GUEST,    Budget(0, 1, LOST_REPLY, instants=(
                                            NEXT_DAY,)),                              10_000),
    "one card for two":      (SHARED_CARD,  Budget(crashes=1, faults=0),               5_000),
    "one card and no reply": (SHARED_CARD,  Budget(0, 1, LOST_REPLY),                  3_000),
    "a clerk charges too":   (BY_HAND,      Budget(crashes=1, faults=1),              25_000),
    "the guest cancels":     (CANCELLED,    Budget(1, 1, instants=(NEXT_DAY,)),       20_000),
    "without keys":          (WITHOUT_KEYS, Budget(1, 1, instants=(LATER,)),           8_000),
    "look-up is behind":     (TWO_BEHIND,   Budget(0, 1, LOST_REPLY,
                                            instants=(2 * HOUR,)),                     3_000),
}
# fmt: on


def holds(model, budget, fewest):
    """Check that everything was tried that should be, and nothing was found."""
    explored = model.explore(budget)
    assert explored.worlds >= fewest
    assert explored.most_captures >= 1


@pytest.mark.parametrize("what", SHORT)
def test_at_most_once_whatever_happens(what) -> None:
    """A planned payment is captured at most once, is on the bill when it is, and none is lost."""
    holds(*SHORT[what])


@pytest.mark.long
@pytest.mark.parametrize("what", LONG)
def test_at_most_once_whatever_else_happens(what) -> None:
    """More dies, more is lost, and the clock jumps more often."""
    holds(*LONG[what])


@pytest.mark.long
@pytest.mark.parametrize("what", ["two workers", "the store fails", "the guest cancels"])
def test_at_most_once_over_sqlite(what, tmp_path) -> None:
    """The same over a database on the disk."""
    model, budget, fewest = SHORT[what]
    names = count()

    def make():
        return SqliteStore(tmp_path / f"{next(names)}.db")

    holds(attrs.evolve(model, store=make), budget, fewest)


# --- canaries: what the model must find ---


class FreshKeys:
    """An adapter that makes a key of its own for every attempt."""

    def __init__(self, gateway, ids):
        self._gateway, self._ids = gateway, ids
        self.key_retention, self.lookup_lag = gateway.key_retention, gateway.lookup_lag
        self.retries_itself = False

    def send(self, request):
        """Send it under a new key."""
        return self._gateway.send(
            attrs.evolve(request, key=f"{request.key}-{self._ids.new('key')}")
        )

    def look_up(self, key):
        """Look for a key that was never sent."""
        return self._gateway.look_up(key)


class Hopeful(FreshKeys):
    """An adapter that takes a timeout for a request that was not sent."""

    def send(self, request):
        """Send it, and hope."""
        outcome = self._gateway.send(request)
        if outcome.outcome is OutcomeClass.UNKNOWN:
            return Outcome(OutcomeClass.NOT_SENT)
        return outcome


class Careless(MemoryStore):
    """A store that writes what is decided on what it does not look at again."""

    def _confirm(self, commit):
        """Look at nothing."""


def through(adapter, hotel, ports):
    """Run the loop of automatic payments through an adapter of one's own."""
    terminal = CardTerminal(hotel, adapter(ports.gateway, ports.ids))
    return AutomaticPayments(hotel, terminal).run


def marks_first(hotel, ports):
    """Write down that it was paid, and charge then."""

    def act():
        for due in hotel.read.due_payments():
            verb, key = verbs.ClaimPayment(due.reservation, due.number), f"claim-{due.number}"
            begun = hotel.do(verb, actor=TERMINAL, key=key).one(PaymentStarted)
            request = request_of(hotel.read.payment(begun.payment))
            paid = verbs.RecordOutcome(begun.payment, 1, OutcomeClass.APPROVED)
            hotel.do(paid, actor=TERMINAL, key="paid")
            ports.gateway.send(request)

    return act


def charges_first(hotel, ports):
    """Read what is due, charge it, and write it down then: the first thing one thinks of."""

    def act():
        for due in hotel.read.due_payments():
            amount = money(1_210_000, "IDR")
            key = f"a1:{due.reservation}:{due.number}:1:1:{ports.ids.new('key')}"
            ports.gateway.send(GatewayRequest(key, Operation.CHARGE, amount, "tok_81f"))
            hotel.by(AYU).cancel_payment(due.reservation, due.number)

    return act


def without_hold(unit, event):
    """Begin a charge, and leave the card to others."""
    return [one for one in begin_the_charge(unit, event) if not isinstance(one, HoldCard)]


FORGETFUL = tuple(
    attrs.evolve(row, follow=without_hold) if row.follow is begin_the_charge else row
    for row in REACTIONS
)

# fmt: off
PLANTED = {
    # what is planted             where                                               what happens
    "a key for every attempt":  (PaymentsModel(work=partial(through, FreshKeys)),    Budget(1, 0)),
    "unknown is sent again":    (PaymentsModel(work=partial(through, Hopeful)),
                                 Budget(0, 1, LOST_REPLY)),
    "nothing is confirmed":     (PaymentsModel(store=Careless),                      Budget(0, 0)),
    "paid before it is":        (PaymentsModel(work=marks_first),                    Budget(1, 0)),
    "charged, then written":    (PaymentsModel(work=charges_first),                  Budget(0, 0)),
    "the card is not held":     (attrs.evolve(SHARED_CARD, reactions=FORGETFUL),     Budget(0, 0)),
}
# fmt: on


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_found(what) -> None:
    """A model that finds nothing in a wrong protocol would say nothing about a right one."""
    model, budget = PLANTED[what]
    with pytest.raises(Counterexample) as found:
        model.explore(budget)
    assert found.value.trace


def test_a_charge_that_may_not_be_sent_is_sent(monkeypatch) -> None:
    """Who wakes up when the gateway has forgotten the key must not send what others have sent."""
    monkeypatch.setattr(card_terminal, "may_send", lambda *_, **__: True)
    with pytest.raises(Counterexample, match="captured 2 times"):
        ONE_GUEST.explore(Budget(0, 1, LOST_REPLY, instants=(NEXT_DAY,)))


def test_nobody_sends_again_where_there_are_no_keys(monkeypatch) -> None:
    """A gateway that remembers nothing does the same once more."""
    monkeypatch.setattr(card_terminal, "may_send", lambda *_, **__: True)
    monkeypatch.setattr(card_terminal, "what_to_do", _sends_again)
    with pytest.raises(Counterexample, match="captured 2 times"):
        attrs.evolve(ALONE, gateway=without_keys_behind).explore(Budget(0, 1, LOST_REPLY))


def without_keys_behind(clock):
    """Return a gateway without keys whose look-up is behind."""
    return ScriptedGateway((), clock, key_retention=timedelta(0), lookup_lag=HOUR)


def _sends_again(operation, answer, *_):
    """Take "not found" for "not done"."""
    return NextStep.RESEND_SAME_KEY if answer is None else NextStep.RECORD


def test_who_sends_again_says_so_before(monkeypatch) -> None:
    """Otherwise the first sender ends what the second is doing: "it has not left"."""

    def send_again(self, payment, operation, request):
        return self._record(payment.id, operation, self._gateway.send(request), again=True)

    monkeypatch.setattr(CardTerminal, "_send_again", send_again)
    with pytest.raises(Counterexample, match="captured 2 times"):
        ONE_GUEST.explore(Budget(0, 1, (Fault.NO_CONNECTION,)))


def test_the_claim_needs_its_condition() -> None:
    """What is sent must arrive soon or never: who sleeps for a day between two lines is too late.

    No library can close this; a time limit of the connection does. See `REACH`.
    """
    with pytest.raises(Counterexample, match="captured 2 times"):
        ONE_GUEST.explore(Budget(0, 1, LOST_REPLY, instants=(NEXT_DAY,), reach=None))
