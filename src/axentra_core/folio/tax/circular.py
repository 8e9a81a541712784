"""Which components may stand in each other's base: inclusive plain percents with a solution."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from axentra_core.folio.tax.exact import solved
from axentra_core.folio.tax.order import in_order
from axentra_core.folio.tax.refusals import WrongRules
from axentra_core.folio.tax.rule_plan import BY_ITEM
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.vocabulary import KeyPrice
from axentra_core.kernel.errors import Fault

if TYPE_CHECKING:
    from axentra_core.folio.tax.ruleset import RuleSet

ONE = Fraction(1)
# No law has more than two or three; solving grows with the third power.
MOST_IN_A_CIRCLE = 12


def circle_faults(rules: "RuleSet") -> Iterator[Fault]:
    """Yield a fault for each circle of bases that cannot be solved, at its first rule."""
    by_component: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        by_component.setdefault(rule.component, []).append(rule)
    inclusive = {code for code, members in by_component.items() if members[0].inclusive}
    needed = {
        code: frozenset(
            found for rule in members for found in _needed(rule, by_component, inclusive)
        )
        for code, members in by_component.items()
    }
    place = {rule.component: index for index, rule in reversed(list(enumerate(rules.rules)))}
    for group in in_order(needed):
        if len(group) == 1 and group[0] not in needed[group[0]]:
            continue
        members = {code: by_component[code] for code in group}
        if len(members) > MOST_IN_A_CIRCLE:
            yield WrongRules.because(
                "tax.circle_too_large",
                path=f"rules[{min(place[name] for name in group)}].base",
                got=len(members),
                most=MOST_IN_A_CIRCLE,
            ).faults[0]
            continue
        code = _fault_of(members)
        if code is not None:
            first = min(place[name] for name in group)
            yield WrongRules.because(
                code, path=f"rules[{first}].base", codes=" and ".join(group)
            ).faults[0]


def _needed(
    rule: Rule, components: Mapping[str, Sequence[Rule]], inclusive: set[str]
) -> Iterator[str]:
    yield from (part.code for part in rule.base if part.code in components)
    if rule.brackets is not None:
        yield from (code for code in rule.brackets.key if code in components)
        if rule.brackets.key_price is KeyPrice.GROSS and not rule.inclusive:
            yield from inclusive


def _fault_of(members: Mapping[str, Sequence[Rule]]) -> str | None:
    rules = [rule for found in members.values() for rule in found]
    if not all(rule.inclusive for rule in rules):
        return "tax.circular_exclusive"
    if not all(
        rule.percent is not None
        and rule.per in BY_ITEM
        and rule.unit_cap is None
        and not any(part.deduction for part in rule.base)
        for rule in rules
    ):
        return "tax.circular_shape"
    return None if _has_solution(members) else "tax.circular_unsolvable"


def _has_solution(members: Mapping[str, Sequence[Rule]]) -> bool:
    """Return whether even the highest rates leave a positive net price."""
    rows = []
    for row, rules in members.items():
        values = [
            (ONE if row == column else Fraction(0)) - _highest(rules, column) for column in members
        ]
        rows.append([*values, ONE])
    found = solved(rows)
    return found is not None and all(value > 0 for value in found)


def _highest(rules: Sequence[Rule], column: str) -> Fraction:
    """Return the most that rules take of a component: those of one name follow each other."""
    by_name: dict[str, Fraction] = {}
    for rule in rules:
        rate = sum(
            (
                Fraction(rule.percent or 0) * Fraction(part.factor)
                for part in rule.base
                if part.code == column
            ),
            Fraction(0),
        )
        by_name[rule.name] = max(rate, by_name.get(rule.name, rate))
    return sum(by_name.values(), Fraction(0))
