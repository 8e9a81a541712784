"""Payments through a gateway: written down, sent once, and found out about whatever fails."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import attrs
import pytest
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.tries import tries

from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierShiftOpened, Tender
from axentra_core.folio import (
    CloseFolio,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    ReopenFolio,
    ReversePayment,
)
from axentra_core.hotel import TERMINAL, CardTerminal, verbs
from axentra_core.kernel.actor import SYSTEM, Actor, Grant, Permissions
from axentra_core.kernel.errors import AxentraError, PortError, PortUnavailable
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.payments import (
    Flight,
    Operation,
    Outcome,
    OutcomeClass,
    PaymentCard,
    PaymentStatus,
)
from axentra_core.testing import (
    Failure,
    FaultyStore,
    Reply,
    ScriptedGateway,
    Turn,
    example_property,
)

AYU, DEWI = Actor("staff", "ayu"), Actor("staff", "dewi", ("manager",))
VISA = PaymentCard("tok_81f", "visa", "4242")
APPROVE, DECLINE, NOT_SENT = Reply.APPROVE, Reply.DECLINE, Reply.NOT_SENT
LOSE_REQUEST, LOSE_REPLY = Reply.LOSE_REQUEST, Reply.LOSE_REPLY
OWED = 121_000
HOUR = timedelta(hours=1)
BY_GATEWAY = {PaymentMethod.CARD, PaymentMethod.QR_WALLET}


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


@attrs.define
class Till:
    """A guest in house who owes 121,000 rupiah, and Ayu with a card terminal before a gateway."""

    front: object
    gateway: object
    stay: str
    terminal: CardTerminal

    @property
    def owed(self):
        """What the bill still owes."""
        return self.front.hotel.read.folio(self.stay).balance

    @property
    def lines(self):
        """What payments through the gateway have put on the bill: amounts, negative when taken."""
        lines = self.front.hotel.read.folio(self.stay).lines
        kinds = PaymentTaken | PaymentReversed
        return [one.received for one in lines if isinstance(one, kinds) and one.reference]

    @property
    def taken(self):
        """What the gateway has really taken and not given back."""
        taken, back = self.gateway.captured_total("IDR"), self.gateway.refunded_total("IDR")
        return taken.amount - back.amount

    def payment(self, payment="P1"):
        """Return a payment as it is on record."""
        return self.front.hotel.read.payment(payment)

    def charge(self, amount=OWED, key="c1", **more):
        """Charge the guest's card."""
        return self.terminal.charge(self.stay, idr(amount), VISA, key=key, **more)

    def by(self, actor, hotel=None):
        """Return another terminal before the same gateway."""
        return CardTerminal(hotel or self.front.hotel, self.gateway, actor)


def at_the_till(front, *script, made=ScriptedGateway, **gateway):
    """Return a till whose gateway answers as written."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key())
    asked = made(script, front.clock, **gateway)
    return Till(front, asked, stay, CardTerminal(front.hotel, asked, AYU))


def refused(act, code):
    """Check that an act is refused by a code, and return the refusal."""
    with pytest.raises(AxentraError) as caught:
        act()
    assert caught.value.code == code
    return caught.value


# What comes


def test_a_charge_pays_the_bill(front) -> None:
    """Money that came stands on the bill, with the card that has paid and the payment's id."""
    till = at_the_till(front)
    slip = till.charge()
    assert (slip.payment.status, slip.payment.flight) == (PaymentStatus.CAPTURED, Flight.IDLE)
    assert (slip.outcome.outcome, slip.follow_ups, slip.error) == ("approved", (), None)
    (line,) = [one for one in front.hotel.read.folio(till.stay).lines if one.line > 1]
    assert (line.method, line.amount, line.reference) == ("card", OWED, slip.payment.id)
    assert (line.card.token, line.card.last_four) == ("tok_81f", "4242")
    assert (till.owed, till.taken) == (0, OWED)
    front.check()


def test_less_than_asked_pays_less(front) -> None:
    """A part of the amount is a payment of that part; the rest is still owed."""
    till = at_the_till(front, Turn(APPROVE, idr(100_000)))
    till.charge()
    assert (till.owed, till.lines, till.payment().captured) == (21_000, [100_000], 100_000)


