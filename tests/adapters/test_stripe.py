"""The adapter for Stripe says what became of a payment, and asks for nothing twice."""

import json
import socket
import subprocess
import sys
import time
import traceback
from datetime import timedelta
from decimal import Decimal

import pytest
import stripe
from moneyed import Money
from tests.adapters.fake_stripe import API_KEY, FakeStripe, Fault
from urllib3 import PoolManager
from urllib3.exceptions import NewConnectionError

from axentra_core.adapters.stripe import StripeGateway
from axentra_core.adapters.stripe_amounts import minor_units, money_of
from axentra_core.adapters.stripe_answers import DECLINES, STATUSES, of_intent, of_refund
from axentra_core.kernel.errors import AxentraError, InvalidInput, KeyReused, PortRefused
from axentra_core.kernel.money import money
from axentra_core.payments import GatewayRequest, Operation, OutcomeClass, PaymentGateway
from axentra_core.testing import GatewayContract, ManualClock, Reply, ScriptedGateway

AUTHORISE, CAPTURE, RELEASE = Operation.AUTHORISE, Operation.CAPTURE, Operation.RELEASE
CHARGE, REFUND, REDIRECT = Operation.CHARGE, Operation.REFUND, Operation.REDIRECT
APPROVED, PENDING, UNKNOWN = OutcomeClass.APPROVED, OutcomeClass.PENDING, OutcomeClass.UNKNOWN
HARD, SOFT = OutcomeClass.DECLINED_HARD, OutcomeClass.DECLINED_SOFT
NOT_SENT, ACTION = OutcomeClass.NOT_SENT, OutcomeClass.ACTION_REQUIRED
VISA = "pm_card_visa"
SECRET = "whsec_test"
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
WALLET = {"wallet": "paynow", "return_url": "https://hotel.example/paid"}


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Keep the package from writing files and from asking a proxy."""
    monkeypatch.setattr(stripe, "enable_telemetry", False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def clock():
    """A clock that only moves when it is told to."""
    return ManualClock()


@pytest.fixture
def server(clock):
    """Stripe on loopback."""
    with FakeStripe(clock) as server:
        yield server


@pytest.fixture
def gateway(server):
    """The adapter before it."""
    return before(server)


def before(server, **more):
    """Return an adapter before a server."""
    return StripeGateway(API_KEY, api_base=server.address, **{**WALLET, **more})


def closed_port():
    """Return an address where nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}"


def asks(operation, amount="100", key="k1", card=VISA, reference=None):
    """Return a request for euro."""
    return GatewayRequest(key, operation, money(amount, "EUR"), card, reference)


# The contract


class TestStripeGateway(GatewayContract):
    """All that a gateway owes, against a server."""

    card = VISA

    @pytest.fixture(autouse=True)
    def _server(self, server, clock):
        self.server, self.clock = server, clock

    def make_gateway(self, *replies: Reply) -> PaymentGateway:
        """Return the adapter before a server to which this happens."""
        if replies == (Reply.NOT_SENT,):
            return StripeGateway(API_KEY, api_base=closed_port())
        self.server.search_lag = timedelta(minutes=1)
        if replies == (Reply.DECLINE,):
            self.server.decline_next = "pm_card_chargeDeclined"
        lost = {Reply.LOSE_REQUEST: Fault.LOST_REQUEST, Reply.LOSE_REPLY: Fault.LOST_REPLY}
        self.server.script.extend(lost.get(one, Fault.NONE) for one in replies)
        return before(self.server, lookup_lag=timedelta(minutes=1))

    def wait(self, duration: timedelta) -> None:
        """Let the server's time pass."""
        self.clock.move(duration)

    def taken(self) -> Money:
        """Return what the server has captured."""
        return money(Decimal(self.server.total()) / 100, "EUR")


