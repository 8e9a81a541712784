"""Boards as pages: whole in one file, safe with any text, and readable by a machine too."""

import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser

import attrs
import pytest

from axentra_core.hotel.boards import ChartRow
from axentra_core.views import LOCALES, language
from axentra_core.views.html import board_page, tape_chart_page

MONDAY = date(2026, 11, 23)
HOSTILE = "<script>alert('x')</script>\"' onload=\"x"
VOID = {"meta", "br", "input", "col", "link", "img", "path", "circle", "use"}
OUTSIDE = re.compile(r"https?:|//[a-z]|url\(|@import|\bsrc=|<script|<link|<iframe|\bon[a-z]+=\"")


class Page(HTMLParser):
    """Reads a page, and notes where its elements are not closed in order."""

    def __init__(self, source: str) -> None:
        """Read the page."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes) -> None:
        """Note an element that is closed at once."""
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag) -> None:
        """Note what is closed before what is in it."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")

    def handle_data(self, data) -> None:
        """Keep the text."""
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(" ".join(self.words).split())

    def all(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a name."""
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


@pytest.fixture
def sources(today, chart, locale) -> tuple[str, str]:
    """Return board and chart of the language."""
    name = {"property_name": "Hotel Axentra"}
    return (
        board_page(today, locale, day=MONDAY, **name),
        tape_chart_page(chart, locale, names=True, **name),
    )


def test_a_page_is_whole(sources) -> None:
    """It can be mailed, printed or kept: nothing is fetched, nothing runs."""
    for source in sources:
        assert OUTSIDE.search(source) is None
        targets = [element["href"] for _, element in Page(source).elements if "href" in element]
        assert all(target and target.startswith("#") for target in targets)


def test_a_page_is_well_formed(sources, locale) -> None:
    """Every element is closed in order, every id is there once, and what is meant is found."""
    for source in sources:
        page = Page(source)
        assert page.wrong == page.open == []
        assert source.startswith("<!DOCTYPE html>\n")
        assert page.all("html") == [{"lang": locale.replace("_", "-")}]
        assert len(page.all("h1")) == len(page.all("title")) == len(page.all("main")) == 1
        ids = [element["id"] for _, element in page.elements if "id" in element]
        assert len(ids) == len(set(ids))
        meant = {
            (element.get("href") or "#").removeprefix("#") or element.get("aria-labelledby")
            for _, element in page.elements
            if "href" in element or "aria-labelledby" in element
        }
        assert meant <= set(ids)


def test_every_room_has_one_card(today, locale) -> None:
    """No room is lost between floors, and each says its code in letters and in words."""
    page = Page(board_page(today, locale, property_name="Hotel", day=MONDAY))
    cards = [card for card in page.all("li") if "room" in (card.get("class") or "").split()]
    assert len(cards) == len(today) == len(page.all("h3"))
    own = language(locale)
    for line in today:
        assert page.text.count(f"{line.room.id} {line.code} {line.room.type} · ") == 1
        assert own.name_of("code", line.code) in page.text


def test_a_board_can_be_narrowed_to_each_code(today) -> None:
    """A housekeeper picks VD or MUR and sees those rooms only, without a script."""
    source = board_page(today, "en", property_name="Hotel")
    page = Page(source)
    choices = page.all("input")
    letters = {code for line in today for code in line.codes}
    assert len(choices) == len(letters) + 1
    assert [choice for choice in choices if "checked" in choice] == choices[:1]
    for choice in choices[1:]:
        number = choice["id"].removeprefix("show")
        assert f":has(#show{number}:checked) :is(.room:not(.k{number})" in source
        assert any(f"k{number}" in (card.get("class") or "").split() for card in page.all("li"))


def test_an_arrival_without_a_ready_room_is_named_on_top(today, locale) -> None:
    """The front desk reads first which rooms it waits for, and comes to their cards by a link."""
    page = Page(board_page(today, locale, property_name="Hotel"))
    late = [line.room.id for line in today if line.arriving and line.not_ready]
    heading = language(locale).word("board.waiting")
    assert f"{heading} {' '.join(late)} " in page.text
    ready = [line for line in today if line.not_ready is None]
    assert heading not in board_page(ready, locale, property_name="Hotel")


def test_no_guest_is_on_the_board(today) -> None:
    """Neither names nor the numbers of stays hang in the housekeepers' room."""
    text = Page(board_page(today, "en", property_name="Hotel")).text
    stays = {line.room.stay or line.arriving for line in today} - {None}
    assert not any(re.search(rf"\b{stay}\b", text) for stay in stays)


def test_every_room_has_one_row_and_every_bar_its_place(chart, locale) -> None:
    """The bars of a row lie between the first and the last half day, one behind the other."""
    source = tape_chart_page(chart, locale, property_name="Hotel")
    rows = [head for head in Page(source).all("th") if head.get("scope") == "row"]
    assert len(rows) == len(chart.rows)
    for row in source.split("<tbody>")[1].split("</tr>")[:-1]:
        places = [tuple(map(int, found)) for found in re.findall(r"grid-column:(\d+)/(\d+)", row)]
        edges = [edge for place in places for edge in place]
        assert edges == sorted(edges)
        assert all(begin < end for begin, end in places)
        assert {1 <= edge <= 2 * chart.nights + 1 for edge in edges} <= {True}


def test_a_bar_is_told_in_words(chart, locale) -> None:
    """Who cannot see the colours reads or hears the front desk's word and both dates."""
    own = language(locale)
    text = Page(tape_chart_page(chart, locale, property_name="Hotel")).text
    bar = next(bar for row in chart.rows for bar in row.bars if bar.stay is not None)
    dates = f"{own.short_date(bar.first)} – {own.short_date(bar.until)}"
    word = own.word(f"presence.{bar.stay.presence}")
    assert f"{bar.stay.stay.confirmation} {word}, {dates}" in text


def test_today_is_marked_once(chart) -> None:
    """The open business date is the current one for a screen reader too."""
    heads = Page(tape_chart_page(chart, "en", property_name="Hotel")).all("th")
    assert [head["class"] for head in heads if head.get("aria-current") == "date"] == ["today"]


def test_guests_are_named_only_when_it_is_asked_for(chart) -> None:
    """A chart for the corridor shows confirmations instead, and so does a forgotten guest."""
    bare = tape_chart_page(chart, "en", property_name="Hotel")
    named = tape_chart_page(chart, "en", property_name="Hotel", names=True)
    assert "Siti" not in bare
    assert "Siti Rahma" in named
    assert "Dewi &amp; Agus Santoso" in named
    assert "None" not in named


def test_no_text_can_become_a_part_of_the_page(today, chart, locale) -> None:
    """Whatever a guest is called and whatever staff have written is text and nothing else."""
    lines = [
        attrs.evolve(
            line,
            room=attrs.evolve(line.room, id=HOSTILE, type=HOSTILE),
            codes=(*line.codes, "<i>", HOSTILE),
            block=line.block and attrs.evolve(line.block, reason=HOSTILE),
            tasks=tuple(attrs.evolve(task, note=HOSTILE, attendant=HOSTILE) for task in line.tasks),
        )
        for line in today
    ]
    rows = [
        ChartRow(
            row.room,
            tuple(
                attrs.evolve(
                    bar,
                    stay=bar.stay and attrs.evolve(bar.stay, guest_name=HOSTILE),
                    block=bar.block and attrs.evolve(bar.block, reason=HOSTILE),
                )
                for bar in row.bars
            ),
        )
        for row in chart.rows
    ]
    unassigned = tuple(attrs.evolve(line, guest_name=HOSTILE) for line in chart.unassigned)
    hostile = attrs.evolve(chart, rows=tuple(rows), unassigned=unassigned)
    for source in (
        board_page(lines, locale, property_name=HOSTILE),
        tape_chart_page(hostile, locale, property_name=HOSTILE, names=True),
    ):
        page = Page(source)
        assert page.wrong == page.open == []
        assert page.all("script") == []
        assert all("onload" not in element for _, element in page.elements)
        assert HOSTILE in "".join(page.words)


def test_the_chart_of_a_large_hotel_stays_small(big_chart, takes_less_than) -> None:
    """Four hundred rooms and a month: half a megabyte, made in the time of a glance."""
    pages = []
    takes_less_than(
        1.0, lambda: pages.append(tape_chart_page(big_chart, "en", property_name="Hotel"))
    )
    assert len(pages[0].encode()) < 500_000


def test_a_hotel_without_rooms_has_pages(chart, locale) -> None:
    """Nothing to show is shown as nothing."""
    empty = attrs.evolve(chart, rows=(), unassigned=())
    for source in (
        board_page([], locale, property_name="Hotel"),
        tape_chart_page(empty, locale, property_name="Hotel"),
    ):
        page = Page(source)
        assert page.wrong == page.open == []


def test_what_is_missing_is_named() -> None:
    """Without Jinja2 the pages say which extra brings it, and everything else works."""
    program = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from axentra_core.views import board\n"
        "try:\n    import axentra_core.views.html\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True
    )
    assert "pip install 'axentra_core[html]'" in done.stdout


def test_pages_are_loaded_when_they_are_named() -> None:
    """Whoever prints a bill loads no templates."""
    program = "import axentra_core.views, sys; assert 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
