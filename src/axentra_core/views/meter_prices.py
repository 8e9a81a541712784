"""How an amount for what was used comes about, said in the words of one language."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from axentra_core.views.meter_words import MeterWords

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.meters import Blocks, Line, Measure, Portion
    from axentra_core.meters.usage import Basis


def sums(words: MeterWords, line: "Line", measure: "Measure") -> Iterator[str]:
    """Yield how the amount of a line comes about, step by step.

    It says what `Bill.explain` says, figure for figure.
    """
    word = words.own.word
    if line.kind == "difference":
        yield word("registration.difference", quantity=words.quantity(line.quantity, measure))
        return
    if line.kind == "usage":
        yield word("registration.used", quantity=words.quantity(line.quantity, measure))
        included = line.quantity.minus(line.billable)
        if included.amount > 0:
            yield word("registration.included", what=words.quantity(included, measure))
    places = _places(words, line)
    for portion in line.portions:
        yield _sum(words, portion, measure, next(places, ""))
    if line.credit:
        yield word("registration.included", what=words.money(line.credit))
    if line.raised:
        yield word("registration.raised", amount=words.money(line.raised))


def tax(words: MeterWords, line: "Line") -> str:
    """Return what tax is in the amount of a line; nothing where nobody has said."""
    if line.tax is None or line.vat is None or line.net is None:
        return ""
    kind = "tax_in" if line.tax.included else "tax_on_top"
    return words.own.word(
        f"registration.{kind}",
        rate=words.own.percent(line.tax.rate),
        amount=words.money(line.vat),
        net=words.money(line.net),
    )


def _sum(words: MeterWords, portion: "Portion", measure: "Measure", place: str) -> str:
    if portion.per is None:
        many = words.quantity(portion.quantity, measure)
    else:
        per = f"registration.per.{portion.per}"
        many = words.own.word(per, many=words.number(portion.quantity))
    price, amount = words.number(portion.price), words.number(portion.amount)
    text = words.own.word("registration.sum", many=many, price=price, amount=amount)
    return words.own.word("registration.placed", text=text, place=place) if place else text


def _places(words: MeterWords, line: "Line") -> Iterator[str]:
    """Yield of each portion in turn by which block or hours it is priced."""
    # Whoever prints a bill loads nothing of meters.
    from axentra_core.meters.usage import Basis  # noqa: PLC0415

    basis = line.basis
    if basis is None:
        return
    if not isinstance(basis, Basis):
        basis = Basis(line.billable, basis, whole=line.billable)
    price, word, number = basis.price, words.own.word, words.number
    if price is None:
        return
    for band in price.hours:
        yield word("registration.hours", since=band.since, until=band.until)
    if price.blocks is None:
        return
    if price.blocks.mode == "volume":
        yield word("registration.volume", whole=number(basis.whole))
    else:
        yield from _blocks(words, price.blocks, basis)


def _blocks(words: MeterWords, blocks: "Blocks", basis: "Basis") -> Iterator[str]:
    word, before, lower = words.own.word, basis.before.exact, ""
    for line in blocks.lines:
        upto = line.upto
        if upto is None:
            yield word("registration.block_open", since=lower) if lower else ""
            return
        until = words.number(upto)
        # Where nothing is priced, it is nothing of the block in which the last unit was.
        if before < Fraction(upto) or (before == Fraction(upto) and not basis.quantity):
            kind = "block" if lower else "block_first"
            yield word(f"registration.{kind}", since=lower, until=until)
        lower = until
