"""Commands that begin a bill, put charges on it, correct and move them, and end it.

Payments are in `payment_messages`, what is agreed about a bill is in `term_messages`.
"""

from decimal import Decimal
from typing import Annotated

from axentra_core.folio.model import FolioKind, LineNumber
from axentra_core.folio.price import Quote, TaxedAs
from axentra_core.folio.settings import Nature
from axentra_core.folio.windows import MOST_WINDOWS, STANDARD_WINDOWS, WindowNumber
from axentra_core.kernel.checks import Count, Day, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Amount, PositiveAmount
from axentra_core.kernel.numbers import Rate, number
from axentra_core.kernel.texts import Cause, Code, Id, Text

FEWEST_SHARES = 2
# In each of these ways it is said how much comes off a line.
PARTS_OFF = ("amount", "percent", "part")


@checked
class OpenFolio:
    """Begin a bill.

    Attributes:
        stay: whose stay it bills; its own id where it is of none.
        digits: decimals of the property for the currency.
        most_windows: how many windows it may have.
        follows: the closed bill that a late one comes after.
        name: what a house account is called.
    """

    folio: Id
    stay: Id
    currency: Code
    digits: int
    kind: FolioKind = FolioKind.GUEST
    most_windows: Annotated[int, whole(1, MOST_WINDOWS)] = STANDARD_WINDOWS
    follows: Id | None = None
    name: Text | None = None


@checked
class PostOpeningBalance:
    """Begin the bill with what stood on it in the former system, when a hotel is taken over.

    Attributes:
        amount: what the guest owed; below zero what they had paid in advance.
        description: what the guest reads.
    """

    folio: Id
    amount: Amount
    description: Text


@checked
class PostCharge:
    """Put a priced item on the bill.

    Attributes:
        code: transaction code, which says what was sold.
        department: where the revenue belongs.
        description: what the guest reads.
        quote: the calculated price of all units together.
        service_date: the day the guest had it.
        source: what caused it, such as ``order:O1:1``; a reversal finds the line by it.
        settings: version of the property's settings it was priced by.
        taxed: what it was to the tax rules; None if they were not asked.
        window: which part of the bill it goes to.
        revenue_date: the day whose revenue it is; the business date when left out.
        instruction: which routing instruction has placed it.
        signed: the guest has signed for it, so no-post and the credit limit count.
        override: why neither of them counts this time.
        nature: what it is to the house.
    """

    folio: Id
    code: Code
    department: Code
    description: Text
    quantity: Count
    quote: Quote
    service_date: Day
    source: Cause
    settings: int
    taxed: TaxedAs | None = None
    window: WindowNumber = 1
    revenue_date: Day | None = None
    instruction: int | None = None
    signed: bool = False
    override: Text | None = None
    nature: Nature = Nature.REVENUE