@pytest.mark.parametrize(
    ("turn", "status"),
    [
        *(
            (Turn(DECLINE, outcome=OutcomeClass(no)), "failed")
            for no in ("declined_hard", "declined_soft", "not_active_yet", "exceeds_balance")
        ),
        (NOT_SENT, "failed"),
        (Reply.ACTION_REQUIRED, "needs_guest"),
        (LOSE_REQUEST, "started"),
    ],
    ids=str,
)
def test_money_that_did_not_come_pays_nothing(front, turn, status) -> None:
    """Whatever the answer is but yes, the bill owes what it owed."""
    till = at_the_till(front, turn)
    assert till.charge().payment.status == status
    assert (till.owed, till.lines, till.taken) == (OWED, [], 0)
    front.check()


def test_the_guest_confirms_and_the_money_comes(front) -> None:
    """What waits for the guest is asked about when the gateway says that something happened."""
    till = at_the_till(front, Reply.ACTION_REQUIRED)
    slip = till.charge()
    till.gateway.guest_pays(slip.outcome.reference)
    assert till.terminal.notified(slip.outcome.reference).payment.status == "captured"
    assert (till.owed, till.lines) == (0, [OWED])


def test_a_card_is_asked_again_under_another_key(front) -> None:
    """After a decline that is not for good, as often as was agreed."""
    till = at_the_till(front, DECLINE)
    till.charge(retries=1)
    again = till.terminal.ask_again("P1", Operation.CHARGE, key="c2")
    assert (again.payment.status, till.lines) == ("captured", [OWED])
    assert [one.key for one in till.gateway.sent] == ["P1:1:charge", "P1:2:charge"]


def test_where_the_gateway_tries_again_the_house_does_not(front) -> None:
    """Two who try again are one too many."""
    till = at_the_till(front, DECLINE, retries_itself=True)
    assert till.charge(retries=3).payment.retries == 0


def test_what_is_held_is_on_no_bill(front) -> None:
    """A pre-authorisation may be for more than is owed; captured, it pays; the rest is let go."""
    till = at_the_till(front)
    till.terminal.authorise(till.stay, idr(500_000), VISA, key="a")
    assert (till.lines, till.payment().status, till.payment().held) == ([], "authorised", 500_000)
    till.terminal.capture("P1", idr(OWED), key="b")
    till.terminal.release("P1", key="c")
    assert (till.owed, till.lines, till.payment().held) == (0, [OWED], 0)
    assert till.gateway.held_total("IDR") == idr(0)
    front.check()


def test_a_guest_pays_elsewhere_and_is_heard_of_later(front) -> None:
    """A redirect names a page, waits, and pays the bill once however often it is told."""
    till = at_the_till(front)
    slip = till.terminal.redirect(till.stay, idr(OWED), key="q")
    assert slip.outcome.redirect.startswith("https://")
    assert (slip.payment.status, till.lines) == ("pending", [])
    assert till.terminal.notified("redirect_1").payment.status == "pending"
    till.gateway.guest_pays("redirect_1")
    for name in ("redirect_1", "redirect_1", "P1:1:redirect"):
        assert till.terminal.notified(name).payment.status == "captured"
    (line,) = [one for one in front.hotel.read.folio(till.stay).lines if one.line > 1]
    assert (line.method, line.card, line.amount) == ("qr_wallet", None, OWED)
    refused(lambda: till.terminal.notified("of_another_house"), "record.not_found")
    front.check()


def test_a_guest_who_leaves_the_page_has_not_paid(front) -> None:
    """The gateway says no later, and another payment can be started."""
    till = at_the_till(front)
    till.terminal.redirect(till.stay, idr(OWED), key="q")
    till.gateway.guest_gives_up("redirect_1")
    (slip,) = till.terminal.recover()
    assert (slip.payment.status, till.owed) == ("failed", OWED)
    till.charge()
    assert till.owed == 0


# What may be asked


