"""What can be wrong with one rule of a file; every fault with its path."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from axentra_core.folio.tax.refusals import WrongRules
from axentra_core.folio.tax.rule_plan import BY_ITEM, BY_NIGHT, BY_STAY
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.tariffs import Brackets
from axentra_core.folio.tax.vocabulary import LongStayEffect, Mode, Per
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.numbers import as_text

# By code of an article or a component: whether it is an article.
Known = Mapping[str, bool]


def wrong(code: str, path: str, **values: object) -> Fault:
    """Return a fault of a rule file."""
    return WrongRules.because(code, path=path, **values).faults[0]


def rule_faults(rule: Rule, known: Known) -> Iterator[Fault]:
    """Yield everything that is wrong with a rule by itself."""
    for check in _CHECKS:
        yield from check(rule, known)


def _tariff(rule: Rule, _: Known) -> Iterator[Fault]:
    given = [name for name in ("percent", "flat", "brackets") if getattr(rule, name) is not None]
    if len(given) != 1:
        yield wrong("tax.tariff", "", got=" and ".join(given) or "none")


def _base(rule: Rule, known: Known) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, part in enumerate(rule.base):
        path = f"base[{index}].code"
        if part.code not in known:
            yield wrong("tax.base_unknown", path, got=shown(part.code), allowed=some_of(known))
        elif not rule.is_rate and not known[part.code]:
            articles = [code for code, is_article in known.items() if is_article]
            yield wrong(
                "tax.base_not_article", path, got=shown(part.code), allowed=some_of(articles)
            )
        elif part.deduction and not known[part.code]:
            yield wrong("tax.deduction_of_component", f"base[{index}].deduction", got=part.code)
        if part.code in seen:
            yield InvalidInput.because("value.duplicate", path=path, got=shown(part.code)).faults[0]
        seen.add(part.code)
    if rule.is_rate and not rule.base:
        yield wrong("tax.base_missing", "base")
    has_amount = rule.flat is not None or rule.brackets is not None
    if has_amount and not rule.is_rate and rule.per is Per.PRICE:
        yield wrong("tax.per_price", "per")
    if not rule.is_rate and rule.per is Per.UNIT and not rule.base:
        yield wrong("tax.per_item", "base")


def _rates(rule: Rule, known: Known) -> Iterator[Fault]:
    of_price = any(known.get(part.code) for part in rule.base)
    if not rule.is_rate or not of_price:
        return
    rates = [("percent", rule.percent)]
    if rule.brackets is not None:
        rates = [
            (f"brackets.lines[{index}].value", line.value)
            for index, line in enumerate(rule.brackets.lines)
        ]
    for path, rate in rates:
        if rate is not None and rate > 1:
            yield wrong("tax.rate_too_high", path, got=as_text(rate))


def _table(rule: Rule, known: Known) -> Iterator[Fault]:
    brackets = rule.brackets
    if brackets is None:
        return
    if not brackets.lines:
        yield wrong("tax.brackets_empty", "brackets.lines")
    for index, (line, after) in enumerate(zip(brackets.lines, brackets.lines[1:], strict=False), 1):
        if after.above <= line.above:
            yield wrong(
                "tax.brackets_order",
                f"brackets.lines[{index}].above",
                got=as_text(after.above),
                before=as_text(line.above),
            )
    yield from _step(brackets)
    for index, code in enumerate(brackets.key):
        if code not in known:
            yield wrong(
                "tax.base_unknown",
                f"brackets.key[{index}]",
                got=shown(code),
                allowed=some_of(known),
            )


def _step(brackets: Brackets) -> Iterator[Fault]:
    has_step = brackets.step is not None
    if has_step != (brackets.step_value is not None) or (
        has_step and (not brackets.step or brackets.mode is not Mode.AMOUNT)
    ):
        yield wrong("tax.brackets_step", "brackets.step")


def _bands(rule: Rule, _: Known) -> Iterator[Fault]:
    end: int | None = 0
    for index, band in enumerate(rule.ages):
        if end is None or band.first < end or (band.below is not None and band.below <= band.first):
            yield wrong("tax.bands_order", f"ages[{index}]", before="the band before")
        end = band.below
    before = 0
    for index, line in enumerate(rule.night_factors):
        if line.first <= before:
            yield wrong("tax.bands_order", f"night_factors[{index}]", before=f"night {before}")
        before = line.first


def _inclusive(rule: Rule, known: Known) -> Iterator[Fault]:
    """An inclusive rate has to be solved item by item, or by room and night."""
    if not rule.inclusive or rule.flat is not None:
        return
    if rule.stay_cap is not None:
        yield wrong("tax.inclusive_shape", "stay_cap", what="a cap for the whole stay")
    if rule.is_rate and rule.per not in BY_ITEM | BY_NIGHT:
        yield wrong("tax.inclusive_shape", "per", what=f"units per {rule.per}")
    del known


def _by_stay(rule: Rule, _: Known) -> Iterator[Fault]:
    """What counts once for a stay has no nights of its own."""
    if rule.per not in BY_STAY:
        return
    long = rule.long_stay
    for path, is_given in (
        ("night_cap", rule.night_cap is not None),
        ("night_factors", bool(rule.night_factors)),
        ("long_stay.effect", long is not None and long.effect is LongStayEffect.AFTER),
    ):
        if is_given:
            yield wrong("tax.per_stay", path, per=rule.per)


def _reliefs(rule: Rule, _: Known) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, relief in enumerate(rule.reliefs):
        if relief.reason in seen:
            yield InvalidInput.because(
                "value.duplicate", path=f"reliefs[{index}].reason", got=shown(relief.reason)
            ).faults[0]
        seen.add(relief.reason)


_CHECKS: Final[tuple[Callable[[Rule, Known], Iterator[Fault]], ...]] = (
    _tariff,
    _base,
    _rates,
    _table,
    _bands,
    _inclusive,
    _by_stay,
    _reliefs,
)
