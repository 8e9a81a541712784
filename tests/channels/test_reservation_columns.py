"""Every export that hotels meet has a map, and a host writes one of its own as data."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels import header_rows as first_rows

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.old_reservations import (
    AGODA,
    AIRBNB,
    BOOKING_COM_EXTRANET,
    BOOKING_COM_GROUP,
    OWN,
    RESERVATION_EXPORTS,
    RMS,
    SITEMINDER_SUMMARY,
    WAVEPM,
    Column,
    ColumnMap,
    DateForm,
    Holds,
    Reason,
    RoomName,
    SheetContext,
    Standing,
    StatusWord,
    judge_reservations,
)
from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import AgeBand, Collects
from axentra_core.codec import Codec
from axentra_core.kernel.errors import InvalidInput

AS_OF = datetime(2026, 11, 23, tzinfo=UTC)
ROOMS = (RoomName("Deluxe", "DLX"), RoomName("Villa Ayu", "VIL"))
CONTEXT = SheetContext(AS_OF, "Asia/Jakarta", SITEMINDER_CODES, ROOMS)


def table(names, *rows):
    """Return a file of an export: rows tell what stands in some of its columns."""
    text = io.StringIO()
    write = csv.DictWriter(text, names, restval="")
    write.writeheader()
    write.writerows(rows)
    return text.getvalue()


def judged(columns, names, *rows, context=CONTEXT):
    """Return the verdicts on a file."""
    return [*judge_reservations(table(names, *rows), columns, context)]


def only(columns, names, row, context=CONTEXT):
    """Return the message of the one row of a file."""
    (verdict,) = judged(columns, names, row, context=context)
    assert verdict.faults == ()
    return verdict.message


# --- the exports that hotels meet ---


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (SITEMINDER_SUMMARY, first_rows.SITEMINDER_SUMMARY),
        (BOOKING_COM_EXTRANET, first_rows.BOOKING_COM_EXTRANET),
        (BOOKING_COM_GROUP, first_rows.BOOKING_COM_GROUP),
        (AIRBNB, first_rows.AIRBNB),
        (AIRBNB, first_rows.AIRBNB_FRENCH),
        (AGODA, first_rows.AGODA),
        (RMS, first_rows.RMS),
        (WAVEPM, first_rows.WAVEPM),
    ],
    ids=["siteminder", "extranet", "group", "airbnb", "airbnb_fr", "agoda", "rms", "wavepm"],
)
def test_every_column_of_a_map_stands_in_the_export(columns, names) -> None:
    """A map names what is there; capitals, order and further columns do not matter."""
    assert judged(columns, names) == []
    if columns.is_named:
        found = {name.casefold() for name in names}
        missing = [
            one.names
            for one in columns.columns
            if not found & {name.casefold() for name in one.names}
        ]
        assert missing in ([], [("Channel code", "Channel reference code")])
        assert judged(columns, [name.upper() for name in reversed(names)]) == []
        assert judged(columns, (*names, "Something new")) == []


@pytest.mark.parametrize("names", [first_rows.FINANCE_STATEMENT, first_rows.EXPEDIA])
@pytest.mark.parametrize("columns", [BOOKING_COM_EXTRANET, BOOKING_COM_GROUP, AGODA])
def test_a_statement_of_payouts_is_no_export_of_reservations(columns, names) -> None:
    """Who takes one for the other is told which columns are missing."""
    with pytest.raises(InvalidInput) as caught:
        judged(columns, names)
    assert {one.code for one in caught.value.faults} == {"field.required"}


def test_booking_com_tells_everything_in_twenty_seven_columns() -> None:
    """Rooms are counted beside their kind; ages of children stand in one cell."""
    message = only(
        BOOKING_COM_EXTRANET,
        first_rows.BOOKING_COM_EXTRANET,
        {
            "Book number": "5200756724.0",
            "Booked by": "Lestari, Ayu",
            "Guest name(s)": "Ayu Lestari, Budi Lestari",
            "Check-in": "2026-08-29",
            "Check-out": "2026-08-31",
            "Booked on": "2026-08-29 01:05:00",
            "Status": "ok",
            "Rooms": "2",
            "Persons": "5",
            "Adults": "3",
            "Children": "2",
            "Children's age(s)": "5, 7",
            "Price": "126.6314 EUR",
            "Remarks": "High floor",
            "Booker country": "id",
            "Unit type": "Deluxe",
            "Phone number": "+62 812 3456 789",
        },
    )
    one, other = message.snapshot.rooms
    assert message.reference.text == "BDC-5200756724"
    assert (one.room_code, other.room_code) == ("DLX", "DLX")
    assert [(g.count, g.band, g.age) for g in one.guests] == [
        (2, AgeBand.ADULT, None),
        (1, AgeBand.CHILD, 5),
    ]
    assert [(g.count, g.band, g.age) for g in other.guests] == [
        (1, AgeBand.ADULT, None),
        (1, AgeBand.CHILD, 7),
    ]
    assert message.snapshot.price.after_tax == Decimal("126.6314")
    assert message.snapshot.currency == "EUR"
    assert message.snapshot.booked_at == datetime(2026, 8, 28, 18, 5, tzinfo=UTC)
    assert message.version.at == AS_OF
    assert message.personal.name == "Lestari, Ayu"
    assert message.personal.guests == (("Ayu Lestari",), ("Budi Lestari",))
    assert (message.personal.country, message.personal.comments) == ("ID", ("High floor",))


def test_a_group_has_several_properties_in_one_file() -> None:
    """Rows of another property are passed over; months stand in words, the currency beside."""
    row = {
        "Property name": "Villa Ayu Canggu",
        "Booker name": "Ayu Lestari",
        "Arrival": "29 August 2026",
        "Departure": "31 August 2026",
        "Booked on": "1 July 2026",
        "Status": "OK",
        "Total payment": "1850000",
        "Currency": "IDR",
        "Reservation number": "5200756724.0",
    }
    other = {**row, "Property name": "Villa Budi", "Arrival": "soon"}
    context = attrs.evolve(CONTEXT, hotel="villa ayu  CANGGU")
    one, passed = judged(
        BOOKING_COM_GROUP,
        first_rows.BOOKING_COM_GROUP,
        row,
        {**other, "Reservation number": "5"},
        context=context,
    )
    assert one.message.snapshot.currency == "IDR"
    assert one.message.snapshot.rooms[0].arrival == date(2026, 8, 29)
    assert one.message.snapshot.booked_at == datetime(2026, 6, 30, 17, tzinfo=UTC)
    assert [note.reason for note in one.notes] == [Reason.ROOM_MISSING]
    assert passed.standing is Standing.PASSED_OVER
    assert [note.reason for note in passed.notes] == [Reason.OTHER_HOTEL]
    assert passed.message is None


@pytest.mark.parametrize(
    ("names", "status", "happening"),
    [
        (first_rows.AIRBNB, "Confirmed", Happening.BOOK),
        (first_rows.AIRBNB, "Canceled by guest", Happening.CANCEL),
        (first_rows.AIRBNB_FRENCH, "Confirmée", Happening.BOOK),
        (first_rows.AIRBNB_FRENCH, "Annulée par le voyageur", Happening.CANCEL),
    ],
    ids=["booked", "cancelled", "booked_fr", "cancelled_fr"],
)
def test_airbnb_in_two_languages_is_one_map(names, status, happening) -> None:
    """Dates are those of whoever has exported, so a host says their form."""
    values = dict.fromkeys(names, "")
    filled = dict(
        zip(
            names,
            (
                "HMABCDEF12",
                status,
                "Ayu Lestari",
                "+62 812 3456 789",
                "2",
                "1",
                "1",
                "08/05/2026",
                "08/07/2026",
                "2",
                "2026-07-01",
                "Villa Ayu",
                "$412.50",
            ),
            strict=True,
        )
    )
    (open_form,) = judged(AIRBNB, names, values | filled)
    assert [one.code for one in open_form.faults] == [
        "date.ambiguous",
        "date.ambiguous",
        "money.currency_unknown",
    ]
    columns = attrs.evolve(AIRBNB.dated(DateForm.MONTH_FIRST), currency="USD")
    columns = attrs.evolve(
        columns,
        columns=tuple(
            attrs.evolve(one, dates=DateForm.ISO) if one.holds is Holds.BOOKED_AT else one
            for one in columns.columns
        ),
    )
    message = only(columns, names, values | filled)
    assert message.happening is happening
    assert message.reference.text == "ABB-HMABCDEF12"
    assert message.snapshot.rooms[0].arrival == date(2026, 8, 5)
    assert [one.band for one in message.snapshot.rooms[0].guests] == [
        AgeBand.ADULT,
        AgeBand.CHILD,
        AgeBand.INFANT,
    ]
    assert (message.snapshot.price.after_tax, message.snapshot.currency) == (
        Decimal("412.50"),
        "USD",
    )
    assert message.personal.phone == "+62 812 3456 789"


def test_agoda_has_a_total_or_what_it_is_made_of() -> None:
    """Where the total is zero, the net rate and the commission are the total."""
    row = {
        "BookingIDExternal_reference_ID": "912345678",
        "Status": "취소",
        "StayDateFrom": "2026-08-29",
        "StayDateTo": "2026-08-31",
        "BookedDate": "2026-08-01",
        "Customer_Name": "Ayu Lestari",
        "RoomType": "Deluxe",
        "Special_Request": "Late arrival",
        "PaymentModel": "Agoda Collect",
        "ReferenceSellInclusive": "0",
        "Total_inclusive_rate": "1,500,000.00",
        "Commission": "300,000.00",
        "Currency": "IDR",
    }
    message = only(AGODA, first_rows.AGODA, row)
    assert message.happening is Happening.CANCEL
    assert message.snapshot.price.after_tax == 1_800_000
    assert message.snapshot.collects is Collects.CHANNEL
    told = only(AGODA, first_rows.AGODA, {**row, "ReferenceSellInclusive": "1900000"})
    assert told.snapshot.price.after_tax == 1_900_000


def test_an_import_file_of_rms_is_read_by_places() -> None:
    """The channel's number is the voucher, and the old system's stays beside it."""
    rows = [
        "5001,,,Confirmed,29/08/2026,31/08/2026,2,1,0,Deluxe,,,,Booking.com,5200756724",
        "5002,,,Confirmed,30/08/2026,31/08/2026,2,0,0,Deluxe,,,,,",
        "5003,,,Quote,30/08/2026,31/08/2026,2,0,0,Deluxe,,,,Agoda,7",
        "5004,,,Departed",
    ]
    columns = RMS.dated(DateForm.DAY_FIRST)
    one, direct, quote, short = judge_reservations("\n".join(rows), columns, CONTEXT)
    assert one.row == 1
    assert one.message.reference.text == "BDC-5200756724"
    assert [(other.kind, other.value) for other in one.message.ids] == [("pms", "5001")]
    assert (direct.standing, direct.message.reference.reference) == (Standing.PARKED, "5002")
    assert [note.reason for note in direct.notes] == [Reason.CHANNEL_MISSING]
    assert quote.standing is Standing.PASSED_OVER
    assert [(one.path, one.code) for one in short.faults] == [("rows[4]", "csv.columns")]
    headed = "\n".join([",".join(first_rows.RMS), *rows[:1]])
    assert [verdict.row for verdict in judge_reservations(headed, columns, CONTEXT)] == [2]


def test_an_import_file_of_wavepm_has_names_and_addresses_in_parts() -> None:
    """First and last name are one name, five columns one address."""
    cells = dict.fromkeys(range(1, 38), "")
    cells |= {1: "Ayu", 2: "Lestari", 3: "Jl. Raya 1", 5: "Ubud", 8: "Indonesia", 12: "Villa Ayu"}
    cells |= {15: "HB-1", 18: "2026-08-29", 19: "2026-08-31", 21: "2", 25: "Expedia", 29: "$900.00"}
    row = "|".join(cells.values())
    (one,) = judge_reservations(row, attrs.evolve(WAVEPM, currency="USD"), CONTEXT)
    assert one.standing is Standing.READY
    assert one.message.reference.text == "EXP-HB-1"
    assert one.message.personal.name == "Ayu Lestari"
    assert one.message.personal.address == "Jl. Raya 1, Ubud, Indonesia"


# --- maps of a host's own ---

OWN_MAP = """
{"name": "my_export",
 "columns": [
   {"holds": "reference", "names": ["No."], "required": true},
   {"holds": "channel_code", "names": ["Kanal"]},
   {"holds": "status", "names": ["Status"]},
   {"holds": "arrival", "names": ["Tiba"], "dates": "day_first"},
   {"holds": "departure", "names": ["Pergi"], "dates": "day_first"},
   {"holds": "room_code", "names": ["Kamar"]},
   {"holds": "rate_code", "names": ["Tarif"]},
   {"holds": "total", "names": ["Harga"]}],
 "statuses": [{"word": "Dipesan", "happening": "book"}, {"word": "Batal", "happening": "cancel"}],
 "decimal": ",", "delimiter": ";", "currency": "IDR", "zone": "Asia/Makassar",
 "several_rows": true}
