"""Whether the figures of a document are what its rows add up to."""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.documents.model import Content
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.money import exact
from axentra_core.kernel.numbers import add, subtract, total

# Name of a figure, what stands there, and what the rest of the document makes.
Sum = tuple[str, Decimal, Decimal]


def sums(content: Content) -> Iterator[Sum]:
    """Yield every figure with what it has to be, in the order in which a reader adds up."""
    beside = add(content.brought_forward, content.rounding)
    taxes = total(tax.amount for tax in content.taxes if tax.owed)
    lines = total(line.total for line in content.lines)
    set_off = total(one.amount for one in content.settlements)
    yield "net", content.net, total(line.net for line in content.lines)
    yield "charged", content.charged, add(lines, beside)
    yield "charged", content.charged, add(add(content.net, taxes), beside)
    yield "paid", content.paid, total(payment.amount for payment in content.payments)
    yield (
        "balance",
        content.balance,
        subtract(subtract(content.charged, content.paid), set_off),
    )
    # A statement may show ages without the items they are made of, or items without ages.
    if content.ages and content.open_items:
        open_ = total(item.open for item in content.open_items)
        yield "ages", total(age.amount for age in content.ages), open_


# What is rounded to the document's digits: figures of its own, and of each row in a list.
_OWN = ("net", "charged", "paid", "balance", "brought_forward", "rounding")
_LISTED = {
    "lines": ("net", "total"),
    "taxes": ("amount",),
    "payments": ("amount",),
    "settlements": ("amount",),
    "open_items": ("amount", "open"),
    "ages": ("amount",),
}


def finer_amounts(content: Content) -> list[Fault]:
    """Return a fault for every amount with more decimals than the document has."""
    faults = list(_finer(content, content, "", _OWN))
    for name, fields in _LISTED.items():
        for place, row in enumerate(getattr(content, name)):
            faults += _finer(content, row, f"{name}[{place}].", fields)
    return faults


def _finer(content: Content, row: object, place: str, fields: tuple[str, ...]) -> Iterator[Fault]:
    for field in fields:
        try:
            exact(getattr(row, field), content.digits, content.currency)
        except InvalidInput as error:
            yield from error.under(f"content.{place}{field}").faults