class TestScriptedGateway(GatewayContract):
    """The gateway of the tests owes the same."""

    def make_gateway(self, *replies: Reply) -> PaymentGateway:
        """Return a gateway that does as written."""
        self.clock = ManualClock()
        self.made = ScriptedGateway(replies, self.clock, lookup_lag=HOUR)
        return self.made

    def wait(self, duration: timedelta) -> None:
        """Let its time pass."""
        self.clock.move(duration)

    def taken(self) -> Money:
        """Return what it has taken."""
        return self.made.captured_total("EUR")


def test_it_says_of_itself_what_stripe_promises(gateway) -> None:
    """Keys for a day, a search that may be an hour behind, and no retries of its own."""
    assert (gateway.key_retention, gateway.lookup_lag) == (DAY, HOUR)
    assert gateway.retries_itself is False


# What an answer means


@pytest.mark.parametrize("code", DECLINES)
def test_a_decline_is_what_the_table_says(server, gateway, code) -> None:
    """Of the same class when it is looked up, with Stripe's own code as the reason."""
    server.decline_next = f"pm_decline_{code}"
    said = gateway.send(asks(CHARGE))
    assert (said.outcome, said.reason, said.reference) == (DECLINES[code], code[:32], "pi_1")
    assert gateway.look_up("k1") == said
    assert server.total() == 0


@pytest.mark.parametrize(
    ("card", "outcome", "reason"),
    [
        ("pm_card_chargeDeclinedInsufficientFunds", SOFT, "insufficient_funds"),
        ("pm_card_chargeDeclinedStolenCard", HARD, "stolen_card"),
        ("pm_card_chargeDeclinedExpiredCard", HARD, "expired_card"),
        ("pm_card_authenticationRequired", ACTION, "authentication_required"),
        ("pm_decline_of_next_year", SOFT, "of_next_year"),
        ("pm_missing", HARD, "resource_missing"),
        ("pm_requires_action", ACTION, None),
        ("pm_processing", PENDING, None),
        ("pm_canceled", SOFT, "canceled"),
    ],
)
def test_a_test_card_does_what_stripe_says_of_it(gateway, card, outcome, reason) -> None:
    """Lost is for good, poor is for now, and a code that nobody knows is unknown."""
    said = gateway.send(asks(CHARGE, card=card))
    assert (said.outcome, said.reason) == (outcome, reason)


def made(cls, **fields):
    """Return an object of Stripe's, with fields that its type has."""
    usual = {"id": "x_1", "amount": 100, "currency": "eur", "metadata": {}}
    if cls is stripe.PaymentIntent:
        usual |= {"amount_received": 100, "amount_capturable": 100, "last_payment_error": None}
    assert set(usual | fields) <= set(cls.__annotations__)
    return cls.construct_from(usual | fields, "sk_test_1")


@pytest.mark.parametrize(("operation", "status"), STATUSES, ids=str)
def test_a_status_means_what_the_table_says(operation, status) -> None:
    """The same status is another outcome for another operation."""
    if operation is REFUND:
        said = of_refund(made(stripe.Refund, status=status))
    else:
        said = of_intent(made(stripe.PaymentIntent, status=status), operation)
    assert said.outcome is STATUSES[operation, status]


@pytest.mark.parametrize("operation", Operation)
def test_a_status_that_nobody_knows_is_unknown(operation) -> None:
    """What Stripe adds one day is not taken for a yes, nor for a no."""
    if operation is REFUND:
        said = of_refund(made(stripe.Refund, status="returned_to_sender"))
    else:
        said = of_intent(made(stripe.PaymentIntent, status="returned_to_sender"), operation)
    assert (said.outcome, said.reason) == (UNKNOWN, "returned_to_sender")


def test_less_than_asked_is_said(gateway) -> None:
    """Whatever amount Stripe names is passed on, so that the house can compare it."""
    intent = made(stripe.PaymentIntent, status="succeeded", amount_received=99)
    said = of_intent(intent, CHARGE, money(1, "EUR"))
    assert said.amount == money("0.99", "EUR")
    other = of_intent(made(stripe.PaymentIntent, status="succeeded", currency="usd"), CHARGE)
    assert other.amount == money(1, "USD")


