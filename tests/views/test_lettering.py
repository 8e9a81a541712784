"""What is printed fits where it is printed, and nothing of it is lost on the way."""

import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.views.lettering import ELLIPSIS, LEADING, fitted, fitted_alike, width

texts = st.text(
    st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1
).map(lambda text: " ".join(text.split()) or "x")
SIZES = (6.0, 4.0, 2.0)


def letters(text):
    """Return a text without its blanks, which a new line stands for."""
    return text.replace(" ", "")


@for_all(texts, st.booleans())
@example("!" * 60, False)  # noqa: FBT003 - one example
@example("海景大飯店（本館）。" * 9, False)  # noqa: FBT003 - one example
def test_a_text_stays_in_its_box(text, fixed) -> None:
    """Whatever it says and in whichever alphabet: no line is too long, and none too many."""
    found = fitted(text, 40, 12, SIZES, fixed=fixed)
    assert found.height <= 12
    assert found.size in SIZES
    for line in found.lines:
        assert line == line.strip()
        assert width(line, fixed=fixed) * found.size <= 40
    whole = "".join(map(letters, found.lines))
    if whole != letters(text):
        assert found.size == 2.0
        assert found.lines[-1].endswith(ELLIPSIS)
        assert letters(text).startswith(whole.removesuffix(ELLIPSIS))


def test_the_largest_size_that_fits_is_taken() -> None:
    """A short name is large; a longer one smaller, or in two lines where the box is high."""
    assert fitted("Axentra", 40, 8, SIZES).size == 6.0
    assert fitted("Axentra", 20, 8, SIZES).size == 4.0
    found = fitted("Hotel Axentra Jakarta", 50, 15, SIZES)
    assert (found.size, found.height) == (6.0, 2 * 6.0 * LEADING)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Gør mit værelse rent", ("Gør mit", "værelse", "rent")),
        ("請用手機掃描。請選擇", ("請用手機掃", "描。請選擇")),
        ("請用手機掃描碼。", ("請用手機掃", "描碼。")),
        ("請用手機掃。碼", ("請用手機", "掃。碼")),
        ("海景飯店（本館）", ("海景飯店", "（本館）")),
    ],
)
def test_a_line_ends_where_a_reader_expects_it(text, lines) -> None:
    """Between words or Chinese letters; no full stop begins a line, no bracket ends one."""
    assert fitted(text, 5, 9, (1.0,)).lines == lines


def test_an_address_is_parted_at_its_steps() -> None:
    """Whoever types it finds the code whole in one line."""
    link = "https://h.example/qr/room/2034?p=1&c=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    assert fitted(link, 25, 9, (1.0,), fixed=True).lines == (
        "https://h.example/qr/room/2034?p=1",
        "&c=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    )


def test_texts_beside_each_other_are_of_one_size() -> None:
    """Three labels in a row look like one row; the longest decides."""
    found = fitted_alike(
        ["Forstyr ikke", "Gør mit værelse rent i dag, tak"], 28, 6, (4.0, 3.0, 2.0)
    )
    assert {one.size for one in found} == {2.0}
    assert [one.lines for one in found] == [
        ("Forstyr ikke",),
        ("Gør mit værelse rent i dag,", "tak"),
    ]


def test_letters_differ_in_width() -> None:
    """A name in capitals takes more room, an accent none, and fixed letters all the same."""
    assert width("ii") < width("nn") < width("NN") < width("WW") == width("室內")
    assert width("e\u0301") == width("e")
    assert width("iW", fixed=True) == width("Wi", fixed=True) == 2 * width("n", fixed=True)