def test_no_more_is_charged_than_is_owed(front) -> None:
    """Unless it is paid in advance; of a bill and a window that are there."""
    till = at_the_till(front)
    front.refuses(lambda: till.charge(OWED + 1), "folio.overpayment")
    front.refuses(lambda: till.charge(window=99), "folio.window_unknown")
    charge = till.terminal.charge
    front.refuses(lambda: charge("S9", idr(1), VISA, key="k"), "record.not_found")
    front.refuses(lambda: till.charge(key="k", amount=0), "money.must_be_positive")
    euro = money(1, "EUR")
    front.refuses(lambda: charge(till.stay, euro, VISA, key="k"), "money.currency_mismatch")
    assert till.gateway.sent == []
    till.charge(OWED + 1, in_advance=True)
    assert till.owed == -1


def test_a_window_is_paid_by_what_is_paid_for_it(front) -> None:
    """The window is a fact of the payment: what comes counts there."""
    till = at_the_till(front)
    front.desk.move_charge(till.stay, 1, 2, "the company pays", key="m")
    front.refuses(till.charge, "folio.overpayment")
    till.charge(window=2)
    windows = front.hotel.read.folio(till.stay).windows
    assert [(one.window, one.paid) for one in windows] == [(1, 0), (2, OWED)]


def test_what_is_on_its_way_is_not_asked_for_again(front) -> None:
    """While a guest pays on their phone, the desk does not charge the same once more."""
    till = at_the_till(front)
    till.terminal.redirect(till.stay, idr(100_000), key="q")
    why = front.refuses(till.charge, "hotel.payment_under_way").values
    assert (why["payments"], why["under_way"], why["owed"]) == ("P1", 100_000, OWED)
    till.charge(21_000)
    till.charge(50_000, key="c2", in_advance=True)
    till.gateway.guest_pays("redirect_1")
    till.terminal.recover()
    assert till.owed == -50_000


def test_nothing_is_asked_for_a_closed_bill(front) -> None:
    """Neither taken nor given back, for the bill could not bear it."""
    till = at_the_till(front)
    till.charge()
    till.terminal.authorise(till.stay, idr(10), VISA, key="a")
    front.put(CloseFolio(till.stay))
    front.refuses(lambda: till.charge(1, key="c2", in_advance=True), "folio.closed")
    front.refuses(lambda: till.terminal.capture("P2", key="k", in_advance=True), "folio.closed")
    front.refuses(lambda: till.terminal.refund("P1", key="r"), "folio.closed")
    till.terminal.release("P2", key="l")
    assert till.payment("P2").status == "released"


def test_who_may_not_give_back_does_not(store, open_front) -> None:
    """To refund and to release ask for their own permission."""
    only = Permissions((Grant("till", ("folio.take_payment",)),))
    own = attrs.evolve(example_property(), permissions=only)
    front = open_front(store, own)
    system = front.hotel.by(SYSTEM)
    system.reserve(
        arrival=front.hotel.read.business_date,
        departure=front.hotel.read.business_date + timedelta(days=1),
        room_type="DLX",
        prices=[idr(1)],
        name="Siti",
        key="r",
    )
    gateway = ScriptedGateway((), front.clock)
    terminal = CardTerminal(front.hotel, gateway, Actor("staff", "ayu", ("till",)))
    terminal.charge("S1", idr(500), VISA, in_advance=True, key="c")
    terminal.authorise("S1", idr(500), VISA, key="a")
    for act in (lambda: terminal.refund("P1", key="k"), lambda: terminal.release("P2", key="k")):
        assert front.refuses(act, "permission.missing").values["permission"] == "folio.pay_refund"
    terminal.capture("P2", in_advance=True, key="k")


# What goes back


def test_a_refund_is_owed_again(front) -> None:
    """What is given back in parts is taken off the line that has paid, and never more than came."""
    till = at_the_till(front)
    till.charge()
    till.terminal.refund("P1", idr(21_000), key="r1")
    assert (till.owed, till.lines) == (21_000, [OWED, -21_000])
    more = lambda: till.terminal.refund("P1", idr(100_001), key="r2")  # noqa: E731
    front.refuses(more, "payments.refund_too_large")
    till.terminal.refund("P1", key="r2")
    assert (till.owed, till.taken, till.payment().status) == (OWED, 0, "refunded")
    front.check()


