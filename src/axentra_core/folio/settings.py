"""How a property sells and taxes: its transaction codes, and the rules of its place."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from axentra_core.folio.chain import Percent, check_chain, priced
from axentra_core.folio.model import Quote
from axentra_core.folio.tax import PriceBasis, RuleSet
from axentra_core.kernel.checks import WallTime, checked
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
        article: what it is to the tax rules, if those tax it; then no chain does.
        basis: whether its prices are given net, or contain every inclusive component of the rules.
    """

    code: Code
    name: Text
    department: Code
    components: tuple[Code, ...] = ()
    article: Code | None = None
    basis: PriceBasis = PriceBasis.NET

    def __attrs_post_init__(self) -> None:
        """Refuse a code that would be taxed twice, and prices with taxes that no rule knows."""
        if self.article is not None and self.components:
            raise InvalidInput.because(
                "value.conflict", path="article", one="article", other="components"
            )
        if self.article is None and self.basis is PriceBasis.GROSS:
            raise InvalidInput.because("field.required", path="article")


@checked
class FolioSettings:
    """The transaction codes of a property, and what stands on top of or in their prices.

    A code is taxed by the chain, by the tax rules, or not at all; never by both.

    Attributes:
        codes: what can be put on a bill.
        chain: percents on top of net prices, for houses that need no more.
        tax: the rules of the place, for codes with an article.
        star_class: of the house, where the rules ask for it.
        checks_in_at: wall time from which blocks of 24 hours count, where the rules ask for it.
        correction_code: code of lines that correct a tax; that of a night when left out.
    """

    codes: tuple[TransactionCode, ...]
    chain: tuple[Percent, ...] = ()
    tax: RuleSet | None = None
    star_class: Code | None = None
    checks_in_at: WallTime | None = None
    correction_code: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Check the chain as a whole, and that every code uses a part of it that stands alone."""
        try:
            check_chain(self.chain)
        except InvalidInput as error:
            raise error.under("chain") from None
        taxed = {rule.component for rule in self.tax.rules} if self.tax else ()
        for index, rule in enumerate(self.chain):
            if rule.code in taxed:
                raise InvalidInput.because(
                    "value.duplicate", path=f"chain[{index}].code", got=shown(rule.code)
                )
        seen: set[str] = set()
        for index, code in enumerate(self.codes):
            if code.code in seen:
                raise InvalidInput.because(
                    "value.duplicate", path=f"codes[{index}].code", got=shown(code.code)
                )
            seen.add(code.code)
            self._check_taxes(f"codes[{index}]", code)
        if self.correction_code is not None:
            _insist_on(seen, self.correction_code, "correction_code", "transaction codes")

    def _check_taxes(self, path: str, code: TransactionCode) -> None:
        """Insist that the chain or the tax rules know what a code names of them."""
        rules = {rule.code for rule in self.chain}
        for place, component in enumerate(code.components):
            _insist_on(rules, component, f"{path}.components[{place}]", "components")
        if code.article is not None:
            known = _articles_of(self.tax)
            _insist_on(known, code.article, f"{path}.article", "articles of the tax rules")
        try:
            check_chain(self.chain_of(code))
        except InvalidInput as error:
            raise error.under(f"{path}.components") from None

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


def _articles_of(tax: RuleSet | None) -> Collection[str]:
    """Return what the rules can tax: their articles, and the packages that they split."""
    return () if tax is None else (*tax.articles, *(split.article for split in tax.splits))


def _insist_on(known: Collection[str], got: str, path: str, kind: str) -> None:
    if got not in known:
        raise InvalidInput.because(
            "value.not_listed", path=path, got=shown(got), kind=kind, allowed=some_of(known)
        )
