"""What can be wrong with a file of rules as a whole; every fault with its path."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from axentra_core.folio.tax.circular import circle_faults
from axentra_core.folio.tax.exact import grid_of
from axentra_core.folio.tax.families import family_faults
from axentra_core.folio.tax.quote import NET, ROUNDING
from axentra_core.folio.tax.rule_checks import rule_faults, wrong
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.vocabulary import KeyPrice
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.numbers import as_text

if TYPE_CHECKING:
    from axentra_core.folio.tax.ruleset import RuleSet

RESERVED: Final = (NET, ROUNDING)


def faults_of(rules: "RuleSet") -> list[Fault]:
    """Return everything that is wrong; what depends on sound rules is looked at last."""
    known = dict.fromkeys((rule.component for rule in rules.rules), False)
    known.update(dict.fromkeys(rules.articles, True))
    faults = [*_of_names(rules), *_of_prices(rules), *_of_splits(rules)]
    for index, rule in enumerate(rules.rules):
        faults += (fault.under(f"rules[{index}]") for fault in rule_faults(rule, known))
    faults += _of_components(rules.rules)
    faults += _of_keys(rules.rules)
    faults += family_faults(rules.rules)
    return faults or list(circle_faults(rules))


def _of_names(rules: "RuleSet") -> Iterator[Fault]:
    seen: set[str] = set()
    components = {rule.component for rule in rules.rules}
    for field, codes in (
        ("articles", rules.articles),
        ("splits", [split.article for split in rules.splits]),
    ):
        for index, code in enumerate(codes):
            path = f"{field}[{index}]" + (".article" if field == "splits" else "")
            if code in seen or code in components:
                yield InvalidInput.because("value.duplicate", path=path, got=shown(code)).faults[0]
            seen.add(code)
            if code in RESERVED:
                yield wrong("tax.code_reserved", path, got=shown(code))
    ids: set[str] = set()
    for index, rule in enumerate(rules.rules):
        if rule.component in RESERVED:
            yield wrong("tax.code_reserved", f"rules[{index}].component", got=shown(rule.component))
        if rule.id in ids:
            yield InvalidInput.because(
                "value.duplicate", path=f"rules[{index}].id", got=shown(rule.id)
            ).faults[0]
        ids.add(rule.id)
    if rules.valid_last is not None and rules.valid_last < rules.valid_first:
        yield InvalidInput.because(
            "date.order", path="valid_last", later=rules.valid_last, earlier=rules.valid_first
        ).faults[0]


def _of_prices(rules: "RuleSet") -> Iterator[Fault]:
    step = rules.price_unit or grid_of(rules.rounding.unit)
    units = [("rounding.unit", rules.rounding.unit)]
    units += [
        (f"rules[{index}].rounding.unit", rule.rounding.unit)
        for index, rule in enumerate(rules.rules)
        if rule.rounding is not None
    ]
    for path, unit in units:
        if Fraction(unit) % Fraction(step):
            yield wrong("tax.unit_off_step", path, got=as_text(unit), step=as_text(step))


def _of_splits(rules: "RuleSet") -> Iterator[Fault]:
    for index, split in enumerate(rules.splits):
        path = f"splits[{index}].parts"
        total = sum((Fraction(part.share) for part in split.parts), Fraction(0))
        if total != 1:
            yield wrong("tax.split_shares", path, got=float_free(total))
        seen: set[str] = set()
        for place, part in enumerate(split.parts):
            yield from _unknown(
                f"{path}[{place}].article", part.article, rules.articles, "articles"
            )
            if part.article in seen:
                yield InvalidInput.because(
                    "value.duplicate", path=f"{path}[{place}].article", got=shown(part.article)
                ).faults[0]
            seen.add(part.article)


def float_free(total: Fraction) -> str:
    """Return a sum of shares as a sentence can hold it."""
    return as_text(Decimal(total.numerator)) if total.denominator == 1 else str(total)


def _unknown(path: str, code: str, known: Sequence[str], kind: str) -> Iterator[Fault]:
    if code not in known:
        yield InvalidInput.because(
            "value.not_listed", path=path, got=shown(code), kind=kind, allowed=some_of(known)
        ).faults[0]


# What all rules of a component have in common.
SHARED: Final = ("authority", "inclusive", "collected_by", "rounding")


def _of_components(rules: Sequence[Rule]) -> Iterator[Fault]:
    first: dict[str, Rule] = {}
    for index, rule in enumerate(rules):
        other = first.setdefault(rule.component, rule)
        for field in SHARED:
            if getattr(rule, field) != getattr(other, field):
                yield wrong(
                    "tax.component_mixed", f"rules[{index}].{field}", field=field, other=other.id
                )


def _of_keys(rules: Sequence[Rule]) -> Iterator[Fault]:
    """A key names the components that its price is without, and that are known by then."""
    inclusive = {rule.component: rule.inclusive for rule in rules}
    for index, rule in enumerate(rules):
        for place, code in enumerate(rule.brackets.key if rule.brackets else ()):
            why = None if code not in inclusive else _key_fault(rule, is_inside=inclusive[code])
            if why is not None:
                path = f"rules[{index}].brackets.key[{place}]"
                yield wrong("tax.key_component", path, got=code, why=why)


def _key_fault(rule: Rule, *, is_inside: bool) -> str | None:
    price = None if rule.brackets is None else rule.brackets.key_price
    if price is KeyPrice.LISTED:
        return "a list price is asked as it is"
    if price is KeyPrice.GROSS and is_inside:
        return "the gross price contains it"
    if rule.inclusive and not is_inside:
        return "it comes on top of the price that contains this rule"
    return None
