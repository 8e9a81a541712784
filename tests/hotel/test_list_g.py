"""Every bad request about payment rules, cards and the gateway: each with its coded answer.

Some are refused, some are answered by a state and a task: what a gateway tells has happened, so it
is never refused, and what a card lacks is a person's to put right.
"""

import json
from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest
import stripe
from tests.adapters.fake_stripe import API_KEY, FakeStripe, Fault
from tests.hotel.collecting import (
    ARRIVAL,
    BEFORE,
    CHECK_IN,
    NIGHT,
    OWN,
    REFUSED,
    at,
    idr,
    open_house,
    terms,
    virtual,
)

from axentra_core.adapters.stripe import StripeGateway
from axentra_core.hotel import CODEC
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    AT_CHECK_IN,
    CardFacts,
    ChargeOutcome,
    HoldCard,
    Moment,
    PaymentCancelled,
    RecordCharge,
    RuleDrafted,
    Surcharge,
    Trigger,
)
from axentra_core.payments import GatewayRequest, Operation, Outcome, OutcomeClass
from axentra_core.testing import ManualClock, Reply, ScriptedGateway, Turn

TWO = 2 * NIGHT
WEEK_BEFORE = ARRIVAL - timedelta(7)
SECRET = "whsec_test"
HARD = OutcomeClass.DECLINED_HARD
HOUR = timedelta(hours=1)


@pytest.fixture
def house(open_front):
    """A house in Slovenia without any rule, whose gateway approves."""
    return open_house(open_front, country="SI")


@pytest.fixture
def opened(open_front):
    """Return how a house is opened before a gateway that answers as written."""
    return lambda *script, **said: open_house(open_front, *script, **said)


def booked(house, card=OWN, **what):
    """Return a stay that is charged a week before, or on its arrival with a virtual card."""
    house.rule(terms(CHECK_IN if card.is_virtual else BEFORE, channels=("booking_com",)))
    return house.book(card, **what)


# --- what is refused ---


def drafted(said):
    """Return a request to draft a rule."""
    return lambda house: lambda: house.front.boss.draft_payment_rule(said)


def made(what, *given, **more):
    """Return a request to make a value."""
    return lambda _: lambda: what(*given, **more)


def g6(house):
    """Let an active rule say something else."""
    rule, said = house.rule(terms(channels=("agoda",))), terms(CHECK_IN, channels=("agoda",))
    return lambda: house.front.boss.revise_payment_rule(rule, said)


def g8(house):
    """Activate a rule that is archived."""
    rule, boss = house.rule(terms(channels=("agoda",))), house.front.boss
    boss.archive_payment_rule(rule)
    return lambda: boss.activate_payment_rule(rule, house.read.payment_rule(rule).fingerprint)


def g9(house):
    """Archive a draft."""
    said = terms(channels=("agoda",))
    rule = house.front.boss.draft_payment_rule(said).one(RuleDrafted).payment_rule
    return lambda: house.front.boss.archive_payment_rule(rule)


def g10(house):
    """Activate a rule for the same reservations at the same moment as another one."""
    house.rule(terms(channels=("agoda",)))
    said, boss = terms(channels=("agoda", "expedia")), house.front.boss
    rule = boss.draft_payment_rule(said).one(RuleDrafted).payment_rule
    boss.review_payment_rule(rule)
    return lambda: boss.activate_payment_rule(rule, said.fingerprint)


def g14(_):
    """Hand a CVV over with a card."""
    plain = {"kind": "standard", "token": "tok_1", "brand": "visa", "last_four": "4242"}
    return lambda: CODEC.build(CardFacts, {**plain, "cvv": "123"})


def g15(house):
    """Attach a card that has expired."""
    stay = house.book(None)
    expired = attrs.evolve(OWN, valid_through=date(2026, 10, 31))
    return lambda: house.front.desk.attach_card(stay, expired)


