"""How a property handles its cash, and what follows from it for a shift."""

from axentra_core.cashier.model import CashierShift, check_each_once
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.money import Money, PositiveAmount
from axentra_core.kernel.texts import Code


@checked
class CashierSettings:
    """What the house asks of its cashiers.

    Attributes:
        cash_needs_shift: cash is taken and given by those alone who have an open shift.
        paid_out_reasons: what a paid-out may be for; anything when there are none.
        most_in_drawer: from which amount on cash should go to the safe, one amount a currency;
            a warning, never a refusal.
    """

    cash_needs_shift: bool = False
    paid_out_reasons: tuple[Code, ...] = ()
    most_in_drawer: tuple[PositiveAmount, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a reason or a currency that stands twice."""
        check_each_once("paid_out_reasons", self.paid_out_reasons)
        check_each_once("most_in_drawer", [most.currency.code for most in self.most_in_drawer])

    def check_reason(self, reason: str) -> None:
        """Insist that a paid-out is for something the house pays.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        if self.paid_out_reasons and reason not in self.paid_out_reasons:
            raise InvalidInput.because(
                "value.not_listed",
                path="reason",
                got=shown(reason),
                kind="paid-out reasons",
                allowed=some_of(self.paid_out_reasons),
            )


def drop_due(shift: CashierShift, settings: CashierSettings) -> tuple[Money, ...]:
    """Return the limits that the cash in a drawer is above; that much and more should be dropped.

    The limits alone are told: what is in the drawer stays unknown until it is counted.
    """
    return tuple(
        most for most in settings.most_in_drawer if shift.expected(most.currency.code) > most.amount
    )