def test_a_refund_of_two_captures_takes_both_lines_off(front) -> None:
    """The oldest line first, wherever it was moved to since."""
    till = at_the_till(front)
    till.terminal.authorise(till.stay, idr(OWED), VISA, key="a")
    till.terminal.capture("P1", idr(100_000), key="b")
    till.terminal.capture("P1", key="c")
    front.desk.move_payment(till.stay, 2, 2, "for the room", key="m")
    till.terminal.refund("P1", idr(110_000), key="r")
    assert till.lines == [100_000, 21_000, -100_000, -10_000]
    assert till.owed == 110_000


def test_a_refund_that_was_declined_changes_nothing(front) -> None:
    """What the gateway does not give back is not owed again."""
    till = at_the_till(front, APPROVE, DECLINE)
    till.charge()
    assert till.terminal.refund("P1", key="r").payment.status == "captured"
    assert (till.owed, till.taken) == (0, OWED)


def test_money_of_the_gateway_goes_back_through_it(front) -> None:
    """Taken off by hand the guest would stay charged: the gateway refunds, the bill follows."""
    till = at_the_till(front)
    slip = till.charge()
    refusal = front.refuses(
        lambda: front.boss.reverse_payment(till.stay, 2, "mistyped", key="r"),
        "hotel.paid_through_gateway",
    )
    assert refusal.values == {"payment": slip.payment.id}


def test_what_does_not_stand_on_the_bill_is_not_given_back(front) -> None:
    """A line of which less is left, however that came, has to be put right first."""
    till = at_the_till(front)
    till.charge()
    front.put(ReversePayment(till.stay, 2, "mistyped", idr(21_000)))
    why = front.refuses(lambda: till.terminal.refund("P1", key="r"), "hotel.capture_not_on_bill")
    assert (why.values["on_bill"], why.values["amount"]) == (100_000, OWED)
    till.terminal.refund("P1", idr(100_000), key="r")


def test_a_chargeback_is_owed_until_it_is_won(front) -> None:
    """The bank takes back a part, and the house wins it again; told twice, it is once."""
    till = at_the_till(front)
    till.charge()
    for key in ("b1", "b2"):
        front.boss.record_chargeback("P1", idr(21_000), "dp_1", "10.4", key=key)
    assert (till.owed, till.lines) == (21_000, [OWED, -21_000])
    for key in ("w1", "w2"):
        front.hotel.by(SYSTEM).record_chargeback_reversed("P1", idr(21_000), "dp_1", key=key)
    assert (till.owed, till.lines) == (0, [OWED, -21_000, 21_000])
    till.terminal.refund("P1", key="r")
    assert (till.owed, till.payment().left) == (OWED, 0)


def test_a_chargeback_after_the_guest_has_left_is_left_to_the_cashier(front) -> None:
    """The bill is closed, and the money is gone all the same: somebody has to decide."""
    till = at_the_till(front)
    till.charge()
    front.put(CloseFolio(till.stay))
    done = front.boss.record_chargeback("P1", idr(OWED), "dp_1", "10.4", key="b")
    (left,) = done.follow_ups
    assert (left.code, left.act, left.concerns) == (
        "folio.closed",
        "folio.ReversePayment",
        "cashier",
    )
    assert (till.owed, till.payment().status) == (0, "charged_back")
    front.put(ReopenFolio(till.stay, "charged back"))
    front.desk.retry_follow_up(left.follow_up, key="again")
    assert till.owed == OWED


def test_money_that_comes_after_the_bill_is_closed_is_not_lost(front) -> None:
    """A page that was paid late leaves a follow-up, which is done once there is a bill again."""
    till = at_the_till(front)
    till.terminal.redirect(till.stay, idr(OWED), key="q")
    front.settle(till.stay)
    front.put(CloseFolio(till.stay))
    till.gateway.guest_pays("redirect_1")
    (slip,) = till.terminal.recover()
    assert (slip.payment.status, [one.code for one in slip.follow_ups]) == (
        "captured",
        ["folio.closed"],
    )
    front.put(ReopenFolio(till.stay, "paid twice"))
    front.desk.retry_follow_up(slip.follow_ups[0].follow_up, key="again")
    assert (till.owed, till.lines) == (-OWED, [OWED])


