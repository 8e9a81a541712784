"""What a bank takes back, and what the house wins again."""

from datetime import date
from decimal import Decimal

from axentra_core.kernel.money import money
from axentra_core.payments import (
    AGGREGATES,
    AmountCaptured,
    AmountChargedBack,
    ChargebackReversed,
    Operation,
    OperationStarted,
    OutcomeClass,
    PaymentCard,
    PaymentChargedBack,
    PaymentStarted,
    PaymentStatus,
    RecordChargeback,
    RecordChargebackReversed,
    RecordOutcome,
    StartOperation,
)
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(PAYMENT,) = AGGREGATES
TODAY, NOW = date(2026, 11, 23), CONTEXT.now
FULL, CHARGE, REFUND = Decimal("100.00"), Operation.CHARGE, Operation.REFUND
CARD = PaymentCard("tok_81f", "visa", "4242")
BEGUN = PaymentStarted(
    "P1", "S1", 1, "EUR", Decimal("0.01"), CARD, 0, CHARGE, FULL, "P1:1:charge", NOW, "ayu", TODAY
)
CHARGED = BEGUN, AmountCaptured("P1", 1, CHARGE, FULL, FULL, "EUR", "ch_1", TODAY)


def back(amount, reference="dp_1"):
    """Return the command of a chargeback."""
    return RecordChargeback("P1", money(amount, "EUR"), reference, "10.4")


def won(amount, reference="dp_1"):
    """Return the command of a reversal."""
    return RecordChargebackReversed("P1", money(amount, "EUR"), reference)


def lived(*commands):
    """Return the events of commands that all are accepted."""
    past = [*CHARGED]
    for command in commands:
        outcome = given(PAYMENT, *past).when(command)
        assert outcome.error is None
        past += outcome.events
    return past


def test_a_bank_takes_back_part_or_the_last_of_it() -> None:
    """The house has what is left."""
    part = AmountChargedBack("P1", Decimal(30), "EUR", "dp_1", "10.4", TODAY)
    state = given(PAYMENT, *CHARGED).when(back("30")).then(part)
    assert (state.status, state.left) == (PaymentStatus.CAPTURED, 70)
    rest = PaymentChargedBack("P1", Decimal(70), "EUR", "dp_2", "10.4", TODAY)
    state = given(PAYMENT, *CHARGED, part).when(back("70", "dp_2")).then(rest)
    assert (state.status, state.left, state.charged_back) == (PaymentStatus.CHARGED_BACK, 0, 100)


def test_a_chargeback_that_is_won_is_the_houses_again() -> None:
    """Whatever else was given back meanwhile."""
    past = lived(back("100"))
    event = ChargebackReversed("P1", Decimal(90), "EUR", "dp_1", TODAY)
    state = given(PAYMENT, *past).when(won("90")).then(event)
    assert (state.status, state.left, state.charged_back) == (PaymentStatus.CAPTURED, 90, 10)
    approved = RecordOutcome("P1", 2, OutcomeClass.APPROVED)
    refunded = lived(back("40"), StartOperation("P1", REFUND), approved)
    assert PAYMENT.replay(refunded).status is PaymentStatus.REFUNDED
    state = given(PAYMENT, *refunded).when(won("40")).state
    assert (state.status, state.left) == (PaymentStatus.CAPTURED, 40)


def test_the_same_again_changes_nothing() -> None:
    """Gateways tell everything twice; another amount under the same name is a mistake."""
    past = lived(back("100"))
    given(PAYMENT, *past).when(back("100")).then()
    given(PAYMENT, *past).when(back("90")).refused(
        "payments.chargeback_differs", known=FULL, got=Decimal(90), reference="dp_1"
    )
    past = lived(back("100"), won("100"))
    given(PAYMENT, *past).when(won("100")).then()
    given(PAYMENT, *past).when(back("100")).then()
    given(PAYMENT, *past).when(won("90")).refused("payments.chargeback_differs", known=FULL)


def test_no_bank_takes_back_more_than_there_is() -> None:
    """What is on its way to the guest is not there any more."""
    given(PAYMENT, *CHARGED).when(back("100.01")).refused(
        "payments.chargeback_too_large", left=FULL, going_back=0
    )
    given(PAYMENT, BEGUN).when(back("1")).refused("payments.chargeback_too_large", left=0)
    refund = OperationStarted("P1", 2, REFUND, Decimal(60), "EUR", "P1:2:refund", NOW, "ayu", TODAY)
    waiting = given(PAYMENT, *CHARGED, refund)
    waiting.when(back("41")).refused(
        "payments.chargeback_too_large", left=FULL, going_back=Decimal(60)
    )
    state = waiting.when(back("40")).state
    assert (state.status, state.left) == (PaymentStatus.CAPTURED, 60)


def test_what_is_won_was_taken_before() -> None:
    """By its name, and no more of it."""
    given(PAYMENT, *CHARGED).when(won("1")).refused("payments.chargeback_unknown", reference="dp_1")
    given(PAYMENT, *lived(back("30"))).when(won("30.01")).refused(
        "payments.reversal_too_large", known=Decimal(30), got=Decimal("30.01")
    )
