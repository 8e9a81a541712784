"""What comes out: one amount per component, what each item has of it, and how it came about."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import attrs

from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.kernel.errors import InvalidInput, shown, some_of

NET = "net"
ROUNDING = "rounding"


@attrs.frozen
class QuotedItem:
    """An item of the bill, after packages were split.

    Attributes:
        id: of the item; of a part of a package the package's id, a dot and the part's article.
        article: its class.
        date: night or date of service.
        net: its price without any component.
        total: net and every component of it.
    """

    id: str
    article: str
    date: date
    net: Decimal
    total: Decimal


@attrs.frozen
class Exempted:
    """An exemption that lowered a component.

    Attributes:
        reason: as the rule names it.
        evidence: the document.
        granted_by: who accepted it.
        person: whose; None when it was granted for the stay.
    """

    reason: str
    evidence: str
    granted_by: str
    person: str | None


@attrs.frozen
class ComponentAmount:
    """One component of the bill.

    Attributes:
        component: code.
        authority: who gets it; empty for ``rounding``.
        rules: ids of the rules that brought a part of it, in the rule set's order.
        base: what its rates were taken of, all units together; zero where it has no rate.
        quantity: how many units were counted (items, persons and nights ...).
        rate: the rate or the amount of a unit where all had the same, else None.
        amount: rounded.
        owed: whether the guest owes it; False when a channel has taken it already.
        exempted: exemptions that lowered it.
        by_item: the part of each item of the quote, in the quote's order; they add up to amount.
        base_by_item: what its rates were taken of, likewise.
    """

    component: str
    authority: str
    rules: tuple[str, ...]
    base: Decimal
    quantity: Decimal
    rate: Decimal | None
    amount: Decimal
    owed: bool
    exempted: tuple[Exempted, ...]
    by_item: tuple[Decimal, ...]
    base_by_item: tuple[Decimal, ...]


@attrs.frozen
class Working:
    """How a unit came to its amount: with all of a component's they add up to it, to the cent.

    Attributes:
        component: code.
        rule: id of the rule.
        version: of the rule set.
        item: id of the item it belongs to.
        date: of that item.
        person: whose, where persons count.
        base: what the rate was taken of; None for an amount.
        quantity: how often it counts: pieces, rooms, and factors of age, night and relief.
        night: the so-manyth night of the stay or year, where nights are counted.
        rate: rate or amount of a unit.
        exact: as a fraction, ``n/d``.
        group: what it was added up with before rounding.
        rounded: its share of the rounded group.
        note: why it is less than rate × base × quantity, or nothing.
    """

    component: str
    rule: str
    version: str
    item: str
    date: date
    person: str | None
    base: Decimal | None
    quantity: Decimal
    night: int | None
    rate: Decimal
    exact: str
    group: str
    rounded: Decimal
    note: str


class _Calculated:
    """Holds what a quote was calculated from, beside its fields: neither compared nor stored."""

    __slots__ = ("_explain",)
    _explain: Callable[[], tuple[Working, ...]]


@attrs.frozen
class TaxQuote(_Calculated):
    """What items cost with every component; ``total == net + sum of components`` exactly.

    Attributes:
        place: of the rule set.
        version: of the rule set.
        currency: of all amounts.
        policy: the rounding, as it is stored.
        items: as they were given, packages split.
        components: every component of the rule set in its order, zero where nothing applies; and
            ``rounding`` at the end if the policy gives the rest of gross prices a line of its own.
        net: without any component.
        total: with every component.
        owed: what the guest owes: total without what a channel has taken already.
    """

    place: str
    version: str
    currency: str
    policy: str
    items: tuple[QuotedItem, ...]
    components: tuple[ComponentAmount, ...]
    net: Decimal
    total: Decimal
    owed: Decimal

    def component(self, code: str) -> ComponentAmount:
        """Return a component.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        for component in self.components:
            if component.component == code:
                return component
        raise InvalidInput.because(
            "value.not_listed",
            path="code",
            got=shown(code),
            kind="components",
            allowed=some_of(component.component for component in self.components),
        )

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The amount of each component by its code."""
        return {component.component: component.amount for component in self.components}

    def explain(self) -> tuple[Working, ...]:
        """Return how every unit of every component came about.

        Raises:
            TaxRefusal: ``tax.not_explained`` if the quote was read from a record.
        """
        try:
            explain: Callable[[], tuple[Working, ...]] = self._explain
        except AttributeError:
            raise TaxRefusal("tax.not_explained") from None
        return explain()