# What fails


@pytest.mark.parametrize(
    ("fault", "outcome", "reason", "found"),
    [
        (Fault.LOST_REQUEST, UNKNOWN, "no_answer", None),
        (Fault.LOST_REPLY, UNKNOWN, "no_answer", APPROVED),
        (Fault.CUT_REPLY, UNKNOWN, "no_answer", APPROVED),
        (Fault.ERROR_DONE, UNKNOWN, "no_answer", APPROVED),
        (Fault.ERROR_NOT_DONE, UNKNOWN, "no_answer", None),
        (Fault.GARBLED_ERROR, UNKNOWN, "no_answer", None),
        (Fault.MALFORMED, UNKNOWN, "no_answer", APPROVED),
        (Fault.NO_OBJECT, UNKNOWN, "unreadable", APPROVED),
        (Fault.NO_AMOUNT, UNKNOWN, "unreadable", APPROVED),
        (Fault.UNKNOWN_STATUS, UNKNOWN, "requires_patience", APPROVED),
        (Fault.IN_USE, UNKNOWN, "idempotency_key_in_use", None),
        (Fault.LOCKED, UNKNOWN, "lock_timeout", None),
        (Fault.RATE_LIMITED, NOT_SENT, "rate_limited", None),
    ],
    ids=str,
)
def test_what_is_not_certain_is_unknown(server, gateway, fault, outcome, reason, found) -> None:
    """Only what was certainly not done is said not to be; what was done is found by its key."""
    server.script.append(fault)
    said = gateway.send(asks(CHARGE))
    assert (said.outcome, said.reason) == (outcome, reason)
    heard = gateway.look_up("k1")
    assert (heard and heard.outcome) == found
    assert len(server.keys_of("POST")) == 1


@pytest.mark.parametrize("fault", [Fault.UNAUTHORISED, Fault.FORBIDDEN, Fault.BAD_REQUEST], ids=str)
def test_what_is_wrong_with_the_adapter_is_refused(server, gateway, fault) -> None:
    """Nothing was done, and nothing will be before somebody has put it right."""
    server.script.append(fault)
    server.reads.append(fault)
    for act in (lambda: gateway.send(asks(CHARGE)), lambda: gateway.look_up("k1")):
        with pytest.raises(PortRefused) as refused:
            act()
        assert refused.value.code == "gateway.refused"
        assert API_KEY not in "".join(traceback.format_exception(refused.value))
    assert server.total() == 0
    assert gateway.send(asks(CHARGE)).outcome is APPROVED


@pytest.mark.parametrize(
    "fault",
    [
        Fault.LOST_REQUEST,
        Fault.MALFORMED,
        Fault.NO_OBJECT,
        Fault.NO_AMOUNT,
        Fault.ERROR_DONE,
        Fault.RATE_LIMITED,
        Fault.LOCKED,
        Fault.CUT_REPLY,
    ],
    ids=str,
)
def test_a_look_up_that_fails_says_nothing(server, gateway, fault) -> None:
    """Not asked is not the same as not found: there is always an answer, and it is no None."""
    gateway.send(asks(CHARGE))
    server.reads.append(fault)
    assert gateway.look_up("k1").outcome is UNKNOWN
    assert gateway.look_up("k1").outcome is APPROVED


def test_an_answer_that_takes_too_long_is_unknown(server) -> None:
    """While it is worked on the same key is told to wait; afterwards it gets the first answer."""
    server.script.append(Fault.SLOW_REPLY)
    gateway = before(server, timeout=timedelta(milliseconds=100))
    assert gateway.send(asks(CHARGE)).outcome is UNKNOWN
    said = gateway.send(asks(CHARGE))
    assert (said.outcome, said.reason) == (UNKNOWN, "idempotency_key_in_use")
    server.held_back.set()
    patient = before(server)
    for _ in range(100):
        if (said := patient.send(asks(CHARGE))).outcome is APPROVED:
            break
        time.sleep(0.01)
    assert (said.outcome, server.captures) == (APPROVED, {"pi_1": 1})


