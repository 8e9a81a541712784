"""A payment gateway in memory that answers as a test has written.

It keeps what it was asked and what it has done, so that a test can compare the house's books with
the truth: what was really taken, however many replies were lost on the way.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from threading import RLock

import attrs

from axentra_core.kernel.errors import KeyReused, NotFound
from axentra_core.kernel.money import Money, money
from axentra_core.kernel.numbers import ZERO, add, subtract
from axentra_core.payments import GatewayRequest, Operation, Outcome, OutcomeClass


class Reply(StrEnum):
    """What happens to one request."""

    APPROVE = "approve"
    """It is done; of a redirect: it is begun, and waits for `ScriptedGateway.guest_pays`."""

    DECLINE = "decline"
    """It is not done, in the class of the turn."""

    ACTION_REQUIRED = "action_required"
    """The guest has to confirm, by `ScriptedGateway.guest_pays`."""

    NOT_SENT = "not_sent"
    """It does not leave the house."""

    LOSE_REQUEST = "lose_request"
    """It never arrives, and the house does not know."""

    LOSE_REPLY = "lose_reply"
    """It is done, and the house does not know."""

    DELAY = "delay"
    """It arrives and is done later, after ``delay``, and the house does not know."""


@attrs.frozen
class Turn:
    """What happens to one request, with its details.

    Attributes:
        reply: what happens.
        amount: what is done of it, when less than asked.
        outcome: class of a decline.
        reason: the gateway's code of a decline.
        delay: until a delayed request arrives.
    """

    reply: Reply
    amount: Money | None = None
    outcome: OutcomeClass = OutcomeClass.DECLINED_SOFT
    reason: str | None = None
    delay: timedelta = timedelta(minutes=1)


@attrs.define
class _Payment:
    """What the gateway knows of one payment; amounts in its currency."""

    currency: str
    held: Decimal = ZERO
    taken: Decimal = ZERO
    given_back: Decimal = ZERO


@attrs.define
class _Done:
    """What came of one request that arrived."""

    request: GatewayRequest
    outcome: Outcome
    at: datetime


class ScriptedGateway:
    """A `PaymentGateway` whose answers are written beforehand; threads may share it.

    Each call of `send` takes the next turn, and when none is left it is approved. A key that the
    gateway remembers gets its first answer again, whatever the turn would have done; only what
    happens to the call itself, such as a lost reply, still does. A key that it has FORGOTTEN is
    done once more: that is the danger to test.

    Args:
        script: what happens to the calls in order.
        clock: gives the aware UTC instant, such as a `ManualClock`.
        key_retention: how long a key is remembered.
        lookup_lag: until `look_up` finds what was done.
        retries_itself: what it says of itself.
        lookup_retention: how long `look_up` finds something; always when left out.

    Attributes:
        sent: every request that left the house, in order.
    """

    def __init__(  # noqa: PLR0913 - what a gateway declares of itself
        self,
        script: Iterable[Turn | Reply],
        clock: Callable[[], datetime],
        *,
        key_retention: timedelta = timedelta(hours=24),
        lookup_lag: timedelta = timedelta(0),
        retries_itself: bool = False,
        lookup_retention: timedelta | None = None,
    ) -> None:
        """Begin without any payment."""
        self.sent: list[GatewayRequest] = []
        self._turns = iter([Turn(one) if isinstance(one, Reply) else one for one in script])
        self._clock = clock
        self._key_retention = key_retention
        self._lookup_lag = lookup_lag
        self._lookup_retention = lookup_retention
        self._retries_itself = retries_itself
        self._keys: dict[str, _Done] = {}
        self._done: list[_Done] = []
        self._payments: dict[str, _Payment] = {}
        self._underway: list[tuple[datetime, GatewayRequest]] = []
        self._named: Counter[str] = Counter()
        self._lock = RLock()

    @property
    def key_retention(self) -> timedelta:
        """How long a key is remembered."""
        return self._key_retention

    @property
    def lookup_lag(self) -> timedelta:
        """Until `look_up` finds what was done."""
        return self._lookup_lag

    @property
    def retries_itself(self) -> bool:
        """What it says of itself."""
        return self._retries_itself

    def send(self, request: GatewayRequest) -> Outcome:
        """Do what the next turn says.

        Raises:
            KeyReused: ``key.reused`` when a remembered key comes with anything else than before.
        """
        with self._lock:
            return self._send(request)

    def _send(self, request: GatewayRequest) -> Outcome:
        turn = next(self._turns, Turn(Reply.APPROVE))
        self._arrivals()
        if turn.reply is Reply.NOT_SENT:
            return Outcome(OutcomeClass.NOT_SENT, reason="no_connection")
        self.sent.append(request)
        if turn.reply is Reply.LOSE_REQUEST:
            return Outcome(OutcomeClass.UNKNOWN, reason="timeout")
        if turn.reply is Reply.DELAY:
            self._underway.append((self._clock() + turn.delay, request))
            return Outcome(OutcomeClass.UNKNOWN, reason="timeout")
        outcome = self._arrive(request, turn, self._clock())
        if turn.reply is Reply.LOSE_REPLY:
            return Outcome(OutcomeClass.UNKNOWN, reason="timeout")
        return outcome

    def look_up(self, key: str) -> Outcome | None:
        """Return what became of a key, as it is now; None when nothing is found."""
        with self._lock:
            return self._found(key)

    def _found(self, key: str) -> Outcome | None:
        self._arrivals()
        now, longest = self._clock(), self._lookup_retention
        for done in self._done:
            age = now - done.at
            if done.request.key == key and age >= self._lookup_lag:
                return done.outcome if longest is None or age < longest else None
        return None

    def guest_pays(self, reference: str) -> Outcome:
        """Let the guest finish a redirect or confirm, and return what the house is told of it.

        Raises:
            NotFound: ``record.not_found`` when nothing of this name waits for the guest.
        """
        done = self._waiting(reference)
        done.outcome = self._do(done.request, done.request.amount, reference)
        return done.outcome

    def guest_gives_up(self, reference: str) -> Outcome:
        """Let the guest leave a redirect or a confirmation, and return what the house is told.

        Raises:
            NotFound: ``record.not_found`` when nothing of this name waits for the guest.
        """
        done = self._waiting(reference)
        soft = OutcomeClass.DECLINED_SOFT
        done.outcome = Outcome(soft, reference=reference, reason="guest_gave_up")
        return done.outcome

    def captured_total(self, currency: str) -> Money:
        """Return all that was really taken, whatever was given back since."""
        return self._total(currency, lambda payment: payment.taken)

    def refunded_total(self, currency: str) -> Money:
        """Return all that was really given back."""
        return self._total(currency, lambda payment: payment.given_back)

    def held_total(self, currency: str) -> Money:
        """Return all that is really held and neither taken nor let go."""
        return self._total(currency, lambda payment: payment.held)

    def _total(self, currency: str, amount: Callable[[_Payment], Decimal]) -> Money:
        found = [amount(one) for one in self._payments.values() if one.currency == currency]
        whole = ZERO
        for one in found:
            whole = add(whole, one)
        return money(whole, currency)

    def _waiting(self, reference: str) -> _Done:
        waits = {OutcomeClass.PENDING, OutcomeClass.ACTION_REQUIRED}
        for done in self._done:
            if done.outcome.reference == reference and done.outcome.outcome in waits:
                return done
        raise NotFound("record.not_found", kind="payment", id=reference)

    def _arrivals(self) -> None:
        now = self._clock()
        due = sorted(
            (one for one in self._underway if one[0] <= now), key=lambda arrival: arrival[0]
        )
        self._underway = [one for one in self._underway if one[0] > now]
        for at, request in due:
            self._arrive(request, Turn(Reply.APPROVE), at)

    def _arrive(self, request: GatewayRequest, turn: Turn, at: datetime) -> Outcome:
        known = self._keys.get(request.key)
        if known is not None and at - known.at < self._key_retention:
            if known.request != request:
                verb = known.request.operation.value
                raise KeyReused("key.reused", key=request.key, verb=verb)
            return known.outcome
        outcome = self._answer(request, turn)
        self._done.append(_Done(request, outcome, at))
        # A record of its own: what the guest does later does not change the answer that was given.
        self._keys[request.key] = _Done(request, outcome, at)
        return outcome

    def _answer(self, request: GatewayRequest, turn: Turn) -> Outcome:
        if turn.reply is Reply.DECLINE:
            reference = self._name(request)
            return Outcome(turn.outcome, reference=reference, reason=turn.reason)
        if turn.reply is Reply.ACTION_REQUIRED:
            return Outcome(OutcomeClass.ACTION_REQUIRED, reference=self._name(request))
        if request.operation is Operation.REDIRECT:
            reference = self._name(request)
            page = f"https://pay.example/{reference}"
            return Outcome(OutcomeClass.PENDING, reference=reference, redirect=page)
        return self._do(request, turn.amount or request.amount, self._name(request))

    def _do(self, request: GatewayRequest, done: Money, reference: str) -> Outcome:
        amount, currency = done.amount, request.amount.currency.code
        if request.operation in {Operation.CHARGE, Operation.REDIRECT}:
            self._payments[reference] = _Payment(currency, taken=amount)
        elif request.operation is Operation.AUTHORISE:
            self._payments[reference] = _Payment(currency, held=amount)
        elif (no := self._moved(request, amount)) is not None:
            return Outcome(OutcomeClass.DECLINED_HARD, reference=reference, reason=no)
        part = done if done != request.amount else None
        return Outcome(OutcomeClass.APPROVED, part, reference)

    def _moved(self, request: GatewayRequest, amount: Decimal) -> str | None:
        """Capture, release or refund; or return the code of the gateway's no."""
        payment = self._payments.get(request.reference or "")
        if payment is None:
            return "no_such_payment"
        if request.operation is Operation.REFUND:
            if amount > subtract(payment.taken, payment.given_back):
                return "amount_too_large"
            payment.given_back = add(payment.given_back, amount)
            return None
        if amount > payment.held:
            return "amount_too_large"
        payment.held = subtract(payment.held, amount)
        if request.operation is Operation.CAPTURE:
            payment.taken = add(payment.taken, amount)
        return None

    def _name(self, request: GatewayRequest) -> str:
        kind = request.operation.value
        self._named[kind] += 1
        return f"{kind}_{self._named[kind]}"
