"""A table is read piece by piece: whatever the pieces, the rows are the same, and it has an end."""

import csv
import io
import tracemalloc

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.channels.sheet_rows import (
    LONGEST_FIRST_ROW,
    LONGEST_ROW,
    PIECE,
    Lines,
    cells_of,
    delimiter_of,
    rows_of,
)
from axentra_core.kernel.errors import Fault, InvalidInput

TABLE = 'a,b\r\n1,"two\r\nlines"\r3,"say ""no"""\n\n4,öé房\n'
ROWS = [["a", "b"], ["1", "two\r\nlines"], ["3", 'say "no"'], [], ["4", "öé房"]]


def rows(source, delimiter=",", most=10_000_000):
    """Return the rows of a table, and what is wrong where no more can be read."""
    found = list(rows_of(Lines(source), delimiter, str, most))
    return [(one.path, one.code) if isinstance(one, Fault) else one[1] for one in found]


def in_pieces(data, size):
    """Return the same bytes in pieces of a size."""
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize(
    "source",
    [
        TABLE,
        TABLE.encode(),
        "\ufeff" + TABLE,
        ("\ufeff" + TABLE).encode(),
        io.BytesIO(TABLE.encode()),
        in_pieces(TABLE.encode(), 1),
        in_pieces(("\ufeff" + TABLE).encode(), 2),
        iter(in_pieces(TABLE.encode(), 7)),
        [bytearray(TABLE.encode()), memoryview(b"")],
    ],
    ids=["text", "bytes", "mark", "marked_bytes", "file", "bytewise", "marked", "sevens", "arrays"],
)
def test_a_table_is_the_same_however_it_comes(source) -> None:
    """Text, bytes, a file or its pieces; letters and line ends may be parted between two."""
    assert rows(source) == ROWS


@for_all(
    st.lists(
        st.lists(st.text(st.sampled_from('a"\n\r,;é房 \u2028\x0b'), max_size=4), min_size=1),
        min_size=1,
    ),
    st.integers(1, 9),
)
def test_every_table_comes_back_from_its_pieces(table, size) -> None:
    """What any writer of CSV has written is read as it was, whatever the pieces."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    assert rows(in_pieces(text.getvalue().encode(), size)) == table


def test_a_line_end_that_falls_apart_is_one() -> None:
    """A return at the end of one piece and a line feed at the beginning of the next."""
    data = b"a\n" + b"b" * (PIECE - 3) + b"\r\nc\r\n"
    assert data[PIECE - 1 : PIECE + 1] == b"\r\n"
    assert [len(row) for row in rows(in_pieces(data, PIECE))] == [1, 1, 1]


@pytest.mark.parametrize(
    "source",
    [
        b"a,b\n1,\xff\n",
        b"PK\x03\x04\x14\x00\x06\x00\xff\xfe",
        "a,b\n".encode("utf-16"),
        ["a,b\n"],
        None,
        7,
    ],
    ids=["latin", "xlsx", "utf_16", "text_pieces", "nothing", "number"],
)
def test_what_is_no_text_is_refused_at_once(source) -> None:
    """A workbook that was given another name, and text in another encoding."""
    with pytest.raises(InvalidInput) as caught:
        rows(source)
    assert caught.value.code == "csv.not_text"


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ('1,"open\n' + "2,3\n" * 3, ("rows[2]", "csv.bad_format")),
        ('1,"D"LX\n', ("rows[2]", "csv.bad_format")),
        ("1," + "x" * 200_000 + "\n", ("rows[2]", "csv.bad_format")),
        ("1," + "x" * (LONGEST_ROW + 1), ("rows[2]", "csv.bad_format")),
        ('1,"' + '\n","' * LONGEST_ROW, ("rows[2]", "csv.bad_format")),
    ],
    ids=["open_quote", "quote", "long_cell", "long_line", "row_of_lines"],
)
def test_what_never_ends_is_told_where_it_begins(rest, told) -> None:
    """The rows before it are right; what follows cannot be told apart from it."""
    assert rows("a,b\n" + rest) == [["a", "b"], told]


def test_letters_that_are_none_are_told_where_they_stand() -> None:
    """What was read before a damaged place was read."""
    data = b"a,b\n" + b"1,2\n" * PIECE + b"\xff\n"
    *_, before, told = rows(in_pieces(data, PIECE))
    assert before == ["1", "2"]
    assert told[1] == "csv.not_text"


def test_a_file_that_was_cut_inside_a_letter_is_not_whole() -> None:
    """Its last row may say anything."""
    assert rows(b"a,b\n1,\xc3") == [["a", "b"], ("rows[2]", "csv.not_text")]


def test_a_table_has_so_many_rows_and_no_more() -> None:
    """Somebody else's file is read as far as was agreed."""
    assert rows("a\n" * 4, most=3) == [["a"], ["a"], ["a"], ("rows", "list.length")]


def test_a_first_row_that_is_no_row_is_refused() -> None:
    """A picture without line ends is not looked at further."""
    with pytest.raises(InvalidInput) as caught:
        Lines("x" * (LONGEST_FIRST_ROW + 1))
    assert caught.value.code == "text.too_long"


@pytest.mark.parametrize(
    "delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"]
)
def test_what_parts_cells_is_found(delimiter) -> None:
    """A comma, a semicolon, a tab or a bar: whatever makes most of the first row."""
    first = delimiter.join(["a,b", "c", "d"]) if delimiter != "," else "a,b,c"
    assert delimiter_of(first, len) == delimiter
    assert len(cells_of(first, delimiter)) == 3


def test_memory_is_that_of_a_piece() -> None:
    """Four megabytes pass through, and a fraction of them is held."""
    tracemalloc.start()
    for _ in rows_of(Lines((b"1," + b"x" * 997 + b"\n") * 100 for _ in range(40)), ",", str, 9_999):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_500_000
