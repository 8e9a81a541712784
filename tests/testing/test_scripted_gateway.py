"""The gateway of the tests does what it is told, and remembers the truth."""

from datetime import timedelta

import pytest

from axentra_core.kernel.errors import KeyReused, NotFound
from axentra_core.kernel.money import money
from axentra_core.payments import (
    GatewayRequest,
    Operation,
    Outcome,
    OutcomeClass,
    PaymentGateway,
)
from axentra_core.testing import ManualClock, Reply, ScriptedGateway, Turn

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LOST = Outcome(OutcomeClass.UNKNOWN, reason="timeout")


def euro(amount):
    """Return an amount of euro."""
    return money(amount, "EUR")


def ask(operation, amount="100", key="k1", reference=None):
    """Return a request."""
    return GatewayRequest(key, operation, euro(amount), "tok_1", reference)


CHARGE = ask(Operation.CHARGE)
DONE = Outcome(OutcomeClass.APPROVED, None, "charge_1")


def test_it_is_a_gateway() -> None:
    """It says of itself what a real one has to say."""
    gateway: PaymentGateway = ScriptedGateway(
        [], ManualClock(), key_retention=DAY, lookup_lag=MINUTE, retries_itself=True
    )
    assert (gateway.key_retention, gateway.lookup_lag) == (DAY, MINUTE)
    assert gateway.retries_itself


@pytest.mark.parametrize(
    ("turn", "answer", "found", "taken"),
    [
        (Reply.APPROVE, DONE, DONE, "100"),
        (
            Turn(Reply.APPROVE, euro("60")),
            Outcome(OutcomeClass.APPROVED, euro("60"), "charge_1"),
            Outcome(OutcomeClass.APPROVED, euro("60"), "charge_1"),
            "60",
        ),
        (
            Turn(Reply.DECLINE, outcome=OutcomeClass.DECLINED_HARD, reason="lost_card"),
            Outcome(OutcomeClass.DECLINED_HARD, None, "charge_1", "lost_card"),
            Outcome(OutcomeClass.DECLINED_HARD, None, "charge_1", "lost_card"),
            "0",
        ),
        (
            Reply.ACTION_REQUIRED,
            Outcome(OutcomeClass.ACTION_REQUIRED, None, "charge_1"),
            Outcome(OutcomeClass.ACTION_REQUIRED, None, "charge_1"),
            "0",
        ),
        (Reply.NOT_SENT, Outcome(OutcomeClass.NOT_SENT, reason="no_connection"), None, "0"),
        (Reply.LOSE_REQUEST, LOST, None, "0"),
        (Reply.LOSE_REPLY, LOST, DONE, "100"),
        (Reply.DELAY, LOST, None, "0"),
    ],
    ids=str,
)
def test_a_turn_says_what_is_done_and_what_is_answered(turn, answer, found, taken) -> None:
    """What was done and what the house hears of it are two things."""
    gateway = ScriptedGateway([turn], ManualClock())
    assert gateway.send(CHARGE) == answer
    assert gateway.look_up("k1") == found
    assert gateway.captured_total("EUR") == euro(taken)
    assert gateway.sent == [CHARGE] * (turn is not Reply.NOT_SENT)


def test_a_key_is_done_once_while_it_is_remembered() -> None:
    """Afterwards it is done again, and that is the danger."""
    clock = ManualClock()
    gateway = ScriptedGateway([], clock, key_retention=DAY)
    assert [gateway.send(CHARGE) for _ in range(2)] == [DONE, DONE]
    clock.move(DAY - MINUTE)
    assert gateway.send(CHARGE) == DONE
    assert gateway.captured_total("EUR") == euro("100")
    clock.move(MINUTE)
    assert gateway.send(CHARGE).reference == "charge_2"
    assert gateway.captured_total("EUR") == euro("200")


@pytest.mark.parametrize("other", [ask(Operation.CHARGE, "99"), ask(Operation.AUTHORISE)], ids=str)
def test_a_key_with_anything_else_is_refused(other) -> None:
    """Whoever sends it has made a mistake."""
    gateway = ScriptedGateway([], ManualClock())
    gateway.send(CHARGE)
    with pytest.raises(KeyReused) as caught:
        gateway.send(other)
    assert caught.value.code == "key.reused"
    assert gateway.captured_total("EUR") == euro("100")


