"""The tape chart as a page: a row for every room, a bar for every stay and block."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from axentra_core.rooms.board import BLOCKED
from axentra_core.views.html.environment import page
from axentra_core.views.locale import Language, language
from axentra_core.views.tape_chart import (
    Span,
    blocks,
    days,
    free,
    is_weekend,
    presences,
    shown_name,
    spans,
    without_a_room,
)

if TYPE_CHECKING:
    from axentra_core.hotel import TapeChart


@attrs.frozen
class Shown:
    """A bar as the page draws it.

    Attributes:
        looks: its class: the word for the stay, or that it is a block.
        begins: the grid line it begins at; there are two columns a day, and lines count from 1.
        ends: the grid line it ends at.
        name: what stands on it first.
        more: what stands behind that, as far as there is room.
    """

    looks: str
    begins: int
    ends: int
    name: str
    more: str


@attrs.frozen
class Day:
    """A day as the head of the chart shows it.

    Attributes:
        number: day of the month.
        above: its weekday.
        said: the whole date.
        date: the date with its year, without the weekday.
        weekend: it is a Saturday or Sunday.
        today: it is the business date.
        free: how many rooms have no bar on its night.
        unassigned: how many stays have no room yet on its night.
    """

    number: int
    above: str
    said: str
    date: str
    weekend: bool
    today: bool
    free: int
    unassigned: int


def tape_chart_page(
    chart: "TapeChart", locale: str, *, property_name: str, names: bool = False
) -> str:
    """Return the tape chart as one page of HTML with everything in it.

    Args:
        chart: as `Reader.tape_chart` gives it.
        locale: one of `LOCALES`.
        property_name: what the hotel is called.
        names: guests are named; a chart that hangs on a wall does without.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    shown = list(_days(own, chart))
    return page(
        "tape_chart",
        own,
        property_name=property_name,
        chart=chart,
        names=names,
        days=shown,
        shade=_shade(shown),
        rows=[
            (row.room, [_shown(own, span, names=names) for span in spans(chart, row.bars)])
            for row in chart.rows
        ],
        presences=presences(chart),
        blocks=blocks(chart),
        name_of=lambda line: shown_name(line, names=names),
    )


def _days(own: Language, chart: "TapeChart") -> Iterator[Day]:
    counts = zip(days(chart), free(chart), without_a_room(chart), strict=True)
    for day, rooms, stays in counts:
        yield Day(
            number=day.day,
            above=own.weekday(day),
            said=own.full_date(day),
            date=own.date(day),
            weekend=is_weekend(day),
            today=day == chart.business_date,
            free=rooms,
            unassigned=stays,
        )


def _shade(shown: Sequence[Day]) -> str:
    """Return the stops of the gradient behind a row: today and weekends are tinted."""
    stops = ["transparent 0"]
    for place, day in enumerate(shown):
        if day.today or day.weekend:
            begin, end = (f"{100 * edge / len(shown):.3f}%" for edge in (place, place + 1))
            tint = "var(--now)" if day.today else "var(--weekend)"
            stops.append(f"transparent {begin}, {tint} {begin} {end}, transparent {end}")
    return ", ".join([*stops, "transparent 0"])


def _shown(own: Language, span: Span, *, names: bool) -> Shown:
    line, block = span.bar.stay, span.bar.block
    when = f"{own.short_date(span.bar.first)} – {own.short_date(span.bar.until)}"
    cut = (" l" if span.cut_before else "") + (" r" if span.cut_after else "")
    if line is not None:
        looks, name = line.presence.value, shown_name(line, names=names)
        more = f"{own.word(f'presence.{line.presence}')}, {when}"
    else:
        code = BLOCKED[block.kind] if block else ""
        looks, name = "block", code
        more = f"{own.name_of('code', code)}, {when}: {block.reason}" if block else when
    return Shown(looks + cut, span.begins + 1, span.ends + 1, name, more)
