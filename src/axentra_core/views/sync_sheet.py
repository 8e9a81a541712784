"""How far a platform is with what it is told: every part of it in the words of one language.

A date of a target is as far as the worst of what is told for it: one price that is refused makes
the date refused, whatever else was taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.kernel.calendar import zone
from axentra_core.views.channel_words import ChannelWords
from axentra_core.views.locale import Language, language
from axentra_core.views.sync_states import BEHIND, NOTHING, STATES, Span, spans, worst

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Connection, Progress, Refused, Target, Update

DAYS: Final = 28


@attrs.frozen
class StripDay:
    """A date of a strip.

    Attributes:
        said: the whole date, with its weekday.
        number: day of the month.
        weekday: in short.
        begins: a week begins on it, or the strip.
    """

    said: str
    number: str
    weekday: str
    begins: bool


@attrs.frozen
class Letter:
    """How far the platform is with a date.

    Attributes:
        state: one of `STATES`, or that nothing is told.
        letter: what stands for it.
        said: the same in words.
    """

    state: str
    letter: str
    said: str


Counts = tuple[tuple[Letter, str], ...]


@attrs.frozen
class TargetRow:
    """A target with its strip.

    Attributes:
        name: what values are told for.
        counts: how many values are in each state; those with any.
        letters: one for each day of the strip.
    """

    name: str
    counts: Counts
    letters: tuple[Letter, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The states that any of its values is in."""
        return tuple(letter.state for letter, _ in self.counts)


@attrs.frozen
class RefusalRow:
    """Consecutive dates of which the platform does not take a value.

    Attributes:
        what: for what, which value, which dates.
        times: how often, and when it was last refused.
        again: from when on it is told again.
    """

    what: str
    times: str
    again: str


@attrs.frozen
class CauseGroup:
    """What is refused for one reason.

    Attributes:
        code: the reason as others know it.
        cause: in words; the code where it is the platform's or the host's own.
        to_do: what to do about it; empty where nobody can say.
        rows: what is refused.
    """

    code: str
    cause: str
    to_do: str
    rows: tuple[RefusalRow, ...]


@attrs.frozen
class SyncSheet:
    """How far a platform is. What is not known is empty.

    Attributes:
        own: the language.
        name: of the platform, and the connection.
        behind: how many values are not acknowledged, as a sentence.
        is_behind: whether there are any.
        facts: what is known, as label and value.
        counts: how many values are in each state.
        causes: what is refused, by reason; what is refused most comes first.
        messages: numbers of the messages without an answer.
        since: from which date on.
        days: of the strips.
        rows: every target in order.
        key: what the letters mean.
    """

    own: Language
    name: str
    behind: str
    is_behind: bool
    facts: tuple[tuple[str, str], ...]
    counts: Counts
    causes: tuple[CauseGroup, ...]
    messages: tuple[str, ...]
    since: str
    days: tuple[StripDay, ...]
    rows: tuple[TargetRow, ...]
    key: tuple[Letter, ...]