# Drawers


def test_what_a_cashier_takes_stands_in_their_shift(front) -> None:
    """Taken and given back, also when the outcome is found out by the house itself."""
    till = at_the_till(front, LOSE_REPLY)
    shift = front.desk.open_cashier_shift(key="s").one(CashierShiftOpened).cashier_shift
    till.charge()
    till.by(TERMINAL).recover()
    till.terminal.refund("P1", idr(21_000), key="r")
    till.terminal.redirect(till.stay, idr(21_000), key="q")
    till.gateway.guest_pays("redirect_1")
    till.terminal.notified("redirect_1")
    till.terminal.refund("P2", idr(1_000), key="r2")
    takings = front.hotel.read.cashier_shift(shift).takings
    assert {one.tender: (one.received, one.refunded) for one in takings} == {
        Tender.CARD: (OWED, 21_000),
        Tender.QR_WALLET: (21_000, 1_000),
    }
    front.check()


def test_what_the_house_itself_takes_stands_in_no_shift(front) -> None:
    """Nor what a cashier has begun who has no shift any more."""
    till = at_the_till(front, LOSE_REPLY)
    shift = front.desk.open_cashier_shift(key="s").one(CashierShiftOpened).cashier_shift
    till.charge(21_000)
    front.desk.close_cashier_shift(shift, [])
    till.terminal.recover()
    later = front.desk.open_cashier_shift(key="s2").one(CashierShiftOpened).cashier_shift
    till.by(TERMINAL).charge(till.stay, idr(1_000), VISA, key="auto")
    till.by(TERMINAL).refund("P2", key="auto-back")
    assert front.hotel.read.cashier_shift(shift).takings == ()
    assert front.hotel.read.cashier_shift(later).takings == ()


# Faults


class Watched(ScriptedGateway):
    """A gateway that looks what the house has written down before it is asked."""

    hotel = None

    def send(self, request):
        """Find the intent on record."""
        (payment,) = self.hotel.read.payments_in_flight()
        assert (payment.open.key, payment.open.amount) == (request.key, request.amount.amount)
        return super().send(request)


def test_the_intent_is_on_record_before_the_gateway_is_asked(front) -> None:
    """No unit of work is open while money moves: whoever looks finds what is being asked."""
    till = at_the_till(front, made=Watched)
    till.gateway.hotel = front.hotel
    till.charge()
    till.terminal.refund("P1", key="r")
    assert till.owed == OWED


@pytest.mark.parametrize("lost", [LOSE_REPLY, LOSE_REQUEST], ids=str)
def test_what_was_lost_is_found_out(front, lost) -> None:
    """A lost reply is looked up, a lost request sent again under its own key: it comes once."""
    till = at_the_till(front, lost)
    slip = till.charge()
    assert (slip.payment.flight, till.owed) == (Flight.UNKNOWN, OWED)
    front.refuses(lambda: till.terminal.refund("P1", key="r"), "payments.outcome_unknown")
    (found,) = till.by(TERMINAL).recover()
    assert (found.payment.status, till.owed, till.taken) == ("captured", 0, OWED)
    assert {one.key for one in till.gateway.sent} == {"P1:1:charge"}
    assert till.terminal.recover() == ()
    front.check()


class Dead(BaseException):
    """A process ends."""


class Deadly(ScriptedGateway):
    """A gateway that does what it is asked, whereupon the house's process ends."""

    def send(self, request):
        """Do it, and do not come back."""
        super().send(request)
        raise Dead


@pytest.mark.parametrize("finds", ["recover", "the same again", "notified"])
def test_a_process_that_dies_after_it_has_sent_takes_nothing_twice(front, finds) -> None:
    """Whoever comes next finds it out, by whatever way."""
    till = at_the_till(front, made=Deadly)
    with pytest.raises(Dead):
        till.charge()
    assert (till.owed, till.taken) == (OWED, OWED)
    if finds == "recover":
        till.by(TERMINAL).recover()
    elif finds == "notified":
        till.terminal.notified("P1:1:charge")
    else:
        till.charge()
    assert (till.owed, till.taken, len(till.gateway.sent)) == (0, OWED, 1)
    front.check()


