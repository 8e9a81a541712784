"""Whatever fails between a hotel and Stripe: each capture is one line of the bill, never two."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
import stripe
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.adapters.fake_stripe import API_KEY, DONE, FakeStripe, Fault
from tests.tries import tries

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.stripe import StripeGateway
from axentra_core.folio import PaymentReversed, PaymentTaken
from axentra_core.hotel import CardTerminal, Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.money import money
from axentra_core.payments import PaymentCard, PaymentStatus
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, example_property

VISA = PaymentCard("cus_1:pm_card_visa", "visa", "4242")
OWED = 121_000
HOUR = timedelta(hours=1)
ONE_OF_EACH = [
    Fault.LOST_REQUEST,
    Fault.LOST_REPLY,
    Fault.ERROR_DONE,
    Fault.ERROR_NOT_DONE,
    Fault.UNKNOWN_STATUS,
    Fault.RATE_LIMITED,
    Fault.UNAUTHORISED,
]
FAULTS = [fault for fault in Fault if fault is not Fault.SLOW_REPLY]


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Keep the package from writing files and from asking a proxy."""
    monkeypatch.setattr(stripe, "enable_telemetry", False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


@attrs.define
class Desk:
    """A guest who owes 121,000 rupiah, and a terminal before Stripe."""

    hotel: Hotel
    clock: ManualClock
    server: FakeStripe
    stay: str
    terminal: CardTerminal

    @property
    def owed(self):
        """What the bill still owes."""
        return self.hotel.read.folio(self.stay).balance

    @property
    def lines(self):
        """What came through the gateway, negative when it went back."""
        lines = self.hotel.read.folio(self.stay).lines
        kinds = PaymentTaken | PaymentReversed
        return [one.received for one in lines if isinstance(one, kinds) and one.reference]

    def find_out(self):
        """Ask what became of everything, again and again, until a person would be asked."""
        for _ in range(10):
            slips = self.terminal.recover()
            self.clock.move(3 * HOUR)
        return slips

    def check(self):
        """Check that the bill and Stripe agree, and that nothing was taken twice."""
        really = Decimal(self.server.total() - self.server.refunded()) / 100
        assert sum(self.lines) == really == OWED - self.owed
        assert set(self.server.captures.values()) <= {1}
        taken = [one for one in self.server.intents.values() if one["amount_received"]]
        keys = [one["metadata"]["axentra_key"] for one in taken]
        assert len(keys) == len(set(keys))
        came = [line for line in self.lines if line > 0]
        assert sorted(came) == sorted(Decimal(one["amount_received"]) / 100 for one in taken)


def at_the_desk(server, clock, **gateway):
    """Return a desk before a server."""
    hotel = Hotel(MemoryStore(), example_property(), ids=SequentialIds(), clock=clock)
    today = date(2026, 11, 23)
    hotel.open(on=today)
    desk = hotel.by(Actor("staff", "ayu"))
    booked = desk.reserve(
        arrival=today,
        departure=today + timedelta(days=2),
        room_type="DLX",
        prices=[idr(850_000)] * 2,
        name="Siti Rahma",
    )
    stay = booked.one(StayBooked).stay
    desk.check_in(stay, room="2034")
    desk.charge_to_room(stay, "FNB", idr(100_000), key="dinner")
    wallet = {"wallet": "paynow", "return_url": "https://hotel.example/paid"}
    made = StripeGateway(API_KEY, api_base=server.address, **wallet, **gateway)
    return Desk(hotel, clock, server, stay, CardTerminal(hotel, made, Actor("staff", "ayu")))


@pytest.fixture
def desk():
    """A desk before a server whose search is a few minutes behind."""
    clock = ManualClock()
    with FakeStripe(clock, search_lag=timedelta(minutes=3)) as server:
        yield at_the_desk(server, clock)


@pytest.mark.parametrize("read", [Fault.NONE, Fault.MALFORMED], ids=str)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_charge_is_one_line_whatever_fails(desk, fault, read) -> None:
    """What was taken is found and posted once; what was not is asked for once more at most."""
    desk.server.script.append(fault)
    desk.server.reads.append(read)
    with suppress(AxentraError):
        desk.terminal.charge(desk.stay, idr(OWED), VISA, key="c1")
    desk.find_out()
    desk.check()
    expected = {Fault.ERROR_NOT_DONE: 0, Fault.GARBLED_ERROR: 0, Fault.RATE_LIMITED: 0}
    assert len(desk.lines) == expected.get(fault, 1)
    is_left = fault in {Fault.ERROR_NOT_DONE, Fault.GARBLED_ERROR}
    assert len(desk.hotel.read.follow_ups()) == is_left
    assert set(desk.server.keys_of("POST")) == {"P1:1:charge"}


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("fault", ONE_OF_EACH, ids=str)
def test_what_follows_is_one_line_whatever_fails(desk, fault, place) -> None:
    """A capture, the mark before a refund and the refund itself."""
    desk.server.script.extend([Fault.NONE] * place)
    desk.server.script.append(fault)
    desk.terminal.authorise(desk.stay, idr(OWED), VISA, key="a")
    with suppress(AxentraError):
        desk.terminal.capture("P1", key="c")
    desk.find_out()
    desk.check()
    with suppress(AxentraError):
        desk.terminal.refund("P1", idr(21_000), key="r")
    desk.find_out()
    desk.check()


def test_a_notice_that_comes_first_is_one_line(desk) -> None:
    """Stripe tells of the payment before the house has its answer, and tells it twice."""
    desk.server.script.append(Fault.LOST_REPLY)
    desk.terminal.charge(desk.stay, idr(OWED), VISA, key="c1")
    desk.clock.move(HOUR)
    for _ in range(2):
        slip = desk.terminal.notified("P1:1:charge")
        assert slip.payment.status is PaymentStatus.CAPTURED
    assert desk.terminal.notified("pi_1").payment.id == "P1"
    assert (desk.lines, desk.owed) == ([OWED], 0)


def test_a_page_is_paid_once(desk) -> None:
    """The guest pays elsewhere, and the house asks."""
    slip = desk.terminal.redirect(desk.stay, idr(OWED), key="q")
    assert slip.outcome.redirect == "https://pay.example/pi_1"
    desk.server.guest_pays("pi_1")
    desk.clock.move(HOUR)
    desk.terminal.notified("pi_1")
    desk.terminal.recover()
    assert (desk.lines, desk.owed) == ([OWED], 0)
    desk.check()


def test_what_is_held_is_taken_in_part_and_the_rest_let_go(desk) -> None:
    """Stripe lets go of the rest at the capture; the house hears it at the release."""
    desk.terminal.authorise(desk.stay, idr(500_000), VISA, key="a")
    desk.terminal.capture("P1", idr(OWED), key="b")
    slip = desk.terminal.release("P1", key="c")
    assert (slip.payment.held, desk.owed) == (0, 0)
    for name in ("pi_1", "P1:1:authorise"):
        desk.clock.move(HOUR)
        assert desk.terminal.notified(name).payment.contradicted == 0
    desk.check()


@tries(15, suppress_health_check=list(HealthCheck))
@for_all(
    script=st.lists(st.sampled_from([*FAULTS, *DONE - {Fault.SLOW_REPLY}]), max_size=8),
    reads=st.lists(st.sampled_from(FAULTS), max_size=6),
    acts=st.lists(
        st.tuples(
            st.sampled_from(["charge", "authorise", "capture", "release", "refund", "redirect"]),
            st.integers(0, 3),
            st.integers(1, 9_000),
        ),
        min_size=2,
        max_size=6,
    ),
)
def test_whatever_fails_the_bill_has_what_stripe_has(script, reads, acts) -> None:
    """Faults in any order, on what writes and on what reads: the books agree in the end."""
    clock = ManualClock()
    with FakeStripe(clock, script, search_lag=timedelta(minutes=3)) as server:
        server.reads.extend(reads)
        desk = at_the_desk(server, clock)
        for number, (act, which, amount) in enumerate(acts):
            known = desk.hotel.read.payments(desk.stay)
            payment = known[which % len(known)].id if known else "P1"
            part, key = idr(amount) if which % 2 else None, f"x{number}"
            with suppress(AxentraError):
                if act in {"charge", "authorise"}:
                    getattr(desk.terminal, act)(desk.stay, idr(amount), VISA, key=key)
                elif act == "redirect":
                    slip = desk.terminal.redirect(desk.stay, idr(amount), key=key)
                    if which and slip.outcome is not None and slip.outcome.reference:
                        server.guest_pays(slip.outcome.reference)
                else:
                    getattr(desk.terminal, act)(payment, part, key=key)
            clock.move(timedelta(minutes=20))
            desk.terminal.recover()
        desk.find_out()
        desk.check()
