"""A mapping as a table: it is read with all faults at once, and comes back as it went."""

import csv
import io

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels.mappings import OPTIONS, RIGHT, offer, room_rate

from axentra_core.channels.mapping import MOST_ENTRIES, Mapping, Pricing, Scope
from axentra_core.channels.mapping_csv import COLUMNS, read_mapping_csv, write_mapping_csv
from axentra_core.channels.sheet_rows import LONGEST_FIRST_ROW
from axentra_core.channels.sheets import (
    FORMULA_SIGNS,
    LARGEST_SHEET,
    MOST_ROWS,
    cell_read,
    cell_written,
)
from axentra_core.channels.updates import Measure
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.strategies import values_of

HEADER = "entry,room_type,rate_plan,room_code,rate_code,inventory_code,currency\r\n"
ROW = "offer,DLX,BAR,DLX,BAR,DLX,IDR\r\n"
ONE = Mapping("siteminder", (offer(),))


def read(source):
    """Return the mapping of a table."""
    return read_mapping_csv(source, provider="siteminder")


def faults(source):
    """Return path and code of everything that is wrong with a table."""
    with pytest.raises(InvalidInput) as caught:
        read(source)
    return [(fault.path, fault.code) for fault in caught.value.faults]


# --- back and forth ---


@pytest.mark.parametrize("mapping", [RIGHT, OPTIONS, Mapping("siteminder")])
def test_a_table_comes_back_as_it_went(mapping) -> None:
    """Export and import are each other's way back."""
    table = write_mapping_csv(mapping)
    assert read(table) == mapping
    assert write_mapping_csv(read(table)) == table


@settings(max_examples=10)
@for_all(values_of(Mapping))
def test_every_mapping_comes_back(mapping) -> None:
    """Whatever has been entered: signs, quotes, other scripts, and what looks like a formula."""
    table = write_mapping_csv(mapping)
    assert read_mapping_csv(table, provider=mapping.provider) == mapping


@for_all(st.text(st.sampled_from("=+-@'\"＝,;\n\r\tA1 "), max_size=5))
def test_every_cell_comes_back_and_none_is_computed(text) -> None:
    """What begins like a formula gets an apostrophe, and so does an apostrophe before one."""
    cell = text.strip()
    written = cell_written(cell)
    assert cell_read(written) == cell
    assert written[:1] not in FORMULA_SIGNS


def test_a_formula_is_shown_and_not_computed() -> None:
    """A rate code may be called -10%, and a name whatever somebody thinks is funny."""
    mapping = Mapping("siteminder", (offer("DLX", rate_code="-10%", name='=HYPERLINK("x")'),))
    (_, row) = csv.reader(io.StringIO(write_mapping_csv(mapping)))
    assert row[COLUMNS.index("rate_code")] == "'-10%"
    assert row[COLUMNS.index("name")] == '\'=HYPERLINK("x")'
    assert read(write_mapping_csv(mapping)) == mapping


