"""One guest, two nights: the story of the seed page on an embedded SQLite file.

    python examples/one_guest_two_nights.py --locale id

Every step prints what happened and in which record. Then the file is closed and opened again, and
the same statement and reports come out of it.
"""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.folio import (
    Card,
    ChargePosted,
    FolioClosed,
    FolioSettings,
    PaymentMethod,
    PaymentTaken,
    Percent,
    TransactionCode,
)
from axentra_core.hotel import Hotel, HotelRefusal, Property
from axentra_core.house import DateCertified, DateClosed, SettingsBegun
from axentra_core.housekeeping import TaskCancelled, TaskFinished, TaskOpened
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import Money, money
from axentra_core.reports import day_report
from axentra_core.restaurant import Menu, MenuItem, OrderPlaced
from axentra_core.rooms import RoomSetup, RoomsSettings, RoomType, RoomVacated
from axentra_core.stays import NightPosted, RoomsCounted, StayBooked, StayCheckedIn, party
from axentra_core.views import LOCALES, text

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


def rupiah(amount: int) -> Money:
    """Return an amount in rupiah."""
    return money(amount, "IDR")


AXENTRA = Property(
    id="axentra",
    name="Hotel Axentra",
    zone="Asia/Jakarta",
    currency="IDR",
    digits=0,
    rooms=RoomsSettings(
        types=(RoomType("DLX", "Deluxe"),),
        rooms=tuple(RoomSetup(str(number), "DLX", floor="20") for number in range(2030, 2042)),
        link_base="https://hotel.axentra.id/qr/room/",
    ),
    folio=FolioSettings(
        codes=(
            TransactionCode("ROOM", "Room", "rooms", ("service", "hotel_tax")),
            TransactionCode("FNB", "Food and drinks", "restaurant", ("service", "hotel_tax")),
        ),
        chain=(
            Percent("service", Decimal("0.10")),
            Percent("hotel_tax", Decimal("0.10"), of=("net", "service")),
        ),
    ),
    menu=Menu(
        (
            MenuItem("nasi-goreng", "Nasi goreng", rupiah(75_000), "FNB"),
            MenuItem("es-teh", "Es teh", rupiah(20_000), "FNB"),
        )
    ),
)


class Jakarta:
    """The clock of the story: it stands still until the story moves on."""

    def __init__(self) -> None:
        self.now = self.at(MONDAY, "14:00")

    @staticmethod
    def at(day: date, wall: str) -> datetime:
        """Return an instant by the wall clock of Jakarta."""
        local = datetime.combine(day, time.fromisoformat(wall), ZoneInfo("Asia/Jakarta"))
        return local.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self.now