def sync_sheet(  # noqa: PLR0913 - a sheet says that much
    connection: "Connection",
    progress: Iterable["Progress"],
    pending: Iterable["Update"],
    locale: str,
    *,
    first: date,
    days: int = DAYS,
    next_due: datetime | None = None,
    zone_name: str = "UTC",
    platform: str = "",
    currency: str | None = None,
    digits: int = 0,
) -> SyncSheet:
    """Return how far a platform is, in the words of a language.

    Args:
        connection: as it is kept.
        progress: how far the platform is with each target.
        pending: what it has not acknowledged of what the hotel wants, as `channels.pending` has it.
        locale: one of `LOCALES`.
        first: the first date that is shown, which is today.
        days: how many are shown day by day.
        next_due: when something is told next; None where nothing is.
        zone_name: IANA name of the zone of the house.
        platform: name of the platform; its code when left out.
        currency: ISO 4217 code of the prices; they are told in smallest units when left out.
        digits: decimals of the prices.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    words = ChannelWords(language(locale), zone(zone_name), currency, digits)
    own, known = words.own, {one.target: one for one in progress}
    waits: dict[Target, list[Update]] = {}
    for update in pending:
        waits.setdefault(update.target, []).append(update)
    found = {
        target: some
        for target in sorted({*known, *waits})
        if (some := spans(known.get(target), waits.get(target, ()), first))
    }
    letters = _letters(own)
    every = [one for some in found.values() for one in some]
    behind = sum(one.days for one in every if one.state in BEHIND)
    in_flight = {number for one in known.values() for number in one.in_flight}
    return SyncSheet(
        own=own,
        name=own.word(
            "registration.placed", text=platform or connection.provider, place=connection.id
        ),
        behind=_behind(own, behind, is_told=bool(every)),
        is_behind=bool(behind),
        facts=tuple(_facts(words, connection, next_due)),
        counts=_counts(own, every, letters),
        causes=tuple(_causes(words, found)),
        messages=tuple(map(own.number, sorted(in_flight))),
        since=own.word("sync.since", on=own.date(first)),
        days=tuple(_days(own, first, days)),
        rows=tuple(
            TargetRow(
                words.target(target),
                _counts(own, some, letters),
                tuple(letters[one] for one in _strip(some, first, days)),
            )
            for target, some in found.items()
        ),
        key=tuple(letters.values()),
    )


def _behind(own: Language, behind: int, *, is_told: bool) -> str:
    if behind:
        return own.word("sync.behind", count=own.number(behind))
    return own.word("sync.up_to_date" if is_told else "sync.nothing")


def _facts(
    words: ChannelWords, connection: "Connection", next_due: datetime | None
) -> Iterator[tuple[str, str]]:
    word, last = words.own.word, connection.all_sent_at
    yield word("sync.all_sent"), word("sync.never") if last is None else words.at(last)
    if next_due is not None:
        yield word("sync.next"), words.at(next_due)


# --- day by day ---


def _letters(own: Language) -> dict[str, Letter]:
    return {
        state: Letter(state, own.word(f"sync.letter.{state}"), own.word(f"sync.state.{state}"))
        for state in (*STATES, NOTHING)
    }


def _days(own: Language, first: date, days: int) -> Iterator[StripDay]:
    for place in range(days):
        on = first + timedelta(place)
        begins = place == 0 or on.weekday() == 0
        yield StripDay(own.full_date(on), own.number(on.day), own.weekday(on), begins)


def _strip(some: Sequence[Span], first: date, days: int) -> Iterator[str]:
    states: list[list[str]] = [[] for _ in range(days)]
    for one in some:
        start, stop = (one.first - first).days, (one.last - first).days + 1
        for day in states[start:stop]:
            day.append(one.state)
    return map(worst, states)


def _counts(own: Language, some: Iterable[Span], letters: Mapping[str, Letter]) -> Counts:
    many = dict.fromkeys(STATES, 0)
    for one in some:
        many[one.state] += one.days
    return tuple((letters[state], own.number(count)) for state, count in many.items() if count)


# --- what is refused ---


def _causes(words: ChannelWords, found: Mapping["Target", Sequence[Span]]) -> Iterator[CauseGroup]:
    by_code: dict[str, list[RefusalRow]] = {}
    for target, some in found.items():
        for one in some:
            if one.refused is not None:
                row = _refusal(words, target, one, one.refused)
                by_code.setdefault(one.refused.code, []).append(row)
    for code, rows in sorted(by_code.items(), key=lambda item: -len(item[1])):
        name, known = code.removeprefix("channels."), words.own.words
        to_do = known.get(f"what_to_do.{name}", "")
        yield CauseGroup(
            code,
            known.get(f"cause.{name}", code),
            to_do and words.own.word("sync.what_to_do", what=to_do),
            tuple(rows),
        )


def _refusal(words: ChannelWords, target: "Target", one: Span, refused: "Refused") -> RefusalRow:
    own = words.own
    what = own.word(
        "sync.refusal",
        target=words.target(target),
        measure=words.measure(one.measure),
        dates=words.dates(one.first, one.last),
        value=words.value(one.measure, refused.value),
    )
    times = own.word("sync.times", count=own.number(refused.times), at=words.at(refused.at))
    return RefusalRow(what, times, own.word("sync.again", at=words.at(refused.rests_until)))
