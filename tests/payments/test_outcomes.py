"""What an answer of the gateway means, heard once, twice, late or never."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.actor import SYSTEM, Actor, Grant, Permissions
from axentra_core.kernel.money import money
from axentra_core.payments import (
    AGGREGATES,
    AmountCaptured,
    AmountRefunded,
    AuthorisationLowered,
    AuthorisationReleased,
    Flight,
    GuestMustAct,
    Operation,
    OperationDeclined,
    OperationNotSent,
    OperationStarted,
    OutcomeClass,
    OutcomeContradicted,
    OutcomeLeftUnknown,
    OutcomePending,
    PaymentAuthorised,
    PaymentCard,
    PaymentRefunded,
    PaymentStarted,
    PaymentStatus,
    RecordOutcome,
    SettleUnknown,
    StartOperation,
    UnknownSettled,
)
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(PAYMENT,) = AGGREGATES
TODAY, NOW = date(2026, 11, 23), CONTEXT.now
CARD = PaymentCard("tok_81f", "visa", "4242")
CHARGE, AUTHORISE, REDIRECT = Operation.CHARGE, Operation.AUTHORISE, Operation.REDIRECT
CAPTURE, RELEASE, REFUND = Operation.CAPTURE, Operation.RELEASE, Operation.REFUND
FULL = Decimal("100.00")
Was = OutcomeClass
DECLINES = [Was.DECLINED_HARD, Was.DECLINED_SOFT, Was.NOT_ACTIVE_YET, Was.EXCEEDS_BALANCE]


def euro(amount):
    """Return an amount of euro."""
    return money(amount, "EUR")


def begun(operation):
    """Return the event of a payment of 100 that was written down."""
    return PaymentStarted(
        "P1",
        "S1",
        1,
        "EUR",
        Decimal("0.01"),
        None if operation is REDIRECT else CARD,
        0,
        operation,
        FULL,
        f"P1:1:{operation}",
        NOW,
        "ayu",
        TODAY,
    )


def heard(outcome, amount=None, reference="x_1", reason=None, number=1):
    """Return the command that records an answer."""
    said = None if amount is None else euro(amount)
    return RecordOutcome("P1", number, outcome, said, reference, reason)


def taken(operation=CHARGE, amount=FULL, number=1):
    """Return the event of money that came."""
    return AmountCaptured("P1", number, operation, FULL, amount, "EUR", "x_1", TODAY)


def following(operation, amount=FULL):
    """Return the event of a second operation."""
    key = f"P1:2:{operation}"
    return OperationStarted("P1", 2, operation, amount, "EUR", key, NOW, "ayu", TODAY)


HELD = begun(AUTHORISE), PaymentAuthorised("P1", 1, FULL, FULL, "EUR", "x_1", TODAY)
CHARGED = begun(CHARGE), taken()
UNSURE = begun(CHARGE), OutcomeLeftUnknown("P1", 1, CHARGE, None, None, TODAY)
REFUNDING = (*CHARGED, following(REFUND))


# Approved


@pytest.mark.parametrize("amount", [None, "60"])
@pytest.mark.parametrize("operation", [CHARGE, REDIRECT])
def test_what_a_guest_pays_is_the_houses(operation, amount) -> None:
    """Less than asked may come, and that is what came."""
    came = Decimal(amount or FULL)
    state = (
        given(PAYMENT, begun(operation))
        .when(heard(Was.APPROVED, amount))
        .then(taken(operation, came))
    )
    assert (state.status, state.flight, state.open) == (PaymentStatus.CAPTURED, Flight.IDLE, None)
    assert (state.captured, state.held, state.left) == (came, 0, came)
    assert (state.taken, state.reference) == (euro(amount or "100"), "x_1")


@pytest.mark.parametrize("amount", [None, "60"])
def test_what_is_authorised_is_held_and_not_taken(amount) -> None:
    """It can be taken later, or let go."""
    held = Decimal(amount or FULL)
    expected = PaymentAuthorised("P1", 1, FULL, held, "EUR", "x_1", TODAY)
    state = given(PAYMENT, begun(AUTHORISE)).when(heard(Was.APPROVED, amount)).then(expected)
    assert (state.status, state.held, state.left) == (PaymentStatus.AUTHORISED, held, 0)


def test_what_is_held_is_taken_in_parts_and_the_rest_let_go() -> None:
    """Nothing is left hanging on the guest's card."""
    past = [*HELD]
    for number, (operation, amount, held, status) in enumerate(
        (
            (CAPTURE, "30", "70", PaymentStatus.CAPTURED),
            (RELEASE, "20", "50", PaymentStatus.CAPTURED),
            (CAPTURE, "10", "40", PaymentStatus.CAPTURED),
            (REFUND, None, "40", PaymentStatus.REFUNDED),
            (RELEASE, None, "0", PaymentStatus.REFUNDED),
        ),
        2,
    ):
        said = None if amount is None else euro(amount)
        past += given(PAYMENT, *past).when(StartOperation("P1", operation, said)).events
        past += given(PAYMENT, *past).when(heard(Was.APPROVED, number=number)).events
        state = PAYMENT.replay(past)
        assert (state.held, state.status) == (Decimal(held), status)
    assert [type(event) for event in past[3::2]] == [
        AmountCaptured,
        AuthorisationLowered,
        AmountCaptured,
        PaymentRefunded,
        AuthorisationReleased,
    ]
    assert (state.captured, state.refunded, state.left) == (40, 40, 0)
    assert state.references == ("x_1",)


