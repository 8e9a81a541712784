"""A rule as the calculation goes through it: its numbers exact, its codes parted."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from axentra_core.folio.tax.facts import Item
from axentra_core.folio.tax.policy import Policy
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.tariffs import Brackets
from axentra_core.folio.tax.vocabulary import Per

PER_PERSON: Final = frozenset({Per.PERSON_NIGHT, Per.PERSON_STAY})
BY_ITEM: Final = frozenset({Per.PRICE, Per.UNIT})
BY_NIGHT: Final = frozenset({Per.ROOM_NIGHT, Per.PERSON_NIGHT})
BY_STAY: Final = frozenset({Per.ROOM_STAY, Per.PERSON_STAY, Per.STAY})


@attrs.frozen
class Part:
    """A part of a base: a factor, and what is taken off before."""

    factor: Fraction
    deduction: Fraction


@attrs.frozen
class Table:
    """A bracket table with exact numbers, and the codes of its key parted by what they are."""

    brackets: Brackets
    bounds: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    step: Fraction | None
    step_value: Fraction
    articles: frozenset[str]
    components: tuple[str, ...]

    def asks_for(self, item: Item) -> bool:
        """Return whether a key contains the price of an item, not only components of it."""
        if self.articles:
            return item.article in self.articles
        return item.is_night and not self.brackets.key


@attrs.frozen(eq=False)
class RulePlan:
    """A rule with exact numbers.

    Attributes:
        rule: as it was written.
        rate: the percent or the flat amount; zero of a table.
        articles: the parts of its base that are articles; empty if every night counts.
        components: those that are components.
        of_person: whether it asks anything of persons.
        counts_nights: whether it asks which night of the stay it is.
        free: whether it applies to every unit in full, whoever and whenever.
    """

    rule: Rule
    percent: Fraction | None
    flat: Fraction | None
    rate: Fraction
    table: Table | None
    articles: Mapping[str, Part]
    components: Mapping[str, Part]
    policy: Policy
    unit_cap: Fraction | None
    stay_cap: Fraction | None
    per_person: bool
    of_person: bool
    counts_nights: bool
    free: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts of its base."""
        return (*self.articles.values(), *self.components.values())


def planned(rule: Rule, articles: frozenset[str], policy: Policy) -> RulePlan:
    """Return a rule with exact numbers, its base parted into articles and components."""
    parts = {part.code: Part(Fraction(part.factor), Fraction(part.deduction)) for part in rule.base}
    conditions = rule.conditions
    of_person = bool(rule.ages or rule.reliefs or conditions.of_person or conditions.function)
    own = {code: part for code, part in parts.items() if code in articles}
    counts_nights = bool(rule.night_cap or rule.night_factors or rule.long_stay)
    return RulePlan(
        rule,
        _exact(rule.percent),
        _exact(rule.flat),
        Fraction(rule.percent or rule.flat or 0),
        None if rule.brackets is None else _table(rule.brackets, frozenset(own), articles),
        own,
        {code: part for code, part in parts.items() if code not in articles},
        policy,
        _exact(rule.unit_cap),
        _exact(rule.stay_cap),
        rule.per in PER_PERSON,
        of_person,
        counts_nights,
        not of_person
        and not counts_nights
        and conditions == type(conditions)()
        and rule.validity == type(rule.validity)(),
    )


def _exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _table(brackets: Brackets, own: frozenset[str], articles: frozenset[str]) -> Table:
    named = frozenset(brackets.key) & articles
    return Table(
        brackets,
        tuple(Fraction(line.above) for line in brackets.lines),
        tuple(Fraction(line.value) for line in brackets.lines),
        _exact(brackets.step),
        Fraction(brackets.step_value or 0),
        named if brackets.key else own,
        tuple(code for code in brackets.key if code not in articles),
    )
