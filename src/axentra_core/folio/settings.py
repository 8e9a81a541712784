"""How a property sells and taxes: its transaction codes, and the rules of its place."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated

from axentra_core.folio.chain import Percent, check_chain, priced
from axentra_core.folio.price import Quote
from axentra_core.folio.tax import PriceBasis, RuleSet
from axentra_core.folio.windows import STANDARD_WINDOWS, WindowNumber
from axentra_core.kernel.checks import WallTime, checked
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import number
from axentra_core.kernel.rounding import Rounding
from axentra_core.kernel.texts import Code, Text

RECENT_PRICES = 1024


def positive(value: object) -> Decimal:
    """Return an amount above zero."""
    amount = number(value, area="money")  # type: ignore[arg-type] # the guard refuses
    if amount <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return amount


CashStep = Annotated[Decimal, positive]


class Nature(StrEnum):
    """What a line of a bill is to the house; what is no revenue passes through its hands.

    ``TIP`` is the staff's, ``PAID_OUT`` was laid out in cash for the guest, ``COMMISSION`` is what
    an agent keeps of the price.
    """

    REVENUE = "revenue"
    TIP = "tip"
    PAID_OUT = "paid_out"
    COMMISSION = "commission"


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
        nature: what it is to the house; what is no revenue is not taxed here.
    """

    code: Code
    name: Text
    department: Code
    components: tuple[Code, ...] = ()
    article: Code | None = None
    basis: PriceBasis = PriceBasis.NET
    nature: Nature = Nature.REVENUE

    def __attrs_post_init__(self) -> None:
        """Refuse a code that would be taxed twice, and prices with taxes that no rule knows.

        What is no revenue has no tax at all.
        """
        if self.nature is not Nature.REVENUE and (self.components or self.article is not None):
            taxed = "components" if self.components else "article"
            raise InvalidInput.because("value.conflict", path=taxed, one=taxed, other="nature")
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
        windows: how many windows a bill may have.
        cash_step: smallest amount that can be paid in cash; None where nothing is rounded.
        commission_code: code of lines by which an agent keeps a commission; None where none does.
    """

    codes: tuple[TransactionCode, ...]
    chain: tuple[Percent, ...] = ()
    tax: RuleSet | None = None
    star_class: Code | None = None
    checks_in_at: WallTime | None = None
    correction_code: Code | None = None
    windows: WindowNumber = STANDARD_WINDOWS
    cash_step: CashStep | None = None
    commission_code: Code | None = None

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
            self.code_of(Nature.REVENUE, self.correction_code, "correction_code")
        if self.commission_code is not None:
            self.code_of(Nature.COMMISSION, self.commission_code, "commission_code")

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

    def code_of(self, nature: Nature, code: str, path: str = "code") -> TransactionCode:
        """Return a transaction code of one nature.

        Raises:
            InvalidInput: ``value.not_listed`` with the path, for an unknown code and for one of
                another nature.
        """
        fitting = {one.code: one for one in self.codes if one.nature is nature}
        _insist_on(fitting, code, path, f"transaction codes of nature {nature}")
        return fitting[code]

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