@pytest.mark.parametrize("failure", Failure, ids=str)
@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("again", [True, False])
def test_wherever_the_store_fails_it_is_paid_once(front, nth, failure, again) -> None:
    """At the intent or at the outcome, before or after it was kept: one payment in the end."""
    till = at_the_till(front)
    faulty = FaultyStore(front.store, nth, failure, counting="commits", lasting=True)
    with suppress(PortError):
        till.by(AYU, front.over(faulty)).charge(till.stay, idr(OWED), VISA, key="c1")
    if again:
        till.charge()
    till.by(TERMINAL).recover()
    if (nth, failure) == (1, Failure.BEFORE_EFFECT) and not again:
        assert (till.owed, till.taken, till.gateway.sent) == (OWED, 0, [])
    else:
        assert (till.owed, till.taken, till.lines) == (0, OWED, [OWED])
        assert len({one.key for one in till.gateway.sent}) == 1
    front.check()


def test_said_twice_under_one_key_is_charged_once(front) -> None:
    """The second press of the button shows the same payment, and sends nothing."""
    till = at_the_till(front)
    assert till.charge().payment == till.charge().payment
    assert (till.lines, len(till.gateway.sent)) == ([OWED], 1)
    refused(lambda: till.charge(1), "key.reused")


class Forgetful(Deadly):
    """A gateway without idempotency keys, before which the first process ends."""

    def send(self, request):
        """Do whatever comes, as often as it comes."""
        if self.sent:
            raise AssertionError("sent twice")
        return super().send(request)


def test_without_idempotency_keys_nothing_is_ever_sent_twice(front) -> None:
    """Not even by who says the same again: what was perhaps sent is left to a person."""
    nothing = timedelta(0)
    till = at_the_till(front, made=Forgetful, key_retention=nothing, lookup_retention=nothing)
    with pytest.raises(Dead):
        till.charge()
    for _ in range(4):
        till.charge()
        till.terminal.recover()
        front.clock.move(HOUR)
    assert till.payment().flight is Flight.UNKNOWN
    (left,) = front.hotel.read.follow_ups()
    assert (left.code, left.concerns) == ("hotel.outcome_to_find", "cashier")
    assert "P1:1:charge" in left.sentence


class Silent(ScriptedGateway):
    """A gateway that cannot be asked about what it has done."""

    def look_up(self, key):
        """Answer nothing of use."""
        del key
        return Outcome(OutcomeClass.UNKNOWN)


def unknown_for_good(front, reply):
    """Return a till at which nobody knows what became of a charge, however long one waits."""
    till = at_the_till(front, reply, made=Silent)
    till.charge()
    for _ in range(6):
        (slip,) = till.terminal.recover()
        assert slip.payment.flight is Flight.UNKNOWN
        front.clock.move(10 * HOUR)
    return till


@pytest.mark.parametrize("reply", [LOSE_REPLY, LOSE_REQUEST], ids=str)
def test_what_cannot_be_found_out_is_asked_of_one_person_once(front, reply) -> None:
    """One follow-up with the key to look for, which closes when somebody has said what happened."""
    till = unknown_for_good(front, reply)
    (left,) = front.hotel.read.follow_ups()
    assert (left.cause, left.act, left.code) == (
        "P1",
        "payment.FindOutcome",
        "hotel.outcome_to_find",
    )
    retry = lambda: front.desk.retry_follow_up(left.id, key="k")  # noqa: E731
    front.refuses(retry, "hotel.not_repeatable")
    said = {"happened": reply is LOSE_REPLY, "reason": "on the statement of the bank", "key": "u"}
    clerk = lambda: front.desk.settle_unknown("P1", 1, **said)  # noqa: E731
    front.refuses(clerk, "permission.missing")
    front.boss.settle_unknown("P1", 1, **said)
    assert front.hotel.read.follow_ups() == ()
    assert OWED - till.owed == till.taken
    assert till.terminal.recover() == ()
    front.check()


