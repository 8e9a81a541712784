"""How money is spread over items: never more than there is, never more than is open."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from axentra_core.city_ledger.model import Allocated, Credit, OpenItem
from axentra_core.kernel.numbers import subtract

# Number of an item, and how much goes to it.
Share = tuple[int, Decimal]


def oldest_first(items: Iterable[OpenItem], amount: Decimal) -> list[Share]:
    """Return how an amount is spread over items: by their transfer, each in full while it lasts."""
    shares = []
    for item in sorted(items, key=lambda one: (one.transferred_on, one.number)):
        if not amount:
            break
        taken = min(item.open, amount)
        shares.append((item.number, taken))
        amount = subtract(amount, taken)
    return shares


def from_credits(credits_: Iterable[Credit], shares: Iterable[Share]) -> Iterator[Allocated]:
    """Yield what each item is settled with, the oldest credit first.

    The credits have to be enough for the shares.
    """
    waiting = iter(credits_)
    payment, left = "", Decimal(0)
    for item, wanted in shares:
        missing = wanted
        while missing:
            if not left:
                credit = next(waiting)
                payment, left = credit.payment, credit.amount
            taken = min(left, missing)
            yield Allocated(payment, item, taken)
            left, missing = subtract(left, taken), subtract(missing, taken)
