"""What the front desk puts on a bill and takes for it, on the open day or late for a closed one."""

from axentra_core.folio import AdjustCharge, PayRefund, ReverseCharge, TakePayment
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import Sale, charges, own_money
from axentra_core.hotel.unit import Unit


def charge_to_room(unit: Unit, verb: verbs.ChargeToRoom) -> None:
    """Put something sold on the bill of a stay."""
    unit.post_on(verb.on)
    sale = Sale(
        verb.code,
        verb.net,
        unit.context.business_date,
        f"charge:{unit.new_id('charge')}",
        verb.description,
        verb.quantity,
    )
    unit.act(*charges(unit, verb.stay, sale))


def adjust_charge(unit: Unit, verb: verbs.AdjustCharge) -> None:
    """Take a part of a line of the bill off."""
    unit.post_on(verb.on)
    amount = None if verb.amount is None else own_money(unit, verb.amount, "amount")
    unit.act(AdjustCharge(verb.stay, verb.line, verb.reason, amount, verb.percent, verb.note))


def reverse_charge(unit: Unit, verb: verbs.ReverseCharge) -> None:
    """Take a line of the bill back."""
    unit.post_on(verb.on)
    unit.act(ReverseCharge(verb.stay, verb.line, verb.reason))


def take_payment(unit: Unit, verb: verbs.TakePayment) -> None:
    """Receive money for the bill of a stay."""
    unit.post_on(verb.on)
    amount = own_money(unit, verb.amount, "amount")
    unit.act(TakePayment(verb.stay, verb.method, amount, verb.card, verb.in_advance))


def pay_refund(unit: Unit, verb: verbs.PayRefund) -> None:
    """Give money back from the bill of a stay."""
    unit.post_on(verb.on)
    amount = own_money(unit, verb.amount, "amount")
    unit.act(PayRefund(verb.stay, verb.method, amount, verb.card))
