"""How a payment through a gateway is written down: the intent before, the outcome after.

Nothing here calls a gateway. `CardTerminal` does, between two commits.
"""

from axentra_core.folio import ReversePayment
from axentra_core.hotel import verbs
from axentra_core.hotel.card_money import CASHIER, REFUNDED, taking, taking_back
from axentra_core.hotel.charges import own_money, own_money_if
from axentra_core.hotel.outstanding import insist_on_owed, under_way
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended, left_to
from axentra_core.hotel.unit import Unit
from axentra_core.payments import (
    Flight,
    Operation,
    OperationStarted,
    OutcomeClass,
    Payment,
    PaymentStarted,
    RecordChargeback,
    RecordChargebackReversed,
    RecordOutcome,
    SettleUnknown,
    StartOperation,
    StartPayment,
)

FIND_OUT = "payment.FindOutcome"
GIVING_BACK = frozenset({Operation.REFUND, Operation.RELEASE})


# --- intents ---


def start_payment(unit: Unit, verb: verbs.StartPayment) -> None:
    """Write down that money is asked for a bill on which it could stand."""
    payment, own = verb.payment or unit.new_id("payment"), unit.property
    # A bill that is not there is missed before anything else is asked.
    unit.need("folio", verb.folio)
    unit.act(
        StartPayment(
            payment,
            verb.folio,
            own.currency,
            own.digits,
            verb.operation,
            own_money(unit, verb.amount, "amount"),
            verb.card,
            verb.retries,
            verb.window,
        )
    )
    insist_on_place(unit, in_advance=verb.in_advance)


def start_operation(unit: Unit, verb: verbs.StartOperation) -> None:
    """Write down what is asked next, where the bill could bear it."""
    if verb.operation in GIVING_BACK and (
        refusal := unit.context.refusal_without("folio.pay_refund")
    ):
        raise refusal
    unit.act(
        StartOperation(verb.payment, verb.operation, own_money_if(unit, verb.amount, "amount"))
    )
    if verb.operation is Operation.REFUND:
        _insist_on_lines(unit)
    elif verb.operation is not Operation.RELEASE:
        insist_on_place(unit, in_advance=verb.in_advance)


def _just_begun(unit: Unit) -> PaymentStarted | OperationStarted:
    return next(
        one for one in reversed(unit.events) if isinstance(one, PaymentStarted | OperationStarted)
    )


def insist_on_place(unit: Unit, *, in_advance: bool) -> None:
    """Insist that the bill could take what has just been begun.

    Raises:
        FolioRefusal: as for `TakePayment`, such as ``folio.closed`` or ``folio.overpayment``.
        HotelRefusal: ``hotel.payment_under_way``.
    """
    begun = _just_begun(unit)
    payment: Payment = unit.need("payment", begun.payment)
    is_free = in_advance or begun.operation is Operation.AUTHORISE
    command = taking(payment, begun.operation, begun.amount, in_advance=is_free)
    if refusal := unit.refusal_of(command):
        raise refusal
    if not is_free:
        coming = under_way(unit, payment.folio, payment.window)
        coming.pop(payment.id, None)
        insist_on_owed(unit.need("folio", payment.folio), payment.window, begun.amount, coming)


def _insist_on_lines(unit: Unit) -> None:
    """Insist that what is to be given back stands on an open bill."""
    begun = _just_begun(unit)
    payment: Payment = unit.need("payment", begun.payment)
    taking_back(unit, payment, begun.amount, REFUNDED)
    if refusal := unit.reason_against("folio", payment.folio, ReversePayment):
        raise refusal


# --- outcomes ---


def record_outcome(unit: Unit, verb: verbs.RecordOutcome) -> None:
    """Record what the gateway has said."""
    before: Payment = unit.need("payment", verb.payment)
    amount = own_money_if(unit, verb.amount, "amount")
    unit.act(
        RecordOutcome(verb.payment, verb.number, verb.outcome, amount, verb.reference, verb.reason)
    )
    _end_the_search(unit, before)


def ask_a_person(unit: Unit, verb: verbs.AskAPerson) -> None:
    """Leave it to the cashier, unless the outcome is known by now."""
    payment: Payment = unit.need("payment", verb.payment)
    operation = payment.open
    if operation is None or operation.number != verb.number:
        return
    unit.act(RecordOutcome(payment.id, verb.number, OutcomeClass.UNKNOWN))
    why = HotelRefusal(
        "hotel.outcome_to_find",
        number=operation.number,
        amount=operation.amount,
        currency=payment.currency,
        payment=payment.id,
        key=operation.key,
    )
    values = {"payment": payment.id, "number": operation.number, "key": operation.key}
    unit.act(left_to(CASHIER, unit, payment.id, FIND_OUT, values, why))


def settle_unknown(unit: Unit, verb: verbs.SettleUnknown) -> None:
    """Let a person's word stand for the answer."""
    before: Payment = unit.need("payment", verb.payment)
    unit.act(
        SettleUnknown(
            verb.payment,
            verb.number,
            verb.happened,
            verb.reason,
            own_money_if(unit, verb.amount, "amount"),
            verb.reference,
        )
    )
    _end_the_search(unit, before)


def _end_the_search(unit: Unit, before: Payment) -> None:
    """Close what was left to the cashier, once the outcome is known."""
    payment: Payment = unit.need("payment", before.id)
    if before.flight is Flight.UNKNOWN and payment.flight is Flight.IDLE:
        unit.act(*ended(unit, CASHIER, {payment.id}, {FIND_OUT}))


# --- banks ---


def record_chargeback(unit: Unit, verb: verbs.RecordChargeback) -> None:
    """Record what a bank has taken back."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(RecordChargeback(verb.payment, amount, verb.reference, verb.reason))


def record_chargeback_reversed(unit: Unit, verb: verbs.RecordChargebackReversed) -> None:
    """Record what the house has won again."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(RecordChargebackReversed(verb.payment, amount, verb.reference))
