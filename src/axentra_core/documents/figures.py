"""What a document lists: lines, taxes, payments and open items, one value for each row.

All amounts are of the document's currency, which stands on it once; those that the guest handed
over in another one are kept beside it.
"""

from decimal import Decimal
from functools import partial
from typing import Annotated

from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.money import ExchangeRate
from axentra_core.kernel.numbers import number
from axentra_core.kernel.texts import Code, Id, LastFour, Text

MOST_LINES = 1_000_000
MOST_DAYS = 36_600


Figure = Annotated[Decimal, partial(number, area="money")]
Number = Annotated[Decimal, number]
LineNumber = Annotated[int, whole(1, MOST_LINES)]
DayCount = Annotated[int, whole(-MOST_DAYS, MOST_DAYS)]


@checked
class DocumentLine:
    """One charge or correction, as it was posted.

    Attributes:
        line: its number where it was posted.
        on: the day it was had.
        description: what the guest reads.
        quantity: how many units; below zero where some are taken back.
        code: transaction code.
        department: where the revenue belongs.
        net: without service charge and taxes.
        total: with those of them that are owed.
        refers_to: number of the line it corrects.
        note: what else the guest reads about it.
    """

    line: LineNumber
    on: Day
    description: Text
    quantity: Number
    code: Code
    department: Code
    net: Figure
    total: Figure
    refers_to: LineNumber | None = None
    note: Text | None = None


@checked
class TaxLine:
    """A service charge or one tax at one rate, over all lines.

    Attributes:
        code: which one.
        rate: fraction of the base; None where it had several, or none.
        base: what the rate was applied to; not rounded where it is a part of a price.
        amount: the sum of what was posted with the lines, never calculated anew.
        owed: whether it is owed here; what a channel has collected is shown alone.
    """

    code: Code
    rate: Number | None
    base: Figure
    amount: Figure
    owed: bool = True


@checked
class Tendered:
    """What was handed over in another currency.

    Attributes:
        currency: ISO 4217 code of it.
        amount: in that currency; below zero when it was given back.
        rate: how much of the document's currency one of it was.
    """

    currency: Code
    amount: Figure
    rate: ExchangeRate


@checked
class PaymentLine:
    """One payment, or money given back.

    Attributes:
        line: its number where it was posted.
        on: business date.
        method: how it was paid.
        amount: below zero for a refund.
        reference: what the other side knows it by.
        last_four: of the card.
        tendered: what it was in another currency.
    """

    line: LineNumber
    on: Day
    method: Code
    amount: Figure
    reference: Text | None = None
    last_four: LastFour | None = None
    tendered: Tendered | None = None


@checked
class Settlement:
    """An advance invoice that is set off.

    Attributes:
        document: its number.
        amount: what of it is set off here.
    """

    document: Id
    amount: Figure


@checked
class OpenItemLine:
    """What is open on a company's account.

    Attributes:
        number: of the item on the account.
        description: what the company reads.
        on: the day it was transferred or invoiced.
        due: the day by which it is to be paid.
        amount: what it was.
        open: what of it is still to be paid.
        days_overdue: days since it was due; zero or less while it is not overdue.
    """

    number: LineNumber
    description: Text
    on: Day
    due: Day
    amount: Figure
    open: Figure
    days_overdue: DayCount


@checked
class AgeLine:
    """What is open on all items of one age.

    Attributes:
        since_day: the fewest days; zero or less for what is not due yet.
        until_day: the most days; None where there is no end.
        amount: what is open.
    """

    since_day: DayCount
    until_day: DayCount | None
    amount: Figure
