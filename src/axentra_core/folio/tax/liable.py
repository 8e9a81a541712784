"""Whether a rule applies to a unit, and which part of it is owed: by person, by night."""

from fractions import Fraction

from axentra_core.folio.tax.conditions import applies
from axentra_core.folio.tax.facts import Item, Person
from axentra_core.folio.tax.persons import IN_FULL, Liable, joined, of_persons
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.vocabulary import CapScope, LongStayEffect

NOTHING = Fraction(0)


def liable(plan: RulePlan, stay: Stay, index: int, person: int | None) -> Liable | None:
    """Return what part of a unit is owed, or None if the rule does not apply to it at all.

    Raises:
        TaxRefusal: ``tax.fact_missing``, ``tax.persons_missing``, ``tax.function_unknown`` or
            ``tax.function_failed``.
    """
    if plan.free:
        return IN_FULL
    rule, item = plan.rule, stay.items[index]
    if not applies(rule, stay, item):
        return None
    # A tax on a tax of persons counts none itself: the room decides.
    who = None if person is None or not plan.per_person else stay.facts.persons[person]
    found = of_persons(plan, stay, item, who) if plan.of_person else IN_FULL
    if found is None:
        return None
    return _of_nights(rule, stay, item, who, found) if plan.counts_nights else found


def _of_nights(rule: Rule, stay: Stay, item: Item, who: Person | None, found: Liable) -> Liable:
    """Apply what depends on which night it is: long stays, caps and later nights."""
    own = who if rule.per.value.startswith("person") else None
    night = stay.night_of(item, own, CapScope.STAY)
    factor, note = found.factor, found.note
    long = rule.long_stay
    if long is not None and (reason := long_stay(rule, stay, night)):
        factor, note = NOTHING, joined(note, reason)
    cap = rule.night_cap
    if cap is not None and night is not None:
        counted = night
        if cap.scope is CapScope.HOUSE_YEAR:
            counted = (stay.night_of(item, own, cap.scope) or 0) + stay.nights_before(
                rule.component, item.date.year, own
            )
        if counted > cap.nights:
            factor, note = NOTHING, joined(note, f"night {counted}: capped at {cap.nights}")
    if night is not None:
        begun = [line for line in rule.night_factors if line.first <= night]
        if begun:
            factor *= Fraction(begun[-1].factor)
            note = joined(note, f"from night {begun[-1].first}: {begun[-1].factor}")
    return Liable(factor, night, note, found.exempted)


def long_stay(rule: Rule, stay: Stay, night: int | None) -> str:
    """Return why a long stay is free on a night, or nothing."""
    long = rule.long_stay
    if long is None:
        return ""
    if long.committed and (stay.facts.committed_nights or 0) >= long.nights:
        return f"{stay.facts.committed_nights} nights promised"
    if long.effect is LongStayEffect.FROM_START:
        return f"stay of {stay.length} nights" if stay.length >= long.nights else ""
    return f"after {long.nights} nights" if night is not None and night > long.nights else ""