def test_what_is_let_go_whole_is_over() -> None:
    """A hold that was released takes nothing any more."""
    state = given(PAYMENT, *HELD, following(RELEASE)).when(heard(Was.APPROVED, number=2)).state
    assert (state.status, state.held) == (PaymentStatus.RELEASED, 0)


@pytest.mark.parametrize("amount", [None, "40"])
def test_a_refund_is_of_all_or_of_part(amount) -> None:
    """What is left can be given back later."""
    back = Decimal(amount or FULL)
    kind = PaymentRefunded if amount is None else AmountRefunded
    expected = kind("P1", 2, FULL, back, "EUR", "rf_1", TODAY)
    state = (
        given(PAYMENT, *REFUNDING)
        .when(heard(Was.APPROVED, amount, reference="rf_1", number=2))
        .then(expected)
    )
    assert (state.refunded, state.left) == (back, FULL - back)
    assert state.reference == "x_1"


def test_a_gateway_does_no_more_than_it_was_asked() -> None:
    """More than that is a mistake of somebody, and is not taken over."""
    given(PAYMENT, begun(CHARGE)).when(heard(Was.APPROVED, "100.01")).refused(
        "payments.more_than_asked", asked=FULL, got=Decimal("100.01"), number=1
    )
    settle = SettleUnknown("P1", 1, happened=True, reason="seen", amount=euro("101"))
    given(PAYMENT, *UNSURE).by(SYSTEM).when(settle).refused("payments.more_than_asked")


def test_an_outcome_is_that_of_an_operation_there_was() -> None:
    """A notice of another payment does not end this one."""
    given(PAYMENT, begun(CHARGE)).when(heard(Was.APPROVED, number=2)).refused(
        "payments.operation_unknown", payment="P1", number=2
    )


# Not done


@pytest.mark.parametrize("outcome", DECLINES)
def test_a_decline_says_why(outcome) -> None:
    """The class decides what can be done, the gateway's code tells the guest."""
    expected = OperationDeclined("P1", 1, CHARGE, outcome, FULL, "EUR", "x_1", "no_funds", TODAY)
    state = given(PAYMENT, begun(CHARGE)).when(heard(outcome, reason="no_funds")).then(expected)
    assert (state.status, state.flight) == (PaymentStatus.FAILED, Flight.IDLE)
    assert (state.declined, state.left) == (outcome, 0)


@pytest.mark.parametrize("outcome", [*DECLINES, Was.NOT_SENT])
@pytest.mark.parametrize(
    "past", [(*HELD, following(CAPTURE)), (*HELD, following(RELEASE)), REFUNDING], ids=str
)
def test_what_was_not_done_leaves_the_money_where_it_was(past, outcome) -> None:
    """A refused capture keeps the hold, a refused refund the money."""
    before = PAYMENT.replay(past[:-1])
    state = given(PAYMENT, *past).when(heard(outcome, number=2)).state
    for field in ("status", "flight", "authorised", "captured", "refunded", "declined", "attempts"):
        assert getattr(state, field) == getattr(before, field)


