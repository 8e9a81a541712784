"""What the money of a payment through a gateway means for a bill and for a drawer.

The gateway tells of what has happened already, so nothing here refuses it: what cannot follow is
left to the cashier.
"""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.cashier import GiveRefund, ReceivePayment, Tender
from axentra_core.folio import Card, PaymentMethod, PaymentTaken, ReversePayment, TakePayment
from axentra_core.folio.corrections import paid_in
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import left_to
from axentra_core.hotel.unit import Unit
from axentra_core.house import LeaveFollowUp
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, subtract, total
from axentra_core.payments import (
    AmountCaptured,
    AmountChargedBack,
    AmountRefunded,
    ChargebackReversed,
    Operation,
    OutcomeContradicted,
    Payment,
    PaymentChargedBack,
    PaymentRefunded,
)
from axentra_core.payments.history import begun

CASHIER, REFUNDED = "cashier", "refunded"
GivenBack = AmountRefunded | PaymentRefunded
ChargedBack = AmountChargedBack | PaymentChargedBack


def taking(
    payment: Payment, operation: Operation, amount: Decimal, *, in_advance: bool = True
) -> TakePayment:
    """Return the command that puts money of a payment on its bill.

    Args:
        payment: whose money it is; its id is the reference of the line.
        operation: what brings it; who pays elsewhere shows the house no card.
        amount: in the currency of the payment.
        in_advance: it may exceed what is owed.
    """
    shown, method = payment.card, PaymentMethod.CARD
    if operation is Operation.REDIRECT:
        shown, method = None, PaymentMethod.QR_WALLET
    card = None if shown is None else Card(shown.token, shown.brand, shown.last_four)
    money = Money(amount, payment.currency)
    return TakePayment(payment.folio, method, money, card, in_advance, payment.window, payment.id)


def taking_back(
    unit: Unit, payment: Payment, amount: Decimal, reason: str
) -> tuple[ReversePayment, ...]:
    """Return the commands that take money of a payment off its bill, the oldest line first.

    Raises:
        HotelRefusal: ``hotel.capture_not_on_bill`` where less of it stands there.
    """
    lines = unit.past("folio", payment.folio)
    left = {
        one.line: total(paid_in(lines, one.line).values())
        for one in lines
        if isinstance(one, PaymentTaken) and one.reference == payment.id
    }
    if (on_bill := total(left.values())) < amount:
        raise HotelRefusal(
            "hotel.capture_not_on_bill",
            payment=payment.id,
            folio=payment.folio,
            on_bill=on_bill,
            currency=payment.currency,
            amount=amount,
        )
    commands = []
    for line, here in left.items():
        part = min(here, amount)
        amount = subtract(amount, part)
        if part > ZERO:
            money = Money(part, payment.currency)
            commands.append(ReversePayment(payment.folio, line, reason, money))
    return tuple(commands)


# --- what follows ---


def put_on_the_bill(
    unit: Unit, event: AmountCaptured | ChargebackReversed
) -> Iterator[TakePayment]:
    """Money that came pays the bill, also more than is owed, for it has come."""
    payment: Payment = unit.need("payment", event.payment)
    if isinstance(event, ChargebackReversed):
        operation = next(
            one.operation for one in payment.entries if isinstance(one, AmountCaptured)
        )
    else:
        operation = event.operation
    yield taking(payment, operation, event.amount)


def take_off_the_bill(unit: Unit, event: GivenBack | ChargedBack) -> tuple[ReversePayment, ...]:
    """What was given back, or what a bank took back, pays the bill no more."""
    reason = f"charged back: {event.reason}" if isinstance(event, ChargedBack) else REFUNDED
    return taking_back(unit, unit.need("payment", event.payment), event.amount, reason)


def note_in_the_drawer(unit: Unit, event: AmountCaptured) -> Iterator[ReceivePayment]:
    """What a cashier has taken through the gateway stands in their open shift."""
    if (shift := _shift(unit, event)) is not None:
        is_elsewhere = event.operation is Operation.REDIRECT
        tender = Tender.QR_WALLET if is_elsewhere else Tender.CARD
        money = Money(event.amount, event.currency)
        yield ReceivePayment(shift, tender, money, unit.place_of(event))


def note_what_left_the_drawer(unit: Unit, event: GivenBack) -> Iterator[GiveRefund]:
    """What a cashier has given back through the gateway stands in their open shift."""
    if (shift := _shift(unit, event)) is not None:
        entries = unit.need("payment", event.payment).entries
        is_elsewhere = any(
            isinstance(one, AmountCaptured) and one.operation is Operation.REDIRECT
            for one in entries
        )
        tender = Tender.QR_WALLET if is_elsewhere else Tender.CARD
        money = Money(event.amount, event.currency)
        yield GiveRefund(shift, tender, money, unit.place_of(event))


def _shift(unit: Unit, event: AmountCaptured | GivenBack) -> str | None:
    """Return the open shift of who has begun an operation; None where the house itself has."""
    operation = begun(unit.need("payment", event.payment), event.number)
    if operation is None or operation.staff is None:
        return None
    found = unit.find("cashier_shift.open", operation.staff)
    return found[0][1] if found else None


def tell_of_the_contradiction(unit: Unit, event: OutcomeContradicted) -> Iterator[LeaveFollowUp]:
    """When the gateway says something else of what was settled, somebody has to look."""
    why = HotelRefusal(
        "hotel.gateway_contradicts",
        payment=event.payment,
        number=event.number,
        recorded=event.recorded,
        moved=event.moved,
        currency=event.currency,
    )
    values = {"payment": event.payment, "number": event.number}
    act = "payment.CompareWithGateway"
    yield left_to(CASHIER, unit, unit.place_of(event), act, values, why)