def test_what_a_person_has_said_wrongly_is_told_when_the_gateway_knows_better(front) -> None:
    """A late word of the gateway never goes unheard, and moves nothing by itself."""
    till = unknown_for_good(front, LOSE_REPLY)
    front.boss.settle_unknown("P1", 1, happened=False, reason="nothing on the list", key="u")
    till.gateway.look_up = lambda key: ScriptedGateway.look_up(till.gateway, key)
    for _ in range(2):
        till.terminal.notified("P1:1:charge")
    (left,) = front.hotel.read.follow_ups()
    assert (left.code, left.concerns) == ("hotel.gateway_contradicts", "cashier")
    assert (till.owed, till.payment().contradicted) == (OWED, 1)


class Generous(ScriptedGateway):
    """A gateway that says it has done more than it was asked, and has a strange name for it."""

    def send(self, request):
        """Do as asked, and say something else."""
        done = super().send(request)
        return attrs.evolve(done, amount=request.amount * 2, reference="no name")


def test_an_answer_that_cannot_be_right_is_left_to_a_person(front) -> None:
    """It is not believed, and it does not get lost."""
    till = at_the_till(front, made=Generous)
    slip = till.charge()
    assert [one.code for one in slip.follow_ups] == ["hotel.outcome_to_find"]
    assert (slip.payment.flight, till.owed) == (Flight.UNKNOWN, OWED)
    (found,) = till.terminal.recover()
    assert (found.payment.status, till.owed) == ("captured", 0)
    assert front.hotel.read.follow_ups() == ()


class Moody(ScriptedGateway):
    """A gateway whose adapter fails for one payment."""

    def look_up(self, key):
        """Fail for the first."""
        if key.startswith("P1"):
            raise PortUnavailable("store.unavailable")
        return super().look_up(key)


def test_one_that_cannot_be_looked_after_does_not_keep_the_others_waiting(front) -> None:
    """Each is told with what became of it, or why nothing did."""
    till = at_the_till(front, LOSE_REPLY, LOSE_REPLY, made=Moody)
    till.charge(100_000)
    till.charge(21_000, key="c2")
    one, other = till.terminal.recover()
    assert (one.error.code, other.error) == ("store.unavailable", None)
    assert till.lines == [21_000]


# Two at once


