"""The verbs of the cash desk as one actor says them."""

from collections.abc import Sequence
from decimal import Decimal

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class CashDesk(Speaker):
    """Shifts over a drawer, and what goes in and out of it."""

    def open_cashier_shift(
        self,
        *,
        drawer: str | None = None,
        floats: Sequence[Money] = (),
        cashier_shift: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Begin a shift of one's own; `CashierShiftOpened` names its id."""
        return self.do(verbs.OpenCashierShift(drawer, tuple(floats), cashier_shift), key=key)

    def add_float(self, cashier_shift: str, amount: Money, *, key: str | None = None) -> Done:
        """Put more change into the drawer."""
        return self.do(verbs.AddFloat(cashier_shift, amount), key=key)

    def pay_out(  # noqa: PLR0913 - a paid-out says that much
        self,
        cashier_shift: str,
        amount: Money,
        reason: str,
        description: str,
        *,
        folio: str | None = None,
        code: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Pay something from the drawer, for the house or onto a guest's bill."""
        verb = verbs.PayOut(cashier_shift, amount, reason, description, folio, code)
        return self.do(verb, key=key)

    def drop_cash(
        self, cashier_shift: str, amount: Money, reference: str, *, key: str | None = None
    ) -> Done:
        """Bring cash from the drawer to the safe."""
        return self.do(verbs.DropCash(cashier_shift, amount, reference), key=key)

    def exchange_cash(
        self,
        cashier_shift: str,
        received: Money,
        given: Money,
        rate: Decimal,
        *,
        key: str | None = None,
    ) -> Done:
        """Give notes of one currency for notes of another."""
        return self.do(verbs.ExchangeCash(cashier_shift, received, given, rate), key=key)

    def reverse_cash_entry(
        self, cashier_shift: str, entry: int, reason: str, *, key: str | None = None
    ) -> Done:
        """Take a float, a paid-out, a drop or an exchange back."""
        return self.do(verbs.ReverseCashEntry(cashier_shift, entry, reason), key=key)

    def close_cashier_shift(
        self, cashier_shift: str, counted: Sequence[Money], *, key: str | None = None
    ) -> Done:
        """End a shift with what was counted."""
        return self.do(verbs.CloseCashierShift(cashier_shift, tuple(counted)), key=key)

    def correct_count(
        self, cashier_shift: str, counted: Sequence[Money], reason: str, *, key: str | None = None
    ) -> Done:
        """Count the drawer of a closed shift again."""
        return self.do(verbs.CorrectCount(cashier_shift, tuple(counted), reason), key=key)
