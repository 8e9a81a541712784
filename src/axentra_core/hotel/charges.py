"""Prices on their way to a bill: in the property's money, with service charge and taxes."""

from datetime import date

from axentra_core.folio import PostCharge
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Money, exact
from axentra_core.stays import FeeKind


def fee_source(kind: FeeKind) -> str:
    """Return what the charge of a fee is found by."""
    return f"fee:{kind}"


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


def charge(  # noqa: PLR0913 - a charge says that much
    unit: Unit,
    *,
    stay: str,
    code: str,
    net: Money,
    service_date: date,
    source: str,
    description: str | None = None,
    quantity: int = 1,
) -> PostCharge:
    """Return the command that puts something sold on a stay's bill.

    Args:
        unit: gives the settings it is priced by.
        stay: whose bill.
        code: transaction code, which names department, service charge and taxes.
        net: price of all units together.
        service_date: the day the guest had it.
        source: what caused it.
        description: what the guest reads; the name of the transaction code when left out.
        quantity: how many units the price is for.

    Raises:
        InvalidInput: ``value.not_listed`` for an unknown code, or as `own_money`.
    """
    sold = unit.property.folio.code(code)
    price = own_money(unit, net, "net")
    return PostCharge(
        stay,
        code,
        sold.department,
        description or sold.name,
        quantity,
        unit.property.folio.quote(code, price, unit.property.price_rounding),
        service_date,
        source,
        unit.settings,
    )
