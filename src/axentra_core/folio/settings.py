"""How a property sells and taxes: its transaction codes."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from axentra_core.folio.chain import Percent, check_chain, priced
from axentra_core.folio.model import Quote
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.money import Money
from axentra_core.kernel.rounding import Rounding
from axentra_core.kernel.texts import Code, Text

RECENT_PRICES = 1024


@checked
class TransactionCode:
    """What can be put on a bill.

    Attributes:
        code: such as ``ROOM``.
        name: what the guest reads when nothing more exact is given.
        department: where the revenue belongs.
        components: codes of the tax chain that apply to it, in the chain's order.
    """

    code: Code
    name: Text
    department: Code
    components: tuple[Code, ...] = ()


@checked
class FolioSettings:
    """The transaction codes of a property and the chain of components on top of net prices."""

    codes: tuple[TransactionCode, ...]
    chain: tuple[Percent, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the chain as a whole, and that every code uses a part of it that stands alone."""
        try:
            check_chain(self.chain)
        except InvalidInput as error:
            raise error.under("chain") from None
        rules = {rule.code: rule for rule in self.chain}
        seen: set[str] = set()
        for index, code in enumerate(self.codes):
            if code.code in seen:
                raise InvalidInput.because(
                    "value.duplicate", path=f"codes[{index}].code", got=shown(code.code)
                )
            seen.add(code.code)
            for place, component in enumerate(code.components):
                if component not in rules:
                    raise InvalidInput.because(
                        "value.not_listed",
                        path=f"codes[{index}].components[{place}]",
                        got=shown(component),
                        kind="components",
                        allowed=some_of(rules),
                    )
            try:
                check_chain(self.chain_of(code))
            except InvalidInput as error:
                raise error.under(f"codes[{index}].components") from None

    @cached_property
    def _codes(self) -> Mapping[str, TransactionCode]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _chains(self) -> Mapping[tuple[str, ...], tuple[Percent, ...]]:
        return {code.components: self._part(code.components) for code in self.codes}

    @cached_property
    def _priced(self) -> Callable[[tuple[str, ...], Decimal, str, Rounding], Quote]:
        # A house has few prices and sells each of them over and over, most of all at night.
        @lru_cache(maxsize=RECENT_PRICES)
        def quoted(
            components: tuple[str, ...], net: Decimal, currency: str, rounding: Rounding
        ) -> Quote:
            return priced(Money(net, currency), self._chains[components], rounding)

        return quoted

    def _part(self, components: tuple[str, ...]) -> tuple[Percent, ...]:
        return tuple(rule for rule in self.chain if rule.code in components)

    def code(self, code: str) -> TransactionCode:
        """Return a transaction code.

        Raises:
            InvalidInput: ``value.not_listed``.
        """
        try:
            return self._codes[code]
        except (KeyError, TypeError):
            raise InvalidInput.because(
                "value.not_listed",
                path="code",
                got=shown(code),
                kind="transaction codes",
                allowed=some_of(self._codes),
            ) from None

    def chain_of(self, code: TransactionCode) -> tuple[Percent, ...]:
        """Return the part of the chain that applies to a transaction code."""
        known = self._chains.get(code.components)
        return self._part(code.components) if known is None else known

    def quote(self, code: str, net: Money, rounding: Rounding) -> Quote:
        """Return the price of something sold under a transaction code."""
        sold = self.code(code)
        return self._priced(sold.components, net.amount, net.currency.code, rounding)
