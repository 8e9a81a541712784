"""Prices on their way to a bill: in the property's money, with service charge and taxes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Final

import attrs

from axentra_core.folio import Folio, PostCharge, Quote, TaxedAs, route
from axentra_core.folio.corrections import part_of
from axentra_core.folio.routing import HOME
from axentra_core.folio.tax import Item, PriceBasis
from axentra_core.hotel.taxes import Bill
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Money, exact
from axentra_core.kernel.numbers import subtract
from axentra_core.stays import FeeKind

SURCHARGE: Final = "surcharge:"


@attrs.frozen
class Sale:
    """Something sold, on its way to a bill.

    Attributes:
        code: transaction code, which names department, service charge and taxes.
        price: of all units together; net, unless the code says that its prices are gross.
        service_date: the day the guest had it.
        source: what caused it.
        description: what the guest reads; the name of the transaction code when left out.
        quantity: how many units the price is for.
        is_night: whether it is a night of the stay.
        window: which part of the bill it goes to; the first unless routing says else.
        revenue_date: the day whose revenue it is; the business date when None.
        signed: the guest signs for it, so no-post and the credit limit count.
        override: why they do not count this time.
        gross: the price contains service charge and taxes, whatever the code says.
    """

    code: str
    price: Money
    service_date: date
    source: str
    description: str | None = None
    quantity: int = 1
    is_night: bool = False
    window: int = 1
    revenue_date: date | None = None
    signed: bool = False
    override: str | None = None
    gross: bool = False


def fee_source(kind: FeeKind) -> str:
    """Return what the charge of a fee is found by."""
    return f"fee:{kind}"


def package_source(night: date) -> str:
    """Return what the charges of the packages that came with a night are found by."""
    return f"package:{night}"


def order_source(order: str) -> str:
    """Return what the charges of an order are found by."""
    return f"order:{order}"


def surcharge_source(stay: str, number: int) -> str:
    """Return what the surcharge of a planned payment is found by."""
    return f"{SURCHARGE}{stay}:{number}"


def is_surcharge(source: str) -> bool:
    """Return whether a charge is a surcharge: who has paid it by card bears it, nobody else."""
    return source.startswith(SURCHARGE)


def own_money(unit: Unit, amount: Money, path: str) -> Money:
    """Return an amount in the property's currency and digits.

    Raises:
        InvalidInput: ``money.currency_mismatch`` or ``money.too_many_decimals``.
    """
    currency = unit.property.currency
    if amount.currency.code != currency:
        raise InvalidInput.because(
            "money.currency_mismatch", path=path, got=shown(amount.currency.code), expected=currency
        )
    try:
        return Money(exact(amount.amount, unit.property.digits, currency), amount.currency)
    except InvalidInput as error:
        raise error.under(path) from None


def own_money_if(unit: Unit, amount: Money | None, path: str) -> Money | None:
    """Return what `own_money` returns; None where no amount was named."""
    return None if amount is None else own_money(unit, amount, path)


def charges(unit: Unit, bill: str, *sales: Sale) -> Sequence[PostCharge]:
    """Return the commands that put what was sold on a bill, in order.

    Each is priced by the chain of its transaction code, or by the tax rules of the place as a part
    of the whole bill.

    Raises:
        InvalidInput: ``value.not_listed`` for an unknown code, or as `own_money`.
        TaxRefusal: as `axentra_core.folio.tax.quote`.
    """
    prices = [own_money(unit, sale.price, "net") for sale in sales]
    own = unit.property.folio
    items: list[Item | None] = [None] * len(sales)
    quotes: Mapping[str, Quote] = {}
    if any(own.code(sale.code).article is not None for sale in sales):
        so_far = Bill(unit, bill)
        lines = count(so_far.next_line)
        items = [_item(unit, str(next(lines)), *one) for one in zip(sales, prices, strict=True)]
        quotes = so_far.parts([one for one in items if one is not None])
    folio: Folio = unit.need("folio", bill)
    commands = []
    for sale, price, one in zip(sales, prices, items, strict=True):
        code, taxed = own.code(sale.code), None
        if one is None:
            priced = own.quote(sale.code, price, unit.property.price_rounding)
            if sale.gross:
                priced = part_of(priced, price.amount, folio.unit)
        else:
            taxed = TaxedAs(one.article, one.amount, one.basis, one.is_night)
            priced = quotes[one.id]
        window, instruction = _window(folio, sale, code.department, priced)
        commands.append(
            PostCharge(
                bill,
                sale.code,
                code.department,
                sale.description or code.name,
                sale.quantity,
                priced,
                sale.service_date,
                sale.source,
                unit.settings,
                taxed,
                window,
                sale.revenue_date,
                instruction,
                signed=sale.signed,
                override=sale.override,
                nature=code.nature,
            )
        )
    return commands


def adds(unit: Unit, bill: str, sale: Sale) -> Decimal:
    """Return what something would add to a bill, with its service charge and taxes.

    Where tax rules round the bill as a whole, that is not always what its own line says: a cent of
    the other lines may move with it.

    Raises:
        InvalidInput: as `charges`.
        TaxRefusal: likewise.
    """
    (posted,) = charges(unit, bill, sale)
    if posted.taxed is None:
        return posted.quote.total
    so_far = Bill(unit, bill)
    item = _item(unit, str(so_far.next_line), sale, own_money(unit, sale.price, "net"))
    return subtract(so_far.quote([] if item is None else [item]).owed, so_far.quote().owed)


def _window(folio: Folio, sale: Sale, department: str, quote: Quote) -> tuple[int, int | None]:
    """Return the window of a charge, and the instruction that sends it there as a whole.

    What has a limit, is divided or goes to another bill is sent on once it is posted, for then it
    has a line and the limit is known.
    """
    routing = folio.terms.routing
    if sale.window != HOME.window or not routing or is_surcharge(sale.source):
        return sale.window, None
    first, *rest = route(quote, sale.code, department, sale.service_date, routing, folio.unit)
    if rest or first.instruction is None or first.target.folio is not None:
        return sale.window, None
    if any(one.number == first.instruction and one.limit is not None for one in routing):
        return sale.window, None
    return first.target.window, first.instruction


def _item(unit: Unit, name: str, sale: Sale, price: Money) -> Item | None:
    """Return what is sold as the tax rules see it; None if they are not asked."""
    code = unit.property.folio.code(sale.code)
    if code.article is None:
        return None
    return Item(
        name,
        code.article,
        price.amount,
        PriceBasis.GROSS if sale.gross else code.basis,
        sale.service_date,
        Decimal(sale.quantity),
        is_night=sale.is_night,
        category=code.department,
    )
