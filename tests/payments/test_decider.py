"""How a payment begins, what may follow while its money stands where, and how it is found."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.each import each

from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.payments import (
    AGGREGATES,
    AmountCaptured,
    AuthorisationReleased,
    Flight,
    GuestMustAct,
    Operation,
    OperationDeclined,
    OperationNotSent,
    OperationStarted,
    OutcomeClass,
    OutcomeLeftUnknown,
    OutcomePending,
    PaymentAuthorised,
    PaymentCard,
    PaymentChargedBack,
    PaymentRefunded,
    PaymentStarted,
    PaymentStatus,
    RecordChargeback,
    RecordChargebackReversed,
    RecordOutcome,
    SettleUnknown,
    StartOperation,
    StartPayment,
)
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(PAYMENT,) = AGGREGATES
TODAY, NOW = date(2026, 11, 23), CONTEXT.now
CARD = PaymentCard("tok_81f", "visa", "4242")
CHARGE, AUTHORISE, REDIRECT = Operation.CHARGE, Operation.AUTHORISE, Operation.REDIRECT
CAPTURE, RELEASE, REFUND = Operation.CAPTURE, Operation.RELEASE, Operation.REFUND
HARD, SOFT = OutcomeClass.DECLINED_HARD, OutcomeClass.DECLINED_SOFT


def euro(amount):
    """Return an amount of euro."""
    return money(amount, "EUR")


def begun(operation, card=CARD, retries=0):
    """Return the event of a payment of 100 that was written down."""
    return PaymentStarted(
        "P1",
        "S1",
        1,
        "EUR",
        Decimal("0.01"),
        card,
        retries,
        operation,
        Decimal("100.00"),
        f"P1:1:{operation}",
        NOW,
        "ayu",
        TODAY,
    )


CHARGED = (
    begun(CHARGE),
    AmountCaptured("P1", 1, CHARGE, Decimal(100), Decimal(100), "EUR", "ch_1", TODAY),
)
HELD = (
    begun(AUTHORISE),
    PaymentAuthorised("P1", 1, Decimal(100), Decimal(100), "EUR", "au_1", TODAY),
)
UNSURE = (begun(CHARGE), OutcomeLeftUnknown("P1", 1, CHARGE, None, None, TODAY))


def declined(outcome, *, retries=0, operation=CHARGE):
    """Return the events of a payment whose card was declined."""
    no = OperationDeclined("P1", 1, operation, outcome, Decimal(100), "EUR", None, "no", TODAY)
    return begun(operation, retries=retries), no


# A payment begins


def test_the_intent_is_written_down_with_a_key_made_from_what_it_is() -> None:
    """Whoever finds it after a crash knows under which key it was sent, if it was."""
    start = StartPayment("P1", "S1", "EUR", 2, CHARGE, euro("100"), CARD)
    state = given(PAYMENT).when(start).then(begun(CHARGE))
    assert (state.status, state.flight) == (PaymentStatus.STARTED, Flight.IN_FLIGHT)
    assert (state.open.number, state.open.key, state.open.sent_at) == (1, "P1:1:charge", NOW)
    assert (state.asked, state.held, state.left, state.attempts) == (100, 0, 0, 1)
    assert state.taken == euro("0")
    given(PAYMENT, begun(CHARGE)).when(start).refused("record.already_exists", id="P1")


def test_the_intent_tells_which_part_of_the_bill_it_pays_and_who_has_begun_it() -> None:
    """The window is a fact; a cashier answers for what they begin, the house for the rest."""
    start = StartPayment("P1", "S1", "EUR", 2, CHARGE, euro("100"), CARD, window=3)
    (event,) = given(PAYMENT).by(SYSTEM).when(start).events
    assert (event.window, event.staff) == (3, None)
    assert PAYMENT.replay([event]).window == 3
    (event,) = given(PAYMENT).when(start).events
    assert event.staff == "ayu"


@pytest.mark.parametrize("operation", [AUTHORISE, CHARGE])
def test_a_card_that_nobody_gave_is_not_asked(operation) -> None:
    """Only a guest who pays elsewhere needs none."""
    start = StartPayment("P1", "S1", "EUR", 2, operation, euro("100"))
    given(PAYMENT).when(start).refused("payments.card_missing", payment="P1")
    elsewhere = attrs.evolve(start, operation=REDIRECT)
    assert given(PAYMENT).when(elsewhere).state.card is None


@pytest.mark.parametrize("operation", [CAPTURE, RELEASE, REFUND])
def test_a_payment_begins_by_asking_for_money(operation) -> None:
    """Nothing can be taken, let go or given back before."""
    with pytest.raises(InvalidInput) as caught:
        StartPayment("P1", "S1", "EUR", 2, operation, euro("100"), CARD)
    assert [(one.path, one.code) for one in caught.value.faults] == [("operation", "value.unknown")]


def test_a_payment_is_in_one_currency_and_its_own_decimals() -> None:
    """Nothing is exchanged on the way, and no part of a cent is asked for."""
    start = StartPayment("P1", "S1", "EUR", 2, CHARGE, euro("100"), CARD)
    given(PAYMENT).when(attrs.evolve(start, amount=money("5", "IDR"))).refused(
        "payments.currency_mismatch", currency="EUR", got="IDR"
    )
    odd = attrs.evolve(start, digits=0, amount=euro("1.50"))
    assert given(PAYMENT).when(odd).error.code == "money.too_many_decimals"
    other = attrs.evolve(start, currency="XXX")
    assert given(PAYMENT).when(other).error.code == "money.currency_unknown"
    for amount in ("0", "-1"):
        with pytest.raises(InvalidInput):
            attrs.evolve(start, amount=euro(amount))


def test_a_payment_shows_no_token_in_a_log() -> None:
    """What a card can be charged with stands in no repr."""
    assert CARD.token not in repr((CARD, *HELD, PAYMENT.replay(HELD)))


@pytest.mark.parametrize("last_four", ["4111" * 4, "42", "４２４２", "", None, 4242])
def test_of_a_cards_number_only_the_last_four_digits_are_known(last_four) -> None:
    """Whatever else is written there is refused and not repeated."""
    with pytest.raises(InvalidInput) as caught:
        PaymentCard("tok_81f", "visa", last_four)
    assert [fault.path for fault in caught.value.faults] == ["last_four"]
    assert "4111" not in str(caught.value)


# What may follow


@pytest.mark.parametrize(
    ("past", "operation", "amount"),
    [
        (HELD, CAPTURE, None),
        (HELD, CAPTURE, "60"),
        (HELD, RELEASE, None),
        (CHARGED, REFUND, None),
        (CHARGED, REFUND, "0.01"),
        (declined(SOFT, retries=1), CHARGE, None),
        (declined(SOFT, retries=1), CHARGE, "99"),
        (declined(SOFT, retries=1), AUTHORISE, None),
        (declined(HARD, retries=1), REDIRECT, None),
    ],
    ids=str,
)
def test_the_next_operation_has_a_number_and_a_key_of_its_own(past, operation, amount) -> None:
    """What is left out is all that is possible."""
    command = StartOperation("P1", operation, None if amount is None else euro(amount))
    asked, key = Decimal(amount or 100), f"P1:2:{operation}"
    expected = OperationStarted("P1", 2, operation, asked, "EUR", key, NOW, "ayu", TODAY)
    state = given(PAYMENT, *past).when(command).then(expected)
    assert (state.flight, state.open.key) == (Flight.IN_FLIGHT, f"P1:2:{operation}")


REFUSED = {
    "a second charge": (CHARGED, CHARGE, None, "payments.already_taken"),
    "a charge of what is held": (HELD, CHARGE, None, "payments.already_taken"),
    "a capture of nothing": (CHARGED, CAPTURE, None, "payments.nothing_held"),
    "a release of nothing": (CHARGED, RELEASE, "1", "payments.nothing_held"),
    "a capture of more": (HELD, CAPTURE, "100.01", "payments.more_than_held"),
    "a release of more": (HELD, RELEASE, "100.01", "payments.more_than_held"),
    "a refund of what is held": (HELD, REFUND, None, "payments.nothing_left"),
    "a refund of more": (CHARGED, REFUND, "100.01", "payments.refund_too_large"),
    "a lost card": (declined(HARD, retries=9), CHARGE, None, "payments.declined_for_good"),
    "a tired card": (declined(SOFT), CHARGE, None, "payments.no_retry_left"),
    "a retry of more": (declined(SOFT, retries=1), CHARGE, "101", "payments.more_than_asked"),
    "in flight": ((begun(CHARGE),), CHARGE, None, "payments.in_flight"),
    "unknown": (UNSURE, CHARGE, None, "payments.outcome_unknown"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_with_what_there_is(case) -> None:
    """No money is taken twice, given back twice or asked of a card that was lost."""
    past, operation, amount, code = REFUSED[case]
    command = StartOperation("P1", operation, None if amount is None else euro(amount))
    error = given(PAYMENT, *past).when(command).refused(code, payment="P1")
    assert str(error)


def test_another_currency_is_refused_for_every_amount() -> None:
    """A refund of 100 rupiah is not one of 100 euro."""
    rupiah = money("1", "IDR")
    for command in (
        StartOperation("P1", REFUND, rupiah),
        RecordOutcome("P1", 1, OutcomeClass.APPROVED, rupiah),
        RecordChargeback("P1", rupiah, "dp_1", "fraud"),
        RecordChargebackReversed("P1", rupiah, "dp_1"),
    ):
        given(PAYMENT, *CHARGED).when(command).refused("payments.currency_mismatch", got="IDR")
    settle = SettleUnknown("P1", 1, happened=True, reason="seen", amount=rupiah)
    given(PAYMENT, *UNSURE).by(SYSTEM).when(settle).refused("payments.currency_mismatch")


def test_a_guest_without_a_card_is_sent_to_pay_elsewhere_again() -> None:
    """A payment that began elsewhere has no card to charge."""
    past = (
        begun(REDIRECT, card=None, retries=1),
        declined(SOFT, operation=REDIRECT)[1],
    )
    given(PAYMENT, *past).when(StartOperation("P1", CHARGE)).refused("payments.card_missing")
    assert given(PAYMENT, *past).when(StartOperation("P1", REDIRECT)).error is None


def test_what_never_left_the_house_is_no_attempt() -> None:
    """A line that was down costs the guest no try."""
    past = [begun(CHARGE)]
    for number in range(1, 4):
        past.append(OperationNotSent("P1", number, CHARGE, Decimal(100), "EUR", None, TODAY))
        again = given(PAYMENT, *past).when(StartOperation("P1", CHARGE))
        assert again.error is None
        assert again.state.attempts == 1
        past += again.events
    assert [event.key for event in past if hasattr(event, "key")] == [
        "P1:1:charge",
        "P1:2:charge",
        "P1:3:charge",
        "P1:4:charge",
    ]


def test_a_card_is_tried_as_often_as_was_agreed() -> None:
    """Two retries are three tries."""
    past = list(declined(SOFT, retries=2))
    for number in (2, 3):
        past += given(PAYMENT, *past).when(StartOperation("P1", CHARGE)).events
        past.append(attrs.evolve(past[1], number=number))
    given(PAYMENT, *past).when(StartOperation("P1", CHARGE)).refused(
        "payments.no_retry_left", attempts=3, retries=2
    )


# How it is found


def test_a_payment_is_found_by_what_it_pays_and_while_it_waits() -> None:
    """A list by the instant shows first what has waited longest."""
    found = dict(PAYMENT.index(PAYMENT.replay([begun(CHARGE)])))
    assert found == {
        "payment.folio": "S1",
        "payment.in_flight": "2026-11-23T07:00:00.000000+00:00",
    }
    assert dict(PAYMENT.index(PAYMENT.replay(UNSURE))) == found
    later = attrs.evolve(begun(CHARGE), sent_at=NOW + timedelta(microseconds=1))
    assert (
        dict(PAYMENT.index(PAYMENT.replay([later])))["payment.in_flight"]
        > found["payment.in_flight"]
    )


def test_a_payment_is_found_by_every_name_the_gateway_has_for_it() -> None:
    """A late notice of the first try finds it after the second."""
    no = attrs.evolve(declined(SOFT)[1], reference="ch_1")
    past = [begun(CHARGE, retries=1), no]
    past += given(PAYMENT, *past).when(StartOperation("P1", CHARGE)).events
    past.append(AmountCaptured("P1", 2, CHARGE, Decimal(100), Decimal(100), "EUR", "ch_2", TODAY))
    state = PAYMENT.replay(past)
    assert state.reference == "ch_2"
    assert list(PAYMENT.index(state)) == [
        ("payment.folio", "S1"),
        ("payment.reference", "ch_1"),
        ("payment.reference", "ch_2"),
    ]


def test_a_waiting_redirect_is_found_by_its_name() -> None:
    """The notice that the guest has paid names it."""
    past = begun(REDIRECT, card=None), OutcomePending("P1", 1, REDIRECT, "re_1", None, TODAY)
    assert ("payment.reference", "re_1") in list(PAYMENT.index(PAYMENT.replay(past)))


# Which status takes which command

SAID = (Decimal(100), Decimal(100), "EUR", None, TODAY)
MORE = OperationStarted("P1", 2, REFUND, Decimal(100), "EUR", "P1:2:refund", NOW, "ayu", TODAY)
GONE = attrs.evolve(MORE, operation=RELEASE, key="P1:2:release")
PASTS = {
    PaymentStatus.STARTED: (begun(CHARGE),),
    PaymentStatus.PENDING: (
        begun(REDIRECT, card=None),
        OutcomePending("P1", 1, REDIRECT, "re_1", None, TODAY),
    ),
    PaymentStatus.NEEDS_GUEST: (
        begun(CHARGE),
        GuestMustAct("P1", 1, CHARGE, "ch_1", "authentication_required", TODAY),
    ),
    PaymentStatus.AUTHORISED: HELD,
    PaymentStatus.CAPTURED: CHARGED,
    PaymentStatus.FAILED: declined(SOFT, retries=1),
    PaymentStatus.RELEASED: (*HELD, GONE, AuthorisationReleased("P1", 2, *SAID)),
    PaymentStatus.REFUNDED: (*CHARGED, MORE, PaymentRefunded("P1", 2, *SAID)),
    PaymentStatus.CHARGED_BACK: (
        *CHARGED,
        PaymentChargedBack("P1", Decimal(100), "EUR", "dp_1", "fraud", TODAY),
    ),
}
COMMANDS = {
    "asks": StartOperation("P1", CHARGE),
    "takes": StartOperation("P1", CAPTURE),
    "lets go": StartOperation("P1", RELEASE),
    "gives back": StartOperation("P1", REFUND),
    "hears": RecordOutcome("P1", 1, OutcomeClass.APPROVED),
    "settles": SettleUnknown("P1", 1, happened=True, reason="seen"),
    "is charged back": RecordChargeback("P1", euro("1"), "dp_2", "fraud"),
    "wins": RecordChargebackReversed("P1", euro("1"), "dp_1"),
}
# fmt: off
TAKEN_WHILE = {
    # started, pending, needs guest, authorised, captured, failed, released, refunded, back
    "asks":            ". . . . . X . . .",
    "takes":           ". . . X . . . . .",
    "lets go":         ". . . X . . . . .",
    "gives back":      ". . . . X . . . .",
    "hears":           "X X X X X X X X X",
    "settles":         ". . . . . . . . .",
    "is charged back": ". . . . X . . . .",
    "wins":            ". . . . . . . . X",
}
# fmt: on
PAIRS = {
    f"{name} while {status}": (name, status, letter != ".")
    for name, letters in TAKEN_WHILE.items()
    for status, letter in zip(PASTS, letters.split(), strict=True)
}


def test_every_command_to_a_payment_stands_in_the_table() -> None:
    """Whoever adds a command says where it is taken."""
    assert {StartPayment, *map(type, COMMANDS.values())} == set(PAYMENT.decide_by)


@each("pair", PAIRS)
def test_a_status_takes_a_command_or_refuses_it(pair) -> None:
    """What the desk is told beforehand is what it is told when it tries."""
    name, status, taken = PAIRS[pair]
    payment, command = given(PAYMENT, *PASTS[status]).by(SYSTEM), COMMANDS[name]
    assert payment.state.status is status
    told = PAYMENT.allowed(payment.state, payment.context)[type(command).__name__]
    outcome = payment.when(command)
    assert (outcome.error is None) is taken
    if told.reasons:
        assert outcome.error.code == told.reasons[0].code
    elif not taken:
        assert told.asks
        assert str(outcome.error)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_payment_has_to_be_started(command) -> None:
    """Nothing happens to a payment that does not exist."""
    given(PAYMENT).when(command).refused("record.not_found", kind="payment", id="P1")


def test_the_desk_sees_what_a_command_asks_for() -> None:
    """What nobody can judge before it is told is asked for, and no more."""
    payment = given(PAYMENT, *CHARGED).by(SYSTEM)
    told = PAYMENT.allowed(payment.state, payment.context)
    assert {name: set(one.asks) for name, one in told.items()} == {
        "StartOperation": {"operation", "amount"},
        "RecordOutcome": {"number", "amount"},
        "SettleUnknown": {"number", "amount"},
        "RecordChargeback": {"amount"},
        "RecordChargebackReversed": {"amount"},
    }


def test_what_is_asked_next_needs_no_old_entries() -> None:
    """An operation is started from the running totals alone."""
    assert PAYMENT.whole == set(PAYMENT.decide_by) - {StartPayment, StartOperation}
