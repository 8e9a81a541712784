"""What is left of a line, where it stands, and a part of it.

Corrections form a tree and are never recalculated: an adjustment takes off a part of a charge, a
transfer lets another bill have a part, a reversal takes back all that is left. Net and each
component are corrected as they were recorded, in proportion.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from axentra_core.folio.lines import (
    ChargeAdjusted,
    ChargeMoved,
    ChargeReversed,
    Line,
    Payment,
    PaymentMoved,
    PaymentReversed,
    Priced,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio.messages import AdjustCharge
from axentra_core.folio.model import Folio
from axentra_core.folio.price import Component, Quote
from axentra_core.kernel.money import Money, exact
from axentra_core.kernel.numbers import CONTEXT, ZERO, add, multiply, subtract, total
from axentra_core.kernel.rounding import Rounding, allocate


def corrected_by(line: object) -> int | None:
    """Return the line that a line corrects; None for a charge."""
    if isinstance(line, ChargeAdjusted):
        return line.corrects
    if isinstance(line, TransferredOut):
        return line.transfers
    if isinstance(line, TransferredIn):
        return line.returns
    return line.reverses if isinstance(line, ChargeReversed) else None


def lines_of(events: Iterable[object]) -> list[Line]:
    """Return the lines of a bill out of everything that has happened to it, in order."""
    return [event for event in events if isinstance(event, Line)]


def tree_of(lines: Iterable[object], root: int) -> Iterator[Priced | ChargeMoved]:
    """Yield a line and everything that corrects or moves it, or what corrects it, in order."""
    inside = {root}
    for line in lines:
        if isinstance(line, ChargeMoved):
            if line.moves in inside:
                yield line
        elif isinstance(line, Priced) and (line.line == root or corrected_by(line) in inside):
            inside.add(line.line)
            yield line


def remaining(lines: Iterable[object], line: int) -> Quote:
    """Return what is left of a charge or an adjustment after everything that corrects it.

    Nothing is left of what was reversed; then every amount is zero.
    """
    return added([one.quote for one in tree_of(lines, line) if not isinstance(one, ChargeMoved)])


def placed(lines: Iterable[object], line: int) -> Mapping[int, Quote]:
    """Return what is left of a charge by the window in which it stands; none where nothing is."""
    parts: dict[int, list[Quote]] = {}
    for one in tree_of(lines, line):
        if isinstance(one, ChargeMoved):
            parts.setdefault(one.window, []).append(one.quote.negated())
            parts.setdefault(one.to_window, []).append(one.quote)
        else:
            parts.setdefault(one.window, []).append(one.quote)
    left = {window: added(quotes) for window, quotes in sorted(parts.items())}
    return {window: quote for window, quote in left.items() if not is_nothing(quote)}


def is_covered(lines: Iterable[Line], line: int, window: int, through: int) -> bool:
    """Return whether an invoice of a window covers a charge that stands there.

    It does if something of it stood there when the invoice was issued.

    Args:
        lines: of one bill.
        line: the charge.
        window: whose invoice it is.
        through: the last line that the invoice covers; 0 for none.
    """
    then = (one for one in lines if one.line <= through)
    return line <= through and window in placed(then, line)


def is_nothing(quote: Quote) -> bool:
    """Return whether all amounts of a price are zero."""
    return not (quote.net or quote.total or any(part.amount for part in quote.components))


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


def shares_of(quote: Quote, weights: Sequence[Decimal], unit: Decimal) -> list[Quote]:
    """Return a price in parts by weight; net and each component add up to what they were.

    The totals are shared by largest remainder, and each part takes net and components from what is
    left in proportion, so that nobody gets the odd unit of all of them. A price with amounts of
    both signs has no such parts: net and each component are shared alone.

    Args:
        quote: what is left of a line.
        weights: each above zero.
        unit: smallest amount on the bill.
    """
    amounts = [quote.net, *(part.amount for part in quote.components if part.owed)]
    if not quote.total or min(amounts) < 0 < max(amounts):
        return _each_alone(quote, weights, unit)
    parts, left = [], quote
    for share in allocate(quote.total, weights, unit)[:-1]:
        part = part_of(left, share, unit) if share else without(quote, quote)
        parts.append(part)
        left = without(left, part)
    return [*parts, left]


def without(quote: Quote, part: Quote) -> Quote:
    """Return what is left of a price when a part of it is taken out."""
    return added([quote, part.negated()])


def _each_alone(quote: Quote, weights: Sequence[Decimal], unit: Decimal) -> list[Quote]:
    nets = allocate(quote.net, weights, unit)
    # What a channel has collected may be finer than the bill.
    by_component = [
        allocate(part.amount, weights, min(unit, _step_of(part.amount)))
        for part in quote.components
    ]
    bases = [allocate(part.base, weights, _step_of(part.base)) for part in quote.components]
    parts = []
    for place, net in enumerate(nets):
        components = tuple(
            Component(part.code, base[place], part.rate, amounts[place], part.owed)
            for part, base, amounts in zip(quote.components, bases, by_component, strict=True)
        )
        owed = total(part.amount for part in components if part.owed)
        parts.append(Quote(quote.currency, net, components, add(net, owed), quote.rounding))
    return parts


def _step_of(amount: Decimal) -> Decimal:
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0, CONTEXT)


def adjusted_by(folio: Folio, command: AdjustCharge) -> Decimal:
    """Return what an adjustment takes off, in steps of the bill and above zero.

    Raises:
        InvalidInput: ``money.too_many_decimals`` for an amount finer than the bill.
    """
    if command.amount is not None:
        return in_steps(folio, command.amount)
    posted = folio.lines[command.line - 1].quote.total.copy_abs()
    return Rounding(folio.unit).of(multiply(posted, command.percent or ZERO))


def in_steps(folio: Folio, amount: Money) -> Decimal:
    """Return an amount as it can stand on a bill.

    Raises:
        InvalidInput: ``money.too_many_decimals``.
    """
    return exact(amount.amount, -folio.unit.adjusted(), folio.currency)


def paid_in(lines: Iterable[object], line: int) -> Mapping[int, Decimal]:
    """Return what is left of a payment by the window for which it counts; none where nothing is."""
    left: dict[int, Decimal] = {}
    for one in lines:
        if isinstance(one, PaymentMoved) and one.moves == line:
            left[one.window] = subtract(left.get(one.window, ZERO), one.amount)
            left[one.to_window] = add(left.get(one.to_window, ZERO), one.amount)
        elif isinstance(one, Payment) and (
            one.line == line or (isinstance(one, PaymentReversed) and one.reverses == line)
        ):
            left[one.window] = add(left.get(one.window, ZERO), one.received)
    return {window: amount for window, amount in sorted(left.items()) if amount}
