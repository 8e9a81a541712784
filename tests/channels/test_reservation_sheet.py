"""Every row of a file of old reservations is judged before anything of it is taken."""

import csv
import io
import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest
from tests.channels.old_reservations import (
    AS_OF,
    CANCELLED,
    COLUMNS,
    CONTEXT,
    EMPTY_ROOMS,
    LATE,
    ROWS,
    SEVERAL_ROOMS,
    TWO_KINDS,
    UNKNOWN_ROOMS,
    old_file,
    old_rows,
)

from axentra_core.channels.code_tables import channex_codes
from axentra_core.channels.old_reservations import (
    SITEMINDER_SUMMARY,
    Reason,
    Standing,
    judge_reservations,
)
from axentra_core.channels.old_reservations.judging import MOST_SHEET_ROWS
from axentra_core.channels.old_reservations.seen_rows import FEWEST_SLOTS, SeenRows
from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import Flag
from axentra_core.kernel.errors import InvalidInput

READY, PARKED, PASSED_OVER, WRONG = Standing
ROW = {
    "Booking reference": "1695093244",
    "Guest names": "Ayu Lestari",
    "Check-in": "2023-01-05",
    "Check-out": "2023-01-07",
    "Channel": "Expedia",
    "Room": "1 x Deluxe - Flexible",
    "Booked-on date": "2022-12-01 10:00:00",
    "Booking status": "Booked",
    "Occupancy": "2 - 1 - 0",
    "Total price": "THB 940.03",
}


def table(*rows, names=COLUMNS):
    """Return a file with these rows: what they say differs from a right one."""
    text = io.StringIO()
    write = csv.DictWriter(text, names, restval="")
    write.writeheader()
    for place, row in enumerate(rows):
        write.writerow({**ROW, "Booking reference": f"16950932{place:02}", **row})
    return text.getvalue()


def judged(*rows, columns=SITEMINDER_SUMMARY, context=CONTEXT, names=COLUMNS):
    """Return the verdicts on a file."""
    return [*judge_reservations(table(*rows, names=names), columns, context)]


def faults(*rows, **more):
    """Return path and code of everything that is wrong with a file."""
    return [(one.path, one.code) for row in judged(*rows, **more) for one in row.faults]


def message(**cells):
    """Return the message of a row in which some cells differ."""
    (verdict,) = judged({name.replace("_", " "): cell for name, cell in cells.items()})
    assert verdict.faults == ()
    return verdict.message


# --- a file as it is ---


@pytest.fixture(scope="module")
def whole():
    """Return the verdicts on a file of the shape of a real one."""
    return [*judge_reservations(old_file(), SITEMINDER_SUMMARY, CONTEXT)]


def test_a_quarter_of_a_real_file_waits_and_nothing_of_it_is_lost(whole) -> None:
    """1,272 rows say `unknown room` and 199 say nothing; each of them has its message."""
    assert len(whole) == ROWS
    assert Counter(one.standing for one in whole) == {
        READY: ROWS - UNKNOWN_ROOMS - EMPTY_ROOMS,
        PARKED: UNKNOWN_ROOMS + EMPTY_ROOMS,
    }
    assert Counter(note.reason for one in whole for note in one.notes) == {
        Reason.ROOM_UNKNOWN: UNKNOWN_ROOMS,
        Reason.ROOM_MISSING: EMPTY_ROOMS,
    }
    assert all(one.message is not None for one in whole)
    assert [one.row for one in whole] == [*range(2, ROWS + 2)]


def test_modified_rows_are_booked_and_cancelled_ones_are_cancelled(whole) -> None:
    """What was modified is what it is now; a cancelled one says what it has been."""
    happenings = Counter(one.message.happening for one in whole)
    assert happenings == {Happening.BOOK: ROWS - CANCELLED, Happening.CANCEL: CANCELLED}
    assert all(one.message.snapshot is not None for one in whole)
    assert {one.message.version.at for one in whole} == {AS_OF}


def test_whoever_comes_after_midnight_books_the_night_that_has_begun(whole) -> None:
    """Five rows were booked after the day of their check-in, between 00:44 and 02:45: all right."""
    local = [one for one in whole if late(one.message)]
    assert [one.standing for one in local] == [READY] * LATE