def test_what_was_not_sent_is_certainly_not_done() -> None:
    """It can be started again at once, under another key."""
    expected = OperationNotSent("P1", 1, CHARGE, FULL, "EUR", "dns", TODAY)
    outcome = heard(Was.NOT_SENT, reference=None, reason="dns")
    state = given(PAYMENT, begun(CHARGE)).when(outcome).then(expected)
    assert (state.status, state.attempts) == (PaymentStatus.FAILED, 0)


# Not known yet


@pytest.mark.parametrize(
    ("outcome", "kind", "status", "flight"),
    [
        (Was.UNKNOWN, OutcomeLeftUnknown, PaymentStatus.STARTED, Flight.UNKNOWN),
        (Was.ACTION_REQUIRED, GuestMustAct, PaymentStatus.NEEDS_GUEST, Flight.IN_FLIGHT),
        (Was.PENDING, OutcomePending, PaymentStatus.PENDING, Flight.IN_FLIGHT),
    ],
)
def test_an_operation_goes_on_until_it_is_known(outcome, kind, status, flight) -> None:
    """Nothing else is sent meanwhile; whatever comes then is taken, and the same twice is once."""
    expected = kind("P1", 1, CHARGE, "x_1", None, TODAY)
    then = given(PAYMENT, begun(CHARGE)).when(heard(outcome))
    state = then.then(expected)
    assert (state.status, state.flight, state.open.known) == (status, flight, outcome)
    again = given(PAYMENT, begun(CHARGE), *then.events)
    again.when(heard(outcome)).then()
    again.when(heard(outcome, reference=None)).then()
    assert again.when(heard(Was.APPROVED)).state.left == FULL
    assert again.when(heard(Was.DECLINED_SOFT)).state.status is PaymentStatus.FAILED
    for other in {Was.UNKNOWN, Was.ACTION_REQUIRED, Was.PENDING} - {outcome}:
        assert again.when(heard(other)).state.open.known is other


@pytest.mark.parametrize("known", [Was.UNKNOWN, Was.ACTION_REQUIRED, Was.PENDING])
def test_a_second_try_that_did_not_leave_says_nothing_of_the_first(known) -> None:
    """Who took it for a no would charge again what was charged already."""
    past = (begun(CHARGE), *given(PAYMENT, begun(CHARGE)).when(heard(known)).events)
    given(PAYMENT, *past).when(heard(Was.NOT_SENT, reference=None)).then()


@pytest.mark.parametrize("outcome", [Was.PENDING, Was.ACTION_REQUIRED, Was.UNKNOWN])
def test_a_refund_may_take_the_bank_days(outcome) -> None:
    """The money is the house's until it is known, whatever the gateway waits for."""
    state = given(PAYMENT, *REFUNDING).when(heard(outcome, number=2)).state
    assert (state.status, state.left, state.going_back) == (PaymentStatus.CAPTURED, FULL, FULL)


# Heard again, and late


@pytest.mark.parametrize(
    ("past", "same"),
    [
        (CHARGED, heard(Was.APPROVED)),
        (CHARGED, heard(Was.APPROVED, "100")),
        ((begun(CHARGE), taken(amount=Decimal(60))), heard(Was.APPROVED, "60")),
        (
            (begun(CHARGE), OperationNotSent("P1", 1, CHARGE, FULL, "EUR", None, TODAY)),
            heard(Was.DECLINED_SOFT),
        ),
    ],
    ids=str,
)
def test_the_same_again_changes_nothing(past, same) -> None:
    """Gateways tell everything twice."""
    given(PAYMENT, *past).when(same).then()


@pytest.mark.parametrize("outcome", [Was.UNKNOWN, Was.NOT_SENT, Was.PENDING, Was.ACTION_REQUIRED])
def test_what_knows_less_comes_too_late(outcome) -> None:
    """A worker that had given up is no reason to doubt what the gateway has said."""
    given(PAYMENT, *CHARGED).when(heard(outcome)).then()


