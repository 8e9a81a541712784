"""Which part of a unit persons owe: where they come from, their age and their exemptions."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import attrs

from axentra_core.folio.tax.conditions import asked, failed, given
from axentra_core.folio.tax.facts import Exemption, Item, Person
from axentra_core.folio.tax.quote import Exempted
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.terms import AgeBand

WHOLE = Fraction(1)

# Nobody asks an adult for their age: neither a child nor a senior.
SOME_ADULT = 30


@attrs.frozen
class Liable:
    """A unit that a rule applies to.

    Attributes:
        factor: the part that is owed.
        night: which night it is, where the rule asks.
        note: why it is not the whole.
        exempted: exemptions that lowered it.
    """

    factor: Fraction
    night: int | None = None
    note: str = ""
    exempted: tuple[Exempted, ...] = ()


IN_FULL: Final = Liable(WHOLE)


def of_persons(plan: RulePlan, stay: Stay, item: Item, who: Person | None) -> Liable | None:
    """Return what the person owes, or of a rule that counts none, whoever there owes most."""
    rule = plan.rule
    if who is not None:
        return _of_one(rule, stay, item, who)
    persons = stay.facts.persons
    there = stay.occupants(item.date, item.room) or stay.people.get(item.room, [])
    if not there:
        if rule.conditions.of_person:
            raise TaxRefusal("tax.persons_missing", rule=rule.id, room=item.room)
        agreed = _function_agrees(rule, stay, item, None)
        return _relieved(rule, stay, None, WHOLE, "") if agreed else None
    most: Liable | None = None
    refused: TaxRefusal | None = None
    for index in there:
        try:
            found = _of_one(rule, stay, item, persons[index])
        except TaxRefusal as refusal:
            refused = refusal
            continue
        if found is not None and (most is None or found.factor > most.factor):
            most = found
            if most.factor >= WHOLE:
                return most
    if refused is not None:
        raise refused
    return most


def _of_one(rule: Rule, stay: Stay, item: Item, who: Person) -> Liable | None:
    asks = rule.conditions
    for name, value, wanted, unwanted in (
        ("residence", who.residence, asks.residence_in, asks.residence_not_in),
        ("nationality", who.nationality, asks.nationality_in, asks.nationality_not_in),
    ):
        if wanted or unwanted:
            found = given(rule, f"the {name} of person {who.id}", value)
            if (wanted and found not in wanted) or found in unwanted:
                return None
    if not _function_agrees(rule, stay, item, who):
        return None
    factor, notes = WHOLE, []
    band = _band(rule.ages, who.age_on(item.date)) if rule.ages else None
    if band is not None:
        factor = Fraction(band.factor)
        notes.append(f"age {who.age_on(item.date)}: {band.factor}")
    return _relieved(rule, stay, who, factor, "; ".join(notes))


def _function_agrees(rule: Rule, stay: Stay, item: Item, who: Person | None) -> bool:
    name = rule.conditions.function
    if name is None:
        return True
    found = asked(rule, stay, name, item, who)
    if not isinstance(found, bool):
        raise failed(rule, name, "True or False")
    return found


def _band(bands: tuple[AgeBand, ...], age: int | None) -> AgeBand | None:
    years = SOME_ADULT if age is None else age
    return next(
        (
            band
            for band in bands
            if band.first <= years and (band.below is None or years < band.below)
        ),
        None,
    )


def _granted(
    rule: Rule, exemptions: Iterable[Exemption], who: Person | None
) -> Iterator[tuple[Fraction, Exempted]]:
    """Yield what exemptions that a rule knows leave, and how they are recorded."""
    factors = {relief.reason: Fraction(relief.factor) for relief in rule.reliefs}
    for exemption in exemptions:
        if exemption.reason in factors:
            own = who is not None and exemption in who.exemptions
            yield (
                factors[exemption.reason],
                Exempted(
                    exemption.reason,
                    exemption.evidence,
                    exemption.granted_by,
                    who.id if who is not None and own else None,
                ),
            )


def _relieved(rule: Rule, stay: Stay, who: Person | None, factor: Fraction, note: str) -> Liable:
    """Return what the exemption that leaves least makes of a part."""
    if not rule.reliefs:
        return Liable(factor, None, note)
    own = () if who is None else who.exemptions
    granted = list(_granted(rule, (*stay.facts.exemptions, *own), who))
    if not granted:
        return Liable(factor, None, note)
    least, recorded = min(granted, key=lambda entry: entry[0])
    return Liable(factor * least, None, joined(note, f"exempt {recorded.reason}"), (recorded,))


def joined(note: str, more: str) -> str:
    """Return two notes as one."""
    return f"{note}; {more}" if note else more