@checked
class AdjustCharge:
    """Take a part of a charge off by a line that points to it; its taxes follow as recorded.

    Attributes:
        amount: how much of its total, or
        percent: which part of what was posted, 0 to 1, or
        part: the very part, where its taxes were worked out already.
        reason: such as ``service_failure``, for reports.
        note: what the guest was promised.
        window: where it stands, for a charge that was split among several.
        document: the credit note or correction it will stand on, for a line that was invoiced.
    """

    folio: Id
    line: LineNumber
    reason: Code
    amount: PositiveAmount | None = None
    percent: Rate | None = None
    note: Text | None = None
    window: WindowNumber | None = None
    document: Id | None = None
    part: Quote | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse more than one of amount, percent and part, none, and nothing at all."""
        given = [name for name in PARTS_OFF if getattr(self, name) is not None]
        if not given:
            raise InvalidInput.because("field.required", path="amount")
        if len(given) > 1:
            raise InvalidInput.because(
                "value.conflict", path=given[1], one=given[1], other=given[0]
            )
        if self.percent is not None and not self.percent:
            raise InvalidInput.because("money.must_be_positive", path="percent")


@checked
class ReverseCharge:
    """Take back what is left of a charge or an adjustment, by lines that point to it.

    Attributes:
        document: the credit note it will stand on, for a line that was invoiced.
    """

    folio: Id
    line: LineNumber
    reason: Text
    document: Id | None = None


@checked
class ReverseSource:
    """Take back every charge that a source has caused and that still stands."""

    folio: Id
    source: Cause
    reason: Text


@checked
class MoveCharge:
    """Let another window pay a charge, or a part of it; its taxes go with it.

    Attributes:
        to_window: who pays it from now on.
        amount: how much of what is left of it; all when left out.
        window: where it stands, for a charge that was split among several.
        part: the very part, where routing has divided it; then no amount is named.
        instruction: which routing instruction moves it.
    """

    folio: Id
    line: LineNumber
    to_window: WindowNumber
    reason: Text
    amount: PositiveAmount | None = None
    window: WindowNumber | None = None
    part: Quote | None = None
    instruction: int | None = None


def above_zero(value: object) -> Decimal:
    """Return how heavy a share is: more than zero."""
    given = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    if given <= 0:
        raise InvalidInput.because("money.weights")
    return given


@checked
class Share:
    """Which part of a charge a window pays.

    Attributes:
        weight: beside those of the other shares; equal ones share equally.
    """

    window: WindowNumber
    weight: Annotated[Decimal, above_zero] = Decimal(1)


@checked
class SplitCharge:
    """Share what is left of a charge among windows, each component in the same proportion."""

    folio: Id
    line: LineNumber
    shares: tuple[Share, ...]
    reason: Text

    def __attrs_post_init__(self) -> None:
        """Refuse fewer than two shares, and a window that stands twice."""
        windows = [share.window for share in self.shares]
        if len(windows) < FEWEST_SHARES:
            raise InvalidInput.because(
                "list.length",
                path="shares",
                got=len(windows),
                low=FEWEST_SHARES,
                high=MOST_WINDOWS,
            )
        for place, window in enumerate(windows):
            if window in windows[:place]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"shares[{place}].window", got=window
                )


@checked
class TransferOut:
    """Let another bill take a charge over, or a part of it; `TransferIn` is the other half.

    Attributes:
        to_folio: the bill that takes it.
        transfer: id of both halves.
        to_window: of that bill.
        amount: how much of what is left of it; all when left out.
        window: where it stands, for a charge that was split among several.
        part: the very part, where routing has divided it; then no amount is named.
        instruction: which routing instruction sends it there.
    """

    folio: Id
    line: LineNumber
    to_folio: Id
    transfer: Id
    reason: Text
    to_window: WindowNumber = 1
    amount: PositiveAmount | None = None
    window: WindowNumber | None = None
    part: Quote | None = None
    instruction: int | None = None


@checked
class TransferIn:
    """Take a charge over from another bill, as it is recorded there.

    Attributes:
        from_folio: the bill it stands on, and
        from_line: its line there.
        origin_folio: the bill on which it was sold, and
        origin_line: its line there.
        is_last: nothing of it is left where it comes from.
        instruction: the one of this bill that had sent it away.
    """

    folio: Id
    transfer: Id
    from_folio: Id
    from_line: LineNumber
    origin_folio: Id
    origin_line: LineNumber
    code: Code
    department: Code
    description: Text
    quantity: Count
    quote: Quote
    service_date: Day
    source: Cause
    window: WindowNumber = 1
    nature: Nature = Nature.REVENUE
    is_last: bool = False
    instruction: int | None = None


@checked
class PutOnAccount:
    """Leave the bill open for later, as a receivable: the guest is gone, or never came.

    Attributes:
        due: the day by which it is to be settled, where one was agreed.
        reason: such as who pays it.
    """

    folio: Id
    due: Day | None
    reason: Text


@checked
class CloseFolio:
    """End the bill; each of its windows must owe exactly zero."""

    folio: Id


@checked
class ReopenFolio:
    """Take the end of the bill back, with the check-out or the cancellation that ended it."""

    folio: Id
    reason: Text
