"""A document of 1,000 lines as text and as a page, beside what its cells cost Babel alone.

No amount stands on it twice, so that nothing which was written once can be used again but dates
and quantities. The first comparison asks Babel once for every cell; the second once for every
different cell, which is the least that any view has to ask.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from axentra_core.documents import (
    Content,
    DocumentKind,
    DocumentLine,
    PaymentLine,
    Seller,
    TaxLine,
)
from axentra_core.folio import ChargePosted, Statement, statement
from axentra_core.kernel.numbers import total
from axentra_core.views import document_text
from axentra_core.views.html import document_page
from axentra_core.views.text import statement as bill_text
from benchmarks.folio import FOLIO, OPENED, charges, posted
from benchmarks.measure import Figure, interleaved

LINES, ROUNDS = 1000, 15
TARGET = 1.5
FIRST = date(2026, 1, 1)
LOCALE = "da"
CLDR = Locale.parse(LOCALE)
RATE = Decimal("0.25")
AMOUNT, COUNT = "#,##0.00", "#,##0"

# What Babel is asked, and what about.
Cell = tuple[Callable[[], str], object]


def content() -> Content:
    """Return the bill of a large group: an invoice with two amounts on every line."""
    lines = tuple(_line(number) for number in range(1, LINES + 1))
    net, charged = (total(getattr(line, name) for line in lines) for name in ("net", "total"))
    return Content(
        DocumentKind.INVOICE,
        "DKK",
        2,
        "folio:G1:1",
        net=net,
        charged=charged,
        paid=charged,
        balance=Decimal(0),
        seller=Seller("Hotel Benchmark", ("Havnegade 1", "1058 København K")),
        arrival=FIRST,
        departure=FIRST + timedelta(days=30),
        lines=lines,
        taxes=(TaxLine("vat", RATE, net, charged - net),),
        payments=(PaymentLine(LINES + 1, FIRST + timedelta(days=30), "transfer", charged),),
    )


def _line(number: int) -> DocumentLine:
    net = Decimal(800 + 4 * number)
    return DocumentLine(
        number,
        FIRST + timedelta(days=number % 30),
        f"Dobbeltværelse {number}, to personer",
        Decimal(1 + number % 3),
        "ROOM",
        "rooms",
        net.quantize(Decimal("0.01")),
        (net * (1 + RATE)).quantize(Decimal("0.01")) + Decimal("0.01"),
    )


def cells(said: Content) -> list[Cell]:
    """Return everything on the document that only Babel can write, in the order of its cells."""
    asked: list[Cell] = [_date(day) for day in (said.arrival, said.departure) if day is not None]
    for line in said.lines:
        asked += [
            _date(line.on),
            _number(line.quantity, COUNT),
            _number(line.net, AMOUNT),
            _number(line.total, AMOUNT),
        ]
    for tax in said.taxes:
        asked += [_percent(tax.rate or Decimal(0))]
        asked += [_number(tax.base, AMOUNT), _number(tax.amount, AMOUNT)]
    for payment in said.payments:
        asked += [_date(payment.on), _number(payment.amount, AMOUNT)]
    asked.append(_number(said.net, AMOUNT))
    return asked + [_money(sum_) for sum_ in (said.charged, said.paid, said.balance)]


def _date(day: date) -> Cell:
    return lambda: format_date(day, "medium", locale=CLDR), day


def _number(value: Decimal, pattern: str) -> Cell:
    return lambda: format_decimal(value, format=pattern, locale=CLDR), (value, pattern)


def _percent(rate: Decimal) -> Cell:
    return lambda: format_percent(rate, locale=CLDR), ("percent", rate)


def _money(value: Decimal) -> Cell:
    return lambda: format_currency(value, "DKK", locale=CLDR), ("money", value)


def asked_alone(asked: list[Cell]) -> list[str]:
    """Ask Babel for every cell, and do nothing with the answers."""
    return [ask() for ask, _ in asked]


def guests_bill() -> Statement:
    """Return a guest's bill of as many lines, each with a service charge and a tax."""
    bill = posted(FOLIO.evolve(None, OPENED), charges(LINES))
    return statement([OPENED, *bill.lines])


def cells_of(bill: Statement) -> list[Cell]:
    """Return everything on a guest's bill that only Babel can write."""
    asked: list[Cell] = []
    for line in bill.lines:
        assert isinstance(line, ChargePosted)
        asked += [_date(line.service_date), _number(line.quote.net, "#,##0")]
    asked += [_number(amount, "#,##0") for _, amount in (("net", bill.net), *bill.components)]
    return asked + [_money(sum_) for sum_ in (bill.charged, bill.paid, bill.balance)]


def statements() -> Iterator[Figure]:
    """Yield a guest's bill beside Babel alone."""
    bill = guests_bill()
    every = cells_of(bill)

    def ours() -> str:
        return bill_text(bill, LOCALE, property_name="Hotel Axentra")

    shown = ours().replace("\u00a0", " ")
    assert all(answer.replace("\u00a0", " ") in shown for answer in asked_alone(every[:-3]))
    mine, bare = interleaved([lambda: ours, lambda: lambda: asked_alone(every)], ROUNDS)
    title = "statement: 1,000 lines as text"
    yield Figure(title, "Babel, every cell", TARGET, mine, bare, LINES)


def figures() -> Iterator[Figure]:
    """Yield a guest's bill and documents."""
    yield from statements()
    yield from documents()


def documents() -> Iterator[Figure]:
    """Yield both views beside Babel alone, for every cell and for every different cell."""
    said = content()
    every = cells(said)
    different = list({about: (ask, about) for ask, about in every}.values())
    for shown in (document_text(said, LOCALE), document_page(said, LOCALE)):
        # A terminal is given plain spaces.
        plain = shown.replace("\u00a0", " ")
        assert all(answer.replace("\u00a0", " ") in plain for answer in asked_alone(different))
    as_text, as_page, bare, least = interleaved(
        [
            lambda: lambda: document_text(said, LOCALE),
            lambda: lambda: document_page(said, LOCALE),
            lambda: lambda: asked_alone(every),
            lambda: lambda: asked_alone(different),
        ],
        ROUNDS,
    )
    beside, fewest = "Babel, every cell", "Babel, every different cell"
    yield Figure("document: 1,000 lines as text", beside, TARGET, as_text, bare, LINES)
    yield Figure("document: 1,000 lines as HTML", beside, TARGET, as_page, bare, LINES)
    yield Figure("document: 1,000 lines as text", fewest, None, as_text, least, LINES)
    yield Figure("document: 1,000 lines as HTML", fewest, None, as_page, least, LINES)