def late(told):
    """Return whether it was booked on a day after its check-in, in Bangkok."""
    booked = told.snapshot.booked_at
    return (
        booked is not None
        and (booked.hour + 7 >= 24)
        and (booked.date() >= told.snapshot.rooms[0].arrival)
    )


def test_hyphens_of_a_reference_are_its_own(whole) -> None:
    """Hotelbeds and Robinhood number with hyphens, and no channel has the code 999."""
    hotelbeds = [one.reference for one in whole if one.reference.channel == "HBD"]
    assert hotelbeds
    assert all(one.reference.startswith("999-") for one in hotelbeds)
    robinhood = next(one.reference for one in whole if one.reference.channel == "RBH")
    assert robinhood.reference.endswith("-RH-2023_1")


def test_several_rooms_stand_in_one_cell(whole) -> None:
    """Lines of one cell are kinds of rooms; guests are dealt out and nobody is lost."""
    some = [one.message for one in whole if len(one.message.snapshot.rooms) == 3]
    assert len(some) == SEVERAL_ROOMS
    first = some[0].snapshot
    assert [room.room_code for room in first.rooms] == ["DLX", "FAM", "FAM"]
    told = message(Room=TWO_KINDS, Occupancy="4 - 2 - 1").snapshot.rooms
    assert [sum(one.count for one in room.guests) for room in told] == [4, 2, 1]


def test_the_file_in_any_pieces_is_the_same_file() -> None:
    """A file, its bytes and its chunks."""
    data = b"".join(old_file(300))
    file, whole, pieces = (
        [*judge_reservations(source, SITEMINDER_SUMMARY, CONTEXT)]
        for source in (io.BytesIO(data), data, old_file(300))
    )
    assert file == whole == pieces
    assert len(whole) == 300


# --- what a row may say ---


def test_a_row_tells_a_reservation() -> None:
    """Rooms, dates, guests, price, who and when."""
    told = message()
    (room,) = told.snapshot.rooms
    assert told.reference.text == "EXP-1695093200"
    assert (room.room_code, room.rate_code) == ("DLX", "BAR")
    assert (room.arrival, room.departure) == (date(2023, 1, 5), date(2023, 1, 7))
    assert [(one.count, one.band.value) for one in room.guests] == [(2, "adult"), (1, "child")]
    assert told.snapshot.price.after_tax == Decimal("940.03")
    assert (told.snapshot.currency, room.currency) == ("THB", "THB")
    assert told.snapshot.booked_at == datetime(2022, 12, 1, 3, tzinfo=UTC)
    assert told.personal.name == "Ayu Lestari"
    assert room.name == "Deluxe - Flexible"


@pytest.mark.parametrize(
    "cells",
    [
        {"Booked-on date": ""},
        {"Total price": "THB 0.00"},
        {"Total price": ""},
        {"Occupancy": "0 - 0 - 0"},
        {"Check-out": "2023-01-05"},
        {"Guest names": ""},
        {"Booking status": "modified"},
        {"PMS Status": "Delivered"},
    ],
    ids=["booked_on", "free", "no_price", "nobody", "day_use", "no_name", "modified", "delivered"],
)
def test_what_a_row_may_leave_open_is_right(cells) -> None:
    """A cancelled one may have no booking time, and a price may be nothing."""
    (verdict,) = judged(cells)
    assert verdict.standing is READY


def test_guests_of_a_kind_that_nobody_knows_are_not_passed_over() -> None:
    """A fourth number of the cell may be anybody: a person looks, and nobody is lost."""
    assert faults({"Occupancy": "2 - 1 - 1 - 1"}) == [("rows[2].Occupancy", "list.length")]


def test_more_names_than_rooms_are_of_the_first_room() -> None:
    """Names are joined by commas, and their number says nothing of the rooms."""
    assert message(Guest_names="").personal.guests == ()
    (verdict,) = judged({"Guest names": "Ayu Lestari, Budi Santoso, Citra Dewi"})
    assert verdict.message.personal.guests == (("Ayu Lestari", "Budi Santoso", "Citra Dewi"),)
    (verdict,) = judged({"Guest names": "Ayu Lestari, Budi Santoso", "Room": "2 x Deluxe"})
    assert verdict.message.personal.guests == (("Ayu Lestari",), ("Budi Santoso",))


