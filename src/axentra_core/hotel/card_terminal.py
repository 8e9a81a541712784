"""A payment through a gateway from end to end: the only place that calls the port.

The intent is committed, the gateway is asked, the answer is committed. A process may die between
any two of them: `CardTerminal.recover` finds out what became of what was begun.
"""

from hashlib import sha256
from typing import Final

import attrs

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done
from axentra_core.hotel.hotel import Hotel
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput, RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.payments import (
    GatewayRequest,
    NextStep,
    OpenOperation,
    Operation,
    OperationStarted,
    Outcome,
    OutcomeClass,
    Payment,
    PaymentCard,
    PaymentGateway,
    PaymentStarted,
    answered,
    may_send,
    request_of,
    what_to_do,
)
from axentra_core.payments.sending import NO_ANSWER

# What a gateway says is the word of nobody at the desk.
TERMINAL: Final = Actor("system", "card-terminal")

Begun = PaymentStarted | OperationStarted


@attrs.frozen
class Slip:
    """How a payment stands after the gateway was asked.

    Attributes:
        payment: as it is on record now; its status tells whether the money came.
        outcome: what the gateway has said this time, with the page on which a guest goes on; None
            where it was not asked, or knows nothing.
        follow_ups: what should have followed and could not; somebody has to act.
        error: why `CardTerminal.recover` could do nothing about this payment now.
    """

    payment: Payment
    outcome: Outcome | None = None
    follow_ups: tuple[FollowUpLeft, ...] = ()
    error: AxentraError | None = None


