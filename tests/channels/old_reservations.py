"""A file of old reservations as a platform exports it: the shape of a real one, invented people."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from random import Random

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.codes import Certainty, ChannelCode
from axentra_core.channels.old_reservations import RateName, RoomName, SheetContext

ROWS = 5_564
UNKNOWN_ROOMS, EMPTY_ROOMS, SEVERAL_ROOMS = 1_272, 199, 18
CANCELLED, MODIFIED, LATE = 685, 250, 5
COLUMNS = (
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
AS_OF = datetime(2023, 4, 30, 17, tzinfo=UTC)
ROOMS = (
    RoomName("Deluxe", "DLX"),
    RoomName("Deluxe - Sea View", "DLXS"),
    RoomName("Family Suite", "FAM"),
    RoomName("Pool Villa - Two Bedrooms - Non Refundable", "VIL2", "NRF"),
)
RATES = (RateName("Flexible", "BAR"), RateName("Non Refundable", "NRF"))
CODES = SITEMINDER_CODES.extended(
    ChannelCode("TRL", "Travelanium", Certainty.POSSIBLE),
    ChannelCode("TKT", "Tiket.com", Certainty.POSSIBLE),
    ChannelCode("GMT", "Goibibo & MakeMyTrip", Certainty.POSSIBLE),
    ChannelCode("HBD", "Hotelbeds", Certainty.POSSIBLE),
    ChannelCode("RBH", "Robinhood", Certainty.POSSIBLE),
)
CONTEXT = SheetContext(AS_OF, "Asia/Bangkok", CODES, ROOMS, RATES)
TEXTS = (
    "1 x Deluxe - Flexible",
    "1 x Deluxe - Sea View - Flexible - Early Bird - 10 % off",
    "1 x Family Suite - Non Refundable",
    "2 x Deluxe - Breakfast Included",
    "1 x Pool Villa - Two Bedrooms - Non Refundable - Long Stay",
)
TWO_KINDS = "1 x Deluxe - Flexible \n 2 x Family Suite - Flexible"
FIRST = ("Ayu", "Budi", "Citra", "Dewi", "Eko", "Nok", "Somchai", "Ploy", "Freja", "Magnus")
LAST = ("Lestari", "Santoso", "Wulandari", "Charoen", "Sukjai", "Holm", "Lund", "Winther")
CHANNELS = (
    ("Booking.com", "{:010}"),
    ("Expedia", "{:010}"),
    ("Agoda", "{:09}"),
    ("Travelanium", "{:07}"),
    ("Traveloka", "{:010}"),
    ("Goibibo & MakeMyTrip", "{:015}"),
    ("Hotelbeds", "999-{:07}"),
    ("Robinhood", "A{:06}-RH-2023_1"),
)


def name(chance):
    """Return a name that nobody has."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def old_rows(size=ROWS):
    """Yield the rows of a file, in the proportions of the real one."""
    chance = Random(5)
    part = size / ROWS
    unknown, empty = int(UNKNOWN_ROOMS * part), int(EMPTY_ROOMS * part)
    several, late = int(SEVERAL_ROOMS * part), int(LATE * part)
    cancelled, modified = int(CANCELLED * part), int(MODIFIED * part)
    for number in range(size):
        arrival = date(2023, 1, 1) + timedelta(number * 110 // size)
        booked = datetime.combine(arrival, datetime.min.time()) - timedelta(
            days=chance.randrange(90), minutes=chance.randrange(600)
        )
        channel, form = CHANNELS[number % len(CHANNELS)]
        room = chance.choice(TEXTS)
        if number < unknown:
            channel, form, room = "Trip.com", "{:013}", "unknown room"
        elif number < unknown + empty:
            channel, form, room = "Tiket.com", "{:08}", ""
        elif number < unknown + empty + several:
            room = TWO_KINDS
        elif number >= size - late:
            # Whoever comes after midnight books the night that has begun.
            booked = datetime.combine(arrival, datetime.min.time()) + timedelta(
                days=1, minutes=44 + 30 * (number % 5)
            )
        status = "Booked"
        if number % 8 == 1 and cancelled:
            status, cancelled = "Cancelled", cancelled - 1
        elif number % 8 == 2 and modified:
            status, modified = "Modified", modified - 1
        guests = ", ".join(name(chance) for _ in range(1 + (number % 13 == 0)))
        price = "THB 0.00" if status == "Cancelled" and number % 100 == 1 else None
        yield (
            form.format(number + 100_000),
            guests,
            arrival.isoformat(),
            (arrival + timedelta(1 + number % 4)).isoformat(),
            channel,
            room,
            "" if status == "Cancelled" and number == 1 else f"{booked:%Y-%m-%d %H:%M:%S}",
            status,
            "0 - 0 - 0"
            if number == 7
            else f"{1 + number % 3} - {number % 2} - {number % 5 == 0:d}",
            price or f"THB {chance.randrange(50_000, 900_000) / 100:.2f}",
            "",
            "",
        )


def old_file(size=ROWS):
    """Yield a file piece by piece: every field quoted, a line feed behind each row."""
    text = io.StringIO()
    write = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
    write(COLUMNS)
    for row in old_rows(size):
        write(row)
        if text.tell() > 50_000:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()
