"""What the law says, as data: the rules that a `RuleSet` holds.

Nothing is calculated here. Every field stands in the file under its own name: amounts, rates and
factors as text (``"0.045"``), dates as ``"2026-03-01"``, days of the year as ``"05-01"``, lists as
lists, enums by their value. A field that has a default may be left out.

    >>> from decimal import Decimal
    >>> from axentra_core.folio.tax.tariffs import base_of
    >>> vat = Rule(id="vat", component="VAT", authority="state", percent=Decimal("0.10"),
    ...            base=base_of("room", "SERVICE"))
    >>> vat.base[1]
    BasePart(code='SERVICE', factor=Decimal('1'), deduction=Decimal('0'))
"""

from axentra_core.folio.tax.policy import Policy
from axentra_core.folio.tax.tariffs import BasePart, Brackets
from axentra_core.folio.tax.terms import (
    AgeBand,
    Conditions,
    LongStay,
    NightCap,
    NightFactor,
    Relief,
    Validity,
)
from axentra_core.folio.tax.vocabulary import Factor, Mode, Per, Price
from axentra_core.kernel.checks import checked
from axentra_core.kernel.texts import Code, Text


@checked
class Rule:
    """One line of the law: exactly one of `percent`, `flat` and `brackets`.

    Attributes:
        id: unique in the rule set; stands in the working.
        component: what it is part of on the bill. Rules of one component add up; they have the same
            authority, inclusive, rounding and collected_by.
        authority: who gets it.
        name: rules of one component, authority and name are a family: their validities follow each
            other without gap or overlap (rules that differ in conditions are families apart).
        percent: rate of the base, 0.045 for 4.5 %. Above 1 only if the base has no article.
        flat: amount for each unit.
        brackets: amount or rate by price.
        per: what is counted. PRICE by default; a flat rule needs another one.
        base: of a rate: what it is taken of, at least one part. Of an amount: the articles that
            make a night (or, per UNIT, an item) liable; any night when empty. An inclusive rule
            may name itself or others in a circle, an exclusive one may not.
        inclusive: contained in GROSS items; on top of NET items as any other.
        validity: when it holds.
        conditions: what else has to be so.
        ages: parts owed by age.
        night_cap: liable nights; not per ROOM_STAY, PERSON_STAY or STAY, which count once.
        unit_cap: the most for one unit, before night and age factors. Of a rate per PRICE or UNIT
            it is for one piece of an item, with all that its base has of the item, components too.
        stay_cap: the most for the whole stay; what comes later is cut first. At the level
            UNIT_RATE it is held against the rounded units, which never go beyond it.
        night_factors: parts owed from a night on, in rising order; as night_cap.
        long_stay: when a long stay is free; with effect AFTER as night_cap.
        reliefs: exemptions that count, by reason.
        collected_by: channels that have taken it from the guest: shown, not owed.
        rounding: instead of the rule set's.
        source: the article of the law.
    """

    id: Code
    component: Code
    authority: Code
    name: Text = "rate"
    percent: Factor | None = None
    flat: Price | None = None
    brackets: Brackets | None = None
    per: Per = Per.PRICE
    base: tuple[BasePart, ...] = ()
    inclusive: bool = False
    validity: Validity = Validity()
    conditions: Conditions = Conditions()
    ages: tuple[AgeBand, ...] = ()
    night_cap: NightCap | None = None
    unit_cap: Price | None = None
    stay_cap: Price | None = None
    night_factors: tuple[NightFactor, ...] = ()
    long_stay: LongStay | None = None
    reliefs: tuple[Relief, ...] = ()
    collected_by: tuple[Code, ...] = ()
    rounding: Policy | None = None
    source: Text | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it takes a part of a base; otherwise it brings an amount for each unit."""
        return self.percent is not None or (
            self.brackets is not None and self.brackets.mode is Mode.RATE
        )