def g16(house):
    """Resume a payment by a card that could not be validated."""
    stay = booked(house, REFUSED)
    return lambda: house.front.desk.resume_payment(stay, 1)


def g17(house):
    """Charge a virtual card before it is active."""
    booked(house, virtual(active_on=None, active_from=at(ARRIVAL, 11)))
    return lambda: house.front.put(HoldCard("G1", "a1:S1:1:1"))


def g17_not_due(house):
    """Claim its payment before that: it is not due."""
    stay = booked(house, virtual())
    house.wait(WEEK_BEFORE, 12)
    return lambda: house.front.desk.claim_payment(stay, 1, key="k")


def g18(house):
    """Charge a virtual card a second time."""
    booked(house, virtual())
    house.run(ARRIVAL)
    return lambda: house.front.put(HoldCard("G1", "a1:S2:1:1"))


def told(captured):
    """Return a yes to a charge of the full amount that says another one."""

    def scene(house):
        stay = booked(house)
        house.wait(WEEK_BEFORE, 11)
        house.front.desk.claim_payment(stay, 1, key="c")
        own = house.read.configuration
        answer = (ChargeOutcome.APPROVED, own.zone, own.payment_rules, captured)
        said = RecordCharge(stay, 1, 1, *answer)
        return lambda: house.front.put(said)

    return scene


def recorded(amount):
    """Return an answer as it is recorded at the desk."""

    def scene(house):
        stay = booked(house)
        house.wait(WEEK_BEFORE, 11)
        house.front.desk.claim_payment(stay, 1, key="c")
        record = house.front.hotel.by(house.auto._terminal.actor).record_outcome
        approved = OutcomeClass.APPROVED
        return lambda: record(f"a1:{stay}:1:1", 1, approved, amount=amount, key="r")

    return scene


def g21(house):
    """Claim the payment of a cancelled stay."""
    stay = booked(house)
    house.front.desk.cancel_stay(stay, "ill", key="c")
    house.wait(WEEK_BEFORE, 11)
    return lambda: house.front.desk.claim_payment(stay, 1, key="k")


def g23(house):
    """Send another amount under a key that the gateway knows."""
    asked = GatewayRequest("a1:S1:1:1:1:charge", Operation.CHARGE, idr(1), "tok_own")
    house.gateway.send(asked)
    return lambda: house.gateway.send(attrs.evolve(asked, amount=idr(2)))


def g23_at_the_desk(house):
    """Claim another payment under a key that has claimed one."""
    stay, other = booked(house), house.book()
    house.wait(WEEK_BEFORE, 11)
    house.front.desk.claim_payment(stay, 1, key="k")
    return lambda: house.front.desk.claim_payment(other, 1, key="k")


def g24(house):
    """Hear of a payment that nobody has asked for."""
    return lambda: house.auto._terminal.notified("pi_of_another_house")


def g24_attempt(house):
    """Hear of a try that there was not."""
    stay, own = booked(house), house.read.configuration
    unknown = ChargeOutcome.UNKNOWN
    said = RecordCharge(stay, 1, 3, unknown, own.zone, own.payment_rules)
    return lambda: house.front.put(said)


def g38(_):
    """Hear of a live payment where everything is a test."""
    thing = {"object": "payment_intent", "id": "pi_1", "metadata": {}}
    event = {"object": "event", "id": "evt_1", "type": "x", "livemode": True}
    body = json.dumps({**event, "data": {"object": thing}})
    signature = stripe.WebhookSignature.generate_signature_header(body, SECRET)
    heard = StripeGateway(API_KEY, webhook_secret=SECRET)
    return lambda: heard.named_by(body.encode(), signature)


def g39(house):
    """Give back more than came."""
    stay = booked(house)
    house.run(WEEK_BEFORE)
    terminal = house.auto._terminal
    return lambda: terminal.refund(f"a1:{stay}:1:1", idr(TWO + 1), key="r")


