"""The tape chart: rooms by days, a bar from the noon a guest comes to the noon they leave."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.rooms.board import BLOCKED
from axentra_core.stays import Presence
from axentra_core.views.columns import GAP, WIDTH, Column, Row, headings, table, width
from axentra_core.views.locale import Language, language
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads several times what a bill needs.
    from axentra_core.hotel import Bar, ChartRow, StayLine, TapeChart

NARROWEST: Final = 64
WIDEST_DAY: Final = 8
ROOM_FOR_A_WEEKDAY: Final = 6
MONDAY, SATURDAY = 0, 5
TODAY, BEGINS, NOT_GIVEN, WEEKDAY, WEEKEND = "^", "[", "x", ".", ":"

# fmt: off
FILLS: Final[Mapping[Presence, str]] = MappingProxyType({
    Presence.WAITING:        "?",
    Presence.ARRIVING_LATER: "-",
    Presence.DUE_IN:         "+",
    Presence.OVERDUE:        "!",
    Presence.STAY_OVER:      "=",
    Presence.DUE_OUT:        ">",
    Presence.GONE:           "o",
    Presence.CANCELLED:      "c",
    Presence.NO_SHOW:        "n",
})
# fmt: on


@attrs.frozen
class Span:
    """Where a bar lies in a chart, in half days from the midnight its first day begins with.

    Attributes:
        bar: which one.
        begins: the first half day of it that the chart shows.
        ends: the half day after the last one.
        cut_before: it has begun before the chart.
        cut_after: it goes on behind the chart.
    """

    bar: "Bar"
    begins: int
    ends: int
    cut_before: bool
    cut_after: bool


def days(chart: "TapeChart") -> tuple[date, ...]:
    """Return the days of a chart."""
    return tuple(chart.first + timedelta(days=day) for day in range(chart.nights))


def is_weekend(day: date) -> bool:
    """Return whether a day is a Saturday or Sunday, as in all countries of the five languages."""
    return day.weekday() >= SATURDAY


def spans(chart: "TapeChart", bars: Sequence["Bar"]) -> Iterator[Span]:
    """Yield where the bars of a room lie, without those that lie outside."""
    last = 2 * chart.nights
    for bar in bars:
        begins = 2 * (bar.first - chart.first).days + 1
        ends = 2 * (bar.until - chart.first).days + 1
        if begins < last and ends > 0:
            yield Span(bar, max(begins, 0), min(ends, last), begins < 0, ends > last)


def free(chart: "TapeChart") -> tuple[int, ...]:
    """Return for every day how many rooms have no bar on its night."""
    taken = [0] * chart.nights
    for bar in (bar for row in chart.rows for bar in row.bars):
        first, until = (bar.first - chart.first).days, (bar.until - chart.first).days
        for night in range(max(first, 0), min(until, chart.nights)):
            taken[night] += 1
    return tuple(len(chart.rows) - rooms for rooms in taken)


def without_a_room(chart: "TapeChart") -> tuple[int, ...]:
    """Return for every day how many stays have no room yet on its night."""
    stays = [line.stay for line in chart.unassigned]
    return tuple(sum(stay.arrival <= day < stay.departure for stay in stays) for day in days(chart))


def shown_name(line: "StayLine", *, names: bool) -> str:
    """Return what a stay is called: its guest where names are wanted, else its confirmation."""
    return (line.guest_name if names else None) or line.stay.confirmation


def presences(chart: "TapeChart") -> tuple[Presence, ...]:
    """Return the words for stays that occur in a chart's bars, in the order of their day."""
    bars = (span.bar for row in chart.rows for span in spans(chart, row.bars))
    found = {bar.stay.presence for bar in bars if bar.stay is not None}
    return tuple(presence for presence in Presence if presence in found)


def blocks(chart: "TapeChart") -> tuple[str, ...]:
    """Return the codes of the kinds of block that occur in a chart's bars."""
    bars = (span.bar for row in chart.rows for span in spans(chart, row.bars))
    found = {bar.block.kind for bar in bars if bar.block is not None}
    return tuple(code for kind, code in BLOCKED.items() if kind in found)


