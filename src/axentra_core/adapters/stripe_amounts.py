"""Amounts as Stripe's API writes them: whole numbers, in steps that Stripe itself has set.

Source: docs.stripe.com/currencies, "Zero-decimal currencies", "Three-decimal currencies" and
"Special cases"; for krónur also support.stripe.com, "Deprecation of fractional ISK charges and
refunds". Whole forint and new Taiwan dollars are asked of payouts only, so they stand in no row.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Money, exact, money
from axentra_core.kernel.numbers import multiply


@attrs.frozen
class Steps:
    """How a currency is written.

    Attributes:
        places: how many digits of the whole number are decimals.
        decimals: how many of them may be other than zero.
    """

    places: int
    decimals: int


# fmt: off
USUAL: Final = Steps(places=2, decimals=2)
ROWS: Final = (
    ("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF", Steps(places=0, decimals=0)),
    ("BHD JOD KWD OMR TND",                                         Steps(places=3, decimals=2)),
    ("ISK UGX",                                                     Steps(places=2, decimals=0)),
)
# fmt: on
STEPS: Final[Mapping[str, Steps]] = MappingProxyType(
    {code: steps for codes, steps in ROWS for code in codes.split()}
)


def minor_units(amount: Money) -> int:
    """Return an amount as Stripe takes it: 12.50 euros are 1250, 500 yen are 500.

    Raises:
        InvalidInput: ``money.too_many_decimals`` where Stripe cannot take it exactly.
    """
    code = amount.currency.code
    steps = STEPS.get(code, USUAL)
    scaled = exact(amount.amount, steps.decimals, code)
    return int(multiply(scaled, Decimal(10**steps.places)))


def money_of(units: object, currency: object) -> Money:
    """Return an amount above zero that Stripe has written.

    Raises:
        InvalidInput: for what is no such amount.
    """
    if type(units) is not int or type(currency) is not str:
        raise InvalidInput.because("field.wrong_type", expected="an amount", got=shown(units))
    if units <= 0:
        raise InvalidInput.because("money.must_be_positive")
    code = currency.upper()
    places = STEPS.get(code, USUAL).places
    return money(Decimal(units).scaleb(-places), code, digits=places)