DAYS_BEFORE, ELEVEN = Trigger.BEFORE_CHECK_IN, time(11)
NUMBER, ONE_EURO = "4242424242424242", money(1, "EUR")
# fmt: off
ROWS = (
    # row   what is asked                                   refused by
    ("G1",  made(terms, channels=()),                       "field.required"),
    ("G2",  drafted(terms(channels=("tiket",))),            "payment_rules.channel_unknown"),
    ("G3",  made(Moment, Trigger.AT_BOOKING, ELEVEN),       "payment_rules.not_at_booking"),
    ("G4",  made(Moment, DAYS_BEFORE, ELEVEN, -1),          "value.out_of_range"),
    ("G4",  made(Moment, DAYS_BEFORE, ELEVEN, 0),           "value.out_of_range"),
    ("G4",  made(Moment, DAYS_BEFORE, ELEVEN, 366),         "value.out_of_range"),
    ("G5",  made(Moment, Trigger.CHECK_IN_DAY, None),       "field.required"),
    ("G6",  g6,                                             "payment_rules.immutable"),
    ("G8",  g8,                                             "payment_rules.archived"),
    ("G9",  g9,                                             "payment_rules.not_active"),
    ("G10", g10,                                            "payment_rules.overlap"),
    ("G11", drafted(AT_CHECK_IN),                           "payment_rules.channel_not_in_country"),
    ("G12", made(Surcharge, "CARD-FEE", Decimal("-0.01")),  "rate.out_of_range"),
    ("G12", made(Surcharge, "CARD-FEE", Decimal("0.5")),    "value.out_of_range"),
    ("G12", made(Surcharge, "CARD-FEE", amount=idr(-1)),    "money.must_be_positive"),
    ("G13", made(attrs.evolve, OWN, token=NUMBER),          "text.card_number"),
    ("G14", g14,                                            "field.unknown"),
    ("G15", g15,                                            "payment_rules.card_expired"),
    ("G16", g16,                                            "payment_rules.card_not_validated"),
    ("G17", g17,                                            "payment_rules.vcc_not_active"),
    ("G17", g17_not_due,                                    "payment_rules.not_due"),
    ("G18", g18,                                            "payment_rules.vcc_already_charged"),
    ("G20", told(ONE_EURO),                                 "payment_rules.currency_mismatch"),
    ("G21", g21,                                            "payment_rules.reservation_cancelled"),
    ("G23", g23,                                            "key.reused"),
    ("G23", g23_at_the_desk,                                "key.reused"),
    ("G24", g24,                                            "record.not_found"),
    ("G24", g24_attempt,                                    "payment_rules.attempt_unknown"),
    ("G25", told(idr(TWO + 1)),                             "payment_rules.amount_mismatch"),
    ("G25", recorded(idr(TWO + 1)),                         "payments.more_than_asked"),
    ("G26", told(ONE_EURO),                                 "payment_rules.currency_mismatch"),
    ("G26", recorded(ONE_EURO),                             "money.currency_mismatch"),
    ("G38", g38,                                            "gateway.wrong_account"),
    ("G39", g39,                                            "payments.refund_too_large"),
)
# fmt: on


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_every_bad_request_has_its_coded_refusal(house, place) -> None:
    """The cause by a stable code, a sentence that says what to do, and nothing has changed."""
    row, ask, code = ROWS[place]
    refused = house.front.refuses(ask(house), code)
    assert len(refused.sentence) > 20, row
    assert NUMBER not in str(refused)


def test_what_nobody_knows_is_not_called_off_nor_done_again(opened) -> None:
    """G28: a lost reply is asked about only; every verb about the payment says so."""
    house = opened(Reply.LOSE_REPLY)
    stay = booked(house)
    house.run(WEEK_BEFORE)
    desk, code = house.front.desk, "payment_rules.outcome_unknown"
    house.front.refuses(lambda: desk.cancel_payment(stay, 1), code)
    house.front.refuses(lambda: desk.resume_payment(stay, 1), code)
    house.front.refuses(lambda: desk.claim_payment(stay, 1, key="k"), code)


