"""What a gross price contains, where that is percents.

Under the same rules every price of an article is parted in the same proportions: of 1.155 one is
net, 0.05 service and 0.105 tax. They are exact and kept; only what comes of them is rounded.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

import attrs

Share = tuple[int, int]


@attrs.frozen(eq=False)
class Percent:
    """A percent, with what a step of each article and component adds to its base and amount."""

    id: str
    shown: Decimal
    articles: Mapping[str, Share]
    components: Mapping[str, Share]


@attrs.frozen(eq=False)
class Inside:
    """What is in a gross price: its net, and by component that applies the base and the amount.

    The net is a part of `below`, and the rest of `below` times the scale of the rules. `last` takes
    what rounding leaves of the price, if a component does.
    """

    below: int
    net: int
    shares: Mapping[str, Share]
    last: str | None


def inside_of(
    rules: Mapping[str, Percent], scale: int, article: str, takers: Sequence[str]
) -> Inside:
    """Return what is in a gross price of an article, by rules in the order of their bases."""
    found: dict[str, tuple[Fraction, Fraction]] = {}
    for code, rule in rules.items():
        parts = [(found[one][1], own) for one, own in rule.components.items() if one in found]
        if article in rule.articles:
            parts.append((Fraction(1), rule.articles[article]))
        if parts:
            base = sum((part * own for part, (own, _) in parts), Fraction(0))
            amount = sum((part * own for part, (_, own) in parts), Fraction(0))
            found[code] = base / scale, amount / scale
    # Rates and factors are never below zero, so a price is at least its net.
    net = 1 / sum((amount for _, amount in found.values()), Fraction(1))
    below = lcm(
        net.denominator, *((net * one).denominator for own in found.values() for one in own)
    )
    return Inside(
        below,
        int(net * below),
        {
            code: (int(net * below * base) * scale, int(net * below * amount) * scale)
            for code, (base, amount) in found.items()
        },
        next((code for code in reversed(takers) if code in found), None),
    )
