"""What is written as a file comes back as it went: every field of every message."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels.old_reservations import CONTEXT as OLD
from tests.channels.old_reservations import old_file

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.old_reservations import (
    OWN,
    SITEMINDER_SUMMARY,
    Reason,
    SheetContext,
    Standing,
    judge_reservations,
    write_reservations,
)
from axentra_core.channels.old_reservations.own_rows import OWN_COLUMNS
from axentra_core.channels.old_reservations.plain_cells import LONGEST_CELL, cell_of, value_of
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    Collects,
    Flag,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldCard,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    ToldTax,
    Version,
)
from axentra_core.channels.sheets import FORMULA_SIGNS
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.strategies import values_of

CONTEXT = SheetContext(datetime(2026, 11, 23, tzinfo=UTC), "Asia/Jakarta", SITEMINDER_CODES)
AT = datetime(2026, 8, 1, 12, 30, 7, 250_000, tzinfo=UTC)
FULL = ReservationMessage(
    ChannelReference("EXP", "1695093244"),
    Happening.MODIFY,
    Version(AT, 3),
    Snapshot(
        (
            ToldRoom(
                "01",
                "DLX",
                "BAR",
                date(2026, 8, 29),
                date(2026, 8, 31),
                (
                    ToldNight(date(2026, 8, 29), ToldPrice(Decimal("940.03"), Decimal("850.5000"))),
                    ToldNight(date(2026, 8, 30), ToldPrice(Decimal(0))),
                ),
                (ToldGuests(2, AgeBand.ADULT, None, "10"), ToldGuests(1, AgeBand.CHILD, 7)),
                ToldPrice(before_tax=Decimal(1)),
                "THB",
                (Coded("3", "breakfast"), Coded("255")),
                (
                    ToldExtra(
                        "Airport transfer", ToldPrice(Decimal("-5.50")), 2, "TRF", is_included=True
                    ),
                ),
                "Deluxe - Sea View, “new”",
            ),
            ToldRoom(),
        ),
        ToldPrice(Decimal(-1)),
        "THB",
        (ToldExtra("=SUM(A1)"),),
        (
            ToldTax(Coded("19", "vat"), Decimal("7.00"), is_included=True),
            ToldTax(Coded("x"), Decimal(1)),
        ),
        AT,
        Collects.CHANNEL,
        ToldCard(
            is_virtual=True,
            brand=Coded("VI"),
            balance=Decimal(900),
            currency="USD",
            active_on=date(2026, 8, 29),
        ),
        (Flag.TEXT_CUT, Flag.CARD_REMOVED),
    ),
    Personal(
        '=HYPERLINK("x")',
        "guest@example.com",
        "+62 812 3456 789",
        " two  spaces ",
        "ID",
        (("Ayu Lestari", "-"), ()),
        ('"quoted"', "[brackets]", "{braces}", "'apostrophe"),
    ),
    (OtherId("platform", "P;1"), OtherId("pms", "1")),
    "EXPA",
)
GONE = ReservationMessage(ChannelReference(None, "BDC-7"), Happening.CANCEL)


def exported(*messages):
    """Return the file of some messages."""
    return "".join(write_reservations(messages))


def imported(text):
    """Return the messages of a file."""
    verdicts = [*judge_reservations(text, OWN, CONTEXT)]
    assert [fault for one in verdicts for fault in one.faults] == []
    return [one.message for one in verdicts]


@pytest.mark.parametrize(
    "message",
    [
        FULL,
        GONE,
        ReservationMessage(ChannelReference("BDC", "'=1"), Happening.BOOK, snapshot=Snapshot()),
        ReservationMessage(
            ChannelReference("BDC", '"7"'), Happening.BOOK, snapshot=Snapshot((ToldRoom(),))
        ),
        attrs.evolve(FULL, personal=Personal(name="[1]", comments=("{}",))),
        attrs.evolve(FULL, personal=Personal(name='{"a":1}', mail="\u2003wide\u2003")),
    ],
    ids=["full", "gone", "nothing_told", "quoted", "brackets", "braces"],
)
def test_a_message_comes_back_as_it_went(message) -> None:
    """Rooms, nights, extras, taxes, who, when, and what nobody has told."""
    assert imported(exported(message)) == [message]


TOLD = values_of(ReservationMessage, snapshot=values_of(Snapshot))
CANCELLED = values_of(ReservationMessage, happening=st.just(Happening.CANCEL))
MESSAGES = st.lists(TOLD | CANCELLED, max_size=3, unique_by=lambda one: one.reference.text)


@settings(max_examples=20)
@for_all(MESSAGES)
def test_every_message_comes_back(messages) -> None:
    """Whatever has been told: signs, quotes, other scripts, and what looks like a formula.

    No cell begins like a formula, and any reader of CSV finds a cell for each column.
    """
    text = exported(*messages)
    assert imported(text) == messages
    rows = [*csv.reader(io.StringIO(text, newline=""))]
    assert {len(row) for row in rows} == {len(OWN_COLUMNS)}
    assert not {cell[:1] for row in rows for cell in row} & FORMULA_SIGNS


def test_old_reservations_of_a_platform_can_be_kept_as_our_own_file() -> None:
    """Each is made anew by every rule there is, and is the same."""
    rows = judge_reservations(old_file(100), SITEMINDER_SUMMARY, OLD)
    messages = [row.message for row in rows]
    assert len(messages) == 100
    assert imported(exported(*messages)) == messages


def test_a_file_is_written_as_it_is_taken() -> None:
    """A hundred thousand reservations need no more memory than one."""
    taken = []

    def messages():
        for number in range(3):
            taken.append(number)
            yield attrs.evolve(GONE, reference=ChannelReference("BDC", f"{number}"))

    lines = write_reservations(messages())
    next(lines)
    assert taken == []
    next(lines)
    assert taken == [0]


def test_what_waits_is_parked_in_our_own_file_too() -> None:
    """A reservation without channel, and rooms that mean nothing yet."""
    one, other = judge_reservations(exported(FULL, GONE), OWN, CONTEXT)
    assert [(note.reason, note.path) for note in one.notes] == [
        (Reason.ROOM_MISSING, "rows[2].rooms")
    ]
    assert [(note.reason, note.path) for note in other.notes] == [
        (Reason.CHANNEL_MISSING, "rows[3].channel_code")
    ]
    assert one.standing is other.standing is Standing.PARKED


def test_a_reservation_that_no_cell_holds_is_not_written_by_half() -> None:
    """It would not come back."""
    rooms = (attrs.evolve(FULL.snapshot.rooms[0], name="x" * 200),) * 400
    huge = attrs.evolve(FULL, snapshot=Snapshot(rooms))
    assert len(cell_of(rooms)) > LONGEST_CELL
    with pytest.raises(InvalidInput) as caught:
        exported(huge)
    assert [(one.path, one.code) for one in caught.value.faults] == [
        ("EXP-1695093244.rooms", "text.too_long")
    ]


# --- what somebody has changed by hand ---


def changed(**cells):
    """Return path and code of what is wrong with a file in which somebody changed cells."""
    (row,) = csv.DictReader(io.StringIO(exported(FULL), newline=""))
    text = io.StringIO()
    write = csv.DictWriter(text, row)
    write.writeheader()
    write.writerow({**row, **cells})
    (verdict,) = judge_reservations(text.getvalue(), OWN, CONTEXT)
    return [(one.path.removeprefix("rows[2]."), one.code) for one in verdict.faults]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"rooms": "[{"}, [("rooms", "json.bad_format")]),
        ({"rooms": "[" * 100_000}, [("rooms", "json.too_deep")]),
        ({"rooms": "DLX"}, [("rooms", "json.bad_format")]),
        ({"rooms": "{}"}, [("rooms", "field.wrong_type")]),
        ({"rooms": "[[]]"}, [("rooms[0]", "field.wrong_type")]),
        ({"rooms": '[{"comes":"2026-08-29"}]'}, [("rooms[0].comes", "field.unknown")]),
        ({"rooms": '[{"arrival":"29/08/2026"}]'}, [("rooms[0].arrival", "date.bad_format")]),
        ({"rooms": '[{"arrival":20260829}]'}, [("rooms[0].arrival", "field.wrong_type")]),
        (
            {"rooms": '[{"nights":[{}]}]'},
            [
                ("rooms[0].nights[0].date", "field.required"),
                ("rooms[0].nights[0].price", "field.required"),
            ],
        ),
        (
            {"rooms": '[{"guests":[{"count":0}]}]'},
            [("rooms[0].guests[0].count", "value.out_of_range")],
        ),
        ({"rooms": '[{"guests":[{"count":1.5}]}]'}, [("rooms", "number.float")]),
        ({"rooms": '[{"name":"a","name":"b"}]'}, [("rooms.name", "field.duplicate")]),
        ({"rooms": '[{"name":"\\ud800"}]'}, [("rooms[0].name", "text.not_unicode")]),
        ({"revision": "9" * 30}, [("revision", "number.too_large")]),
        ({"revision": "one"}, [("revision", "json.bad_format")]),
        ({"total": "1,5"}, [("total", "number.bad_format")]),
        ({"version_at": "2026-08-01"}, [("version_at", "instant.bad_format")]),
        ({"status": "gone"}, [("status", "value.unknown")]),
        ({"status": ""}, [("status", "field.required")]),
        ({"reference": ""}, [("reference", "field.required")]),
        ({"channel_code": "E X"}, [("channel_code", "code.bad_format")]),
        ({"name": "4111111111111111"}, [("name", "text.card_number")]),
        (
            {"country": "Indonesia", "flags": '["odd"]'},
            [("country", "field.wrong_type"), ("flags[0]", "value.unknown")],
        ),
        ({"rooms": ""}, [("rooms", "field.required")]),
    ],
    ids=range(24),
)
def test_what_was_changed_wrongly_is_told_by_its_column(cells, told) -> None:
    """All of it at once, down to the field inside a cell, and the card number nowhere."""
    assert changed(**cells) == told


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("plain", "plain"),
        (" spaced ", '" spaced "'),
        ('"', '"\\""'),
        (Decimal("1E+2"), "100"),
        (True, "true"),
        (Flag.TEXT_CUT, "text_cut"),
        ((), "[]"),
        (AT, "2026-08-01T12:30:07.250000+00:00"),
        (ToldPrice(Decimal("1.50")), '{"after_tax":"1.50"}'),
    ],
    ids=str,
)
def test_a_cell_is_what_people_can_read(value, cell) -> None:
    """Words and numbers as they are; only what has parts is JSON."""
    assert cell_of(value) == cell


def test_a_text_of_braces_is_a_text() -> None:
    """What begins like JSON in a column of texts is none."""
    assert value_of("plain", str) == "plain"