def test_an_earlier_fault_says_nothing_of_this_request(server, gateway) -> None:
    """Whoever sends while they handle a failed connection has still sent."""
    server.script.append(Fault.LOST_REPLY)
    with PoolManager() as pool:
        try:
            pool.request("GET", closed_port(), retries=False)
        except NewConnectionError:
            assert gateway.send(asks(CHARGE)).outcome is UNKNOWN
    assert server.total() == 10_000


def test_an_error_is_remembered_with_its_key(server, gateway) -> None:
    """Stripe replays its answer, also a 500: only the look-up tells what has happened."""
    server.script.append(Fault.ERROR_DONE)
    assert [gateway.send(asks(CHARGE)).outcome for _ in range(3)] == [UNKNOWN] * 3
    assert gateway.look_up("k1").outcome is APPROVED
    assert server.captures == {"pi_1": 1}


def test_what_was_done_twice_is_seen(server, gateway, clock) -> None:
    """A key that Stripe has forgotten is done once more; then a person has to look."""
    gateway.send(asks(CHARGE))
    clock.move(DAY)
    assert gateway.send(asks(CHARGE)).reference == "pi_2"
    found = gateway.look_up("k1")
    assert (found.outcome, found.reason) == (UNKNOWN, "found_twice")


def test_a_search_may_be_behind(clock) -> None:
    """Until then nothing is found, and what is found is asked for as it is now."""
    with FakeStripe(clock, search_lag=timedelta(minutes=5)) as server:
        gateway = before(server)
        gateway.send(asks(AUTHORISE))
        assert gateway.look_up("k1") is None
        clock.move(timedelta(minutes=5))
        assert gateway.look_up("k1").outcome is APPROVED


@pytest.mark.parametrize("fault", [Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.MALFORMED], ids=str)
@pytest.mark.parametrize("operation", [RELEASE, REFUND])
def test_a_lost_mark_means_that_nothing_has_left(server, gateway, operation, fault) -> None:
    """Before money goes back its key is put on the payment; without that it is not asked for."""
    gateway.send(asks(AUTHORISE if operation is RELEASE else CHARGE))
    server.script.append(fault)
    asked = asks(operation, key="k2", reference="pi_1")
    assert gateway.send(asked).outcome is NOT_SENT
    assert (server.intents["pi_1"]["status"] == "canceled", server.refunds) == (False, [])
    assert gateway.send(asked).outcome is APPROVED


@pytest.mark.parametrize("operation", [CAPTURE, RELEASE, REFUND])
@pytest.mark.parametrize("fault", [Fault.LOST_REQUEST, Fault.LOST_REPLY], ids=str)
def test_what_follows_is_found_by_its_key(server, gateway, operation, fault) -> None:
    """A capture, a release and a refund are looked up like a charge."""
    gateway.send(asks(CHARGE if operation is REFUND else AUTHORISE))
    server.script.extend([] if operation is CAPTURE else [Fault.NONE])
    server.script.append(fault)
    asked = asks(operation, key="k2", reference="pi_1")
    assert gateway.send(asked).outcome is UNKNOWN
    found = gateway.look_up("k2")
    assert (found and found.outcome) == (APPROVED if fault is Fault.LOST_REPLY else None)
    assert gateway.send(asked).outcome is APPROVED
    assert len(server.refunds) == (operation is REFUND)
    assert server.captures["pi_1"] == (operation is not RELEASE)


# What is asked


def test_every_key_is_made_from_the_request(server, gateway) -> None:
    """A new process asks with the same keys: nothing about them is by chance."""
    keys = []
    for _ in range(2):
        server.asked.clear()
        gateway.send(asks(AUTHORISE))
        gateway.send(asks(CAPTURE, key="k2", reference="pi_1"))
        gateway.send(asks(REFUND, key="k3", reference="pi_1"))
        keys.append(server.keys_of("POST"))
    assert keys[0] == keys[1]
    assert [key for key in keys[0] if len(key) == 2] == ["k1", "k2", "k3"]