# --- what is answered by a state, and by a task for somebody ---


def test_a_rule_that_is_activated_twice_is_active(house) -> None:
    """G7: the second time nothing happens."""
    said = terms(channels=("agoda",))
    rule = house.rule(said)
    assert house.front.boss.activate_payment_rule(rule, said.fingerprint).events == ()


EURO = attrs.evolve(virtual(), balance=money(100, "EUR"))
STOLEN = Turn(Reply.DECLINE, outcome=HARD, reason="stolen_card")
# fmt: off
ANSWERS = (
    # row    answers            card                stands         reason                    task
    ("G15", (), attrs.evolve(OWN, valid_through=date(2026, 11, 23)), "attention", "card_expired",
                                                               "hotel.payment_needs_attention"),
    ("G16", (),                 REFUSED,            "blocked",     "card_not_validated",
                                                               "hotel.payment_blocked"),
    ("G19", (),                 virtual(TWO - 1),   "charged",     None,
                                                               "hotel.remainder_due"),
    ("G20", (),                 EURO,               "attention",   "currency_mismatch",
                                                               "hotel.payment_needs_attention"),
    ("G32", (STOLEN,),          OWN,                "failed",      "card_refused",
                                                               "hotel.payment_failed"),
    ("G32", (Reply.DECLINE,),   OWN,                "failed",      "declined",
                                                               "hotel.payment_failed"),
    ("G33", (Reply.ACTION_REQUIRED,), OWN,          "needs_guest", None,
                                                               "hotel.guest_must_confirm"),
    ("G28", (Reply.LOSE_REPLY,), OWN,               "unknown",     None,                None),
)
# fmt: on


@pytest.mark.parametrize("place", range(len(ANSWERS)))
def test_what_cannot_be_charged_is_a_state_and_a_task(opened, place) -> None:
    """Where it stands, why, and one follow-up that says what to do; the gateway's code stays in."""
    row, script, card, stands, reason, task = ANSWERS[place]
    house = opened(*script)
    stay = booked(house, card)
    house.run(ARRIVAL if card.is_virtual else WEEK_BEFORE)
    assert (house.stand(stay), house.why(stay)) == ([stands], [reason]), row
    assert [code for code, _ in house.tasks()] == ([] if task is None else [task])
    assert all("stolen" not in one.sentence for one in house.read.follow_ups())


@pytest.mark.parametrize("card", [OWN, virtual(0)], ids=["own", "virtual"])
def test_nothing_owed_is_nothing_charged(opened, card) -> None:
    """G22: the gateway is not asked, and the plan says why."""
    house = opened()
    stay = booked(house, card)
    if not card.is_virtual:
        house.front.desk.take_deposit(stay, idr(TWO), "cash", key="d")
    house.run(ARRIVAL)
    assert (house.stand(stay), house.why(stay)) == (["skipped"], ["nothing_due"])
    assert house.gateway.sent == []


def test_a_cancelled_stay_has_nothing_planned(opened) -> None:
    """G21: what waited is called off in the commit of the cancellation."""
    house = opened()
    stay = booked(house)
    done = house.front.desk.cancel_stay(stay, "ill", key="c")
    assert done.one(PaymentCancelled).reason == "reservation_cancelled"


def test_a_capture_after_a_decline_is_told_and_not_booked(opened) -> None:
    """G27: the gateway has said no, and later yes: it is recorded, and somebody compares."""
    house = opened(Reply.ACTION_REQUIRED)
    stay = booked(house)
    house.run(WEEK_BEFORE)
    house.gateway.guest_gives_up("charge_1")
    house.run(WEEK_BEFORE, 12)
    assert house.stand(stay) == ["failed"]
    done = house.gateway._done[0]
    done.outcome = Outcome(OutcomeClass.APPROVED, None, "charge_1")
    house.auto._terminal.notified("charge_1")
    assert "hotel.gateway_contradicts" in [code for code, _ in house.tasks()]
    assert (house.by_card(stay), house.stand(stay)) == ([], ["failed"])


