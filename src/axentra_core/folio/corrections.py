"""What is left of a line, and a part of it: corrections point back and are never recalculated.

Corrections form a tree: an adjustment takes off a part of a charge, a reversal takes back all that
is left of a line. Net and each component are corrected as they were recorded, in proportion.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from axentra_core.folio.messages import AdjustCharge, ChargeAdjusted, ChargePosted, ChargeReversed
from axentra_core.folio.model import Component, Folio, Quote
from axentra_core.kernel.money import exact
from axentra_core.kernel.numbers import CONTEXT, ZERO, add, multiply, total
from axentra_core.kernel.rounding import Rounding, allocate

Line = ChargePosted | ChargeAdjusted | ChargeReversed


def corrected_by(line: object) -> int | None:
    """Return the line that a line corrects; None for a charge."""
    if isinstance(line, ChargeAdjusted):
        return line.corrects
    return line.reverses if isinstance(line, ChargeReversed) else None


def tree_of(lines: Iterable[object], root: int) -> Iterator[Line]:
    """Yield a line and everything that corrects it, or corrects what does, in order."""
    inside = {root}
    for line in lines:
        if isinstance(line, Line) and (line.line == root or corrected_by(line) in inside):
            inside.add(line.line)
            yield line


def remaining(lines: Iterable[object], line: int) -> Quote:
    """Return what is left of a charge or an adjustment after everything that corrects it.

    Nothing is left of what was reversed; then every amount is zero.
    """
    return added([one.quote for one in tree_of(lines, line)])


def added(quotes: Sequence[Quote]) -> Quote:
    """Return prices of one currency as one; rates and rounding are those of the first."""
    first = quotes[0]
    sums: dict[tuple[str, bool], tuple[Decimal, Decimal]] = {}
    rates = {(part.code, part.owed): part.rate for part in first.components}
    for quote in quotes:
        for part in quote.components:
            base, amount = sums.get((part.code, part.owed), (ZERO, ZERO))
            sums[part.code, part.owed] = add(base, part.base), add(amount, part.amount)
    return Quote(
        first.currency,
        total(quote.net for quote in quotes),
        tuple(
            Component(code, base, rates.get((code, owed)), amount, owed)
            for (code, owed), (base, amount) in sums.items()
        ),
        total(quote.total for quote in quotes),
        first.rounding,
    )


def part_of(quote: Quote, amount: Decimal, unit: Decimal) -> Quote:
    """Return a part of a price, by its total; net and components follow in proportion.

    What is owed is shared by largest remainder, so the part adds up exactly, and as all of a price
    is asked for, all of each component comes. What a channel has collected follows rounded.

    Args:
        quote: what is left of a line; its amounts all have one sign.
        amount: of the part, with the sign of the total, and no more than that.
        unit: smallest amount on the bill.
    """
    owed = [part for part in quote.components if part.owed]
    weights = [quote.net, *(part.amount for part in owed)]
    net, *shares = allocate(amount, [weight.copy_abs() for weight in weights], unit)
    by_code = {part.code: share for part, share in zip(owed, shares, strict=True)}
    rounding = Rounding(unit)

    def fraction(whole: Decimal) -> Decimal:
        return CONTEXT.divide(multiply(whole, amount), quote.total)

    components = tuple(
        Component(
            part.code,
            rounding.of(fraction(part.base)),
            part.rate,
            by_code[part.code] if part.owed else rounding.of(fraction(part.amount)),
            part.owed,
        )
        for part in quote.components
    )
    return Quote(quote.currency, net, components, amount, quote.rounding)


def adjusted_by(folio: Folio, command: AdjustCharge) -> Decimal:
    """Return what an adjustment takes off, in steps of the bill and above zero.

    Raises:
        InvalidInput: ``money.too_many_decimals`` for an amount finer than the bill.
    """
    if command.amount is not None:
        return exact(command.amount.amount, -folio.unit.adjusted(), folio.currency)
    posted = folio.lines[command.line - 1].quote.total.copy_abs()
    return Rounding(folio.unit).of(multiply(posted, command.percent or ZERO))
