"""Prices between money and the smallest units in which calendars count them."""

from decimal import Decimal
from typing import Final

from axentra_core.kernel.checks import in_bounds
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money, exact, money, positive_amount
from axentra_core.kernel.numbers import CONTEXT

MOST_PRICE: Final = 10**12 - 1
# No currency has more.
MOST_DIGITS: Final = 4


def smallest(price: Money, digits: int) -> int:
    """Return a price in the smallest units of its currency, exactly.

    Args:
        price: of one night, above zero.
        digits: decimals that the property has for the currency, such as 0 for whole rupiah.

    Raises:
        InvalidInput: ``money.must_be_positive``, ``money.too_many_decimals``, or
            ``value.out_of_range`` from 10^12 units on, and for more decimals than four.
    """
    digits = _decimals(digits)
    guarded = positive_amount(price)
    value = exact(guarded.amount, digits, guarded.currency.code)
    return in_bounds(int(value.scaleb(digits, CONTEXT)), low=1, high=MOST_PRICE)


def price(units: int, currency: str, digits: int) -> Money:
    """Return as money what a calendar counts in smallest units.

    Raises:
        InvalidInput: ``value.out_of_range`` or ``money.currency_unknown``.
    """
    digits = _decimals(digits)
    counted = Decimal(in_bounds(units, low=1, high=MOST_PRICE))
    return money(counted.scaleb(-digits, CONTEXT), currency, digits=digits)


def _decimals(digits: object) -> int:
    try:
        return in_bounds(digits, low=0, high=MOST_DIGITS)
    except InvalidInput as error:
        raise error.under("digits") from None