@pytest.mark.parametrize("notices", [1, 2])
def test_a_notice_before_the_reply_or_twice_is_one_line(opened, notices) -> None:
    """G36, G37: who hears it first writes it down, and the other changes nothing."""

    class Hasty(ScriptedGateway):
        house = None

        def send(self, request):
            outcome = super().send(request)
            for _ in range(notices):
                self.house.auto._terminal.notified(request.key)
            return outcome

    house = opened(made=Hasty)
    house.gateway.house = house
    stay = booked(house)
    house.run(WEEK_BEFORE)
    house.auto._terminal.notified("charge_1")
    assert (house.by_card(stay), house.stand(stay), house.tasks()) == ([TWO], ["charged"], [])
    house.check(stay)


def test_what_was_lost_for_longer_than_keys_are_kept_is_asked_of_a_person(opened) -> None:
    """G40: it is looked up for ever, and never sent again."""
    house = opened(Reply.LOSE_REQUEST)
    stay = booked(house)
    house.run(WEEK_BEFORE)
    house.run(WEEK_BEFORE + timedelta(2))
    assert house.tasks() == [("hotel.outcome_to_find", f"a1:{stay}:1:1")]
    assert (len(house.gateway.sent), house.stand(stay)) == (1, ["unknown"])


# --- what only a real gateway says ---


# fmt: off
OVER_THE_WIRE = (
    # row    what happens at the gateway    stands then     and after it was asked
    ("G28",  Fault.LOST_REPLY,              "unknown",      "charged"),
    ("G29",  Fault.ERROR_DONE,              "unknown",      "charged"),
    ("G29",  Fault.ERROR_NOT_DONE,          "unknown",      "unknown"),
    ("G30",  Fault.IN_USE,                  "unknown",      "charged"),
    ("G31",  Fault.RATE_LIMITED,            "scheduled",    "charged"),
    ("G34",  Fault.UNKNOWN_STATUS,          "unknown",      "charged"),
    ("G35",  Fault.MALFORMED,               "unknown",      "charged"),
    ("G35",  Fault.NO_OBJECT,               "unknown",      "charged"),
)
# fmt: on


@pytest.mark.parametrize("place", range(len(OVER_THE_WIRE)))
def test_what_is_not_certain_is_unknown_and_found_out(opened, monkeypatch, place) -> None:
    """Whatever comes back over the wire: in the end at most one charge, and the bill has it."""
    monkeypatch.setattr(stripe, "enable_telemetry", False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    row, fault, stands, later = OVER_THE_WIRE[place]
    clock = ManualClock()
    with FakeStripe(clock) as server:
        server.script.append(fault)
        address = server.address
        house = opened(made=lambda _, __: StripeGateway(API_KEY, api_base=address), clock=clock)
        stay = booked(house, attrs.evolve(OWN, token="pm_card_visa"))
        (done,) = house.run(WEEK_BEFORE)
        assert (done.status, done.error) == (stands, None), row
        for _ in range(2):
            clock.move(HOUR)
            house.run()
        assert house.stand(stay) == [later]
        if later == "charged":
            assert house.by_card(stay) == [TWO]
        keys = set(server.keys_of("POST"))
        assert len(keys) <= (2 if fault is Fault.RATE_LIMITED else 1)


def test_every_row_is_here() -> None:
    """G1 to G40: refused, or answered by a state and a task."""
    tables = (ROWS, ANSWERS, OVER_THE_WIRE)
    rows = {row for table in tables for row, *_ in table}
    besides = {"G7", "G21", "G22", "G27", "G36", "G37", "G40"}
    assert rows | besides == {f"G{number}" for number in range(1, 41)}
