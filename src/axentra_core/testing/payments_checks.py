"""What must hold of automatic payments after every move, and when all has come to rest."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from axentra_core.folio import PaymentReversed, PaymentTaken
from axentra_core.hotel import AutomaticPayments, CardTerminal, Hotel
from axentra_core.hotel.ports import Clock, Ids
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import Money, money
from axentra_core.payment_rules import PlannedStatus, PlanStatus
from axentra_core.payments import Flight, Payment
from axentra_core.payments.sending import REACH
from axentra_core.testing.doubles import ManualClock, SequentialIds
from axentra_core.testing.exploration import Capture, End, Truth

MANAGER: Final = Actor("staff", "dewi", ("manager",))
OVER: Final = frozenset({PlannedStatus.CHARGED, PlannedStatus.SKIPPED, PlannedStatus.CANCELLED})
LEFT_TO_STAFF: Final = frozenset(
    {PlannedStatus.FAILED, PlannedStatus.BLOCKED, PlannedStatus.ATTENTION}
)
# What a planned payment is called by begins so.
PLANNED: Final = "a1:"
# So often a worker comes again before the hotel must be at rest.
MOST_ROUNDS: Final = 9


class Checks:
    """What must hold, of one hotel after the other: its configuration is read once."""

    def __init__(
        self,
        hotel: Callable[[Clock, Ids], Hotel],
        stays: Sequence[str],
        most: Decimal,
        *,
        is_virtual: bool,
    ) -> None:
        """Look at one hotel after the other.

        Args:
            hotel: builds one; its store is replaced by whatever is to be looked at.
            stays: the reservations in it.
            most: what each costs.
            is_virtual: their card can be charged once.
        """
        self._stays, self._most, self._is_virtual = stays, most, is_virtual
        self._clock = ManualClock()
        self._hotel = hotel(self._now, _LastIds())

    def _now(self) -> datetime:
        return self._clock()

    def always(self, truth: Truth) -> None:
        """Nothing is taken twice, and nothing is sent while another outcome is not known."""
        _check_captures(truth.captures, is_virtual=self._is_virtual)
        if truth.sending is None or not truth.sending.key.startswith(PLANNED):
            return
        own = _payment_of(truth.sending.key)
        # What a clerk charges by hand is another debt, and a payment of its own.
        others = {_payment_of(key) for key in truth.left if key.startswith(PLANNED)} - {own}
        self._hotel.store = truth.store()
        for payment in map(self._hotel.read.payment, sorted(others)):
            if payment.open is not None:
                raise AssertionError(
                    f"{truth.sending.key} is sent while nobody knows what became of"
                    f" {payment.open.key}"
                )

    def at_the_end(self, end: End) -> None:
        """All that was taken is on a bill, and nothing is left that nobody looks after."""
        self._hotel.store, self._clock = end.store, end.clock
        self._bring_to_rest(end)
        _check_captures(end.captures, is_virtual=self._is_virtual)
        _check_bills(self._hotel, end.captures, self._stays, most=self._most)
        _check_plans(self._hotel, self._stays)

    def _bring_to_rest(self, end: End) -> None:
        hotel = self._hotel
        payments = AutomaticPayments(hotel, CardTerminal(hotel, end.gateway))
        for _ in range(MOST_ROUNDS):
            payments.run()
            flying = hotel.read.payments_in_flight()
            for payment in flying:
                _settle(hotel, payment, end.captures)
            if hotel.read.payments_in_flight():
                gateway = end.gateway
                end.clock.move(max(gateway.key_retention, 2 * REACH) + gateway.lookup_lag)
            elif (due := self._next_due()) is not None:
                end.clock.now = max(due, end.clock.now)
            elif not flying:
                return
        raise AssertionError("the hotel does not come to rest")

    def _next_due(self) -> datetime | None:
        """Return when the next payment is due that nobody has to look at before."""
        plans = [self._hotel.read.payment_plan(stay) for stay in self._stays]
        waits = [plan.next for plan in plans if plan.status is PlanStatus.EXPECTED]
        return min((one.due.at for one in waits if one is not None), default=None)


class _LastIds(SequentialIds):
    """Ids that no worker has given."""

    def new(self, kind: str) -> str:
        return f"end-{super().new(kind)}"


def _settle(hotel: Hotel, payment: Payment, captures: Iterable[Capture]) -> None:
    """Settle by the gateway's own books what was left to a person, and nothing else."""
    left = [one for one in hotel.read.follow_ups() if one.cause == payment.id]
    if payment.open is None or payment.flight is not Flight.UNKNOWN or not left:
        return
    found = next((one for one in captures if one.request.key == payment.open.key), None)
    hotel.by(MANAGER).settle_unknown(
        payment.id,
        payment.open.number,
        happened=found is not None,
        reason="read in the gateway's own books",
        amount=None if found is None else found.amount,
        reference=None if found is None else found.reference,
        key=f"settle-{payment.open.key}",
    )


def _payment_of(key: str) -> str:
    return key.rsplit(":", 2)[0]


def _planned(payment: str) -> str:
    """Return the planned payment that an attempt is of; the payment itself where it is none."""
    return payment.rpartition(":")[0] if payment.startswith(PLANNED) else payment


def _check_captures(captures: Iterable[Capture], *, is_virtual: bool) -> None:
    by_payment = Counter(_planned(_payment_of(one.request.key)) for one in captures)
    for payment, often in by_payment.items():
        if often > 1:
            raise AssertionError(f"{payment} was captured {often} times")
    if is_virtual and by_payment.total() > 1:
        raise AssertionError(f"a virtual card was charged {by_payment.total()} times")


def _check_bills(
    hotel: Hotel, captures: Iterable[Capture], stays: Iterable[str], *, most: Decimal
) -> None:
    """Every capture is one payment on a bill, or a task where the bill has closed meanwhile."""
    taken = Counter((_payment_of(one.request.key), one.amount) for one in captures)
    for left in hotel.read.follow_ups():
        if left.act == "folio.TakePayment":
            amount = left.arguments["amount"]
            taken[left.arguments["reference"], money(amount["amount"], amount["currency"])] -= 1
    on_bill: Counter[tuple[str, Money]] = Counter()
    for stay in stays:
        folio = hotel.read.folio(stay)
        lines = [one for one in folio.lines if isinstance(one, PaymentTaken | PaymentReversed)]
        for line in lines:
            if line.reference is not None:
                on_bill[line.reference, Money(line.received, folio.currency)] += 1
        if (paid := sum((one.received for one in lines), Decimal(0))) > most:
            raise AssertionError(f"{paid} was paid for {stay}, which costs {most}")
    if +taken != on_bill:
        raise AssertionError(
            f"captured but not on a bill: {[*(taken - on_bill)]};"
            f" on a bill but not captured: {[*(on_bill - taken)]}"
        )


def _check_plans(hotel: Hotel, stays: Iterable[str]) -> None:
    """Every planned payment is over or is somebody's task, and no card is held."""
    tasks = {one.cause for one in hotel.read.follow_ups()}
    for stay in stays:
        plan = hotel.read.payment_plan(stay)
        for payment in plan.payments:
            is_task = f"payment_plan:{stay}:{payment.number}" in tasks
            if payment.status in OVER or (payment.status in LEFT_TO_STAFF and is_task):
                continue
            raise AssertionError(f"payment {payment.number} of {stay} is left {payment.status}")
        card = hotel.read.guest_card(plan.card)
        if card.held_by is not None:
            raise AssertionError(f"card {card.id} is held by {card.held_by} for ever")