def test_others_read_what_is_written() -> None:
    """It is plain CSV: any reader finds a row for each entry and a cell for each column."""
    rows = list(csv.DictReader(io.StringIO(write_mapping_csv(RIGHT))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["entry"] for row in rows] == (
        ["offer"] * 4
        + ["room_rate"] * 3
        + ["rate_link"] * 3
        + ["scope"] * 2
        + ["channel_rate"] * 3
        + ["channel_link"] * 3
    )
    assert rows[3]["sellable"] == "no"
    assert rows[0]["primary"] == rows[0]["channel"] == ""


# --- as spreadsheets save it ---


@pytest.mark.parametrize(
    "source",
    [
        HEADER + ROW,
        (HEADER + ROW).encode(),
        "\ufeff" + HEADER + ROW,
        ("\ufeff" + HEADER + ROW).encode(),
        (HEADER + ROW).replace(",", ";"),
        (HEADER + ROW).replace(",", "\t"),
        (HEADER + ROW).replace("\r\n", "\n"),
        (HEADER + ROW).replace("\r\n", "\r"),
        HEADER + "\r\n,,,,,,\r\n" + ROW + "\r\n",
        HEADER + ROW.removesuffix("\r\n"),
        HEADER + ROW.replace(",", " , "),
        """entry,currency,room_type,rate_plan,rate_code,inventory_code,room_code
"offer","IDR","DLX","BAR","BAR","DLX","DLX"
""",
    ],
)
def test_a_spreadsheet_may_save_it_its_own_way(source) -> None:
    """Byte order mark or none, comma, semicolon or tab, any line end, empty rows, any order."""
    assert read(source) == ONE


def test_an_empty_cell_is_what_is_there_by_default() -> None:
    """Nobody has to fill in what is mostly so; and a column may be missing."""
    table = "entry,room_type,room_code,inventory_code,currency,pricing,sellable,guests\n"
    plain = offer("DLX", None, rate_code=None)
    assert read(table + "offer,DLX,DLX,DLX,IDR,,,").offers == (plain,)
    sold = attrs.evolve(plain, pricing=Pricing.PER_OCCUPANCY, sellable=False, guests=1)
    assert read(table + "offer,DLX,DLX,DLX,IDR,per_occupancy,no,1").offers == (sold,)


def test_what_a_scope_tells_stands_in_one_cell() -> None:
    """Words with spaces between them."""
    table = "entry,rate_code,measures\nscope,BAR,stop_sell  price\n"
    assert read(table).scopes == (Scope(None, "BAR", (Measure.STOP_SELL, Measure.PRICE)),)


def test_a_cell_may_have_several_lines() -> None:
    """Rows are counted as the spreadsheet shows them, whatever lines they have."""
    table = 'entry,room_rate,room\nroom_rate,R1,"Deluxe\n"\nroom_rate,R2,"De\nluxe"\nroom_rat,,\n'
    assert faults(table) == [
        ("rows[3].room", "text.control_character"),
        ("rows[4].entry", "value.unknown"),
    ]


# --- what is wrong is told once and for all ---


def test_a_table_is_mended_once() -> None:
    """Every fault of every row, with the row and the column that the spreadsheet shows."""
    table = write_mapping_csv(RIGHT).splitlines()
    table[1] = table[1].replace(",IDR,2,2,per_room,", ",Rp,two,1,free,")
    table[5] = table[5].replace("R1,Deluxe", ",Deluxe").replace("manual,no", "by hand,NO")
    table[8] = table[8].replace("rate_link,", "rate_link,DLX")
    table[11] = table[11].replace("stop_sell", "stop_sell availability stop_sell")
    table[13] = table[13] + ",more"
    table[14] = table[14].replace("channel_rate", "")
    table[18] = table[18].removesuffix("EXP")
    assert faults("\n".join(table)) == [
        ("rows[2].guests", "number.bad_format"),
        ("rows[2].currency", "money.currency_unknown"),
        ("rows[2].pricing", "value.unknown"),
        ("rows[6].no_rates", "value.unknown"),
        ("rows[6].room_rate", "field.required"),
        ("rows[6].setup", "value.unknown"),
        ("rows[9].room_type", "value.contradicts"),
        ("rows[12].measures[1]", "value.unknown"),
        ("rows[12].measures[2]", "value.duplicate"),
        ("rows[14]", "csv.columns"),
        ("rows[15].entry", "field.required"),
        ("rows[19].channel", "field.required"),
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0", "value.out_of_range"),
        ("100", "value.out_of_range"),
        ("2.0", "number.bad_format"),
        ("-2", "number.bad_format"),
        ("٢", "number.bad_format"),
        ("1" * 5000, "number.bad_format"),
        ("=1+1", "number.bad_format"),
    ],
)
def test_a_number_of_adults_is_a_plain_number(cell, code) -> None:
    """No decimals, no other digits, nothing computed."""
    table = f"entry,room_rate,room,guests\nroom_rate,R1,Deluxe,{cell}"
    assert faults(table) == [("rows[2].guests", code)]


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("", [("rows[1].entry", "field.required")]),
        ("room_type,currency", [("rows[1].entry", "field.required")]),
        ("entry,roomtype", [("rows[1].[2]", "field.unknown")]),
        ("entry,room,room", [("rows[1].[3]", "field.duplicate")]),
        ("entry,", [("rows[1].[2]", "field.unknown")]),
        ('entry,"room', [("rows[1].entry", "field.required")]),
        ("x" * (LONGEST_FIRST_ROW + 1), [("rows[1]", "text.too_long")]),
    ],
)
def test_the_first_row_names_the_columns(first, told) -> None:
    """Without it nothing below can be understood, so it is told alone."""
    assert faults(f"{first}\n{ROW}") == told


def test_a_wrong_name_is_told_with_the_nearest() -> None:
    """Whoever has mistyped a column reads which was meant."""
    with pytest.raises(InvalidInput) as caught:
        read("entry,roomtype\n")
    assert "did you mean room_type?" in caught.value.sentence


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (HEADER + ROW + 'offer,"DLX', [("rows[3]", "csv.bad_format")]),
        (HEADER + 'offer,"D"LX,BAR,DLX,BAR,DLX,IDR\n', [("rows[2]", "csv.bad_format")]),
        (HEADER + "offer," + "x" * 200_000, [("rows[2]", "csv.bad_format")]),
        (HEADER + "offer,DLX\n" + ROW, [("rows[2]", "csv.columns")]),
        (HEADER + ROW.replace("BAR", "B\x00R", 1), [("rows[2].rate_plan", "code.bad_format")]),
        (HEADER + ROW * (MOST_ENTRIES + 1), [("offers", "list.length")]),
        (b"PK\x03\x04" + b"\xff\xfe", [("", "csv.not_text")]),
        ((HEADER + ROW).encode("utf-16"), [("", "csv.not_text")]),
        (None, [("", "csv.not_text")]),
        (" " * (LARGEST_SHEET + 1), [("", "csv.too_large")]),
    ],
    ids=[
        "cut_off",
        "quote",
        "long_cell",
        "short_row",
        "nul",
        "long_list",
        "xlsx",
        "utf_16",
        "nothing",
        "large",
    ],
)
def test_what_is_no_table_is_refused(source, told) -> None:
    """Whatever comes, there is one kind of answer, and it comes soon."""
    assert faults(source) == told


def test_a_table_has_an_end() -> None:
    """Millions of rows without anything in them are no table."""
    assert faults(HEADER + "\n" * MOST_ROWS) == [("rows", "list.length")]


WORDS = st.lists(st.sampled_from(["offer", "entry", "DLX", ",", '"', "\n", "'=", ";", "room"]))


@settings(max_examples=60)
@for_all(WORDS.map("".join))
def test_whatever_comes_is_read_or_refused(text) -> None:
    """A table that was put together by chance is a mapping, or it is refused with places."""
    told = mapping = None
    try:
        mapping = read(text)
    except InvalidInput as error:
        told = error.faults
    assert told or read(write_mapping_csv(mapping)) == mapping


def test_a_large_table_is_quick(takes_less_than) -> None:
    """Two thousand room rates are read within half a second."""
    rates = tuple(room_rate(f"R{number}") for number in range(2000))
    table = write_mapping_csv(Mapping("siteminder", room_rates=rates))
    takes_less_than(0.5, lambda: read(table))