class CardTerminal:
    """Takes money by card or elsewhere, holds it, and gives it back.

    Each method takes the idempotency key of who asks: said again under it, nothing is begun anew,
    but what became of it is found out. All raise what `Hotel.do` raises, before the gateway is
    asked or after; what was asked already is found by `recover`.

    Args:
        hotel: where everything is written down.
        gateway: who moves the money.
        actor: who begins payments; outcomes are recorded by the terminal itself.
    """

    def __init__(self, hotel: Hotel, gateway: PaymentGateway, actor: Actor = TERMINAL) -> None:
        """Stand between a hotel and a gateway."""
        self.actor = actor
        self._hotel = hotel
        self._gateway = gateway

    # --- what is asked ---

    def charge(  # noqa: PLR0913 - a payment says that much
        self,
        folio: str,
        amount: Money,
        card: PaymentCard,
        *,
        window: int = 1,
        in_advance: bool = False,
        retries: int = 0,
        key: str,
    ) -> Slip:
        """Take an amount from a card at once."""
        return self._start(
            verbs.StartPayment(
                folio, Operation.CHARGE, amount, card, window, in_advance, self._budget(retries)
            ),
            key,
        )

    def authorise(  # noqa: PLR0913 - a payment says that much
        self,
        folio: str,
        amount: Money,
        card: PaymentCard,
        *,
        window: int = 1,
        retries: int = 0,
        key: str,
    ) -> Slip:
        """Hold an amount on a card (pre-authorisation); no bill is touched."""
        return self._start(
            verbs.StartPayment(
                folio, Operation.AUTHORISE, amount, card, window, retries=self._budget(retries)
            ),
            key,
        )

    def redirect(
        self, folio: str, amount: Money, *, window: int = 1, in_advance: bool = False, key: str
    ) -> Slip:
        """Let the guest pay elsewhere, such as a QR wallet; the outcome names the page."""
        verb = verbs.StartPayment(folio, Operation.REDIRECT, amount, None, window, in_advance)
        return self._start(verb, key)

    def capture(
        self, payment: str, amount: Money | None = None, *, in_advance: bool = False, key: str
    ) -> Slip:
        """Take what is held, or a part of it."""
        return self._start(
            verbs.StartOperation(payment, Operation.CAPTURE, amount, in_advance), key
        )

    def release(self, payment: str, amount: Money | None = None, *, key: str) -> Slip:
        """Let go of what is held, or of a part of it."""
        return self._start(verbs.StartOperation(payment, Operation.RELEASE, amount), key)

    def refund(self, payment: str, amount: Money | None = None, *, key: str) -> Slip:
        """Give back what was taken, or a part of it."""
        return self._start(verbs.StartOperation(payment, Operation.REFUND, amount), key)

    def ask_again(
        self,
        payment: str,
        operation: Operation,
        amount: Money | None = None,
        *,
        in_advance: bool = False,
        key: str,
    ) -> Slip:
        """Ask once more for money that did not come: authorise, charge or redirect."""
        return self._start(verbs.StartOperation(payment, operation, amount, in_advance), key)

    def charge_planned(self, stay: str, number: int, *, key: str) -> Slip | None:
        """Take a planned payment that is due; None where its plan says why nothing is charged."""
        done = self._hotel.do(verbs.ClaimPayment(stay, number), actor=self.actor, key=key)
        begun = next((one for one in done.events if isinstance(one, Begun)), None)
        return None if begun is None else self._ask(done, begun)

    # --- what becomes of it ---

    def notified(self, name: str) -> Slip:
        """Ask the gateway about a payment of which it has told that something has happened.

        What is told over the network is not believed, only asked about. Said twice, it changes
        nothing the second time.

        Args:
            name: the gateway's name of the payment, or the key under which it was asked.

        Raises:
            NotFound: ``record.not_found`` for what is no payment of this hotel.
        """
        payment = self._named(name)
        slip = Slip(payment)
        for begun in self._hotel.read.operations(payment.id):
            answer = self._gateway.look_up(begun.key)
            if answer is not None and answer.outcome not in NO_ANSWER:
                slip = self._record(payment.id, begun, answer, again=True)
        return slip

    def recover(self) -> tuple[Slip, ...]:
        """Find out what became of all that was begun and has no outcome; say it every few minutes.

        One that cannot be looked after now does not keep the others waiting.
        """
        slips = []
        for payment in self._hotel.read.payments_in_flight():
            if payment.open is None:
                continue
            try:
                slips.append(self._look_after(payment, payment.open))
            except AxentraError as error:
                slips.append(Slip(payment, error=error))
        return tuple(slips)

    # --- how ---

    def _budget(self, retries: int) -> int:
        # Two who try again are one too many.
        return 0 if self._gateway.retries_itself else retries

    def _start(self, verb: object, key: str) -> Slip:
        done = self._hotel.do(verb, actor=self.actor, key=key)
        return self._ask(done, next(one for one in done.events if isinstance(one, Begun)))

    def _ask(self, done: Done, begun: Begun) -> Slip:
        """Ask the gateway for what has been begun, or find out what became of it before."""
        read = self._hotel.read
        payment = read.payment(begun.payment)
        operation, request = payment.open, request_of(payment)
        if operation is None or request is None or operation.number != begun.number:
            return Slip(payment)
        if done.is_repeated:
            return self._look_after(payment, operation)
        if not may_send(operation, read.now, self._gateway.key_retention):
            return Slip(payment)
        return self._record(payment.id, operation, self._gateway.send(request), again=False)

    def _look_after(self, payment: Payment, operation: OpenOperation) -> Slip:
        """Do the next thing about an operation that was perhaps sent."""
        gateway = self._gateway
        answer, request = gateway.look_up(operation.key), request_of(payment)
        step = what_to_do(
            operation, answer, self._hotel.read.now, gateway.key_retention, gateway.lookup_lag
        )
        if step is NextStep.RECORD and answer is not None:
            return self._record(payment.id, operation, answer, again=True)
        if step is NextStep.RESEND_SAME_KEY and request is not None:
            if self._hotel.read.is_given_up(payment.id):
                # Perhaps it was never sent, and then it never is; a person says so in the end.
                return Slip(payment, answer)
            return self._send_again(payment, operation, request)
        if step is NextStep.ASK_A_PERSON:
            return self._ask_a_person(payment.id, operation.number, answer)
        return Slip(payment, answer)

    def _send_again(
        self, payment: Payment, operation: OpenOperation, request: GatewayRequest
    ) -> Slip:
        """Send once more what the first sender may still be sending."""
        if operation.known is None:
            # From now on nobody's "it did not leave" means that nothing has happened.
            slip = self._record(payment.id, operation, Outcome(OutcomeClass.UNKNOWN), again=True)
            still = slip.payment.open
            if still is None or still.number != operation.number:
                return slip
        now, gateway = self._hotel.read.now, self._gateway
        if not may_send(operation, now, gateway.key_retention, again=True):
            return Slip(self._hotel.read.payment(payment.id))
        return self._record(payment.id, operation, gateway.send(request), again=True)

    def _record(
        self, payment: str, begun: Begun | OpenOperation, outcome: Outcome, *, again: bool
    ) -> Slip:
        """Write an answer down; one that cannot be right is left to a person."""
        read = self._hotel.read
        try:
            said = answered(payment, begun.number, outcome, again=again)
            verb = verbs.RecordOutcome(
                said.payment, said.number, said.outcome, said.amount, said.reference, said.reason
            )
            # The same answer at the same point is one commit, and at a later point another.
            digest = sha256(repr(verb).encode()).hexdigest()[:16]
            key = f"{begun.key}:{read.version('payment', payment)}:{digest}"
            done = self._hotel.do(verb, actor=TERMINAL, key=key)
        except (RuleViolation, InvalidInput):
            return self._ask_a_person(payment, begun.number, outcome)
        return Slip(self._hotel.read.payment(payment), outcome, done.follow_ups)

    def _ask_a_person(self, payment: str, number: int, answer: Outcome | None) -> Slip:
        done = self._hotel.do(verbs.AskAPerson(payment, number), actor=TERMINAL)
        return Slip(self._hotel.read.payment(payment), answer, done.follow_ups)

    def _named(self, name: str) -> Payment:
        read = self._hotel.read
        if found := read.payments_by_reference(name):
            return found[0]
        # A key begins with the payment's id, which may have colons itself.
        return read.payment(name.rsplit(":", 2)[0])
