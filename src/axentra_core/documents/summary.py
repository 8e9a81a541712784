"""The taxes of a document: what was posted with its lines, summed by code and rate.

>>> parts = [
...     TaxLine("vat", Decimal("0.25"), Decimal(80), Decimal(20)),
...     TaxLine("vat", Decimal("0.12"), Decimal(50), Decimal(6)),
...     TaxLine("vat", Decimal("0.25"), Decimal(40), Decimal(10)),
... ]
>>> [(str(tax.rate), str(tax.base), str(tax.amount)) for tax in summary(parts)]
[('0.25', '120', '30'), ('0.12', '50', '6')]
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from axentra_core.documents.figures import TaxLine
from axentra_core.kernel.numbers import ZERO, add


class TaxPart(Protocol):
    """What one line has of a service charge or a tax, as it was posted."""

    @property
    def code(self) -> str:
        """Which one."""
        ...

    @property
    def base(self) -> Decimal:
        """What the rate was applied to."""
        ...

    @property
    def rate(self) -> Decimal | None:
        """Fraction of the base; None where there was none."""
        ...

    @property
    def amount(self) -> Decimal:
        """The rounded result."""
        ...

    @property
    def owed(self) -> bool:
        """Whether it is owed here."""
        ...


def summary(parts: Iterable[TaxPart]) -> tuple[TaxLine, ...]:
    """Return one line for each code, rate and whether it is owed, in order of appearance.

    Nothing is calculated anew: bases and amounts are plain sums, so a charge that was taken back
    leaves a line of zero.

    Args:
        parts: the components of all lines, in order.
    """
    bases: dict[tuple[str, Decimal | None, bool], Decimal] = {}
    amounts: dict[tuple[str, Decimal | None, bool], Decimal] = {}
    for part in parts:
        key = (part.code, part.rate, part.owed)
        bases[key] = add(bases.get(key, ZERO), part.base)
        amounts[key] = add(amounts.get(key, ZERO), part.amount)
    return tuple(
        TaxLine(code, rate, base, amounts[code, rate, owed], owed)
        for (code, rate, owed), base in bases.items()
    )
