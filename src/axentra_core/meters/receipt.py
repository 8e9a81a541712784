"""What the settlement of a registration has come to: money, deposits set off, and documents."""

from decimal import Decimal

from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.numbers import ZERO, total
from axentra_core.kernel.texts import Code, Text
from axentra_core.meters.figures import Signed
from axentra_core.meters.units import NotNegative


@checked
class Paid:
    """Money that was paid, or given back.

    Attributes:
        method: how.
        amount: in the money of the property; below zero where it was given back.
        reference: what the other side knows it by; None without.
    """

    method: Code
    amount: Signed
    reference: Text | None = None


@checked
class Receipt:
    """What is shown once a registration is settled (seed: *Kvitteringsside*).

    Attributes:
        on: business date.
        payments: what was paid and given back, in order.
        set_off: what deposits have paid, in the money of the property.
        documents: numbers of the invoices and credit notes, in order.
        is_shown: whether the house wants it shown, whatever Front Desk's own settings say.
    """

    on: Day
    payments: tuple[Paid, ...] = ()
    set_off: NotNegative = ZERO
    documents: tuple[Text, ...] = ()
    is_shown: bool = False

    @property
    def paid(self) -> Decimal:
        """What was paid in all; below zero where the guest got more back."""
        return total(one.amount for one in self.payments)
