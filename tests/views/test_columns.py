"""Tables stay straight and inside eighty places, whatever is written into them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axentra_core.views.columns import WIDTH, Column, table, width

LETTERS = st.sampled_from(
    "abc xyz,.-æøé 房客帳單，。（）ｱ 한 e\u0301 🛏\u200d\u00a0\u3000\n\t\x1b\u202e\u00ad"
)
TEXTS = st.text(LETTERS, max_size=200)
FIGURES = st.from_regex(r"\A-?[0-9]{1,9}( kr\.| IDR|%)?\Z")


def seen(text: str) -> str:
    """Return the letters of a text that can be seen, in order."""
    return "".join(one for one in text if one.isprintable() and not one.isspace())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Nasi goreng", 11),
        ("Ærø", 3),
        ("帳單", 4),
        ("（空房）", 8),
        ("ｱ", 1),
        ("한국", 4),
        ("e\u0301", 1),
        ("", 0),
    ],
)
def test_a_chinese_letter_fills_two_places(text: str, places: int) -> None:
    """A terminal gives wide letters two places, accents none, and everything else one."""
    assert width(text) == places


@given(st.lists(st.tuples(TEXTS, FIGURES, TEXTS, TEXTS), min_size=1, max_size=6), st.booleans())
def test_no_table_is_wider_than_a_terminal_and_none_loses_a_letter(rows, fill) -> None:
    """Long words and long Chinese texts go on in the next line; all of them is there."""
    columns = (Column(wraps=True), Column(figures=True), Column(wraps=True), Column(wraps=True))
    lines = table(columns, ["=", *rows], room=WIDTH if fill else None)
    assert max(map(width, lines)) <= WIDTH
    printed = seen("".join(lines[1:]))
    assert sorted(printed) == sorted(seen("".join(cell for row in rows for cell in row)))
    assert all(line.isprintable() and line == line.rstrip() for line in lines)
    if fill:
        assert lines[0] == "=" * WIDTH


@given(TEXTS, st.integers(6, 40))
def test_a_text_goes_on_in_the_next_line_in_its_own_order(text, room) -> None:
    """What is wrapped reads on from line to line, and no line but the last one is left empty."""
    lines = table([Column(wraps=True)], [[text]], room=room)
    assert seen("".join(lines)) == seen(text)
    assert max(map(width, lines)) <= room
    assert all(lines) or len(lines) == 1


@given(st.lists(FIGURES, min_size=1, max_size=8))
def test_figures_end_under_each_other_whatever_follows(figures) -> None:
    """Units and currencies hang to the right of the last digits."""
    lines = table([Column(figures=True)], [[figure] for figure in figures])
    ends = {len(line.rstrip(" kr.IDR")) for line in lines}
    assert len(ends) == 1


def test_words_are_parted_at_spaces_and_chinese_anywhere() -> None:
    """A Latin word stays whole where it fits; Chinese needs no space to go on below."""
    lines = table([Column(wraps=True)], [["Nasi goreng 海鮮炒飯套餐 special"]], room=14)
    assert lines == ["Nasi goreng 海", "鮮炒飯套餐", "special"]


def test_nothing_that_steers_a_terminal_is_printed() -> None:
    """A name cannot colour the screen, ring, or turn the writing round."""
    (line,) = table([Column(wraps=True)], [["Siti\x1b[31m\a \u202eRahma\nBali"]])
    assert line == "Siti[31m Rahma Bali"
    assert not any(unicodedata.category(letter).startswith("C") for letter in line)
