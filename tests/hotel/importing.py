"""What tests of old reservations share: a file as a platform exports it, and who imports it."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

from tests.hotel.conftest import FIRST
from tests.hotel.connecting import entered

from axentra_core.channels.old_reservations import SITEMINDER_SUMMARY, RateName, RoomName
from axentra_core.hotel import ReservationImport
from axentra_core.kernel.actor import Actor

AS_OF = datetime(2026, 11, 20, 3, tzinfo=UTC)
BOSS = Actor("staff", "dewi", ("manager",))
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
)
DELUXE = "1 x Deluxe Room - Best rate"
ROOMS = (RoomName("Deluxe Room", "DLX"), RoomName("Suite", "STE"))
RATES = (RateName("Best rate", "BAR"),)
# What `row` says is the reference of a row, by its channel.
NUMBER = "1695093244"


def row(number=NUMBER, first=2, nights=2, **said):
    """Return a row: two in a Deluxe, from the third day on, unless said otherwise."""
    arrival = FIRST + timedelta(first)
    told = {
        "name": "Ayu Lestari",
        "arrival": arrival.isoformat(),
        "departure": (arrival + timedelta(nights)).isoformat(),
        "channel": "Expedia",
        "room": DELUXE,
        "booked": "2026-10-01 10:00:00",
        "status": "Booked",
        "people": "2 - 0 - 0",
        "price": f"IDR {850_000 * nights}.00",
        **said,
    }
    return (number, *told.values())


def file_of(*rows):
    """Return a file as a platform exports it."""
    text = io.StringIO()
    write = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
    write(COLUMNS)
    for one in rows:
        write(one)
    return text.getvalue().encode()


def importer(front, connection=None, **said):
    """Return who imports, over a connection whose mapping is entered unless one is given."""
    given = {"as_of": AS_OF, "actor": BOSS, "rooms": ROOMS, "rates": RATES, **said}
    name = connection or entered(front)
    return ReservationImport(front.hotel, SITEMINDER_SUMMARY, connection=name, **given)


def booked(front, reference):
    """Return the stays of a reservation as they are now."""
    own = front.hotel.read.channel_reservation(reference)
    return [front.stay(slot.stay) for slot in own.wanted]


def day(after):
    """Return a date by its place."""
    return date.fromordinal(FIRST.toordinal() + after)
