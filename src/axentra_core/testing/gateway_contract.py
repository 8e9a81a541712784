"""What every payment gateway's adapter owes, as tests: inherit `GatewayContract` and make one.

    class TestMyGateway(GatewayContract):
        def make_gateway(self, *replies: Reply) -> PaymentGateway:
            return MyGateway(a_server_that(replies))

Each check states one promise of `PaymentGateway` in its docstring and calls nothing but the port.
"""

from datetime import timedelta
from typing import ClassVar

import pytest

from axentra_core.kernel.errors import KeyReused
from axentra_core.kernel.money import Money, money
from axentra_core.payments import (
    GatewayRequest,
    Operation,
    Outcome,
    OutcomeClass,
    PaymentGateway,
)
from axentra_core.testing.scripted_gateway import Reply

APPROVED, UNKNOWN = OutcomeClass.APPROVED, OutcomeClass.UNKNOWN
DECLINED = frozenset({OutcomeClass.DECLINED_HARD, OutcomeClass.DECLINED_SOFT})


class GatewayContract:
    """The promises of a `PaymentGateway`; an adapter's test class inherits them.

    Attributes:
        currency: what is paid in.
        card: a token that is approved.
    """

    currency: ClassVar[str] = "EUR"
    card: ClassVar[str] = "tok_1"

    def make_gateway(self, *replies: Reply) -> PaymentGateway:
        """Return a gateway to which this happens in order; after that it approves all.

        To be overridden. What happens is one of APPROVE, DECLINE, LOSE_REQUEST, LOSE_REPLY, and
        NOT_SENT alone for a gateway that cannot be reached at all.
        """
        pytest.fail(f"override make_gateway to return a gateway that meets {replies}")

    def wait(self, duration: timedelta) -> None:
        """Let time pass for the gateway; to be overridden."""
        pytest.fail(f"override wait to let {duration} pass")

    def taken(self) -> Money:
        """Return what the gateway has really taken, whatever it gave back; to be overridden."""
        pytest.fail("override taken to tell what was really taken")

    # --- what it says of itself ---

    def test_it_declares_what_it_remembers(self) -> None:
        """How long keys are kept and how far a look-up lags is known before anything is sent."""
        gateway = self.make_gateway()
        assert gateway.key_retention >= timedelta(0)
        assert gateway.lookup_lag >= timedelta(0)
        assert gateway.retries_itself in {True, False}

    # --- at most once ---

    def test_a_charge_is_done_and_named(self) -> None:
        """What was taken has a name, and nothing about the amount where all of it was taken."""
        outcome = self.make_gateway().send(self._asks(Operation.CHARGE))
        assert (outcome.outcome, outcome.amount) == (APPROVED, None)
        assert outcome.reference
        assert self.taken() == self._money("100")

    def test_the_same_key_is_done_once(self) -> None:
        """Whoever sends again under the same key gets the first answer."""
        gateway = self.make_gateway()
        first = gateway.send(self._asks(Operation.CHARGE))
        assert gateway.send(self._asks(Operation.CHARGE)) == first
        assert self.taken() == self._money("100")

    def test_a_key_is_not_used_for_something_else(self) -> None:
        """Another amount under a key that is remembered is refused, and nothing moves."""
        gateway = self.make_gateway()
        gateway.send(self._asks(Operation.CHARGE))
        with pytest.raises(KeyReused):
            gateway.send(self._asks(Operation.CHARGE, "99"))
        assert self.taken() == self._money("100")

    # --- faults ---

    def test_a_lost_reply_is_unknown_and_found(self) -> None:
        """It was done; the house does not know, asks by the key after the lag, and is told."""
        gateway = self.make_gateway(Reply.LOSE_REPLY)
        assert gateway.send(self._asks(Operation.CHARGE)).outcome is UNKNOWN
        self.wait(gateway.lookup_lag)
        assert self._all_of(gateway.look_up("k1")) == self._money("100")
        assert gateway.send(self._asks(Operation.CHARGE)).outcome is APPROVED
        assert self.taken() == self._money("100")

    def test_a_lost_request_is_unknown_and_not_found(self) -> None:
        """It was not done, which nobody can know; under its own key it is sent again."""
        gateway = self.make_gateway(Reply.LOSE_REQUEST)
        assert gateway.send(self._asks(Operation.CHARGE)).outcome is UNKNOWN
        self.wait(gateway.lookup_lag)
        assert gateway.look_up("k1") is None
        assert gateway.send(self._asks(Operation.CHARGE)).outcome is APPROVED
        assert self.taken() == self._money("100")

    def test_what_did_not_leave_is_said_so(self) -> None:
        """Without a connection nothing is raised, and nothing is unknown."""
        gateway = self.make_gateway(Reply.NOT_SENT)
        assert gateway.send(self._asks(Operation.CHARGE)).outcome is OutcomeClass.NOT_SENT

    def test_a_key_that_was_never_sent_is_not_found(self) -> None:
        """None is an answer of its own: the gateway knows nothing of it."""
        assert self.make_gateway().look_up("never") is None

    # --- no ---

    def test_a_decline_is_an_outcome(self) -> None:
        """It is not raised, and it is the same when it is looked up."""
        gateway = self.make_gateway(Reply.DECLINE)
        outcome = gateway.send(self._asks(Operation.CHARGE))
        assert outcome.outcome in DECLINED
        self.wait(gateway.lookup_lag)
        found = gateway.look_up("k1")
        assert found is not None
        assert (found.outcome, found.reason) == (outcome.outcome, outcome.reason)

    def test_more_than_was_taken_is_not_given_back(self) -> None:
        """A refund that is too large is declined, not raised."""
        gateway = self.make_gateway()
        name = gateway.send(self._asks(Operation.CHARGE)).reference
        refund = self._asks(Operation.REFUND, "101", "k2", name)
        assert gateway.send(refund).outcome in DECLINED

    # --- what follows ---

    def test_what_is_held_is_taken(self) -> None:
        """An authorisation takes nothing; a capture takes what it says, once."""
        gateway = self.make_gateway()
        name = gateway.send(self._asks(Operation.AUTHORISE)).reference
        assert self.taken() == self._money("0")
        part = self._asks(Operation.CAPTURE, "60", "k2", name)
        assert gateway.send(part).outcome is APPROVED
        assert gateway.send(part).outcome is APPROVED
        self.wait(gateway.lookup_lag)
        assert self._all_of(gateway.look_up("k2"), "60") == self._money("60")
        assert self._all_of(gateway.look_up("k1")) == self._money("100")
        rest = self._asks(Operation.RELEASE, "40", "k3", name)
        assert gateway.send(rest).outcome is APPROVED
        assert self.taken() == self._money("60")

    def test_what_is_held_is_let_go(self) -> None:
        """After a release nothing can be taken, and the release is found by its key."""
        gateway = self.make_gateway()
        name = gateway.send(self._asks(Operation.AUTHORISE)).reference
        release = self._asks(Operation.RELEASE, "100", "k2", name)
        assert gateway.send(release).outcome is APPROVED
        assert gateway.send(self._asks(Operation.CAPTURE, "1", "k3", name)).outcome in DECLINED
        self.wait(gateway.lookup_lag)
        assert self._all_of(gateway.look_up("k2")) == self._money("100")
        assert self._all_of(gateway.look_up("k1")) == self._money("100")
        assert self.taken() == self._money("0")

    def test_what_was_taken_is_given_back_in_parts(self) -> None:
        """Each part under a key of its own, and found by it."""
        gateway = self.make_gateway()
        name = gateway.send(self._asks(Operation.CHARGE)).reference
        for key, part in (("k2", "30"), ("k3", "70")):
            refund = self._asks(Operation.REFUND, part, key, name)
            assert gateway.send(refund).outcome is APPROVED
            assert gateway.send(refund).outcome is APPROVED
            self.wait(gateway.lookup_lag)
            assert self._all_of(gateway.look_up(key), part) == self._money(part)
        assert gateway.send(self._asks(Operation.REFUND, "1", "k4", name)).outcome in DECLINED

    def test_a_redirect_names_a_page_and_waits(self) -> None:
        """Begun is not done: nothing is taken before the guest has paid."""
        outcome = self.make_gateway().send(self._asks(Operation.REDIRECT))
        assert outcome.outcome is OutcomeClass.PENDING
        assert (outcome.redirect or "").startswith("https://")
        assert self.taken() == self._money("0")

    # --- how ---

    def _asks(
        self,
        operation: Operation,
        amount: str = "100",
        key: str = "k1",
        reference: str | None = None,
    ) -> GatewayRequest:
        asks_card = operation in {Operation.CHARGE, Operation.AUTHORISE}
        card = self.card if asks_card else None
        return GatewayRequest(key, operation, self._money(amount), card, reference)

    def _money(self, amount: str) -> Money:
        return money(amount, self.currency)

    def _all_of(self, outcome: Outcome | None, asked: str = "100") -> Money | None:
        """Return what an outcome says was done; None where it does not say it was."""
        if outcome is None or outcome.outcome is not APPROVED:
            return None
        return self._money(asked) if outcome.amount is None else outcome.amount
