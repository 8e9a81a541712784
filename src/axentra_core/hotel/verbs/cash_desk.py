"""What is done with the cash of the house: shifts over a drawer, and what goes in and out."""

from axentra_core.cashier.model import CountedAmount, EntryNumber
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import ExchangeRate, PositiveAmount
from axentra_core.kernel.texts import Code, Id, Text


@checked
class OpenCashierShift:
    """Begin a shift at the cash desk for whoever says so.

    Attributes:
        drawer: code of the drawer, where the house has several.
        floats: change in the drawer, one amount a currency.
    """

    drawer: Code | None = None
    floats: tuple[PositiveAmount, ...] = ()
    cashier_shift: Id | None = None


@checked
class AddFloat:
    """Put more change into the drawer."""

    cashier_shift: Id
    amount: PositiveAmount


@checked
class PayOut:
    """Pay something from the drawer: the guest's taxi, the house's stamps (a paid-out).

    Attributes:
        reason: what kind of expense it is; one that the property lists, if it lists any.
        description: what was paid.
        folio: the bill of the guest it was paid for, or None where the house pays, and
        code: the transaction code of a paid-out under which it goes on that bill.
    """

    cashier_shift: Id
    amount: PositiveAmount
    reason: Code
    description: Text
    folio: Id | None = None
    code: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a bill without a transaction code, and a code without a bill."""
        if (self.folio is None) is not (self.code is None):
            missing = "folio" if self.folio is None else "code"
            raise InvalidInput.because("field.required", path=missing)


@checked
class DropCash:
    """Bring cash from the drawer to the safe.

    Attributes:
        reference: what the bag or envelope says.
    """

    cashier_shift: Id
    amount: PositiveAmount
    reference: Text


@checked
class ExchangeCash:
    """Give notes of one currency for notes of another.

    Attributes:
        received: what came into the drawer.
        given: what left it.
        rate: what one unit received was worth in the currency given.
    """

    cashier_shift: Id
    received: PositiveAmount
    given: PositiveAmount
    rate: ExchangeRate


@checked
class ReverseCashEntry:
    """Take a float, a paid-out, a drop or an exchange back, and what it has put on a bill.

    A payment is taken back where it was entered; the drawer follows.
    """

    cashier_shift: Id
    entry: EntryNumber
    reason: Text


@checked
class CloseCashierShift:
    """End a shift with what was counted; nobody is told before what is expected.

    Attributes:
        counted: one amount a currency; one that is not named counts as zero.
    """

    cashier_shift: Id
    counted: tuple[CountedAmount, ...]


@checked
class CorrectCount:
    """Count the drawer of a closed shift again.

    Attributes:
        counted: all of it, one amount a currency.
    """

    cashier_shift: Id
    counted: tuple[CountedAmount, ...]
    reason: Text
