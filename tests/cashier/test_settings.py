"""How a house handles its cash."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.cashier import (
    AGGREGATES,
    CashierSettings,
    CashierShiftOpened,
    FloatAdded,
    drop_due,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money

(SHIFT,) = AGGREGATES
TODAY = date(2026, 11, 23)
FACTS = (TODAY, "staff ayu")


def test_a_house_lists_what_it_pays_for() -> None:
    """A reason that is not listed is refused, with those that are; an empty list asks nothing."""
    settings = CashierSettings(paid_out_reasons=("TAXI", "STAMPS"))
    settings.check_reason("TAXI")
    CashierSettings().check_reason("WHATEVER")
    with pytest.raises(InvalidInput, match="TAXI, STAMPS @ reason ") as caught:
        settings.check_reason("LOAN")
    assert caught.value.code == "value.not_listed"


@pytest.mark.parametrize(
    ("field", "twice"),
    [
        ("paid_out_reasons", ("TAXI", "TAXI")),
        ("most_in_drawer", (money(1, "IDR"), money(2, "IDR"))),
    ],
)
def test_nothing_stands_twice_in_the_settings(field, twice) -> None:
    """Two limits for one currency would contradict each other."""
    with pytest.raises(InvalidInput) as caught:
        CashierSettings(**{field: twice})
    assert (caught.value.code, caught.value.faults[0].path) == ("value.duplicate", f"{field}[1]")


@pytest.mark.parametrize(("amount", "due"), [(999, False), (1000, False), (1001, True)])
def test_too_much_cash_should_go_to_the_safe(amount, due) -> None:
    """Above the limit of a currency a drop is due; what lies in the drawer is not told."""
    limits = (money(1000, "IDR"), money(5, "USD"))
    shift = SHIFT.replay(
        [
            CashierShiftOpened("C1", "ayu", None, (), *FACTS),
            FloatAdded("C1", 1, Decimal(amount), "IDR", *FACTS),
        ]
    )
    assert drop_due(shift, CashierSettings(most_in_drawer=limits)) == limits[:1] * due
    assert drop_due(shift, CashierSettings()) == ()