def test_a_call_can_fail_although_the_key_is_remembered() -> None:
    """A line that is down is down for the second try as well."""
    gateway = ScriptedGateway([Reply.APPROVE, Reply.NOT_SENT, Reply.LOSE_REPLY], ManualClock())
    heard = [gateway.send(CHARGE).outcome for _ in range(4)]
    assert heard == ["approved", "not_sent", "unknown", "approved"]
    assert gateway.captured_total("EUR") == euro("100")


def test_what_is_done_is_found_later_and_perhaps_not_for_ever() -> None:
    """A search may be behind, and may forget."""
    clock = ManualClock()
    gateway = ScriptedGateway([], clock, lookup_lag=MINUTE, lookup_retention=DAY)
    gateway.send(CHARGE)
    assert gateway.look_up("k1") is None
    clock.move(MINUTE)
    assert gateway.look_up("k1") == DONE
    assert gateway.look_up("k2") is None
    clock.move(DAY)
    assert gateway.look_up("k1") is None


def test_a_delayed_request_arrives_once() -> None:
    """Whoever sent it again meanwhile was faster."""
    clock = ManualClock()
    gateway = ScriptedGateway([Reply.DELAY, Reply.DELAY], clock)
    gateway.send(CHARGE)
    gateway.send(CHARGE)
    assert gateway.send(CHARGE) == DONE
    clock.move(MINUTE)
    assert gateway.look_up("k1") == DONE
    assert gateway.captured_total("EUR") == euro("100")


def test_a_guest_pays_elsewhere_or_does_not() -> None:
    """The page is told once; what became of it is told and found."""
    for act, outcome, taken in (
        ("guest_pays", OutcomeClass.APPROVED, "100"),
        ("guest_gives_up", OutcomeClass.DECLINED_SOFT, "0"),
    ):
        gateway = ScriptedGateway([], ManualClock())
        begun = gateway.send(ask(Operation.REDIRECT))
        assert (begun.outcome, begun.reference) == (OutcomeClass.PENDING, "redirect_1")
        assert begun.redirect == "https://pay.example/redirect_1"
        told = getattr(gateway, act)("redirect_1")
        assert told.outcome is outcome
        assert gateway.look_up("k1") == told
        assert gateway.captured_total("EUR") == euro(taken)
        assert gateway.send(ask(Operation.REDIRECT)) == begun
        with pytest.raises(NotFound):
            getattr(gateway, act)("redirect_1")


def test_a_guest_confirms_what_is_held() -> None:
    """A confirmation of a hold holds, and takes nothing."""
    gateway = ScriptedGateway([Reply.ACTION_REQUIRED], ManualClock())
    gateway.send(ask(Operation.AUTHORISE))
    gateway.guest_pays("authorise_1")
    assert gateway.held_total("EUR") == euro("100")
    assert gateway.captured_total("EUR") == euro("0")


def test_what_is_held_is_taken_let_go_and_given_back() -> None:
    """By the gateway's own books, and never more than there is."""
    gateway = ScriptedGateway([], ManualClock())
    gateway.send(ask(Operation.AUTHORISE))

    def then(operation, amount, key, reference="authorise_1"):
        return gateway.send(ask(operation, amount, key, reference)).outcome

    assert then(Operation.CAPTURE, "60", "k2") is OutcomeClass.APPROVED
    assert then(Operation.RELEASE, "40", "k3") is OutcomeClass.APPROVED
    assert then(Operation.CAPTURE, "1", "k4") is OutcomeClass.DECLINED_HARD
    assert then(Operation.REFUND, "61", "k5") is OutcomeClass.DECLINED_HARD
    assert then(Operation.REFUND, "60", "k6") is OutcomeClass.APPROVED
    assert then(Operation.REFUND, "1", "k7", "none") is OutcomeClass.DECLINED_HARD
    assert gateway.captured_total("EUR") == euro("60") == gateway.refunded_total("EUR")
    assert gateway.held_total("EUR") == euro("0")
    assert gateway.captured_total("IDR") == money("0", "IDR")
