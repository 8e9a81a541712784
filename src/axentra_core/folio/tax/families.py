"""Validity of rules that follow each other: no day twice, and none left out."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

import attrs

from axentra_core.folio.tax.refusals import WrongRules
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.terms import Season
from axentra_core.folio.tax.vocabulary import DateKey
from axentra_core.kernel.errors import Fault

EVER, FOR_GOOD = date.min, date.max
# 29 February can be eight years away.
MOST_DAYS = 8 * 366
_YEAR = [
    f"{month:02}-{day:02}"
    for month, days in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    for day in range(1, days + 1)
]


def family_faults(rules: Sequence[Rule]) -> Iterator[Fault]:
    """Yield an overlap or a gap in the validity of rules of one family.

    A family has one component, authority, name, key of validity, and the same conditions but for
    seasons. Seasons that share no day on which both hold do not overlap.
    """
    families: dict[object, list[int]] = {}
    for index, rule in enumerate(rules):
        conditions = _without_seasons(rule.conditions)
        key = rule.validity.key, rule.validity.function
        families.setdefault(
            (rule.component, rule.authority, rule.name, key, conditions), []
        ).append(index)
    for members in families.values():
        if len(members) > 1:
            yield from _of_family(rules, members)


def _without_seasons(conditions: Any) -> object:  # noqa: ANN401 - mypy sees no attrs class here
    return attrs.evolve(conditions, seasons=())


def _of_family(rules: Sequence[Rule], members: Sequence[int]) -> Iterator[Fault]:
    parts: list[tuple[frozenset[str], list[int]]] = []
    for index in members:
        days = _days(rules[index].conditions.seasons)
        for known, part in parts:
            if known == days:
                part.append(index)
                break
        else:
            parts.append((days, [index]))
    for place, (days, part) in enumerate(parts):
        yield from _in_a_row(rules, part, days)
        for other_days, other in parts[:place]:
            if days & other_days:
                yield from _across(rules, part, other, days & other_days)


def _days(seasons: Sequence[Season]) -> frozenset[str]:
    """Return the days of the year that seasons have; all of them without a season."""
    if not seasons:
        return frozenset(_YEAR)
    found: set[str] = set()
    for season in seasons:
        wraps = season.first > season.last
        found.update(
            day
            for day in _YEAR
            if (day >= season.first or day <= season.last)
            if wraps or season.first <= day <= season.last
        )
    return frozenset(found)


def _span(rule: Rule) -> tuple[date, date]:
    return rule.validity.first or EVER, rule.validity.last or FOR_GOOD


def _in_a_row(
    rules: Sequence[Rule], members: Sequence[int], days: frozenset[str]
) -> Iterator[Fault]:
    ordered = sorted(members, key=lambda index: _span(rules[index])[0])
    latest = ordered[0]
    for index in ordered[1:]:
        first, _ = _span(rules[index])
        _, last = _span(rules[latest])
        if first <= last:
            yield from _overlap(rules, index, latest, days)
        elif first > last + timedelta(1):
            yield WrongRules.because(
                "tax.validity_gap",
                path=f"rules[{index}].validity",
                first=last + timedelta(1),
                last=first - timedelta(1),
                other=rules[latest].id,
            ).faults[0]
        if _span(rules[index])[1] > last:
            latest = index


def _across(
    rules: Sequence[Rule], one: Sequence[int], other: Sequence[int], days: frozenset[str]
) -> Iterator[Fault]:
    """Yield the first overlap of rules of one part of the year with those of another."""
    pairs = ((max(index, place), min(index, place)) for index in one for place in other)
    yield from islice(
        (fault for index, place in pairs for fault in _overlap(rules, index, place, days)), 1
    )


def _overlap(
    rules: Sequence[Rule], index: int, other: int, days: frozenset[str]
) -> Iterator[Fault]:
    """Yield a fault that names the first day on which two rules hold, if there is one."""
    spans = _span(rules[index]), _span(rules[other])
    first, last = max(first for first, _ in spans), min(last for _, last in spans)
    day = None if last < first else _first_day(rules[index].validity.key, first, last, days)
    if day is not None:
        yield WrongRules.because(
            "tax.validity_overlap",
            path=f"rules[{index}].validity",
            day=day,
            other=rules[other].id,
        ).faults[0]


def _first_day(key: DateKey, first: date, last: date, days: frozenset[str]) -> str | None:
    """Return the first of some days of the year from a date to another, or that day of any year.

    Seasons go by the night: where validity goes by another date, nothing is known of the year.
    """
    is_all = len(days) == len(_YEAR)
    if first == EVER or (key is not DateKey.NIGHT and not is_all):
        return "every day" if is_all else f"every {min(days)}"
    if is_all:
        return str(first)
    found = (first + timedelta(more) for more in range(min((last - first).days + 1, MOST_DAYS)))
    return next((str(day) for day in found if f"{day:%m-%d}" in days), None)
