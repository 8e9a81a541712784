"""The tape chart as text: a bar begins at noon and ends at noon."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.hotel.boards import ChartRow, TapeChart
from axentra_core.views import LOCALES, language, tape_chart
from axentra_core.views.columns import width
from axentra_core.views.tape_chart import free, spans, without_a_room

MONDAY = date(2026, 11, 23)


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


@pytest.fixture
def one_room(chart) -> TapeChart:
    """Return a chart of one room and the seven days from the Monday on."""
    (row, *_) = chart.rows
    (bar, *_) = row.bars
    bars = (
        attrs.evolve(bar, first=MONDAY - timedelta(2), until=MONDAY),
        attrs.evolve(bar, first=MONDAY, until=MONDAY + timedelta(1)),
        attrs.evolve(bar, first=MONDAY + timedelta(1), until=MONDAY + timedelta(3)),
        attrs.evolve(bar, first=MONDAY + timedelta(6), until=MONDAY + timedelta(9)),
    )
    return TapeChart(MONDAY, 7, MONDAY, (ChartRow(row.room, bars),), ())


@pytest.mark.parametrize("nights", [1, 7, 14, 31, 60])
@pytest.mark.parametrize("names", [True, False])
def test_a_chart_fits_into_a_terminal(chart, locale, nights, names) -> None:
    """Eighty places are enough in every language; what is longer goes on below."""
    longer = attrs.evolve(chart, nights=nights)
    printed = tape_chart(longer, locale, names=names)
    assert max(map(width, printed.splitlines())) <= 80


def test_every_room_has_one_line_in_every_stretch(chart, locale) -> None:
    """Sixty days are drawn as two charts with the same rooms."""
    numbers = [row.room.number for row in chart.rows]
    for nights, stretches in ((14, 1), (60, 2)):
        lines = tape_chart(attrs.evolve(chart, nights=nights), locale).splitlines()
        found = [line.split()[0] for line in lines if line[:1].isdigit()]
        assert found == numbers * stretches


def test_one_guest_leaves_where_the_next_one_comes(one_room) -> None:
    """On the day of change the morning is the former guest's and the afternoon the next one's."""
    found = list(spans(one_room, one_room.rows[0].bars))
    assert [(span.begins, span.ends) for span in found] == [(0, 1), (1, 3), (3, 7), (13, 14)]
    assert [span.cut_before for span in found] == [True, False, False, False]
    assert [span.cut_after for span in found] == [False, False, False, True]


def test_what_lies_outside_is_not_drawn(one_room) -> None:
    """A stay that left before the first day and one that comes after the last have no bar."""
    (bar, *_) = one_room.rows[0].bars
    before = attrs.evolve(bar, first=MONDAY - timedelta(4), until=MONDAY - timedelta(1))
    after = attrs.evolve(bar, first=MONDAY + timedelta(7), until=MONDAY + timedelta(8))
    assert list(spans(one_room, (before, after))) == []


def test_free_rooms_are_those_without_a_bar(one_room) -> None:
    """The night of the departure is free again; a stay without a room is counted beside it."""
    assert free(one_room) == (0, 0, 0, 1, 1, 1, 0)
    assert without_a_room(one_room) == (0,) * 7


def test_stays_without_a_room_are_listed(chart, locale) -> None:
    """Whoever has no room yet is not forgotten below the rooms."""
    own = language(locale)
    counts = without_a_room(chart)
    assert sum(counts) == sum(
        (line.stay.departure - line.stay.arrival).days for line in chart.unassigned
    )
    below = tape_chart(chart, locale).split(own.word("chart.stays"))[1]
    assert all(line.stay.confirmation in below for line in chart.unassigned)
    placed = attrs.evolve(chart, unassigned=())
    assert own.word("chart.stays") not in tape_chart(placed, locale)


def test_guests_are_named_only_when_it_is_asked_for(chart, locale) -> None:
    """A chart on the wall shows no names; one at the desk does, and a forgotten guest's number."""
    assert "Siti" not in tape_chart(chart, locale)
    named = tape_chart(chart, locale, names=True)
    assert "Siti Rahma" in named
    assert "王小明" in named
    assert "[C00" in named


def test_what_a_bar_is_like_can_be_seen(chart, locale) -> None:
    """The key explains every sign that the bars are drawn with, and nothing else."""
    own = language(locale)
    key = tape_chart(chart, locale).split(own.word("chart.key"))[1]
    for sign, presence in {"=": "stay_over", ">": "due_out", "+": "due_in"}.items():
        assert f"\n{sign}    {own.word(f'presence.{presence}')}\n" in key
    assert "OOO  " in key
    assert f"    {own.word('presence.no_show')}\n" not in key


def test_a_name_cannot_move_the_bars(one_room) -> None:
    """Letters that steer a terminal are left out, and wide letters take two places."""
    bars = one_room.rows[0].bars
    line = attrs.evolve(bars[2].stay, guest_name="\x1b[31m\n王\u202e小明王小明王小明")
    row = ChartRow(one_room.rows[0].room, (attrs.evolve(bars[2], stay=line),))
    printed = tape_chart(attrs.evolve(one_room, rows=(row,)), "en", names=True)
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    plain = tape_chart(attrs.evolve(one_room, rows=(ChartRow(row.room, bars[2:3]),)), "en")
    ends = [
        width(next(line for line in text.splitlines() if line.startswith("101")))
        for text in (printed, plain)
    ]
    assert ends[0] == ends[1]


def test_today_is_marked(chart, one_room) -> None:
    """The open business date has its sign below it, wherever the chart begins."""
    lines = tape_chart(one_room, "en").splitlines()
    (mark,) = (line for line in lines if line.strip() == "^^")
    assert mark.index("^^") == lines[3].index("23")
    other = attrs.evolve(chart, business_date=MONDAY - timedelta(30))
    assert "^^" not in tape_chart(other, "en")
