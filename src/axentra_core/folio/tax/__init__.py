"""Lodging tax as a calculator: rules are data, and every amount adds up to the last step.

A `RuleSet` is one file of one place and version, `Facts` are priced nights, persons and the stay,
and `quote` brings them together: one amount for each component, what each item has of it, and on
request the working of every step. `difference` tells what to post when something has changed.
Nothing here knows the rest of the library; it is usable alone.
"""

from axentra_core.folio.tax.difference import Difference, difference
from axentra_core.folio.tax.facts import (
    Exemption,
    Facts,
    Item,
    NightsBefore,
    Person,
    PriceBasis,
)
from axentra_core.folio.tax.policy import Policy, Residual, RoundingLevel
from axentra_core.folio.tax.pricing import explain, quote
from axentra_core.folio.tax.quote import (
    ComponentAmount,
    Exempted,
    QuotedItem,
    TaxQuote,
    Working,
)
from axentra_core.folio.tax.refusals import TaxRefusal, WrongRules
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.ruleset import RuleSet, Split, SplitPart
from axentra_core.folio.tax.split import split
from axentra_core.folio.tax.stay import Functions
from axentra_core.folio.tax.tariffs import BasePart, Bracket, Brackets, base_of
from axentra_core.folio.tax.terms import (
    AgeBand,
    Conditions,
    LongStay,
    NightCap,
    NightFactor,
    Relief,
    Season,
    Validity,
)
from axentra_core.folio.tax.vocabulary import (
    CapScope,
    DateKey,
    KeyPer,
    KeyPrice,
    LongStayEffect,
    Mode,
    Per,
    Weekday,
)
from axentra_core.kernel.rounding import RoundingMode

__all__ = [
    "AgeBand",
    "BasePart",
    "Bracket",
    "Brackets",
    "CapScope",
    "ComponentAmount",
    "Conditions",
    "DateKey",
    "Difference",
    "Exempted",
    "Exemption",
    "Facts",
    "Functions",
    "Item",
    "KeyPer",
    "KeyPrice",
    "LongStay",
    "LongStayEffect",
    "Mode",
    "NightCap",
    "NightFactor",
    "NightsBefore",
    "Per",
    "Person",
    "Policy",
    "PriceBasis",
    "QuotedItem",
    "Relief",
    "Residual",
    "RoundingLevel",
    "RoundingMode",
    "Rule",
    "RuleSet",
    "Season",
    "Split",
    "SplitPart",
    "TaxQuote",
    "TaxRefusal",
    "Validity",
    "Weekday",
    "Working",
    "WrongRules",
    "base_of",
    "difference",
    "explain",
    "quote",
    "split",
]
