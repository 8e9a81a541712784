"""Judge 100,000 rows of old reservations, beside a loop that only converts right ones by hand.

The file has the shape of a platform's own export: twelve quoted columns, a quarter of the rows
without a usable room. Ours finds the columns by name, tells everything that is wrong with a row and
finds numbers that stand twice; the loop knows its columns by heart and dies of the first bad cell.
Both make the same messages. And how much memory the rows take, while nobody keeps them.
"""

import csv
import io
import tracemalloc
from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import pandas as pd

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.old_reservations import (
    SITEMINDER_SUMMARY,
    RateName,
    RoomName,
    RowVerdict,
    SheetContext,
    Standing,
    judge_reservations,
)
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldGuests,
    ToldPrice,
    ToldRoom,
    Version,
)
from axentra_core.channels.sheet_rows import Source
from benchmarks.measure import Figure, interleaved

ROWS, ROUNDS = 100_000, 3
FEW, MOST_GROWTH = 10_000, 100
ZONE = "Asia/Bangkok"
AS_OF = datetime(2023, 4, 30, 17, tzinfo=UTC)
HEADER = (
    "Booking reference",
    "Guest names",
    "Check-in",
    "Check-out",
    "Channel",
    "Room",
    "Booked-on date",
    "Booking status",
    "Occupancy",
    "Total price",
    "PMS Status",
    "PMS Last sent at",
)
CHANNELS = {"Booking.com": "BDC", "Expedia": "EXP", "Trip.com": "CTP", "Agoda": "AGO"}
ROOMS = {"Deluxe": "DLX", "Deluxe - Sea View": "DLXS", "Family Suite": "FAM"}
RATES = {"Flexible": "BAR", "Non Refundable": "NRF"}
TEXTS = (
    "1 x Deluxe - Flexible",
    "1 x Deluxe - Sea View - Flexible - Early Bird - 10 % off",
    "2 x Family Suite - Non Refundable",
    "unknown room",
)
FIRST = ("Ayu", "Budi", "Citra", "Dewi", "Eko", "Nok", "Somchai", "Ploy", "Freja", "Magnus")
LAST = ("Lestari", "Santoso", "Wulandari", "Charoen", "Sukjai", "Holm", "Lund", "Winther")
CODES: CodeTable = SITEMINDER_CODES
CONTEXT = SheetContext(
    AS_OF,
    ZONE,
    CODES,
    tuple(RoomName(name, code) for name, code in ROOMS.items()),
    tuple(RateName(name, code) for name, code in RATES.items()),
)


def file_of(size: int) -> Iterator[bytes]:
    """Yield a file of so many rows, piece by piece."""
    chance = Random(3)
    yield (",".join(f'"{name}"' for name in HEADER) + "\n").encode()
    for number in range(size):
        arrival = date(2023, 1, 1) + timedelta(number * 110 // size)
        booked = datetime(2022, 12, 31, 12, tzinfo=UTC) - timedelta(
            minutes=chance.randrange(99_999)
        )
        status = "Cancelled" if number % 8 == 1 else "Booked"
        cells = (
            f"{number + 1_000_000_000}",
            f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            f"{arrival}",
            f"{arrival + timedelta(1 + number % 4)}",
            chance.choice([*CHANNELS]),
            TEXTS[number % len(TEXTS)],
            f"{booked:%Y-%m-%d %H:%M:%S}",
            status,
            f"{1 + number % 3} - {number % 2} - 0",
            f"THB {chance.randrange(50_000, 900_000) / 100:.2f}",
            "",
            "",
        )
        yield (",".join(f'"{cell}"' for cell in cells) + "\n").encode()


def by_hand(text: str) -> Iterator[ReservationMessage]:
    """Yield the messages of a file, as plainly as it can be written."""
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    return (converted(*row[:10]) for row in rows)


def converted(*cells: str) -> ReservationMessage:
    """Return the message of a row, by what everybody would write for it."""
    number, guests, arrival, departure, channel, rooms, booked, status, occupancy, price = cells
    names = guests.split(", ")
    currency, amount = price.split(" ")
    people = [int(part) for part in occupancy.split(" - ")]
    first, last = date.fromisoformat(arrival), date.fromisoformat(departure)
    found: list[tuple[str | None, str | None, str]] = []
    for text in rooms.split("\n"):
        count, times, name = text.strip().partition(" x ")
        if not times:
            found.append((None, None, text))
            continue
        parts = name.split(" - ")
        room = next((n for n in range(len(parts), 0, -1) if " - ".join(parts[:n]) in ROOMS), 0)
        rate = RATES.get(parts[room]) if room and room < len(parts) else None
        found += [(ROOMS.get(" - ".join(parts[:room])), rate, name)] * int(count)
    made: list[ToldRoom] = []
    for place, (room_code, rate_code, name) in enumerate(found):
        kinds = zip(people, (AgeBand.ADULT, AgeBand.CHILD, AgeBand.INFANT), strict=True)
        dealt = [(len(range(place, count, len(found))), band) for count, band in kinds]
        sleeping = tuple(ToldGuests(count, band) for count, band in dealt if count)
        made.append(
            ToldRoom(
                room_code=room_code,
                rate_code=rate_code,
                arrival=first,
                departure=last,
                guests=sleeping,
                currency=currency,
                name=name,
            )
        )
    at = datetime.fromisoformat(booked).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    return ReservationMessage(
        ChannelReference(CHANNELS[channel], number),
        Happening.CANCEL if status == "Cancelled" else Happening.BOOK,
        Version(AS_OF),
        Snapshot(tuple(made), price=ToldPrice(Decimal(amount)), currency=currency, booked_at=at),
        Personal(
            name=names[0],
            guests=tuple((name,) for name in names) if len(names) == len(made) else (tuple(names),),
        ),
    )


def by_pandas(data: bytes) -> Iterator[ReservationMessage]:
    """Yield the messages of a file that pandas has read, as text."""
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    return (converted(*row[:10]) for row in frame.itertuples(index=False))


def judged(source: Source) -> Iterator[RowVerdict]:
    """Yield a verdict for each row."""
    return judge_reservations(source, SITEMINDER_SUMMARY, CONTEXT)


def drained(rows: Iterator[object]) -> None:
    """Take everything and keep nothing, as whoever stores row by row."""
    deque(rows, maxlen=0)


def figures() -> Iterator[Figure]:
    """Yield what a row costs, beside the loop and beside pandas."""
    data = b"".join(file_of(ROWS))
    text = data.decode()
    parked = 0
    for mine, plain, framed in zip(judged(data), by_hand(text), by_pandas(data), strict=True):
        assert mine.message == plain == framed
        parked += mine.standing is Standing.PARKED
    assert parked == ROWS // len(TEXTS)
    ours, loop, frame = interleaved(
        [
            lambda: lambda: drained(judged(data)),
            lambda: lambda: drained(by_hand(text)),
            lambda: lambda: drained(by_pandas(data)),
        ],
        ROUNDS,
    )
    growth = (peak(ROWS) - peak(FEW)) / (ROWS - FEW)
    assert growth < MOST_GROWTH
    title = f"old reservations: a row of {ROWS:,}; streamed, each more keeps {growth:.0f} bytes"
    yield Figure(title, "csv.reader and the same values", 2, ours, loop, ROWS)
    title = "old reservations: the same"
    yield Figure(title, "pandas and the same values", None, ours, frame, ROWS)


def peak(size: int) -> int:
    """Return how much memory is taken at most while a file is judged that nobody keeps."""
    tracemalloc.start()
    drained(judged(file_of(size)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