def in_parallel(acts):
    """Do everything at once, each in its own thread, and return results and errors."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except AxentraError as error:
            return error.code

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_tills_that_capture_one_payment_at_once_capture_it_once(front) -> None:
    """One wins; the other is told that something is on its way, or that nothing is held."""
    till = at_the_till(front)
    till.terminal.authorise(till.stay, idr(OWED), VISA, key="a")
    answers = in_parallel(
        [lambda key=key: till.by(AYU).capture("P1", key=key) for key in ("one", "two")]
    )
    told = {answer for answer in answers if isinstance(answer, str)}
    assert told <= {"payments.in_flight", "payments.nothing_held", "folio.overpayment"}
    assert len(answers) - len([one for one in answers if isinstance(one, str)]) == 1
    assert (till.owed, till.taken, till.lines) == (0, OWED, [OWED])
    front.check()


def test_two_tills_that_charge_one_bill_at_once_charge_it_once(front) -> None:
    """What one of them asks for the other sees, or is decided again."""
    till = at_the_till(front)
    answers = in_parallel(
        [
            lambda key=key: till.by(AYU).charge(till.stay, idr(OWED), VISA, key=key)
            for key in ("one", "two", "three")
        ]
    )
    told = [answer for answer in answers if isinstance(answer, str)]
    assert set(told) <= {"hotel.payment_under_way", "folio.overpayment"}
    assert (len(told), till.owed, till.taken) == (2, 0, OWED)
    front.check()


def test_one_request_at_two_tills_at_once_is_one_charge(front) -> None:
    """The same key: who has not written the intent looks the charge up instead of sending it."""
    till = at_the_till(front)
    in_parallel([till.charge] * 3)
    till.terminal.recover()
    assert (till.owed, till.taken, till.lines) == (0, OWED, [OWED])


# Readers


def test_payments_are_found_by_bill_by_name_and_while_they_wait(front) -> None:
    """What was asked for a payment is told in order."""
    till = at_the_till(front, APPROVE, LOSE_REPLY)
    till.charge(100_000)
    front.clock.move(HOUR)
    till.charge(21_000, key="c2")
    read = front.hotel.read
    assert [one.id for one in read.payments(till.stay)] == ["P1", "P2"]
    assert [one.id for one in read.payments_in_flight()] == ["P2"]
    assert [one.id for one in read.payments_by_reference("charge_1")] == ["P1"]
    assert [(one.number, one.key) for one in read.operations("P1")] == [(1, "P1:1:charge")]
    refused(lambda: read.payment("P9"), "record.not_found")
    refused(lambda: read.operations("P9"), "record.not_found")


# Whatever fails


class Modest(ScriptedGateway):
    """A gateway that does no more than it is asked, whatever was written for it."""

    def _do(self, request, done, reference):
        return super()._do(request, min(done, request.amount), reference)


@st.composite
def turns(draw):
    """Return what happens to one call of the gateway."""
    part = draw(st.none() | st.integers(1, 5_000).map(idr))
    return Turn(
        draw(st.sampled_from(Reply)),
        part,
        draw(st.sampled_from([OutcomeClass.DECLINED_HARD, OutcomeClass.DECLINED_SOFT])),
        delay=timedelta(minutes=draw(st.integers(1, 90))),
    )


ACTS = st.sampled_from(["charge", "authorise", "capture", "release", "refund", "redirect", "pay"])


@tries(30, suppress_health_check=list(HealthCheck))
@for_all(
    script=st.lists(turns(), max_size=8),
    acts=st.lists(
        st.tuples(ACTS, st.integers(0, 9), st.integers(1, 9_000), st.integers(0, 4), st.booleans()),
        min_size=1,
        max_size=8,
    ),
    lag=st.sampled_from([timedelta(0), timedelta(minutes=30)]),
)
def test_whatever_fails_the_bill_has_what_the_gateway_has(open_front, script, acts, lag) -> None:
    """Lost, late and repeated: after all was found out each capture is one line, never two."""
    front = open_front(MemoryStore())
    till = at_the_till(front, *script, made=Modest, lookup_lag=lag)
    for number, (act, which, amount, nth, after) in enumerate(acts):
        failure = Failure.AFTER_EFFECT if after else Failure.BEFORE_EFFECT
        faulty = FaultyStore(front.store, nth % 4, failure, counting="commits")
        terminal = till.by(AYU, front.over(faulty))
        known = front.hotel.read.payments(till.stay)
        payment = known[which % len(known)] if known else None
        key, said = f"x{number // 2}-{act}", idr(amount)
        with suppress(AxentraError):
            if act in {"charge", "authorise"}:
                getattr(terminal, act)(till.stay, said, VISA, key=key)
            elif act == "redirect":
                terminal.redirect(till.stay, said, key=key)
            elif act == "pay" and payment is not None and payment.reference is not None:
                till.gateway.guest_pays(payment.reference)
            elif act != "pay" and payment is not None:
                part = said if which % 2 else None
                getattr(terminal, act)(payment.id, part, key=key)
        front.clock.move(timedelta(minutes=number))
    # What was perhaps sent once is sent again until it arrives, however often nothing leaves.
    for _ in range(6 + len(script)):
        slips = till.terminal.recover()
        assert [slip.error for slip in slips if slip.error is not None] == []
        front.clock.move(HOUR)
    waits = {OutcomeClass.PENDING, OutcomeClass.ACTION_REQUIRED}
    assert {one.open.known for one in front.hotel.read.payments_in_flight()} <= waits
    assert front.hotel.read.follow_ups() == ()
    payments = front.hotel.read.payments(till.stay)
    assert total(till.lines) == till.taken == total(one.left for one in payments)
    came = total(line for line in till.lines if line > 0)
    assert came == till.gateway.captured_total("IDR").amount
    assert came == total(one.captured for one in payments)
    assert OWED - till.owed == till.taken
    front.check()


def test_a_payment_says_where_it_belongs() -> None:
    """What a bill reads is in the verb, and nothing of the card beyond its last four digits."""
    verb = verbs.StartPayment("S1", Operation.CHARGE, idr(Decimal(1)), VISA, 2)
    assert (verb.window, verb.in_advance, verb.retries, verb.payment) == (2, False, 0, None)
    assert "tok_81f" not in repr(verb)