class Numbered:
    """Ids that can be read aloud: S1, O1, T1, T2."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {}

    def new(self, kind: str) -> str:
        """Return the next number of a kind."""
        self.given[kind] = self.given.get(kind, 0) + 1
        return f"{kind[0].upper()}{self.given[kind]}"


# How an event is told in one line; the others are told by their name.
TOLD: dict[type, Callable[..., str]] = {
    SettingsBegun: lambda e: f"{len(e.data['rooms']['rooms'])} rooms, version {e.version}",
    StayBooked: lambda e: f"{e.room_type}, {e.arrival} to {e.departure}, {len(e.nights)} nights",
    StayCheckedIn: lambda e: f"room {e.room}",
    TaskOpened: lambda e: f"housekeeping: {e.kind} in {e.room}",
    TaskFinished: lambda e: f"housekeeping: {e.kind} in {e.room}",
    TaskCancelled: lambda e: f"housekeeping: {e.kind} in {e.room}: {e.reason}",
    OrderPlaced: lambda e: ", ".join(f"{line.quantity} {line.name}" for line in e.lines),
    ChargePosted: lambda e: f"{e.description}: {e.quote.net:,} net, {e.quote.total:,} in all",
    PaymentTaken: lambda e: f"{e.method}: {e.amount:,}",
    NightPosted: lambda e: f"night of {e.night}",
    DateClosed: lambda e: f"{e.date} is closed, {e.opens} begins",
    FolioClosed: lambda e: f"charged {e.charged:,}, paid {e.paid:,}",
    DateCertified: lambda e: f"{e.certificate.events} events, {e.certificate.hash[:12]}…",
    RoomsCounted: lambda e: ", ".join(f"{one.night}: {one.sold:+}" for one in e.changes),
    RoomVacated: lambda e: f"policy {e.policy}",
}


class Narrator:
    """Prints each step with what has been recorded since the last one."""

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel
        self.position = 0
        self.steps = 0

    def tell(self, what: str) -> None:
        """Print a step and every event of it: where, what, how much."""
        self.steps += 1
        print(f"\n{self.steps:>2}. {what}")
        for entry in self.hotel.feed(self.position):
            self.position = entry.position
            for stream, event in zip(entry.streams, entry.events, strict=True):
                if len(entry.events) > 10 and not TOLD.get(type(event)):
                    continue
                place = stream.partition("/")[2]
                told = TOLD.get(type(event), lambda _: "")(event)
                print(f"      {place:<21} {type(event).__name__:<19} {told}".rstrip())


def stay_two_nights(hotel: Hotel, clock: Jakarta) -> str:
    """Walk one guest through the hotel; return the stay."""
    narrator = Narrator(hotel)
    desk = hotel.by(Actor("staff", "ayu"))
    housekeeper = hotel.by(Actor("staff", "budi"))

    hotel.open(on=MONDAY)
    narrator.tell(f"Hotel Axentra opens its books on {MONDAY:%d %B %Y}")

    booked = desk.reserve(
        arrival=MONDAY,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=[rupiah(850_000)] * 2,
        name="Siti Rahma",
        mail="siti@example.com",
        party=party(adults=2),
    )
    stay = booked.one(StayBooked).stay
    narrator.tell("Reservation at the front office: two nights at 850,000 net")

    desk.check_in(stay, room="2034")
    narrator.tell("Check-in: the room is occupied, housekeeping prepares linen")
    print(f"      board: {room_2034(hotel)}")

    link, code = hotel.room_link("2034"), hotel.stay_code(stay)
    guest = hotel.guest(hotel.open_guest_session(link, code, key="phone-1"))
    narrator.tell("The guest scans the room's link and types the stay code")
    print(f"      {link.partition('?')[0]}?c=…  opens with the code of this stay only")
    try:
        hotel.open_guest_session(link, "WRONG234", key="phone-2")
    except HotelRefusal as refusal:
        print(f"      another code: {refusal}")

    guest.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key="order-1")
    narrator.tell("Room service by phone: the order is on the bill at once")

    guest.do_not_disturb(stay, key="dnd-on")
    guest.do_not_disturb(stay, active=False, key="dnd-off")
    narrator.tell("Do not disturb, on and off again")

    guest.make_up_room(stay, key="make-up")
    narrator.tell("Make Up Room: housekeeping has a task")
    for task in hotel.read.tasks():
        housekeeper.finish_task(task.id)
    narrator.tell("Housekeeping has made up the room and brought the linen")

    for day in (MONDAY, TUESDAY):
        clock.now = clock.at(day, "23:30")
        desk.close_day(day)
        desk.close_day(day)
        narrator.tell(f"Close of {day:%d %B}, said twice: it counts once")

    clock.now = clock.at(WEDNESDAY, "10:30")
    try:
        desk.check_out(stay)
    except RuleViolation as refusal:
        narrator.tell("Check-out is refused while something is owed")
        print(f"      {refusal}")
    desk.take_payment(stay, PaymentMethod.CASH, rupiah(1_000_000), key="cash-1")
    visa = Card("tok_demo", brand="visa", last_four="4242")
    desk.take_payment(stay, PaymentMethod.CARD, rupiah(1_286_900), card=visa, key="card-1")
    narrator.tell("Paid part in cash, part by card")
    desk.check_out(stay)
    narrator.tell("Check-out: the bill is closed, the room is free")
    print(f"      board: {room_2034(hotel)}")
    return stay


def room_2034(hotel: Hotel) -> str:
    """Return the room's line of the board in words."""
    line = next(line for line in hotel.read.board() if line.room.id == "2034")
    ready = line.not_ready.sentence if line.not_ready else "ready for the next guest"
    return f"2034 {line.code}, {ready}"


def printed(hotel: Hotel, stay: str, locale: str) -> str:
    """Return the statement and the reports of all three days in a language."""
    read = hotel.read
    name = read.configuration.name
    guest = read.stay(stay)
    reports = (day_report(hotel.feed(), day) for day in (MONDAY, TUESDAY, WEDNESDAY))
    return "\n".join(
        [
            text.statement(
                read.folio(stay),
                locale,
                property_name=name,
                guest_name=guest.guest_name,
                room=guest.stay.room,
                nights=Nights(guest.stay.arrival, guest.stay.departure),
            ),
            *(text.day_report(report, locale, property_name=name) for report in reports),
        ]
    )


@contextmanager
def opened(file: Path, clock: Jakarta, keys: Keys) -> Iterator[Hotel]:
    """Open the hotel over its file, and close the file again."""
    with SqliteStore(file) as store:
        yield Hotel(store, AXENTRA, clock=clock, ids=Numbered(), keys=keys)


def main() -> int:
    """Tell the story; return the exit code."""
    parser = argparse.ArgumentParser(description="One guest, two nights.")
    parser.add_argument("--locale", default="en", choices=LOCALES)
    locale = parser.parse_args().locale
    clock, keys = Jakarta(), Keys(secrets.token_bytes(32))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hotel.sqlite"
        with opened(file, clock, keys) as hotel:
            stay = stay_two_nights(hotel, clock)
            first = printed(hotel, stay, locale)
        print("\n" + first)
        with opened(file, clock, keys) as hotel:
            again = printed(hotel, stay, locale)
    print("The file was closed and opened again: " + ("the same." if again == first else "OTHER!"))
    return 0 if again == first else 1


if __name__ == "__main__":
    sys.exit(main())
