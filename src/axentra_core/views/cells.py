"""The rows of an issued document, cell by cell, in the words of one language.

Text and page print the same cells. What stands on a document many times, such as a date, is
written once.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

import attrs

from axentra_core.documents import (
    AgeLine,
    DocumentLine,
    OpenItemLine,
    PaymentLine,
    TaxLine,
)
from axentra_core.kernel.numbers import CONTEXT, ZERO
from axentra_core.kernel.rounding import Rounding
from axentra_core.views.locale import Language

T = TypeVar("T")


@attrs.frozen
class Line:
    """A charge or a payment.

    Attributes:
        number: where it was posted.
        on: its date.
        description: what the guest reads.
        notes: what else there is to read about it.
        quantity: empty for a payment.
        net: without taxes; empty for a payment.
        amount: with taxes.
    """

    number: str
    on: str
    description: str
    notes: tuple[str, ...]
    quantity: str
    net: str
    amount: str


@attrs.frozen
class Tax:
    """A service charge or one tax at one rate.

    Attributes:
        name: what it is called.
        rate: empty where it had several, or none.
        base: what the rate was applied to; empty where it was no part of anything.
        amount: what was posted.
    """

    name: str
    rate: str
    base: str
    amount: str


@attrs.frozen
class Item:
    """An open item on a company's account.

    Attributes:
        number: of the item on the account.
        on: the day it was transferred or invoiced.
        description: what the company reads.
        notes: what it was, where a part of it is paid.
        due: the day by which it is to be paid.
        open: what of it is still to be paid.
        overdue: for how many days; empty while it is not.
    """

    number: str
    on: str
    description: str
    notes: tuple[str, ...]
    due: str
    open: str
    overdue: str


class _Once(dict[T, str]):
    """Texts by what they are written from, each written once."""

    def __init__(self, write: Callable[[T], str]) -> None:
        self._write = write

    def __missing__(self, value: T) -> str:
        text = self[value] = self._write(value)
        return text


class InMoney(Protocol):
    """Something with amounts, all in one currency."""

    @property
    def currency(self) -> str:
        """ISO 4217 code of all of them."""
        ...

    @property
    def digits(self) -> int:
        """Their decimals."""
        ...


class Cells:
    """Writes the cells of one document or receipt."""

    def __init__(self, own: Language, said: InMoney) -> None:
        """Take the language, and what is written for its currency and decimals."""
        self.own: Language = own
        self._currency, self._digits = said.currency, said.digits
        self._whole = Rounding.to_digits(said.digits)
        self.date: Mapping[date, str] = _Once(own.date)
        self.plain: Mapping[Decimal, str] = _Once(lambda amount: own.number(amount, said.digits))
        # Equal counts are written alike, however many zeros they came with.
        self.count: Mapping[Decimal, str] = _Once(
            lambda count: own.number(count.normalize(CONTEXT))
        )

    def money(self, amount: Decimal) -> str:
        """Return a sum with its currency."""
        return self.own.money(amount, self._currency, self._digits)

    def unless_zero(self, amount: Decimal) -> str:
        """Return a figure that is left out where there is nothing."""
        return self.plain[amount] if amount else ""

    def line(self, line: DocumentLine) -> Line:
        """Return a charge; a correction names the line it corrects."""
        description = line.description
        if line.refers_to is not None:
            description = self.own.word(
                "document.correction_of", line=line.refers_to, description=description
            )
        return Line(
            str(line.line),
            self.date[line.on],
            description,
            () if line.note is None else (line.note,),
            self.count[line.quantity],
            self.plain[line.net],
            self.plain[line.total],
        )

    def tax(self, tax: TaxLine) -> Tax:
        """Return a tax; of a base, which no sum is made from, the decimals of money are shown."""
        name = self.own.name_of("component", tax.code)
        return Tax(
            name if tax.owed else self.own.word("document.collected", tax=name),
            "" if tax.rate is None else self.own.percent(tax.rate),
            self.unless_zero(self._whole.of(tax.base)),
            self.plain[tax.amount],
        )

    def payment(self, payment: PaymentLine) -> Line:
        """Return a payment or a refund, with what was handed over in another currency."""
        own = self.own
        method = own.name_of("payment", payment.method)
        if payment.last_four is not None:
            method = own.word("document.card", method=method, last_four=payment.last_four)
        if payment.amount < ZERO:
            method = own.word("document.refund", method=method)
        notes = [] if payment.reference is None else [payment.reference]
        if (other := payment.tendered) is not None:
            handed_over = own.word(
                "document.tendered",
                amount=own.foreign(other.amount, other.currency),
                currency=other.currency,
                rate=self.count[other.rate],
                own=self._currency,
            )
            notes.append(handed_over)
        day, amount = self.date[payment.on], self.plain[payment.amount]
        return Line(str(payment.line), day, method, tuple(notes), "", "", amount)

    def item(self, item: OpenItemLine) -> Item:
        """Return an open item."""
        was = self.own.word("document.was", amount=self.plain[item.amount])
        return Item(
            str(item.number),
            self.date[item.on],
            item.description,
            () if item.open == item.amount else (was,),
            self.date[item.due],
            self.plain[item.open],
            self.own.number(item.days_overdue) if item.days_overdue > 0 else "",
        )

    def age(self, age: AgeLine) -> tuple[str, str]:
        """Return what is open on the items of one age, with what the age is called."""
        return self._age(age.since_day, age.until_day), self.plain[age.amount]

    def _age(self, since: int, until: int | None) -> str:
        own = self.own
        if until is None:
            return own.word("document.age.more", since=own.number(since))
        if until <= 0:
            return own.word("document.age.not_due")
        if since < 0:
            return own.word("document.age.up_to", until=own.number(until))
        return own.word("document.age.between", since=own.number(since), until=own.number(until))