@pytest.mark.parametrize(
    ("cells", "reference", "reason"),
    [
        ({"Channel": "booking.COM"}, "BDC-1695093200", None),
        ({"Channel": "BDC"}, "BDC-1695093200", None),
        ({"Channel": "EXPA"}, "EXP-1695093200", None),
        ({"Channel": "Elsewhere"}, "1695093200", Reason.CHANNEL_UNKNOWN),
        ({"Channel": ""}, "1695093200", Reason.CHANNEL_MISSING),
        ({"Channel": "", "Booking reference": "BDC-77"}, "BDC-77", None),
        ({"Channel": "Booking.com", "Booking reference": "BDC-77"}, "BDC-77", None),
        ({"Channel": "Agoda", "Booking reference": "BDC-77"}, "AGO-BDC-77", None),
        ({"Channel code": "ZZZ", "Channel": "Expedia"}, "ZZZ-1695093200", None),
    ],
    ids=[
        "name",
        "code-as-name",
        "part-as-name",
        "unknown",
        "missing",
        "prefix",
        "both",
        "another",
        "code",
    ],
)
def test_the_channel_is_a_code_a_name_or_what_stands_before_the_number(
    cells, reference, reason
) -> None:
    """The code counts before the name; a code that stands in no table is kept as it is told."""
    (verdict,) = judged(cells, names=(*COLUMNS, "Channel code"))
    assert verdict.reference.text == reference
    assert [note.reason for note in verdict.notes] == ([reason] if reason else [])


def test_a_name_of_two_channels_is_neither() -> None:
    """One table calls several channels by one name."""
    table_of = channex_codes()
    names = Counter(row.name for row in table_of.codes)
    twice = next(name for name, count in names.items() if count > 1)
    context = attrs.evolve(CONTEXT, codes=table_of)
    (verdict,) = judged({"Channel": twice}, context=context)
    assert [note.reason for note in verdict.notes] == [Reason.CHANNEL_AMBIGUOUS]


def test_two_unknown_channels_may_number_alike() -> None:
    """Their rows are no second row of one another."""
    one, other = judged(
        {"Channel": "Elsewhere", "Booking reference": "7"},
        {"Channel": "Nowhere", "Booking reference": "7"},
    )
    assert one.standing is other.standing is PARKED


def test_what_passes_by_is_told_all_the_same() -> None:
    """Empty rows, and the names of the columns once more."""
    text = table({}) + ",,,,,,,,,,,\n" + ",".join(COLUMNS) + "\n\n" + "\n"
    verdicts = [*judge_reservations(text, SITEMINDER_SUMMARY, CONTEXT)]
    assert [(one.row, one.standing) for one in verdicts] == [
        (2, READY),
        (3, PASSED_OVER),
        (4, PASSED_OVER),
        (5, PASSED_OVER),
        (6, PASSED_OVER),
    ]
    assert [note.reason for one in verdicts for note in one.notes] == [
        Reason.BLANK,
        Reason.HEADINGS,
        Reason.BLANK,
        Reason.BLANK,
    ]


# --- what is wrong is told once and for all ---


def test_a_file_is_mended_once() -> None:
    """Every fault of every row, with the row and the column that the spreadsheet shows."""
    told = faults(
        {"Check-in": "05/01/2023", "Total price": "940,03", "Occupancy": "two"},
        {},
        {"Booking reference": "", "Check-out": ""},
        {"Check-out": "2023-01-04", "Room": "0 x Deluxe"},
        {"Booked-on date": "soon", "Total price": "THB 1 EUR"},
        {"Check-in": "2023-01-05" * 30},
    )
    assert told == [
        ("rows[2].Check-in", "date.bad_format"),
        ("rows[2].Occupancy", "number.bad_format"),
        ("rows[2].Total price", "number.bad_format"),
        ("rows[4].Booking reference", "field.required"),
        ("rows[4].Check-out", "field.required"),
        ("rows[5].Room", "value.out_of_range"),
        ("rows[5].Check-out", "date.order"),
        ("rows[6].Booked-on date", "date.bad_format"),
        ("rows[6].Total price", "value.contradicts"),
        ("rows[7].Check-in", "text.too_long"),
    ]


