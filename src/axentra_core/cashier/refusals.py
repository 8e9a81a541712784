"""What a cashier's shift refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class CashierRefusal(RuleViolation):
    """A rule of the cash desk says no."""

    # A close is blind: no sentence tells how much is expected in a drawer.
    SENTENCES: ClassVar[Mapping[str, str]] = {
        "cashier.closed": (
            "cashier shift {cashier_shift} is closed and takes nothing more; open a new one"
        ),
        "cashier.not_closed": (
            "cashier shift {cashier_shift} is open, so it was not counted yet; close it first"
        ),
        "cashier.not_enough_cash": (
            "the drawer of cashier shift {cashier_shift} has less than {got:,} {currency}; "
            "add a float or take that much from elsewhere"
        ),
        "cashier.too_large": (
            "cashier shift {cashier_shift} cannot hold {got:,} {currency} more; "
            "no total reaches 10^15, so check the amount"
        ),
        "cashier.same_currency": (
            "{currency} is exchanged for another currency, not for itself; check both amounts"
        ),
        "cashier.entry_unknown": (
            "cashier shift {cashier_shift} has no entry {entry}; check its report"
        ),
        "cashier.is_reversal": (
            "entry {entry} of cashier shift {cashier_shift} took another one back and stays; "
            "enter again what was right"
        ),
        "cashier.already_reversed": (
            "entry {entry} of cashier shift {cashier_shift} was already taken back"
        ),
        "cashier.count_missing": (
            "cashier shift {cashier_shift} has had cash in {currencies}; "
            "count that too, as zero where nothing is left"
        ),
    }
