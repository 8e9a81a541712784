"""A price with everything that belongs to it, what it was to the tax rules, and to an agent."""

from decimal import Decimal
from typing import Annotated

import attrs

from axentra_core.folio.tax import PriceBasis
from axentra_core.kernel.checks import checked
from axentra_core.kernel.numbers import negate, number
from axentra_core.kernel.texts import Code


@attrs.frozen
class Component:
    """One calculated part of a price beside the net: a service charge or one tax.

    Attributes:
        code: which part, such as ``hotel_tax``.
        base: what the rate was applied to; zero where the amount is no part of one.
        rate: fraction of the base; None where it had several, or none.
        amount: the rounded result.
        owed: whether the guest owes it here; what a channel has collected is shown alone.
    """

    code: str
    base: Decimal
    rate: Decimal | None
    amount: Decimal
    owed: bool = True


@checked
class TaxedAs:
    """What a charge was to the tax rules, so that they can be asked again.

    Attributes:
        article: as the rules name it.
        amount: price of all units together, net or gross.
        basis: which of them.
        is_night: whether it was a night.
    """

    article: Code
    amount: Annotated[Decimal, number]
    basis: PriceBasis
    is_night: bool = False


@attrs.frozen
class CommissionedLine:
    """A charge of which an agent keeps a part.

    Attributes:
        line: its number on the bill.
        base: what of its net counts, corrections taken off.
    """

    line: int
    base: Decimal


@attrs.frozen
class CommissionDue:
    """What an agent keeps of a bill, and how it was reckoned.

    Attributes:
        base: sum of the lines.
        rate: fraction of the base.
        amount: what the agent keeps, rounded once.
        lines: what of each charge counts.
    """

    base: Decimal
    rate: Decimal
    amount: Decimal
    lines: tuple[CommissionedLine, ...]


@attrs.frozen
class Quote:
    """A price with everything that belongs to it, already calculated.

    ``total`` is exactly ``net`` plus the amounts of the components that are owed.

    Attributes:
        currency: ISO 4217 code, once for all amounts.
        net: price before service charge and taxes.
        components: one amount a component, never a blended rate.
        total: what the guest owes.
        rounding: mode, unit and level by which the components were rounded.
    """

    currency: str
    net: Decimal
    components: tuple[Component, ...]
    total: Decimal
    rounding: str

    def negated(self) -> "Quote":
        """Return the quote that takes this one back, with the components as recorded."""
        return Quote(
            self.currency,
            negate(self.net),
            tuple(
                attrs.evolve(part, base=negate(part.base), amount=negate(part.amount))
                for part in self.components
            ),
            negate(self.total),
            self.rounding,
        )