def test_the_same_key_with_other_content_is_refused(gateway) -> None:
    """An amount that changed is another request."""
    gateway.send(asks(CHARGE))
    with pytest.raises(KeyReused) as refused:
        gateway.send(asks(CHARGE, "99"))
    assert refused.value.values == {"key": "k1", "verb": "charge"}


def test_a_saved_card_is_charged_with_its_customer(server, gateway) -> None:
    """The token names both, as Stripe asks for when the guest is not there."""
    gateway.send(asks(CHARGE, card="cus_1:pm_card_visa"))
    intent = server.intents["pi_1"]
    assert (intent["customer"], intent["payment_method"]) == ("cus_1", VISA)
    assert intent["payment_method_types"] == {"0": "card"}
    assert "k1" in intent["metadata"].values()


@pytest.mark.parametrize(
    ("request_", "outcome", "reason"),
    [
        (asks(CHARGE, card="tok_81f"), HARD, "token_unknown"),
        (asks(CHARGE, card="cus_1"), HARD, "token_unknown"),
        (asks(AUTHORISE, card=None), HARD, "token_unknown"),
        (asks(REFUND), NOT_SENT, "no_reference"),
        (GatewayRequest("k", CHARGE, Money("0.001", "EUR"), VISA), NOT_SENT, "amount_not_exact"),
        (GatewayRequest("k", CHARGE, Money("1.5", "JPY"), VISA), NOT_SENT, "amount_not_exact"),
    ],
)
def test_what_stripe_could_not_take_is_not_sent(server, gateway, request_, outcome, reason) -> None:
    """It is known before anything leaves the house."""
    said = gateway.send(request_)
    assert (said.outcome, said.reason, server.asked) == (outcome, reason, [])


def test_a_hotel_without_a_wallet_sends_nobody_away(server) -> None:
    """No page is made up."""
    gateway = StripeGateway(API_KEY, api_base=server.address)
    assert gateway.send(asks(REDIRECT)).reason == "no_wallet"
    assert server.asked == []


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("12.50", "EUR", 1250),
        ("121000", "IDR", 12_100_000),
        ("500", "JPY", 500),
        ("500", "MGA", 500),
        ("5", "ISK", 500),
        ("5", "UGX", 500),
        ("10.45", "HUF", 1045),
        ("800.45", "TWD", 80_045),
        ("5.12", "KWD", 5120),
        ("999999999999", "IDR", 99_999_999_999_900),
    ],
)
def test_an_amount_is_written_in_stripes_units(amount, currency, units) -> None:
    """By Stripe's own table, and back again exactly."""
    given = Money(amount, currency)
    assert minor_units(given) == units
    assert money_of(units, currency.lower()) == given


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0.001", "EUR"), ("0.5", "JPY"), ("5.5", "ISK"), ("1.5", "UGX"), ("5.124", "KWD")],
)
def test_an_amount_between_stripes_steps_is_refused(amount, currency) -> None:
    """It is not rounded: that would charge another amount."""
    with pytest.raises(InvalidInput) as refused:
        minor_units(Money(amount, currency))
    assert refused.value.code == "money.too_many_decimals"


@pytest.mark.parametrize(
    ("units", "currency"), [(None, "eur"), (True, "eur"), (1.5, "eur"), (0, "eur"), (1, "xyz")]
)
def test_what_is_no_amount_is_not_read_as_one(units, currency) -> None:
    """A field that is missing or odd is nobody's money."""
    with pytest.raises(InvalidInput):
        money_of(units, currency)


def test_a_part_of_what_is_held_is_not_let_go(server, gateway) -> None:
    """Stripe cannot, and says so before anything is canceled."""
    gateway.send(asks(AUTHORISE))
    said = gateway.send(asks(RELEASE, "40", "k2", reference="pi_1"))
    assert (said.outcome, said.reason) == (HARD, "partial_release")
    assert server.intents["pi_1"]["status"] == "requires_capture"
    assert gateway.look_up("k2") is None


