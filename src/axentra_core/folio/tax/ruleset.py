"""One file of rules: a place, a version, its articles and rules, checked when it is read.

Every field stands in the file under its own name; see `rules` for how values are written.
"""

from decimal import Decimal
from functools import cached_property
from typing import Annotated

from moneyed import CURRENCIES

from axentra_core.folio.tax.checks import faults_of
from axentra_core.folio.tax.plain import PlainPlan
from axentra_core.folio.tax.plan import Plan
from axentra_core.folio.tax.policy import Policy, positive
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.vocabulary import Factor
from axentra_core.kernel.checks import Day, checked, list_of
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import currency_of
from axentra_core.kernel.texts import Code, Text

MOST_RULES = 500


def currency(value: object) -> str:
    """Return the code of a currency in capitals; of the past too, for rules of the past."""
    try:
        return currency_of(value).code
    except (InvalidInput, TypeError):
        if type(value) is str and value in CURRENCIES and not value.startswith("X"):
            return value
        raise InvalidInput.because("money.currency_unknown", got=shown(value)) from None


@checked
class SplitPart:
    """An article with its share of a package; the first part takes what rounding leaves."""

    article: Code
    share: Factor


@checked
class Split:
    """A package sold at one price, which stays what it is: its parts add up to it exactly.

    The first part stays a night if the package is one; the others are none.
    """

    article: Code
    parts: tuple[SplitPart, ...]


@checked
class RuleSet:
    """The rules of one place in one version.

    Attributes:
        place: such as ``Jakarta``.
        version: of this file; stands in every quote.
        currency: ISO 4217 code in capitals.
        valid_first: the first night it may be used for.
        valid_last: the last one; open when None.
        source: where it was read and when; whether it is an example.
        articles: codes of everything that can be priced, ``room`` and ``breakfast`` alike.
            Articles and components have one namespace; ``net`` and ``rounding`` are taken.
        rules: in the order in which components are shown.
        rounding: how every component is rounded.
        price_unit: step of net and gross prices, of which every rounding's unit is a multiple;
            what the last digit of ``rounding.unit`` stands for when None, but at most 1.
        splits: packages that are cut before anything is calculated.
    """

    place: Text
    version: Text
    currency: Annotated[str, currency]
    valid_first: Day
    articles: tuple[Code, ...]
    rules: Annotated[tuple[Rule, ...], list_of(Rule, MOST_RULES)]
    rounding: Policy
    price_unit: Annotated[Decimal, positive] | None = None
    valid_last: Day | None = None
    source: Text | None = None
    splits: tuple[Split, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the file as a whole; every fault with its path."""
        faults = faults_of(self)
        if faults:
            raise InvalidInput(faults)

    @cached_property
    def plan(self) -> Plan:
        """The rules as the calculation goes through them, made once."""
        return Plan.of(self)

    @cached_property
    def plain(self) -> PlainPlan | None:
        """The rules in whole numbers, if every one of them is plain; made once."""
        return PlainPlan.of(self.plan, self.rounding)