"""


def test_a_host_writes_a_map_as_json() -> None:
    """Names, forms, words and signs are data; the codec reads and writes them."""
    codec = Codec(())
    columns = codec.read(ColumnMap, OWN_MAP)
    assert codec.read(ColumnMap, codec.write(columns)) == columns
    names = "No.;Kanal;Status;Tiba;Pergi;Kamar;Tarif;Harga"
    row = "7;BDC;dipesan;3/4/2026;5/4/2026;DLX;BAR;Rp1.850.000,50"
    (one,) = judge_reservations(f"{names}\n{row}", columns, CONTEXT)
    (room,) = one.message.snapshot.rooms
    assert one.standing is Standing.READY
    assert (room.room_code, room.rate_code, room.arrival) == ("DLX", "BAR", date(2026, 4, 3))
    assert room.price.after_tax == Decimal("1850000.50")


@pytest.mark.parametrize("columns", RESERVATION_EXPORTS.values(), ids=RESERVATION_EXPORTS)
def test_every_map_is_data(columns) -> None:
    """What is shipped can be written, changed by hand and read again."""
    codec = Codec(())
    assert codec.read(ColumnMap, codec.write(columns)) == columns


NUMBER = Column(Holds.REFERENCE, ("No.",))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"columns": ()}, ("columns", "list.lacks")),
        ({"columns": (Column(Holds.NAME, ("Who",)),)}, ("columns", "list.lacks")),
        ({"columns": (Column(Holds.REFERENCE, place=1),)}, ("columns[0].names", "field.required")),
        ({"is_named": False}, ("columns[0].place", "field.required")),
        ({"months": ("Jan",)}, ("months", "value.contradicts")),
        ({"delimiter": "x"}, ("delimiter", "value.unknown")),
        ({"decimal": ";"}, ("decimal", "value.unknown")),
        ({"zone": "Bali"}, ("zone", "zone.unknown")),
        ({"currency": "RP"}, ("currency", "money.currency_unknown")),
    ],
    ids=[
        "none",
        "no_number",
        "no_name",
        "no_place",
        "months",
        "delimiter",
        "decimal",
        "zone",
        "money",
    ],
)
def test_a_map_by_which_nothing_is_found_is_refused(changed, told) -> None:
    """Whoever writes a map is told before any file is read."""
    with pytest.raises(InvalidInput) as caught:
        ColumnMap(**{"name": "mine", "columns": (NUMBER,), **changed})
    assert [(one.path, one.code) for one in caught.value.faults] == [told]


def test_a_column_has_a_name_or_a_place() -> None:
    """Otherwise nobody finds it."""
    with pytest.raises(InvalidInput) as caught:
        Column(Holds.NAME)
    assert caught.value.code == "field.required"


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("No.,Guest,no.", [("rows[1].[3]", "field.duplicate")]),
        ("Number,Guest", [("rows[1].No.", "field.required")]),
        ("Guest,Guest,No.", []),
        ("", [("rows[1].No.", "field.required")]),
    ],
    ids=["twice", "missing", "other_twice", "nothing"],
)
def test_the_first_row_has_each_column_once(first, told) -> None:
    """Two columns of one name would be one of them by chance; others may repeat as they like."""
    columns = ColumnMap("mine", (Column(Holds.REFERENCE, ("No.",), required=True),))
    try:
        found = [*judge_reservations(first, columns, CONTEXT)]
    except InvalidInput as error:
        found = [(one.path, one.code) for one in error.faults]
    assert found == told


def test_words_are_added_by_whoever_meets_them() -> None:
    """A status in another language is one more row of the map."""
    words = (*BOOKING_COM_EXTRANET.statuses, StatusWord("Annullato", Happening.CANCEL))
    columns = attrs.evolve(BOOKING_COM_EXTRANET, statuses=words)
    row = {"Book number": "5", "Check-in": "2026-08-29", "Check-out": "2026-08-30"}
    row["Status"] = "ANNULLATO"
    assert only(columns, first_rows.BOOKING_COM_EXTRANET, row).happening is Happening.CANCEL
    (unknown,) = judged(BOOKING_COM_EXTRANET, first_rows.BOOKING_COM_EXTRANET, row)
    assert (unknown.standing, unknown.message) == (Standing.PARKED, None)
    assert unknown.reference.text == "BDC-5"
    assert [(note.reason, note.told) for note in unknown.notes][:1] == [
        (Reason.STATUS_UNKNOWN, "ANNULLATO")
    ]


# --- whatever comes ---

CELLS = st.sampled_from(
    [
        "",
        "7",
        "BDC-7",
        "OK",
        "Cancelled",
        "2026-08-29",
        "03/04/2026",
        "29 August 2026",
        "2026-08-29 24:61:00",
        "2 - 1 - 0",
        "999999999",
        "-1",
        "THB 940.03",
        "$1",
        "1e9",
        "2 x Deluxe - Flexible\n0 x Villa",
        "100 x Deluxe",
        "Expedia",
        "=1+1",
        "'",
        '"',
        "[[]]",
        "{}",
        "\u202eabc",
        "\u200b",
        "\0",
        "\ud800".encode("utf-8", "replace").decode(),
        "4111111111111111",
        "x" * 300,
        " \u2003 ",
    ]
)


@pytest.mark.parametrize("columns", RESERVATION_EXPORTS.values(), ids=RESERVATION_EXPORTS)
@settings(max_examples=60)
@for_all(st.data())
def test_whatever_stands_in_a_row_there_is_a_verdict(columns, data) -> None:
    """Nothing but verdicts comes of any row, and no card number in them but as a reference."""
    names = [one.names[0] for one in columns.columns]
    width = max([len(names), *(one.place or 0 for one in columns.columns)])
    text = io.StringIO()
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=3))
    csv.writer(text).writerows([names, *rows] if columns.is_named else rows)
    for context in (CONTEXT, attrs.evolve(CONTEXT, hotel="Villa Ayu")):
        for verdict in judge_reservations(text.getvalue(), columns, context):
            assert (verdict.message is None) or verdict.standing in {
                Standing.READY,
                Standing.PARKED,
            }
            assert bool(verdict.faults) == (verdict.standing is Standing.WRONG)
            told = attrs.evolve(verdict, reference=None)
            if told.message is None:
                assert "411111111111" not in repr(told)


def test_a_map_of_some_of_our_own_columns_is_read_too() -> None:
    """What is missing there is told like anything else."""
    columns = ColumnMap("mine", OWN.columns[:3], exact=True)
    names = ",".join(one.names[0] for one in columns.columns)
    one, other = judge_reservations(f"{names}\n7,BDC,cancel\n8,BDC,book\n", columns, CONTEXT)
    assert one.message.reference.text == "BDC-7"
    assert [(fault.path, fault.code) for fault in other.faults] == [
        ("rows[3].snapshot", "field.required")
    ]