def test_what_stripe_has_let_go_itself_is_let_go(server, gateway) -> None:
    """An authorisation that has run out is released; that it was held once is contradicted."""
    gateway.send(asks(AUTHORISE))
    server.intents["pi_1"] |= {"status": "canceled", "amount_capturable": 0}
    assert gateway.look_up("k1").reason == "canceled"
    assert gateway.send(asks(RELEASE, key="k2", reference="pi_1")).outcome is APPROVED
    assert gateway.send(asks(CAPTURE, key="k3", reference="pi_1")).outcome is HARD


def test_a_release_that_stripe_refuses_for_it_is_done_is_done(server, gateway, monkeypatch) -> None:
    """Between the mark and the release the authorisation ran out."""
    gateway.send(asks(AUTHORISE))
    marked = server._mark

    def run_out(intent, metadata):
        marked(intent, metadata)
        late = dict(intent)
        intent["status"] = "canceled"
        intent.update(late if "axentra_key" in metadata else {})

    monkeypatch.setattr(server, "_mark", run_out)
    said = gateway.send(asks(RELEASE, key="k2", reference="pi_1"))
    assert said.outcome is APPROVED


def test_nothing_is_taken_of_what_is_not_there(gateway) -> None:
    """A payment of another account is none of this one."""
    for operation in (CAPTURE, RELEASE, REFUND):
        said = gateway.send(asks(operation, key=f"k-{operation}", reference="pi_9"))
        assert (said.outcome, said.reason) == (HARD, "resource_missing")


def test_a_refund_may_take_its_time(gateway) -> None:
    """Pending is not done; the look-up says the same."""
    gateway.send(asks(CHARGE, card="pm_slow_refund"))
    said = gateway.send(asks(REFUND, key="k2", reference="pi_1"))
    assert (said.outcome, said.reference) == (PENDING, "re_1")
    assert gateway.look_up("k2") == said


def test_a_guest_pays_elsewhere(server, gateway) -> None:
    """The page is told, and the look-up tells when they have paid."""
    said = gateway.send(asks(REDIRECT, card=None))
    assert (said.outcome, said.redirect) == (PENDING, "https://pay.example/pi_1")
    assert "pay.example" not in repr(said)
    server.guest_pays("pi_1")
    assert gateway.look_up("k1").outcome is APPROVED


def test_a_guest_confirms(server, gateway) -> None:
    """The same payment succeeds that was declined for want of a confirmation."""
    said = gateway.send(asks(CHARGE, card="pm_card_authenticationRequired"))
    server.guest_pays(said.reference)
    assert gateway.look_up("k1").outcome is APPROVED


# What it is told


def notice(thing, *, kind="payment_intent.succeeded", live=False, secret=SECRET, at=None, **more):
    """Return a notice of Stripe's and its signature."""
    event = {"object": "event", "id": "evt_1", "type": kind, "livemode": live}
    body = json.dumps({**event, "data": {"object": thing}, **more})
    signed = stripe.WebhookSignature.generate_signature_header(body, secret, at)
    return body.encode(), signed


INTENT = {"object": "payment_intent", "id": "pi_1", "metadata": {"axentra_key": "P1:1:charge"}}


@pytest.fixture
def told():
    """An adapter that is told things and asks nothing."""
    return StripeGateway(API_KEY, webhook_secret=SECRET)


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (INTENT, "P1:1:charge"),
        ({**INTENT, "metadata": {}}, "pi_1"),
        ({"object": "charge", "id": "ch_1", "payment_intent": "pi_1"}, "pi_1"),
        ({"object": "dispute", "id": "dp_1", "payment_intent": "pi_1", "metadata": {}}, "pi_1"),
        (
            {"object": "refund", "payment_intent": "pi_1", "metadata": {"axentra_key": "P1:2:r"}},
            "P1:2:r",
        ),
    ],
)
def test_a_notice_names_the_payment(told, thing, name) -> None:
    """By the key it was asked under, or else by Stripe's own name."""
    assert told.named_by(*notice(thing)) == name


