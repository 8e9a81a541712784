"""Packages: one price for several articles, cut so that the parts add up to it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from axentra_core.folio.tax.exact import grid_of, rounded
from axentra_core.folio.tax.facts import Facts, Item
from axentra_core.folio.tax.plan import Plan
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.ruleset import Split
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.numbers import multiply
from axentra_core.kernel.rounding import RoundingMode


def split(item: Item, package: Split, step: Decimal) -> tuple[Item, ...]:
    """Return the parts of a package at its fixed price.

    Each part but the first is rounded half up to the step, or to the price's own last decimal where
    that is finer; the first takes the rest, and stays a night if the package is one.

    >>> from datetime import date
    >>> from axentra_core.folio.tax.facts import PriceBasis
    >>> from axentra_core.folio.tax.ruleset import SplitPart
    >>> half_board = Split("half_board", (SplitPart("room", Decimal("0.75")),
    ...                                   SplitPart("meals", Decimal("0.25"))))
    >>> night = Item("1", "half_board", Decimal("99.99"), PriceBasis.GROSS, date(2026, 3, 1))
    >>> [(part.id, str(part.amount)) for part in split(night, half_board, Decimal("0.01"))]
    [('1.room', '74.99'), ('1.meals', '25.00')]
    """
    return tuple(_parts(item, package, min(step, grid_of(item.amount))))


def _parts(item: Item, package: Split, step: Decimal) -> Iterator[Item]:
    amounts = _cut(item.amount, package, step)
    lists = None if item.list_price is None else _cut(item.list_price, package, step)
    for place, part in enumerate(package.parts):
        yield Item(
            f"{item.id}.{part.article}",
            part.article,
            amounts[place],
            item.basis,
            item.date,
            item.quantity,
            item.room,
            is_night=item.is_night and place == 0,
            category=item.category,
            list_price=None if lists is None else lists[place],
        )


def _cut(amount: Decimal, package: Split, step: Decimal) -> Sequence[Decimal]:
    exact, unit = Fraction(amount), Fraction(step)
    others = [
        rounded(exact * Fraction(part.share), unit, RoundingMode.HALF_UP)
        for part in package.parts[1:]
    ]
    first = rounded(exact, unit, RoundingMode.HALF_UP) - sum(others)
    return [multiply(Decimal(steps), step) for steps in (first, *others)]


def items_of(plan: Plan, facts: Facts) -> list[Item]:
    """Return the items with packages split.

    Raises:
        InvalidInput: ``value.not_listed`` for an article that the rules do not know.
        TaxRefusal: ``tax.not_valid_on`` for a night that is another version's.
    """
    faults: list[Fault] = []
    nights = any(item.is_night for item in facts.items)
    for index, item in enumerate(facts.items):
        if item.article not in plan.articles and item.article not in plan.splits:
            faults += InvalidInput.because(
                "value.not_listed",
                path=f"items[{index}].article",
                got=shown(item.article),
                kind="articles of the tax rules",
                allowed=some_of([*sorted(plan.articles), *plan.splits]),
            ).faults
        if item.is_night is nights and not plan.is_valid_on(item.date):
            raise TaxRefusal(
                "tax.not_valid_on",
                place=plan.place,
                version=plan.version,
                first=plan.first,
                last=plan.last or "on",
                day=item.date,
            )
    if faults:
        raise InvalidInput(faults)
    if not plan.splits:
        return list(facts.items)
    found: list[Item] = []
    for item in facts.items:
        package = plan.splits.get(item.article)
        found.extend((item,) if package is None else split(item, package, plan.step))
    return found
