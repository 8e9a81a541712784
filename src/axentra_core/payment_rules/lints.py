"""What is allowed in a rule and seldom meant: found before the rule is activated for good.

    for found in lint(terms, PaymentRulesSettings(country="DK"), "Europe/Copenhagen", today):
        print(found.sentence)

A lint refuses nothing. What the terms alone do not show is looked for in reservations.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from typing import Final

import attrs

from axentra_core.kernel.calendar import ONE_DAY, zone
from axentra_core.payment_rules.candidates import Candidate
from axentra_core.payment_rules.channels import CHANNELS_PLUS, channel_on
from axentra_core.payment_rules.due import Due, DueNote
from axentra_core.payment_rules.lint_kinds import Lint, LintKind
from axentra_core.payment_rules.matching import unmet
from axentra_core.payment_rules.schedule import day_of, due_of, due_on, moment_of
from axentra_core.payment_rules.settings import PaymentRulesSettings
from axentra_core.payment_rules.surcharge_bans import surcharge_ban
from axentra_core.payment_rules.terms import IN_FULL, CardKind, RuleTerms, Step, Trigger
from axentra_core.payment_rules.wording import moment_said

YEARS_AHEAD: Final = 5
# Its cards are active while a stay can still be cancelled for free: that is its contract.
ACTIVE_BEFORE_ARRIVAL: Final = frozenset({CHANNELS_PLUS})


def lint(
    terms: RuleTerms,
    policy: PaymentRulesSettings,
    zone_name: str,
    on: date,
    candidates: Iterable[Candidate] = (),
) -> tuple[Lint, ...]:
    """Return what is seldom meant in a rule.

    Args:
        terms: what the rule says.
        policy: of the property.
        zone_name: IANA name of the property's zone.
        on: day from which the rule is to be active.
        candidates: reservations in which to look for what the terms alone do not show.

    Raises:
        InvalidInput: ``date.out_of_range`` or ``zone.unknown``.
    """
    return (
        *_virtual_may_wait(terms, policy, on),
        *_clocks_skipped(terms, zone_name, on),
        *_rest_not_charged(terms),
        *_in_order(terms),
        *_surcharge(terms, policy, on),
        *_of_candidates(terms, policy, zone_name, on, candidates),
    )


# --- what the terms show ---


def _takes(terms: RuleTerms, kind: CardKind) -> bool:
    return not terms.card_kinds or kind in terms.card_kinds


def _virtual_may_wait(terms: RuleTerms, policy: PaymentRulesSettings, on: date) -> Iterator[Lint]:
    first = terms.steps[0].when
    if first.trigger is not Trigger.BEFORE_CHECK_IN or not _takes(terms, CardKind.VIRTUAL):
        return
    rows = {name: channel_on(policy.channels, name, on) for name in terms.channels}
    late = [
        name
        for name, row in rows.items()
        if row is not None and CardKind.VIRTUAL in row.kinds and name not in ACTIVE_BEFORE_ARRIVAL
    ]
    if late:
        channels, moment = ", ".join(late), moment_said(first)
        yield Lint.of(LintKind.VIRTUAL_MAY_WAIT, channels=channels, moment=moment)


def _clocks_skipped(terms: RuleTerms, zone_name: str, on: date) -> Iterator[Lint]:
    days = [*_days_of_change(zone_name, on)]
    for place, step in enumerate(terms.steps, 1):
        wall = step.when.at
        skipped = [
            each for each in days if DueNote.CLOCKS_SKIPPED in due_on(each, wall, zone_name).notes
        ]
        if skipped:
            yield Lint.of(
                LintKind.CLOCKS_SKIPPED, (), skipped, place=place, wall=wall, zone=zone_name
            )


def _days_of_change(zone_name: str, on: date) -> Iterator[date]:
    """Return the days of the next years around which clocks change."""
    tz = zone(zone_name)
    begin = datetime.combine(on, time(), UTC)
    offsets = [
        (begin + timedelta(days)).astimezone(tz).utcoffset() for days in range(YEARS_AHEAD * 366)
    ]
    near: dict[date, None] = {}
    for days, (before, after) in enumerate(pairwise(offsets)):
        if before != after:
            # A day of UTC touches three of the calendar, whatever the zone.
            changed = on + timedelta(days)
            near |= dict.fromkeys([changed - ONE_DAY, changed, changed + ONE_DAY])
    yield from sorted(day for day in near if day >= on)


def _rest_not_charged(terms: RuleTerms) -> Iterator[Lint]:
    # A virtual card is charged in full, whatever the steps say.
    if _takes(terms, CardKind.STANDARD) and terms.steps[-1].share.kind not in IN_FULL:
        yield Lint.of(LintKind.REST_NOT_CHARGED)


def _in_order(terms: RuleTerms) -> Iterator[Lint]:
    """Look at the shortest stays, those of a night more, and the longest."""
    fewest, most = terms.fewest_nights, terms.most_nights
    stays = sorted({fewest, min(fewest + 1, most), most})
    numbered = [*enumerate(terms.steps, 1)]
    for (first, one), (second, other) in combinations(numbered, 2):
        days = {nights: (_day(one, nights), _day(other, nights)) for nights in stays}
        together = [nights for nights in stays if days[nights][0] == days[nights][1]]
        before = [
            nights
            for nights in stays
            if (days[nights][1], other.when.at) < (days[nights][0], one.when.at)
        ]
        if together:
            said = _of_stays(together, stays)
            yield Lint.of(LintKind.STEPS_ON_ONE_DAY, first=first, second=second, stays=said)
        if before:
            said = _of_stays(before, stays)
            yield Lint.of(LintKind.STEPS_OUT_OF_ORDER, first=first, second=second, stays=said)


ANY_ARRIVAL: Final = date(2001, 6, 1)


def _day(step: Step, nights: int) -> date:
    return day_of(step.when, ANY_ARRIVAL, ANY_ARRIVAL + timedelta(nights))


def _of_stays(found: Sequence[int], stays: Sequence[int]) -> str:
    said = " or ".join(map(str, found))
    return "" if len(found) == len(stays) else f" for stays of {said} nights"


def _surcharge(terms: RuleTerms, policy: PaymentRulesSettings, on: date) -> Iterator[Lint]:
    if terms.surcharge is None:
        return
    if terms.card_kinds == (CardKind.VIRTUAL,):
        yield Lint.of(LintKind.SURCHARGE_NEVER)
    elif (ban := surcharge_ban(policy.country, on)) is not None:
        yield Lint.of(
            LintKind.SURCHARGE_FORBIDDEN,
            country=policy.country or "",
            since=ban.since,
            law=ban.law,
        )


# --- what reservations show ---


@attrs.frozen
class _Seen:
    """A reservation, and when a step of the rule charges it."""

    candidate: Candidate
    place: int
    due: Due
    on: date


Looks = Callable[[_Seen], bool]


def _expired(seen: _Seen) -> bool:
    valid = seen.candidate.card.valid_through
    return valid is not None and valid < seen.on


def _not_active(seen: _Seen) -> bool:
    return DueNote.CARD_ACTIVE_LATER in seen.due.notes


def _still_free(seen: _Seen) -> bool:
    until = seen.candidate.reservation.free_until
    return until is not None and seen.on <= until


def _free_no_more(seen: _Seen) -> bool:
    # The first day after is the one that hits it.
    until = seen.candidate.reservation.free_until
    return until is not None and seen.on > until + ONE_DAY


# fmt: off
OF_RESERVATIONS: Final[tuple[tuple[LintKind, Looks], ...]] = (
    (LintKind.VIRTUAL_NOT_ACTIVE,      _not_active),
    (LintKind.CARD_EXPIRES_FIRST,      _expired),
)
OF_STEPS: Final[tuple[tuple[LintKind, Looks], ...]] = (
    (LintKind.CANCELLED_FREE_AFTER,    _still_free),
    (LintKind.FREE_CANCELLATION_OVER,  _free_no_more),
)
# fmt: on


def _of_candidates(
    terms: RuleTerms,
    policy: PaymentRulesSettings,
    zone_name: str,
    on: date,
    candidates: Iterable[Candidate],
) -> Iterator[Lint]:
    seen = [
        found
        for one in candidates
        if not unmet(terms, one.reservation, one.card, policy, on)
        for found in _moments(terms, one, zone_name)
    ]
    for kind, looks in OF_RESERVATIONS:
        ids = dict.fromkeys(one.candidate.id for one in seen if looks(one))
        if ids:
            yield Lint.of(kind, ids)
    for place in range(1, len(terms.steps) + 1):
        for kind, looks in OF_STEPS:
            ids = dict.fromkeys(
                one.candidate.id for one in seen if one.place == place and looks(one)
            )
            if ids:
                yield Lint.of(kind, ids, place=place)


def _moments(terms: RuleTerms, one: Candidate, zone_name: str) -> Iterator[_Seen]:
    if one.card.is_virtual:
        dues = [(1, due_of(terms.steps, one.reservation, one.card, zone_name))]
    else:
        arrival, departure = one.reservation.arrival, one.reservation.departure
        dues = [
            (place, moment_of(step.when, arrival, departure, zone_name))
            for place, step in enumerate(terms.steps, 1)
        ]
    for place, due in dues:
        yield _Seen(one, place, due, due.at.astimezone(zone(zone_name)).date())