@pytest.mark.parametrize(
    ("payload", "signature"),
    [
        notice(INTENT, secret="whsec_other"),
        notice(INTENT, at=1_600_000_000),
        (b"{}", "t=1,v1=é"),
        (b"\xff", "t=1,v1=00"),
        (b"{}", ""),
        (b"{}", None),
        (notice(INTENT)[0], notice({**INTENT, "id": "pi_2"})[1]),
    ],
    ids=["another secret", "old", "no digits", "no text", "empty", "none", "another's"],
)
def test_what_stripe_has_not_signed_is_not_believed(told, payload, signature) -> None:
    """Another secret, another text, an old one, or none at all."""
    with pytest.raises(PortRefused) as refused:
        told.named_by(payload, signature)
    assert refused.value.code == "gateway.not_signed"
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_without_a_secret_nothing_is_believed() -> None:
    """An empty secret would sign anything."""
    with pytest.raises(PortRefused) as refused:
        StripeGateway(API_KEY).named_by(*notice(INTENT))
    assert refused.value.code == "gateway.not_signed"


@pytest.mark.parametrize(
    ("account", "more"),
    [
        (None, {"live": True}),
        (None, {"account": "acct_2"}),
        ("acct_1", {}),
        ("acct_1", {"account": "acct_2"}),
    ],
)
def test_a_notice_of_another_account_is_refused(account, more) -> None:
    """Test and live, or one hotel and another, are not mixed up."""
    told = StripeGateway(API_KEY, webhook_secret=SECRET, account=account)
    with pytest.raises(PortRefused) as refused:
        told.named_by(*notice(INTENT, **more))
    assert refused.value.code == "gateway.wrong_account"
    own = {} if account is None else {"account": account}
    assert told.named_by(*notice(INTENT, **own)) == "P1:1:charge"


def test_a_notice_about_no_payment_is_not_found(told) -> None:
    """A customer who changes their address has not paid."""
    thing = {"object": "customer", "id": "cus_1", "metadata": {}}
    with pytest.raises(AxentraError) as refused:
        told.named_by(*notice(thing, kind="customer.updated"))
    assert refused.value.code == "record.not_found"


# How it is made


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"api_key": "pk_test_1"}, "api_key", "field.wrong_type"),
        ({"api_key": "sk_test_1\n"}, "api_key", "field.wrong_type"),
        ({"api_key": None}, "api_key", "field.wrong_type"),
        ({"webhook_secret": "hunter2"}, "webhook_secret", "field.wrong_type"),
        ({"webhook_secret": ""}, "webhook_secret", "field.wrong_type"),
        ({"wallet": "paynow"}, "return_url", "field.required"),
        ({"return_url": "https://hotel.example"}, "wallet", "field.required"),
        ({"timeout": timedelta(0)}, "timeout", "value.out_of_range"),
        ({"timeout": timedelta(minutes=6)}, "timeout", "value.out_of_range"),
    ],
)
def test_what_cannot_work_is_refused_at_once(given, path, code) -> None:
    """Before anything is asked, and without showing what was given for a secret."""
    with pytest.raises(InvalidInput) as refused:
        StripeGateway(**{"api_key": API_KEY, **given})
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [(path, code)]
    assert "hunter2" not in str(refused.value)


def test_its_secrets_are_not_shown() -> None:
    """Whoever prints it learns whose it is."""
    gateway = StripeGateway(API_KEY, webhook_secret=SECRET, account="acct_1")
    assert repr(gateway) == "StripeGateway(acct_1 in test mode)"
    assert repr(StripeGateway("rk_live_1")) == "StripeGateway(its own account in live mode)"


def test_what_is_missing_is_named() -> None:
    """Without the package the adapter says which extra brings it."""
    program = (
        "import sys; sys.modules['stripe'] = None\n"
        "try:\n    import axentra_core.adapters.stripe\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True
    )
    assert "install axentra_core[stripe]" in done.stdout