def test_a_bad_row_hides_no_other() -> None:
    """One of ten thousand is wrong: it is named, and the others are ready."""
    rows = [{"Booking reference": f"{place}"} for place in range(1_000)]
    rows[500] = {"Check-in": "never"}
    verdicts = judged(*rows)
    assert Counter(one.standing for one in verdicts) == {READY: 999, WRONG: 1}
    assert verdicts[500].message is None


def test_a_number_that_stands_twice_is_wrong_in_both_rows() -> None:
    """Nobody knows which of two rows holds; the channel is a part of the number."""
    verdicts = judged(
        {"Booking reference": "7"},
        {"Booking reference": "7", "Channel": "Agoda"},
        {"Booking reference": "EXP-7"},
        {"Booking reference": "7", "Check-in": "never"},
    )
    assert [(one.path, one.code) for row in verdicts for one in row.faults] == [
        ("rows[2].Booking reference", "value.duplicate"),
        ("rows[4].Booking reference", "value.duplicate"),
        ("rows[5].Check-in", "date.bad_format"),
        ("rows[2].Booking reference", "value.duplicate"),
        ("rows[5].Booking reference", "value.duplicate"),
    ]
    assert [one.standing for one in verdicts] == [READY, READY, WRONG, WRONG]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table({}) + "1,2,3\n", ("rows[3]", "csv.columns")),
        (table({}) + "1" + "," * 12 + "\n", ("rows[3]", "csv.columns")),
        (table({}) + '"open\n', ("rows[3]", "csv.bad_format")),
        (table({}).rstrip()[:-12], ("rows[2]", "csv.columns")),
        (table({"Room": "1 x De\0luxe"}), ("rows[2].[6]", "text.control_character")),
        (table({"PMS Status": "\0"}), ("rows[2].[11]", "text.control_character")),
        (table({"Room": "x" * 140_000}), ("rows[2]", "csv.bad_format")),
        (table({"Room": "x" * 6_000}), ("rows[2].Room", "text.too_long")),
        (table({"Occupancy": "100 - 0 - 0"}), ("rows[2].Occupancy", "value.out_of_range")),
        (
            table({"Booking reference": "7\u200b"}),
            ("rows[2].Booking reference", "text.control_character"),
        ),
    ],
    ids=["short", "long", "open", "cut", "nul", "nul_beside", "cell", "room", "guests", "unseen"],
)
def test_what_cannot_be_a_row_is_wrong(text, told) -> None:
    """Too few or too many cells, what never ends, what nobody sees and what nobody needs."""
    verdicts = [*judge_reservations(text, SITEMINDER_SUMMARY, CONTEXT)]
    assert [(one.path, one.code) for row in verdicts for one in row.faults] == [told]