def tape_chart(chart: "TapeChart", locale: str, *, names: bool = False) -> str:
    """Return the tape chart, in several stretches of days when they do not fit beside each other.

    Args:
        chart: as `Reader.tape_chart` gives it.
        locale: one of `LOCALES`.
        names: guests are named; a chart that hangs on a wall does without.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    left = _left(own, chart)
    most = (WIDTH - left[0] - left[1] - 2 * len(GAP)) // 2
    drawn = [list(_stretch(own, part, left, names=names)) for part in _parts(chart, most)]
    room = max(NARROWEST, *(width(line) for lines in drawn for line in lines))
    title = own.word("chart.title"), f"{own.date(chart.first)} - {own.date(days(chart)[-1])}"
    key = [
        *((FILLS[presence], own.word(f"presence.{presence}")) for presence in presences(chart)),
        *((code, own.name_of("code", code)) for code in blocks(chart)),
    ]
    return document(
        table(TITLE, [title, THICK], room=room),
        *([BLANK, *lines] if place else lines for place, lines in enumerate(drawn)),
        _listed(own.word("chart.key"), table((Column(), Column(wraps=True)), key)),
        _listed(own.word("chart.stays"), _unassigned(own, chart, room, names=names)),
    )


def _left(own: Language, chart: "TapeChart") -> tuple[int, int]:
    """Return how wide the columns of rooms and of types are."""
    rooms = [own.word("chart.room"), *(row.room.number for row in chart.rows)]
    types = [own.word("chart.type"), *(row.room.type for row in chart.rows)]
    return max(map(width, rooms)), max(map(width, types))


def _parts(chart: "TapeChart", most: int) -> Iterator["TapeChart"]:
    for begin in range(0, chart.nights, most):
        first = chart.first + timedelta(days=begin)
        yield attrs.evolve(chart, first=first, nights=min(most, chart.nights - begin))


def _stretch(
    own: Language, chart: "TapeChart", left: tuple[int, int], *, names: bool
) -> Iterator[str]:
    """Yield the lines of the days that fit beside each other."""
    places = (WIDTH - sum(left) - 2 * len(GAP)) // chart.nights
    places = max(2, min(WIDEST_DAY, places // 2 * 2))
    shown = days(chart)
    weekdays = [own.weekday(day, letter=places < ROOM_FOR_A_WEEKDAY) for day in shown]
    today = [TODAY * 2 if day == chart.business_date else "" for day in shown]
    yield _line(left, ("", ""), _ruler(weekdays, places))
    yield _line(
        left,
        (own.word("chart.room"), own.word("chart.type")),
        _ruler(_numbers(shown, places), places),
    )
    yield THIN * (sum(left) + 2 * len(GAP) + places * chart.nights)
    for row in chart.rows:
        cells = _cells(chart, row, places // 2, names=names)
        yield _line(left, (row.room.number, row.room.type), "".join(cells))
    if any(today):
        yield _line(left, ("", ""), _ruler(today, places))
    counted = (("free", free(chart)), ("unassigned", without_a_room(chart)))
    for heading, counts in counted:
        if (heading == "free" or any(counts)) and places > max(len(str(count)) for count in counts):
            yield own.word(f"chart.{heading}")
            yield _line(left, ("", ""), _ruler(list(map(str, counts)), places))


def _line(left: tuple[int, int], texts: tuple[str, str], cells: str) -> str:
    fixed = [text + " " * (own - width(text)) for text, own in zip(texts, left, strict=True)]
    return GAP.join((*fixed, cells)).rstrip()


def _ruler(marks: Sequence[str], places: int) -> str:
    return "".join(mark + " " * (places - width(mark)) for mark in marks)


def _numbers(shown: Sequence[date], places: int) -> list[str]:
    """Return the days of the month; where they would touch each other only those of Mondays."""
    return [
        str(day.day) if places > 2 or day.weekday() == MONDAY else ""  # noqa: PLR2004 - two digits
        for day in shown
    ]


def _cells(chart: "TapeChart", row: "ChartRow", half: int, *, names: bool) -> list[str]:
    """Return one text for every place of a row; the second place of a wide letter is empty."""
    cells: list[str] = []
    for day in days(chart):
        cells += [WEEKEND if is_weekend(day) else WEEKDAY, *" " * (2 * half - 1)]
    for span in spans(chart, row.bars):
        begin, end = span.begins * half, span.ends * half
        cells[begin:end] = _bar(span, end - begin, names=names)
    return cells


def _bar(span: Span, places: int, *, names: bool) -> Iterator[str]:
    """Yield the places of a bar: where it begins, what it is called, and what it is like."""
    block, line = span.bar.block, span.bar.stay
    text = "" if span.cut_before else BEGINS
    if block is not None:
        text += BLOCKED[block.kind]
    elif line is not None and names:
        text += "".join(filter(str.isprintable, shown_name(line, names=True)))
    fill = FILLS[line.presence] if line is not None else NOT_GIVEN
    left = places
    for letter in text:
        own = width(letter)
        if left - own < (0 if letter == BEGINS else 1):
            break
        left -= own
        yield letter
        yield from [""] * (own - 1)
    yield from fill * left


def _unassigned(own: Language, chart: "TapeChart", room: int, *, names: bool) -> list[str]:
    columns = (
        Column(own.word("chart.guest" if names else "chart.confirmation"), wraps=True),
        Column(own.word("chart.type"), wraps=True),
        Column(own.word("chart.arrival")),
        Column(own.word("chart.departure")),
        Column(own.word("chart.nights"), figures=True),
        Column(own.word("chart.status"), wraps=True),
    )
    rows: list[Row] = [
        (
            shown_name(line, names=names),
            line.stay.taken_type,
            own.date(line.stay.arrival),
            own.date(line.stay.departure),
            str((line.stay.departure - line.stay.arrival).days),
            own.word(f"presence.{line.presence}"),
        )
        for line in chart.unassigned
    ]
    return table(columns, [headings(columns), THIN, *rows], room=room) if rows else []


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return [BLANK, heading, THIN * width(heading), *lines] if lines else []
