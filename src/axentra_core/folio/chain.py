"""A chain of percent components: what stands on top of a net price, in order.

Each rule names the codes its base is made of, ``net`` among them, so a service charge, a tax on
price and service, and a tax on a tax are the same thing. Usable alone:

    >>> from decimal import Decimal
    >>> from axentra_core.kernel.money import money
    >>> from axentra_core.kernel.rounding import Rounding
    >>> chain = (
    ...     Percent("service", Decimal("0.10"), of=("net",)),
    ...     Percent("hotel_tax", Decimal("0.10"), of=("net", "service")),
    ... )
    >>> quote(money("850000", "IDR"), chain, Rounding.to_digits(0)).total
    Decimal('1028500')
"""

from collections.abc import Sequence

from axentra_core.folio.price import Component, Quote
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, Rate, add, multiply
from axentra_core.kernel.rounding import Rounding
from axentra_core.kernel.texts import Code

NET = "net"


@checked
class Percent:
    """One component of a price.

    Attributes:
        code: which part it is; stands on the bill and in reports.
        rate: fraction of the base, 0 to 1.
        of: codes of the base: ``net`` and components that stand earlier in the chain.
    """

    code: Code
    rate: Rate
    of: tuple[Code, ...] = (NET,)


def check_chain(chain: Sequence[Percent]) -> None:
    """Check that every base is known when its turn comes and that no code stands twice.

    Raises:
        InvalidInput: ``value.duplicate`` or ``value.not_listed`` with the path of the rule.
    """
    known = {NET: None}
    for index, rule in enumerate(chain):
        if rule.code in known:
            raise InvalidInput.because(
                "value.duplicate", path=f"[{index}].code", got=shown(rule.code)
            )
        for place, base in enumerate(rule.of):
            if base not in known:
                raise InvalidInput.because(
                    "value.not_listed",
                    path=f"[{index}].of[{place}]",
                    got=shown(base),
                    kind="earlier components",
                    allowed=", ".join(known),
                )
        known[rule.code] = None


def quote(net: Money, chain: Sequence[Percent], rounding: Rounding) -> Quote:
    """Return a net price with its components, each rounded on its own.

    Args:
        net: price of all units together.
        chain: components in order.
        rounding: applied to the net price and to each component.

    Raises:
        InvalidInput: as `check_chain`.
    """
    check_chain(chain)
    return priced(net, chain, rounding)


def priced(net: Money, chain: Sequence[Percent], rounding: Rounding) -> Quote:
    """Return what `quote` returns, for a chain that was checked when it was configured."""
    price = rounding.of(net.amount)
    amounts = {NET: price}
    components = []
    total = price
    for rule in chain:
        base = ZERO
        for code in rule.of:
            base = add(base, amounts[code])
        amount = rounding.of(multiply(base, rule.rate))
        amounts[rule.code] = amount
        components.append(Component(rule.code, base, rule.rate, amount))
        total = add(total, amount)
    return Quote(net.currency.code, price, tuple(components), total, str(rounding))