@pytest.mark.parametrize(
    "delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_a_spreadsheet_may_save_it_its_own_way(delimiter, mark) -> None:
    """A byte order mark or none, and whatever parts the cells."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([COLUMNS, *old_rows(20)])
    plain = judge_reservations(old_file(20), SITEMINDER_SUMMARY, CONTEXT)
    saved = judge_reservations(mark + text.getvalue(), SITEMINDER_SUMMARY, CONTEXT)
    assert [*saved] == [*plain]


# --- several rows of one reservation ---


def test_rows_of_one_reservation_are_one_where_the_map_says_so() -> None:
    """Each row is a room with its own dates and total; a cancelled one is no room."""
    columns = attrs.evolve(SITEMINDER_SUMMARY, several_rows=True)
    same = {"Booking reference": "7"}
    one, other = judged(
        {**same, "Guest names": "Ayu Lestari"},
        {**same, "Check-out": "2023-01-09", "Room": "cave", "Guest names": "Budi Santoso"},
        {**same, "Booking status": "Cancelled"},
        {"Booking reference": "8"},
        columns=columns,
    )
    assert (one.row, one.rows, other.row) == (2, (2, 3, 4), 5)
    assert [(note.reason, note.path) for note in one.notes] == [
        (Reason.ROOM_UNKNOWN, "rows[3].Room")
    ]
    rooms = one.message.snapshot.rooms
    assert [room.departure.day for room in rooms] == [7, 9]
    assert [room.price.after_tax for room in rooms] == [Decimal("940.03")] * 2
    assert not one.message.snapshot.price.is_told
    assert one.message.personal.guests == (("Ayu Lestari",), ("Budi Santoso",))


def test_rows_that_do_not_follow_each_other_are_two() -> None:
    """What comes back later in a file is a second row of it."""
    columns = attrs.evolve(SITEMINDER_SUMMARY, several_rows=True)
    rows = [{"Booking reference": number} for number in ("7", "8", "7")]
    told = faults(*rows, columns=columns)
    assert [path for path, _ in told] == ["rows[2].Booking reference", "rows[4].Booking reference"]


def test_a_wrong_row_makes_all_of_its_reservation_wrong() -> None:
    """Half a reservation is none."""
    columns = attrs.evolve(SITEMINDER_SUMMARY, several_rows=True)
    same = {"Booking reference": "7"}
    (one,) = judged(same, {**same, "Check-in": "never"}, columns=columns)
    assert (one.standing, one.message) == (WRONG, None)
    assert [fault.path for fault in one.faults] == ["rows[3].Check-in"]


# --- silence and size ---

CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "Booking reference"])
def test_a_card_number_in_the_wrong_column_is_shown_nowhere(column) -> None:
    """Verdicts, faults and messages of such a row have no digit of it but its last ones."""
    parted = [CARD.replace(" ", between) for between in ("", "_", " – ")]
    for cell in (CARD, *parted, f"{CARD} cvv 123"):
        told = repr(judged({column: cell}))
        assert "4111" not in told
        assert "1111111" not in told


def test_a_card_number_among_names_is_masked_and_told() -> None:
    """Nobody loses a booking over it."""
    told = message(Guest_names="Ayu Lestari")
    (verdict,) = judged({"Guest names": f"Ayu {CARD}"})
    assert verdict.standing is READY
    assert verdict.message.snapshot.flags == (Flag.CARD_REMOVED,)
    assert told.snapshot.flags == ()


def test_a_card_number_is_no_amount() -> None:
    """Nobody pays so much: the booking is kept without a price, and staff are told."""
    for number in ("4222222222222", "4222222222222.00", CARD.replace(" ", ""), f"THB {CARD}"):
        (verdict,) = judged({"Total price": number})
        assert verdict.standing is READY
        assert not verdict.message.snapshot.price.is_told
        assert verdict.message.snapshot.flags == (Flag.CARD_REMOVED,)


def test_names_are_shown_by_no_verdict() -> None:
    """A verdict may be written into a log."""
    assert "Lestari" not in repr(judged({}, {"Check-in": "never"}))


def test_memory_does_not_grow_with_the_rows() -> None:
    """A message takes kilobytes; what stays of a row is that by which a second one is found."""
    few, many = (peak(size) for size in (300, 900))
    assert (many - few) / 600 < 1_000


def peak(size):
    """Return how much memory is taken while a file is judged that nobody keeps."""
    file = [*old_file(size)]
    tracemalloc.start()
    for _ in judge_reservations(file, SITEMINDER_SUMMARY, CONTEXT):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_a_million_rows_are_possible_and_no_more() -> None:
    """Whoever has more parts the file."""
    text = ",".join(COLUMNS) + "\n" * 3
    assert len([*judge_reservations(text, SITEMINDER_SUMMARY, CONTEXT)]) == 2
    assert MOST_SHEET_ROWS == 1_000_000


def test_every_number_is_found_again() -> None:
    """Through all growing, each stands where it stood first."""
    seen = SeenRows()
    size = 5 * FEWEST_SLOTS
    assert [seen.first(f"EXP-{row}", row) for row in range(1, size)] == [None] * (size - 1)
    assert [seen.first(f"EXP-{row}", 0) for row in range(1, size)] == [*range(1, size)]


def test_what_is_no_file_is_refused_before_any_row() -> None:
    """A workbook under another name."""
    with pytest.raises(InvalidInput) as caught:
        judge_reservations(b"PK\x03\x04\x14\x00\xff", SITEMINDER_SUMMARY, CONTEXT)
    assert caught.value.code == "csv.not_text"
