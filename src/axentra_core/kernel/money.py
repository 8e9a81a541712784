"""Money at the edge: one guarded door for currencies and amounts."""

import decimal
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from babel.core import get_global
from moneyed import Currency, Money, get_currency
from moneyed.classes import CurrencyDoesNotExist

from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.numbers import CONTEXT, as_text, multiply, number, unit_of

__all__ = [
    "Amount",
    "CurrencyCode",
    "ExchangeRate",
    "Money",
    "PositiveAmount",
    "Price",
    "amount",
    "cash_step",
    "currency_code",
    "currency_digits",
    "currency_of",
    "exact",
    "money",
    "positive_amount",
    "price",
]


@lru_cache(maxsize=1)
def _current_currencies() -> frozenset[str]:
    """Return the codes that some territory uses as legal tender today, by CLDR."""
    return frozenset(
        code
        for history in get_global("territory_currencies").values()
        for code, _, until, is_tender in history
        if is_tender and until is None
    )


@lru_cache(maxsize=512)
def currency_of(code: str) -> Currency:
    """Return a currency by its ISO 4217 code in exact capitals, if it is money today.

    Raises:
        InvalidInput: ``money.currency_unknown``.
    """
    if code not in _current_currencies():
        raise InvalidInput.because("money.currency_unknown", got=shown(code))
    try:
        return get_currency(code)
    except CurrencyDoesNotExist:
        # The list of py-moneyed ends in 2022; CLDR knows the younger ones.
        return Currency(code)


@lru_cache(maxsize=512)
def currency_digits(code: str) -> int:
    """Return how many decimals an ISO 4217 currency has, by CLDR.

    Raises:
        InvalidInput: ``money.currency_unknown`` unless it is a current code in exact capitals.
    """
    currency_of(code)
    fractions = get_global("currency_fractions")
    digits: int = fractions.get(code, fractions["DEFAULT"])[0]
    return digits


def currency_code(value: object) -> str:
    """Return an ISO 4217 code that is money today."""
    if value is None:
        raise InvalidInput.because("field.required")
    if type(value) is not str:
        raise InvalidInput.because("money.currency_unknown", got=shown(value))
    currency_of(value)
    return value


@lru_cache(maxsize=512)
def cash_step(code: str) -> Decimal:
    """Return the smallest amount that can be paid in cash, by CLDR: 0.50 for DKK, 0.05 for CHF."""
    currency_of(code)
    fractions = get_global("currency_fractions")
    _, _, digits, step = fractions.get(code, fractions["DEFAULT"])
    return multiply(Decimal(step or 1), unit_of(digits))


def money(amount: str | int | Decimal, currency: str, *, digits: int | None = None) -> Money:
    """Return a guarded amount of money, its scale set to the currency's digits.

    Args:
        amount: as `number` takes it.
        currency: ISO 4217 code in capitals.
        digits: decimals of this property for the currency; the currency's own when left out.

    Raises:
        InvalidInput: the ``money.…`` codes of `number`, ``money.currency_unknown`` and
            ``money.too_many_decimals``.
    """
    if type(currency) is not str:
        raise InvalidInput.because("money.currency_unknown", got=shown(currency))
    own_digits = currency_digits(currency)
    value = number(amount, area="money")
    scaled = exact(value, own_digits if digits is None else digits, currency)
    return Money(scaled, currency_of(currency))


def amount(value: object) -> Money:
    """Return money that was made elsewhere, guarded as `money` guards it."""
    if value is None:
        raise InvalidInput.because("field.required")
    if not isinstance(value, Money):
        raise InvalidInput.because("field.wrong_type", expected="Money", got=shown(value))
    # Its scale stays: how many decimals an amount may have is the property's own choice.
    return Money(number(value.amount, area="money"), currency_of(value.currency.code))


def positive_amount(value: object) -> Money:
    """Return money above zero."""
    checked = amount(value)
    if checked.amount <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return checked


def price(value: object) -> Money:
    """Return money of zero or more: what is free has a price, too."""
    checked = amount(value)
    if checked.amount < 0:
        raise InvalidInput.because("money.below_zero")
    return checked


def exchange_rate(value: object) -> Decimal:
    """Return a rate of exchange: more than zero, and often far more than one."""
    checked = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    if checked <= 0:
        raise InvalidInput.because(
            "value.out_of_range", got=as_text(checked), low="more than 0", high="10^15"
        )
    return checked


Amount = Annotated[Money, amount]
CurrencyCode = Annotated[str, currency_code]
ExchangeRate = Annotated[Decimal, exchange_rate]
PositiveAmount = Annotated[Money, positive_amount]
Price = Annotated[Money, price]


def exact(amount: Decimal, digits: int, currency: str) -> Decimal:
    """Return an amount at the scale of its currency, refusing to lose a decimal.

    Raises:
        InvalidInput: ``money.too_many_decimals``.
    """
    scaled = amount.quantize(unit_of(digits), decimal.ROUND_DOWN, CONTEXT)
    if scaled != amount:
        raise InvalidInput.because(
            "money.too_many_decimals", got=shown(as_text(amount)), currency=currency, digits=digits
        )
    return scaled or scaled.copy_abs()
