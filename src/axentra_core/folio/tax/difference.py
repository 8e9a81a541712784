"""What has to be posted when a quote changes, and what takes a quote back."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.folio.tax.quote import NET, TaxQuote
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.kernel.numbers import ZERO, add, negate


@attrs.frozen
class Difference:
    """What a component of an item changes by.

    Attributes:
        component: code; ``net`` for the price itself.
        item: id of the item.
        date: of the item.
        amount: added to what was recorded before it makes what holds now.
        owed: whether the guest owes it.
    """

    component: str
    item: str
    date: date
    amount: Decimal
    owed: bool


_Key = tuple[str, str, date, bool]


def _lines(quote: TaxQuote | None) -> dict[_Key, Decimal]:
    if quote is None:
        return {}
    found = {(NET, item.id, item.date, True): item.net for item in quote.items}
    for component in quote.components:
        for item, amount in zip(quote.items, component.by_item, strict=True):
            found[component.component, item.id, item.date, component.owed] = amount
    return found


def difference(before: TaxQuote | None, after: TaxQuote | None) -> tuple[Difference, ...]:
    """Return what has to be posted so that `before` becomes `after`, item by item, in order.

    None stands for nothing: ``difference(None, quote)`` posts a quote and
    ``difference(quote, None)`` takes back exactly what was recorded. What has not changed is left
    out. What a channel turns out to have collected is taken back and posted again as not owed.

    Raises:
        TaxRefusal: ``tax.not_the_same_currency``.
    """
    if before and after and before.currency != after.currency:
        raise TaxRefusal("tax.not_the_same_currency", got=after.currency, expected=before.currency)
    old, new = _lines(before), _lines(after)
    return tuple(
        Difference(component, item, day, amount, owed)
        for component, item, day, owed in {**old, **new}
        if (
            amount := add(
                new.get((component, item, day, owed), ZERO),
                negate(old.get((component, item, day, owed), ZERO)),
            )
        )
    )