@pytest.mark.parametrize(
    ("past", "late", "recorded", "moved"),
    [
        (CHARGED, heard(Was.DECLINED_HARD), FULL, 0),
        (CHARGED, heard(Was.APPROVED, "60"), FULL, 60),
        (
            (begun(CHARGE), OperationNotSent("P1", 1, CHARGE, FULL, "EUR", None, TODAY)),
            heard(Was.APPROVED),
            0,
            FULL,
        ),
        (REFUNDING, heard(Was.DECLINED_SOFT), FULL, 0),
    ],
    ids=str,
)
def test_what_the_gateway_says_otherwise_is_kept_beside_what_is_on_record(
    past, late, recorded, moved
) -> None:
    """It is never lost and never silently believed; a person has to look, and once is enough."""
    before = PAYMENT.replay(past)
    expected = OutcomeContradicted(
        "P1",
        1,
        CHARGE,
        Decimal(recorded),
        Decimal(moved),
        late.outcome,
        "EUR",
        "x_1",
        None,
        TODAY,
    )
    state = given(PAYMENT, *past).when(late).then(expected)
    assert state.contradicted == 1
    assert attrs.evolve(state, contradicted=0, entries=before.entries) == before
    given(PAYMENT, *past, expected).when(late).then()


# Settled by hand

CLERK = Actor("staff", "made", ("manager",))
MAY = Permissions((Grant("manager", ("payments.settle_unknown",)),))


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        (AUTHORISE, PaymentStatus.AUTHORISED),
        (CHARGE, PaymentStatus.CAPTURED),
        (REDIRECT, PaymentStatus.CAPTURED),
    ],
)
def test_a_person_says_that_it_happened(operation, status) -> None:
    """Who has seen the statement of the gateway says so, with their name."""
    past = begun(operation), OutcomeLeftUnknown("P1", 1, operation, None, None, TODAY)
    settle = SettleUnknown(
        "P1", 1, happened=True, reason="on the statement", amount=euro("60"), reference="x_9"
    )
    then = given(PAYMENT, *past).by(CLERK, MAY).when(settle)
    assert then.events[0] == UnknownSettled(
        "P1", 1, happened=True, reason="on the statement", actor="staff made", business_date=TODAY
    )
    assert (then.state.status, then.state.flight) == (status, Flight.IDLE)
    assert (then.state.authorised, then.state.reference) == (60, "x_9")


def test_a_person_says_that_it_did_not_happen() -> None:
    """Then it may be tried again, and if it happened after all, that is kept."""
    settle = SettleUnknown("P1", 1, happened=False, reason="not on the statement")
    then = given(PAYMENT, *UNSURE).by(CLERK, MAY).when(settle)
    state = then.then(
        UnknownSettled(
            "P1",
            1,
            happened=False,
            reason="not on the statement",
            actor="staff made",
            business_date=TODAY,
        ),
        OperationNotSent("P1", 1, CHARGE, FULL, "EUR", None, TODAY),
    )
    assert (state.status, state.flight) == (PaymentStatus.FAILED, Flight.IDLE)
    past = (*UNSURE, *then.events)
    past += given(PAYMENT, *past).when(StartOperation("P1", CHARGE)).events
    late = given(PAYMENT, *past).when(heard(Was.APPROVED))
    assert [type(event) for event in late.events] == [OutcomeContradicted]
    assert late.state.left == 0


def test_who_may_not_decide_about_money_does_not() -> None:
    """It needs a permission of its own."""
    settle = SettleUnknown("P1", 1, happened=True, reason="seen")
    given(PAYMENT, *UNSURE).by(CLERK).when(settle).refused(
        "permission.missing", permission="payments.settle_unknown"
    )


def test_only_what_is_unknown_is_settled_by_hand() -> None:
    """What the gateway works on is waited for, and what is known stays known."""
    settle = SettleUnknown("P1", 1, happened=True, reason="seen")
    given(PAYMENT, begun(CHARGE)).by(SYSTEM).when(settle).refused("payments.in_flight")
    given(PAYMENT, *CHARGED).by(SYSTEM).when(settle).refused("payments.nothing_in_flight")
    second = OutcomeLeftUnknown("P1", 2, REFUND, None, None, TODAY)
    given(PAYMENT, *REFUNDING, second).by(SYSTEM).when(settle).refused(
        "payments.not_in_flight", number=1, open=2
    )
