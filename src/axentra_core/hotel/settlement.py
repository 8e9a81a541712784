"""How a bill is settled: money in the drawer, a company that pays later, or nobody."""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.cashier import ExchangeCash
from axentra_core.city_ledger import Account, CreditItem, DebitAccount, NumberInvoice, OpenItem
from axentra_core.folio import (
    BillDirectly,
    Folio,
    MovePayment,
    PayeeKind,
    PaymentMethod,
    PaymentReversed,
    PayRefund,
    Priced,
    ReversePayment,
    RoundCash,
    TakePayment,
    Tendered,
    Window,
    WriteOff,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.cash_desk import in_the_drawer, open_shift_of, out_of_the_drawer
from axentra_core.hotel.charges import own_money, own_money_if
from axentra_core.hotel.document_subjects import Subject
from axentra_core.hotel.outstanding import BY_ITSELF, insist_on_owed, under_way
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import multiply, total
from axentra_core.kernel.rounding import round_cash
from axentra_core.stays import Stay

BY_GATEWAY = frozenset({PaymentMethod.CARD, PaymentMethod.QR_WALLET})


def take_payment(unit: Unit, verb: verbs.TakePayment) -> None:
    """Receive money for a bill, in the drawer of who receives it."""
    unit.post_on(verb.on)
    amount = own_money(unit, verb.amount, "amount")
    if not verb.in_advance:
        coming = under_way(unit, verb.folio, verb.window, BY_ITSELF)
        insist_on_owed(unit.need("folio", verb.folio), verb.window, amount.amount, coming)
    if verb.method is PaymentMethod.CASH and not verb.in_advance:
        unit.act(*_rounded(unit, verb, amount))
    unit.act(
        TakePayment(
            verb.folio,
            verb.method,
            amount,
            verb.card,
            verb.in_advance,
            verb.window,
            verb.reference,
            verb.tendered,
        )
    )
    unit.act(*in_the_drawer(unit, verb.method, amount, _last_line(unit, verb.folio)))
    if verb.tendered is not None:
        unit.act(*_exchanged(unit, verb.tendered, amount))


def _last_line(unit: Unit, folio: str) -> str:
    return f"folio:{folio}:{len(unit.need('folio', folio).lines)}"


def _rounded(unit: Unit, verb: verbs.TakePayment, amount: Money) -> Iterator[RoundCash]:
    """Yield what rounds a window to what coins can pay, where the amount is just that."""
    step, currency = unit.property.folio.cash_step, unit.property.currency
    if step is None:
        return
    folio: Folio = unit.need("folio", verb.folio)
    owed = folio.window(verb.window).owed
    payable, difference = round_cash(owed, step)
    if difference and amount.amount == payable:
        yield RoundCash(folio.id, Money(step, currency), verb.window)


def _exchanged(unit: Unit, tendered: Tendered, amount: Money) -> Iterator[ExchangeCash]:
    """Yield the exchange of foreign notes in the drawer; what they are worth more goes back.

    Raises:
        HotelRefusal: ``hotel.tendered_too_little``.
    """
    worth = unit.property.price_rounding.of(multiply(tendered.amount.amount, tendered.rate))
    if worth < amount.amount:
        raise HotelRefusal(
            "hotel.tendered_too_little",
            worth=worth,
            amount=amount.amount,
            currency=unit.property.currency,
        )
    if (shift := open_shift_of(unit)) is not None:
        given = Money(worth, amount.currency)
        yield ExchangeCash(shift, tendered.amount, given, tendered.rate)


def pay_refund(unit: Unit, verb: verbs.PayRefund) -> None:
    """Give money back from a bill."""
    unit.post_on(verb.on)
    amount = own_money(unit, verb.amount, "amount")
    unit.act(PayRefund(verb.folio, verb.method, amount, verb.card, verb.window))
    unit.act(*out_of_the_drawer(unit, verb.method, amount, _last_line(unit, verb.folio)))


def reverse_payment(unit: Unit, verb: verbs.ReversePayment) -> None:
    """Take a payment back; what a company was billed it owes no more."""
    unit.post_on(verb.on)
    amount, before = own_money_if(unit, verb.amount, "amount"), len(unit.events)
    unit.act(ReversePayment(verb.folio, verb.line, verb.reason, amount))
    _insist_on_no_gateway(unit)
    # A credit note may take several payments back, one after the other.
    taken_back = [one for one in unit.events[before:] if isinstance(one, PaymentReversed)]
    first, given_back = taken_back[0], total(one.amount for one in taken_back)
    money = Money(given_back, unit.property.currency)
    source = f"folio:{verb.folio}:{verb.line}"
    if first.method is PaymentMethod.DEPOSIT:
        raise HotelRefusal("hotel.deposit_applied", deposit=first.reference, folio=verb.folio)
    if first.method is PaymentMethod.DIRECT_BILL and first.reference is not None:
        account: Account = unit.need("account", first.reference)
        unit.act(CreditItem(account.id, _item_of(account, source), money, verb.reason))
    else:
        unit.act(*out_of_the_drawer(unit, first.method, money, source))


def _insist_on_no_gateway(unit: Unit) -> None:
    """Insist that what came through a gateway goes back through it.

    Raises:
        HotelRefusal: ``hotel.paid_through_gateway``.
    """
    taken_back = (one for one in unit.events if isinstance(one, PaymentReversed))
    references = (one.reference for one in taken_back if one.method in BY_GATEWAY)
    for reference in filter(None, references):
        if unit.get("payment", reference) is not None:
            raise HotelRefusal("hotel.paid_through_gateway", payment=reference)


def _item_of(account: Account, source: str) -> int:
    """Return the number of the open item that a direct bill has made.

    Raises:
        HotelRefusal: ``hotel.bill_settled``.
    """
    items: Iterator[OpenItem] = (item for item in account.items if item.source == source)
    if (item := next(items, None)) is None:
        raise HotelRefusal("hotel.bill_settled", account=account.id, source=source)
    return item.number


def move_payment(unit: Unit, verb: verbs.MovePayment) -> None:
    """Let a payment count for another window."""
    unit.post_on(verb.on)
    amount = own_money_if(unit, verb.amount, "amount")
    unit.act(MovePayment(verb.folio, verb.line, verb.to_window, verb.reason, amount))


def write_off(unit: Unit, verb: verbs.WriteOff) -> None:
    """Give up what nobody will pay."""
    amount = verb.amount or _all_owed(unit, verb.folio, verb.window)
    own = own_money(unit, amount, "amount")
    unit.act(WriteOff(verb.folio, own, verb.reason, verb.window))


def _all_owed(unit: Unit, folio_id: str, window: int) -> Money:
    """Return what a window owes.

    Raises:
        HotelRefusal: ``hotel.window_owes_nothing``.
    """
    folio: Folio = unit.need("folio", folio_id)
    owed = folio.window(window).owed
    if owed <= 0:
        raise HotelRefusal("hotel.window_owes_nothing", folio=folio_id, window=window)
    return Money(owed, folio.currency)


# --- companies ---


def bill_directly(unit: Unit, verb: verbs.BillDirectly) -> None:
    """Settle a window by what a company will pay."""
    amount = verb.amount or _all_owed(unit, verb.folio, verb.window)
    own = own_money(unit, amount, "amount")
    account = verb.account or _payee(unit, verb.folio, verb.window)
    _bill(unit, verb.folio, verb.window, account, own, verb.override)


def _payee(unit: Unit, folio_id: str, window: int) -> str:
    folio: Folio = unit.need("folio", folio_id)
    payee = folio.window(window).payee
    if payee is None or payee.kind is not PayeeKind.ACCOUNT:
        raise HotelRefusal("hotel.no_account_pays", folio=folio_id, window=window)
    return payee.id


def bill_companies(unit: Unit, folio_id: str, override: str | None) -> None:
    """Settle every window that a company pays, as it is done when the guest leaves."""
    if refusal := _may_not_bill(unit, folio_id):
        raise refusal
    for window in _billable(unit.need("folio", folio_id)):
        owed = Money(window.owed, unit.property.currency)
        _bill(unit, folio_id, window.number, _payee(unit, folio_id, window.number), owed, override)


def _may_not_bill(unit: Unit, folio_id: str) -> RuleViolation | None:
    if not _billable(unit.need("folio", folio_id)):
        return None
    return unit.context.refusal_without("folio.bill_directly")


def _billable(folio: Folio) -> list[Window]:
    return [
        window
        for window in folio.windows
        if window.owed > 0 and window.payee is not None and window.payee.kind is PayeeKind.ACCOUNT
    ]


def _bill(  # noqa: PLR0913, PLR0917 - a direct bill says that much
    unit: Unit, folio_id: str, window: int, account: str, amount: Money, override: str | None
) -> None:
    """Let a company owe what a window owed, in one commit: neither without the other."""
    stay: Stay | None = unit.get("stay", folio_id)
    unit.act(BillDirectly(folio_id, account, amount, window))
    unit.act(
        DebitAccount(
            account,
            amount,
            _last_line(unit, folio_id),
            f"Folio {folio_id}",
            Money(_in_house(unit, account), unit.property.currency),
            None if stay is None else unit.context.business_date,
            override,
        )
    )
    unit.act(*_on_invoice(unit, folio_id, window, account))


def _on_invoice(unit: Unit, folio_id: str, number: int, account: str) -> Iterator[NumberInvoice]:
    """Yield what tells the account of the invoice, if all that is billed stands on one already."""
    window = unit.need("folio", folio_id).window(number)
    if window.invoice is None:
        return
    new = Subject.of_window(unit, folio_id, number).lines
    if not any(isinstance(line, Priced) for line in new):
        item = unit.need("account", account).items[-1]
        yield NumberInvoice(account, item.number, window.invoice, unit.context.business_date)


def _in_house(unit: Unit, account: str) -> Decimal:
    """Return what stands on open bills for an account and has not been billed to it yet."""
    folios = [folio for _, folio in unit.find("folio.payee", account)]
    unit.load(*(("folio", folio) for folio in folios))
    return total(
        window.owed
        for folio in folios
        for window in _billable(unit.need("folio", folio))
        if window.payee is not None and window.payee.id == account
    )
