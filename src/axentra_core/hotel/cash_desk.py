"""What is done with the cash of the house, and how payments come into a cashier's shift."""

from axentra_core.cashier import (
    AddFloat,
    CashierShift,
    CashPaidOut,
    CloseCashierShift,
    CorrectCount,
    CurrencyDigits,
    DropCash,
    ExchangeCash,
    GiveRefund,
    OpenCashierShift,
    PaymentReceived,
    PayOut,
    ReceivePayment,
    RefundGiven,
    ReverseEntry,
    Tender,
)
from axentra_core.cashier.events import Entry
from axentra_core.folio import ChargePosted, Nature
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import Sale, charges, own_money
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.routing import take_back
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money, exact

TENDERS = {tender.value: tender for tender in Tender}
INSIDE = frozenset({"staff", "system"})


# --- payments of all kinds ---


def in_the_drawer(
    unit: Unit, method: str, amount: Money, source: str
) -> tuple[ReceivePayment, ...]:
    """Return the command that notes money received in the open shift of who receives it.

    There is none where they have no open shift, or where nothing passes the cash desk.

    Args:
        unit: will do it.
        method: how it was paid; the value of a `Tender`.
        amount: more than zero.
        source: what it pays.

    Raises:
        HotelRefusal: ``hotel.no_open_shift`` for cash, where the property insists on a shift.
    """
    noted = _noted(unit, method)
    return () if noted is None else (ReceivePayment(*noted, amount, source),)


def out_of_the_drawer(
    unit: Unit, method: str, amount: Money, source: str
) -> tuple[GiveRefund, ...]:
    """Return the command that notes money given back, as `in_the_drawer` does for money received.

    Raises:
        HotelRefusal: ``hotel.no_open_shift`` for cash, where the property insists on a shift.
    """
    noted = _noted(unit, method)
    return () if noted is None else (GiveRefund(*noted, amount, source),)


def _noted(unit: Unit, method: str) -> tuple[str, Tender] | None:
    """Return in which shift something is noted, and as what."""
    tender = TENDERS.get(method)
    if tender is None:
        return None
    if (shift := open_shift_of(unit)) is not None:
        return shift, tender
    if tender is Tender.CASH and unit.property.cashier.cash_needs_shift:
        raise HotelRefusal("hotel.no_open_shift", actor=str(unit.context.actor))
    return None


def open_shift_of(unit: Unit) -> str | None:
    """Return the shift at the cash desk of who acts, if they have one open."""
    actor = unit.context.actor
    # Guests and channels have ids of their own, which may be those of a cashier.
    found = unit.find("cashier_shift.open", actor.id) if actor.kind in INSIDE else []
    return found[0][1] if found else None


# --- shifts ---


def open_cashier_shift(unit: Unit, verb: verbs.OpenCashierShift) -> None:
    """Begin a shift; nobody answers for two drawers at a time."""
    cashier, own = unit.context.actor.id, unit.property
    if found := unit.find("cashier_shift.open", cashier):
        raise HotelRefusal("hotel.shift_open_already", cashier=cashier, cashier_shift=found[0][1])
    unit.act(
        OpenCashierShift(
            verb.cashier_shift or unit.new_id("cashier_shift"),
            cashier,
            verb.drawer,
            _counted_out(unit, "floats", verb.floats),
            (CurrencyDigits(own.currency, own.digits),),
        )
    )


def close_cashier_shift(unit: Unit, verb: verbs.CloseCashierShift) -> None:
    """End a shift; what is over or short is recorded and stops nobody."""
    counted = _counted_out(unit, "counted", verb.counted)
    unit.act(CloseCashierShift(verb.cashier_shift, counted))


def correct_count(unit: Unit, verb: verbs.CorrectCount) -> None:
    """Put another count in the place of the last one."""
    counted = _counted_out(unit, "counted", verb.counted)
    unit.act(CorrectCount(verb.cashier_shift, counted, verb.reason))


# --- what goes in and out ---


def add_float(unit: Unit, verb: verbs.AddFloat) -> None:
    """Put more change into the drawer."""
    unit.act(AddFloat(verb.cashier_shift, _notes(unit, "amount", verb.amount)))


def pay_out(unit: Unit, verb: verbs.PayOut) -> None:
    """Pay something from the drawer; what is paid for a guest goes on their bill at once."""
    unit.property.cashier.check_reason(verb.reason)
    amount, source = _notes(unit, "amount", verb.amount), None
    if verb.folio is not None and verb.code is not None:
        unit.property.folio.code_of(Nature.PAID_OUT, verb.code)
        shift: CashierShift = unit.need("cashier_shift", verb.cashier_shift)
        sale = Sale(
            verb.code,
            own_money(unit, amount, "amount"),
            unit.context.business_date,
            _paid_out(shift.id, len(shift.entries) + 1),
            verb.description,
        )
        unit.act(*charges(unit, verb.folio, sale))
        charge = next(
            one
            for one in unit.events
            if isinstance(one, ChargePosted) and one.source == sale.source
        )
        source = f"folio:{charge.folio}:{charge.line}"
    unit.act(PayOut(verb.cashier_shift, amount, verb.reason, verb.description, source))


def _paid_out(shift: str, entry: int) -> str:
    """Return what the charge of a paid-out is found by."""
    return f"paid-out:{shift}:{entry}"


def drop_cash(unit: Unit, verb: verbs.DropCash) -> None:
    """Bring cash to the safe."""
    amount = _notes(unit, "amount", verb.amount)
    unit.act(DropCash(verb.cashier_shift, amount, verb.reference))


def exchange_cash(unit: Unit, verb: verbs.ExchangeCash) -> None:
    """Give notes of one currency for notes of another."""
    received = _notes(unit, "received", verb.received)
    given = _notes(unit, "given", verb.given)
    unit.act(ExchangeCash(verb.cashier_shift, received, given, verb.rate))


def reverse_cash_entry(unit: Unit, verb: verbs.ReverseCashEntry) -> None:
    """Take an entry back, and what it has put on a bill.

    Payments are entered elsewhere: were they taken back in the drawer alone, a bill would be paid
    with money that nobody has.
    """
    unit.need("cashier_shift", verb.cashier_shift)
    past = unit.past("cashier_shift", verb.cashier_shift)
    entry = next((one for one in past if isinstance(one, Entry) and one.entry == verb.entry), None)
    if isinstance(entry, PaymentReceived | RefundGiven):
        raise HotelRefusal(
            "hotel.entry_of_payment",
            entry=verb.entry,
            cashier_shift=verb.cashier_shift,
            source=entry.source,
        )
    unit.act(ReverseEntry(verb.cashier_shift, verb.entry, verb.reason))
    if isinstance(entry, CashPaidOut) and entry.source is not None:
        folio = entry.source.removeprefix("folio:").rpartition(":")[0]
        source = _paid_out(verb.cashier_shift, verb.entry)
        take_back(unit, folio, source, verb.reason)


def _counted_out(unit: Unit, path: str, amounts: tuple[Money, ...]) -> tuple[Money, ...]:
    return tuple(_notes(unit, f"{path}[{place}]", one) for place, one in enumerate(amounts))


def _notes(unit: Unit, path: str, amount: Money) -> Money:
    """Return an amount of any currency in the digits it has at the property.

    Raises:
        InvalidInput: ``money.too_many_decimals``.
    """
    currency = amount.currency.code
    try:
        return Money(exact(amount.amount, unit.property.digits_of(currency), currency), currency)
    except InvalidInput as error:
        raise error.under(path) from None
