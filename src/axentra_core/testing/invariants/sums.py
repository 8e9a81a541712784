"""Sums by name, reckoned from the log apart from every state."""

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from axentra_core.folio import Quote
from axentra_core.kernel.numbers import ZERO, add

K = TypeVar("K", bound=Hashable)
NET, TOTAL = "net", "total"


class Sums(dict[K, Decimal]):
    """What was added up under each name; nothing stands under a name that was never used."""

    def put(self, name: K, amount: Decimal) -> None:
        """Add an amount to what stands under a name."""
        self[name] = add(self.of(name), amount)

    def of(self, name: K) -> Decimal:
        """Return what stands under a name."""
        return self.get(name, ZERO)


def parts_of(quote: Quote) -> Iterator[tuple[str, Decimal]]:
    """Yield net, each component and the total of a price, by name."""
    yield NET, quote.net
    for part in quote.components:
        yield component(part.code, owed=part.owed), part.amount
    yield TOTAL, quote.total


def component(code: str, *, owed: bool) -> str:
    """Return the name of a component; what a channel has collected is another one."""
    return f"{code} owed" if owed else f"{code} collected"


def standing(sums: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Return what is not zero, by name."""
    return {name: amount for name, amount in sums.items() if amount}


def shown(sums: Mapping[str, Decimal]) -> str:
    """Return sums as a sentence names them."""
    return ", ".join(f"{name} {amount}" for name, amount in sorted(sums.items())) or "nothing"
